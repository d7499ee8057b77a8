"""One golden case, as a value."""

from __future__ import annotations

from attrs import frozen

from compiler.meaning.interpret import Unit
from dsl.source import Source, Span
from zhunsheng.testkit.cases.expected import Expected, Measured


@frozen
class Case:
    """One row of a case table.

    ``clause`` is the heading it stands under, ``item`` the item that 本项得分 is measured on. ``written`` are the given
    facts as the table writes them. ``consequences`` and ``duties`` are None where the case does not say.
    """

    policy: str
    clause: str
    title: str
    unit: Unit
    expected: tuple[tuple[Measured, Expected], ...]
    source: Source
    span: Span
    written: tuple[tuple[str, str], ...] = ()
    item: str = ""
    consequences: tuple[str, ...] | None = None
    duties: tuple[str, ...] | None = None

    @property
    def line(self) -> int:
        """The line of the row in the policy file."""
        return self.source.place(self.span.start)[0]

    @property
    def place(self) -> str:
        """Where the case stands: file:line."""
        return f"{self.source.name}:{self.line}"

    @property
    def name(self) -> str:
        """What the case is called, its clause included."""
        return f"{self.clause}::{self.title}"
