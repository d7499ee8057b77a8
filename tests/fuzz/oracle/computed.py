"""Points: the interpreter, the generated Python, the published table and the ranges of what is missing say the same.

The table is read as it is printed: its intervals and its points are taken from ``rules.md``'s own words, not from the tree.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from attrs import evolve

from compiler import core
from compiler.backends.markdown.case_tables import case_tables
from compiler.backends.python import emit
from compiler.gate.declared import gate_of
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, effect_points, number
from compiler.meaning.result import Points
from compiler.meaning.scoring import score
from compiler.testing.agreement import disagreements, sample_units
from dsl.diagnostics import Bag
from dsl.types import Kind

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
_BOUNDS = re.compile(r"([\[(])(.+), (.+)([\])])$")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:/\d+)?")
_POINTS = re.compile(r"(扣|加|记) (\d+(?:\.\d+)?(?:/\d+)?) 分$")
_SCALES = {"%": Fraction(1, 100), "万": Fraction(10_000), "亿": Fraction(100_000_000)}


def dated(policy: core.Policy) -> core.Policy:
    """A line alone has no period; days are counted in one."""
    return policy if policy.period is not None else evolve(policy, period=YEAR)


def engines(policy: core.Policy, units: int, seed: int) -> None:
    """The generated module gives what the interpreter gives."""
    policy = dated(policy)
    (artifact,) = emit(policy, Bag())
    namespace: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), namespace)  # our own generated module
    found = disagreements(policy, namespace, sample_units(policy, units, seed))
    assert not found, found[0]


def ranges(policy: core.Policy, units: int, seed: int) -> None:
    """What a unit scores lies in the range that it has while some of its facts are missing."""
    random, policy = Random(seed), dated(policy)
    for unit in sample_units(policy, units, seed):
        if _refused(policy, unit):
            continue
        whole = score(policy, unit)
        left = {name: value for name, value in unit.facts.items() if random.random() < 0.6}
        partly = score(policy, evolve(unit, facts=left))
        pairs = [("总分", partly.total, whole.total)]
        pairs += [(a.clause, a.points, b.points) for a, b in zip(partly.clauses, whole.clauses, strict=True)]
        pairs += [(a.group, a.points, b.points) for a, b in zip(partly.groups, whole.groups, strict=True)]
        for what, reach, value in pairs:
            assert value.exact is None or _within(value.exact, reach), (
                f"{what}：{value.exact} 不在 {reach} 内；{unit.kind} {dict(unit.facts)}；只知道 {sorted(left)}"
            )


def _refused(policy: core.Policy, unit: Unit) -> bool:
    """Whether the gate lets the facts of a sampled unit in; a range speaks of no others."""
    gate = gate_of(policy)
    values, faults = gate.values(unit.facts)
    found = {code for code, *_ in (*faults, *gate.between(values, unit.kind))}
    return bool(found - {"E638-no-reason", "E665-computed", "E639-parameter-varies"})


def _within(value: Fraction, reach: Points) -> bool:
    return (reach.low is None or reach.low <= value) and (reach.high is None or value <= reach.high)


def table(policy: core.Policy, units: int, seed: int) -> None:
    """Where the published table gives an interval with points, these are the points."""
    policy = dated(policy)
    sampled = list(sample_units(policy, units, seed))
    for clause in policy.clauses():
        tiered = [effect for effect in clause.effects if effect.kind is core.EffectKind.TIERS]
        for effect, cases in zip(tiered, case_tables(clause, policy), strict=True):
            rows = [(bounds, points) for _, bounds, points in cases.rows if _BOUNDS.match(bounds)]
            for unit in sampled if effect.measure is not None and rows else ():
                _compare(effect, rows, unit)


def _compare(effect: core.Effect, rows: list[tuple[str, str]], unit: Unit) -> None:
    assert effect.measure is not None
    try:
        value, given = number(effect.measure, unit), effect_points(effect, unit)[0]
    except (Missing, Undefined, UnknownYear):
        return
    printed = [points for bounds, points in rows if _holds(bounds, value, effect)]
    assert len(printed) == 1, f"{effect.measure_name} {value} 落在 {len(printed)} 行：{rows}"
    says = _said(printed[0])
    assert says is None or says == given, (
        f"{effect.measure_name} {value}：表上是{printed[0]}，得 {given}；{dict(unit.facts)}"
    )


def _holds(bounds: str, value: Fraction, effect: core.Effect) -> bool:
    return any(_in(part, value, effect) for part in bounds.split(" ∪ "))


def _in(bounds: str, value: Fraction, effect: core.Effect) -> bool:
    match = _BOUNDS.match(bounds)
    assert match is not None, bounds
    low, high = (_end(match[at], effect) for at in (2, 3))
    above = low is None or low < value or (match[1] == "[" and low == value)
    return above and (high is None or value < high or (match[4] == "]" and high == value))


def _end(text: str, effect: core.Effect) -> Fraction | None:
    if text.endswith("∞"):
        return None
    if effect.measure_type is not None and effect.measure_type.kind is Kind.DATE:
        year, month, day = map(int, re.findall(r"\d+", text))
        return Fraction(date(year, month, day).toordinal())
    found = _NUMBER.search(text)
    assert found is not None, text
    scale = next((scale for mark, scale in _SCALES.items() if mark in text), Fraction(1))
    return Fraction(found[0]) * scale


def _said(points: str) -> Fraction | None:
    """The points of a row; None where they are a formula or the assessor's."""
    if points in ("不扣分", "不加分", "不记分"):
        return Fraction(0)
    match = _POINTS.match(points)
    return None if match is None else Fraction(match[2]) * (-1 if match[1] == "扣" else 1)


def holds(policy: core.Policy, units: int, seed: int) -> None:
    """All of it."""
    engines(policy, units, seed)
    ranges(policy, units, seed)
    table(policy, units, seed)
