"""按比例 behind a limit: 100% 得 10 分，低于 100% 按比例 得分; 100 件以上 得 10 分，不足 100 件 按比例 得分.

In: a sentence and those before it. Out: the sentence with the share that it means, or its points.
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
