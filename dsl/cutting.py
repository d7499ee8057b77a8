"""Where one line of a rule block ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(r"[\n；;。()\"]")


def split_lines(text: str) -> Iterator[tuple[int, str]]:
    """Cut a folded text at 。 ； and line ends, but 。 and ； only outside brackets and quotation marks.

    Yields each line that is not empty with its offset.
    """
    start = depth = 0
    quoted = False
    for match in _MARK.finditer(text):
        char = match.group()
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif char == '"':
            quoted = not quoted
        elif char == "\n" or (depth == 0 and not quoted):
            if match.start() > start:
                yield start, text[start : match.start()]
            start, depth, quoted = match.end(), 0, False
    if start < len(text):
        yield start, text[start:]
