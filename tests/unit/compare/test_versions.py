"""Pairs of policies whose verdicts were decided by hand; every verdict that promises something is tried on many units.

``ZHUNSHENG_TEST_UNITS=10000`` tries each on as many units; the usual run takes a share of them, the boundaries always among them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import pytest

from compiler import core
from compiler.analysis.solver import Part
from compiler.compare import Comparison, Judgement, Verdict, compare
from compiler.compare.items import in_item
from compiler.compare.judge import sampled
from compiler.compare.model import Method
from compiler.compare.pairs.align import align
from compiler.compare.pairs.matching import pairs
from compiler.compare.parts import Pair, pairs_of
from compiler.gate.declared import agrees
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World
from compiler.meaning.result import Outcome
from compiler.meaning.scoring import item_of, score_clause
from compiler.measures.domain import allowed, completed, table
from compiler.testing.sampling import sample_units
from tests.unit.compare.versions import expected, names, policy

UNITS = int(os.environ.get("ZHUNSHENG_TEST_UNITS", "400"))
SEED = 4


@cache
def compared(name: str) -> Comparison:
    return compare(policy(name, "old"), policy(name, "new"))


def test_there_are_enough_pairs() -> None:
    assert len(names()) >= 100


@pytest.mark.parametrize("name", names())
def test_verdicts(name: str) -> None:
    found, hand = compared(name), expected(name)
    assert {each.id: str(each.verdict) for each in found.clauses} == hand.clauses
    assert {each.id: str(each.own) for each in found.clauses if each.own_points_differ} == hand.own
    assert str(found.total.verdict) == hand.total
    assert [each.what for each in found.changes if each.meaning] == hand.changes
    assert (found.total.lost is not None, found.total.settled is not None) == (hand.lost, hand.settled)
    assert [each.id for each in found.clauses if each.moved] == hand.moved
    if hand.reworded:
        assert [each.id for each in found.clauses if each.reworded] == hand.reworded


@pytest.mark.parametrize("name", names())
def test_witnesses_show_what_they_are_said_to_show(name: str) -> None:
    for judgement in judgements(compared(name)):
        less, more = judgement.less, judgement.more
        assert less is None or (less.old is not None and less.new is not None and less.new < less.old)
        assert more is None or (more.old is not None and more.new is not None and more.new > more.old)
        assert judgement.lost is None or (judgement.lost.old is not None and judgement.lost.new is None)
        assert judgement.settled is None or (judgement.settled.old is None and judgement.settled.new is not None)


def judgements(found: Comparison) -> Iterator[Judgement]:
    yield found.total
    for change in found.clauses:
        yield from change.judgements


@pytest.mark.parametrize("name", names())
def test_the_other_way_round(name: str) -> None:
    """Comparing new with old gives the mirrored verdicts."""
    mirrored = {Verdict.STRICTER: Verdict.LOOSER, Verdict.LOOSER: Verdict.STRICTER}
    found = compared(name)
    if found.renamed:
        back = compare(policy(name, "new"), policy(name, "old"), {after: before for before, after in found.renamed})
    else:
        back = compare(policy(name, "new"), policy(name, "old"))
    assert back.total.verdict is mirrored.get(found.total.verdict, found.total.verdict)


# ------------------------------------------------------------------------------------------------------ on many units


def judged(name: str) -> Iterator[tuple[Pair, Judgement]]:
    """Yield every pair that was judged, with its judgement."""
    old, new = policy(name, "old"), policy(name, "new")
    matched = pairs(old, new)
    became = {before.id: after.id for before, after in matched if before is not None and after is not None}
    aligned = align(old, new, dict(new.aliases), became)
    clauses = [{clause.id: clause for clause in each.clauses()} for each in (aligned.old, aligned.new)]
    for (before, after), change in zip(matched, compared(name).clauses, strict=True):
        two = (before and clauses[0][before.id], after and clauses[1][after.id])
        yield from zip(pairs_of(aligned, *two), change.judgements, strict=True)


class Scored:
    """What one version gives, remembered: units at the boundaries come again and again."""

    def __init__(self, pair: Pair, which: str) -> None:
        self.part = pair.old if which == "old" else pair.new
        self.clause = next(each for each in self.part.policy.clauses() if each.id == self.part.clause)
        self.item = item_of(self.part.policy, self.clause.id)
        self.known: dict[object, Fraction | None] = {}

    def __call__(self, unit: Unit) -> Fraction | None:
        key = (unit.name, unit.kind, *unit.facts.items())
        if key not in self.known:
            found = score_clause(self.clause, World(self.part.policy, unit), self.item)
            open_ = found.outcome in (Outcome.RANGE, Outcome.UNDEFINED)
            self.known[key] = None if open_ else found.points.exact
        return self.known[key]


PROMISES = (Verdict.SAME, Verdict.STRICTER, Verdict.LOOSER)


def contradicts(verdict: Verdict, before: Fraction | None, after: Fraction | None) -> bool:
    """Whether what a unit gets speaks against a verdict; what cannot be computed speaks against none."""
    if before is None or after is None or before == after:
        return False
    return verdict is Verdict.SAME or (after < before) is not (verdict is Verdict.STRICTER)


@pytest.mark.parametrize("name", names())
def test_no_unit_stands_against_a_proof(name: str) -> None:
    tried = 0
    for pair, judgement in judged(name):
        if judgement.verdict not in PROMISES or judgement.method is Method.SAME_RULES:
            continue
        old, new = Scored(pair, "old"), Scored(pair, "new")
        for unit in sampled(pair, UNITS, SEED):
            if not agrees(pair.new.policy, unit.facts):
                continue
            assert not contradicts(judgement.verdict, old(unit), new(unit)), unit
        tried += 1
    hand = expected(name)
    stated = [Verdict(verdict) for at, verdict in hand.clauses.items() if at not in hand.own]
    assert tried > 0 or not any(verdict in (Verdict.STRICTER, Verdict.LOOSER) for verdict in stated)


@pytest.mark.parametrize("name", names())
def test_no_unit_stands_against_what_is_said_of_an_item(name: str) -> None:
    found = compared(name)
    became = {each.old.id: each.new.id for each in found.clauses if each.old is not None and each.new is not None}
    aligned = align(policy(name, "old"), policy(name, "new"), dict(found.renamed), became)
    for change in found.clauses:
        pair = in_item(aligned, change.old, change.new, became)
        if change.item is None or change.item.verdict not in PROMISES:
            continue
        assert pair is not None
        for unit in both_sides(pair.old.policy, pair.new.policy):
            assert not contradicts(change.item.verdict, pair.old.value(unit), pair.new.value(unit)), unit


@pytest.mark.parametrize("name", names())
def test_no_unit_stands_against_what_is_said_of_the_total(name: str) -> None:
    found = compared(name)
    if found.total.verdict not in PROMISES:
        return
    old, new = Part(found.old), Part(found.new)
    kinds = set(found.old.kinds or ("",)) & set(found.new.kinds or ("",))
    for unit in both_sides(found.old, found.new):
        if unit.kind in kinds:
            assert not contradicts(found.total.verdict, old.value(unit), new.value(unit)), unit


def both_sides(old: core.Policy, new: core.Policy) -> Iterator[Unit]:
    """Units drawn from where either version changes its mind, with the facts of both, that both let in."""
    known = table(new, old)
    for policy_ in (old, new):
        for unit in sample_units(policy_, UNITS // 2, SEED):
            whole = completed(completed(unit, new), old)
            if allowed(whole.facts, known, whole.kind) and agrees(new, whole.facts):
                yield whole
