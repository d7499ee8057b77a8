"""Caps and 扣完为止 in the wordings of official texts: the points, worked out by hand; which wording it is changes nothing."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.readings import Reading, check, rows

GAINS = (
    "加分总计不超过5分",
    "合计最高加5分",
    "累计加分最多5分",
    "加分不超过5分",
    "加分累计不得超过5分",
    "加分合计最高5分",
    "总计最多可加5分",
    "年度累计加分不超过5分",
    "最高可加5分",
    "最多加至5分",
    "加分上限为5分",
    "加分以5分为限",
    "累计不得超过5分",
    "加满5分为止",
    "奖励分最高不超过5分",
)
LOSSES = (
    "扣分总计不超过5分",
    "合计扣分最多5分",
    "累计扣分以5分为限",
    "最多可扣5分",
    "最高扣至5分",
    "扣分上限5分",
    "扣减不超过5分",
    "共计最多扣除5分",
    "扣满5分为止",
)
GONE = (
    "扣完本项分值为止",
    "扣完该项分",
    "扣至0分止",
    "扣至0分",
    "直至扣完",
    "扣完此项得分为止",
    "此项分值扣完为止",
    "扣完全部分值为止",
    "扣光为止",
    "以扣完本项分值为限",
    "最低为0分",
    "不计负分",
    "不倒扣分",
    "本项扣完为止，不计负分",
)
ABOVE = (
    "以上各项扣分合计不超过5分",
    "上述扣分合计不超过5分",
    "以上两项累计最多扣5分",
    "两项扣分合计不超过5分",
    "各项累计扣分最多5分",
    "合计最高扣5分",
)
GAINED = ((4, {"信息": 4}), (5, {"信息": 5}), (5, {"信息": 6}))
LOST = ((-4, {"投诉": 4}), (-5, {"投诉": 5}), (-5, {"投诉": 6}))
LEFT = ((10, {"投诉": 0}), (1, {"投诉": 9}), (0, {"投诉": 10}), (0, {"投诉": 11}))
OF_BOTH = (
    (-3, {"投诉": 1, "迟报": 1}),
    (-5, {"投诉": 1, "迟报": 2}),
    (-5, {"投诉": 2, "迟报": 2}),
    (-5, {"投诉": 6, "迟报": 0}),
)
ROWS = (
    *(row for cap in GAINS for row in rows(f"信息每条加1分，{cap}", *GAINED)),
    *(row for cap in LOSSES for row in rows(f"投诉每件扣1分，{cap}", *LOST)),
    *(row for end in GONE for row in rows(f"本项 10 分\n投诉每件扣1分，{end}", *LEFT)),
    *(row for cap in ABOVE for row in rows(f"投诉每件扣1分；迟报每次扣2分；{cap}", *OF_BOTH)),
    # each side has its own
    *rows(
        "信息每条加1分；投诉每件扣2分；加分总计不超过5分；扣分总计不超过6分",
        (3, {"信息": 5, "投诉": 1}),
        (1, {"信息": 7, "投诉": 2}),
        (-1, {"信息": 7, "投诉": 4}),
        (-6, {"信息": 0, "投诉": 4}),
    ),
    *rows("表彰每次得2分，合计得分不超过5分", (4, {"表彰": 2}), (5, {"表彰": 3})),
    *rows("表彰每次得2分，累计得分以5分为限", (4, {"表彰": 2}), (5, {"表彰": 3})),
)


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_points(number: int) -> None:
    row: Reading = ROWS[number]
    check(row)


@pytest.mark.parametrize("end", GONE)
def test_a_line_alone_is_tried_with_ten_points(end: str) -> None:
    assert try_line(f"投诉每件扣1分，{end}").assumed == ("本项 10 分",)


def test_two_of_three_is_asked() -> None:
    trial = try_line("投诉每件扣1分；迟报每次扣2分；漏报每次扣2分；以上两项合计最多扣5分")
    assert trial.policy is None
    assert "E428-cap-of-whom" in [each.code for each in trial.bag]
