"""What SQL refuses: policies that the plan has no room for, and numbers that a database has no room for."""

from __future__ import annotations

from compiler import core
from compiler.backends import problems
from compiler.engines.dialects import Dialect
from compiler.plan.lowering import plan_of
from compiler.plan.order import reachable
from compiler.plan.tree import Op, Plan
from dsl.diagnostics import Bag


def planned(policy: core.Policy, dialect: Dialect, bag: Bag) -> Plan | None:
    """Return the plan of a policy; None, and why, where it has none that the database could work out."""
    if any(fact.role in (core.Role.RANK, core.Role.STATISTIC) for fact in policy.facts):
        bag.add(problems.not_planned("办法要按全部单位排名或者统计"))
        return None
    unfilled = [fact.name for fact in policy.facts if fact.role is core.Role.PARAMETER and fact.value is None]
    if unfilled:
        bag.add(problems.not_planned(f"参数“{unfilled[0]}”没有填"))
        return None
    plan = plan_of(policy)
    if plan is None:
        bag.add(problems.not_planned("办法里的数太大，128 位的整数也装不下"))
        return None
    clause = _too_wide(plan, dialect)
    if clause is not None:
        bag.add(problems.narrow_engine(dialect.title, clause))
        return None
    return plan


def _too_wide(plan: Plan, dialect: Dialect) -> str | None:
    """Return where a number is first too wide for a database: a clause, or 总分."""
    parts = [(each.id, (each.points.over, each.points.under)) for each in plan.clauses]
    for name, nodes in (*parts, ("总分", plan.roots())):
        for node in reachable(nodes):
            wide = max(-node.low, node.high)
            if wide > dialect.most or (
                node.op is Op.FLOOR and any(arg.is_wide for arg in node.args) and wide > dialect.quotient
            ):
                return name
    return None
