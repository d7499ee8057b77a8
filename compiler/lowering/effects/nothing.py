"""不得分 in a clause that only takes points away: the item gives nothing, or nothing is taken?

办结率低于98%的扣2分，低于90%的不得分: where it stands at the far end of what is lost more and more, in an item, only the first
makes sense, because the second would spare the worst. Anything else is asked (E439). In: the sentences of a clause. Out: the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from compiler import core
from compiler.core.walk import facts_in
from compiler.lowering.conditions.tests import implies
from compiler.lowering.effects.relations import figure, loses, of_fact, times_of
from compiler.lowering.sentences.sentence import Does, Sentence, Setting
from compiler.problems import rules
from dsl.words.lexicon import lexicon

_UP = (core.Op.GE, core.Op.GT)
_DOWN = (core.Op.LE, core.Op.LT)
_MORE = {"plain": _UP, "full": _UP, "above": _UP, "below": _DOWN}  # where a rate takes more and more


def zeroing_tiers(sentences: tuple[Sentence, ...], *, item: bool, losing: bool) -> tuple[Sentence, ...]:
    """Return the sentences with 此项不记分 for every 不得分 that can mean nothing else."""
    nothing = _alone(sentences)
    if not item or not losing or not nothing:
        return sentences
    lost = [each for each in sentences if loses(each)]
    return tuple(
        evolve(each, does=Does.ZERO) if each in nothing and _far_end(each, lost) else each for each in sentences
    )


def nothing_of_losses(sentences: Iterable[Sentence], setting: Setting) -> None:
    """Report a 不得分 that has two readings."""
    for each in _alone(sentences) if setting.losing else ():
        assert each.award is not None
        shown = setting.scope.source.slice(each.award.span)
        setting.scope.bag.add(rules.nothing_of_losses(setting.scope.source, each.award.span, shown))


def _alone(sentences: Iterable[Sentence]) -> list[Sentence]:
    """The 不得分 of a clause in which nothing is 记."""
    given = [each for each in sentences if each.credits and each.award is not None]
    nothing = [each for each in given if each.does is Does.NOTHING]
    return nothing if len(nothing) == len([each for each in given if each.does is not Does.ZERO]) else []


def _far_end(nothing: Sentence, lost: list[Sentence]) -> bool:
    """Whether it goes on about the figure of what is lost, in the direction in which more is lost."""
    if any(_gap(nothing, each) for each in lost):
        return True
    mine = [each for each in lost if _of(nothing, each)]
    return _void(nothing) or (bool(mine) and all(_beyond(nothing, each) for each in mine))


def _void(nothing: Sentence) -> bool:
    """未按时报送 不得分, 台账造假 不得分: what went wrong as a whole spares nobody, so it is the item that gives nothing."""
    condition = nothing.condition
    if condition is None or not (of_fact(nothing) or condition.counted is not None):
        return False
    bad = (*lexicon().speech["bad_news"], *lexicon().speech["voids"])
    match nothing.test:
        case core.Negate(core.Holds()):
            name = nothing.says
        case _:
            name = next(iter(facts_in(nothing.test)), "") or (condition.counted.name if condition.counted else "")
    return any(word in name for word in bad)


def _of(nothing: Sentence, lost: Sentence) -> bool:
    key = figure(nothing)
    own = figure(lost) or ((lost.measure.expr, ()) if lost.measure is not None else None)
    return key is not None and key == own


def _gap(nothing: Sentence, lost: Sentence) -> bool:
    """低于 目标值 每低于 1 个百分点 扣 0.5 分，低于 目标值 5 个百分点以上 不得分: so far off in the direction of the steps."""
    match nothing.test, times_of(lost):
        case core.Compare(core.Subtract() as gap, core.Op.GE | core.Op.GT, _), core.Greatest(far, core.Const()):
            return gap == far
        case _:
            return False


def _beyond(nothing: Sentence, lost: Sentence) -> bool:
    test = nothing.test
    if lost.does is Does.RATE:
        mode = lost.per.mode if lost.per is not None else ""
        return isinstance(test, core.Compare) and test.op in _MORE.get(mode, ())
    if not isinstance(test, core.Compare) or not isinstance(lost.test, core.Compare):
        return implies(test, lost.test)
    exact = lost.test.op is core.Op.EQ and test.op in _UP  # 1 个 扣 2 分，2 个以上 不得分
    return implies(test, lost.test) or (exact and _above(test, lost.test))


def _above(test: core.Compare, rung: core.Compare) -> bool:
    match test.right, rung.right:
        case core.Const(low), core.Const(value):
            return low > value
        case _:
            return False
