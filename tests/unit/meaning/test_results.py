"""References to other clauses, caps on a heading, the largest of several effects: worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from tests.unit.backends.python_samples import RESULTS


@pytest.mark.parametrize(
    ("provincial", "city", "complaints", "expected"),
    [
        # 二/1 最高 3×1；二 3−0；一 10；零 3
        (1, 1, 0, {"二/1": 3, "二": 3, "一": 10, "零/1": 3}),
        # 二/1 取 2×3=6，不取 3；二 6−2=4；一 10−4；零 6
        (1, 3, 2, {"二/1": 6, "二": 4, "一": 6, "零/1": 6}),
        # 省级 5 次：加 15，另扣 1；二 14−0 以 9 为限
        (5, 0, 0, {"二/1": 14, "二": 9, "一": 10, "零/1": 14}),
        # 投诉 6：一 扣完；零 0−1；二 −6 以 −3 为限
        (0, 0, 6, {"二/1": 0, "二": -3, "一": 0, "零/1": -1}),
    ],
)
def test_by_hand(provincial: int, city: int, complaints: int, expected: dict[str, int]) -> None:
    result = score(RESULTS, Unit("甲", "", {"省级": provincial, "市级": city, "投诉": complaints}))
    given = {each.clause: each.points.exact for each in result.clauses}
    given |= {each.group: each.points.exact for each in result.groups}
    assert {key: given[key] for key in expected} == {key: Fraction(value) for key, value in expected.items()}


def test_what_is_missing_is_what_the_other_clause_lacks() -> None:
    result = score(RESULTS, Unit("甲", "", {"省级": 1, "市级": 0}))
    first = result.clause("零/1")
    assert first.missing == ("投诉",)
    assert (first.points.low, first.points.high) == (2, 3)  # 3 − 1 if the item is exhausted, else 3
