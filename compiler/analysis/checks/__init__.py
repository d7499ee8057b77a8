"""The checks: what is odd about a policy that compiles. One file a check, one line a check in ``CHECKS``.

A check sees a ``Subject`` and yields diagnostics. Every finding carries a witness, the facts of a unit that shows it, proven by
running the interpreter; what a check cannot decide it says so (``subject.undecided``, N490), never silence and never a guess.
Numbers of codes: 417–429 and 443–449 within a clause, 456–469 and 474–479 across clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

from attrs import frozen

from compiler.analysis.checks import (
    beaten,
    bounds,
    caps,
    conditions,
    counted_twice,
    direction,
    doubled,
    heading_caps,
    indicators,
    jumps,
    kinds,
    lists,
    outside_period,
    over_item,
    ranking,
    reach,
    rivals,
    unused,
)
from compiler.analysis.checks.subject import Subject
from dsl.diagnostics import Diagnostic
from dsl.nodes import Node


class Cost(StrEnum):
    """What a check costs: ``QUICK`` runs with every compilation, ``SOLVER`` only where somebody asks for findings."""

    QUICK = "quick"
    SOLVER = "solver"


@frozen(repr=False, eq=False)
class Check(Node):
    """A check: the codes it can report, the function, what it costs."""

    codes: tuple[str, ...]
    run: Callable[[Subject], Iterator[Diagnostic]]
    cost: Cost = Cost.QUICK


CHECKS = (
    Check(("W417-always-true", "W418-never-true"), conditions.check),
    Check(("W410-tier-hole", "E414-dead-tier"), beaten.check),
    Check(("W423-mixed-bounds",), bounds.check),
    Check(("W491-outside-period",), outside_period.check),
    Check(("W424-rank-without-table",), ranking.check),
    Check(("W420-wrong-way",), direction.check),
    Check(("W421-jump",), jumps.check),
    Check(("W422-pays-both-ways",), rivals.check),
    Check(("E426-counted-twice",), counted_twice.check),
    Check(("E440-cap-below-one", "W443-cap-never-reached", "W444-second-piece-free"), caps.check),
    Check(("W447-heading-cap-never-reached",), heading_caps.check),
    Check(("W446-more-than-its-item",), over_item.check),
    Check(("W456-indicator-defined-twice", "W457-tiers-differ"), indicators.check, Cost.SOLVER),
    Check(("W458-double-deduction",), doubled.check, Cost.SOLVER),
    Check(("W459-never-used",), unused.check, Cost.SOLVER),
    Check(("W466-nothing-concerns-it", "W461-no-points-for-kind"), kinds.check, Cost.SOLVER),
    Check(("W462-names-nearly-agree",), lists.check, Cost.SOLVER),
    Check(("W463-full-out-of-reach", "W464-beyond-its-points", "W465-not-all-at-once"), reach.check, Cost.SOLVER),
)

NOT_ANALYSED = "N490-not-analysed"
# Found while tiers are ordered and denominators looked at; what they say is of the same sort as what a check says.
ON_THE_WAY = (
    "N425-end-stands-alone",
    "W415-unneeded-choice",
    "W430-zero-denominator",
    "W473-idle-waiver",
)
# What a policy may set or accept. All other codes are about what a policy says at all.
SETTLED = frozenset((*ON_THE_WAY, NOT_ANALYSED, *(code for check in CHECKS for code in check.codes)))


def run(subject: Subject, costs: tuple[Cost, ...]) -> Iterator[Diagnostic]:
    """Yield what the checks of these costs find, check by check; what is left open counts once everything was tried."""
    for check in CHECKS:
        if check.cost in costs:
            for found in check.run(subject):
                if subject.thorough or found.code != NOT_ANALYSED:
                    subject.found.append(found)
                    yield found
        if subject.vacuous:
            return
