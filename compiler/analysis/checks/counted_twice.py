"""Two sentences of one clause that count together although the one includes the other (E426).

In: sentences with fixed points in one direction that are no tiers of one figure: 前 3 名 beside 前 5 名, a date beside a later date, a
fact beside the same fact with a condition more. Tiers of one figure give way to the innermost; these add up, and the author may not
have meant it. Only what includes the other with certainty is reported: no cell has the one and not the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from attrs import frozen

from compiler import core
from compiler.analysis.checks import named_levels, part_and_whole
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import facts_in, nodes
from compiler.meaning.interpret import Unit, effect_points, holds
from compiler.measures.cells import LIMIT, Space, true_in
from compiler.measures.ladder import slope
from compiler.problems import counting
from compiler.words.amounts import show_number
from dsl.diagnostics import Diagnostic
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Sentence(Node):
    """A sentence with fixed points, the facts of its condition, and the effect it belongs to."""

    effect: core.Effect
    branch: core.Branch
    points: core.Const
    facts: frozenset[str]


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield pairs of sentences that both count, the first pair of every sentence."""
    for clause in subject.clauses:
        if clause.pick is not core.Pick.SUM:
            continue
        told: set[core.Branch] = set()
        for first, second in combinations(list(_sentences(clause)), 2):
            if first.effect is second.effect or not first.facts & second.facts:
                continue
            space = subject.space((first.branch.test, second.branch.test))
            if space.size > LIMIT:
                yield subject.undecided(
                    clause, second.branch.span, "两句会不会同时算", f"涉及的事实太多（{space.size} 种情形）"
                )
                continue
            inner = _inner(space, first, second)
            if inner is not None and inner.branch not in told:
                told.add(inner.branch)
                yield from _reported(subject, clause, inner, second if inner is first else first)
        if not named_levels.added_up(subject, clause):
            yield from _steps_and_tiers(subject, clause)
            yield from _two_rates(subject, clause)
    yield from named_levels.levels(subject)
    yield from part_and_whole.parts_asked(subject)


def _steps_and_tiers(subject: Subject, clause: core.Clause) -> Iterator[Diagnostic]:
    """低于 90% 每低于 1 个百分点 扣 1 分；低于 80% 扣 5 分: the steps go on below 80%, and the 5 points come on top.
    每件 扣 1 分，3 件以上 扣 5 分: so do the pieces."""
    rates = [each for each in clause.effects if each.kind is core.EffectKind.PER_UNIT and each.measure is not None]
    for step, tier in product(rates, list(_sentences(clause))):
        said = (
            step.further and tier.branch.span.start < step.branches[-1].span.start
        )  # 再扣: on top of what stands before
        if tier.effect is step:
            continue  # 无结案时 得 10 分 takes the place of the steps
        if said or not _on(step.measure, tier) or (_beyond(step) and _begins_there(step, tier)):
            continue

        def both(unit: Unit, step: core.Effect = step, tier: Sentence = tier) -> bool:
            more = effect_points(step, unit)[0]
            return holds(tier.branch.test, unit) and more * tier.points.value > 0

        unit = subject.example(clause, both, tests=(tier.branch.test,))
        if unit is not None:
            total = effect_points(step, unit)[0] + tier.points.value
            shown = f"{'扣' if total < 0 else '得'} {show_number(abs(total))} 分"
            found = counting.steps_and_tier(subject.source, tier.branch.span, step.branches[-1].span, shown)
            yield subject.shown(found, clause, unit)
            return


def _two_rates(subject: Subject, clause: core.Clause) -> Iterator[Diagnostic]:
    """每家 加 0.3 分，超过 10 家 的 部分 每家 加 0.5 分: the eleventh counts 0.5 or 0.8."""
    rates = [each for each in clause.effects if each.kind is core.EffectKind.PER_UNIT and each.measure is not None]
    for first, second in combinations(rates, 2):
        if first.measure != second.measure or first.further or second.further or _turned(first, second):
            continue

        def both(unit: Unit, first: core.Effect = first, second: core.Effect = second) -> bool:
            return effect_points(first, unit)[0] * effect_points(second, unit)[0] > 0

        unit = subject.example(clause, both, tests=(*_counting(first), *_counting(second)))
        if unit is not None:
            total = effect_points(first, unit)[0] + effect_points(second, unit)[0]
            shown = f"{'扣' if total < 0 else '得'} {show_number(abs(total))} 分"
            found = counting.two_rates(subject.source, second.branches[-1].span, first.branches[-1].span, shown)
            yield subject.shown(found, clause, unit)
            return


def _turned(first: core.Effect, second: core.Effect) -> bool:
    """不少于 4 次，每缺 1 次 扣 0.5 分 beside 每次 扣 0.1 分: the one counts what is missing, the other what is there."""
    assert first.measure is not None, "rates count a measure"
    ways = [slope(each.branches[-1].points, first.measure) for each in (first, second)]
    return None not in ways and (ways[0] or 0) * (ways[1] or 0) < 0


def _counting(rate: core.Effect) -> tuple[core.Test, ...]:
    """What has to hold for a rate to count anything."""
    tests = [branch.test for branch in rate.branches if not isinstance(branch.test, core.Always)]
    whole = [node for branch in rate.branches for node in nodes(branch.points) if isinstance(node, core.WholeUnits)]
    if whole:
        return (*tests, *(core.Compare(_amount(each), core.Op.GE, core.Const(each.step)) for each in whole))
    steps = [node.left for branch in rate.branches for node in nodes(branch.points) if isinstance(node, core.Greatest)]
    gaps = [core.Compare(step.left, core.Op.GT, step.right) for step in steps if isinstance(step, core.Subtract)]
    return (*tests, *gaps)


def _amount(steps: core.WholeUnits) -> core.Expr:
    """What is cut into steps; what lies beyond a limit is not below nought where there is a step."""
    return steps.amount.left if isinstance(steps.amount, core.Greatest) else steps.amount


def _on(measure: core.Expr | None, tier: Sentence) -> bool:
    """Whether a sentence is a tier of what a rate counts, alone or beside another condition."""
    compared = [node.left for node in nodes(tier.branch.test) if isinstance(node, core.Compare)]
    return tier.effect.measure == measure or measure in compared


def _beyond(effect: core.Effect) -> bool:
    """Whether an effect counts steps beyond a limit."""
    if effect.kind is not core.EffectKind.PER_UNIT:
        return False
    return any(isinstance(node, core.Greatest) for branch in effect.branches for node in nodes(branch.points))


def _begins_there(step: core.Effect, tier: Sentence) -> bool:
    """超过 100 件 加 2 分，每多 10 件 加 1 分: the steps begin where the tier does, and come on top of it."""
    test, measure = tier.branch.test, step.measure
    inner = [
        part for part in (test.tests if isinstance(test, core.Both) else (test,)) if isinstance(part, core.Compare)
    ]
    limits = [part.right for part in inner if part.left == measure]
    return any(
        node.left in (core.Subtract(measure, limit), core.Subtract(limit, measure))
        for branch in step.branches
        for node in nodes(branch.points)
        if isinstance(node, core.Greatest) and measure is not None
        for limit in limits
    )


def _sentences(clause: core.Clause) -> Iterator[Sentence]:
    for effect in clause.effects:
        if effect.further:
            continue  # 再加: the author says that it counts besides
        for branch in effect.branches:
            fixed = branch.points if isinstance(branch.points, core.Const) and branch.points.value else None
            facts = frozenset(facts_in(branch.test))
            if fixed is not None and facts:
                yield Sentence(effect, branch, fixed, facts)


def _inner(space: Space, first: Sentence, second: Sentence) -> Sentence | None:
    """Return the sentence that never counts without the other; None where there is none, or where they pull apart."""
    a, b = first.branch.test, second.branch.test
    seen = {(true_in(a, cell), true_in(b, cell)) for cell in space.cells()}
    if (True, True) not in seen or first.points.value * second.points.value < 0:
        return None
    if (True, False) not in seen:
        return first
    return second if (False, True) not in seen else None


def _reported(subject: Subject, clause: core.Clause, inner: Sentence, outer: Sentence) -> Iterator[Diagnostic]:
    total = show_number(abs(inner.points.value + outer.points.value))
    word = "扣" if inner.points.value < 0 else "得"
    gap = inner.points.value - outer.points.value
    choice = "就高" if gap > 0 else "就低" if gap < 0 else ""
    more, spans = "另扣" if inner.points.value < 0 else "再加", (inner.branch.span, outer.branch.span)
    found = counting.counted_twice(subject.source, *spans, f"{word} {total} 分", choice=choice, more=more)

    def both(unit: Unit) -> bool:
        return holds(inner.branch.test, unit) and holds(outer.branch.test, unit)

    unit = subject.example(clause, both, tests=(inner.branch.test,))
    if unit is not None:
        yield subject.shown(found, clause, unit)
