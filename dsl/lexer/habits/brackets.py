"""What brackets behind points say: 每件扣1分（最多扣5分），…; 超期每件扣1分（经批准的除外）.

Before names are closed; tokens in, tokens out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

_LAST = ("EXCEPT", "NO_EFFECT", "PICK", "OVERLAP", "UNTIL_GONE")  # what a bracket at the end of a sentence may end with
_CAPS = (["CAP", "NUMBER", "UNIT"], ["NUMBER", "UNIT", "CAP"], ["UNTIL_GONE"], ["NUMBER", "UNIT", "UNTIL_GONE"])
_GIVES = frozenset({"NO_EFFECT", "FULL", "ZERO_ITEM", "FACTOR", "SCALE", "VETO", "CONSEQUENCE", "DISCRETION"})


def unbracketed(tokens: list[Token], text: Callable[[Span], str]) -> list[Token]:
    """超期 每件 扣 1 分（经批准 的 除外）: an exception in brackets at the end of a sentence is said behind a comma; （如无则不扣分） says
    nothing that the sentence does not."""
    spoken = [at for at, token in enumerate(tokens) if token.type != "FILLER"]
    opening = [at for at, token in enumerate(tokens) if token.type == "LPAR"]
    if len(opening) != 1 or opening[0] == 0 or tokens[spoken[-1]].type != "RPAR" or len(spoken) < 3:
        return tokens
    cap = [tokens[place].type for place in spoken[-4:-1]] == ["CAP", "NUMBER", "UNIT"]  # （最高加 3 分）
    if tokens[spoken[-2]].type not in _LAST and not cap:
        return tokens
    at = opening[0]
    if text(tokens[at + 1].span.to(tokens[spoken[-1]].span)).startswith(("如无", "若无", "如没有")):
        return tokens[:at]
    return [*tokens[:at], Token("COMMA", "，", tokens[at].span), *tokens[at + 1 : spoken[-1]]]


def caps_within(tokens: list[Token]) -> list[Token]:
    """投诉每件扣1分（最多扣5分），迟报每次扣2分（最多扣4分）: each cap is that of the sentence before it, where it is the only one since
    the cap before; behind several sentences nobody can tell how many of them it holds."""
    out: list[Token] = []
    giving = 0  # amounts of points since the last cap
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "LPAR" and giving == 1 and _ends_points(out):
            end = next((place for place in range(at, len(tokens)) if tokens[place].type == "RPAR"), -1)
            inside = [each for each in tokens[at + 1 : end] if each.type != "FILLER"]
            behind = tokens[end + 1].type if end + 1 < len(tokens) else "COMMA"
            if end > 0 and [each.type for each in inside] in _CAPS and behind in ("COMMA", "ENUM"):
                out += [Token("COMMA", "，", token.span), *inside]
                if end + 1 < len(tokens):
                    out.append(Token("COMMA", "，", tokens[end + 1].span))
                at, giving = end + 2, 0
                continue
        giving += token.type in _GIVES or _is_points([token])
        giving = 0 if token.type in ("CAP", "UNTIL_GONE") else giving
        out.append(token)
        at += 1
    return out


def _is_points(last: Sequence[Token]) -> bool:
    return bool(last) and isinstance(last[0].value, UnitWord) and last[0].value.kind is Kind.POINTS


def _ends_points(before: Sequence[Token]) -> bool:
    """扣 1 分, 0.5 分/次."""
    price = [each.type for each in before[-2:]] == ["DIVIDE", "UNIT"]
    return _is_points(before[-3:-2] if price else before[-1:])
