"""A generated script run in DuckDB, against the gate and the interpreter."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import duckdb

from compiler import core
from compiler.backends.sql import emit
from compiler.backends.sql.script import STATE, TOTAL
from compiler.gate.checker import RefusedFacts
from compiler.gate.declared import gate_of
from compiler.meaning.interpret import Unit
from compiler.meaning.result import Outcome, Result
from compiler.meaning.scoring import score
from compiler.plan.evaluate import Evaluated, row_of
from compiler.plan.lowering import plan_of
from dsl.diagnostics import Bag
from dsl.types import Kind

WORDS = (Kind.FLAG, Kind.DATE, Kind.GRADE, Kind.CATEGORY)
SHARES = 5 if "UNITS" not in os.environ else 100
STRANGE = (0, 1, -1, 5000, 10**13, Decimal("0.5"))  # among them what no count can be


def scripts(policy: core.Policy, dialect: str = "duckdb") -> tuple[str, str]:
    """The texts for the table of facts and for the view."""
    bag = Bag()
    table, view = emit(policy, bag, dialect)
    assert not list(bag)
    return table.text, view.text


def units_with_faults(policy: core.Policy, units: list[Unit], seed: int = 3) -> list[Unit]:
    """Units as a table has them: what is 可空 is said, reasons are given or not, some values cannot be."""
    random, gate = Random(seed), gate_of(policy)
    numbers = frozenset(fact.name for fact in policy.facts if fact.type.kind not in WORDS)
    found = []
    for number, unit in enumerate(units):
        facts: dict[str, Any] = {fact.name: None for fact in policy.facts if fact.optional} | dict(unit.facts)
        facts |= {reason: random.choices(("现场检查", "无", "1、", None), (97, 1, 1, 1))[0] for reason in gate.reasons}
        for fact in gate.bounded:
            count = facts.get(fact.each[0]) if fact.each else 0
            if facts.get(fact.name) is not None and count is not None and random.random() < 0.8:
                facts[fact.name] = count * fact.each[1] if fact.each else 0
        for name, value in facts.items():
            if name in numbers and value is not None and random.random() < 0.04:
                facts[name] = random.choice(STRANGE)
        if all(
            10**10 % Fraction(value).denominator == 0
            for name, value in facts.items()
            if name in numbers and value is not None
        ):
            found.append(Unit(unit.name if gate.units else f"单位{number}", unit.kind, facts))
    return found


def populations(units: list[Unit]) -> list[list[Unit]]:
    """Units shared out so that no name stands twice in a table."""
    found: list[dict[str, Unit]] = []
    times: Counter[str] = Counter()
    for unit in units:
        found += [{}] if times[unit.name] == len(found) else []
        found[times[unit.name]][unit.name] = unit
        times[unit.name] += 1
    return [list(each.values()) for each in found][:SHARES]


def agree(policy: core.Policy, units: list[Unit]) -> Counter[str]:
    """Run the script on units; count what it says of them. Every difference fails."""
    seen = Counter[str]()
    for unit, row in _run(policy, *scripts(policy), populations(units)):
        result = _scored(policy, unit)
        seen[row[STATE]] += 1
        if isinstance(result, str):
            assert row[STATE] == result, (unit, row)
            assert {value for name, value in row.items() if name not in ("单位", "类别", STATE)} == {None}
            continue
        assert row[STATE] == "已评", (unit, row)
        assert _points(row, TOTAL) == result.total.exact, unit
        for clause in result.clauses:
            if clause.clause in row or f"{clause.clause}·分子" in row:
                exact = None if clause.outcome is Outcome.NOT_APPLICABLE else clause.points.exact
                assert _points(row, clause.clause) == exact, (clause.clause, unit)
            else:
                assert clause.points.exact == 0
        for group in result.groups:
            name = f"{group.group}·合计" if group.group else "合计"
            assert name not in row or _points(row, name) == group.points.exact, (name, unit)
        assert row.get("等次", result.grade) == result.grade
    return seen


def _scored(policy: core.Policy, unit: Unit) -> Result | str:
    """What the gate and the interpreter make of a unit: its points, or why it has none."""
    gate, plan = gate_of(policy), plan_of(policy)
    assert plan is not None
    kind, strange = gate.whose(unit.kind, unit.name)
    if gate.units and strange:
        kind, strange = gate.whose("", unit.name)  # the table has no kinds where the list says them
    if strange:
        return "单位或者类别不对"
    values, faults = gate.values(unit.facts)
    if faults:
        return "有的值不能填"
    tidy = Unit(unit.name, kind, values)
    row = row_of(plan, tidy)
    if row is None:
        return "有的值不能填"
    try:
        gate.admit(values, kind, unit.name)
    except RefusedFacts:
        return "事实前后矛盾"
    return score(policy, tidy) if Evaluated(plan, row).give(plan.ready) else "缺事实，或者分母是 0"


def _points(row: dict[str, Any], name: str) -> Fraction | None:
    if name in row:
        return None if row[name] is None else Fraction(row[name])
    over, under = row[f"{name}·分子"], row[f"{name}·分母"]
    return None if over is None else Fraction(over, under)


def _run(policy: core.Policy, table: str, view: str, shared: list[list[Unit]]) -> Iterator[tuple[Unit, dict[str, Any]]]:
    plan = plan_of(policy)
    assert plan is not None
    name, facts = quoted(f"{policy.slug}_填报"), [column.fact for column in plan.columns]
    with duckdb.connect(":memory:") as base:
        base.execute(table)
        columns = base.execute(f"DESCRIBE {name}").fetchall()
        for column, kind, *_ in columns:  # of types that hold what no sheet should
            if kind == "BIGINT" or kind.startswith("DECIMAL"):
                base.execute(f"ALTER TABLE {name} ALTER {quoted(column)} TYPE DECIMAL(30, 10)")
        base.execute(view)
        for units in shared:
            head = [[unit.name, unit.kind][: len(columns) - len(facts)] for unit in units]
            rows = [
                [*first, *(_value(unit.facts.get(fact)) for fact in facts)]
                for first, unit in zip(head, units, strict=True)
            ]
            line = f"({', '.join('?' * len(columns))})"
            base.execute(f"DELETE FROM {name}")
            base.execute(
                f"INSERT INTO {name} VALUES {', '.join([line] * len(rows))}", [cell for row in rows for cell in row]
            )
            found = base.execute(f"SELECT * FROM {quoted(policy.slug + '_得分')}")
            titles = [each[0] for each in found.description or ()]
            by_name = {row[0]: dict(zip(titles, row, strict=True)) for row in found.fetchall()}
            yield from ((unit, by_name[unit.name]) for unit in units)


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _value(value: Any) -> Any:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value if isinstance(value, bool | str | date | None | Decimal) else Decimal(value)
