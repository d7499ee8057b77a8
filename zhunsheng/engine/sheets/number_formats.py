"""What a number format of a workbook makes of a number: 20 under 0"万元" is shown as 20万元, 1234 under 0.00, as 1.23.

A clerk fills in and checks what is shown, so that is read: the number as the format scales it, with the text around it, neither rounded
nor grouped. Where the format shows another number and nothing says so (a scale without a unit, a negative number without its sign), the
cell is refused; where it shows nothing, that is told.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from decimal import Context, Decimal
from enum import Enum, auto
from functools import lru_cache

from attrs import frozen

from dsl.patterns import regex

_TOKEN = regex(
    r'"(?P<text>[^"]*)"?|[\\!](?P<char>.)|[_*].|\[\$(?P<money>[^\]-]*)[^\]]*\]'
    r"|\[(?P<test>(?:[<>]=?|=|<>)-?[0-9.]+)\]|\[(?P<elapsed>[hmsHMS]+)\]|\[(?P<colour>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)|(?P<exponent>[eE][+-])|(?P<date>[yYmMdDhHsSeEgGbB]|a{3,})|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_SIGNS = " \xa0\u3000-−—()（）+▲△"  # around a number they say its sign at most
_OF_DATES = frozenset("-/. 年月日号")  # 20210705 shown as 2021-07-05 is the same day
_EXACT = Context(prec=60)


class Showing(Enum):
    """What a format does to all numbers alike, so that no cell has to be looked at."""

    AS_IT_IS = auto()
    PERCENT = auto()


@frozen
class Shown:
    """What is seen of a cell. ``other``: it is another number than the stored one, and nothing says so."""

    text: str
    other: bool = False


@frozen
class _Section:
    """A part of a format: what stands around the digits, and what they are multiplied by. ``digits`` False: a fixed text."""

    digits: bool = False
    before: str = ""
    after: str = ""
    inside: str = ""
    scale: Decimal = Decimal(1)
    text: bool = False  # @: the text of the cell stands between the two
    coloured: bool = False
    test: tuple[str, Decimal] | None = None

    @property
    def plain(self) -> bool:
        """Whether the number is shown as it is stored."""
        around = (self.before + self.after).strip(_SIGNS)
        return self.digits and not around and self.scale == 1 and not self.inside

    @property
    def percent(self) -> bool:
        """Whether the number is shown as a percentage and in no other way."""
        around = (self.before + self.after).strip(_SIGNS)
        return self.digits and around == "%" and self.scale == 100 and not self.inside


@frozen
class Format:
    """A number format that may show a number otherwise than it is stored."""

    sections: tuple[_Section, ...]  # of positive, negative numbers, nought, texts

    def shown(self, raw: float | str) -> Shown | None:
        """Return what is seen of a number or text; None where it is what is stored."""
        if isinstance(raw, str):
            section = next((each for each in self.sections if each.text), None)
            return None if section is None else Shown(f"{section.before}{raw}{section.after}")
        value = Decimal(repr(raw))
        if not value.is_finite():
            return None
        return _shown(*self._of(value), value)

    def _of(self, value: Decimal) -> tuple[_Section, bool]:
        """Return the part for a number, and whether it has to say the sign itself."""
        numbers = [each for each in self.sections[:3] if not each.text]
        if not numbers:
            return _Section(digits=True), False
        if any(each.test for each in numbers):
            for each in numbers:
                if each.test is None or _TESTS[each.test[0]](value, each.test[1]):
                    return each, False
            return numbers[-1], False
        if value < 0 and len(numbers) > 1:
            return numbers[1], True
        return numbers[2] if value == 0 and len(numbers) > 2 else numbers[0], False


def _shown(section: _Section, own_sign: bool, value: Decimal) -> Shown | None:
    """Return what a part shows of a number; None where it is the number."""
    around = (section.before + section.after).strip()
    signs_only = not around.strip(_SIGNS)
    if not section.digits:
        if value == 0 and around and signs_only:  # a dash, as bookkeepers write nought
            return None
        return Shown(around, other=bool(around) and signs_only)
    lost = own_sign and value < 0 and not _says_minus(section)
    if lost or not section.plain:
        number = _EXACT.multiply(-value if lost else value, section.scale)
        before, after = section.before.strip(_SIGNS), section.after.strip(_SIGNS)
        if section.inside:
            same_day = set(section.inside) <= _OF_DATES and section.scale == 1 and not before
            return None if same_day else Shown(f"{before}…{section.inside}…{after}", other=True)
        return Shown(f"{before}{number.normalize(_EXACT):f}{after}", other=lost or (number != value and not after))
    return None


def _says_minus(section: _Section) -> bool:
    return section.coloured or any(sign in section.before + section.after for sign in "-−(（▲△")


@lru_cache(maxsize=512)
def read_format(code: str) -> Format | Showing:
    """Return what a number format does."""
    parts = list(_cut(code))
    if not code or any(token["date"] or token["elapsed"] for part in parts for token in part):
        return Showing.AS_IT_IS  # a date is no number to the reader
    found = Format(tuple(map(_section, parts)))
    numbers = [each for each in found.sections[:3] if not each.text]
    if numbers and all(each.percent for each in numbers):
        return Showing.PERCENT
    signed = len(numbers) < 2 or _says_minus(numbers[1])
    around = any(each.text and each.before + each.after for each in found.sections)
    return Showing.AS_IT_IS if signed and not around and all(each.plain for each in numbers) else found


def _cut(code: str) -> Iterator[list[re.Match[str]]]:
    """Yield the tokens of each part."""
    part: list[re.Match[str]] = []
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _section(tokens: list[re.Match[str]]) -> _Section:
    """Return what a part says."""
    placed = [at for at, token in enumerate(tokens) if token["general"] or (token["other"] or "") in ("0", "#", "?")]
    told = [at for at, token in enumerate(tokens) if token["other"] == "@"]
    first, last = (placed or told or [len(tokens)])[0], (placed or told or [len(tokens)])[-1]
    point = next((at for at in range(first, last) if tokens[at]["other"] == "."), None)
    thousands = _commas(tokens[last + 1 :]) + (0 if point is None else _commas(tokens[:point][::-1]))
    inside = "".join(_literal(token) for token in tokens[first:last])
    tenths = 0
    if inside == "." and point is None:  # 0\.0, is a tenth of thousands: a point that stands among whole digits
        at = next(at for at in range(first, last) if _literal(tokens[at]) == ".")
        inside, tenths = "", sum(1 for place in placed if place > at)
    percents = sum(token["other"] == "%" for token in tokens)
    tests = [token["test"] for token in tokens if token["test"]]
    return _Section(
        digits=bool(placed),
        before="".join(_literal(token) for token in tokens[:first]),
        after="".join(_literal(token) for token in tokens[last + 1 :]),
        inside=inside,
        scale=Decimal(100) ** percents / Decimal(1000) ** thousands / Decimal(10) ** tenths,
        text=bool(told) and not placed,
        coloured=any(token["colour"] for token in tokens),
        test=_test(tests[0]) if tests else None,
    )


def _commas(tokens: list[re.Match[str]]) -> int:
    """Return how many commas stand next to the digits: each is a thousand."""
    return next((at for at, token in enumerate(tokens) if token["other"] != ","), len(tokens))


def _literal(token: re.Match[str]) -> str:
    """Return the text that a token shows beside the number."""
    if token["other"] is not None:
        return "" if token["other"] in "0#?.,@/" else token["other"]
    return token["text"] or token["char"] or token["money"] or ""


def _test(text: str) -> tuple[str, Decimal]:
    sign = text.rstrip("-0123456789.")
    return sign, Decimal(text[len(sign) :])
