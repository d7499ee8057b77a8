"""Mutants of a policy: each is the policy with one small mistake in one clause, the kind a hand makes when copying.

In: Core. Out: ``Mutant`` values, each with the changed clause (or item) and a Chinese description. A change that provably
changes nothing (a bound inside a tier that is never reached) is left out: only what some unit could notice is a mutant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import attrs
from attrs import evolve, frozen

from compiler import core
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World, effect_range
from compiler.meaning.result import ZERO, Points
from compiler.measures.tiers import domain_of, partition
from compiler.words.amounts import show_value
from compiler.words.wording import show_number, type_of
from dsl.nodes import Node
from dsl.types import Kind


@frozen(repr=False, eq=False)
class Mutant(Node):
    """A policy with one mistake: where, of what kind, what was changed, and the changed policy."""

    clause: str
    kind: str
    says: str
    policy: core.Policy


def mutants(policy: core.Policy) -> Iterator[Mutant]:
    """Yield every mutant of a policy, clause by clause."""
    for clause in policy.clauses():
        for kind, says, changed in _of_clause(clause, policy):
            yield Mutant(clause.id, kind, says, _with_clause(policy, changed))
    for group in _items(policy.root):
        for kind, says, changed_group in _of_item(group, policy):
            yield Mutant(group.id, kind, says, evolve(policy, root=_swap_group(policy.root, changed_group)))
    for index, veto in enumerate(policy.vetoes):
        for kind, says, changed_veto in _of_veto(veto, policy):
            vetoes = (*policy.vetoes[:index], changed_veto, *policy.vetoes[index + 1 :])
            yield Mutant(veto.clause, kind, says, evolve(policy, vetoes=vetoes))


Change = tuple[str, str, core.Clause]


def _of_clause(clause: core.Clause, policy: core.Policy) -> Iterator[Change]:
    for index, effect in enumerate(clause.effects):
        for kind, says, changed in _of_effect(effect, policy):
            if not _same(effect, changed, policy):
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
        for says, test in _tests(clause.zeroed, policy):
            yield "条件", says, evolve(clause, zeroed=test)
    if not isinstance(clause.applies, core.Always):
        yield "适用", "对所有单位适用", evolve(clause, applies=core.Always())
    for index, each in enumerate(clause.consequences):
        rest = (*clause.consequences[:index], *clause.consequences[index + 1 :])
        yield "后果", f"去掉“{each.text}”", evolve(clause, consequences=rest)
        for says, test in _tests(each.test, policy):
            yield (
                "后果",
                f"“{each.text}”：{says}",
                evolve(clause, consequences=(*rest[:index], evolve(each, test=test), *rest[index:])),
            )
    for index, duty in enumerate(clause.duties):
        if duty.test is not None:
            for says, test in (("颠倒", core.Negate(duty.test)), *_tests(duty.test, policy)):
                duties = (*clause.duties[:index], evolve(duty, test=test), *clause.duties[index + 1 :])
                yield "义务", f"“{duty.text}”：{says}", evolve(clause, duties=duties)


def _reach(clause: core.Clause, policy: core.Policy) -> Points:
    """What the effects of a clause can give together before its cap, over all units; a cap beyond it never binds."""
    found: Points | None = None
    for kind in policy.kinds or ("",):
        total = _reach_of(clause, policy, kind)
        found = total if found is None else found.hull(total)
    return found if found is not None else ZERO


def _reach_of(clause: core.Clause, policy: core.Policy, kind: str) -> Points:
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


def _of_effect(effect: core.Effect, policy: core.Policy) -> Iterator[tuple[str, str, core.Effect]]:
    for index, branch in enumerate(effect.branches):

        def put(changed: core.Branch, index: int = index) -> core.Effect:
            return evolve(effect, branches=(*effect.branches[:index], changed, *effect.branches[index + 1 :]))

        # Last branches that give nothing are what holds anyway when no branch does.
        idle = _idle(effect, index)
        for says, test in () if idle else _tests(branch.test, policy):
            yield "条件", f"“{branch.says}”：{says}", put(evolve(branch, test=test))
        for kind, says, points in _points(branch.points):
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


_FLIP = {
    core.Op.LT: core.Op.LE,
    core.Op.LE: core.Op.LT,
    core.Op.GT: core.Op.GE,
    core.Op.GE: core.Op.GT,
}
_INCLUDES = {core.Op.LE, core.Op.GE}


def _tests(test: core.Test, policy: core.Policy) -> Iterator[tuple[str, core.Test]]:
    match test:
        case core.Compare(left, op, core.Const(value)):
            yield from _compare(left, op, value, policy)
        case core.Both(tests) | core.Either(tests):
            other = core.Either if isinstance(test, core.Both) else core.Both
            if not _is_range(test):
                yield ("且改为或" if other is core.Either else "或改为且"), other(tests)
            for index, each in enumerate(tests):
                for says, changed in _tests(each, policy):
                    yield says, evolve(test, tests=(*tests[:index], changed, *tests[index + 1 :]))
        case core.Negate(inner):
            yield "去掉否定", inner
        case core.Holds(fact):
            yield f"“{fact}”颠倒", core.Negate(test)
        case core.IsMember(fact, member):
            others = [each for each in policy.fact(fact).type.members if each != member]
            yield f"“{member}”改为“{others[0]}”", core.IsMember(fact, others[0])
        case core.OfKind(kinds):
            rest = [kind for kind in policy.kinds if kind not in kinds]
            if rest:
                yield f"{'、'.join(kinds)}改为{rest[0]}", core.OfKind((rest[0],))
        case core.Within(start, days, unit, end):
            yield f"{days} 天改为 {days + 1} 天", core.Within(start, days + 1, unit, end)
            yield f"{days} 天改为 {days - 1} 天", core.Within(start, days - 1, unit, end)
        case _:
            return


def _is_range(test: core.Test) -> bool:
    """97%—98% is one condition, not two joined by a word that could be swapped."""
    return (
        isinstance(test, core.Both)
        and len(test.tests) == 2
        and all(isinstance(each, core.Compare) for each in test.tests)
        and len({each.left for each in test.tests if isinstance(each, core.Compare)}) == 1
    )


def _compare(left: core.Expr, op: core.Op, value: Fraction, policy: core.Policy) -> Iterator[tuple[str, core.Test]]:
    if value == 0 and op in (core.Op.EQ, core.Op.GT):
        return  # a zero denominator, or “at least one”: no threshold that a hand mistypes
    measured = type_of(left, policy)
    shown = show_value(value, measured)
    if op in _FLIP:
        words = "含改为不含" if op in _INCLUDES else "不含改为含"
        yield f"{shown}{words}", core.Compare(left, _FLIP[op], core.Const(value))
    step = _step(measured.kind if measured is not None else Kind.PLAIN)
    for moved in (value + step, value - step):
        yield f"{shown}改为{show_value(moved, measured)}", core.Compare(left, op, core.Const(moved))


def _step(kind: Kind) -> Fraction:
    # A tenth of a percentage point: cases have to lie that close to a threshold on both sides.
    return Fraction(1, 1000) if kind in (Kind.RATIO, Kind.PERCENT_POINT) else Fraction(1)


def _points(points: core.Expr) -> Iterator[tuple[str, str, core.Expr]]:
    match points:
        case core.Const(value):
            yield "分值", f"{show_number(value)} 分改为 {show_number(value + 1)} 分", core.Const(value + 1)
            if value:
                yield "分值", f"{show_number(value)} 分改为 {show_number(value - 1)} 分", core.Const(value - 1)
                yield "正负", f"{show_number(value)} 分改为 {show_number(-value)} 分", core.Const(-value)
        case core.Multiply(core.Const(value), times):
            for changed in (value + 1, value - 1, -value):
                says = f"每单位 {show_number(value)} 分改为 {show_number(changed)} 分"
                yield "分值", says, core.Multiply(core.Const(changed), times)
            if isinstance(times, core.Divide) or not (isinstance(times, core.Read | core.WholeUnits | core.Greatest)):
                yield "按比例", "按比例改为全额", core.Const(value)
            else:
                flat = core.Multiply(core.Const(value), core.Least(times, core.Const(Fraction(1))))
                yield "按量", "按量改为定额", flat
            yield from _steps(core.Const(value), times)
        case core.Subtract(core.Const(value), times) if value == 0:
            yield "正负", "扣改为加", times
        case core.Read():
            yield "正负", "加改为扣", core.Subtract(core.Const(Fraction(0)), points)
        case _:
            return


def _steps(rate: core.Const, times: core.Expr) -> Iterator[tuple[str, str, core.Expr]]:
    match times:
        case core.WholeUnits(amount, step, started):
            changed = core.WholeUnits(amount, step, not started)
            yield "步长", "不足的不计改为不足的计一个", core.Multiply(rate, changed)
            longer = core.WholeUnits(amount, step * 2, started)
            yield "步长", f"步长 {show_number(step)} 改为 {show_number(step * 2)}", core.Multiply(rate, longer)
        case core.Greatest(core.Subtract(core.Const(limit), what), floor):
            for moved in (limit + 1, limit - 1):
                changed_expr = core.Greatest(core.Subtract(core.Const(moved), what), floor)
                says = f"起算的 {show_number(limit)} 改为 {show_number(moved)}"
                yield "界限", says, core.Multiply(rate, changed_expr)
        case _:
            return


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
    all_fields: Any = attrs.fields(type(node))  # type: ignore[arg-type]  # every tree node is an attrs class
    fields = {each.name: getattr(node, each.name) for each in all_fields if each.name != "span"}
    changed = {name: new for name, value in fields.items() if (new := _rebuilt(value, change)) is not value}
    return change(evolve(node, **changed) if changed else node)  # type: ignore[misc]  # as above


def _same(before: core.Effect, after: core.Effect, policy: core.Policy) -> bool:
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


# -------------------------------------------------------------------------------------------------------- items and vetoes


def _items(group: core.Group) -> Iterator[core.Group]:
    if group.points and (group.is_item or group.outside):
        yield group
    for child in group.children:
        if isinstance(child, core.Group):
            yield from _items(child)


def _of_item(group: core.Group, policy: core.Policy) -> Iterator[tuple[str, str, core.Group]]:
    more = tuple((kind, points + 1) for kind, points in group.points)
    shown = show_number(group.points[0][1])
    if _binds(group, policy):
        yield "分值", f"“{group.title}”{shown} 分改为 {show_number(more[0][1])} 分", evolve(group, points=more)
    if not group.outside and _starts(group):
        other = core.Start.ZERO if group.start is core.Start.FULL else core.Start.FULL
        yield "起点", f"“{group.title}”改为{other}", evolve(group, start=other)


def _binds(group: core.Group, policy: core.Policy) -> bool:
    """Whether one more point would change any score: the item starts from its points, or more could be given."""
    if group.start is core.Start.FULL and not group.outside:
        return True
    for kind in policy.kinds or ("",):
        total, most = ZERO, group.points_for(kind)
        for clause in _below(group):
            total = total.plus(_reach_of(clause, policy, kind).held(clause.lowest, clause.highest))
        if most is not None and (total.high is None or total.high > most):
            return True
        if most is not None and group.outside and (total.low is None or total.low < -most):
            return True
    return False


def _starts(group: core.Group) -> bool:
    return any(clause.effects for clause in _below(group))


def _below(group: core.Group) -> Iterator[core.Clause]:
    for child in group.children:
        if isinstance(child, core.Clause):
            yield child
        else:
            yield from _below(child)


def _swap_group(group: core.Group, changed: core.Group) -> core.Group:
    if group.id == changed.id:
        return changed
    children = tuple(
        _swap_group(child, changed) if isinstance(child, core.Group) else child for child in group.children
    )
    return evolve(group, children=children)


def _with_clause(policy: core.Policy, changed: core.Clause) -> core.Policy:
    return evolve(policy, root=_swap_clause(policy.root, changed))


def _swap_clause(group: core.Group, changed: core.Clause) -> core.Group:
    def swap(child: core.Group | core.Clause) -> core.Group | core.Clause:
        if isinstance(child, core.Group):
            return _swap_clause(child, changed)
        return changed if child.id == changed.id else child

    return evolve(group, children=tuple(map(swap, group.children)))


def _of_veto(veto: core.Veto, policy: core.Policy) -> Iterator[tuple[str, str, core.Veto]]:
    for says, test in _tests(veto.test, policy):
        yield "否决", says, evolve(veto, test=test)
    if veto.deduction is not None:
        more = veto.deduction + 1
        says = f"{show_number(veto.deduction)} 分改为 {show_number(more)} 分"
        yield "否决", says, evolve(veto, deduction=more)
