"""等次 with two ends: what stands above the end has another grade, or none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler.backends import BACKENDS
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from dsl.diagnostics import Bag
from tests.unit.findings_text import show
from tests.unit.small_policies import compiled_small, small

BANDS = (
    "事实 投诉：计数（件）\n投诉 每件 扣 0.5 分\n等次 优秀：超过 90 分\n等次 良好：80 分—89 分\n等次 较差：低于 80 分"
)
FULL = "# 一、考核（100分）"


@pytest.mark.parametrize(
    ("complaints", "grade"),
    [(0, "优秀"), (19, "优秀"), (20, ""), (21, ""), (22, "良好"), (40, "良好"), (41, "较差")],
    ids=str,
)
def test_a_range_ends_where_it_says(complaints: int, grade: str) -> None:
    made = compiled_small(small(BANDS, FULL))
    assert made.policy is not None, show(made.bag)
    result = score(made.policy, Unit("甲", "", {"投诉": complaints}))
    assert (result.total.exact, result.grade) == (100 - Fraction(complaints, 2), grade)


def test_the_module_and_the_table_say_so_too() -> None:
    made = compiled_small(small(BANDS, FULL))
    assert made.policy is not None, show(made.bag)
    (module,) = BACKENDS["python"].load()(made.policy, Bag())
    names: dict[str, object] = {}
    exec(compile(module.text, "made.py", "exec"), names)
    graded = names["等次"]
    assert callable(graded)
    assert [graded(Fraction(total)) for total in (91, 90, 89, 80, 79)] == ["优秀", "", "良好", "良好", "较差"]
    (table,) = BACKENDS["markdown"].load()(made.policy, Bag())
    assert "总分 80 分—89 分：良好" in table.text


def test_both_ends_are_points_and_one_word_says_one_thing() -> None:
    for line, code in (("等次 优秀：80 件—90 件", "E301"), ("等次 优秀：超过 90 分以上", "E308")):
        found = [each.code[:4] for each in compiled_small(small(BANDS + "\n" + line, FULL)).bag]
        assert code in found or (code == "E301" and "E303" in found), found
