"""Two things of which one has a limit of its own: asked, with words that can be typed (compiler/asking/together.py)."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from tests.unit.lowering.test_clerks_words import check, rows, total
from tests.unit.lowering.test_starts import codes


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("培训或演练次数不少于4次得5分", "E206", "培训 不少于4次 或 演练次数 不少于4次"),
        ("培训和演练次数不少于4次得5分", "E206", "培训 不少于4次 且 演练次数 不少于4次"),
        ("投诉及举报件数超过5件扣2分", "E206", "事实 投诉及举报件数：计数（件），说明“合计”"),
        ("受理率或办结率低于90%扣2分", "E402", "受理率 低于90% 或 办结率 低于90%"),
        ("受理率且办结率达到90%得2分", "E402", "受理率 达到90% 且 办结率 达到90%"),
        ("制度健全、整改率达到90%得2分", "E217", ""),
    ],
)
def test_is_asked(text: str, code: str, told: str) -> None:
    assert [each[:4] for each in codes(text)] == [code]
    (found,) = try_line(text).bag
    assert told in found.hint


def test_what_is_told_can_be_typed() -> None:
    either = try_line("受理率 低于90% 或 办结率 低于90% 扣2分")
    for one, two, points in (("90%", "90%", 0), ("89%", "90%", -2), ("90%", "89%", -2), ("80%", "80%", -2)):
        assert total(either, {"受理率": one, "办结率": two}) == points
    some = try_line("培训 不少于4次 或 演练次数 不少于4次 得5分")
    for one, two, points in ((4, 0, 5), (0, 4, 5), (3, 3, 0)):
        assert total(some, {"培训": one, "演练次数": two}) == points
    both = try_line("制度健全 且 整改率达到90% 得2分")
    assert [total(both, {"制度健全": each, "整改率": "90%"}) for each in (True, False)] == [2, 0]


@pytest.mark.parametrize(
    "row",
    [
        *rows("投诉与举报件数之和超过5件扣2分", "投诉与举报件数之和", (5, "0"), (6, "-2")),
        *(
            ("制度不健全或整改率低于90%扣2分", {"制度不健全": bad, "整改率": share}, points)
            for bad, share, points in ((True, "95%", "-2"), (False, "89%", "-2"), (False, "90%", "0"))
        ),
        *rows("窗口服务，满意率达到90%得2分", "窗口服务满意率", ("90%", "2"), ("89%", "0")),
    ],
    ids=lambda row: f"{row[0]}-{row[1]}",
)
def test_is_not_asked(row: tuple[str, dict[str, object], str]) -> None:
    check(row)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("实际参加人数占应参加人数的比例低于90%扣2分", "人"),
        ("已整改户数占应整改户数的80%以上得5分", "户"),
        ("办结件数占受理件数低于90%扣2分", "件"),
        ("办结数占受理数低于90%扣2分", "件"),
        ("参训人数占村个数90%以上得5分", "件"),
    ],
)
def test_the_two_numbers_of_a_share_are_pieces_of_what_they_say(text: str, unit: str) -> None:
    trial = try_line(text)
    assert trial.policy is not None
    assert {fact.type.unit for fact in trial.policy.facts} == {unit}
