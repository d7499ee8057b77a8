"""Tables for a terminal: plain rows in, text out. Rich is imported here only, when a table is printed."""

from __future__ import annotations

import io
from collections.abc import Sequence

from zhunsheng.report.paint import PLAIN, Paint
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
    """Return a table framed in ASCII; the columns in ``right`` are set right. Cells are text, never markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(title=Text(title) if title else None, box=box.ASCII2, title_justify="left", highlight=False)
    for index, name in enumerate(header):
        grid.add_column(Text(name), justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    out = io.StringIO()
    # Rich looks at the environment by itself; what is decided about colour is decided in ``console``.
    Console(
        file=out,
        width=columns,
        color_system="standard" if paint.on else None,
        force_terminal=paint.on,
        no_color=not paint.on,
        highlight=False,
    ).print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
