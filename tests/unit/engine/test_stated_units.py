"""A unit that stands above the table (单位：万元) is that of the columns whose headings say none."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from dsl.diagnostics import Bag, Diagnostic
from zhunsheng.columns.sheet import read as read_columns
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.sheets.any import read_table
from zhunsheng.engine.sheets.returned import as_csv

MONEY, COUNT, RATIO, TIME, DROP = "投入资金", "工单总数", "群众满意度", "办理时长", "降幅"


def csv(title: str, heading: str, *cells: str) -> str:
    return f"{title}\n单位\t{heading}\n" + "".join(f"第{i}所\t{cell}\n" for i, cell in enumerate(cells))


# 投入资金 is declared in 万元, 办理时长 in 工作日.
@pytest.mark.parametrize(
    ("title", "heading", "cell", "value"),
    [
        ("单位：元", MONEY, "200000", 20),
        ("2021年考核填报表\t单位：元", MONEY, "200000", 20),
        ("考核填报表（单位：元）", MONEY, "200000", 20),
        ("（金额单位：人民币元）", MONEY, "200000", 20),
        ("计量单位: 元、件", MONEY, "200000", 20),
        ("单位：万元", MONEY, "20", 20),
        ("单位：元", f"{MONEY}（万元）", "20", 20),
        ("单位：元", MONEY, "20万元", 20),
        ("单位：元、件", COUNT, "20", 20),
        ("单位：百件", f"{COUNT}（件）", "20", 20),
        ("单位：%", RATIO, "97.5", Fraction(975, 1000)),
        ("单位：%", RATIO, "0.5", Fraction(5, 1000)),
        ("单位：工作日", TIME, "3", 3),
        ("单位：%", DROP, "2.5", Fraction(25, 1000)),
        ("填报单位：县住建局", MONEY, "20", 20),
        ("单位：县住建局", COUNT, "20", 20),
        ("填报单位（盖章）：\t填报日期：2021年7月5日", COUNT, "20", 20),
    ],
)
def test_a_unit_above_the_table_is_that_of_its_numbers(
    kit: Any, title: str, heading: str, cell: str, value: Any
) -> None:
    sheet = kit.read(csv(title, heading, cell))
    assert not sheet.bag.failed, [each.message for each in sheet.bag]
    (found,) = sheet.values.values()
    assert found == value
    rows = [[*title.split("\t")], ["单位", heading], ["第0所", cell]]
    assert kit.read(kit.xlsx(rows), "表.xlsx").values == sheet.values


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("单位：百件", COUNT),
        ("单位：万件、元", COUNT),
        ("单位：元、万元", MONEY),
        ("单位：美元", MONEY),
        ("单位：百元", MONEY),
        ("单位：‰", RATIO),
        ("单位：小时", TIME),
    ],
)
def test_a_unit_above_the_table_that_is_another_is_refused(kit: Any, title: str, heading: str) -> None:
    sheet = kit.read(csv(title, heading, "20"))
    assert "E605-header-unit" in sheet.codes, sheet.codes


def test_columns_are_scored_with_the_unit_above_them(kit: Any, tmp_path: Any) -> None:
    cells = read_columns(csv("单位：元", MONEY, "200000").replace("\t", ",").encode(), tmp_path / "t.csv")
    assert not isinstance(cells, str) and cells.table.stated == ("元",)


@pytest.mark.parametrize("typed", ["-2.5%", "-2.5个百分点", "+2.5", "－2.5%"])
def test_a_sign_survives_the_file_of_rows_given_back(kit: Any, typed: str) -> None:
    """A spreadsheet would take -2.5% for a formula, so the file has an apostrophe there."""
    table = read_table(csv("", f"{DROP}\t{COUNT}", f"{typed}\t无").encode(), "表.csv", Bag())
    assert table is not None
    back: dict[int, list[Diagnostic]] = {}
    assert read_facts(kit.policy, table, Bag(), back=back) == ()
    text = as_csv(kit.policy, table, back).decode("utf-8-sig").replace("无", "12")
    sign = 1 if typed[0] == "+" else -1
    assert "'" in text and kit.read(text).values == {DROP: sign * Fraction(25, 1000), COUNT: 12}


def test_rows_that_are_given_back_keep_their_unit(kit: Any) -> None:
    """The line above the table does not go back with them."""
    table = read_table(csv("单位：元", f"{MONEY}\t{COUNT}", "200000\t无").encode(), "表.csv", Bag())
    assert table is not None
    back: dict[int, list[Diagnostic]] = {}
    assert read_facts(kit.policy, table, Bag(), back=back) == ()
    text = as_csv(kit.policy, table, back).decode("utf-8-sig").replace("无", "12")
    assert kit.read(text).values == {MONEY: 20, COUNT: 12}
