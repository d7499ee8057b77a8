"""The same indicator defined (W456) or tiered (W457) differently in two clauses.

In: the indicators as written, and the tiers of Core. Out: a finding for the second place. Two formulas are the same where they
differ in the order of sums and products only. Two ladders are compared for every class of units that both clauses concern: the
kinds decided, the cells laid side by side; one that deducts and one that awards are two things unless they do so at one value.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from compiler import core
from compiler.analysis.checks.kinds import concerns
from compiler.analysis.checks.subject import Subject
from compiler.meaning.interpret import Missing, Undefined, Unit, number
from compiler.measures.held import held
from compiler.measures.intervals import IntervalSet
from compiler.measures.specialise import specialise
from compiler.measures.tiers import Piece, domain_of, is_whole, partition
from compiler.measures.who import Who
from compiler.problems import across as problems
from compiler.words.amounts import show_points, show_value
from compiler.words.wording import voice_of
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.folding import fold
from dsl.nodes import Node


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield indicators that two clauses do not agree on."""
    yield from _defined(subject)
    for first, second, at, points in different_ladders(subject):
        shown = show_value(at, second.effect.measure_type)
        voices = (voice_of(subject.policy, each.clause) for each in (first, second))
        words = [show_points(each, voice) for each, voice in zip(points, voices, strict=True)]
        spans = first.effect.span, second.effect.span
        name = second.effect.measure_name
        found = problems.tiers_differ(subject.source, *spans, name, shown, (words[0], words[1]))
        unit = _with_value(subject, second, at)
        yield found if unit is None else subject.shown(found, second.clause, unit)


def _with_value(subject: Subject, ladder: Ladder, at: Fraction) -> Unit | None:
    """Return a unit whose measure has a value."""
    measure = ladder.effect.measure
    assert measure is not None
    return subject.example(ladder.clause, lambda unit: number(measure, unit) == at, aims=((measure, at),))


# ---------------------------------------------------------------------------------------------------------------- defined


def _defined(subject: Subject) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, surface.Indicator]] = {}
    for clause, block in subject.blocks.items():
        for statement in block.statements:
            if not isinstance(statement, surface.Indicator):
                continue
            key = fold(statement.name.text)
            before = first.setdefault(key, (clause, statement))
            if _normal(before[1].expression) != _normal(statement.expression):
                spans = before[1].span, statement.span
                name = statement.name.text
                yield problems.indicator_twice(subject.source, *spans, name, (before[0], clause))


def _normal(expression: surface.Expression) -> object:
    match expression:
        case surface.Name(text):
            return fold(text)
        case surface.Operation(op, terms):
            parts = [_normal(term) for term in terms]
            return op, tuple(sorted(parts, key=repr) if op in ("+", "×", "最大", "最小") else parts)
        case _:
            return expression


# ----------------------------------------------------------------------------------------------------------------- tiered


@frozen(repr=False, eq=False)
class Ladder(Node):
    """The tiers of one measure in one clause."""

    clause: core.Clause
    effect: core.Effect


def different_ladders(
    subject: Subject,
) -> Iterator[tuple[Ladder, Ladder, Fraction, tuple[Fraction, Fraction]]]:
    """Yield pairs of ladders on one measure that say different things, with a value at which they do."""
    by_measure: dict[core.Expr, list[Ladder]] = {}
    for clause in subject.clauses:
        for effect in clause.effects:
            if effect.measure is not None and effect.kind is core.EffectKind.TIERS:
                by_measure.setdefault(_unnamed(effect.measure), []).append(Ladder(clause, effect))
    for ladders in by_measure.values():
        for first, second in combinations(ladders, 2):
            if first.clause.id != second.clause.id:
                found = _difference(subject, first, second)
                if found is not None:
                    yield first, second, *found


def _unnamed(measure: core.Expr) -> core.Expr:
    return core.Divide(measure.left, measure.right) if isinstance(measure, core.Divide) else measure


def _difference(subject: Subject, first: Ladder, second: Ladder) -> tuple[Fraction, tuple[Fraction, Fraction]] | None:
    for view in subject.engine.views:
        who = view.who
        if concerns(first.clause, who) and concerns(second.clause, who):
            left, right = _cells(subject, first, who), _cells(subject, second, who)
            if left is None or right is None:
                continue
            a, b = ({points for _, points in each if points} for each in (left, right))
            alike = (max(a) < 0) == (max(b) < 0) and (min(a) < 0) == (min(b) < 0)
            for at, points in _side_by_side(left, right, whole=is_whole(second.effect)):
                if points[0] != points[1] and (alike or points[0] * points[1] < 0):
                    return at, points
    return None


Cells = list[tuple[Piece, Fraction]]


def _cells(subject: Subject, ladder: Ladder, who: Who) -> Cells | None:
    """Return the pieces of a ladder with their points; None where they are not fixed."""
    effect = specialise(ladder.effect, Unit(who.name, who.kind, {}))
    assert effect.measure is not None
    pieces = partition(effect, domain_of(effect.measure, held(subject.policy)))
    try:
        given = [_points(effect, piece) for piece in pieces]
    except (Missing, Undefined):
        return None
    return list(zip(pieces, given, strict=True)) if any(given) else None


def _points(effect: core.Effect, piece: Piece) -> Fraction:
    return Fraction(0) if piece.branch < 0 else number(effect.branches[piece.branch].points, Unit("", "", {}))


def _side_by_side(a: Cells, b: Cells, *, whole: bool) -> Iterator[tuple[Fraction, tuple[Fraction, Fraction]]]:
    for left, first in a:
        for right, second in b:
            common = IntervalSet((left.interval,)).intersection(IntervalSet((right.interval,)))
            at = common.sample(whole=whole)
            if at is not None:
                yield at, (first, second)
