"""The mutation score of a policy's case tables: which small mistakes would no case notice?

Every mutant of ``compiler/testing/mutants.py`` is scored by the interpreter, in this process, on the cases of its clause and of the
items and the whole it belongs to. A mutant that passes all of them survives, and is listed with the case that would kill it.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from compiler.pipeline import Compiled
from compiler.testing.mutants import Mutant
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.mutants.killing import Killer, KillingCase
from zhunsheng.testkit.mutants.table import alone, kills


@frozen
class Survivor:
    """A mistake that no case notices. ``accepted`` is the reason a 注（等价）gives; empty where nobody gave one."""

    clause: str
    kind: str
    says: str
    accepted: str = ""
    killing: KillingCase | None = None  # looked for only where nobody gave a reason


@frozen
class Score:
    """How many mutants there are, how many a case notices, and which survive."""

    total: int
    killed: int
    survivors: tuple[Survivor, ...]
    alone: int = 0  # cases that are the only ones to notice something

    @property
    def undeclared(self) -> tuple[Survivor, ...]:
        """The survivors that nobody declared equivalent."""
        return tuple(each for each in self.survivors if not each.accepted)


def mutation_score(compiled: Compiled, cases: Sequence[Case] | None = None) -> Score:
    """Return the mutation score of a compiled policy."""
    assert compiled.policy is not None
    table = tuple(kills(compiled.policy, read_cases(compiled)[0] if cases is None else cases))
    killer = Killer(compiled.policy)
    left = [each.mutant for each in table if not each.cases]
    survivors = tuple(_survivor(mutant, compiled, killer) for mutant in left)
    return Score(len(table), len(table) - len(left), survivors, len(alone(table)))


def _survivor(mutant: Mutant, compiled: Compiled, killer: Killer) -> Survivor:
    accepted = _accepted(mutant, compiled)
    killing = None if accepted else killer.find(mutant)
    return Survivor(mutant.clause, mutant.kind, mutant.says, accepted, killing)


def _accepted(mutant: Mutant, compiled: Compiled) -> str:
    """The reason of a note 注（等价）：… of the clause that names what was changed."""
    assert compiled.document is not None
    for section in compiled.document.sections:
        if section.id != mutant.clause:
            continue
        for note in section.notes:
            if note.equivalent and any(part in note.text for part in (mutant.says, mutant.kind)):
                return note.text
    return ""
