"""What a cell means: one row of a table a spelling."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest

COUNT, RATIO, DAY = "工单总数", "群众满意度", "报送日期"
GOOD = [
    (COUNT, "1234", 1234),
    (COUNT, "１２３４", 1234),
    (COUNT, "1,234", 1234),
    (COUNT, "1，234，567", 1234567),
    (COUNT, " 12 ", 12),
    (COUNT, "12.0", 12),
    (COUNT, "0", 0),
    (COUNT, "5件", 5),
    (COUNT, "+5 件", 5),
    (COUNT, "\u200b12", 12),
    (COUNT, "1\u200b2\ufeff", 12),
    (RATIO, "\u200e97%", Fraction(97, 100)),
    (DAY, "\u20602021-7-5", date(2021, 7, 5)),
    ("是否公开", "\u200b是", True),
    ("评价等级", "优\u200d", "优"),
    ("“一窗受理”事项数", "5个项", 5),
    (RATIO, "97%", Fraction(97, 100)),
    (RATIO, "97％", Fraction(97, 100)),
    (RATIO, "97.00%", Fraction(97, 100)),
    (RATIO, "0.97", Fraction(97, 100)),
    (RATIO, "97", Fraction(97, 100)),
    (RATIO, "970‰", Fraction(97, 100)),
    (RATIO, "1", Fraction(1)),
    (RATIO, "0", Fraction(0)),
    (RATIO, "0.5%", Fraction(5, 1000)),
    ("群众满意度（%）", "0.5", Fraction(5, 1000)),
    ("是否公开", "是", True),
    ("是否公开", "无", False),
    ("是否公开", "√", True),
    ("是否公开", "×", False),
    ("是否公开", "１", True),
    ("是否公开", "FALSE", False),
    ("评价等级", " 优 ", "优"),
    (DAY, "2021-7-5", date(2021, 7, 5)),
    (DAY, "2021/07/05", date(2021, 7, 5)),
    (DAY, "2021.7.5", date(2021, 7, 5)),
    (DAY, "2021年7月5日", date(2021, 7, 5)),
    (DAY, "２０２１年７月５日", date(2021, 7, 5)),
    (DAY, "20210705", date(2021, 7, 5)),
    (DAY, "2021-07-05 00:00:00", date(2021, 7, 5)),
    (DAY, "2024-2-29", date(2024, 2, 29)),
    (DAY, "", None),
    ("投入资金", "20万元", 20),
    ("投入资金", "20", 20),
    ("投入资金", "20万", 20),
    ("投入资金", "200,000元", 20),
    ("投入资金", "￥200000", 20),
    ("投入资金", "1.5亿元", 15000),
    ("投入资金（元）", "200000", 20),
    ("办理时长", "3个工作日", 3),
    ("办理时长", "2.5", Fraction(5, 2)),
    ("公示时长", "3天", 3),
    ("降幅", "2.5个百分点", Fraction(25, 1000)),
    ("系数", "−1.5", Fraction(-3, 2)),
    ("系数", "-1.5", Fraction(-3, 2)),
    ("系数", "－１．５", Fraction(-3, 2)),
    ("系数", ".5", Fraction(1, 2)),
]
BAD = [
    (COUNT, "-1", "E625-out-of-range"),
    (COUNT, "12.5", "E624-not-whole"),
    (COUNT, "1,23", "E620-not-a-number"),
    (COUNT, "1,2345", "E620-not-a-number"),
    (COUNT, "1 234", "E620-not-a-number"),
    (COUNT, "5²", "E626-wrong-unit"),
    (COUNT, "①", "E620-not-a-number"),
    (COUNT, "-", "E620-not-a-number"),
    (COUNT, "/", "E620-not-a-number"),
    (COUNT, "1e5", "E620-not-a-number"),
    (COUNT, "5-7", "E620-not-a-number"),
    (COUNT, "=1+1", "E620-not-a-number"),
    (COUNT, "5项", "E626-wrong-unit"),
    (COUNT, "5%", "E626-wrong-unit"),
    (COUNT, "1.2万件", "E626-wrong-unit"),
    (COUNT, "#N/A", "E621-excel-error"),
    (COUNT, "####", "E621-excel-error"),
    (COUNT, "-inf", "E622-not-finite"),
    (RATIO, "101%", "E625-out-of-range"),
    (RATIO, "150", "E625-out-of-range"),
    (RATIO, "-0.1", "E625-out-of-range"),
    (RATIO, "97件", "E626-wrong-unit"),
    ("办理时长", "3天", "E626-wrong-unit"),
    ("公示时长", "3个工作日", "E626-wrong-unit"),
    ("投入资金", "20美元", "E626-wrong-unit"),
    ("降幅", "2件", "E626-wrong-unit"),
    ("是否公开", "2", "E632-not-a-flag"),
    ("评价等级", "优良", "E633-not-a-member"),
    (DAY, "2021-13-1", "E635-impossible-date"),
    (DAY, "2023-2-29", "E635-impossible-date"),
    (DAY, "0021-7-5", "E635-impossible-date"),
    (DAY, "2021-7/5", "E634-not-a-date"),
    (DAY, "2021年7月", "E634-not-a-date"),
    (DAY, "44382", "E634-not-a-date"),
    (DAY, "21年7月5日", "E636-two-digit-year"),
]


@pytest.mark.parametrize(("column", "cell", "value"), GOOD)
def test_spellings_that_are_read(kit: Any, column: str, cell: str, value: Any) -> None:
    sheet = kit.one(column, cell)
    assert not sheet.bag.failed, [item.message for item in sheet.bag]
    (found,) = sheet.values.values()
    assert (found, type(found) is bool, type(found) is float) == (value, type(value) is bool, False)


@pytest.mark.parametrize(("column", "cell", "code"), BAD)
def test_spellings_that_are_refused(kit: Any, column: str, cell: str, code: str) -> None:
    sheet = kit.one(column, cell)
    assert code in sheet.codes and sheet.bag.failed
    assert not sheet.values, "what is refused is missing, not nought"


@pytest.mark.parametrize("cell", ["", "  ", "　", "\u200b", "待补"])
def test_an_empty_cell_is_missing(kit: Any, cell: str) -> None:
    assert kit.one(COUNT, cell).values == {}
    assert kit.one(DAY, cell).values == ({} if cell == "待补" else {DAY: None})


@pytest.mark.parametrize(
    ("column", "raw", "value"),
    [
        (COUNT, 12.0, 12),
        (COUNT, 123456789012345.0, 123456789012345),
        (RATIO, 0.97, Fraction(97, 100)),
        (RATIO, 0.1 + 0.2, Fraction(3, 10)),
        (RATIO, 0.123456789012345, Fraction("0.123456789012345")),
        ("系数", 0.1, Fraction(1, 10)),
        ("是否公开", True, True),
        ("是否公开", 0, False),
        (DAY, date(2021, 7, 5), date(2021, 7, 5)),
        (DAY, datetime(2021, 7, 5, 8, 30), date(2021, 7, 5)),
        (DAY, 20210705, date(2021, 7, 5)),
    ],
)
def test_values_of_a_workbook(kit: Any, column: str, raw: Any, value: Any) -> None:
    sheet = kit.read(kit.xlsx([["单位", column], ["县住建局", raw]]), "表.xlsx")
    assert not sheet.bag.failed and sheet.values == {column: value}


@pytest.mark.parametrize(
    ("column", "raw", "code"),
    [
        (COUNT, True, "E620-not-a-number"),
        (COUNT, date(2021, 5, 7), "E620-not-a-number"),
        (COUNT, time(8, 30), "E620-not-a-number"),
        (COUNT, 1e300, "E623-number-too-long"),
        (COUNT, "#DIV/0!", "E621-excel-error"),
        (DAY, True, "E634-not-a-date"),
        (DAY, 44382.5, "E634-not-a-date"),
        ("是否公开", 2, "E632-not-a-flag"),
    ],
)
def test_values_of_a_workbook_that_are_refused(kit: Any, column: str, raw: Any, code: str) -> None:
    sheet = kit.read(kit.xlsx([["单位", column], ["县住建局", raw]]), "表.xlsx")
    assert code in sheet.codes and not sheet.values


def test_a_stretch_of_time_is_shown_as_it_was_typed(kit: Any) -> None:
    sheet = kit.read(kit.xlsx([["单位", COUNT], ["县住建局", timedelta(hours=30)]]), "表.xlsx")
    assert any("“30:00:00”不是数字" in item.message for item in sheet.bag)


def test_a_percentage_shown_by_the_workbook_has_its_sign(kit: Any) -> None:
    def shown(sheet: Any) -> None:
        for cell, form in (("B2", "0.00%"), ("B3", "0%"), ("B5", '0"%"')):
            sheet[cell].number_format = form

    rows = [["单位", RATIO], ["甲", 0.97], ["乙", 1], ["丙", "96%"], ["丁", 95]]
    sheet = kit.read(kit.xlsx(rows, shown), "表.xlsx")
    assert [unit.values[RATIO] for unit in sheet.units] == [Fraction(n, 100) for n in (97, 100, 96, 95)]
    assert sheet.serious == []


@pytest.mark.parametrize(
    ("cells", "values", "codes"),
    [
        (["97", "0", "100"], [97, 0, 100], ["N629-ratio-percent"]),
        (["0.97", "1", "0"], [97, 100, 0], ["W668-ratio-small"]),
        (["97%", "0.5"], [97, 50], ["W668-ratio-small"]),
        (["97", "1"], [None, None], ["E628-ratio-mixed"]),
        (["97", "0.5", "0", "96%"], [None, None, 0, 96], ["E628-ratio-mixed"]),
        (["1", "1", "0"], [100, 100, 0], ["N630-ratio-one"]),
    ],
)
def test_a_column_of_ratios_is_judged_as_a_whole(
    kit: Any, cells: list[str], values: list[Any], codes: list[str]
) -> None:
    text = f"单位,{RATIO}\n" + "".join(f"第{i}所,{cell}\n" for i, cell in enumerate(cells))
    sheet = kit.read(text)
    assert [unit.values.get(RATIO) for unit in sheet.units] == [v if v is None else Fraction(v, 100) for v in values]
    assert sheet.serious == codes


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["95", "0.95"], [None, None]),
        (["95", "98", "0.92", "0"], [None, None, None, 0]),
        (["80", "85", "0.99"], [None, None, None]),
        (["95", "97", "1"], [None, None, None]),
        (["95", "0.95", "96%"], [None, None, 96]),
        (["0.5", "1.2", "2.3"], ["0.5", "1.2", "2.3"]),  # complaints, each of them a percentage
        (["0.1", "1.2", "2.3"], ["0.1", "1.2", "2.3"]),
        (["1", "3", "9"], [1, 3, 9]),
        (["50", "100"], [50, 100]),
    ],
)
@pytest.mark.parametrize("heading", ["（%）", "（单位：%）"])
def test_percentages_under_their_sign_beside_ratios(
    kit: Any, heading: str, cells: list[str], values: list[Any]
) -> None:
    text = f"单位,{RATIO}{heading}\n" + "".join(f"第{i}所,{cell}\n" for i, cell in enumerate(cells))
    sheet = kit.read(text)
    expected = [value if value is None else Fraction(value) / 100 for value in values]
    assert [unit.values.get(RATIO) for unit in sheet.units] == expected
    assert sheet.serious == (["E628-ratio-mixed"] if None in values else [])


@pytest.mark.parametrize(
    ("literal", "value"),
    [("97", Fraction(97, 100)), ("0.970000000000001", Fraction("0.970000000000001")), ('"97%"', Fraction(97, 100))],
)
def test_json_numbers_are_exact(kit: Any, literal: str, value: Fraction) -> None:
    assert kit.read(f'[{{"单位": "甲", "{RATIO}": {literal}}}]', "表.json").values == {RATIO: value}


@pytest.mark.parametrize(
    ("literal", "code"),
    [
        ("NaN", "E622-not-finite"),
        ("-Infinity", "E622-not-finite"),
        ("1e999999999", "E623-number-too-long"),
        ("1e99999999999999999999", "E620-not-a-number"),
        ("1" * 5000, "E623-number-too-long"),
        ("true", "E620-not-a-number"),
    ],
)
def test_json_numbers_that_are_refused(kit: Any, literal: str, code: str) -> None:
    assert code in kit.read(f'[{{"单位": "甲", "{COUNT}": {literal}}}]', "表.json").codes


def test_json_null_is_empty_and_an_absent_key_is_missing(kit: Any) -> None:
    text = f'{{"单位": [{{"单位": "甲", "{DAY}": null}}, {{"单位": "乙"}}, {{"单位": "丙", "{DAY}": "2021-7-5"}}]}}'
    sheet = kit.read(text, "表.json")
    assert [unit.values for unit in sheet.units] == [{DAY: None}, {}, {DAY: kit.day}]
