"""月报每迟报一次扣0.5分，每漏报一次扣1分: each 每 counts what is named beside it, and never what the other one counts."""

from __future__ import annotations

import pytest

from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, rows
from tests.unit.small_policies import compiled_small, small

ROWS = (
    *rows(
        "养护月报每迟报一次扣0.5分，每漏报一次扣1分",
        ("-0.5", {"养护月报迟报": 1, "漏报": 0}),
        (-1, {"养护月报迟报": 0, "漏报": 1}),
        (-2, {"养护月报迟报": 2, "漏报": 1}),
    ),
    *rows("群众每投诉2次，扣1分", (0, {"群众投诉": 1}), (-1, {"群众投诉": 2}), (-1, {"群众投诉": 3})),
    *rows("在建项目每逾期1天扣1分", (-3, {"在建项目逾期": 3})),
    *rows("会议每缺席1人扣0.5分", (-1, {"会议缺席": 2})),
    *rows("经验被省级每推广一次加1分", (2, {"经验被省级推广": 2})),
    *rows("信息每报送1条得0.5分", (1, {"信息报送": 2})),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.lines} {dict(row.facts)}")
def test_each_counts_its_own(row: Reading) -> None:
    check(row)


@pytest.mark.parametrize(
    "rules",
    [
        "事实 迟报：是否\n事实 漏报：计数（次）\n迟报 每次 扣 0.5 分，漏报 每次 扣 1 分",
        "事实 养护月报每迟报：是否\n事实 漏报：计数（次）\n养护月报每迟报一次扣0.5分，每漏报一次扣1分",
        "事实 漏报：计数（次）\n事实 迟报：是否\n漏报 每次 扣 1 分\n迟报 每 2 次 扣 0.5 分",
    ],
)
def test_a_flag_does_not_count_what_another_sentence_counts(rules: str) -> None:
    found = [each.code for each in compiled_small(small(rules)).bag if each.severity is Severity.ERROR]
    assert found == ["E403-rate-without-count"]


def test_a_flag_and_the_only_count_of_the_clause_belong_together() -> None:
    rules = "事实 未备案：是否\n事实 件数：计数（件）\n未备案 每件 扣 1 分"
    assert compiled_small(small(rules)).policy is not None
