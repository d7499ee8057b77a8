"""``where``: every place of a name, and nothing that only looks like it."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.conftest import POLICY, Call, write_policy


def found(call: Call, *words: object) -> list[tuple[str, str, str, str]]:
    answer = call("where", *words, "--format", "json")
    assert answer.code == 0
    return [(use["part"], use["how"], use["clause"], use["text"]) for use in answer.json["uses"]]


def test_a_fact_from_its_declaration_to_the_lines_that_depend_on_it(call: Call, policy: Path) -> None:
    assert found(call, policy, "工单总数") == [
        ("规则", "声明", "一", "事实 工单总数：计数（件）"),
        ("规则", "用到", "一", "事实 按期办结工单数：计数（件），不超过 工单总数"),
        ("规则", "用到", "一", "指标 按期办结率 = 按期办结工单数 ÷ 工单总数，越高越好；无工单时 不扣分"),
        ("规则", "间接", "一", "按期办结率 100% 不扣分；98%以上 扣 5 分；低于 98% 扣 30 分"),
        ("案例表", "用到", "一", "| 按期办结工单数 | 工单总数 | 得分 | 案例 |"),
    ]


def test_a_line_that_does_not_name_its_fact(call: Call, policy: Path) -> None:
    uses = found(call, policy, "反馈不规范")
    assert ("规则", "间接", "二", "每件 扣 2 分") in uses


def test_the_place_is_that_of_the_characters(call: Call, policy: Path) -> None:
    lines = (policy / "policy.md").read_text(encoding="utf-8").splitlines()
    for use in call("where", policy, "按期 办结率", "--format", "json").json["uses"]:
        if use["how"] != "间接":
            assert lines[use["line"] - 1][use["column"] - 1 : use["endColumn"] - 1] == "按期办结率"


def test_a_word_in_all_its_spellings(call: Call, policy: Path) -> None:
    # 低于 and 小于 say the same; 98%以上 and 低于98% stand in the quote and in the rule.
    uses = found(call, policy, "小于")
    assert [part for part, *_ in uses] == ["原文", "规则", "案例"]


def test_a_name_inside_a_longer_one_is_another_name(call: Call) -> None:
    text = POLICY.replace("事实 反馈不规范：计数（件）", "事实 反馈不规范：计数（件）\n事实 反馈：计数（次）")
    uses = found(call, write_policy("demo", text), "反馈")
    assert [use[0] for use in uses] == ["标题", "原文", "规则"]  # 事项反馈, 反馈内容, and its own declaration
    assert uses[-1] == ("规则", "声明", "二", "事实 反馈：计数（次）")


def test_scenarios_and_the_front_matter(call: Call, policy: Path) -> None:
    (policy / "scenarios.md").write_text("## 甲县\n\n| 事实 | 值 |\n|---|---|\n| 工单总数 | 3 |\n", encoding="utf-8")
    assert ("情景", "用到", "", "| 工单总数 | 3 |") in found(call, policy, "工单总数")
    assert found(call, policy, "县区")[0] == ("文头", "用到", "", "对象类别: [县区, 部门]")


def test_several_policies_and_names_that_are_nothing(call: Call, policy: Path) -> None:
    write_policy("other", POLICY.replace("反馈不规范", "反馈有误"))
    text = call("引用", policy, "other", "反馈有误")
    assert (text.code, "other/policy.md:" in text.out, "demo/policy.md:" in text.out) == (0, True, False)
    wrong = call("where", policy, "other", "反馈又误")
    assert (wrong.code, "E817-unknown-name" in wrong.err, "是否指“反馈有误”" in wrong.err) == (2, True, True)
    assert call("where", policy).code == 2
