"""Tokens in, surface tree out; the only module that knows Lark.

Each line is parsed alone, so every bad line is reported once and hides no other. The grammar is ``grammar/zhunsheng.lark``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from lark import Lark
from lark import __version__ as lark_version
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer as LarkLexer

from dsl import surface
from dsl.building import Builder
from dsl.diagnostics import Bag
from dsl.lexer import Lexer
from dsl.problems import syntax
from dsl.source import Source, Span
from dsl.tokens import Line, Token

MAX_DEPTH = 40  # nested brackets
MAX_LINE = 4000  # tokens of one line


class _NoLexer(LarkLexer):
    """Lark cuts nothing: it is fed the tokens that our own lexer made, as they are."""

    def __init__(self, _: Any) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
        """Never called."""
        raise NotImplementedError


@cache
def _grammar() -> str:
    return files("grammar").joinpath("zhunsheng.lark").read_text(encoding="utf-8")


def tables_key() -> str:
    """Return what saved tables depend on: the grammar and the version of Lark."""
    return f"{lark_version}\n{_grammar()}"


def save_tables() -> bytes:
    """Return the parse tables, so that a shell can keep them; building them is a third of the time of a short run."""
    kept = BytesIO()
    _lark().save(kept)
    return kept.getvalue()


def use_tables(kept: bytes) -> None:
    """Parse with tables that ``save_tables`` made under the same ``tables_key``; anything else raises ``ValueError``."""
    try:
        _KEPT.append(Lark.load(BytesIO(kept)))
        _accepted.cache_clear()
    except Exception as error:  # a damaged file can fail in any way that pickle can
        raise ValueError("not saved parse tables") from error


_KEPT: list[Lark] = []


@cache
def _built() -> Lark:
    return Lark(_grammar(), parser="lalr", lexer=_NoLexer, transformer=Builder())


def _lark() -> Lark:
    return _KEPT[-1] if _KEPT else _built()


_END: Any = Token("$END", "", Span(0, 0))


def _read(tokens: Sequence[Token]) -> Any:
    """Return what the builder makes of the tokens of one line; raises ``UnexpectedToken``."""
    state: Any = _lark().parse_interactive().parser_state
    feed = state.feed_token
    for token in tokens:
        feed(token)
    return feed(_END, True)


@lru_cache(maxsize=1000)
def _accepted(states: tuple[int, ...]) -> frozenset[str]:
    """Return the terminals with which a line could go on after these states of the parser."""
    at: Any = _lark().parse_interactive()
    at.parser_state.state_stack, at.parser_state.value_stack = list(states), [None] * (len(states) - 1)
    return frozenset(at.accepts())


def parse_block(source: Source, span: Span, lexer: Lexer, bag: Bag) -> surface.Block:
    """Parse one rule block; lines that do not parse are reported and left out."""
    lines = []
    for line in lexer.lines(source, span):
        statements = _parse_line(source, line, bag)
        if statements:
            lines.append(surface.StatementLine(statements, line.span))
    return surface.Block(tuple(lines), span)


def _parse_line(source: Source, line: Line, bag: Bag) -> tuple[surface.Statement, ...]:
    if len(line.tokens) > MAX_LINE:
        bag.add(syntax.line_too_long(source, line.span, len(line.tokens), MAX_LINE))
        return ()
    deep = _too_deep(line)
    if deep is not None:
        bag.add(syntax.too_deep(source, deep.span, MAX_DEPTH))
        return ()
    if not line.tokens:
        return ()
    for name, word in line.straddles:
        bag.add(syntax.ambiguous_cut(source, name.span, str(name.value), word))
    if line.straddles:
        return ()
    try:
        parsed = _read(line.tokens)
    except UnexpectedToken as error:
        token: Any = error.token
        state: Any = error.state
        accepted = _accepted(tuple(state.state_stack))
        bag.add(syntax.unexpected(source, line, None if token is _END else token, accepted))
        return ()
    assert isinstance(parsed, tuple)
    return parsed


def _too_deep(line: Line) -> Token | None:
    if len(line.tokens) <= MAX_DEPTH:
        return None
    depth = 0
    for token in line.tokens:
        depth += (token.type == "LPAR") - (token.type == "RPAR")
        if depth > MAX_DEPTH:
            return token
    return None
