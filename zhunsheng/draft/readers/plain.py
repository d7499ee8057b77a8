"""Plain text → blocks: paragraphs, and the tables that copying out of Word leaves behind (tabs, one cell a line, <p> remnants).

Hard line ends inside a sentence stay in the paragraph's text; only where a paragraph begins and ends is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhunsheng.draft.layout.blocks import Block, Paragraph, Table
from zhunsheng.draft.sentences.numbering import mark_of

_TAG = re.compile(r"</?(?:p|br|td|tr|span|div|strong|b)\b[^>]*>", re.I)
_ENDS = "。；;！？!?：:"
_ROW_START = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]+、?|序号)$")
# A line that ends in points has said what it had to say.
_SAID = re.compile(
    r"(?:\d|[零一二三四五六七八九十满])\s*分\s*[)）]?$|(?:不[扣得记计加]|平均|满)分$|为止$|资格$|一票否决$"
)
_WRAPPED = 20  # a line of so many characters without a full stop goes on in the next


def read_plain(text: str) -> tuple[Block, ...]:
    """Cut a text into paragraphs and tables."""
    blocks: list[Block] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end > at:
            blocks += _table(lines[at:end])
            at = end
            continue
        end = at + 1
        while end < len(lines) and _table_end(lines, end) == end:
            end += 1
        blocks += _paragraphs(lines[at:end])
        at = end
    return tuple(blocks)


# ------------------------------------------------------------------------------------------------------------ paragraphs


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    run: list[str] = []
    blank = False
    for line in lines:
        if not line.strip():
            blank = True
            continue
        if run and not _goes_on(run[-1], line, blank):
            yield _paragraph(run)
            run = []
        run.append(line.rstrip())
        blank = False
    if run:
        yield _paragraph(run)


def _paragraph(run: list[str]) -> Paragraph:
    level = len(run[0]) - len(run[0].lstrip("#")) if run[0].startswith("#") else 0
    run = [run[0].lstrip("# "), *run[1:]] if level else run
    return Paragraph("\n".join(run), level)


def _goes_on(before: str, line: str, blank: bool) -> bool:
    """Whether a line belongs to the sentence that the line before it left open."""
    before = before.strip()
    if before.startswith("#") or line.startswith("#") or before[-1] in _ENDS or mark_of(line) is not None:
        return False
    if _SAID.search(before) and line.strip()[0] not in "，,、；;。）)（(的":
        return False
    if line.strip()[0] in "（(" and len(line.strip()) < _WRAPPED and not line.strip().endswith("。"):
        return mark_of(before) is not None and not blank  # the points of a heading, on a line of their own
    if before[-1] in "，,、":
        return True
    return len(before) >= _WRAPPED and _runs(before) and (_runs(line) or not blank)


def _runs(line: str) -> bool:
    """Whether a line is running text, not a title."""
    return any(mark in line for mark in "。；;，,")


# ---------------------------------------------------------------------------------------------------------------- tables


def _table_end(lines: list[str], start: int) -> int:
    """Return where a table that begins here ends; ``start`` where none does."""
    if "\t" not in lines[start] or not _tabular(lines[start]):
        return start
    at = last = start
    while at < len(lines):
        line = lines[at]
        if "\t" in line:
            last = at
        elif line.strip() and (_outside(lines, at) or _behind(lines, at, last)):
            break
        elif line.strip():
            last = at
        at += 1
    return last + 1 if sum("\t" in line for line in lines[start : last + 1]) > 1 else start


def _tabular(line: str) -> bool:
    """A row of cells; not a line of a table of contents (总体绩效目标 ⇥ 3)."""
    cells = line.split("\t")
    return not (len(cells) == 2 and cells[0].strip() and re.fullmatch(r"\s*\d*\s*", cells[1]))


def _outside(lines: list[str], at: int) -> bool:
    mark = mark_of(lines[at])
    after_blank = at > 0 and not lines[at - 1].strip()
    return mark is not None and mark.kind in ("附件", "部分", "章", "条") and after_blank


_SUM = re.compile(r"\s*(?:总分|合计|总计|小计)")


def _behind(lines: list[str], at: int, last: int) -> bool:
    """Whether a line stands behind the table: nothing goes on behind its sum, and behind a blank line only what has more cells below."""
    if _SUM.match(lines[last]):
        return True
    return not lines[at - 1].strip() and not any("\t" in line for line in lines[at:])


def _table(lines: list[str]) -> list[Block]:
    rows = _rows_of_cells(lines) if _one_cell_a_line(lines) else _rows_of_lines(lines)
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return [Paragraph("\n".join(line for line in lines if line.strip()))]
    return [Table(tuple(tuple(row + [""] * (width - len(row))) for row in rows))]


def _one_cell_a_line(lines: list[str]) -> bool:
    tabbed = [line for line in lines if "\t" in line]
    return sum(line.startswith("\t") and line.count("\t") == 1 for line in tabbed) > 0.9 * len(tabbed)


def _rows_of_cells(lines: list[str]) -> list[list[str]]:
    """Each cell begins with a tab; the first row, up to a blank line, says how many cells a row has."""
    cells: list[str] = []
    width = 0
    for line in lines:
        if line.startswith("\t"):
            cells.append(line[1:])
        elif line.strip() and cells:
            cells[-1] += "\n" + line
        elif not line.strip() and cells and not width:
            width = len(cells)
    width = width or len(cells)
    return [cells[at : at + width] for at in range(0, len(cells), width)]


def _rows_of_lines(lines: list[str]) -> list[list[str]]:
    """Each row is a line with tabs; lines without a tab, and those that do not begin a row, go on with the last cell."""
    rows: list[list[str]] = []
    width = 0
    for line in lines:
        if not line.strip():
            continue
        cells = [clean(cell) for cell in line.split("\t")]
        if rows and not _begins_row(cells, rows[-1], width):
            rows[-1][-1] += "\n" + cells[0]
            rows[-1] += cells[1:]
        else:
            rows.append(cells)
        width = max(width, len(rows[0]))
    return rows


def _begins_row(cells: list[str], before: list[str], width: int) -> bool:
    first = cells[0].strip()
    if len(cells) == 1:
        return False
    return not first or _ROW_START.match(first) is not None or (len(before) >= width > 0 and not _open(before[-1]))


def _open(cell: str) -> bool:
    """Whether a cell stops in the middle of a sentence."""
    return cell.strip()[-1:] in ("，", ",", "、")


def clean(text: str) -> str:
    """Drop the tags that a copied web page leaves; the end of a paragraph is a line end."""
    return _TAG.sub(lambda match: "\n" if match[0].lower().startswith(("</p", "<br", "</div")) else "", text)
