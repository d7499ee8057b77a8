"""Points without a verb (dsl/lexer/habits/shorthand.py, compiler/lowering/sentences/bare_points.py), and what is asked.

Made-up lines; the points are worked out from the words, by hand.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl import formatter, surface
from dsl.diagnostics import Bag, Severity
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source, Span
from dsl.words.vocabulary import Vocabulary, declared_names
from tests.unit.asking.test_open_names import points
from tests.unit.lowering.readings import Reading, check, reading, refused

BOOKS = "事实 台账齐全：是否\n事实 有台账：是否\n本项 5 分\n"
TWO_BOOKS = BOOKS + "台账齐全5分；未有台账0分"
PLANS = "事实 有计划：是否\n事实 有总结：是否\n本项 3 分\n"
NEWS = "事实 市级采用：计数（条）\n事实 省级采用：计数（条）\n本项 10 分\n"
FUNDS = "事实 经费：金额（元）\n本项 20 分\n经费≥900万元，20分；500万元≤经费＜900万元，10分；不足500万元，0分"
STEPS = "事实 完成率：比率\n本项 15 分\n完成率100%的15分；80%以上不足100%的10分；60%以上不足80%的5分；不足60%的0分"
REPLIES = "事实 内容规范：是否\n事实 答非所问：计数（件）\n本项 3 分\n内容规范，3分。答非所问的，每件扣0.5分"
STARS = "事实 五星级：是否\n事实 四星级：是否\n本项 3 分\n五星级 3 分，四星级 2 分"
RANKED = "事实 办结率：比率\n办结率 排名 第1名 加 3 分，第2名 2 分，第3名 1 分"

ROWS = (
    reading(TWO_BOOKS, 5, 台账齐全=True, 有台账=True),
    reading(TWO_BOOKS, 0, 台账齐全=False, 有台账=False),
    *(
        reading(PLANS + line, wanted, 有计划=plan, 有总结=report)
        for line in ("有计划（1分）、有总结（2分）。", "有计划1分、有总结2分", "有计划 1 分，有总结 2 分", "有计划1分、有总结2分，共3分")
        for plan, report, wanted in ((True, True, 3), (True, False, 1), (False, True, 2), (False, False, 0))
    ),
    *(
        reading(NEWS + line, wanted, 市级采用=city, 省级采用=province)
        for line in ("市级采用每条1分，省级采用每条2分，10分封顶", "市级采用1分/条，省级采用2分/条")
        for city, province, wanted in ((3, 1, 5), (0, 0, 0), (4, 5, 10))
    ),
    reading(NEWS + "市级采用每2条1分", 2, 市级采用=5, 省级采用=0),
    *(
        reading(FUNDS, wanted, 经费=money)
        for money, wanted in ((9_000_000, 20), (8_999_999, 10), (5_000_000, 10), (4_999_999, 0))
    ),
    *(reading(STEPS, wanted, 完成率=rate) for rate, wanted in (("100%", 15), ("99%", 10), ("80%", 10), ("60%", 5), ("59%", 0))),
    reading(REPLIES, 3, 内容规范=True, 答非所问=0),
    reading(REPLIES, 2, 内容规范=True, 答非所问=2),
    reading(STARS, 3, 五星级=True, 四星级=False),
    reading(STARS, 2, 五星级=False, 四星级=True),
    *(reading(RANKED, 4 - place, 办结率="90%", 办结率名次=place) for place in (1, 2, 3)),
    *(
        reading("事实 达标：是否\n本项 5 分\n达标的县区2分，市直部门1分", wanted, kind=kind, 达标=True)
        for kind, wanted in (("县区", 2), ("市直部门", 1))
    ),
    reading("事实 迟报：是否\n事实 漏报：是否\n迟报扣1分，漏报2分", -3, 迟报=True, 漏报=True),
    reading("事实 投诉：计数（个）\n投诉按0.5分/个扣分", "-1.5", 投诉=3),
    reading("事实 投诉：计数（个）\n投诉按每个0.5分扣分", "-1.5", 投诉=3),
    reading("事实 表彰：计数（次）\n表彰每次+1分，最多加2分", 2, 表彰=5),
    reading("事实 逾期：是否\n事实 未报：是否\n本项 2 分\n逾期1分，未报0分", 1, 未报=False, 逾期=True),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_points(row: Reading) -> None:
    check(row)


OPEN = (
    ("制定年度工作计划（1分）、有工作总结（1分）。\n本项 2 分", {"制定年度工作计划": True, "有工作总结": False}, "1"),
    ("表彰+1分", {"表彰": True}, "1"),
    ("通报-2分", {"通报": True}, "-2"),
    ("信息被市级采用每条1分，10分封顶\n本项 10 分", {"信息被市级采用": 12}, "10"),
    ("无投诉2分\n本项 2 分", {"无投诉": True}, "2"),
    ("测评得分80分，加1分", {"测评得分": 80}, "1"),  # a figure, not points
)


@pytest.mark.parametrize(("line", "facts", "wanted"), OPEN, ids=[line for line, _, _ in OPEN])
def test_open_names(line: str, facts: dict[str, object], wanted: str) -> None:
    assert points(line, facts) == points(try_line(line).canonical, facts)
    assert str(points(line, facts)) == wanted


SHARES = (
    ("制度建设、台账管理各占5分", {"制度建设": True, "台账管理": False}, "5"),
    ("制度建设、台账管理、档案各占2.5分", {"制度建设": True, "台账管理": False, "档案": True}, "5"),
    ("制度建设占5分，台账管理占3分", {"制度建设": False, "台账管理": True}, "3"),
    ("本项 10 分\n制度建设、台账管理各占5分", {"制度建设": True, "台账管理": True}, "10"),
)


@pytest.mark.parametrize(("line", "facts", "wanted"), SHARES, ids=[line for line, _, _ in SHARES])
def test_what_has_its_share_of_the_points_earns_it(line: str, facts: dict[str, object], wanted: str) -> None:
    assert str(points(line, facts)) == wanted
    trial = try_line(line)
    assert points("\n".join([trial.canonical, *trial.assumed]), facts) == points(line, facts)


@pytest.mark.parametrize(
    "line", ["未开展培训占5分", "迟报占2分", "制度建设和台账管理各占5分", "本项 10 分；制度建设和台账管理各5分"]
)
def test_a_share_that_nobody_can_tell_is_asked(line: str) -> None:
    codes = [each.code[:4] for each in try_line(line).bag]
    assert {"E206", "E434"} & set(codes), codes


MANUAL = Path(__file__).parents[3] / "docs" / "手册" / "03-把一句话写成规则.md"


def test_the_forms_that_the_manual_gives_to_try_are_read() -> None:
    text = MANUAL.read_text(encoding="utf-8").partition("## 贴进来就能试的写法")[2]
    forms = re.findall(r"`([^`]*[0-9]分)`", text)
    assert len(forms) > 6
    for form in forms:
        assert not try_line(form).bag.items, form


ASKED = (
    "事实 台账齐全：是否\n台账齐全5分",  # neither an item nor a heading
    "事实 迟报：是否\n本项 5 分\n迟报2分",
    "事实 投诉：计数（件）\n本项 5 分\n投诉2分/件",
    "事实 投诉：计数（件）\n本项 5 分\n每件投诉2分",
    "事实 公示：是否\n本项 5 分\n未公示2分",
    "事实 办结率：比率\n本项 5 分\n办结率低于90%的，每低1个百分点1分",
    "事实 不规范：是否\n事实 台账齐全：是否\n本项 5 分\n不规范扣1分；台账齐全2分",
    "事实 有投诉：是否\n本项 2 分\n有投诉2分，未有投诉0分",
)


@pytest.mark.parametrize("lines", ASKED)
def test_asked(lines: str) -> None:
    assert "E434-price-without-sign" in refused(lines)


TITLED = """---
政策: 试
机关: 某机关
考核期间: 2021-01-01 至 2021-12-31
原文: source.txt
---

# 一、{title}

> 国家级5分，省级3分

```规则
事实 国家级：是否
事实 省级：是否
国家级5分，省级3分
```
"""
HEADINGS = {
    "加分项": 3,
    "奖励加分": 3,
    "减分项": -3,
    "扣分项": -3,
    "创优（5分）": 3,  # an item: earned
    "负面清单（10分）": 7,  # lost, from the ten of the item
    "加减分项（5分）": None,  # both: asked
    "奖惩（5分）": None,
    "创优": None,
}


@pytest.mark.parametrize("title", HEADINGS)
def test_headings(title: str) -> None:
    """Under 加分 points are won, under 减分 lost, in an item earned; a heading that says both is asked."""
    text = Source("policy.md", TITLED.format(title=title))
    made = compile_policy(PolicyText("try", text, Source("source.txt", "国家级5分，省级3分")))
    if HEADINGS[title] is None:
        assert {each.code for each in made.bag if each.severity is Severity.ERROR} == {"E434-price-without-sign"}
        return
    assert made.policy is not None
    assert score(made.policy, Unit("甲", "", {"国家级": False, "省级": True})).total.exact == HEADINGS[title]


def _block(text: str) -> surface.Block:
    source, span = Source("试", text), Span(0, len(text))
    return parse_block(source, span, Lexer(Vocabulary.of(declared_names(source, span), ("县区", "市直部门"))), Bag())


def _shown(text: str) -> str:
    return formatter.show_block(_block(text), Source("试", text))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_written_as_it_stands(row: Reading) -> None:
    shown = _shown(row.lines)
    assert _block(shown).lines == _block(row.lines).lines


def test_points_of_kinds_are_no_sentence() -> None:
    assert _shown("市直部门30分，县区25分") == "市直部门 30 分，县区 25 分"
