"""Files as they come: encodings, delimiters, titles, totals, formulas."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
import xlsxwriter

from dsl.diagnostics import Bag
from zhunsheng.engine.sheets.any import read_table

TEXT = "单位,工单总数\n县住建局,120\n城关镇,30\n"
BOTH = [("县住建局", 120), ("城关镇", 30)]


def counts(sheet: Any) -> list[tuple[str, Any]]:
    return [(unit.name, unit.values.get("工单总数")) for unit in sheet.units]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("120", '"120"').encode(),
        TEXT.replace("县住建局", '"县\n住建局"')
        .replace("县\n", "县住建局\n")
        .replace("住建局\n住建局", "住建局")
        .encode(),
        ("2021年度考核,,\n\n" + TEXT + ",\n\n").encode(),
        ("单 位，盖章,\n" + TEXT).encode(),
    ],
)
def test_csv_as_it_comes(kit: Any, data: bytes) -> None:
    sheet = kit.read(data)
    assert counts(sheet) == BOTH and not sheet.bag.failed, [item.message for item in sheet.bag]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(kit: Any) -> None:
    sheet = kit.read('标题\n\n单位,工单总数\n"县\n住建局",120\n\n城关镇,无\n')
    assert [unit.row for unit in sheet.units] == [4, 6]
    assert any("第6行“工单总数”列（B6）" in item.message for item in sheet.bag)


@pytest.mark.parametrize("name", ["单位", "单位名称", "被考核单位", "承办单位", "考核对象", "部门", " 单　位 "])
def test_names_of_the_unit_column(kit: Any, name: str) -> None:
    assert counts(kit.read(f"{name},工单总数\n县住建局,120\n")) == BOTH[:1]


@pytest.mark.parametrize(
    "row",
    [
        "合计,150", "合 计,150", "总计,150", "填表人：张三,", "备注：数据来自系统,", ",合计",
        "全市合计,150", "县区小计：,150", "合计（2个单位）,150", "合计数,150", "全县平均,75", "平均值（件）,75", "一、县直部门小计,150",
        "中位数,75", "最高值,120", "标准差,45",
    ],
)  # fmt: skip
def test_totals_and_footers_are_no_units(kit: Any, row: str) -> None:
    sheet = kit.read(TEXT + row + "\n")
    assert counts(sheet) == BOTH and sheet.serious == ["N618-row-skipped"]


@pytest.mark.parametrize("name", ["合计镇", "平均村", "总计局", "县统计局", "累计桥镇", "会计学会"])
def test_names_that_only_look_like_totals_are_units(kit: Any, name: str) -> None:
    sheet = kit.read(TEXT + f"{name},7\n")
    assert (counts(sheet), sheet.serious) == ([*BOTH, (name, 7)], [])


NOTED = "备注,序号,单位,工单总数\n"


@pytest.mark.parametrize(
    ("row", "named", "codes"),
    [
        ("备注：三月补报,1,县住建局,120", True, []),
        ("合计,1,县住建局,120", True, []),
        ("说明：,,县住建局,120", True, []),
        ("备注：三月补报,1,,120", False, ["E612-no-unit-name"]),
        ("合计,,,120", False, ["N618-row-skipped"]),
        (",合计,,120", False, ["N618-row-skipped"]),
        ("填表人：张三,,,", False, ["N618-row-skipped"]),
        ("填表人：张三,审核人：李四,,联系电话：2345678", False, ["N618-row-skipped"]),
        ("三月补报,,合计,120", False, ["N618-row-skipped"]),
    ],
)
def test_a_unit_is_not_dropped_for_what_stands_before_it(kit: Any, row: str, named: bool, codes: list[str]) -> None:
    sheet = kit.read(f"{NOTED},2,城关镇,30\n{row}\n")
    assert [unit.name for unit in sheet.units if unit.name] == ["城关镇", *(["县住建局"] if named else [])]
    assert sheet.serious == codes
    items = [
        dict(zip(("备注", "序号", "单位", "工单总数"), line.split(","), strict=True)) for line in (",2,城关镇,30", row)
    ]
    told = kit.read(json.dumps(items, ensure_ascii=False), "表.json")
    assert ([unit.name for unit in told.units], told.serious) == ([unit.name for unit in sheet.units], codes)


def test_json_in_both_shapes(kit: Any) -> None:
    units = '[{"单位": "县住建局", "工单总数": 120}, {"单位": "城关镇", "工单总数": 30.0}]'
    for text in (units, f'{{"单位": {units}}}', "\ufeff" + units):
        assert counts(kit.read(text, "表.json")) == BOTH


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "E654-broken-json"),
        ("[]", "E660-no-rows"),
        ("[1]", "E655-json-shape"),
        ('[{"单位": ["甲"]}]', "E655-json-shape"),
        ('[{"单位": "\\ud800"}]', "E655-json-shape"),
        ('[{"名称": "甲"}]', "E608-no-header"),
    ],
)
def test_json_that_is_refused(kit: Any, text: str, code: str) -> None:
    assert code in kit.read(text, "表.json").codes


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("表.csv", b"PK\x03\x04", "E646-file-type"),
        ("表", b"x", "E646-file-type"),
        ("表.xlsx", TEXT.encode(), "E648-broken-xlsx"),
        ("表.xlsx", b"\xd0\xcf\x11\xe0", "E647-old-xls"),
        ("表.csv", b"a\0b", "E650-encoding"),
        ("表.csv", "单位,工单总数\n甲,\0".encode("utf-16"), "E650-encoding"),
        ("表.csv", ("单位\n" + "长" * 200_000).encode(), "E652-broken-csv"),
        ("表.csv", "单位,工单总数\n\n,\n".encode(), "E660-no-rows"),
    ],
)
def test_files_that_are_refused(name: str, data: bytes, code: str) -> None:
    bag = Bag()
    assert read_table(data, name, bag) is None
    assert [item.code for item in bag] == [code]


def test_a_truncated_workbook_is_refused(kit: Any) -> None:
    data = kit.xlsx([["单位", "工单总数"], ["县住建局", 120]])
    for length in (10, len(data) // 2, len(data) - 1):
        assert "E648-broken-xlsx" in kit.read(data[:length], "表.xlsx").codes


def test_a_workbook_with_title_empty_rows_and_total(kit: Any) -> None:
    rows = [
        ["2021年度考核", None],
        [],
        ["单位", "工单总数（件）"],
        ["县住建局", 120],
        [],
        ["城关镇", 30],
        ["合计", 150],
    ]
    sheet = kit.read(kit.xlsx(rows, lambda sheet: sheet.merge_cells("A1:B1")), "表.xlsx")
    assert counts(sheet) == BOTH and [unit.row for unit in sheet.units] == [4, 6]
    assert sheet.serious == ["N618-row-skipped"], "a merged title does no harm"


@pytest.mark.parametrize("where", ["A3:B3", "B4:B6", "A4:A5"])
def test_merged_cells_below_the_title_are_refused(kit: Any, where: str) -> None:
    rows = [["标题", None], [], ["单位", "工单总数"], ["县住建局", 120], ["教育局", 5], ["城关镇", 30]]
    sheet = kit.read(kit.xlsx(rows, lambda sheet: sheet.merge_cells(where)), "表.xlsx")
    assert any(where in item.message for item in sheet.bag if item.code == "E657-merged-cells")


def test_formulas(kit: Any) -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["单位", "工单总数", "报送日期", "群众满意度"])
        sheet.write(1, 0, "县住建局")
        sheet.write_formula(1, 1, "=60+60", None, 120)
        sheet.write_formula(1, 2, '=""', None, "")
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    read = kit.read(data.getvalue(), "表.xlsx")
    assert read.serious == ["N658-formula", "E659-formula-empty", "E621-excel-error"]
    assert read.values == {"工单总数": 120, "报送日期": None}


def test_hidden_sheets_are_not_read(kit: Any) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["单位", "工单总数"])
    book.active.append(["旧数据", 1])
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("填报表")
    shown.append(["单位", "工单总数"])
    shown.append(["县住建局", 120])
    data = io.BytesIO()
    book.save(data)
    assert counts(kit.read(data.getvalue(), "表.xlsx")) == BOTH[:1]
