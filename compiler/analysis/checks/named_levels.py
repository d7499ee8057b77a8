"""Two sentences of one clause whose facts are named by a number, and may be one thing at two levels (E426).

电话无人接听 每次 扣 0.5 分；一年内3次以上无人接听 扣 2 分: are the three calls counted twice? Levels that are certain are a ladder
already (连续两年, 连续三年); what is left are pieces that are counted, and names that only resemble each other. Never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit, effect_points
from compiler.problems import counting
from compiler.words.wording import constants
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.types import Kind
from dsl.words.lexicon import lexicon
from dsl.words.numbered import related


def levels(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the first pair of every clause."""
    for clause in subject.clauses:
        if clause.pick is not core.Pick.SUM or added_up(subject, clause):
            continue
        effects = [each for each in clause.effects if not each.further and way(each)]
        for first, second in combinations(effects, 2):
            if way(first) == way(second) and _one_thing(subject, first, second):
                yield _shown(subject, clause, first, second)
                break


def added_up(subject: Subject, clause: core.Clause) -> bool:
    """Whether a clause says 累计: that its sentences count together is then what its author wants."""
    return any(isinstance(each, surface.Overlap) and each.choice == "sum" for each in subject.statements(clause))


def _shown(subject: Subject, clause: core.Clause, first: core.Effect, second: core.Effect) -> Diagnostic:
    found = counting.named_levels(subject.source, second.branches[-1].span, first.branches[0].span)

    def both(unit: Unit) -> bool:
        return all(effect_points(each, unit)[0] for each in (first, second))

    unit = subject.example(clause, both, tests=(second.branches[-1].test,))
    return found if unit is None else subject.shown(found, clause, unit)


def _one_thing(subject: Subject, first: core.Effect, second: core.Effect) -> bool:
    a, b = _facts(first), _facts(second)
    pairs = [(subject.facts[one], subject.facts[other]) for one in a - b for other in b - a]
    return any(_one_delay(one, other) or _one_delay(other, one) for one, other in pairs) or any(
        related(one.name, other.name) and Kind.DATE not in (one.type.kind, other.type.kind) for one, other in pairs
    )


def _one_delay(flag: core.Fact, measure: core.Fact) -> bool:
    """逾期报送 扣 1 分；逾期 5 天以上 扣 3 分: being late, and by how much."""
    late = measure.name.startswith(lexicon().speech["too_late"]) and flag.name.startswith(measure.name)
    return late and flag.type.kind is Kind.FLAG and measure.type.kind is Kind.DURATION


def _facts(effect: core.Effect) -> set[str]:
    return {fact for branch in effect.branches for fact in (*facts_in(branch.test), *facts_in(branch.points))}


def way(effect: core.Effect) -> int:
    """Return whether an effect gives (1) or takes (-1)."""
    values = [constants(branch.points) for branch in effect.branches]
    return -1 if any(each < 0 for each in values) else int(any(each > 0 for each in values))
