"""What is left out of tests that are joined changes nothing."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from compiler.plan.build import Builder
from compiler.plan.evaluate import Evaluated, Row
from compiler.plan.order import reachable
from compiler.plan.tree import Node, Op
from tests.unit.engines.samples import sample

FACTS = ("甲", "乙", "丙")


@pytest.mark.parametrize("seed", range(30))
def test_joined_tests_are_what_they_say(seed: int) -> None:
    random, build = Random(seed), Builder()
    flags = [build.make(Op.FLAG, value=name) for name in FACTS]
    said: dict[Node, object] = dict(zip(flags, FACTS, strict=True))

    def told(what: object, row: dict[str, bool]) -> bool:
        if isinstance(what, str):
            return row[what]
        op, parts = what  # type: ignore[misc]
        return {"&": all, "|": any}[op](told(part, row) for part in parts)

    made: list[tuple[Node, object]] = list(said.items())
    for _ in range(12):
        parts = random.sample(made, min(len(made), random.randint(2, 4)))
        op, join = random.choice((("&", build.all_of), ("|", build.any_of)))
        made.append((join(node for node, _ in parts), (op, [what for _, what in parts])))
    plan, _, _ = sample(Builder())
    for values in product((True, False), repeat=3):
        row = dict(zip(FACTS, values, strict=True))
        evaluated = Evaluated(plan, Row("", "", row))
        assert all(evaluated.give(node) == told(what, row) for node, what in made)


def test_absorbed() -> None:
    """X AND (X OR Y) is X, wherever X stands; so is X OR (X AND Y)."""
    build = Builder()
    x, y, z = (build.make(Op.FLAG, value=name) for name in FACTS)
    either, both = build.any_of([x, y]), build.all_of([x, y])
    assert build.all_of([x, either]) is build.all_of([either, x]) is x
    assert build.any_of([x, both]) is build.any_of([both, x]) is x
    assert build.all_of([build.all_of([x, z]), either]) is build.all_of([x, z])
    assert build.all_of([either, z]).op is Op.AND


def test_a_long_sum_is_not_looked_through_once_a_term() -> None:
    build = Builder()
    flags = [build.make(Op.FLAG, value=f"甲{number}") for number in range(3000)]
    made = build.true
    for place, flag in enumerate(flags):
        made = build.all_of([made, flag, build.any_of([flags[place - 1], flags[place - 2]])])
    assert len(reachable([made])) < 4 * len(flags)
