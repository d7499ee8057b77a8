"""Caps that are said the other way round: 加分 10 分封顶, 以 6 分为上限, 加满 10 分为止, 单项最多 1 分, 扣分达到 2 分的，不再扣分.

Tokens in, before names are closed; tokens out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dsl.patterns import regex
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_OF_EACH = (
    "单项",
    "每项",
    "各项",
    "每一项",
    "各单项",
    "每单项",
    "均",
    "各",
    "分别",
    "各自",
    "每项均",
    "各项均",
    "两项均",
    "三项均",
)
_SUMS = ("之和", "相加", "加起来")  # 两项之和以 6 分为上限
_SAME = ("同一", "同项", "同类", "同个")
_SEVERAL = 2
_NO_MORE = "不再"
_FILLED = regex(r"(?:全年|年度)?(?:累计|合计|总计)?(扣|加|得|计|记)(?:分)?(?:累计)?(?:达到|达|满|至|到)$")
_OF_THE_ITEM = regex(r"(?:本|该|此|单)(?:小?项|条|款|指标)?的?(?:分值|分数|得分|基[础本]分|标准分|满分)?的?")
_SIGNS = {"扣": "-", "加": "+", "得": "award", "计": "award", "记": "award"}


def turned(tokens: list[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with its caps in the order of the language."""
    out: list[Token] = []
    for part in _parts(_no_more(_same_thing(_of_all(tokens, text), text), text)):
        part = _no_more_pieces(out, part, text)
        comma, said = (part[:1], part[1:]) if part[0].type == "COMMA" else ([], part)
        said = _so_many(out, said)
        out = _of_each(out, _each_first(said, text), text) or [*out, *comma, *_turned(said, text)]
    return out


def _same_thing(tokens: list[Token], text: Text) -> list[Token]:
    """同一项目在不同级别获奖的，按最高级别计分; 同一工作受到多级表扬的不重复加分: of one thing only the most is taken."""
    if not tokens or not any(token.type == "PICK" for token in tokens):
        return tokens
    parts = _parts(tokens)
    out: list[Token] = []
    at = 0
    while at < len(parts):
        spoken = [token for token in parts[at] if token.type not in ("COMMA", "FILLER")]
        following = (
            [token for token in parts[at + 1] if token.type not in ("COMMA", "FILLER")] if at + 1 < len(parts) else []
        )
        same = bool(spoken) and text(spoken[0].span.to(spoken[-1].span)).startswith(_SAME)
        inside, behind = [token.type for token in spoken], [token.type for token in following]
        named = "EACH" not in inside and "NUMBER" not in inside[3:]  # 同一 is a number
        if same and named and inside[-1:] == ["PICK"] and inside != ["PICK"] and spoken[-1].value != "sum":
            comma = parts[at][:1] if parts[at][0].type == "COMMA" else []
            out += [*comma, Token("PICK", "each", spoken[-1].span)]
        elif same and named and behind == ["PICK"] and following[0].value != "sum":
            comma = parts[at][:1] if parts[at][0].type == "COMMA" else []
            out += [*comma, Token("PICK", "each", following[0].span)]
            at += 1
        elif (
            inside == ["PICK"]
            and spoken[0].value != "sum"
            and out
            and out[-1].type == "PICK"
            and out[-1].value != "sum"
        ):
            pass  # 按最高分计，不重复加分
        else:
            out += parts[at]
        at += 1
    return out


def _no_more(tokens: list[Token], text: Text) -> list[Token]:
    """累计扣分达到 2 分的，不再扣分; 加满 5 分后不再加分: what is lost or given goes no further."""
    last = [at for at, token in enumerate(tokens) if token.type not in ("FILLER", "COMMA", "HOU")][-2:]
    if [tokens[at].type for at in last] != ["UNIT", "NO_EFFECT"]:
        return tokens
    at, behind = last[0], tokens[last[1]]
    begin = max((place for place in range(at) if tokens[place].type == "COMMA"), default=-1) + 1
    points = tokens[at - 1 : at + 1]
    word = _FILLED.fullmatch(text(tokens[begin].span.to(tokens[at - 2].span))) if begin < at - 1 else None
    if begin and word is not None and _points(points) and behind.value == _SIGNS[word[1]]:
        return [*tokens[:begin], Token("CAP", _SIGNS[word[1]], tokens[begin].span.to(tokens[at - 2].span)), *points]
    return tokens


def _no_more_pieces(before: Sequence[Token], part: list[Token], text: Text) -> list[Token]:
    """每场次 得 0.5 分，超过 4 场次的不再计分: so many pieces count at most; 超过 4 场次的不得分 takes what they gave."""
    spoken = [token for token in part if token.type not in ("FILLER", "COMMA", "HOU")]
    if [token.type for token in spoken] != ["BOUND_PRE", "NUMBER", "UNIT", "NO_EFFECT"]:
        return part
    bound, number, unit, nothing = spoken
    each = next((at for at in range(len(before) - 1, -1, -1) if before[at].type == "EACH"), -1)
    pieces = next((token for token in before[each:] if token.type == "UNIT"), None) if each >= 0 else None
    same = pieces is not None and pieces.value == unit.value
    if not same or bound.value not in (">", ">=") or _NO_MORE not in text(nothing.span):
        return part
    return [*part[: part.index(bound)], Token("CAP", "award", bound.span), number, unit]


def _of_all(tokens: list[Token], text: Text) -> list[Token]:
    """两者相加最高扣 4 分 is 两项相加最高扣; 两项可累计 says no more than 可累计."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        before = [each.type for each in tokens[max(0, at - 2) : at]]
        begins = before[-1:] == ["COMMA"]
        following = [each.type for each in tokens[at + 1 : at + 3]]
        if begins and token.type == "NUMBER" and following == ["UNIT", "PICK"] and tokens[at + 2].value == "sum":
            continue
        if (
            before == ["COMMA", "NUMBER"]
            and token.type == "UNIT"
            and following[:1] == ["PICK"]
            and tokens[at + 1].value == "sum"
        ):
            continue
        both = token.type == "OTHER" and token.value == "者" and before == ["COMMA", "NUMBER"]
        if both and following[:1] == ["TOTAL_CAP"]:
            token = Token("UNIT", lexicon().units["项"], token.span)
        out.append(token)
    return out


def _so_many(before: list[Token], part: list[Token]) -> list[Token]:
    """每车次扣 0.1 分，20 车次封顶: no more than so many of what was just counted."""
    if [token.type for token in part] != ["NUMBER", "UNIT", "CAP"] or part[2].value != "both":
        return part
    last = next((at for at in range(len(before) - 1, -1, -1) if before[at].type == "EACH"), len(before))
    counted = before[last + 1 : last + 2]
    same = bool(counted) and counted[0].value == part[1].value
    return [Token("CAP", "award", part[2].span), *part[:2]] if same else part


def _each_first(part: list[Token], text: Text) -> list[Token]:
    """均不超过 4 分, 最多各扣 4 分: said of each, with the cap behind."""
    types = [token.type for token in part]
    if types == ["FILLER", "BOUND_PRE", "NUMBER", "UNIT"] and part[1].value == "<=":
        return [part[0], Token("CAP", "both", part[1].span), *part[2:]]
    if types == ["CAP", "FILLER", "SIGN", "NUMBER", "UNIT"] and part[1].value == "each" and part[0].value == "both":
        return [part[1], Token("CAP", part[2].value, part[0].span.to(part[2].span)), *part[3:]]
    return part


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """Cut at commas; each comma begins the part behind it."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "COMMA" and parts[-1]:
            parts.append([])
        parts[-1].append(token)
    return parts if parts[-1] else []


def _turned(part: list[Token], text: Text) -> list[Token]:
    spoken = [token for token in part if token.type != "FILLER"]
    types = [token.type for token in spoken]
    amount = next((at for at in range(len(types) - 1) if _points(spoken[at : at + 2])), -1)
    if amount < 0:
        return part
    front, points, behind = spoken[:amount], spoken[amount : amount + 2], types[amount + 2 :]
    verb = 1 if types[:1] == ["DRAIN"] else 2
    if behind == ["TILL"] and len(front) > verb and _OF_THE_ITEM.fullmatch(text(front[verb].span.to(front[-1].span))):
        front, part = front[:verb], [*front[:verb], *points, spoken[-1]]  # 扣完本项 10 分为止, 加满本项 5 分为止
    said = text(front[0].span.to(front[-1].span)) if front else ""
    if types[:1] == ["SCORE_VERB"] and len(front) == 1 and behind == ["CAP"]:  # 加分 10 分封顶
        return [Token("CAP", front[0].value, spoken[-1].span), *points]
    if (
        [each.type for each in front] == ["SIGN", "OTHER"] and said.endswith("满") and behind == ["TILL"]
    ):  # 加满 10 分为止
        return [Token("CAP", front[0].value, front[0].span), *points]
    limit = text(part[-1].span) == "限" or (behind == ["CAP"] and spoken[-1].value == "both")
    if not said.endswith("以") or not limit:
        return part
    if said == "以":
        return [Token("CAP", "both", spoken[-1].span), *points]
    several = [each.type for each in front[:2]] == ["NUMBER", "UNIT"]
    if several and text(front[2].span.to(front[-1].span)).removesuffix("以") in _SUMS:
        return [*front[:2], Token("TOTAL_CAP", "award", spoken[-1].span), *points]
    return part


def _of_each(before: list[Token], part: list[Token], text: Text) -> list[Token]:
    """甲每家加 0.2 分，乙每家加 0.5 分，单项累计不超过 1 分: the cap stands behind each; nothing where it is said of something else."""
    at = next((place for place, token in enumerate(part) if token.type == "CAP"), -1)
    front = text(part[0].span.to(part[at - 1].span)) if at > 0 else ""
    points = part[at + 1 :]
    if front not in _OF_EACH or len(points) != _SEVERAL or not _points(points):
        return []
    parts = _parts(before)
    rates = [each for each in parts if any(token.type == "EACH" for token in each)]
    signs = {str(token.value) for each in rates for token in each if token.type == "SIGN"}
    alike = len(signs) == 1 and str(part[at].value) in ("both", *signs)
    if len(rates) < _SEVERAL or len(rates) != len(parts) or not alike:
        return []
    cap = [Token("COMMA", "，", part[at].span), Token("CAP", signs.pop(), part[at].span), *points]
    return [token for each in parts for token in (*each, *cap)]


def _points(pair: Sequence[Token]) -> bool:
    """Whether two tokens are so many points."""
    return (
        [token.type for token in pair] == ["NUMBER", "UNIT"]
        and isinstance(pair[1].value, UnitWord)
        and pair[1].value.kind is Kind.POINTS
    )
