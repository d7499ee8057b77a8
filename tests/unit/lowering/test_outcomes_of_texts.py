"""What befalls a unit beside points, in the wordings of official texts: it follows from the same condition and changes no points."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score

FAKE = "出现弄虚作假"
# line, the facts of a unit, its points, what follows
ROWS = [
    (f"{FAKE}的，不得评为优秀等次", {FAKE: True}, 0, ["不得评为优秀等次"]),
    (f"{FAKE}的，年度考核不得评为优秀", {FAKE: True}, 0, ["年度考核不得评为优秀"]),
    (f"{FAKE}的，当年不得评先评优", {FAKE: True}, 0, ["当年不得评先评优"]),
    (f"{FAKE}的，不能评为先进单位", {FAKE: False}, 0, []),
    (f"{FAKE}的，直接定为不合格", {FAKE: True}, 0, ["直接定为不合格"]),
    (f"{FAKE}的，年度考核直接确定为不合格等次", {FAKE: True}, 0, ["年度考核直接确定为不合格等次"]),
    (f"{FAKE}的，考核结果降低一个等次", {FAKE: True}, 0, ["考核结果降低一个等次"]),
    (f"{FAKE}的，扣5分并约谈主要负责人", {FAKE: True}, -5, ["约谈主要负责人"]),
    (f"{FAKE}的，扣5分，并予以通报批评", {FAKE: True}, -5, ["予以通报批评"]),
    (f"{FAKE}的，扣5分并全市通报", {FAKE: False}, 0, []),
    (f"{FAKE}的，扣5分，同时取消评优资格", {FAKE: True}, -5, ["取消评优资格"]),
    (f"{FAKE}的，取消评优资格，扣5分", {FAKE: True}, -5, ["取消评优资格"]),
    (f"{FAKE}的，不得评为优秀，扣2分", {FAKE: False}, 0, []),
    ("办结率低于80%的，约谈主要负责人", {"办结率": "79%"}, 0, ["约谈主要负责人"]),
    ("办结率低于80%的，约谈主要负责人", {"办结率": "80%"}, 0, []),
    ("办结率低于80%的，扣5分，并由分管领导约谈", {"办结率": "79%"}, -5, ["由分管领导约谈"]),
    ("开工率低于60%的扣5分，低于50%的约谈主要负责人", {"开工率": "49%"}, -5, ["约谈主要负责人"]),
    ("开工率低于60%的扣5分，低于50%的约谈主要负责人", {"开工率": "50%"}, -5, []),
    ("发现1起扣2分，并通报批评", {"起数": 2}, -4, ["通报批评"]),
    ("发现1起扣2分，并通报批评", {"起数": 0}, 0, []),
    ("投诉每件扣1分，并责令整改", {"投诉": 3}, -3, ["责令整改"]),
    ("投诉每件扣1分，并责令整改", {"投诉": 0}, 0, []),
]
VETOES = (
    "实行“一票否决”",
    "实行一票否决制",
    "予以一票否决",
    "年度考核一票否决",
    "按一票否决处理",
    "一票否决，并追究相关人员责任",
)


def _value(value: object) -> object:
    from fractions import Fraction

    return Fraction(value[:-1]) / 100 if isinstance(value, str) else value


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_what_follows(number: int) -> None:
    line, facts, points, follows = ROWS[number]
    for text in (line, try_line(line).canonical):  # `fmt` keeps it
        trial = try_line(text)
        assert trial.policy is not None, [each.message for each in trial.bag]
        unit = Unit("试", "", {name: _value(value) for name, value in facts.items()})  # type: ignore[misc]
        result = score(trial.policy, unit)
        assert result.total.exact == points
        assert [each for clause in result.clauses for each in clause.consequences] == follows


@pytest.mark.parametrize("veto", VETOES)
def test_a_veto_in_other_words(veto: str) -> None:
    trial = try_line(f"发生重大事故的，{veto}")
    assert trial.policy is not None, [each.message for each in trial.bag]
    results = [score(trial.policy, Unit("试", "", {"发生重大事故": happened})) for happened in (True, False)]
    assert [bool(each.vetoes) for each in results] == [True, False]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("被通报批评，每次扣1分", ("被通报批评",)),
        ("评为优秀的加2分，评为不合格的扣5分", ("评为优秀", "评为不合格")),
        ("约谈未到的，每次扣1分", ("约谈未到",)),
    ],
)
def test_a_fact_that_points_follow_stays_one(line: str, names: tuple[str, ...]) -> None:
    trial = try_line(line)
    assert trial.policy is not None, [each.message for each in trial.bag]
    assert tuple(fact.name for fact in trial.policy.facts) == names
