"""A policy file with its rule blocks in canonical spelling: text in, text out; nothing is opened here.

A block with an error is left as it is and reported. A block is only replaced by a text that parses to the same tree.
"""

from __future__ import annotations

from attrs import frozen

from compiler.pipeline import vocabulary
from dsl import surface
from dsl.diagnostics import Bag, Edit
from dsl.documents.reading import read_document
from dsl.formatter import show_block
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source, Span
from zhunsheng.library import grammar_cache


@frozen
class Formatted:
    """A policy file before and after; ``edits`` are the blocks that differ."""

    source: Source
    after: str
    edits: tuple[Edit, ...]

    @property
    def name(self) -> str:
        """How messages name the file."""
        return self.source.name

    @property
    def before(self) -> str:
        """The text of the file."""
        return self.source.text

    @property
    def changed(self) -> int:
        """How many blocks differ."""
        return len(self.edits)

    @property
    def first(self) -> Span:
        """The first line that differs; meaningful where a block does."""
        edit = self.edits[0]
        old, new = self.source.slice(edit.span).split("\n"), edit.text.split("\n")
        same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
        start = edit.span.start + sum(len(line) + 1 for line in old[:same])
        return Span(start, start + len(old[same]))


def format_policy(source: Source, bag: Bag) -> Formatted | None:
    """Format all rule blocks; None where the file is no policy (reported)."""
    document = read_document(source, bag)
    if document is None:
        return None
    grammar_cache.warm()
    lexer = Lexer(vocabulary(document))
    text, at = "", 0
    edits: list[Edit] = []
    for fence in (fence for section in document.sections for fence in section.fences):
        written = _block(source, fence, lexer, bag)
        text += source.text[at : fence.start] + written
        edits += [Edit(fence, written)] if written != source.slice(fence) else []
        at = fence.end
    return Formatted(source, text + source.text[at:], tuple(edits))


def _block(source: Source, fence: Span, lexer: Lexer, bag: Bag) -> str:
    own = Bag()
    block = parse_block(source, fence, lexer, own)
    for each in own:
        bag.add(each)
    before = source.slice(fence)
    if own.failed or not block.lines:
        return before
    after = show_block(block, source) + "\n"
    return after if _same(block, after, lexer) else before


def _same(block: surface.Block, text: str, lexer: Lexer) -> bool:
    """Whether a text means the same as a block; spans do not count."""
    again = parse_block(Source("", text), Span(0, len(text)), lexer, bag := Bag())
    return not bag.failed and again.statements == block.statements
