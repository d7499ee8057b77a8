"""按比例 behind a limit: 100% 得 10 分，低于 100% 按比例 得分; 100 件以上 得 10 分，不足 100 件 按比例 得分.

In: a sentence and those before it, or a block. Out: the sentence with the share that it means, or its points; the block, what the
whole of a share gives said where nothing in it is said of 100%.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.amounts.awards import Given
from compiler.lowering.conditions.speaking import Condition
from compiler.lowering.names.scope import number
from compiler.lowering.sentences.sentence import Context, Setting
from dsl import surface
from dsl.types import Kind

_ALL = 100  # per cent


def by_its_share(rule: surface.Rule, condition: Condition | None, context: Context) -> surface.Rule:
    """公开率 100% 记满分，低于 100% 按比例 记分: below the whole, the share itself; below another number it is not said of what."""
    if not isinstance(rule.award, surface.Interpolated) or condition is None or condition.middle:
        return rule
    if rule.award.sign == "-":
        return rule  # 其余 按比例 扣分: what is lost goes by what is lacking, and of how many points is not said
    below = condition.threshold == (core.Op.LT, Fraction(1))
    rest = condition.otherwise and context.limits == (Fraction(1),)
    measure = context.subject if rest else condition.measure
    if (
        not (below or rest or _up_to_the_whole(condition, context))
        or measure is None
        or measure.type.kind is not Kind.RATIO
    ):
        return rule
    share = surface.ProRata(surface.Name(measure.name, True, rule.award.span), rule.award.sign, rule.award.span)
    return evolve(rule, award=share)


def _up_to_the_whole(condition: Condition, context: Context) -> bool:
    """100% 得 10 分，80%以上 按比例 得分: the share of it, from 80% up to the whole."""
    if condition.ends is not None:
        return 0 < condition.ends[0] < condition.ends[1] == 1 and context.limits in ((), (Fraction(1),))
    if condition.threshold is None or condition.threshold[0] not in (core.Op.GE, core.Op.GT):
        return False
    limit = condition.threshold[1]
    return 0 < limit < 1 and context.limits in ((limit,), (Fraction(1), limit))


def in_proportion(rule: surface.Rule, condition: Condition | None, context: Context, setting: Setting) -> Given | None:
    """100 件以上 得 10 分，不足 100 件 的 按比例 得分: so many hundredths of the points, where no other limit is set."""
    award = rule.award
    if not isinstance(award, surface.Interpolated) or award.sign == "-" or condition is None or condition.middle:
        return None
    measure, (op, limit) = condition.measure, condition.threshold or (None, Fraction(0))
    counted = measure is not None and measure.type.kind in (Kind.COUNT, Kind.MONEY, Kind.QUANTITY)
    if not counted or measure is None or op is not core.Op.LT or limit <= 0 or context.limits != (limit,):
        return None
    full = (("", max(value for _, value in context.said)),) if context.said else setting.base
    return tuple((kind, core.Multiply(number(points / limit), measure.expr)) for kind, points in full) or None


# -------------------------------------------------------------------------------------------------------- the whole of a share


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
