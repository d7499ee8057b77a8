"""其余, 否则: where none of the sentences before holds that speak of the same thing. In: such a sentence. Out: what it closes."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from compiler import core
from compiler.lowering.conditions.tests import none_of, together
from compiler.lowering.effects.combination import Alone, Combination, Ladder, Role
from compiler.lowering.effects.relations import loses, of_fact, times_of
from compiler.lowering.effects.view import View
from compiler.lowering.names.scope import Scope, number
from compiler.lowering.sentences.sentence import Does, Sentence
from compiler.problems import questions, rules
from dsl import surface


def closed(each: Sentence, view: View, made: Combination, scope: Scope) -> Combination:
    """Return the tree with what 其余 says: on the ladder just before, on the count just before, on the flags just before."""
    last = view.before(each)
    ladder = _ladder(last, made, view)
    if last is None or not made.giving:
        scope.bag.add(rules.misplaced_otherwise(scope.source, each.span))
        return made
    said = scope.source.slice(each.condition.span) if each.condition is not None else ""
    if said.startswith("未") and loses(last):  # 未公示 扣 2 分，未完成 扣 5 分: not whoever has 公示
        scope.bag.add(rules.undone_of_what(scope.source, each.span, said))
        return made
    if ladder is not None:
        return _on_ladder(each, ladder, made)
    if last.does is Does.RATE:
        return _unless(each, tuple(_counts(one) for one in _rates(last, made, scope)), made)
    run = _run(each, last, made)
    if len(run) > 1:
        _share_of_one(each, run, scope)
        return _unless(each, tuple(one.sentence.test for one in run), made)
    giving = [place for place, part in enumerate(made.alone) if part.role is not Role.SETTLES]
    before = made.alone[giving[-1]]
    filled = evolve(before, otherwise=(*before.otherwise, each))
    return evolve(made, alone=(*made.alone[: giving[-1]], filled, *made.alone[giving[-1] + 1 :]))


def _share_of_one(each: Sentence, run: list[Alone], scope: Scope) -> None:
    """Report 未完成 按 完成比例 得分 behind several things that are done or not: of which of them is the share?"""
    if isinstance(each.award, surface.ProRata) and all(one.sentence.credits for one in run):
        said = [one.sentence.condition for one in reversed(run) if one.sentence.condition is not None]
        names = [scope.source.slice(condition.span) for condition in said]
        scope.bag.add(questions.share_of_several(scope.source, each.span, each.award.ratio.text, names))


def _ladder(last: Sentence | None, made: Combination, view: View) -> Ladder | None:
    """The ladder of the sentence before; of one that counts in steps, the ladder on the same figure."""
    if last is None:
        return None
    own = [one for one in made.ladders if last in one.tiers]
    if not own and last.does is Does.RATE and last.measure is not None:
        expr = last.measure.expr
        own = [one for one in made.ladders if one.measure is not None and one.measure.expr == expr]
    if not own and not any(part.sentence is last for part in made.alone):
        own = list(made.ladders[-1:])
    return own[-1] if own else None


def _on_ladder(each: Sentence, ladder: Ladder, made: Combination) -> Combination:
    """The rest of one ladder; where its figure has one for each kind of unit, the rest of all of them."""
    alike = [one for one in made.ladders if one.measure and ladder.measure and one.measure.expr == ladder.measure.expr]
    if len(alike) > 1 and all(one.tiers[0].condition and one.tiers[0].condition.kinds for one in alike):
        return _unless(each, tuple(tier.test for one in alike for tier in one.tiers), made)
    before = ladder.otherwise  # 其余 的 县区 扣 2 分，其余 的 市直部门 扣 1 分
    rest = each if before is None else evolve(before, branches=(*before.branches, *each.branches))
    ladders = (evolve(one, otherwise=rest) if one is ladder else one for one in made.ladders)
    return evolve(made, ladders=tuple(ladders))


def _unless(each: Sentence, tests: tuple[core.Test, ...], made: Combination) -> Combination:
    branches = tuple(evolve(one, test=together((none_of(tests), one.test))) for one in each.branches)
    return evolve(made, alone=(*made.alone, Alone(evolve(each, branches=branches))))


def _counts(rate: Sentence) -> core.Test:
    """Whether a rate counts anything."""
    times = times_of(rate)
    measured = rate.measure.expr if rate.measure is not None else number(0)
    counts = core.Compare(times if times is not None else measured, core.Op.GT, number(0))
    return together((rate.branches[0].test, counts)) if rate.branches else counts


def _rates(last: Sentence, made: Combination, scope: Scope) -> list[Sentence]:
    """The count just before, with the other levels of the same fact: 国家级 每项 加 5 分，省级 每项 加 3 分，其余 加 1 分."""
    own = last.measure.expr if last.measure is not None else None
    levels = next((each for each in _levels(scope) if own in each), ())
    rates = (part.sentence for part in made.alone if part.sentence.does is Does.RATE)
    alike = [one for one in rates if one.measure is not None and one.measure.expr in levels]
    return alike or [last]


def _levels(scope: Scope) -> Iterator[tuple[core.Expr, ...]]:
    for facts in scope.levelled.values():
        yield tuple(core.Read(fact.name) for fact in facts)


def _run(each: Sentence, last: Sentence, made: Combination) -> list[Alone]:
    """The sentences on flags just before; on its own line 其余 closes only that line."""
    run: list[Alone] = []
    for part in reversed(made.alone):
        one = part.sentence
        if (
            part.otherwise
            or part.role is not Role.ALONE
            or one.does is not Does.POINTS
            or not (of_fact(one) or one.condition_of_kinds)
        ):
            break
        if each.line == last.line and one.line != each.line:
            break
        run.append(part)
    return run
