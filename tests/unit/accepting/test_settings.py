"""检查 and 接受 in the front matter: what they change, what they must not change, and where an accepted finding is still seen."""

from __future__ import annotations

import pytest

from compiler.backends.markdown.tables import tables
from compiler.meaning.interpret import Unit, clause_points
from compiler.pipeline import Compiled, PolicyText, compile_policy
from dsl.diagnostics import Severity
from dsl.source import Source

POLICY = """---
政策: 某县政务服务考核办法
机关: 某县行政审批服务局
{front}原文: source.txt
---

# 一、办结率

> 办结率90%以上的，不扣分；80%以下的，扣3分。

```规则
事实 交办数：计数（件）
事实 办结数：计数（件），不超过 交办数
指标 办结率 = 办结数 ÷ 交办数
无交办时 不扣分
办结率 90%以上 不扣分；80%以下 扣 3 分
```
"""
HOLE = "W410-tier-hole"


def compiled(front: str, *, thorough: bool = False, text: str = POLICY) -> Compiled:
    quote = "办结率90%以上的，不扣分；80%以下的，扣3分。"
    return compile_policy(
        PolicyText("case", Source("policy.md", text.replace("{front}", front)), Source("source.txt", quote)),
        thorough=thorough,
    )


def test_as_it_is_found() -> None:
    (found,) = compiled("").bag
    assert (found.code, found.severity, found.clause) == (HOLE, Severity.WARNING, "一")


@pytest.mark.parametrize(
    ("word", "severity"), [("错误", Severity.ERROR), ("警告", Severity.WARNING), ("提示", Severity.NOTE)]
)
def test_a_severity_of_ones_own(word: str, severity: Severity) -> None:
    made = compiled(f"检查:\n  W410: {word}\n")
    (found,) = made.bag
    assert found.severity is severity
    assert (made.policy is None) == (severity is Severity.ERROR), "an error is an error: the policy does not score"


def test_turned_off() -> None:
    made = compiled("检查:\n  W410-tier-hole: 关\n")
    assert list(made.bag) == [] and made.accepted == ()


def test_accepted_with_a_reason() -> None:
    made = compiled("接受:\n  W410 一: 原文如此，取不扣分\n")
    assert list(made.bag) == []
    (accepted,) = made.accepted
    assert (accepted.found.code, accepted.clause, accepted.reason) == (HOLE, "一", "原文如此，取不扣分")


def test_an_accepted_finding_is_a_footnote_of_the_published_table() -> None:
    made = compiled("接受:\n  W410 一: 原文如此，取不扣分\n")
    assert made.policy is not None
    (note,) = tables(made.policy).notes
    assert note.startswith("注1（一") and note.endswith("已知：85% 不落在任何一档。原文如此，取不扣分。")


def test_an_acceptance_is_about_one_clause() -> None:
    second = (
        POLICY.split("# 一、")[1]
        .replace("办结数", "完结数")
        .replace("交办数", "受办数")
        .replace("办结率 =", "完结率 =")
    )
    text = POLICY + "\n# 二、" + second.replace("办结率 90%以上", "完结率 90%以上").replace("无交办时", "无受办时")
    found = [each for each in compiled("接受:\n  W410 一: 原文如此\n", text=text).bag if each.code == HOLE]
    assert [each.clause for each in found] == ["二"]


@pytest.mark.parametrize("code", ["E411", "E471", "E301", "E101", "W999"])
@pytest.mark.parametrize("key", ["检查:\n  {}: 警告\n", "接受:\n  {} 一: 原文如此\n"])
def test_what_guards_the_meaning_of_a_score_cannot_be_set(code: str, key: str) -> None:
    codes = [each.code for each in compiled(key.format(code)).bag]
    assert "E480-cannot-be-settled" in codes and HOLE in codes


def test_an_acceptance_for_a_check_that_did_not_run_is_not_idle() -> None:
    front = "接受:\n  W410 一: 原文如此\n  W458 一: 两条都扣\n"
    assert list(compiled(front).bag) == []
    assert [each.code for each in compiled(front, thorough=True).bag] == ["W485-idle-acceptance"]


def test_the_path_of_a_clause_may_hold_a_colon() -> None:
    text = POLICY.replace("# 一、办结率", "# 时效：办结率")
    made = compiled("接受:\n  W410 时效：办结率: 原文如此，取不扣分\n", text=text)
    (accepted,) = made.accepted
    assert (accepted.clause, accepted.reason) == ("时效：办结率", "原文如此，取不扣分")
    assert list(made.bag) == []


def test_an_accepted_dead_tier_leaves_the_others_in_order() -> None:
    """30%以下 lies within 50%以下 and counts for 20%, whether or not a tier that nothing reaches stands beside them."""
    rule = "办结率 50%以下 扣 3 分；30%以下 扣 5 分；超过 100% 扣 9 分"
    quote = "办结率50%以下的扣3分，30%以下的扣5分，超过100%的扣9分。"
    text = POLICY.replace("办结率 90%以上 不扣分；80%以下 扣 3 分", rule).replace(
        "办结率90%以上的，不扣分；80%以下的，扣3分。", quote
    )
    front = "接受:\n  E414 一: 原文如此\n"
    policy = Source("policy.md", text.replace("{front}", front))
    made = compile_policy(PolicyText("case", policy, Source("source.txt", quote)))
    assert list(made.bag) == [] and made.policy is not None
    (clause,) = made.policy.clauses()
    points, _ = clause_points(clause, Unit("", "", {"交办数": 10, "办结数": 2}))
    assert points == -5
