"""Conditions, with brackets where the nesting needs them."""

from __future__ import annotations

from typing import assert_never

from dsl import surface
from dsl.formatter.amounts import BEFORE, BEHIND, show_amount, show_bound


def show_names(names: tuple[surface.Name, ...]) -> str:
    """Write a list of names."""
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
            return show_names(kinds)
        case surface.Otherwise():
            return "其余"
        case surface.Bounded(name, bound, again):
            subject = f"{name.text} " if name else ("占比 " if again else "")
            return subject + show_bound(bound)
        case surface.Compared(left, op, right):
            return f"{left.text + ' ' if left else ''}{BEFORE[op]} {right.text}"
        case surface.Share(part, whole, bound, negated):
            verb = "未 占" if negated else "占"
            return f"{part.text} {verb} {whole.text} 的 {show_bound(bound)}"
        case surface.Gap(left, op, right, amount, after):
            behind = {">=": "以上", "<=": "以下"}.get(after, "")
            return f"{left.text} {'高于' if op == '>' else '低于'} {right.text} {show_amount(amount)}{behind}"
        case surface.NameList(names):
            return show_names(names)
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
        case surface.RankBound(measure, bound, last):
            return f"{_ranked(measure)} {'倒数 ' if last else ''}{_places(bound)}"
        case surface.Deadline(start, period, end, negated):
            after = f"{start.text} 后 " if start else ""
            return f"{after}{show_amount(period)}内 {'未 ' if negated else ''}{end.text}"
        case surface.Thresholds(first, kinds, amount, others):
            return f"{show_condition(first)} 的 {show_names(kinds)} 及 {show_amount(amount)} 的 {show_names(others)}"
        case surface.Dated(name, limit, negated):
            return f"{show_amount(limit)}前 未 {name.text}" if negated else f"{name.text} {show_amount(limit)}前"
        case surface.Both(left, surface.Kinds(kinds)):
            return f"{show_condition(left, nested='and')} 的 {show_names(kinds)}"
        case surface.Both(left, right):
            return f"{show_condition(left, nested='and')} 且 {show_condition(right, nested='and-right')}"
        case surface.Either(left, right):
            text = f"{show_condition(left, nested='or')} 或 {show_condition(right, nested='or-right')}"
            return f"（{text}）" if nested in ("and", "and-right", "or-right") else text
    assert_never(condition)


def _places(bound: surface.Bound) -> str:
    """3 名以内 and 7 名及以后: 以上 and 以下 say nothing clear of a place."""
    word = {"<=": "以内", ">=": "及以后"}.get(bound.op, "") if bound.to is None and not bound.negated else ""
    return f"{show_amount(bound.amount)}{word}" if word else show_bound(bound)


def _ranked(measure: surface.Name | None) -> str:
    return f"{measure.text} 排名" if measure else "排名"


def _bound_list(condition: surface.BoundList) -> str:
    subject = f"{condition.name.text} " if condition.name else ""
    amounts = "、".join(show_amount(each) for each in condition.amounts)
    if condition.op in ("<=", ">="):
        return f"{subject}{amounts}{BEHIND[condition.op]}"
    return f"{subject}{BEFORE[condition.op]} {amounts}"
