"""Names that nobody declared: where does one begin and end in unspaced text?

A line is cut at commas. In a stretch that holds unknown text, the words that certainly belong to the language are the anchors
(a bound before a number, 扣 before a number, 每 before a measure word, 不扣分 …); whatever lies between two anchors is one
name, even where pieces of it look like words (项, 的, 未). So long descriptive names need no quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dsl.lexer.anchors import anchors
from dsl.lexer.pieces import HAPPENS
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

_JOINTS = {"ENUM", "NEG", "AND", "OR", "LPAR", "RPAR"}  # between two anchors these are what they are, not a name

_ALL = ("均", "都")
_FIGURES = tuple("度率数量值评核价议估试")

Naming = Callable[[Span], str]  # the text of a name, as written, without blanks


def close(tokens: Sequence[Token], naming: Naming) -> list[Token]:
    """Return the tokens with every stretch of unknown text turned into one name."""
    if any(token.type == "MIDDLE" for token in tokens):
        tokens = list(_ends_named(tokens))
    out: list[Token] = []
    begin = 0
    for at, token in enumerate([*tokens, None]):
        if token is None or token.type == "COMMA":
            listed = _gives_to_each(tokens[begin : at + 3], at - begin, naming)
            following = [each.type for each in tokens[at + 1 : at + 3]]
            out += _segment(list(tokens[begin:at]), naming, following, listed=listed)
            out += [] if token is None else [token]
            begin = at + 1
    return out


def _gives_to_each(tokens: Sequence[Token], end: int, naming: Naming) -> bool:
    """迟到、早退 的，各扣 1 分: what stands before the 、 is a thing of its own."""
    at = next((at for at, token in enumerate(tokens) if token.type == "FILLER" and token.value == "each"), -1)
    behind = tokens[at + 1 : at + 2]
    listed = any(
        token.type in ("AND", "OR") or (token.type == "ENUM" and naming(token.span) == "、")
        for token in tokens[: max(at, 0)]
    )
    return at >= 0 and listed and bool(behind) and behind[0].type == "SIGN" and (at < end or at == end + 1)


def _ends_named(tokens: Sequence[Token]) -> Iterator[Token]:
    """低于限值得0分，达到标准得满分，其间…: where a line speaks of what lies between, its bound words are bounds."""
    before = "COMMA"
    for at, token in enumerate(tokens):
        named = at + 1 < len(tokens) and tokens[at + 1].type != "NUMBER"
        limit = token.type == "BOUND_PRE" and before == "COMMA" and named
        yield Token("LIMIT", token.value, token.span) if limit else token
        before = token.type


def each_for_one(tokens: list[Token]) -> list[Token]:
    """1处不符合要求扣3分; …得5分，发现一处不规范扣0.5分: one of something that has a name, with points behind it, stands for each."""
    out: list[Token] = []
    begin = 0
    for at, token in enumerate([*tokens, None]):
        if token is None or token.type == "COMMA":
            ends = [each.type for each in tokens[begin:at]]
            following = [each.type for each in tokens[at + 1 : at + 2]]
            found = begin == 0 or ends[:1] == ["FILLER"]  # 得 2 分，1 项有误 扣 0.5 分 is left; 发现一处 says each
            points = "SIGN" in ends or following == ["SIGN"]
            out += _each_for_one(tokens[begin:at]) if found and points else tokens[begin:at]
            out += [] if token is None else [token]
            begin = at + 1
    return out


def _each_for_one(tokens: list[Token]) -> list[Token]:
    first = next((at for at, token in enumerate(tokens) if token.type != "FILLER"), 0)
    happens = [at for at, token in enumerate(tokens) if token.type == "FILLER" and token.value == HAPPENS]
    if happens and happens[0] > first:  # 辖区内发生一起道路交通事故 扣 2 分
        first = happens[0] + 1
    had = tokens[first : first + 1]
    if had and had[0].type == "OTHER" and had[0].value == "有":  # 有1项未完成的，扣2分
        first += 1
    types = [token.type for token in tokens[first:]]
    one = types[:2] == ["NUMBER", "UNIT"] and types[2:3] in (["OTHER"], ["NEG"], ["NAME"]) and tokens[first].value == 1
    unit = tokens[first + 1].value if one else None
    if not isinstance(unit, UnitWord) or unit.kind is not Kind.COUNT:
        return tokens
    before = tokens[:first] if happens else [token for token in tokens[:first] if token.type == "FILLER"]
    return [*before, Token("EACH", "plain", tokens[first].span), *tokens[first + 1 :]]


def awards_apart(tokens: list[Token]) -> list[Token]:
    """国家级加5分、省级加3分; 此项不得分并取消资格: behind points, 、 and 并 begin another sentence, unless more points follow at once:
    10% 以内得 2 分、20% 以内得 1 分 are tiers."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        types = [each.type for each in tokens[max(0, at - 5) : at]]
        price = types[-5:] == ["SIGN", "NUMBER", "UNIT", "DIVIDE", "UNIT"]
        given = types[-3:] == ["SIGN", "NUMBER", "UNIT"] or price
        listed = token.type == "ENUM" and given and after is not None and not _points(tokens, at + 1)
        joined = token.value in ("并", "and") and after is not None and after.type == "CONSEQUENCE"
        if joined and types[-1:] == ["COMMA"]:
            continue  # 一票否决，并取消资格
        ended = given or types[-1:] in (["ZERO_ITEM"], ["NO_EFFECT"], ["VETO"])
        out.append(Token("COMMA", "，", token.span) if listed or (joined and ended) else token)
    return out


def _points(tokens: Sequence[Token], at: int) -> bool:
    """Whether more points stand here: a number that has no other unit."""
    unit = tokens[at + 1].value if [each.type for each in tokens[at : at + 2]] == ["NUMBER", "UNIT"] else None
    return tokens[at].type == "NUMBER" and not (isinstance(unit, UnitWord) and unit.kind is not Kind.POINTS)


def says_whose(front: str) -> bool:
    """满意度得分 = …, 测评得分 = …: what stands before 得分 says whose points they are; in 特困 得分 = …, 未通过 … it is a condition."""
    return " " not in front and front.endswith(_FIGURES) and not front.startswith(("未", "不", "被", "经"))


def close_expression(tokens: Sequence[Token], naming: Naming) -> list[Token]:
    """The same for an expression: between two operators everything is one name, unless it is a number with a unit."""
    operators = {"PLUS", "MINUS", "DASH", "TIMES", "DIVIDE", "LPAR", "RPAR", "COMMA", "EQUALS"}
    out: list[Token] = []
    run: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.type not in operators:
            run.append(token)
            continue
        out += _merge(run, naming) if any(each.type == "OTHER" for each in run) else run
        run = []
        if token is not None:
            out.append(token)
    return out


def _segment(tokens: list[Token], naming: Naming, following: list[str], *, listed: bool) -> list[Token]:
    if not any(token.type == "OTHER" for token in tokens):
        return tokens
    anchored = anchors(tokens, following)
    if listed:
        pairs = zip(tokens, anchored, strict=True)
        anchored = [anchor or naming(token.span) == "、" or token.value == "each" for token, anchor in pairs]
    out: list[Token] = []
    run: list[Token] = []
    for token, anchor in zip(tokens, anchored, strict=True):
        if anchor:
            out += [*_merge(run, naming), token]
            run = []
        else:
            run.append(token)
    return out + _merge(run, naming)


def _merge(run: list[Token], naming: Naming) -> list[Token]:
    spoken = [index for index, token in enumerate(run) if token.type != "FILLER"]
    end = spoken[-1] + 1 if spoken else 0
    while 0 < end < len(run) and run[end - 1].type in ("AND", "OR") and len(spoken) > 1:
        end += 1  # 被投诉且经核实: what is joined is no filler
    start = spoken[0] if spoken else 0
    while spoken and start > 0 and naming(run[start - 1].span) in _ALL and run[spoken[0]].type == "OTHER":
        start -= 1  # 均下降: of all of them
    run = run[start:end] if spoken else []
    if not run:
        return []
    if len(run) == 1 and run[0].type in ("NAME", "KIND"):
        return run
    if all(token.type in _JOINTS for token in run):
        return run
    if run[0].type == "LIMIT":
        return [Token("BOUND_PRE", run[0].value, run[0].span), *_merge(run[1:], naming)]
    span = run[0].span.to(run[-1].span)
    return [Token("NAME", naming(span), span, known=False)]
