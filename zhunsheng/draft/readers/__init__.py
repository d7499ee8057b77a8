"""Readers: a file in, its text and its blocks out. One module for each kind of file; libraries are imported when they are needed.

In: bytes. Out: ``Block`` values in order. Imported from here: ``read``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from attrs import frozen

from dsl import limits
from dsl.diagnostics import Bag
from zhunsheng.draft import problems
from zhunsheng.draft.layout.blocks import Block, source_text
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.engine.text import clip
from zhunsheng.library.policies import read_bytes, read_text, shown

# Ending → the module that reads it, and the library that it needs.
_BINARY = {
    ".docx": ("docx", "python-docx"),
    ".pdf": ("pdf", "pdfplumber"),
    ".html": ("html", "lxml"),
    ".htm": ("html", "lxml"),
}
_TEXT = (".txt", ".text", ".md", ".markdown")
KINDS = (*_TEXT, *_BINARY)


class Broken(ValueError):
    """The file cannot be read as what it says it is; the text says why."""


class TooLarge(ValueError):
    """The file unpacks to more than any document has."""


@frozen
class Document:
    """A document as read: the text that goes into source.txt, and its blocks."""

    text: str
    blocks: tuple[Block, ...]


def read_document(path: Path, bag: Bag) -> Document | None:
    """Read an official document; None, with the reason in ``bag``, where it cannot be read."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        bag.add(problems.unknown_kind(shown(path), kind))
        return None
    made = _text(path, kind, bag) if kind in _TEXT else _binary(path, kind, bag)
    if made is not None and not made.text.strip():
        bag.add(problems.nothing_to_read(shown(path), kind))
        return None
    return made


def _text(path: Path, kind: str, bag: Bag) -> Document | None:
    text = read_text(path, bag)
    if text is None:
        return None
    if kind in (".md", ".markdown"):
        from zhunsheng.draft.readers.markdown import read_markdown

        blocks = read_markdown(text)
        return Document(source_text(blocks), blocks)
    return Document(text, read_plain(text))


def _binary(path: Path, kind: str, bag: Bag) -> Document | None:
    data = read_bytes(path, bag)
    if data is None:
        return None
    module, library = _BINARY[kind]
    try:
        read: Callable[[bytes], tuple[Block, ...]] = import_module(f"zhunsheng.draft.readers.{module}").read
    except ImportError:
        bag.add(problems.missing_library(shown(path), library))
        return None
    try:
        blocks = read(data)
    except TooLarge as error:
        bag.add(problems.unpacks_too_large(shown(path), str(error)))
    except Exception as error:  # a damaged file can make its library fail in any way
        bag.add(problems.broken(shown(path), clip(str(error) or type(error).__name__, 60)))
    else:
        text = source_text(blocks)
        if len(text) <= limits.DOCUMENT.most:
            return Document(text, blocks)
        bag.add(problems.unpacks_too_large(shown(path), f"{len(text)} 个字"))
    return None
