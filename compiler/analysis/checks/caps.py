"""Caps: below one deduction (E440), never reached (W443), reached by the first piece (W444).

In: the clauses that have a cap. Whether a cap can be reached is bounded by interval arithmetic: what lies outside the bound is
certain; what lies inside must be shown by a unit that reaches it, or the check says that it could not tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.analysis.attainable.extremes import HIGH, LOW, How
from compiler.analysis.checks.subject import Subject
from compiler.analysis.solver.parts import Part
from compiler.meaning.interpret import Unit, clause_points, combined, effect_points
from compiler.meaning.ranges import World, spread
from compiler.meaning.scoring import score_clause
from compiler.measures.held import held
from compiler.measures.single import aim_at, sign, single
from compiler.problems import checks as problems
from compiler.words.amounts import show_number
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.source import Span


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is odd about caps."""
    for clause in (each for whole in subject.clauses for each in (whole, *_capped(whole))):
        for limit in (clause.lowest, clause.highest):
            if limit:
                below = [found for effect in clause.effects for found in _below_one(subject, clause, effect, limit)]
                yield from below or (*_second_free(subject, clause, limit), *_never_reached(subject, clause, limit))


def _capped(clause: core.Clause) -> Iterator[core.Clause]:
    """Each sentence that has a cap of its own, as a clause in which the others give nothing: 每件 扣 1 分，最高扣 3 分 beside others."""
    for effect in clause.effects:
        match [branch.points for branch in effect.branches]:
            case [core.Greatest(points, core.Const(limit)) | core.Least(points, core.Const(limit))] if single(points):
                own = evolve(effect, branches=(evolve(effect.branches[0], points=points),))
                effects = tuple(own if each is effect else _silent(each) for each in clause.effects)
                lowest, highest = (limit, None) if limit < 0 else (None, limit)
                yield evolve(clause, effects=effects, pick=core.Pick.SUM, lowest=lowest, highest=highest)
            case _:
                pass


def _silent(effect: core.Effect) -> core.Effect:
    """An effect that gives nothing and still asks for its facts."""
    nought = core.Const(Fraction(0))
    branches = (evolve(branch, points=core.Multiply(nought, branch.points)) for branch in effect.branches)
    return evolve(effect, branches=tuple(branches))


# ------------------------------------------------------------------------------------------------------------------ one piece


def _below_one(subject: Subject, clause: core.Clause, effect: core.Effect, limit: Fraction) -> Iterator[Diagnostic]:
    if effect.kind is core.EffectKind.JUDGEMENT:
        return  # the assessor's points are held by the cap itself
    for branch in effect.branches:
        once = single(branch.points)
        if once is None or once * limit <= 0 or abs(once) <= abs(limit):
            continue
        shown = show_number(abs(limit)), show_number(abs(once))
        found = problems.cap_below_one(subject.source, cap_span(subject, clause, limit), branch.span, *shown)
        unit = _with_points(subject, clause, effect, branch, once)
        yield found if unit is None else subject.shown(found, clause, unit)


def _second_free(subject: Subject, clause: core.Clause, limit: Fraction) -> Iterator[Diagnostic]:
    """每件扣 2 分，封顶 2 分: only where nothing else in the clause works towards the same cap."""
    towards = [effect for effect in clause.effects if any(sign(b.points) * limit > 0 for b in effect.branches)]
    if len(towards) != 1 or towards[0].kind is not core.EffectKind.PER_UNIT:
        return
    for branch in towards[0].branches:
        if single(branch.points) != limit:
            continue
        unit = _with_points(subject, clause, towards[0], branch, 2 * limit)
        if unit is not None and _held(subject, clause, unit) == limit:
            span, shown = cap_span(subject, clause, limit), show_number(abs(limit))
            yield subject.shown(problems.second_free(subject.source, span, branch.span, shown), clause, unit)


def _with_points(
    subject: Subject, clause: core.Clause, effect: core.Effect, branch: core.Branch, points: Fraction
) -> Unit | None:
    aim = aim_at(branch.points, points)
    return subject.example(
        clause,
        lambda unit: effect_points(effect, unit)[0] == points,
        tests=(branch.test,),
        aims=() if aim is None else (aim,),
    )


def _held(subject: Subject, clause: core.Clause, unit: Unit) -> Fraction | None:
    return score_clause(clause, World(subject.policy, unit), None).points.exact


# -------------------------------------------------------------------------------------------------------------- never reached


def _never_reached(subject: Subject, clause: core.Clause, limit: Fraction) -> Iterator[Diagnostic]:
    most = farthest(subject, clause, limit)
    span = cap_span(subject, clause, limit)
    if most is not None and abs(most) < abs(limit):
        shown = show_number(abs(limit)), show_number(abs(most)), "扣" if limit < 0 else "加"
        found = problems.cap_never_reached(subject.source, span, *shown)
        unit = reaching(subject, clause, most)
        yield found if unit is None else subject.shown(found, clause, unit)
    elif subject.thorough and reaching(subject, clause, limit) is None:
        yield from _looked_into(subject, clause, limit, span)


def _looked_into(subject: Subject, clause: core.Clause, limit: Fraction, span: Span) -> Iterator[Diagnostic]:
    """Where sentences of a clause exclude each other: what the clause can give at most, exactly, or why it is not known."""
    part, side = Part(subject.policy, clause=clause.id), LOW if limit < 0 else HIGH
    ends = [view.end(part, side) for view in subject.engine.views if view.concerned(part)]
    open_ = next((end for end in ends if end.how is How.OPEN), None)
    if open_ is not None or clause.zeroed is not None:
        why = open_.why if open_ is not None else "此项不记分也会到这个数"
        yield subject.undecided(clause, span, f"封顶 {show_number(abs(limit))} 分能否用到", why)
        return
    farthest = max(ends, key=lambda end: abs(end.value or Fraction(0)), default=None)
    if farthest is not None and farthest.value is not None and abs(farthest.value) < abs(limit):
        shown = show_number(abs(limit)), show_number(abs(farthest.value)), "扣" if limit < 0 else "加"
        found = problems.cap_never_reached(subject.source, span, *shown)
        yield found if farthest.unit is None else subject.shown(found, clause, farthest.unit)


def farthest(subject: Subject, clause: core.Clause, limit: Fraction) -> Fraction | None:
    """Return an outer bound of what the clause gives in the direction of a cap; None where there is none."""
    world = World(held(subject.policy), Unit("", "", subject.parameters))
    most: list[Fraction] = []
    for effect in clause.effects:
        reach = [spread(branch.points, world) for branch in effect.branches]
        ends = [each.low if limit < 0 else each.high for each in reach]
        if None in ends:
            return None
        known = [Fraction(0), *(end for end in ends if end is not None)]
        most.append(min(known) if limit < 0 else max(known))
    return combined(most, clause.pick)


def reaching(subject: Subject, clause: core.Clause, limit: Fraction) -> Unit | None:
    """Return a unit whose points before the cap reach a limit."""

    def reaches(unit: Unit) -> bool:
        points, _ = clause_points(clause, unit)
        return points <= limit if limit < 0 else points >= limit

    towards = [b for effect in clause.effects for b in effect.branches if sign(b.points) * limit >= 0]
    for branch in towards:
        aim = aim_at(branch.points, limit)
        unit = subject.example(clause, reaches, tests=(branch.test,), aims=() if aim is None else (aim,))
        if unit is not None:
            return unit
    return subject.example(clause, reaches, tests=tuple(b.test for b in _worst(clause, limit)))


def _worst(clause: core.Clause, limit: Fraction) -> Iterator[core.Branch]:
    """Yield of every effect the branch with the most fixed points in the direction of a limit."""
    for effect in clause.effects:
        fixed = [(abs(once), b) for b in effect.branches if (once := single(b.points)) and once * limit > 0]
        if fixed:
            yield max(fixed, key=lambda pair: pair[0])[1]


def cap_span(subject: Subject, clause: core.Clause, limit: Fraction) -> Span:
    """Return where a cap is written."""
    wanted = {"-", "both"} if limit < 0 else {"+", "award", "both"}
    caps = [each for each in subject.statements(clause) if isinstance(each, surface.Cap) and not each.whole]
    fitting = [each for each in caps if each.amount is not None and each.sign in wanted]
    exact = [each for each in fitting if each.amount is not None and each.amount.value == abs(limit)]
    return next((each.span for each in (*exact, *fitting)), clause.span)
