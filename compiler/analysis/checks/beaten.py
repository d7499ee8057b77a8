"""Branches over several facts that another always beats (E414), grades that a ladder of grades leaves out (W410).

In: effects whose branches are not all cut from one measure: grades, flags, several facts at once. Every cell of their facts is given
to the branch that counts there; a branch without any cell can never count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.analysis.solver.answers import Found, Never, NotAnalysed
from compiler.meaning.interpret import Unit, effect_points, holds
from compiler.measures.cells import LIMIT, Space, true_in
from compiler.measures.grades import graded
from compiler.measures.intervals import EVERYTHING, ray
from compiler.measures.tiers import branch_sets, empty_branch, unreachable
from compiler.problems import dead_tiers, rules
from dsl import surface
from dsl.diagnostics import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the branches that never count and the grades that are left out."""
    yield from _bands(subject)
    for clause in subject.clauses:
        for effect in clause.effects:
            if len(effect.branches) > 1 and branch_sets(effect) is None:
                yield from _beaten(subject, clause, effect)
                yield from _left_out(subject, clause, effect)


def _bands(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the 等次 that an earlier one always takes away."""
    sets = [ray(band.op, band.points) for band in subject.policy.bands]
    written = [s.span for block in subject.blocks.values() for s in block.statements if isinstance(s, surface.Band)]
    for index in unreachable(sets, EVERYTHING):
        if len(written) == len(sets):
            yield dead_tiers.dead(subject.source, written[index], "凡到这一等的，都先评为前面的等次")


def _beaten(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    tests = tuple(branch.test for branch in effect.branches)
    space = subject.space(tests)
    if space.size > LIMIT:
        yield from _shown(subject, clause, effect, set())
        return
    left = {index for index in range(len(tests)) if index != empty_branch(effect)}
    for cell in space.cells():
        left.discard(next((index for index, test in enumerate(tests) if true_in(test, cell)), -1))
        if not left:
            break
    for index in sorted(left):
        winners = _winners(tests, index, space)
        if winners:
            spans = [effect.branches[winner].span for winner in winners]
            found = dead_tiers.always_beaten(subject.source, effect.branches[index].span, spans)
            yield _elsewhere(subject, clause, effect, index, found)
    if not space.exact:
        yield from _shown(subject, clause, effect, left)


def _winners(tests: Sequence[core.Test], index: int, space: Space) -> list[int]:
    """Return the branches that have what a branch could have."""
    cells = [cell for cell in space.cells() if true_in(tests[index], cell)]
    return sorted({next(at for at, test in enumerate(tests) if true_in(test, cell)) for cell in cells})


def _elsewhere(subject: Subject, clause: core.Clause, effect: core.Effect, index: int, found: Diagnostic) -> Diagnostic:
    """Return the finding with a unit that meets the condition and yet gets the points of another branch."""

    def beaten(unit: Unit) -> bool:
        return holds(effect.branches[index].test, unit) and effect_points(effect, unit)[1] != index

    unit = subject.example(clause, beaten, tests=(effect.branches[index].test,))
    return found if unit is None else subject.shown(found, clause, unit)


def _shown(subject: Subject, clause: core.Clause, effect: core.Effect, beaten: set[int]) -> Iterator[Diagnostic]:
    """Where the facts of the branches hang together, look for a unit on which each of them counts."""
    for index, branch in enumerate(effect.branches):
        if index in beaten or index == empty_branch(effect):
            continue
        before = tuple(core.Negate(other.test) for other in effect.branches[:index])

        def counts(unit: Unit, index: int = index) -> bool:
            return effect_points(effect, unit)[1] == index

        if not any(subject.example(clause, counts, tests=tests) for tests in ((branch.test,), (branch.test, *before))):
            yield from _asked(subject, clause, branch, before)


def _asked(
    subject: Subject, clause: core.Clause, branch: core.Branch, before: tuple[core.Test, ...]
) -> Iterator[Diagnostic]:
    """Yield a branch whose turn never comes, as the solver proves; a note where nobody can tell."""
    match subject.possible(core.Both((branch.test, *before))):
        case Never():
            yield dead_tiers.always_beaten(subject.source, branch.span, ())
        case NotAnalysed(why):
            yield subject.undecided(clause, branch.span, "这一句会不会用到", why)
        case Found():
            return


def _left_out(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    """Yield the grades between two grades with points for which nothing is said."""
    ladder = graded(effect, subject.policy)
    told = [] if ladder is None else [place for place, (_, branch) in enumerate(ladder.met) if branch is not None]
    if ladder is None or not told:
        return
    for place in range(told[0], told[-1]):
        if place not in told:
            above = ladder.met[max(at for at in told if at < place)][1]
            below = ladder.met[min(at for at in told if at > place)][1]
            assert above is not None and below is not None, "told grades have a branch"
            found = rules.hole(subject.source, effect.span, ladder.met[place][0], below.says, above.says)
            yield _open(subject, clause, effect, core.IsMember(ladder.fact, ladder.met[place][0]), found)


def _open(
    subject: Subject, clause: core.Clause, effect: core.Effect, member: core.IsMember, found: Diagnostic
) -> Diagnostic:
    def left(unit: Unit) -> bool:
        return unit.facts.get(member.fact) == member.member and effect_points(effect, unit)[1] < 0

    unit = subject.example(clause, left, tests=(member,))
    return found if unit is None else subject.shown(found, clause, unit)
