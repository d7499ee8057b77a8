"""得 N 分 for all of it, and a price for each that is missing: lost from the N points (compiler/lowering/effects/relations.py)."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.test_clerks_words import total

MISSING = [
    ("出勤率100%得5分，缺勤1次扣1分", "出勤率", "缺勤"),
    ("签订率100%得5分，每少签1份扣1分", "签订率", "少签"),
    ("覆盖率100%得5分，每漏1户扣1分", "覆盖率", "漏"),
    ("上报率100%得5分，每迟报1件扣1分", "上报率", "迟报"),
    ("参训率100%得5分，无故不参加每人次扣1分", "参训率", "无故不参加"),
    ("整改率100%得5分，未按期整改每项扣1分", "整改率", "未按期整改"),
    ("办结率100%得5分，未办结每件扣1分", "办结率", "未办结"),
]


@pytest.mark.parametrize(("text", "share", "missing"), MISSING)
def test_each_that_is_missing_is_lost_from_all(text: str, share: str, missing: str) -> None:
    trial = try_line(text)
    assert total(trial, {share: "100%", missing: 0}) == 5
    assert total(trial, {share: "95%", missing: 1}) == 4
    assert total(trial, {share: "90%", missing: 3}) == 2


def test_another_thing_is_lost_by_itself() -> None:
    trial = try_line("办结率100%得5分；未公开每件扣1分")
    assert total(trial, {"办结率": "95%", "未公开": 1}) == -1
    assert total(trial, {"办结率": "100%", "未公开": 1}) == 4
    assert total(try_line("办结率100%得5分；未办理公示每次扣1分"), {"办结率": "95%", "未办理公示": 0}) == 0
    assert total(try_line("参训率达到90%得5分，缺训每人扣1分"), {"参训率": "85%", "缺训": 1}) == -1
