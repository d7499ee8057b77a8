"""Dates that lie outside the assessment period (W491): mostly a year that was copied from another year's text.

In: the dates that sentences name, and the period of the policy. A plan is due shortly before the period begins, and a report after it has
ended; what lies farther away is never in time for anybody, or always. Out: findings, each with a unit that did it within the period.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.problems import dates as problems
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.nodes import Node, fields_of
from dsl.source import Span
from dsl.types import Kind
from dsl.words.tokens import PartialDate

BEFORE = timedelta(days=31)  # a plan for the year to come
BEHIND = timedelta(days=92)  # the report on the year, the closing of its accounts


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the dates that are too far from the period."""
    period = subject.policy.period
    if period is None:
        return
    for clause in subject.clauses:
        for statement in subject.statements(clause):
            if isinstance(statement, surface.Fact):
                continue
            days = [(day, span) for written, span in _dates(statement) if (day := _day(written)) is not None]
            far = [(day, span) for day, span in days if not period[0] - BEFORE <= day <= period[1] + BEHIND]
            if far:
                yield _shown(subject, clause, problems.outside_period(subject.source, far, period), statement)


def _day(written: PartialDate) -> date | None:
    """Return a date with its year; one without a year lies within the period as it is."""
    if written.year is None:
        return None
    try:
        return date(written.year, written.month, written.day)
    except ValueError:
        return None


def _dates(node: object) -> Iterator[tuple[PartialDate, Span]]:
    """Yield the dates below a statement with their places."""
    if isinstance(node, surface.Amount | surface.Since):
        value = node.value if isinstance(node, surface.Amount) else node.date
        if isinstance(value, PartialDate):
            yield value, node.span
    elif isinstance(node, tuple):
        for each in node:
            yield from _dates(each)
    elif isinstance(node, Node):
        for field in fields_of(node):
            yield from _dates(getattr(node, field.name))


def _shown(subject: Subject, clause: core.Clause, found: Diagnostic, statement: surface.Statement) -> Diagnostic:
    """Return the finding with a unit whose dates lie within the period."""
    text = subject.source.slice(statement.span)
    facts = [fact for fact in subject.facts.values() if fact.type.kind is Kind.DATE and fact.name in text]
    unit = subject.example(clause, lambda _: True, tests=tuple(core.Given(fact.name) for fact in facts))
    return found if unit is None else subject.shown(found, clause, unit)
