"""义务（一/3）as a condition: the duties of a clause or below a heading, of those that concern the unit, in every engine alike."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from compiler import core
from compiler.backends.python.module import emit
from compiler.core.walk import nodes
from compiler.explain.trace import explain, render_text
from compiler.meaning import plain
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.testing.agreement import disagreements, sample_units
from compiler.testing.mutants import mutants
from dsl.diagnostics import Bag
from tests.unit.testkit.samples import LIST, compiled
from zhunsheng.report.trace_html import html

TASKS = """## 任务

> 任务如下。

### 公示

> 应当公示，公示率不低于90%。涉及部门：甲县、市公安局。

```规则
涉及部门：甲县、市公安局
事实 公示：是否
事实 公示数：计数（件），不超过 应公示数
事实 应公示数：计数（件）
公示率 = 公示数 ÷ 应公示数
应当 公示
应当 应公示数 0 件 或 公示率 90% 以上
```

注（0）：没有的视为做到。

### 报送

> 应当报送。

```规则
事实 报送：是否
应当 报送
```

"""
VETO = """## 否决

> 任务中任一项未完成的，一票否决，扣0.5分。

```规则
{}
```

"""
RULES = (
    "任一 义务（任务） 未完成 一票否决，扣 0.5 分",
    "任一义务(任务)未完成的，一票否决，扣0.5分",
    "未 义务（任务） 一票否决，扣 0.5 分",
    "义务（任务） 未完成 一票否决，扣 0.5 分",
    "集合 各项：义务（任务/公示）、义务（任务/报送）\n任一 各项 未完成 一票否决，扣 0.5 分",
    "集合 各项：义务（公示）、义务（报送）\n任一 各项 未完成 一票否决，扣 0.5 分",
)
FACTS = {"公示": True, "公示数": 90, "应公示数": 100, "报送": True}
HALF = Fraction(-1, 2)


def policy_of(rule: str, tasks: str = TASKS) -> core.Policy:
    made = compiled(LIST + tasks + VETO.format(rule))
    assert made.policy is not None, [each.message for each in made.bag]
    return made.policy


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("kind", "name", "changed", "total"),
    [
        ("县区", "甲县", {}, 0),
        ("县区", "甲县", {"公示数": 89}, HALF),
        ("县区", "甲县", {"公示": False}, HALF),
        ("县区", "甲县", {"公示": False, "报送": False}, HALF),
        ("县区", "甲县", {"公示数": 0, "应公示数": 0}, 0),
        ("县区", "乙县", {"公示": False, "公示数": 0}, 0),
        ("县区", "乙县", {"报送": False}, HALF),
        ("市直部门", "市公安局", {"公示数": 0}, HALF),
    ],
)
def test_only_what_concerns_the_unit_has_to_be_kept(
    rule: str, kind: str, name: str, changed: dict[str, Any], total: Fraction
) -> None:
    policy, unit = policy_of(rule), Unit(name, kind, FACTS | changed)
    assert score(policy, unit).total.exact == total
    assert plain.score(policy, unit) == score(policy, unit)


@pytest.mark.parametrize("rule", RULES[:1] + RULES[4:5])
def test_the_generated_python_agrees(rule: str) -> None:
    policy = policy_of(rule)
    namespace: dict[str, Any] = {}
    exec(emit(policy, Bag())[0].text, namespace)  # our own generated module
    assert not disagreements(policy, namespace, list(sample_units(policy, 500, seed=1)))
    for kind, name in (("县区", "甲县"), ("县区", "乙县"), ("市直部门", "市公安局")):
        for published, sent, count in product((True, False), (True, False), (89, 90)):
            unit = Unit(name, kind, FACTS | {"公示": published, "报送": sent, "公示数": count})
            assert not disagreements(policy, namespace, [unit])


def test_what_is_missing_is_only_what_concerns_the_unit() -> None:
    policy = policy_of(RULES[0])
    result = score(policy, Unit("乙县", "县区", {}))
    assert (result.total.low, result.total.high, result.missing) == (HALF, 0, ("报送",))
    result = score(policy, Unit("甲县", "县区", {"公示": True, "报送": True, "应公示数": 10}))
    assert (result.total.low, result.total.high, result.missing) == (HALF, 0, ("公示数",))
    result = score(policy, Unit("甲县", "县区", {"公示": False}))
    assert (result.total.exact, result.missing) == (HALF, ())


def test_both_ends_of_the_range_are_found_among_units_with_these_facts() -> None:
    policy = policy_of(RULES[0])
    for known in ({"公示": True}, {"公示": True, "应公示数": 100}, {"报送": True}, {}):
        unit = Unit("甲县", "县区", known)
        assert "区间的两端都取得到。" in render_text(explain(policy, unit, score(policy, unit))), known


def test_what_is_not_kept_is_told() -> None:
    policy, unit = policy_of(RULES[0]), Unit("甲县", "县区", FACTS | {"公示数": 1})
    trace = explain(policy, unit, score(policy, unit))
    assert "义务未完成：任务/公示。" in render_text(trace) and "<p>义务未完成：任务/公示。</p>" in html(trace)
    unit = Unit("乙县", "县区", {})
    assert "义务待核：任务/报送。" in render_text(explain(policy, unit, score(policy, unit)))


def test_points_and_conditions_beside_it() -> None:
    rule = "义务（任务/报送） 且 公示 加 2 分；未 义务（任务/公示） 或 未 义务（任务/报送） 扣 1 分"
    body = VETO.replace("一票否决，扣0.5分", "都完成的，加2分；未完成的，扣1分").format(rule)
    made = compiled(LIST + TASKS + body)
    assert made.policy is not None, [each.message for each in made.bag]
    for name, changed, points in (("甲县", {}, 2), ("甲县", {"公示数": 1}, 1), ("乙县", {"报送": False}, -1)):
        result = score(made.policy, Unit(name, "县区", FACTS | changed))
        assert result.total.exact == points, (name, changed)


def test_a_duty_may_speak_of_other_duties_before_and_behind_it() -> None:
    tasks = (
        TASKS.replace("应当 报送\n", "应当 报送 且 义务（总） \n")
        + "## 总\n\n> 应当总结。\n\n```规则\n事实 总结：是否\n应当 总结\n```\n\n"
    )
    policy = policy_of(RULES[0], tasks)
    for done, total in ((True, 0), (False, HALF)):
        result = score(policy, Unit("乙县", "县区", FACTS | {"总结": done}))
        assert (result.total.exact, result.clause("任务/报送").duties[0][1]) == (total, "合规" if done else "不合规")


def test_a_changed_duty_changes_the_condition() -> None:
    policy = policy_of(RULES[0])
    said = {(each.clause, each.says): each.policy for each in mutants(policy)}
    moved = next(made for (clause, says), made in said.items() if clause == "任务/公示" and "90%改为90.1%" in says)
    unit = Unit("甲县", "县区", FACTS)
    assert (score(policy, unit).total.exact, score(moved, unit).total.exact) == (0, HALF)
    everybody = next(made for (clause, says), made in said.items() if says == "对所有单位适用")
    unit = Unit("乙县", "县区", FACTS | {"公示": False})
    assert (score(policy, unit).total.exact, score(everybody, unit).total.exact) == (0, HALF)
    assert {says for clause, says in said if clause == "否决" and "漏掉" in says} == {
        "漏掉义务（任务/公示）",
        "漏掉义务（任务/报送）",
    }


def test_no_flag_is_left_that_anybody_could_give() -> None:
    policy = policy_of(RULES[0])
    assert not policy.results
    assert [node.of for node in nodes(policy.vetoes[0].test) if isinstance(node, core.Kept)] == [
        "任务",
        "任务/公示",
        "任务/报送",
    ]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("任一 义务（名单） 未完成 一票否决，扣 0.5 分", "E218-no-duties"),
        ("任一 义务（没有） 未完成 一票否决，扣 0.5 分", "E213-unknown-clause"),
        ("集合 各项：义务（没有）、义务（报送）\n任一 各项 未完成 一票否决，扣 0.5 分", "E213-unknown-clause"),
        ("任一 义务（任务） 一票否决，扣 0.5 分", "E204-wrong-use"),
        ("义务（任务） 超过 0.5 分 一票否决，扣 0.5 分", "E204-wrong-use"),
    ],
)
def test_what_cannot_be_meant(rule: str, code: str) -> None:
    assert {each.code for each in compiled(LIST + TASKS + VETO.format(rule)).bag} == {code}
