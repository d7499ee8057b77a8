"""How fast units are scored, how much room they take, and how both grow from 100 units to 100,000: through the API, through the command.

Ratios are of things measured in the same run, turn by turn; speeds and bytes are of this machine.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time

from attrs import frozen

import zhunsheng
from benchmarks.units import units, write_policy, write_sheet
from compiler import core
from compiler.meaning import plain
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.testing.sampling import sample_units
from dsl.diagnostics import Bag
from zhunsheng.engine.given import read_given
from zhunsheng.engine.units import UnitFacts

SIZES = (100, 1_000, 10_000, 100_000)
REFERENCE = 1_000  # growth is told from here: a hundred units take the command no more than it takes to start
ROUNDS = 5
_WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
SOME = 400  # units of a round, each round its own


@frozen
class Cost:
    """What scoring took: processor seconds, and bytes at the highest."""

    seconds: float
    bytes: float


def report() -> Iterator[str]:
    """Yield the lines."""
    with tempfile.TemporaryDirectory() as folder:
        policy = Path(folder) / "policy"
        write_policy(policy)
        loaded = zhunsheng.load(policy)
        year = [Unit(each.name, each.kind, each.values) for each in units(loaded.core, SOME * ROUNDS)]
        aimed = list(sample_units(loaded.core, SOME * ROUNDS, seed=1))
        for what, some in (("一年的数据", year), ("对准边界的数据", aimed)):
            yield _side_by_side(loaded.core, what, some)
        yield _gate(loaded.core, list(units(loaded.core, SOME * ROUNDS)))
        yield from _growth("接口", {count: _by_api(loaded, list(units(loaded.core, count))) for count in SIZES})
        yield from _growth("命令", {count: _by_command(policy, Path(folder), count) for count in (1, *SIZES)})


def _side_by_side(policy: core.Policy, what: str, some: Sequence[Unit]) -> str:
    slow = fast = 0.0
    for start in range(0, len(some), SOME):  # turn by turn: what else the machine does weighs on both
        part = some[start : start + SOME]
        slow += _seconds(lambda part=part: [plain.score(policy, unit) for unit in part])  # type: ignore[misc]
        fast += _seconds(lambda part=part: [score(policy, unit) for unit in part])  # type: ignore[misc]
    each = f"逐句解释 {slow / len(some) * 1e6:.0f} 微秒，备好再算 {fast / len(some) * 1e6:.0f} 微秒"
    return f"评分一个单位（{what}）：{each}，快 {slow / fast:.1f} 倍"


def _gate(policy: core.Policy, some: Sequence[UnitFacts]) -> str:
    given = [(each.name, each.kind, each.values) for each in some]
    ready = [Unit(each.name, each.kind, each.values) for each in some]
    gate = scoring = 0.0
    for start in range(0, len(some), SOME):
        part, units_ = given[start : start + SOME], ready[start : start + SOME]
        gate += _seconds(lambda part=part: read_given(policy, part, Bag()))  # type: ignore[misc]
        scoring += _seconds(lambda units_=units_: [score(policy, unit) for unit in units_])  # type: ignore[misc]
    return f"关口查一个单位（程序给的值）：{gate / len(some) * 1e6:.0f} 微秒，为评分的 {gate / scoring:.2f} 倍"


def _growth(what: str, found: dict[int, Cost]) -> Iterator[str]:
    """Yield a line a size; what the command needs whatever the size, told by a sheet of one unit, is no cost of a unit."""
    base = found.pop(1, Cost(0, 0))
    first = 0.0
    for count, cost in found.items():
        seconds, size = (cost.seconds - base.seconds) / count, (cost.bytes - base.bytes) / count
        growth = f"，每个单位耗时为 {REFERENCE} 个时的 {seconds / first:.2f} 倍" if first else ""
        first = seconds if count == REFERENCE else first
        yield f"评分（{what}）{count:6d} 个单位：每秒 {1 / seconds:.0f} 个，每行 {size:.0f} 字节{growth}"


def _seconds(run: Callable[[], object]) -> float:
    begun = process_time()
    run()
    return process_time() - begun


def _by_api(policy: zhunsheng.Policy, some: Sequence[UnitFacts]) -> Cost:
    zhunsheng.score(policy, some[: SIZES[0]])  # prepared, as it is for whoever scores a second sheet
    seconds = min(_seconds(lambda: zhunsheng.score(policy, some)) for _ in range(3))
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    results = zhunsheng.score(policy, some)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(results) == len(some)
    return Cost(seconds, most - before)


def _by_command(policy: Path, folder: Path, count: int) -> Cost:
    sheet = folder / f"{count}.csv"
    write_sheet(zhunsheng.load(policy).core, sheet, count)
    command = [sys.executable, "-m", "zhunsheng", "score", str(policy), str(sheet), "-o", str(folder / "out.csv")]
    # A process of its own in between: a child's peak begins with what its parent takes, and this one may take much.
    spoken = subprocess.run([sys.executable, "-c", _WATCH, *command], check=True, capture_output=True, text=True).stdout
    seconds, kilobytes = map(float, spoken.split())
    return Cost(seconds, kilobytes * 1024)


if __name__ == "__main__":
    for line in report():
        print(line, flush=True)
