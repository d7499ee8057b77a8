"""A text cut by one pattern of many words and a few names, without a pattern that holds the names.

The words of the language are a thousand: a pattern of them takes longer to compile than most policies to read, and each policy declares
names of its own. So the pattern is made once, without names, and cuts whatever stands between the places where a name begins; there alone
it is worked out where the piece ends. The pieces are those of one pattern with words and names (tests/unit/words/test_spots.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby

from dsl.patterns import regex
from dsl.words.trie import longest

_MOST = 5000  # patterns remembered
# The options of a piece, in their order, for these words and these names. Two of them are the words and names: those that
# begin with a numeral, and the others. What else depends on names does so only where one begins, or one character before.
Options = Callable[[Iterable[str], tuple[str, ...]], tuple[str, ...]]


class Names:
    """The names of a policy, and where they begin in a text."""

    def __init__(self, names: Iterable[str], before: str) -> None:
        """``before``: the characters behind which a name matters to what the character itself is."""
        self.all, self._before = tuple(names), before
        self._here = regex(f"(?=({longest(self.all)}))").finditer
        self._behind = regex(f"[{before}](?={longest(self.all)})").finditer

    def spots(self, text: str) -> dict[int, str]:
        """Return the places where a name begins, with the longest that does, and (with none) those before one."""
        if not self.all:
            return {}
        return {match.start(): "" for match in self._behind(text)} | {m.start(): m[1] for m in self._here(text)}

    def at(self, text: str, place: int) -> tuple[str, ...]:
        """Return all names that begin at a place."""
        return tuple(each for each in self.all if text.startswith(each, place))

    def behind(self, text: str, place: int) -> tuple[str, ...]:
        """Return all names that begin behind the character at a place, where that matters."""
        return self.at(text, place + 1) if text[place] in self._before else ()


class Cutter:
    """Cuts texts into pieces; made once for a language."""

    def __init__(self, options: Options, words: Iterable[str], numerals: frozenset[str]) -> None:
        self._options, self._all, self._numerals = options, tuple(words), numerals
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[re.Pattern[str], ...]] = {}

    def cut(self, text: str, names: Names) -> list[str]:
        """Cut a text into pieces that together are the text."""
        spots = names.spots(text)
        if not spots:
            return self._pattern.findall(text)
        found: list[str] = []
        places, at, size = sorted(spots), 0, len(text)
        while at < size:
            index = bisect_left(places, at)
            if index == len(places):
                return found + self._pattern.findall(text, at)
            if at == places[index]:
                end = self._end(text, at, spots[at], names)
                found.append(text[at:end])
                at = end
                continue
            for match in self._pattern.finditer(text, at):
                found.append(match[0])
                at = match.end()
                if at >= places[index]:
                    break
        return found

    def _end(self, text: str, at: int, name: str, names: Names) -> int:
        """Return where the piece ends that begins where a name does, or before one: what comes before words, or the longest of them."""
        numeric = bool(name) and name[0] in self._numerals
        for ahead in self._ahead(names.at(text, at), names.behind(text, at), numeric):
            first = ahead.match(text, at)
            if first is not None:
                return first.end()
        word = self._words[0 if numeric else 1].match(text, at)
        return max(at + max(len(name), 1), at if word is None else word.end())

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return regex("|".join(self._options(self._all, ())))

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        return self._options((), ())

    @cached_property
    def _places(self) -> list[int]:
        """Which options are words and names."""
        some = (next(iter(sorted(self._numerals))), "某")
        both = zip(self._plain, self._options(some, ()), strict=True)
        return [place for place, (without, with_words) in enumerate(both) if without != with_words]

    @cached_property
    def _words(self) -> tuple[re.Pattern[str], ...]:
        options = self._options(self._all, ())
        return tuple(regex(options[place]) for place in self._places)

    def _ahead(self, here: tuple[str, ...], behind: tuple[str, ...], numeric: bool) -> tuple[re.Pattern[str], ...]:
        """What a piece is before it is a word or a name, where these names begin, and those behind one character; the first that fits.

        What these names make no other is a pattern of its own: it is long, takes long to compile, and every policy shares it.
        """
        found = self._known.get((here, behind))
        if found is None:
            stop = self._places[0 if numeric else 1]
            own = self._options((), here)[:stop]
            every = self._options((), (*here, *behind))[:stop] if behind else own
            plain = frozenset(self._plain)
            options = _standing(self._plain[:stop], every, own)
            runs = groupby(options, key=lambda each: "" if each in plain else each)
            found = tuple(regex("|".join(run)) for _, run in runs)
            if len(self._known) < _MOST:
                self._known[here, behind] = found
        return found


def _standing(plain: Sequence[str], every: Sequence[str], own: Sequence[str]) -> Iterator[str]:
    """Yield what is left of the options where names begin: without names, with all that matter there, with those that begin there.

    An option with nothing but "no such name begins here" before it is gone where one does, and as it was where none does.
    """
    for option, with_every, with_own in zip(plain, every, own, strict=True):
        if with_every != option and with_every.startswith("(?!") and with_every.endswith(option):
            if with_own == option:
                yield option
        else:
            yield with_every
