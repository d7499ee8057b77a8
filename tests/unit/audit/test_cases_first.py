"""审计: the cases come first, then what they notice: single cases, 无…时, 不超过, lists, boundaries; and what sets a sentence aside."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from compiler.faithful.coverage import Fate, sentences
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source
from tests.unit.audit.test_audit import FOLDERS, HOTLINE, changed, noticed
from zhunsheng.audit import figures as auditing
from zhunsheng.audit.findings import findings
from zhunsheng.library import policies
from zhunsheng.testkit.boundaries.proposing import missing_boundaries
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.cases.scopes import clause_of
from zhunsheng.testkit.mutants.table import Kill, alone, kills

ALL = os.environ.get("ZHUNSHENG_TEST_CASES") == "all"  # every case is deleted; in the usual run two of each policy


def text_of(folder: Path) -> str:
    return (folder / "policy.md").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------------------- the cases first


def test_a_failing_case_ends_the_audit() -> None:
    row = "| 1 | -2 | 一次 |"
    text = text_of(HOTLINE)
    assert row in text
    compiled = changed(HOTLINE, text.replace(row, "| 1 | -3 | 一次 |", 1))
    found = auditing.audit("hotline", compiled)
    assert found.stopped and found.problems >= 1
    assert found.mutation.total == 0 and not found.clauses, "no mutant counts as noticed by cases that fail anyway"
    shown = auditing.text(found)
    assert "案例：1 个不符或者读不出，审计到此为止" in shown and "× 案例不符" in shown and "变异" not in shown
    assert [each.code for each in findings(found, compiled) if each.clause] == ["E519-case-failed"]
    assert auditing.data(found)["failingCases"][0]["title"] == "一次"
    assert "案例先要通过" in auditing.html([found])


def test_a_row_that_is_no_case_ends_the_audit() -> None:
    compiled = changed(HOTLINE, text_of(HOTLINE).replace("| 1 | -2 | 一次 |", "| 1 | 很多 | 一次 |", 1))
    found = auditing.audit("hotline", compiled)
    assert found.stopped and [each.code for each in found.unreadable] == ["E507-not-points"]
    assert "× 案例读不出" in auditing.text(found)


# ------------------------------------------------------------------------------------------------------------ single cases


@cache
def table_of(folder: Path) -> tuple[Compiled, tuple[Case, ...], tuple[Kill, ...]]:
    compiled = policies.load(folder).compile()
    assert compiled is not None and compiled.policy is not None
    cases, _ = read_cases(compiled)
    return compiled, cases, tuple(kills(compiled.policy, cases))


def is_missed(folder: Path, at: int) -> bool:
    """Whether the audit would notice that a case is gone, from the table and the boundaries it alone lies on."""
    compiled, cases, table = table_of(folder)
    assert compiled.policy is not None
    if at in alone([kill for kill in table if len(kill.cases) == 1]):
        return True
    clause = clause_of(compiled.policy, cases[at].clause)
    rest = [case for index, case in enumerate(cases) if index != at]
    own = [case for case in rest if clause is not None and case.clause == clause.id]
    if clause is None or not clause.acts:
        return False
    told = [auditing.acts(case) for case in own]
    untested = not own or True not in told or (False not in told and auditing.can_be_idle(compiled.policy, clause))
    items = [each for each in compiled.policy.clauses() if each.acts]
    return untested or any(missing_boundaries(compiled.policy, each, rest) for each in items)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_deleted_case_is_noticed_or_others_notice_the_same(folder: Path) -> None:
    """What the table says of a case is what the audit says when its row is really gone."""
    _, cases, table = table_of(folder)
    text, seen = text_of(folder), set()
    for at, case in enumerate(cases):
        if not ALL and at % (len(cases) // 2) != len(cases) // 3:
            continue
        start, end = text.rindex("\n", 0, case.span.start) + 1, text.index("\n", case.span.end) + 1
        if text[text.rindex("\n", 0, start - 1) + 1 :].startswith("|--") and text[end] != "|":
            start = text.rindex("\n\n", 0, start) + 2  # a table without rows is an error of its own
        gone = auditing.audit(folder.name, changed(folder, text[:start] + text[end:]))
        assert not gone.stopped
        assert bool(gone.problems) is is_missed(folder, at), f"{case.name}：{auditing.text(gone)}"
        if not gone.problems:
            assert all(len(kill.cases) > 1 for kill in table if at in kill.cases), case.name
        seen.add(bool(gone.problems))
    assert seen or not ALL


def test_some_cases_stand_alone_and_some_do_not() -> None:
    found = {folder.name: (len(alone(table_of(folder)[2])), len(table_of(folder)[1])) for folder in FOLDERS}
    assert all(0 < needed < cases for needed, cases in found.values()), found


# ------------------------------------------------------------------------------------------------------------ what is noticed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_line_for_nought_cannot_be_deleted(folder: Path) -> None:
    """Each 无…时 has a case with nothing in the denominator."""
    text = text_of(folder)
    for match in re.finditer(r"^无.+时 .*\n", text, re.M):
        assert noticed(folder, text[: match.start()] + text[match.end() :]), match[0]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_no_limit_between_facts_can_be_dropped(folder: Path) -> None:
    text = text_of(folder)
    for match in re.finditer(r"^(事实 .*?)，不超过 [^，\n]+(.*\n)", text, re.M):
        assert noticed(folder, text[: match.start()] + match[1] + match[2] + text[match.end() :]), match[0]


def test_the_mistakes_in_declarations_are_among_the_mutants() -> None:
    kinds = {folder.name: {kill.mutant.kind for kill in table_of(folder)[2]} for folder in FOLDERS}
    assert "名单" in kinds["ankang-2021-approval"]
    assert all("关系" in kinds[name] for name in kinds if name != "shanhaiguan-2020-budget")


RATIO = """---
政策: 演示办法
机关: 某局
考核期间: 2021-01-01 至 2021-12-31
对象类别: [县区, 市直, 企业]
原文: source.txt
---

# 一、完成

> 完成率低于100%的，扣2分。

```规则
事实 计划数：计数（件）
事实 完成数：计数（件）LIMIT
指标 完成率 = 完成数 ÷ 计划数
无计划时 不扣分
完成率 低于 100% 扣 2 分
```

| 完成数 | 计划数 | 得分 |
|---:|---:|---:|
"""


def declared(limit: str, *rows: str) -> Compiled:
    text = RATIO.replace("LIMIT", limit).replace("无计划时", "无计划数时")
    text += "".join(f"{row}\n" for row in rows)
    return compile_policy(PolicyText("demo", Source("policy.md", text), Source("s.txt", "完成率低于100%的，扣2分。")))


def told(compiled: Compiled) -> set[str]:
    assert compiled.policy is not None, [each.message for each in compiled.bag]
    cases, bag = read_cases(compiled)
    assert not bag.failed, [each.message for each in bag]
    return {kill.mutant.says for kill in kills(compiled.policy, cases) if not kill.cases}


BELOW, EVEN, NONE, ABOVE = "| 9 | 10 | -2 |", "| 10 | 10 | 0 |", "| 0 | 0 | 0 |", "| 11 | 10 | 0 |"


@pytest.mark.parametrize(
    ("limit", "rows", "left"),
    [
        ("，不超过 计划数", (BELOW, EVEN, NONE), {"“完成数”去掉“不超过 计划数”"}),
        ("，不超过 计划数", (BELOW, EVEN, NONE, "| 11 | 10 | 拒收 |"), set()),
        ("", (BELOW, EVEN, NONE), {"“完成数”加上“不超过 计划数”"}),
        ("", (BELOW, EVEN, NONE, ABOVE), set()),
    ],
)
def test_a_limit_dropped_or_added(limit: str, rows: tuple[str, ...], left: set[str]) -> None:
    assert {each for each in told(declared(limit, *rows)) if "不超过" in each} == left


def test_a_row_that_should_be_refused_and_is_not_fails() -> None:
    """The other way round a row that is refused is no case."""
    let_in = auditing.audit("demo", declared("", BELOW, "| 11 | 10 | 拒收 |"))
    assert [str(each) for case in let_in.failing for each in case.differences] == ["得分应为 拒收，解释器得出 0"]
    _, bag = read_cases(declared("，不超过 计划数", BELOW, ABOVE))
    assert [each.code for each in bag if each.code.startswith("E")] == ["E509-bad-case-cell"]


@pytest.mark.parametrize(
    ("words", "left"), [("县区、市直", {"漏掉县区", "漏掉市直"}), ("县区、市直、企业", set())], ids=["two", "all"]
)
def test_a_kind_left_out(words: str, left: set[str]) -> None:
    text = (
        RATIO.replace("LIMIT", "")
        .replace("无计划时", "无计划数时")
        .replace("低于 100% 扣 2 分", "低于 100% 的 县区、市直 扣 2 分")
    )
    source = "完成率低于100%的县区、市直，扣2分。"
    text = text.replace("完成率低于100%的，扣2分。", source).replace(
        "| 完成数 | 计划数 |", "| 类别 | 完成数 | 计划数 |"
    )
    text = text.replace("|---:|---:|---:|", "|---|---:|---:|---:|")
    rows = [f"| {kind} | 9 | 10 | {0 if kind == '企业' else -2} |" for kind in words.split("、")]
    if words.endswith("企业"):
        rows += ["| 市直 | 0 | 10 | -2 |"]
    made = compile_policy(
        PolicyText("demo", Source("policy.md", text + "\n".join(rows) + "\n"), Source("s.txt", source))
    )
    without = compile_policy(
        PolicyText("demo", Source("policy.md", text + "| 企业 | 9 | 10 | 0 |\n"), Source("s.txt", source))
    )

    def said(one: Compiled) -> set[str]:
        return {kind for each in told(one) for kind in ("漏掉县区", "漏掉市直") if kind in each}

    assert said(made) == set()
    assert said(without) == {"漏掉县区", "漏掉市直"}


def test_a_boundary_without_a_case_fails_the_audit() -> None:
    compiled = declared("", BELOW, NONE, ABOVE)
    found = auditing.audit("demo", compiled)
    assert "E686-boundary-untested" in [each.code for each in findings(found, compiled)]
    assert "  × 界限未测全：一" in auditing.text(found)


# -------------------------------------------------------------------------------------------------------- set aside, and why


@pytest.mark.parametrize(
    ("why", "fate"),
    [
        ("", Fate.NO_REASON),
        ("待定：这一句还没有读。\n", Fate.NO_REASON),
        ("注（错别字）：句末缺句号，照录。\n", Fate.NO_REASON),
        ("程序，不计分。\n", Fate.SET_ASIDE),
        ("注：只是原则，没有分值。\n", Fate.SET_ASIDE),
        ("注（无标准）：没有可以核对的标准；这里不计分。\n", Fate.SET_ASIDE),
    ],
)
def test_only_a_written_reason_sets_a_sentence_aside(why: str, fate: Fate) -> None:
    text = f"---\n政策: 演示\n机关: 某局\n原文: source.txt\n---\n\n# 一、要求\n\n> 各单位应当按时报送材料。\n\n{why}"
    source = Source("source.txt", "各单位应当按时报送材料。\n二〇二一年三月。\n")
    made = compile_policy(PolicyText("demo", Source("policy.md", text), source))
    assert made.document is not None
    assert [each.fate for each in sentences(made.document, source)] == [fate, Fate.PLAIN]
