"""Points without a verb, as clerks note them down: 台账齐全 5 分, 经费≥900万元，20 分, 有检查记录（1 分）, 10 分/次, 表彰 +1 分.

In: the tokens of a line, before what nobody declared is closed into names. Out: the same with a sign in front of such points. A sign that
the text does not say is empty: the sentence, the item or the heading settles it (compiler/lowering/sentences/bare_points.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from dsl.patterns import regex
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

# 办结率 × 15 分: a formula of which 得分 = is left out.
PRODUCT = regex(r"[^\d,，=:;×()]{2,}×\d[\d.]*分|\d[\d.]*分×[^\d,，=:;×()]{2,}")
Text = Callable[[Span], str]  # what stands at a place
# What gives or takes points by itself, or is said of an amount that stands behind it.
_GIVES = frozenset(
    {"NO_EFFECT", "FULL", "ZERO_ITEM", "DISCRETION", "VETO", "CONSEQUENCE", "FACTOR", "SCALE", "UNTIL_GONE", "TILL"}
)
_AMOUNT_BEHIND = frozenset(
    {"SIGN", "CAP", "TOTAL_CAP", "BOUND_PRE", "DASH", "ENUM", "ITEM", "BY_CAP", "DRAIN", "KEEP", "BY", "VETO", "QIAN"}
    | {"HOU", "RANK", "LAST", "SCORE_VERB", "NUMBER", "PLUS", "MINUS", "TIMES", "DIVIDE", "LPAR", "NEG", "SHARE"}
)
# What makes an amount behind a comma the condition, not the points: 测评得分 80 分，加 1 分.
_GIVEN_NEXT = _GIVES - {"UNTIL_GONE", "TILL"} | {"BY", "SIGN", "EXCEPT", "AND", "OR", "SCORE_VERB"}
_POINTS_BY_NAME = (
    "得分",
    "成绩",
    "分数",
    "评分",
    "总分",
    "积分",
    "均分",
    "测评",
    "分值",
    "基础分",
)  # 测评得分 80 分 is a figure
_KINDS = ("KIND", "ENUM", "FILLER")
_NEAR = 40  # tokens that are looked over for the end of a requirement
_TOGETHER = ("共", "共计", "合计", "总计")


def spelled_out(tokens: list[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with a sign in front of points that have none."""
    if not any(_points(token) for token in tokens):
        return tokens
    tokens = _in_brackets(_by_price(tokens))
    segments = _segments(tokens)
    out: list[Token] = []
    going_on = False  # whether the segment before gives points of its own to a kind of unit
    given = True  # whether the segment before gives points, or there is none: then points alone would be given twice
    for at, (comma, segment) in enumerate(segments):
        following = segments[at + 1][1] if at + 1 < len(segments) else []
        made = _together(segment, text) if at else None
        made = made or _with_sign(segment, following, text, alone=not given, going_on=going_on)
        out += [*comma, *made]
        given = _gives(made)
        going_on = any(
            token.type == "SIGN" and token.value == "" and before.type == "KIND" for before, token in pairwise(made)
        )  # 达标的县区 2 分，市直部门 1 分
    return out


def _points(token: Token | None) -> bool:
    return token is not None and isinstance(token.value, UnitWord) and token.value.kind is Kind.POINTS


def _type(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].type if 0 <= at < len(tokens) else ""


def _segments(tokens: list[Token]) -> list[tuple[list[Token], list[Token]]]:
    """The stretches between commas, each with its comma; 计划 1 分、总结 1 分 are two: the 、 is their comma."""
    found: list[tuple[list[Token], list[Token]]] = [([], [])]
    signed = False  # whether the stretch so far gives points by a verb
    for at, token in enumerate(tokens):
        joint = token.type == "ENUM" and (_points(tokens[at - 1] if at else None) or _priced(tokens, at)) and not signed
        if token.type == "COMMA" or (joint and _ends_bare(tokens, at + 1)):
            found.append(([token if token.type == "COMMA" else Token("COMMA", "，", token.span)], []))
            signed = False
        else:
            found[-1][1].append(token)
            signed = signed or _given_at(tokens, at)
    return found


def _ends_bare(tokens: list[Token], start: int) -> bool:
    """Whether what follows a 、 is named and has points of its own without a verb."""
    for at in range(start, min(start + _NEAR, len(tokens))):
        if _given_at(tokens, at) or tokens[at].type == "COMMA":
            return False
        end = at + 3 if _priced(tokens, at + 3) else at + 1
        if _points(tokens[at]) and _type(tokens, end) in ("", "ENUM", "COMMA"):
            return tokens[start].type != "NUMBER"
    return False


def _priced(tokens: Sequence[Token], at: int) -> bool:
    """Whether 2 分/个 stands right before a place."""
    slash = at > 2 and _type(tokens, at - 1) == "UNIT" and _type(tokens, at - 2) == "DIVIDE"
    return slash and _points(tokens[at - 3])


def _given_at(tokens: Sequence[Token], at: int) -> bool:
    kind = tokens[at].type
    return kind in _GIVES or (kind in ("SIGN", "CAP", "TOTAL_CAP") and _type(tokens, at + 1) == "NUMBER")


def _gives(tokens: Sequence[Token]) -> bool:
    return any(_given_at(tokens, at) for at in range(len(tokens)))


def _with_sign(segment: list[Token], following: list[Token], text: Text, *, alone: bool, going_on: bool) -> list[Token]:
    """台账齐全 5 分: a sign before the points that end a stretch, unless they are a bound, a figure or the points of the item."""
    start = _amount_at_end(segment)
    body = segment[:start]
    if start < 0 or _gives(body):
        return segment
    while body and body[-1].type == "FILLER":
        body = body[:-1]
    sign = _written_sign(body, text)
    if sign is not None:
        return [*body[:-1], Token("SIGN", sign, body[-1].span), *segment[start:]]
    if not body:
        fits = alone or _type(segment, start + 2) == "DIVIDE" or _type(segment, len(segment) - 2) == "DIVIDE"
    else:
        fits = not _is_condition(body, text, of_kinds=not going_on)
    if not fits or _given_next(following):
        return segment
    return [*segment[:start], Token("SIGN", "", segment[start].span), *segment[start:]]


def _amount_at_end(segment: Sequence[Token]) -> int:
    """Where the points begin that a stretch ends with: 5 分, 2—6 分, 10 分/次; -1 where it ends otherwise."""
    end = len(segment)
    if _type(segment, end - 1) == "UNIT" and _type(segment, end - 2) == "DIVIDE":
        end -= 2
    if end < 2 or not _points(segment[end - 1]) or segment[end - 2].type != "NUMBER":
        return -1
    start = end - 2
    if _type(segment, start - 1) != "DASH":
        return start
    before = start - 2 - _points(segment[start - 2] if start > 1 else None)
    return before if _type(segment, before) == "NUMBER" else start


def _written_sign(body: Sequence[Token], text: Text) -> str | None:
    """表彰 +1 分, 投诉 -1 分."""
    last = body[-1] if body else None
    amount = [each.type for each in body[-3:-1]] == ["NUMBER", "UNIT"]  # 80 分 + 1 分
    if last is None or amount or (len(body) > 1 and body[-2].type in _AMOUNT_BEHIND):
        return None
    if last.type == "PLUS":
        return "+"
    minus = last.type == "MINUS" or (last.type == "DASH" and text(last.span).strip() in ("-", "－", "−"))
    return "-" if minus else None


def _is_condition(body: Sequence[Token], text: Text, *, of_kinds: bool) -> bool:
    """Whether what stands before the points makes them something else: a bound (低于 60 分), a figure (测评得分 80 分), what a kind of
    unit has (县区 25 分)."""
    if body[-1].type in _AMOUNT_BEHIND or (of_kinds and all(each.type in _KINDS for each in body)):
        return True
    return text(body[0].span.to(body[-1].span)).rstrip("的为 ").endswith(_POINTS_BY_NAME)


def _given_next(following: Sequence[Token]) -> bool:
    first = next((each for each in following if each.type != "FILLER"), None)
    if first is None:
        return False
    if first.type == "SIGN":
        return _type(following, following.index(first) + 1) == "NUMBER"
    if first.type == "EACH":  # 测评 90 分，每低 1 分 扣 0.1 分
        place = following.index(first)
        return any(_points(each) for each in following[place + 1 : place + 3])
    return first.type in _GIVEN_NEXT


def _together(segment: list[Token], text: Text) -> list[Token] | None:
    """…，共 3 分: what the sentences before give together, and no more."""
    start = _amount_at_end(segment)
    if start < 1 or _type(segment, len(segment) - 2) == "DIVIDE":
        return None
    said = segment[0].span.to(segment[start - 1].span)
    if text(said).strip() not in _TOGETHER:
        return None
    return [Token("CAP", "both", said), *segment[start:]]


def _by_price(tokens: list[Token]) -> list[Token]:
    """按 0.5 分/个 扣分, 按 每个 0.5 分 扣分: the verb stands behind the points."""
    out = list(tokens)
    for at in range(len(out) - 1, -1, -1):
        if out[at].type != "BY":
            continue
        near = range(at + 1, min(at + _NEAR, len(out)))
        end = next((place for place in near if out[place].type in ("SCORE_VERB", "COMMA")), -1)
        if end < 0 or out[end].type != "SCORE_VERB" or _type(out, end + 1) not in ("", "COMMA"):
            continue
        inside = out[at + 1 : end]
        start = _amount_at_end(inside)
        each = [token.type for token in inside[: max(start, 0)]]
        if start < 0 or each not in ([], ["EACH", "UNIT"], ["EACH", "NUMBER", "UNIT"]):
            continue
        sign = Token("SIGN", out[end].value, out[end].span)
        out[at : end + 1] = [*inside[:start], sign, *inside[start:]]
    return out


def _in_brackets(tokens: list[Token]) -> list[Token]:
    """有工作总结（1 分）、有检查记录（1 分）: points in brackets behind each requirement are its points."""
    out: list[Token] = []
    at = begin = 0
    while at < len(tokens):
        types = [each.type for each in tokens[at : at + 4]]
        closes = types == ["LPAR", "NUMBER", "UNIT", "RPAR"] and _points(tokens[at + 2])
        ends = _type(tokens, at + 4) in ("", "COMMA", "ENUM")
        if closes and ends and len(out) > begin and not _gives(out[begin:]):
            out += [Token("SIGN", "", tokens[at].span), tokens[at + 1], tokens[at + 2]]
            at += 4
            if _type(tokens, at) == "ENUM":
                out.append(Token("COMMA", "，", tokens[at].span))
                at += 1
            begin = len(out)
            continue
        out.append(tokens[at])
        at += 1
        if out[-1].type == "COMMA":
            begin = len(out)
    return out
