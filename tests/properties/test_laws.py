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
from tests.generators.running import Failure, Tally, hold, spell

ACCEPTED = 0.6
CLAUSES = int(os.environ.get("LAWS", "1500"))
SPELLED = "写法"
ALL = (*LAWS, SPELLED)
# Laws that are known not to hold for a kind of clauses: the law, what the failing change says, and why. Each is held to fail still
# (test_what_is_known_still_fails), so that no entry outlives its fault.
KNOWN: dict[str, str] = {}


def tally_of(law: str) -> Tally:
    """Hold a law against its share of the clauses; the seed of the run says which."""
    first = int(os.environ[SEED]) % 1_000_000 if os.environ[SEED].isdigit() else 0
    seeds = range(first, first + -(-CLAUSES // len(ALL)))
    return spell(seeds) if law == SPELLED else hold(law, seeds)


@pytest.mark.parametrize("law", ALL)
def test_the_laws_hold(law: str, capsys: pytest.CaptureFixture[str]) -> None:
    tally = tally_of(law)
    if "LAWS" in os.environ:
        with capsys.disabled():
            print(f"\n{shown(law, tally)}")
    assert tally.accepted[law] >= ACCEPTED * tally.made[law], Counter(tally.refused).most_common(5)
    new = [each for each in tally.failures if known(each) is None]
    assert not new, "\n".join(str(each) for each in new[:5])


def known(failure: Failure) -> str | None:
    """Return why a failure is known, None if it is not."""
    return next((why for sign, why in KNOWN.items() if failure.of(sign)), None)


def shown(law: str, tally: Tally) -> str:
    """The counts of one law on a line."""
    kinds = Counter(known(each) or "新的" for each in tally.failures)
    return (
        f"{law}：写出 {tally.made[law]} 条，接受 {tally.accepted[law]}，比较 {tally.changed[law]}，不成立 {dict(kinds)}"
    )
