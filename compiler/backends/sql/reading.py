"""The first steps of the view: what stands in the table of facts becomes the whole numbers of the plan, and is asked what the gate asks of
one value alone. A value that is not admissible gives no number, and its row no points."""

from __future__ import annotations

from math import ceil, floor

from attrs import frozen
from sqlglot import exp

from compiler import core
from compiler.engines import sql
from compiler.engines.dialects import Dialect, Names
from compiler.engines.queries import Step, Tree, column
from compiler.engines.sql import number, texts, when
from compiler.gate.declared import gate_of, kinds, no_reasons, units
from compiler.plan.tree import Column, Plan, Sort
from dsl.types import Kind

UNIT, KIND = "单位", "类别"
_FIRST, _LAST, _START = "1900-01-01", "2199-12-31", "0001-01-01"
_WHOLE, _BEHIND = 20, {10**2: 2, 10**4: 4, 10**6: 6}  # digits of what is read, and behind the point by scale


_WRITTEN = {Kind.RATIO: "比率，97% 写成 0.97", Kind.PERCENT_POINT: "百分点，1 个百分点写成 0.01"}


@frozen(eq=False)
class Table:
    """The table of facts: a column a fact, its type and what it is."""

    columns: tuple[tuple[str, str, str], ...]  # name, type, fact with its unit


@frozen(eq=False)
class Reading:
    """What the steps that read have made: names of columns."""

    table: Table
    steps: tuple[Step, ...]
    cells: dict[str, str]
    present: dict[str, str]
    fit: str  # every value may be scored
    known: str  # the unit and its kind are known, and stand once


def read(policy: core.Policy, plan: Plan, dialect: Dialect, names: Names, tables: Names) -> Reading:
    """Return the steps that read the table of facts."""
    cells = {each.fact: names.unique(each.fact) for each in plan.columns}
    present = {each.fact: names.unique(f"有·{each.fact}") for each in plan.columns}
    fit, known = names.unique("值可用"), names.unique("单位可用")
    table = Table(
        (
            (UNIT, "VARCHAR", ""),
            *(((KIND, "VARCHAR", "、".join(kinds(policy))),) if _has_kind(policy) else ()),
            *((cells[each.fact], _type(each), _about(policy, each)) for each in plan.columns),
        )
    )
    read_: list[tuple[str, Tree]] = [(UNIT, column(UNIT)), (KIND, _kind(policy)), (known, _known())]
    for each in plan.columns:
        read_.append((cells[each.fact], _cell(policy, each, column(cells[each.fact]), dialect)))
        read_.append((present[each.fact], exp.Not(this=exp.Is(this=column(cells[each.fact]), expression=exp.null()))))
    empty_text = exp.Literal.string("")
    whose = exp.Not(this=exp.Is(this=column(KIND), expression=exp.null()))
    found: list[tuple[str, Tree]] = [
        (UNIT, column(UNIT)),
        (KIND, exp.Coalesce(this=column(KIND), expressions=[empty_text])),
        (known, sql.joined(exp.And, [column(known), whose])),
    ]
    tests: list[Tree] = []
    reasons = {fact.reason for fact in policy.facts if fact.reason}
    for each in plan.columns:
        cell, there = column(cells[each.fact]), column(present[each.fact])
        filled = exp.Coalesce(this=cell, expressions=[sql.empty(each.sort)])
        has = exp.Not(this=exp.Is(this=cell.copy(), expression=exp.null())) if each.fact in reasons else there
        found += [(cells[each.fact], filled), (present[each.fact], has)]
        if each.sort is not Sort.FLAG and each.fact not in reasons:
            tests.append(_fits(policy, each, cell.copy(), there.copy()))
    found.append((fit, sql.joined(exp.And, tests) if tests else exp.true()))
    steps = (
        Step(tables.unique("读入"), tuple(read_), "填报表里的值变成整数：小数放大，日期变成天数；不能填的变成空", False),
        Step(tables.unique("事实"), tuple(found), "空的按 0 算，但记着它是空的：缺事实的单位不给分", False),
    )  # fmt: skip
    return Reading(table, steps, cells, present, fit, known)


def _has_kind(policy: core.Policy) -> bool:
    return len(kinds(policy)) > 1 and not units(policy)


def _about(policy: core.Policy, each: Column) -> str:
    fact = policy.named.get(each.fact)
    if fact is None:
        return f"{each.fact}（理由）"
    unit = _WRITTEN.get(fact.type.kind, fact.type.unit)
    members = "、".join(fact.type.members)
    return "；".join(part for part in (fact.name + (f"（{unit}）" if unit else ""), members, fact.meaning) if part)


def _type(each: Column) -> str:
    match each.sort:
        case Sort.FLAG:
            return "BOOLEAN"
        case Sort.DATE:
            return "DATE"
        case Sort.TEXT:
            return "VARCHAR"
    return "BIGINT" if each.scale == 1 else f"DECIMAL({_WHOLE}, {_BEHIND[each.scale]})"


# --------------------------------------------------------------------------------------------------------------- units


def _kind(policy: core.Policy) -> Tree:
    """The kind of a unit: that of the list, the only one, or what the table says; NULL where it is not known."""
    listed, known = units(policy), kinds(policy)
    if listed:
        by_kind: dict[str, list[str]] = {}
        for unit, of in listed.items():
            by_kind.setdefault(of[0], []).append(unit)
        cases = [
            (exp.In(this=column(UNIT), expressions=texts(of)), exp.Literal.string(kind)) for kind, of in by_kind.items()
        ]
        return when(cases, exp.null())
    if len(known) > 1:
        return when([(exp.In(this=column(KIND), expressions=texts(known)), column(KIND))], exp.null())
    return exp.Literal.string(known[0] if known else "")


def _known() -> Tree:
    """Whether a unit has a name, and stands once."""
    counted = exp.Window(this=exp.Count(this=exp.Star()), partition_by=[column(UNIT)])
    named = exp.NEQ(this=column(UNIT), expression=exp.Literal.string(""))
    return sql.joined(
        exp.And,
        [
            exp.Coalesce(this=named, expressions=[exp.false()]),
            exp.EQ(this=counted, expression=number(1)),
        ],
    )


# --------------------------------------------------------------------------------------------------------------- cells


def _cell(policy: core.Policy, each: Column, given: Tree, dialect: Dialect) -> Tree:
    """A cell as the plan reads it; NULL for what cannot be read, and for what is no reason."""
    match each.sort:
        case Sort.FLAG:
            return given
        case Sort.TEXT:
            if each.fact in policy.named:
                return given
            pattern, flags = exp.Literal.string(dialect.letters), [] if dialect.name == "spark" else texts(["g"])
            letters = exp.Anonymous(this="REGEXP_REPLACE", expressions=[given, pattern, exp.Literal.string(""), *flags])
            none = exp.In(this=letters, expressions=texts(no_reasons()))
            return exp.Case(ifs=[exp.If(this=exp.Not(this=none), true=given.copy())])
        case Sort.DATE:
            within = exp.Between(this=given, low=_day(_FIRST), high=_day(_LAST))
            days = exp.Add(this=_days_from(given, dialect), expression=number(1))
            return exp.Case(ifs=[exp.If(this=within, true=_whole(days))])
    low, high = (
        each.low // each.scale,
        -(-each.high // each.scale),
    )  # wide enough for the cast; what is allowed is asked behind it
    within = exp.Between(this=given, low=number(low), high=number(high))
    kind = "BIGINT" if each.scale == 1 else f"DECIMAL({_WHOLE}, {_BEHIND[each.scale]})"
    exact = exp.Cast(this=given.copy(), to=exp.DataType.build(kind))
    scaled = exact if each.scale == 1 else _whole(exp.Mul(this=exact, expression=number(each.scale)))
    same = exp.EQ(this=exact.copy(), expression=given.copy())
    inner = exp.Case(ifs=[exp.If(this=same, true=scaled.copy())])
    return exp.Case(ifs=[exp.If(this=within, true=inner)])


def _whole(tree: Tree) -> Tree:
    return exp.Cast(this=tree, to=exp.DataType.build("BIGINT"))


def _day(text: str) -> Tree:
    return exp.Cast(this=exp.Literal.string(text), to=exp.DataType.build("DATE"))


def _days_from(given: Tree, dialect: Dialect) -> Tree:
    """The days from the first day of year 1: dates are subtracted, where a database does not count them by a function."""
    if dialect.name == "spark":
        return exp.Anonymous(this="DATEDIFF", expressions=[given.copy(), _day(_START)])
    return exp.Sub(this=given.copy(), expression=_day(_START))


def _fits(policy: core.Policy, each: Column, cell: Tree, there: Tree) -> Tree:
    """Whether a cell is empty or may have the value it has. ``cell`` is NULL where it could not be read."""
    fact = policy.named[each.fact]
    input_ = gate_of(policy).facts[each.fact]
    if each.sort is Sort.TEXT:
        allowed: Tree = exp.In(this=cell, expressions=texts(fact.type.members))
    elif each.sort is Sort.DATE:
        allowed = exp.Not(this=exp.Is(this=cell, expression=exp.null()))
    else:
        low = each.low if input_.low is None else max(each.low, ceil(input_.low * each.scale))
        high = each.high if input_.high is None else min(each.high, floor(input_.high * each.scale))
        allowed = exp.Between(this=cell, low=number(low), high=number(high))
    return exp.Or(this=exp.Not(this=there), expression=exp.Coalesce(this=allowed, expressions=[exp.false()]))
