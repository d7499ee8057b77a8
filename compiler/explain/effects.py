"""One effect of a clause in a trace: its measure, every branch with its answer, and how far away those not taken are.

In: an effect, its result and the unit. Out: a dict ready for JSON (see ``compiler/explain/trace.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.explain.tests import explain_test
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, number
from compiler.meaning.ranges import World, might
from compiler.meaning.result import EffectResult
from compiler.measures.distance import Change, Step, branch_steps, tier_steps
from compiler.words.wording import Voice, show_number, show_points, show_test, show_value
from dsl.types import RATIO, Kind, Type

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
        "measure": explain_measure(effect, world.unit),
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


def explain_measure(effect: core.Effect, unit: Unit) -> Json | None:
    """Return the value of an effect's measure: exact, as shown, and for a ratio its two sides and its percentage."""
    if effect.measure is None:
        return None
    try:
        value = number(effect.measure, unit)
    except (Missing, Undefined, UnknownYear):
        return None
    found: Json = {
        "name": effect.measure_name,
        "value": show_number(value),
        "says": show_value(value, effect.measure_type),
    }
    return found | (_ratio(effect.measure, value, unit) if _is_ratio(effect.measure_type) else {})


def _is_ratio(type_: Type | None) -> bool:
    return type_ is not None and type_.kind is Kind.RATIO


def _ratio(measure: core.Expr, value: Fraction, unit: Unit) -> Json:
    percent = show_value(value, RATIO)
    exact = percent.endswith("%")
    # A percentage of more places than anyone reads helps as little as none: show two, and say that they are not exact.
    rounded = percent if exact else f"约 {show_number(Fraction(round(value * 10000), 100))}%"
    if not isinstance(measure, core.Divide):
        return {
            "fraction": show_number(value),
            "percent": rounded,
            "exact": exact,
            "says": percent if exact else f"{percent}（{rounded}）",
        }
    fraction = f"{show_number(number(measure.left, unit))}/{show_number(number(measure.right, unit))}"
    return {"fraction": fraction, "percent": rounded, "exact": exact, "says": f"{fraction}（{rounded}）"}


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
        "says": _far(step, effect).removesuffix("，届时").removesuffix("即")
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
        "says": f"{_far(step, effect)}{then}" if change is None else show_change(change, policy, then, named=True),
    }


def _bound(step: Step, effect: core.Effect) -> str:
    """Return the threshold in the measure's unit, and whether it must be reached or passed."""
    return f"{'达到' if step.included else '越过'}{show_value(step.threshold, effect.measure_type).replace(' ', '')}"


def _far(step: Step, effect: core.Effect) -> str:
    if step.gap == 0:
        return f"恰在{show_value(step.threshold, effect.measure_type).replace(' ', '')}，越过它即"
    gap = show_value(step.gap, effect.measure_type)
    if _is_ratio(effect.measure_type):
        gap = f"{show_number(step.gap * 100)} 个百分点"
    return f"距{_bound(step, effect)}还差 {gap}，届时"


def show_change(change: Change, policy: core.Policy, then: str, *, named: bool) -> str:
    """Return a change of one fact and what follows: 再有 3 件按期办结工单数即不扣分, 再有 1 件扣 2 分."""
    size = show_value(Fraction(abs(change.amount)), policy.fact(change.fact).type)
    if not named:
        return f"再有 {size}{then}"
    return f"{change.fact}{'再多' if change.amount > 0 else '再少'} {size}即{then}"
