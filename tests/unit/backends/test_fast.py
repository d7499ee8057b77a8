"""``score_fast`` gives the points of the interpreter, whole numbers in and out, or None where ``score`` has to say what is wrong."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import zhunsheng
from compiler import core
from compiler.backends.python import emit_all
from compiler.backends.python.text.layout import statement
from compiler.gate.checker import RefusedFacts
from compiler.gate.declared import gate_of
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.testing.sampling import sample_units
from dsl.diagnostics import Bag
from tests.unit.backends.python_hostile import HOSTILE
from tests.unit.backends.python_samples import CALENDAR, NUMBERS, RESULTS
from tests.unit.meaning.test_prepared import POLICIES

UNITS = 150
NONE = {"tianjin-2019-performance", "tianjin-2020-haochaping"}  # ranks over all units, an open parameter
GIVEN = {core.Role.RANK: core.Role.FACT, core.Role.STATISTIC: core.Role.FACT, core.Role.PARAMETER: core.Role.FACT}


def module(policy: core.Policy) -> dict[str, Any]:
    (artifact,) = emit_all(policy, Bag())
    namespace: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), namespace)  # our own generated module
    return namespace


def whole(value: Any, scale: int) -> Any:
    """A value as ``score_fast`` takes it; a fraction where it is finer than the scale."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, date):
        return value.toordinal()
    scaled = Fraction(value) * scale
    return int(scaled) if scaled.denominator == 1 else scaled


def fast(made: Mapping[str, Any], unit: Unit) -> dict[tuple[str, str], Fraction] | None:
    values = [whole(unit.facts.get(name), scale) for name, scale in made["快算事实"]]
    found = made["score_fast"](unit.kind, unit.name, *values)
    if found is None:
        return None
    return {
        (of, id): Fraction(points, scale or 1) for (of, id, scale), points in zip(made["快算结果"], found, strict=True)
    }


def expected(policy: core.Policy, unit: Unit) -> dict[tuple[str, str], Fraction] | None:
    """What the interpreter gives, exactly; None where it gives a range or the gate refuses the facts."""
    try:
        gate_of(policy).admit(dict(unit.facts), unit.kind, unit.name)
    except RefusedFacts:
        return None
    result = score(policy, unit)
    if result.total.exact is None or any(each.points.exact is None for each in result.clauses):
        return None
    points = {("总分", ""): result.total.exact}
    points |= {("条", each.clause): each.points.exact for each in result.clauses}
    points |= {("项目", each.group): each.points.exact for each in result.groups if each.group}
    return points  # type: ignore[return-value]  # all are exact


def agree(policy: core.Policy, units: list[Unit]) -> Counter[bool]:
    made, seen = module(policy), Counter[bool]()
    for unit in units:
        want, got = expected(policy, unit), fast(made, unit)
        assert want is None or got is None or got == want, unit
        assert not (want is not None and got is None), unit
        seen[got is not None] += 1
    return seen


@pytest.mark.parametrize("folder", POLICIES, ids=lambda path: path.name)
def test_every_policy(folder: Path) -> None:
    policy = zhunsheng.load(folder).core
    if folder.name in NONE:
        assert "score_fast" not in module(policy)
        return
    assert agree(policy, list(sample_units(policy, UNITS, seed=3)))[True] >= 10


@pytest.mark.parametrize("sample", [NUMBERS, CALENDAR, RESULTS, HOSTILE], ids=lambda sample: sample.slug)
def test_every_node_of_core(sample: core.Policy) -> None:
    policy = evolve(sample, facts=tuple(evolve(fact, role=GIVEN.get(fact.role, fact.role)) for fact in sample.facts))
    agree(policy, list(sample_units(policy, UNITS, seed=3)))


def test_what_is_not_there_is_not_scored() -> None:
    policy = zhunsheng.load(next(path for path in POLICIES if path.name == "ankang-2021-hotline")).core
    made = module(policy)
    (unit,) = [each for each in sample_units(policy, 40, seed=3) if fast(made, each) is not None][:1]
    for name, _ in made["快算事实"]:
        less = Unit(unit.name, unit.kind, {**unit.facts, name: None})
        with suppress(TypeError):  # arithmetic with nothing stops by itself
            assert fast(made, less) is None, name


def test_a_choice_within_a_choice_keeps_its_brackets() -> None:
    choice = ast.parse(f"x = (({'a' * 60}) if p else ({'b' * 60})) if q else c").body[0]
    assert ast.unparse(ast.parse("\n".join(statement(choice, 0)))) == ast.unparse(choice)
