"""What each sentence is in its clause: sentences in, a tree out, by one table (language.md §8, “Combination”).

Each sentence is held against the table ``RELATIONS``: the first row that fits says what it forms with the sentences before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import evolve, frozen

from compiler.lowering.effects.combination import Alone, Combination, Ladder, Role, Surround
from compiler.lowering.effects.relations import lost_from
from compiler.lowering.effects.sentence import Does, Sentence
from compiler.lowering.names.scope import Scope
from compiler.problems import rules
from dsl.nodes import Node

_OUTCOMES = (Does.ZERO, Does.VETO, Does.CONSEQUENCE, Does.DUTY)


@frozen(repr=False, eq=False)
class Relation(Node):
    """A row of the table: how a sentence stands to those before it, and what it is then."""

    says: str
    fits: Callable[[Sentence, Combination], bool]
    role: Role


def _figure(sentence: Sentence) -> bool:
    """Whether its condition is about one figure, or one fact of several values."""
    condition = sentence.condition
    return condition is not None and (condition.measure is not None or bool(condition.member_of))


def _counted(sentence: Sentence) -> bool:
    return sentence.condition is not None and sentence.condition.counted is not None


RELATIONS = (
    Relation("后果、否决、归零、义务不是分数", lambda each, _: each.does in _OUTCOMES, Role.OUTCOME),
    Relation("余数接着前面的按量", lambda each, _: each.does is Does.REMAINDER, Role.SETTLES),
    Relation("除外、折算说的是前面各句", lambda each, _: each.does in (Does.EXEMPT, Does.FACTOR), Role.AROUND),
    Relation("每件、每次是单独的一句", lambda each, _: each.does in (Does.RATE, Does.TABLE), Role.ALONE),
    Relation(
        "某种情形不扣分，说的是前面各句",
        lambda each, before: (
            each.does is Does.NOTHING
            and each.condition is not None
            and not each.otherwise
            and not _figure(each)
            and not _counted(each)
            and before.giving
        ),
        Role.AROUND,
    ),
    Relation("其余是前面各档之外", lambda each, _: each.otherwise, Role.REST),
    Relation(
        "其间接着前面两档",
        lambda each, before: each.condition is not None and each.condition.middle and bool(before.ladders),
        Role.TIER,
    ),
    Relation("同一个数的几句是各档", lambda each, _: _figure(each) and not each.further, Role.TIER),
    Relation("别的句子各算各的", lambda each, _: True, Role.ALONE),
)


def combine(sentences: Iterable[Sentence], scope: Scope) -> Combination:
    """Return what the sentences form."""
    made, latest = Combination(), None
    for each in sentences:
        role = next(row.role for row in RELATIONS if row.fits(each, made))
        made, latest = _taken(each, role, made, latest, scope)
    return _based(made)


def _taken(each: Sentence, role: Role, made: Combination, latest: object, scope: Scope) -> tuple[Combination, object]:
    match role:
        case Role.OUTCOME:
            return evolve(made, outcomes=(*made.outcomes, each)), latest
        case Role.AROUND:
            return evolve(made, around=(*made.around, _surround(each))), latest
        case Role.REST:
            return _rest(each, made, latest, scope), latest
        case Role.TIER:
            key = latest if each.condition is None or each.condition.middle else _key(each)
            return _joined(each, key, made), key
        case _:
            return evolve(made, alone=(*made.alone, Alone(each, role))), latest


def _surround(each: Sentence) -> Surround:
    if each.does is Does.NOTHING:
        return Surround(each, True, -1 if each.sign == "-" else 1)
    whole = each.does is Does.FACTOR and each.condition is None
    return Surround(each, each.alone or whole)


def _key(each: Sentence) -> object:
    condition = each.condition
    assert condition is not None
    return (condition.measure.expr if condition.measure else condition.member_of, condition.kinds)


def _joined(each: Sentence, key: object, made: Combination) -> Combination:
    if all(ladder.key != key for ladder in made.ladders):
        measure = each.condition.measure if each.condition is not None else None
        return evolve(made, ladders=(*made.ladders, Ladder(key, measure, (each,))))
    ladders = (evolve(one, tiers=(*one.tiers, each)) if one.key == key else one for one in made.ladders)
    return evolve(made, ladders=tuple(ladders))


def _rest(each: Sentence, made: Combination, latest: object, scope: Scope) -> Combination:
    if latest is not None:
        ladders = (evolve(one, otherwise=each) if one.key == latest else one for one in made.ladders)
        return evolve(made, ladders=tuple(ladders))
    giving = [place for place, part in enumerate(made.alone) if part.role is not Role.SETTLES]
    if not giving:
        scope.bag.add(rules.misplaced_otherwise(scope.source, each.span))
        return made
    last = made.alone[giving[-1]]
    closed = evolve(last, otherwise=(*last.otherwise, each))
    return evolve(made, alone=(*made.alone[: giving[-1]], closed, *made.alone[giving[-1] + 1 :]))


def _based(made: Combination) -> Combination:
    """达到 100% 得满分，每降低 1 个百分点 扣 0.5 分: the only tier is what the steps are lost from, not a tier."""
    steps = [part.sentence for part in made.alone if part.sentence.does is Does.RATE]
    based = [
        one
        for one in made.ladders
        if one.otherwise is None and len(one.tiers) == 1 and one.measure and lost_from(one.tiers[0], one.measure, steps)
    ]
    bases = tuple(Alone(one.tiers[0], Role.BASE) for one in based)
    return evolve(made, alone=(*made.alone, *bases), ladders=tuple(one for one in made.ladders if one not in based))
