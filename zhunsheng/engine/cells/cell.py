"""One cell of one fact: text or spreadsheet value in, exact value or diagnostic out.

What a careful clerk expects of a cell, and so what is done:

* An empty cell, and one that says 待补, is a fact not yet known: missing, never 0. For a fact that may be empty
  (可空) the empty cell is the value "nothing happened"; 待补 still says that it is not known.
* Full-width digits, thousands separators in the right places (1,234) and blanks around a value mean nothing. 1,23 is
  not read.
* A number may carry its unit. The right unit is accepted, amounts of money are converted, any other unit is refused.
* A number in a spreadsheet is binary: 0.97 is read as it prints, so 97/100. Where it prints with more than 15 digits
  (the tail of a calculation), it is read to the 15 digits that Excel itself shows, with a note. A number with decimal
  places and more than 15 digits comes from such a calculation too where it stands in a text or in JSON, and is read
  in the same way; whatever else stands there is exact as written.
* TRUE is not 1 and a date is not a number: a cell of the wrong sort is an error, even where a program could make
  something of it. Nothing is guessed from a dash or a slash.

Ratios: see ``ratios``; dates: see ``dates``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction

from attrs import frozen

from compiler import core
from dsl import limits
from dsl.diagnostics import Diagnostic
from zhunsheng.engine import problems
from zhunsheng.engine.numbers import SPREADSHEET_DIGITS, show
from zhunsheng.engine.sheets.tables import Column, Raw, Table, as_text
from zhunsheng.engine.text import clip, fold_cell, fold_name, letters
from zhunsheng.engine.units import Value

Tell = Callable[[Diagnostic], None]

MONEY = {
    "元": 1,
    "千元": 10**3,
    "万": 10**4,
    "万元": 10**4,
    "百万元": 10**6,
    "千万元": 10**7,
    "亿": 10**8,
    "亿元": 10**8,
}
_DAYS = frozenset({"天", "日", "自然日"})
_SHORT = 12  # digits of what somebody meant; a third has more and is left alone
_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(\.[0-9]+)?\s*(.*)", re.DOTALL)
_NOT_A_UNIT = re.compile(r"[0-9,.+\-*/=:(]|[eE][+-]?[0-9]")
_MARKED = (
    "'+",
    "'-",
)  # an apostrophe keeps a spreadsheet from taking the sign for a formula: csv_text, and people, write it
_NOT_FINITE = frozenset({"nan", "inf", "infinity", "∞"})
_FLAGS = {
    **dict.fromkeys(("是", "有", "√", "✓", "✔", "1", "true"), True),
    **dict.fromkeys(("否", "无", "×", "✕", "✗", "✘", "0", "false"), False),
}


@frozen
class Cell:
    """A raw cell that knows where it stands, for messages."""

    raw: Raw
    table: Table
    row: int
    column: Column
    owner: str = ""  # the unit's name

    @property
    def place(self) -> str:
        """The cell as a message names it."""
        place = self.table.place(self.row, self.column)
        return f"{clip(self.owner)}，{place}" if self.owner else place

    @property
    def short(self) -> str:
        """The cell without its column's name."""
        return f"{letters(self.column.index)}{self.row}" if self.table.grid else self.table.line(self.row)

    @property
    def text(self) -> str:
        """What the cell shows, cut to the length of a message."""
        return clip(as_text(self.raw))

    @property
    def percent(self) -> bool:
        """Whether the sheet shows this number with a % sign."""
        return (self.row, self.column.index) in self.table.percent


@frozen
class Amount:
    """A number and the unit written behind it ("" if none)."""

    value: Fraction
    unit: str = ""


def amount(cell: Cell, tell: Tell | None = None) -> Amount | Diagnostic:
    """Read a number with or without a unit; ``tell`` takes the note on a rounded float."""
    raw = cell.raw
    if isinstance(raw, str):
        return _amount_of_text(cell, fold_cell(raw), tell)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Amount(Fraction(raw))
    if isinstance(raw, Decimal):
        return _amount_of_decimal(cell, raw, tell)
    return _amount_of_float(cell, raw, tell) if isinstance(raw, float) else problems.not_a_number(cell.place, cell.text)


def _amount_of_text(cell: Cell, text: str, tell: Tell | None) -> Amount | Diagnostic:
    if text.lower().lstrip("+-") in _NOT_FINITE:
        return problems.not_finite(cell.place, cell.text)
    text = text[1:] if text[:2] in _MARKED else text
    sum_of_money = text.startswith("¥")
    match = _NUMBER.fullmatch(text.removeprefix("¥").lstrip())
    if match is None or not (match[2] or match[3]) or _NOT_A_UNIT.match(match[4]):
        return problems.not_a_number(cell.place, cell.text)
    digits = (match[2] or "0").replace(",", "") + (match[3] or "")
    if len(digits) > limits.CELL_DIGITS.most:
        return problems.number_too_long(cell.place, cell.text)
    unit = fold_name(match[4]) or ("元" if sum_of_money else "")
    return Amount(_without_tail(cell, Decimal(match[1] + digits), tell), unit)


def _amount_of_decimal(cell: Cell, raw: Decimal, tell: Tell | None) -> Amount | Diagnostic:
    if not raw.is_finite():
        return problems.not_finite(cell.place, cell.text)
    if len(raw.as_tuple().digits) > limits.CELL_DIGITS.most or (raw and abs(raw.adjusted()) >= limits.CELL_DIGITS.most):
        return problems.number_too_long(cell.place, cell.text)
    return Amount(_without_tail(cell, raw, tell) if raw else Fraction(0))


def _amount_of_float(cell: Cell, raw: float, tell: Tell | None) -> Amount | Diagnostic:
    if not math.isfinite(raw):
        return problems.not_finite(cell.place, cell.text)
    return _amount_of_decimal(cell, Decimal(repr(raw)), tell)


def _without_tail(cell: Cell, typed: Decimal, tell: Tell | None) -> Fraction:
    """Return a number without the tail that a calculation with floats leaves; a whole number has none."""
    exact = Fraction(typed)
    if not isinstance(cell.raw, float) and not _is_float(exact):
        return exact  # so many digits that somebody meant
    whole = exact.denominator == 1 and (not isinstance(cell.raw, float) or abs(exact) < 10**SPREADSHEET_DIGITS)
    if whole or len(typed.normalize().as_tuple().digits) <= SPREADSHEET_DIGITS:
        return exact
    read = Fraction(typed.normalize(Context(prec=SPREADSHEET_DIGITS)))
    if tell is not None:
        tell(problems.float_noise(cell.place, str(typed), show(read)))
    return read


# ------------------------------------------------------------------------------------------------------- kinds of value


def read_quantity(cell: Cell, fact: core.Fact, unit: str, tell: Tell) -> Value | Diagnostic:
    """Read a number of the fact's unit: 分, 时长, 数量, 数."""
    found = amount(cell, tell)
    if isinstance(found, Diagnostic):
        return found
    if found.unit and not same_unit(found.unit, fact.type.unit):
        return problems.wrong_unit(cell.place, found.unit.removeprefix("个") or found.unit, fact.type.unit)
    return found.value


def read_count(cell: Cell, fact: core.Fact, unit: str, tell: Tell) -> Value | Diagnostic:
    """Read a number that should be whole; 12.0 is 12, and the gate refuses 12.5."""
    value = read_quantity(cell, fact, unit, tell)
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def read_money(cell: Cell, fact: core.Fact, unit: str, tell: Tell) -> Value | Diagnostic:
    """Read an amount of money; a bare number is in the unit of the column's heading, the result in the fact's unit."""
    found = amount(cell, tell)
    if isinstance(found, Diagnostic):
        return found
    given, wanted = found.unit or unit or fact.type.unit, fact.type.unit
    if given == wanted:
        return found.value
    if given not in MONEY or wanted not in MONEY:
        return problems.wrong_unit(cell.place, given, wanted)
    return found.value * MONEY[given] / MONEY[wanted]


def read_percent_points(cell: Cell, fact: core.Fact, unit: str, tell: Tell) -> Value | Diagnostic:
    """Read 百分点: one of them is 1/100, so that it can be set against the difference of two ratios."""
    found = amount(cell, tell)
    if isinstance(found, Diagnostic):
        return found
    if cell.percent:
        return found.value
    if found.unit not in ("", "百分点", "个百分点", "%"):
        return problems.wrong_unit(cell.place, found.unit, "百分点")
    return found.value / 100


def read_flag(cell: Cell, fact: core.Fact, unit: str, tell: Tell) -> Value | Diagnostic:
    """Read 是否: 是/否, 有/无, √/×, 1/0, true/false; anything else is left for the gate to refuse."""
    text = as_text(cell.raw)
    return _FLAGS.get(fold_name(text).lower(), text)


def read_member(cell: Cell, fact: core.Fact, unit: str, tell: Tell) -> Value | Diagnostic:
    """Read a member of 等级 or 类别; its name in full, nothing shorter: anything else is left for the gate to refuse."""
    text = as_text(cell.raw)
    return next((member for member in fact.type.members if fold_name(member) == fold_name(text)), text)


def same_unit(given: str, wanted: str) -> bool:
    """Whether two spellings name one unit: 个工作日 is 工作日, 天 is 自然日; 天 is not 工作日."""
    given, wanted = fold_name(given), fold_name(wanted)
    if given == wanted or given.removeprefix("个") == wanted:
        return True
    return wanted == "自然日" and given.removeprefix("个") in _DAYS


def _is_float(exact: Fraction) -> bool:
    """Whether a number is written as a program writes a float."""
    return abs(exact) < 10**SPREADSHEET_DIGITS and Fraction(repr(float(exact))) == exact
