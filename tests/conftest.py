"""What holds for every test: Hypothesis without a deadline (a busy machine is no fault), one printed seed for a whole run.

The gate takes the same seed every time: a change that breaks nothing passes, one that breaks something fails again on the next machine.
New ground is broken where somebody reads what comes out: ``make laws`` and ``make fuzz`` take a new seed each time.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import core, settings

if TYPE_CHECKING:
    from tests.servers import Postgres

# What takes more than its share of time; ``make test FAST=1`` leaves it out. Paths, so that a file is moved with its entry.
SLOW = (
    "tests/policies/",
    "tests/properties/",
    "tests/fuzz/",
    "tests/meta/test_api_doc.py",
    "tests/meta/test_docs.py",
    "tests/unit/analysis/",
    "tests/unit/audit/",
    "tests/unit/backends/",
    "tests/unit/cli/",
    "tests/unit/compare/",
    "tests/unit/draft/",
    "tests/unit/engine/test_robust.py",
    "tests/unit/explain/",
    "tests/unit/limits/",
    "tests/unit/lowering/test_design_lines.py",
    "tests/unit/lowering/test_form_examples.py",
    "tests/unit/lowering/test_forms.py",
    "tests/unit/lowering/test_linear.py",
    "tests/unit/meaning/test_prepared.py",
    "tests/unit/measures/",
    "tests/unit/report/",
    "tests/unit/scoring/",
    "tests/unit/testkit/test_pytest_plugin.py",
    "tests/unit/tools/",
)
SEED = "ZHUNSHENG_TEST_SEED"  # the processes of one run share it; "new" draws one
USUAL, NEW = 2021, "new"

settings.register_profile("zhunsheng", deadline=None, print_blob=True)
settings.load_profile("zhunsheng")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of these tests alone; whoever asks for it is skipped where none is installed."""
    from tests import servers  # not every run needs it

    with servers.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def spark() -> Iterator[object]:
    """Spark in this machine, for these tests alone; skipped where it is not installed."""
    from tests import servers

    with servers.spark() as session:
        yield session


def pytest_configure(config: pytest.Config) -> None:
    """Take the seed of the run: the one given, a new one where that is asked for, else the usual one."""
    given = config.getoption("hypothesis_seed", None) or os.environ.get(SEED, USUAL)
    seed = os.environ[SEED] = str(random.randrange(2**32) if given == NEW else given)
    core.global_force_seed = int(seed) if seed.isdigit() else seed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow tests."""
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.slow)


def pytest_report_header() -> str:
    """Say how the run can be repeated."""
    return f"hypothesis seed: {os.environ[SEED]} (repeat with --hypothesis-seed={os.environ[SEED]})"
