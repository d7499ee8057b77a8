"""完成率 低于 100% 的 按 完成率 得分, and nothing said of 100%: all of it gives all the points.

In: a block. Out: the block, the sentence that goes without saying in front of the share.
"""

from __future__ import annotations

from attrs import evolve

from dsl import surface
from dsl.types import Kind

_ALL = 100  # per cent


def all_of_it(block: surface.Block) -> surface.Block:
    """Return a block that says what the whole of a share gives, where nothing else in it gives points for anything."""
    rules = [each for each in block.statements if isinstance(each, surface.Rule)]
    shares = [each for each in rules if _below_all(each)]
    if len(shares) != 1 or any(_earns(each) for each in rules if each is not shares[0]):
        return block
    (share,) = shares
    lines = []
    for line in block.lines:
        made: list[surface.Statement] = []
        for each in line.statements:
            made += [_whole(share), each] if each is share else [each]
        lines.append(evolve(line, statements=tuple(made)))
    return evolve(block, lines=tuple(lines))


def _below_all(rule: surface.Rule) -> bool:
    """Whether a rule gives by a figure what it is said of below 100%."""
    condition, award = rule.condition, rule.award
    if not isinstance(condition, surface.Bounded) or condition.name is None or rule.per is not None:
        return False
    bound, unit = condition.bound, condition.bound.amount.unit
    if unit is None or unit.kind is not Kind.RATIO or bound.to is not None or bound.negated or bound.after:
        return False
    if bound.op != "<" or bound.amount.value != _ALL or unit.canonical != "%":
        return False
    if isinstance(award, surface.ProRata):
        return award.sign != "-" and award.ratio.text == condition.name.text
    return isinstance(award, surface.Interpolated) and award.sign != "-"


def _earns(rule: surface.Rule) -> bool:
    """Whether another sentence gives points or is the rest: then 100% may be its matter."""
    gives = isinstance(rule.award, surface.Full) or getattr(rule.award, "sign", "") not in ("", "-")
    gives = gives and not isinstance(rule.award, surface.Nothing)  # 低于 60% 不得分
    return gives or isinstance(rule.condition, surface.Otherwise | surface.Middle)


def _whole(share: surface.Rule) -> surface.Rule:
    condition = share.condition
    assert isinstance(condition, surface.Bounded)
    place = condition.name.span if condition.name is not None else condition.span  # a place of its own, where it begins
    bound = evolve(condition.bound, op="==", span=place)
    return surface.Rule(evolve(condition, bound=bound, span=place), surface.Full(place), None, place)
