"""Wording of everything that can be wrong with a column, a unit or a cell of a fact sheet (E601–E640, E663–E668).

``place`` is the cell as a message names it: 县住建局，第5行“工单总数”列（C5）.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dsl.diagnostics import Diagnostic, finding
from zhunsheng.engine.problems_files import some


def perhaps(name: str) -> str:
    return f"是否指“{name}”？" if name else ""


# What to do about each fault that the gate finds (compiler/gate/checker.py has the words of the fault itself).
_REMEDIES = {
    "E601-unknown-column": "改成办法里声明的事实名；用不着的列请删去",
    "E611-unit-not-listed": "核对单位名称；确应考核的，先在办法的名单里补上",
    "E612-no-unit-name": "补上单位名称",
    "E613-kind-missing": "写明类别",
    "E614-kind-unknown": "改成办法里的类别",
    "E615-kind-contradicts": "以名单为准改正；名单有误的，先改办法",
    "E620-not-a-number": "只填阿拉伯数字；没有发生填 0，还不知道就留空",
    "E622-not-finite": "多半是导出时除以了 0；填原始的数，或留空",
    "E623-number-too-long": "核对是否误粘了编号；最多 30 位数字",
    "E624-not-whole": "核对是否填成了比率或平均数",
    "E625-out-of-range": "核对原始数据",
    "E627-above-limit": "部分不会多于全部：核对两个数，看看是否填反了",
    "E632-not-a-flag": "填“是”或“否”；还不知道就留空",
    "E633-not-a-member": "照抄其中一个",
    "E634-not-a-date": "写成 2021-7-5、2021/7/5、2021.7.5、2021年7月5日 或 20210705",
    "E635-impossible-date": "核对年、月、日",
    "E638-no-reason": "裁量给分必须写明理由",
    "E639-parameter-varies": "参数由采用办法的机关统一确定，整列填同一个值",
    "E673-time-zone": "改成北京时间的日期，不带时区",
    "E640-judgement-range": "核对件数和给分；超出幅度的不予计分",
    "E663-not-exact": "改用整数、Fraction、Decimal，或者写成文字",
    "E664-facts-contradict": "核对这几个数，改正填错的那个",
    "E665-computed": "去掉它",
}


SIGN = "核对原始数据；比率带上 % 号最清楚（97%），不带的 0.97 才是 97%"


def fault(code: str, place: str, said: str, hint: str = "") -> Diagnostic:
    return finding(code, f"{place}：{said}", hint=hint or _REMEDIES[code])


_UNCLEAR = "看不出是没有发生，还是还没有数：没有发生填 0（日期留空），还没有数留空或写“待补”"


def _is_unclear(text: str) -> bool:
    """Whether a cell holds what people write for nothing, whichever nothing they mean."""
    return text in ("无", "没有") or (text != "" and set(text) <= set("-/\\—–―－"))


def _day_of_excel(text: str) -> date | None:
    """Return the day that a number is in Excel, where it is one of this century or the last."""
    if not (text.isascii() and text.isdigit() and len(text) == 5):
        return None
    return date(1899, 12, 30) + timedelta(days=int(text))


def not_facts(place: str, what: str) -> Diagnostic:
    said = f"应是事实和值的对照（dict），这里是{what}"
    return finding("E666-not-facts", f"{place}：{said}", hint='写成 {"工单总数": 100}')


# -------------------------------------------------------------------------------------------------------------- columns


_SHOWN = 16  # names of columns: a list of all of a large policy hides what else is wrong


def column_twice(name: str, places: Sequence[str]) -> Diagnostic:
    return finding("E602-column-twice", f"“{name}”有两列（{'、'.join(places)}）", hint="只留一列，看清楚以哪一列为准")


def missing_column(names: Sequence[str], strict: bool) -> Diagnostic:
    code = "E604-missing-column" if strict else "W603-missing-column"
    message = f"填报表缺 {len(names)} 列：{'、'.join(names[:_SHOWN])}{'等' if len(names) > _SHOWN else ''}"
    blank = "zhunsheng facts 写出列名齐全的空表"
    hint = f"补上这些列；{blank}" if strict else f"缺的事实按待补处理，得分只能给出范围；{blank}"
    return finding(code, message, hint=hint)


def header_unit(place: str, given: str, wanted: str, *, above: bool = False) -> Diagnostic:
    where, mend = ("表头上方", "在列名后面写明单位") if above else ("列名", "改正列名")
    message = f"{place}：{where}写的单位是“{given}”，办法里是“{wanted or '无单位'}”"
    return finding("E605-header-unit", message, hint=f"按办法的单位换算后填写，并{mend}")


def column_ignored(place: str, why: str) -> Diagnostic:
    return finding("N607-column-ignored", f"{place}没有采用：{why}")


# ---------------------------------------------------------------------------------------------------------------- units


def unit_twice(name: str, first: str, second: str) -> Diagnostic:
    return finding("E610-unit-twice", f"“{name}”填了两行：{first}和{second}", hint="只留一行；数据不同的，核实后合并")


def no_unit_name(line: str) -> Diagnostic:
    return finding("E612-no-unit-name", f"{line}填了数据，但没有单位名称", hint="补上单位名称，或删去这一行")


def unit_absent(names: Sequence[str]) -> Diagnostic:
    message = f"名单里有 {len(names)} 个单位没有填报：{some(names)}"
    return finding("W616-unit-absent", message, hint="漏报的请补上；涉及排名的，缺一个单位名次就不准")


def no_such_unit(name: str, near: str) -> Diagnostic:
    return finding("E617-no-such-unit", f"填报表里没有“{name}”这个单位", hint=perhaps(near))


def more_of_the_same(code: str, column: str, count: int) -> Diagnostic:
    where = f"“{column}”列" if column else "表里"
    return finding("N619-more-of-the-same", f"{where}另有 {count} 处 {code}，没有一一列出")


# -------------------------------------------------------------------------------------------------------------- numbers


def not_a_number(place: str, text: str) -> Diagnostic:
    return fault("E620-not-a-number", place, f"“{text}”不是数字", _UNCLEAR if _is_unclear(text) else "")


def excel_error(place: str, text: str) -> Diagnostic:
    return finding("E621-excel-error", f"{place}：是 Excel 的错误值“{text}”", hint="改正公式或直接填数；还不知道就留空")


def not_finite(place: str, text: str) -> Diagnostic:
    return fault("E622-not-finite", place, f"“{text}”不是一个确定的数")


def number_too_long(place: str, text: str) -> Diagnostic:
    return fault("E623-number-too-long", place, f"“{text}”位数太多")


def wrong_unit(place: str, given: str, wanted: str) -> Diagnostic:
    message = f"{place}：填的单位是“{given}”，应为“{wanted or '无单位的数'}”"
    return finding("E626-wrong-unit", message, hint="换算成应填的单位，只填数字也可以")


def ratio_mixed(column: str, large: str, small: str) -> Diagnostic:
    message = f"“{column}”列里既有{large}又有{small}，分不清填的是百分数还是小数"
    return finding("E628-ratio-mixed", message, hint="整列都带上 % 号（如 97%），或整列都用小数（如 0.97）")


def ratio_wide(column: str, text: str, percent: str, ratio: str) -> Diagnostic:
    message = f"“{column}”列没有 % 号，“{text}”可以是 {percent}，也可以是 {ratio}，都在可填的范围里，分不清"
    return finding("E628-ratio-mixed", message, hint="整列都带上 % 号：写“" + percent + "”或“" + ratio + "”")


def ratio_percent(column: str, text: str) -> Diagnostic:
    message = f"“{column}”列没有 % 号，数都大于 1，已按百分数读（“{text}”读作 {text}%）"
    return finding("N629-ratio-percent", message, hint="带上 % 号就不会有疑问")


def ratio_one(column: str) -> Diagnostic:
    message = f"“{column}”列没有 % 号的数只有 1，已读作 100%"
    return finding("N630-ratio-one", message, hint="如果是 1%，请写“1%”或 0.01")


def ratio_small(column: str, what: str) -> Diagnostic:
    return finding(
        "W668-ratio-small", f"“{column}”列{what}", hint="带上 % 号就不会有疑问：97% 写“97%”，0.97% 写“0.97%”"
    )


def float_noise(place: str, raw: str, value: str) -> Diagnostic:
    message = f"{place}：存的是 {raw}，已按 15 位有效数字读作 {value}"
    return finding("N631-float-noise", message, hint="这类尾数来自公式计算；分子分母都有的，直接填分子分母最准确")


# -------------------------------------------------------------------------------------------------- other kinds of cell


def not_a_date(place: str, text: str) -> Diagnostic:
    day = _day_of_excel(text)
    if day is not None:
        said = f"“{text}”是 Excel 的日期序号（{day.isoformat()}），这一格没有设成日期格式"
        return fault("E634-not-a-date", place, said, f"把这一列设成日期格式，或写成 {day.year}-{day.month}-{day.day}")
    return fault("E634-not-a-date", place, f"“{text}”不是日期", _UNCLEAR if _is_unclear(text) else "")


def month_or_day(place: str, text: str, first: int, second: int, year: int) -> Diagnostic:
    days = {(month, day) for month, day in ((first, second), (second, first)) if month <= 12 and day <= 31}
    read = [f"{year}-{month}-{day}" for month, day in sorted(days)]
    said = f"分不清是 {read[0]} 还是 {read[1]}" if len(read) == 2 else "年份写在了最后"
    return fault("E634-not-a-date", place, f"“{text}”{said}", f"年份写在前面：{'，或 '.join(read)}" if read else "")


def impossible_date(place: str, text: str) -> Diagnostic:
    return fault("E635-impossible-date", place, f"没有“{text}”这一天")


def impossible_time(place: str, text: str) -> Diagnostic:
    return fault("E635-impossible-date", place, f"“{text}”里没有这样的钟点", "核对钟点；办法只用日期，可以删去钟点")


def year_beyond(place: str, text: str, years: range) -> Diagnostic:
    said = f"“{text}”的年份不在 {years[0]}—{years[-1]} 之间"
    return fault("E635-impossible-date", place, said, "核对年份；没有发生的留空，不要填一个很远的日期")


def year_as_day(place: str, day: date, year: int) -> Diagnostic:
    said = f"“{day.isoformat()}”多半是在日期格里只填了 {year}（Excel 把 {year} 当成这一天）"
    return fault("E634-not-a-date", place, said, f"写出年月日，如 {year}-7-5")


def time_zone(place: str, text: str, there: date) -> Diagnostic:
    return fault("E673-time-zone", place, f"“{text}”按北京时间是 {there.isoformat()}，分不清指哪一天")


def date_far(place: str, text: str, period: tuple[date, date] | None) -> Diagnostic:
    said = f"“{text}”离考核期间{'' if period is None else f'（{period[0]} 至 {period[1]}）'}很远"
    return finding("W674-date-far", f"{place}：{said}", hint="核对年份；日期没有填错的，可以不管")


def two_digit_year(place: str, text: str) -> Diagnostic:
    return finding("E636-two-digit-year", f"{place}：“{text}”的年份只有两位", hint="年份写四位，如 2021")


def time_dropped(place: str, text: str) -> Diagnostic:
    return finding("N637-time-dropped", f"{place}：“{text}”带有钟点，只取了日期")


def parameter_varies(said: str) -> Diagnostic:
    return finding("E639-parameter-varies", said, hint=_REMEDIES["E639-parameter-varies"])
