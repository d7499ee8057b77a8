"""The second pass: cut a rule block into lines and tokens by the words of the language and the declared names.

Longest match; linear in the length of the text. What no word and no name accounts for becomes an *open* name (``known`` =
False): the run of text up to the next place where the language is certain to speak (``dsl/open_names.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import define, evolve, field

from dsl import numerals, open_names
from dsl.cutting import split_lines
from dsl.declarations import Place, declaration_tokens, is_declaration
from dsl.folding import Flat, flatten
from dsl.lexicon import lexicon
from dsl.source import Source, Span
from dsl.tokens import Line, PartialDate, Token
from dsl.trie import longest
from dsl.vocabulary import Vocabulary

_NUMERAL_START = frozenset("0123456789" + numerals.CHINESE)
_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_EMPTY = r"无[^，,；;。\n]{0,20}?时(?=不|记|扣|加|得|计|按|$)"
_CONSEQUENCE = r"取消[^，,；;。\n]{1,20}?资格"
_PUNCTUATION = {
    "，": "COMMA",
    ",": "COMMA",
    ":": "COMMA",
    "、": "ENUM",
    "(": "LPAR",
    ")": "RPAR",
    "=": "EQUALS",
    "+": "PLUS",
    "−": "MINUS",
    "×": "TIMES",
    "÷": "DIVIDE",
    "/": "DIVIDE",
}


@define
class Lexer:
    """Cuts rule blocks; built once for a vocabulary."""

    vocabulary: Vocabulary
    _scan: Callable[[str], Iterator[re.Match[str]]] = field(init=False)
    _bound: Callable[[str, int], re.Match[str] | None] = field(init=False)

    def __attrs_post_init__(self) -> None:
        words = {*lexicon().words, *lexicon().units, *self.vocabulary.names} - set(_PUNCTUATION)
        numeric = longest(word for word in words if word[0] in _NUMERAL_START)
        functions = longest(key for key, word in lexicon().facets.items() if word.terminal == "FUNCTION")
        other = longest(word for word in words if word[0] not in _NUMERAL_START)
        pattern = (
            rf"(?P<function>(?:{functions})(?=\())|(?P<numeric>{numeric})|(?P<date>{_DATE})|(?P<number>{numerals.PATTERN})|(?P<word>{other})"
            rf"|(?P<empty>{_EMPTY})|(?P<consequence>{_CONSEQUENCE})|(?P<sep>[\n；;。])"
            rf"|(?P<punctuation>[{re.escape(''.join(_PUNCTUATION))}])|(?P<other>.)"
        )
        self._scan = re.compile(pattern).finditer
        bounds = (key for key, word in lexicon().words.items() if word.terminal.startswith("BOUND") and len(key) > 1)
        self._bound = re.compile(longest(bounds)).match

    def lines(self, source: Source, span: Span) -> Iterator[Line]:
        """Yield the lines of a block that are not empty."""
        flat = flatten(source.text, span.start, span.end)
        at = 0
        for text in split_lines(flat.text):
            if text.strip():
                yield self._line(source, flat, at, text)
            at += len(text) + 1

    def _line(self, source: Source, flat: Flat, at: int, text: str) -> Line:
        def place(start: int, end: int) -> Span:
            origin = flat.origin(at + start)
            return Span(origin, flat.origin(at + end - 1) + 1 if end > start else origin)

        def naming(span: Span) -> str:
            return "".join(source.slice(span).split())

        def expression(part: str, start: int, _: object) -> list[Token]:
            raw = self._raw(part, lambda a, b: place(start + a, start + b))
            return [token for token in open_names.close_expression(raw, naming) if token.type != "FILLER"]

        whole = place(0, len(text))
        if is_declaration(text):
            made = declaration_tokens(text, place, self.vocabulary, expression)
            return Line(tuple(_as_written(token, source) for token in made), whole, True)
        straddles: list[tuple[Token, str]] = []
        raw = self._raw(text, place, straddles)
        return Line(tuple(_tidy(open_names.close(raw, naming))), whole, straddles=tuple(straddles))

    def _raw(self, text: str, place: Place, straddles: list[tuple[Token, str]] | None = None) -> list[Token]:
        tokens: list[Token] = []
        for match in self._scan(text):
            made = list(self._tokens(match, place))
            tokens += made
            if straddles is not None and made[0].type in ("NAME", "KIND"):
                word = self._across(text, match)
                if word:
                    straddles.append((made[0], word))
        return tokens

    def _across(self, text: str, match: re.Match[str]) -> str:
        """Return a bound word that begins inside a name and ends behind it (收入不少 + 于), or that splits it into a
        shorter name and the bound of a number (材料不足 5 件, where 材料 is a name too)."""
        for start in range(match.start() + 1, match.end()):
            word = self._bound(text, start)
            if word is None or word.end() < match.end():
                continue
            splits = (
                text[match.start() : start] in self.vocabulary.names and text[word.end() : word.end() + 1].isdigit()
            )
            if word.end() > match.end() or splits:
                return word.group()
        return ""

    def _tokens(self, match: re.Match[str], place: Place) -> Iterator[Token]:
        group, text = match.lastgroup, match.group()
        span = place(match.start(), match.end())
        match group:
            case "numeric" | "word":
                yield self._word(text, span)
            case "number":
                yield from _number(text, span)
            case "date":
                yield _date(text, span)
            case "function":
                yield Token("FUNCTION", text, span)
            case "empty":
                yield Token("EMPTY", text[1:-1], span)
            case "consequence":
                yield Token("CONSEQUENCE", text, span)
            case "punctuation":
                yield Token(_PUNCTUATION[text], text, span)
            case _:
                yield Token("OTHER", text, span)

    def _word(self, text: str, span: Span) -> Token:
        known = self.vocabulary.names.get(text)
        if known is not None:
            return Token(known[0], known[1], span)
        word = lexicon().words.get(text)
        unit = lexicon().units.get(text)
        if unit is not None:  # 起 is a measure word, unless a date stands before it
            return Token("UNIT", unit, span)
        assert word is not None
        return Token(word.terminal, word.says, span)


def _as_written(token: Token, source: Source) -> Token:
    """Items and texts keep their original characters; only names are compared folded."""
    if token.type == "TEXT":
        return evolve(token, value=source.slice(token.span).strip()[1:-1])
    if token.type in ("ITEM_NAME", "UNIT_NAME"):
        return evolve(token, value="".join(source.slice(token.span).split()))
    return token


def _number(text: str, span: Span) -> Iterator[Token]:
    try:
        value, unit = numerals.value_of(text)
    except numerals.BadNumeral:
        yield Token("OTHER", text, span)
        return
    yield Token("NUMBER", value, span)
    if unit:
        yield Token("UNIT", lexicon().units[unit], span)


def _date(text: str, span: Span) -> Token:
    parts = [int(part) for part in re.findall(r"\d+", text)]
    year = parts[0] if len(parts) == 3 else None
    return Token("DATE", PartialDate(year, parts[-2], parts[-1]), span)


def _tidy(tokens: list[Token]) -> Iterator[Token]:
    """Drop fillers and the commas that only let the reader breathe."""
    kept = [token for token in tokens if token.type != "FILLER"]
    for index, token in enumerate(kept):
        before = kept[index - 1].type if index else "COMMA"
        after = kept[index + 1].type if index + 1 < len(kept) else "COMMA"
        last = index + 1 == len(kept)
        if token.type == "COMMA" and (before in ("COMMA", "AND", "OR", "VETO") or after in ("AND", "OR") or last):
            continue
        if token.type == "UNIT" and before == "DATE" and getattr(token.value, "canonical", "") == "起":
            yield Token("FROM_ON", "on", token.span)
            continue
        yield token
