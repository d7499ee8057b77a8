"""Every line of rules that the language promises to take, as it is promised and as a clerk may paste it, has one canonical form.

Variants: without blanks, with full-width digits and marks, with half-width marks, and with both. Blanks matter only where a text is
shown (说明), so none of these lines has one inside quotation marks.
"""

from __future__ import annotations

import pytest

from compiler.asking.trial import KINDS, Trial, try_line
from dsl import surface
from dsl.diagnostics import Bag
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Span
from dsl.words.vocabulary import Vocabulary, declared_names

# As promised, and the canonical form.
LINES = (
    ("占比 低于 30% 扣 5 分；每件 扣 2 分；封顶 5 分", "占比 低于 30% 扣 5 分；每件 扣 2 分；封顶 5 分"),
    ("占比在30%以下的，扣5分", "占比 30%以下 扣 5 分"),
    (
        "“就近办”事项占全部事项的50%以下的，扣3分；占比在30%以下的，扣5分。",
        "“就近办”事项 占 全部事项 的 50%以下 扣 3 分；占比 30%以下 扣 5 分",
    ),
    (
        "群众满意度达90%以上的记4分，80%以上的记2分，低于60%不记分。",
        "群众满意度 90%以上 记 4 分，80%以上 记 2 分，低于 60% 不记分",
    ),
    (
        "无事项时 不扣分\n网办事项 占 全部事项 50% 以下 扣 3 分",
        "无事项时 不扣分\n网办事项 占 全部事项 的 50%以下 扣 3 分",
    ),
    ("未落实清理取消整合工作 扣 5 分", "未落实清理取消整合工作 扣 5 分"),
    ("每件 扣 2 分", "每件 扣 2 分"),
    ("1 件扣 10 分", "1 件 扣 10 分"),
    ("每满 2 次 加 1 分", "每满 2 次 加 1 分"),
    ("会议 不少于4次，每缺一次扣0.5分", "会议 4 次以上 每缺 1 次 扣 0.5 分"),
    ("满意度 低于 80%，每低于 1 个百分点 扣 0.5 分", "满意度 低于 80% 每低于 1 个百分点 扣 0.5 分"),
    ("占比 50% 以下 扣 3 分；30% 以下 扣 5 分", "占比 50%以下 扣 3 分；30%以下 扣 5 分"),
    ("99%—100% 扣 5 分；98%—99% 扣 10 分；端点就高", "99%—100% 扣 5 分；98%—99% 扣 10 分；端点就高"),
    ("99%—100% 扣 5 分；98%—99% 扣 10 分；端点就低", "99%—100% 扣 5 分；98%—99% 扣 10 分；端点就低"),
    ("占比 50% 以下 扣 3 分；40%—60% 扣 5 分；就高", "占比 50%以下 扣 3 分；40%—60% 扣 5 分；就高"),
    ("占比 50% 以下 扣 3 分；40%—60% 扣 5 分；就低", "占比 50%以下 扣 3 分；40%—60% 扣 5 分；就低"),
    ("占比 50% 以下 扣 3 分；40%—60% 扣 5 分；累计", "占比 50%以下 扣 3 分；40%—60% 扣 5 分；累计"),
    ("办结率 97%—98% 扣 5 分", "办结率 97%—98% 扣 5 分"),
    ("办结率 97%-98% 扣 5 分", "办结率 97%—98% 扣 5 分"),
    ("办结率 97%～98% 扣 5 分", "办结率 97%—98% 扣 5 分"),
    ("办结率 97%至98% 扣 5 分", "办结率 97%—98% 扣 5 分"),
    ("办结率 97%到98% 扣 5 分", "办结率 97%—98% 扣 5 分"),
    ("本项 3 分；按进驻比例 记分", "本项 3 分；按 进驻比例 记分"),
    ("按未互通比例 扣分，最高扣 5 分", "按 未互通比例 扣分，最高扣 5 分"),
    ("国家级 加 10 分，省级 加 5 分，市级 加 1 分", "国家级 加 10 分，省级 加 5 分，市级 加 1 分"),
    (
        "事实 评价：等级（非常满意、满意、基本满意、不满意、非常不满意）\n评价 非常满意 加 2 分",
        "事实 评价：等级（非常满意、满意、基本满意、不满意、非常不满意）\n评价 为 非常满意 加 2 分",
    ),
    ("及时率 全市倒数后 3 名 各扣 2 分", "及时率 排名 倒数 3 名 扣 2 分"),
    ("本项 20 分；按年度累计办件量排名 记分", "本项 20 分；按 年度累计办件量 排名 记分"),
    ("本项 2 分；酌情给分", "本项 2 分；酌情给分"),
    ("每次 加 1—2 分", "每次 加 1—2 分"),
    ("本项 4 分；查证属实 此项不记分", "本项 4 分；查证属实 此项不记分"),
    ("窗口不廉洁 一票否决，按上限 0.5 分扣分", "窗口不廉洁 一票否决 扣 0.5 分"),
    ("弄虚作假 取消年度评优资格", "弄虚作假 取消年度评优资格"),
    ("牵头部门和配合部门分别 扣 5 分", "牵头部门、配合部门 扣 5 分"),
    ("市直部门 30 分，县区 25 分", "市直部门 30 分，县区 25 分"),
    ("涉及部门：市教育局、市卫生健康委", "涉及部门：市教育局、市卫生健康委"),
    (
        "月平均办件量超过 1000 件的县区及 250 件的市直部门 加 10 分",
        "月平均办件量 超过 1000 件 的 县区 及 250 件 的 市直部门 加 10 分",
    ),
    ("20 个工作日内 未报送 每次 扣 3 分", "20 个工作日内 未报送 每次 扣 3 分"),
    ("2019 年 7 月 5 日前 未报送 扣 1 分", "2019年7月5日前 未 报送 扣 1 分"),
    ("自 4 月 1 日起 统计", "自 4月1日 起"),
    ("占比 60% 以上，且 办件量达到全部办件 50% 的，加 5 分", "占比 60%以上 且 办件量 占 全部办件 的 50%以上 加 5 分"),
    ("被投诉 每次 扣 3 分，封顶 5 分", "被投诉 每次 扣 3 分，封顶 5 分"),
    ("被投诉 每次 扣 3 分，最高扣 5 分", "被投诉 每次 扣 3 分，最高扣 5 分"),
    ("表扬 每次 加 3 分，最多加 5 分", "表扬 每次 加 3 分，最多加 5 分"),
    ("本项 2 分；被投诉 每次 扣 1 分，扣完为止", "本项 2 分；被投诉 每次 扣 1 分，扣完为止"),
    ("应当 公开", "应当 公开"),
    ("占比 30% 以下 扣 5 分；其余：不扣分", "占比 30%以下 扣 5 分；其余 不扣分"),
    ("本项 3 分；按进驻比例 记分，保留两位小数", "本项 3 分；按 进驻比例 记分，保留 2 位小数"),
    (
        "事实 工单总数：计数（件）\n"
        "事实 按期办结工单数：计数（件），不超过 工单总数\n"
        "指标 按期办结率 = 按期办结工单数 ÷ 工单总数，越高越好；无工单时 不扣分\n"
        "\n"
        "按期办结率 100% 不扣分；99%—100% 扣 5 分；98%—99% 扣 10 分；97%—98% 扣 15 分；97%以下 扣 30 分\n"
        "端点就高",
        "事实 工单总数：计数（件）\n"
        "事实 按期办结工单数：计数（件），不超过 工单总数\n"
        "指标 按期办结率 = 按期办结工单数 ÷ 工单总数，越高越好；无工单时 不扣分\n"
        "\n"
        "按期办结率 100% 不扣分；99%—100% 扣 5 分；98%—99% 扣 10 分；97%—98% 扣 15 分；97%以下 扣 30 分\n"
        "端点就高",
    ),
    ("事实 反馈不规范：计数（件）\n每件 扣 2 分", "事实 反馈不规范：计数（件）\n每件 扣 2 分"),
    (
        "占比 = 一表式审批事项数 ÷ 本部门事项总数\n占比 未达到 30% 扣 1 分；20% 以下 扣 2 分",
        "指标 占比 = 一表式审批事项数 ÷ 本部门事项总数\n占比 低于 30% 扣 1 分；20%以下 扣 2 分",
    ),
    (
        "本项 2 分\n已开展“一窗受理”的 记 2 分；不完全的 酌情给分；未开展 不记分",
        "本项 2 分\n已开展“一窗受理” 记 2 分；不完全 酌情给分；未开展 不记分",
    ),
    (
        "进驻比例 = 已进驻事项数 ÷ 应进驻事项数\n本项 3 分，按进驻比例 记分，保留两位小数",
        "指标 进驻比例 = 已进驻事项数 ÷ 应进驻事项数\n本项 3 分，按 进驻比例 记分，保留 2 位小数",
    ),
    (
        "面积 50—100 平方米 记 5 分；100—150 平方米 记 8 分；150—190 平方米 记 10 分；200 平方米以上 记 15 分\n端点就高",
        "面积 50—100 平方米 记 5 分；100—150 平方米 记 8 分；150—190 平方米 记 10 分；200 平方米以上 记 15 分\n端点就高",
    ),
    ("每承担 1 项 改革任务 记 1 分，5 分封顶", "每项 改革任务 记 1 分，封顶 5 分"),
    (
        "工单月均办件量 超过 1000 件 的 县区，加 10 分；超过 250 件 的 市直部门，加 10 分",
        "工单月均办件量 超过 1000 件 的 县区 加 10 分；超过 250 件 的 市直部门 加 10 分",
    ),
    ("任一考核内容 未完成：一票否决，扣 0.5 分", "任一考核内容未完成 一票否决 扣 0.5 分"),
    (
        "“无人审批”事项 占 全部事项 60% 以上，且 办件量 达到 全部办件 50% 的，加 5 分",
        "“无人审批”事项 占 全部事项 的 60%以上 且 办件量 占 全部办件 的 50%以上 加 5 分",
    ),
    (
        "法律法规规章修订公布后 20 个工作日内 未报送调整情况 的，每次 扣 3 分",
        "法律法规规章修订公布 后 20 个工作日内 未报送调整情况 每次 扣 3 分",
    ),
    ("及时率 全市排名 倒数后 3 名 的，各扣 2 分；并列 同扣", "及时率 排名 倒数 3 名 扣 2 分；并列同扣"),
)

_DIGITS = {chr(code): chr(code + 0xFEE0) for code in range(ord("0"), ord("9") + 1)}
_WIDE = str.maketrans(_DIGITS | {"%": "％", "(": "（", ")": "）", "=": "＝", " ": "\u3000"})
_HALF = str.maketrans("（），；：", "(),;:")
VARIANTS = {
    "as promised": lambda line: line,
    "tight": lambda line: line.replace(" ", ""),
    "wide": lambda line: line.translate(_WIDE),
    "half": lambda line: line.translate(_HALF),
    "tight and wide": lambda line: line.replace(" ", "").translate(_WIDE),
    "tight and half": lambda line: line.replace(" ", "").translate(_HALF),
    "blanks between all characters": lambda line: "\u2002".join(line.replace(" ", "").replace("\n", "；")),
}


def errors(trial: Trial) -> list[str]:
    return [item.message for item in trial.bag if item.code.startswith("E")]


def statements(trial: Trial) -> tuple[surface.Statement, ...]:
    whole = Span(0, len(trial.source.text))
    lexer = Lexer(Vocabulary.of(declared_names(trial.source, whole), KINDS))
    return parse_block(trial.source, whole, lexer, Bag()).statements


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_promised_line_is_read_as_written(number: int, variant: str) -> None:
    line, canonical = LINES[number]
    trial = try_line(VARIANTS[variant](line))
    assert errors(trial) == []
    assert trial.policy is not None
    if variant == "blanks between all characters":
        canonical, shown = (text.replace("\n\n", "\n").replace("\n", "；") for text in (canonical, trial.canonical))
        assert shown.replace("；；", "；") == canonical
    else:
        assert trial.canonical == canonical


@pytest.mark.parametrize("number", range(len(LINES)))
def test_the_canonical_form_is_its_own(number: int) -> None:
    line, canonical = LINES[number]
    again, first = try_line(canonical), try_line(line)
    assert errors(again) == []
    assert statements(again) == statements(first)
    assert again.canonical == canonical
    assert again.declarations == first.declarations, "no name is read differently"
