"""What is odd about a clause that compiles (W417–W429, E440, W443–W449, N490)."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def not_analysed(source: Source, span: Span, what: str, why: str) -> Diagnostic:
    """A check that could not decide."""
    return finding(
        "N490-not-analysed",
        f"未分析：{what}",
        Label(source, span, why),
        hint="不是错误；请人工核对这一处，核对过的可以在文头「接受」",
    )


def cap_below_one(source: Source, cap: Span, rule: Span, cap_points: str, points: str) -> Diagnostic:
    """A cap that is below one deduction."""
    return finding(
        "E440-cap-below-one",
        f"封顶 {cap_points} 分低于一次的 {points} 分",
        Label(source, cap, "封顶"),
        related=(Label(source, rule, "一次就超过封顶"),),
        hint="核对两个数字；原文如此的，在文头「接受」并写明理由",
    )


def cap_never_reached(source: Source, cap: Span, cap_points: str, most: str, word: str) -> Diagnostic:
    """A cap above everything the clause can give."""
    return finding(
        "W443-cap-never-reached",
        f"本条最多{word} {most} 分，用不到封顶 {cap_points} 分",
        Label(source, cap, "封顶"),
        hint="核对封顶和各档的分值；原文如此的，在文头「接受」并写明理由",
    )


def second_free(source: Source, cap: Span, rule: Span, points: str) -> Diagnostic:
    """A cap that the first piece uses up."""
    return finding(
        "W444-second-piece-free",
        f"第一次就到封顶 {points} 分，从第二次起不再计",
        Label(source, cap, "封顶"),
        related=(Label(source, rule, "按次计"),),
        hint="只计一次的，把事实写成“是否”；按次计的，核对封顶；原文如此的，在文头「接受」并写明理由",
    )
