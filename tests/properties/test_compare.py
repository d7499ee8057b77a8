"""Two random clauses about one number: the verdict is what trying every value says, proved piece by piece without a solver."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler import core
from compiler.analysis.solver import classes
from compiler.compare.judge import judge
from compiler.compare.model import Method, Verdict
from compiler.compare.pairs.align import Aligned
from compiler.compare.parts import pairs_of
from compiler.compare.pieces.line import Lines
from compiler.compare.pieces.one_number import one_number
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World
from compiler.meaning.scoring import score_clause
from dsl.source import Span
from dsl.types import RATIO, Kind, Type

HERE = Span(0, 0)
MOST = 24
X = core.Read("件数")
COUNT = core.Fact("件数", Type(Kind.COUNT, "件"), HERE, low=Fraction(0), high=Fraction(MOST))
SHARE = core.Fact("件数", RATIO, HERE, low=Fraction(0), high=Fraction(1))

numbers = st.integers(-2, MOST + 2).map(Fraction)
points = st.sampled_from([Fraction(n, 2) for n in range(-8, 9)])
tests = st.one_of(
    st.builds(core.Compare, st.just(X), st.sampled_from(core.Op), numbers.map(core.Const)),
    st.builds(core.Compare, numbers.map(core.Const), st.sampled_from(core.Op), st.just(X)),
    st.just(core.Always()),
)
conditions = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds(core.Negate, inner),
        st.tuples(inner, inner).map(core.Both),
        st.tuples(inner, inner).map(core.Either),
    ),
    max_leaves=3,
)
amounts = st.one_of(
    st.just(X),
    numbers.map(lambda n: core.Greatest(core.Subtract(X, core.Const(n)), core.Const(Fraction(0)))),
    numbers.map(lambda n: core.Least(X, core.Const(n))),
    st.integers(1, 5).map(lambda n: core.WholeUnits(X, Fraction(n))),
    st.integers(1, 5).map(lambda n: core.WholeUnits(X, Fraction(n), started=True)),
    st.integers(3, 7).map(lambda n: core.Rounded(core.Divide(X, core.Const(Fraction(n))), 0, core.Rounding.HALF_UP)),
)
given_points = st.one_of(
    points.map(core.Const), st.builds(core.Multiply, points.map(core.Const), amounts)
)  # fixed, or by the piece
branches = st.builds(core.Branch, conditions, given_points, st.just(""), st.just(HERE))
effects = st.lists(branches, min_size=1, max_size=3).map(
    lambda found: core.Effect(core.EffectKind.TIERS, tuple(found), HERE)
)
clauses = st.builds(
    core.Clause,
    st.just("一"),
    st.just(""),
    st.just(""),
    st.just(HERE),
    effects=st.lists(effects, min_size=1, max_size=2).map(tuple),
    lowest=st.one_of(st.none(), st.integers(-12, 0).map(Fraction)),
    highest=st.one_of(st.none(), st.integers(0, 12).map(Fraction)),
    rounding=st.one_of(st.none(), st.tuples(st.integers(0, 1), st.sampled_from(core.Rounding))),
    pick=st.sampled_from(core.Pick),
)


def policy(clause: core.Clause, fact: core.Fact) -> core.Policy:
    root = core.Group("", "", HERE, (clause,))
    return core.Policy("x", "x", "", "", None, (), (), (), (fact,), root)


def value(clause: core.Clause, fact: core.Fact, x: Fraction | int) -> Fraction:
    found = score_clause(clause, World(policy(clause, fact), Unit("", "", {"件数": x})), None).points.exact
    assert found is not None
    return found


def verdict(changes: list[Fraction]) -> Verdict:
    less, more = any(change < 0 for change in changes), any(change > 0 for change in changes)
    if less and more:
        return Verdict.MIXED
    return Verdict.STRICTER if less else Verdict.LOOSER if more else Verdict.SAME


@given(clauses, clauses)
@settings(max_examples=150)
def test_a_count(old: core.Clause, new: core.Clause) -> None:
    truth = verdict([value(new, COUNT, x) - value(old, COUNT, x) for x in range(MOST + 1)])
    aligned = Aligned(policy(old, COUNT), policy(new, COUNT), {}, {})
    (pair,) = pairs_of(aligned, old, new)
    found = judge(pair, classes(aligned.new))
    assert found.verdict is truth
    assert found.method in (Method.PIECES, Method.SAME_RULES, Method.UNITS)


@given(clauses, clauses, st.fractions(0, 1, max_denominator=200))
@settings(max_examples=150)
def test_a_ratio(old: core.Clause, new: core.Clause, x: Fraction) -> None:
    """No share stands against what the pieces exclude."""
    old, new = _scaled(old), _scaled(new)
    whole = policy(new, SHARE)
    (who,) = classes(whole)
    turning = one_number(old, new, whole, who)
    assert turning is not None
    lines = Lines(turning, who, None, None)
    if not lines.walk():
        return
    seen = {(spot.new or 0) > (spot.old or 0) for spot in lines.spots if spot.new != spot.old}
    change = value(new, SHARE, x) - value(old, SHARE, x)
    assert change == 0 or (change > 0) in seen


steps = st.builds(
    core.Multiply,
    points.map(core.Const),
    st.builds(
        core.WholeUnits,
        st.one_of(st.just(X), numbers.map(lambda n: core.Subtract(X, core.Const(n)))),
        st.integers(1, 5).map(Fraction),
        started=st.booleans(),
    ),
)
stepped = st.builds(core.Branch, conditions, steps, st.just(""), st.just(HERE)).map(
    lambda branch: core.Effect(core.EffectKind.PER_UNIT, (branch,), HERE)
)
endless = st.builds(
    lambda clause, effect: evolve(clause, effects=(*clause.effects, effect), rounding=None), clauses, stepped
)


@given(endless, endless, st.sampled_from([None, Fraction(0), Fraction(-30)]), st.sampled_from([None, Fraction(10**9)]))
@settings(max_examples=150)
def test_a_number_without_end(old: core.Clause, new: core.Clause, low: Fraction | None, high: Fraction | None) -> None:
    """No number stands against what the pieces exclude, however far away: the steps go on for ever."""
    fact = evolve(COUNT, low=low, high=high)
    whole = policy(new, fact)
    (who,) = classes(whole)
    turning = one_number(old, new, whole, who)
    assert turning is not None
    lines = Lines(turning, who, None, None)
    if not lines.walk():
        return
    seen = {(spot.new or 0) > (spot.old or 0) for spot in lines.spots if spot.new != spot.old}
    near = range(-150 if low is None else int(low), 400)
    far = [*range(10**6, 10**6 + 70), *((-(10**6) - x for x in range(70)) if low is None else ())]
    for x in (*near, *far):
        change = value(new, fact, x) - value(old, fact, x)
        assert change == 0 or (change > 0) in seen, x


def _scaled(clause: core.Clause) -> core.Clause:
    """Return a clause in which the number is a share of 24."""
    from compiler.compare.pairs.rewrite import replaced

    return replaced(clause, {X: core.Multiply(core.Const(Fraction(MOST)), X)})
