"""What a sentence gives or takes, for what, and how often: 按期办结率 97%以下 扣 30 分, 每件 扣 2 分."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import assert_never

from dsl import surface
from dsl.formatter.amounts import show_amount, show_fraction
from dsl.formatter.conditions import show_condition
from dsl.formatter.expressions import show_expression
from dsl.words.lexicon import lexicon
from dsl.words.outcomes import QUALIFICATION, is_measure
from dsl.words.tokens import PartialDate

_SIGN = {"-": "扣", "+": "加", "award": "记", "": ""}
_VERB = {"-": "扣分", "+": "加分", "award": "记分"}
_SCORE = _VERB | {"award": "得分"}
_FACTORS: dict[Fraction | PartialDate, str] = {Fraction(1, 2): "减半", Fraction(2): "加倍"}
_EACH = {"plain": "每", "full": "每满", "short": "每缺", "below": "每低于", "above": "每超过"}


def show_award(award: surface.Award) -> str:
    """Write an effect: 扣 5 分, 加 1—2 分, 按 进驻比例 记分."""
    match award:
        case surface.Give(sign, amount, to, further):
            verb = ("再" if further else "") + _SIGN[sign]
            shown = show_amount(amount) if to is None else f"{show_amount(amount, unit=False)}—{show_amount(to)}"
            return f"{verb} {shown}".lstrip()
        case surface.GiveList("", amounts) if len({show_amount(each) for each in amounts}) == 1:
            return f"各 {show_amount(amounts[0])}"
        case surface.GiveList(sign, amounts):
            return f"分别 {_SIGN[sign]} {'、'.join(show_amount(each) for each in amounts)}"
        case surface.Scale(factor, sign):
            word = _FACTORS[factor.value] if award.in_a_word else f"按 {show_amount(factor)} 折算"
            return f"{word}加分" if sign else word
        case surface.BestShare(place, sign):
            return f"按 第 {show_amount(place)} 的 比例 {_VERB[sign]}"
        case surface.Interpolated(sign):
            return f"按比例 {_VERB[sign]}"
        case surface.Formula("", expression):
            return show_expression(expression)
        case surface.Formula(sign, expression):
            return f"{_SCORE[sign]} = {show_expression(expression)}"
        case surface.Nothing(sign):
            return f"不{_SIGN[sign]}分"
        case surface.Full():
            return "记满分"
        case surface.ProRata(ratio, sign):
            return f"按 {ratio.text} {_SIGN[sign]}分"
        case surface.ByRank(measure, sign):
            return f"按 {measure.text + ' ' if measure else ''}排名 {_SIGN[sign]}分"
        case surface.Discretion(sign):
            return "酌情扣分" if sign == "-" else "酌情给分"
        case surface.ZeroItem():
            return "此项不记分"
        case surface.Consequence(text):
            return text
        case surface.Veto(amount):
            return "一票否决" + (f" 扣 {show_amount(amount)}" if amount else "")
    assert_never(award)


def show_per(per: surface.Per) -> str:
    """Write how often an effect counts: 每件, 每满 3 次, 每低于 目标值 1 个百分点."""
    unit = per.unit.canonical
    spelled = f"个{unit}" if f"个{unit}" in lexicon().units else unit
    one = " 1 " if spelled != unit or per.mode != "plain" else ""
    step = one if per.step is None else f" {show_fraction(per.step)} "
    noun = f" {per.noun.text}" if per.noun else ""
    if unit == "元" and per.step is not None:
        step, spelled = f" {show_amount(surface.Amount(per.step, per.unit, per.span))}", ""
    if per.base is not None:
        return f"{_EACH[per.mode]} {per.base.text}{step if step else ' 1 '}{spelled}"
    return f"{_EACH[per.mode]}{step}{spelled}{noun}"


def show_rule(rule: surface.Rule) -> str:
    """Write a rule: 按期办结率 97%以下 扣 30 分."""
    parts = []
    if rule.condition is not None:
        parts.append(show_condition(rule.condition))
    if rule.per is not None and isinstance(rule.award, surface.Give) and not rule.award.sign and _plain(rule.per):
        return " ".join([*parts, f"{show_award(rule.award)}/{rule.per.unit.canonical}"])
    if rule.condition is None and isinstance(rule.award, surface.Consequence) and is_measure(rule.award.text):
        return f"并{rule.award.text}"  # 扣 5 分，并约谈主要负责人: of the same condition
    if isinstance(rule.award, surface.Formula) or _follows(rule.award):
        return "，".join([*parts, show_award(rule.award)])
    if rule.per is not None:
        parts.append(show_per(rule.per))
    return " ".join([*parts, show_award(rule.award)])


def _follows(award: surface.Award) -> bool:
    """Whether it is something that is read behind a comma only: ，退回原单位."""
    return isinstance(award, surface.Consequence) and re.fullmatch(QUALIFICATION, award.text) is None


def _plain(per: surface.Per) -> bool:
    """Whether a rate is a price: 10 分/次."""
    return per.mode == "plain" and per.step is None and per.noun is None and per.base is None


def show_when_empty(written: surface.WhenEmpty) -> str:
    """Write 无工单时 不扣分."""
    return f"无{written.noun}时 {show_award(written.award)}"
