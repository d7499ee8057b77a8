"""One sentence, many spellings, one tree; and each line that language.md and the examples quote compiles as it stands."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.asking.trial import Trial, try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from dsl import surface
from dsl.diagnostics import Bag
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source, Span
from dsl.words.vocabulary import Vocabulary

SENTENCE = "占比 低于 30% 扣 5 分；每件 扣 2 分；封顶 5 分"
SPELLINGS = (
    "占比低于30%扣5分；每件扣2分；封顶5分",
    "占比 低于 30% 扣 5 分;每件 扣 2 分;封顶 5 分",
    "占比 低于 30％ 扣 ５ 分；每件 扣 ２ 分；封顶 ５ 分",
    "占比 低于 百分之三十 扣 5 分；每件 扣 2 分；封顶 5 分",
    "占比 低于 30% 扣 五分；每件 扣 两分；封顶 五分",
    "占比 低于 30% 的，扣 5 分。每件 扣 2 分。封顶 5 分。",
    "占比在低于30%的，扣5分\n每件扣2分\n5分封顶",
    "占\u3000比低于\u00a030%扣5分；每件，扣2分；封顶5分",
)


def tree(text: str) -> tuple[surface.Statement, ...]:
    bag, source = Bag(), Source("t", text)
    block = parse_block(source, Span(0, len(text)), Lexer(Vocabulary({})), bag)
    assert not bag.failed, [item.message for item in bag]
    return block.statements


@pytest.mark.parametrize("spelling", SPELLINGS, ids=range(len(SPELLINGS)))
def test_every_spelling_gives_one_tree(spelling: str) -> None:
    assert tree(spelling) == tree(SENTENCE)


def test_filler_words_do_not_count_but_bounds_do() -> None:
    official = tree("占比在30%以下的，扣5分")
    assert official == tree("占比 30% 以下 扣 5 分")
    assert official != tree("占比 低于 30% 扣 5 分")


def points(trial: Trial, **facts: Fraction | int | bool | str) -> Fraction | None:
    assert trial.policy is not None, [item.message for item in trial.bag]
    result = score(trial.policy, Unit("试", "县区", dict(facts)))
    return result.clauses[0].points.exact


def test_the_sentence_scores() -> None:
    trial = try_line(SENTENCE)
    assert [line.split("：")[0] for line in trial.declarations] == ["事实 占比", "事实 件数"]
    assert points(trial, 占比=Fraction(3, 10), 件数=0) == 0
    assert points(trial, 占比=Fraction(2999, 10000), 件数=0) == -5
    assert points(trial, 占比=Fraction(1, 2), 件数=2) == -4
    assert points(trial, 占比=Fraction(1, 2), 件数=3) == -5
    assert points(trial, 占比=Fraction(0), 件数=9) == -5


# Every line that language.md or the sketch of a policy quotes as DSL, and what it gives for some facts.
QUOTED = (
    ("占比在30%以下的，扣5分", {"占比": Fraction(3, 10)}, -5),
    ("“就近办”事项占全部事项的50%以下的，扣3分；占比在30%以下的，扣5分。", {"“就近办”事项": 2, "全部事项": 10}, -5),
    ("“就近办”事项占全部事项的50%以下的，扣3分；占比在30%以下的，扣5分。", {"“就近办”事项": 5, "全部事项": 10}, -3),
    ("群众满意度达90%以上的记4分，80%以上的记2分，低于60%不记分。", {"群众满意度": Fraction(9, 10)}, 4),
    ("群众满意度达90%以上的记4分，80%以上的记2分，低于60%不记分。", {"群众满意度": Fraction(89, 100)}, 2),
    ("无事项时 不扣分\n网办事项 占 全部事项 50% 以下 扣 3 分", {"网办事项": 0, "全部事项": 0}, 0),
    ("未落实清理取消整合工作 扣 5 分", {"未落实清理取消整合工作": True}, -5),
    ("每件 扣 2 分", {"件数": 3}, -6),
    ("1 件扣 10 分", {"件数": 3}, -30),
    ("每满 2 次 加 1 分", {"次数": 5}, 2),
    ("会议 不少于4次，每缺一次扣0.5分", {"会议": 1}, Fraction(-3, 2)),
    ("满意度 低于 80%，每低于 1 个百分点 扣 0.5 分", {"满意度": Fraction(775, 1000)}, -1),
    ("占比 50% 以下 扣 3 分；30% 以下 扣 5 分", {"占比": Fraction(1, 5)}, -5),
    ("99%—100% 扣 5 分；98%—99% 扣 10 分；端点就高", {"占比": Fraction(99, 100)}, -5),
    ("本项 3 分，按进驻比例 记分", {"进驻比例": Fraction(1, 3)}, 1),
    ("按未互通比例 扣分，最高扣 5 分", {"未互通比例": Fraction(1, 2)}, Fraction(-5, 2)),
    ("国家级 加 10 分，省级 加 5 分，市级 加 1 分", {"国家级": True, "省级": False, "市级": True}, 11),
    ("及时率 全市倒数后 3 名 各扣 2 分", {"及时率": Fraction(1, 2), "及时率倒数名次": 3}, -2),
    ("本项 20 分，按年度累计办件量排名 记分", {"试评定分": 7}, 7),
    ("本项 2 分；基本开展 酌情给分", {"基本开展": True, "试评定分": Fraction(3, 2)}, Fraction(3, 2)),
    ("每次 加 1—2 分", {"次数": 2, "试评定分": 3}, 3),
    ("窗口不廉洁 一票否决，按上限 0.5 分扣分", {"窗口不廉洁": True}, 0),
    ("本项 4 分；被投诉 每次 扣 1 分；查证属实 此项不记分", {"被投诉": 1, "查证属实": False}, -1),
    ("弄虚作假 取消年度评优资格", {"弄虚作假": True}, 0),
    ("牵头部门和配合部门分别 扣 5 分", {}, 0),
    ("市直部门 30 分，县区 25 分", {}, 0),
    ("月平均办件量超过 1000 件的县区及 250 件的市直部门 加 10 分", {"月平均办件量": 1001}, 10),
    ("20 个工作日内 未报送 每次 扣 3 分", {"未报送": 2}, -6),
    ("2019 年 7 月 5 日前 未提交报告 扣 1 分", {"提交报告": None}, -1),
    ("自 4 月 1 日起 统计", {}, 0),
    ("占比 60% 以上，且 办件量达到全部办件 50% 的，加 5 分", {"占比": Fraction(3, 5), "办件量": 1, "全部办件": 2}, 5),
    ("被投诉 每次 扣 3 分，封顶 5 分", {"被投诉": 2}, -5),
    ("被投诉 每次 扣 3 分，最高扣 5 分", {"被投诉": 2}, -5),
    ("表扬 每次 加 3 分，最多加 5 分", {"表扬": 2}, 5),
    ("本项 2 分，被投诉 每次 扣 1 分，扣完为止", {"被投诉": 1}, -1),
    ("占比 未达到 30% 扣 1 分；20% 以下 扣 2 分", {"占比": Fraction(1, 5)}, -2),
    (
        "面积 50—100 平方米 记 5 分；100—150 平方米 记 8 分；150—190 平方米 记 10 分；200 平方米以上 记 15 分\n端点就高",
        {"面积": 100},
        8,
    ),
    ("每承担 1 项 改革任务 记 1 分，5 分封顶", {"改革任务": 9}, 5),
    ("任一考核内容 未完成：一票否决，扣 0.5 分", {"任一考核内容未完成": True}, 0),
    (
        "“无人审批”事项 占 全部事项 60% 以上，且 办件量 达到 全部办件 50% 的，加 5 分",
        {"“无人审批”事项": 6, "全部事项": 10, "办件量": 5, "全部办件": 10},
        5,
    ),
    ("法律法规规章修订公布后 20 个工作日内 未报送调整情况 的，每次 扣 3 分", {"未报送调整情况": 1}, -3),
    ("对已取消的证明事项仍向申请人索要的，每次扣2分", {"对已取消的证明事项仍向申请人索要": 2}, -4),
)


@pytest.mark.parametrize("number", range(len(QUOTED)))
def test_quoted_lines_compile_and_score(number: int) -> None:
    line, facts, expected = QUOTED[number]
    spaced, tight = try_line(line), try_line(line.replace(" ", ""))
    assert spaced.policy is not None, [item.message for item in spaced.bag]
    assert tight.declarations == spaced.declarations
    if expected is not None:
        assert points(spaced, **facts) == expected
        assert points(tight, **facts) == expected


def test_saying_both_is_an_error_that_offers_both_readings() -> None:
    trial = try_line("超过30%以上的，扣5分")
    (finding,) = trial.bag
    assert finding.code == "E308-both-ways"
    assert "超过 30%" in finding.hint
    assert "30% 以上" in finding.hint
