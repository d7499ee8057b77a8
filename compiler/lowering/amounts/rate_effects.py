"""What a rate gives: 每件 扣 2 分, 每次 加 1—2 分. In: a sentence that counts. Out: one branch of points, and of what kind it is."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.lowering.amounts.awards import Awards
from compiler.lowering.amounts.rates import Rate, rate_amount
from compiler.lowering.conditions.speaking import Condition, Speaking
from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.scope import Measure, number
from compiler.problems import rules
from dsl import formatter, surface
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Counted(Node):
    """The points of a rate, whether they are worked out or judged, and what is counted."""

    kind: core.EffectKind
    branch: core.Branch
    measure: Measure


def effect_of(
    rule: surface.Rule, per: surface.Per, condition: Condition | None, at: Speaking, gives: Awards
) -> Counted | None:
    """Return what a rate gives; None where it gives nothing that fits (reported)."""
    rate = rate_amount(per, condition, at)
    points = _points(rule, rate, at, gives) if rate is not None else None
    if rate is None or points is None:
        return None
    judged = isinstance(rule.award, surface.Give) and rule.award.to is not None
    guard = rate.guard
    if rate.counted and judged:
        # With nothing to judge there is nothing to give, and nobody has to say so.
        some = core.Compare(core.Read(rate.counted), core.Op.GT, number(0))
        guard = some if isinstance(guard, core.Always) else core.Both((guard, some))
    kind = core.EffectKind.JUDGEMENT if judged else core.EffectKind.PER_UNIT
    return Counted(kind, core.Branch(guard, points, formatter.show_rule(rule), rule.span), rate.measure)


def _points(rule: surface.Rule, rate: Rate, at: Speaking, gives: Awards) -> core.Expr | None:
    match rule.award:
        case surface.Give(sign, amount, None):
            value = points_of(amount, at.scope)
            return None if value is None else core.Multiply(number(-value if sign == "-" else value), rate.times)
        case surface.Give(_, low, high) if high is not None:
            return _judged(rule.award, low, high, rate, at, gives)
        case surface.Nothing():
            return number(0)
        case _:
            at.scope.bag.add(rules.rate_of_flag(at.scope.source, rule.award.span, rate.unit))
            return None


def _judged(
    award: surface.Give, low: surface.Amount, high: surface.Amount, rate: Rate, at: Speaking, gives: Awards
) -> core.Expr | None:
    """每次加1—2分: the assessor gives the points for all of them together, between n×1 and n×2."""
    least, most = gives.range(award, low, high)
    if least is None or most is None:
        return None
    meaning = f"每{rate.unit} {formatter.show_award(award)}，考核人对全部{rate.unit}数合计评定，并写明理由"
    each = (rate.counted, least, most) if rate.counted else None
    fact = gives.judgement(award.span, Fraction(0), None, meaning, each)
    read: core.Expr = core.Read(fact.name)
    return core.Subtract(number(0), read) if award.sign == "-" else read
