"""What a unit with missing facts can really get: worked out by hand, and never outside the range."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from compiler.analysis.attainable.partly import found_ends
from compiler.explain.trace import render_text
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.testing.sampling import sample_units
from tests.unit.core_samples import HOTLINE
from tests.unit.explain.test_explain import GOOD_FACTS, trace
from tests.unit.small_policies import compiled_small, small


def test_both_ends_are_found() -> None:
    # 反馈不规范 gives 0 to -5 (封顶 5 分), 表扬 0 to 3; everything else is known: 32.14 has -5 and 0 in it.
    found = trace(without=("反馈不规范", "表扬"))["range"]
    assert (found["low"], found["high"]) == ("32.14", "40.14")
    assert found["found"] == {"low": "32.14", "high": "40.14"}
    assert "区间的两端都取得到。" in render_text(trace(without=("反馈不规范", "表扬")))


def test_an_end_that_two_clauses_cannot_have_at_once() -> None:
    # 工单总数 is read by 按期办结率 (9997 in time) and by 退单率 (1200 sent back). At best 9997 of 9997 are in time and cost
    # nothing, and 1200 of 9997, 12 %, stand in no tier: 5 points more than with 10000. At worst the outer range takes -30
    # for the one and -10 for the other; but at 97 % in time 10306 were handed over, and 1200 of them are below 15 %.
    found = trace(without=("工单总数",))["range"]
    assert (found["high"], found["found"]["high"]) == ("37.14", "37.14")
    assert Fraction(found["found"]["low"]) > Fraction(found["low"])


@pytest.mark.parametrize("seed", range(2))
def test_what_was_found_lies_in_the_range(seed: int) -> None:
    random = Random(seed)
    for whole in sample_units(HOTLINE, 25, seed):
        dropped = set(random.sample(sorted(whole.facts), random.randint(1, 5)))
        unit = Unit(whole.name, whole.kind, {name: value for name, value in whole.facts.items() if name not in dropped})
        result = score(HOTLINE, unit)
        low, high = found_ends(HOTLINE, unit, result)
        for value in (low, high):
            assert value is None or result.total.low is None or value >= result.total.low
            assert value is None or result.total.high is None or value <= result.total.high


def test_nothing_is_missing() -> None:
    unit = Unit("甲县", "县区", GOOD_FACTS)
    result = score(HOTLINE, unit)
    assert found_ends(HOTLINE, unit, result) == (result.total.exact, result.total.exact)


CHECKED = "事实 工单：计数（件），不超过 8 件\n事实 投诉：计数（件）\n核对 投诉 不超过 工单\n投诉 每件 扣 1 分"


@pytest.mark.parametrize(
    ("facts", "low"),
    [({}, 2), ({"工单": 3}, 7), ({"工单": 8}, 2)],
)
def test_no_end_is_that_of_a_unit_that_is_refused(facts: dict[str, int], low: int) -> None:
    """The outer range takes all 10 points away; with no more than so many complaints as the checks allow, 10 cannot be lost."""
    made = compiled_small(small(CHECKED, "# 一、考核（10分）")).policy
    assert made is not None
    unit = Unit("甲县", "", facts)
    found = found_ends(made, unit, score(made, unit))
    assert found[1] == 10
    assert found[0] is None or found[0] >= low, "never an end that is refused"
