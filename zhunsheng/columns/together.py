"""What is taken over all units of a sheet, where most of them are in columns: ranks and statistics, the same ones and the same remarks
as if every unit had been read by itself.

The columns give their different values with how many units have each; ranks are given to values, and put back in their place. Units that
columns do not know, or know too little of, are read one by one, for they take part as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import polars as pl
from attrs import field, frozen

from compiler import core
from compiler.core.walk import nodes
from compiler.engines.polars import UNIT, name_of
from compiler.meaning.result import Points
from compiler.plan.evaluate import over_all_cells
from compiler.plan.tree import WIDTH, Node, OverAll, Plan, Taken
from zhunsheng.columns.sheet import NUMBER
from zhunsheng.scoring.assessed import Assessed, Counted
from zhunsheng.scoring.ranks import FIRST, Ranking, idle, place_of
from zhunsheng.scoring.statistics import Statistic

NOTE = "#注"  # what is said of a unit besides what follows from its facts
_PLACE, _COUNT, _SAID, _OWN, _KNOWN = "#先后", "#个数", "#说明", "#自己", "#参评"

Work = Callable[[pl.DataFrame, tuple[Node, ...]], pl.DataFrame]  # a frame with the columns of nodes
Others = Callable[
    [pl.Series], tuple[Mapping[int, Assessed], int]
]  # units by the numbers of their rows, and how many are refused


@frozen(eq=False)
class Together:
    """The frame with the columns of ranks and statistics, and the rows that have to be scored one by one because of them."""

    frame: pl.DataFrame
    apart: pl.Series | None  # None where nothing is taken over all units
    taken: list[Ranking | Statistic] = field(factory=list)

    def given(self, unit: Assessed) -> Assessed:
        """Return a unit with its ranks and the statistics of all."""
        for each in self.taken:
            unit = each.given(unit)
        return unit


def take(
    policy: core.Policy, plan: Plan, frame: pl.DataFrame, apart: pl.Series, work: Work, others: Others
) -> Together:
    """Take every fact over all units. ``apart``: rows that columns do not know."""
    found = Together(frame, apart)
    for each in plan.over_all:
        found = _taken(policy, each, found, work, others)
    return found


def _taken(policy: core.Policy, each: OverAll, so_far: Together, work: Work, others: Others) -> Together:
    fact = policy.fact(each.fact)
    ratio = _only_ratio(fact)
    wanted = (*each.order, each.value.over, each.value.under, each.known, each.told)
    frame = work(so_far.frame, tuple(dict.fromkeys(wanted)))
    known, told = pl.col(name_of(each.known)), pl.col(name_of(each.told))
    if ratio is None:  # nobody but the interpreter knows which denominator is 0
        told = known
    apart = frame.select((pl.Series(so_far.apart) | ~told).alias("apart"))["apart"]
    units, refused = others(frame.filter(apart)[NUMBER])
    given = {number: so_far.given(unit) for number, unit in units.items()}
    inside = frame.filter(~apart)
    groups = _groups(each, inside.filter(known))
    counted = Counted(
        tuple(
            (Fraction(row[0], row[1]), row[2], tuple(zip(row[3], row[4], strict=True))) for row in groups.iter_rows()
        ),
        inside.height,
    )
    if each.how is not Taken.RANK:
        statistic = Statistic.of(fact, (unit.unit for unit in given.values()), refused, counted)
        return Together(_with_statistic(so_far.frame, each, statistic), apart, [*so_far.taken, statistic])
    named = [(number, unit.unit.name, place_of(fact, policy, unit.unit)) for number, unit in given.items()]
    ranking = Ranking.of(fact, policy, named, refused, counted)
    return _with_ranks(so_far, each, ranking, groups, frame, apart, ratio or "")


def _only_ratio(fact: core.Fact) -> str | None:
    """Return the name of the only ratio that a unit may lack; "" where there is none, None where there are several."""
    names = [] if fact.ranks is None else [each.name for each in nodes(fact.ranks) if isinstance(each, core.Divide)]
    return None if len(set(names)) > 1 else (names or [""])[0]


def _groups(each: OverAll, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each different value: what stands over and under it, how many units have it, the first of these."""
    over, under = (pl.col(name_of(node)) for node in (each.value.over, each.value.under))
    keys = [pl.col(name_of(node)) for node in each.order] or [over, under]
    keys = [key.alias(f"k{place}") for place, key in enumerate(keys)]
    first = [pl.col(name).head(FIRST).alias(f"f{place}") for place, name in enumerate((NUMBER, UNIT))]
    chosen = frame.sort(NUMBER).group_by(keys, maintain_order=True)
    return chosen.agg(over.first().alias("over"), under.first().alias("under"), pl.len().alias(_COUNT), *first).select(
        "over", "under", _COUNT, "f0", "f1", *(f"k{place}" for place in range(len(keys)))
    )


def _with_ranks(
    so_far: Together,
    each: OverAll,
    ranking: Ranking,
    groups: pl.DataFrame,
    worked: pl.DataFrame,
    apart: pl.Series,
    ratio: str,
) -> Together:
    """Put the rank of each value, and what is said of it, where the rows of that value are."""
    places, texts, own = [], [], dict[str, str]()
    for over, under, *_ in groups.iter_rows():
        value = Fraction(over, under)
        value = -value if ranking.turned else value
        low, high = ranking.rank(Points.exactly(value))
        places.append(low if low == high else None)
        texts.append("；".join(ranking.tie(value, "")))
        own |= {name: "；".join(ranking.tie(value, name)) for name in ranking.first[value]}
    keys = [name_of(node) for node in each.order]
    by_value = groups.select(pl.col(f"k{place}").alias(f"k{place}") for place in range(len(keys))).with_columns(
        pl.Series(_PLACE, places, dtype=pl.Int64), pl.Series(_SAID, texts, dtype=pl.String)
    )
    known = pl.col(name_of(each.known)) & ~pl.Series(apart)
    rows = worked.select(
        NUMBER,
        known.alias(_KNOWN),
        pl.col(UNIT).replace_strict(own, default=None, return_dtype=pl.String).alias(_OWN),
        *(pl.col(key).alias(f"k{place}") for place, key in enumerate(keys)),
    ).join(by_value, on=[f"k{place}" for place in range(len(keys))], how="left", maintain_order="left")
    said = pl.when(_KNOWN).then(pl.coalesce(_OWN, _SAID)).otherwise(pl.lit(idle(ranking.fact, ratio)))
    answers = rows.select(
        pl.when(_KNOWN).then(_PLACE).alias(each.fact),
        said.alias(NOTE),
        (pl.Series(apart) | (pl.col(_KNOWN) & pl.col(_PLACE).is_null())).alias("apart"),
    )
    frame = so_far.frame.with_columns(answers[each.fact], joined(so_far.frame[NOTE], answers[NOTE]))
    return Together(frame, answers["apart"], [*so_far.taken, ranking])


def _with_statistic(frame: pl.DataFrame, each: OverAll, statistic: Statistic) -> pl.DataFrame:
    """Put a statistic into its columns; where it does not fit these, whoever needs it is scored one by one."""
    names = [column.fact for column in each.columns]
    cells = (None if statistic.value is None else over_all_cells(each, Fraction(statistic.value))) or {}
    fits = all(abs(cell) <= WIDTH for cell in cells.values())
    columns = [pl.lit(cells.get(name) if fits else None, dtype=pl.Int64).alias(name) for name in names]
    note = pl.repeat(statistic.why, frame.height, eager=True)
    return frame.with_columns(*columns, joined(frame[NOTE], note))


def joined(one: pl.Series, other: pl.Series) -> pl.Series:
    """Return two remarks as one."""
    both = pl.DataFrame({"one": one, "other": other})
    mark = pl.when((pl.col("one") != "") & (pl.col("other") != "")).then(pl.lit("；")).otherwise(pl.lit(""))
    return both.select(pl.concat_str("one", mark, "other").alias(NOTE))[NOTE]
