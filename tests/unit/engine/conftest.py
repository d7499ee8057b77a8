"""A small policy built by hand, and short ways to hand sheets to the public functions."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from attrs import define, evolve, field

from compiler import core
from dsl.diagnostics import Bag
from dsl.source import Span
from dsl.types import DATE, FLAG, PLAIN, POINTS, RANK, RATIO, Kind, Type
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.sheets.any import read_table
from zhunsheng.engine.units import UnitFacts

AT = Span(0, 0)


def fact(name: str, kind: Type, **more: Any) -> core.Fact:
    return core.Fact(name, kind, AT, clause="一/1", **more)


FACTS = (
    fact("工单总数", Type(Kind.COUNT, "件"), meaning="考核期内交办的工单"),
    fact("按期办结工单数", Type(Kind.COUNT, "件"), at_most="工单总数"),
    fact("群众满意度", RATIO),
    fact("是否公开", FLAG),
    fact("评价等级", Type(Kind.GRADE, members=("优", "良", "差"))),
    fact("报送日期", DATE, optional=True),
    fact("投入资金", Type(Kind.MONEY, "万元")),
    fact("办理时长", Type(Kind.DURATION, "工作日")),
    fact("公示时长", Type(Kind.DURATION, "自然日")),
    fact("降幅", Type(Kind.PERCENT_POINT)),
    fact("酌情分", POINTS, role=core.Role.JUDGEMENT, low=Fraction(0), high=Fraction(2), reason="酌情分理由"),
    fact("满意度名次", RANK, role=core.Role.RANK),
    fact("系数", PLAIN, role=core.Role.PARAMETER),
    fact("“一窗受理”事项数", Type(Kind.COUNT, "项")),
)
JUDGED = (
    fact("交办事项", Type(Kind.COUNT, "件")),
    fact(
        "交办加分",
        POINTS,
        role=core.Role.JUDGEMENT,
        low=Fraction(0),
        each=("交办事项", Fraction(1), Fraction(2)),
        reason="交办加分理由",
    ),
)
CHECKED = tuple(fact(name, Type(Kind.COUNT, "件")) for name in ("工单总数", "线上工单", "线下工单"))
ADDED = core.Compare(core.Read("工单总数"), core.Op.EQ, core.Add(core.Read("线上工单"), core.Read("线下工单")))
CHECK = core.Check(ADDED, "工单总数 等于 线上工单 加 线下工单", "一/1", AT)
CLAUSE = core.Clause("一/1", "办结率", "按期办结率100%不扣分。", AT)
ROOT = core.Group("", "减分指标", AT, (core.Group("一", "工单办理", AT, (CLAUSE,), (("", Fraction(30)),)),))
POLICY = core.Policy(
    "hotline", "工单考核办法", "〔2021〕73号", "审批局", None, (), (), (), FACTS, ROOT, digest="ab" * 32
)
ROSTERS = (core.Roster("县直部门", ("县住建局", "县教育局")), core.Roster("乡镇", ("城关镇",)))


@define
class Sheet:
    """What reading a sheet gave."""

    units: tuple[UnitFacts, ...]
    bag: Bag

    @property
    def codes(self) -> list[str]:
        return [item.code for item in self.bag]

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.units[0].values)

    @property
    def serious(self) -> list[str]:
        """Everything but the list of missing columns, which most small sheets have."""
        return [code for code in self.codes if code != "W603-missing-column"]


@define
class Kit:
    """Short ways to the public functions."""

    policy: core.Policy = POLICY
    listed: core.Policy = field(factory=lambda: evolve(POLICY, rosters=ROSTERS, kinds=("县直部门", "乡镇")))
    kinds: core.Policy = field(factory=lambda: evolve(POLICY, kinds=("县直部门", "乡镇")))
    judged: core.Policy = field(factory=lambda: evolve(POLICY, facts=JUDGED))
    checked: core.Policy = field(factory=lambda: evolve(POLICY, facts=CHECKED, checks=(CHECK,)))
    dated: core.Policy = field(factory=lambda: evolve(POLICY, period=(date(2021, 1, 1), date(2021, 12, 31))))
    small: core.Policy = field(factory=lambda: evolve(POLICY, facts=FACTS[:3]))
    day: date = date(2021, 7, 5)

    def read(self, data: bytes | str, name: str = "填报表.csv", policy: core.Policy | None = None, **how: Any) -> Sheet:
        bag = Bag()
        table = read_table(data.encode() if isinstance(data, str) else data, name, bag)
        units = read_facts(policy or self.policy, table, bag, **how) if table else ()
        return Sheet(units, bag)

    def one(self, column: str, cell: str) -> Sheet:
        """Read a sheet with one cell."""
        return self.read(f"单位\t{column}\n县住建局\t{cell}\n")

    def xlsx(self, rows: list[list[Any]], edit: Callable[[Any], None] | None = None) -> bytes:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        if edit:
            edit(book.active)
        data = io.BytesIO()
        book.save(data)
        return data.getvalue()


@pytest.fixture
def kit() -> Kit:
    return Kit()
