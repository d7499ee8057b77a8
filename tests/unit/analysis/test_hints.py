"""What a check proposes is typed in and checked again: the finding is gone, and no other has come in its place.

``REMEDIES`` has every wording that a hint of a check puts in 「」; a test compares it with the hints of all bad cases. 「接受」 is tried on
every code that may be accepted.
"""

from __future__ import annotations

import re

import pytest
from attrs import frozen

from compiler.analysis.checks import SETTLED
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Diagnostic
from dsl.source import Source
from tests.unit.findings_text import show
from tests.unit.small_policies import small
from tests.unit.test_cases import CASES, cases, compiled, expand, original


@frozen
class Remedy:
    """The rules before and after what a hint says was done; ``title`` and ``more`` are those of both."""

    before: str
    after: str
    title: str = "# 一、考核"
    front: str = ""
    more_before: str = ""
    more_after: str = ""


RATE = "事实 办结率：比率\n"
LATE = "事实 迟报：计数（件）\n"
FLAGS = "事实 公开：是否\n事实 备案：是否\n"
BOTH = FLAGS + "公开 加 2 分；公开 且 备案 加 3 分"
WORSE = FLAGS + "未 公开 扣 2 分；未 公开 且 未 备案 扣 3 分"
STEPS = RATE + "办结率 低于 90% 每低于 1 个百分点 扣 1 分；"
PIECES = "事实 投诉：计数（件）\n"
SENT = "事实 二次退回：计数（件）\n事实 三次以上退回：计数（件）\n二次退回 每件 扣 1 分；三次以上退回 每件 扣 2 分"
BEGIN = RATE + "办结率 95%以上 得 8 分；低于 90% 每低于 1 个百分点 扣 1 分"
OF_A_DIVISOR = re.compile(r"^无.+时")  # 无工单总数时, 无上年时: a case names its own divisor
DIVIDED = "事实 办结数：计数（件），不超过 工单总数\n事实 工单总数：计数（件）\n指标 办结占比 = 办结数 ÷ 工单总数\n"
BANDS = "事实 投诉：计数（件）\n投诉 每件 扣 0.5 分\n"
TABLE = "事实 等第：等级（一等奖、二等奖）\n事实 级别：等级（国家级、省级、市级）\n"
ROW = "分值表 获奖分（一等奖、二等奖）：{}\n"
SECOND = "\n# 二、报送\n\n> 迟报 每件 扣 2 分。\n\n```规则\n{}\n```\n"

# code -> wording in 「」 -> what it is tried on
REMEDIES: dict[str, dict[str, Remedy]] = {
    "E426-counted-twice": {
        "就高": Remedy(BOTH, BOTH + "\n就高"),
        "就低": Remedy(WORSE, WORSE + "\n就低"),
        "再加": Remedy(BOTH, BOTH.replace("备案 加", "备案 再加")),
        "另扣": Remedy(STEPS + "低于 80% 扣 5 分", STEPS + "低于 80% 另扣 5 分"),
        "累计": Remedy(BOTH, BOTH + "\n累计"),
        "80%—90% 每低于 1 个百分点 …": Remedy(
            STEPS + "低于 80% 扣 5 分", RATE + "办结率 80%—90% 每低于 1 个百分点 扣 1 分；低于 80% 扣 15 分"
        ),
        "1 件 扣 1 分，2 件 扣 2 分，3 件以上 扣 5 分": Remedy(
            PIECES + "投诉 每件 扣 1 分；投诉 3 件以上 扣 5 分", PIECES + "投诉 1 件 扣 1 分，2 件 扣 2 分，3 件以上 扣 5 分"
        ),
        "退回次数 2 次 扣 1 分，3 次以上 扣 2 分": Remedy(
            SENT, "事实 退回次数：计数（次）\n退回次数 2 次 扣 1 分，3 次以上 扣 2 分"
        ),
        "90%以上 得 8 分，每低于 1 个百分点 扣 1 分；95%以上 再加 2 分": Remedy(
            BEGIN, RATE + "办结率 90%以上 得 8 分，每低于 1 个百分点 扣 1 分；95%以上 再加 2 分"
        ),
    },
    "W410-tier-hole": {
        "其余 …": Remedy(
            RATE + "办结率 90%以上 不扣分；80%以下 扣 3 分", RATE + "办结率 90%以上 不扣分；80%以下 扣 3 分；其余 扣 1 分"
        ),
        "90 分以上": Remedy(
            BANDS + "等次 优秀：超过 90 分\n等次 合格：低于 90 分",
            BANDS + "等次 优秀：90 分以上\n等次 合格：低于 90 分",
            title="# 一、考核（100分）",
        ),
        "80 分以上": Remedy(
            BANDS + "等次 优秀：90 分以上\n等次 良好：80 分—89 分",
            BANDS + "等次 优秀：90 分以上\n等次 良好：80 分以上",
            title="# 一、考核（100分）",
        ),
        "0 分": Remedy(
            TABLE + ROW.format("国家级 10 分、8 分") + ROW.format("市级 4 分、2 分") + "按 获奖分 加分",
            TABLE
            + ROW.format("国家级 10 分、8 分")
            + ROW.format("省级 0 分、0 分")
            + ROW.format("市级 4 分、2 分")
            + "按 获奖分 加分",
        ),
    },
    "W420-wrong-way": {
        "越高越好": Remedy(
            "事实 办结率：比率，越低越好\n办结率 低于 90% 扣 2 分", "事实 办结率：比率，越高越好\n办结率 低于 90% 扣 2 分"
        ),
        "越低越好": Remedy(
            "事实 投诉：计数（件），越高越好\n投诉 每件 扣 2 分", "事实 投诉：计数（件），越低越好\n投诉 每件 扣 2 分"
        ),
    },
    "W430-zero-denominator": {
        "无工单总数时 不扣分": Remedy(
            DIVIDED + "办结占比 低于 90% 扣 2 分", DIVIDED + "无工单总数时 不扣分\n办结占比 低于 90% 扣 2 分"
        ),
        "工单总数 0 件 或 办结占比 …": Remedy(
            DIVIDED + "应当 办结占比 90%以上", DIVIDED + "应当 工单总数 0 件 或 办结占比 90%以上"
        ),
    },
    "W446-more-than-its-item": {
        "记": Remedy(
            RATE + "办结率 90%以上 记 10 分；低于 90% 扣 2 分",
            RATE + "办结率 低于 90% 扣 2 分",
            title="# 一、考核（10分）",
        ),
        "得": Remedy(
            "事实 公开：是否\n公开 得 10 分；未 公开 扣 2 分",
            "事实 公开：是否\n未 公开 扣 2 分",
            title="# 一、考核（10分）",
        ),
    },
    "W458-double-deduction": {
        "取最高分": Remedy(
            LATE + "迟报 每件 扣 1 分",
            LATE + "迟报 每件 扣 1 分；迟报 5 件以上 扣 8 分\n取最高分",
            more_before=SECOND.format("迟报 每件 扣 2 分"),
        ),
        "另扣": Remedy(
            LATE + "迟报 每件 扣 1 分",
            LATE + "迟报 每件 扣 1 分",
            more_before=SECOND.format("迟报 每件 扣 2 分"),
            more_after=SECOND.format("迟报 每件 另扣 2 分"),
        ),
    },
    "W464-beyond-its-points": {
        "另计": Remedy(
            LATE + "迟报 每件 扣 1 分", LATE + "迟报 每件 扣 1 分\n另计", front="总分: 100 分\n",
            more_before="\n# 二、公开（100分）\n\n> 未 公开 扣 2 分。\n\n```规则\n事实 公开：是否\n未 公开 扣 2 分\n```\n",
            more_after="\n# 二、公开（100分）\n\n> 未 公开 扣 2 分。\n\n```规则\n事实 公开：是否\n未 公开 扣 2 分\n```\n",
        ),
    },
    "W491-outside-period": {
        "考核期间": Remedy(
            "事实 报送：日期，可空\n2022年7月5日前 未 报送 扣 2 分", "事实 报送：日期，可空\n2022年7月5日前 未 报送 扣 2 分"
        ),
    },
}  # fmt: skip
NEW_PERIOD = {"W491-outside-period": ("2021-01-01 至 2021-12-31", "2022-01-01 至 2022-12-31")}
ROWS = [
    pytest.param(code, words, id=f"{code[:4]}-{number}")
    for code, row in REMEDIES.items()
    for number, words in enumerate(row)
]


def found(text: str) -> list[Diagnostic]:
    quotes = "\n".join(line.removeprefix("> ") for line in text.split("\n") if line.startswith("> "))
    policy = PolicyText("small", Source("policy.md", text), Source("source.txt", quotes))
    return list(compile_policy(policy, thorough=True).bag)


def said(hints: list[str]) -> set[str]:
    return {words for hint in hints for words in re.findall("「([^」]*)」", hint)}


@pytest.mark.parametrize(("code", "words"), ROWS)
def test_what_a_hint_proposes_mends_it(code: str, words: str) -> None:
    remedy = REMEDIES[code][words]
    before = small(remedy.before, remedy.title, remedy.front, remedy.more_before)
    after = small(remedy.after, remedy.title, remedy.front, remedy.more_after)
    for old, new in [NEW_PERIOD[code]] if code in NEW_PERIOD else []:
        after = after.replace(old, new)
    first = found(before)
    assert [each.code for each in first] == [code], show(first)
    assert words in said([each.hint for each in first]), "the finding itself proposes it"
    assert show(found(after)) == "没有发现问题"


def test_every_proposal_of_a_check_is_tried() -> None:
    hints: dict[str, list[str]] = {}
    for case in cases("bad"):
        if case.split("/")[0] in SETTLED:
            for each in compiled("bad", case).bag:
                hints.setdefault(each.code, []).append(each.hint)
    told = {code: {OF_A_DIVISOR.sub("无工单总数时", each) for each in said(row)} for code, row in hints.items()}
    open_ = {code: words - {"接受"} - set(REMEDIES.get(code, {})) for code, words in told.items()}
    assert {code: words for code, words in open_.items() if words} == {}


ACCEPTED = [code for code in sorted(SETTLED) if any(case.startswith(f"{code}/") for case in cases("bad"))]


@pytest.mark.parametrize("code", ACCEPTED)
def test_accepting_mends_it(code: str) -> None:
    """接受 works for every code that says so, and is not idle."""
    path = CASES / "bad" / code / "1.md"
    text = expand(path.read_text(encoding="utf-8"))
    kept = [each for each in compiled("bad", f"{code}/1").bag if "「接受」" in each.hint]
    if not kept:
        return
    places = sorted({each.clause for each in kept})
    lines = "".join(f"  {' '.join((code[:4], place)).strip()}: 原文如此\n" for place in places)
    accepted = text.replace("原文: source.txt\n", f"原文: source.txt\n接受:\n{lines}", 1)
    policy = Source("policy.md", accepted)
    left = list(compile_policy(PolicyText("case", policy, original(path, policy)), thorough=True).bag)
    assert show(left) == "没有发现问题"
