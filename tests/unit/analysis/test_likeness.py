"""Which two names are probably one unit's, and which are not."""

from __future__ import annotations

import pytest

from compiler.analysis.checks.lists import nearly_agree

ONE = [
    ("市档案馆", "市档案局"),
    ("市发改委", "市发展改革委"),
    ("市发改委", "市发展和改革委"),
    ("公安局", "市公安局"),
    ("县农业局", "县农业农村局"),
    ("马楼镇", "马楼乡"),
    ("市卫健委", "市卫生健康委"),
    ("市地方志办公室", "市地方志办"),
    ("市教育局", "市教育体育局"),
]
TWO = [
    ("市公安局", "市司法局"),
    ("县林业局", "县农业局"),
    ("市水利局", "市税务局"),
    ("市财政局", "市审计局"),
    ("工行安康分行", "建行安康分行"),
    ("市民政局", "市民宗局"),
    ("汉阴县政府", "汉滨区政府"),
    ("寿险安康分公司", "财险安康分公司"),
    ("市委宣传部", "市委统战部"),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_one(a: str, b: str) -> None:
    assert nearly_agree(a, b)
    assert nearly_agree(b, a)


@pytest.mark.parametrize(("a", "b"), TWO)
def test_two(a: str, b: str) -> None:
    assert not nearly_agree(a, b)
    assert not nearly_agree(b, a)


def test_a_name_agrees_with_itself() -> None:
    assert not nearly_agree("市公安局", "市公安局")
