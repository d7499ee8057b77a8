"""Questions about conditions over several facts and about whole clauses: answered with a unit, with never, or not at all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from compiler import core
from compiler.analysis.solver import Found, Never, NotAnalysed, Part, Who, classes, implied, more, satisfiable
from compiler.analysis.solver import questions as module
from compiler.meaning.interpret import Unit, holds
from compiler.measures.domain import allowed, table
from tests.unit.core_samples import HERE, HOTLINE, PIECES, clause, const, count, fixed, flag, when

DONE, ALL, BACK = core.Read("按期办结工单数"), core.Read("工单总数"), core.Read("退单数")
RATE = core.Divide(DONE, ALL, "按期办结率")
BACK_RATE = core.Divide(BACK, ALL, "退单率")


def small(
    *effects: core.Effect, facts: tuple[core.Fact, ...], points: int | None = None, **more_: object
) -> core.Policy:
    """Build a policy of one clause, in an item where it has points."""
    one = clause("一", "一", "", *effects, **more_)
    inside = core.Group("一", "一", HERE, (one,), (("", Fraction(points)),)) if points else one
    return core.Policy("p", "p", "", "", None, (), (), (), facts, core.Group("", "", HERE, (inside,)))


@pytest.mark.parametrize(
    "test",
    [
        when(RATE, "<", "0.97"),
        core.Both((when(RATE, ">=", "0.97"), when(RATE, "<", "0.98"))),
        core.Both((when(RATE, "<", "0.5"), when(BACK_RATE, ">", "0.9"))),
        core.Both((when(core.Read("表扬"), ">", 3), core.Holds("推诿"), core.Negate(core.Holds("弄虚作假")))),
        core.Compare(core.Add(DONE, BACK), core.Op.GT, ALL),
        core.Compare(core.Multiply(DONE, DONE), core.Op.EQ, core.Const(Fraction(144))),
        core.Both((core.OfKind(("市直部门",)), when(core.Read("月平均办件量"), ">", 250))),
        core.Both((when(core.Add(DONE, BACK), "==", 17), when(core.Subtract(DONE, BACK), "==", 5))),
    ],
)
def test_what_can_hold_is_shown_by_a_unit(test: core.Test) -> None:
    answer = satisfiable(test, HOTLINE)
    assert isinstance(answer, Found)
    assert holds(test, answer.unit)
    assert allowed(answer.unit.facts, table(HOTLINE), answer.unit.kind)
    assert set(answer.unit.facts) == {fact.name for fact in HOTLINE.facts}


@pytest.mark.parametrize(
    "test",
    [
        when(RATE, ">", 1),  # 按期办结工单数 不超过 工单总数
        core.Both((when(ALL, "<", 10), when(DONE, ">=", 10))),
        core.Both((when(RATE, "<", "0.5"), core.Compare(core.Multiply(const(2), DONE), core.Op.GT, ALL))),
        core.Both((when(core.Add(DONE, BACK), "==", 17), when(core.Subtract(DONE, BACK), "==", 4))),  # 10.5 件
        core.Both((core.OfKind(("县区",)), core.OfKind(("市直部门",)))),
        core.Both((when(ALL, "==", 0), when(RATE, ">=", 0))),  # 0/0 has no value
    ],
)
def test_what_cannot_hold_is_proved(test: core.Test) -> None:
    assert satisfiable(test, HOTLINE) == Never()


def test_a_question_may_be_about_one_class_of_units() -> None:
    test = core.OfKind(("县区",))
    assert satisfiable(test, HOTLINE, who=Who("市直部门", "某单位")) == Never()
    assert isinstance(satisfiable(test, HOTLINE, who=Who("县区", "某单位")), Found)


def test_implication() -> None:
    assert implied(when(RATE, "<", "0.9"), when(RATE, "<", "0.8"), HOTLINE) == Never()
    found = implied(when(RATE, "<", "0.8"), when(RATE, "<", "0.9"), HOTLINE)
    assert isinstance(found, Found)
    assert (
        Fraction(4, 5)
        <= Fraction(found.unit.facts["按期办结工单数"]) / Fraction(found.unit.facts["工单总数"])
        < Fraction(9, 10)
    )


def test_which_of_two_clauses_gives_more() -> None:
    facts = (count("全部"), count("完成", at_most="全部"))
    share = core.Divide(core.Read("完成"), core.Read("全部"), "完成率")
    some = core.Compare(core.Read("全部"), core.Op.EQ, core.Const(Fraction(0)))

    def policy(limit: str, points: int) -> core.Policy:
        effect = fixed(core.Both((core.Negate(some), when(share, "<", limit))), points, "")
        return small(effect, facts=facts)

    strict, mild = policy("0.9", -5), policy("0.8", -5)
    assert more(Part(strict, clause="一"), Part(mild, clause="一")) == Never()
    found = more(Part(mild, clause="一"), Part(strict, clause="一"))
    assert isinstance(found, Found)
    both = [Part(each, clause="一").value(found.unit) for each in (mild, strict)]
    assert both == [0, -5]
    assert more(Part(strict), Part(strict)) == Never()
    assert more(Part(policy("0.9", -5)), Part(policy("90/100", -5))) == Never()


def test_the_total_obeys_floor_zeroing_and_veto() -> None:
    facts = (count("差错"), flag("弄虚作假"))
    points = core.Multiply(const(-3), core.Read("差错"))
    effect = core.Effect(core.EffectKind.PER_UNIT, (core.Branch(core.Always(), points, "", HERE),), HERE)
    floor = small(effect, facts=facts, points=10)
    none = small(fixed(core.Holds("弄虚作假"), 0, ""), facts=facts, points=10)
    answer = more(Part(none), Part(floor))
    assert isinstance(answer, Found)
    assert answer.unit.facts["差错"] == 1
    below = small(fixed(when(core.Read("差错"), ">=", 0), -10, ""), facts=facts, points=10)
    assert more(Part(below), Part(floor)) == Never()  # an item never falls below 0
    nothing = clause("一", "一", "", zeroed=core.Holds("弄虚作假"))
    item = core.Group("一", "一", HERE, (nothing,), (("", Fraction(10)),))
    zeroed = evolve(floor, root=core.Group("", "", HERE, (item,)))
    found = more(Part(floor, group="一"), Part(zeroed, group="一"))
    assert isinstance(found, Found)
    assert found.unit.facts["弄虚作假"] is True
    vetoed = evolve(none, vetoes=(core.Veto(core.Holds("弄虚作假"), Fraction(1, 2), "一", HERE),))
    again = more(Part(none), Part(vetoed))
    assert isinstance(again, Found)
    assert again.unit.facts["弄虚作假"] is True


def test_facts_of_one_name_and_two_types_are_not_compared() -> None:
    counted = small(fixed(when(core.Read("甲"), ">", 3), -1, ""), facts=(count("甲"),))
    asked = small(fixed(core.Holds("甲"), -1, ""), facts=(flag("甲"),))
    answer = more(Part(counted), Part(asked))
    assert isinstance(answer, NotAnalysed)
    assert "甲" in answer.why


def test_without_a_solver_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compiler.analysis.solver.session.load", lambda: None)
    hard = core.Both((when(core.Add(DONE, BACK), "==", 17), when(core.Subtract(DONE, BACK), "==", 4)))
    answer = satisfiable(hard, HOTLINE)
    assert isinstance(answer, NotAnalysed)
    assert "求解器" in answer.why
    assert isinstance(satisfiable(when(RATE, "<", "0.97"), HOTLINE), Found)  # needs none
    assert satisfiable(when(RATE, ">", 1), HOTLINE) == Never()


def test_an_approximate_calendar_is_never_a_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TRIES", 0)
    from dsl.types import DATE

    facts = (core.Fact("公布", DATE, HERE), core.Fact("报送", DATE, HERE, optional=True))
    policy = small(facts=facts)
    near = core.Within("公布", 20, "工作日", "报送")
    gap = core.Subtract(core.Read("报送"), core.Read("公布"))
    assert satisfiable(core.Both((near, when(gap, ">", 200))), policy) == Never()
    assert isinstance(satisfiable(core.Both((near, when(gap, ">", 79))), policy), NotAnalysed)


def test_classes_of_units() -> None:
    assert [who.kind for who in classes(HOTLINE)] == ["县区", "市直部门"]
    listed = core.Listed("涉及部门", ("甲局", "乙局"))
    rostered = evolve(
        HOTLINE,
        kinds=("部门",),
        rosters=(core.Roster("部门", ("甲局", "乙局", "丙局")),),
        root=core.Group("", "", HERE, (clause("一", "一", "", applies=listed),)),
    )
    assert classes(rostered) == (Who("部门", "甲局", 1), Who("部门", "丙局", 0))


def test_whole_numbers_stay_whole() -> None:
    half = core.Compare(core.Multiply(const(2), core.Read("甲")), core.Op.EQ, core.Const(Fraction(3)))
    assert satisfiable(half, small(facts=(count("甲", PIECES),))) == Never()
    assert isinstance(Unit("", "", {}), Unit)
