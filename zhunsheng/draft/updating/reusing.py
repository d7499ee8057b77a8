"""This year's policy as text: its sections, their rules, and the declarations that others need.

In: this year's policy. Out: texts and lines, as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs
from attrs import frozen

from compiler.pipeline import Compiled
from dsl import surface
from dsl.documents.policy_file import Section
from dsl.folding import fold
from dsl.nodes import Node as TreeNode
from dsl.nodes import fields_of

_DECLARATIONS = surface.Fact | surface.Indicator | surface.GroupOf


@frozen
class Reuse:
    """Gives the parts of this year's policy."""

    old: Compiled

    def front(self) -> str:
        """What stands above the first heading."""
        text = self._whole()
        sections = self._sections()
        return text[: sections[0].heading.start] if sections else text

    def text(self, section: Section) -> str:
        """A section, from its heading to the next."""
        ends = [each.heading.start for each in self._sections() if each.heading.start > section.heading.start]
        text = self._whole()
        return text[section.heading.start : min(ends, default=len(text))]

    def rules(self, section: Section) -> tuple[str, ...]:
        """The rule lines of a section as they stand, without declarations."""
        return tuple(self._line(line) for line in self._lines(section) if not _declares(line))

    def exchanged(self, section: Section, text: str, lines: Mapping[str, str]) -> str:
        """The text of a section with other rule lines."""
        for line in self._lines(section):
            said = self._line(line)
            if said in lines:
                text = text.replace(self._whole()[line.span.start : line.span.end], lines[said], 1)
        return text

    def needed(self, section: Section, others: Iterable[Section]) -> tuple[str, ...]:
        """The declarations of a section that other sections use, and those that they need in turn."""
        wanted = {fold(name) for each in others for name in _names(self._lines(each))}
        kept: list[surface.StatementLine] = []
        for line in reversed([each for each in self._lines(section) if _declares(each)]):
            if fold(_declares(line)) in wanted:
                wanted |= {fold(each) for each in _names((line,))}
                kept.append(line)
        return tuple(self._line(line) for line in reversed(kept))

    def declared(self, section: Section) -> tuple[str, ...]:
        """The names that a section declares."""
        return tuple(fold(_declares(line)) for line in self._lines(section) if _declares(line))

    def uses(self, section: Section, names: Iterable[str]) -> bool:
        """Whether the rules of a section use one of these names."""
        return bool({fold(each) for each in _names(self._lines(section))} & set(names))

    # -------------------------------------------------------------------------------------------------------------- parts

    def _lines(self, section: Section) -> tuple[surface.StatementLine, ...]:
        block = (self.old.blocks or {}).get(section.id)
        return block.lines if block is not None else ()

    def _line(self, line: surface.StatementLine) -> str:
        return " ".join(self._whole()[line.span.start : line.span.end].split())

    def _whole(self) -> str:
        assert self.old.document is not None
        return self.old.document.source.text

    def _sections(self) -> tuple[Section, ...]:
        assert self.old.document is not None
        return self.old.document.sections


def _declares(line: surface.StatementLine) -> str:
    return next((each.name.text for each in line.statements if isinstance(each, _DECLARATIONS)), "")


def _names(lines: Iterable[surface.StatementLine]) -> Iterator[str]:
    for line in lines:
        yield from _names_in(line)


def _names_in(node: object) -> Iterator[str]:
    if isinstance(node, surface.Name):
        yield node.text
    elif isinstance(node, tuple):
        for each in node:
            yield from _names_in(each)
    elif isinstance(node, TreeNode) and attrs.has(type(node)):
        for each in fields_of(node):
            yield from _names_in(getattr(node, each.name))


def names_of(old: Compiled) -> set[str]:
    """Every name that a policy declares: an update must not give it to something else."""
    return {_declares(line) for block in (old.blocks or {}).values() for line in block.lines} - {""}
