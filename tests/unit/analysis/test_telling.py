"""One mistake is one finding, and what is found often is said once with all its places."""

from __future__ import annotations

from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Diagnostic
from dsl.source import Source
from tests.unit.small_policies import small

RATE = "事实 办结率：比率\n"


def found(text: str) -> list[Diagnostic]:
    quotes = "\n".join(line.removeprefix("> ") for line in text.split("\n") if line.startswith("> "))
    policy = PolicyText("small", Source("policy.md", text), Source("source.txt", quotes))
    return list(compile_policy(policy, thorough=True).bag)


def items(*rules: str) -> str:
    """Return a policy of items of 10 points, all points declared."""
    first, *rest = rules
    text = small(first, "# 一、甲（10分）", front=f"总分: {10 * len(rules)} 分\n")
    for number, rule in enumerate(rest, 2):
        quote = rule.replace("\n", "；")
        text += f"\n# {'一二三四五六七八九'[number - 1]}、项（10分）\n\n> {quote}\n\n```规则\n{rule}\n```\n"
    return text


def lines(diagnostic: Diagnostic) -> list[int]:
    labels = [diagnostic.primary, *diagnostic.related]
    return sorted({label.source.place(label.span.start)[0] for label in labels if label is not None})


def test_what_pulls_both_ways_is_told_once() -> None:
    text = items(RATE + "办结率 90%以上 记 10 分；低于 90% 记 5 分", "办结率 低于 80% 记 10 分；80%以上 记 5 分")
    (only,) = found(text)
    assert only.code == "W422-pays-both-ways"
    assert lines(only) == [6, 15, 23], "the total that cannot be had is a remark on it"
    assert "最多 15 分" in only.related[-1].text


def test_tiers_that_only_differ_keep_their_own_code() -> None:
    text = items(RATE + "办结率 低于 90% 扣 2 分；低于 80% 扣 4 分", "办结率 低于 90% 扣 3 分；低于 80% 扣 5 分")
    assert [each.code for each in found(text)] == ["W457-tiers-differ"]


def test_two_mistakes_are_two_findings() -> None:
    rules = "办结率 低于 80% 记 10 分；80%以上 记 5 分", "事实 公示：是否\n公示 记 10 分；未 公示 扣 2 分"
    codes = sorted(each.code for each in found(items(RATE + "办结率 90%以上 记 10 分；低于 90% 记 5 分", *rules)))
    assert codes == ["W422-pays-both-ways", "W446-more-than-its-item"]


def test_one_wrong_direction_is_told_once_in_a_clause() -> None:
    kinds = "对象类别: [县区, 市直部门]\n"
    rules = (
        "事实 办结率：比率，越高越好\n县区 且 办结率 95%以上 扣 5 分；县区 且 办结率 90%以上 扣 3 分；"
        "市直部门 且 办结率 95%以上 扣 5 分；市直部门 且 办结率 90%以上 扣 3 分"
    )
    (only,) = found(small(rules, front=kinds))
    assert only.code == "W420-wrong-way" and len(only.related) == 1


def test_many_clauses_that_deduct_for_one_fact_are_one_finding() -> None:
    rules = ["事实 迟报：计数（件）\n迟报 每件 扣 1 分", *(f"迟报 每件 扣 {points} 分" for points in (2, 3, 4, 5, 6))]
    (only,) = found(items(*rules))
    assert only.code == "W458-double-deduction"
    assert only.message == "“迟报”由0 件变为1 件，6 条都扣分"
    assert len(lines(only)) == 6


def test_the_same_words_at_three_places_are_said_once() -> None:
    rules = [f"事实 公示{name}：是否\n公示{name} 记 10 分；未 公示{name} 扣 2 分" for name in "甲乙丙"]
    (only,) = found(items(*rules))
    assert only.code == "W446-more-than-its-item"
    assert only.message == "扣的 2 分永远不起作用（共 3 处）"
    assert len(lines(only)) == 3
    two = found(items(*rules[:2]))
    assert [each.message for each in two] == ["扣的 2 分永远不起作用"] * 2


def test_a_condition_that_takes_all_is_a_remark_on_what_it_takes() -> None:
    rules = "事实 报告：是否\n事实 投诉：计数（件）\n报告 或 未 报告 扣 2 分；投诉 3 件以上 且 报告 扣 1 分\n就低"
    (only,) = found(small(rules))
    assert only.code == "E414-dead-tier", "an error stays one"
    assert "这个条件总是成立" in [label.text for label in only.related]


def test_kinds_that_an_exemption_takes_out_are_remarks_on_it() -> None:
    rules = "事实 公示：是否\n未 公示 扣 2 分；县区 或 市直部门 除外"
    (only,) = found(small(rules, front="对象类别: [县区, 市直部门]\n"))
    assert only.code == "E414-dead-tier"
    assert [label.text for label in only.related[1:]] == [f"因此没有一条管到“{kind}”" for kind in ("县区", "市直部门")]
