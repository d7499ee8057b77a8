"""What each sentence is in its clause: sentences in, a tree out, by one table (language.md §8, “Combination”).

Each sentence is held against the table ``RELATIONS``: the first row that fits says what it forms with the sentences around it.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from compiler.lowering.conditions.tests import denies
from compiler.lowering.effects import restarts
from compiler.lowering.effects.capping import before_factors, capped
from compiler.lowering.effects.combination import Alone, Combination, Ladder, Role
from compiler.lowering.effects.reach import surround
from compiler.lowering.effects.relations import earns, figure, gives, loses
from compiler.lowering.effects.rest import closed
from compiler.lowering.effects.view import Overlapping, View, view_of
from compiler.lowering.names.scope import Measure, Scope
from compiler.lowering.sentences.sentence import Does, Sentence
from dsl.nodes import Node

_OUTCOMES = (Does.ZERO, Does.VETO, Does.CONSEQUENCE, Does.DUTY)


@frozen(repr=False, eq=False)
class Relation(Node):
    """A row of the table: how a sentence stands to those around it, and what it is then."""

    says: str
    fits: Callable[[Sentence, View, Combination], bool]
    role: Role


def _stops(each: Sentence, view: View, formed: Combination) -> bool:
    """不得分, 不扣分 under a condition; on the figure of a ladder it is a tier of that ladder."""
    if each.does is not Does.NOTHING or each.condition is None or each.otherwise or each.condition.versus:
        return False
    if figure(each) is None:
        later = [one for one in view.all if gives(one) and (one.place > each.place or each.sign == "award")]
        ahead = any(each.sign == "award" or loses(one) == (each.sign == "-") for one in later)
        return formed.giving or ahead
    closed_later = any(one.otherwise for one in view.all[each.place + 1 :])  # 低于 60% 不得分；其余 得分 = …
    rung = (view.rungs(each) > 0 or closed_later) and not view.beside_base(each)
    return not rung and any(gives(one) for one in view.all)


def _of_one(each: Sentence, view: View, _: Combination) -> bool:
    """编制预案 得 2 分，未编制预案 不得分: behind a comma, the denial of the sentence just before says what it does not give."""
    before = view.all[each.place - 1] if each.place else None
    if before is None or before.line != each.line or before.place in view.bases or not earns(before):
        return False
    return each.does is Does.NOTHING and each.sign == "award" and denies(each.test, before.test)


def _of_item(each: Sentence, view: View, _: Combination) -> bool:
    """不得分 where the clause says nothing else of points: then it is the item that gives nothing."""
    under = each.condition is not None and not each.otherwise
    return view.item and each.does is Does.NOTHING and each.sign == "award" and under and not any(map(gives, view.all))


RELATIONS = (
    Relation("只说不得分的，说的是本项", _of_item, Role.OUTCOME),
    Relation("后果、否决、归零、义务不是分数", lambda each, *_: each.does in _OUTCOMES, Role.OUTCOME),
    Relation("封顶管它所说的各句", lambda each, *_: each.does is Does.CAP, Role.CAP),
    Relation("余数接着前面的按量", lambda each, *_: each.does is Does.REMAINDER, Role.SETTLES),
    Relation("除外、折算说的是前面各句", lambda each, *_: each.does in (Does.EXEMPT, Does.FACTOR), Role.AROUND),
    Relation("每件、每次是单独的一句", lambda each, *_: each.does in (Does.RATE, Does.TABLE), Role.ALONE),
    Relation("逗号后面没有做到的不得分，说的是前面那一句", _of_one, Role.REST),
    Relation("不得分、不扣分在别的句子旁边，说的是那些句子", _stops, Role.AROUND),
    Relation("其余是前面各句之外", lambda each, *_: each.otherwise, Role.REST),
    Relation(
        "其间接着前面两档",
        lambda each, _, formed: each.condition is not None and each.condition.middle and bool(formed.ladders),
        Role.TIER,
    ),
    Relation("得 N 分，别的句子从它扣起，是起点", lambda each, view, _: each.place in view.bases, Role.BASE),
    Relation(
        "同一件事的几句是各档",
        lambda each, view, _: view.keys[each.place] is not None and not each.further,
        Role.TIER,
    ),
    Relation("别的句子各算各的", lambda *_: True, Role.ALONE),
)


def combine(sentences: tuple[Sentence, ...], scope: Scope, *, item: bool = False, choice: str = "") -> Combination:
    """Return what the sentences form; ``item`` = they stand in an item, whose points they may take."""
    made, view, latest = Combination(), view_of(sentences, item=item, choice=choice), None
    for each in sentences:
        role = next(row.role for row in RELATIONS if row.fits(each, view, made))
        made, latest = _taken(each, role, view, made, latest, scope)
    if choice != "sum":
        restarts.reported(view, scope)
    before_factors(view, scope)
    return capped(made, view, scope)


def _taken(
    each: Sentence, role: Role, view: View, made: Combination, latest: object, scope: Scope
) -> tuple[Combination, object]:
    match role:
        case Role.OUTCOME:
            return evolve(made, outcomes=(*made.outcomes, each)), latest
        case Role.CAP:
            return made, latest
        case Role.AROUND:
            return evolve(made, around=(*made.around, surround(each, view, made, scope))), latest
        case Role.REST:
            return closed(each, view, made, scope), latest
        case Role.TIER:
            key = latest if each.condition is None or each.condition.middle else view.keys[each.place]
            return _joined(each, key, made), key
        case _:
            return evolve(made, alone=(*made.alone, Alone(each, role))), latest


def _joined(each: Sentence, key: object, made: Combination) -> Combination:
    if all(ladder.key != key for ladder in made.ladders):
        chosen = key.choice if isinstance(key, Overlapping) else ""
        return evolve(made, ladders=(*made.ladders, Ladder(key, _measure(each, key), (each,), None, chosen)))
    ladders = (evolve(one, tiers=(*one.tiers, each)) if one.key == key else one for one in made.ladders)
    return evolve(made, ladders=tuple(ladders))


def _measure(each: Sentence, key: object) -> Measure | None:
    condition = each.condition
    if condition is None or condition.measure is not None:
        return condition.measure if condition is not None else None
    about = condition.about
    return about if about is not None and key == (about.expr, condition.kinds) else None
