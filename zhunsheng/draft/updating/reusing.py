"""This year's rules, notes and cases for a sentence that stays as it is.

In: this year's policy. Out: the body of a clause (everything under its quotes), with the declarations that stood elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from attrs import frozen

from compiler.faithful.quotes import find_quote
from compiler.pipeline import Compiled
from dsl import surface
from dsl.documents.policy_file import Section
from dsl.folding import fold
from dsl.nodes import Node as TreeNode
from dsl.source import Source
from zhunsheng.draft.writing.clause import Clause
from zhunsheng.draft.writing.proving import Proof

_DECLARATIONS = surface.Fact | surface.Indicator | surface.GroupOf


@frozen
class Reuse:
    """Gives bodies of this year's clauses."""

    old: Compiled
    source: Source  # next year's document: quotes of this year's policy that it still has stay as they are

    def quotes(self, section: Section) -> tuple[str, ...]:
        """The quotes of a clause where next year's document has them all; otherwise nothing."""
        texts = tuple(quote.text for quote in section.quotes)
        return texts if all(find_quote(text, self.source) for text in texts) else ()

    def rules(self, section: Section) -> tuple[str, ...]:
        """The rule lines of a clause as they stand, without declarations."""
        return tuple(
            self._text(line)
            for line in self._lines(section)
            if not any(isinstance(each, _DECLARATIONS) for each in line.statements)
        )

    def body(self, section: Section, declared: set[str]) -> str:
        """Everything under the quotes of a clause; ``declared`` grows by what it declares. Empty where it has no rules."""
        if not section.fences:
            return ""
        text = _without_quotes(self._section_text(section))
        own = {fold(name) for name in _names(self._lines(section))}
        missing = [
            line
            for line in self._elsewhere(section, own)
            if fold(_declares(line)) not in {fold(each) for each in declared}
        ]
        declared |= {_declares(line) for line in self._lines(section) if _declares(line)} | {
            _declares(line) for line in missing
        }
        if missing:
            lines = "\n".join(self._text(line) for line in missing)
            text = text.replace("```规则\n", f"```规则\n{lines}\n", 1)
        return text.strip("\n")

    def with_numbers(self, section: Section, clause: Clause, rules: tuple[str, ...], declared: set[str]) -> str:
        """The rule block of a clause with other rule lines, where it still compiles; its notes and cases do not fit any more."""
        own = tuple(line for line in self._lines(section) if _declares(line))
        names = {fold(name) for name in _names(self._lines(section))}
        needed = [*self._elsewhere(section, names), *own]
        text = "\n".join((*(self._text(line) for line in needed), *rules))
        if not rules or not Proof(self.source, self._kinds()).holds(clause, text):
            return ""
        missing = [
            line for line in needed if line in own or fold(_declares(line)) not in {fold(each) for each in declared}
        ]
        declared |= {_declares(line) for line in needed}
        return "```规则\n" + "\n".join((*(self._text(line) for line in missing), *rules)) + "\n```"

    def _kinds(self) -> tuple[str, ...]:
        return self.old.policy.kinds if self.old.policy is not None else ()

    # -------------------------------------------------------------------------------------------------------------- parts

    def _lines(self, section: Section) -> tuple[surface.StatementLine, ...]:
        block = (self.old.blocks or {}).get(section.id)
        return block.lines if block is not None else ()

    def _elsewhere(self, section: Section, names: set[str]) -> Iterator[surface.StatementLine]:
        """The declarations in other clauses that this one needs, and those that they need in turn."""
        wanted, seen = set(names), {fold(_declares(line)) for line in self._lines(section)}
        others = [line for block in (self.old.blocks or {}).values() for line in block.lines if _declares(line)]
        for line in reversed(others):
            name = fold(_declares(line))
            if name in wanted and name not in seen:
                seen.add(name)
                wanted |= {fold(each) for each in _names((line,))}
        yield from (line for line in others if fold(_declares(line)) in seen and line not in self._lines(section))

    def _text(self, line: surface.StatementLine) -> str:
        return " ".join(self._source(line.span.start, line.span.end).split())

    def _section_text(self, section: Section) -> str:
        assert self.old.document is not None
        ends = [each.heading.start for each in self.old.document.sections if each.heading.start > section.heading.start]
        text = self.old.document.source.text
        return text[section.heading.end : min(ends, default=len(text))]

    def _source(self, start: int, end: int) -> str:
        assert self.old.document is not None
        return self.old.document.source.text[start:end]


def _without_quotes(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)^>.*\n?", "", text))


def _declares(line: surface.StatementLine) -> str:
    return next((each.name.text for each in line.statements if isinstance(each, _DECLARATIONS)), "")


def _names(lines: tuple[surface.StatementLine, ...]) -> Iterator[str]:
    for line in lines:
        yield from _names_in(line)


def _names_in(node: object) -> Iterator[str]:
    if isinstance(node, surface.Name):
        yield node.text
    elif isinstance(node, tuple):
        for each in node:
            yield from _names_in(each)
    elif isinstance(node, TreeNode) and attrs.has(type(node)):
        for each in attrs.fields(type(node)):  # type: ignore[arg-type]  # every tree node is an attrs class
            yield from _names_in(getattr(node, each.name))


def names_of(old: Compiled) -> set[str]:
    """Every name that a policy declares: an update must not give it to something else."""
    return {_declares(line) for block in (old.blocks or {}).values() for line in block.lines} - {""}
