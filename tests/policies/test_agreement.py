"""The generated Python agrees with the interpreter on 100,000 generated units a policy, boundaries weighted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import zhunsheng
from compiler.agreement import disagreements, sample_units

POLICIES = sorted(path.parent for path in (Path(__file__).parents[2] / "policies").glob("*/policy.md"))
UNITS = 100_000
SHARES = 20  # so that several processes can work on it


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("folder", POLICIES, ids=lambda path: path.name)
def test_python_agrees_with_the_interpreter(folder: Path, share: int) -> None:
    policy = zhunsheng.load(folder)
    (artifact,) = zhunsheng.compile(policy, "python")
    namespace: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), namespace)  # our own generated module
    units = list(sample_units(policy.core, UNITS // SHARES, seed=share))
    assert len(units) == UNITS // SHARES
    assert not disagreements(policy.core, namespace, units)
