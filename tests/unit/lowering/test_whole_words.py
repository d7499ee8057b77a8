"""Words that are not cut: 增加 6 分 gives 6 points, 校级 is a level; what stands before keeps its own characters."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.test_clerks_words import check

ADDED = [
    ("本科生超出指标数量，一个增加6分", {"本科生超出指标数量": 3}, "18"),
    ("超出指标每个增加6分", {"超出指标": 2}, "12"),
    ("获得市级表彰增加2分", {"获得市级表彰": True}, "2"),
    ("迟报每次递减2分", {"迟报": 2}, "-4"),
    ("投诉量较上年增加的扣2分", {"投诉量较上年增加": True}, "-2"),
]


@pytest.mark.parametrize(("text", "facts", "points"), ADDED)
def test_a_verb_before_points_is_whole(text: str, facts: dict[str, object], points: str) -> None:
    check((text, facts, points))


def test_a_word_for_another_level_is_no_whole_of_which_one_is_a_part() -> None:
    levels = "校级优秀、市级优秀、省级优秀、国家级优秀 分别 加 5 分、10 分、15 分、20 分"
    for text in (levels, levels.replace("校级", "院级"), "星级先进 加 1 分；市级先进 加 2 分"):
        trial = try_line(text)
        assert trial.policy is not None, [each.message for each in trial.bag]
    asked = try_line("优秀稿件 加 1 分；市级优秀稿件 加 2 分")
    assert [each.code for each in asked.bag] == ["E426-counted-twice"]
