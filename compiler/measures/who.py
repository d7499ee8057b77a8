"""The classes of units that a policy tells apart: by kind (对象类别) and by the lists (名单, 涉及部门) on which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from compiler import core
from compiler.core.walk import facts_in, nodes, roots_of
from dsl.nodes import Node

NOBODY = "某单位"  # a unit that stands on no list


@frozen(repr=False, eq=False)
class Who(Node):
    """One unit that stands for all units of its class; ``others`` is how many listed units are of the class besides it."""

    kind: str
    name: str
    others: int = 0


def classes(*policies: core.Policy) -> tuple[Who, ...]:
    """Return one unit for every class, kinds in their declared order, listed units before the unlisted."""
    lists = [frozenset(units) for units in dict.fromkeys(units for policy in policies for units in _lists(policy))]
    kinds = dict.fromkeys(kind for policy in policies for kind in policy.kinds or ("",))
    found: list[Who] = []
    for kind in kinds:
        groups: dict[tuple[bool, ...], list[str]] = {}
        for name in _names(kind, policies):
            groups.setdefault(tuple(name in units for units in lists), []).append(name)
        found += [Who(kind, names[0], len(names) - 1) for names in groups.values()]
    return tuple(found)


def _names(kind: str, policies: Iterable[core.Policy]) -> Iterator[str]:
    """Yield the units of a kind; where the policy has no list for it, every unit that a 涉及部门 names may be of it."""
    rosters = [roster for policy in policies for roster in policy.rosters]
    own = dict.fromkeys(unit for roster in rosters if roster.kind == kind for unit in roster.units)
    yield from own
    if not own:
        taken = {unit for roster in rosters for unit in roster.units}
        named = dict.fromkeys(unit for policy in policies for units in _lists(policy) for unit in units)
        yield from (unit for unit in named if unit not in taken)
        yield NOBODY


def _lists(policy: core.Policy) -> Iterator[tuple[str, ...]]:
    """Yield the units of every list that a rule asks for."""
    for root in roots(policy):
        for node in nodes(root):
            if isinstance(node, core.Listed):
                yield node.units


def roots(policy: core.Policy) -> Iterator[core.Test | core.Expr]:
    """Yield every test and every amount of points of a policy."""
    for clause in policy.clauses():
        yield from roots_of(clause)
    yield from (veto.test for veto in policy.vetoes)


def asks_who(test: core.Test, policy: core.Policy) -> bool:
    """Tell whether it matters for a test which unit is asked: its kind, a list, points that differ by kind."""
    facts = (policy.named[name] for name in facts_in(test) if name in policy.named)
    return any(isinstance(node, core.OfKind | core.Listed) for node in nodes(test)) or any(
        fact.high_by_kind or fact.role is core.Role.RESULT for fact in facts
    )
