"""Names as conditions: a fact that holds, a value, a level, a group. Surface in, Core tests out."""

from __future__ import annotations

from fractions import Fraction

from compiler import core
from compiler.lowering.conditions.speaking import Condition, Speaking, lookup
from compiler.lowering.names.amount_types import describe
from compiler.lowering.names.parts import is_duties
from compiler.lowering.names.scope import measure_of, number
from compiler.problems import names, rules
from dsl import surface
from dsl.folding import fold
from dsl.source import Span
from dsl.types import Kind


def named(written: surface.Named, at: Speaking) -> Condition | None:
    """Return the test of a name that stands alone."""
    found = lookup(written.name, at)
    if found is None:
        return None
    name, span, bag, source = written.name.text, written.span, at.scope.bag, at.scope.source
    if found.members is not None:
        if len(found.members) > 1:
            bag.add(names.several_meanings(source, span, name, [fact.name for fact in found.members]))
            return None
        return _is(found.members[0], name, written.negated, span)
    if found.levels is not None:
        return _level(found.levels, written, at)
    if found.group is not None:
        holds = core.Both(tuple(core.Holds(fact.name) for fact in found.group))
        return Condition(core.Negate(holds) if written.negated else holds, span)
    fact = found.fact
    if found.table is not None:
        bag.add(names.wrong_use(source, span, name, "分值表", "条件"))
        return None
    if fact is None:
        assert found.measure is not None
        bag.add(rules.not_a_condition(source, span, name, describe(found.measure.type)))
        return None
    return of_fact(fact, written, at)


def of_fact(fact: core.Fact, written: surface.Named, at: Speaking) -> Condition | None:
    """Return the test that a fact holds, that it is not empty, or that its count is not nought."""
    if fact.type.kind is Kind.COUNT and not written.negated:
        some = core.Compare(core.Read(fact.name), core.Op.GT, number(0))
        return Condition(some, written.span, counted=fact)
    if fact.type.kind is Kind.COUNT:  # 无投诉: as 投诉 0 件
        none = core.Compare(core.Read(fact.name), core.Op.EQ, number(0))
        return Condition(none, written.span, measure_of(fact), threshold=(core.Op.EQ, Fraction(0)))
    test: core.Test
    if fact.type.kind is Kind.FLAG:
        test = core.Holds(fact.name)
    elif fact.optional:
        test = core.Given(fact.name)
    else:
        at.scope.bag.add(rules.not_a_condition(at.scope.source, written.span, fact.name, describe(fact.type)))
        return None
    return Condition(core.Negate(test) if written.negated else test, written.span)


def _is(fact: core.Fact, member: str, negated: bool, span: Span) -> Condition:
    exact = next(each for each in fact.type.members if fold(each) == fold(member))
    test = core.IsMember(fact.name, exact)
    return Condition(core.Negate(test) if negated else test, span, member_of="" if negated else fact.name)


def _level(facts: tuple[core.Fact, ...], written: surface.Named, at: Speaking) -> Condition | None:
    here = tuple(fact for fact in facts if fact.clause == at.clause) or facts
    if len(here) > 1:
        owners = [fact.name for fact in here]
        at.scope.bag.add(names.several_meanings(at.scope.source, written.span, written.name.text, owners))
        return None
    return of_fact(here[0], written, at)


def member_of(fact: surface.Name, member: surface.Name, span: Span, at: Speaking) -> Condition | None:
    """Return the test that a fact has a value."""
    owner = lookup(fact, at)
    if owner is None:
        return None
    if owner.levels is not None:
        for each in owner.levels:
            if fold(each.name.rpartition("·")[2]) == fold(member.text):
                return of_fact(each, surface.Named(member, False, span), at)
    if owner.fact is None or not any(fold(each) == fold(member.text) for each in owner.fact.type.members):
        values = owner.fact.type.members if owner.fact else ()
        at.scope.bag.add(names.undeclared(at.scope.source, member.span, member.text, values))
        return None
    return _is(owner.fact, member.text, False, span)


def any_of(written: surface.AnyOf, at: Speaking) -> Condition | None:
    """Return the test that at least one of a group holds (or does not)."""
    found = lookup(written.group, at)
    if found is None:
        return None
    if is_duties(written.group.text) and written.not_done:  # any of the duties there: not all of them are kept
        return named(surface.Named(written.group, True, written.span), at)
    if found.group is None:
        at.scope.bag.add(
            names.wrong_use(at.scope.source, written.group.span, written.group.text, "单个的数", "「集合」声明的合称")
        )
        return None
    tests = tuple(core.Holds(fact.name) for fact in found.group)
    picked = tuple(core.Negate(test) for test in tests) if written.not_done else tests
    return Condition(core.Either(picked), written.span)
