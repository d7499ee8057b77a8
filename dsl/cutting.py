"""Where one line of a rule block ends and the next begins."""

from __future__ import annotations

import re


def split_lines(text: str) -> list[str]:
    """Cut at 。 ； and line ends, but not inside brackets or quotation marks, and not where a line plainly goes on."""
    lines: list[str] = []
    start = depth = 0
    quoted = False
    for match in re.finditer(r"[\n；;。()\"]", text):
        char = match.group()
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif char == '"':
            quoted = not quoted
        elif char == "\n" and _goes_on(text, match.start()):
            continue
        elif char == "\n" or (depth == 0 and not quoted):
            lines.append(text[start : match.start()])
            start, depth, quoted = match.end(), 0, False
    lines.append(text[start:])
    return lines


def _goes_on(text: str, at: int) -> bool:
    before, after = text[:at].rstrip("\n")[-1:], text[at:].lstrip("\n")[:1]
    return before in ("，", ",", "、") or after in ("且", "或", "，", "、")
