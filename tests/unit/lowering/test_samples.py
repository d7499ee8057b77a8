"""抽查 10 份 is no condition; one of something is each of it, or asked: the points, worked out by hand."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.test_clerks_words import Row, check, rows
from tests.unit.lowering.test_starts import codes

SAMPLED: list[Row] = [
    *rows("抽查10份，每有1份不合格扣1分", "不合格", (0, "0"), (2, "-2")),
    *rows("随机抽查5名干部，1人答不出扣0.5分", "答不出", (0, "0"), (3, "-1.5")),
    *rows("现场提问3人，答错1人扣1分", "答错", (0, "0"), (2, "-2")),
    *rows("抽查5户，知晓率低于80%扣1分", "知晓率", ("80%", "0"), ("79%", "-1")),
    *rows("抽查10次以上得2分", "抽查", (9, "0"), (10, "2")),
    *rows("一户一档未建立扣2分", "一户一档未建立", (True, "-2"), (False, "0")),
]


@pytest.mark.parametrize("row", SAMPLED, ids=lambda row: f"{row[0]}-{row[1]}")
def test_how_many_are_looked_at_gives_nothing(row: Row) -> None:
    check(row)


def test_one_of_them_behind_points_is_asked() -> None:
    assert codes("全部达标得5分，一项不达标扣1分") == ["E206-ambiguous-subject"]
    (found,) = try_line("全部达标得5分，一项不达标扣1分").bag
    assert "「不达标 每项 扣1分」" in found.hint
    trial = try_line("全部达标得5分，不达标 每项 扣1分")
    assert trial.policy is not None
