"""One effect of a clause in a trace: its measure, every branch with its answer, and how far away those not taken are.

In: an effect, its result and the unit. Out: a dict ready for JSON (see ``compiler/explain/trace.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.explain.behind import behind
from compiler.explain.tests import explain_test
from compiler.explain.values import fact_data, measured
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, number
from compiler.meaning.ranges import World, might
from compiler.meaning.result import EffectResult
from compiler.measures.distance import Change, Step, branch_steps, tier_steps
from compiler.words.wording import Voice, show_bound, show_number, show_points, show_test, show_value
from dsl.types import Kind, Type

Json = dict[str, Any]


TAKEN, POSSIBLE, FAILED, OPEN, LATER = "适用", "可能适用", "不成立", "待定", "前面的已适用"


def explain_effect(effect: core.Effect, result: EffectResult, world: World, voice: Voice) -> Json:
    """Return the trace of one effect."""
    points = result.points.exact
    steps = tier_steps(effect, world.policy, world.unit) if _tiered(effect) else ()
    return {
        "kind": str(effect.kind),
        "points": None if points is None else show_number(points),
        "says": "" if points is None else show_points(points, voice),
        "reads": _reads(effect),
        "measure": explain_measure(effect, world),
        "branches": _branches(effect, result, world),
        "otherwise": -1 in result.branches,
        "flags": _flags(effect, world.unit),
        "near": [_near(step, effect, world.policy, voice) for step in steps],
    }


def _branches(effect: core.Effect, result: EffectResult, world: World) -> list[Json]:
    """Return every branch in order: whether it gave the points, why not, and how far the measure is from it."""
    far = branch_steps(effect, world.policy, world.unit) if _tiered(effect) else {}
    found = []
    for index, branch in enumerate(effect.branches):
        state = _state(index, branch, result, world)
        step = far.get(index) if state in (FAILED, LATER) else None
        found.append(
            {
                "state": state,
                "says": branch.says,
                "condition": show_test(branch.test, world.policy),
                "points": _points(branch, world.unit),
                "test": explain_test(branch.test, world),
                "because": behind(branch.test, world) if state == TAKEN else [],
                "distance": None if step is None else _distance(step, effect, world.policy),
            }
        )
    return found


def _state(index: int, branch: core.Branch, result: EffectResult, world: World) -> str:
    if index in result.branches:
        return TAKEN if len(result.branches) == 1 else POSSIBLE
    answer = might(branch.test, world)
    return OPEN if answer is None else (LATER if answer else FAILED)


def _points(branch: core.Branch, unit: Unit) -> str | None:
    """Return what a branch would give with the facts as they are; None where that is not known."""
    try:
        return show_number(number(branch.points, unit))
    except (Missing, Undefined, UnknownYear):
        return None


def _reads(effect: core.Effect) -> list[str]:
    sides = [side for branch in effect.branches for side in (branch.test, branch.points)]
    return list(dict.fromkeys(name for side in sides for name in _read(side)))


def _read(node: core.Test | core.Expr) -> Iterator[str]:
    """The facts that are worth telling: what duties look at is told where the duties stand."""
    match node:
        case core.Kept():
            return
        case core.Both(tests) | core.Either(tests):
            for each in tests:
                yield from _read(each)
        case core.Negate(inner):
            yield from _read(inner)
        case _:
            yield from facts_in(node)


def _tiered(effect: core.Effect) -> bool:
    return effect.kind is core.EffectKind.TIERS


def _flags(effect: core.Effect, unit: Unit) -> list[Json]:
    """Return the 是否 facts an effect looks at and whether they happened; what is missing is left to the facts."""
    tests = [node for branch in effect.branches for node in nodes(branch.test)]
    names = dict.fromkeys(test.fact for test in tests if isinstance(test, core.Holds))
    known = {name: unit.facts.get(name) for name in names}
    return [
        {"fact": name, "says": "发生" if value else "未发生"}
        for name, value in known.items()
        if isinstance(value, bool)
    ]


# ------------------------------------------------------------------------------------------ measures


def explain_measure(effect: core.Effect, world: World) -> Json | None:
    """Return the value of an effect's measure: exact, as shown, and for a ratio its two sides and its percentage.

    Of a rank also what it is taken from.
    """
    if effect.measure is None:
        return None
    found = measured(effect.measure, world.policy, world.unit, effect.measure_name, effect.measure_type)
    if found is None or not isinstance(effect.measure, core.Read):
        return found
    of = fact_data(world.policy.fact(effect.measure.fact), world.policy, world.unit)["of"]
    return found | ({"of": of} if of else {})


# ------------------------------------------------------------------------------------------ distance


def _distance(step: Step, effect: core.Effect, policy: core.Policy) -> Json:
    """Return how far a measure is from a branch: in the measure, and where one fact moves it, in that fact."""
    change = step.change
    return {
        "threshold": show_number(step.threshold),
        "included": step.included,
        "gap": show_number(step.gap),
        "bound": _bound(step, effect),
        "fact": None if change is None else {"name": change.fact, "change": change.amount},
        "says": _far(step, effect)
        if change is None
        else show_change(change, policy, "", named=True).removesuffix("即"),
    }


def _near(step: Step, effect: core.Effect, policy: core.Policy, voice: Voice) -> Json:
    change = step.change
    then = show_points(step.points if change is None else change.points, voice)
    return {
        "better": step.better,
        "threshold": show_number(step.threshold),
        "included": step.included,
        "gap": show_number(step.gap),
        "points": show_number(step.points),
        "bound": _bound(step, effect),
        "fact": None
        if change is None
        else {"name": change.fact, "change": change.amount, "points": show_number(change.points)},
        "says": _then(step, effect, then) if change is None else show_change(change, policy, then, named=True),
    }


def _bound(step: Step, effect: core.Effect) -> str:
    """Return the threshold in the measure's unit, and whether it must be reached or passed."""
    return f"{'达到' if step.included else '越过'}{show_value(step.threshold, effect.measure_type).replace(' ', '')}"


def _far(step: Step, effect: core.Effect) -> str:
    """Say how far the measure is from a threshold."""
    if step.gap == 0:
        return f"恰在{show_value(step.threshold, effect.measure_type).replace(' ', '')}，还没有越过"
    return f"距{_bound(step, effect)}还差 {show_gap(step.gap, effect.measure_type)}"


def _then(step: Step, effect: core.Effect, then: str) -> str:
    """Say what follows at a threshold; only a better result is something to be reached, for a worse one there is room."""
    bound = show_value(step.threshold, effect.measure_type).replace(" ", "")
    if step.gap == 0:
        return f"恰在{bound}，越过它即{then}"
    if step.better:
        return f"{_far(step, effect)}，届时{then}"
    ops = (core.Op.LE, core.Op.LT) if step.above else (core.Op.GE, core.Op.GT)
    worse = show_bound(ops[not step.included], step.threshold, effect.measure_type)
    return f"{worse}即{then}，还有 {show_gap(step.gap, effect.measure_type)}的余地"


def show_gap(gap: Fraction, type_: Type | None) -> str:
    """Return how far two values of a type are apart: 9.9 个百分点, 2 位, 3 天."""
    match type_.kind if type_ is not None else Kind.PLAIN:
        case Kind.RATIO:
            return f"{show_number(gap * 100)} 个百分点"
        case Kind.RANK:
            return f"{show_number(gap)} 位"
        case Kind.DATE:
            return f"{show_number(gap)} 天"
        case _:
            return show_value(gap, type_)


def show_change(change: Change, policy: core.Policy, then: str, *, named: bool) -> str:
    """Return a change of one fact and what follows: 再有 3 件按期办结工单数即不扣分, 再有 1 件扣 2 分."""
    fact = policy.fact(change.fact)
    size = show_gap(Fraction(abs(change.amount)), fact.type)
    if not named:
        return f"再有 {size}{then}"
    if (
        fact.type.kind is Kind.RANK
    ):  # a greater number is a place further back, or counted from the last one further in front
        return f"{change.fact}{'前移' if (change.amount > 0) is fact.from_bottom else '后移'} {size}即{then}"
    more, less = ("再晚", "再早") if fact.type.kind is Kind.DATE else ("再多", "再少")
    return f"{change.fact}{more if change.amount > 0 else less} {size}即{then}"
