"""A unit whose measure has a given value, before there is a policy: for findings made while tiers are put in order.

In: a measure, a value, the facts declared so far. Out: a ``Witness`` that was run, or None.
"""

from __future__ import annotations

from fractions import Fraction

from compiler import core
from compiler.analysis.checks.subject import proven, witness_of
from compiler.core.walk import facts_in
from compiler.meaning.interpret import number
from compiler.measures.choosing import Maker, tidied
from dsl.diagnostics import Witness
from dsl.source import Span

_NOWHERE = Span(0, 0)


def witness_at(
    measure: core.Expr, value: Fraction, facts: tuple[core.Fact, ...], kinds: tuple[str, ...]
) -> Witness | None:
    """Return a unit whose measure is exactly this value; None where none was found."""
    says = core.Branch(core.Compare(measure, core.Op.EQ, core.Const(value)), core.Const(value), "", _NOWHERE)
    clause = core.Clause("", "", "", _NOWHERE, (core.Effect(core.EffectKind.FIXED, (says,), _NOWHERE),))
    policy = core.Policy("", "", "", "", None, (), kinds, (), facts, core.Group("", "", _NOWHERE, (clause,)))
    known, read = {fact.name: fact for fact in facts}, list(dict.fromkeys(facts_in(measure)))
    for unit in Maker(policy, clause, known).measured(measure, value):
        full = tidied(unit, policy, read, known)
        if full is not None and proven(lambda tried: number(measure, tried) == value, full):
            return witness_of(full, read, known)
    return None
