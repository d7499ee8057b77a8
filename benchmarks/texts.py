"""What the lexer and the parser are measured on: rule blocks of the policies here, and texts that no one should write."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from attrs import frozen

from compiler.pipeline import vocabulary
from dsl import formatter
from dsl.diagnostics import Bag
from dsl.documents.policy_file import Document
from dsl.documents.reading import read_document
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source
from dsl.words.vocabulary import Vocabulary

POLICIES = Path(__file__).parent.parent / "policies"


@frozen
class Rules:
    """The rule lines of all policies in canonical spelling, without declarations, and the names they use."""

    lines: tuple[str, ...]
    names: Vocabulary

    @property
    def text(self) -> str:
        """The lines as one block."""
        return "\n".join(self.lines) + "\n"


@cache
def rules() -> Rules:
    """Read the policies."""
    lines: list[str] = []
    names: dict[str, tuple[str, str]] = {}
    for path in sorted(POLICIES.glob("*/policy.md")):
        document = read_document(Source(path.name, path.read_text(encoding="utf-8")), Bag())
        assert document is not None
        known = vocabulary(document)
        names |= known.names
        lines += _lines(document, Lexer(known))
    return Rules(tuple(lines), Vocabulary(names))


def _lines(document: Document, lexer: Lexer) -> list[str]:
    found = []
    for fence in (fence for section in document.sections for fence in section.fences):
        kept = [line for line in lexer.lines(document.source, fence) if not line.declares]
        for line in kept:
            block = parse_block(document.source, line.span, lexer, Bag())
            found.append(formatter.show_block(block, document.source).strip())
    return [line for line in found if line and "\n" not in line]


def filled(unit: str, size: int) -> str:
    """Repeat a text up to about so many bytes."""
    return unit * max(1, round(size / len(unit.encode())))


TEXTS = {
    "各政策的规则": lambda size: filled(rules().text, size),
    "没有标点的生词": lambda size: filled(
        "对已取消的证明事项仍向申请人索要材料及未按要求公开办事指南造成不良影响", size
    ),
    "只有标点": lambda size: filled("，；。、：（）“”！？—…·", size),
    "一整行": lambda size: filled("投诉件数低于30件且", size),
}
