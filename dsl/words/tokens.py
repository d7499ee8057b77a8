"""Tokens and lines: what the lexer hands to the parser."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from dsl.nodes import Node, light
from dsl.source import Span
from dsl.words.lexicon import UnitWord


@frozen(repr=False, eq=False)
class PartialDate(Node):
    """A written date; ``year`` is None where the text leaves it to the period (4月1日)."""

    year: int | None
    month: int
    day: int


Value = str | Fraction | PartialDate | UnitWord


@light(repr=False, eq=False)
class Token(Node):
    """A word with its place in the source. ``known`` is False for a name that nobody declared."""

    type: str
    value: Value
    span: Span
    known: bool = True


@frozen(repr=False, eq=False)
class Line(Node):
    """The tokens of one line of a rule block: up to 。 ； or a line end."""

    tokens: tuple[Token, ...]
    span: Span
    declares: bool = False
    straddles: tuple[tuple[Token, str], ...] = ()  # names cut through a word of the language, and that word
