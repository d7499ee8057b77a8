"""Whether a plan gives for a unit what the interpreter gives; the interpreter is the judge. Whoever works the plan out: its own
evaluator or an engine, which hands in the value of each node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from compiler import core
from compiler.meaning.result import ClauseResult, Outcome, Result
from compiler.plan.tree import ClausePlan, Node, Plan, Ratio

Give = Callable[[Node], int | bool]


def differences(policy: core.Policy, plan: Plan, result: Result, give: Give) -> Iterator[str]:
    """Yield a Chinese line for every difference; a row that is not ready has none, for the interpreter scores it."""
    if not give(plan.ready):
        return

    def exact(ratio: Ratio) -> Fraction:
        return Fraction(give(ratio.over), give(ratio.under))

    if result.total.exact != exact(plan.total):
        yield f"总分：解释器 {result.total}，列 {exact(plan.total)}"
    for planned, clause in zip(plan.clauses, result.clauses, strict=True):
        if clause.points.exact != exact(planned.points):
            yield f"{clause.clause}：解释器 {clause.points}，列 {exact(planned.points)}"
        elif taken(planned, give) != _branches(clause):
            yield f"{clause.clause}：解释器走 {_branches(clause)}，列走 {taken(planned, give)}"
    for group, made in zip(result.groups, plan.groups, strict=True):
        if group.points.exact != exact(made.points):
            yield f"{group.group}：解释器 {group.points}，列 {exact(made.points)}"
    said = {
        "一票否决": (result.vetoes, tuple(clause for clause, holds in plan.vetoes if give(holds))),
        "等次": (result.grade, grade(policy, give(plan.grade))),
        "另行处理": (
            result.consequences,
            tuple(text for clause in plan.clauses for text, holds in clause.consequences if give(holds)),
        ),
    }
    for what, (expected, found) in said.items():
        if expected != found:
            yield f"{what}：解释器 {expected}，列 {found}"


def taken(planned: ClausePlan, give: Give) -> tuple[int, ...] | None:
    """Return the branches that gave the points of a clause; None where it does not apply, () where it sets its item to nought."""
    if not give(planned.applies):
        return None
    return () if give(planned.zeroed) else tuple(give(branch) for branch in planned.branches)


def _branches(clause: ClauseResult) -> tuple[int, ...] | None:
    if clause.outcome is Outcome.NOT_APPLICABLE:
        return None
    return () if clause.zeroed else tuple(effect.branches[0] for effect in clause.effects)


def grade(policy: core.Policy, index: int) -> str:
    """Return the name of a 等次 by its index; empty for none."""
    return policy.bands[index].name if index >= 0 else ""
