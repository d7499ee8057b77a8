"""A real fact sheet scored under both versions: which units gain, which lose, by which clauses.

In: both policies as written, their comparison, a table. Out: ``UnitChange`` values, those that lose most first. A column may have the
old or the new name of a fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from compiler import core
from compiler.compare import Comparison
from compiler.compare.pairs.align import under
from compiler.compare.pairs.periods import in_the_period_of, years_apart
from compiler.meaning.result import Points, Result
from dsl.diagnostics import Bag
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.sheets.headings import heading_name
from zhunsheng.engine.sheets.tables import Table
from zhunsheng.engine.text import fold_header
from zhunsheng.scoring import population
from zhunsheng.scoring.reaching import Reaching
from zhunsheng.scoring.result_rows import ranked


@frozen
class UnitChange:
    """One unit under both versions; totals are a range where facts are missing, a rank is None where the unit has none."""

    name: str
    kind: str
    before: Points
    after: Points
    between: Points  # within what the total changed
    old_rank: int | None
    new_rank: int | None
    clauses: tuple[tuple[str, Fraction], ...]  # what of each clause reached the total, the largest first

    @property
    def old(self) -> Fraction | None:
        """The total under the old version; None where it is not known exactly."""
        return self.before.exact

    @property
    def new(self) -> Fraction | None:
        """The total under the new version; None where it is not known exactly."""
        return self.after.exact

    @property
    def change(self) -> Fraction | None:
        """Points gained; None where that is not known exactly."""
        return self.between.exact


def changes(
    old: core.Policy, new: core.Policy, found: Comparison, table: Table, bag: Bag, *, strict: bool = False
) -> tuple[UnitChange, ...]:
    """Score a table under both versions; empty, with the reasons in ``bag``, where it has errors."""
    names = dict(found.names)
    table = _renamed(table, names)
    old = under(old, names)
    old, new = _in_one_period(old, new, table)
    first, second = _scored(old, new, table, bag, strict), _scored(new, old, table, bag, strict)
    if bag.failed:
        return ()
    reaching = Reaching.between(old, new, found)
    after = {each.unit: each for each in second}
    ranks = [{unit.unit: rank for rank, unit in ranked(results)} for results in (first, second)]
    rows = [_row(each, after[each.unit], ranks, reaching) for each in first if each.unit in after]
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


def _row(old: Result, new: Result, ranks: Sequence[dict[str, int | str]], reaching: Reaching) -> UnitChange:
    places = [rank if isinstance(rank, int) else None for rank in (by_name.get(old.unit) for by_name in ranks)]
    change = reaching.change(old, new)
    return UnitChange(old.unit, old.kind, old.total, new.total, change, places[0], places[1], reaching.parts(old, new))


def _in_one_period(old: core.Policy, new: core.Policy, table: Table) -> tuple[core.Policy, core.Policy]:
    """Move the dates of one version into the period of the other: of that for which the sheet is."""
    if old.period is None or new.period is None or not years_apart(old, new):
        return old, new
    read = read_facts(new, table, Bag()) or ()
    days = [value for unit in read for value in unit.values.values() if isinstance(value, date)]
    first, second = ([day for day in days if period[0] <= day <= period[1]] for period in (old.period, new.period))
    return (old, in_the_period_of(new, old)) if len(first) > len(second) else (in_the_period_of(old, new), new)
