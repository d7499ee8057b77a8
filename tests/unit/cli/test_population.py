"""Ranks, parameters and judgements over a whole sheet."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from compiler import core
from dsl.source import Span
from dsl.types import PLAIN, RANK, RATIO, Kind, Type
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


def test_a_rank_beside_units_that_lack_data_is_a_range() -> None:
    """甲 lacks its part and may stand anywhere from 0 to 1; 乙 has 0 of 0 and takes no part."""
    counted = [core.Fact(name, Type(Kind.COUNT, "件"), AT, low=Fraction(0)) for name in ("办结", "总数")]
    facts = (evolve(counted[0], at_most="总数"), counted[1], RANKED)
    given = units(甲=(None, 10), 乙=(0, 0), 丙=(1, 1), 丁=(1, 2), 戊=(1, 2), 己=(0, 2))
    made = {each.unit.name: each for each in prepare(policy(*facts), given)}
    assert {name: each.unit.facts.get("名次") for name, each in made.items()} == dict.fromkeys(made) | {"丙": 1}
    reach = {name: each.unit.reach.get("名次") for name, each in made.items()}
    assert reach == {"甲": (1, 5), "乙": None, "丙": None, "丁": (2, 3), "戊": (2, 3), "己": (4, 5)}
    assert made["甲"].notes == ("“名次”无法排名：缺少排名所依据的数，可能第 1 名至第 5 名",)
    assert made["乙"].notes == ("没有“名次”：“办结率”的分母为 0，不参与排名",)
    assert made["丁"].notes == ("“名次”还不能确定：1 个单位缺数，可能第 2 名至第 3 名",)


def test_units_that_were_refused_can_stand_anywhere() -> None:
    made = prepare(policy(RANKED), units(甲=(9, 10), 乙=(1, 10)), unknown=1)
    assert [each.unit.reach["名次"] for each in made] == [(1, 2), (2, 3)]
    counted = prepare(policy(statistic(core.Aggregate.COUNT)), units(甲=(9, 10)), unknown=2)
    assert counted[0].unit.facts["统计"] == 3
    mean = prepare(policy(statistic(core.Aggregate.MEAN)), units(甲=(9, 10)), unknown=2)
    assert mean[0].notes == ("“统计”无法计算：2 个单位缺少所依据的数",)


def test_the_points_of_a_rank_that_is_a_range_are_a_range() -> None:
    """第 1 名 加 3 分: whoever may or may not be the first has 0 to 3; who cannot be has 0."""
    first = core.Compare(core.Read("名次"), core.Op.LE, core.Const(Fraction(1)))
    effect = core.Effect(core.EffectKind.FIXED, (core.Branch(first, core.Const(Fraction(3)), "加 3 分", AT),), AT)
    counted = [core.Fact(name, Type(Kind.COUNT, "件"), AT, low=Fraction(0)) for name in ("办结", "总数")]
    root = core.Group("", "办法", AT, (core.Clause("一", "", "", AT, effects=(effect,)),))
    of = evolve(policy(evolve(counted[0], at_most="总数"), counted[1], RANKED), root=root)
    found = score_all(of, units(甲=(None, 10), 丙=(1, 2), 丁=(1, 3)))
    assert [(each.total.low, each.total.high) for each in found] == [(0, 3), (0, 3), (0, 0)]


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
