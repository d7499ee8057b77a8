"""The two streams of a command: what may be printed on them, whether in colour, how wide.

Colour only on a terminal; ``NO_COLOR`` turns it off, ``FORCE_COLOR`` on (no-color.org, force-color.org).
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from typing import TextIO

from zhunsheng.report.paint import Paint
from zhunsheng.report.terminal import COLUMNS

_NARROWEST = 60


def prepare_streams() -> None:
    """Never fail for a character that the terminal's encoding lacks: a GBK window shows ? for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def paint_for(stream: TextIO) -> Paint:
    """Return how to paint on a stream."""
    if os.environ.get("NO_COLOR"):
        return Paint(on=False)
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return Paint(on=True)
    return Paint(on=stream.isatty() and os.environ.get("TERM") != "dumb")


def columns_for(stream: TextIO) -> int:
    """Return how wide to print: the terminal's width, at most 100; 100 into a file."""
    if not stream.isatty():
        return COLUMNS
    return max(_NARROWEST, min(COLUMNS, shutil.get_terminal_size().columns))
