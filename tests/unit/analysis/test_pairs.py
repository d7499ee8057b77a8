"""Every flaw of a small policy is found under its code, and nothing is found in the twin that has it not."""

from __future__ import annotations

import re

import pytest

from tests.unit.analysis.pairs import codes, twins
from tests.unit.analysis.pairs_of_agreements import AGREEMENTS
from tests.unit.analysis.pairs_of_caps import CAPS
from tests.unit.analysis.pairs_of_checked_facts import CHECKED
from tests.unit.analysis.pairs_of_ladders import LADDERS
from tests.unit.analysis.pairs_of_order import ORDER
from tests.unit.analysis.pairs_of_reach import REACH
from tests.unit.analysis.pairs_of_texts import TEXTS
from tests.unit.analysis.pairs_of_the_whole import WHOLE

TABLES = (LADDERS, REACH, CAPS, WHOLE, AGREEMENTS, CHECKED, ORDER, TEXTS)
PAIRS = {name: pair for table in TABLES for name, pair in table.items()}


@pytest.mark.parametrize("name", PAIRS)
def test_the_flaw_is_found(name: str) -> None:
    expected, text = PAIRS[name]
    flawed, _ = twins(text)
    (only,) = codes(flawed)
    assert only in expected.split("|")


@pytest.mark.parametrize("name", PAIRS)
def test_nothing_is_found_in_its_twin(name: str) -> None:
    _, sound = twins(PAIRS[name][1])
    assert codes(sound) == []


def test_no_two_pairs_differ_in_numbers_only() -> None:
    texts = [re.sub(r"[\d.]+|\s+", "", text) for _, text in PAIRS.values()]
    assert len(PAIRS) == sum(map(len, TABLES)) == len(set(texts))
