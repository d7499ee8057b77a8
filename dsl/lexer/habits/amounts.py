"""Amounts that are said in other words: 超过一半, 低于人均 2 元, 未达到 98% 但高于 95%. Tokens in, before names are closed; tokens out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from dsl.folding import fold
from dsl.patterns import regex
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token
from dsl.words.vocabulary import Vocabulary

Text = Callable[[Span], str]  # what stands at a place
_PER_HEAD = ("人均", "户均", "村均", "亩均", "次均")
_MOMENT = regex(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:月底|月末|季度末)$|年[底末]$")
_ENDS = ("月底", "月末", "季度末", "年底", "年末")  # of a part of the year
_AT_LAST = regex(r"以(?:最终|最后|实际)[^\d]{2,12}(?:计|计算|为准)")
_ONE_WORD = {"超": ">", "逾": ">", "满": ">="}
_WITHIN_WORDS = frozenset("圆客丰充美高赶")  # 圆满 3 次, 高超
_EITHER_WAY = ("±", "正负")
_OFF = ("误差", "偏差", "偏离", "差异率", "出入")
_BUT = ("但", "但是", "却")
_BOUNDED = (["BOUND_PRE", "NUMBER", "UNIT"], ["NUMBER", "UNIT", "BOUND_POST"])


def in_other_words(tokens: list[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with its amounts in the words of the language."""
    tokens = _beyond_and_up(_beyond(_moved(_either_way(tokens, text), text), text))
    return _by_share(_but(_halves(_counted_as(tokens, text), text), text))


def _either_way(tokens: list[Token], text: Text) -> list[Token]:
    """误差率在 ±2% 以内, 超过 ±2%: a limit on both sides is one on how far it is off; of 增长率 it is not: that has a sign of its own."""
    said = text(tokens[0].span.to(tokens[-1].span)) if tokens else ""
    if not any(word in said for word in _EITHER_WAY) or not any(word in said for word in _OFF):
        return tokens
    out: list[Token] = []
    for at, token in enumerate(tokens):
        number = _type(tokens, at + 1) == "NUMBER"
        bounded = _type(tokens, at - 1) == "BOUND_PRE" or _type(tokens, at + 3) == "BOUND_POST"
        if not (text(token.span).strip() in _EITHER_WAY and number and bounded):
            out.append(token)
    return out


def _moved(tokens: list[Token], text: Text) -> list[Token]:
    """信访件较上年 增加 5 件以上, 减少 5 件以上: before an amount that is no points, the verb is one word, and part of what is measured."""
    out = list(tokens)
    for at in range(1, len(out) - 2):
        pair = text(out[at - 1].span) + text(out[at].span)
        number = at + 1 + (_type(out, at + 1) == "BOUND_PRE")
        unit = out[number + 1].value if [_type(out, number), _type(out, number + 1)] == ["NUMBER", "UNIT"] else None
        amount = isinstance(unit, UnitWord) and unit.kind is not Kind.POINTS
        if pair in ("增加", "减少") and amount and at > 1 and out[at - 2].type in ("OTHER", "UNIT", "NAME"):
            out[at - 1], out[at] = (Token("OTHER", text(each.span), each.span) for each in (out[at - 1], out[at]))
    return out


def _beyond(tokens: list[Token], text: Text) -> list[Token]:
    """投诉 超 5 件, 用时 逾 3 天, 不超 5 件; 投诉 满 5 件: one character is a bound only in front of a number with its unit."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        bound = _ONE_WORD.get(text(token.span), "") if token.type == "OTHER" else ""
        amount = [_type(tokens, at + 1), _type(tokens, at + 2)] == ["NUMBER", "UNIT"]
        before = text(tokens[at - 1].span)[-1:] if at and tokens[at - 1].span.end == token.span.start else ""
        if not (bound and amount) or before in _WITHIN_WORDS:
            out.append(token)
            continue
        denied = bound == ">" and before in ("不", "未", "没")
        span = out.pop().span.to(token.span) if denied else token.span
        out.append(Token("BOUND_PRE", "<=" if denied else bound, span))
    return out


def _beyond_and_up(tokens: list[Token]) -> list[Token]:
    """3 天以内 扣 1 分，超过 3 天以上 5 天以内 扣 2 分: where a tier before holds the 3 days, this one begins behind them."""
    held, out, at = set[tuple[object, object]](), list[Token](), 0
    while at < len(tokens):
        types = [each.type for each in tokens[at : at + 4]]
        if types[:3] == ["NUMBER", "UNIT", "BOUND_POST"] and tokens[at + 2].value == "<=":
            held.add((tokens[at].value, tokens[at + 1].value))
        both = types == ["BOUND_PRE", "NUMBER", "UNIT", "BOUND_POST"]
        bare = both and (tokens[at].value, tokens[at + 3].value) == (">", ">=")
        if bare and (tokens[at + 1].value, tokens[at + 2].value) in held:
            out += tokens[at : at + 3]
            at += 4
            continue
        out.append(tokens[at])
        at += 1
    return out


def _by_share(tokens: list[Token]) -> list[Token]:
    """按整改率折算得分, 按比例折算: by the share, as 按整改率得分; behind a number it scales what stands before (按 50% 折算).

    达标率应达到 100%: before a bound 应 says nothing that the bound does not.
    """
    out: list[Token] = []
    by = number = False
    for at, token in enumerate(tokens):
        if token.type in ("COMMA", "BY", "NUMBER"):
            by, number = token.type == "BY" or (by and token.type != "COMMA"), token.type == "NUMBER"
        following = _type(tokens, at + 1)
        if token.type == "SCALE" and by and not number and _type(tokens, at - 1) not in ("NUMBER", "UNIT"):
            if following == "SCORE_VERB":
                continue
            if following in ("", "COMMA"):
                token = Token("SCORE_VERB", "award", token.span)
        bound = following == "BOUND_PRE" and _type(tokens, at + 2) == "NUMBER"
        if token.type == "DUTY" and bound and _type(tokens, at - 1) not in ("", "COMMA"):
            continue
        out.append(token)
    return out


def _counted_as(tokens: list[Token], text: Text) -> list[Token]:
    """超过 3 天 扣 1 分，以最终超时天数计: how a figure is taken at last says nothing of points."""
    at = next((place for place in range(len(tokens) - 1, -1, -1) if tokens[place].type == "COMMA"), -1)
    last = text(tokens[at + 1].span.to(tokens[-1].span)) if 0 <= at < len(tokens) - 1 else ""
    return tokens[:at] if _AT_LAST.fullmatch(last) else tokens


def _halves(tokens: list[Token], text: Text) -> list[Token]:
    """超过一半, 一半以上: beside a bound half of something is a share."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        pair = tokens[at : at + 2]
        half = len(pair) == 2 and pair[0].type == "NUMBER" and text(pair[0].span.to(pair[1].span)) == "一半"
        if half and (_type(tokens, at - 1) == "BOUND_PRE" or _type(tokens, at + 2) == "BOUND_POST"):
            out += [evolve(pair[0], value=Fraction(50)), Token("UNIT", lexicon().units["%"], pair[1].span)]
            at += 2
            continue
        out.append(tokens[at])
        share = tokens[at].value
        third = tokens[at].type == "NUMBER" and "分之" in text(tokens[at].span) and _type(tokens, at + 1) != "UNIT"
        if third and _type(tokens, at - 1) in ("HOU", "QIAN", "LAST") and isinstance(share, Fraction):
            out[-1] = evolve(tokens[at], value=share * 100)  # 排名后三分之一: a share of the places
            out.append(Token("UNIT", lexicon().units["%"], tokens[at].span))
        at += 1
    return out


def per_head(tokens: list[Token], text: Text) -> list[Token]:
    """经费低于人均 2 元: it is the money for each head that is lower; names are closed here."""
    out = list(tokens)
    for at in range(len(out) - 4):
        what, bound, each = out[at : at + 3]
        if [token.type for token in out[at : at + 5]] != ["NAME", "BOUND_PRE", "NAME", "NUMBER", "UNIT"]:
            continue
        if not (what.known or each.known) and str(each.value) in _PER_HEAD:
            out[at : at + 3] = [evolve(what, value=f"{each.value}{what.value}"), bound]
            return per_head(out, text)
    return out


def moments(tokens: list[Token], vocabulary: Vocabulary, text: Text) -> list[Token]:
    """预算执行进度 6月底 低于 50% 扣 1 分，9月底 低于 75% 扣 1 分: a figure at a time of the year is a figure of its own."""
    out: list[Token] = []
    figure = ""
    for at, token in enumerate(tokens):
        bounded = [_type(tokens, at + 1), _type(tokens, at + 2)] in (["BOUND_PRE", "NUMBER"], ["NUMBER", "UNIT"])
        said = text(token.span) if token.type == "DATE" else ""
        if token.type == "NAME":
            figure = _MOMENT.sub("", str(token.value))
        if (
            not said.endswith(_ENDS)
            or not bounded
            or not figure
            or (out and out[-1].type not in ("NAME", "COMMA", "SEP"))
        ):
            out.append(token)
            continue
        span = out.pop().span.to(token.span) if out and out[-1].type == "NAME" else token.span
        terminal, shown = vocabulary.names.get(fold(figure + said), ("", ""))
        known = terminal == "NAME"
        out.append(Token("NAME", shown if known else figure + said, span, known))
    return out


def _but(tokens: list[Token], text: Text) -> list[Token]:
    """未达到 98% 但高于 95%: both ends of a range."""
    out = list(tokens)
    for at, token in enumerate(out):
        before, behind = (
            [each.type for each in out[begin:end]] for begin, end in ((max(0, at - 3), at), (at + 1, at + 4))
        )
        if token.type == "OTHER" and text(token.span) in _BUT and before in _BOUNDED and behind in _BOUNDED:
            out[at] = Token("AND", "and", token.span)
        elif (
            token.type == "OTHER"
            and text(token.span) in _BUT
            and behind[:1] == ["RANK"]
            and at
            and out[at - 1].type in ("OTHER", "NAME")
        ):
            out[at] = Token("AND", "and", token.span)  # 通过但排名后三分之一
    return out


def _type(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].type if 0 <= at < len(tokens) else ""
