"""Results and empty sheets: the same bytes for the same content, exact numbers, no formulas."""

from __future__ import annotations

import csv
import io
import json
import warnings
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from compiler import VERSION, core
from compiler.meaning.result import ClauseResult, GroupResult, Outcome, Points, Result
from dsl.diagnostics import Bag
from zhunsheng.engine import numbers
from zhunsheng.engine.sheets import template
from zhunsheng.engine.sheets.csv_text import csv_bytes
from zhunsheng.scoring import output
from zhunsheng.writing import files


def result(unit: str, total: Points, outcome: Outcome = Outcome.SCORED, **more: Any) -> Result:
    clause = ClauseResult("一/1", outcome, total, total)
    return Result(unit, "", total, (clause,), (GroupResult("一", total, total, Fraction(30)),), **more)


def write(path: Path, data: bytes, bag: Bag) -> bool:
    return files.write([files.Output(path, data)], files.Permit("score", force=True), bag)


RESULTS = (
    result("丙", Points.exactly(Fraction(1, 3))),
    result("甲", Points.exactly(Fraction("97.5"))),
    result("=cmd|' /C calc'!A0", Points.exactly(Fraction("97.5")), vetoes=("一票否决",), notes=("@SUM(1)",)),
    result("丁", Points(Fraction(-5), Fraction(60)), Outcome.RANGE, missing=("工单总数",)),
    result("戊", Points(None, None), Outcome.UNDEFINED, undefined=("一/1",)),
    result("乙", Points.exactly(-5)),
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("97.5", "97.5"),
        ("-5", "-5"),
        ("1/3", "1/3"),
        ("0", "0"),
        ("-0.05", "-0.05"),
        ("1/1024", "0.0009765625"),
        ("100", "100"),
    ],
)
def test_numbers_are_shown_exactly(value: str, text: str) -> None:
    assert numbers.show(Fraction(value)) == text
    assert Fraction(text) == Fraction(value)


def test_csv_is_ranked_exact_and_harmless(kit: Any) -> None:
    rows = list(csv.reader(io.StringIO(output.results_csv(kit.policy, RESULTS).decode("utf-8-sig"))))
    assert rows[0] == ["名次", "单位", "类别", "总分", "工单办理", "一/1 办结率", "备注", "依据"]
    assert rows[1][7] == f"政策文件 SHA-256 {'ab' * 32}；准绳 {VERSION}" and not any(row[7] for row in rows[2:])
    assert [(row[0], row[1], row[3]) for row in rows[1:]] == [
        ("1", "甲", "97.5"),
        ("1", "'=cmd|' /C calc'!A0", "97.5"),
        ("3", "丙", "'1/3"),
        ("4", "乙", "-5"),
        ("待补", "丁", "'-5至60"),
        ("无法计算", "戊", "不限至不限"),
    ]
    assert rows[2][6] == "一票否决：一票否决；@SUM(1)" and rows[5][6] == "待补：工单总数" and rows[6][5] == "无法计算"


@pytest.mark.parametrize("mark", "=+-@＝＋－＠\t\n")
def test_csv_has_no_formula_in_whatever_width(mark: str) -> None:
    text = csv_bytes([[f"{mark}1乙", "-1.5", "1/3", f"甲{mark}1"]]).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text, newline=""))) == [f"'{mark}1乙", "-1.5", "'1/3", f"甲{mark}1"]


def test_xlsx_holds_numbers_and_no_formula(kit: Any) -> None:
    data = output.results_xlsx(kit.policy, RESULTS)
    assert data == output.results_xlsx(kit.policy, RESULTS)
    rows = [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows()]
    assert [row[3].value for row in rows[1:]] == [97.5, 97.5, "1/3", -5, "-5至60", "不限至不限"]
    assert all(cell.data_type in "sn" for row in rows for cell in row)
    assert rows[2][1].value == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("value", "fits"), [("0.123456789012345", True), ("1.234567890123456", False), ("1/3", False), ("1e20", True)]
)
def test_what_a_spreadsheet_number_can_hold(value: str, fits: bool) -> None:
    assert numbers.fits_spreadsheet(Fraction(value)) is fits


def test_json_is_exact(kit: Any) -> None:
    tree = json.loads(output.results_json(kit.policy, RESULTS))
    assert (tree["version"], tree["compiler"]) == (1, VERSION)
    assert tree["policy"] == {"title": "工单考核办法", "number": "〔2021〕73号", "digest": "ab" * 32}
    assert [unit["total"] for unit in tree["units"]][2:5] == ["1/3", "-5", {"low": "-5", "high": "60"}]
    assert [unit["rank"] for unit in tree["units"]] == [1, 1, 3, 4, None, None]


def test_grades_have_a_column_where_the_policy_has_grades(kit: Any) -> None:
    graded = evolve(kit.policy, bands=(core.GradeBand("优秀", core.Op.GE, Fraction(90)),))
    rows = output.results_csv(graded, [result("甲", Points.exactly(95), grade="优秀")]).decode("utf-8-sig").splitlines()
    assert rows[1].startswith("1,甲,,95,优秀,")


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_an_empty_sheet_can_be_filled_in_and_read(kit: Any, name: str) -> None:
    make = {"csv": template.facts_csv, "xlsx": template.facts_xlsx}[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = make(kit.listed)
    assert data == make(kit.listed)
    sheet = kit.read(data, f"填报表.{name}", policy=kit.listed)
    assert sheet.codes == [], [item.message for item in sheet.bag]
    assert [unit.name for unit in sheet.units] == ["县住建局", "县教育局", "城关镇"]
    assert [unit.values for unit in sheet.units] == [{"报送日期": None}] * 3


def test_the_empty_workbook_explains_and_checks(kit: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template.facts_xlsx(kit.listed)))
    fill, explain = book.worksheets
    assert (fill.title, explain.title, fill.freeze_panes) == ("填报表", "填表说明", "B2")
    heads = [cell.value for cell in fill[1]]
    assert heads[:4] == ["单位", "类别", "工单总数（件）", "按期办结工单数（件）"] and "满意度名次" not in heads
    rules = {(str(rule.sqref), rule.type) for rule in fill.data_validations.dataValidation}
    assert {("B2:B4", "list"), ("C2:C4", "whole"), ("F2:F4", "list"), ("G2:G4", "list")} <= rules
    lines = [[cell.value for cell in row] for row in explain.iter_rows()]
    assert lines[0] == ["名称", "类型与单位", "含义", "允许值", "所在条款"]
    assert lines[1] == ["工单总数", "计数（件）", "考核期内交办的工单", "整数；不小于0件；不知道就留空", "一/1 办结率"]


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    bag = Bag()
    target = tmp_path / ("长" * 80 + ".csv")
    assert write(target, b"one", bag) and write(target, b"two", bag)
    assert target.read_bytes() == b"two" and [*tmp_path.iterdir()] == [target] and not bag.items


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "真.csv").write_bytes(b"old")
    (tmp_path / "链.csv").symlink_to(tmp_path / "真.csv")
    assert write(tmp_path / "链.csv", b"new", Bag())
    assert (tmp_path / "链.csv").is_symlink() and (tmp_path / "真.csv").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "E701-target-not-a-file"),
        ("文件.csv/得分.csv", "E702-no-folder"),
        ("没有/得分.csv", "E702-no-folder"),
        ("长" * 100, "E705-write-failed"),
        ("a\0b", "E705-write-failed"),
    ],
)
def test_places_that_cannot_be_written(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "文件.csv").write_text("x")
    bag = Bag()
    assert not write(tmp_path / name, b"data", bag)
    assert [item.code for item in bag] == [code] and [file.name for file in tmp_path.iterdir()] == ["文件.csv"]
