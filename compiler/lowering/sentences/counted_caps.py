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
