"""What every reader makes of a document: paragraphs and tables, in order. Texts are verbatim, white space included."""

from __future__ import annotations

from attrs import frozen


@frozen
class Paragraph:
    """A paragraph as it stands, line ends included. ``level`` is that of a heading style, 0 where there is none."""

    text: str
    level: int = 0


@frozen
class Table:
    """A table: rows of cells. A merged cell has its text in its first place and "" in the others."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


def source_text(blocks: tuple[Block, ...]) -> str:
    """Return the blocks as the text that quotes are found in: a paragraph a line, a table row a line with tabs."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(text):
                lines += [text.strip("\n"), ""]
            case Table(rows):
                lines += ["\t".join(cell.strip() for cell in row) for row in rows]
                lines.append("")
    return "\n".join(lines).strip("\n") + "\n"
