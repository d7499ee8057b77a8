"""Tokens in, surface tree out; the only module that knows Lark.

Each line is parsed alone, so every bad line is reported once and hides no other. The grammar is ``grammar/zhunsheng.lark``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from lark import Lark
from lark import __version__ as lark_version
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer as LarkLexer

from dsl import limits, surface
from dsl.building import Builder
from dsl.diagnostics import Bag, Diagnostic
from dsl.lexer import Lexer, broken_lines
from dsl.problems import syntax
from dsl.source import Source, Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord
from dsl.words.packaged import packaged
from dsl.words.tokens import Line, Token

Statements = tuple[surface.Statement, ...]


class _NoLexer(LarkLexer):
    """Lark cuts nothing: it is fed the tokens that our own lexer made, as they are."""

    def __init__(self, _: Any) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
        """Never called."""
        raise NotImplementedError


@cache
def _grammar() -> str:
    return packaged("zhunsheng.lark")


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


_LONG_NUMBER = re.compile(rf"\d[\d.,]{{{limits.DIGITS.most}}}")
_END: Any = Token("$END", "", Span(0, 0))


def _read(tokens: Sequence[Token]) -> Statements:
    """Return what the builder makes of the tokens of one line; raises ``UnexpectedToken``."""
    if not tokens:
        return ()
    state: Any = _lark().parse_interactive().parser_state
    feed = state.feed_token
    for token in tokens:
        feed(token)
    statements: Statements = feed(_END, True)
    return statements


@lru_cache(maxsize=1000)
def _accepted(states: tuple[int, ...]) -> frozenset[str]:
    """Return the terminals with which a line could go on after these states of the parser."""
    at: Any = _lark().parse_interactive()
    at.parser_state.state_stack, at.parser_state.value_stack = list(states), [None] * (len(states) - 1)
    return frozenset(at.accepts())


def parse_block(source: Source, span: Span, lexer: Lexer, bag: Bag) -> surface.Block:
    """Parse one rule block; lines that do not parse are reported and left out."""
    lines, made, index = list(lexer.lines(source, span)), [], 0
    while index < len(lines):
        line, count = lines[index], 1
        statements, found = _parse_line(source, line)
        if found and not line.straddles:
            following = lines[index : index + broken_lines.LONGEST]
            whole = broken_lines.joined(following, source, lexer, _parses)
            if whole is not None:
                line, count = whole
                statements, found = _parse_line(source, line)
        bag.extend(found)
        if statements:
            made.append(surface.StatementLine(statements, line.span))
        index += count
    return surface.Block(tuple(made), span)


def _parse_line(source: Source, line: Line) -> tuple[Statements, list[Diagnostic]]:
    """Return what a line says, or what is wrong with it."""
    if len(line.tokens) > limits.WORDS.most:
        return (), [syntax.line_too_long(source, line.span, len(line.tokens), limits.WORDS.most)]
    digits = _LONG_NUMBER.search(source.text, line.span.start, line.span.end)
    if digits is not None:
        return (), [syntax.number_too_long(source, Span(*digits.span()), limits.DIGITS.most)]
    deep = _too_deep(line)
    if deep is not None:
        return (), [syntax.too_deep(source, deep.span, limits.NESTING.most)]
    many = _too_many(line)
    if many is not None:
        return (), [syntax.too_many_terms(source, many.span, limits.TERMS.most)]
    name = next((each for each in line.tokens if each.type == "NAME" and len(str(each.value)) > limits.NAME.most), None)
    if name is not None:
        return (), [syntax.name_too_long(source, name.span, len(str(name.value)), limits.NAME.most)]
    if line.straddles and line.tokens:
        return (), [syntax.ambiguous_cut(source, name.span, str(name.value), word) for name, word in line.straddles]
    turned = _turned_deadline(line)
    if turned is not None:
        return (), [syntax.no_deadline(source, turned, source.slice(turned).strip())]
    amount = _no_period(line)
    if amount is not None:
        return (), [syntax.no_period(source, amount, source.slice(amount).strip())]
    place = _two_sided_place(source, line)
    if place is not None:
        return (), [syntax.rank_side(source, *place)]
    try:
        return _read(line.tokens), []
    except UnexpectedToken as error:
        token: Any = error.token
        state: Any = error.state
        accepted = _accepted(tuple(state.state_stack))
        return (), [syntax.unexpected(source, line, None if token is _END else token, accepted)]


def _turned_deadline(line: Line) -> Span | None:
    """Return the place of a period with 以上 or 以外 before what is done (7天以上整改); a deadline says 以内."""
    for number, unit, bound, done in zip(line.tokens, line.tokens[1:], line.tokens[2:], line.tokens[3:], strict=False):
        period = isinstance(unit.value, UnitWord) and unit.value.kind is Kind.DURATION
        beyond = bound.type == "BOUND_POST" and bound.value != "<="
        if period and beyond and done.type in ("NAME", "NEG"):
            return number.span.to(bound.span)
    return None


def _no_period(line: Line) -> Span | None:
    """Return the place of a bounded amount that is no time before what would be done in it: 5亿元以上项目."""
    for number, unit, bound, done in zip(line.tokens, line.tokens[1:], line.tokens[2:], line.tokens[3:], strict=False):
        amount = isinstance(unit.value, UnitWord) and unit.value.kind is not Kind.DURATION and number.type == "NUMBER"
        if amount and bound.type == "BOUND_POST" and done.type in ("NAME", "NEG"):
            return number.span.to(bound.span)
    return None


_ONE_SIDE = ("内", "以后", "之后")  # 7名以后 is a bound only behind 4—6名 (dsl/lexer/memory/places.py)


def _two_sided_place(source: Source, line: Line) -> tuple[Span, str] | None:
    """Return a bound on a rank that has two sides, and its number: 第 3 名以上 is better than the third place, or a larger number."""
    for at, rank in enumerate(line.tokens):
        if rank.type != "RANK":
            continue
        types = [token.type for token in line.tokens[at + 1 : at + 4]]
        number = at + 1 + (types[:1] == ["BOUND_PRE"])
        if types[:2] == ["BOUND_PRE", "NUMBER"] or types == ["NUMBER", "UNIT", "BOUND_POST"]:
            bound = line.tokens[at + 1 if number > at + 1 else at + 3]
            if not source.slice(bound.span).endswith(_ONE_SIDE):
                last = min(at + 3, len(line.tokens) - 1)
                return rank.span.to(line.tokens[last].span), str(line.tokens[number].value)
    return None


def _parses(line: Line) -> bool:
    """Whether a line says something."""
    if not line.tokens or len(line.tokens) > limits.WORDS.most or line.straddles or _too_deep(line) or _too_many(line):
        return False
    try:
        _read(line.tokens)
    except UnexpectedToken:
        return False
    return True


_JOINS = frozenset({"PLUS", "MINUS", "TIMES", "DIVIDE", "AND", "OR"})


def _too_many(line: Line) -> Token | None:
    """Return the word that joins one thing too many: each is a level of the tree of the sentence."""
    if len(line.tokens) <= limits.TERMS.most:
        return None
    count = 0
    for token in line.tokens:
        count += token.type in _JOINS
        if count > limits.TERMS.most:
            return token
    return None


def _too_deep(line: Line) -> Token | None:
    if len(line.tokens) <= limits.NESTING.most:
        return None
    depth = 0
    for token in line.tokens:
        depth += (token.type == "LPAR") - (token.type == "RPAR")
        if depth > limits.NESTING.most:
            return token
    return None
