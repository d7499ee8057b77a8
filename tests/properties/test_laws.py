"""The laws of reading hold for clauses of every form (language.md §8): what changes nothing, what never gives, what adds up.

A normal run takes a share of the clauses; ``make laws`` all of them (``LAWS=20000 SENTENCES=5000``) and prints the counts. A clause
that is refused with a code is no fault, but most must be accepted, or the generator says little.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.conftest import SEED
from tests.generators.laws import LAWS
from tests.generators.running import Tally, hold, spell

ACCEPTED = 0.6
CLAUSES = int(os.environ.get("LAWS", "500"))
SPELLED = "写法"
ALL = (*LAWS, SPELLED)


def tally_of(law: str) -> Tally:
    """Hold a law against its share of the clauses; the seed of the run says which."""
    first = int(os.environ[SEED]) % 1_000_000 if os.environ[SEED].isdigit() else 0
    seeds = range(first, first + -(-CLAUSES // len(ALL)))
    return spell(seeds) if law == SPELLED else hold(law, seeds)


@pytest.mark.parametrize("law", ALL)
def test_the_laws_hold(law: str) -> None:
    tally = tally_of(law)
    print(shown(law, tally))
    assert tally.accepted[law] >= ACCEPTED * tally.made[law], Counter(tally.refused).most_common(5)
    assert not tally.failures, "\n".join(str(each) for each in tally.failures[:5])


def shown(law: str, tally: Tally) -> str:
    """The counts of one law on a line."""
    counts = (tally.made[law], tally.accepted[law], tally.changed[law], len(tally.failures))
    return "{}：写出 {} 条，接受 {}，比较 {}，不成立 {}".format(law, *counts)
