"""Caps on a heading, over all clauses below it (本项合计最多扣 5 分): never reached (W447).

In: the groups that have a cap of their own. What the clauses can give together is bounded clause by clause; that the bound is met must
be shown by one unit that is the farthest in every clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.analysis.attainable.extremes import HIGH, LOW, How
from compiler.analysis.checks.caps import farthest, reaching
from compiler.analysis.checks.subject import Subject, proven
from compiler.analysis.solver.parts import Part
from compiler.core.walk import clauses_of
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World
from compiler.meaning.scoring import score_clause
from compiler.problems import checks as problems
from compiler.words.amounts import show_number
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.source import Span


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the caps on headings that nothing can reach."""
    for group in _groups(subject.policy.root):
        for limit in (group.lowest, group.highest):
            if limit:
                yield from _never_reached(subject, group, limit)


def _groups(group: core.Group) -> Iterator[core.Group]:
    yield group
    for child in group.children:
        if isinstance(child, core.Group):
            yield from _groups(child)


def _never_reached(subject: Subject, group: core.Group, limit: Fraction) -> Iterator[Diagnostic]:
    clauses = clauses_of(group)
    ends = [_end(subject, clause, limit) for clause in clauses]
    span = heading_cap_span(subject, clauses, limit) or group.span
    if None not in ends:
        most = sum((end for end in ends if end is not None), Fraction(0))
        if abs(most) < abs(limit):
            shown = show_number(abs(limit)), show_number(abs(most)), "扣" if limit < 0 else "加"
            found = problems.heading_cap_never_reached(subject.source, span, *shown)
            unit = _together(subject, clauses, most)
            yield found if unit is None else subject.shown(found, clauses[0], unit)
            return
    if subject.thorough and _together(subject, clauses, limit) is None:
        yield from _looked_into(subject, group, limit, span)


def _looked_into(subject: Subject, group: core.Group, limit: Fraction, span: Span) -> Iterator[Diagnostic]:
    """Where clauses exclude each other: what they can give together at most, exactly, or why it is not known."""
    from compiler.analysis.attainable.engine import Engine

    clauses, side = clauses_of(group), LOW if limit < 0 else HIGH
    bare = evolve(group, lowest=None, highest=None, points=())
    root = evolve(subject.policy.root, children=(bare,), points=(), lowest=None, highest=None) if group.id else bare
    alone = evolve(subject.policy, root=root, vetoes=(), total=(), bands=())
    part = Part(alone, group=group.id)
    ends = [view.end(part, side) for view in Engine(alone, solver=True).views if view.concerned(part)]
    open_ = next((end for end in ends if end.how is How.OPEN), None)
    if open_ is not None or not ends:
        why = open_.why if open_ is not None else "没有找到一组达到封顶的事实"
        yield subject.undecided(clauses[0], span, f"合计封顶 {show_number(abs(limit))} 分能否用到", why)
        return
    most = max(ends, key=lambda end: abs(end.value or Fraction(0)))
    if most.value is not None and abs(most.value) < abs(limit):
        shown = show_number(abs(limit)), show_number(abs(most.value)), "扣" if limit < 0 else "加"
        found = problems.heading_cap_never_reached(subject.source, span, *shown)
        yield found if most.unit is None else subject.shown(found, clauses[0], most.unit)


def _end(subject: Subject, clause: core.Clause, limit: Fraction) -> Fraction | None:
    """Return an outer bound of what a clause adds in the direction of a cap, its own cap included."""
    end, own = farthest(subject, clause, limit), clause.lowest if limit < 0 else clause.highest
    if end is None or own is None:
        return end if own is None else own
    return max(end, own) if limit < 0 else min(end, own)


def _together(subject: Subject, clauses: tuple[core.Clause, ...], limit: Fraction) -> Unit | None:
    """Return a unit that goes as far as it can in every clause, where that reaches a limit."""
    facts = dict(subject.parameters)
    who = Unit("", "", {})
    for clause in clauses:
        end = _end(subject, clause, limit)
        unit = reaching(subject, clause, limit if end is None else end) if end != 0 else None
        unit = unit or subject.example(clause, lambda _: True)
        if unit is not None:
            who, facts = unit if unit.kind or unit.name else who, {**unit.facts, **facts}
    made = Unit(who.name, who.kind, facts)

    def reaches(unit: Unit) -> bool:
        world = World(subject.policy, unit)
        given = [score_clause(clause, world, None).points.exact for clause in clauses]
        total = sum((points for points in given if points is not None), Fraction(0))
        return None not in given and (total <= limit if limit < 0 else total >= limit)

    return made if proven(reaches, made) and subject.let_in(made) else None


def heading_cap_span(subject: Subject, clauses: tuple[core.Clause, ...], limit: Fraction) -> Span | None:
    """Return where the cap on the heading is written."""
    wanted = {"-", "both"} if limit < 0 else {"+", "award", "both"}
    written = (s for clause in clauses for s in subject.statements(clause) if isinstance(s, surface.Cap) and s.whole)
    return next((s.span for s in written if s.sign in wanted), None)
