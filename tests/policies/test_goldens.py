"""What the hotline policy gives, as a clerk would approve it: the Python module, the ranking, one explanation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

import zhunsheng
from compiler.explain.trace import render_text
from zhunsheng.scoring.output import results_csv

FOLDER = Path(__file__).parents[2] / "policies" / "ankang-2021-hotline"


class Text(SingleFileSnapshotExtension):
    """One text file a golden, with a name that neither pytest nor ruff takes for code."""

    _write_mode = WriteMode.TEXT
    file_extension = "golden.txt"


@pytest.fixture
def golden(snapshot: Any) -> Any:
    return snapshot.use_extension(Text)


def undated() -> zhunsheng.Policy:
    """Return the policy without its digest, which changes with every letter of commentary."""
    policy = zhunsheng.load(FOLDER)
    return evolve(policy, core=evolve(policy.core, digest=""))


def test_python_module(golden: Any) -> None:
    (artifact,) = zhunsheng.compile(FOLDER, "python")
    assert artifact.text == golden


def test_ranking(golden: Any) -> None:
    policy = undated()
    results = zhunsheng.score(policy, FOLDER / "facts.csv")
    assert len(results) == 77
    assert results_csv(policy.core, results).decode("utf-8-sig").replace("\r\n", "\n") == golden


def test_explanation(golden: Any) -> None:
    assert render_text(zhunsheng.explain(undated(), FOLDER / "facts.csv", "市公安局")) == golden
