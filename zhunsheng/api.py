"""The public API: load, check, compile, score, explain. ``import zhunsheng`` offers these names.

Paths and plain values in; exact results out. What is wrong with a policy or with facts is a list of diagnostics: ``check``
returns it, the others raise ``PolicyError`` or ``FactsError`` with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import frozen

from compiler import core
from compiler.backends.artifact import Artifact
from compiler.result import Result
from dsl.diagnostics import Bag, Diagnostic, Severity
from zhunsheng import policies, population
from zhunsheng.engine.units import UnitFacts, Value

KIND = ("对象类别", "类别")  # keys of a unit's facts that give its kind
Facts = str | Path | Sequence[UnitFacts] | Mapping[str, Mapping[str, Any]]


class _FindingsError(ValueError):
    """What was found; ``str()`` shows it as a terminal would."""

    def __init__(self, findings: Iterable[Diagnostic]) -> None:
        self.findings = tuple(findings)
        super().__init__("、".join(each.code for each in self.findings if each.severity is Severity.ERROR))

    def __str__(self) -> str:
        from zhunsheng.report.terminal import render

        return "\n" + render(self.findings)


class PolicyError(_FindingsError):
    """The policy has errors; ``findings`` has them."""


class FactsError(_FindingsError):
    """The facts have errors; ``findings`` has them."""


@frozen
class Policy:
    """A policy without errors. ``core`` is what it means, ``findings`` its warnings and notes."""

    path: Path
    core: core.Policy
    findings: tuple[Diagnostic, ...] = ()

    @property
    def title(self) -> str:
        """The policy's title."""
        return self.core.title


def load(path: str | Path) -> Policy:
    """Read and compile a policy folder or file; ``PolicyError`` where it has errors."""
    loaded = policies.load(path)
    compiled = loaded.compile()
    if compiled is None:
        raise PolicyError(loaded.findings)
    if compiled.policy is None:
        raise PolicyError(compiled.bag)
    return Policy(loaded.path, compiled.policy, tuple(compiled.bag))


def check(path: str | Path) -> tuple[Diagnostic, ...]:
    """Return everything that is found in a policy, or in all policies of a folder; raises for nothing in them."""
    found: list[Diagnostic] = []
    for loaded in policies.load_all(path):
        compiled = loaded.compile()
        found += loaded.findings if compiled is None else compiled.bag
    return tuple(found)


def compile(policy: Policy | str | Path, target: str = "python") -> tuple[Artifact, ...]:  # noqa: A001
    """Return the files that a backend makes of a policy (``python``, ``markdown`` …) as texts; nothing is written.

    ``KeyError`` for an unknown backend, ``PolicyError`` where the backend refuses what the policy says.
    """
    from compiler.backends import BACKENDS

    bag = Bag()
    made = BACKENDS[target].load()(_loaded(policy).core, bag)
    if bag.failed:
        raise PolicyError(bag)
    return made


def score(policy: Policy | str | Path, facts: Facts, *, strict: bool = False) -> list[Result]:
    """Score all units of a fact sheet (a path), or of ``{unit: {fact: value}}``.

    Values are int, Fraction, Decimal, bool, str, date, or None for an optional fact where nothing happened; a float is
    refused, because it is not exact. A unit with missing facts has a range for a total, unless ``strict``. ``FactsError``
    where the sheet has errors.
    """
    loaded, bag = _loaded(policy), Bag()
    results = population.score_all(loaded.core, _units(loaded, facts, strict, bag), bag)
    if bag.failed:
        raise FactsError(bag)
    return results


def explain(policy: Policy | str | Path, facts: Facts, unit: str) -> dict[str, Any]:
    """Return why a unit has its points, clause by clause, as data (``trace.v1``); ``KeyError`` for an unknown unit."""
    from compiler.explain import explain as trace

    loaded, bag = _loaded(policy), Bag()
    assessed = population.prepare(loaded.core, _units(loaded, facts, False, bag), bag)
    if bag.failed:
        raise FactsError(bag)
    for each in assessed:
        if each.unit.name == unit:
            return trace(loaded.core, each.unit, each.score(loaded.core))
    raise KeyError(unit)


def _loaded(policy: Policy | str | Path) -> Policy:
    return policy if isinstance(policy, Policy) else load(policy)


def _units(policy: Policy, facts: Facts, strict: bool, bag: Bag) -> Sequence[UnitFacts]:
    if isinstance(facts, Mapping):
        return [_unit(policy.core, name, values) for name, values in facts.items()]
    if not isinstance(facts, str | Path):
        return facts
    from zhunsheng.engine.facts import read_facts
    from zhunsheng.engine.files import read_sheet

    table = read_sheet(Path(facts), bag)
    units = () if table is None else read_facts(policy.core, table, bag, strict=strict)
    if bag.failed:
        raise FactsError(bag)
    return units


def _unit(policy: core.Policy, name: str, values: Mapping[str, Any]) -> UnitFacts:
    given = next((str(values[key]) for key in KIND if key in values), None)
    kind = given if given is not None else policy.kind_of(name) or ""
    return UnitFacts(name, kind, {key: _exact(key, value) for key, value in values.items() if key not in KIND})


def _exact(name: str, value: Any) -> Value:
    if value is None or isinstance(value, bool | int | Fraction | str | date):
        return value
    if isinstance(value, Decimal):
        return Fraction(value)
    raise TypeError(f"{name}: {type(value).__name__} is not exact; give an int, a Fraction, a Decimal or text")
