"""Who changed the total of a unit, and by how much: what reached it after the floors and caps of items; and within what it changed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler import core
from compiler.compare import compare
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.result import Points
from compiler.meaning.scoring import score
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source
from tests.unit.compare.versions import policy
from zhunsheng.scoring.reaching import REST, Reaching

HEAD = "---\n政策: 某办法\n机关: 某局\n考核期间: 2021-01-01 至 2021-12-31\n原文: source.txt\n---\n"


def made(complaints: int, news: int, points: int = 5, more: str = "") -> core.Policy:
    """An item of so many points: complaints cost each so much, pieces of news likewise."""
    clauses = ((1, "投诉", "件", complaints), (2, "信息", "篇", news))
    text = f"{HEAD}\n# 一、作风（{points}分）\n" + "".join(
        f"\n## （{'一二'[number - 1]}）{name}\n\n> {name}每{unit}扣{loss}分。\n\n"
        f"```规则\n事实 {name}：计数（{unit}）\n{name} 每{unit} 扣 {loss} 分\n```\n"
        for number, name, unit, loss in clauses
    )
    source = "".join(f"{name}每{unit}扣{loss}分。" for _, name, unit, loss in clauses)
    found = compile_policy(PolicyText("demo", Source("policy.md", text + more), Source("source.txt", source + more)))
    assert found.policy is not None, [each.message for each in found.bag]
    return found.policy


def told(old: core.Policy, new: core.Policy, **facts: Value) -> tuple[dict[str, Fraction], Points]:
    reaching = Reaching.between(old, new, compare(old, new))
    results = [score(each, Unit("甲", "", facts)) for each in (old, new)]
    return dict(reaching.parts(*results)), reaching.change(*results)


@pytest.mark.parametrize(
    ("new", "facts", "parts"),
    [
        # 5 − 2×2 = 1, then 5 − 3×2 = −1, held at 0: of the two points more that are lost, one reached the total.
        ((3, 1), {"投诉": 2, "信息": 0}, {"一/（一）": -1}),
        # 5 − 4 − 3 is less than nothing in both.
        ((3, 1), {"投诉": 2, "信息": 3}, {}),
        # 5 − 2 − 2 = 1; the complaint first: 5 − 3 − 2 = 0; then nothing is left for the news to take.
        ((3, 2), {"投诉": 1, "信息": 2}, {"一/（一）": -1}),
        # 5 − 2 − 1 = 2; 5 − 3 − 1 = 1; 5 − 3 − 2 = 0.
        ((3, 2), {"投诉": 1, "信息": 1}, {"一/（一）": -1, "一/（二）": -1}),
        # One is dearer, one is cheaper: 5 − 2 − 2 = 1; 5 − 3 − 2 = 0; 5 − 3 − 0 = 2.
        ((3, 0), {"投诉": 1, "信息": 2}, {"一/（一）": -1, "一/（二）": 2}),
    ],
)
def test_what_reached_the_total(new: tuple[int, int], facts: dict[str, Value], parts: dict[str, int]) -> None:
    old, after = made(2, 1), made(*new) if new[1] else made(new[0], 0)
    found, change = told(old, after, **facts)
    assert found == parts
    assert change.exact == sum(parts.values())


def test_the_points_of_the_item_stand_under_the_item() -> None:
    found, change = told(made(2, 1, 5), made(2, 1, 8), 投诉=1, 信息=0)
    assert found == {"一": 3} and change.exact == 3


def test_a_gain_said_as_a_loss_changes_nobody() -> None:
    name = "71-gain-said-as-loss"
    assert told(policy(name, "old"), policy(name, "new"), 办结率=Fraction(1, 2)) == ({}, Points.exactly(0))
    name = "74-gain-said-as-smaller-loss"
    assert told(policy(name, "old"), policy(name, "new"), 办结率=Fraction(1, 2)) == ({"一": 1}, Points.exactly(1))


def test_what_is_lost_above_the_items_is_told_too() -> None:
    name = "41-veto-added"
    old, new = policy(name, "old"), policy(name, "new")
    facts = {fact.name: True for fact in new.facts if str(fact.type) == "是否"}
    units = {fact.name: 0 for fact in new.facts if fact.name not in facts}
    found, change = told(old, new, **facts, **units)
    assert sum(found.values(), Fraction(0)) == change.exact and REST in found


def test_a_missing_fact_leaves_a_range() -> None:
    # 5 − 2 − x within 0 and 3; 5 − 3 − x within 0 and 2; nobody gains, for complaints alone became dearer.
    found, change = told(made(2, 1), made(3, 1), 投诉=1)
    assert found == {}
    assert (change.low, change.high) == (-3, 0)
    # What is missing belongs to an item that is the same in both versions: the change is known.
    more = "\n# 二、差错（9分）\n\n> 差错每个扣1分。\n\n```规则\n事实 差错：计数（个）\n差错 每个 扣 1 分\n```\n"
    found, change = told(made(2, 1, 5, more), made(3, 1, 5, more), 投诉=1, 信息=0)
    assert found == {} and change == Points.exactly(-1)
