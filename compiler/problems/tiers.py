"""Tiers: shared ends, overlaps, tiers that never count, holes (E411–E416, W410, N425)."""

from __future__ import annotations

from compiler.problems.rules import CIVIL_CODE
from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def shared_end(source: Source, first: Span, second: Span, value: str, lines: tuple[str, str]) -> Diagnostic:
    """Two tiers share one end point and the author has not chosen."""
    return finding(
        "E411-shared-end",
        f"{value} 同时落在两档",
        Label(source, second, f"{lines[1]}，也含 {value}"),
        related=(Label(source, first, f"{lines[0]}，含 {value}"),),
        hint="在本条写明「端点就高」（归有利于被考核单位的一档）或「端点就低」，并写注",
        authority=CIVIL_CODE,
    )


def end_alone(source: Source, first: Span, second: Span, value: str) -> Diagnostic:
    """A number that is a tier of its own and also an end of the tier around it."""
    return finding(
        "N425-end-stands-alone",
        f"{value} 单列一档，又是另一档的端点，取单列的一档",
        Label(source, first, "取这一档"),
        related=(Label(source, second, f"也含 {value}"),),
        hint="原文如此的，写注说明，并在文头「接受」；不如此的，改那一档的端点",
        authority=CIVIL_CODE,
    )


def overlap(source: Source, first: Span, second: Span, value: str) -> Diagnostic:
    """Two tiers overlap in more than a point."""
    return finding(
        "E412-tier-overlap",
        f"两档重叠，例如 {value}",
        Label(source, second, f"也含 {value}"),
        related=(Label(source, first, f"含 {value}"),),
        hint="改界限，或在本条写明「就高」「就低」「累计」",
        authority=CIVIL_CODE,
    )


def same_tier(source: Source, first: Span, second: Span) -> Diagnostic:
    """Two tiers with the very same condition."""
    return finding(
        "E413-same-tier",
        "两档的条件完全相同",
        Label(source, second, "第二次"),
        related=(Label(source, first, "第一次"),),
        hint="删去一档，或改界限",
    )


def dead_tier(source: Source, span: Span, why: str, first: tuple[Span, ...] = ()) -> Diagnostic:
    """A tier that can never hold or is always beaten; ``first`` is what comes before it."""
    return finding(
        "E414-dead-tier",
        "这一档永远不会用到",
        Label(source, span, why),
        related=tuple(Label(source, each, "先落在这里") for each in first),
        hint="核对界限的数字和先后",
    )


def reversed_ends(source: Source, span: Span) -> Diagnostic:
    """90%—80%: no number is both."""
    return finding(
        "E414-dead-tier",
        "这一档永远不会用到",
        Label(source, span, "两头写反了：没有一个数在这两头之间"),
        hint="小的数写在前",
    )


def hole(source: Source, span: Span, value: str, below: str, above: str = "") -> Diagnostic:
    """A hole between two tiers, or beyond the last of a ladder of grades."""
    return finding(
        "W410-tier-hole",
        f"{value} 不落在任何一档",
        Label(source, span, f"在“{below}”与“{above}”之间" if above else f"在“{below}”之外"),
        hint="补一档，或写「其余 …」；原文如此的，写注说明取哪一种读法",
    )


def hole_of_several(source: Source, span: Span, values: str) -> Diagnostic:
    """A hole between tiers that bound the same figures."""
    return finding(
        "W410-tier-hole",
        f"{values} 不落在任何一档",
        Label(source, span, "几个数各有界限，比它小的、比它大的都有一档"),
        hint="补一档，或写「其余 …」；原文如此的，写注说明取哪一种读法",
    )


def cyclic_tiers(source: Source, span: Span) -> Diagnostic:
    """The choices contradict one another."""
    return finding(
        "E416-cyclic-tiers",
        "几档互相重叠，排不出先后：同一个数不知道算哪一档",
        Label(source, span),
        hint="改界限，使一个数只落在一档",
    )


def all_spared(source: Source, exemption: Span, *sentences: Span, alone: bool) -> Diagnostic:
    """超期 每件 扣 2 分，超期 1 件以上 除外. ``alone``: the clause gives no other points."""
    return finding(
        "E414-dead-tier",
        "这一句除外把前面的规定全部免去了" if alone else "这一句除外使前面的一句永远得不出分",
        Label(source, exemption, "凡有分的单位都符合"),
        related=tuple(Label(source, each, "这一句永远得不出分") for each in sentences),
        hint="核对除外的条件：界限、未、且与或",
    )


def no_band(source: Source, spans: tuple[Span, Span], total: str, names: tuple[str, str], *, never: bool) -> Diagnostic:
    """优秀 90 分以上, 良好 80 分—89 分: 89.5 is neither. ``never``: no total comes to lie there as the points are now."""
    why = "现在各句的分都是整数，总分到不了这里；分值一改就有空档" if never else "这样的总分没有等次"
    return finding(
        "W410-tier-hole",
        f"总分 {total} 分不落在任何一个等次",
        Label(source, spans[0], f"“{names[0]}”到这里为止：{why}"),
        related=(Label(source, spans[1], f"“{names[1]}”从这里起"),),
        hint="把相邻两等写到同一个数，例如「90 分以上」「80 分以上」（先评高的一等）；原文如此的，写注说明取哪一种读法，在文头「接受」",
    )


def not_in_table(source: Source, span: Span, level: str, name: str) -> Diagnostic:
    """A 分值表 without a row or a column for a level."""
    return finding(
        "W410-tier-hole",
        f"“{level}”在分值表里查不到分",
        Label(source, span, f"“{name}”为“{level}”的，按 0 分"),
        hint="在分值表里补一行（一列）；本来不给分的，也写一行「0 分」",
    )


def unneeded_exemption(source: Source, span: Span) -> Diagnostic:
    """抽查 少于 10 件 扣 2 分，抽查 30 件以上 除外: who is spared has lost nothing."""
    return finding(
        "W415-unneeded-choice",
        "本条没有需要“除外”的地方：符合的单位没有这一句也不扣分、不加分",
        Label(source, span),
        hint="核对除外的条件；确实多余的，删去",
    )


def unneeded_word(source: Source, span: Span, word: str) -> Diagnostic:
    """投诉 0 件 减半; 信息 每满 5 条 加 1 分，不足 3 条 不加分."""
    return finding(
        "W415-unneeded-choice",
        f"这一句“{word}”没有改变任何单位的得分",
        Label(source, span, "有没有这一句，得分都一样"),
        hint="核对条件里的界限和分值；确实多余的，删去，或者在文头「接受」并写明理由",
    )
