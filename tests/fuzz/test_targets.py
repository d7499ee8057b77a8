"""A normal run takes a fixed number of examples of each target, the same every time; ``make fuzz`` takes new ones.

What is found here or there becomes a test of its own in the room where it belongs.
"""

from __future__ import annotations

import os

import pytest

from tests.conftest import SEED
from tests.fuzz.running import run
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("target", TARGETS, ids=[each.name for each in TARGETS])
def test_nothing_goes_wrong(target: Target) -> None:
    start = int(os.environ[SEED]) if os.environ[SEED].isdigit() else 0
    tally = run(target, start, target.share)
    print(tally.shown(target.name))
    assert not tally.failures, "\n".join(str(each) for each in tally.failures)
    assert tally.run == target.share
    assert tally.accepted >= target.accepted * tally.run, tally.shown(target.name)
