"""Markdown → blocks: headings, pipe tables, plain paragraphs; emphasis marks go, the words stay."""

from __future__ import annotations

import re

from zhunsheng.draft.layout.blocks import Block, Paragraph, Table
from zhunsheng.draft.readers.plain import read_plain

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^\s*(?:[-*+]|>)\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)


def read_markdown(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text."""
    blocks: list[Block] = []
    run: list[str] = []
    lines = _FRONT.sub("", text).split("\n")
    at = 0
    while at < len(lines):
        heading = _HEADING.match(lines[at])
        table = _table(lines, at)
        if heading is not None:
            blocks += [*read_plain("\n".join(run)), Paragraph(_plain(heading[2]), len(heading[1]))]
            run = []
        elif table is not None:
            blocks += [*read_plain("\n".join(run)), table[0]]
            run, at = [], table[1] - 1
        else:
            run.append(_plain(_BULLET.sub("", lines[at])))
        at += 1
    return (*blocks, *read_plain("\n".join(run)))


def _table(lines: list[str], start: int) -> tuple[Table, int] | None:
    """A header, a rule and rows of bars; and where they end."""
    if start + 1 >= len(lines) or "|" not in lines[start] or not _RULE.match(lines[start + 1]):
        return None
    end = start + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    rows = [_cells(lines[at]) for at in (start, *range(start + 2, end))]
    width = max(map(len, rows))
    return Table(tuple((*row, *[""] * (width - len(row))) for row in rows)), end


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    cells = re.split(r"(?<!\\)\|", inner)
    return tuple(re.sub(r"<br\s*/?>", "\n", _plain(cell.replace("\\|", "|"))).strip() for cell in cells)


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", text)
