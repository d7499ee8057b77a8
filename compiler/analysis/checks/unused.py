"""Facts, parameters, indicators and 集合 that no rule uses (W459).

In: what every rule reads or says, and what that depends on (不超过, a rank's measure, the count of a judgement). Out: declarations that
nothing reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import define

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import facts_in, nodes, roots_of
from compiler.measures.domain import companions
from compiler.problems import across as problems
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.folding import fold
from dsl.nodes import Node, fields_of


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the declarations that nothing uses, in document order."""
    if not any(clause.acts for clause in subject.clauses):
        return  # a policy of definitions only
    used = {fold(name) for name in (*read_names(subject), *_said(subject))}
    quotients = _Quotients.of(subject)
    for block in subject.blocks.values():
        for statement in block.statements:
            if isinstance(statement, surface.Fact):
                yield from _fact(subject, statement, used)
            elif isinstance(statement, surface.GroupOf) and fold(statement.name.text) not in used:
                yield problems.never_used(subject.source, statement.name.span, "集合", statement.name.text)
            elif isinstance(statement, surface.Indicator) and not quotients.uses(statement):
                yield problems.never_used(subject.source, statement.name.span, "指标", statement.name.text)


def read_names(subject: Subject) -> set[str]:
    """Return the facts that some rule depends on."""
    roots = [root for clause in subject.clauses for root in roots_of(clause)]
    roots += [veto.test for veto in subject.policy.vetoes]
    found = set(companions((name for root in roots for name in facts_in(root)), subject.facts))
    taken = [fact.ranks for fact in subject.policy.facts if fact.ranks is not None and fact.name in found]
    return found | set(companions((name for expr in taken for name in facts_in(expr)), subject.facts))


def _said(subject: Subject) -> Iterator[str]:
    """Yield the names that sentences say outright: 按 办件量 排名 记分 leaves the points to the assessor, who looks at it."""
    for block in subject.blocks.values():
        for statement in block.statements:
            if isinstance(statement, surface.GroupOf):
                yield from (name.text for name in statement.members)
            elif isinstance(
                statement, surface.Rule | surface.Following | surface.Duty | surface.Check | surface.Exempt
            ):
                yield from (name.text for name in _all_names(statement))


def _all_names(node: object) -> Iterator[surface.Name]:
    if isinstance(node, surface.Name):
        yield node
    elif isinstance(node, tuple):
        for each in node:
            yield from _all_names(each)
    elif isinstance(node, Node):
        for field in fields_of(node):
            yield from _all_names(getattr(node, field.name))


def _fact(subject: Subject, written: surface.Fact, used: set[str]) -> Iterator[Diagnostic]:
    levels = next((facet.levels for facet in written.facets if isinstance(facet, surface.FacetLevels)), ())
    names = [f"{written.name.text}·{level}" for level in levels] or [written.name.text]
    left = [name for name in names if fold(name) not in used]
    if left:
        shown = written.name.text if len(left) == len(names) else "、".join(left)
        yield problems.never_used(subject.source, written.name.span, written.role, shown)


@define(repr=False, eq=False)
class _Quotients:
    """The quotients that rules use, by name and by what they divide, and the names that formulas use."""

    names: set[str]
    operands: set[tuple[str, ...]]
    in_formulas: Counter[str]

    @classmethod
    def of(cls, subject: Subject) -> _Quotients:
        """Gather them once."""
        roots = [root for clause in subject.clauses for root in roots_of(clause)]
        roots += [veto.test for veto in subject.policy.vetoes]
        roots += [fact.ranks for fact in subject.policy.facts if fact.ranks is not None]
        found = {node for root in roots for node in nodes(root) if isinstance(node, core.Divide)}
        written = (each for block in subject.blocks.values() for each in block.statements)
        formulas = [each.expression for each in written if isinstance(each, surface.Indicator)]
        return cls(
            {fold(node.name) for node in found},
            {tuple(fold(name) for name in facts_in(node)) for node in found},
            Counter(fold(name.text) for formula in formulas for name in _names(formula)),
        )

    def uses(self, written: surface.Indicator) -> bool:
        """Tell whether a quotient is used, by its name or by what it divides; other formulas show in their facts."""
        expression = written.expression
        if not isinstance(expression, surface.Operation) or expression.op != "÷":
            return True
        own = fold(written.name.text)
        operands = tuple(fold(name.text) for name in _names(expression))
        return own in self.names or operands in self.operands or self.in_formulas[own] > operands.count(own)


def _names(expression: surface.Expression) -> Iterator[surface.Name]:
    match expression:
        case surface.Name():
            yield expression
        case surface.Operation(_, terms):
            for term in terms:
                yield from _names(term)
        case _:
            return
