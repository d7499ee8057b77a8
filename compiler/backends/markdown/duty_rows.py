"""The duty table: one row a duty: which clause, what, who, by when, what makes it 合规, and the official sentence.

In: ``core.Policy``. Out: rows of plain strings, in the order of ``DUTY_COLUMNS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from compiler import core
from compiler.backends.markdown.official_cells import standard_of
from compiler.backends.markdown.rule_rows import Notes
from compiler.core.walk import nodes
from compiler.measures.specialise import concerns_all
from compiler.words.wording import show_test
from dsl.types import Kind

DUTY_COLUMNS = ("条款", "义务", "谁", "期限", "合规的条件", "原文")
EVERYBODY, BY_HAND = "各被考核单位", "没有可以核对的事实，由考核人核（待核）"


def duty_rows(policy: core.Policy, notes: Notes) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the duty table in document order; the official sentence stands once a clause."""
    return tuple(row for clause in policy.clauses() for row in _of_clause(clause, policy, notes))


def _of_clause(clause: core.Clause, policy: core.Policy, notes: Notes) -> Iterator[tuple[str, ...]]:
    marks = "".join(f"（注{number}）" for number, note in enumerate(notes, 1) if note.owner == clause.id)
    who = EVERYBODY if concerns_all(clause.applies, policy) else _who(clause.applies, policy)
    for number, duty in enumerate(clause.duties):
        first = number == 0
        check = BY_HAND if duty.test is None else show_test(duty.test, policy)
        yield (
            clause.id if first else "",
            duty.text,
            who if first else "",
            "；".join(_deadlines(duty.test, policy)),
            check + (marks if first else ""),
            standard_of(clause, policy) if first else "",
        )


def _who(test: core.Test, policy: core.Policy) -> str:
    """Name the units; a list with all its members, as the official sentence has them."""
    match test:
        case core.Listed(_, units):
            return "、".join(units)
        case core.OfKind(kinds):
            return "、".join(kinds)
        case core.Both(tests):  # a list under a heading, and one of the clause: who stands on both
            lists = [each.units for each in tests if isinstance(each, core.Listed)]
            both = [unit for unit in lists[-1] if all(unit in units for units in lists)] if lists else []
            return "、".join(both) if len(lists) == len(tests) else show_test(test, policy)
        case _:
            return show_test(test, policy)


def _deadlines(test: core.Test | None, policy: core.Policy) -> Iterator[str]:
    """Yield the dates and periods that a duty is held to."""
    for node in nodes(test) if test is not None else ():
        match node:
            case core.Within(start, days, unit, _):
                yield f"{start}后 {days} 个{unit}内"
            case core.Compare(core.Read(fact), core.Op.LE, core.Const(value)) if (
                policy.fact(fact).type.kind is Kind.DATE
            ):
                last = date.fromordinal(int(value))
                yield f"{last.year}年{last.month}月{last.day}日前（含当日）"
