"""Two sentences of one clause of which the one speaks, by its name, of a part of what the other does (E426).

投诉 每件 扣 1 分；重复投诉 每件 扣 2 分: does a 重复投诉 cost 2 or 3? So 市级以上表彰 beside 县级以上表彰, 经督办仍未整改 beside 未整改,
全年未召开 beside 每少召开 1 次. Levels of flags that are certain are a ladder already. Never guessed: 另扣, 再加, 累计 say that both count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from compiler import core
from compiler.analysis.checks.named_levels import added_up, way
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import facts_in, parts
from compiler.meaning.interpret import Unit, effect_points
from compiler.problems import counting
from compiler.words.amounts import show_number
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.folding import fold
from dsl.nodes import Node
from dsl.patterns import regex
from dsl.types import Kind
from dsl.words.belonging import (
    befell,
    goes_on,
    has_said_so,
    none_at_all,
    part_of,
    part_of_pieces,
    says_more_of,
    two_levels,
)
from dsl.words.levels import covers, level, overlap, without_level
from dsl.words.numbered import numbered
from dsl.words.opposites import had

_LEAST = 2  # characters of a thing
_ALL_OR_NONE = regex(r"^(?:未|不|没有|没|无人|全部|全面|全)")
_ALL_LACKING = regex(r"^(?:全部?|均|都)(?:缺|未|没|无|漏)")  # 全缺 beside 缺 1 份


@frozen(repr=False, eq=False)
class Said(Node):
    """An effect that speaks of one thing: its name, the fact, whether it is counted piece by piece, and how its pieces are lacking."""

    effect: core.Effect
    name: str
    fact: core.Fact
    counted: bool
    per: surface.Per | None

    @property
    def test(self) -> core.Test:
        """What has to hold for it to give points."""
        if self.per is not None and self.per.mode == "short":
            return self.effect.branches[-1].test
        read = core.Compare(core.Read(self.fact.name), core.Op.GE, core.Const(Fraction(1)))
        return read if self.counted else self.effect.branches[-1].test


def parts_asked(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the first pair of every clause."""
    for clause in subject.clauses:
        if clause.pick is not core.Pick.SUM or added_up(subject, clause):
            continue
        said = [each for effect in clause.effects if (each := _said(subject, clause, effect)) is not None]
        yield from _none_of_a_share(subject, clause, said)
        for first, second in combinations(said, 2):
            pair = _pair(subject, first, second)
            if pair is not None and way(first.effect) == way(second.effect):
                yield from _shown(subject, clause, *pair)
                break


def _none_of_a_share(subject: Subject, clause: core.Clause, said: list[Said]) -> Iterator[Diagnostic]:
    """A级食堂占比 低于 30% 扣 0.5 分，没有A级食堂 扣 1 分: where there is none, their share is low as well."""
    for none in said:
        name = fold(none.name)
        things = {had(name), _ALL_OR_NONE.sub("", name, count=1)} - {"", name} if not none.counted else set()
        for other in clause.effects if things else ():
            figures = [
                fact for fact in facts_in(other.branches[-1].test) if subject.facts[fact].type.kind is Kind.RATIO
            ]
            share = next(
                (fact for fact in figures for each in things if len(each) >= _LEAST and each in fold(fact)), ""
            )
            if not share or other.further or way(other) != way(none.effect):
                continue

            def both(unit: Unit, none: Said = none, other: core.Effect = other) -> bool:
                return effect_points(none.effect, unit)[0] * effect_points(other, unit)[0] > 0

            unit = subject.example(clause, both, tests=(none.test, other.branches[-1].test))
            if unit is not None:
                alone, more = (effect_points(each, unit)[0] for each in (none.effect, other))
                verb = "扣" if alone < 0 else "得"
                shown = (f"{verb} {show_number(abs(alone))} 分", f"{verb} {show_number(abs(alone + more))} 分")
                spans = none.effect.branches[-1].span, other.branches[-1].span
                found = counting.none_of_a_share(subject.source, *spans, (none.name, share), shown)
                yield subject.shown(found, clause, unit)
                return


def _said(subject: Subject, clause: core.Clause, effect: core.Effect) -> Said | None:
    if effect.further or not way(effect) or len(effect.branches) != 1:
        return None
    branch = effect.branches[0]
    if effect.kind is core.EffectKind.PER_UNIT and isinstance(effect.measure, core.Read):
        fact, per = subject.facts[effect.measure.fact], _per(subject, clause, branch)
        return Said(effect, fact.name, fact, True, per) if fact.type.kind is Kind.COUNT else None
    tests = [part for part in parts(branch.test) if not isinstance(part, core.OfKind)]
    match tests:
        case [core.Holds(name)]:
            return Said(effect, name, subject.facts[name], False, None)
        case [core.Negate(core.Holds(name))]:
            return Said(effect, f"未{name}", subject.facts[name], False, None)
        case _:
            return None


def _per(subject: Subject, clause: core.Clause, branch: core.Branch) -> surface.Per | None:
    rules = (each for each in subject.statements(clause) if isinstance(each, surface.Rule))
    return next((rule.per for rule in rules if rule.span == branch.span), None)


def _pair(subject: Subject, first: Said, second: Said) -> tuple[Said, Said] | None:
    """The part and the whole, where one of two sentences speaks of a part of what the other does."""
    flags = first.fact is not second.fact and not (first.counted or second.counted)
    if flags and _joined(subject, first, second) and two_levels(first.name, second.name):
        return second, first
    if first.fact is second.fact or any(
        fold(each.name).startswith(("零", "无")) and had(fold(each.name)) for each in (first, second)
    ):
        return None  # of what never happened nothing is a part: 零事故, 一般事故
    for inner, outer in ((second, first), (first, second)):
        if outer.counted and not inner.counted and _ALL_LACKING.match(fold(inner.name)):
            return inner, outer
        if _lacking(outer):
            if not inner.counted and none_at_all(inner.name, *_done(subject, outer)):
                return inner, outer
        elif not _lacking(inner) and _part(inner, outer):
            return inner, outer
    of_pieces = first.counted and second.counted and first.fact.type.unit == second.fact.type.unit
    if of_pieces and not _lacking(first) and _says_more(subject, second, first):
        return second, first
    return None


def _joined(subject: Subject, first: Said, second: Said) -> bool:
    """Whether nothing but a comma stands between two sentences."""
    between = subject.source.text[first.effect.span.end : second.effect.span.start]
    return re.fullmatch(r"\s*[，,]\s*", between) is not None


def _says_more(subject: Subject, second: Said, first: Said) -> bool:
    """信息 每条 加 0.5 分，被采用的 每条 加 1 分: behind a comma, of the pieces that the sentence before counts."""
    between = subject.source.text[first.effect.span.end : second.effect.span.start]
    # what was 被采用 has no subject of its own, behind ； as well
    passive = fold(second.name).startswith("被")
    joined = re.fullmatch(r"\s*[，,；;]\s*" if passive else r"\s*[，,]\s*", between) is not None
    if joined and (part_of_pieces(second.name, first.name) or goes_on(second.name, first.name)):
        return True
    if joined and befell(second.name) and not befell(first.name):  # 问题 每件 扣 1 分，主要领导被问责的 每件 扣 2 分
        return True
    return joined and says_more_of(second.name) and not has_said_so(first.name)


def _part(inner: Said, outer: Said) -> bool:
    if numbered(inner.name) is not None or numbered(outer.name) is not None:
        return False  # of numbers named_levels speaks
    if inner.counted and outer.counted:
        if inner.fact.type.unit == outer.fact.type.unit and (
            inner.fact.at_most == outer.fact.name or part_of(inner.name, outer.name, counted=True)
        ):
            return True
    elif part_of(inner.name, outer.name, counted=False):
        return True
    if _nothing_of(inner, outer):
        return True
    bare, whole = without_level(inner.name), fold(outer.name)
    if len(bare) > 1 and level(outer.name) is None and whole.endswith(bare) and not whole.endswith(f"级{bare}"):
        return True  # 被省级以上采用 beside 稿件被采用
    return overlap(inner.name, outer.name) and not covers(inner.name, outer.name)


def _nothing_of(inner: Said, outer: Said) -> bool:
    """没有台账 beside 台账完整, of which the denial costs points: what is not there is not complete either."""
    thing = had(fold(inner.name))
    negated = any(isinstance(part, core.Negate) for part in parts(outer.effect.branches[0].test))
    return bool(thing) and not inner.counted and negated and fold(outer.fact.name).startswith(thing)


def _lacking(said: Said) -> bool:
    if said.per is None:  # 缺席 1 次 扣 1 分 says no 每
        return False
    return said.per.mode == "short" or (said.counted and said.name.startswith(("少", "缺")))


def _done(subject: Subject, said: Said) -> tuple[str, str]:
    """What is done too rarely, and with what: 召开 and 会议 of 会议 每少召开 1 次."""
    assert said.per is not None, "what is lacking is counted"
    words = subject.source.slice(said.per.span).removeprefix("每")
    verb = words.lstrip("缺少")
    verb = "".join(char for char in verb if char.isalpha())
    return verb, said.name.lstrip("缺少")


def _shown(subject: Subject, clause: core.Clause, inner: Said, outer: Said) -> Iterator[Diagnostic]:
    def both(unit: Unit) -> bool:
        return all(effect_points(each.effect, unit)[0] for each in (inner, outer))

    unit = subject.example(clause, both, tests=(inner.test, outer.test))
    spans = inner.effect.branches[-1].span, outer.effect.branches[-1].span
    shown = ""
    if unit is not None:
        points = [effect_points(each.effect, unit)[0] for each in (inner, outer)]
        verb = "扣" if sum(points) < 0 else "得"
        shown = "，或者".join(f"{verb} {show_number(abs(each))} 分" for each in (points[0], sum(points, Fraction(0))))
    if _lacking(outer):
        found = counting.none_at_all(subject.source, *spans, inner.name, shown)
    else:
        found = counting.part_and_whole(subject.source, *spans, (inner.name, outer.name), shown)
    yield found if unit is None else subject.shown(found, clause, unit)
