"""A table is set as Rich sets it, row by row, whatever stands in it: seeded tables, narrow and wide, compared with Rich itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random

import pytest
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from zhunsheng.report.paint import PLAIN, Paint
from zhunsheng.report.tables import table
from zhunsheng.report.tables.widths import column_widths, figure_width, least_columns

WORDS = (
    "名次",
    "第一单位",
    "a",
    "word",
    "97.5",
    "1/3",
    "-5至60",
    "待补：工单总数、退单数",
    "",
    " ",
    "“”——",
    "ｶﾅ",
    "[b]x[/b]",
    "é",
)
TITLE = "+题"
SURE = (
    "名次",
    "第一单位",
    "a",
    "97.5",
    "-5至60",
    "待补：工单总数、退单数",
    "（送审稿）",
    "12345678901234567890",
    "《办法》",
    "",
)
ODD = ("一\n二", "尾 ", " 首", "制\t表", "e\u0301", "👩‍👩‍👧", "\u3000")


def by_rich(
    header: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int], paint: Paint, columns: int
) -> str:
    """As Rich sets it, where need be again: figures that it broke get columns of their width, and the table more room."""
    fixed: dict[int, int] = {}
    while True:
        made = _set(header, rows, right, paint, columns, fixed)
        widths = [len(part) - 2 for part in made.splitlines()[-1].strip("+").split("+")]
        widest = {index: max((figure_width(row[index]) for row in rows), default=0) for index in right - set(fixed)}
        broken = {index: width for index, width in widest.items() if width > widths[index]}
        if not broken:
            return made
        fixed |= broken
        columns = max(columns, least_columns(header, rows, fixed))


def _set(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: frozenset[int],
    paint: Paint,
    columns: int,
    fixed: dict[int, int],
) -> str:
    grid = Table(title=Text(TITLE), box=box.ASCII2, title_justify="left", highlight=False)
    for index, name in enumerate(header):
        side = "right" if index in right else "left"
        grid.add_column(Text(name), justify=side, overflow="fold", width=fixed.get(index))  # type: ignore[arg-type]
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    out = io.StringIO()
    Console(
        file=out, width=columns, color_system="standard" if paint.on else None, force_terminal=paint.on,
        no_color=not paint.on, highlight=False,
    ).print(grid)  # fmt: skip
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


@pytest.mark.parametrize("seed", range(150))
def test_as_rich_sets_it(seed: int) -> None:
    random = Random(seed)
    words = WORDS if seed % 3 else (*WORDS, *ODD)
    width, height = random.randint(1, 7), random.choice((0, 1, 2, 9))

    def cell() -> str:
        return random.choice(("", "", " ")).join(random.choices(words, k=random.randint(1, random.choice((1, 2, 6)))))

    header = [cell() for _ in range(width)]
    rows = [[cell() for _ in range(width)] for _ in range(height)]
    right = frozenset(random.sample(range(width), random.randint(0, width)))
    columns, paint = random.choice((30, 60, 100)), random.choice((PLAIN, Paint(on=True)))
    made = table(header, rows, title=TITLE, right=right, paint=paint, columns=columns)
    assert made == by_rich(header, rows, right, paint, columns)


@pytest.mark.parametrize("seed", range(60))
def test_as_rich_sets_it_where_rich_is_not_needed(seed: int) -> None:
    random = Random(seed)
    width, height = random.randint(1, 8), random.choice((1, 2, 9))

    def cell() -> str:
        return "".join(random.choices(SURE, k=random.randint(1, random.choice((1, 2, 4)))))

    header = [cell() for _ in range(width)]
    rows = [[cell() for _ in range(width)] for _ in range(height)]
    right = frozenset(random.sample(range(width), random.randint(0, width)))
    columns = random.choice((60, 77, 100))
    assert column_widths(header, rows, columns) is not None
    assert table(header, rows, title=TITLE, right=right, columns=columns) == by_rich(
        header, rows, right, PLAIN, columns
    )


def test_a_figure_is_never_broken() -> None:
    """123.4 above 5678 would be two numbers to the reader, whether in a file or on a narrow screen."""
    header = ["名次", "单位", *(f"第{number}部分得分" for number in range(10))]
    figures = [
        "123.456789",
        "-2/7",
        "60.125至75.4375",
        "100",
        "99.5%",
        "0至不限",
        "1,234,567.89",
        "7.5—12.25",
        "0",
        "12",
    ]
    rows = [["1", "安康高新技术产业开发区管理委员会", *figures], ["2", "乙局", *reversed(figures)]]
    for columns in (60, 100):
        for paint in (PLAIN, Paint(on=True)):
            made = table(header, rows, right=frozenset({0, *range(2, 12)}), columns=columns, paint=paint).splitlines()
            for figure in figures:
                assert any(f" {figure} " in line for line in made), figure
