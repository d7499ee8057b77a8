"""Declarations: facts with their ranges, indicators with their formulas, lists of units (language.md §4).

In: the surface declarations of every clause, in document order. Out: a filled ``Scope``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.names import references
from compiler.lowering.names.amount_types import constant, describe, type_of
from compiler.lowering.names.population_facts import statistic
from compiler.lowering.names.scope import BETTER, Measure, Scope, number
from compiler.problems import names, units
from dsl import surface
from dsl.folding import fold
from dsl.source import Span
from dsl.types import PLAIN, RATIO, Kind, Type

_NUMERIC_SIGN: dict[str, Callable[[core.Expr, core.Expr], core.Expr]] = {
    "+": core.Add,
    "−": core.Subtract,
    "×": core.Multiply,
    "最大": core.Greatest,
    "最小": core.Least,
}


def declare_facts(clause: str, block: surface.Block, scope: Scope) -> None:
    """Take the facts, parameters, groups and lists of one block."""
    for statement in block.statements:
        match statement:
            case surface.Fact():
                _fact(clause, statement, scope)
            case surface.Roster():
                _roster(statement, scope)
            case _:
                pass


def _taken(name: surface.Name, scope: Scope) -> bool:
    key = fold(name.text)
    if key in scope.spans:
        scope.bag.add(names.declared_twice(scope.source, name.span, name.text, scope.spans[key]))
        return True
    scope.spans[key] = name.span
    return False


def _fact(clause: str, written: surface.Fact, scope: Scope) -> None:
    kind = type_of(written.type, scope)
    if _taken(written.name, scope) or kind is None:
        return
    low, high = kind.domain
    role = core.Role.PARAMETER if written.role == "参数" else core.Role.FACT
    fact = core.Fact(written.name.text, kind, written.span, role, low, high, clause=clause)
    levels: tuple[str, ...] = ()
    for facet in written.facets:
        match facet:
            case surface.FacetOptional():
                fact = evolve(fact, optional=True)
            case surface.FacetMeaning(text):
                fact = evolve(fact, meaning=text)
            case surface.FacetBound(bound):
                fact = _bounded(fact, bound, scope)
            case surface.FacetLevels(found):
                levels = found
            case surface.Direction(way):
                fact = evolve(fact, better=BETTER.get(way))
            case _:
                pass
    if fact.low is not None and fact.high is not None and fact.low > fact.high:
        scope.bag.add(units.crossed_limits(scope.source, written.span, fact.name))
    if not levels:
        scope.facts[fold(fact.name)] = fact
        return
    split = tuple(evolve(fact, name=f"{fact.name}·{level}") for level in levels)
    scope.levelled[fold(fact.name)] = split
    scope.facts |= {fold(each.name): each for each in split}


def _bounded(fact: core.Fact, bound: surface.Bound, scope: Scope) -> core.Fact:
    measure = Measure(core.Read(fact.name), fact.type, fact.name, Span(0, 0))
    value = constant(bound.amount, measure, scope, bound.to)
    top = constant(bound.to, measure, scope) if bound.to else None
    if value is None:
        return fact
    if bound.to is not None:
        return evolve(fact, low=value, high=top)
    step = Fraction(1) if fact.type.whole else Fraction(0)
    if bound.op in (">=", ">"):
        return evolve(fact, low=value + (step if bound.op == ">" else 0))
    return evolve(fact, high=value - (step if bound.op == "<" else 0))


def link_facts(block: surface.Block, scope: Scope) -> None:
    """Resolve 不超过 工单总数 and 集合 once all facts are known."""
    for statement in block.statements:
        match statement:
            case surface.Fact():
                _link(statement, scope)
            case surface.GroupOf():
                _group(statement, scope)
            case _:
                pass


def _link(written: surface.Fact, scope: Scope) -> None:
    fact = scope.facts.get(fold(written.name.text))
    for facet in written.facets:
        if fact is None or not isinstance(facet, surface.FacetAtMost):
            continue
        if facet.op != "<=":
            what = "不超过 另一个事实（部分不超过整体）"
            scope.bag.add(names.wrong_use(scope.source, facet.span, facet.name.text, "下限", what))
            continue
        other = scope.facts.get(fold(facet.name.text))
        if other is None:
            scope.report_missing(facet.name)
        elif other.type != fact.type:
            left, right = describe(fact.type, fact.name), describe(other.type, other.name)
            scope.bag.add(units.mismatch(scope.source, facet.span, left, right))
        else:
            scope.facts[fold(fact.name)] = evolve(fact, at_most=other.name)


def _group(written: surface.GroupOf, scope: Scope) -> None:
    if _taken(written.name, scope):
        return
    members = []
    for name in written.members:
        fact = scope.facts.get(fold(name.text))
        if fact is None:
            scope.report_missing(name)
        elif fact.type.kind is not Kind.FLAG:
            scope.bag.add(names.wrong_use(scope.source, name.span, name.text, str(fact.type), "是否型的事实"))
        else:
            members.append(fact)
    scope.groups[fold(written.name.text)] = tuple(members)


def _roster(written: surface.Roster, scope: Scope) -> None:
    kind = written.kind.text
    if scope.kinds and kind not in scope.kinds:
        scope.bag.add(names.unknown_kind(scope.source, written.kind.span, kind, scope.kinds))
        return
    for unit, span in written.units:
        owner = next((name for name, units_ in scope.rosters.items() if unit in units_), None)
        if owner is not None:
            scope.bag.add(names.unit_twice(scope.source, span, unit, (owner, kind)))
    scope.rosters[kind] = (*scope.rosters.get(kind, ()), *(unit for unit, _ in written.units))


def announce_indicators(clause: str, block: surface.Block, scope: Scope) -> None:
    """Note the indicators of one block, so that a formula may use one that is declared further down."""
    for statement in block.statements:
        if isinstance(statement, surface.Indicator):
            scope.pending.setdefault((clause, fold(statement.name.text)), statement)


def _resolve_pending(name: surface.Name, clause: str, scope: Scope) -> bool:
    """Resolve an indicator that is declared elsewhere; False where there is none, or it depends on itself."""
    key = fold(name.text)
    own = [(clause, key)] if (clause, key) in scope.pending else [each for each in scope.pending if each[1] == key]
    if len(own) != 1:
        return False
    if own[0] in scope.resolving:
        scope.bag.add(names.circular(scope.source, name.span, name.text))
        return False
    _indicator(own[0][0], scope.pending[own[0]], scope)
    return True


def declare_indicators(clause: str, block: surface.Block, scope: Scope) -> None:
    """Take the indicators of one block; 无…时 that follows one belongs to it."""
    latest: tuple[str, str] | None = None
    for statement in block.statements:
        match statement:
            case surface.Indicator():
                latest = _indicator(clause, statement, scope)
            case surface.WhenEmpty() if latest in scope.measures:
                assert latest is not None
                measure = scope.measures[latest]
                _check_denominator(statement, measure, scope)
                scope.declare(latest, evolve(measure, empty=statement))
            case _:
                pass


def _indicator(clause: str, written: surface.Indicator, scope: Scope) -> tuple[str, str] | None:
    key = (clause, fold(written.name.text))
    if key in scope.measures and scope.measures[key].span == written.span:
        return key  # another indicator needed it before
    if key in scope.measures or key[1] in scope.facts:
        first = scope.measures[key].span if key in scope.measures else scope.facts[key[1]].span
        scope.bag.add(names.declared_twice(scope.source, written.name.span, written.name.text, first))
        return None
    scope.pending.pop(key, None)
    scope.resolving.append(key)
    found = formula(written.expression, clause, scope, written.name.text)
    scope.resolving.pop()
    if found is None:
        return None
    expr, kind = found
    way = next((facet.way for facet in written.facets if isinstance(facet, surface.Direction)), "")
    if isinstance(expr, core.Divide):
        expr = evolve(expr, name=written.name.text)
    scope.declare(key, Measure(expr, kind, written.name.text, written.span, None, way))
    return key


def _check_denominator(written: surface.WhenEmpty, measure: Measure, scope: Scope) -> None:
    over = measure.expr.right if isinstance(measure.expr, core.Divide) else None
    from compiler.core.walk import facts_in

    known = "、".join(facts_in(over)) if over is not None else ""
    rest = iter(fold(known))
    if over is None or not all(char in rest for char in fold(written.noun)):
        scope.bag.add(names.empty_noun(scope.source, written.span, written.noun, known or measure.name))


def formula(written: surface.Expression, clause: str, scope: Scope, own: str = "") -> tuple[core.Expr, Type] | None:
    """Return an expression and its type; what has no meaning is reported."""
    match written:
        case surface.Name():
            return _operand(written, clause, scope, own)
        case surface.Amount():
            return _literal(written, scope)
        case surface.Operation(op, terms):
            found = [formula(term, clause, scope, own) for term in terms]
            if op in _OVER_ALL:
                return _over_all(op, found, written, clause, scope)
            result = found[0]
            for right in found[1:]:
                if result is None or right is None:
                    return None
                result = _apply("+" if op in ("平均", "合计") else op, result, right, written, scope)
            if op == "平均" and result is not None:
                return core.Divide(result[0], number(len(terms)), scope.source.slice(written.span)), _mean(result[1])
            return result


def _mean(kind: Type) -> Type:
    """A mean of counts is no count."""
    return Type(Kind.QUANTITY, kind.unit) if kind.kind is Kind.COUNT else kind


_OVER_ALL = {
    "全体平均": core.Aggregate.MEAN,
    "全体最高": core.Aggregate.MOST,
    "全体最低": core.Aggregate.LEAST,
}


def _over_all(
    op: str,
    found: Sequence[tuple[core.Expr, Type] | None],
    at: surface.Operation,
    clause: str,
    scope: Scope,
) -> tuple[core.Expr, Type] | None:
    """全体平均（办结率）: a statistic over all assessed units."""
    if len(found) != 1 or found[0] is None:
        if len(found) != 1:
            text = scope.source.slice(at.span)
            scope.bag.add(names.wrong_use(scope.source, at.span, text, "几个数", "一个数"))
        return None
    expr, kind = found[0]
    name = scope.source.slice(at.terms[0].span)
    fact = scope.add_extra(statistic(_OVER_ALL[op], Measure(expr, kind, name, at.span), clause, at.span, scope))
    return core.Read(fact.name), kind


def _operand(name: surface.Name, clause: str, scope: Scope, own: str) -> tuple[core.Expr, Type] | None:
    if own and fold(name.text) == fold(own):
        scope.bag.add(names.circular(scope.source, name.span, name.text))
        return None
    if references.is_reference(name.text):
        measure = references.resolved(name, scope)
        return None if measure is None else (measure.expr, measure.type)
    found = scope.find(name.text, clause)
    if found is None or (found.measure is not None and (clause, fold(name.text)) in scope.pending):
        if any((each[1] == fold(name.text)) for each in scope.resolving):
            scope.bag.add(names.circular(scope.source, name.span, name.text))
            return None
        if _resolve_pending(name, clause, scope):
            found = scope.find(name.text, clause)
            if found is None:
                return None
    if found is None:
        scope.report_missing(name)
        return None
    if found.measure is not None:
        return found.measure.expr, found.measure.type
    if found.fact is not None and found.fact.type.numeric:
        return core.Read(found.fact.name), found.fact.type
    what = str(found.fact.type) if found.fact else "取值或集合"
    scope.bag.add(names.wrong_use(scope.source, name.span, name.text, what, "可以计算的数"))
    return None


def _literal(amount: surface.Amount, scope: Scope) -> tuple[core.Expr, Type] | None:
    if not isinstance(amount.value, Fraction):
        text = scope.source.slice(amount.span)
        scope.bag.add(names.wrong_use(scope.source, amount.span, text, "日期", "可以计算的数"))
        return None
    unit = amount.unit
    if unit is None:
        return number(amount.value), PLAIN
    kind = RATIO if unit.kind is Kind.RATIO else Type(unit.kind, unit.canonical)
    return number(amount.value * unit.scale), kind


def _apply(
    op: str, left: tuple[core.Expr, Type], right: tuple[core.Expr, Type], at: surface.Operation, scope: Scope
) -> tuple[core.Expr, Type] | None:
    a, b = left[1], right[1]
    if op == "÷":
        return _quotient(left, right, at, scope)
    if op == "×":
        # Anything times a share or a plain number stays what it is; points for each piece times pieces are points.
        so_many = {a.kind, b.kind} == {Kind.POINTS, Kind.COUNT}
        kind = b if a == PLAIN else (a if b in (PLAIN, RATIO) else (b if a == RATIO else None))
        kind = (a if a.kind is Kind.POINTS else b) if so_many else kind
    else:
        ratio_and_one = {a.kind, b.kind} == {Kind.RATIO, Kind.PLAIN}
        kind = RATIO if ratio_and_one else (a if a == b else None)
    if kind is None:
        scope.bag.add(units.cannot_compute(scope.source, at.span, op, describe(a), describe(b)))
        return None
    return _NUMERIC_SIGN[op](left[0], right[0]), kind


def _quotient(
    left: tuple[core.Expr, Type], right: tuple[core.Expr, Type], at: surface.Operation, scope: Scope
) -> tuple[core.Expr, Type] | None:
    a, b = left[1], right[1]
    kind = RATIO if a == b else (a if b == PLAIN else None)
    if kind is None:
        scope.bag.add(units.cannot_compute(scope.source, at.span, "÷", describe(a), describe(b)))
        return None
    if not never_negative(right[0], scope):
        scope.bag.add(units.denominator(scope.source, at.terms[-1].span, scope.source.slice(at.terms[-1].span)))
        return None
    return core.Divide(left[0], right[0], scope.source.slice(at.span)), kind


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
