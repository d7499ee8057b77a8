"""The generated Python agrees with the interpreter on generated units, boundaries weighted: 100,000 of the hotline policy."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import zhunsheng
from compiler import core
from compiler.testing.agreement import disagreements, sample_units

POLICIES = sorted(path.parent for path in (Path(__file__).parents[2] / "policies").glob("*/policy.md"))
UNITS = 100_000  # of the hotline policy; a tenth of it of every other
SHARES = 20  # so that several processes can work on it


@cache
def engines(folder: Path) -> tuple[core.Policy, dict[str, Any]]:
    """A policy for the interpreter, and the module generated from it."""
    policy = zhunsheng.load(folder)
    (artifact,) = zhunsheng.compile(policy, "python")
    namespace: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), namespace)  # our own generated module
    return policy.core, namespace


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("folder", POLICIES, ids=lambda path: path.name)
def test_python_agrees_with_the_interpreter(folder: Path, share: int) -> None:
    policy, namespace = engines(folder)
    count = UNITS // SHARES if folder.name == "ankang-2021-hotline" else UNITS // SHARES // 10
    units = list(sample_units(policy, count, seed=share))
    assert len(units) == count
    assert not disagreements(policy, namespace, units)
