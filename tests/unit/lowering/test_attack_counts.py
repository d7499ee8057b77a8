"""Counts that were read with wrong points: shares of a count, a count as a threshold, tiers beside rates and steps of one count.

Made-up lines; the points are worked out from the words, by hand. Where two readings remain, the question is what is expected.
"""

from __future__ import annotations

import pytest

from tests.unit.lowering.readings import Reading, check, reading

CASES = "事实 案件数：计数（件）\n事实 上年案件数：计数（件），不低于 1 件\n"
ONE_PERCENT = (
    *(
        reading(f"{CASES}案件数 与 上年案件数 相比，{words}", points, 案件数=cases, 上年案件数=100)
        for words, cases, points in (
            ("每下降1%加0.5分", 90, 5),
            ("每下降1个百分点加0.5分", 90, 5),
            ("每上升1%扣0.5分", 110, -5),
            ("每上升1%扣0.5分", 90, 0),
            ("每下降2%加0.5分", 90, "2.5"),
        )
    ),
    *(
        reading(f"{CASES}案件数 低于 上年案件数 的，{words}", points, 案件数=cases, 上年案件数=200)
        for words, cases, points in (
            ("每低1%加0.5分", 180, 5),
            ("每低1个百分点扣1分", 180, -10),
            ("每少1件加0.5分", 180, 10),
        )
    ),
)


@pytest.mark.parametrize("row", ONE_PERCENT, ids=str)
def test_one_percent_of_a_count_is_a_hundredth(row: Reading) -> None:
    check(row)
