"""Sheets as people make them: headings with marks, headers of two lines, cut rows, hidden rows, words for nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from dsl.types import FLAG, Kind, Type
from tests.unit.engine.conftest import fact


@pytest.mark.parametrize("unit", ["*单位", "单位*", "＊单位（必填）", "★ 单位", "单位名称（必填项）"])
@pytest.mark.parametrize(
    "name", ["工单总数（必填）", "*工单总数", "工单总数（件）（必填）", "工单总数（单位：件）", "＊工单总数（选填）"]
)
def test_headings_with_marks(kit: Any, unit: str, name: str) -> None:
    assert kit.read(f"{unit},{name}\n甲,5\n").values == {"工单总数": 5}


def test_a_heading_in_brackets_that_says_something_is_another(kit: Any) -> None:
    assert kit.one("工单总数（线上）", "5").serious == ["E605-header-unit"]
    assert kit.one("工单总数（单位：项）", "5").serious == ["E605-header-unit"]


def test_a_header_of_two_lines(kit: Any) -> None:
    levels = tuple(fact(f"媒体采用·{level}", FLAG) for level in ("国家级", "省级"))
    policy = evolve(kit.policy, facts=(*kit.policy.facts, *levels))
    rows = [
        ["2021年填报表", None, None, None, None, None],
        ["单位", "工单办理", None, "媒体采用", None, "是否公开"],
        [None, "工单总数", "按期办结工单数", "国家级", "省级", None],
        ["县住建局", 120, 99, "是", "否", "是"],
        ["城关镇", 30, 30, "否", "否", "否"],
    ]

    def merge(sheet: Any) -> None:
        for cells in ("A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3"):
            sheet.merge_cells(cells)

    sheet = kit.read(kit.xlsx(rows, merge), "表.xlsx", policy=policy)
    assert sheet.serious == []
    assert sheet.values == {
        "工单总数": 120, "按期办结工单数": 99, "媒体采用·国家级": True, "媒体采用·省级": False, "是否公开": True,
    }  # fmt: skip
    assert [unit.row for unit in sheet.units] == [4, 5]
    wrong = kit.read(kit.xlsx([*rows[:4], ["城关镇", 30, 31, "否", "否", "否"]], merge), "表.xlsx", policy=policy)
    assert [each.message for each in wrong.bag if each.code[:4] == "E627"] == [
        "城关镇，第5行“按期办结工单数”列（C5）：“31”大于“工单总数”的 30件"
    ]


def test_a_merged_cell_below_the_header_is_still_an_error(kit: Any) -> None:
    rows = [["单位", "工单"], [None, "工单总数"], ["县住建局", 120], ["城关镇", None]]

    def merge(sheet: Any) -> None:
        for cells in ("A1:A2", "B3:B4"):
            sheet.merge_cells(cells)

    assert "E657-merged-cells" in kit.read(kit.xlsx(rows, merge), "表.xlsx").codes


def test_a_row_that_is_cut_short(kit: Any) -> None:
    sheet = kit.read("单位,工单总数,报送日期\n县住建局,120\n城关镇,30,\n")
    assert sheet.serious == ["W667-row-cut"]
    assert [unit.values for unit in sheet.units] == [{"工单总数": 120}, {"工单总数": 30, "报送日期": None}]
    assert kit.read("工单总数,单位\n120\n30,城关镇\n").bag.failed, "a unit that is cut off is no unit"


@pytest.mark.parametrize("word", ["缺", "暂缺", "未统计", "待补"])
def test_words_for_a_number_that_is_not_there(kit: Any, word: str) -> None:
    for column in ("工单总数", "群众满意度", "报送日期", "是否公开"):
        sheet = kit.one(column, word)
        assert sheet.serious == [] and sheet.values == {}


@pytest.mark.parametrize("word", ["无", "/", "—", "——", "-", "没有"])
def test_words_that_may_mean_either_nothing_are_asked(kit: Any, word: str) -> None:
    sheet = kit.one("工单总数", word)
    (found,) = [each for each in sheet.bag if each.code == "E620-not-a-number"]
    assert "没有发生填 0" in found.hint and "待补" in found.hint


def test_nothing_happened_where_that_is_a_value(kit: Any) -> None:
    assert kit.one("报送日期", "无").values == {"报送日期": None}
    assert kit.one("是否公开", "无").values == {"是否公开": False}


def test_a_level_may_be_called_so(kit: Any) -> None:
    levels = fact("台账", Type(Kind.GRADE, members=("有", "缺", "无")), optional=True)
    policy = evolve(kit.policy, facts=(*kit.policy.facts, levels))
    for level in ("有", "缺", "无"):
        assert kit.read(f"单位,台账\n甲,{level}\n", policy=policy).values == {"台账": level}
    assert kit.read("单位,台账\n甲,待补\n", policy=policy).values == {}


def test_the_number_of_a_day(kit: Any) -> None:
    sheet = kit.read(kit.xlsx([["单位", "报送日期"], ["县住建局", 44382]]), "表.xlsx")
    (found,) = [each for each in sheet.bag if each.code == "E634-not-a-date"]
    assert "Excel 的日期序号（2021-07-05）" in found.message and "2021-7-5" in found.hint
    assert kit.one("报送日期", "20210705").values == {"报送日期": date(2021, 7, 5)}


@pytest.mark.parametrize(
    ("column", "cells", "value", "told"),
    [
        ("群众满意度", "0.97", Fraction(97, 100), "读作 97%"),
        ("群众满意度（%）", "0.97", Fraction(97, 10000), "读作 0.97%"),
        ("群众满意度（%）", "97", Fraction(97, 100), ""),
        ("群众满意度", "97%", Fraction(97, 100), ""),
        ("群众满意度", "0", Fraction(0), ""),
    ],
)
def test_ratios_that_may_be_a_hundred_times_as_much(
    kit: Any, column: str, cells: str, value: Fraction, told: str
) -> None:
    sheet = kit.one(column, cells)
    messages = [each.message for each in sheet.bag if each.code == "W668-ratio-small"]
    assert sheet.values == {"群众满意度": value}
    assert [told in each for each in messages] == ([True] if told else [])


def test_hidden_columns_are_named(kit: Any) -> None:
    def hide(sheet: Any) -> None:
        sheet.column_dimensions["B"].hidden = True
        sheet.auto_filter.ref = "A1:B3"
        sheet.row_dimensions[2].hidden = True

    sheet = kit.read(kit.xlsx([["单位", "工单总数"], ["县住建局", 120], ["城关镇", 30]], hide), "表.xlsx")
    (found,) = [each.message for each in sheet.bag if each.code == "W669-hidden"]
    assert "第2行、B列“工单总数”" in found and len(sheet.units) == 2


def test_all_faults_of_a_row_at_once(kit: Any) -> None:
    """A unit of no kind, twice, or off the list is told together with what is wrong with its cells."""
    text = "单位,类别,工单总数,按期办结工单数,是否公开\n甲,县,12.5,1,也许\n甲,乡镇,5,6,是\n"
    assert kit.read(text, policy=kit.kinds).serious == [
        "E614-kind-unknown", "E610-unit-twice", "E624-not-whole", "E632-not-a-flag", "E627-above-limit",
    ]  # fmt: skip
    assert "E620-not-a-number" in kit.read("单位,工单总数\n县水利局,许多\n", policy=kit.listed).codes


def test_programs_are_told_where(kit: Any) -> None:
    book = kit.xlsx([["单位", "工单总数"], ["县住建局", "许多"]], lambda sheet: setattr(sheet, "title", "一季度"))
    (found,) = [each for each in kit.read(book, "表.xlsx").bag if each.code == "E620-not-a-number"]
    assert found.cell is not None
    assert (found.cell.file, found.cell.sheet, found.cell.row, found.cell.column) == ("表.xlsx", "一季度", 2, 2)
