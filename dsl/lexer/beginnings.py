"""How a condition begins in official sentences, put into the order of the language before names are closed. Tokens in, tokens out.

自接到交办之日起15个工作日内未反馈 is 接到交办 后 15 个工作日内 未 反馈; 有2件以上超期的 is 超期 2 件以上; 每漏评、错退1户
is 漏评、错退 每 1 户.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

_HAVING = ("有", "出现", "发生", "存在", "发现")
_NOTHING = frozenset({"NO_EFFECT", "ZERO_ITEM", "VETO", "CONSEQUENCE"})
_NAME = frozenset({"OTHER", "FILLER", "NAME", "UNIT", "NEG"})


def in_order(tokens: Sequence[Token], text: Callable[[Span], str]) -> list[Token]:
    """Return the tokens of a line; ``text`` is what stands at a place."""
    if not _may_begin([token.type for token in tokens]):
        return list(tokens)
    out: list[Token] = []
    for part in _parts([(token, text(token.span)) for token in tokens]):
        for rule in (_from_a_day, _having, _each_listed):
            made = rule(part, _next(tokens, part))
            if made is not None:
                part = made
                break
        out += [token for token, _ in part]
    return out


def _may_begin(types: list[str]) -> bool:
    """Whether any of the rules can hold at all; most lines are told by their types."""
    amount = any(kind == "NUMBER" and before in _NAME for before, kind in pairwise(types))
    return amount or ("EACH" in types and "ENUM" in types)


Pair = tuple[Token, str]


def _parts(pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Cut at commas; each comma begins the part behind it."""
    part: list[Pair] = []
    for pair in pairs:
        if pair[0].type == "COMMA" and part:
            yield part
            part = []
        part.append(pair)
    yield part


def _next(tokens: Sequence[Token], part: list[Pair]) -> str:
    """The first type behind a part and its comma."""
    last = part[-1][0].span.end
    behind = [token.type for token in tokens if token.span.start >= last and token.type not in ("COMMA", "FILLER")]
    return behind[0] if behind else ""


def _from_a_day(part: list[Pair], _: str) -> list[Pair] | None:
    """自接到交办之日起15个工作日内: the first day is not counted, as behind 后 (民法典第二百零一条)."""
    types, said = [token.type for token, _ in part], [piece for _, piece in part]
    for at, piece in enumerate(said):
        if piece != "起" or types[at + 1 : at + 4] != ["NUMBER", "UNIT", "BOUND_POST"] or not _lasts(part[at + 2][0]):
            continue
        day = said[at - 2 : at] == ["之", "日"]
        since = next((index for index in range(at - 1, -1, -1) if types[index] == "SINCE"), -1)
        begin = since if since >= 0 else int(types[0] == "COMMA")
        end = at - 2 if day else at
        name = range(begin + (since >= 0), end)
        free = all(kind in ("COMMA", "FILLER") for kind in types[:begin])
        if (not day and since < 0) or not free or not name or not {types[index] for index in name} <= {*_NAME, "DASH"}:
            return None
        after = Token("HOU", ">", part[end][0].span.to(part[at][0].span))
        return [*part[:begin], *(part[index] for index in name), (after, "后"), *part[at + 1 :]]
    return None


def _having(part: list[Pair], following: str) -> list[Pair] | None:
    """有1件超期答复的，不得分 is one or more; 有2件以上超期的 says so itself."""
    at = next((index for index, (token, _) in enumerate(part) if token.type not in ("COMMA", "FILLER")), len(part))
    word = next((size for size in (2, 1) if "".join(piece for _, piece in part[at : at + size]) in _HAVING), 0)
    first = at + word
    types = [token.type for token, _ in part]
    if (
        not word
        or types[first : first + 2] != ["NUMBER", "UNIT"]
        or not _counts(part[first + 1][0])
        or part[first][1] == "一"
    ):
        return None
    bounded = types[first + 2 : first + 3] == ["BOUND_POST"]
    begin = first + 2 + bounded
    end = next((index for index in range(begin, len(types)) if types[index] in ("SIGN", *_NOTHING)), len(types))
    award = types[end] if end < len(types) else following
    if (
        not {"OTHER", "NAME"} & set(types[begin:end])
        or not set(types[begin:end]) <= {*_NAME, "BY", "NOT_DONE"}  # 出现 3 件以上 未按时办结 的
        or not (bounded or award in _NOTHING)
    ):
        return None
    number = part[first : first + 2 + bounded]
    bound = [] if bounded else [(Token("BOUND_PRE", ">=", _empty(number[0][0].span)), "不少于")]
    return [*part[:at], *part[begin:end], *bound, *number, *part[end:]]


def _each_listed(part: list[Pair], _: str) -> list[Pair] | None:
    """每漏评、错退1户扣0.5分: what is counted stands between."""
    types = [token.type for token, _ in part]
    at = int(types[0] == "COMMA")
    number = next((index for index in range(at + 1, len(types)) if types[index] == "NUMBER"), len(types))
    between = types[at + 1 : number]
    if (
        types[at : at + 1] != ["EACH"]
        or part[at][1] != "每"
        or "ENUM" not in between
        or types[number + 1 : number + 2] != ["UNIT"]
    ):
        return None
    if not set(between) <= {"OTHER", "ENUM", "NAME"}:
        return None
    return [*part[:at], *part[at + 1 : number], part[at], *part[number:]]


def _lasts(token: Token) -> bool:
    return isinstance(token.value, UnitWord) and token.value.kind is Kind.DURATION


def _counts(token: Token) -> bool:
    return isinstance(token.value, UnitWord) and token.value.kind is Kind.COUNT


def _empty(span: Span) -> Span:
    return Span(span.start, span.start)
