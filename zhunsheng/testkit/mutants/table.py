"""Which case notices which mutant, worked out once: what follows if a case is deleted is then read off the table.

In: a compiled policy and its cases. Out: a ``Kill`` a mutant. A case that fails on the policy itself notices nothing: whoever asks
runs the cases first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from compiler import core
from compiler.gate.declared import share
from compiler.testing.mutants import Mutant, mutants
from zhunsheng.testkit.cases.expected import Measured
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.running.runner import Engine, Runner


@frozen
class Kill:
    """A mutant and the cases that notice it, by their places among the cases."""

    mutant: Mutant
    cases: frozenset[int]


def kills(policy: core.Policy, cases: Sequence[Case]) -> Iterator[Kill]:
    """Yield every mutant of a policy with the cases that notice it."""
    for mutant in mutants(policy):
        share(policy, mutant.policy)
        judge = Runner(mutant.policy)
        found = (at for at, case in enumerate(cases) if _concerned(case, mutant) and _notices(judge, case))
        yield Kill(mutant, frozenset(found))


def alone(table: Sequence[Kill]) -> frozenset[int]:
    """Return the cases that are the only ones to notice something: without any of them a mutant survives."""
    return frozenset(at for kill in table if len(kill.cases) == 1 for at in kill.cases)


def _notices(judge: Runner, case: Case) -> bool:
    _, wrong = judge.run(case, Engine.INTERPRETER)
    return bool(wrong)


def _concerned(case: Case, mutant: Mutant) -> bool:
    """Whether a case looks at the changed clause: its own, one of its items, one of the whole; or is about a changed fact or unit."""
    above = any(what is Measured.TOTAL for what, _ in case.expected) or (
        bool(case.item) and (mutant.clause + "/").startswith(case.item + "/")
    )
    if mutant.units:
        return case.unit.name in mutant.units  # to no other unit does it make a difference
    return case.clause == mutant.clause or above or any(fact in case.unit.facts for fact in mutant.facts)
