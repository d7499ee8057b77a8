"""A limit on findings of one sort: 100 000 rows can be wrong in the same way."""

from __future__ import annotations

from collections import Counter

from attrs import define, evolve, field

from dsl.diagnostics import Bag, Diagnostic, Place, Severity
from zhunsheng.engine import problems

MOST = 20  # findings of one code in one column that are listed; the rest is counted


@define
class Report:
    """Passes findings on to a bag, one code of one column a limited number of times. With ``back``, the errors of a row are set aside
    there, all of them, and the bag gets those of the sheet as a whole."""

    bag: Bag
    back: dict[int, list[Diagnostic]] | None = None
    counts: Counter[tuple[str, str]] = field(factory=Counter)

    def add(self, diagnostic: Diagnostic, column: str = "", at: Place | None = None, *, whole: bool = False) -> None:
        """Take one finding of a column; ``whole``: it is about the column, not about a row."""
        if at is not None:
            diagnostic = evolve(diagnostic, cell=at)
            if self.back is not None and diagnostic.severity is Severity.ERROR and not whole:
                self.back.setdefault(at.row, []).append(diagnostic)
                return
        key = diagnostic.code, column
        self.counts[key] += 1
        if self.counts[key] <= MOST:
            self.bag.add(diagnostic)

    def full(self, code: str, column: str = "") -> bool:
        """Whether another finding of this sort would only be counted: then it need not be worded with care."""
        return self.counts[code, column] >= MOST

    def close(self) -> None:
        """Say how many were not listed."""
        for (code, column), count in self.counts.items():
            if count > MOST:
                self.bag.add(problems.more_of_the_same(code, column, count - MOST))
