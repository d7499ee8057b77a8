"""``make fuzz MINUTES=10``: every target on every core until the time is over; what was run is printed, what failed ends with 1."""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from multiprocessing import get_context

from tests.fuzz.running import Tally, until_then
from tests.fuzz.targets import TARGETS

SEED, APART = "ZHUNSHENG_TEST_SEED", 1_000_000  # between the seeds of two processes


def main() -> int:
    """Run and tell."""
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("targets", nargs="*", help="、".join(each.name for each in TARGETS))
    given = parser.parse_args()
    said = os.environ.get(SEED, "new")
    start = int(said) if said.isdigit() else random.randrange(2**31)
    print(
        f"种子 {start}，{given.processes} 个进程，{given.minutes:g} 分钟（ZHUNSHENG_TEST_SEED={start} 重来）",
        flush=True,
    )
    until = time.monotonic() + given.minutes * 60
    tallies = {each.name: Tally() for each in TARGETS}
    names = tuple(given.targets) or tuple(tallies)
    context = get_context("spawn")
    with context.Pool(given.processes) as pool:
        parts = [(names, start + at * APART, until) for at in range(given.processes)]
        for made in pool.starmap(until_then, parts):
            for name, tally in made.items():
                tallies[name].add(tally)
    return told(tallies)


def told(tallies: dict[str, Tally]) -> int:
    """Print the counts and the failures; 1 where there are some."""
    ran = {name: tally for name, tally in tallies.items() if tally.run}
    for name, tally in ran.items():
        print(tally.shown(name))
    sums = [sum(counts) for counts in zip(*((t.run, t.accepted, t.failed) for t in ran.values()), strict=True)]
    run, accepted, failed = sums or (0, 0, 0)
    print(f"合计：试 {run}，接受 {accepted}，拒绝 {run - accepted - failed}，出错 {failed}")
    for failure in (each for tally in ran.values() for each in tally.failures):
        print(failure)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
