"""A 率、B 率 均达到 98% 得 5 分，有一项达不到的 得 3 分，两项都达不到的 不得分: of the figures that were just given limits.

Before names are closed such words become one token, and once they are closed the conditions that it stands for; where it does not say of
which figures, it stays as it is written and is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, evolve, field

from dsl.patterns import regex
from dsl.source import Span
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_NUMBERS = {word: number for number, word in enumerate("两三四五六", start=2)} | {
    str(number): number for number in range(2, 7)
}
_N = f"(?P<n>[{''.join(_NUMBERS)}])项(?:指标)?"
_SHORT = "(?:未达到|达不到|未达标|不达标|没有达到)"
_SAID = {
    "some short": regex(rf"(?:{_N})?[中里]?(?:有|任|任意|其中)一项{_SHORT}"),
    "all short": regex(rf"{_N}[均都全]?{_SHORT}"),
    "one reached": regex("[只仅](?:达到一项|有一项达到|有一项达标|一项达到)"),
    "some": regex(rf"{_N}[中里]?(?:有|任|任意|有任)一项"),
}
_LIMITS = (
    ["BOUND_PRE", "NUMBER", "UNIT", "BOUND_POST"],
    ["BOUND_PRE", "NUMBER", "UNIT"],
    ["NUMBER", "UNIT", "BOUND_POST"],
    ["NUMBER", "UNIT"],
)
_TURNED = {">=": "<", ">": "<=", "<": ">=", "<=": ">"}
_EACH = ("some short", "some")
_GIVES = ("SIGN", "NO_EFFECT", "ZERO_ITEM", "FULL", "VETO", "CONSEQUENCE")
_PAIR = 2
_Figure = tuple[Token, list[Token]]  # its name, its limit


def marked(tokens: list[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with one token, OF_THEM, for words that speak of several figures."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        begins = not out or out[-1].type == "COMMA"
        kind, number, end = _said(tokens, at, text) if begins else ("", 0, at)
        if not kind:
            out.append(tokens[at])
            at += 1
            continue
        out.append(Token("OF_THEM", f"{kind}/{number}", tokens[at].span.to(tokens[end - 1].span)))
        at = end
    return out


def _said(tokens: Sequence[Token], at: int, text: Text) -> tuple[str, int, int]:
    """What is said at a place, of how many figures (0 = not said), and where it ends."""
    for end in range(min(len(tokens), at + 12), at, -1):
        words = text(tokens[at].span.to(tokens[end - 1].span))
        for kind, pattern in _SAID.items():
            match = pattern.fullmatch(words)
            if match is None:
                continue
            bounded = end < len(tokens) and tokens[end].type == "BOUND_PRE"
            each = kind in _EACH and _costs(tokens, end)  # 有一项达不到的 扣 1 分: may be said of each
            if (kind == "some") == bounded and not each:
                return kind, _NUMBERS.get(match.groupdict().get("n") or "", 0), end
    return "", 0, at


def _costs(tokens: Sequence[Token], at: int) -> bool:
    """Whether the points of the stretch that begins at a place are lost."""
    given = next((token for token in tokens[at:] if token.type in _GIVES), None)
    return given is not None and given.type == "SIGN" and given.value == "-"


def _earns(tokens: Sequence[Token], at: int) -> bool:
    """Whether the points of the stretch that begins at a place are given."""
    given = next((token for token in tokens[at:] if token.type in _GIVES), None)
    return given is not None and given.type == "SIGN" and given.value != "-"


@define(repr=False, eq=False)
class OfThem:
    """The figures that the lines of a block have limited so far."""

    _figures: list[_Figure] = field(factory=list)

    def __call__(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens of a line; OF_THEM gives way to the conditions that it stands for."""
        out: list[Token] = []
        both = any(token.type == "OF_THEM" and str(token.value).startswith("all short") for token in tokens)
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "OF_THEM":
                kind, _, number = str(token.value).partition("/")
                behind = tokens[at + 1 : at + 4] if kind == "some" else []
                # 其中一项未达到的 得 5 分: whoever reached neither may have nothing
                open_end = kind in _EACH and not both and _earns(tokens, at + 1)
                made = [] if open_end else self._conditions(kind, int(number), behind, token.span, both=both)
                out += made or [Token("OTHER", "", token.span), *behind]
                at += 1 + len(behind)
                continue
            self._heard(tokens, at)
            out.append(token)
            at += 1
        return out

    def _heard(self, tokens: Sequence[Token], at: int) -> None:
        if tokens[at].type != "NAME":
            return
        types = [each.type for each in tokens[at + 1 : at + 5]]
        limit = next((kinds for kinds in _LIMITS if types[: len(kinds)] == kinds), None)
        if limit is not None:
            self._figures.append((tokens[at], list(tokens[at + 1 : at + 1 + len(limit)])))

    def _conditions(self, kind: str, number: int, behind: list[Token], span: Span, *, both: bool) -> list[Token]:
        names = {str(name.value) for name, _ in self._figures}
        several = len(names) == len(self._figures) >= _PAIR and number in (0, len(names))
        if not several:
            return []
        figures = [
            (evolve(name, span=span), [evolve(each, span=span) for each in limit]) for name, limit in self._figures
        ]
        if kind == "some":
            bound = [each.type for each in behind] == ["BOUND_PRE", "NUMBER", "UNIT"]
            return _joined([[name, *behind] for name, _ in figures], "OR") if bound else []
        short = [[name, *turned] for name, limit in figures if (turned := _turned(limit))]
        if len(short) != len(figures):
            return []
        if kind == "all short":
            return _joined(short, "AND")
        if kind == "some short" and not both:
            return _joined(short, "OR")
        if len(figures) != _PAIR:
            return []
        reached = [[name, *limit] for name, limit in figures]
        one = [_joined(pair, "AND") for pair in ((reached[0], short[1]), (short[0], reached[1]))]
        return _joined(one, "OR")


def _joined(parts: Sequence[list[Token]], word: str) -> list[Token]:
    out = list(parts[0])
    for part in parts[1:]:
        out += [Token(word, word.lower(), part[0].span), *part]
    return out


def _turned(limit: list[Token]) -> list[Token]:
    """The limit that holds where this one does not; nothing where it is exact and no whole."""
    bounds = [each for each in limit if each.type in ("BOUND_PRE", "BOUND_POST")]
    number, unit = (next(each for each in limit if each.type == kind) for kind in ("NUMBER", "UNIT"))
    whole = not bounds and isinstance(unit.value, UnitWord) and unit.value.canonical == "%" and number.value == 100
    op = "<" if whole else _TURNED.get(str(bounds[0].value), "") if bounds else ""
    return [Token("BOUND_PRE", op, limit[0].span), number, unit] if op else []
