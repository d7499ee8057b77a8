"""What a sentence sets before it counts: 以 95% 为基准，合格率每低 1 个百分点; 每季度至少召开 1 次会议，少 1 次扣 1 分; 甲、乙 各占 5 分.

Tokens in, before names are closed; tokens out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_STARTS = re.compile(r"^以?(?:[^，,]{0,8}?)(?:为|作为)(?:基准|标准|基数|基准值|达标线|目标)$")
_OFTEN = re.compile(
    r"^(?:每个?(?:月|季度?|年度?|半年|学期|周|旬)|按月|按季度?|逐月|定期|(?:全年|年内|每年)?至少(?!\d))|每个?(?:月|季度?|半年|周|旬)"
)
_NAMING = ("NEG", "NOT_DONE", "OTHER", "FILLER", "NAME")
_MOVES = {"below": "<", "above": ">"}
_GIVES = ("SIGN", "NO_EFFECT", "FULL", "ZERO_ITEM", "VETO", "CONSEQUENCE", "SCORE_VERB", "DISCRETION")


def set_before(tokens: list[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with what is set before the first comma in the place where it counts."""
    tokens = _fewer(_shares(tokens))
    at = next((place for place, token in enumerate(tokens) if token.type == "COMMA"), -1)
    if at < 1:
        return tokens
    front, rest = tokens[:at], tokens[at + 1 :]
    said = text(front[0].span.to(front[-1].span)).strip()
    if _STARTS.match(said):
        return _from_there(front, rest) or tokens
    short = _short(rest) and not any(token.type in _GIVES for token in front)
    required = _required(front) or short
    return _lacking(rest) if _OFTEN.match(said) and required and _lacking(rest) else tokens


def _shares(tokens: list[Token]) -> list[Token]:
    """制度、台账 各占 5 分: 占 before points says nothing more than 各."""
    out = []
    for at, token in enumerate(tokens):
        types = [each.type for each in tokens[at + 1 : at + 3]]
        points = types == ["NUMBER", "UNIT"] and _kind(tokens[at + 2]) is Kind.POINTS
        if not (token.type == "OCCUPY" and points):
            out.append(token)
    return out


def _from_there(front: Sequence[Token], rest: list[Token]) -> list[Token] | None:
    """以 95% 为基准，合格率 每低 1 个百分点: the steps begin at 95%."""
    amounts = [at for at in range(len(front) - 1) if front[at].type == "NUMBER" and front[at + 1].type == "UNIT"]
    each = next((at for at, token in enumerate(rest) if token.type == "EACH"), -1)
    if (
        len(amounts) != 1
        or each < 1
        or rest[each].value not in _MOVES
        or any(one.type == "COMMA" for one in rest[:each])
    ):
        return None
    number, unit = front[amounts[0] : amounts[0] + 2]
    bound = Token("BOUND_PRE", _MOVES[str(rest[each].value)], rest[each].span)
    return [*rest[:each], bound, number, unit, *rest[each:]]


def _fewer(tokens: list[Token]) -> list[Token]:
    """不少于 4 次，少开 1 次 扣 1 分 is 每少开 1 次; what 少开 says by itself is no more than what is counted."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        out.append(token)
        before = next((each.type for each in reversed(tokens[:at]) if each.type != "FILLER"), "")
        if token.type != "OTHER" or before != "COMMA":
            continue
        end = next((place for place in range(at, len(tokens)) if tokens[place].type != "OTHER"), len(tokens))
        said = "".join(str(each.value) for each in tokens[at:end])
        word = next((each for each in ("缺少", "少", "缺") if said.startswith(each)), "")
        one = [each.type for each in tokens[end : end + 3]] in (["NUMBER", "UNIT", "SIGN"], ["NUMBER", "UNIT", "COMMA"])
        if word and said.removeprefix(word) in lexicon().speech["doing"] and one and tokens[end].value == 1:
            span = token.span
            verb = Token("OTHER", said.removeprefix(word), Span(span.start + len(word), tokens[end - 1].span.end))
            each = Token("EACH", "short", Span(span.start, span.start + len(word)))
            return [*out[:-1], each, verb, *_fewer(tokens[end:])]
    return out


def _required(front: Sequence[Token]) -> bool:
    """Whether a stretch gives nothing itself and says what has to be done how often or by when."""
    return not any(token.type in (*_GIVES, "NEG") for token in front) and any(
        token.type in ("NUMBER", "DATE") or (token.type == "OTHER" and str(token.value)[-1:] in "前")
        for token in front[not str(front[0].value).endswith("前") :]
    )


def _lacking(rest: list[Token]) -> list[Token]:
    """每少 1 次, 缺 1 期, 每迟报 1 次 behind what is required: what is lacking or late is counted; nothing where it is not."""
    first = next((at for at, token in enumerate(rest) if token.type != "FILLER"), len(rest))
    each = rest[first : first + 1]
    counts = bool(each) and each[0].type == "EACH" and each[0].value in ("short", "plain")
    return rest if counts or _failed(rest[first:]) else []


def _short(rest: Sequence[Token]) -> bool:
    """每季度召开例会，少 1 次: what is short of it needs no number before."""
    first = next((token for token in rest if token.type != "FILLER"), None)
    return first is not None and first.type == "EACH" and first.value == "short"


def _failed(rest: Sequence[Token]) -> bool:
    """未报送的 每次, 迟报 1 次: what was not done, or too late, is counted."""
    end = next((at for at, token in enumerate(rest) if token.type not in _NAMING), len(rest))
    if end == 0 or end == len(rest) or rest[end].type not in ("EACH", "NUMBER", "COMMA"):
        return False
    said = "".join("未" if token.type == "NEG" else str(token.value) for token in rest[:end] if token.type != "FILLER")
    late = said.startswith((*lexicon().speech["too_late"], "少", "缺"))
    return late or (said.startswith("未") and any(token.type == "EACH" for token in rest[end : end + 2]))


def _kind(token: Token) -> Kind | None:
    return token.value.kind if isinstance(token.value, UnitWord) else None


# ------------------------------------------------------------------------------------------------------- steps of several


def each_step(tokens: list[Token], _: Text) -> list[Token]:
    """甲率 100% 得 4 分，乙率 100% 得 4 分，每低 5 个百分点 各扣 0.5 分: as many amounts as there are figures before; after names."""
    for at, token in enumerate(tokens):
        if (
            token.type != "FILLER"
            or token.value != "each"
            or [t.type for t in tokens[at + 1 : at + 4]] != ["SIGN", "NUMBER", "UNIT"]
        ):
            continue
        begin = max((place for place in range(at) if tokens[place].type == "COMMA"), default=-1)
        step = next((each for each in tokens[begin + 1 : at] if each.type == "EACH"), None)
        if (
            step is None
            or step.value not in ("below", "above", "short")
            or (at + 4 < len(tokens) and tokens[at + 4].type == "ENUM")
        ):
            continue
        names = _figures(tokens[: begin + 1])
        if names > 1:
            amount = tokens[at + 2 : at + 4]
            again = [Token("ENUM", "list", amount[-1].span), *amount] * (names - 1)
            return [*tokens[: at + 4], *again, *tokens[at + 4 :]]
        return [*tokens[:at], Token("OTHER", "各", token.span), *tokens[at + 1 :]]  # of what, is not said on this line
    return tokens


def _figures(before: Sequence[Token]) -> int:
    """How many different figures have limits."""
    found = set()
    spoken = [token for token in before if token.type != "FILLER"]
    for token, following in pairwise(spoken):
        if token.type == "NAME" and following.type in ("NUMBER", "BOUND_PRE"):
            found.add(str(token.value))
    return len(found)


def places(tokens: list[Token], text: Text) -> list[Token]:
    """排名第一 得 10 分，第二 的 得 9 分: behind a rank, a bare place is one, too."""
    out: list[Token] = []
    ranked = False
    for at, token in enumerate(tokens):
        ranked = ranked or token.type in ("RANK", "LAST")
        nth = text(Span(max(0, token.span.start - 3), token.span.start)).endswith("第")
        begins = next((each.type for each in reversed(out) if each.type != "FILLER"), "COMMA") == "COMMA"
        after = tokens[at + 1].type if at + 1 < len(tokens) else ""
        bare = (
            token.type == "NUMBER" and nth and begins and ranked and after in ("FILLER", "SIGN", "NO_EFFECT", "COMMA")
        )
        if bare and isinstance(token.value, Fraction | int):
            out += [Token("RANK", "rank", token.span), token, Token("UNIT", lexicon().units["名"], token.span)]
            continue
        out.append(token)
    return out
