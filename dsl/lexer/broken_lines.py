"""Sentences that a copy has broken: a line end inside a word, a name or before the points is no end of the sentence.

In: the lines of a rule block. Out: the one line that some of them are together, or None. A line is joined with the next only when
it says nothing by itself, the next one cannot stand alone either, and both together are a sentence; so a forgotten 扣 5 分 before
a rule of its own stays the error that it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from dsl.folding import unblank
from dsl.lexer.lines import Lexer
from dsl.source import Source, Span
from dsl.words.tokens import Line

LONGEST = 3  # lines; what is broken more often is no sentence but a table
_AWARDS = frozenset({"SIGN", "NO_EFFECT", "FULL", "DISCRETION", "ZERO_ITEM", "CONSEQUENCE", "VETO"})
_BOUNDS = frozenset({"BOUND_PRE", "NUMBER", "OCCUPY"})
_SILENT = frozenset({"NAME", "KIND", "COMMA", "UNIT"})  # a measure word alone may be the beginning of a name

Parses = Callable[[Line], bool]


def joined(lines: Sequence[Line], source: Source, lexer: Lexer, parses: Parses) -> tuple[Line, int] | None:
    """Return the sentence that the first two or three lines are together, and how many they are; the first does not parse."""
    for count, _ in enumerate(_pieces(lines, source, parses), start=2):
        line = lexer.one_line(source, Span(lines[0].span.start, lines[count - 1].span.end))
        if line is not None and parses(line) and _belong(lines[:count], line, source, parses):
            return line, count
    return None


def _pieces(lines: Sequence[Line], source: Source, parses: Parses) -> Iterator[Line]:
    """Yield the lines after the first that follow it with a line end and nothing else between, as long as none is whole."""
    for before, line in pairwise(lines[:LONGEST]):
        between = source.text[before.span.end : line.span.start]
        if before.declares or line.declares or line.straddles or unblank(between):
            return
        yield line
        if parses(line):
            return


def _belong(lines: Sequence[Line], whole: Line, source: Source, parses: Parses) -> bool:
    """Whether the last line cannot stand alone: it says nothing, goes on with 的 or the points, or a name or a word began
    before it. The whole must keep all that its lines say in words of the language: no bound may vanish into a name."""
    last, said = lines[-1], _words([whole]) - _words(lines)
    if said < 0:
        return False
    if not parses(last) or source.text.startswith("的", last.span.start):
        return True
    first = last.tokens[0].type
    if first in _BOUNDS and [token.type for token in lines[0].tokens] == ["NAME"]:
        return True  # a name alone says nothing, and a bound wants one
    return first in _AWARDS or said > 0 or _unknown([whole]) < _unknown(lines)


def _words(lines: Sequence[Line]) -> int:
    """The characters that words of the language take up."""
    spoken = (token.span for line in lines for token in line.tokens if token.type not in _SILENT)
    return sum(span.end - span.start for span in spoken)


def _unknown(lines: Sequence[Line]) -> int:
    return sum(not token.known for line in lines for token in line.tokens)
