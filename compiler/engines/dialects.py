"""In what databases differ, in a table. sqlglot knows how each writes a tree; here stands how wide its numbers are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from attrs import frozen
from sqlglot import exp

from compiler.plan.tree import WIDEST

# What a letter is, PostgreSQL takes from the locale of its database, and in that of C no Chinese character is one. These are letters
# everywhere; a reason in other ones is none for it, and its row goes without points.
_LETTERS = "A-Za-zÀ-ÖØ-öø-ˁА-ҁҊ-ԯ々〆ぁ-ゖァ-ヺ㐀-䶿一-鿿가-힣\uf900-\ufa6d"


def _same(quotient: exp.Expression, wide: bool) -> exp.Expression:
    return quotient


def _postgres(quotient: exp.Expression, wide: bool) -> exp.Expression:
    """``DIV`` is for NUMERIC, and gives one; whole numbers are divided by ``/``."""
    return quotient if wide else exp.Div(this=quotient.this, expression=quotient.expression, typed=True)


@frozen(eq=False)
class Dialect:
    """One database. ``most`` is the greatest number of its wide column, ``quotient`` the greatest that a wide one divided may give."""

    name: str
    title: str
    narrow: tuple[Any, ...]
    wide: tuple[Any, ...]
    most: int
    quotient: int
    first: int  # what is added to a place, counted from 0, to find it in a list
    longest: int  # bytes of a name
    letters: str  # what is no letter, as a pattern
    floor: Callable[[exp.Expression, bool], exp.Expression] = _same
    ends: tuple[str, str] = ("填报", "得分")  # of the names of the table and of the view
    ascii: bool = False  # whether names of tables and views are letters, digits and _ alone

    def relations(self, policy: str) -> tuple[str, str]:
        """Return the names of the table of facts and of the view of points."""
        if self.ascii and not (policy.isascii() and policy.replace("_", "").isalnum()):
            stem = "".join(char if char.isascii() and char.isalnum() else "_" for char in policy)
            # What was no letter of theirs may have told two policies apart.
            policy = (
                stem if policy.isascii() else f"{stem.strip('_') or 'policy'}_{sha256(policy.encode()).hexdigest()[:8]}"
            )
        return f"{policy}_{self.ends[0]}", f"{policy}_{self.ends[1]}"


DIALECTS = {
    each.name: each
    for each in (
        Dialect("duckdb", "DuckDB", ("BIGINT",), ("INT128",), WIDEST, WIDEST, 1, 1000, r"[^\p{L}]"),
        Dialect(
            "postgres", "PostgreSQL", ("BIGINT",), ("DECIMAL",), WIDEST, WIDEST, 1, 63, f"[^{_LETTERS}]", _postgres
        ),
        Dialect(
            "spark",
            "Spark",
            ("BIGINT",),
            ("DECIMAL(38, 0)",),
            10**38 - 1,
            2**63 - 1,
            0,
            255,
            r"[^\p{L}]",
            ends=("facts", "points"),
            ascii=True,
        ),
    )
}


def plain(text: str) -> str:
    """Return a text on one line, without what cannot be seen: marks that turn the direction, separators of lines, controls."""
    shown = "".join(char if char.isprintable() or char.isspace() else "\ufffd" for char in text)
    return " ".join(shown.split())


class Names:
    """Names of one query: none twice, in whatever case it is written, and none longer than the database takes."""

    def __init__(self, dialect: Dialect, taken: Iterable[str] = ()) -> None:
        self.longest = dialect.longest
        self.taken = {each.casefold() for each in taken}

    def unique(self, name: str) -> str:
        """Return a name that was not given before: this one, or this one with a number."""
        name = plain(name) or "列"
        made, number = self._cut(name, ""), 1
        while made.casefold() in self.taken:
            number += 1
            made = self._cut(name, f"·{number}")
        self.taken.add(made.casefold())
        return made

    def _cut(self, name: str, end: str) -> str:
        room = self.longest - len(end.encode())
        return name.encode()[:room].decode("utf-8", "ignore") + end
