"""A policy file with its rule blocks in canonical spelling: text in, text out; nothing is opened here.

A block with an error is left as it is and reported. A block is only replaced by a text that parses to the same tree.
"""

from __future__ import annotations

from attrs import frozen

from compiler.pipeline import vocabulary
from dsl import surface
from dsl.diagnostics import Bag
from dsl.document import read_document
from dsl.formatter import show_block
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source, Span
from zhunsheng import grammar_cache


@frozen
class Formatted:
    """A policy file before and after; ``changed`` counts the blocks that differ."""

    name: str
    before: str
    after: str
    changed: int


def format_policy(source: Source, bag: Bag) -> Formatted | None:
    """Format all rule blocks; None where the file is no policy (reported)."""
    document = read_document(source, bag)
    if document is None:
        return None
    grammar_cache.warm()
    lexer = Lexer(vocabulary(document))
    text, at, changed = "", 0, 0
    for fence in (fence for section in document.sections for fence in section.fences):
        written = _block(source, fence, lexer, bag)
        text += source.text[at : fence.start] + written
        changed += written != source.slice(fence)
        at = fence.end
    return Formatted(source.name, source.text, text + source.text[at:], changed)


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
