"""What is odd about several clauses together, though each compiles (W456–W466)."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span

ACCEPT = "原文如此的，在文头「接受」并写明理由"


def indicator_twice(source: Source, first: Span, second: Span, name: str, clauses: tuple[str, str]) -> Diagnostic:
    """One name, two formulas."""
    return finding(
        "W456-indicator-defined-twice",
        f"“{name}”在两条里算法不同",
        Label(source, second, f"“{clauses[1]}”的算法"),
        related=(Label(source, first, f"“{clauses[0]}”的算法"),),
        hint=f"同一指标只在一处写算法；本来是两个指标的，起两个名称；{ACCEPT}",
    )


def tiers_differ(source: Source, first: Span, second: Span, name: str, at: str, points: tuple[str, str]) -> Diagnostic:
    """One measure, two ladders of tiers."""
    return finding(
        "W457-tiers-differ",
        f"“{name}”在两条里分档不同：{at} 时，一处{points[0]}，一处{points[1]}",
        Label(source, second, points[1]),
        related=(Label(source, first, points[0]),),
        hint=f"并成一条，或者改成同样的界限；{ACCEPT}",
    )


def double_deduction(
    source: Source, first: Span, second: Span, fact: str, change: tuple[str, str], points: tuple[str, str]
) -> Diagnostic:
    """One fact for which two clauses deduct."""
    return finding(
        "W458-double-deduction",
        f"“{fact}”由{change[0]}变为{change[1]}，两条都扣分",
        Label(source, second, f"这里{points[1]}"),
        related=(Label(source, first, f"这里{points[0]}"),),
        hint=f"只应扣一次的，删去一处，或者并成一条写明「取最高分」；两处都要扣的，后一处写「另扣」；{ACCEPT}",
    )


def in_clauses(found: Diagnostic, clauses: int) -> Diagnostic:
    """One fact for which many clauses deduct: all of them in one finding."""
    return evolve(found, message=found.message.replace("，两条都扣分", f"，{clauses} 条都扣分"))


def at_places(found: Diagnostic, places: int) -> Diagnostic:
    """One finding, word for word, at several places."""
    return evolve(found, message=f"{found.message}（共 {places} 处）")


def never_used(source: Source, span: Span, what: str, name: str) -> Diagnostic:
    """A declaration that no rule uses."""
    return finding(
        "W459-never-used",
        f"{what}“{name}”声明了，没有一句规则用到",
        Label(source, span),
        hint="删去声明，或者补上用到它的规则；只为统计而填报的，在文头「接受」并写明理由",
    )


def not_covered(source: Source, span: Span, who: str) -> Diagnostic:
    """A kind of unit, or listed units, for whom no clause does anything."""
    return finding(
        "W466-nothing-concerns-it",
        f"没有一条管到{who}",
        Label(source, span),
        hint="补上对它的规则，或者从对象类别、名单里去掉；" + ACCEPT,
    )


def no_points_for(source: Source, span: Span, kind: str, what: str) -> Diagnostic:
    """Points by kind of unit that leave out a kind which the rules concern."""
    return finding(
        "W461-no-points-for-kind",
        f"{what}没有写“{kind}”的分值，规则却管到它",
        Label(source, span),
        hint=f"写上“{kind}”的分值，没有分值就不封底、不封顶；不考核的，在规则里写明只对哪些单位；{ACCEPT}",
    )


def names_nearly_agree(source: Source, span: Span, name: str, other: Span | None, similar: str) -> Diagnostic:
    """Two lists that name what is probably one unit in two ways."""
    return finding(
        "W462-names-nearly-agree",
        f"这里写作“{name}”，另一处写作“{similar}”，名称不一",
        Label(source, span, f"“{name}”"),
        related=() if other is None else (Label(source, other, f"“{similar}”"),),
        hint=f"是同一单位的，写成同一名称；{ACCEPT}",
    )


def full_out_of_reach(
    source: Source, span: Span, declared: str, most: str, what: str, given: Sequence[str], gap: str
) -> Diagnostic:
    """Points that no unit can get; ``given`` is what every sentence gives the unit that has most."""
    told = f"得的分只来自{'、'.join(given)}，还差 {gap} 分；" if given else f"还差 {gap} 分；"
    return finding(
        "W463-full-out-of-reach",
        f"{what} {declared} 分，最多只能得 {most} 分",
        Label(source, span),
        hint=f"{told}核对分值和各句的分数；{ACCEPT}",
    )


def beyond_its_points(source: Source, span: Span, whole: str, points: str, off: str) -> Diagnostic:
    """A clause of no item that takes a section or the total out of its points."""
    return finding(
        "W464-beyond-its-points",
        f"本条不属于任何一项，{whole}（{points} 分）可以{off}",
        Label(source, span),
        hint=f"归入一项，写明本项的分值或者封顶，或者写明「另计」；{ACCEPT}",
    )


def not_all_at_once(source: Source, span: Span, whole: str, points: str, most: str) -> Diagnostic:
    """Full points in every item, but not in all at once."""
    return finding(
        "W465-not-all-at-once",
        f"各项都能得满分，{whole}却得不到 {points} 分，最多 {most} 分：不能同时得满分",
        Label(source, span),
        hint=f"核对各项的条件；{ACCEPT}",
    )
