"""A sentence that ``try`` reads, ``draft`` reads: every form of docs/句式.md, under a heading with points."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler.asking.trial import try_line
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.writing.drafting import draft

_FORMS = Path(__file__).parents[3] / "docs" / "句式.md"
# Sentences that a clerk has to decide: the words alone do not say what they mean in a text, so a draft leaves them open.
_OPEN = (
    "二次退回的，每件扣1分",  # levels of one thing, or two
    "低于全市平均",  # the mean of whom
    "扣满本项后",  # beyond the item
    "资料齐全的得5分，每缺1项扣1分",  # from the points before, or besides
    "主动报告的减半扣分",  # of one piece, or of all
    "得分为各部门平均分",  # a figure of another sheet
    "存在下列情形之一的，扣2分：未公开、未公示",
    "超额完成1个百分点",
    "加分项总分不超过15分",  # says nothing of the item of 10 points that it stands in
)


def _sentences() -> list[str]:
    found = re.findall(r"^> (.*)$", _FORMS.read_text(encoding="utf-8"), re.M)
    return [each for each in found if not any(part in each for part in _OPEN) and try_line(each, ()).policy is not None]


@pytest.mark.parametrize("sentence", _sentences())
def test_a_sentence_that_try_reads_is_drafted(sentence: str) -> None:
    text = f"一、总体要求（10分）\n{sentence}\n"
    made = draft(read_plain(text), text, "示例办法").clauses
    assert [doubt for clause in made for doubt in clause.doubts] == []
    assert any(clause.lines for clause in made)
