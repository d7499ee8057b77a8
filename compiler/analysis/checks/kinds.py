"""Kinds of units and listed units that nothing concerns (W466), points that leave out a kind (W461).

In: the classes of units and what each rule asks of the unit itself. Out: findings about who is left out. Whether a rule concerns
a class is decided by its kinds and lists alone; facts do not matter, so there is nothing that could not be decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.meaning.interpret import Unit
from compiler.measures.specialise import NEVER, decided
from compiler.measures.who import NOBODY, Who, classes
from compiler.problems import across as problems
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.source import Span


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield who is left out."""
    if not any(clause.acts for clause in subject.clauses) and not subject.policy.vetoes:
        return
    touched = {who: any(concerns(clause, who) for clause in subject.clauses) for who in classes(subject.policy)}
    for veto in subject.policy.vetoes:
        touched = {who: already or _may(veto.test, who) for who, already in touched.items()}
    for kind in subject.policy.kinds:
        own = [who for who in touched if who.kind == kind]
        if not any(touched[who] for who in own):
            yield problems.not_covered(subject.source, _kind_span(subject), f"“{kind}”")
        else:
            yield from _left_out(subject, [who for who in own if not touched[who] and who.name != NOBODY])
    yield from _points(subject, touched)


def _left_out(subject: Subject, left: list[Who]) -> Iterator[Diagnostic]:
    for who in left:
        more = f"等 {who.others + 1} 个单位" if who.others else ""
        yield problems.not_covered(subject.source, _unit_span(subject, who.name), f"“{who.name}”{more}")


def concerns(clause: core.Clause, who: Who) -> bool:
    """Tell whether a clause does anything to units of a class: who is only spared (县直单位 除外) is not concerned."""
    if not _may(clause.applies, who):
        return False
    tests = [test for effect in clause.effects for test in _giving(effect, who)]
    tests += [each.test for each in clause.consequences] + ([] if clause.zeroed is None else [clause.zeroed])
    duties = [duty.test or core.Always() for duty in clause.duties]
    return any(_may(test, who) for test in (*tests, *duties))


def _giving(effect: core.Effect, who: Who) -> Iterator[core.Test]:
    """Yield the tests of the branches that a class may meet, up to the one that settles it; of those in front that give nothing, none."""
    nought = core.Const(Fraction(0))
    for branch in effect.branches:
        test = decided(branch.test, Unit(who.name, who.kind, {}))
        if branch.points != nought:
            yield test
        if test == core.Always():
            return


def _may(test: core.Test, who: Who) -> bool:
    return decided(test, Unit(who.name, who.kind, {})) != NEVER


def _points(subject: Subject, touched: dict[Who, bool]) -> Iterator[Diagnostic]:
    for group in groups_of(subject.policy.root):
        named = {kind for kind, _ in group.points}
        if not named or "" in named:
            continue
        below = [clause for clause in subject.clauses_below(group) if clause.effects or clause.zeroed is not None]
        for kind in subject.policy.kinds:
            if kind not in named and any(concerns(c, who) for c in below for who in touched if who.kind == kind):
                yield problems.no_points_for(subject.source, group.span, kind, "本项")
    total = {kind for kind, _ in subject.policy.total}
    for kind in subject.policy.kinds if total and "" not in total else ():
        if kind not in total and any(already for who, already in touched.items() if who.kind == kind):
            span = subject.document.front.values["总分"].span
            yield problems.no_points_for(subject.source, span, kind, "总分")


def groups_of(group: core.Group) -> Iterator[core.Group]:
    """Yield the headings below a heading, outermost first."""
    for child in group.children:
        if isinstance(child, core.Group):
            yield child
            yield from groups_of(child)


def _kind_span(subject: Subject) -> Span:
    return subject.document.front.values["对象类别"].span


def _unit_span(subject: Subject, name: str) -> Span:
    for block in subject.blocks.values():
        for statement in block.statements:
            if isinstance(statement, surface.Roster):
                for unit, span in statement.units:
                    if unit == name:
                        return span
    return Span(0, 1)
