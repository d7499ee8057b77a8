"""Tables for a terminal: plain rows in, text out. Rich is imported here only, when a table is printed that needs it.

Rich finds the widths and sets what it takes thought to set: a head in colour, characters of doubtful width, words that are folded.
All else is set here, in the same way (``widths``).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import frozen

from zhunsheng.report.paint import PLAIN, Paint
from zhunsheng.report.tables.widths import column_widths, figure_width, folded, least_columns, sure_width
from zhunsheng.report.terminal import COLUMNS


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    title: str = "",
    right: frozenset[int] = frozenset(),
    paint: Paint = PLAIN,
    columns: int = COLUMNS,
) -> str:
    """Return a table framed in ASCII; the columns in ``right`` are set right. Cells are text, never markup.

    A figure stands on one line, whatever room there is: 123.4 above 5678 are two numbers to whoever reads it.
    """
    whole = {index: width for index in right if (width := max((figure_width(row[index]) for row in rows), default=0))}
    fixed: dict[int, int] = {}
    while True:
        setter = _Setter(header, title, right, paint, columns, fixed)
        widths, lines = setter.lay_out(rows)
        broken = {index: width for index, width in whole.items() if index not in fixed and widths[index] < width}
        if not broken:
            return "\n".join(lines()) + "\n"
        fixed |= broken
        columns = max(columns, least_columns(header, rows, fixed))


def _widest(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return two rows that need the room that all rows together need: the widest cells, and those with the widest words."""
    cells = [dict.fromkeys(column) for column in zip(*rows, strict=True)]
    return [[max(column, key=measure) for column in cells] for measure in (_lines_width, _words_width)]


def _lines_width(text: str) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, text.splitlines()), default=0)


def _words_width(text: str) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, text.split()), default=0)


@frozen
class _Setter:
    """Sets tables of one look."""

    header: Sequence[str]
    title: str
    right: frozenset[int]
    paint: Paint
    columns: int
    fixed: Mapping[int, int]  # columns of figures, which are as wide as those

    def lay_out(self, rows: Sequence[Sequence[str]]) -> tuple[list[int], Callable[[], Iterable[str]]]:
        """Return the widths of the columns without padding, and what sets the lines."""
        sure = None if self.paint.on or not rows else column_widths(self.header, rows, self.columns, self.fixed)
        if sure is not None and self.title_fits(sure):
            return sure, lambda: self.plain(rows, sure)
        lines = self.set(_widest(rows) if rows else [])
        widths = [len(part) - 2 for part in lines[-1].strip("+").split("+")]
        return widths, lambda: self.below(lines, rows, widths) if rows else lines

    def below(self, lines: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
        """Yield the lines of a whole table under the head that Rich has set."""
        _, under, _ = [place for place, line in enumerate(lines) if line.startswith("+")][
            -3:
        ]  # the title may begin so too
        yield from lines[: under + 1]
        for row in rows:
            yield from self.row(row, widths)
        yield lines[-1]

    def set(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """Return the lines of a whole table, by Rich."""
        from rich import box
        from rich.table import Table
        from rich.text import Text

        title = Text(self.title) if self.title else None
        grid = Table(title=title, box=box.ASCII2, title_justify="left", highlight=False)
        for index, name in enumerate(self.header):
            width = self.fixed.get(index)
            grid.add_column(
                Text(name), justify="right" if index in self.right else "left", overflow="fold", width=width
            )
        for row in rows:
            grid.add_row(*(Text(cell) for cell in row))
        out = io.StringIO()
        self._console(out).print(grid)
        return [line.rstrip() for line in out.getvalue().splitlines()]

    def _console(self, out: io.StringIO) -> Any:
        from rich.console import Console

        # Rich looks at the environment by itself; what is decided about colour is decided in ``console``.
        return Console(
            file=out,
            width=self.columns,
            color_system="standard" if self.paint.on else None,
            force_terminal=self.paint.on,
            no_color=not self.paint.on,
            highlight=False,
        )

    def title_fits(self, widths: Sequence[int]) -> bool:
        """Whether the title is one line above columns of these widths."""
        size = sure_width(self.title)
        return size is not None and self.title == self.title.strip() and size <= sum(widths) + 3 * len(widths) + 1

    def plain(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
        """Yield the lines of a whole table without colour."""
        rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
        if self.title:
            yield self.title
        yield rule
        yield from self.row(self.header, widths, head=True)
        yield rule
        for row in rows:
            yield from self.row(row, widths)
        yield rule

    def row(self, row: Sequence[str], widths: Sequence[int], *, head: bool = False) -> Iterator[str]:
        """Yield the lines of one row; the cells of a head stand at its foot."""
        cells = [
            self._cell(cell, width, index in self.right)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        height = max(map(len, cells))
        if head:
            cells = [[" " * width] * (height - len(cell)) + cell for cell, width in zip(cells, widths, strict=True)]
        for number in range(height):
            line = (
                cell[number] if number < len(cell) else " " * width for cell, width in zip(cells, widths, strict=True)
            )
            yield f"| {' | '.join(line)} |"

    def _cell(self, text: str, width: int, right: bool) -> list[str]:
        """Return the lines of a cell, each as wide as its column."""
        room = width - _width(text)
        if room >= 0 and text.isprintable() and text.strip() == text:
            return [_aligned(text, room, right)]
        return _folded(text, width, right)


def _aligned(text: str, room: int, right: bool) -> str:
    return " " * room + text if right else text + " " * room


def _width(text: str) -> int:
    size = sure_width(text)
    if size is not None:
        return size
    from rich.cells import cell_len

    return cell_len(text)


@lru_cache(maxsize=1024)
def _folded(text: str, width: int, right: bool) -> list[str]:
    sure = folded(text, width)
    if sure is not None:
        return [_aligned(line, width - _width(line), right) for line in sure]
    from rich.cells import set_cell_size
    from rich.console import Console
    from rich.text import Text

    lines = Text(text).wrap(Console(width=width), width, justify="right" if right else "left", overflow="fold")
    return [str(set_cell_size(line.plain, width)) for line in lines]
