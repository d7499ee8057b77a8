"""What is counted, said in two places: 牵头单位 每项 任务 加 1 分; 在岗率抽查，每 缺岗 1 人次 扣 0.2 分. Tokens in, tokens out.

Where nobody declared either, both together are the name of the count: 牵头单位任务.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import evolve

from dsl.folding import fold
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon, unit_of_both
from dsl.words.tokens import Token
from dsl.words.vocabulary import Vocabulary

_SHORTEST = 2
_LATE = ("迟", "晚", "漏", "错")  # verbs of one character that speak before a number: 每迟 1 天, 每漏 1 户
_STEPS = ("below", "above", "short")
_LONGEST = 4  # characters of what is done
_PART = "部分"
_AMONG = "其中"
_UNTIMELY = ("未按时", "未按期", "未及时", "未如期", "逾期", "超期", "日前", "前未", "未于", "未在")
# 学校, 学生 and villages that are counted without a measure word: 每校, 每生, 每村.
_WITHOUT_MEASURE = {"校": "所", "生": "名", "村": "个"}
# Whom points are given to is no piece: 每个单位 加 2 分.
_WHOM = ("单位", "地区", "部门", "县区", "乡镇", "街道", "企业")


def in_one(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Return the tokens with a name and the thing that is counted under it as one name."""
    for at, token in enumerate(tokens):
        if token.type != "EACH" or token.value != "plain":
            continue
        place = _name_before(tokens, at)
        after = [each.type for each in tokens[at + 1 : at + 4]]
        if after[:1] == ["NAME"] and after[1:3] == ["NUMBER", "UNIT"]:
            noun = at + 1
        elif after[:2] == ["UNIT", "NAME"]:
            noun = at + 2
        elif after == ["NUMBER", "UNIT", "NAME"]:
            noun = at + 3
        else:
            continue
        if place < 0 or tokens[place].known or tokens[noun].known:
            continue
        subject, thing = str(tokens[place].value), str(tokens[noun].value)
        rest = iter(fold(subject))
        verb = len(thing) < _SHORTEST  # 每带 1 节: what is done, not what is counted
        if verb or thing.startswith(_WHOM) or all(char in rest for char in fold(thing)):
            continue
        terminal, shown = vocabulary.names.get(fold(subject + thing), ("", ""))
        known = terminal == "NAME"
        span = tokens[place].span.to(tokens[noun].span)
        name = Token("NAME", shown if known else subject + thing, span, known)
        return in_one([*tokens[:place], name, *tokens[place + 1 : noun], *tokens[noun + 1 :]], vocabulary)
    return tokens


def of_what(tokens: list[Token], text: Callable[[Span], str]) -> list[Token]:
    """月报每迟报一次扣0.5分，每漏报一次扣1分: what is counted is 月报迟报, where nobody declared it: 每 stands before what is done."""
    out: list[Token] = []
    start = 0
    for at, token in enumerate(tokens):
        if token.type == "COMMA":
            start = len(out) + 1
        if token.type != "EACH" or token.value != "plain":
            out.append(token)
            continue
        end = next((i for i in range(at + 1, len(tokens)) if tokens[i].type != "OTHER"), len(tokens))
        amount = tokens[end : end + 2]
        done = tokens[at + 1 : end]
        said = text(done[0].span.to(done[-1].span)) if done else ""
        counted = (
            (_SHORTEST <= len(said) <= _LONGEST or said in _LATE)
            and said not in (*lexicon().speech["doing"], *lexicon().speech["done"])
            and [each.type for each in amount] == ["NUMBER", "UNIT"]
            and _pieces(amount[1])
        )
        front = out[start:] if counted else []
        if (
            front
            and all(each.type == "OTHER" or (each.type == "UNIT" and len(front) > 1) for each in front)
            and _points_behind(tokens, noun := _behind_noun(tokens, end + 2))
        ):
            span = front[0].span.to(done[-1].span)
            thing = text(tokens[end + 2].span.to(tokens[noun - 1].span)) if noun > end + 2 else ""
            name = text(front[0].span.to(front[-1].span)) + said + thing
            rest = of_what([*tokens[end : end + 2], *tokens[noun:]], text)
            return [*out[:start], Token("NAME", name, span, known=False), token, *rest]
        out.append(token)
    return out


def each_one(tokens: list[Token]) -> list[Token]:
    """作业超标的，每校扣0.5分: schools, villages, pupils are counted without a measure word; points follow at once."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        before, after = _type(tokens, at - 1), _type(tokens, at + 1)
        unit = _WITHOUT_MEASURE.get(str(token.value)) if token.type == "OTHER" else None
        if unit and before == "EACH" and after in ("SIGN", "COMMA") and _points_behind(tokens, at + 1):
            token = Token("UNIT", lexicon().units[unit], token.span)
        out.append(token)
    return out


def _behind_noun(tokens: list[Token], at: int) -> int:
    """The place behind what is counted, where it stands behind its number: 每覆盖 1 个村."""
    while _type(tokens, at) == "OTHER":
        at += 1
    return at


def _pieces(token: Token) -> bool:
    """Whether a unit counts pieces, lengths of time or amounts: no shares, no points, no places."""
    unit = token.value
    kinds = (Kind.COUNT, Kind.DURATION, Kind.QUANTITY, Kind.MONEY)
    return isinstance(unit, UnitWord) and unit.kind in kinds and unit.canonical not in ("名", "位")


def _points_behind(tokens: list[Token], at: int) -> bool:
    while _type(tokens, at) in ("FILLER", "COMMA"):
        at += 1
    return [_type(tokens, at), _type(tokens, at + 1)] == ["SIGN", "NUMBER"]


def beyond(tokens: list[Token]) -> list[Token]:
    """超过 10 家 的 部分 每家 加 0.5 分; 超过 10 家，超出部分 每家: each one beyond the number."""
    for at, token in enumerate(tokens):
        types = [each.type for each in tokens[at : at + 3]]
        if types != ["BOUND_PRE", "NUMBER", "UNIT"] or token.value != ">":
            continue
        end = at + 3
        while _type(tokens, end) in ("FILLER", "COMMA") or (
            _type(tokens, end) == "BOUND_PRE" and tokens[end].value == ">" and _type(tokens, end + 1) != "NUMBER"
        ):
            end += 1
        said = "".join(str(each.value) for each in tokens[end : end + 2] if each.type == "OTHER")
        past = end + 1 if tokens[end : end + 1] and tokens[end].value == _PART else end + 2
        while _type(tokens, past) in ("FILLER", "COMMA"):
            past += 1
        each, unit = tokens[past : past + 1], tokens[past + 1 : past + 2]
        if not said.startswith(_PART) or [token.type for token in each + unit] != ["EACH", "UNIT"]:
            continue
        step = evolve(each[0], value="above")
        one = Token("NUMBER", Fraction(1), step.span)
        comma = Token("COMMA", "，", step.span)
        return beyond([*tokens[: at + 3], comma, step, one, *tokens[past + 1 :]])
    return tokens


def _type(tokens: list[Token], at: int) -> str:
    return tokens[at].type if 0 <= at < len(tokens) else ""


def _name_before(tokens: list[Token], at: int) -> int:
    """The place of the name that 每 follows, at once or behind a comma; -1 where there is none."""
    at -= 1
    while at >= 0 and tokens[at].type in ("FILLER", "COMMA"):
        at -= 1
    return at if at >= 0 and tokens[at].type == "NAME" else -1


def each_of_two(tokens: list[Token], _: Callable[[Span], str]) -> list[Token]:
    """每项每次 扣 1 分: every time in every item, which is the number of times; 每人每次 is 每人次, 每人每天 每人天.

    每项每低 1 个百分点 扣 1 分 is said of each figure: 各扣 1 分.
    """
    out = list(tokens)
    for at in range(len(out) - 3, -1, -1):
        if [token.type for token in out[at : at + 3]] != ["EACH", "UNIT", "EACH"] or out[at + 2].value not in _STEPS:
            continue
        sign = next((place for place in range(at + 3, len(out)) if out[place].type == "SIGN"), -1)
        between = {token.type for token in out[at + 3 : sign]}
        if sign > 0 and between <= {"NUMBER", "UNIT", "FILLER", "COMMA"}:
            out.insert(sign, Token("FILLER", "each", out[at].span))
    for at in range(len(out) - 3, -1, -1):
        if [token.type for token in out[at : at + 3]] == ["EACH", "UNIT", "EACH"] and out[at].value == "plain":
            both = _together(out, at)
            if both is not None:
                out[at + 3] = Token("UNIT", both, out[at + 3].span)
            del out[at : at + 2]
    return out


def _together(tokens: list[Token], at: int) -> UnitWord | None:
    """The measure word that two of them are together: 人次 of 每人每次, 人天 of 每人每天."""
    one, other = tokens[at + 1].value, tokens[at + 3].value if _type(tokens, at + 3) == "UNIT" else None
    plain = tokens[at + 2].value == "plain"
    return unit_of_both(one, other) if plain and isinstance(one, UnitWord) and isinstance(other, UnitWord) else None


def among_them(tokens: list[Token], text: Callable[[Span], str]) -> list[Token]:
    """投诉 每件 扣 1 分，其中重复投诉 每件 另扣 2 分: where it comes on top, 其中 says no more than the name; else it is asked (E217)."""
    out = list(tokens)
    award, nearer = None, None
    for at in range(len(tokens) - 1, 0, -1):
        token = tokens[at]
        award, nearer = nearer, token if token.type in ("SIGN", "NO_EFFECT", "CAP") else nearer
        further = award is not None and str(award.value).startswith("further")
        if token.type != "NAME" or token.known or tokens[at - 1].type != "COMMA" or not further:
            continue
        said = text(token.span)
        if said == _AMONG and _type(tokens, at + 1) == "NAME":
            del out[at]
        elif said.startswith(_AMONG) and said != _AMONG:
            place = Span(token.span.start + len(_AMONG), token.span.end)
            out[at] = Token("NAME", said.removeprefix(_AMONG), place, known=False)
    return out


def done_again(tokens: list[Token], text: Callable[[Span], str]) -> list[Token]:
    """开放档案的，每开放 1000 件 加 0.1 分: the verb of what is counted, said again in front of the number."""
    out = list(tokens)
    for at in range(len(out) - 4, -1, -1):
        each, verb = out[at], out[at + 1]
        if [token.type for token in out[at : at + 4]] != ["EACH", "NAME", "NUMBER", "UNIT"] or each.value != "plain":
            continue
        place = _name_before(out, at)
        said = text(verb.span)
        short = len(said) < _SHORTEST and said not in _LATE
        if verb.known or place < 0 or short or _type(out, at + 4) == "NAME":
            continue
        front = text(out[place].span)
        if said in front or (said in _LATE[:2] and any(word in front for word in _UNTIMELY)):
            del out[at + 1]  # 逾期的，每逾期 1 天; 未按时上报的，每迟 1 天
        elif said in _LATE and place == at - 2 and not out[place].known:
            out[place] = Token("NAME", f"{front}{said}", out[place].span, known=False)
            del out[at + 1]
    return out
