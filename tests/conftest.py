"""What holds for every test: Hypothesis without a deadline (a busy machine is no fault), its seed printed so that a run can be repeated."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import core, settings

SEED = "ZHUNSHENG_TEST_SEED"  # the processes of one run share it

settings.register_profile("zhunsheng", deadline=None, print_blob=True)
settings.load_profile("zhunsheng")


def pytest_configure(config: pytest.Config) -> None:
    """Take the seed of the run: the one given, or a new one."""
    given = config.getoption("hypothesis_seed", None)
    seed = os.environ.setdefault(SEED, str(given if given is not None else random.randrange(2**32)))
    core.global_force_seed = int(seed) if seed.isdigit() else seed


def pytest_report_header() -> str:
    """Say how the run can be repeated."""
    return f"hypothesis seed: {os.environ[SEED]} (repeat with --hypothesis-seed={os.environ[SEED]})"
