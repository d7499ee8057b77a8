"""Tiers on one side of a figure whose bounds mix words with and without the number itself (W423): 未达到 30% beside 20% 以下.

In: tiers that open to the same side. 未达到 30% leaves out 30% itself and 20% 以下 takes in 20%: the reader who takes the two words
for one gets the boundary wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.meaning.interpret import Unit, number
from compiler.measures.choosing import threshold_of
from compiler.measures.intervals import mirrored
from compiler.problems import checks as problems
from compiler.words.amounts import show_value
from dsl.diagnostics import Diagnostic
from dsl.nodes import Node
from dsl.source import Span

_INCLUDING = {core.Op.LE: True, core.Op.GE: True, core.Op.LT: False, core.Op.GT: False}
_BELOW = (core.Op.LT, core.Op.LE)


@frozen(repr=False, eq=False)
class Bound(Node):
    """The one bound of a tier that is open to one side."""

    branch: core.Branch
    op: core.Op
    leaf: core.Compare


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the first pair of tiers of an effect whose bounds mix."""
    for clause in subject.clauses:
        for effect in clause.effects:
            if effect.measure is None or effect.kind is not core.EffectKind.TIERS:
                continue
            told: set[Span] = set()
            for who, met in subject.as_met(effect):
                bounds = [bound for branch in met.branches if (bound := _bound(branch, effect.measure)) is not None]
                for below in (True, False):
                    own = [each for each in bounds if (each.op in _BELOW) is below and each.branch.span not in told]
                    for found in _mixed(subject, clause, met, own, who):
                        told |= {each.branch.span for each in own}
                        yield found


def _bound(branch: core.Branch, measure: core.Expr) -> Bound | None:
    test = branch.test
    if not isinstance(test, core.Compare) or test.op not in _INCLUDING or threshold_of(test)[0] != measure:
        return None
    op = test.op if test.left == measure else mirrored(test.op)
    return Bound(branch, op, test)


def _mixed(
    subject: Subject, clause: core.Clause, effect: core.Effect, bounds: list[Bound], who: core.Test
) -> Iterator[Diagnostic]:
    bounds = sorted(bounds, key=lambda bound: bound.branch.span.start)
    odd = next((each for each in bounds if _INCLUDING[each.op] != _INCLUDING[bounds[0].op]), None)
    if odd is None or effect.measure is None:
        return
    measure, first = effect.measure, bounds[0]
    values = [threshold_of(bound.leaf)[1] for bound in (first, odd)]
    shown = [show_value(value, effect.measure_type) for value in values]
    words = ["含本数" if _INCLUDING[bound.op] else "不含本数" for bound in (first, odd)]
    lines = (
        f"{words[0]}，恰 {shown[0]} {'在' if _INCLUDING[first.op] else '不在'}这一档",
        (f"{words[1]}，恰 {shown[1]} {'在' if _INCLUDING[odd.op] else '不在'}这一档"),
    )
    found = problems.mixed_bounds(subject.source, odd.branch.span, first.branch.span, lines, (shown[0], shown[1]))
    aims = ((measure, values[1]),)
    unit = subject.example(clause, lambda unit: _at(measure, values[1], unit), tests=(who,), aims=aims)
    yield found if unit is None else subject.shown(found, clause, unit)


def _at(measure: core.Expr, value: object, unit: Unit) -> bool:
    return number(measure, unit) == value
