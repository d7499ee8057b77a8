"""What can be had from the policies at all: ranges as a clerk would approve them, and totals that add up."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

import zhunsheng
from compiler import core
from compiler.analysis.attainable.engine import Engine
from compiler.analysis.attainable.extremes import Extreme, How
from compiler.analysis.attainable.rows import Row, rows
from compiler.analysis.checks.reach import within
from zhunsheng.report.ranges import markdown

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "policies").glob("*/policy.md"))
NAMES = [folder.name for folder in FOLDERS]


class Text(SingleFileSnapshotExtension):
    """One table a policy."""

    _write_mode = WriteMode.TEXT
    file_extension = "ranges.md"


@cache
def policy(name: str) -> core.Policy:
    return zhunsheng.load(next(folder for folder in FOLDERS if folder.name == name)).core


@cache
def ranges(name: str) -> tuple[Row, ...]:
    return rows(policy(name), clauses=True)


@pytest.mark.parametrize("name", NAMES)
def test_table(name: str, snapshot: Any) -> None:
    assert markdown(policy(name), rows(policy(name))) == snapshot(extension_class=Text)


@pytest.mark.parametrize("name", NAMES)
def test_every_end_is_exact_and_its_unit_gets_just_that(name: str) -> None:
    for row in ranges(name):
        for end in (row.low, row.high):
            assert end.how is not How.OPEN, (row.part, end.why)
            assert end.unit is not None
            assert row.part.value(end.unit) == end.found
            assert end.how is How.UNLIMITED or end.found == end.value


def ends(name: str, group: str, kind: str) -> tuple[Fraction | None, Fraction | None]:
    found = next(row for row in ranges(name) if not row.part.clause and row.part.group == group and kind in row.kinds)

    def value(end: Extreme) -> Fraction | None:
        return None if end.how is How.UNLIMITED else end.value

    return value(found.low), value(found.high)


HOTLINE = "ankang-2021-hotline"
BY_HAND = [
    # Items: from 0 to their points, whatever a unit does. The bonus has no cap, so the total has none: 100 and the bonus.
    *((HOTLINE, f"附件2/{item}", kind, 0, points) for kind in ("县区", "市直部门", "其他") for item, points in (
        ("工单办理", 30), ("退单率", 10), ("延期率", 10), ("群众满意率", 30), ("日常工作配合", 20))),
    *((HOTLINE, group, kind, 0, None) for kind in ("县区", "市直部门", "其他") for group in ("附件2/加分项", "")),
    ("ankang-2021-approval", "", "考核对象", Fraction(-1, 2), 0),  # 一票否决，扣 0.5 分；没有基础分
    ("shanhaiguan-2020-budget", "", "市直部门", None, 105),  # 100 + 最多加 5 分；通报一次扣 1 分，不封底
    ("shanhaiguan-2020-budget", "第一部分/二/三/(二)", "市直部门", 0, 30),
    ("shanhaiguan-2020-budget", "第一部分/二/三/(二)", "县区", 0, 25),
    ("taiqian-2018-yiwangtongban-county", "", "县直部门", -10, 110),  # 五、加分项（10分）；六、扣分项（10分）
    ("taiqian-2018-yiwangtongban-township", "", "乡镇", None, 100),  # 五、1 一次扣 1 分，没有下限
    ("tianjin-2019-performance", "", "市级部门", None, None),  # 只有扣分和加分
    ("tianjin-2020-haochaping", "", "市有关部门", None, 0),  # 只有扣分：每件扣几分没有填定，件数也没有上限
]  # fmt: skip


@pytest.mark.parametrize(("name", "group", "kind", "low", "high"), BY_HAND)
def test_range_by_hand(name: str, group: str, kind: str, low: Fraction | None, high: Fraction | None) -> None:
    assert ends(name, group, kind) == (low, high)


# The points that the texts declare, read from them: sections in their order, and what they must add up to.
DECLARED = {
    "ankang-2021-hotline": {"": ([30, 10, 10, 30, 20], 100)},
    "shanhaiguan-2020-budget": {"市直部门": ([10, 30, 10, 10, 20, 10, 10], 100), "县区": ([10, 25, 10, 10, 20, 15, 10], 100)},
    "taiqian-2018-yiwangtongban-county": {"": ([30, 50, 10, 10], 100)},
    "taiqian-2018-yiwangtongban-township": {"": ([10, 15, 45, 18, 12], 100)},
}  # fmt: skip


@pytest.mark.parametrize("name", DECLARED)
def test_all_section_totals_add_up_and_can_be_had(name: str) -> None:
    one = policy(name)
    for kind, (points, total) in DECLARED[name].items():
        inside = [
            group for group in one.sections() if isinstance(group, core.Group) and not group.outside and group.points
        ]
        assert [group.points_for(kind) for group in inside] == points
        assert sum(points) == total == dict(one.total).get(kind, dict(one.total).get(""))
    for view in Engine(one).views:
        assert view.best is not None
        assert within(one.root, view.best) == 100


def test_no_text_but_these_declares_points() -> None:
    assert {name for name in NAMES if policy(name).total} == set(DECLARED)
