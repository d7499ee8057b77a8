"""A generated script run in DuckDB, against the gate and the interpreter."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from attrs import evolve

from compiler import core
from compiler.backends.sql import emit
from compiler.backends.sql.script import LACKING, STATE, TOTAL, UNSETTLED
from compiler.gate.checker import RefusedFacts
from compiler.gate.declared import gate_of, kinds
from compiler.meaning.interpret import Unit
from compiler.meaning.result import Outcome, Points, Result
from compiler.meaning.scoring import score
from compiler.plan.evaluate import Evaluated, row_of
from compiler.plan.inputs import over_all
from compiler.plan.lowering import plan_of
from compiler.plan.tree import Sort
from dsl.diagnostics import Bag
from dsl.types import Kind
from tests.unit.backends.sql_bases import Base, DuckBase, Script
from zhunsheng.engine.units import UnitFacts
from zhunsheng.scoring.population import prepare
from zhunsheng.scoring.ranks import place_of
from zhunsheng.scoring.result_rows import ranked

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
    random, gate, known = Random(seed), gate_of(policy), kinds(policy)
    taken = {fact.name for fact in policy.facts if over_all(fact)}
    numbers = frozenset(fact.name for fact in policy.facts if fact.type.kind not in WORDS)
    found = []
    for number, unit in enumerate(units):
        facts: dict[str, Any] = {fact.name: None for fact in policy.facts if fact.optional} | {
            name: value for name, value in unit.facts.items() if name not in taken
        }
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
            kind = known[0] if len(known) == 1 else unit.kind  # the table has no column for it
            found.append(Unit(unit.name if gate.units else f"单位{number}", kind, facts))
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


def agree(policy: core.Policy, units: list[Unit], base: Base | None = None) -> Counter[str]:
    """Run the script on units; count what it says of them. Every difference fails."""
    base, seen = base or DuckBase(), Counter[str]()
    script = Script(*scripts(policy, base.dialect), base.dialect)
    shared = populations(units)
    for population, rows in zip(shared, base.points(script, _cells(policy, script, shared)), strict=True):
        results = _results(policy, population)
        places = _places(results)
        for unit, result in zip(population, results, strict=True):
            row = rows[unit.name]
            seen[row[STATE]] += 1
            _same(unit, row, result)
            assert "名次" not in row or row["名次"] == places.get(unit.name), unit
        seen["排了名次"] += bool(places)
    return seen


def _same(unit: Unit, row: dict[str, Any], result: Result | str) -> None:
    if isinstance(result, str):
        assert row[STATE] == result, (unit, row)
        assert {value for name, value in row.items() if name not in ("单位", "类别", STATE)} == {None}
        return
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


def _places(results: list[Result | str]) -> dict[str, int]:
    """The rank of each unit by its total; none at all where one unit has no points."""
    scored = [result for result in results if isinstance(result, Result)]
    return {each.unit: place for place, each in ranked(scored)} if len(scored) == len(results) else {}  # type: ignore[misc]


def _results(policy: core.Policy, population: list[Unit]) -> list[Result | str]:
    """What the gate and the interpreter make of units, ranked among each other: their points, or why they have none."""
    plan = plan_of(policy)
    assert plan is not None
    admitted = [admit(policy, unit) for unit in population]
    fine = [each for each in admitted if isinstance(each, Unit)]
    given = {unit.name: unit for unit in _ranked(policy, fine, len(admitted) - len(fine))}
    return [each if isinstance(each, str) else _scored(policy, given[each.name]) for each in admitted]


def _ranked(policy: core.Policy, fine: list[Unit], refused: int) -> list[Unit]:
    """Units with ranks and statistics as a database gives them: none while one unit that takes part may stand anywhere."""
    facts = [UnitFacts(unit.name, unit.kind, dict(unit.facts)) for unit in fine]
    made, open_ = [each.unit for each in prepare(policy, facts, refused)], set[str]()
    for fact in policy.facts:
        if fact.role is core.Role.RANK and fact.ranks is not None:
            places = [place_of(fact, policy, unit) for unit in made]
            if refused or any(isinstance(place, Points) and place.exact is None for place in places):
                open_.add(fact.name)
    return [evolve(unit, facts={name: it for name, it in unit.facts.items() if name not in open_}) for unit in made]


def admit(policy: core.Policy, unit: Unit) -> Unit | str:
    """A unit as the gate lets it through, or why it does not."""
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
    if row_of(plan, tidy) is None:
        return "有的值不能填"
    try:
        gate.admit(values, kind, unit.name)
    except RefusedFacts:
        return "事实前后矛盾"
    return tidy


def _scored(policy: core.Policy, unit: Unit) -> Result | str:
    plan = plan_of(policy)
    row = row_of(plan, unit) if plan else None
    assert plan is not None and row is not None
    ready = Evaluated(plan, row).give(plan.ready)
    return score(policy, unit) if ready else LACKING + (UNSETTLED if plan.over_all else "")


def _points(row: dict[str, Any], name: str) -> Fraction | None:
    if name in row:
        return None if row[name] is None else Fraction(row[name])
    over, under = row[f"{name}·分子"], row[f"{name}·分母"]
    return None if over is None else Fraction(over) / Fraction(under)


def _cells(policy: core.Policy, script: Script, shared: list[list[Unit]]) -> list[list[list[Any]]]:
    """The rows of each table of facts."""
    plan = plan_of(policy)
    assert plan is not None
    facts = [column.fact for column in plan.columns]
    flags = {column.fact for column in plan.columns if column.sort is Sort.FLAG}
    head = len(script.columns) - len(facts)
    return [
        [
            [*[unit.name, unit.kind][:head], *(_value(unit.facts.get(fact), flag=fact in flags) for fact in facts)]
            for unit in units
        ]
        for units in shared
    ]


def _value(value: Any, *, flag: bool) -> Any:
    if flag and value is not None:
        return bool(value)
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value if isinstance(value, bool | str | date | None | Decimal) else Decimal(value)
