"""Tests as functions of the facts and the name of the unit, for one kind of unit; what the kind alone decides is decided here.

In: ``core.Test``. Out: a bool, or a function that gives what ``interpret.holds`` gives or raises ``Unsettled`` (numbers.py).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, assert_never

from compiler import core
from compiler.meaning.calendar import add_days
from compiler.meaning.interpret import Value
from compiler.meaning.prepared.numbers import Facts, Give, Number, Unsettled, exact, number_of

Check = Callable[[Facts, str], bool]

_OPERATORS: dict[core.Op, Callable[[Any, Any], bool]] = {
    core.Op.LT: operator.lt,
    core.Op.LE: operator.le,
    core.Op.EQ: operator.eq,
    core.Op.GE: operator.ge,
    core.Op.GT: operator.gt,
}


def check_of(test: core.Test, kind: str) -> Check | bool:
    """Return the function that tells whether a test holds, or what it always is for this kind of unit."""
    match test:
        case core.Always():
            return True
        case core.OfKind(kinds):
            return kind in kinds
        case core.Listed(_, units):
            listed = frozenset(units)
            return lambda facts, name: name in listed
        case core.Compare(left, op, right):
            return _comparison(left, _OPERATORS[op], right)
        case core.Holds(fact):
            return lambda facts, name: _known(facts, fact) is True
        case core.IsMember(fact, member):
            return lambda facts, name: _known(facts, fact) == member
        case core.Given(fact):
            return lambda facts, name: _there(facts, fact) is not None
        case core.Within():
            return _within(test)
        case core.Both(tests):
            return _joined([check_of(each, kind) for each in tests], decisive=False)
        case core.Either(tests):
            return _joined([check_of(each, kind) for each in tests], decisive=True)
        case core.Negate(inner):
            check = check_of(inner, kind)
            return (not check) if isinstance(check, bool) else lambda facts, name: not check(facts, name)
    assert_never(test)


def _known(facts: Facts, name: str) -> Value:
    value = facts.get(name)
    if value is None:
        raise Unsettled
    return value


def _there(facts: Facts, name: str) -> Value:
    if name not in facts:
        raise Unsettled
    return facts[name]


def _within(test: core.Within) -> Check:
    start, days, unit, end = test.start, test.days, test.unit, test.end

    def check(facts: Facts, name: str) -> bool:
        first, last = _known(facts, start), _there(facts, end)
        if last is None:
            return False
        assert isinstance(first, date) and isinstance(last, date)
        return last <= add_days(first, days, unit)

    return check


def _joined(checks: Sequence[Check | bool], *, decisive: bool) -> Check | bool:
    """Join by 且 (False decides) or 或 (True decides). Nothing is looked at behind what decides, all of what stands before
    it is: a fact that is missing there leaves the whole open."""
    kept: list[Check] = []
    for check in checks:
        if not isinstance(check, bool):
            kept.append(check)
        elif check is decisive:
            if not kept:
                return decisive
            kept.append(lambda facts, name: decisive)
            break
    if not kept:
        return not decisive
    if len(kept) == 1:
        return kept[0]
    return _either(tuple(kept)) if decisive else _both(tuple(kept))


def _both(checks: tuple[Check, ...]) -> Check:
    def check(facts: Facts, name: str) -> bool:
        for each in checks:  # noqa: SIM110  all() costs a generator
            if not each(facts, name):
                return False
        return True

    return check


def _either(checks: tuple[Check, ...]) -> Check:
    def check(facts: Facts, name: str) -> bool:
        for each in checks:  # noqa: SIM110  any() costs a generator
            if each(facts, name):
                return True
        return False

    return check


# ---------------------------------------------------------------------------------------------------------- comparisons


def _comparison(left: core.Expr, compare: Callable[[Any, Any], bool], right: core.Expr) -> Check:
    """Compare by cross-multiplication, so that no quotient need be worked out."""
    if isinstance(left, core.Divide) and isinstance(right, core.Const):
        return _with_constant(left, compare, right)
    if not isinstance(left, core.Divide) and not isinstance(right, core.Divide):
        one, two = number_of(left), number_of(right)
        return lambda facts, name: compare(one(facts), two(facts))
    first, second = _parts(left), _parts(right)

    def check(facts: Facts, name: str) -> bool:
        (over, under), (other_over, other_under) = first(facts), second(facts)
        return compare(over * other_under, other_over * under)

    return check


def _with_constant(ratio: core.Divide, compare: Callable[[Any, Any], bool], constant: core.Const) -> Check:
    over, under = number_of(ratio.left), number_of(ratio.right)
    numerator, denominator = constant.value.numerator, constant.value.denominator
    if isinstance(ratio.left, core.Read) and isinstance(ratio.right, core.Read):
        return _of_two_facts((ratio.left.fact, ratio.right.fact), compare, (numerator, denominator))

    def check(facts: Facts, name: str) -> bool:
        below = under(facts)
        if below > 0:
            return compare(over(facts) * denominator, numerator * below)
        if not below:
            raise Unsettled
        return compare(-over(facts) * denominator, numerator * -below)

    return check


def _of_two_facts(names: tuple[str, str], compare: Callable[[Any, Any], bool], limit: tuple[int, int]) -> Check:
    """Compare a rate of two counts with a percentage: the test that official texts have most."""
    (over, under), (numerator, denominator) = names, limit

    def check(facts: Facts, name: str) -> bool:
        above, below = facts.get(over), facts.get(under)
        if above.__class__ is not int or below.__class__ is not int:
            above, below = exact(above), exact(below)
        if below > 0:
            return compare(above * denominator, numerator * below)
        if not below:
            raise Unsettled
        return compare(-above * denominator, numerator * -below)

    return check


def _parts(expr: core.Expr) -> Callable[[Facts], tuple[Number, Number]]:
    """Return the function that gives a value as (over, under), ``under`` above nought."""
    if not isinstance(expr, core.Divide):
        value = number_of(expr)
        return lambda facts: (value(facts), 1)
    return _divided(number_of(expr.left), number_of(expr.right))


def _divided(over: Give, under: Give) -> Callable[[Facts], tuple[Number, Number]]:
    def parts(facts: Facts) -> tuple[Number, Number]:
        below = under(facts)
        if not below:
            raise Unsettled
        return (over(facts), below) if below > 0 else (-over(facts), -below)

    return parts
