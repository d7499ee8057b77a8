"""The public API: load, check, compile, score, explain, compare. ``import zhunsheng`` offers these names.

Paths and plain values in; exact results out. What is wrong with a policy or with facts is a list of diagnostics:
``check`` returns it, the others raise ``PolicyError`` or ``FactsError`` with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from compiler import core
from compiler.backends.artifact import Artifact
from compiler.core import Clause, Fact
from compiler.meaning.result import Result
from dsl.diagnostics import Bag, Diagnostic, Severity
from dsl.documents.addresses import only
from dsl.problems.unknown import UnknownName
from zhunsheng.engine.given import read_given
from zhunsheng.engine.text import fold_name, nearest
from zhunsheng.engine.units import UnitFacts
from zhunsheng.library import policies
from zhunsheng.scoring import population

if TYPE_CHECKING:
    from compiler.analysis.attainable.rows import Row
    from compiler.compare import Comparison

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
    """A policy without errors: its facts and clauses, and in ``findings`` its warnings and notes. ``core`` is the compiler's tree."""

    path: Path
    core: core.Policy
    findings: tuple[Diagnostic, ...] = ()
    places: Mapping[str, Any] = field(factory=dict)  # where each clause stands, for traces

    @property
    def title(self) -> str:
        """The policy's title."""
        return self.core.title

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every input in the order of the text: name, type, who gives it, its bounds."""
        return self.core.facts

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause in document order: id, title, official sentence, effects."""
        return self.core.clauses()

    def fact(self, name: str) -> Fact:
        """Return the fact of this name; blanks, full and half width do not count; ``UnknownName`` if there is none."""
        by_name = {fact.name: fact for fact in self.core.facts}
        return by_name[_named("事实", name, by_name)]

    def clause(self, name: str) -> Clause:
        """Return a clause by its id, by as much of its end as tells it apart, or by its title; ``UnknownName`` if there is none."""
        by_id = {clause.id: clause for clause in self.clauses}
        return by_id[only("条款", name, by_id, {clause.id: clause.title for clause in self.clauses})]


def load(path: str | Path) -> Policy:
    """Read and compile a policy folder or file; ``PolicyError`` where it has errors."""
    loaded = policies.load(path)
    compiled = loaded.compile()
    if compiled is None:
        raise PolicyError(loaded.findings)
    if compiled.policy is None:
        raise PolicyError(compiled.bag)
    from compiler.asking.places import places_of

    return Policy(loaded.path, compiled.policy, tuple(compiled.bag), places_of(compiled))


def check(path: str | Path) -> tuple[Diagnostic, ...]:
    """Return everything that is found in a policy, or in all policies of a folder; raises for nothing in them."""
    found: list[Diagnostic] = []
    for loaded in policies.load_all(path):
        compiled = loaded.compile(thorough=True)
        found += loaded.findings if compiled is None else compiled.bag
    return tuple(found)


def compile(policy: Policy | str | Path, target: str = "python", dialect: str = "") -> tuple[Artifact, ...]:
    """Return the files that a backend makes of a policy (``python``, ``markdown``, ``sql`` …) as texts; nothing is written.

    ``dialect`` is the database that SQL is for. ``UnknownName`` for an unknown backend or dialect, ``PolicyError`` where the backend
    refuses what the policy says, or its library is not installed.
    """
    from compiler.backends import BACKENDS, problems

    bag = Bag()
    if target not in BACKENDS:
        raise UnknownName("生成格式", target, BACKENDS, nearest(target, BACKENDS))
    backend = BACKENDS[target]
    if dialect and dialect not in backend.dialects:
        raise UnknownName("写法", dialect, backend.dialects, nearest(dialect, backend.dialects))
    made: tuple[Artifact, ...] = ()
    try:
        made = backend.made(_loaded(policy).core, bag, dialect)
    except ImportError:
        if not backend.extra:
            raise
        bag.add(problems.no_library(backend.title, backend.extra))
    if bag.failed:
        raise PolicyError(bag)
    return made


def score(
    policy: Policy | str | Path,
    facts: Facts,
    *,
    strict: bool = False,
    refused: dict[str, list[Diagnostic]] | None = None,
) -> list[Result]:
    """Score all units of a fact sheet (a path), or of ``{unit: {fact: value}}``; "97%" is as good as Fraction(97, 100).

    Values are int, Fraction, Decimal, bool, str, date, or None for an optional fact where nothing happened; a float is
    refused, because it is not exact. A unit with missing facts has a range for a total; with ``strict`` that is an error, too.
    ``FactsError``, with everything that is wrong, where the facts have errors; with ``refused`` (an empty dict), units with errors are
    left out and are there with what is wrong with each, and the others are scored.
    """
    loaded, bag = _loaded(policy), Bag()
    units = _units(loaded, facts, strict, bag, refused)
    results = population.score_all(loaded.core, units, unknown=len(refused or ()))
    if strict:
        bag.extend(population.unsettled(results))
    if bag.failed:
        raise FactsError(bag)
    return results


def explain(policy: Policy | str | Path, facts: Facts, unit: str) -> dict[str, Any]:
    """Return why a unit has its points, clause by clause, as data (``trace.v1``); ``UnknownName`` for an unknown unit."""
    from compiler.explain.trace import explain as trace

    loaded, bag = _loaded(policy), Bag()
    basis: list[str] = []
    assessed = population.prepare(loaded.core, _units(loaded, facts, False, bag, basis=basis))
    by_name = {each.unit.name: each for each in assessed}
    found = by_name[_named("单位", unit, by_name)]
    return trace(loaded.core, found.unit, found.score(loaded.core), loaded.places, "".join(basis))


def schema(name: str = "trace.v1") -> dict[str, Any]:
    """Return the JSON Schema of what ``explain`` returns, or of another output; ``UnknownName`` for an unknown name."""
    from importlib.resources import files

    known = {each.name.removesuffix(".json"): each for each in files("zhunsheng").joinpath("schemas").iterdir()}
    if name not in known:
        raise UnknownName("模式", name, sorted(known), nearest(name, known))
    found: dict[str, Any] = json.loads(known[name].read_text(encoding="utf-8"))
    return found


def compare(
    old: Policy | str | Path, new: Policy | str | Path, *, renames: Mapping[str, str] | None = None
) -> Comparison:
    """Compare two versions of a policy: what changed for the assessed units, clause by clause and in total.

    ``renames`` maps old names of facts to new ones, beside what the new version declares (别名). ``Comparison.clauses`` has a
    verdict each (更严, 更宽 …), proved or with a unit that shows it; ``same_meaning`` tells whether nothing changed.
    """
    from compiler.compare import compare as compared

    return compared(_loaded(old).core, _loaded(new).core, renames)


def ranges(policy: Policy | str | Path) -> tuple[Row, ...]:
    """Return the least and the greatest points of every clause, item and section and of the total, by kind of unit.

    Each end (``row.low``, ``row.high``) has ``value`` (None without limit), ``how`` (达到, 没有限度, 未分析) and the ``unit`` that
    attains it.
    """
    from compiler.analysis.attainable.rows import rows

    return rows(_loaded(policy).core, clauses=True)


def _named(what: str, name: str, known: Mapping[str, Any]) -> str:
    """Return the known name that is meant: this one, or the only one that differs in blanks and width alone."""
    found = [name] if name in known else [each for each in known if fold_name(each) == fold_name(name)]
    if len(found) != 1:
        raise UnknownName(what, name, known, "" if found else nearest(name, known), found)
    return found[0]


def _loaded(policy: Policy | str | Path) -> Policy:
    return policy if isinstance(policy, Policy) else load(policy)


def _units(
    policy: Policy,
    facts: Facts,
    strict: bool,
    bag: Bag,
    refused: dict[str, list[Diagnostic]] | None = None,
    basis: list[str] | None = None,
) -> Sequence[UnitFacts]:
    """Take the facts through the gate, whichever way they come; ``basis`` gets the digest of a sheet."""
    if isinstance(facts, str | Path):
        units = _of_sheet(policy.core, Path(facts), strict, bag, refused, basis)
    elif isinstance(facts, Mapping):
        units = read_given(policy.core, ((name, None, values) for name, values in facts.items()), bag, refused)
    else:
        units = read_given(policy.core, (_parts(each) for each in facts), bag, refused)
    if bag.failed:
        raise FactsError(bag)
    return units


def _parts(unit: Any) -> tuple[Any, Any, Any]:
    return (unit.name, unit.kind, unit.values) if isinstance(unit, UnitFacts) else ("", None, unit)


def _of_sheet(
    policy: core.Policy,
    path: Path,
    strict: bool,
    bag: Bag,
    refused: dict[str, list[Diagnostic]] | None,
    basis: list[str] | None,
) -> Sequence[UnitFacts]:
    from zhunsheng.engine.facts import read_facts
    from zhunsheng.engine.files import read_sheet
    from zhunsheng.engine.sheets.tables import as_text, unit_column

    table = read_sheet(path, bag)
    if table is None:
        return ()
    if basis is not None:
        basis.append(table.digest)
    rows: dict[int, list[Diagnostic]] | None = None if refused is None else {}
    units = read_facts(policy, table, bag, strict=strict, back=rows)
    column = unit_column(table.columns)
    for row in table.rows:
        if refused is not None and rows and row.number in rows and column is not None:
            name = as_text(row.cells[column.index]) if column.index < len(row.cells) else ""
            refused.setdefault(name or table.line(row.number), []).extend(rows[row.number])
    return units
