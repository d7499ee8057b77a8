"""Two sentences of one clause whose facts are named by a number, and may be one thing at two levels (E426).

电话无人接听 每次 扣 0.5 分；一年内3次以上无人接听 扣 2 分: are the three calls counted twice? Levels that are certain are a ladder
already (连续两年, 连续三年); what is left are pieces that are counted, and names that only resemble each other. Never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit, effect_points
from compiler.problems import counting
from compiler.words.amounts import show_number
from compiler.words.wording import constants
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.types import Kind
from dsl.words.lexicon import lexicon
from dsl.words.numbered import related

_Question = Callable[[Source, Span, Span, str], Diagnostic]  # place, the other place, what both give together
_Said = dict[int, set[str]]  # the facts of each effect, by its id
_COMMA = regex(r"\s*[，,]\s*")
_SPARED = regex("未造成|未导致|未引发|未引起|轻微|一般|较轻")  # what has no such end
_UNTIMELY = regex("[未没不](?:有|能)?(?:按时|按期|及时|如期|准时)|逾期|超期|迟|延期")
_DENIED = ("未", "没有", "没", "无", "不")
_NONE = regex("(?:全年|年内)?(?:未|没有|没)(.{2,})")


def levels(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the first pair of every clause."""
    for clause in subject.clauses:
        if clause.pick is not core.Pick.SUM or added_up(subject, clause):
            continue
        effects = [each for each in clause.effects if not each.further and way(each)]
        effects.sort(key=lambda each: each.branches[0].span.start)  # as they are written
        said = {id(each): _facts(each) for each in effects}
        for first, second in combinations(effects, 2):
            asked = _asks(subject, first, second, said) if way(first) == way(second) else None
            if asked is not None:
                yield _shown(subject, clause, first, second, asked)
                break


def added_up(subject: Subject, clause: core.Clause) -> bool:
    """Whether a clause says 累计: that its sentences count together is then what its author wants."""
    return any(isinstance(each, surface.Overlap) and each.choice == "sum" for each in subject.statements(clause))


def _asks(subject: Subject, first: core.Effect, second: core.Effect, said: _Said) -> _Question | None:
    """What is asked of two sentences, if anything."""
    if _one_thing(subject, first, second, said):
        return lambda source, span, other, _: counting.named_levels(source, span, other)
    if way(first) > 0:
        return None
    if _after_effect(subject, first, second, said):
        return counting.after_effect
    return counting.none_or_few if _none_or_few(subject, first, second, said) else None


def _shown(
    subject: Subject, clause: core.Clause, first: core.Effect, second: core.Effect, asked: _Question
) -> Diagnostic:
    def both(unit: Unit) -> bool:
        return all(effect_points(each, unit)[0] for each in (first, second))

    unit = subject.example(clause, both, tests=(*_happens(first), *_happens(second)))
    lost = effect_points(first, unit)[0] + effect_points(second, unit)[0] if unit is not None else Fraction(0)
    total = f"{'扣' if lost < 0 else '得'} {show_number(abs(lost))} 分"
    found = asked(subject.source, second.branches[-1].span, first.branches[0].span, total)
    return found if unit is None else subject.shown(found, clause, unit)


def _one_thing(subject: Subject, first: core.Effect, second: core.Effect, said: _Said) -> bool:
    a, b = said[id(first)], said[id(second)]
    pairs = [(subject.facts[one], subject.facts[other]) for one in a - b for other in b - a]
    return any(_one_delay(one, other) or _one_delay(other, one) for one, other in pairs) or any(
        related(one.name, other.name) and Kind.DATE not in (one.type.kind, other.type.kind) for one, other in pairs
    )


def _after_effect(subject: Subject, first: core.Effect, second: core.Effect, said: _Said) -> bool:
    """泄密 每起 扣 2 分，造成严重后果 扣 5 分: behind a comma, what came of the thing that points were just lost for."""
    after, words = [subject.facts[name] for name in said[id(second)]], lexicon().speech["after_effects"]
    before = [subject.facts[name] for name in said[id(first)]]
    if len(after) != 1 or not after[0].name.startswith(words) or "的" in after[0].name:
        return False
    between = subject.source.text[first.branches[-1].span.end : second.branches[0].span.start]
    happened = all(each.type.kind in (Kind.FLAG, Kind.COUNT) for each in before)
    apart = any(each.name.startswith(words) or _SPARED.search(each.name) for each in before)
    pieces = first.kind is second.kind is core.EffectKind.PER_UNIT and before[0].type.unit == after[0].type.unit
    joined = _COMMA.fullmatch(between) is not None or (pieces and between.strip() in ("；", ";"))
    return bool(before) and happened and not apart and joined


def _none_or_few(subject: Subject, first: core.Effect, second: core.Effect, said: _Said) -> bool:
    """组织培训 少于 2 次 扣 1 分，未组织 扣 3 分: none of what is few in the other sentence."""
    few, none = [subject.facts[name] for name in said[id(first)]], [subject.facts[name] for name in said[id(second)]]
    if len(few) != 1 or len(none) != 1 or few[0].type.kind is not Kind.COUNT or none[0].type.kind is not Kind.FLAG:
        return False
    if first.kind is not core.EffectKind.FIXED and first.kind is not core.EffectKind.TIERS:
        return False
    undone = _NONE.match(none[0].name)
    down = all(
        isinstance(branch.test, core.Compare) and branch.test.op in (core.Op.LT, core.Op.LE)
        for branch in first.branches
        if branch.points != core.Const(Fraction(0))
    )
    return undone is not None and down and undone[1] in few[0].name


def _one_delay(flag: core.Fact, measure: core.Fact) -> bool:
    """逾期报送 扣 1 分；逾期 5 天以上 扣 3 分: being late, or beyond a limit (总量超出目标；超出目标 5%以上), and by how much."""
    if flag.type.kind is not Kind.FLAG or not measure.type.numeric:
        return False
    words, name = lexicon().speech["too_late"], measure.name
    late = name.startswith(words) and (
        flag.name.startswith(name) or (name in words and _UNTIMELY.search(flag.name) is not None)
    )
    same = len(name) > 1 and flag.name.endswith(name) and flag.name != name and not flag.name.startswith(_DENIED)
    return (late and measure.type.kind is Kind.DURATION) or same


def _happens(effect: core.Effect) -> tuple[core.Test, ...]:
    """What has to hold for an effect to give anything."""
    some = core.Compare(effect.measure, core.Op.GT, core.Const(Fraction(0))) if effect.measure is not None else None
    counted = some is not None and effect.kind is core.EffectKind.PER_UNIT
    return (some,) if counted and some is not None else (effect.branches[-1].test,)


def _facts(effect: core.Effect) -> set[str]:
    return {fact for branch in effect.branches for fact in (*facts_in(branch.test), *facts_in(branch.points))}


def way(effect: core.Effect) -> int:
    """Return whether an effect gives (1) or takes (-1)."""
    values = [constants(branch.points) for branch in effect.branches]
    return -1 if any(each < 0 for each in values) else int(any(each > 0 for each in values))
