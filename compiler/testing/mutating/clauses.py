"""Mistakes in a clause: in one of its effects, its cap, its rounding, whom it concerns, what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World, effect_range
from compiler.meaning.result import ZERO, Points
from compiler.measures.specialise import concerns_all
from compiler.testing.mutating.conditions import tests_like
from compiler.testing.mutating.effects import effects_like
from compiler.words.wording import show_number

Change = tuple[str, str, core.Clause]


def clauses_like(clause: core.Clause, policy: core.Policy) -> Iterator[Change]:
    """Yield clauses with one mistake: of what kind, what was changed, the changed clause."""
    for index, effect in enumerate(clause.effects):
        for kind, says, changed in effects_like(effect, policy):
            effects = (*clause.effects[:index], changed, *clause.effects[index + 1 :])
            yield kind, says, evolve(clause, effects=effects)
    reach = _reach(clause, policy)
    if clause.lowest is not None and (reach.low is None or reach.low < clause.lowest):
        yield from _limit(clause, "lowest", clause.lowest)
    if clause.highest is not None and (reach.high is None or reach.high > clause.highest):
        yield from _limit(clause, "highest", clause.highest)
    if clause.rounding is not None:
        digits, mode = clause.rounding
        yield "取整", "不取整", evolve(clause, rounding=None)
        yield "取整", f"保留 {digits + 1} 位小数", evolve(clause, rounding=(digits + 1, mode))
    if clause.zeroed is not None:
        yield "归零", "去掉“此项不记分”", evolve(clause, zeroed=None)
        for says, test in tests_like(clause.zeroed, policy):
            yield "条件", says, evolve(clause, zeroed=test)
    if not concerns_all(clause.applies, policy):
        yield "适用", "对所有单位适用", evolve(clause, applies=core.Always())
        for says, test in tests_like(clause.applies, policy):
            if not concerns_all(test, policy):
                yield "适用", says, evolve(clause, applies=test)
    for index, each in enumerate(clause.consequences):
        rest = (*clause.consequences[:index], *clause.consequences[index + 1 :])
        yield "后果", f"去掉“{each.text}”", evolve(clause, consequences=rest)
        for says, test in tests_like(each.test, policy):
            yield (
                "后果",
                f"“{each.text}”：{says}",
                evolve(clause, consequences=(*rest[:index], evolve(each, test=test), *rest[index:])),
            )
    for index, duty in enumerate(clause.duties):
        if duty.test is not None:
            for says, test in (("颠倒", core.Negate(duty.test)), *tests_like(duty.test, policy)):
                duties = (*clause.duties[:index], evolve(duty, test=test), *clause.duties[index + 1 :])
                yield "义务", f"“{duty.text}”：{says}", evolve(clause, duties=duties)


def _reach(clause: core.Clause, policy: core.Policy) -> Points:
    """What the effects of a clause can give together before its cap, over all units; a cap beyond it never binds."""
    found: Points | None = None
    for kind in policy.kinds or ("",):
        total = reach_of(clause, policy, kind)
        found = total if found is None else found.hull(total)
    return found if found is not None else ZERO


def reach_of(clause: core.Clause, policy: core.Policy, kind: str) -> Points:
    """Return what the effects of a clause can give together to units of a kind, before its cap."""
    world, total = World(policy, Unit("", kind, {})), ZERO
    for effect in clause.effects:
        total = total.plus(effect_range(effect, world)[0])
    return total


def _limit(clause: core.Clause, which: str, value: Fraction) -> Iterator[Change]:
    shown = show_number(abs(value))
    more = value + (1 if value > 0 else -1)
    low = which == "lowest"
    yield "封顶", f"去掉封顶 {shown} 分", evolve(clause, lowest=None) if low else evolve(clause, highest=None)
    says = f"封顶 {shown} 分改为 {show_number(abs(more))} 分"
    yield "封顶", says, evolve(clause, lowest=more) if low else evolve(clause, highest=more)
