"""Ranks, parameters and judgements over a whole sheet."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from compiler import core
from dsl.source import Span
from dsl.types import PLAIN, RANK, RATIO
from zhunsheng.engine.units import UnitFacts
from zhunsheng.scoring.population import prepare, score_all

AT = Span(0, 0)
RANKED = core.Fact("名次", RANK, AT, core.Role.RANK, ranks=core.Divide(core.Read("办结"), core.Read("总数"), "办结率"))


def policy(*facts: core.Fact, **more: Any) -> core.Policy:
    root = core.Group("", "办法", AT, ())
    return core.Policy("p", "办法", "", "", None, (), (), (), facts, root, **more)


def units(**rates: tuple[int | None, int]) -> list[UnitFacts]:
    made = []
    for name, (done, total) in rates.items():
        made.append(UnitFacts(name, "", {"总数": total, **({} if done is None else {"办结": done})}))
    return made


def ranks(fact: core.Fact, **rates: tuple[int | None, int]) -> dict[str, Any]:
    return {each.unit.name: each.unit.facts.get("名次") for each in prepare(policy(fact), units(**rates))}


def test_ties_share_a_rank() -> None:
    given = {"甲": (9, 10), "乙": (90, 100), "丙": (1, 1), "丁": (0, 5)}
    assert ranks(RANKED, **given) == {"丙": 1, "甲": 2, "乙": 2, "丁": 4}
    assert ranks(evolve(RANKED, ascending=True), **given) == {"丁": 1, "甲": 2, "乙": 2, "丙": 4}
    assert ranks(evolve(RANKED, from_bottom=True), **given) == {"丁": 1, "甲": 2, "乙": 2, "丙": 4}
    assert ranks(evolve(RANKED, from_bottom=True, ascending=True), **given) == {"丙": 1, "甲": 2, "乙": 2, "丁": 4}


def test_unknown_values_have_no_rank() -> None:
    assert ranks(RANKED, 甲=(None, 10), 乙=(0, 0), 丙=(1, 2), 丁=(1, 3)) == {"甲": None, "乙": None, "丙": 1, "丁": 2}
    found = score_all(policy(RANKED), units(甲=(None, 10), 丙=(1, 2), 丁=(2, 4)))
    assert found[0].notes == ("“名次”无法排名：缺少排名所依据的数",)
    assert found[1].notes == ("“名次”与丁并列第 1 名", "“名次”未计入 1 个缺数的单位，补齐后可能变动")


def test_parameters() -> None:
    rate = core.Fact("系数", PLAIN, AT, core.Role.PARAMETER, value=Fraction(3, 2))
    assert prepare(policy(rate), [UnitFacts("甲")])[0].unit.facts == {"系数": Fraction(3, 2)}


def statistic(aggregate: core.Aggregate) -> core.Fact:
    done = core.Divide(core.Read("办结"), core.Read("总数"), "办结率")
    return core.Fact("统计", RATIO, AT, core.Role.STATISTIC, ranks=done, aggregate=aggregate)


@pytest.mark.parametrize(("aggregate", "value"), [("个数", 3), ("平均", "1/2"), ("最高", "9/10"), ("最低", "1/10")])
def test_statistics(aggregate: str, value: int | str) -> None:
    made = prepare(policy(statistic(core.Aggregate(aggregate))), units(甲=(9, 10), 乙=(1, 2), 丙=(1, 10)))
    assert {each.unit.facts["统计"] for each in made} == {Fraction(value)}


def test_a_statistic_of_which_a_value_is_missing_is_not_known() -> None:
    made = prepare(policy(statistic(core.Aggregate.MEAN)), units(甲=(9, 10), 乙=(None, 2)))
    assert all("统计" not in each.unit.facts for each in made)
    assert made[0].notes == ("“统计”无法计算：1 个单位缺少所依据的数",)
