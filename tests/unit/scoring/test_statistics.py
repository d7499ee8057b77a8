"""What is taken over all units, by hand: the mean is exact, the highest and the lowest are values of the sheet, and nobody is guessed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler import core
from compiler.core import Aggregate
from compiler.meaning.interpret import Unit, Value
from dsl.source import Span
from dsl.types import RATIO
from zhunsheng.scoring.assessed import Assessed
from zhunsheng.scoring.statistics import taken

HERE = Span(0, 0)
RATE = core.Divide(core.Read("办结"), core.Read("交办"), "办结率")


def fact(aggregate: Aggregate, of: core.Expr | None = RATE) -> core.Fact:
    return core.Fact("数", RATIO, HERE, core.Role.STATISTIC, ranks=of, aggregate=aggregate)


def units(*rows: tuple[int | None, int | None]) -> list[Assessed]:
    """Return units by 办结 and 交办; None is a fact that is missing."""
    made = []
    for number, row in enumerate(rows):
        pairs = zip(("办结", "交办"), row, strict=True)
        facts: dict[str, Value] = {name: value for name, value in pairs if value is not None}
        made.append(Assessed(Unit(f"单位{number}", "", facts)))
    return made


def values(found: list[Assessed]) -> list[Value]:
    return [each.unit.facts.get("数") for each in found]


SHEET = ((9, 10), (1, 3), (7, 7))  # 9/10, 1/3, 1


@pytest.mark.parametrize(
    ("aggregate", "value"),
    [
        (Aggregate.MEAN, Fraction(67, 90)),  # (27 + 10 + 30) / 30 / 3
        (Aggregate.MOST, Fraction(1)),
        (Aggregate.LEAST, Fraction(1, 3)),
        (Aggregate.COUNT, 3),
    ],
)
def test_every_unit_gets_the_statistic_of_all(aggregate: Aggregate, value: Fraction | int) -> None:
    assert values(taken(fact(aggregate), units(*SHEET))) == [value] * 3


def test_a_mean_of_ratios_is_no_ratio_of_sums() -> None:
    (one, _) = values(taken(fact(Aggregate.MEAN), units((1, 1), (0, 3))))
    assert one == Fraction(1, 2), "not 1/4: every unit counts alike, however much it had to do"


def test_a_mean_of_counts_is_exact() -> None:
    found = taken(fact(Aggregate.MEAN, core.Read("办结")), units((1, 1), (1, 1), (2, 2)))
    assert values(found) == [Fraction(4, 3)] * 3


def test_a_unit_without_the_ratio_takes_no_part_and_gets_the_statistic() -> None:
    found = taken(fact(Aggregate.MEAN), units((1, 2), (0, 0), (1, 1)))
    assert values(found) == [Fraction(3, 4)] * 3
    assert values(taken(fact(Aggregate.LEAST), units((1, 2), (0, 0)))) == [Fraction(1, 2)] * 2


@pytest.mark.parametrize("aggregate", [Aggregate.MEAN, Aggregate.MOST, Aggregate.LEAST])
def test_one_value_that_is_not_known_leaves_the_statistic_open(aggregate: Aggregate) -> None:
    found = taken(fact(aggregate), units((1, 2), (None, 2), (1, None)))
    assert values(found) == [None] * 3
    assert [each.notes for each in found] == [("“数”无法计算：2 个单位缺少所依据的数",)] * 3


def test_units_whose_facts_were_refused_are_units_all_the_same() -> None:
    assert values(taken(fact(Aggregate.COUNT), units(*SHEET), unknown=2)) == [5] * 3
    found = taken(fact(Aggregate.MOST), units(*SHEET), unknown=2)
    assert [each.notes for each in found] == [("“数”无法计算：2 个单位缺少所依据的数",)] * 3


def test_how_many_there_are_hangs_on_no_fact() -> None:
    assert values(taken(fact(Aggregate.COUNT, None), units((None, None), (1, 2)))) == [2, 2]


def test_where_no_unit_has_the_ratio_there_is_no_statistic() -> None:
    found = taken(fact(Aggregate.MEAN), units((0, 0), (0, 0)))
    assert values(found) == [None, None]
    assert [each.notes for each in found] == [("“数”无法计算：没有一个单位有所依据的数",)] * 2


def test_the_units_stay_as_they_are() -> None:
    given = units(*SHEET)
    found = taken(fact(Aggregate.MEAN), given)
    assert [each.unit.name for each in found] == ["单位0", "单位1", "单位2"]
    assert "数" not in given[0].unit.facts
