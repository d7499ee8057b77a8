"""A real policy with one mistake put into a copy of it: the right code at the right place, and nothing else.

The answers lie in ``tests/goldens/mistakes``, one file a mistake, the source line on top, so that a policy clerk can approve them.
Below: files that are broken as a whole, and policies that are wrong and still accepted, or scored wrongly (expected to fail).
"""

from __future__ import annotations

import time
from fractions import Fraction
from functools import cache
from pathlib import Path
from textwrap import indent

import pytest
from attrs import frozen
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation

from compiler.meaning.interpret import Unit, Value
from compiler.meaning.scoring import score
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Severity
from dsl.source import Source
from tests.unit.findings_text import place, show

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "policies" / "ankang-2021-hotline"
GOLDENS = ROOT / "tests" / "goldens" / "mistakes"


class Golden(SingleFileSnapshotExtension):
    """One text file for each mistake, named after it."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(GOLDENS / test_location.basename)  # Syrupy finds them again by the name of the test module


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Golden)


@cache
def policy() -> str:
    return (FOLDER / "policy.md").read_text(encoding="utf-8")


@cache
def original() -> Source:
    return Source("source.txt", (FOLDER / "source.txt").read_text(encoding="utf-8"))


def compiled(text: str) -> Compiled:
    return compile_policy(PolicyText("copy", Source("policy.md", text), original()))


def replaced(old: str, new: str) -> str:
    assert policy().count(old) == 1, "the replacement applies exactly once"
    return policy().replace(old, new)


def test_the_policy_itself_has_no_finding() -> None:
    assert show(compiled(policy()).bag) == "没有发现问题"


@frozen
class Mistake:
    """Write ``new`` for ``old``; the finding ``code`` then points at ``at`` in the line ``line``."""

    code: str
    old: str
    new: str
    line: str
    at: str


RETURNED = "退单率 低于 5% 不扣分；5%—10% 扣 3 分；10%—15% 扣 6 分；超过 15% 扣 10 分"
DELAYED = "延期率 低于 5% 不扣分；5%—10% 扣 3 分；10%—15% 扣 6 分；超过 15% 扣 10 分"
PRAISED = "群众表扬 每件 加 1 分；群众锦旗 每次 加 5 分"
SHIRKED = "\n无理由推诿 每件 扣 5 分"
WHISTLE = "> 对“社区吹哨、部门报到、政府督查”工作响应不及时，一次扣5分。"
MISTAKES = {
    "misspelt-fact": Mistake(
        "E201-undeclared-name", "反馈不规范 每件 扣 2 分", "反馈不规犯 每件 扣 2 分", "反馈不规犯 每件 扣 2 分", "反馈不规犯"
    ),
    "percent-for-points": Mistake(
        "E303-not-points", "推脱参加接话日 每次 扣 5 分", "推脱参加接话日 每次 扣 5 %", "推脱参加接话日 每次 扣 5 %", "5 %"
    ),
    "workdays-against-days": Mistake(
        "E301-unit-mismatch",
        SHIRKED,
        SHIRKED + "\n事实 办理用时：时长（工作日）\n办理用时 超过 5 个自然日 扣 5 分",
        "办理用时 超过 5 个自然日 扣 5 分",
        "5 个自然日",
    ),
    "piece-over-item": Mistake(
        "E302-per-unit-mismatch", SHIRKED, "\n无理由推诿 每项 扣 5 分", "无理由推诿 每项 扣 5 分", "每项"
    ),
    "cap-below-one": Mistake(
        "E440-cap-below-one", PRAISED, PRAISED + "；最多加 3 分", PRAISED + "；最多加 3 分", "最多加 3 分"
    ),
    "shared-end": Mistake("E411-shared-end", RETURNED + "\n端点就高\n", RETURNED + "\n", RETURNED, "10%—15%"),
    "quote-by-one-character": Mistake(
        "E020-quote-not-in-source", WHISTLE, WHISTLE.replace("5", "6"), WHISTLE.replace("5", "6"), "6"
    ),
    "dead-tier": Mistake(
        "E414-dead-tier",
        DELAYED,
        DELAYED.replace("超过 15%", "超过 150%"),
        DELAYED.replace("超过 15%", "超过 150%"),
        "超过 150%",
    ),
    "parts-do-not-add-up": Mistake(
        "E451-parts-do-not-add-up",
        "### 知识库维护\n",
        "### 知识库维护（5分）\n",
        "## 日常工作配合（20分）",
        "## 日常工作配合（20分）",
    ),
    "total-does-not-add-up": Mistake(
        "E452-total-does-not-add-up", "## 群众满意率（30分）", "## 群众满意率（40分）", "总分: 100 分", "100 分"
    ),
    "missing-points-unit": Mistake(
        "E304-missing-points-unit", "值班表未按时报送 每次 扣 2 分", "值班表未按时报送 每次 扣 2", "值班表未按时报送 每次 扣 2", "2"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name: str, golden: SnapshotAssertion) -> None:
    mistake = MISTAKES[name]
    text = replaced(mistake.old, mistake.new)
    found = list(compiled(text).bag)
    assert show(found) == golden
    assert [each.code for each in found] == [mistake.code]
    lines = text.split("\n")
    assert lines.count(mistake.line) == 1
    line = lines.index(mistake.line) + 1
    assert place(found[0]) == (line, mistake.line.rindex(mistake.at) + 1)
    primary = found[0].primary
    assert primary is not None and primary.source.slice(primary.span) == mistake.at


# --------------------------------------------------------------------------------------------- files that are broken as a whole

LAST = "国家级表彰 每次 加 10 分；省级表彰 每次 加 5 分；市级表彰 每次 加 2 分"
FILES = {
    "empty": ("E001-empty-policy", lambda: ""),
    "blank": ("E001-empty-policy", lambda: " \n\t\n\u3000\n"),
    "no-front-matter": ("E004-no-front-matter", lambda: policy().split("---\n", 2)[2]),
    "open-front-matter": ("E005-open-front-matter", lambda: policy().replace("\n---\n", "\n", 1)),
    "unclosed-fence-at-the-end": ("E011-unclosed-fence", lambda: policy()[: policy().index(LAST)] + LAST + "\n"),
    "unclosed-fence-in-the-middle": ("E011-unclosed-fence", lambda: replaced(RETURNED + "\n端点就高\n```\n", RETURNED + "\n端点就高\n")),
    "clause-twice": ("E013-clause-twice", lambda: replaced("## 延期率（10分）", "## 退单率（10分）")),
    "ends-in-mid-sentence": ("E101-unfinished-rule", lambda: replaced(LAST, LAST[: LAST.rindex(" 加")])),
    "brackets-200": ("E103-too-deep", lambda: replaced(SHIRKED, "\n" + "（" * 200 + "无理由推诿" + "）" * 200 + " 每件 扣 5 分")),
    "brackets-200-open": ("E103-too-deep", lambda: replaced(SHIRKED, "\n" + "（" * 200 + "无理由推诿 每件 扣 5 分")),
    "line-of-10-mb": ("E003-line-too-long", lambda: policy() + "\n" + "长" * (10 * 2**20 // 3) + "\n"),
    "line-of-10-million": ("E002-file-too-large", lambda: policy() + "\n" + "x" * 10_000_000 + "\n"),
    "rule-of-10-mb": ("E003-line-too-long", lambda: replaced(SHIRKED, "\n" + "无理由推诿 或 " * (10 * 2**20 // 20) + "无理由推诿 扣 5 分")),
    "nul-characters": ("E101-unfinished-rule", lambda: replaced(SHIRKED, "\n\x00\x00")),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_broken_file(name: str) -> None:
    code, make = FILES[name]
    text = make()
    begun = time.perf_counter()
    made = compiled(text)
    assert time.perf_counter() - begun < 5
    assert made.policy is None
    assert [each.code for each in made.bag if each.severity is Severity.ERROR] == [code], show(made.bag)


# ------------------------------------------------------------- wrong and not refused: each is expected to fail until it is mended


def small(rules: str, title: str = "# 一、考核", front: str = "", after: str = "", quote: str = "") -> str:
    """Return a policy of one clause; its quote is the rules themselves, so that every number is accounted for."""
    head = "---\n政策: 试行办法\n机关: 某局\n考核期间: 2021-01-01 至 2021-12-31\n原文: source.txt\n"
    quote = quote or rules.replace("\n", "；") or "原文。"
    return f"{head}{front}---\n\n{title}\n\n> {quote}\n\n```规则\n{rules}\n```\n{after}"


def compiled_small(text: str) -> Compiled:
    quotes = "\n".join(line.removeprefix("> ") for line in text.split("\n") if line.startswith("> "))
    return compile_policy(PolicyText("small", Source("policy.md", text), Source("source.txt", quotes)))


def expected_to_fail(why: str) -> object:
    return pytest.mark.xfail(strict=True, reason=why) if why else ()


COUNTS = "事实 交办数：计数（件）\n事实 办结数：计数（件），不超过 交办数\n"
RATE = COUNTS + "指标 办结率 = 办结数 ÷ 交办数\n无交办时 不扣分\n"
LATE = "事实 迟报：计数（件）\n"
FLAG = "事实 未报送：是否\n"
KINDS = "对象类别: [县区, 市直部门]\n"
DEDUCT = FLAG + "未报送 扣 5 分"
INDENTED = indent(f"```规则\n{DEDUCT}\n```", "  ")

# name -> (policy, what is wrong with the code; empty: nothing any more). No text may raise, whatever it says.
CRASHES = {
    "row-of-one-bar": (small(DEDUCT, after="\n| 未报送 | 得分 |\n|---|---|\n|\n"), ""),
    "type-that-is-a-facet": (small("事实 甲：可空\n甲 扣 5 分"), ""),
    "indicator-named-as-a-level": (
        small("事实 媒体：是否，分级 国家级、省级\n指标 媒体·国家级 = 2 ÷ 2\n国家级 加 5 分"),
        "",
    ),
    "points-over-nought": (small(DEDUCT, title="# 一、考核（1/0分）"), ""),
    "total-over-nought": (small(DEDUCT, front="总分: 1/0 分\n"), ""),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=expected_to_fail(why)) for name, (_, why) in CRASHES.items()]
)
def test_nothing_raises(name: str) -> None:
    assert compiled_small(CRASHES[name][0]).bag.items, "and each of these is wrong"


# name -> (policy, why it is wrong). Each must have a finding of some severity.
ACCEPTED = {
    "circular-by-way-of-another": (
        small(COUNTS + "指标 甲率 = 乙率 ÷ 2\n指标 乙率 = 甲率 ÷ 2\n甲率 低于 50% 扣 5 分"), ""
    ),
    "at-least-taken-for-at-most": (
        small("事实 总数：计数（件），不少于 迟报\n" + LATE + "迟报 每件 扣 1 分"),
        "",
    ),
    "points-without-a-condition": (small(FLAG + "扣 5 分"), ""),
    "misspelt-fence": (small(DEDUCT).replace("```规则", "```规责"), ""),
    "fence-with-a-remark": (small(DEDUCT).replace("```规则", "```规则 试行"), ""),
    "fence-in-a-list": (
        small(DEDUCT).replace(f"```规则\n{DEDUCT}\n```", "- 规则：\n\n" + INDENTED),
        "",
    ),
    "empty-block": (small(""), ""),
    "total-of-the-second-kind": (
        small(DEDUCT, title="# 一、考核（县区100分，市直部门30分）", front=KINDS + "总分: 100 分\n"),
        "",
    ),
    "unknown-kind-above-the-clause": (
        small(DEDUCT, title="# 一、考核（县局100分）\n\n## 1. 报送", front=KINDS),
        "",
    ),
    "each-one-above-a-bound": (small("事实 会议：计数（次）\n会议 超过 4 次，每次 扣 0.5 分"), ""),
    "each-point-below-a-bound": (small("事实 及时率：比率\n及时率 低于 90%，每 1 个百分点 扣 1 分"), ""),
    "crossed-limits": (small("事实 迟报：计数（件），不少于 10 件，不超过 5 件\n迟报 每件 扣 1 分"), ""),
    "divided-by-nought": (
        small(LATE + "指标 均数 = 迟报 ÷ 0\n均数 超过 5 件 扣 1 分"),
        "",
    ),
    "parameter-in-another-unit": (
        small(
            "参数 期限：时长（工作日）\n事实 用时：时长（工作日）\n用时 超过 期限 扣 3 分", front="参数:\n  期限: 2 小时\n"
        ),
        "",
    ),
    "parameter-that-is-no-number": (
        small("参数 限数：计数（件）\n" + LATE + "迟报 超过 限数 扣 3 分", front="参数:\n  限数: 九成左右\n"),
        "",
    ),
    "cap-of-both-and-of-one-kind": (small(LATE + "迟报 每件 扣 1 分，封顶 5 分，最高扣 3 分"), ""),
    "more-than-the-item-has": (small(FLAG + "未报送 扣 15 分", title="# 一、考核（10分）"), ""),
    "award-above-the-item": (small("事实 报送：是否\n报送 记 15 分", title="# 一、考核（10分）"), ""),
    "two-choices": (
        small(RATE + "办结率 90%—100% 不扣分；80%—90% 扣 3 分\n端点就高\n端点就低"), ""
    ),
    "two-item-points": (small(DEDUCT + "\n本项 3 分\n本项 5 分"), ""),
    "two-otherwise": (small(RATE + "办结率 低于 90% 扣 5 分；其余 不扣分；其余 加 1 分"), ""),
    "zero-denominator-twice": (
        small(RATE + "无交办时 扣 5 分\n办结率 低于 90% 扣 5 分"), ""
    ),
    "other-days-than-quoted": (
        small("事实 用时：时长（自然日）\n用时 超过 5 个自然日 扣 1 分", quote="用时超过5个工作日的，扣1分。"),
        "",
    ),
    "other-measure-word-than-quoted": (
        small("事实 迟报：计数（次）\n迟报 每次 扣 1 分", quote="迟报的，每件扣1分。"), ""
    ),
    "added-where-deducted-is-quoted": (
        small("事实 未报送：是否\n未报送 加 5 分", quote="未报送的，扣5分。"), ""
    ),
    "otherwise-after-another-fact": (
        small("事实 评价：等级（优、良）\n事实 迟报：是否\n优 加 5 分；迟报 扣 1 分；其余 扣 2 分"),
        "其余 closes the tiers right before it (docs/语言.md, 其余): legal, and easily read otherwise; 优 without 迟报 gets 5 − 2",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=expected_to_fail(why)) for name, (_, why) in ACCEPTED.items()],
)
def test_wrong_policy_is_not_accepted(name: str) -> None:
    found = list(compiled_small(ACCEPTED[name][0]).bag)
    assert found
    assert all("“”" not in each.message for each in found), "and it says something"


@frozen
class Score:
    """What a rule must give for some facts, and what it gives."""

    text: str
    facts: dict[str, Value]
    points: str
    why: str
    kind: str = ""


SCORES = {
    "tiers-with-a-sentence-between": Score(
        small("事实 退单率：比率\n事实 推诿：是否\n退单率 10% 以上 扣 1 分；推诿 扣 1 分；退单率 20% 以上 扣 2 分"),
        {"退单率": Fraction(1, 4), "推诿": False},
        "-2",
        "",
    ),
    "indicator-used-before-it-is-declared": Score(
        small(COUNTS + "指标 半数 = 办结率 ÷ 2\n指标 办结率 = 办结数 ÷ 交办数\n无交办时 不扣分\n半数 低于 50% 扣 5 分"),
        {"交办数": 10, "办结数": 5},
        "-5",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=expected_to_fail(each.why)) for name, each in SCORES.items()]
)
def test_score(name: str) -> None:
    each = SCORES[name]
    made = compiled_small(each.text)
    assert made.policy is not None, show(made.bag)
    assert score(made.policy, Unit("甲", each.kind, each.facts)).total.exact == Fraction(each.points)


def test_parameter_in_chinese_numerals() -> None:
    text = small("参数 线：比率\n事实 率：比率\n率 低于 线 扣 5 分", front="参数:\n  线: 百分之八十\n")
    assert show(compiled_small(text).bag) == "没有发现问题"
