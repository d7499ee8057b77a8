"""The ways in for facts: a policy, and one row of facts as CSV, workbook, JSON, Python values and through the generated module."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
from attrs import evolve

import zhunsheng
from compiler import core
from compiler.backends.python import emit
from compiler.gate.declared import gate_of
from dsl.diagnostics import Bag
from dsl.types import DATE, FLAG, PLAIN, POINTS, RATIO, Kind, Type
from tests.unit.engine.conftest import ROOT, fact
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.files import read_sheet

COUNT, TIMES = Type(Kind.COUNT, "件"), Type(Kind.COUNT, "次")
JUDGED = {"role": core.Role.JUDGEMENT, "low": Fraction(0)}
FACTS = (
    fact("总数", COUNT),
    fact("办结", COUNT, at_most="总数"),
    fact("满意率", RATIO),
    fact("公开", FLAG),
    fact("等级", Type(Kind.GRADE, members=("优", "良", "差"))),
    fact("报送", DATE, optional=True),
    fact("评分", POINTS, **JUDGED, high=Fraction(10), reason="评分理由", high_by_kind=(("县区", Fraction(8)),)),
    fact("次数", TIMES),
    fact("加分", POINTS, **JUDGED, reason="加分理由", each=("次数", Fraction(1), Fraction(2))),
    fact("系数", PLAIN, role=core.Role.PARAMETER, value=Fraction(2)),
)
ROSTERS = (core.Roster("县区", ("甲县", "乙县")), core.Roster("部门", ("甲局",)))
BASE = core.Policy("p", "办法", "", "", None, (), (), (), FACTS, evolve(ROOT, children=()))
LISTED = evolve(BASE, kinds=("县区", "部门"), rosters=ROSTERS)
KINDS = evolve(BASE, kinds=("县区", "部门"))
ONE_KIND = evolve(BASE, kinds=("县区",))

Told = tuple[list[str], dict[str, Any]]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(float(value)) if isinstance(value, Fraction) and value.denominator != 1 else str(value)


def _cell(value: Any) -> Any:
    return float(value) if isinstance(value, Fraction | Decimal) else value


def by_sheet(policy: core.Policy, row: dict[str, Any], name: str, data: bytes, folder: Path) -> Told:
    path = folder / name
    path.write_bytes(data)
    bag = Bag()
    table = read_sheet(path, bag)
    assert table is not None, list(bag)
    units = read_facts(policy, table, bag)
    return [each.code[:4] for each in bag if each.code[0] == "E"], dict(units[0].values) if units else {}


def by_csv(policy: core.Policy, row: dict[str, Any], folder: Path) -> Told:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([row, [_text(value) for value in row.values()]])
    return by_sheet(policy, row, "t.csv", text.getvalue().encode(), folder)


def by_xlsx(policy: core.Policy, row: dict[str, Any], folder: Path) -> Told:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(list(row))
    book.active.append([_cell(value) for value in row.values()])
    book.save(data)
    return by_sheet(policy, row, "t.xlsx", data.getvalue(), folder)


def by_json(policy: core.Policy, row: dict[str, Any], folder: Path) -> Told:
    def written(value: Any) -> Any:
        return float(value) if isinstance(value, Fraction | Decimal) else str(value)

    return by_sheet(policy, row, "t.json", json.dumps([row], default=written).encode(), folder)


def by_python(policy: core.Policy, row: dict[str, Any], folder: Path) -> Told:
    facts = {name: value for name, value in row.items() if name != "单位"}
    try:
        zhunsheng.score(zhunsheng.Policy(folder, policy), {row["单位"]: facts})
    except zhunsheng.FactsError as error:
        return [each.code[:4] for each in error.findings], {}
    return [], dict(gate_of(policy).values({name: value for name, value in facts.items() if name != "类别"})[0])


def by_module(policy: core.Policy, row: dict[str, Any], folder: Path) -> Told:
    (made,) = emit(policy, Bag())
    space: dict[str, Any] = {"__name__": "generated"}
    exec(compile(made.text, made.path, "exec"), space)
    facts = {name: value for name, value in row.items() if name not in ("单位", "类别")}
    try:
        space["score"](facts, kind=row.get("类别", ""), unit=row["单位"])
    except space["RefusedFacts"] as error:
        return [code[:4] for code, _, _ in error.faults], {}
    return [], dict(space["_关口"].admit(facts, row.get("类别", ""), row["单位"])[0])


WAYS: dict[str, Callable[[core.Policy, dict[str, Any], Path], Told]] = {
    "csv": by_csv,
    "xlsx": by_xlsx,
    "json": by_json,
    "python": by_python,
    "module": by_module,
}
