"""投诉率 5% 记 10 分，20% 记 6 分，其间按比例: the two numbers are where the line begins and ends.

Where the points grow with the figure, a number is reached from below (60% 记 6 分，90% 记 10 分); where they fall, it is kept from above:
5% and less has the 10 points, more than 20% has none of them. In: the statements of a block. Out: the same, the two bare numbers as
bounds; in all other sentences a bare number is asked about, or read, by ``share_ladders`` and ``count_bounds``.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from dsl import surface
from dsl.folding import fold

_OPEN = {"==", ">=", "<="}


def with_marks(block: surface.Block) -> surface.Block:
    """Return a block in which the bare numbers in front of 其间 say from where, or up to where, they count."""
    rules = [each for each in block.statements if isinstance(each, surface.Rule)]
    made: dict[surface.Rule, surface.Rule] = {}
    for first, second, line in zip(rules, rules[1:], rules[2:], strict=False):
        op = _way(first, second) if isinstance(line.condition, surface.Middle) else None
        if op is not None:
            made |= {rule: _said(rule, op) for rule in (first, second)}
    if not made:
        return block
    lines = tuple(evolve(line, statements=tuple(_of(each, made) for each in line.statements)) for line in block.lines)
    return evolve(block, lines=lines)


def _of(statement: surface.Statement, made: dict[surface.Rule, surface.Rule]) -> surface.Statement:
    return made.get(statement, statement) if isinstance(statement, surface.Rule) else statement


def _way(first: surface.Rule, second: surface.Rule) -> str | None:
    """Return the bound that two bare numbers stand for; None where they are no two ends of one line."""
    ends = [_end(rule) for rule in (first, second)]
    one, other = ends
    if one is None or other is None or one[0] == other[0] or one[1] == other[1] or not _of_one(first, second):
        return None
    op = ">=" if (one[0] < other[0]) == (one[1] < other[1]) else "<="
    said = {end[2] for end in (one, other)}
    return op if "==" in said and said <= {"==", op} else None


def _end(rule: surface.Rule) -> tuple[Fraction, Fraction, str] | None:
    """Return the number, how many points it is worth, and how it is said."""
    condition, award = rule.condition, rule.award
    if rule.per is not None or not isinstance(condition, surface.Bounded) or not isinstance(award, surface.Give):
        return None
    bound, points = condition.bound, award.amount.value
    plain = bound.op in _OPEN and not bound.negated and bound.to is None and award.to is None
    at, unit = bound.amount.value, bound.amount.unit
    if not plain or unit is None or not isinstance(at, Fraction) or not isinstance(points, Fraction):
        return None
    return at * unit.scale, points, bound.op


def _of_one(first: surface.Rule, second: surface.Rule) -> bool:
    assert isinstance(first.condition, surface.Bounded) and isinstance(second.condition, surface.Bounded)
    one, other = first.condition.name, second.condition.name
    alike = other is None or (one is not None and fold(one.text) == fold(other.text))
    return alike and getattr(first.award, "sign", "") == getattr(second.award, "sign", "")


def _said(rule: surface.Rule, op: str) -> surface.Rule:
    assert isinstance(rule.condition, surface.Bounded)
    return evolve(rule, condition=evolve(rule.condition, bound=evolve(rule.condition.bound, op=op)))
