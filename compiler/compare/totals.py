"""The total under both versions: from what is proved of its parts, where they all point one way; else from units, else by the solver.

In: aligned policies and the judged clauses. Out: a ``Judgement``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import evolve, frozen

from compiler import core
from compiler.analysis.solver import Found, Never, NotAnalysed, Part, Who, more
from compiler.compare.courses import STILL, Courses, is_capped
from compiler.compare.judge import SEED, Evidence
from compiler.compare.model import POINTS, VETO, ZEROED, ClauseChange, Judgement, Method
from compiler.compare.pairs.align import Aligned
from compiler.compare.parts import Pair
from compiler.core.walk import facts_in, roots_of
from compiler.meaning.interpret import Unit
from compiler.measures.domain import Facts, table
from compiler.measures.moves import beginnings
from compiler.testing.sampling import sample_units
from dsl.source import Span

SAMPLED = 400
_NOTHING = core.Clause("", "", "", Span(0, 0))


def judge_total(aligned: Aligned, changes: tuple[ClauseChange, ...], whos: tuple[Who, ...]) -> Judgement:
    """Judge the total."""
    pair = _Totals("总分", Part(aligned.old), Part(aligned.new), _NOTHING, _NOTHING)
    known = Evidence(pair, frozenset(who.kind for who in whos))
    course = Courses(changes, whos).of(aligned)
    if not course.more:
        known.never["more"] = Method.PARTS
    if not course.less:
        known.never["less"] = Method.PARTS
    judged = [each for change in changes for each in change.judgements]
    bearing = [each for each in judged if each.what in (POINTS, ZEROED, VETO)]
    if all(each.values_known and each.lost is None and each.settled is None for each in bearing):
        known.never |= {"lost": Method.PARTS, "settled": Method.PARTS}
    if course == STILL and not known.open():
        return evolve(known.judgement(), method=Method.PARTS if not _same(changes) else Method.SAME_RULES)
    known.why = aligned.in_the_way(_read(aligned))
    if known.why:
        return known.judgement()
    _by_witnesses(known, aligned, judged, whos)
    if known.open("less", "more"):
        _by_solver(known, aligned, changes, whos)
    if known.open("less", "more"):
        _by_search(known, aligned)
    return known.judgement()


def _read(aligned: Aligned) -> Iterator[str]:
    """Yield the facts on which a total of either version hangs."""
    for policy in (aligned.old, aligned.new):
        points = (evolve(clause, consequences=(), duties=()) for clause in policy.clauses())
        roots = [root for clause in points for root in roots_of(clause)] + [veto.test for veto in policy.vetoes]
        for root in roots:
            yield from facts_in(root)


def _same(changes: tuple[ClauseChange, ...]) -> bool:
    return all(each.method is Method.SAME_RULES for change in changes for each in change.judgements)


@frozen(repr=False, eq=False)
class _Totals(Pair):
    """The pair of two totals: its facts are all facts."""

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """All facts of both versions."""
        return tuple(self.known)


# ---------------------------------------------------------------------------------------------------------------- units


def _by_witnesses(known: Evidence, aligned: Aligned, judged: list[Judgement], whos: tuple[Who, ...]) -> None:
    """Score the units that show what a clause does, their other facts as plain as can be."""
    shown = [w.unit for each in judged for w in (each.less, each.more, each.lost, each.settled) if w is not None]
    backgrounds = _backgrounds(aligned, whos)
    for unit in shown:
        for facts in ({}, *backgrounds):
            if known.open():
                known.take(Unit(unit.name, unit.kind, {**facts, **unit.facts}))
    for facts in backgrounds:
        for who in whos:
            if known.open("less", "more"):
                known.take(Unit(who.name, who.kind, facts))


def _backgrounds(aligned: Aligned, whos: tuple[Who, ...]) -> list[Facts]:
    known = {name: f for name, f in table(aligned.new, aligned.old).items() if f.role is not core.Role.RESULT}
    roots = [root for policy in (aligned.old, aligned.new) for clause in policy.clauses() for root in roots_of(clause)]
    return [*beginnings(roots, known, aligned.new, whos[0])]


def _by_search(known: Evidence, aligned: Aligned) -> None:
    for policy in (aligned.new, aligned.old):
        for unit in sample_units(policy, SAMPLED, SEED):
            if not known.open("less", "more"):
                return
            known.take(unit)


def _by_solver(known: Evidence, aligned: Aligned, changes: tuple[ClauseChange, ...], whos: tuple[Who, ...]) -> None:
    old, new = (Part(_rest(policy, changes)) for policy in (aligned.old, aligned.new))
    for kind, first, second in (("less", old, new), ("more", new, old)):
        if kind not in known.open():
            continue
        answers = [more(first, second, who=who) for who in whos]
        if all(isinstance(answer, Never) for answer in answers):
            known.never[kind] = Method.SOLVER
        for answer in answers:
            if isinstance(answer, Found):
                known.take(answer.unit)
            elif isinstance(answer, NotAnalysed):
                known.why = known.why or answer.why


def _rest(policy: core.Policy, changes: tuple[ClauseChange, ...]) -> core.Policy:
    """Return a policy without the clauses at the top that do the same to every unit: what they add, both totals have."""
    same = {clause.id for change in changes if change.same_meaning for clause in (change.old, change.new) if clause}
    if policy.vetoes or any(fact.role is core.Role.RESULT for fact in policy.facts):
        return policy
    return evolve(policy, root=_without(policy.root, same))


def _without(group: core.Group, same: set[str]) -> core.Group:
    kept: list[core.Group | core.Clause] = []
    for child in group.children:
        if isinstance(child, core.Clause):
            kept += [] if child.id in same else [child]
        elif child.is_item or child.outside or is_capped(child):
            kept.append(child)
        else:
            kept.append(_without(child, same))
    return evolve(group, children=tuple(kept))
