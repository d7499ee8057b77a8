"""What is measured against another number that nobody declared: 较上年每上升 5%, 支出进度低于序时进度的，每低 1 个百分点.

In: the tokens of a line, names closed. Out: the same with a name that says two numbers and how they stand taken apart (支出进度 低于
序时进度, 起数 与 上年起数 相比). That is done only where the sentence goes on from there: by steps, or by 持平.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from dsl.folding import fold
from dsl.lexer.habits import ranges
from dsl.lexer.lists import held_against as than
from dsl.lexer.lists.held_against import FALLS, RISES
from dsl.patterns import regex
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token
from dsl.words.vocabulary import Vocabulary

_MOVING = ("below", "above", "short")
_AGAINST = ("较", "比", "对比", "相较")
_NUMBERS = ("数", "率", "额", "量", "时间", "时长", "面积", "费", "值")
_RATES = ("率", "占比", "比例", "比重", "增幅", "增速", "幅度")
_PLACE_WORDS = regex("(?:排名|排位|位次|排序|名次)$")
_SHORTEST = 2  # characters of a name
_THIS, _LAST = "本年数", "上年数"  # of what no sentence names
Naming = Callable[[Span], str]


def measured(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Return the tokens with names that compare two numbers taken apart, where steps or 持平 go on from there."""
    out: list[Token] = []
    level = any(token.type == "FLAT" for token in tokens)
    tokens = _whole(_against_declared(tokens))
    tokens = than.as_before(tokens) if level else tokens
    levels = _levels(tokens)
    for at, token in enumerate(tokens):
        if token.type != "NAME" or token.known:
            out.append(token)
            continue
        apart = _apart(token, tokens[at + 1 : at + 4], vocabulary)
        if apart:
            out += apart
            continue
        if _level_elsewhere(str(token.value), levels):
            out.append(Token("OTHER", str(token.value), token.span))
            continue
        steps = _steps(tokens, at + 1)
        out += _taken_apart(
            token,
            vocabulary,
            against=steps or level,
            bound=steps,
            level=level and not steps,
            gives=_gives(tokens, at + 1),
            among=levels,
        )
    out = ranges.better_is_less(out)
    return _flat(out) if level else out


def by_percent(tokens: list[Token], text: Naming) -> list[Token]:
    """税收 每超过 上年税收 5%: a share of the other number; 办结率 每低于 全县平均 5%: as many points of percent."""
    out = list(tokens)
    for at in range(len(out) - 3):
        each, name, number, unit = out[at : at + 4]
        if [token.type for token in (each, name, number, unit)] != ["EACH", "NAME", "NUMBER", "UNIT"]:
            continue
        if each.value not in _MOVING or not (isinstance(unit.value, UnitWord) and unit.value.canonical == "%"):
            continue
        place = at - 1
        while _type(out, place) in ("FILLER", "COMMA"):
            place -= 1
        if _type(out, place) != "NAME":
            continue
        points = evolve(unit, value=evolve(lexicon().units["个百分点"], spelling=unit.value.spelling))
        if str(out[place].value).endswith(_RATES):
            out[at + 3] = points
        else:
            joint, against = Token("ENUM", "list", name.span), Token("VERSUS", "versus", name.span)
            comma = Token("COMMA", "，", each.span)
            out[place + 1 : at + 4] = [joint, name, against, comma, each, number, points]
        return by_percent(out, text)
    return out


def points_of_percent(tokens: list[Token], _: Naming) -> list[Token]:
    """每低 1% 扣 1 分: what falls and rises by 1% is a ratio, which moves by 1 个百分点; 每高 1‰ is 0.1 个百分点."""
    out = list(tokens)
    for at in range(len(out) - 2):
        each, number, unit = out[at : at + 3]
        share = isinstance(unit.value, UnitWord) and unit.value.kind is Kind.RATIO
        if each.type == "EACH" and each.value in _MOVING and number.type == "NUMBER" and share:
            if each.value == "short":  # 每少 1%
                out[at] = evolve(each, value="below")
            assert isinstance(unit.value, UnitWord) and isinstance(number.value, int | Fraction)
            out[at + 1] = evolve(number, value=number.value * unit.value.scale * 100)
            out[at + 2] = evolve(unit, value=evolve(lexicon().units["个百分点"], spelling=unit.value.spelling))
    return out


def _level_elsewhere(name: str, levels: frozenset[str]) -> bool:
    """高于全省平均水平的 …，与全省持平的 …: 全省 is 全省平均水平, or nobody knows what; read as it stands it would be another number."""
    found = than.bounds().fullmatch(name) if levels else None
    against = (found["right"] or found["than"] or "") if found is not None else ""
    return any(against.startswith(each) and against != each for each in levels)


def _levels(tokens: Sequence[Token]) -> frozenset[str]:
    """What a line says that a number is level with: 与 全市平均 持平."""
    found, held = set(), set()
    for at, token in enumerate(tokens):
        if [each.type for each in tokens[max(0, at - 1) : at + 2]] == ["ENUM", "NAME", "FLAT"]:
            found.add(str(token.value))
        said = than.bounds().fullmatch(str(token.value)) if token.type == "NAME" and not token.known else None
        if said is not None and said["right"]:
            held.add(said["right"])
        elif said is not None and said["than"] in held and _steps(tokens, at + 1):
            found.add(said["than"])  # 达到 全市平均 得 5 分，低于 全市平均 的 每低 1 个百分点
    return frozenset(found)


def _against_declared(tokens: list[Token]) -> list[Token]:
    """火灾 较 上年火灾 每上升 1 起, where both are declared."""
    for at in range(1, len(tokens) - 1):
        names = all(_type(tokens, at + place) == "NAME" for place in (-1, 0, 1))
        if names and str(tokens[at].value) in _AGAINST and _steps(tokens, at + 2):
            joint, last = Token("ENUM", "list", tokens[at].span), tokens[at + 1]
            return [*tokens[:at], joint, last, Token("VERSUS", "versus", last.span), *tokens[at + 2 :]]
    return tokens


def _whole(tokens: list[Token]) -> list[Token]:
    """起数 较上年, where 起数 is declared: read as one name, as where it is not."""
    out: list[Token] = []
    for token in tokens:
        last = out[-1] if out else None
        if last is not None and last.type == token.type == "NAME" and not token.known:
            joined = f"{last.value}{token.value}"
            if than.against().fullmatch(joined):
                out[-1] = Token("NAME", joined, last.span.to(token.span), known=False)
                continue
        out.append(token)
    return out


def _steps(tokens: Sequence[Token], at: int) -> bool:
    """Whether steps follow, at once, behind a comma, or behind what reaching it gives: 得 5 分，每低 1 个百分点."""
    while _type(tokens, at) in ("FILLER", "COMMA"):
        at += 1
    if [_type(tokens, at + place) for place in range(4)] == ["SIGN", "NUMBER", "UNIT", "COMMA"]:
        at += 4
    return _type(tokens, at) == "EACH" and tokens[at].value in _MOVING


def _taken_apart(
    token: Token,
    vocabulary: Vocabulary,
    *,
    against: bool,
    bound: bool,
    level: bool,
    gives: bool,
    among: frozenset[str],
) -> list[Token]:
    text, span = str(token.value), token.span
    found = than.against().fullmatch(text) if against else None
    if found is not None and found["left"].endswith(lexicon().speech["places"]):
        if bound and not level and not found["way"]:
            left = _PLACE_WORDS.sub("名次", found["left"])
            pair = [_name(left, span, vocabulary), Token("ENUM", "list", span)]
            return [
                *pair,
                _name(f"{found['time'] or '上年同期'}{left}", span, vocabulary),
                Token("VERSUS", "places", span),
            ]
        return [Token("OTHER", text, span)]  # the third place is better than the fifth: no number that rises
    if found is not None and found["way"] and gives and not level:
        op = ">" if found["way"] in RISES else "<"
        other = f"{found['time'] or '上年同期'}{found['left']}"
        return [_name(found["left"], span, vocabulary), Token("BOUND_PRE", op, span), _name(other, span, vocabulary)]
    if found is not None:
        left = found["left"]
        other = f"{found['time'] or '上年同期'}{left}"
        pair = [_name(left, span, vocabulary), Token("ENUM", "list", span), _name(other, span, vocabulary)]
        if not level:
            return [*pair, Token("VERSUS", "versus", span)]
        if found["way"]:
            op = ">" if found["way"] in RISES else "<"
            return [pair[0], Token("BOUND_PRE", op, span), pair[2]]
    bare = than.bare_way().fullmatch(text) if level else None
    if bare is not None:  # 较上年下降 得 10 分，持平 得 8 分: of a number without a name
        op = ">" if bare["way"] in RISES else "<"
        return [_name(_THIS, span, vocabulary), Token("BOUND_PRE", op, span), _name(_LAST, span, vocabulary)]
    found = than.bounds().fullmatch(text) if bound or among else None
    if found is not None and found["left"] and (found["right"] in among or (bound and not _wrong(found["left"]))):
        word = Token("BOUND_PRE", lexicon().words[found["bound"]].says, span)
        return [_name(found["left"], span, vocabulary), word, _name(found["right"], span, vocabulary)]
    if found is not None and found["than"] in among:  # 低于 全市平均, behind another sentence on the same number
        word = Token("BOUND_PRE", lexicon().words[found["alone"]].says, span)
        return [word, _name(found["than"], span, vocabulary)]
    return [token]


def _apart(token: Token, behind: Sequence[Token], vocabulary: Vocabulary) -> list[Token]:
    """普及率较上年提高 3 个百分点以上: the number now is so much above the number then; nothing where no such gap follows."""
    unit = behind[1].value if len(behind) > 1 else None
    points = isinstance(unit, UnitWord) and unit.kind is Kind.PERCENT_POINT
    if [each.type for each in behind] != ["NUMBER", "UNIT", "BOUND_POST"] or not points:
        return []
    found = than.against().fullmatch(str(token.value))
    if found is None or not found["way"]:
        return []
    op = ">" if found["way"] in RISES else "<"
    other = f"{found['time'] or '上年同期'}{found['left']}"
    place = token.span
    return [_name(found["left"], place, vocabulary), Token("BOUND_PRE", op, place), _name(other, place, vocabulary)]


def _gives(tokens: Sequence[Token], at: int) -> bool:
    """Whether points follow at once: 投诉量较上年下降的 得 5 分."""
    while _type(tokens, at) in ("FILLER", "COMMA"):
        at += 1
    return _type(tokens, at) == "SIGN"


def _wrong(name: str) -> bool:
    """违反规定 超过 限额: what went wrong is no number, unless it is counted (违规次数)."""
    return name.startswith(tuple(lexicon().speech["went_wrong"])) and not name.endswith(_NUMBERS)


def _name(text: str, span: Span, vocabulary: Vocabulary) -> Token:
    terminal, shown = vocabulary.names.get(fold(text), ("", ""))
    known = terminal == "NAME"
    return Token("NAME", shown if known else text, span, known)


def _flat(tokens: list[Token]) -> list[Token]:
    """同比下降 得 5 分，持平 得 3 分，上升 不得分: 持平 and 上升 go on about the same two numbers."""
    pair = next(
        (
            (tokens[at], tokens[at + 2])
            for at in range(len(tokens) - 2)
            if [each.type for each in tokens[at : at + 3]] == ["NAME", "BOUND_PRE", "NAME"]
        ),
        None,
    )
    if pair is None:
        return tokens
    out: list[Token] = []
    for token in tokens:
        begins = not out or out[-1].type == "COMMA"
        way = str(token.value) if token.type == "NAME" and not token.known else ""
        if token.type == "FLAT" and begins:
            out += [pair[0], Token("ENUM", "list", token.span), pair[1], token]
        elif begins and way in (*RISES, *FALLS):
            op = ">" if way in RISES else "<"
            out += [pair[0], Token("BOUND_PRE", op, token.span), pair[1]]
        else:
            out.append(token)
    return out


def _type(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].type if 0 <= at < len(tokens) else ""
