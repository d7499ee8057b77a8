"""Work counted in steps, not in seconds: the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def steps_of(work: Callable[[], object]) -> int:
    """Return how many lines of Python run while ``work`` does, each as often as it is come to: a loop on one line counts every turn."""
    count = 0

    def seen(_: FrameType, __: str, ___: object) -> object:
        nonlocal count
        count += 1
        return seen

    before = sys.gettrace()
    sys.settrace(seen)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
