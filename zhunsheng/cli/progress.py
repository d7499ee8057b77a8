"""How far a long work has come: a bar on a terminal, on standard error, once it has taken a second; else nothing at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import TextIO, TypeVar

AFTER = 1.0  # seconds: what is done sooner needs no bar
Each = TypeVar("Each")


def watched(
    items: Sequence[Each], what: str, stream: TextIO | None = None, clock: Callable[[], float] = monotonic
) -> Iterator[Each]:
    """Yield the items while a bar shows how many have been taken."""
    stream = sys.stderr if stream is None else stream
    if not stream.isatty():
        yield from items
        return
    begun = clock()
    for done, each in enumerate(items):
        if clock() - begun > AFTER:
            yield from _with_bar(items, done, what, stream)
            return
        yield each


def _with_bar(items: Sequence[Each], done: int, what: str, stream: TextIO) -> Iterator[Each]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task(what, total=len(items), completed=done)
        for each in items[done:]:
            yield each
            bar.advance(task)
