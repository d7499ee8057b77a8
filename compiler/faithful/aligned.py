"""对账 in order: the sentence and its rules side by side, mark by mark (language.md §8 'One reader').

In: a clause and its rule block. Out: findings with both places. A number that stands somewhere in the sentence is not yet the number of
this rule: 公示扣3、备案扣5 against 5 and 3 differ, though both have both. What the sentence repeats and the rules say once, or the other
way round, is no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from compiler.faithful.joints import differing_joints
from compiler.faithful.marks import (
    Mark,
    Marks,
    Pair,
    What,
    moved,
    pairs,
    same,
    same_each,
    same_keys,
    same_sign,
    same_unit,
)
from compiler.faithful.numbers import reconcile_numbers
from compiler.faithful.ruled import marks_in
from compiler.faithful.said import marks_of
from compiler.faithful.waivers import Waivers
from compiler.faithful.words import reconcile_forms, reconcile_words
from compiler.problems import faithfulness
from dsl import surface
from dsl.diagnostics import Bag, Diagnostic
from dsl.documents.policy_file import Section
from dsl.source import Source, Span
from dsl.words.lexicon import UnitWord, lexicon


def reconcile(section: Section, block: surface.Block, source: Source, bag: Bag) -> None:
    """Report what a clause says otherwise than its sentences: numbers and words by themselves, then in their order."""
    own = Bag()
    reconcile_numbers(section, block, source, own)
    reconcile_words(section, block, source, own)
    reconcile_forms(section, block, source, own)
    _reconcile_order(section, block, source, Waivers.of(section.notes), own)
    bag.extend(own)


def _reconcile_order(section: Section, block: surface.Block, source: Source, waivers: Waivers, bag: Bag) -> None:
    """Report what a sentence and its rules do not have in the same order; nothing twice that was reported before."""
    if not section.quotes:
        return
    said, ruled = _said(section, source, waivers), marks_in(block)
    ruled = _without(ruled, waivers)
    whole = {quote.span for quote in section.quotes}
    places = [span for each in bag for span in _places(each, whole)]
    awards = pairs(said.awards, ruled.awards)
    reordered = moved(said, ruled)
    found = [
        *([] if reordered else _awards(awards, said, ruled, section, source, waivers)),
        *_caps(pairs(said.caps, ruled.caps), ruled, section, source, waivers),
        *([] if reordered else _numbers(pairs(said.numbers, ruled.numbers), source)),
        *differing_joints(awards, section, block, source, waivers),
    ]
    for each in found:
        own = _places(each, whole)
        if not any(_meet(one, other) for one in own for other in places):
            bag.add(each)
            places += own


def _said(section: Section, source: Source, waivers: Waivers) -> Marks:
    each = [marks_of(quote.span, source) for quote in section.quotes]
    return _without(
        Marks(
            tuple(mark for marks in each for mark in marks.awards),
            tuple(mark for marks in each for mark in marks.caps),
            tuple(mark for marks in each for mark in marks.numbers),
        ),
        waivers,
    )


def _without(marks: Marks, waivers: Waivers) -> Marks:
    """The marks without those whose number is waived: they need no partner."""

    def kept(row: Sequence[Mark], unit: UnitWord | None = None) -> tuple[Mark, ...]:
        def waived(each: Mark) -> bool:
            return bool(each.keys) and all(waivers.waives(key, unit or each.unit) for key in each.keys)

        return tuple(each for each in row if not waived(each))

    points = lexicon().units["分"]
    return Marks(kept(marks.awards, points), kept(marks.caps, points), kept(marks.numbers))


def _places(found: Diagnostic, whole: set[Span]) -> list[Span]:
    labels = [*([found.primary] if found.primary is not None else []), *found.related]
    return [label.span for label in labels if label.span not in whole]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


# --------------------------------------------------------------------------------------------------------------- awards


def _awards(
    aligned: list[Pair], sentence: Marks, ruled: Marks, section: Section, source: Source, waivers: Waivers
) -> Iterator[Diagnostic]:
    plain = {
        key for each in sentence.numbers if each.unit is None or each.unit.spelling == "个" for key in each.keys
    }  # -30, 组长40: of a table
    alone = [one for one, other in aligned if one is not None and other is None]
    for said, rule in aligned:
        if said is not None and rule is not None:
            yield from _award(said, rule, source, waivers)
        elif said is not None:
            if not _accounted(said, ruled, section) and not waivers.waives_word(said.what):
                yield faithfulness.only_quoted(source, said.span, section.id)
        elif (
            rule is not None and not rule.bare and rule.what is not What.NOTHING and not waivers.waives_word(rule.what)
        ):
            elsewhere = next((each for each in alone if same(each, rule)), None)
            known = any(one is not None and _alike(one, rule) for one, _ in aligned)
            known = known or (rule.what is What.FULL and all(one is None or one.bare for one, _ in aligned))
            known = known or (bool(rule.keys) and {*rule.keys} <= plain)
            if elsewhere is not None:
                yield faithfulness.other_place(source, rule.span, elsewhere.span)
            elif not known:
                yield faithfulness.only_ruled(source, rule.span, section.quotes[0].span)


def _award(said: Mark, rule: Mark, source: Source, waivers: Waivers) -> Iterator[Diagnostic]:
    if not same_keys(said, rule):
        yield faithfulness.other_order(source, rule.span, said.span)
    elif not same_sign(said, rule):
        yield faithfulness.other_sign(source, rule.span, said.span)
    elif not said.bare and not same_each(said.each, rule.each) and not waivers.waives_word("每"):
        where = rule.each.span if rule.each is not None else rule.span
        yield faithfulness.other_piece(source, where, said.each.span if said.each is not None else said.span)


def _alike(one: Mark, other: Mark) -> bool:
    """The same points, of whatever piece: one sentence may become several rules."""
    return one.what is other.what and same_keys(one, other) and same_sign(one, other)


def _accounted(said: Mark, ruled: Marks, section: Section) -> bool:
    """Whether a mark of the sentence needs no rule of its own: the heading has it, or the rules say it in another way."""
    of_heading = said.keys in [(points,) for _, points in section.points]
    if said.bare or (of_heading and said.sign == "+"):
        return True  # 全部进驻记3分: the points of the item
    if said.what is What.VETO:
        return not ruled.awards  # the heading of a consequence: 一票否决 … 取消评优资格
    if any(each.bare and _alike(said, each) for each in ruled.awards):
        return True
    if said.what is What.NOTHING and any(each.each is not None and each.each.mode == "above" for each in ruled.awards):
        return said.sign == "-"  # 3件以内不扣分，超过3件的每件扣1分
    if said.what is What.NOTHING:
        return not any(
            each.what in (What.POINTS, What.NOTHING) for each in ruled.awards
        )  # 按比例扣分 gives nought by itself
    return any(_alike(said, each) for each in ruled.awards)


# ----------------------------------------------------------------------------------------------------- caps and numbers


def _caps(
    aligned: list[Pair], ruled: Marks, section: Section, source: Source, waivers: Waivers
) -> Iterator[Diagnostic]:
    for said, rule in aligned:
        one = said or rule
        assert one is not None
        if waivers.waives_word(one.what):
            continue
        if said is not None and rule is not None:
            if not same_keys(said, rule):
                yield faithfulness.other_order(source, rule.span, said.span)
            elif not same_sign(said, rule):
                yield faithfulness.other_sign(source, rule.span, said.span)
        elif said is not None and not _capped(said, ruled, section):
            yield faithfulness.only_quoted(source, said.span, section.id)
        elif rule is not None and rule.what is What.CAP:
            yield faithfulness.only_ruled(source, rule.span, section.quotes[0].span)


def _capped(said: Mark, ruled: Marks, section: Section) -> bool:
    whole = said.keys in [(points,) for _, points in section.points]
    return said.what is What.CAP and whole and any(each.what is What.GONE for each in ruled.caps)


def _next_place(said: Mark, rule: Mark) -> bool:
    """10名以后 behind 7—10名 are the places from the eleventh on."""
    ranked = all(each.unit is not None and each.unit.canonical in ("名", "位") for each in (said, rule))
    numbers = [each.keys[0] for each in (said, rule) if len(each.keys) == 1 and isinstance(each.keys[0], Fraction)]
    return ranked and len(numbers) == 2 and numbers[1] == numbers[0] + 1


def _numbers(aligned: list[Pair], source: Source) -> Iterator[Diagnostic]:
    alone = [one for one, other in aligned if one is not None and other is None]
    for said, rule in aligned:
        if rule is None:
            continue
        if said is not None and not same(said, rule):
            if not same_keys(said, rule):
                if not _next_place(said, rule):
                    yield faithfulness.other_order(source, rule.span, said.span)
            elif same_unit(said.unit, rule.unit):
                yield faithfulness.other_bound(source, rule.span, said.span)
            else:
                yield faithfulness.other_unit(source, rule.span, said.span)
        elif said is None:
            elsewhere = next((each for each in alone if same_keys(each, rule)), None)
            shared = any(one is not None and same(one, rule) for one, _ in aligned)
            if elsewhere is not None and not shared:
                yield faithfulness.other_place(source, rule.span, elsewhere.span)
