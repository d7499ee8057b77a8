"""A real fact sheet scored under both versions: which units gain, which lose, by which clauses.

In: both policies as written, their comparison, a table. Out: ``UnitChange`` values, those that lose most first. A column may have the
old or the new name of a fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, frozen

from compiler import core
from compiler.compare import Comparison
from compiler.compare.pairs.align import under
from compiler.meaning.result import Result
from dsl.diagnostics import Bag
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.sheets.headings import heading_name
from zhunsheng.engine.sheets.tables import Table
from zhunsheng.engine.text import fold_header
from zhunsheng.scoring import population
from zhunsheng.scoring.result_rows import ranked


@frozen
class UnitChange:
    """One unit under both versions; a total is None where it is not known exactly, a rank where the unit has none."""

    name: str
    kind: str
    old: Fraction | None
    new: Fraction | None
    old_rank: int | None
    new_rank: int | None
    clauses: tuple[tuple[str, Fraction], ...]  # what each clause adds to the change, the largest first

    @property
    def change(self) -> Fraction | None:
        """Points gained; None where one of the totals is not known."""
        return None if self.old is None or self.new is None else self.new - self.old


def changes(
    old: core.Policy, new: core.Policy, found: Comparison, table: Table, bag: Bag, *, strict: bool = False
) -> tuple[UnitChange, ...]:
    """Score a table under both versions; empty, with the reasons in ``bag``, where it has errors."""
    names = dict(found.names)
    table = _renamed(table, names)
    old = under(old, names)
    first, second = _scored(old, new, table, bag, strict), _scored(new, old, table, bag, strict)
    if bag.failed:
        return ()
    moved = {each.old.id: each.new.id for each in found.clauses if each.old is not None and each.new is not None}
    after = {each.unit: each for each in second}
    ranks = [{unit.unit: rank for rank, unit in ranked(results)} for results in (first, second)]
    rows = [_row(each, after[each.unit], ranks, moved) for each in first if each.unit in after]
    return tuple(sorted(rows, key=lambda row: (row.change is None, row.change or Fraction(0))))


def _renamed(table: Table, names: dict[str, str]) -> Table:
    """Return a table whose columns have the new names, unless a column of the new name is there too."""
    known = {fold_header(before): after for before, after in names.items()}
    present = {_base(column.text) for column in table.columns}
    columns = []
    for column in table.columns:
        after = known.get(heading_name(column.text)) or known.get(_base(column.text))
        if after is not None and fold_header(after) not in present:
            unit = heading_name(column.text).removeprefix(_base(column.text)) if column.text not in known else ""
            column = evolve(column, text=after + unit)
        columns.append(column)
    return evolve(table, columns=tuple(columns))


def _base(text: str) -> str:
    """Return a folded heading without the unit in brackets at its end."""
    name = heading_name(text)
    return name[:-1].rpartition("(")[0] or name if name.endswith(")") else name


def _scored(policy: core.Policy, other: core.Policy, table: Table, bag: Bag, strict: bool) -> list[Result]:
    """Score by one version; the facts of the other are read too, so that its columns are not strange."""
    more = tuple(fact for fact in other.facts if fact.name not in policy.named and not fact.computed)
    units = read_facts(evolve(policy, facts=(*policy.facts, *more)), table, bag, strict=strict)
    return [] if bag.failed else population.score_all(policy, units)


def _row(old: Result, new: Result, ranks: Sequence[dict[str, int | str]], moved: dict[str, str]) -> UnitChange:
    first = {moved.get(each.clause, each.clause): each.points.exact for each in old.clauses}
    second = {each.clause: each.points.exact for each in new.clauses}
    clauses = []
    for name in dict.fromkeys((*first, *second)):
        before, after = first.get(name, Fraction(0)), second.get(name, Fraction(0))
        if before is not None and after is not None and before != after:
            clauses.append((name, after - before))
    places = [rank if isinstance(rank, int) else None for rank in (by_name.get(old.unit) for by_name in ranks)]
    by_size = tuple(sorted(clauses, key=lambda each: (-abs(each[1]), each[0])))
    return UnitChange(old.unit, old.kind, old.total.exact, new.total.exact, places[0], places[1], by_size)
