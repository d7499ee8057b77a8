"""Results go out unit by unit: the same bytes as all at once, and a file that is whole or not there."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from compiler.meaning.result import ClauseResult, GroupResult, Outcome, Points, Result
from dsl.diagnostics import Bag
from tests.unit.core_samples import HOTLINE
from zhunsheng.scoring import output, result_rows
from zhunsheng.writing import files


def result(number: int, total: Points) -> Result:
    clause = ClauseResult("一/1", Outcome.SCORED, total, total)
    return Result(f"第{number}单位", "县区", total, (clause,), (GroupResult("一", total, total, Fraction(30)),))


def results(count: int) -> list[Result]:
    """Totals 0, 1, 2, 0, 1, 2 … and every seventh unknown."""
    return [
        result(number, Points(Fraction(0), None) if number % 7 == 6 else Points.exactly(number % 3))
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 499, 500, 1201])
def test_csv_in_pieces(count: int) -> None:
    chunks = list(output.csv_chunks(HOTLINE, results(count)))
    assert len(chunks) == (count + 1) // 500 + 1  # 500 lines at a time, the headings are one
    text = b"".join(chunks).decode("utf-8-sig")
    assert "\ufeff" not in text
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[:4] for row in rows[1:]] == [
        [str(rank), unit.unit, unit.kind, "0至不限" if unit.total.exact is None else str(unit.total.exact)]
        for rank, unit in result_rows.with_unranked(results(count))
    ]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_in_pieces_reads_as_if_written_at_once(count: int) -> None:
    units = results(count)
    whole = output.results_tree(HOTLINE, units, lambda unit: {"of": unit.unit})
    text = b"".join(output.json_chunks(HOTLINE, units, lambda unit: {"of": unit.unit})).decode()
    assert text == json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    assert [unit["trace"]["of"] for unit in json.loads(text)["units"]] == [unit["unit"] for unit in whole["units"]]


def test_ranks() -> None:
    """2, 2 are first; 1, 1 third; 0 fifth; the unknown comes last. Units of one total keep their order."""
    ranked = [(rank, unit.unit) for rank, unit in result_rows.with_unranked(results(7))]
    assert ranked == [
        (1, "第2单位"),
        (1, "第5单位"),
        (3, "第1单位"),
        (3, "第4单位"),
        (5, "第0单位"),
        (5, "第3单位"),
        ("待补", "第6单位"),
    ]


def write(path: Path, data: bytes | Iterator[bytes], bag: Bag) -> bool:
    return files.write([files.Output(path, data)], files.Permit("score", force=True), bag)


def broken(error: Exception) -> Iterator[bytes]:
    yield b"half"
    raise error


@pytest.mark.parametrize(
    "error", [ValueError("ours"), OSError("ours"), KeyError("ours")], ids=lambda error: type(error).__name__
)
def test_what_cannot_be_made_is_not_written(tmp_path: Path, error: Exception) -> None:
    target, bag = tmp_path / "得分.csv", Bag()
    target.write_bytes(b"before")
    with pytest.raises(type(error), match="ours"):
        write(target, broken(error), bag)
    assert target.read_bytes() == b"before" and [*tmp_path.iterdir()] == [target] and not bag.items


def test_pieces_are_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "得分.csv"
    assert write(target, iter([b"one ", b"two"]), Bag())
    assert target.read_bytes() == b"one two" and [*tmp_path.iterdir()] == [target]
