"""Two figures for one amount: 甲率达到95%，乙率达到90%的得10分，一项未达到的得5分，两项均未达到的不得分.

In: the tokens of a line, names closed. Out: the same with 且 between the two, and what 一项 and 两项 say of them said in full. Points are
won where both are so; what costs points may mean one of them or both, and is not read. Where nothing
is said of both falling short, 一项未达到 may mean one or more, and is not read either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from dsl.lexer.memory.not_done import NotDone
from dsl.lexer.open_names import Naming
from dsl.patterns import regex
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

_SHORT = r"(?:未|没有|没|不)(?:能)?(?:达到?|达标|满足|符合|完成)(?:要求|标准|目标)?(?:的|，|,)*$"
_ONE_SHORT = regex(rf"^(?:其中|只|仅)?(?:有)?(?:一|1)项(?:指标)?{_SHORT}")
_BOTH_SHORT = regex(rf"^(?:若|如)?(?:(?:两|二|2)项(?:指标)?)?(?:均|都|全部){_SHORT}|^(?:两|二|2)项(?:指标)?{_SHORT}")
_DENIED = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
_TWO = 2
_GAINS = ("award", "+")


@define(repr=False, eq=False)
class Both:
    """Reads the lines of a block in their order, and remembers the two figures that were asked for together."""

    _pair: list[list[Token]] = field(factory=list)
    _not_done: NotDone = field(factory=NotDone)

    def __call__(self, tokens: list[Token], text: Naming, behind: str) -> list[Token]:
        """Return the tokens of a line; ``behind`` is what the block says behind it."""
        tokens = self._not_done(list(_listed(tokens)), text)
        out: list[Token] = []
        at = 0
        while at < len(tokens):
            if not out or out[-1].type == "COMMA":
                pair, end = _asked(tokens, at)
                if pair:
                    self._pair = pair
                    said_so = not any(each.type in ("COMMA", "ENUM") for each in tokens[at : end - 1])
                    out += tokens[at:end] if said_so else _joined(pair)
                    at = end
                    continue
                said, end = self._said(tokens, at, text, behind)
                if said:
                    out += said
                    at = end
                    continue
            out.append(tokens[at])
            at += 1
        return out

    def _said(self, tokens: Sequence[Token], at: int, text: Naming, behind: str) -> tuple[list[Token], int]:
        """What 一项未达到 and 两项均未达到 say of the two figures, and where their points begin."""
        end = next((place for place in range(at, len(tokens)) if tokens[place].type in ("SIGN", "NO_EFFECT")), at)
        if end == at or len(self._pair) != _TWO:
            return [], at
        words = text(Span(tokens[at].span.start, tokens[end - 1].span.end)).strip()
        place = Span(tokens[at].span.start, tokens[at].span.start)
        first, second = ([evolve(each, span=place) for each in one] for one in self._pair)
        joint, other = Token("AND", "and", place), Token("OR", "or", place)
        if _BOTH_SHORT.match(words):
            return [*_denied(first), joint, *_denied(second)], end
        rest = text(Span(tokens[end].span.start, tokens[-1].span.end)) + behind
        told = any(_BOTH_SHORT.match(part) for part in re.split("[，,；;。\n]", re.sub("[得不加记扣]", "，", rest)))
        told = (
            told
            or re.search(
                r"[，,；;。\n](?:两|二|2)?项?(?:指标)?(?:均|都)(?:未|没)|[，,；;。\n](?:两|二|2)项(?:未|没)", rest
            )
            is not None
        )
        if _ONE_SHORT.match(words) and told:
            return [*first, joint, *_denied(second), other, *_denied(first), joint, *second], end
        return [], at


def _listed(tokens: Sequence[Token]) -> Iterator[Token]:
    """达到 95%以上、满意率: what follows a bound behind a 、 is a name of its own."""
    before = ""
    for token in tokens:
        if (
            token.type == "NAME"
            and not token.known
            and str(token.value)[0] == "、"
            and before in ("UNIT", "BOUND_POST")
        ):
            start = token.span.start
            yield Token("ENUM", "、", Span(start, start + 1))
            yield evolve(token, value=str(token.value)[1:], span=Span(start + 1, token.span.end))
        else:
            yield token
        before = token.type


def _asked(tokens: Sequence[Token], at: int) -> tuple[list[list[Token]], int]:
    """甲率达到95%，乙率达到90%的得10分: the two bounds, and where their points begin; nothing where one sentence has one."""
    pair: list[list[Token]] = []
    joints = 0
    while True:
        found, end = _bound(tokens, _skip(tokens, at, "FILLER"))
        if not found:
            return [], at
        pair.append(found)
        at = _skip(tokens, end, "FILLER")
        if at < len(tokens) and tokens[at].type in ("COMMA", "ENUM", "AND") and _bound(tokens, at + 1)[0]:
            joints += tokens[at].type != "AND"
            at += 1
            continue
        break
    at = _skip(tokens, at, "COMMA")
    gains = at + 1 < len(tokens) and tokens[at].type == "SIGN" and tokens[at].value in _GAINS
    given = gains and tokens[at + 1].type == "NUMBER" and not _each(tokens, at)
    different = len({str(one[0].value) for one in pair}) == len(pair)
    return (pair, at) if given and different and len(pair) >= _TWO and (joints or len(pair) == _TWO) else ([], at)


def _each(tokens: Sequence[Token], at: int) -> bool:
    """各得 5 分, 分别得 5 分、3 分."""
    before = tokens[at - 1] if at else None
    listed = [token.type for token in tokens[at + 1 : at + 4]] == ["NUMBER", "UNIT", "ENUM"]
    return listed or (before is not None and before.type == "FILLER" and before.value == "each")


def _bound(tokens: Sequence[Token], at: int) -> tuple[list[Token], int]:
    """满意率 达到 90%以上: the name with one bound, and where it ends."""
    if at >= len(tokens) or tokens[at].type != "NAME":
        return [], at
    name, at = tokens[at], _skip(tokens, at + 1, "FILLER")
    types = [token.type for token in tokens[at : at + 4]]
    if types[:3] == ["BOUND_PRE", "NUMBER", "UNIT"]:
        bound, number, unit = tokens[at : at + 3]
        same = types[3:] == ["BOUND_POST"] and tokens[at + 3].value == bound.value
        return [name, bound, number, unit], at + 3 + same
    if types[:3] == ["NUMBER", "UNIT", "BOUND_POST"]:
        number, unit, bound = tokens[at : at + 3]
        return [name, evolve(bound, type="BOUND_PRE"), number, unit], at + 3
    whole = types[:2] == ["NUMBER", "UNIT"] and tokens[at].value == 100 and _kind(tokens[at + 1]) is Kind.RATIO
    if whole:
        return [name, Token("BOUND_PRE", ">=", tokens[at].span), *tokens[at : at + 2]], at + 2
    return [], at


def _joined(pair: Sequence[list[Token]]) -> list[Token]:
    out: list[Token] = []
    for one in pair:
        out += [*one, Token("AND", "and", one[-1].span)]
    return out[:-1]


def _denied(one: Sequence[Token]) -> list[Token]:
    return [evolve(each, value=_DENIED[str(each.value)]) if each.type == "BOUND_PRE" else each for each in one]


def _kind(token: Token) -> Kind | None:
    return token.value.kind if isinstance(token.value, UnitWord) else None


def _skip(tokens: Sequence[Token], at: int, kind: str) -> int:
    while at < len(tokens) and tokens[at].type == kind and tokens[at].value != "each":
        at += 1
    return at
