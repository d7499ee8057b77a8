"""完成率按比例得分 is 按完成率得分: the share is the figure itself. Names closed; tokens in, tokens out."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from dsl.source import Span
from dsl.words.tokens import Token

_SHARES = ("率", "比例", "占比", "比重", "进度")
_REACHED = ["NAME", "BOUND_PRE", "NUMBER", "UNIT"]
_BY_NAME = ["BY", "NAME", "SCORE_VERB"]
_NOT_ALL = ("未全部", "未全面", "未完全", "没有全部", "未能全部")
_FORMS = (["NAME", "BY", "NAME", "SCORE_VERB"], ["NAME", "BY", "SHARE", "SCORE_VERB"])


def of_itself(tokens: list[Token], text: Callable[[Span], str]) -> list[Token]:
    """Return the tokens with 按 in front of a figure whose share gives points; what is lost by shares goes by what is lacking."""
    tokens = _shorter(_of_the_whole(tokens))
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        part = tokens[at : at + 4]
        begins = not out or out[-1].type == "COMMA"
        said = [token.type for token in part] in _FORMS and text(part[2].span) in ("比例", "其比例")
        if begins and said and part[3].value != "-" and str(part[0].value).endswith(_SHARES):
            out += [part[1], part[0], part[3]]
            at += 4
            continue
        out.append(tokens[at])
        at += 1
    return out


def _shorter(tokens: list[Token]) -> list[Token]:
    """学时完成率 低于 100% 的 按 完成率 得分: in one sentence the end of the figure is the figure, unless it is another one's name."""
    out, figure = list(tokens), None
    for at, token in enumerate(tokens):
        types = [each.type for each in tokens[at : at + 3]]
        if token.type in ("SIGN", "FULL", "NO_EFFECT", "SCORE_VERB"):
            figure = None
        elif types[1:] in (["BOUND_PRE", "NUMBER"], ["NUMBER", "UNIT"]) and token.type == "NAME":
            figure = token
        share = tokens[at + 1] if types == _BY_NAME else None
        if share is None or figure is None or share.known or share.value == figure.value:
            continue
        alone = sum(each.type == "NAME" and each.value == share.value for each in tokens) == 1
        if alone and str(figure.value).endswith(_SHARES) and str(figure.value).endswith(str(share.value)):
            out[at + 1] = evolve(figure, span=share.span)
    return out


def _of_the_whole(tokens: list[Token]) -> list[Token]:
    """问题整改率 100% 得 3 分，未全部整改的 按 整改率 得分: not all of it is the rest, and its share the figure just spoken of."""
    out = list(tokens)
    whole: Token | None = None
    for at, token in enumerate(tokens):
        types = [each.type for each in tokens[at : at + 3]]
        full = types == ["NAME", "NUMBER", "UNIT"] or [each.type for each in tokens[at : at + 4]] == _REACHED
        if full and str(token.value).endswith(_SHARES):
            number = tokens[at + 1 + (types[1] != "NUMBER")]
            whole = token if number.value == 100 else None
        if whole is None or types not in (_BY_NAME, ["BY", "SHARE", "SCORE_VERB"]) or at == 0:
            continue
        share = tokens[at + 1]
        place = next((each for each in range(at - 1, -1, -1) if tokens[each].type != "COMMA"), 0)
        front = tokens[place]
        if share.type == "NAME" and not str(whole.value).endswith(str(share.value)):
            continue
        if front.type == "NAME" and not front.known and str(front.value).startswith(_NOT_ALL):
            out[place] = front = Token("OTHERWISE", "else", front.span)
        if share.type == "NAME" and front.type in ("NAME", "OTHERWISE") and not share.known:
            out[at + 1] = evolve(whole, span=share.span)
    return out
