"""每次 扣 1 分，最多计 20 次: a cap on what is counted is a cap on the points of that sentence.

In: a block. Out: the block, such caps in points.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from dsl import surface
from dsl.types import Kind


def in_points(block: surface.Block) -> surface.Block:
    """Return a block in which what counts at most is said in points, right behind the sentence that counts."""
    if not any(isinstance(each, surface.Cap) and _counts(each) for each in block.statements):
        return block
    lines = (evolve(line, statements=tuple(_of_line(line.statements))) for line in block.lines)
    return evolve(block, lines=tuple(lines))


def gone_of_a_part(block: surface.Block) -> surface.Block:
    """达标率 100% 得 3 分，每低 10 个百分点 扣 1 分，扣完为止；编制预案 得 2 分: the three points are gone."""
    giving = [number for number, line in enumerate(block.lines) if any(map(_points, line.statements))]
    lines = [
        evolve(line, statements=_gone(line.statements)) if giving and number < giving[-1] else line
        for number, line in enumerate(block.lines)
    ]
    return evolve(block, lines=tuple(lines))


def _gone(statements: tuple[surface.Statement, ...]) -> tuple[surface.Statement, ...]:
    """The statements of a line with 扣完为止 as a cap on its losses, where one of its sentences gives what they are taken from."""
    last = statements[-1] if statements else None
    if not isinstance(last, surface.Cap) or not last.until_gone or last.amount is not None or last.whole:
        return statements
    given = [award for each in statements if (award := _points(each)) is not None]
    start = given[0] if given else None
    lost = len(given) > 1 and all(each.sign == "-" for each in given[1:])
    if not lost or not isinstance(start, surface.Give) or start.sign != "award" or start.to is not None:
        return statements
    return (*statements[:-1], evolve(last, sign="-", amount=start.amount))


def _points(statement: surface.Statement) -> surface.Give | surface.GiveList | None:
    award = statement.award if isinstance(statement, surface.Rule) else None
    return award if isinstance(award, surface.Give | surface.GiveList) else None


def _of_line(statements: tuple[surface.Statement, ...]) -> Iterator[surface.Statement]:
    before: surface.Statement | None = None
    for each in statements:
        yield _capped(each, before) if isinstance(each, surface.Cap) and _counts(each) else each
        before = each


def _counts(cap: surface.Cap) -> bool:
    """Whether it says 最多计 20 次; 封顶 20 件 is more likely meant as points, and refused."""
    amount = cap.amount
    return (
        amount is not None
        and amount.unit is not None
        and amount.unit.kind is Kind.COUNT
        and cap.sign == "award"
        and not cap.whole
    )


def _capped(cap: surface.Cap, before: surface.Statement | None) -> surface.Cap:
    """20 次 at 1 分 each are 20 分; a cap that counts something else stays as it is, and is refused as no points."""
    if not isinstance(before, surface.Rule) or before.per is None or not isinstance(before.award, surface.Give):
        return cap
    per, give, amount = before.per, before.award, cap.amount
    assert amount is not None and amount.unit is not None
    plain = (
        per.mode in ("plain", "full", "short")
        and give.to is None
        and amount.unit.canonical in (per.unit.canonical, "次")
    )
    if not plain or not isinstance(give.amount.value, Fraction) or not isinstance(amount.value, Fraction):
        return cap
    most = give.amount.value * (amount.value // (per.step or Fraction(1)))
    return evolve(cap, sign=give.sign, amount=evolve(give.amount, value=most, span=amount.span))
