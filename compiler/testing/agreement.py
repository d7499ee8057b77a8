"""Whether a generated module agrees with the interpreter, unit by unit; the interpreter is the judge.

A module that computes has a function ``_计分(facts, kind, unit)`` behind its gate and the exceptions ``MissingFact`` and
``UndefinedRatio`` (and ``UnknownYear`` where it counts 工作日). What the gate lets in is compared elsewhere: a unit that a boundary
asks for need not be on a list. Pure: units come from sampling.py or cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from compiler import core
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World, might
from compiler.meaning.result import Outcome, Result
from compiler.meaning.scoring import score
from compiler.testing.sampling import sample_units
from dsl.nodes import Node

LIMIT = 20  # a module that is wrong is wrong often; more lines than this tell nothing new


@frozen(repr=False, eq=False)
class Stopped(Node):
    """The module gave no result: which of its exceptions, and what it named."""

    error: str
    name: str


def completed(policy: core.Policy, unit: Unit, seed: int) -> Unit:
    """Return a unit with the facts it lacks filled in at random: a case gives only those of its own clause."""
    drawn = next(sample_units(policy, 1, seed)).facts
    return Unit(unit.name, unit.kind, {**drawn, **unit.facts})


def disagreements(policy: core.Policy, module_namespace: Mapping[str, Any], units: Iterable[Unit]) -> list[str]:
    """Return a Chinese line for every difference between the interpreter and the module, at most ``LIMIT`` of them."""
    found: list[str] = []
    for unit in units:
        found += [
            f"{unit.name}（{unit.kind}）{line}；事实 {dict(unit.facts)!r}"
            for line in _differences(policy, module_namespace, unit)
        ]
        if len(found) >= LIMIT:
            return found[:LIMIT]
    return found


def _differences(policy: core.Policy, module: Mapping[str, Any], unit: Unit) -> Iterator[str]:
    expected, given = score(policy, unit), _run(module, unit)
    if isinstance(given, Stopped):
        if _settled(policy, expected, unit) or not _true_reason(given, unit):
            yield f"生成的模块停在 {given.error}（{given.name}），解释器给出 {expected.total}"
        return
    if not _settled(policy, expected, unit):
        reasons = "、".join(expected.undefined + expected.missing)
        yield f"解释器没有确定的结果（{reasons}），生成的模块给出 {given['total']}"
        return
    for key, value in shown(expected).items():
        if given[key] != value:
            yield f"{key}：解释器 {value!r}，生成的模块 {given[key]!r}"


def _run(module: Mapping[str, Any], unit: Unit) -> dict[str, object] | Stopped:
    errors = tuple(module[name] for name in ("MissingFact", "UndefinedRatio", "UnknownYear") if name in module)
    try:
        result: dict[str, object] = module["_计分"](unit.facts, unit.kind, unit.name)
    except errors as error:
        return Stopped(type(error).__name__, str(error.args[0]))
    return result


def _settled(policy: core.Policy, result: Result, unit: Unit) -> bool:
    """Whether the interpreter knows everything; a veto that cannot be decided shows in no clause."""
    open_clause = any(each.outcome in (Outcome.UNDEFINED, Outcome.RANGE) for each in result.clauses)
    return not open_clause and all(might(veto.test, World(policy, unit)) is not None for veto in policy.vetoes)


def _true_reason(given: Stopped, unit: Unit) -> bool:
    """Whether a fact that the module calls missing is; which of several wants stops it first does not matter."""
    return given.error != "MissingFact" or unit.facts.get(given.name) is None


def shown(result: Result) -> dict[str, object]:
    """Return a result as the module gives it; its ints and Fractions compare equal to these."""
    return {
        "total": result.total.exact,
        "clauses": {each.clause: each.points.exact for each in result.clauses},
        "groups": {each.group: each.points.exact for each in result.groups},
        "vetoes": list(result.vetoes),
        "consequences": list(result.consequences),
        "duties": {each.clause: list(each.duties) for each in result.clauses if each.duties},
        "grade": result.grade,
    }


__all__ = ["LIMIT", "completed", "disagreements", "sample_units", "shown"]
