"""Several things of which one sentence speaks: A 率、B 率 均 达到 95%; 甲 2 次以上，乙 4 次以上，各得 2 分; 未达到的不得分.

In: the tokens of a line. Out: the same with each thing said by itself. Two rates in a row without 均 stay one name, which is refused
(``dsl/lexer/swallowed.py``): whether one is enough nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dsl.folding import fold
from dsl.source import Span
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token
from dsl.words.vocabulary import Vocabulary

Text = Callable[[Span], str]  # what stands at a place
_BOUNDS = (
    ["BOUND_PRE", "NUMBER", "UNIT", "BOUND_POST"],
    ["BOUND_PRE", "NUMBER", "UNIT"],
    ["NUMBER", "UNIT", "BOUND_POST"],
    ["NUMBER", "UNIT"],
)
_RATES = ("率", "比例", "占比", "比重")
_LEAST = 2  # things that are several
_ALL = ("均", "都", "全部", "全都")


def rates_in(name: str) -> tuple[str, ...]:
    """The rates that a name lists: 及时受理率、按期答复率 are two, whatever is said of them."""
    parts = tuple(re.split("、|以及|和|与|及(?!时)", name))
    rates = all(each.endswith(_RATES) and len(each) > 1 for each in parts)
    # 制度健全、整改率: a condition of its own beside the rate
    states = parts[-1].endswith(_RATES) and any(each.endswith(lexicon().speech["states"]) for each in parts[:-1])
    return parts if len(parts) > 1 and (rates or states) else ()


def each_given(tokens: list[Token]) -> list[Token]:
    """甲 2 次以上，乙 4 次以上，各得 2 分; 甲 50%以上、乙 75%以上 的，分别得 1 分、2 分: every condition has its points.

    Before names are closed.
    """
    ends = [at for at, token in enumerate(tokens) if token.type == "COMMA"]
    for place, end in enumerate(ends):
        points, behind = _each_amount(tokens, end + 1)
        if not points:
            continue
        starts = [-1, *ends[:place]]
        stretches = [tokens[start + 1 : stop] for start, stop in zip(starts, ends[: place + 1], strict=True)]
        stretches = stretches if place else _limits_in(stretches[0])
        points = points * len(stretches) if len(points) == 1 else points
        if len(stretches) < _LEAST or len(points) != len(stretches) or not all(map(_is_condition, stretches)):
            continue
        out: list[Token] = []
        for stretch, given in zip(stretches, points, strict=True):
            out += [*stretch, tokens[end + 2], *given, Token("COMMA", "，", tokens[end].span)]
        return [*out[:-1], *tokens[behind:]]
    return tokens


def _each_amount(tokens: Sequence[Token], at: int) -> tuple[list[list[Token]], int]:
    """各得 2 分: one amount for all; 分别得 1 分、2 分: one for each. The amounts, and where they end; none where it says neither."""
    if [token.type for token in tokens[at : at + 4]] != ["FILLER", "SIGN", "NUMBER", "UNIT"]:
        return [], at
    amounts, end = [list(tokens[at + 2 : at + 4])], at + 4
    while [token.type for token in tokens[end : end + 3]] == ["ENUM", "NUMBER", "UNIT"]:
        amounts.append(list(tokens[end + 1 : end + 3]))
        end += 3
    said = tokens[at].value == "each" if len(amounts) == 1 else True
    return (amounts, end) if said and _type_after(tokens, end) != "ENUM" else ([], at)


def steps_of_each(tokens: list[Token], _: Text) -> list[Token]:
    """甲率、乙率 达 100%，每低 1 个百分点 分别 扣 0.1 分、0.05 分: each figure has the limit, and its steps; after names are closed."""
    spoken = [token for token in tokens if token.type != "FILLER" or token.value == "each"]
    end = next((at for at, token in enumerate(spoken) if token.type not in ("NAME", "ENUM")), 0)
    names = [name for token in spoken[:end] if token.type == "NAME" for name in _figures(token)]
    types = [token.type for token in spoken[end:]]
    bound = next((kinds for kinds in _BOUNDS[:3] if types[: len(kinds)] == kinds), None)
    if len(names) < _LEAST or bound is None or not all(str(each.value).endswith(_RATES) for each in names):
        return tokens
    limit, rest = spoken[end : end + len(bound)], spoken[end + len(bound) :]
    at = 1 if rest[:1] and rest[0].type == "COMMA" else 0
    steps = rest[at : at + 3]
    if [each.type for each in steps] != ["EACH", "NUMBER", "UNIT"] or steps[0].value not in _STEPS:
        return tokens
    begin = next(place for place, token in enumerate(tokens) if token is steps[2]) + 1
    points, behind = _each_amount(tokens, begin)
    points = points * len(names) if len(points) == 1 else points
    if len(points) != len(names):
        return tokens
    out: list[Token] = []
    for name, given in zip(names, points, strict=True):
        comma = Token("COMMA", "，", name.span)
        out += [name, *limit, comma, *steps, tokens[begin + 1], *given, comma]
    return [*out[:-1], *tokens[behind:]]


def _figures(token: Token) -> list[Token]:
    """The rates that a name lists, or the name."""
    parts = () if token.known else rates_in(str(token.value))
    return [Token("NAME", part, token.span, known=False) for part in parts] or [token]


def _limits_in(part: list[Token]) -> list[list[Token]]:
    """甲率 达到 50%、乙率 达到 75%: what stands between the 、, where each of it has a limit of its own."""
    ends = [at for at, token in enumerate(part) if token.type == "ENUM"]
    cut = [part[start + 1 : end] for start, end in zip([-1, *ends], [*ends, len(part)], strict=True)]
    return cut if all(_ends_limited(each) for each in cut) else [part]


def _ends_limited(part: Sequence[Token]) -> bool:
    types = [token.type for token in part if token.type != "FILLER"]
    kinds = next((kinds for kinds in _BOUNDS[:3] if types[-len(kinds) :] == kinds), None)
    return kinds is not None and len(types) > len(kinds) and types.count("NUMBER") == 1


def _is_condition(part: Sequence[Token]) -> bool:
    """Whether a stretch is a condition without points of its own, not a word of how it is done (经核实)."""
    gives = any(
        token.type in ("NO_EFFECT", "EACH")
        or (token.type == "SIGN" and at + 1 < len(part) and part[at + 1].type == "NUMBER")
        for at, token in enumerate(part)
    )
    ends = bool(part) and part[-1].type in ("FILLER", "BOUND_POST", "UNIT")
    return not gives and ends and any(token.type != "FILLER" for token in part)


def not_reached(tokens: list[Token]) -> list[Token]:
    """未达到的不得分: what no sentence before gives points for; 缺 2 项以上 behind 缺 1 项 扣 1 分: 2 项以上 of what is lacking."""
    out: list[Token] = []
    lacking = False
    for at, token in enumerate(tokens):
        short = token.type == "EACH" and token.value == "short"
        several = [each.type for each in tokens[at + 1 : at + 4]] == ["NUMBER", "UNIT", "BOUND_POST"]
        if short and lacking and several and _type_after(tokens, at + 4) == "NO_EFFECT":
            continue
        lacking = lacking or short
        after = [each for each in tokens[at + 1 : at + 4] if each.type not in ("FILLER", "COMMA")]
        begins = not out or out[-1].type == "COMMA"
        nothing = bool(after) and after[0].type == "NO_EFFECT" and after[0].value == "award"
        alone = token.type == "BOUND_PRE" and token.value == "<" and begins and nothing
        out.append(Token("OTHERWISE", "else", token.span) if alone else token)
    return out


def of_what_follows(tokens: list[Token]) -> list[Token]:
    """达到 95% 得 5 分，未达到的，每低 1 个百分点 扣 1 分: a bound word alone in front of steps says no more than the steps."""
    out: list[Token] = []
    skip = False
    for at, token in enumerate(tokens):
        begins = not out or out[-1].type == "COMMA"
        if skip and token.type in ("FILLER", "COMMA"):
            continue
        skip = False
        if token.type == "BOUND_PRE" and begins:
            after = next((each for each in tokens[at + 1 :] if each.type not in ("FILLER", "COMMA")), None)
            ways = _STEPS.get(str(after.value), ()) if after is not None and after.type == "EACH" else ()
            if token.value in ways:
                skip = True
                continue
        out.append(token)
    return out


_STEPS = {"below": ("<", "<="), "short": ("<", "<="), "above": (">", ">=")}


def _type_after(tokens: Sequence[Token], at: int) -> str:
    while at < len(tokens) and tokens[at].type in ("FILLER", "COMMA"):
        at += 1
    return tokens[at].type if at < len(tokens) else ""


def all_of(tokens: list[Token], vocabulary: Vocabulary, text: Text) -> list[Token]:
    """A 率、B 率 均 达到 95%: each of them; after names are closed."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        names, end = _listed(tokens, at, vocabulary)
        while end < len(tokens) and tokens[end].type == "FILLER":
            end += 1
        bound = next(
            (kinds for kinds in _BOUNDS if [each.type for each in tokens[end : end + len(kinds)]] == kinds), []
        )
        said = len(names) > 1 and bool(bound) and text(Span(names[-1].span.end, tokens[end].span.start)).strip() in _ALL
        if not said:
            out.append(tokens[at])
            at += 1
            continue
        limit = tokens[end : end + len(bound)]
        for name in names:
            out += [name, *limit, Token("AND", "and", name.span)]
        del out[-1]
        at = end + len(bound)
    return out


def all_needed(tokens: list[Token], text: Text) -> list[Token]:
    """机构健全，有专人负责，得 1 分: points are given where both are so. What costs points is asked: one of them, or both?"""
    spoken = [at for at, token in enumerate(tokens) if token.type != "FILLER"]
    types = [tokens[at].type for at in spoken]
    names = 0
    while types[2 * names : 2 * names + 2] == ["NAME", "COMMA"]:
        names += 1
    last = types[2 * names : 2 * names + 2] == ["NAME", "SIGN"]  # 成效显著，在全市推广的 加 2 分
    names, at_once = names + last, 2 * names + (1 if last else 0)
    given = types[at_once : at_once + 3] == ["SIGN", "NUMBER", "UNIT"] and len(types) in (at_once + 3, at_once + 4)
    if names < _LEAST or not given or tokens[spoken[at_once]].value not in ("award", "+"):
        return tokens
    wrong = (*lexicon().speech["went_wrong"], "有问题")
    if any(text(tokens[at].span).startswith(wrong) for at in spoken[: 2 * names : 2]):
        return tokens
    joints = {spoken[2 * place + 1] for place in range(names - 1)}
    return [Token("AND", "and", token.span) if at in joints else token for at, token in enumerate(tokens)]


def all_bounded(tokens: list[Token], _: Text) -> list[Token]:
    """整改率 100%，评价率 不低于 50%的，得 10 分: points are given where both bounds are kept; what costs points is asked."""
    spoken = [at for at, token in enumerate(tokens) if token.type != "FILLER"]
    types = [tokens[at].type for at in spoken]
    joints: list[int] = []
    place = 0
    while True:
        kinds = next((kinds for kinds in _BOUNDS if types[place + 1 : place + 1 + len(kinds)] == kinds), None)
        if types[place : place + 1] != ["NAME"] or kinds is None:
            return tokens
        place += 1 + len(kinds)
        if types[place : place + 2] != ["COMMA", "NAME"]:
            break
        joints.append(spoken[place])
        place += 1
    place += types[place : place + 1] == ["COMMA"]
    gains = types[place : place + 1] == ["SIGN"] and tokens[spoken[place]].value in ("award", "+")
    if not joints or not gains:
        return tokens
    return [Token("AND", "and", token.span) if at in joints else token for at, token in enumerate(tokens)]


def _name(text: str, span: Span, vocabulary: Vocabulary) -> Token:
    terminal, shown = vocabulary.names.get(fold(text), ("", ""))
    return Token("NAME", shown if terminal == "NAME" else text, span, terminal == "NAME")


def _listed(tokens: list[Token], at: int, vocabulary: Vocabulary) -> tuple[list[Token], int]:
    """The names of a list that begins at a place, and where it ends: declared ones, or rates that nobody declared."""
    if tokens[at].type != "NAME":
        return [], at
    if not tokens[at].known:
        span = tokens[at].span
        parts = rates_in(str(tokens[at].value))
        return [_name(part, span, vocabulary) for part in parts], at + 1
    names = [tokens[at]]
    at += 1
    while [each.type for each in tokens[at : at + 2]] == ["ENUM", "NAME"]:
        names.append(tokens[at + 1])
        at += 2
    return names, at
