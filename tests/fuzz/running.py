"""Examples of a target, run and counted: by number where a run must be the same every time, by the clock where it may take its time."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from itertools import count
from typing import Any

from attrs import define, evolve, field, frozen
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.minimising import minimised
from tests.fuzz.target import Example, Target

ROUND = 20  # examples between two looks at the clock
MOST = 5  # failures of one target that are shown and made smaller


@frozen
class Failure:
    """An example that fails, made as small as it gets, and why."""

    target: str
    kind: str  # the exception and the place that raised it: what fails alike is told once
    example: Example
    why: str

    def __str__(self) -> str:
        """Show the example as it can be pasted into a test."""
        return f"{self.target}：{self.why}\n    {self.example!r}"


@define
class Tally:
    """What became of the examples of a target."""

    run: int = 0
    accepted: int = 0
    refused: Counter[str] = field(factory=Counter)
    failures: list[Failure] = field(factory=list)
    failed: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of another run."""
        self.run, self.accepted, self.failed = (
            self.run + other.run,
            self.accepted + other.accepted,
            self.failed + other.failed,
        )
        self.refused += other.refused
        told = {each.kind for each in self.failures}
        self.failures += [each for each in other.failures if each.kind not in told][: MOST - len(self.failures)]

    def shown(self, name: str) -> str:
        """The counts on a line."""
        codes = "、".join(f"{code} {count}" for code, count in self.refused.most_common(6))
        refused = self.run - self.accepted - self.failed
        return f"{name}：试 {self.run}，接受 {self.accepted}，拒绝 {refused}（{codes}），出错 {self.failed}"


def run(target: Target, start: int, most: int, *, smaller: bool = True) -> Tally:
    """Run so many examples; the same ``start`` gives the same examples. ``smaller``: what fails is made smaller."""
    tally = Tally()

    @seed(start)
    @settings(
        max_examples=most,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(example=target.examples)
    def each(example: Example) -> None:
        _tried(target, example, tally, smaller)

    each()
    return tally


def _tried(target: Target, example: Example, tally: Tally, smaller: bool) -> None:
    tally.run += 1
    try:
        codes = target.hold(example)
    except Exception as error:  # whatever it is, it is told, and the run goes on
        tally.failed += 1
        kind = _kind(error)
        if len(tally.failures) < MOST and all(each.kind != kind for each in tally.failures):
            small = _smaller(target, example, kind) if smaller else example
            tally.failures.append(Failure(target.name, kind, small, _why(target, small) or str(error)))
        return
    tally.accepted += not codes
    tally.refused.update(codes)


def _smaller(target: Target, example: Example, kind: str) -> Example:
    def fails(text: Any) -> bool:
        try:
            target.hold(evolve(example, text=text))
        except Exception as error:
            return _kind(error) == kind
        return False

    return evolve(example, text=minimised(example.text, fails))


def _why(target: Target, example: Example) -> str:
    try:
        target.hold(example)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}（{where.name}，{where.lineno} 行）：{error}"[:1500]
    return ""


def _kind(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {where.filename}:{where.lineno}"


def until_then(names: tuple[str, ...], start: int, moment: float) -> dict[str, Tally]:
    """Run targets in turn, some examples each, until a moment of the clock; in a process of its own."""
    from tests.fuzz.targets import TARGETS  # a process that is spawned finds them by itself

    targets = [each for each in TARGETS if each.name in names]
    tallies = {each.name: Tally() for each in targets}
    for at in count(start):
        for target in targets:
            if time.monotonic() >= moment:
                return tallies
            tallies[target.name].add(run(target, at, ROUND))
    return tallies
