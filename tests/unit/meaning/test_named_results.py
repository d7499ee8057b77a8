"""Parts of a result by what a person calls them."""

from __future__ import annotations

import pytest

from compiler.meaning.result import ZERO, ClauseResult, GroupResult, Outcome, Points, Result
from dsl.problems.unknown import UnknownName


def clause(path: str, *duties: tuple[str, str]) -> ClauseResult:
    return ClauseResult(path, Outcome.SCORED, ZERO, ZERO, duties=duties)


def group(path: str, points: int) -> GroupResult:
    return GroupResult(path, Points.exactly(points), Points.exactly(points), None)


RESULT = Result(
    "某局",
    "",
    Points.exactly(30),
    (
        clause("一/（一）/1", ("每月报送进度", "合规"), ("平均减时间比例 70%以上", "待核")),
        clause("一/（二）/1", ("每月报送进度", "不合规")),
        clause("二/3", ("材料已提交", "合规")),
    ),
    (group("", 30), group("一", 20), group("一/（一）", 8), group("二", 10)),
)


def test_a_clause() -> None:
    assert RESULT.clause("二/3") == RESULT.clause("3") == RESULT.clauses[2]
    assert RESULT.clause("(二)/1") == RESULT.clauses[1]
    with pytest.raises(UnknownName, match="可以指几个条款：一/（一）/1、一/（二）/1；"):
        RESULT.clause("1")
    with pytest.raises(KeyError, match="没有“二/4”这个条款，是否指“二/3”？有："):
        RESULT.clause("二/4")


def test_a_heading() -> None:
    assert RESULT.group("").points.exact == 30
    assert RESULT.group("（一）").points.exact == 8
    with pytest.raises(UnknownName, match="没有“九”这个标题。有：一、一/（一）、二"):
        RESULT.group("九")


def test_a_duty() -> None:
    assert RESULT.duty("材料已提交") == "合规"
    assert RESULT.duty("减时间比例") == "待核"  # a part of the sentence
    assert RESULT.clause("（二）/1").duty("每月报送进度") == "不合规"
    with pytest.raises(UnknownName, match="可以指几个义务：一/（一）/1：每月报送进度、一/（二）/1：每月报送进度；"):
        RESULT.duty("报送")
    with pytest.raises(UnknownName, match="没有“每月报送近度”这个义务，是否指“一/（一）/1：每月报送进度”？"):
        RESULT.duty("每月报送近度")
    with pytest.raises(UnknownName, match="没有“”这个义务"):
        RESULT.duty("")
    assert RESULT.duties[2] == ("一/（二）/1", "每月报送进度", "不合规")
