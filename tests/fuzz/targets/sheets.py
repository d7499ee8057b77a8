"""填报表: sheets of units in CSV, XLSX and JSON, with cells, heads and bytes changed."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

from hypothesis import strategies as st

from compiler import core
from compiler.meaning.interpret import Unit
from compiler.testing.sampling import sample_units
from dsl.diagnostics import Bag
from dsl.types import Kind
from tests.fuzz.kept import SLUGS, core_of
from tests.fuzz.mutating import mutated_bytes
from tests.fuzz.oracle import findings, markup
from tests.fuzz.target import Example, Target
from zhunsheng.engine.columns import heading, wanted
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.numbers import show_typed
from zhunsheng.engine.sheets.any import read_table
from zhunsheng.engine.sheets.csv_text import csv_bytes
from zhunsheng.engine.sheets.workbooks import Book, text_cell
from zhunsheng.scoring.output import results_csv, results_json
from zhunsheng.scoring.population import score_all

UNITS = 4
ENDINGS = (".csv", ".xlsx", ".json")
CELLS = (
    "",
    " ",
    "-",
    "—",
    "无",
    "缺",
    "暂缺",
    "不详",
    "0",
    "1",
    "-1",
    "3.5",
    "97%",
    "0.97",
    "97",
    "1e5",
    "1/3",
    "１２",
    "三",
    "12件",
    "12 个",
    "1,234",
    "是",
    "否",
    "√",
    "×",
    "2021-7-5",
    "2021年7月5日",
    "44382",
    "2021-02-30",
    "=1+1",
    "#N/A",
    "+1",
    "@SUM(A1)",
    "<b>1</b>",
    "|",
    "`",
    "\n",
    "999999999999999999999",
    "NaN",
    "TRUE",
    "县区",
    "优秀",
    "不适用",
    "不参评",
    "100%",
    "120%",
    "￥5",
    "5万元",
    "5个工作日",
)
_NUMBER, LONG = re.compile(r"-?\d+(?:\.\d+)?"), 15
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "big5", "latin-1")


def _cell(value: object, fact: core.Fact | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case _ if fact is not None and fact.type.kind is Kind.DATE:
            return str(value)
        case _:
            return show_typed(value, fact.type) if fact is not None else str(value)  # type: ignore[arg-type]


def _rows(policy: core.Policy, seed: int) -> list[list[str]]:
    """A sheet without faults: units of the lists where there are some, every fact, every reason, parameters alike."""
    facts = wanted(policy)
    head = ["单位", *(["类别"] if policy.kinds else [])]
    for fact in facts:
        head += [heading(fact), *([fact.reason] if fact.reason else [])]
    listed = {unit: roster.kind for roster in policy.rosters for unit in roster.units}
    sampled = list(sample_units(policy, UNITS, seed))
    names = (
        Random(seed).sample(sorted(listed), min(UNITS, len(listed))) if listed else [f"单位{at}" for at in range(UNITS)]
    )
    return [
        head,
        *(_row(unit, name, listed, policy, facts, sampled[0]) for unit, name in zip(sampled, names, strict=False)),
    ]


def _row(
    unit: Unit, name: str, listed: dict[str, str], policy: core.Policy, facts: tuple[core.Fact, ...], first: Unit
) -> list[str]:
    row = [name, *([listed.get(name, unit.kind)] if policy.kinds else [])]
    for fact in facts:
        of = first if fact.role is core.Role.PARAMETER else unit
        row += [_cell(of.facts.get(fact.name), fact), *(["情况属实"] if fact.reason else [])]
    return row


def _changed(rows: list[list[str]], random: Random) -> list[list[str]]:
    rows = [list(row) for row in rows]
    for _ in range(random.choice((0, 0, 1, 1, 2, 5))):
        row = random.choice(rows)
        at = random.randrange(len(row))
        match random.randrange(6):
            case 0:
                del row[at]
            case 1:
                row.insert(at, random.choice(CELLS))
            case 2:
                rows.append(list(random.choice(rows)))
            case 3:
                other = random.randrange(len(row))
                row[at], row[other] = row[other], row[at]
            case _:
                row[at] = random.choice(CELLS)
        rows = [each for each in rows if each] or [["单位"]]
    return rows


def _written(rows: list[list[str]], ending: str, random: Random) -> bytes:
    if ending == ".csv":
        text = csv_bytes(rows).decode("utf-8-sig")
        return text.encode(random.choice((*ENCODINGS, *("utf-8",) * 12)), "replace")
    if ending == ".xlsx":
        return _workbook(rows)
    records: Any = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    return json.dumps(records, ensure_ascii=random.random() < 0.3).encode()


def _workbook(rows: list[list[str]]) -> bytes:
    """The same bytes for the same cells: what is damaged next must not hang on the clock."""
    with Book() as book:
        sheet = book.sheet("填报表", rows[:1])
        for at, row in enumerate(rows[1:], start=1):
            for column, cell in enumerate(row):
                if _NUMBER.fullmatch(cell) and len(cell) < LONG:
                    sheet.write_number(at, column, float(cell))
                else:
                    text_cell(sheet, at, column, cell)
    return book.data


def _sheet(slug: str, ending: str, random: Random, seed: int) -> Example:
    data = _written(_changed(_rows(core_of(slug), seed), random), ending, random)
    if random.randrange(5) == 0:
        data = mutated_bytes(data, random)
    return Example(data, f"{slug}/表{ending}", seed)


EXAMPLES = st.builds(
    _sheet,
    st.sampled_from(SLUGS),
    st.sampled_from(ENDINGS),
    st.randoms(use_true_random=False),
    st.integers(0, 2**16),
)


def hold(example: Example) -> tuple[str, ...]:
    """Read the sheet; score whatever could be read and write it down."""
    assert isinstance(example.text, bytes)
    slug, name = example.of.split("/")
    policy, bag = core_of(slug), Bag()
    table = read_table(example.text, name, bag)
    units = read_facts(policy, table, bag) if table is not None else ()
    codes = findings.codes(bag)
    assert table is not None or codes, "没有读出，也没有说为什么"
    results = score_all(policy, units)
    assert len(results) == len(units)
    for each in results:
        low, high = each.total.low, each.total.high
        assert low is None or high is None or low <= high, each.total
    markup.sheet_csv(results_csv(policy, results))
    json.loads(results_json(policy, results))
    return codes


TARGET = Target("填报表", "改坏的填报表：CSV、XLSX、JSON", EXAMPLES, hold, 200, 0.06)
