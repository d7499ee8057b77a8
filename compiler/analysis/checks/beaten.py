"""Branches over several facts that another always beats (E414), and what ladders leave out (W410, ``gaps``).

In: effects whose branches are not all cut from one measure: grades, flags, several facts at once. Every cell of their facts is given
to the branch that counts there; a branch without any cell can never count.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.analysis.checks import gaps
from compiler.analysis.checks.subject import Subject
from compiler.analysis.solver.answers import Found, Never, NotAnalysed
from compiler.meaning.interpret import Unit, effect_points, holds
from compiler.measures.cells import LIMIT, true_in
from compiler.measures.intervals import IntervalSet, nearest_end
from compiler.measures.tiers import branch_sets, empty_branch, is_whole, partition
from compiler.problems import checks
from compiler.problems import tiers as problems
from dsl.diagnostics import Diagnostic
from dsl.source import Span

NOUGHT = core.Const(Fraction(0))


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the branches that never count and the grades that are left out."""
    yield from gaps.gaps(subject)
    for clause in subject.clauses:
        for effect in clause.effects:
            if len(effect.branches) > 1 and branch_sets(effect) is None:
                yield from _beaten(subject, clause, effect)
            elif len(effect.branches) > 1:
                yield from _beyond(subject, clause, effect)


def _beyond(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    """Yield the tiers of one figure that lie beyond all that it can be, through the facts and formulas it is made of."""
    assert effect.measure is not None, "tiers are cut from a measure"
    domain, sets = subject.domain(effect.measure), branch_sets(effect) or ()
    reached = {piece.branch for piece in partition(effect, domain)}
    left = {index for index in range(len(sets)) if index not in reached and index != empty_branch(effect)}
    taken: dict[int, set[int]] = {}
    for index in _silenced(effect, left):
        own = sets[index].intersection(domain)
        if own.sample(whole=is_whole(effect)) is None:
            why = f"“{effect.measure_name}”不可能取到这样的值"
            found = problems.dead_tier(subject.source, effect.branches[index].span, why)
            yield _as_far(subject, clause, effect.measure, nearest_end(domain, sets[index]), found)
        for at in range(index):
            if own.intersection(sets[at]).sample(whole=is_whole(effect)) is not None:
                taken.setdefault(index, set()).add(at)
            own = own.minus(sets[at])
    yield from _taken(subject, clause, effect, taken)
    if subject.space(tuple(branch.test for branch in effect.branches)).checked:
        yield from _shown(subject, clause, effect, left)
    yield from _factors(subject, clause, effect, sets, domain)


def _as_far(
    subject: Subject, clause: core.Clause, measure: core.Expr, value: Fraction | None, found: Diagnostic
) -> Diagnostic:
    """Return the finding with a unit whose figure goes as far towards the tier as it can."""
    unit = None if value is None else subject.example(clause, lambda unit: True, aims=((measure, value),))
    return evolve(found, clause=clause.id) if unit is None else subject.shown(found, clause, unit)


def _factors(
    subject: Subject, clause: core.Clause, effect: core.Effect, sets: tuple[IntervalSet, ...], domain: IntervalSet
) -> Iterator[Diagnostic]:
    """Yield the 减半, 加倍 whose condition always holds, or never: the sentence itself is alive, by another of its branches."""
    for index, branch in enumerate(effect.branches):
        own = _of_sentence(effect, branch.span)
        if len(own) < 2 or index == own[-1]:
            continue
        within = sets[index].intersection(domain)
        said = (f"“{branch.says}”：{word}" for word in ("对任何单位都成立", "没有一个单位成立"))
        always, never = said
        if domain.minus(within).is_empty:
            unit = subject.example(clause, lambda unit: holds(branch.test, unit), tests=(branch.test,))  # noqa: B023
            found = checks.always_true(subject.source, branch.span, always)
            yield found if unit is None else subject.shown(found, clause, unit)
        elif within.sample(whole=is_whole(effect)) is None:
            unit = subject.example(clause, lambda unit: not holds(branch.test, unit))  # noqa: B023
            found = checks.never_true(subject.source, branch.span, never)
            yield found if unit is None else subject.shown(found, clause, unit)


def _beaten(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    tests = tuple(branch.test for branch in effect.branches)
    space = subject.space(tests)
    if space.size > LIMIT:
        yield from _shown(subject, clause, effect, set())
        return
    left = {index for index in range(len(tests)) if index != empty_branch(effect)}
    winners: dict[int, set[int]] = {}
    for cell in space.cells():
        held = [index for index, test in enumerate(tests) if true_in(test, cell)]
        left.discard(held[0] if held else -1)
        for index in held[1:]:
            winners.setdefault(index, set()).add(held[0])
    yield from _taken(subject, clause, effect, {at: winners[at] for at in _silenced(effect, left) if at in winners})
    if not space.exact:
        yield from _shown(subject, clause, effect, left)


def _taken(
    subject: Subject, clause: core.Clause, effect: core.Effect, taken: dict[int, set[int]]
) -> Iterator[Diagnostic]:
    """Yield sentences whose turn never comes, each with what comes first; an exemption that takes them all is the culprit itself."""
    spared: dict[int, list[int]] = {}
    for index, winners in taken.items():
        branches = [effect.branches[at] for at in sorted(winners)]
        exempt = [each for each in branches if each.points == NOUGHT and each.span != effect.branches[index].span]
        if len(exempt) == len(branches) == 1:
            spared.setdefault(min(winners), []).append(index)
            continue
        first = tuple(dict.fromkeys(each.span for each in branches if each.span != effect.branches[index].span))
        found = problems.dead_tier(
            subject.source, effect.branches[index].span, "凡符合这一句的，都先落在前面的句子", first
        )
        yield _elsewhere(subject, clause, effect, index, found)
    for at, sentences in spared.items():
        spans = [effect.branches[index].span for index in sorted(sentences)]
        if not subject.told_of(effect.branches[at].span):
            rest = {each.span for other in clause.effects for each in other.branches if each.points != NOUGHT}
            found = problems.all_spared(subject.source, effect.branches[at].span, *spans, alone=rest <= set(spans))
            yield _elsewhere(subject, clause, effect, sentences[0], found)


def _silenced(effect: core.Effect, left: set[int]) -> Iterator[int]:
    """Yield the branches that say that a sentence never counts: 减半 and 加倍 make several of one, and any of them will do."""
    told: set[Span] = set()
    for index in sorted(left):
        span = effect.branches[index].span
        if span not in told and all(each in left for each in _of_sentence(effect, span)):
            told.add(span)
            yield index


def _of_sentence(effect: core.Effect, span: Span) -> list[int]:
    """Return the branches with which a sentence gives points; all of its branches where it gives none."""
    own = [index for index, branch in enumerate(effect.branches) if branch.span == span]
    return [index for index in own if effect.branches[index].points != NOUGHT] or own


def _elsewhere(subject: Subject, clause: core.Clause, effect: core.Effect, index: int, found: Diagnostic) -> Diagnostic:
    """Return the finding with a unit that meets the condition and yet gets the points of another branch."""

    def beaten(unit: Unit) -> bool:
        return holds(effect.branches[index].test, unit) and effect_points(effect, unit)[1] != index

    unit = subject.example(clause, beaten, tests=(effect.branches[index].test,))
    return found if unit is None else subject.shown(found, clause, unit)


def _shown(subject: Subject, clause: core.Clause, effect: core.Effect, beaten: set[int]) -> Iterator[Diagnostic]:
    """Where the facts of the branches hang together, look for a unit on which each of them counts."""
    counted: set[Span] = set()
    doubts: dict[Span, list[Diagnostic]] = {}
    for index, branch in enumerate(effect.branches):
        if index in beaten or index == empty_branch(effect) or branch.span in counted:
            continue
        before = tuple(core.Negate(other.test) for other in effect.branches[:index])

        def counts(unit: Unit, index: int = index) -> bool:
            return effect_points(effect, unit)[1] == index

        if any(subject.example(clause, counts, tests=tests) for tests in ((branch.test,), (branch.test, *before))):
            counted |= {branch.span} if index in _of_sentence(effect, branch.span) else set()
        else:
            doubts.setdefault(branch.span, []).extend(_asked(subject, clause, branch, before))
    for span, found in doubts.items():
        if span not in counted and len(found) == len(_of_sentence(effect, span)):
            yield found[0]


def _asked(
    subject: Subject, clause: core.Clause, branch: core.Branch, before: tuple[core.Test, ...]
) -> Iterator[Diagnostic]:
    """Yield a branch whose turn never comes, as the solver proves; a note where nobody can tell."""
    match subject.possible(core.Both((branch.test, *before))):
        case Never():
            met = subject.possible(branch.test)
            why = "没有一个单位符合这一句" if isinstance(met, Never) else "凡符合这一句的，都先落在前面的句子"
            found = problems.dead_tier(subject.source, branch.span, why)
            shown = met if isinstance(met, Found) else subject.possible(core.Negate(branch.test))
            yield subject.shown(found, clause, shown.unit) if isinstance(shown, Found) else found
        case NotAnalysed(why):
            yield subject.undecided(clause, branch.span, "这一句会不会用到", why)
        case Found():
            return
