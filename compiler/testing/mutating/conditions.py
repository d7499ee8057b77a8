"""Mistakes in a condition: a bound moved or taken for the other, 且 for 或, a member or a kind for another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.core.walk import facts_in
from compiler.words.amounts import show_value
from compiler.words.wording import type_of
from dsl.types import Kind

_FLIP = {
    core.Op.LT: core.Op.LE,
    core.Op.LE: core.Op.LT,
    core.Op.GT: core.Op.GE,
    core.Op.GE: core.Op.GT,
}
_INCLUDES = {core.Op.LE, core.Op.GE}


def tests_like(test: core.Test, policy: core.Policy) -> Iterator[tuple[str, core.Test]]:
    """Yield conditions with one mistake, and what was changed."""
    match test:
        case core.Compare(left, op, core.Const(value)):
            yield from _compare(left, op, value, policy)
        case core.Kept():
            # The duties themselves are changed where they stand; what a hand forgets here is one of them.
            yield from _one_less(test)
        case core.Both(tests) | core.Either(tests):
            other = core.Either if isinstance(test, core.Both) else core.Both
            if not (_is_range(test) or _is_dated(test)):
                yield ("且改为或" if other is core.Either else "或改为且"), other(tests)
            for index, each in enumerate(tests):
                for says, changed in tests_like(each, policy):
                    yield says, evolve(test, tests=(*tests[:index], changed, *tests[index + 1 :]))
        case core.Negate(inner):
            yield "去掉否定", inner
            yield from ((says, core.Negate(changed)) for says, changed in tests_like(inner, policy))
        case core.Holds(fact):
            yield f"“{fact}”颠倒", core.Negate(test)
        case core.IsMember(fact, member):
            others = [each for each in policy.fact(fact).type.members if each != member]
            yield f"“{member}”改为“{others[0]}”", core.IsMember(fact, others[0])
        case core.OfKind(kinds):
            rest = [kind for kind in policy.kinds if kind not in kinds]
            if rest:
                yield f"{'、'.join(kinds)}改为{rest[0]}", core.OfKind((rest[0],))
            for kind in kinds if len(kinds) > 1 else ():
                yield f"漏掉{kind}", core.OfKind(tuple(each for each in kinds if each != kind))
        case core.Within(start, days, unit, end):
            yield f"{days} 天改为 {days + 1} 天", core.Within(start, days + 1, unit, end)
            yield f"{days} 天改为 {days - 1} 天", core.Within(start, days - 1, unit, end)
        case _:
            return


def _one_less(test: core.Kept) -> Iterator[tuple[str, core.Kept]]:
    """Leave out the duties of one clause."""
    for index, each in enumerate(test.tests):
        rest = (*test.tests[:index], *test.tests[index + 1 :])
        if not isinstance(each, core.Kept):
            yield f"漏掉义务（{test.of}）", evolve(test, tests=rest)
            continue
        for says, changed in _one_less(each):
            yield says, evolve(test, tests=(*test.tests[:index], changed, *test.tests[index + 1 :]))


def _is_range(test: core.Test) -> bool:
    """97%—98% is one condition, not two joined by a word that could be swapped."""
    return (
        isinstance(test, core.Both)
        and len(test.tests) == 2
        and all(isinstance(each, core.Compare) for each in test.tests)
        and len({each.left for each in test.tests if isinstance(each, core.Compare)}) == 1
    )


def _is_dated(test: core.Test) -> bool:
    """总结 12月20日前, where 总结 may be blank, is one condition, too."""
    if not isinstance(test, core.Both) or len(test.tests) != 2:
        return False
    given, early = test.tests
    return isinstance(given, core.Given) and isinstance(early, core.Compare) and given.fact in facts_in(early)


def _compare(left: core.Expr, op: core.Op, value: Fraction, policy: core.Policy) -> Iterator[tuple[str, core.Test]]:
    if value == 0 and op in (core.Op.EQ, core.Op.GT):
        return  # a zero denominator, or “at least one”: no threshold that a hand mistypes
    measured = type_of(left, policy)
    shown = show_value(value, measured)
    if op in _FLIP:
        words = "含改为不含" if op in _INCLUDES else "不含改为含"
        yield f"{shown}{words}", core.Compare(left, _FLIP[op], core.Const(value))
    step = _step(measured.kind if measured is not None else Kind.PLAIN)
    for moved in (value + step, value - step):
        yield f"{shown}改为{show_value(moved, measured)}", core.Compare(left, op, core.Const(moved))


def _step(kind: Kind) -> Fraction:
    # A tenth of a percentage point: cases have to lie that close to a threshold on both sides.
    return Fraction(1, 1000) if kind in (Kind.RATIO, Kind.PERCENT_POINT) else Fraction(1)
