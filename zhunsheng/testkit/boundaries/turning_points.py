"""What the amounts of a clause turn on: no piece, one piece, several; none, part or all of a ratio; caps and floors."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.measures.intervals import closed
from compiler.measures.single import single
from compiler.words.wording import show_expr, show_number
from zhunsheng.testkit.boundaries.boundary import Boundary, Path, Side, with_path
from zhunsheng.testkit.boundaries.thresholds import threshold_boundary
from zhunsheng.testkit.cases.expected import Measured
from zhunsheng.testkit.cases.scopes import item_of


def of_points(policy: core.Policy, branch: core.Branch) -> Iterator[Boundary]:
    """Yield what the amount of a branch turns on: no piece, one piece, several; none, part and all of a ratio."""
    path = () if isinstance(branch.test, core.Always) else (branch.test,)
    for node in nodes(branch.points):
        match node:
            case core.WholeUnits(amount, step, _):
                for count in (1, 2):
                    yield from threshold_boundary(policy, amount, step * count, path, set())
            case core.Multiply(core.Const(), core.Read(fact)) if policy.fact(fact).type.whole:
                yield _amounts(node.right, ("没有", "一个", "多个"), (0, 1, 2), path, open_end=True)
            case core.Multiply(core.Const(), core.Divide() as ratio):
                yield _amounts(ratio, ("没有", "一部分", "全部"), (0, Fraction(1, 3), 1), path)
            case core.Greatest(amount, core.Const(limit)) | core.Least(amount, core.Const(limit)) if limit:
                yield _capped(amount, limit, path)
            case core.Read(fact) if policy.fact(fact).role is core.Role.JUDGEMENT:
                ends = [(label, end) for label, end in _judged(policy.fact(fact)) if end is not None]
                yield _amounts(node, tuple(label for label, _ in ends), tuple(end for _, end in ends), path)


def _capped(amount: core.Expr, limit: Fraction, path: Path) -> Boundary:
    """Return the cap of one sentence: 每块 扣 0.2 分，最多扣 3 分 beside others."""
    end, sign = core.Const(limit), 1 if limit > 0 else -1
    less, more = (core.Op.LT, core.Op.GT) if sign > 0 else (core.Op.GT, core.Op.LT)
    nought = core.Const(Fraction(0))
    before = core.Both((core.Compare(amount, more, nought), core.Compare(amount, less, end)))
    tests: tuple[core.Test, ...] = (before, core.Compare(amount, core.Op.EQ, end), core.Compare(amount, more, end))
    sides = zip(("未到", "恰到", "超出"), tests, strict=True)
    once = single(amount) or Fraction(sign)
    shown = f"{'、'.join(dict.fromkeys(facts_in(amount)))} 封顶 {show_number(abs(limit))} 分"
    made = tuple(Side(label, with_path(path, test)) for label, test in sides)
    return Boundary(shown, made, path, amount, ((limit - once,), (limit,), (limit + once,)), limit=limit)


def _judged(fact: core.Fact) -> tuple[tuple[str, Fraction | None], ...]:
    return ("最少", fact.low), ("最多", fact.high)


def _amounts(
    measure: core.Expr,
    labels: tuple[str, ...],
    values: tuple[Fraction | int, ...],
    path: Path,
    *,
    open_end: bool = False,
) -> Boundary:
    """Return the stages of an amount; the middle one of three is a range, and so is an open last one."""
    sides: list[Side] = []
    for place, (label, value) in enumerate(zip(labels, values, strict=True)):
        bound = core.Const(Fraction(value))
        test: core.Test = core.Compare(measure, core.Op.EQ, bound)
        if open_end and place == len(values) - 1:
            test = core.Compare(measure, core.Op.GE, bound)
        elif bound.value.denominator != 1:
            nought, all_ = core.Const(Fraction(0)), core.Const(Fraction(1))
            test = core.Both((core.Compare(measure, core.Op.GT, nought), core.Compare(measure, core.Op.LT, all_)))
        sides.append(Side(label, with_path(path, test)))
    return Boundary(show_expr(measure), tuple(sides), path, measure, tuple((Fraction(value),) for value in values))


def denominators(clause: core.Clause) -> list[core.Expr]:
    """Return what the effects of a clause divide by, constants aside."""
    sides = [side for effect in clause.effects for branch in effect.branches for side in (branch.test, branch.points)]
    found = [node.right for side in sides for node in nodes(side) if isinstance(node, core.Divide)]
    return [each for each in dict.fromkeys(found) if not isinstance(each, core.Const)]


def zero_denominators(clause: core.Clause) -> Iterator[Boundary]:
    """Yield the units that have nothing to divide by."""
    for each in denominators(clause):
        empty = core.Compare(each, core.Op.EQ, core.Const(Fraction(0)))
        yield Boundary(f"分母 {show_expr(each)}", (Side("为 0", empty),), (), each, ((Fraction(0),),))


def caps(policy: core.Policy, clause: core.Clause) -> Iterator[Boundary]:
    """Yield the cap of a clause, and the floor or the cap of the item that it belongs to."""
    for limit, sign in ((clause.lowest, -1), (clause.highest, 1)):
        if limit is not None:
            yield _cap(f"封顶 {show_number(abs(limit))} 分", limit, sign, (), Measured.CLAUSE)
    item = item_of(policy, clause.id)
    if item is None or item.outside:
        return
    sign = -1 if item.start is core.Start.FULL else 1
    word = "本项扣完" if sign < 0 else "本项记满"
    for kind, full in item.points:
        path = (core.OfKind((kind,)),) if kind else ()
        yield _cap(f"{word} {show_number(full)} 分", sign * full, sign, path, Measured.ITEM)


def _cap(what: str, limit: Fraction, sign: int, path: Path, measured: Measured) -> Boundary:
    inside = closed(None, limit) if sign > 0 else closed(limit, None)
    beyond = inside.complement()
    inside = inside.minus(closed(limit, limit)).minus(closed(Fraction(0), Fraction(0)))
    sides = [("未到", inside), ("恰到", closed(limit, limit)), ("超出", beyond)]
    test = with_path(path, core.Always())
    return Boundary(
        what, tuple(Side(label, test, points) for label, points in sides), path, measured=measured, limit=limit
    )
