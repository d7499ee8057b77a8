"""Numbers as official texts write them: 50, 0.5, 1,200, 20万, 1/2, 三十, 百分之三十, 三分之二, 两 (exact, never a float).

Source: GB/T 15835—2011 for the forms; language.md §2.
"""

from __future__ import annotations

from fractions import Fraction

from dsl import limits
from dsl.patterns import regex

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
GREAT = {"万": 10_000, "亿": 100_000_000}
CHINESE = "".join(DIGITS) + "".join(_UNITS) + "".join(GREAT)

_PLAIN = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
# Each set of Chinese digits is compressed anew in every pattern that holds this one, at some 0.1 ms: so there are as few as can be.
PATTERN = (
    rf"一半|[百千]分之(?:{_PLAIN})"
    rf"|(?:百分之)?[{CHINESE}]+点[{CHINESE}]+"
    rf"|[{CHINESE}]+(?:分之[{CHINESE}]+)?"
    rf"|(?:{_PLAIN})(?:/\d+)?[万亿]*"
)
_NUMBER = regex(PATTERN)


class BadNumeral(ValueError):
    """The text is not a number in any of the written forms."""


def value_of(text: str) -> tuple[Fraction, str]:
    """Return the exact value of a numeral and the unit that it spells itself ("%", "‰" or "").

    The text is folded to half width. Raises ``BadNumeral`` for anything that is not one whole numeral.
    """
    if len(text) > limits.DIGITS.most or not _NUMBER.fullmatch(text):
        raise BadNumeral(text)
    if text == "一半":
        return Fraction(50), "%"
    for prefix, unit in (("百分之", "%"), ("千分之", "‰")):
        if text.startswith(prefix):
            return _simple(text[3:]), unit
    if "分之" in text:
        under, over = text.split("分之")
        divisor = _simple(under)
        if divisor == 0:
            raise BadNumeral(text)
        return _simple(over) / divisor, ""
    return _simple(text), ""


def scale_of(text: str) -> int:
    """Return what the 万 and 亿 at the end of a numeral multiply it by."""
    scale = 1
    for char in reversed(text):
        if char not in GREAT:
            break
        scale *= GREAT[char]
    return scale


def _simple(text: str) -> Fraction:
    if not text[0].isdigit():
        return _chinese(text)
    over, _, under = text.replace(",", "").partition("/")
    below = _scaled(under or "1")
    if below == 0:
        raise BadNumeral(text)
    return _scaled(over) / below


def _scaled(text: str) -> Fraction:
    """1000万; the 万 of 18/10万 belongs to the 10."""
    scale = 1
    while text[-1] in GREAT:
        scale *= GREAT[text[-1]]
        text = text[:-1]
    return Fraction(text) * scale


def _chinese(text: str) -> Fraction:
    whole, _, decimals = text.partition("点")
    value = Fraction(_integer(whole))
    for place, digit in enumerate(decimals, start=1):
        if digit not in DIGITS:
            raise BadNumeral(text)
        value += Fraction(DIGITS[digit], 10**place)
    return value


def _integer(text: str) -> int:
    if len(text) > 1 and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))  # 二〇二一 is read digit by digit
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            total = (total + section + digit or 1) * GREAT[char]
            section = digit = 0
    return total + section + digit
