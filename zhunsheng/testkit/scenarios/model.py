"""One whole-document scenario, as a value: a unit with every fact, and what each item, section and the total must be."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from compiler.meaning.interpret import Unit
from dsl.source import Source, Span

TOTAL = "总分"
BAND = "等次"
ANSWERS, CONSEQUENCES, VETO = "合规", "后果", "否决"


@frozen
class Line:
    """One expectation: ``what`` of ``place`` is ``expected``.

    ``place`` is the id of a clause or a heading ("" for the whole), ``label`` how the row writes it. Points are exact;
    合规 and 后果 are tuples of what comes out in the order of the rules, 否决 says whether the veto fell.
    """

    what: str  # 得分, 合规, 后果, 否决, 等次
    place: str
    label: str
    expected: Fraction | tuple[str, ...] | bool | str
    span: Span
    arithmetic: str = ""


@frozen
class Scenario:
    """A heading of ``scenarios.md``. Facts that nothing asks for (不适用) are absent from the unit."""

    policy: str
    title: str
    unit: Unit
    lines: tuple[Line, ...]
    written: tuple[tuple[str, str], ...]
    source: Source
    span: Span

    @property
    def place(self) -> str:
        """Where the scenario stands: file:line."""
        return f"{self.source.name}:{self.line_of(self.span)}"

    def line_of(self, span: Span) -> int:
        """Return the line of the file on which a part of the scenario stands."""
        return self.source.place(span.start)[0]
