"""Units on their way through a plan: who is ready, who does not fit, and what comes out."""

from __future__ import annotations

from collections import Counter

from compiler import core
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.plan.evaluate import Evaluated, row_of
from compiler.plan.lowering import plan_of
from compiler.testing.planned import differences


def through(policy: core.Policy, units: list[Unit]) -> Counter[str]:
    """Score units both ways; every difference fails. Count those that were ready, were left to the interpreter, did not fit."""
    plan = plan_of(policy)
    assert plan is not None
    found: Counter[str] = Counter()
    for unit in units:
        row, result = row_of(plan, unit), score(policy, unit)
        if row is None:
            found["不合列宽"] += 1
            continue
        evaluated = Evaluated(plan, row)
        assert list(differences(policy, plan, result, evaluated.give)) == [], unit
        if evaluated.give(plan.ready):
            found["就绪"] += 1
        else:
            found["交解释器"] += 1
    return found
