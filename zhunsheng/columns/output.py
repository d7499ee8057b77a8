"""The results of columns as the CSV that ``score -o`` writes: the same bytes as if every unit had been scored by itself.

Points have few different values in a sheet; each is written as text once.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction

import polars as pl

from compiler import core
from compiler.engines.polars import KIND, UNIT, name_of
from compiler.meaning.result import Outcome, Result
from compiler.plan.tree import Ratio
from zhunsheng.columns import together
from zhunsheng.columns.scoring import Scored
from zhunsheng.columns.sheet import NUMBER
from zhunsheng.columns.together import NOTE
from zhunsheng.engine.sheets.csv_text import harmless
from zhunsheng.scoring import output, result_rows

_RANK, _FIRST = "名次", "先"
_MARK = b"\xef\xbb\xbf"


def csv_bytes(policy: core.Policy, results: Scored, facts: str = "") -> bytes:
    """Return the ranked results; ``facts`` is the digest of the fact sheet."""
    header = [*result_rows.header(policy), output.BASIS]
    names = [f"v{index}" for index in range(len(header))]
    rows = pl.concat([_of_columns(policy, results, names), _of_others(policy, results, names)])
    rows = _ranked(rows, results).sort(_FIRST, NUMBER)
    basis = "；".join(f"{name} {text}" for name, text in output.made_from(policy, facts)[1:])
    last = pl.when(pl.int_range(pl.len()) == 0).then(pl.lit(basis)).otherwise(pl.lit(""))
    rows = rows.with_columns(last.alias(names[-1])).select(names)
    head = pl.DataFrame([[harmless(cell)] for cell in header], schema=dict.fromkeys(names, pl.String), orient="col")
    text = io.BytesIO()
    head.vstack(rows).with_columns(pl.all().replace("", None)).write_csv(  # an empty text would be written as ""
        text, include_header=False, line_terminator="\r\n"
    )
    return _MARK + text.getvalue()


def _of_columns(policy: core.Policy, results: Scored, names: list[str]) -> pl.DataFrame:
    frame, plan = results.frame, results.plan
    groups = {each.id: each.points for each in plan.groups}
    shown: list[pl.Series] = [frame[UNIT], frame[KIND], _points(results, plan.total)]
    if policy.bands:
        grades = {index: band.name for index, band in enumerate(policy.bands)} | {-1: ""}
        shown.append(frame[name_of(plan.grade)].replace_strict(grades, return_dtype=pl.String))
    shown += [_points(results, groups[each.id]) for each in result_rows.top_groups(policy)]
    for clause in plan.clauses:
        points = _points(results, clause.points)
        unconcerned = pl.Series([str(Outcome.NOT_APPLICABLE)])
        shown.append(points.zip_with(frame[name_of(clause.applies)], unconcerned.new_from_index(0, len(points))))
    shown.append(_remarks(results))
    over, under = results.values(plan.total)
    rows = pl.DataFrame([each.alias(name) for each, name in zip(shown, names[1:], strict=False)])
    rest = [pl.lit("").alias(name) for name in (names[0], *names[len(shown) + 1 :])]
    total = [over.alias("over").cast(pl.Int128), under.alias("under").cast(pl.Int128)]
    return rows.with_columns(*rest, frame[NUMBER].cast(pl.Int64), *total).select(NUMBER, "over", "under", *names)


def _points(results: Scored, ratio: Ratio) -> pl.Series:
    """Return a fraction as text."""
    pairs = pl.DataFrame(
        [each.alias(name) for each, name in zip(results.values(ratio), ("over", "under"), strict=True)]
    )
    different = pairs.unique()
    text = [harmless(Fraction(over, under)) for over, under in different.iter_rows()]
    joined = pairs.join(
        different.with_columns(pl.Series("text", text, dtype=pl.String)),
        on=["over", "under"], how="left", maintain_order="left",
    )  # fmt: skip
    return joined["text"]


def _remarks(results: Scored) -> pl.Series:
    """Return what a reader has to know besides the points: of these rows nothing but what follows from their facts."""
    following = [each for clause in results.plan.clauses for each in clause.consequences]
    texts = [text for text, _ in following]
    answers = pl.DataFrame(
        [results.frame[name_of(holds)].alias(f"v{place}") for place, (_, holds) in enumerate(following)]
    )
    if not following:
        return _harmless(results.frame[NOTE])
    different = answers.unique()
    said = [[text for text, holds in zip(texts, row, strict=True) if holds] for row in different.iter_rows()]
    written = [f"另行处理：{'、'.join(each)}" if each else "" for each in said]
    joined = answers.join(
        different.with_columns(pl.Series("text", written)), on=answers.columns, how="left", maintain_order="left"
    )
    return _harmless(together.joined(joined["text"], results.frame[NOTE]))


def _harmless(texts: pl.Series) -> pl.Series:
    """Return texts that no spreadsheet takes for a formula; each different one is looked at once."""
    made = {each: harmless(each) for each in texts.unique()}
    return texts.replace_strict(list(made), list(made.values()), return_dtype=pl.String) if made else texts


def _of_others(policy: core.Policy, results: Scored, names: list[str]) -> pl.DataFrame:
    numbers = dict(zip(map(id, results.others), results.rows, strict=True))
    cells: list[list[object]] = []
    for row, unit in zip(result_rows.rows(policy, results.others), _in_order(results), strict=True):
        total = unit.total.exact
        pair = (None, None) if total is None else (total.numerator, total.denominator)
        cells.append([numbers[id(unit)], *pair, *map(harmless, row), ""])
    schema = {NUMBER: pl.Int64, "over": pl.Int128, "under": pl.Int128, **dict.fromkeys(names, pl.String)}
    return pl.DataFrame(cells, schema=schema, orient="row")


def _in_order(results: Scored) -> Iterator[Result]:
    return (unit for _, unit in result_rows.with_unranked(results.others))


def _ranked(rows: pl.DataFrame, results: Scored) -> pl.DataFrame:
    """Give ranks to the rows whose total is known, best first, ties alike; the others stand below with what they have."""
    counted = rows.group_by("over", "under").len()
    known = [
        (Fraction(over, under), over, under, count) for over, under, count in counted.iter_rows() if over is not None
    ]
    by_total: dict[Fraction, int] = {}
    for total, _, _, count in known:
        by_total[total] = by_total.get(total, 0) + count
    rank, ranks = 1, {}
    for total in sorted(by_total, reverse=True):
        ranks[total] = rank
        rank += by_total[total]
    places = pl.DataFrame(
        [(over, under, ranks[total]) for total, over, under, _ in known],
        schema={"over": pl.Int128, "under": pl.Int128, _FIRST: pl.Int64}, orient="row",
    )  # fmt: skip
    joined = rows.join(places, on=["over", "under"], how="left", maintain_order="left")
    return joined.with_columns(
        pl.coalesce(pl.col(_FIRST).cast(pl.String), pl.col("v0")).alias("v0"), pl.col(_FIRST).fill_null(rank)
    )
