"""Which missing fact decides how much: numbers worked out by hand from the sample policy."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from compiler.explain.deciding import deciding, width_of
from compiler.meaning.interpret import Unit
from compiler.meaning.result import Points
from compiler.meaning.scoring import score
from compiler.measures.domain import allowed, table
from compiler.testing.sampling import sample_units
from tests.unit.core_samples import HOTLINE
from tests.unit.explain.test_explain import trace


def shares(found: dict[str, Any]) -> dict[str, tuple[str | None, str | None]]:
    return {each["fact"]: (each["at_least"], each["at_most"]) for each in found["range"]["deciding"]}


def test_nothing_is_missing() -> None:
    found = trace()
    assert found["range"] is None
    assert all(clause["deciding"] == [] for clause in found["clauses"])


def test_facts_of_different_clauses_decide_their_own_clause() -> None:
    # 退单率 0 to -10 in an item of 10, 反馈不规范 0 to -5 (封顶), 表扬 0 to 3 (最多).
    found = trace(without=("表扬", "反馈不规范", "退单数"))
    assert found["range"]["width"] == "18"
    assert list(shares(found).items()) == [("退单数", ("10", "10")), ("反馈不规范", ("5", "5")), ("表扬", ("3", "3"))]
    assert "最起作用的缺项：补上“退单数”，区间缩小 10 分。" in _text(found)


def test_a_numerator_and_its_denominator_decide_together() -> None:
    # Without 应进驻事项数 and 已进驻事项数 the item 进驻大厅 (3 分) is open: 0 to 3. None of them closes it alone: 5 of
    # how many? But no 已进驻事项数 out of some is 0 分.
    found = trace(without=("应进驻事项数", "已进驻事项数"))
    assert found["range"]["width"] == "3"
    least = {fact: least for fact, (least, _) in shares(found).items()}
    assert least == {"应进驻事项数": "0", "已进驻事项数": "0"}
    assert shares(found)["已进驻事项数"][1] == "3"


def test_an_open_veto_is_told_with_its_fact() -> None:
    found = trace(without=("弄虚作假",))
    assert "弄虚作假" in [each["fact"] for each in found["missing"]]
    assert [each["answer"] for each in found["vetoes"]] == ["待定"]
    assert "待核；成立的，一票否决" in _text(found)


def _text(found: dict[str, Any]) -> str:
    from compiler.explain.trace import render_text

    return render_text(found)


@pytest.mark.parametrize("seed", range(3))
def test_no_value_narrows_less_or_more_than_is_said(seed: int) -> None:
    """Values of other generated units are put in for each missing fact: the shares hold for them too."""
    random, known = Random(seed), table(HOTLINE)
    units = list(sample_units(HOTLINE, 60, seed))
    for whole in units[:20]:
        dropped = set(random.sample(sorted(whole.facts), random.randint(1, 4)))
        unit = Unit(whole.name, whole.kind, {name: each for name, each in whole.facts.items() if name not in dropped})
        result = score(HOTLINE, unit)
        total = score(HOTLINE, whole).total.exact
        # Where everything is known and no denominator is 0, the score lies in the range.
        assert total is None or _width(result.total.hull(Points.exactly(total))) == _width(result.total)
        for share in deciding(HOTLINE, unit, result).total:
            for other in (whole, *random.sample(units, 4)):
                facts = {**unit.facts, share.fact: other.facts[share.fact]}
                if allowed(facts, known, unit.kind):
                    after = score(HOTLINE, Unit(unit.name, unit.kind, facts)).total
                    assert share.at_least is not None and share.at_most is not None
                    assert share.at_least <= _width(result.total) - _width(after) <= share.at_most


def _width(points: Points) -> Fraction:
    found = width_of(points)
    assert found is not None
    return found
