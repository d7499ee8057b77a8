"""What is said of one thing twice: that it is late or beyond a limit, and by how much; a size that every piece has of its own; a day that
was missed beside the days that it was missed by. Made-up lines, points by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from compiler.asking.trial import try_line
from compiler.explain.trace import show_range
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score

ASKED = (
    ("打架事件每起扣2分；造成恶劣影响的，每起扣5分", "E426-counted-twice"),
    ("能耗总量超出控制目标的扣2分；超出控制目标10%以上的扣4分", "E426-counted-twice"),
    ("支出低于序时进度的扣1分；低于序时进度10%以上的扣3分", "E426-counted-twice"),
    ("台账更新未按时完成的扣1分，逾期2个月以上的扣3分", "E426-counted-twice"),
    ("年报不及时报送的扣1分；逾期10天以上的扣2分", "E426-counted-twice"),
    ("违规占地1起扣0.5分，面积超过20亩的每起扣2分", "E408-bound-before-rate"),
    ("违规支出1笔扣1分，金额超过10万元的每笔扣3分", "E408-bound-before-rate"),
)
# What may stand together: different things, a piece that is named, an effect that comes behind ；and is said once.
READ: tuple[tuple[str, dict[str, object], str], ...] = (
    ("本项10分；年报6月10日前报送的得满分，每迟报1天扣1分", {"年报报送": date(2025, 6, 10), "迟报": 0}, "10 分"),
    ("本项10分；年报6月10日前报送的得满分，每迟报1天扣1分", {"年报报送": date(2025, 6, 13), "迟报": 3}, "7 分"),
    ("本项10分；年报6月10日前报送的得满分，每迟报1天扣1分", {"年报报送": date(2025, 6, 30), "迟报": 20}, "0 分"),
    ("本项10分；违规金额超过10万元的，每个责任人扣1分", {"违规金额": 200_000, "责任人": 3}, "7 分"),
    ("本项10分；打架事件每起扣2分；造成恶劣影响的扣5分", {"打架事件": 1, "造成恶劣影响": True}, "3 分"),
)


@pytest.mark.parametrize(("line", "code"), ASKED)
def test_what_is_said_twice_is_asked(line: str, code: str) -> None:
    trial = try_line(line)
    assert code in {each.code for each in trial.bag}
    assert trial.policy is None


@pytest.mark.parametrize(("line", "facts", "points"), READ)
def test_what_is_plain_is_read(line: str, facts: dict[str, object], points: str) -> None:
    trial = try_line(line)
    assert trial.policy is not None, [(each.code, each.message) for each in trial.bag]
    assert {each.name for each in trial.policy.facts} == set(facts)
    exact = {name: Fraction(v) if v.__class__ is int else v for name, v in facts.items()}
    result = score(trial.policy, Unit("某单位", trial.policy.kinds[0] if trial.policy.kinds else "", exact))
    assert show_range(result.groups[1].points) == points
