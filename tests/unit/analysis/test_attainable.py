"""The attainable points of parts: exact ends with a unit that reaches them, and what is open is open."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from compiler import core
from compiler.analysis.attainable.engine import Engine
from compiler.analysis.attainable.extremes import HIGH, LOW, Extreme, How, Reach
from compiler.analysis.attainable.rows import rows, shown
from compiler.analysis.solver.parts import Part
from dsl.types import POINTS
from tests.counting import steps_of
from tests.unit.core_samples import HERE, HOTLINE, RATIO, clause, const, count, each, fixed, flag, tiers, when
from tests.unit.core_samples import branch as tier

A, B, ALL = core.Read("甲"), core.Read("乙"), core.Read("全部")
FACTS = (count("全部"), count("甲", at_most="全部"), count("乙", at_most="全部"), flag("丙"), flag("丁"))


def policy(*clauses: core.Clause, points: int | None = None, start: core.Start = core.Start.FULL) -> core.Policy:
    inside: tuple[core.Group | core.Clause, ...] = clauses
    if points is not None:
        inside = (core.Group("项", "项", HERE, clauses, (("", Fraction(points)),), start),)
    return core.Policy("p", "p", "", "", None, (), (), (), FACTS, core.Group("", "", HERE, inside))


def reach(of: core.Policy, *, solver: bool = True, **which: str) -> Reach:
    (view,) = Engine(of, solver=solver).views
    return next(each for each in view.reaches if each.part == Part(of, **which))


def ends(found: Reach) -> tuple[tuple[How, Fraction | None], tuple[How, Fraction | None]]:
    for end in (found.low, found.high):
        if end.unit is not None:
            assert found.part.value(end.unit) == end.found
        if end.how is How.REACHED:
            assert end.found == end.value
    return (found.low.how, found.low.value), (found.high.how, found.high.value)


def exact(low: int, high: int) -> tuple[tuple[How, Fraction], tuple[How, Fraction]]:
    return (How.REACHED, Fraction(low)), (How.REACHED, Fraction(high))


def test_tiers_that_leave_nothing_out_never_give_nought() -> None:
    share = core.Divide(A, ALL, "率")
    effect = tiers(share, "率", RATIO, tier(when(share, ">=", "0.8"), 4, ""), tier(when(share, "<", "0.8"), 1, ""))
    assert ends(reach(policy(clause("一", "", "", effect)), clause="一")) == exact(1, 4)


def test_a_cap_is_reached_by_finitely_many() -> None:
    found = reach(policy(clause("一", "", "", each("甲", -2, ""), lowest=Fraction(-5))), clause="一")
    assert ends(found) == exact(-5, 0)


def test_an_item_ends_at_nought_where_its_clauses_do_not() -> None:
    of = policy(clause("一", "", "", each("甲", -2, "")), points=30)
    assert ends(reach(of, clause="一")) == ((How.UNLIMITED, None), (How.REACHED, Fraction(0)))
    assert ends(reach(of, group="项")) == exact(0, 30)
    assert ends(reach(of)) == exact(0, 30)


def test_what_cannot_happen_together_does_not_add_up() -> None:
    yes = clause("一", "", "", fixed(core.Holds("丙"), 3, ""))
    no = clause("二", "", "", fixed(core.Negate(core.Holds("丙")), 2, ""))
    of = policy(yes, no)
    assert ends(reach(of)) == exact(2, 3)
    open_ = reach(of, solver=False)
    assert (open_.high.how, open_.high.value, open_.high.found) == (How.OPEN, 5, 3)
    assert (open_.low.how, open_.low.value, open_.low.found) == (How.OPEN, 0, 2)
    assert open_.high.why


def test_shared_counts_are_looked_at_together() -> None:
    more = clause("一", "", "", fixed(core.Compare(A, core.Op.GT, B), 1, ""))
    less = clause("二", "", "", fixed(core.Compare(A, core.Op.LT, B), 1, ""))
    three = clause("三", "", "", fixed(when(core.Add(A, B), "==", 3), 1, ""))
    assert ends(reach(policy(more, less, three))) == exact(0, 2)
    even = clause("三", "", "", fixed(when(core.Subtract(core.Add(A, B), core.Multiply(const(2), B)), "==", 0), 5, ""))
    assert ends(reach(policy(more, less, even))) == exact(1, 5)


def test_the_solver_sees_only_what_hangs_together() -> None:
    """Clauses that have nothing to do with each other, and two that exclude each other: five times as many, five times the work."""

    def beside(count_of_clauses: int) -> core.Policy:
        names = [f"数{number}" for number in range(count_of_clauses)]
        many = [clause(name, "", "", each(name, -2, ""), lowest=Fraction(-6)) for name in names]
        yes = clause("一", "", "", fixed(core.Holds("丙"), 3, ""))
        no = clause("二", "", "", fixed(core.Negate(core.Holds("丙")), 2, ""))
        return evolve(policy(*many, yes, no), facts=(*FACTS, *(count(name) for name in names)))

    assert ends(reach(beside(100))) == exact(2 - 600, 3)
    assert steps_of(lambda: reach(beside(100))) < 10 * steps_of(lambda: reach(beside(20)))


def test_what_is_left_of_a_whole_is_never_negative() -> None:
    rest = core.Multiply(const(-1), core.Subtract(ALL, A))
    effect = core.Effect(core.EffectKind.PER_UNIT, (tier(core.Always(), rest, ""),), HERE)
    found = reach(policy(clause("一", "", "", effect)), clause="一", solver=False)
    assert ends(found) == ((How.UNLIMITED, None), (How.REACHED, Fraction(0)))


def test_an_open_end_is_told_as_such() -> None:
    yes = clause("一", "", "", fixed(core.Holds("丙"), 3, ""))
    no = clause("二", "", "", fixed(core.Negate(core.Holds("丙")), 2, ""))
    of = policy(yes, no)
    (row,) = rows(of, solver=False)
    assert shown(row.high, HIGH) == "未分析（不高于 5，已知可到 3）"
    assert shown(row.low, LOW) == "未分析（不低于 0，已知可到 2）"
    assert row.example(HIGH, of.named).startswith("丙 是（界限是")
    (row,) = rows(of)
    assert (shown(row.low, LOW), shown(row.high, HIGH)) == ("2", "3")


def test_several_facts_at_once() -> None:
    both = core.Both((core.Holds("丙"), core.Holds("丁"), when(A, ">=", 7), when(B, "<", 3)))
    assert ends(reach(policy(clause("一", "", "", fixed(both, -5, ""))), clause="一", solver=False)) == exact(-5, 0)


def test_an_item_that_may_be_set_to_nought() -> None:
    always = clause("一", "", "", fixed(when(A, ">=", 0), 4, ""), zeroed=core.Holds("丙"))
    assert ends(reach(policy(always, points=4, start=core.Start.ZERO), group="项")) == exact(0, 4)
    assert ends(reach(policy(always, points=9, start=core.Start.ZERO), group="项")) == exact(0, 4)


def test_a_unit_without_a_value_does_not_count() -> None:
    share = core.Divide(A, ALL, "率")
    effect = fixed(core.Compare(share, core.Op.GE, core.Const(Fraction(0))), 2, "")
    assert ends(reach(policy(clause("一", "", "", effect)), clause="一")) == exact(2, 2)  # 0/0 would give nothing


def test_an_end_that_is_only_approached_is_open() -> None:
    share = core.Divide(A, ALL, "率")
    below = core.Both((when(ALL, ">", 0), when(share, "<", "0.8")))
    effect = core.Effect(core.EffectKind.PRO_RATA, (tier(below, core.Multiply(const(10), share), ""),), HERE)
    found = reach(policy(clause("一", "", "", effect)), clause="一")
    assert found.high.how is How.OPEN
    assert found.high.why
    assert found.high.found is not None
    assert found.high.found < 8


def test_a_clause_that_reads_what_another_gives() -> None:
    first = clause("一", "", "", each("甲", -2, ""), lowest=Fraction(-6))
    half = core.Multiply(const("0.5"), core.Read("一的得分"))
    second = clause("二", "", "", core.Effect(core.EffectKind.PRO_RATA, (tier(core.Holds("丙"), half, ""),), HERE))
    result = core.Fact("一的得分", POINTS, HERE, core.Role.RESULT, result_of="一")
    of = evolve(policy(first, second), facts=(*FACTS, result))
    assert ends(reach(of, clause="二", solver=False)) == exact(-3, 0)
    assert ends(reach(of, solver=False)) == exact(-9, 0)


def test_a_parameter_that_the_front_matter_fills_in() -> None:
    limit = core.Fact("达标线", RATIO, HERE, core.Role.PARAMETER, value=Fraction(4, 5))
    share = core.Divide(A, ALL, "率")
    effect = fixed(core.Compare(share, core.Op.LT, core.Read("达标线")), -3, "")
    of = evolve(policy(clause("一", "", "", effect)), facts=(*FACTS, limit))
    found = reach(of, clause="一", solver=False)
    assert ends(found) == exact(-3, 0)
    assert found.low.unit is not None
    assert found.low.unit.facts["达标线"] == Fraction(4, 5)


@pytest.mark.parametrize("part", [{}, {"group": "一"}, {"group": "五"}, {"clause": "三/1/2"}])
def test_every_part_of_the_sample_policy_is_exact(part: dict[str, str]) -> None:
    for view in Engine(HOTLINE).views:
        found = next(each for each in view.reaches if each.part == Part(HOTLINE, **part))
        assert How.OPEN not in {end[0] for end in ends(found)}


def test_the_sample_policy() -> None:
    counties, departments = Engine(HOTLINE).views
    assert [who.who.kind for who in (counties, departments)] == ["县区", "市直部门"]
    total = [each for view in (counties, departments) for each in view.reaches if each.part == Part(HOTLINE)]
    # 30 + 10 (15) + 4 + 3, and 12 of the bonus (10 + 3, held at 12); 弄虚作假 makes it −0.5
    assert [ends(each) for each in total] == [
        ((How.REACHED, Fraction(-1, 2)), (How.REACHED, Fraction(59))),
        ((How.REACHED, Fraction(-1, 2)), (How.REACHED, Fraction(64))),
    ]
    assert isinstance(total[0].low, Extreme)
