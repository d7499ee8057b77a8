"""The empty fact sheet of a policy: what ``facts`` reads, ready to be filled in.

Sheet 填报表 has one column a fact, the units of the lists filled in, and refuses what a cell cannot hold; sheet
填表说明 says what each fact means. Ratio columns show %, so that 97 typed by a clerk is stored as 0.97 and read as
97%.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from compiler import core
from compiler.core.walk import facts_in
from dsl.types import Kind, Type
from zhunsheng.engine.columns import heading, wanted
from zhunsheng.engine.numbers import show_typed
from zhunsheng.engine.sheets.csv_text import csv_bytes
from zhunsheng.engine.sheets.workbooks import Book, text_cell

_ROWS = 200  # rows that are checked while typing, where no list says how many units there are
_LONGEST_LIST = 255  # characters of a drop-down list, Excel's limit
_ALLOWED = {
    Kind.FLAG: "是、否",
    Kind.DATE: "日期，如 2021-7-5",
    Kind.RATIO: "带 % 号的百分数，如 97%",
    Kind.COUNT: "整数",
}


def facts_csv(policy: core.Policy) -> bytes:
    """Return the empty sheet as CSV (UTF-8 with the mark that Excel needs)."""
    width = len(_headings(policy))
    rows = [[*unit, *[""] * (width - len(unit))] for unit in _units(policy)]
    return csv_bytes([_headings(policy), *rows])


def facts_xlsx(policy: core.Policy) -> bytes:
    """Return the empty sheet as a workbook; the same policy gives the same bytes."""
    with Book() as book:
        _fill_sheet(book, policy)
        _explain_sheet(book, policy)
    return book.data


def _has_kinds(policy: core.Policy) -> bool:
    return bool(policy.kinds or policy.rosters)


def _headings(policy: core.Policy) -> list[str]:
    names = ["单位", "类别"] if _has_kinds(policy) else ["单位"]
    for fact in wanted(policy):
        names.append(heading(fact))
        names += [fact.reason] if fact.reason else []
    return names


def _units(policy: core.Policy) -> list[list[str]]:
    return [[unit, roster.kind] for roster in policy.rosters for unit in roster.units]


def _fill_sheet(book: Book, policy: core.Policy) -> None:
    sheet = book.sheet("填报表", [_headings(policy)], freeze=(1, 1))
    units = _units(policy)
    for row, cells in enumerate(units, start=1):
        for column, text in enumerate(cells):
            text_cell(sheet, row, column, text)
    last = len(units) or _ROWS
    column = 1
    if _has_kinds(policy):
        _drop_down(sheet, last, column, policy.kinds)
        column += 1
    for fact in wanted(policy):
        _check_column(book, sheet, last, column, fact)
        column += 2 if fact.reason else 1


def _check_column(book: Book, sheet: Any, last: int, column: int, fact: core.Fact) -> None:
    """Let the spreadsheet refuse, while it is typed, what ``facts`` would refuse later."""
    kind = fact.type.kind
    if kind is Kind.FLAG:
        _drop_down(sheet, last, column, ("是", "否"))
    elif fact.type.members:
        _drop_down(sheet, last, column, fact.type.members)
    elif kind is Kind.COUNT:
        low, high = _bounds(fact)
        rule = _between(low or Fraction(0), high) | {"validate": "integer", "error_message": _allowed(fact)[:255]}
        sheet.data_validation(1, column, last, column, rule)
    elif kind is Kind.RATIO:
        sheet.set_column(column, column, 14, book.format(num_format="0.00%"))
    elif kind is Kind.DATE:
        sheet.set_column(column, column, 14, book.format(num_format="yyyy-mm-dd"))


def _drop_down(sheet: Any, last: int, column: int, members: tuple[str, ...]) -> None:
    # A list that is too long, or has a comma in a member, cannot be a drop-down; 填表说明 still names the members.
    if members and len(",".join(members)) <= _LONGEST_LIST and not any("," in member for member in members):
        sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(members)})


def _between(low: Fraction, high: Fraction | None) -> dict[str, Any]:
    if high is None:
        return {"criteria": ">=", "value": int(low)}
    return {"criteria": "between", "minimum": int(low), "maximum": int(high)}


def _explain_sheet(book: Book, policy: core.Policy) -> None:
    sheet = book.sheet("填表说明", [["名称", "类型与单位", "含义", "允许值", "所在条款"]])
    titles = {clause.id: clause.title for clause in policy.clauses()}
    row = 0
    for fact in wanted(policy):
        where = f"{fact.clause} {titles.get(fact.clause, '')}".strip()
        checked = [f"核对：{check.says}" for check in policy.checks if fact.name in facts_in(check.test)]
        allowed = "；".join([_allowed(fact), *checked])
        lines = [(fact.name, _type_name(fact.type), fact.meaning, allowed, where)]
        lines += [(fact.reason, "文字", f"{fact.name}的理由", "给了分就必须填", where)] if fact.reason else []
        for line in lines:
            row += 1
            for column, text in enumerate(line):
                text_cell(sheet, row, column, text)
    for column, width in enumerate((28, 20, 40, 48, 24)):
        sheet.set_column(column, column, width)


def _type_name(kind: Type) -> str:
    return f"{kind.kind}（{kind.unit}）" if kind.unit else str(kind.kind)


def _allowed(fact: core.Fact) -> str:
    """Return what may stand in the column, in words."""
    low, high = _bounds(fact)
    parts = ["、".join(fact.type.members) or _ALLOWED.get(fact.type.kind, "数字" if fact.type.numeric else "")]
    parts += [f"不小于{show_typed(low, fact.type)}"] if low is not None else []
    parts += [f"不大于{show_typed(high, fact.type)}"] if high is not None else []
    parts += [f"不超过“{fact.at_most}”"] if fact.at_most else []
    parts.append("空格表示没有发生" if fact.optional else "不知道就留空")
    return "；".join(part for part in parts if part)


def _bounds(fact: core.Fact) -> tuple[Fraction | None, Fraction | None]:
    low, high = fact.type.domain
    return low if fact.low is None else fact.low, high if fact.high is None else fact.high
