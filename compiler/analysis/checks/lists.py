"""Lists whose names nearly agree (W462): 档案馆 in one, 档案局 in another.

In: the 名单 and 涉及部门 of the rules, and the lists in the quoted official sentences. Out: names of two lists that are probably one
unit. Two names nearly agree when they have one stem and differ in the last word (局, 馆, 委员会 …) or the word in front (市, 县), or when
one is the other with characters left out (市教育局, 市教育体育局). Names that stand in one list together are two units, whatever
they look like. A run of a quotation counts as a list of units when most of it stands in one list, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from compiler.analysis.checks.subject import Subject
from compiler.problems import across as problems
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.folding import fold
from dsl.nodes import Node
from dsl.patterns import regex
from dsl.source import Span

_ENDS = (
    "委员会", "办公室", "服务中心", "管理局", "分公司", "中心", "支队", "大队", "公司", "集团", "街道", "总站", "分局", "办事处",
    "局", "委", "办", "馆", "处", "院", "厅", "部", "站", "所", "队", "社", "会", "司", "镇", "乡", "县", "区", "市", "科", "股",
)  # fmt: skip
_FRONTS = ("市", "县", "区", "省", "州")
_RUN = regex(r"[^。；：;:\n（）()〔〕]+")
_LEAST = 4  # names that a run must share with a list before it is taken for one


@frozen(repr=False, eq=False)
class Listing(Node):
    """A list of units with the place of each name."""

    names: tuple[tuple[str, Span], ...]
    quoted: bool = False

    @property
    def folded(self) -> frozenset[str]:
        """The names without differences of width and space."""
        return frozenset(fold(name) for name, _ in self.names)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield pairs of names that nearly agree, each pair once, at the later place."""
    written = list(_written(subject))
    if not written:
        return
    listings = [*written, *_quoted(subject, written)]
    together = [listing.folded for listing in listings]
    places: dict[str, tuple[str, Span]] = {}
    for listing in listings:
        for name, span in listing.names:
            places.setdefault(fold(name), (name, span))
    seen: set[frozenset[str]] = set()
    for stem in _by_stem(places).values():
        for a, b in ((a, b) for index, b in enumerate(stem) for a in stem[:index]):
            if frozenset((a, b)) in seen or not nearly_agree(a, b) or any({a, b} <= names for names in together):
                continue
            seen.add(frozenset((a, b)))
            first, second = places[a], places[b]
            yield problems.names_nearly_agree(subject.source, second[1], second[0], first[1], first[0])


def _written(subject: Subject) -> Iterator[Listing]:
    for block in subject.blocks.values():
        for statement in block.statements:
            if isinstance(statement, surface.Roster | surface.Involves):
                yield Listing(statement.units)


def _quoted(subject: Subject, written: list[Listing]) -> Iterator[Listing]:
    known = [listing.folded for listing in written]
    for section in subject.document.sections:
        for quote in section.quotes:
            yield from _runs(subject.source.slice(quote.span), quote.span.start, known)


def _runs(text: str, start: int, known: list[frozenset[str]]) -> Iterator[Listing]:
    for run in _RUN.finditer(text):
        if run[0].count("、") < _LEAST:
            continue
        names: list[tuple[str, Span]] = []
        for part in re.finditer(r"[^、，,>]+", run[0]):
            name = part[0].strip()
            at = start + run.start() + part.start() + len(part[0]) - len(part[0].lstrip())
            if name:
                names.append((name, Span(at, at + len(name))))
        found = {fold(name) for name, _ in names}
        if any(len(found & each) >= max(_LEAST, (len(found) + 1) // 2) for each in known):
            yield Listing(tuple(names), quoted=True)


# -------------------------------------------------------------------------------------------------------------- likeness


def nearly_agree(a: str, b: str) -> bool:
    """Tell whether two different names are probably one unit's."""
    if a == b:
        return False
    if _stem(a) == _stem(b) and len(_stem(a)) > 1:
        return True
    short, long = sorted((_bare(a), _bare(b)), key=len)
    if len(short) < 3 or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return len(long) > len(short) and all(char in rest for char in short)


def _bare(name: str) -> str:
    """Return a name without 市, 县 … in front."""
    return name[1:] if len(name) > 3 and name[0] in _FRONTS else name


def _stem(name: str) -> str:
    """Return a name without 市, 县 … in front and 局, 馆 … at the end."""
    bare = _bare(name)
    end = next((end for end in _ENDS if bare.endswith(end) and len(bare) > len(end) + 1), "")
    return bare[: len(bare) - len(end)] if end else bare


def _by_stem(places: dict[str, tuple[str, Span]]) -> dict[str, list[str]]:
    """Put names that may agree together: by their first character, so that not every pair is looked at."""
    found: dict[str, list[str]] = {}
    for name in places:
        found.setdefault(_bare(name)[:1], []).append(name)
    return found
