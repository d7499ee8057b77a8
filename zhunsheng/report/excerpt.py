"""One line of a source with a mark under a part of it, cut so that it fits.

In: a line, a range of characters in it, the columns there are. Out: the line as printed, where the carets begin and how
many there are, all in display columns.
"""

from __future__ import annotations

from attrs import frozen

from zhunsheng.report.width import visible, width

CUT = "..."
_HUGE = 2000  # characters
_LEAD = 16  # columns that stay visible before a label in a line that is cut


@frozen(repr=False, eq=False)
class Excerpt:
    """A printed line; ``start`` and ``carets`` are columns."""

    text: str
    start: int
    carets: int


def excerpt(line: str, start: int, end: int, room: int) -> Excerpt:
    """Print a line with the characters ``[start, end)`` marked; what does not fit into ``room`` columns is left out."""
    start, end = min(start, len(line)), min(max(end, start), len(line))
    if len(line) > _HUGE:
        # A line of megabytes is cut before its characters are measured.
        first = max(0, start - _HUGE // 4)
        line, start, end = line[first : first + _HUGE], start - first, min(end - first, _HUGE)
    cells = _cells(line)
    whole = "".join(cells)
    if width(whole) <= room:
        before = width("".join(cells[:start]))
        return Excerpt(whole.rstrip(), before, max(1, width("".join(cells[start:end]))))
    return _cut(cells, start, end, room)


def _cells(line: str) -> list[str]:
    """Return what is printed for each character."""
    cells: list[str] = []
    column = 0
    for char in line:
        cells.append(visible(char, column))
        column += width(cells[-1])
    return cells


def _cut(cells: list[str], start: int, end: int, room: int) -> Excerpt:
    """Keep the label and what stands next to it, more behind it than before it."""
    first, lead = start, 0
    while first > 0 and lead + width(cells[first - 1]) <= _LEAD:
        first -= 1
        lead += width(cells[first])
    if first:
        lead += len(CUT)
    left = room - lead - len(CUT)
    last = first
    used = -(lead - (len(CUT) if first else 0))
    while last < len(cells) and used + width(cells[last]) <= left:
        used += width(cells[last])
        last += 1
    text = (CUT if first else "") + "".join(cells[first:last]) + (CUT if last < len(cells) else "")
    marked = max(1, width("".join(cells[start : min(end, last)])))
    return Excerpt(text.rstrip(), lead, marked)
