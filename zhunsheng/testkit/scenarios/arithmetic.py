"""Hand arithmetic: the text of one cell in, an exact number out. Nothing but numbers, so that a clerk can check it on paper.

    30 − 2×5        −3 − 4        15×7÷8        最小（5，2×4）        97%×20

Numbers are decimals, with or without %; ``+ − × ÷`` and brackets as at school, 最小 and 最大 of several numbers. The forms of
a keyboard (``- * /``) and full width are read alike. There are no names and no units: those stand in the rules. Own code,
because the language's expressions have names and units and no signs; it is never handed to Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from attrs import define, field

from zhunsheng.engine.text import fold_cell

LONGEST = 500
DEEPEST = 40
_SPELLINGS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "、": ","})
_TOKEN = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?%?|[-+*/(),]|最小|最大)")
_FUNCTIONS: dict[str, Callable[[list[Fraction]], Fraction]] = {"最小": min, "最大": max}


class BadArithmetic(ValueError):
    """The text cannot be worked out; the message says where and why."""


def work_out(text: str) -> Fraction:
    """Return the exact value of hand arithmetic; ``BadArithmetic`` for anything else."""
    if len(text) > LONGEST:
        raise BadArithmetic(f"算式超过 {LONGEST} 个字")
    reader = _Reader(_tokens(fold_cell(text).translate(_SPELLINGS)))
    value = reader.sum()
    if reader.next:
        raise BadArithmetic(f"“{reader.next}”前面少一个运算符号")
    return value


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise BadArithmetic(f"“{text[at:].strip()[:10]}”不是数，也不是运算符号")
        found.append(match[1])
        at = match.end()
    return found


@define
class _Reader:
    """Reads the tokens by descent: sums of products of signed numbers."""

    tokens: list[str]
    at: int = 0
    depth: int = field(default=0)

    @property
    def next(self) -> str:
        """The token that comes; "" at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        """Return the token that comes, if it is one of these, and go on; "" if not."""
        token = self.next
        if token and token in wanted:
            self.at += 1
            return token
        return ""

    def sum(self) -> Fraction:
        """Read ``甲 + 乙 − 丙``."""
        value = self.product()
        while sign := self.take("+", "-"):
            value = value + self.product() if sign == "+" else value - self.product()
        return value

    def product(self) -> Fraction:
        """Read ``甲×乙÷丙``."""
        value = self.signed()
        while sign := self.take("*", "/"):
            other = self.signed()
            if sign == "/" and other == 0:
                raise BadArithmetic("除以了 0")
            value = value * other if sign == "*" else value / other
        return value

    def signed(self) -> Fraction:
        """Read a number with or without a sign; more than one sign is a slip of the pen."""
        sign = self.take("+", "-")
        return -self.atom() if sign == "-" else self.atom()

    def atom(self) -> Fraction:
        """Read a number, brackets, or 最小 and 最大."""
        function = self.take("最小", "最大")
        if function and self.next != "(":
            raise BadArithmetic(f"“{function}”后面少了括号")
        if self.take("("):
            return _FUNCTIONS[function](self.arguments()) if function else self.bracketed()
        token = self.next
        if not token[:1].isdigit():
            raise BadArithmetic(f"“{token}”前面少一个数" if token else "算式没有写完")
        self.at += 1
        return Fraction(token[:-1]) / 100 if token.endswith("%") else Fraction(token)

    def bracketed(self) -> Fraction:
        """Read what stands in brackets, and their end."""
        (value, *more) = self.arguments()
        if more:
            raise BadArithmetic("逗号只用在“最小”“最大”的括号里")
        return value

    def arguments(self) -> list[Fraction]:
        """Read one or several numbers parted by commas, and the closing bracket."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadArithmetic(f"括号超过 {DEEPEST} 层")
        found = [self.sum()]
        while self.take(","):
            found.append(self.sum())
        if not self.take(")"):
            raise BadArithmetic(f"“{self.next}”前面少一个运算符号" if self.next else "括号没有合上")
        self.depth -= 1
        return found
