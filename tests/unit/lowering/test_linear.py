"""Twenty times the text takes twenty times the work, whatever the text: nothing in the lexer or the parser is quadratic."""

from __future__ import annotations

import pytest

from dsl.diagnostics import Bag
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source, Span
from dsl.words.vocabulary import Vocabulary, declared_names
from tests.counting import steps_of

UNITS = {
    "rules": "占比 低于 30% 扣 5 分；每件 扣 2 分；封顶 5 分\n",
    "unknown text": "对已取消的证明事项仍向申请人索要材料及未按要求公开办事指南造成不良影响",
    "marks": "，；。、：（）“”！？—…·",
    "one long line": "投诉件数低于30件且",
    "line ends": "\n",
    "lines that go on": "甲，\n",
    "blanks": " \u3000\u200b",
    "fillers": "的",
    "bounds without numbers": "甲达到乙",
    "each": "每件甲",
    "digits": "1",
    "grouped digits": "1,234,",
    "Chinese numerals": "万",
    "half a fraction": "三分之",
    "names with 无": "无甲",
    "open quotes": "“，口径",
    "brackets": "（",
    "declarations": "事实 甲：比率，说明“口径，乙”\n",
    "lines that do not parse": "占比 扣 30% 低于\n",
    "conditions without points": "占比 低于 30%\n",
    "names without points": "未按规定公开\n",
    "equal signs": "=",
}
SMALL, MORE = 1_500, 20


def work(unit: str, size: int) -> int:
    """The steps that reading a text of about ``size`` characters takes."""
    text = unit * (size // len(unit))
    source, span = Source("t", text), Span(0, len(text))
    lexer = Lexer(Vocabulary.of((), ("县区",)))

    def read() -> None:
        list(declared_names(source, span))
        parse_block(source, span, lexer, Bag())

    return steps_of(read)


@pytest.mark.parametrize("kind", UNITS)
def test_time_grows_with_the_text_and_no_faster(kind: str) -> None:
    assert work(UNITS[kind], SMALL * MORE) < 2 * MORE * work(
        UNITS[kind], SMALL
    )  # quadratic would be twenty times linear
