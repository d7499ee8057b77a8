"""The one canonical spelling: full-width punctuation, a blank between words, Arabic numerals, the first spelling of each word.

In: surface nodes. Out: text that parses to equal nodes (format ∘ parse = identity; formatting twice changes nothing).
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from dsl import surface
from dsl.source import Source
from dsl.words.lexicon import lexicon
from dsl.words.tokens import PartialDate

_PRE = {">=": "不低于", "<=": "不超过", ">": "超过", "<": "低于"}
_POST = {">=": "以上", "<=": "以下", ">": "以外"}
_SIGN = {"-": "扣", "+": "加", "award": "记", "": ""}
_VERB = {"-": "扣分", "+": "加分", "award": "记分"}
_SCORE = _VERB | {"award": "得分"}
_FACTORS: dict[Fraction | PartialDate, str] = {Fraction(1, 2): "减半", Fraction(2): "加倍"}
_TOTAL = {"-": "本项合计最多扣", "+": "本项合计最多加", "award": "本项合计最多记"}
_EACH = {"plain": "每", "full": "每满", "short": "每缺", "below": "每低于", "above": "每超过"}
_OVERLAP = {"high": "就高", "low": "就低", "sum": "累计", "end-high": "端点就高", "end-low": "端点就低"}
_FLAGS = {"ties": "并列同扣", "outside": "另计", "most": "取最高分", "sum": "可累加"}
_WAY = {"up": "越高越好", "down": "越低越好"}


def show_fraction(value: Fraction) -> str:
    """Write a number: as a decimal where that is exact, else as a fraction."""
    denominator, digits = value.denominator, 0
    while denominator % 10 == 0 or denominator % 2 == 0 or denominator % 5 == 0:
        denominator //= 10 if denominator % 10 == 0 else (2 if denominator % 2 == 0 else 5)
        digits += 1
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    scaled = value.numerator * 10**digits // value.denominator
    text = str(abs(scaled)).rjust(digits + 1, "0")
    whole, part = (text[:-digits], text[-digits:].rstrip("0")) if digits else (text, "")
    return ("-" if scaled < 0 else "") + whole + (f".{part}" if part else "")


def show_amount(amount: surface.Amount, *, unit: bool = True) -> str:
    """Write an amount: 30%, 5 分, 20 个工作日, 2019年7月5日."""
    if isinstance(amount.value, PartialDate):
        return show_date(amount.value)
    number = show_fraction(amount.value)
    if amount.unit is None or not unit:
        return number
    word = amount.unit.canonical
    if word == "元" and amount.value and amount.value % 10_000 == 0:
        great = 100_000_000 if amount.value % 100_000_000 == 0 else 10_000
        return f"{show_fraction(amount.value / great)} {'亿' if great > 10_000 else '万'}元"
    if word in ("%", "‰"):
        return number + word
    spelled = f"个{word}" if f"个{word}" in lexicon().units else word
    return f"{number} {spelled}"


def show_date(value: PartialDate) -> str:
    """Write a date."""
    year = f"{value.year}年" if value.year is not None else ""
    return f"{year}{value.month}月{value.day}日"


# --------------------------------------------------------------------------------------------------------------- conditions


def show_bound(bound: surface.Bound) -> str:
    """Write a bound: 低于 30%, 30%以下, 97%—98%."""
    if bound.to is not None:
        left_unit = bound.amount.unit is not None
        return f"{show_amount(bound.amount, unit=left_unit)}—{show_amount(bound.to)}"
    amount = show_amount(bound.amount)
    if bound.op == "==":
        return amount
    if bound.negated:
        return f"未 {amount}{_POST[bound.op]}"
    if bound.after and bound.after != bound.op:
        word = "未达到" if bound.op == "<" else _PRE[bound.op]
        return f"{word} {amount}{_POST[bound.after]}"
    if bound.op in ("<=", ">="):
        return f"{amount}{_POST[bound.op]}"
    return f"{_PRE[bound.op]} {amount}"


def _names(names: tuple[surface.Name, ...]) -> str:
    return "、".join(name.text for name in names)


def show_condition(condition: surface.Condition, *, nested: str = "") -> str:
    """Write a condition; brackets stand where the nesting needs them."""
    match condition:
        case surface.Named(name, negated):
            return f"未 {name.text}" if negated else name.text
        case surface.MemberOf(fact, member):
            return f"{fact.text} 为 {member.text}"
        case surface.AnyOf(group, not_done):
            return f"任一 {group.text}" + (" 未完成" if not_done else "")
        case surface.Kinds(kinds):
            return _names(kinds)
        case surface.Otherwise():
            return "其余"
        case surface.Bounded(name, bound, again):
            subject = f"{name.text} " if name else ("占比 " if again else "")
            return subject + show_bound(bound)
        case surface.Compared(left, op, right):
            return f"{left.text + ' ' if left else ''}{_PRE[op]} {right.text}"
        case surface.Share(part, whole, bound, negated):
            verb = "未 占" if negated else "占"
            return f"{part.text} {verb} {whole.text} 的 {show_bound(bound)}"
        case surface.NameList(names):
            return _names(names)
        case surface.BoundList():
            return _bound_list(condition)
        case surface.LevelWith(left, right):
            return f"{left.text + ' ' if left else ''}与 {right.text} 持平"
        case surface.Flat():
            return "持平"
        case surface.Middle():
            return "其间"
        case surface.Ranked(measure, last, places):
            return f"{_ranked(measure)} {'倒数' if last else '前'} {show_amount(places)}"
        case surface.RankBound(measure, bound):
            return f"{_ranked(measure)} {show_bound(bound)}"
        case surface.Deadline(start, period, end, negated):
            after = f"{start.text} 后 " if start else ""
            return f"{after}{show_amount(period)}内 {'未 ' if negated else ''}{end.text}"
        case surface.Thresholds(first, kinds, amount, others):
            return f"{show_condition(first)} 的 {_names(kinds)} 及 {show_amount(amount)} 的 {_names(others)}"
        case surface.Dated(name, limit, negated):
            return f"{show_amount(limit)}前 未 {name.text}" if negated else f"{name.text} {show_amount(limit)}前"
        case surface.Both(left, surface.Kinds(kinds)):
            return f"{show_condition(left, nested='and')} 的 {_names(kinds)}"
        case surface.Both(left, right):
            return f"{show_condition(left, nested='and')} 且 {show_condition(right, nested='and-right')}"
        case surface.Either(left, right):
            text = f"{show_condition(left, nested='or')} 或 {show_condition(right, nested='or-right')}"
            return f"（{text}）" if nested in ("and", "and-right", "or-right") else text
    assert_never(condition)


def _ranked(measure: surface.Name | None) -> str:
    return f"{measure.text} 排名" if measure else "排名"


def _bound_list(condition: surface.BoundList) -> str:
    subject = f"{condition.name.text} " if condition.name else ""
    amounts = "、".join(show_amount(each) for each in condition.amounts)
    if condition.op in ("<=", ">="):
        return f"{subject}{amounts}{_POST[condition.op]}"
    return f"{subject}{_PRE[condition.op]} {amounts}"


# ------------------------------------------------------------------------------------------------------------------ effects


def show_award(award: surface.Award) -> str:
    """Write an effect: 扣 5 分, 加 1—2 分, 按 进驻比例 记分."""
    match award:
        case surface.Give(sign, amount, to, further):
            verb = ("再" if further else "") + _SIGN[sign]
            shown = show_amount(amount) if to is None else f"{show_amount(amount, unit=False)}—{show_amount(to)}"
            return f"{verb} {shown}".lstrip()
        case surface.GiveList(sign, amounts):
            return f"分别 {_SIGN[sign]} {'、'.join(show_amount(each) for each in amounts)}"
        case surface.Scale(factor):
            return f"按 {show_amount(factor)} 折算" if factor.unit else _FACTORS[factor.value]
        case surface.BestShare(place, sign):
            return f"按 第 {show_amount(place)} 的 比例 {_VERB[sign]}"
        case surface.Interpolated(sign):
            return f"按比例 {_VERB[sign]}"
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


def _show_per(per: surface.Per) -> str:
    unit = per.unit.canonical
    spelled = f"个{unit}" if f"个{unit}" in lexicon().units else unit
    one = " 1 " if spelled != unit or per.mode != "plain" else ""
    step = one if per.step is None else f" {show_fraction(per.step)} "
    noun = f" {per.noun.text}" if per.noun else ""
    if per.base is not None:
        return f"{_EACH[per.mode]} {per.base.text}{step if step else ' 1 '}{spelled}"
    return f"{_EACH[per.mode]}{step}{spelled}{noun}"


def show_rule(rule: surface.Rule) -> str:
    """Write a rule: 按期办结率 97%以下 扣 30 分."""
    parts = []
    if rule.condition is not None:
        parts.append(show_condition(rule.condition))
    if rule.per is not None and isinstance(rule.award, surface.Give) and not rule.award.sign:
        return " ".join([*parts, f"{show_award(rule.award)}/{rule.per.unit.canonical}"])
    if isinstance(rule.award, surface.Formula):
        return "，".join([*parts, show_award(rule.award)])
    if rule.per is not None:
        parts.append(_show_per(rule.per))
    return " ".join([*parts, show_award(rule.award)])


def show_when_empty(written: surface.WhenEmpty) -> str:
    """Write 无工单时 不扣分."""
    return f"无{written.noun}时 {show_award(written.award)}"


def _show_modifier(modifier: surface.Modifier) -> str:
    match modifier:
        case surface.Cap(sign, amount, until_gone, whole):
            if whole and amount:
                return f"{_TOTAL[sign]} {show_amount(amount)}"
            if until_gone:
                return f"{show_amount(amount)} 扣完为止" if amount else "扣完为止"
            word = {"-": "最高扣", "+": "最多加", "award": "最高记"}.get(sign, "封顶")
            return f"{word} {show_amount(amount)}" if amount else word
        case surface.Overlap(choice):
            return _OVERLAP[choice]
        case surface.KeepDigits(digits):
            return f"保留 {show_fraction(digits)} 位小数"
        case surface.RoundingMode(mode):
            return "四舍六入五成双" if mode == "half-even" else "四舍五入"
        case surface.ItemPoints(amount, kinds):
            return f"{_names(kinds)} {show_amount(amount)}" if kinds else f"本项 {show_amount(amount)}"
        case surface.WhenEmpty():
            return show_when_empty(modifier)
        case surface.Flagged(word):
            return _FLAGS[word]
        case surface.PointsLimit(low, high):
            if low and high:
                return f"{show_amount(low)} ≤ 得分 ≤ {show_amount(high)}"
            return f"得分 不低于 {show_amount(low)}" if low else f"得分 不超过 {show_amount(high)}" if high else ""
        case surface.Remainder(step, counted):
            rest = f"按 {show_amount(step)}计" if counted else "不计"
            return f"不足 {show_amount(step)} {rest}"
        case surface.Versus(name, other):
            return f"{name.text + ' ' if name else ''}与 {other.text} 相比"
        case surface.Exempt(condition):
            return f"{show_condition(condition)} 除外"
        case surface.Direction(way):
            return _WAY[way]
        case surface.Since(date):
            return f"自 {show_date(date)} 起"
    assert_never(modifier)


# ------------------------------------------------------------------------------------------------------------- declarations

_TIGHT = {"+": 1, "−": 1, "×": 2, "÷": 2}


def show_expression(expression: surface.Expression, tight: int = 0) -> str:
    """Write a formula with the brackets it needs."""
    match expression:
        case surface.Name(text):
            return text
        case surface.Amount():
            return show_amount(expression)
        case surface.Operation(op, terms):
            if op not in _TIGHT:
                return f"{op}（{'，'.join(show_expression(term) for term in terms)}）"
            own = _TIGHT[op]
            text = f"{show_expression(terms[0], own)} {op} {show_expression(terms[1], own + 1)}"
            return f"（{text}）" if own < tight else text
    assert_never(expression)


def _show_type(kind: surface.TypeName) -> str:
    inner = "、".join(kind.members) or kind.unit
    return f"{kind.word}（{inner}）" if inner else kind.word


def _show_facet(facet: surface.Facet) -> str:
    match facet:
        case surface.FacetBound(bound):
            return show_bound(bound) if bound.to else f"{_PRE[bound.op]} {show_amount(bound.amount)}"
        case surface.FacetAtMost(name, op):
            return f"{_PRE[op]} {name.text}"
        case surface.FacetOptional():
            return "可空"
        case surface.FacetMeaning(text):
            return f"说明“{text}”"
        case surface.FacetLevels(levels):
            return f"分级 {'、'.join(levels)}"
        case surface.Direction(way):
            return _WAY[way]
    assert_never(facet)


def show_statement(statement: surface.Statement) -> str:
    """Write one statement."""
    match statement:
        case surface.Fact(role, name, kind, facets):
            return "，".join([f"{role} {name.text}：{_show_type(kind)}", *map(_show_facet, facets)])
        case surface.Indicator(name, expression, facets):
            return "，".join([f"指标 {name.text} = {show_expression(expression)}", *map(_show_facet, facets)])
        case surface.Roster(kind, units):
            return f"名单 {kind.text}：{'、'.join(name for name, _ in units)}"
        case surface.Involves(units):
            return f"涉及部门：{'、'.join(name for name, _ in units)}"
        case surface.GroupOf(name, members):
            return f"集合 {name.text}：{_names(members)}"
        case surface.Band(name, bound):
            return f"等次 {name}：{show_bound(bound)}"
        case surface.TableRow(name, columns, row, amounts):
            points = "、".join(show_amount(each) for each in amounts)
            return f"分值表 {name.text}（{'、'.join(columns)}）：{row} {points}"
        case surface.Following(award, per, names):
            every = f" {_show_per(per)}" if per else ""
            return f"有下列情形之一{every} {show_award(award)}：{_names(names)}"
        case surface.Rule():
            return show_rule(statement)
        case surface.Duty(condition):
            return f"应当 {show_condition(condition)}"
        case _:
            return _show_modifier(statement)


def show_block(block: surface.Block, source: Source) -> str:
    """Write a whole block; line ends and blank lines stay where the author put them, ； stands between the rest."""
    text, before = "", None
    for line in block.lines:
        shown = "，".join(show_statement(each) for each in line.statements)
        if before is not None:
            gap = source.text[before.span.end : line.span.start].count("\n")
            text += "；" if gap == 0 else "\n" * min(gap, 2)
        text += shown
        before = line
    return text
