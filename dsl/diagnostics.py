"""A diagnostic is one frozen value; what it looks like on a screen is decided elsewhere.

The wording of each code lives in ``dsl/problems`` and ``compiler/problems``; the table of codes is ``dsl/codes.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction

from attrs import define, evolve, field, frozen

from dsl.nodes import Node
from dsl.source import Source, Span


class Severity(StrEnum):
    """How bad it is: an error stops the pipeline after its phase, a warning does not, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen(repr=False, eq=False)
class Label(Node):
    """A place in a source with a short Chinese remark."""

    source: Source
    span: Span
    text: str = ""


@frozen(repr=False, eq=False)
class Edit(Node):
    """Replace the text under ``span`` by ``text``."""

    span: Span
    text: str


@frozen(repr=False, eq=False)
class Fix(Node):
    """Edits that mend the finding; ``safe`` means the meaning stays what the author plainly meant."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@frozen(repr=False, eq=False)
class Witness(Node):
    """A unit that shows a finding: its facts as data, so that it can become a case, and as one Chinese line."""

    facts: tuple[tuple[str, int | Fraction | bool | str | date | None], ...]
    kind: str = ""
    name: str = ""
    text: str = ""


@frozen(repr=False, eq=False)
class Place(Node):
    """A cell of a table that is no text: rows and columns are counted from 1; ``column`` 0 is the whole row, ``row`` 0 the whole column
    or, without either, the table."""

    file: str
    sheet: str
    row: int = 0
    column: int = 0

    def of(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a finding at this place, unless it has one."""
        named = diagnostic.primary is not None or diagnostic.cell is not None
        return diagnostic if named else evolve(diagnostic, cell=self)


@frozen(repr=False, eq=False)
class Diagnostic(Node):
    """One finding: code, one Chinese clause, where, what to do, on whose authority, and a unit that shows it."""

    code: str
    severity: Severity
    message: str
    primary: Label | None = None
    related: tuple[Label, ...] = ()
    hint: str = ""
    fix: Fix | None = None
    authority: str = ""
    clause: str = ""
    witness: Witness | None = None
    cell: Place | None = None  # where in a fact sheet, for programs; the message says it in words


def _as_found(diagnostic: Diagnostic) -> Diagnostic | None:
    return diagnostic


@define(repr=False, eq=False)
class Bag:
    """Collects the diagnostics of a run in the order in which they were found.

    ``settle`` is what a policy says about the findings it gets: another severity, or nothing where it has accepted one.
    """

    items: list[Diagnostic] = field(factory=list)
    settle: Callable[[Diagnostic], Diagnostic | None] = _as_found
    _seen: set[Diagnostic] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Remember what the bag begins with."""
        self._seen = set(self.items)

    def add(self, diagnostic: Diagnostic) -> None:
        """Take one diagnostic; the same finding at the same place is kept once."""
        settled = self.settle(diagnostic)
        if settled is not None and settled not in self._seen:
            self._seen.add(settled)
            self.items.append(settled)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Take diagnostics one after the other, as they come."""
        for each in found:
            self.add(each)

    @property
    def failed(self) -> bool:
        """Whether any error was reported."""
        return any(item.severity is Severity.ERROR for item in self.items)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.items)


_SEVERITY = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}


def finding(
    code: str,
    message: str,
    primary: Label | None = None,
    *,
    related: tuple[Label, ...] = (),
    hint: str = "",
    fix: Fix | None = None,
    authority: str = "",
    clause: str = "",
) -> Diagnostic:
    """Build a diagnostic; the first letter of the code (E, W, N) is its severity."""
    return Diagnostic(code, _SEVERITY[code[0]], message, primary, related, hint, fix, authority, clause)
