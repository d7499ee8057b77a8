"""对账: numbers and bound words of the official sentence against the rules (E47x)."""

from __future__ import annotations

import re

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.documents.notes import WORDS
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
        hint=f"照原文写扣、加或者记；有意取另一种读法的，写「注（{_waiver(text)}）：为什么」",
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
        hint=f"照原文的单位写；有意取另一种读法的，写「注（{_waiver(text, '每')}）：为什么」",
        authority="对账：规则与原文逐字相符",
    )


def other_piece(source: Source, span: Span, quoted: Span) -> Diagnostic:
    """The rule gives points for each piece and the sentence once, or the other way round, or for another piece."""
    return finding(
        "E478-unit-differs",
        f"“{source.slice(span)}”与原文的“{source.slice(quoted)}”不是按同一样计",
        Label(source, span, "规则按这个计"),
        related=(Label(source, quoted, "原文"),),
        hint="照原文写“每件”“每次”，原文没有“每”的不写；有意取另一种读法的，写「注（每）：为什么」",
        authority="对账：规则与原文逐字相符",
    )


def only_quoted(source: Source, span: Span, clause: str) -> Diagnostic:
    """A part of the sentence that no rule has: a cap, a veto, a zeroing, points."""
    text = source.slice(span)
    return finding(
        "E479-not-as-quoted",
        f"原文这里的“{text}”，规则里没有",
        Label(source, span, "规则里没有这一处"),
        hint=f"照原文补进规则；本来不该进规则的，写「注（{_waiver(text)}）：为什么」",
        authority="对账：规则与原文逐字相符",
        clause=clause,
    )


def only_ruled(source: Source, span: Span, quote: Span) -> Diagnostic:
    """A part of the rules that the sentence does not have."""
    text = source.slice(span)
    return finding(
        "E479-not-as-quoted",
        f"规则的“{text}”，原文里没有",
        Label(source, span, "原文没有这一处"),
        related=(Label(source, quote, "本条的原文"),),
        hint=f"核对原文；原文没有写而规则需要的，写「注（{_waiver(text)}）：为什么」",
        authority="对账：规则与原文逐字相符",
    )


def other_order(source: Source, span: Span, quoted: Span) -> Diagnostic:
    """At this place the sentence has another number than the rule."""
    text = source.slice(span)
    return finding(
        "E479-not-as-quoted",
        f"原文这里是“{source.slice(quoted)}”，规则写“{text}”",
        Label(source, span, "规则"),
        related=(Label(source, quoted, "原文的这一处"),),
        hint=f"照原文的次序写；有意取另一种读法的，写「注（{_waiver(text)}）：为什么」",
        authority="对账：规则与原文逐字相符",
    )


def other_place(source: Source, span: Span, quoted: Span) -> Diagnostic:
    """What the sentence says at one place, the rules say at another: 3 and 5 exchanged."""
    text = source.slice(span)
    return finding(
        "E479-not-as-quoted",
        f"规则里“{text}”的次序与原文不同",
        Label(source, span, "规则写在这里"),
        related=(Label(source, quoted, "原文写在这里"),),
        hint=f"照原文的次序写；有意取另一种读法的，写「注（{_waiver(text)}）：为什么」",
        authority="对账：规则与原文逐字相符",
    )


def other_negation(source: Source, span: Span, quoted: Span, name: str) -> Diagnostic:
    """The rule asks for what the sentence denies, or the other way round."""
    return finding(
        "E479-not-as-quoted",
        f"“{name}”前面有没有“未”，规则与原文相反",
        Label(source, span, "规则"),
        related=(Label(source, quoted, "原文"),),
        hint="照原文写“未”或者不写；有意取另一种读法的，写「注（未）：为什么」",
        authority="对账：规则与原文逐字相符",
    )


def other_joint(source: Source, span: Span, quoted: Span, said: str) -> Diagnostic:
    """The rule joins two conditions by 且 where the sentence has 或, or the other way round."""
    return finding(
        "E479-not-as-quoted",
        f"原文用“{said}”连接，规则用“{'且' if said == '或' else '或'}”",
        Label(source, span, "规则"),
        related=(Label(source, quoted, "原文"),),
        hint=f"照原文写“{said}”；有意取另一种读法的，写「注（{said}）：为什么」",
        authority="对账：规则与原文逐字相符",
    )


_FORMS = {"名次": "排名|名次|倒数", "按比例": "按.*比例", "否则": "否则|其余", "取消": "取消.*资格"}


def _waiver(text: str, otherwise: str = "这个数") -> str:
    """What a note would have in its brackets to waive a piece of text."""
    form = next((mark for mark, words in _FORMS.items() if re.search(words, text)), "")
    if form:
        return form
    number = re.search(r"[\d.]+%?", text)
    return number[0] if number else next((word for word in WORDS if word in text), otherwise)


def idle_waiver(source: Source, span: Span, number: str) -> Diagnostic:
    """A waiver of a number that needs none."""
    return finding(
        "W473-idle-waiver",
        f"注免去的“{number}”并不需要免去",
        Label(source, span),
        hint=f"从“注”后面的括号里删去“{number}”",
    )
