"""A tier or a sentence whose turn never comes (E414): why, and which other one takes its place."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def dead(source: Source, span: Span, why: str, *, hint: str = "核对界限的数字和先后") -> Diagnostic:
    """A tier that can never hold."""
    return finding("E414-dead-tier", "这一档永远不会用到", Label(source, span, why), hint=hint)


def reversed_ends(source: Source, span: Span) -> Diagnostic:
    """90%—80%: no number is both."""
    return dead(source, span, "两头写反了：没有一个数在这两头之间", hint="小的数写在前")


def always_beaten(source: Source, span: Span, winners: Sequence[Span]) -> Diagnostic:
    """A sentence whose turn never comes: others have all that it could have, written before it or, as 不扣分, behind it."""
    later = [each for each in winners if each.start > span.start]
    if not later:
        told, why = "符合的都先落在这一句", "凡符合这一句的，都先落在前面的句子"
        hint = "核对先后和条件；两句都算的，后一句写「另扣」「再加」"
    else:
        told, why = "符合的都照这一句，它先算", "凡符合这一句的，都照后面的一句算"
        hint = "后一句只免一部分的，写明是哪一种情形；前一句照扣的，删去后一句，或者把后一句的条件写成不含前一句"
    return finding(
        "E414-dead-tier",
        "这一档永远不会用到",
        Label(source, span, why),
        related=tuple(Label(source, each, told) for each in later or winners),
        hint=hint,
    )
