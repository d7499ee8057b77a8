"""What a unit's facts and measures are, in words and as data: 查证属实 是, 及时率 96/100（96%）, 及时率名次 第 2 名.

In: names and expressions of Core, one unit. Out: dicts ready for JSON, or text. Imported by whoever says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from compiler import core
from compiler.core.walk import facts_in
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, Value, number
from compiler.words.amounts import show_fact, show_number, show_type, show_value
from compiler.words.wording import show_expr, type_of
from dsl.types import RATIO, Kind, Type

Json = dict[str, Any]


def fact_data(fact: core.Fact, policy: core.Policy, unit: Unit) -> Json:
    """Return a fact with its value; a rank or a statistic also with what it is taken from, as this unit has it."""
    given = fact.name in unit.facts and (unit.facts[fact.name] is not None or fact.optional)
    value = unit.facts.get(fact.name)
    return {
        "name": fact.name,
        "type": show_type(fact.type),
        "role": str(fact.role),
        "value": _plain(value),
        "says": show_fact(value, fact.type) if given else "未填",
        "missing": not given,
        "of": None if fact.ranks is None else measured(fact.ranks, policy, unit),
    }


def _plain(value: Value) -> bool | str | None:
    """Return a given value for JSON; a number as an exact string."""
    if value is None or isinstance(value, bool | str):
        return value
    return value.isoformat() if isinstance(value, date) else show_number(Fraction(value))


def fact_words(name: str, policy: core.Policy, unit: Unit) -> list[str]:
    """Return a fact with its value in words, and what a rank is taken from: 及时率名次 第 2 名, 及时率 96/100（96%）."""
    found = fact_data(policy.fact(name), policy, unit)
    said = [f"{name} {_missing(found)}" if found["missing"] else f"{name} {found['says']}"]
    return said + ([f"{found['of']['name']} {found['of']['says']}"] if found["of"] else [])


def _missing(found: Json) -> str:
    return "未定" if found["role"] in (core.Role.RANK, core.Role.STATISTIC, core.Role.RESULT) else "未填"


def values_of(expr: core.Expr, policy: core.Policy, unit: Unit) -> Iterator[str]:
    """Yield what stands behind a number: a ratio with its two sides, else every fact it reads with its value."""
    match expr:
        case core.Read(name):
            yield from fact_words(name, policy, unit)
        case core.Rounded(value, _, _):
            yield from values_of(value, policy, unit)
        case core.Divide(name=name) if name and (found := measured(expr, policy, unit)):
            yield f"{name} {found['says']}"
        case _:
            for name in dict.fromkeys(facts_in(expr)):
                yield from fact_words(name, policy, unit)


def measured(
    expr: core.Expr, policy: core.Policy, unit: Unit, name: str = "", type_: Type | None = None
) -> Json | None:
    """Return the value of a measure: exact, as shown, and for a ratio its two sides and its percentage; None without one."""
    try:
        value = number(expr, unit)
    except (Missing, Undefined, UnknownYear):
        return None
    type_ = type_ or type_of(expr, policy)
    found: Json = {
        "name": name or show_expr(expr),
        "value": show_number(value),
        "says": show_value(value, type_),
    }
    return found | (_ratio(expr, value, unit) if is_ratio(type_) else {})


def is_ratio(type_: Type | None) -> bool:
    """Tell whether values of a type are shown as percentages."""
    return type_ is not None and type_.kind is Kind.RATIO


def _ratio(measure: core.Expr, value: Fraction, unit: Unit) -> Json:
    percent = show_value(value, RATIO)
    exact = percent.endswith("%")
    # A percentage of more places than anyone reads helps as little as none: show two, and say that they are not exact.
    rounded = percent if exact else f"约 {show_number(Fraction(round(value * 10000), 100))}%"
    if not isinstance(measure, core.Divide):
        return {
            "fraction": show_number(value),
            "percent": rounded,
            "exact": exact,
            "says": percent if exact else f"{percent}（{rounded}）",
        }
    fraction = f"{show_number(number(measure.left, unit))}/{show_number(number(measure.right, unit))}"
    return {"fraction": fraction, "percent": rounded, "exact": exact, "says": f"{fraction}（{rounded}）"}
