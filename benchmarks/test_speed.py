"""Speed, by pytest-benchmark: start-up of the command, parsing from 1× to 100× a policy, checking 50 to 2,000
clauses, scoring in both engines.

Run by ``make bench``, which prints the ratios; never part of the tests.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import zhunsheng
from benchmarks.synthetic import policy_of
from compiler import core
from compiler.analysis import checks
from compiler.analysis.checks.subject import Subject
from compiler.compare import compare
from compiler.meaning.scoring import score
from compiler.pipeline import lower, parse
from compiler.policy_text import PolicyText
from compiler.testing.agreement import sample_units
from dsl.diagnostics import Bag
from dsl.documents.reading import read_document
from dsl.source import Source

ROOT = Path(__file__).parent.parent
POLICY = ROOT / "policies" / "ankang-2021-hotline"
gc.set_threshold(200_000, 50, 50)  # as the command sets it
SIZES = [50, 200, 1000, 2000]
IMPORTS = [sys.executable, "-c", "import lark, attrs, typer"]


@pytest.mark.parametrize("name", ["imports", "changed", "unchanged", "score", "rescored"])
def test_start(benchmark: Any, name: str, tmp_path: Path) -> None:
    """The bare imports; a policy that was changed by a word since it was last checked; one that was not; 77 units by either."""
    policy = tmp_path / "policy"
    shutil.copytree(POLICY, policy)
    text = (policy / "policy.md").read_text(encoding="utf-8")
    command = [sys.executable, "-m", "zhunsheng", "check", str(policy)]
    if name == "imports":
        command = IMPORTS
    elif name in ("score", "rescored"):
        command = [sys.executable, "-m", "zhunsheng", "score", str(policy), str(policy / "facts.csv")]
    # As installed: bytecode is kept, whatever this shell says; nothing is remembered from before.
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "XDG_CACHE_HOME": str(tmp_path)}
    words = count()

    def change() -> None:
        if name in ("changed", "rescored"):
            (policy / "policy.md").write_text(f"{text}\n改了 {next(words)} 次。\n", encoding="utf-8")

    benchmark.pedantic(
        lambda: subprocess.run(command, check=True, capture_output=True, env=env),
        setup=change,
        rounds=15,
        warmup_rounds=2,
    )


def times(factor: int) -> str:
    """The policy's body ``factor`` times over, each copy under a heading of its own."""
    text = (POLICY / "policy.md").read_text(encoding="utf-8")
    end = text.index("\n---\n", 4) + 5
    head, body = text[:end], text[end:]
    copies = (re.sub(r"^# (.*)$", rf"# 副本{number} \1", body, flags=re.M) for number in range(factor))
    return head + "\n".join(copies)


@pytest.mark.parametrize("factor", [1, 10, 100])
def test_parse(benchmark: Any, factor: int) -> None:
    source = Source("policy.md", times(factor))

    def run() -> int:
        bag = Bag()
        document = read_document(source, bag)
        assert document is not None
        return len(parse(document, bag))

    benchmark.extra_info["bytes"] = len(source.text.encode())
    assert benchmark.pedantic(run, rounds=5, warmup_rounds=1) == 18 * factor


@pytest.mark.parametrize("stage", ["front", "quick", "thorough"])
@pytest.mark.parametrize("clauses", SIZES)
def test_check(benchmark: Any, clauses: int, stage: str) -> None:
    """Reading, parsing and typing a policy, and each of the two sorts of checks on what that gave."""
    policy, original = policy_of(clauses)
    text = PolicyText("synthetic", Source("policy.md", policy), Source("source.txt", original))

    def front() -> Subject:
        bag = Bag()
        document = read_document(text.policy, bag)
        assert document is not None
        blocks = parse(document, bag)
        return Subject(lower(document, blocks, text, bag), document, blocks)

    if stage == "front":
        benchmark.pedantic(front, rounds=3, warmup_rounds=1)
        return
    cost = checks.Cost.QUICK if stage == "quick" else checks.Cost.SOLVER
    benchmark.pedantic(
        lambda subject: list(checks.run(subject, (cost,))), setup=lambda: ((front(),), {}), rounds=3, warmup_rounds=0
    )


def lowered(text: str) -> core.Policy:
    source, bag = Source("policy.md", text), Bag()
    document = read_document(source, bag)
    assert document is not None
    return lower(document, parse(document, bag), PolicyText("synthetic", source, None), bag)


@pytest.mark.parametrize("clauses", SIZES)
def test_compare(benchmark: Any, clauses: int) -> None:
    """A policy against a version in which every rate of 3 points for an item has become 4."""
    policy, _ = policy_of(clauses)
    old, new = lowered(policy), lowered(policy.replace("每项 扣 3 分", "每项 扣 4 分"))
    found = benchmark.pedantic(lambda: compare(old, new), rounds=3, warmup_rounds=1)
    benchmark.extra_info["changed"] = sum(not each.same_meaning for each in found.clauses)
    assert benchmark.extra_info["changed"] > 0 and str(found.total.verdict) == "更严"


@pytest.mark.parametrize("engine", ["interpreter", "python"])
def test_score(benchmark: Any, engine: str) -> None:
    policy = zhunsheng.load(POLICY)
    units = list(sample_units(policy.core, 300, seed=1))
    if engine == "interpreter":
        benchmark.pedantic(lambda: [score(policy.core, unit) for unit in units], rounds=10, warmup_rounds=1)
        return
    (artifact,) = zhunsheng.compile(policy, "python")
    namespace: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), namespace)  # our own generated module
    run = namespace["_计分"]  # behind the gate, as the interpreter is
    benchmark.pedantic(lambda: [run(unit.facts, unit.kind, unit.name) for unit in units], rounds=10, warmup_rounds=1)
