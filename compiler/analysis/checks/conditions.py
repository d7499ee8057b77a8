"""Conditions that every unit meets (W417) or none (W418): over several facts at once, by cells, and by a solver what is left.

In: the tests of branches, of 此项不记分, of consequences, duties, vetoes and 核对. Tiers of one measure are left to the ordering of
tiers (E414), except that a lone one must not hold everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from attrs import evolve

from compiler import core
from compiler.analysis.checks.agreements import agreements
from compiler.analysis.checks.duties import duties
from compiler.analysis.checks.subject import Subject
from compiler.analysis.solver.answers import Found, Never, NotAnalysed
from compiler.core.walk import facts_in, nodes, parts
from compiler.meaning.interpret import Unit, holds
from compiler.measures.cells import LIMIT, true_in
from compiler.measures.specialise import NEVER, decided
from compiler.measures.tiers import branch_sets, empty_branch
from compiler.problems import checks as problems
from compiler.problems import tiers
from compiler.words.wording import show_test
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.source import Span

NOUGHT = core.Const(Fraction(0))


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the conditions that decide nothing."""
    yield from agreements(subject)
    if subject.vacuous:
        return
    vetoes: dict[str, list[core.Veto]] = {}
    for veto in subject.policy.vetoes:
        vetoes.setdefault(veto.clause, []).append(veto)
    for clause in subject.clauses:
        put = {branch.test for effect in clause.effects for branch in effect.branches if _put_together(branch, effect)}
        for test, span in (*_tests(subject, clause), *((veto.test, veto.span) for veto in vetoes.get(clause.id, ()))):
            found = (_of_all(subject, clause, each) for each in _verdict(subject, clause, test, span))
            yield from (each for each in found if test not in put or each.code != "W418-never-true")
    if subject.thorough:
        yield from duties(subject)


def _of_all(subject: Subject, clause: core.Clause, found: Diagnostic) -> Diagnostic:
    """投诉 每件 扣 1 分，投诉 不超过 工单 除外, where it never exceeds them: an exemption of everybody, and no condition to leave out."""
    if found.code != "W417-always-true" or found.primary is None:
        return found
    for effect in clause.effects:
        for at, branch in enumerate(effect.branches):
            behind = [each.span for each in effect.branches[at:] if each.points != NOUGHT and each.span != branch.span]
            if branch.span == found.primary.span and branch.points == NOUGHT and behind:
                rest = {each.span for other in clause.effects for each in other.branches if each.points != NOUGHT}
                alone = rest <= set(behind)
                spared = tiers.all_spared(subject.source, branch.span, *dict.fromkeys(behind), alone=alone)
                return evolve(spared, clause=found.clause, witness=found.witness)
    return found


def _tests(subject: Subject, clause: core.Clause) -> Iterator[tuple[core.Test, Span]]:
    for effect in clause.effects:
        yield from _of_effect(effect)
    if clause.zeroed is not None:
        zeroes = [s.span for s in subject.statements(clause) if _zeroes(s)]
        yield clause.zeroed, zeroes[0] if zeroes else clause.span
    yield from ((each.test, each.span) for each in clause.consequences)
    yield from ((duty.test, duty.span) for duty in clause.duties if duty.test is not None)


def _of_effect(effect: core.Effect) -> Iterator[tuple[core.Test, Span]]:
    empty = empty_branch(effect)
    written = [branch for index, branch in enumerate(effect.branches) if index != empty]
    if len(written) > 1 and branch_sets(effect) is not None:
        return
    yield from ((branch.test, branch.span) for branch in written if not isinstance(branch.test, core.Always))


def _put_together(branch: core.Branch, effect: core.Effect) -> bool:
    """Whether a condition is that of two 减半, 加倍, 除外 at once: each has a branch of its own, and they need not meet."""
    own = set(parts(branch.test))
    others = (set(parts(each.test)) for each in effect.branches if each.span == branch.span)
    return own == {part for other in others if other < own for part in other}


def _zeroes(statement: surface.Statement) -> bool:
    return isinstance(statement, surface.Rule) and isinstance(statement.award, surface.ZeroItem)


def _verdict(subject: Subject, clause: core.Clause, test: core.Test, span: Span) -> Iterator[Diagnostic]:
    if _nobody_of_the_clause(subject, clause, test):
        why = "没有一个单位既是本条管到的，又是这里写的"
        yield evolve(problems.never_true(subject.source, span, why), clause=clause.id)
        return
    if _every_rank(subject, test):
        yield _always(subject, clause, test, span)
        return
    space = subject.space((test,))
    if space.size > LIMIT:
        yield from _asked(subject, clause, test, span)
        return
    outcomes = {true_in(test, cell) for cell in space.cells()}
    if outcomes == {False}:
        yield _never(subject, clause, test, span)
    elif outcomes == {True}:
        yield _always(subject, clause, test, span)
    elif not subject.policy.results.keys().isdisjoint(facts_in(test)):
        yield from _asked(subject, clause, test, span)  # what another part gives is nobody's to choose
    elif not space.exact and not _shown(subject, clause, test):
        yield from _asked(subject, clause, test, span)


def _nobody_of_the_clause(subject: Subject, clause: core.Clause, test: core.Test) -> bool:
    """县区 且 未 移交 in a clause with 涉及部门：公安局: the units that the clause concerns are of another kind."""
    if clause.applies == core.Always() or not any(isinstance(node, core.OfKind | core.Listed) for node in nodes(test)):
        return False
    if all(decided(test, unit) == NEVER for unit in subject.units):
        return False  # nobody anywhere: told by what contradicts what
    concerned = [unit for unit in subject.units if decided(clause.applies, unit) != NEVER]
    return bool(concerned) and all(decided(test, unit) == NEVER for unit in concerned)


def _every_rank(subject: Subject, test: core.Test) -> bool:
    """前 100%: no rank is beyond the number of units that take part."""
    match test:
        case core.Compare(core.Read(name), core.Op.LE, core.Multiply(core.Const(share), core.Read())):
            return subject.facts[name].role is core.Role.RANK and share >= 1
        case _:
            return False


def _never(subject: Subject, clause: core.Clause, test: core.Test, span: Span) -> Diagnostic:
    why = "在声明的取值范围内不可能成立"
    if isinstance(test, core.Both):
        for pair in combinations(test.tests, 2):
            joined = core.Both(pair)
            if not any(true_in(joined, cell) for cell in subject.space(pair).cells()):
                first, second = (show_test(each, subject.policy) for each in pair)
                why = f"“{first}”与“{second}”不能同时成立"
                break
    found = problems.never_true(subject.source, span, why)
    unit = subject.example(clause, lambda unit: not holds(test, unit), tests=(core.Negate(test),))
    if unit is None and isinstance(answer := subject.possible(core.Negate(test)), Found):
        unit = answer.unit
    return found if unit is None else subject.shown(found, clause, unit)


def _always(subject: Subject, clause: core.Clause, test: core.Test, span: Span) -> Diagnostic:
    found = problems.always_true(subject.source, span)
    unit = subject.example(clause, lambda unit: holds(test, unit), tests=(test,))
    return found if unit is None else subject.shown(found, clause, unit)


def _shown(subject: Subject, clause: core.Clause, test: core.Test) -> bool:
    """Where the facts of a condition hang together: tell whether a unit meets it and another does not."""

    def fails(unit: Unit) -> bool:
        return not holds(test, unit)

    if subject.example(clause, lambda unit: holds(test, unit), tests=(test,)) is None:
        return False
    return any(subject.example(clause, fails, tests=tests) is not None for tests in ((), (core.Negate(test),)))


def _asked(subject: Subject, clause: core.Clause, test: core.Test, span: Span) -> Iterator[Diagnostic]:
    """Ask whether any unit meets a condition, and whether any does not: a proof, an example, or the reason for neither."""
    meets, misses = (subject.possible(each) for each in (test, core.Negate(test)))
    if isinstance(meets, Never):
        found = _never(subject, clause, test, span)
        yield subject.shown(found, clause, misses.unit) if isinstance(misses, Found) else found
    elif isinstance(misses, Never):
        found = _always(subject, clause, test, span)
        yield subject.shown(found, clause, meets.unit) if isinstance(meets, Found) else found
    elif isinstance(meets, NotAnalysed):
        yield subject.undecided(clause, span, "这个条件能否成立", meets.why)
    elif isinstance(misses, NotAnalysed):
        yield subject.undecided(clause, span, "这个条件是否总是成立", misses.why)
