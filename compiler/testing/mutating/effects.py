"""Mistakes in an effect: in a condition or the points of one branch, a branch left out, a ratio turned over.

What provably changes nothing is left out: ``same`` compares the points over every value of the measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from attrs import evolve

from compiler import core
from compiler.measures.tiers import domain_of, partition
from compiler.testing.mutating.conditions import tests_like
from compiler.testing.mutating.points import points_like
from dsl.nodes import Node, fields_of


def effects_like(effect: core.Effect, policy: core.Policy) -> Iterator[tuple[str, str, core.Effect]]:
    """Yield effects with one mistake that some unit could notice."""
    for kind, says, changed in _changed(effect, policy):
        if not _give_the_same(effect, changed, policy):
            yield kind, says, changed


def _changed(effect: core.Effect, policy: core.Policy) -> Iterator[tuple[str, str, core.Effect]]:
    for index, branch in enumerate(effect.branches):

        def put(changed: core.Branch, index: int = index) -> core.Effect:
            return evolve(effect, branches=(*effect.branches[:index], changed, *effect.branches[index + 1 :]))

        # Last branches that give nothing are what holds anyway when no branch does.
        idle = _idle(effect, index)
        for says, test in () if idle else tests_like(branch.test, policy):
            yield "条件", f"“{branch.says}”：{says}", put(evolve(branch, test=test))
        for kind, says, points in points_like(branch.points):
            yield kind, f"“{branch.says}”：{says}", put(evolve(branch, points=points))
    for says, swapped in _swapped(effect):
        yield "分子分母", says, swapped
    if len(effect.branches) > 1:
        for index, branch in enumerate(effect.branches):
            if _idle(effect, index):
                continue
            rest = (*effect.branches[:index], *effect.branches[index + 1 :])
            yield "漏档", f"漏掉“{branch.says}”", evolve(effect, branches=rest)


def _idle(effect: core.Effect, index: int) -> bool:
    return all(branch.points == core.Const(Fraction(0)) for branch in effect.branches[index:])


def _swapped(effect: core.Effect) -> Iterator[tuple[str, core.Effect]]:
    """Numerator and denominator of each ratio of the effect, exchanged."""
    found: list[core.Divide] = []

    def look(node: Any) -> Any:
        if isinstance(node, core.Divide) and not isinstance(node.right, core.Const) and node not in found:
            found.append(node)
        return node

    _rebuilt(effect.branches, look)
    for ratio in found:
        turned = core.Divide(ratio.right, ratio.left, ratio.name)

        def swap(node: Any, ratio: core.Divide = ratio, turned: core.Divide = turned) -> Any:
            return turned if node == ratio else node

        branches = _rebuilt(effect.branches, swap)
        measure = turned if effect.measure == ratio else effect.measure
        yield f"“{ratio.name}”的分子分母对调", evolve(effect, branches=branches, measure=measure)


def _rebuilt(node: Any, change: Callable[[Any], Any]) -> Any:
    """Rebuild a tree, every node changed by ``change`` after its children."""
    if isinstance(node, tuple):
        return tuple(_rebuilt(each, change) for each in node)
    if not isinstance(node, Node):
        return node
    all_fields = fields_of(node)
    fields = {each.name: getattr(node, each.name) for each in all_fields if each.name != "span"}
    changed = {name: new for name, value in fields.items() if (new := _rebuilt(value, change)) is not value}
    return change(evolve(node, **changed) if changed else node)  # type: ignore[misc]  # as above


def _give_the_same(before: core.Effect, after: core.Effect, policy: core.Policy) -> bool:
    """Tell whether two tiered effects give the same points for every value of their measure: proven, not sampled."""
    if before.measure is None or before.measure != after.measure:
        return before == after
    domain = domain_of(before.measure, policy)
    first, second = partition(before, domain), partition(after, domain)
    if not first or not second:
        return before == after
    return _levels(before, first) == _levels(after, second) and _empties(before) == _empties(after)


def _levels(effect: core.Effect, pieces: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    """Points by interval, neighbours with equal points joined."""
    joined: list[tuple[Any, Any]] = []
    for piece in pieces:
        points = core.Const(Fraction(0)) if piece.branch < 0 else effect.branches[piece.branch].points
        if joined and joined[-1][1] == points and joined[-1][0][1] == piece.interval.start:
            joined[-1] = ((joined[-1][0][0], piece.interval.end), points)
        else:
            joined.append(((piece.interval.start, piece.interval.end), points))
    return joined


def _empties(effect: core.Effect) -> list[Any]:
    first = effect.branches[:1]
    return [(branch.test, branch.points) for branch in first if _zero(branch.test)]


def _zero(test: core.Test) -> bool:
    return isinstance(test, core.Compare) and test.op is core.Op.EQ and test.right == core.Const(Fraction(0))
