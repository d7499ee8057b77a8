"""A small policy, and for every code of the scenarios a scenario of it that has the code."""

from __future__ import annotations

from compiler.pipeline import Compiled
from dsl.diagnostics import Bag
from dsl.source import Source
from tests.unit.testkit.samples import COUNT, DUTY, compiled, table
from zhunsheng.testkit.scenarios.model import Scenario
from zhunsheng.testkit.scenarios.reading import read_scenarios

FEEDBACK = "## 工单办理（30分）\n\n" + COUNT
FACTS = ("单位 | 甲县", "对象类别 | 县区", "反馈不规范 | 3")
ITEM = "工单办理 | 30 − 最小（5，2×3） | 25"
TOTAL = "总分 | 25 | 25"


def facts(*rows: str) -> str:
    """Return a table of facts."""
    return table("事实 | 值", *rows)


def points(*rows: str) -> str:
    """Return a table of points."""
    return table("条款或项目 | 算式 | 得分", *rows)


def scenario(*parts: str, title: str = "甲县") -> str:
    """Return a scenario."""
    return f"## {title}\n\n" + "".join(parts)


GOOD = scenario(facts(*FACTS), points(ITEM, TOTAL))
ALL_POINTS = points(ITEM, TOTAL)
EXAMPLES: dict[str, str] = {
    "E520-odd-scenario-table": scenario(table("事实 | 数值", *FACTS), ALL_POINTS),
    "E521-unknown-scenario-fact": scenario(facts(*FACTS, "反馈不规 | 1"), ALL_POINTS),
    "E522-scenario-row-twice": scenario(facts(*FACTS, "反馈不规范 | 2"), ALL_POINTS),
    "E523-scenario-facts-missing": scenario(facts(*FACTS[:2]), ALL_POINTS),
    "E524-unknown-scenario-place": scenario(facts(*FACTS), points("工单办结 | 30 − 5 | 25", TOTAL)),
    "E525-scenario-incomplete": scenario(facts(*FACTS), points(TOTAL)),
    "E526-bad-arithmetic": scenario(facts(*FACTS), points("工单办理 | 30 − 扣 5 分 | 25", TOTAL)),
    "E527-wrong-arithmetic": scenario(facts(*FACTS), points("工单办理 | 30 − 2×3 | 25", TOTAL)),
    "E528-no-scenario": "# 情景\n\n还没有写。\n",
    "E529-fact-is-needed": scenario(facts(*FACTS[:2], "反馈不规范 | 不适用"), ALL_POINTS),
}


def policy(more: str = "") -> Compiled:
    """Compile the small policy."""
    made = compiled(FEEDBACK + more)
    assert made.policy is not None, [each.message for each in made.bag]
    return made


def read(text: str, more: str = "") -> tuple[tuple[Scenario, ...], Bag]:
    """Read scenarios of the small policy."""
    return read_scenarios(policy(more), Source("scenarios.md", text))


__all__ = ["ALL_POINTS", "DUTY", "EXAMPLES", "FACTS", "FEEDBACK", "GOOD", "ITEM", "TOTAL"]
