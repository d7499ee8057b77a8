"""One unit by one call: ``score_fast`` and ``score`` of the generated module against the hand-written function that returns the same.

Run by ``make bench``; the ratio aimed at is 1.5 for ``score_fast`` and 4 for ``score``.
"""

from __future__ import annotations

from typing import Any

import pytest

import zhunsheng
from benchmarks.by_hand import hotline
from compiler.backends.python import emit_all
from compiler.testing.sampling import sample_units
from dsl.diagnostics import Bag

UNITS, KINDS = 2000, ("县区", "市直部门")


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The module of the hotline policy, and units as each of the three functions takes them."""
    policy = zhunsheng.load("policies/ankang-2021-hotline").core
    (artifact,) = emit_all(policy, Bag())
    namespace: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), namespace)
    listed = {roster.kind: roster.units[0] for roster in policy.rosters}
    rows, whole = [], []
    for unit in sample_units(policy, UNITS, seed=1):
        row = (unit.kind, unit.name, *(unit.facts[name] for name, _ in namespace["快算事实"]))
        if namespace["score_fast"](*row) is not None and unit.kind in listed and unit.kind in KINDS:
            rows.append(row)
            whole.append((dict(unit.facts), unit.kind, listed[unit.kind]))
    assert len(rows) > UNITS / 4
    assert [namespace["score_fast"](*row) for row in rows] == [hotline(*row) for row in rows]
    return {**namespace, "rows": rows, "whole": whole}


@pytest.mark.parametrize("name", ["by hand", "score_fast", "score"])
@pytest.mark.benchmark(group="one unit")
def test_one_unit(benchmark: Any, made: dict[str, Any], name: str) -> None:
    """All rows, one call each."""
    if name == "score":
        score = made["score"]
        benchmark(lambda: [score(facts, kind=kind, unit=unit) for facts, kind, unit in made["whole"]])
        return
    function = hotline if name == "by hand" else made["score_fast"]
    benchmark(lambda: [function(*row) for row in made["rows"]])
