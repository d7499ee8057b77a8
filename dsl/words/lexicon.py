"""The words of the language, read once from ``grammar/lexicon.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from attrs import field, frozen

from dsl.folding import fold
from dsl.nodes import Node
from dsl.patterns import regex
from dsl.types import Kind
from dsl.words.numerals import CHINESE
from dsl.words.packaged import packaged
from dsl.words.trie import longest


@frozen(repr=False, eq=False)
class Word(Node):
    """One spelling of a word: its terminal, what it says to the compiler, and the canonical spelling."""

    spelling: str
    terminal: str
    says: str
    canonical: str
    meaning: str = ""
    authority: str = ""


@frozen(repr=False, eq=False)
class Composed(Node):
    """What is put together of one word each of some lists (累计 + 加分 + 不超过): its pattern, and what it speaks before."""

    pattern: str
    word: Word
    before: str  # "number" or "end"


@frozen(repr=False, eq=False)
class UnitWord(Node):
    """One spelling of a unit: the kind of value it measures, its canonical spelling, and its scale (% is 1/100)."""

    spelling: str = field(eq=False)
    kind: Kind
    canonical: str
    scale: Fraction


@frozen(repr=False, eq=False)
class Lexicon(Node):
    """All words, keyed by folded spelling, and what messages call each terminal."""

    words: dict[str, Word]
    declarations: dict[str, Word]
    facets: dict[str, Word]
    units: dict[str, UnitWord]
    labels: dict[str, str]
    placed: dict[str, str]  # words that speak only before a "number" or at the "end" of a sentence
    speech: dict[str, tuple[str, ...]]  # words beside names: says_so, done, no_denials …
    longer: frozenset[str]  # words that hold a word of the language, which says nothing there
    composed: tuple[Composed, ...]
    unless: dict[
        str, str
    ]  # the same: with which characters behind them another word begins, so that they are no such words


def composed(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the spellings that a row puts together: one word of each of its lists, 累计 + 加分 + 不超过."""
    written = set(row["spellings"])
    for spelling in ("".join(words) for parts in row.get("composed", ()) for words in product(*parts)):
        if spelling not in written:
            written.add(spelling)
            yield spelling


def _put_together(rows: list[dict[str, Any]]) -> tuple[Composed, ...]:
    return tuple(
        Composed(
            "".join(f"(?:{longest(map(fold, part))}){'?' * ('' in part)}" for part in parts),
            _word(row, "", row["spellings"][0]),
            row.get("before", "number"),
        )
        for row in rows
        for parts in row.get("composed", ())
    )


def _word(row: Mapping[str, Any], spelling: str, canonical: str) -> Word:
    says, authority = str(row["says"]) or spelling, str(row.get("authority", ""))
    return Word(spelling, str(row["terminal"]), says, canonical, str(row["meaning"]), authority)


def _words(rows: list[dict[str, Any]]) -> dict[str, Word]:
    found: dict[str, Word] = {}
    for row in rows:
        spellings = row["spellings"]
        for spelling in spellings:
            # A type word (计数, 比率 …) is its own canonical spelling; everything else is written as the first of its row.
            canonical = spelling if row["terminal"] in ("TYPE", "FUNCTION") else spellings[0]
            found[fold(spelling)] = _word(row, spelling, canonical)
    return found


def _units(rows: list[dict[str, object]]) -> dict[str, UnitWord]:
    found: dict[str, UnitWord] = {}
    for row in rows:
        spellings, kind = row["spellings"], Kind(str(row["kind"]))
        assert isinstance(spellings, list)
        for spelling in spellings:
            # Each measure word is a unit of its own; other rows list spellings of one unit, written as the last but one is not.
            canonical = str(row.get("canonical", spelling)) if kind is Kind.COUNT else _plain(spellings)
            found[fold(spelling)] = UnitWord(spelling, kind, canonical, Fraction(str(row.get("scale", 1))))
    return found


def _plain(spellings: list[str]) -> str:
    """The name of a unit in a type: 工作日 for 个工作日, 自然日 for 日 and 天."""
    first = spellings[0]
    return first.removeprefix("个")


@cache
def lexicon() -> Lexicon:
    """Return the lexicon; it is read from the package once."""
    data = tomllib.loads(packaged("lexicon.toml"))
    return Lexicon(
        _words(data["word"]),
        _words(data["declaration"]),
        _words(data["facet"]),
        _units(data["unit"]),
        data["labels"],
        {fold(key): row["followed"] for row in data["word"] if "followed" in row for key in row["spellings"]},
        {key: tuple(words) for key, words in data["speech"].items()},
        frozenset(fold(word) for word in data["longer"]["words"]),
        _put_together(data["word"]),
        {fold(word): fold(chars) for word, chars in data["longer"]["unless"].items()},
    )


@cache
def put_together(*terminals: str) -> str:
    """Return a pattern of what rows put together, with what it speaks before: 加分总计不超过 a number, 扣完该项分值为止 the end."""
    before = {"number": rf"(?=为?[\d{CHINESE}])", "end": r"(?=$|[，,；;。()])"}
    found = [each for each in lexicon().composed if not terminals or each.word.terminal in terminals]
    return f"(?:{'|'.join(each.pattern + before[each.before] for each in found)})"


def put_together_as(text: str) -> Word | None:
    """Return the word that a text is, which is put together of several."""
    return next((each.word for each in lexicon().composed if regex(each.pattern).fullmatch(text)), None)


def unit_of_both(one: UnitWord, other: UnitWord) -> UnitWord | None:
    """Return the measure word that two of them are together: 人次 of 每人每次, 人天 of 每人每天; None where there is none."""
    return lexicon().units.get(_BOTH.get((one.canonical, other.canonical), ""))


_BOTH = {
    ("人", "次"): "人次",
    ("名", "次"): "人次",
    ("人", "自然日"): "人天",
    ("名", "自然日"): "人天",
    ("户", "次"): "户次",
    ("家", "次"): "家次",
}
