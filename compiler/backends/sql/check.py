"""What SQL refuses: policies that the plan has no room for, and numbers that a database has no room for."""

from __future__ import annotations

from collections.abc import Iterable

from compiler import core
from compiler.backends import problems
from compiler.engines.dialects import Dialect
from compiler.plan.lowering import plan_of
from compiler.plan.order import reachable
from compiler.plan.tree import Node, Op, Plan
from dsl.diagnostics import Bag


def planned(policy: core.Policy, dialect: Dialect, bag: Bag) -> Plan | None:
    """Return the plan of a policy; None, and why, where it has none that the database could work out."""
    unranked = next((fact.name for fact in policy.facts if fact.role is core.Role.RANK and fact.ranks is None), None)
    if unranked is not None:
        bag.add(problems.not_planned(f"“{unranked}”没有写按什么排"))
        return None
    unfilled = [fact.name for fact in policy.facts if fact.role is core.Role.PARAMETER and fact.value is None]
    if unfilled:
        bag.add(problems.not_planned(f"参数“{unfilled[0]}”没有填"))
        return None
    plan = plan_of(policy)
    if plan is None:
        bag.add(problems.not_planned("办法里的数太大，128 位的整数也装不下"))
        return None
    unbounded = next((each.fact for each in plan.over_all if not each.columns), None)
    if unbounded is not None:
        bag.add(problems.not_planned(f"“{unbounded}”是几个比率的平均，分母没有界限"))
        return None
    clause = _too_wide(plan, dialect)
    if clause is not None:
        bag.add(problems.narrow_engine(dialect.title, clause))
        return None
    return plan


def _too_wide(plan: Plan, dialect: Dialect) -> str | None:
    """Return where a number is first too wide for a database: a clause, or 总分."""
    parts = [(each.fact, (*each.order, each.value.over, each.value.under)) for each in plan.over_all]
    parts += [(each.id, (each.points.over, each.points.under)) for each in plan.clauses]
    return next((name for name, nodes in (*parts, ("总分", plan.roots())) if not has_room(nodes, dialect)), None)


def has_room(nodes: Iterable[Node], dialect: Dialect) -> bool:
    """Whether a database holds every number on the way to some nodes."""
    for node in reachable(nodes):
        wide = max(-node.low, node.high)
        divided = node.op is Op.FLOOR and any(arg.is_wide for arg in node.args)
        if wide > dialect.most or (divided and wide > dialect.quotient):
            return False
    return True
