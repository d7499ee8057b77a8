"""Kinds, joined names and words inside of names: each line gives the right points or a question, never other points."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score

_FLAGS = "事实 公开：是否\n事实 备案：是否\n"


def codes(text: str) -> set[str]:
    """Return the codes of the errors that trying a text gives."""
    return {each.code for each in try_line(text).bag if each.code.startswith("E")}


@pytest.mark.parametrize(
    "text",
    [
        "事实 公开：是否\n未公开扣2分，县区扣1分",
        "事实 公开：是否\n公开加1分，县区加2分，市直部门加3分",
        "事实 公开：是否\n未公开扣2分，县区再扣1分",
        "办结率低于90%扣2分，县区扣1分",
        "表彰加2分，县区加1分",
        "投诉每件扣2分，县区扣1分",
        "每件投诉扣2分，县区扣1分",
        "事实 公开：是否\n县区未公开扣2分，县区扣1分",
    ],
)
def test_a_kind_alone_behind_a_condition_is_asked(text: str) -> None:
    assert codes(text) == {"E488-kind-alone"}


@pytest.mark.parametrize(
    "text",
    [
        "县区扣2分，市直部门扣1分",
        "事实 公开：是否\n未公开的县区扣2分，市直部门扣1分",
        "事实 公开：是否\n未公开扣2分\n县区扣1分",
        "事实 公开：是否\n未公开扣2分，县区减半",
    ],
)
def test_a_kind_alone_that_is_no_question(text: str) -> None:
    assert codes(text) == set()


_COUNTS = "事实 投诉：计数（件）\n事实 差评：计数（件）\n事实 迟报：计数（次）\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{_COUNTS}县区迟报每次扣1分，投诉每件扣2分；市直部门迟报每次扣0.5分，投诉每件扣1分",
        "县区每次迟报扣1分，每件投诉扣2分；市直部门每次迟报扣0.5分，每件投诉扣1分",
        f"{_COUNTS}县区且投诉每件扣1分，差评每件扣2分；市直部门且投诉每件扣0.5分",
        "县区且办结率低于95%扣1分，满意率低于80%扣1分",
        "县区且办结率低于90%扣1分，每低1个百分点再扣0.5分",
        f"{_FLAGS}县区未公开扣1分，未备案扣1分",
    ],
)
def test_whether_a_kind_in_front_goes_on_is_asked(text: str) -> None:
    assert "E489-kind-in-front" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{_COUNTS}县区且迟报每次扣1分，县区且投诉每件扣2分；市直部门且迟报每次扣0.5分，市直部门且投诉每件扣1分",
        "县区且办结率低于95%扣1分，低于80%扣3分",
        f"{_FLAGS}县区未公开扣1分；未备案扣1分",
        f"{_COUNTS}投诉每件扣1分；县区投诉每件再扣2分",
        f"{_COUNTS}投诉每件扣1分；县区投诉每件扣2分\n累计",
        f"{_COUNTS}县区投诉每件扣1分，市直部门每件扣2分",
    ],
)
def test_kinds_that_are_said(text: str) -> None:
    assert codes(text) == set()


def test_pieces_of_some_kinds_and_of_all_are_asked() -> None:
    assert codes(f"{_COUNTS}投诉每件扣1分；县区投诉每件扣2分") == {"E468-some-and-all"}


def test_the_same_pieces_counted_twice_are_asked() -> None:
    assert codes(f"{_COUNTS}投诉每件扣1分；投诉每件扣2分") == {"E426-counted-twice"}


@pytest.mark.parametrize(
    "text",
    [
        "投诉逐件扣1分",
        "投诉按件扣1分",
        "投诉按次扣1分",
        "办结率90%以上得10分，60%（不含）以下得0分，中间按比例得分",
        "办结率低于98%扣1分，每再低1个百分点扣0.5分",
        "表彰达到3次得5分，超出部分每次加1分",
    ],
)
def test_words_that_say_how_points_are_given_are_no_name(text: str) -> None:
    assert codes(text) == {"E217-name-holds-words"}


@pytest.mark.parametrize("joint", ["并", "和", "及", "与", "、", "的同时", "且"])
def test_a_name_that_joins_another_one_is_no_second_fact(joint: str) -> None:
    assert codes(f"公开加2分；公开{joint}备案加4分")


@pytest.mark.parametrize("joined", ["既公开又备案", "已公开且备案"])
def test_so_is_one_that_says_both(joined: str) -> None:
    assert codes(f"公开加2分；{joined}加4分")


@pytest.mark.parametrize(
    "text",
    [
        "信息报送少于5条扣1分，报送少于3条扣3分",
        "召开会议少于4次扣1分，会议少于2次扣3分",
    ],
)
def test_the_end_of_the_name_before_is_asked(text: str) -> None:
    assert codes(text) == {"E206-ambiguous-subject"}


def test_two_shares_of_which_one_is_narrower_are_asked() -> None:
    assert codes("按时办结率低于90%扣1分，办结率低于80%扣2分") == {"E206-ambiguous-subject"}
    assert codes("按时办结率低于90%扣1分；办结率低于80%扣2分") == set()


@pytest.mark.parametrize("points", ["的各得1分", "的，各得1分"])
@pytest.mark.parametrize("joint", ["且", "或"])
@pytest.mark.parametrize("declared", [_FLAGS, ""])
def test_each_of_no_list_is_refused(declared: str, joint: str, points: str) -> None:
    assert codes(f"{declared}公开{joint}备案{points}") == {"E102-unexpected-word"}


@pytest.mark.parametrize("condition", ["公开、备案", "公开、备案的", "县区 且 公开、备案"])
def test_each_of_a_list_is_read(condition: str) -> None:
    assert codes(f"{_FLAGS}{condition} 各加1分") == set()


@pytest.mark.parametrize("declared", ["事实 投诉：计数（件）\n", ""])
@pytest.mark.parametrize(
    "text",
    [
        "投诉每件县区扣2分；投诉每件市直部门扣1分",
        "投诉县区每件扣2分，市直部门每件扣1分",
        "县区且投诉每件扣2分；市直部门且投诉每件扣1分",
    ],
)
def test_pieces_of_each_kind_are_one_count(declared: str, text: str) -> None:
    policy = try_line(declared + text).policy
    assert policy is not None
    given = [score(policy, Unit("甲", kind, {"投诉": 3})).total.low for kind in ("县区", "市直部门")]
    assert given == [-6, -3]


def test_the_pieces_of_the_kind_before_are_those_of_each_kind() -> None:
    assert codes("投诉每件县区扣2分、市直部门扣1分") == set()
