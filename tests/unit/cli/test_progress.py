"""A bar shows on a terminal only, and only once the work has taken a second."""

from __future__ import annotations

import io
from itertools import count

import pytest

from zhunsheng.cli.progress import watched


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "tick", "shows"),
    [(Terminal(), 0.3, True), (Terminal(), 0.01, False), (io.StringIO(), 0.3, False)],
    ids=["terminal", "done soon", "no terminal"],
)
def test_when_a_bar_shows(stream: io.StringIO, tick: float, shows: bool) -> None:
    times = count()
    items = list(range(20))
    assert list(watched(items, "评分", stream, lambda: next(times) * tick)) == items
    assert ("评分" in stream.getvalue()) is shows
    assert shows or stream.getvalue() == ""
