"""``score`` and ``explain``: what they answer, where they write it, what they refuse."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

import zhunsheng
from tests.unit.cli.conftest import FACTS, Call


def test_score(call: Call, policy: Path, facts: Path, snapshot: SnapshotAssertion) -> None:
    answer = call("score", policy, facts)
    assert answer.code == 0
    assert answer.out == snapshot
    assert call("评分", policy, facts).out == answer.out
    tree = call("score", policy, facts, "--format", "json").json
    assert [(unit["unit"], unit["rank"]) for unit in tree["units"]] == [("乙局", 1), ("甲县", 2), ("丙局", None)]
    assert tree["diagnostics"] == []


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_score_to_file(call: Call, policy: Path, facts: Path, ending: str) -> None:
    target = Path(f"out.{ending}")
    answer = call("score", policy, facts, "-o", target)
    assert (answer.code, answer.err) == (0, f"已写到 out.{ending}\n")
    assert _units(target) == ["乙局", "甲县", "丙局"]


def _units(path: Path) -> list[Any]:
    if path.suffix == ".csv":
        return [row["单位"] for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())]
    if path.suffix == ".json":
        return [unit["unit"] for unit in json.loads(path.read_text("utf-8"))["units"]]
    return [row[1] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize("engine", ["columns", "duckdb"])
def test_score_in_columns(call: Call, policy: Path, facts: Path, engine: str) -> None:
    """The same bytes; 丙局 lacks a fact and is scored by itself."""
    assert call("score", policy, facts, "-o", "one.csv").code == 0
    answer = call("score", policy, facts, "-o", "other.csv", "--engine", engine)
    assert (answer.code, answer.out) == (0, "共 3 个单位：按列评 2 个，逐个评 1 个。\n")
    assert Path("other.csv").read_bytes() == Path("one.csv").read_bytes()


@pytest.mark.parametrize(("engine", "library"), [("columns", "polars"), ("duckdb", "duckdb"), ("duckdb", "sqlglot")])
def test_score_in_columns_without_the_library(
    call: Call, policy: Path, facts: Path, monkeypatch: pytest.MonkeyPatch, engine: str, library: str
) -> None:
    for name in [name for name in sys.modules if name.startswith(("zhunsheng.columns", "compiler.engines"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    answer = call("score", policy, facts, "-o", "other.csv", "--engine", engine)
    assert "E819-no-columns" in answer.err and ("DuckDB" in answer.err) is (engine == "duckdb")
    assert not Path("other.csv").exists()


def test_score_strict(call: Call, policy: Path, facts: Path) -> None:
    answer = call("score", policy, facts, "--strict", "--format", "json", "-o", "out.csv")
    assert (answer.code, answer.codes) == (1, ["E670-facts-missing"])
    assert not Path("out.csv").exists()


def test_score_sheet(call: Call, policy: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "5月"
    for sheet, value in ((book.active, "1"), (book.create_sheet("6月"), "2")):
        for line in FACTS.replace(",3\n", f",{value}\n").splitlines():
            sheet.append(line.split(","))
    book.save("facts.xlsx")
    for month, total in (("5月", "33"), ("6月", "31")):
        units = call("score", policy, "facts.xlsx", "--sheet", month, "--format", "json").json["units"]
        assert [unit["total"] for unit in units if unit["unit"] == "甲县"] == [total]
    missing = call("score", policy, "facts.xlsx", "--sheet", "7月")
    assert (missing.code, "是否指" in missing.err) == (2, True)


def test_explain(call: Call, policy: Path, facts: Path, snapshot: SnapshotAssertion) -> None:
    answer = call("explain", policy, facts, "--unit", "甲 县")
    assert answer.code == 0
    assert answer.out == snapshot
    one = call("解释", policy, facts, "--unit", "甲县", "--clause", "二", "--format", "json")
    assert [clause["id"] for clause in one.json["trace"]["clauses"]] == ["二"]
    assert call("explain", policy, facts, "--unit", "甲").code == 1
    assert call("explain", policy, facts, "--unit", "甲县", "--clause", "九").code == 2
    assert call("explain", policy, facts).code == 2


def test_explain_in_every_form(call: Call, policy: Path, facts: Path) -> None:
    one = ("explain", policy, facts, "--unit", "丙局")
    assert call(*one, "--format", "markdown").out.startswith("# 工单办理考核办法\n")
    assert call(*one, "--format", "html").out.startswith("<!doctype html>")
    for name, begins in (("a.html", "<!doctype"), ("a.md", "# 工单"), ("a.txt", "工单办理"), ("a.json", "{")):
        answer = call(*one, "-o", name)
        assert (answer.code, f"已写到 {name}" in answer.err) == (0, True)
        assert Path(name).read_text(encoding="utf-8").startswith(begins)
    # 丙局 has no 工单总数: its item of 30 points is open, and that fact alone decides it.
    assert "补上“工单总数”，区间缩小 30 分" in call(*one).out
    assert "E812-output-type" in call(*one, "-o", "a.pdf").err


def test_what_explain_answers_keeps_to_the_schema(call: Call, policy: Path, facts: Path) -> None:
    schema = Draft202012Validator(zhunsheng.schema())
    for unit in ("甲县", "乙局", "丙局"):
        trace = call("explain", policy, facts, "--unit", unit, "--format", "json").json["trace"]
        schema.validate(trace)
        assert [clause["place"]["policy"]["file"] for clause in trace["clauses"]] == ["policy.md", "policy.md"]
        assert [clause["place"]["source"]["line"] for clause in trace["clauses"]] == [4, 7]
    schema.validate(
        call("explain", policy, facts, "--unit", "甲县", "--clause", "一", "--format", "json").json["trace"]
    )


def test_score_with_traces(call: Call, policy: Path, facts: Path) -> None:
    told = call("score", policy, facts, "--trace", "--format", "json").json["units"]
    assert [each["trace"]["unit"]["name"] for each in told] == [each["unit"] for each in told]
    assert [each["trace"]["total"] for each in told] == [each["total"] for each in told]
    call("score", policy, facts, "--trace", "-o", "results.json")
    assert json.loads(Path("results.json").read_text(encoding="utf-8"))["units"] == told
    assert "trace" not in call("score", policy, facts, "--format", "json").json["units"][0]
    refused = call("score", policy, facts, "--trace", "-o", "results.xlsx")
    assert (refused.code, "E816-trace-needs-json" in refused.err) == (2, True)
    assert not Path("results.xlsx").exists()
