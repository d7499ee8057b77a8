"""Counts that were read with wrong points: shares of a count, a count as a threshold, tiers beside rates and steps of one count.

Made-up lines; the points are worked out from the words, by hand. Where two readings remain, the question is what is expected.
"""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.readings import Reading, check, reading, refused

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


MEETINGS = "事实 会议：计数（次）\n本项 100 分\n会议 4 次 得 5 分，"
REACHED = (
    *(
        reading(f"{MEETINGS}{words}", points, 会议=count)
        for words in ("低于 4 次 不得分", "其余 不得分", "3 次以下 不得分")
        for count, points in ((8, 5), (4, 5), (3, 0))
    ),
    *(
        reading(f"{MEETINGS}{words}", points, 会议=count)
        for words in ("3 次 得 4 分，1 次 得 2 分", "3 次 得 4 分，1 次 得 2 分，其余 不得分")
        for count, points in ((9, 5), (4, 5), (3, 4), (2, 2), (1, 2), (0, 0))
    ),
    *(
        reading(f"事实 会议：计数（次）\n本项 10 分\n{words}", points, 会议=count)
        for words in ("会议 4 次 得满分，3 次 得 2 分", "会议 3 次 得 2 分，4 次 得满分")
        for count, points in ((6, 10), (4, 10), (3, 2), (2, 0))
    ),
    *(
        reading(f"事实 投诉：计数（件）\n{words}", points, 投诉=count)
        for words, count, points in (
            ("投诉 1 件 扣 1 分，每增加 1 件 再扣 0.5 分", 3, -2),
            ("投诉 1 件 扣 1 分，每增加 1 件 再扣 0.5 分", 1, -1),
            ("投诉 1 件 扣 1 分，2 件以上 扣 5 分", 3, -5),
        )
    ),
)


@pytest.mark.parametrize("row", REACHED, ids=str)
def test_a_number_of_pieces_that_is_reached(row: Reading) -> None:
    check(row)


TWO = "事实 会议：计数（次）\n事实 投诉：计数（件）\n事实 公开：是否\n本项 100 分\n"


@pytest.mark.parametrize(
    "words",
    [
        "会议 4 次 得 5 分",
        "县区 且 会议 4 次 得 5 分",
        "会议 4 次 得满分",
        "会议 4 次 且 公开 得 5 分",
        "会议 4 次 且 投诉 2 件 得 5 分",
        "投诉 3 件 不得分",
        "会议 每次 加 1 分，最多加 5 分；投诉 3 件 不加分",
    ],
)
def test_a_number_alone_is_asked(words: str) -> None:
    assert set(refused(TWO + words)) == {"E487-exact-share"}


@pytest.mark.parametrize(
    "words",
    [
        "投诉 1 件 扣 1 分，3 件以上 扣 5 分",
        "投诉 1 件 扣 1 分；投诉 3 件以上 扣 5 分",
        "投诉 1 件 扣 1 分，超过 3 件 扣 5 分",
        "投诉 1 件 加 1 分，3 件以上 加 5 分",
        "投诉 3 件 扣 5 分，2 件 扣 3 分，1 件 扣 1 分",
    ],
)
def test_what_the_rungs_leave_out_is_asked(words: str) -> None:
    assert refused(f"事实 投诉：计数（件）\n{words}") == ["E448-open-ladder"]


@pytest.mark.parametrize(
    "words",
    [
        "投诉 每件 扣 1 分，3 件以上 扣 5 分",
        "投诉 每件 扣 1 分，2 件 扣 3 分，3 件以上 扣 5 分",
        "投诉 每件 扣 1 分，超过 3 件 扣 5 分",
        "投诉 每件 加 1 分，10 件以上 加 15 分",
        "投诉 每件 扣 1 分；投诉 3 件以上 且 公开 扣 5 分",
        "办结率 低于 90% 每低于 1 个百分点 扣 1 分；办结率 低于 80% 且 公开 扣 5 分",
        "办结率 低于 90% 扣 1 分，每低于 1 个百分点 再扣 0.5 分，低于 80% 扣 8 分",
    ],
)
def test_a_rate_beside_a_tier_of_the_same_count_is_asked(words: str) -> None:
    trial = try_line(words)
    assert "E426-counted-twice" in {each.code for each in trial.bag}
    assert trial.policy is None


def test_a_tier_that_comes_on_top_of_a_rate() -> None:
    check(reading("事实 投诉：计数（件）\n投诉 每件 扣 1 分，5 件以上 另扣 10 分", -15, 投诉=5))


@pytest.mark.parametrize(
    "words",
    [
        "办结率 95%以上 得 10 分，90%以上 得 8 分，低于 90% 每低于 1 个百分点 扣 1 分",
        "办结率 95%以上 得 10 分，90%—95% 每低于 1 个百分点 扣 1 分，90%以下 每低于 1 个百分点 扣 2 分",
        "办结率 95%以上 得 10 分，每低于 1 个百分点 扣 1 分，低于 90% 每低于 1 个百分点 扣 2 分",
        "办结率 低于 95% 每低于 1 个百分点 扣 0.5 分，低于 90% 每低于 1 个百分点 扣 1 分",
        "投诉 5 件以下 得 10 分，6—10 件 得 5 分，超过 10 件 每超过 1 件 扣 1 分",
        "办结用时 5 个工作日以下 得 5 分，10 个工作日以下 得 3 分，超过 10 个工作日 每超过 1 个工作日 扣 1 分",
        "投诉 3 件—5 件 扣 1 分，6 件—10 件 扣 2 分，超过 10 件 每超过 1 件 扣 1 分",
        "投诉 1—3 件 扣 1 分，4 件以上 每超过 1 件 扣 1 分",
        "办结率 90%—95% 扣 3 分；低于 90% 每低于 1 个百分点 扣 1 分",
        "办结率 80%—90% 每低于 1 个百分点 扣 0.5 分；低于 80% 每低于 1 个百分点 扣 1 分",
        "表彰 3—5 次 加 3 分，超过 5 次 每超过 1 次 加 0.5 分",
        "办结率 90%以上 得 8 分；低于 85% 每低于 1 个百分点 扣 1 分",
        "投诉 5 件以下 扣 1 分，超过 5 件 每超过 1 件 扣 1 分",
        "超期 3 个自然日以下 扣 1 分，超过 3 个自然日 每超过 1 个自然日 再扣 1 分",
    ],
)
def test_steps_behind_a_tier_of_the_same_figure_are_asked(words: str) -> None:
    trial = try_line(words)
    assert "E426-counted-twice" in {each.code for each in trial.bag}
    assert trial.policy is None


STEPS = (
    ("本项 10 分\n办结率 90%以上 得 8 分，每低于 1 个百分点 扣 1 分", "88%", 6),
    ("本项 10 分\n办结率 90%以上 得 8 分，每低于 1 个百分点 扣 1 分；95%以上 再加 2 分", "88%", 6),
    ("本项 10 分\n办结率 90%以上 得 8 分，每低于 1 个百分点 扣 1 分；95%以上 再加 2 分", "96%", 10),
    ("办结率 90%以上 加 2 分；低于 90% 每低于 1 个百分点 扣 1 分", "88%", -2),
    ("办结率 低于 90% 扣 1 分，每低于 1 个百分点 再扣 0.5 分", "88%", -2),
    ("办结率 80%—90% 每低于 1 个百分点 扣 1 分，低于 80% 扣 12 分", "88%", -2),
    ("办结率 80%—90% 每低于 1 个百分点 扣 0.5 分；低于 80% 每低于 1 个百分点 扣 1 分\n累计", "79%", -1),
)


@pytest.mark.parametrize(("words", "rate", "points"), STEPS, ids=str)
def test_steps_that_are_clear(words: str, rate: str, points: int) -> None:
    check(reading(f"事实 办结率：比率\n{words}", points, 办结率=rate))
