"""The second pass: cut a rule block into lines and tokens by the words of the language and the declared names.

Longest match; linear in the length of the text. What no word and no name accounts for becomes an *open* name (``known`` =
False): the run of text up to the next place where the language is certain to speak (``open_names.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import define, field

from dsl.folding import Flat, flatten, fold, unblank
from dsl.lexer import ends, events, implied, open_names, pieces
from dsl.lexer.beginnings import in_order
from dsl.lexer.declarations import FORMULA, declaration_tokens, is_declaration, parts_of
from dsl.lexer.denials import denials
from dsl.lexer.habits import (
    amounts,
    brackets,
    caps,
    counted,
    deadlines,
    labels,
    letters,
    of_the_item,
    ranges,
    setting,
    shorthand,
    strays,
    yardsticks,
)
from dsl.lexer.habits.left_out import Beyond, required, rounded
from dsl.lexer.lists import in_turn, of_them, peers, several
from dsl.lexer.memory.allowed import Allowed
from dsl.lexer.memory.both import Both
from dsl.lexer.memory.by_day import ByDay
from dsl.lexer.memory.going_on import carried_on
from dsl.lexer.memory.places import Places
from dsl.lexer.memory.shortened import Shortened
from dsl.lexer.shared import scaled
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.words.cutting import split_lines
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Line, Token
from dsl.words.trie import longest
from dsl.words.vocabulary import Vocabulary

Straddle = tuple[Token, str]


@define(repr=False, eq=False)
class _Said:
    """What the lines of a block have said so far."""

    beyond: Beyond = field(factory=Beyond)
    told: events.Told = field(factory=events.Told)
    held: ends.Held = field(factory=ends.Held)
    allowed: Allowed = field(factory=Allowed)
    shortened: Shortened = field(factory=Shortened)
    both: Both = field(factory=Both)
    by_day: ByDay = field(factory=ByDay)
    places: Places = field(factory=Places)
    given: bool = False  # whether a line before gives points
    figures: setting.Earlier = field(factory=setting.Earlier)
    of_them: of_them.OfThem = field(factory=of_them.OfThem)


@define(repr=False, eq=False)
class Lexer:
    """Cuts rule blocks; built once for a vocabulary."""

    vocabulary: Vocabulary
    _pieces: pieces.Pieces = field(init=False)
    _bound: Callable[[str, int], re.Match[str] | None] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._pieces = pieces.of(self.vocabulary)
        self._bound = regex(longest(pieces.bounds())).match

    def lines(self, source: Source, span: Span) -> Iterator[Line]:
        """Yield the lines of a block that are not empty."""
        flat = flatten(source.text, span.start, span.end)
        said = _Said()
        for at, text in carried_on(split_lines(flat.text), flat.text):
            yield self._line(source, flat, at, text, said)

    def one_line(self, source: Source, span: Span) -> Line | None:
        """Return what stands there as one line, whatever line ends are in it; None where it is more than one even so."""
        flat = flatten(source.text, span.start, span.end, lines=False)
        found = list(split_lines(flat.text))
        return self._line(source, flat, *found[0], _Said()) if len(found) == 1 else None

    def _line(self, source: Source, flat: Flat, at: int, text: str, said: _Said) -> Line:
        if is_declaration(text, self.vocabulary):
            return Line(self._declaration(source, flat, at, text), flat.span(at, at + len(text)), True)
        straddles: list[Straddle] = []
        if "×" in text and shorthand.PRODUCT.fullmatch(text):
            front = flat.span(at, at)
            product = open_names.close_expression(self._raw(flat, at, text, straddles), _naming(source))
            tokens = [Token("SCORE_VERB", "", front), Token("EQUALS", "=", front), *product]
        elif ("=" in text or "分为" in text) and FORMULA.search(text):
            tokens = list(self._with_formula(source, flat, at, text, straddles))
        else:
            raw = strays.in_names(self._raw(flat, at, text, straddles, said.told), _naming(source))
            raw = peers.among(in_turn.places(in_turn.named(raw, _naming(source))), _naming(source), self.vocabulary)
            raw = of_the_item.limited(raw, _naming(source)) if "以" in text else raw
            raw = counted.each_one(raw) if "每" in text else raw
            raw = brackets.caps_within(raw) if "(" in text else raw
            raw = caps.turned(raw, _naming(source)) if "分" in text else raw
            raw = amounts.in_other_words(raw, _naming(source))
            raw = of_them.marked(raw, _naming(source)) if "项" in text else raw
            tokens = open_names.each_for_one(open_names.awards_apart(setting.set_before(raw, _naming(source))))
            if ":" in text:
                tokens = labels.labelled(tokens, _naming(source), self.vocabulary)
            if any(token.type in ("DATE", "BOUND_POST") for token in tokens):
                tokens = deadlines.missed(tokens, _naming(source))
            tokens = shorthand.spelled_out(letters.spoken_of(tokens), _naming(source))
            tokens = several.of_what_follows(tokens) if "每" in text else tokens
            tokens = several.not_reached(several.each_given(tokens)) if "，" in text or "," in text else tokens
        whole = tokens[0].span.to(tokens[-1].span)
        types = {token.type for token in tokens}
        if "EACH" in types and "OTHER" in types:
            tokens = counted.of_what(tokens, _naming(source))
        if "EACH" in types and "BOUND_PRE" in types:
            tokens = counted.beyond(tokens)
        if not types.isdisjoint({"CAP", "TOTAL_CAP"}):
            tokens = of_the_item.caps(tokens, _naming(source), given=said.given)
        if "ITEM" in types or tokens[0].type == "BOUND_POST":
            tokens = of_the_item.unnamed(tokens)
        said.given = said.given or "SIGN" in types
        if "ENUM" in types and "NUMBER" in types:
            tokens = ranges.joined(tokens)
        if "OTHER" in types and not types.isdisjoint({"NUMBER", "EACH"}):
            tokens = in_order(tokens, _naming(source))
        if "ENDS" in types or said.held.ends:
            tokens = ends.settled(tokens, said.held)
        if "RPAR" in types:
            tokens = brackets.unbracketed(tokens, _naming(source))
        if "BOUND_PRE" in types or "BOUND_POST" in types:
            tokens = said.allowed(tokens)
        if "OTHER" in types:
            tokens = list(denials(open_names.close(tokens, _naming(source)), self.vocabulary))
            tokens = yardsticks.measured(tokens, self.vocabulary)
            tokens = counted.in_one(labels.joined(tokens, self.vocabulary), self.vocabulary)
        if "NAME" in {token.type for token in tokens}:
            tokens = said.shortened(tokens, _naming(source))
        if "DATE" in types:
            tokens = amounts.moments(tokens, self.vocabulary, _naming(source))
        if "NUMBER" in types and "NAME" in {token.type for token in tokens}:
            tokens = several.all_of(tokens, self.vocabulary, _naming(source))
        if "SIGN" in types or "NO_EFFECT" in types:
            tokens = said.both(tokens, _naming(source), flat.text[at + len(text) :])
        tokens = said.by_day(tokens) if "DATE" in types else tokens
        tokens = said.places(tokens) if "NUMBER" in types else tokens
        tokens = _declared_after_all(implied.plain(required(said.beyond(tokens)), _naming(source)), self.vocabulary)
        tokens = said.of_them(said.figures(tokens))
        if "KEEP" in types or "ROUNDING" in types:
            tokens = rounded(tokens, _naming(source))
        types = {token.type for token in tokens}
        return Line(tuple(_tidy(tokens, types)), whole, straddles=tuple(straddles))

    def _with_formula(
        self, source: Source, flat: Flat, at: int, text: str, straddles: list[Straddle]
    ) -> Iterator[Token]:
        """得分 = …: what stands behind the sign is an expression, in which a dash is a minus."""
        for part, start, formula in parts_of(text):
            if not formula:
                words = self._raw(flat, at + start, part, straddles)
                verb = words[-1:] if words[-1:] and words[-1].type == "SCORE_VERB" else []
                # 满意度得分 = … says whose points they are, 该项得分 = … nothing; 特困 得分 = … is a condition
                front = "".join(str(word.value) if word.type == "OTHER" else " " for word in words[:-1])
                named = open_names.says_whose(front)
                words = verb if verb and (named or unblank(part) in lexicon().speech["the_points"]) else words
                yield from open_names.close(words[: len(words) - len(verb)], _naming(source))
                yield from verb
                continue
            yield Token("EQUALS", "=", flat.span(at + start, at + start + 1))
            raw = self._raw(flat, at + start + 1, part[1:], straddles)
            for token in open_names.close_expression(raw, _naming(source)):
                yield Token("MINUS", "−", token.span) if token.type == "DASH" else token

    def _declaration(self, source: Source, flat: Flat, at: int, text: str) -> tuple[Token, ...]:
        def expression(part: str, start: int) -> list[Token]:
            tokens = open_names.close_expression(self._raw(flat, at + start, part, []), _naming(source))
            return [token for token in tokens if token.type != "FILLER"]

        def place(start: int, end: int) -> Span:
            return flat.span(at + start, at + end)

        made = declaration_tokens(text, place, self.vocabulary, expression)
        return tuple(_as_written(token, source) for token in made)

    def _raw(
        self, flat: Flat, at: int, text: str, straddles: list[Straddle], told: events.Told | None = None
    ) -> list[Token]:
        """The tokens of a line as its pieces say them, fillers and unknown characters included."""
        table = self._pieces
        cut = table.cut(text)
        tokens = [
            Token(kind, value, span)
            for (kind, value), span in zip(map(table.__getitem__, cut), flat.spans(at, cut), strict=True)
        ]
        if told is not None and ("内" in text or "以上" in text):
            tokens = list(told(text, cut, tokens))
        if table.special.isdisjoint(cut):
            return tokens
        return list(self._second_look(text, cut, tokens, straddles))

    def _second_look(
        self, text: str, cut: list[str], tokens: list[Token], straddles: list[Straddle]
    ) -> Iterator[Token]:
        """Where a piece does not say everything: a function has its bracket, 百分之三十 its unit, a name what follows it."""
        table, end = self._pieces, 0
        if not table.scales.keys().isdisjoint(cut):
            tokens = scaled(cut, tokens, table.scales)
        for piece, token in zip(cut, tokens, strict=True):
            start, end = end, end + len(piece)
            if piece in table.functions and text.startswith("(", end):
                yield Token("FUNCTION", piece, token.span)
                continue
            yield token
            if piece in table.shares:
                yield Token("UNIT", lexicon().units[table.shares[piece]], token.span)
            elif piece in table.straddling:
                word = self._across(text, start, end)
                if word:
                    straddles.append((token, word))

    def _across(self, text: str, start: int, end: int) -> str:
        """Return a bound word that begins inside a name and ends behind it (收入不少 + 于), or that splits it into a
        shorter name and the bound of a number (材料不足 5 件, where 材料 is a name too)."""
        for at in range(start + 1, end):
            word = self._bound(text, at)
            if word is None or word.end() < end:
                continue
            splits = text[start:at] in self.vocabulary.names and text[word.end() : word.end() + 1].isdigit()
            if word.end() > end or splits:
                return word.group()
        return ""


def _declared_after_all(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens, a name that a habit has put together known where it is declared: 责任书 每少 1 份, where 缺少责任书 is."""
    out = []
    for token in tokens:
        if token.type == "NAME" and not token.known:
            terminal, shown = vocabulary.names.get(fold(str(token.value)), ("", ""))
            token = Token("NAME", shown, token.span) if terminal == "NAME" else token
        out.append(token)
    return out


def _naming(source: Source) -> open_names.Naming:
    return lambda span: unblank(source.slice(span))


def _as_written(token: Token, source: Source) -> Token:
    """Items and texts keep their original characters; only names are compared folded."""
    if token.type == "TEXT":
        return Token(token.type, source.slice(token.span).strip()[1:-1], token.span)
    if token.type in ("ITEM_NAME", "UNIT_NAME"):
        return Token(token.type, unblank(source.slice(token.span)), token.span)
    return token


def _tidy(tokens: list[Token], types: set[str]) -> list[Token]:
    """Drop fillers and the commas that only let the reader breathe; ``types`` are the types of the tokens."""
    if "FILLER" in types:
        tokens = [token for token in tokens if token.type != "FILLER"]
    if "DATE" in types:
        tokens = list(_from_on(tokens))
    return _without_breath(tokens) if "COMMA" in types else tokens


def _without_breath(tokens: list[Token]) -> list[Token]:
    types = ["COMMA", *(token.type for token in tokens), "AND"]
    return [
        token
        for token, before, kind, after in zip(tokens, types, types[1:], types[2:], strict=False)
        if kind != "COMMA"
        or not (before in _NO_COMMA_AFTER or after in ("AND", "OR") or (before == "VETO" and after in _OF_A_VETO))
    ]


_NO_COMMA_AFTER = frozenset({"COMMA", "AND", "OR"})
_OF_A_VETO = frozenset({"SIGN", "BY_CAP"})


def _from_on(tokens: list[Token]) -> Iterator[Token]:
    """After a date 起 is no measure word."""
    before = ""
    for token in tokens:
        if before == "DATE" and token.type == "UNIT" and getattr(token.value, "canonical", "") == "起":
            yield Token("FROM_ON", "on", token.span)
        else:
            yield token
        before = token.type
