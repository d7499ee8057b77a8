"""Core in Chinese words, exactly: expressions as formulas, tests as conditions, the voice a clause speaks of points in.

In: Core nodes. Out: text. What numbers and intervals look like is said in ``compiler/words/amounts.py`` and offered here too,
so that whoever writes words needs this module alone.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from compiler import core
from compiler.measures.intervals import mirrored
from compiler.words.amounts import (
    ADDING,
    DEDUCTING,
    RECORDING,
    Voice,
    show_bound,
    show_bounds,
    show_fact,
    show_interval,
    show_number,
    show_points,
    show_rounding,
    show_type,
    show_value,
)
from dsl.types import DATE, PLAIN, Kind, Type, quotient

DAYS = Type(Kind.DURATION, "自然日")


def voice_of(policy: core.Policy, clause: core.Clause) -> Voice:
    """Return how a clause speaks of points, by the item that holds it and by what it gives."""
    path = _path(policy.root, clause.id)
    signs = [constants(branch.points) for effect in clause.effects for branch in effect.branches]
    if any(sign < 0 for sign in signs) and not any(sign > 0 for sign in signs):
        return DEDUCTING
    outside = any(group.outside for group in path)
    if not outside and any(group.points and group.start is core.Start.ZERO for group in path):
        return RECORDING
    return ADDING if outside or any(sign > 0 for sign in signs) else DEDUCTING


def title_of(policy: core.Policy, clause_id: str) -> str:
    """Return the title of a clause; where it has none, that of the nearest heading above; empty for no clause."""
    if not clause_id:
        return ""
    own = next((clause.title for clause in policy.clauses() if clause.id == clause_id), "")
    above = next((group.title for group in reversed(_path(policy.root, clause_id)[1:]) if group.title), "")
    number = clause_id.rpartition("/")[2]
    return own or (f"{above}/{number}" if above and not above.endswith(number) else above)


def constants(points: core.Expr) -> Fraction:
    """Return the constant that decides the sign of points: the number or the rate of a product; 0 if there is none."""
    match points:
        case core.Const(value):
            return value
        case core.Multiply(left, right):
            return constants(left) or constants(right)
        case core.Subtract(core.Const(value), _) if value == 0:
            return Fraction(-1)
        case core.Rounded(value, _, _):
            return constants(value)
        case core.Least(left, right) | core.Greatest(left, right):
            return constants(left) or constants(right)
        case _:
            return Fraction(0)


def _path(group: core.Group, clause_id: str) -> tuple[core.Group, ...]:
    for child in group.children:
        if isinstance(child, core.Clause):
            if child.id == clause_id:
                return (group,)
        elif below := _path(child, clause_id):
            return (group, *below)
    return ()


def type_of(expr: core.Expr, policy: core.Policy) -> Type | None:
    """Return the type of an expression's value; None where it is a bare number."""
    match expr:
        case core.Const():
            return None
        case core.Read(fact):
            return policy.fact(fact).type
        case core.Divide(left, right):
            over, under = type_of(left, policy), type_of(right, policy)
            return quotient(over, under or PLAIN) if over is not None else None
        case core.Subtract(left, right) if type_of(left, policy) == DATE == type_of(right, policy):
            return DAYS
        case core.Multiply(left, right) | core.Add(left, right) | core.Subtract(left, right):
            return type_of(left, policy) or type_of(right, policy)
        case core.Least(left, right) | core.Greatest(left, right):
            return type_of(left, policy) or type_of(right, policy)
        case core.WholeUnits():
            return None
        case core.Rounded(value, _, _):
            return type_of(value, policy)
    assert_never(expr)


def show_expr(expr: core.Expr, *, named: bool = True) -> str:
    """Return an expression as a formula; a named quotient by its name, or (``named=False``) written out."""
    return _formula(expr, named=named)[0]


def _formula(expr: core.Expr, *, named: bool) -> tuple[str, int]:
    """Return a formula and how tightly it binds: 2 a term, 1 a product, 0 a sum."""
    match expr:
        case core.Const(value):
            text = show_number(value)
            return text, 1 if "/" in text else (2 if value >= 0 else 0)
        case core.Read(fact):
            return fact, 2
        case core.Divide(name=name) if named and name:
            return name, 2
        case core.Add(left, right):
            return _joined(left, "＋", right, 0, 0, named=named), 0
        case core.Subtract(left, right):
            return _joined(left, "－", right, 0, 1, named=named), 0
        case core.Multiply(left, right):
            return _joined(left, "×", right, 1, 1, named=named), 1
        case core.Divide(left, right):
            return _joined(left, "÷", right, 1, 2, named=named), 1
        case core.Least(left, right):
            return f"（{show_expr(left, named=named)} 与 {show_expr(right, named=named)} 中较小者）", 2
        case core.Greatest(left, right):
            return f"（{show_expr(left, named=named)} 与 {show_expr(right, named=named)} 中较大者）", 2
        case core.WholeUnits(amount, step, started):
            rest = "不足的按一个计" if started else "不足的不计"
            return f"（{show_expr(amount, named=named)} 每满 {show_number(step)} 计一个，{rest}）", 2
        case core.Rounded(value, digits, mode):
            return f"（{show_expr(value, named=named)}，{show_rounding(digits, mode)}）", 2
    assert_never(expr)


def _joined(left: core.Expr, sign: str, right: core.Expr, tight_left: int, tight_right: int, *, named: bool) -> str:
    return f"{_term(left, tight_left, named=named)} {sign} {_term(right, tight_right, named=named)}"


def _term(expr: core.Expr, tight: int, *, named: bool) -> str:
    text, binds = _formula(expr, named=named)
    return text if binds >= tight else f"（{text}）"


_RELATIONS = {
    core.Op.LT: "低于",
    core.Op.LE: "不超过",
    core.Op.EQ: "等于",
    core.Op.GE: "不低于",
    core.Op.GT: "超过",
}
_OPPOSITES = {core.Op.LT: core.Op.GE, core.Op.LE: core.Op.GT, core.Op.GE: core.Op.LT, core.Op.GT: core.Op.LE}


def show_test(test: core.Test, policy: core.Policy) -> str:
    """Return a test as a condition in words; 且 and 或者 keep the nesting of the test by brackets."""
    match test:
        case core.Always():
            return "任何情形"
        case core.Compare(left, op, right):
            return _comparison(left, op, right, policy)
        case core.Holds(fact):
            return f"{fact}为“是”"
        case core.IsMember(fact, member):
            return f"{fact}为{show_member(member)}"
        case core.OfKind(kinds):
            return f"对象为{'、'.join(kinds)}"
        case core.Listed(list_name, _):
            return f"列入{list_name}"
        case core.Given(fact):
            return f"{fact}不为空"
        case core.Within(start, days, unit, end):
            return f"{end}在{start}后 {days} 个{unit}内"
        case core.Kept(of=of):
            return f"义务（{of}）完成"
        case core.Both(tests):
            return "，且".join(_nested(each, policy) for each in tests) or "任何情形"
        case core.Either(tests):
            return "，或者".join(_nested(each, policy) for each in tests) or "无此情形"
        case core.Negate(inner):
            return _negation(inner, policy)
    assert_never(test)


def show_member(member: str) -> str:
    """Return a grade in quotation marks; marks inside them are single ones (GB/T 15834—2011)."""
    return f"“{member.replace('“', '‘').replace('”', '’')}”"


def _nested(test: core.Test, policy: core.Policy) -> str:
    text = show_test(test, policy)
    if isinstance(test, core.Kept):
        return text
    return f"（{text}）" if isinstance(test, core.Both | core.Either) and len(test.tests) > 1 else text


def _comparison(left: core.Expr, op: core.Op, right: core.Expr, policy: core.Policy) -> str:
    if isinstance(left, core.Const) and not isinstance(right, core.Const):
        left, op, right = right, mirrored(op), left
    if isinstance(right, core.Const):
        return f"{show_expr(left)}{show_bound(op, right.value, type_of(left, policy))}"
    return f"{show_expr(left)}{_RELATIONS[op]}{show_expr(right)}"


def _negation(inner: core.Test, policy: core.Policy) -> str:
    match inner:
        case core.Compare(left, op, right) if op in _OPPOSITES:
            return _comparison(left, _OPPOSITES[op], right, policy)
        case core.Holds(fact):
            return f"{fact}为“否”"
        case core.IsMember(fact, member):
            return f"{fact}不为{show_member(member)}"
        case core.OfKind(kinds):
            return f"对象不为{'、'.join(kinds)}"
        case core.Listed(list_name, _):
            return f"未列入{list_name}"
        case core.Given(fact):
            return f"{fact}为空"
        case core.Kept(of=of):
            return f"义务（{of}）未完成"
        case core.Negate(test):
            return show_test(test, policy)
        case _:
            return f"不符合（{show_test(inner, policy)}）"


__all__ = [
    "ADDING",
    "DEDUCTING",
    "RECORDING",
    "Voice",
    "constants",
    "show_bound",
    "show_bounds",
    "show_expr",
    "show_fact",
    "show_interval",
    "show_member",
    "show_number",
    "show_points",
    "show_rounding",
    "show_test",
    "show_type",
    "show_value",
    "title_of",
    "type_of",
    "voice_of",
]
