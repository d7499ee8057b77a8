"""Kinds, joined names and words inside of names: each line gives the right points or a question, never other points."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line

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
