"""How the sentences of a clause stand together, in words; and what ``try`` shows of it."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from compiler.explain.trace import explain, sentence
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.words.shape import shape_of
from zhunsheng.report import trying

SHAPES = [
    ("投诉 每件 扣 1 分", ()),
    ("投诉 每件 扣 1 分，最高扣 5 分", ("合起来至多扣 5 分",)),
    (
        "省级 加 5 分，市级 加 3 分，取最高分",
        ("各句不累加，取最高分：得分里只算加得最多的一句，扣分里只算扣得最多的一句",),
    ),
    ("迟报 扣 1 分；漏报 扣 2 分", ("2 句各算各的，相加",)),
    (
        "本项 5 分\n得满分；投诉 每件 扣 1 分；瞒报 此项不记分；造假 一票否决",
        (
            "从 0 分起，本项至多 5 分，至少 0 分",
            "2 句各算各的，相加",
            "瞒报为“是”的，此项不记分：本项 0 分，不论其他各句",
            "造假为“是”的，一票否决：总分 0 分",
        ),
    ),
    ("本项 5 分\n投诉 每件 扣 1 分", ("从本项满分 5 分起，扣到 0 分为止",)),
    ("造假 一票否决，扣 5 分", ("造假为“是”的，一票否决：总分只扣这 5 分",)),
    ("造假 取消 评优 资格", ("造假为“是”的，取消评优资格（不是分数）",)),
]


@pytest.mark.parametrize(("line", "said"), SHAPES, ids=[line for line, _ in SHAPES])
def test_shape(line: str, said: tuple[str, ...]) -> None:
    policy = try_line(line).policy
    assert policy is not None
    (clause,) = policy.clauses()
    assert shape_of(policy, clause) == said


def test_values_stand_at_both_sides_of_a_boundary() -> None:
    policy = try_line("投诉 每件 扣 1 分，最高扣 5 分；造假 一票否决").policy
    assert policy is not None
    units = [
        Unit("", "", {"投诉": count, "造假": forged})
        for count, forged in ((4, False), (9, False), (4, False), (1, True))
    ]
    shown = trying.at_boundaries(policy, units)
    assert shown is not None
    assert shown.header == ("投诉", "造假", "得分")
    assert shown.rows == (("4 件", "否", "-4 分"), ("9 件", "否", "-5 分"), ("1 件", "是", "-1 分（一票否决）"))


def test_an_explanation_names_the_choice_and_what_is_no_longer_lost() -> None:
    said = {}
    for line, facts in (
        ("省级 加 5 分，市级 加 3 分，取最高分", {"省级": True, "市级": True}),
        ("会议 不少于 4 次，每缺 1 次 扣 0.5 分", {"会议": 2}),
    ):
        policy = try_line(line).policy
        assert policy is not None
        unit = Unit("甲", "", facts)
        said[line] = sentence(explain(policy, unit, score(policy, unit))["clauses"][0])
    choice, fewer = said.values()
    assert choice.endswith("取最高分，加 5 分。")
    assert fewer.endswith("扣 1 分，再有 1 次少扣 0.5 分。")
