"""What the Python backend refuses: it would have no exact meaning, or not the one the interpreter gives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from compiler import core
from compiler.backends import problems
from compiler.backends.python import days
from compiler.backends.python.numbers import term
from compiler.backends.python.text.words import Words, all_groups, all_nodes
from compiler.core.walk import facts_in, nodes, roots_of
from dsl.diagnostics import Diagnostic
from dsl.types import Kind

_DAY_UNITS = ("工作日", "自然日")
Node = core.Expr | core.Test


def check(policy: core.Policy, words: Words) -> Iterator[Diagnostic]:
    """Yield every reason for which a policy cannot be expressed."""
    yield from _ids(policy)
    yield from _limits(policy)
    yield from _calendar(policy)
    for clause, roots in _places(policy):
        unread = list(_facts(roots, policy))
        yield from (problems.fact_mismatch(fact, wanted, clause) for fact, wanted in unread)
        if not unread:
            yield from (problems.no_value(reason, clause) for reason in _values(roots, words))


def _places(policy: core.Policy) -> Iterator[tuple[str, list[Node]]]:
    for clause in policy.clauses():
        yield clause.id, roots_of(clause)
    for veto in policy.vetoes:
        yield veto.clause, [veto.test]
    for check in policy.checks:
        yield check.clause, [check.test]


def _ids(policy: core.Policy) -> Iterator[Diagnostic]:
    clauses = Counter(clause.id for clause in policy.clauses())
    groups = Counter(group.id for group in all_groups(policy.root))
    for what, counted in (("条款", clauses), ("标题", groups)):
        yield from (problems.duplicate_id(what, name) for name, times in counted.items() if times > 1)


def _limits(policy: core.Policy) -> Iterator[Diagnostic]:
    for clause in policy.clauses():
        low, high = clause.lowest, clause.highest
        if low is not None and high is not None and low > high:
            yield problems.crossed_limits(clause.id, f"下限 {low} 高于上限 {high}")
    for group in all_groups(policy.root):
        for _, points in group.points:
            if points < 0:
                yield problems.crossed_limits(group.id, f"分值 {points} 小于 0")


def _calendar(policy: core.Policy) -> Iterator[Diagnostic]:
    periods = [node for node in all_nodes(policy) if isinstance(node, core.Within)]
    for unit in dict.fromkeys(each.unit for each in periods):
        if unit not in _DAY_UNITS:
            yield problems.unknown_day_unit(unit)
    if not any(each.unit == "工作日" for each in periods):
        return
    if policy.period is None:
        yield problems.no_period()
        return
    first, last = policy.period
    for year in range(first.year, last.year + 1):
        if not days.covered(year):
            yield problems.year_not_covered(year)


def _facts(roots: list[Node], policy: core.Policy) -> Iterator[tuple[str, str]]:
    """Yield the facts that are not declared, or not of the kind they are used as."""
    kinds = {fact.name: fact.type.kind for fact in policy.facts}
    for node in _nodes(roots):
        for fact, fitting, wanted in _uses(node):
            if fact not in kinds or (fitting and kinds[fact] not in fitting):
                yield fact, wanted


def _uses(node: Node) -> list[tuple[str, tuple[Kind, ...], str]]:
    numbers = tuple(kind for kind in Kind if kind not in (Kind.GRADE, Kind.CATEGORY))
    match node:
        case core.Read(fact):
            return [(fact, numbers, "数或日期")]
        case core.Holds(fact):
            return [(fact, (Kind.FLAG,), "是否")]
        case core.IsMember(fact, _):
            return [(fact, (Kind.GRADE, Kind.CATEGORY), "等级或类别")]
        case core.Within(start, _, _, end):
            return [(fact, (Kind.DATE,), "日期") for fact in (start, end)]
        case core.Given(fact):
            return [(fact, (), "")]
    return []


def _values(roots: list[Node], words: Words) -> Iterator[str]:
    """Yield why an expression has no value, whatever the facts are; the innermost reason alone."""
    for node in reversed(list(_nodes(roots))):
        if isinstance(node, core.Rounded) and node.digits < 0:
            yield f"不能保留 {node.digits} 位小数"
            return
        if isinstance(node, core.WholeUnits) and node.step <= 0:
            yield f"每满 {node.step} 不是大于 0 的数"
            return
        if isinstance(node, core.Divide) and term(node.right, words).factor <= 0:
            yield f"“{node.name or '、'.join(facts_in(node))}”的分母恒为 0 或为负数"
            return


def _nodes(roots: Iterable[Node]) -> Iterator[Node]:
    for root in roots:
        yield from nodes(root)
