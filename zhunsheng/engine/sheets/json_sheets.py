"""JSON: a list of objects, or {"单位": [objects]}, one object a unit, to the neutral table.

Numbers are kept as decimals, never floats. ``null`` is an empty cell; a key that an object lacks is a missing fact.
Keys that stand twice in one object are an error: which of the two would count is not written anywhere.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from attrs import define, field

from dsl.diagnostics import Bag
from zhunsheng.engine import problems_files as problems
from zhunsheng.engine.sheets.csv_sheets import decode
from zhunsheng.engine.sheets.tables import UNIT_NAMES, Column, Raw, Row, Table, keep_units, unit_column
from zhunsheng.engine.text import clip, fold_header

_SIMPLE = (str, bool, Decimal, type(None))


@define
class _Keys:
    """Collects the keys that stand twice in an object."""

    twice: list[str] = field(factory=list)

    def build(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Make an object of its pairs."""
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                self.twice.append(key)
            found[key] = value
        return found


def _number(text: str) -> Decimal | str:
    # A number that decimal cannot hold stays text, and its cell says so.
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def read_json(data: bytes, name: str, bag: Bag) -> Table | None:
    """Read a JSON file."""
    text = decode(data, name, bag)
    if text is None:
        return None
    keys = _Keys()
    try:
        tree = json.loads(
            text, parse_float=_number, parse_int=_number, parse_constant=str, object_pairs_hook=keys.build
        )
    except json.JSONDecodeError as error:
        bag.add(problems.broken_json(name, f"第 {error.lineno} 行第 {error.colno} 个字附近写法有误"))
        return None
    except RecursionError:
        bag.add(problems.broken_json(name, "括号套得太深"))
        return None
    for key in dict.fromkeys(keys.twice):
        bag.add(problems.json_key_twice(clip(key)))
    return None if keys.twice else _table(tree, name, bag)


def _table(tree: Any, name: str, bag: Bag) -> Table | None:
    """Turn the parsed tree into a table, or say what is wrong with its shape."""
    if isinstance(tree, dict):
        lists = [value for key, value in tree.items() if fold_header(key) in UNIT_NAMES and isinstance(value, list)]
        tree = lists[0] if len(lists) == 1 and len(tree) == 1 else tree
    why = _misshapen(tree)
    if why:
        bag.add(problems.json_shape(name, why))
        return None
    texts = list(dict.fromkeys(key for item in tree for key in item))
    columns = tuple(Column(text, index) for index, text in enumerate(texts))
    if tree and unit_column(columns) is None:
        bag.add(problems.no_header(name, UNIT_NAMES))
        return None
    rows = tuple(Row(i, tuple(_raw(item, text) for text in texts)) for i, item in enumerate(tree, start=1))
    table = keep_units(Table(name, columns, rows, grid=False), bag)
    if not table.rows:
        bag.add(problems.no_rows(name))
        return None
    return table


def _raw(item: dict[str, Any], key: str) -> Raw:
    if key not in item:
        return None
    value: Raw = item[key]
    return "" if value is None else value


def _misshapen(tree: Any) -> str:
    if not isinstance(tree, list):
        return "最外层应是单位的列表"
    for number, item in enumerate(tree, start=1):
        if not isinstance(item, dict):
            return f"第{number}条不是一个对象"
        for key, value in item.items():
            if not isinstance(value, _SIMPLE):
                return f"第{number}条的“{clip(key)}”不是单个的值"
            if _half_a_character(key) or (isinstance(value, str) and _half_a_character(value)):
                return f"第{number}条有不完整的字符"
    return ""


def _half_a_character(text: str) -> bool:
    # An escape such as "\\ud800" alone: no file and no terminal can hold it.
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)
