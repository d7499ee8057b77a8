"""What can certainly not be negative, or not be nought: what stands under a division. In: an expression. Out: yes or no."""

from __future__ import annotations

from fractions import Fraction

from compiler import core
from compiler.lowering.names.scope import Scope


def never_negative(expr: core.Expr, scope: Scope) -> bool:
    """Tell whether an expression is certainly not negative: what stands under a division must not be."""
    match expr:
        case core.Const(value):
            return value >= 0
        case core.Read(fact):
            low = scope.fact_named(fact).low
            return low is not None and low >= 0
        case core.Add(left, right) | core.Multiply(left, right) | core.Divide(left, right) | core.Least(left, right):
            return never_negative(left, scope) and never_negative(right, scope)
        case core.Greatest(left, right):
            return never_negative(left, scope) or never_negative(right, scope)
        case core.WholeUnits(amount, _, _) | core.Rounded(amount, _, _):
            return never_negative(amount, scope)
        case _:
            return False


def never_zero(expr: core.Expr, scope: Scope) -> bool:
    """Tell whether an expression is certainly above nought."""
    least = _least(expr, scope)
    return least is not None and least > 0


def _least(expr: core.Expr, scope: Scope) -> Fraction | None:
    """Return what an expression is at least, as far as the declarations of its facts tell; None where they do not."""
    match expr:
        case core.Const(value):
            return value
        case core.Read(fact):
            return _least_of(scope.fact_named(fact), scope)
        case core.Add(left, right):
            found = _both(left, right, scope)
            return None if found is None else sum(found, Fraction(0))
        case core.Multiply(left, right):
            found = _both(left, right, scope)
            return found[0] * found[1] if found is not None and min(found) >= 0 else None
        case core.Least(left, right):
            found = _both(left, right, scope)
            return None if found is None else min(found)
        case core.Greatest(left, right):
            known = [least for each in (left, right) if (least := _least(each, scope)) is not None]
            return max(known, default=None)
        case _:
            return None


def _both(left: core.Expr, right: core.Expr, scope: Scope) -> tuple[Fraction, Fraction] | None:
    a, b = _least(left, scope), _least(right, scope)
    return None if a is None or b is None else (a, b)


def _least_of(fact: core.Fact, scope: Scope) -> Fraction | None:
    """A whole is at least what the largest of its parts is at least, step by step."""
    least, wholes, seen = fact.low, [fact.name], set[str]()
    while wholes:
        whole = wholes.pop()
        seen.add(whole)
        for part in scope.facts.values():
            if part.at_most == whole and part.name not in seen and not part.optional:
                wholes.append(part.name)
                least = part.low if least is None else max(least, part.low if part.low is not None else least)
    return least
