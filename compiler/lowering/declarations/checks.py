"""核对: what must hold between the facts of every unit. In: the declarations of a block. Out: Core checks for the gate.

Only facts that somebody reports can be checked: a rank or the result of a clause is not known when the facts come in.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler import core
from compiler.core.walk import facts_in
from compiler.lowering.declarations.formulas import formula
from compiler.lowering.names.amount_types import describe
from compiler.lowering.names.scope import Scope
from compiler.problems import names, units
from dsl import surface
from dsl.folding import fold
from dsl.types import DATE, PLAIN, RATIO, Kind, Type

_OPS = {"==": core.Op.EQ, "<=": core.Op.LE, ">=": core.Op.GE, "<": core.Op.LT, ">": core.Op.GT}


def checks(clause: str, block: surface.Block, scope: Scope) -> Iterator[core.Check]:
    """Yield the checks of one block."""
    for statement in block.statements:
        if isinstance(statement, surface.Check):
            test = _test(statement, clause, scope)
            if test is not None and _reported(test, statement, scope):
                says = " ".join(scope.source.slice(statement.span).split()).removeprefix("核对").lstrip("：: ")
                yield core.Check(test, says, clause, statement.span)


def _test(written: surface.Check, clause: str, scope: Scope) -> core.Test | None:
    left, right = _side(written.left, clause, scope), _side(written.right, clause, scope)
    if left is None or right is None:
        return None
    if not _alike(left[1], right[1]):
        said = describe(left[1]), describe(right[1])
        scope.bag.add(units.cannot_compare(scope.source, written.span, *said))
        return None
    held = core.Compare(left[0], _OPS[written.op], right[0])
    if written.situation is None:
        return held
    where = _where(written.situation, clause, scope)
    return None if where is None else core.Either((core.Negate(where), held))


def _side(written: surface.Expression, clause: str, scope: Scope) -> tuple[core.Expr, Type] | None:
    """Return one side: a formula of numbers, or a date alone."""
    found = scope.find(written.text, clause) if isinstance(written, surface.Name) else None
    if found is not None and found.fact is not None and found.fact.type == DATE:
        return core.Read(found.fact.name), DATE
    return formula(written, clause, scope)


def _alike(a: Type, b: Type) -> bool:
    """Whether two sides can be compared: of one type, or one of them a bare number (a ratio is one, too)."""
    return (
        a == b
        or {a.kind, b.kind} <= {Kind.RATIO, Kind.PLAIN}
        or (PLAIN in (a, b) and RATIO not in (a, b) and DATE not in (a, b))
    )


def _where(written: surface.Condition, clause: str, scope: Scope) -> core.Test | None:
    match written:
        case surface.Named(name, negated):
            fact = _fact(name, clause, Kind.FLAG, scope)
            test = None if fact is None else core.Holds(fact.name)
            return core.Negate(test) if negated and test is not None else test
        case surface.MemberOf(name, member):
            fact = _fact(name, clause, None, scope)
            known = {fold(each): each for each in fact.type.members} if fact is not None else {}
            if fact is not None and fold(member.text) in known:
                return core.IsMember(fact.name, known[fold(member.text)])
            if fact is not None:
                scope.bag.add(names.undeclared(scope.source, member.span, member.text, known.values()))
    return None


def _fact(name: surface.Name, clause: str, kind: Kind | None, scope: Scope) -> core.Fact | None:
    """Return a flag, or (without ``kind``) a fact with members."""
    found = scope.find(name.text, clause)
    fact = found.fact if found is not None else None
    if found is None:
        scope.report_missing(name)
    elif fact is None or (fact.type.kind is not kind if kind else not fact.type.members):
        what = str(fact.type) if fact is not None else "指标、取值或集合"
        scope.bag.add(
            names.wrong_use(scope.source, name.span, name.text, what, "是否型的事实" if kind else "等级或类别")
        )
        return None
    return fact


def _reported(test: core.Test, written: surface.Check, scope: Scope) -> bool:
    """Tell whether everything in a check is reported; what is computed, or nothing at all, is said."""
    read = [scope.fact_named(name) for name in facts_in(test)]
    for fact in read:
        if fact.computed:
            scope.bag.add(
                names.wrong_use(scope.source, written.span, fact.name, f"由程序算的{fact.role}", "填报的事实")
            )
            return False
    return bool(read)
