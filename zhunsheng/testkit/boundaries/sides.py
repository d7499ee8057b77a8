"""Where a clause changes its mind: every boundary with its sides, each side as a test that a unit's facts pass or not.

In: a clause of Core. Out: ``Boundary`` values. A threshold has three sides (exactly at it, just below, just above), a
是否 two, an 等级 as many as members; a cap or a floor is a threshold on the points themselves. What lies outside the
declared range of a measure is no side. Source: language.md §6, 案例.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compiler import core
from compiler.core.walk import facts_in
from compiler.measures.choosing import threshold_of
from compiler.measures.specialise import concerns_all
from zhunsheng.testkit.boundaries.boundary import Boundary, Path, Side, with_path
from zhunsheng.testkit.boundaries.thresholds import threshold_boundary
from zhunsheng.testkit.boundaries.turning_points import caps, denominators, of_points, zero_denominators


def boundaries_of(policy: core.Policy, clause: core.Clause) -> tuple[Boundary, ...]:
    """Return the boundaries of a clause, each once: of its tests, of its amounts, its cap, and the item's floor."""
    found = list(_of_tests(policy, clause))
    for effect in clause.effects:
        for branch in effect.branches:
            found += of_points(policy, branch)
    return tuple(dict.fromkeys([*found, *zero_denominators(clause), *caps(policy, clause)]))


def _of_tests(policy: core.Policy, clause: core.Clause) -> Iterator[Boundary]:
    leaves = list(dict.fromkeys(leaf for test in _tests(clause) for leaf in _leaves(test, ())))
    bounds: dict[core.Expr, set[Fraction]] = {}
    for leaf, _ in leaves:
        if isinstance(leaf, core.Compare):
            measure, threshold = threshold_of(leaf)
            bounds.setdefault(measure, set()).add(threshold)
    for leaf, path in leaves:
        if isinstance(leaf, core.Compare):
            measure, threshold = threshold_of(leaf)
            if not (threshold == 0 and leaf.op is core.Op.EQ and measure in denominators(clause)):
                yield from threshold_boundary(policy, measure, threshold, path, bounds[measure])
        else:
            yield from _of_leaf(policy, leaf, path)


def _tests(clause: core.Clause) -> Iterator[core.Test]:
    yield clause.applies
    if clause.zeroed is not None:
        yield clause.zeroed
    yield from (branch.test for effect in clause.effects for branch in effect.branches)
    yield from (each.test for each in clause.consequences)
    yield from (duty.test for duty in clause.duties if duty.test is not None)


def _leaves(test: core.Test, path: Path) -> Iterator[tuple[core.Test, Path]]:
    """Yield the tests that join no others, each with what else must hold for it to decide."""
    match test:
        case core.Kept():  # its thresholds are those of the duties, which have cases of their own
            yield test, path
        case core.Both(tests):
            for each in tests:
                yield from _leaves(each, (*path, *(other for other in tests if _apart(other, each))))
        case core.Either(tests):
            for each in tests:
                yield from _leaves(each, (*path, *(core.Negate(other) for other in tests if other is not each)))
        case core.Negate(inner):
            yield from _leaves(inner, path)
        case core.Always():
            return
        case _:
            yield test, path


def _apart(other: core.Test, each: core.Test) -> bool:
    """Whether another part of a conjunction is about something else: the two ends of 97%—98% are not, nor a day and whether it is told."""
    if isinstance(each, core.Given) and each.fact in facts_in(other):
        return False
    if isinstance(other, core.Compare) and isinstance(each, core.Compare):
        return threshold_of(other)[0] != threshold_of(each)[0]
    return other is not each


def _of_leaf(policy: core.Policy, leaf: core.Test, path: Path) -> Iterator[Boundary]:
    match leaf:
        case core.Holds(fact):
            yield _choice(fact, {"是": leaf, "否": core.Negate(leaf)}, path)
        case core.IsMember(fact, _):
            members = policy.fact(fact).type.members
            yield _choice(fact, {member: core.IsMember(fact, member) for member in members}, path)
        case core.Kept(of=of):
            yield _choice(f"义务（{of}）", {"完成": leaf, "未完成": core.Negate(leaf)}, path)
        case core.Given(fact):
            yield _choice(fact, {"已填": leaf, "空": core.Negate(leaf)}, path)
        case core.OfKind():
            # For every kind, with what else this kind's rule asks for; that other rules do not act is no part of it.
            own = tuple(test for test in path if not isinstance(test, core.Negate))
            yield _choice("对象类别", {kind: core.OfKind((kind,)) for kind in policy.kinds}, own)
        case core.Listed(name, _) if not concerns_all(leaf, policy):
            yield _choice(name, {"在列": leaf, "不在列": core.Negate(leaf)}, path)
        case core.Within(start, days, unit, end):
            late = core.Both((core.Negate(leaf), core.Within(start, days + 1, unit, end)))
            last = core.Both((leaf, core.Negate(core.Within(start, days - 1, unit, end))))
            never: dict[str, core.Test] = {"空": core.Negate(core.Given(end))} if policy.fact(end).optional else {}
            yield _choice(f"{end}在{start}后 {days} 个{unit}内", {"最后一日": last, "迟一日": late} | never, path)


def _choice(what: str, tests: dict[str, core.Test], path: Path) -> Boundary:
    return Boundary(what, tuple(Side(label, with_path(path, test)) for label, test in tests.items()), path)
