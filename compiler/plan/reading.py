"""Core's expressions and tests as nodes. Each comes with the truth that says whether it has a value: a fact that is missing and a
denominator of 0 have none, and what is not looked at need have none (language.md §4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import assert_never

from attrs import field, frozen

from compiler import core
from compiler.meaning import calendar
from compiler.meaning.calendar import UnknownYear
from compiler.plan.build import Builder
from compiler.plan.ratios import Ratios
from compiler.plan.tree import Column, Node, Op, OverAll, Ratio, Sort

Known = tuple[Ratio, Node]  # a number, and whether it has a value
Told = tuple[Node, Node]  # a truth, and whether it has a value


class Unplanned(Exception):
    """The plan has no operator for this; the reason is in Chinese."""


@frozen(eq=False)
class Reader:
    """Reads one policy's expressions and tests."""

    policy: core.Policy
    build: Builder
    ratios: Ratios
    columns: dict[str, Column]
    results: dict[str, Ratio] = field(factory=dict)  # what other clauses and headings give, by the fact that reads it
    tables: dict[str, tuple[int, ...]] = field(factory=dict)
    taken: dict[str, OverAll] = field(factory=dict)  # what is taken over all units, as far as it is known already

    # ------------------------------------------------------------------------------------------------------- numbers

    def number(self, expr: core.Expr) -> Known:
        """Return an expression and whether it has a value."""
        ratios = self.ratios
        match expr:
            case core.Const(value):
                return ratios.constant(value), self.build.true
            case core.Read(fact):
                return self.read(fact)
            case core.Add(left, right):
                return self._two(left, right, ratios.add)
            case core.Subtract(left, right):
                return self._two(left, right, ratios.subtract)
            case core.Multiply(left, right):
                return self._two(left, right, ratios.multiply)
            case core.Divide(left, right, _):
                return self._divided(left, right)
            case core.Least(left, right):
                return self._two(left, right, ratios.least)
            case core.Greatest(left, right):
                return self._two(left, right, ratios.greatest)
            case core.WholeUnits(amount, step, started):
                inner, known = self.number(amount)
                return ratios.whole_units(inner, step, started), known
            case core.Rounded(unrounded, digits, mode):
                inner, known = self.number(unrounded)
                return ratios.rounded(inner, digits, mode), known
        assert_never(expr)

    def _two(self, left: core.Expr, right: core.Expr, join: Callable[[Ratio, Ratio], Ratio]) -> Known:
        (x, known_x), (y, known_y) = self.number(left), self.number(right)
        return join(x, y), self.build.all_of([known_x, known_y])

    def _divided(self, left: core.Expr, right: core.Expr) -> Known:
        (x, known_x), (y, known_y) = self.number(left), self.number(right)
        zero = self.build.equal(y.over, self.build.number(0))
        return self.ratios.divide(x, y), self.build.all_of([known_x, known_y, self.build.negate(zero)])

    def measured(self, expr: core.Expr) -> tuple[Ratio, Node, Node]:
        """Return what units are ranked by, whether a unit has it, and whether it has none because a denominator is 0: such a unit takes no
        part. What is looked at first decides, as in the interpreter: a denominator before what stands over it."""
        build = self.build
        value, _ = self.number(expr)
        match expr:
            case core.Divide(left, right, _):
                (under, known, idle), (_, also, nought) = self.measured(right), self.measured(left)
                zero = build.equal(under.over, build.number(0))
                some = build.all_of([known, build.negate(zero)])
                ends = build.any_of([idle, build.all_of([known, zero]), build.all_of([some, nought])])
                return value, build.all_of([some, also]), ends
            case core.Add(left, right) | core.Subtract(left, right) | core.Multiply(left, right):
                return value, *self._both(left, right)
            case core.Least(left, right) | core.Greatest(left, right):
                return value, *self._both(left, right)
            case core.WholeUnits(inner, _, _) | core.Rounded(inner, _, _):
                return value, *self.measured(inner)[1:]
        return value, self.number(expr)[1], build.false

    def _both(self, left: core.Expr, right: core.Expr) -> tuple[Node, Node]:
        (_, known, idle), (_, also, nought) = self.measured(left), self.measured(right)
        return self.build.all_of([known, also]), self.build.any_of([idle, self.build.all_of([known, nought])])

    def read(self, fact: str) -> Known:
        """Return a fact as a number: a date as its ordinal, 是 as 1."""
        build = self.build
        if fact in self.results:
            return self.results[fact], build.true  # where it is not known, its own clause is not ready
        filled = self.policy.filled.get(fact)
        if filled is not None:
            return self.ratios.constant(filled), build.true
        if fact in self.taken:
            return self._over_all(self.taken[fact])
        column = self.columns.get(fact)
        if column is None:
            return self.ratios.constant(0), build.false  # a result, or what is taken later
        if column.sort is Sort.FLAG:
            flag = build.make(Op.FLAG, value=fact)
            return self.ratios.whole(build.choose(flag, build.number(1), build.number(0))), self.present(fact)
        if column.sort is Sort.TEXT:
            return self.ratios.constant(0), build.false
        low = 0 if column.sort is Sort.DATE else column.low  # an empty cell is 0
        node = build.make(Op.COLUMN, value=fact, low=low, high=column.high)
        return Ratio(node, build.number(column.scale)), self.present(fact)

    def _over_all(self, taken: OverAll) -> Known:
        make, number = self.build.make, self.build.number
        over, *under = (make(Op.COLUMN, value=each.fact, low=each.low, high=each.high) for each in taken.columns)
        return Ratio(over, under[0] if under else number(taken.under or 1)), self.present(taken.columns[0].fact)

    def present(self, fact: str) -> Node:
        """Return whether the cell of a fact is not empty."""
        return self.build.make(Op.PRESENT, value=fact)

    # ------------------------------------------------------------------------------------------------------- truths

    def holds(self, test: core.Test) -> Told:
        """Return a test and whether it can be told; what stands behind the part that decides is not looked at."""
        build = self.build
        match test:
            case core.Always():
                return build.true, build.true
            case core.Compare(left, op, right):
                (x, known_x), (y, known_y) = self.number(left), self.number(right)
                return self.ratios.compare(x, op, y), build.all_of([known_x, known_y])
            case core.Holds(fact):
                return build.make(Op.FLAG, value=fact), self.present(fact)
            case core.IsMember(fact, member):
                return build.make(Op.MEMBER, value=(fact, member)), self.present(fact)
            case core.OfKind(kinds):
                return build.make(Op.OF_KIND, value=kinds), build.true
            case core.Listed(_, units):
                return build.make(Op.LISTED, value=units), build.true
            case core.Given(fact):
                return self.present(fact), build.true
            case core.Within():
                return self._within(test)
            case core.Both(tests):
                return self._joined(tests, decisive=False)
            case core.Either(tests):
                return self._joined(tests, decisive=True)
            case core.Negate(inner):
                value, known = self.holds(inner)
                return build.negate(value), known
        assert_never(test)

    def _joined(self, tests: tuple[core.Test, ...], *, decisive: bool) -> Told:
        build = self.build
        told = [self.holds(each) for each in tests]
        known = build.true
        for value, each in reversed(told):
            decided = value if decisive else build.negate(value)
            known = build.all_of([each, build.any_of([decided, known])])
        join = build.any_of if decisive else build.all_of
        return join(value for value, _ in told), known

    def _within(self, test: core.Within) -> Told:
        build = self.build
        start, end = self.read(test.start)[0].over, self.read(test.end)[0].over
        there = self.present(test.end)
        if test.unit == "自然日":
            in_time, known = build.at_most(end, build.add(start, build.number(test.days))), build.true
        else:
            in_time, known = self._workdays(start, test.days, end)
        if not self.policy.fact(test.end).optional:
            known = build.all_of([known, there])
        known = build.all_of([self.present(test.start), build.any_of([build.negate(there), known])])
        return build.all_of([there, in_time]), known

    def _workdays(self, start: Node, days: int, end: Node) -> Told:
        """An end is in time when fewer workdays than allowed lie between the start and itself, both left out."""
        build = self.build
        first, counts = _workdays_from()
        self.tables["工作日"] = counts

        def counted(day: Node) -> Node:
            return build.look_up("工作日", counts, build.subtract(day, build.number(first)))

        before = build.subtract(counted(build.subtract(end, build.number(1))), counted(start))
        late_start = first + len(counts) - 1 - 3 * days - 40  # holidays are never longer than that
        known = build.all_of(
            [build.at_most(build.number(first), start), build.at_most(start, build.number(max(first, late_start)))]
        )
        on_day = build.at_most(end, start)
        return build.any_of([on_day, build.less(before, build.number(days))]) if days else on_day, known


@cache
def _workdays_from() -> tuple[int, tuple[int, ...]]:
    """The first day of the published holiday calendar, as ordinal, and how many workdays there are from it to each day, itself included."""
    day = next(date(year, 1, 1) for year in range(2000, 2100) if _covered(date(year, 1, 1)))
    first, counts, count = day.toordinal(), [], 0
    while _covered(day):
        count += calendar.is_workday(day)
        counts.append(count)
        day += timedelta(days=1)
    return first, tuple(counts)


def _covered(day: date) -> bool:
    try:
        calendar.is_workday(day)
    except UnknownYear:
        return False
    return True
