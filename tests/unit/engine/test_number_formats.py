"""A number counts as its format in the workbook shows it: the unit and the scale of the format are the clerk's."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from zhunsheng.engine.sheets.number_formats import Showing, read_format

COUNT, MONEY, RATIO, FLAG, PLAIN, DAY = "工单总数", "投入资金", "群众满意度", "是否公开", "系数", "报送日期"


def shown(kit: Any, column: str, form: str, raw: Any) -> Any:
    def style(sheet: Any) -> None:
        sheet["B2"].number_format = form

    return kit.read(kit.xlsx([["单位", column], ["县住建局", raw]], style), "表.xlsx")


# 投入资金 is declared in 万元.
@pytest.mark.parametrize(
    ("column", "form", "raw", "value"),
    [
        (MONEY, '0"万元"', 20, 20),
        (MONEY, '0"元"', 20, Fraction(1, 500)),
        (MONEY, 'General"元"', 200000, 20),
        (MONEY, 'G/通用格式"元"', 200000, 20),
        (MONEY, '0!.0,"万"', 200000, 20),
        (MONEY, '0\\.0,"万"', 123456, Fraction("12.3456")),
        (MONEY, '0.00,"千元"', 200000, 20),
        (MONEY, '#,##0,,"百万元"', 12345678, Fraction("1234.5678")),
        (MONEY, "¥#,##0", 200000, 20),
        (MONEY, "[$¥-804]#,##0.00;[$¥-804]-#,##0.00", -200000, -20),
        (MONEY, "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ", 200000, 20),
        (f"{MONEY}（元）", '0!.0,"万"', 200000, 20),
        (COUNT, '0"件"', 12, 12),
        (COUNT, "0\\件;-0\\件", 12, 12),
        (COUNT, '[>=10000]0!.0,"万件";0"件"', 12, 12),
        (COUNT, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', 0, 0),
        (COUNT, "000000", 12, 12),
        (COUNT, "0,", 0, 0),
        (RATIO, "0.0%", 0.95, Fraction(95, 100)),
        (RATIO, '0.0"%"', 0.95, Fraction(95, 10000)),
        (RATIO, '0"%"', 95, Fraction(95, 100)),
        (RATIO, "0!%", 95, Fraction(95, 100)),
        (RATIO, "0‰", 950, Fraction(95, 100)),
        (RATIO, "0.00%;[Red]-0.00%", 0.5, Fraction(1, 2)),
        (FLAG, '"是";;"否"', 0, False),
        (FLAG, '[=1]"是";[=0]"否"', 1, True),
        (PLAIN, "0.0_);[Red](0.0)", -5, -5),
        (PLAIN, "0.00_ ;[Red]0.00", -5, -5),
        (PLAIN, "# ?/?", 0.5, Fraction(1, 2)),
        (PLAIN, "0.0E+00", 1234, 1234),
        (DAY, "0000-00-00", 20210705, date(2021, 7, 5)),
        (DAY, '0000"年"00"月"00"日"', 20210705, date(2021, 7, 5)),
        (DAY, 'yyyy"年"m"月"d"日"', date(2021, 7, 5), date(2021, 7, 5)),
        (COUNT, '@"件"', "12", 12),
    ],
)
def test_what_is_shown_is_read(kit: Any, column: str, form: str, raw: Any, value: Any) -> None:
    sheet = shown(kit, column, form, raw)
    assert not sheet.bag.failed, [item.message for item in sheet.bag]
    (found,) = sheet.values.values()
    assert (found, type(found) is bool) == (value, type(value) is bool)


@pytest.mark.parametrize(
    ("column", "form", "raw", "code", "said"),
    [
        (COUNT, '0"万件"', 12, "E626", "“万件”"),
        (COUNT, '0"项"', 12, "E626", "“项”"),
        (COUNT, '0.00,"千"', 1234, "E626", "“千”"),
        (COUNT, '[>=10000]0!.0,"万件";0', 123456, "E626", "“万件”"),
        (COUNT, '"约"0', 12, "E620", "“约12”"),
        (COUNT, '"无"', 12, "E620", "“无”"),
        (MONEY, "[$$-409]#,##0", 20, "E620", "“$20”"),
        (MONEY, "0.00,", 1234, "E675", "B2 显示“1.234”，存的是 1234"),
        (MONEY, "0,.0", 1234, "E675", "B2 显示“1.234”，存的是 1234"),
        (MONEY, '0"亿"0000"万"', 12345, "E675", "存的是 12345"),
        (PLAIN, "0;0", -5, "E675", "B2 显示“5”，存的是 -5"),
        (PLAIN, '"-"', 5, "E675", "B2 显示“-”，存的是 5"),
    ],
)
def test_what_is_shown_is_refused_as_if_it_were_typed(
    kit: Any, column: str, form: str, raw: Any, code: str, said: str
) -> None:
    (found,) = [each for each in shown(kit, column, form, raw).bag if each.code.startswith("E")]
    assert (found.code[:4], said in found.message) == (code, True), found.message


@pytest.mark.parametrize(("form", "raw"), [(";;;", 12), ("0;;;", 0), ("0;-0;", 0)])
def test_a_number_that_is_not_shown_is_told(kit: Any, form: str, raw: int) -> None:
    sheet = shown(kit, COUNT, form, raw)
    (found,) = [each for each in sheet.bag if each.code == "W669-hidden"]
    assert "B2 的数" in found.message and sheet.values == {COUNT: raw}


def test_a_nought_that_the_sheet_does_not_show_is_told(kit: Any) -> None:
    def hide(sheet: Any) -> None:
        sheet.sheet_view.showZeros = False

    for raw, codes in ((0, ["W669-hidden"]), (12, [])):
        sheet = kit.read(kit.xlsx([["单位", COUNT], ["县住建局", raw]], hide), "表.xlsx")
        assert (sheet.serious, sheet.values) == (codes, {COUNT: raw})


def test_what_is_struck_out_is_told(kit: Any) -> None:
    def strike(sheet: Any) -> None:
        sheet["A3"].font, sheet["B3"].font = Font(strike=True), Font(strike=True, bold=True)
        sheet["B2"].font, sheet["C2"].font = Font(strike=False, bold=True), Font(strike=True)

    rows = [["单位", COUNT], ["县住建局", 12], ["城关镇", 30]]
    sheet = kit.read(kit.xlsx(rows, strike), "表.xlsx")
    (found,) = [each for each in sheet.bag if each.code == "W669-hidden"]
    assert "划掉的A3 划掉的“城关镇”、B3 划掉的“30”，" in found.message
    assert [unit.name for unit in sheet.units] == ["县住建局", "城关镇"]


def test_columns_that_mean_nothing_are_read_too_without_harm(kit: Any) -> None:
    def style(sheet: Any) -> None:
        sheet["A2"].number_format = '"第"0"号"'

    sheet = kit.read(kit.xlsx([["序号", "单位", COUNT], [1, "县住建局", 12]], style), "表.xlsx")
    assert (sheet.serious, sheet.values) == ([], {COUNT: 12})


def test_a_book_of_the_other_calendar(kit: Any) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["单位", DAY])
    book.active.append(["县住建局", date(2021, 7, 5)])
    data = io.BytesIO()
    book.save(data)
    assert kit.read(data.getvalue(), "表.xlsx").values == {DAY: date(2021, 7, 5)}


@pytest.mark.parametrize(
    ("form", "does"),
    [
        ("General", Showing.AS_IT_IS),
        ("#,##0.00_ ", Showing.AS_IT_IS),
        ("0_);(0)", Showing.AS_IT_IS),
        ("@", Showing.AS_IT_IS),
        ("yyyy-mm-dd", Showing.AS_IT_IS),
        ("[h]:mm:ss", Showing.AS_IT_IS),
        ("[DBNum1][$-804]General", Showing.AS_IT_IS),
        ("", Showing.AS_IT_IS),
        ("0.0.0", Showing.AS_IT_IS),
        ("0%;-0%;0%", Showing.PERCENT),
    ],
)
def test_formats_that_need_no_look_at_the_cells(form: str, does: Showing) -> None:
    assert read_format(form) is does
