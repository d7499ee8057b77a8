"""A real policy with one mistake put into a copy of it: the right code at the right place, and nothing else.

The answers lie in ``tests/goldens/mistakes``, one file a mistake, the source line on top, so that a policy clerk can approve them.
Below: files that are broken as a whole. Small policies that are wrong stand in ``test_not_refused.py``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from attrs import frozen
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation

from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Severity
from dsl.source import Source
from tests.counting import steps_of
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
        "E303-not-points", "推脱参加接话日 每次 扣 5 分", "推脱参加接话日 每次 扣 5 件", "推脱参加接话日 每次 扣 5 件", "5 件"
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

MOST = 3_000_000  # calls; the policy itself takes some hundred thousand, however large the broken file is


@pytest.mark.parametrize("name", FILES)
def test_broken_file(name: str) -> None:
    code, make = FILES[name]
    text = make()
    made = compiled(text)
    assert steps_of(lambda: compiled(text)) < MOST
    assert made.policy is None
    assert [each.code for each in made.bag if each.severity is Severity.ERROR] == [code], show(made.bag)
