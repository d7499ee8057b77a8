"""A day by which something has to be done, and what every day of delay costs: 总结须于12月20日前报送，每推迟1天扣1分.

Tokens in, before names are closed; tokens out. What has to be done gives nothing by itself; the delay is named by the thing that is late
and the word that says so (总结报送推迟), so that two deadlines of a clause have two delays. 须于 and the like are no part of a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_WORDS = frozenset(
    {"OTHER", "NAME", "UNIT", "ENUM", "DASH", "SIGN"}
)  # what a name that nobody declared is made of: 计划
_GIVES = frozenset({"NO_EFFECT", "FULL", "ZERO_ITEM", "VETO", "CONSEQUENCE", "NEG", "EACH", "BOUND_PRE", "KIND"})
_EARLY = ("提前", "提早", "早")
_BOUNDED = (["NUMBER", "UNIT", "BOUND_POST"], ["BOUND_PRE", "NUMBER", "UNIT"])
_BY = ("于", "在")
_RECORDS = "纪概摘提主首重次简紧"  # 会议纪要 于 12月20日前 报送
_LONGEST = 5  # characters of what is late


def spoken(tokens: list[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with deadlines as the language has them."""
    if not any(token.type == "DATE" for token in tokens):
        return tokens
    return _late(_by_the_day(tokens, text), text)


def _by_the_day(tokens: list[Token], text: Text) -> list[Token]:
    """总结 须于 12月20日前 报送 得 5 分: the words that say that it has to be are left out; so is 于 before a day."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        types = [each.type for each in tokens[at : at + 2]]
        if types == ["DATE", "QIAN"] and out:
            by = text(out[-1].span) in _BY
            front = out[: len(out) - by]
            begin = _modal(front, text)
            if out[-1].type == "OTHER" and by and (not front or front[-1].type != "NEG"):
                out = front
            if begin < len(front) and (by or front[begin].type == "DUTY") and begin and front[begin - 1].type in _WORDS:
                out = front[:begin]
        out.append(token)
    return out


def _modal(front: Sequence[Token], text: Text) -> int:
    """Where 应当, 必须 begin that end a stretch; its length where none does."""
    words = lexicon().speech["has_to"]
    for size in (3, 2, 1):
        begin = len(front) - size
        said = "".join(text(each.span) for each in front[begin:]) if begin >= 0 else ""
        record = said == "要" and begin and text(front[begin - 1].span)[-1:] in _RECORDS
        if said in words and not record:
            return begin
    return len(front)


def _late(tokens: list[Token], text: Text) -> list[Token]:
    """总结 6月30日前 报送，每推迟 1 天 扣 1 分: only how late it is counts."""
    at = next((place for place, token in enumerate(tokens) if token.type == "COMMA"), -1)
    front, rest = tokens[: max(at, 0)], tokens[at + 1 :]
    thing = _thing(front, text)
    while rest and rest[0].type == "FILLER":
        rest = rest[1:]
    if not thing or not rest or _not_done_by(rest):
        return tokens
    each = rest[0].type == "EACH"
    declared = bool(rest[each : each + 1]) and rest[each].type == "NAME" and rest[each].known
    end = each + 1 if declared else _end_of_word(rest, int(each))
    said = "".join(text(token.span) for token in rest[each:end])
    over = each and rest[0].value == "above" and not said  # 每超 1 天
    counted = [token.type for token in rest[end : end + 2]] == ["NUMBER", "UNIT"] and _pieces(rest[end + 1])
    bounded = not each and [token.type for token in rest[end : end + 3]] in _BOUNDED
    past = end + 3 if bounded else end + 2 * counted
    award = next((token for token in rest[past:] if token.type not in ("FILLER", "COMMA")), None)
    one = each or bounded or (counted and rest[end].value == 1)
    if award is None or award.type != "SIGN" or not _fits(said, str(award.value), over=over):
        return tokens
    if one is not (counted or bounded):
        return tokens
    if declared:
        return rest
    span = rest[0].span.to(rest[end - 1].span)
    name = Token("NAME", thing + ("超期" if over else said), span, known=False)
    step = [Token("EACH", "plain", rest[0].span)] if counted and not bounded else []
    return [name, *step, *_said_again(rest[end:], said, str(name.value), text)]


def _not_done_by(rest: Sequence[Token]) -> bool:
    """…，逾期 1 个月以上 扣 1 分，年底前 未 移交 扣 2 分: both hold at once, and nobody says whether both count."""
    types = [token.type for token in rest]
    return any(types[at : at + 3] == ["DATE", "QIAN", "NEG"] for at in range(len(types)))


def _said_again(tokens: list[Token], said: str, name: str, text: Text) -> list[Token]:
    """…，每推迟 1 天 扣 1 分，推迟 10 天以上 不得分: the same delay."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _end_of_word(tokens, at) if said and (not out or out[-1].type == "COMMA") else at
        again = end > at and "".join(text(token.span) for token in tokens[at:end]) == said
        if again and [token.type for token in tokens[end : end + 3]] in _BOUNDED:
            out.append(Token("NAME", name, tokens[at].span.to(tokens[end - 1].span), known=False))
            at = end
            continue
        out.append(tokens[at])
        at += 1
    return out


def _end_of_word(tokens: Sequence[Token], at: int) -> int:
    return next((place for place in range(at, len(tokens)) if tokens[place].type != "OTHER"), len(tokens))


def _thing(front: Sequence[Token], text: Text) -> str:
    """What has to be done by a day, by name; empty where a stretch says something else."""
    types = [token.type for token in front]
    given = any(pair == ("SIGN", "NUMBER") for pair in pairwise(types))
    if given or _GIVES & set(types) or types.count("DATE") != 1:
        return ""
    day = types.index("DATE")
    if types[day + 1 : day + 2] != ["QIAN"] or any(kind not in (*_WORDS, "FILLER", "DUTY") for kind in types[:day]):
        return ""
    behind = front[day + 2 :]
    if any(token.type not in (*_WORDS, "FILLER") for token in behind):
        return ""
    words = [token for token in (*front[:day], *behind) if token.type in _WORDS]
    return "".join(text(token.span) for token in words)


def _fits(said: str, sign: str, *, over: bool) -> bool:
    """Whether what is late costs points, or what is early wins some."""
    speech = lexicon().speech
    words = (*speech["too_late"], *speech["later_still"]) if sign == "-" else _EARLY
    return (over and sign == "-") or (said.startswith(words) and len(said) <= _LONGEST)


def _pieces(token: Token) -> bool:
    """Whether a unit counts days or times."""
    return isinstance(token.value, UnitWord) and token.value.kind in (Kind.DURATION, Kind.COUNT)
