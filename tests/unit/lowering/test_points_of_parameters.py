"""予以扣分 without a number: points for each piece are a parameter, times what was counted."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from compiler import core
from compiler.backends.python import emit
from compiler.meaning.interpret import Unit
from compiler.meaning.result import Points
from compiler.meaning.scoring import score
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from compiler.testing.agreement import disagreements, sample_units
from dsl.diagnostics import Bag
from dsl.source import Source

RULES = "参数 差评扣分：分值，不低于 0 分\n事实 差评：计数（件）\n指标 应扣分 = 差评扣分 × 差评\n按 应扣分 扣分"
HEAD = "---\n政策: 例\n机关: 例\n原文: source.txt\n{}---\n\n# 一\n\n> 有差评的，予以扣分。\n\n```规则\n{}\n```\n"


def compiled(rules: str = RULES, front: str = "") -> Compiled:
    text = HEAD.format(front, rules)
    return compile_policy(PolicyText("one", Source("policy.md", text), Source("source.txt", "有差评的，予以扣分。")))


def policy(front: str = "") -> core.Policy:
    made = compiled(front=front).policy
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("count", "each", "points"),
    [(3, "0.5", "-1.5"), (0, "2", "0"), (4, "0", "0"), (1, "1/3", "-1/3")],
)
def test_so_many_pieces_times_the_parameter(count: int, each: str, points: str) -> None:
    facts = {"差评": count, "差评扣分": Fraction(each)}
    assert score(policy(), Unit("甲", "", facts)).total == Points.exactly(Fraction(points))


def test_a_parameter_that_nobody_set_gives_a_range() -> None:
    assert score(policy(), Unit("甲", "", {"差评": 3})).total == Points(None, Fraction(0))


def test_the_front_matter_sets_it_for_all_units() -> None:
    made = policy("参数:\n  差评扣分: 0.5\n")
    assert made.fact("差评扣分").value == Fraction(1, 2)


def test_awards_add_instead() -> None:
    made = compiled(RULES.replace("扣分", "加分")).policy
    assert made is not None
    facts = {"差评": 2, "差评加分": Fraction(3)}
    assert score(made, Unit("甲", "", facts)).total == Points.exactly(Fraction(6))


@pytest.mark.parametrize("wrong", ["指标 应扣分 = 差评扣分 + 差评", "指标 应扣分 = 差评扣分 ÷ 差评"])
def test_points_and_counts_do_not_add_up(wrong: str) -> None:
    found = compiled(RULES.replace("指标 应扣分 = 差评扣分 × 差评", wrong))
    assert next(each.code for each in found.bag) == "E307-cannot-compute"


def test_the_generated_module_agrees() -> None:
    namespace: dict[str, Any] = {}
    (artifact,) = emit(policy(), Bag())
    exec(compile(artifact.text, artifact.path, "exec"), namespace)
    assert not disagreements(policy(), namespace, sample_units(policy(), 300, 1))
