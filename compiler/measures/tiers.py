"""What the tiers of one measure do to its domain: who wins where, holes, overlaps, nesting, tiers that can never win.

In: ``core.Effect`` or the sets of its branches (``intervals.set_of``). Out: intervals and witnesses, no diagnostics.
Source: language.md §5, “Tiers of one indicator”.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from compiler import core
from compiler.core.walk import nodes
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World, spread
from compiler.measures.intervals import EVERYTHING, NOTHING, Interval, IntervalSet, closed, set_of
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Piece(Node):
    """A maximal interval of a measure on which one branch wins; -1 = none holds (其余), 0 points."""

    interval: Interval
    branch: int


@frozen(repr=False, eq=False)
class Overlap(Node):
    """Two tiers that hold at once: their places, the values they share and one such value."""

    first: int
    second: int
    common: IntervalSet
    witness: Fraction


def domain_of(measure: core.Expr, policy: core.Policy) -> IntervalSet:
    """Return the values that a measure can take when nothing is known but the parameters the policy fills in."""
    reach = spread(measure, World(policy, Unit("", "", policy.filled)))
    return closed(reach.low, reach.high)


def is_whole(effect: core.Effect) -> bool:
    """Tell whether the measure of an effect takes whole numbers only: a count, a day, not an average of counts."""
    if effect.measure is None or effect.measure_type is None or not effect.measure_type.discrete:
        return False
    return all(
        isinstance(node, core.Read | core.Add | core.Subtract | core.Least | core.Greatest | core.WholeUnits)
        or (isinstance(node, core.Const) and node.value.denominator == 1)
        for node in nodes(effect.measure)
    )


def whole_valued(measure: core.Expr, policy: core.Policy) -> bool:
    """Whether a measure takes whole numbers only: counts, ranks, dates, and sums of them."""
    for node in nodes(measure):
        match node:
            case core.Read(fact):
                type_ = policy.fact(fact).type
                if not type_.discrete:
                    return False
            case core.Const(value):
                if value.denominator != 1:
                    return False
            case core.Add() | core.Subtract() | core.Least() | core.Greatest() | core.WholeUnits() | core.Multiply():
                pass
            case _:
                return False
    return True


def empty_branch(effect: core.Effect) -> int | None:
    """Return the index of the branch that the policy states for a zero denominator; None if it states none."""
    if effect.measure is None or not effect.branches:
        return None
    nought = core.Const(Fraction(0))
    unders = [node.right for node in nodes(effect.measure) if isinstance(node, core.Divide)]
    tests = [core.Compare(under, core.Op.EQ, nought) for under in unders]
    return 0 if effect.branches[0].test in tests else None


def branch_sets(effect: core.Effect) -> tuple[IntervalSet, ...] | None:
    """Return where each branch holds on the measure (zero denominator: nowhere); None if a test looks elsewhere."""
    if effect.measure is None:
        return None
    empty = empty_branch(effect)
    found: list[IntervalSet] = []
    for index, branch in enumerate(effect.branches):
        each = NOTHING if index == empty else set_of(branch.test, effect.measure)
        if each is None:
            return None
        found.append(each)
    return tuple(found)


def partition(effect: core.Effect, domain: IntervalSet) -> tuple[Piece, ...]:
    """Cut the domain by which branch wins, ascending; empty if the branches are not all cut from the measure.

    For a measure of whole numbers a piece without any is left out: nothing lies between 4 件以下 and 5 件以上.
    """
    sets = branch_sets(effect)
    if sets is None:
        return ()
    pieces: list[Piece] = []
    left = domain
    for index, each in enumerate(sets):
        pieces += [Piece(part, index) for part in left.intersection(each).parts]
        left = left.minus(each)
    pieces += [Piece(part, -1) for part in left.parts]
    pieces.sort(key=lambda piece: piece.interval.start)
    return _whole(pieces) if is_whole(effect) else tuple(pieces)


def _whole(pieces: list[Piece]) -> tuple[Piece, ...]:
    kept: list[Piece] = []
    for piece in pieces:
        if IntervalSet((piece.interval,)).sample(whole=True) is None:
            continue
        if kept and kept[-1].branch == piece.branch:
            joined = IntervalSet((kept.pop().interval, piece.interval)).hull()
            piece = Piece(joined.parts[0], piece.branch)
        kept.append(piece)
    return tuple(kept)


def holes(sets: Sequence[IntervalSet], domain: IntervalSet, *, whole: bool = False) -> IntervalSet:
    """Return the values strictly between tiers at which none holds; the open outside is no hole."""
    covered = _all(sets).intersection(domain)
    gaps = covered.hull().intersection(domain).minus(covered)
    return IntervalSet(tuple(gap for gap in gaps.parts if _inhabited(IntervalSet((gap,)), whole=whole)))


def overlaps(
    sets: Sequence[IntervalSet], domain: IntervalSet = EVERYTHING, *, whole: bool = False
) -> tuple[Overlap, ...]:
    """Return every pair of tiers that hold at once, by ascending places, each with a witness."""
    found: list[Overlap] = []
    for (first, a), (second, b) in combinations(enumerate(sets), 2):
        common = a.intersection(b).intersection(domain)
        witness = common.sample(whole=whole)
        if witness is not None:
            found.append(Overlap(first, second, common, witness))
    return tuple(found)


def nested(a: IntervalSet, b: IntervalSet) -> bool:
    """Tell whether ``a`` lies wholly within ``b`` and is smaller."""
    return a != b and a.minus(b).is_empty


def unreachable(sets: Sequence[IntervalSet], domain: IntervalSet, *, whole: bool = False) -> tuple[int, ...]:
    """Return the places of the tiers that can never win: earlier ones take all, or the domain ends before them."""
    found: list[int] = []
    left = domain
    for index, each in enumerate(sets):
        if not _inhabited(left.intersection(each), whole=whole):
            found.append(index)
        left = left.minus(each)
    return tuple(found)


def _all(sets: Sequence[IntervalSet]) -> IntervalSet:
    return IntervalSet(tuple(part for each in sets for part in each.parts))


def _inhabited(values: IntervalSet, *, whole: bool) -> bool:
    return values.sample(whole=whole) is not None
