"""对账: numbers and bound words of the official sentence against the rules (E47x)."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def unused(source: Source, span: Span, clause: str, heading: Span) -> Diagnostic:
    """A number of the sentence that no rule uses."""
    text = source.slice(span)
    return finding(
        "E470-number-unused",
        f"原文的“{text}”没有进规则",
        Label(source, span, "规则里没有这个数"),
        hint=f"写进规则或事实的说明；本来不该进规则的，写「注（{text}）：为什么」",
        authority="对账：原文的每个数都要在规则里用到",
        clause=clause,
    )


def not_quoted(source: Source, span: Span, quote: Span | None) -> Diagnostic:
    """A number of a rule that the sentence lacks."""
    text = source.slice(span)
    return finding(
        "E471-number-not-quoted",
        f"规则的“{text}”在原文里没有",
        Label(source, span, "原文没有这个数"),
        related=(Label(source, quote, "本条的原文"),) if quote is not None else (),
        hint=f"核对原文；原文没有写而规则需要的，写「注（{text}）：为什么」",
        authority="对账：规则不得有原文没有的数",
    )


def other_bound(source: Source, span: Span, quoted: Span) -> Diagnostic:
    """The rule includes the number itself and the sentence does not, or the other way round."""
    text = source.slice(span)
    return finding(
        "E472-bound-differs",
        f"“{text}”的界限与原文不一致",
        Label(source, span, "规则的界限"),
        related=(Label(source, quoted, "原文的界限"),),
        hint=f"照原文的界限词写；有意取另一种读法的，写「注（{text}）：为什么」",
        authority="民法典第一千二百五十九条",
    )


def other_sign(source: Source, span: Span, quoted: Span) -> Diagnostic:
    """The rule adds points that the sentence takes away, or the other way round."""
    text = source.slice(span)
    return finding(
        "E477-sign-differs",
        f"“{text}”与原文的扣分、加分方向相反",
        Label(source, span, "规则的方向"),
        related=(Label(source, quoted, "原文"),),
        hint="照原文写扣、加或者记；有意取另一种读法的，写「注（这个数）：为什么」",
        authority="对账：规则与原文逐字相符",
    )


def other_unit(source: Source, span: Span, quoted: Span) -> Diagnostic:
    """The rule counts in another unit than the sentence: 自然日 for 工作日, 每次 for 每件."""
    text = source.slice(span)
    return finding(
        "E478-unit-differs",
        f"“{text}”的单位与原文不一致",
        Label(source, span, "规则的单位"),
        related=(Label(source, quoted, "原文"),),
        hint="照原文的单位写；有意取另一种读法的，写「注（这个数）：为什么」",
        authority="对账：规则与原文逐字相符",
    )


def idle_waiver(source: Source, span: Span) -> Diagnostic:
    """A waiver of a number that needs none."""
    return finding(
        "W473-idle-waiver",
        "这条注免去的数并不需要免去",
        Label(source, span),
        hint="删去“注”后面括号里的数",
    )
