"""Real policies against copies with one small mistake, without a solver, and what is proved piece by piece."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from compiler import core
from compiler.analysis.solver import session
from compiler.compare import Verdict, compare
from compiler.core.walk import nodes, roots_of
from compiler.meaning.interpret import Unit
from compiler.meaning.result import Outcome
from compiler.meaning.scoring import score
from compiler.testing.mutants import mutants
from compiler.testing.sampling import sample_units
from tests.unit.compare.versions import expected, names, policy
from zhunsheng import api

POLICIES = Path(__file__).parents[3] / "policies"
SLUGS = sorted(path.parent.name for path in POLICIES.glob("*/policy.md"))
MUTANTS, UNITS = 12, 60


@cache
def real(slug: str) -> core.Policy:
    return api.load(POLICIES / slug).core


@pytest.mark.parametrize("slug", SLUGS)
def test_a_policy_means_what_it_means(slug: str) -> None:
    assert compare(real(slug), real(slug)).same_meaning


@pytest.mark.parametrize("slug", SLUGS)
def test_no_unit_stands_against_the_verdict_on_a_mutant(slug: str) -> None:
    """One mistake in a real policy: all clauses but one are the same, and no sampled unit contradicts what is said."""
    every = list(mutants(real(slug)))
    for mutant in every[:: max(1, len(every) // MUTANTS)]:
        found = compare(real(slug), mutant.policy)
        looks = looking_at_the_duties_of(mutant.clause, real(slug))
        changed = [
            each.id for each in found.clauses if not each.same_meaning and each.id not in looks - {mutant.clause}
        ]
        assert len(changed) <= 1 or mutant.kind in ("分值", "名单"), mutant.says  # one list may stand in two clauses
        for unit in sample_units(real(slug), UNITS, 7):
            before, after = _total(real(slug), unit), _total(mutant.policy, unit)
            if before is None or after is None:
                continue
            match found.total.verdict:
                case Verdict.SAME:
                    assert before == after, mutant.says
                case Verdict.STRICTER:
                    assert after <= before, mutant.says
                case Verdict.LOOSER:
                    assert after >= before, mutant.says


def looking_at_the_duties_of(clause: str, policy: core.Policy) -> set[str]:
    """The clauses that ask whether the duties of a clause are kept (任一项未完成的 …): they change with it."""
    roots = [(each.id, root) for each in policy.clauses() for root in roots_of(each)]
    roots += [(veto.clause, veto.test) for veto in policy.vetoes]
    return {at for at, root in roots for node in nodes(root) if isinstance(node, core.Kept) and node.of == clause}


def _total(policy: core.Policy, unit: Unit) -> object:
    result = score(policy, unit)
    open_ = any(each.outcome in (Outcome.RANGE, Outcome.UNDEFINED) for each in result.clauses)
    return None if open_ else result.total.exact


def test_without_a_solver_nothing_wrong_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most verdicts need no solver; those that do are 未证明 without it, never another verdict."""
    monkeypatch.setattr(session, "load", lambda: None)
    open_ = []
    for name in names():
        found = compare(policy(name, "old"), policy(name, "new"))
        hand = expected(name)
        verdicts = {each.id: str(each.verdict) for each in found.clauses} | {"总": str(found.total.verdict)}
        for place, verdict in verdicts.items():
            if verdict != (hand.clauses | {"总": hand.total})[place]:
                assert verdict == Verdict.UNPROVEN, (name, place)
                open_.append(f"{name}:{place}")
        if verdicts["总"] == Verdict.UNPROVEN and hand.total != "未证明":
            assert "求解器" in found.total.why or not found.total.why
    assert len(open_) <= 24, open_  # of some 400, most of them bounds that only a solver holds
