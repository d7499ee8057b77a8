"""Ratios whose denominator may be 0: what the policy has to say of it, and 无…时 that fits none (W430, E210)."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def zero_denominator(source: Source, span: Span, name: str, denominators: Sequence[str], *, awards: bool) -> Diagnostic:
    """A ratio whose denominator may be 0, and the policy does not say what then holds.

    In a clause that 记分, 不扣分 would be nought: what is meant has to be chosen.
    """
    when = f"无{denominators[0]}时"
    say = (
        f"算得满分的，写「{when} 记满分」，不给分的，写「{when} 不记分」" if awards else f"不扣的，写「{when} 不扣分」"
    )
    return finding(
        "W430-zero-denominator",
        f"“{'、'.join(denominators)}”为 0 时，“{name}”无法计算",
        Label(source, span),
        hint=f"在本条单独一行写明：{say}；不写的，遇到这样的单位报“无法计算”",
    )


def unguarded_ratio(source: Source, span: Span, name: str, denominator: str, unit: str) -> Diagnostic:
    """A ratio under a duty, a consequence or a veto whose denominator may be 0."""
    return finding(
        "W430-zero-denominator",
        f"“{denominator}”为 0 时，“{name}”无法计算",
        Label(source, span),
        hint=f"在前面写明分母为 0 时怎样，例如「{denominator} 0 {unit} 或 {name} …」；不写的，遇到这样的单位只能待核",
    )


def empty_noun(source: Source, span: Span, noun: str, denominators: Sequence[str]) -> Diagnostic:
    """无X时 where X is not the denominator, or where there is none."""
    if not denominators:
        return finding(
            "E210-empty-noun",
            f"本条没有比率，“无{noun}时”没有分母可管",
            Label(source, span),
            hint="写在用到比率的那一条；没有发生就得分或扣分的，声明一个计数，写「… 0 件 记 5 分」这样的一档",
        )
    return finding(
        "E210-empty-noun",
        f"“无{noun}时”与分母{'、'.join(f'“{each}”' for each in denominators)}对不上",
        Label(source, span),
        hint=f"写分母名称里的字，这里写「无{denominators[0]}时」",
    )


def nothing_of_losses(source: Source, span: Span, word: str, full: str) -> Diagnostic:
    """无结案时 不得分 in a clause that only takes points away: nothing of the item, or nothing taken?"""
    return finding(
        "E439-nothing-of-losses",
        f"本条只扣分，“{word}”有两种读法：本项记 0 分，或者这种情形不扣分",
        Label(source, span),
        hint=f"不扣的，写「不扣分」；本项记 0 分的，写「扣 {full} 分」（本项的分值）",
    )
