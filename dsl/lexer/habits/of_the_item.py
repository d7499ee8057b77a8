"""What is said to be the item's: 造成影响的，本项 扣 20 分; 本条 最多扣 5 分; 本项 累计得分不超过 5 分. Tokens in, tokens out.

Points that a sentence of the item gives or takes are the item's anyway; so is a cap that names it. A cap on what sentences give
together is said of those of the clause, where some stand before it (每条加1分，合计最多加5分), else of all clauses of the heading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from attrs import evolve

from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon, put_together
from dsl.words.tokens import Token
from dsl.words.trie import longest

Text = Callable[[Span], str]  # what stands at a place
# …，以上合计加分不超过 10 分: all that the clause gives.
ALL_ABOVE = tuple(
    f"{above}{each}"
    for above in ("以上", "上述", "")
    for each in ("各项", "合计", "累计", "各项合计", "各项累计", "加分项", "扣分项", "减分项", "加分", "扣分", "")
    if above or each.startswith(("各项", "加分项", "扣分项", "减分项"))
)
_CAPS = ("CAP", "TOTAL_CAP")
_AMOUNT = ["NUMBER", "UNIT"]
_HEADINGS = ("本项合计", "总分")  # what is said of all clauses of a heading, wherever it stands
_BEFORE = ("COMMA", "FILLER", "BOUND_POST")  # what stands before 两项 where they are all that was said
_SUMS = frozenset({"SCORE_VERB", "PICK", "OVERLAP", "FILLER", "ITEM"})  # 加分, 累计扣分, 全年累计 before 以 5 分 为限
_SIGNS = (("扣", "-"), ("减", "-"), ("加", "+"), ("奖", "+"), ("得", "award"), ("记", "award"), ("计分", "award"))


@cache
def spelled() -> str:
    """Return a pattern of all caps."""
    words = longest(key for key, word in lexicon().words.items() if word.terminal in _CAPS)
    return f"(?:{put_together(*_CAPS)}|{words})"


def all_above() -> str:
    """Return a pattern of what a line begins with whose cap is said of all that the clause gives."""
    return rf"^(?:{longest(ALL_ABOVE)})(?=(?:[两二三四五六七八九十]项)?{spelled()})"


def limited(tokens: list[Token], text: Text) -> list[Token]:
    """加分以5分为限, 累计扣分以5分为上限: a cap; before names are closed."""
    for at, token in enumerate(tokens):
        if token.value != "以" or [each.type for each in tokens[at + 1 : at + 3]] != _AMOUNT:
            continue
        unit = tokens[at + 2].value
        points = isinstance(unit, UnitWord) and unit.kind is Kind.POINTS
        end = at + 3
        while end < len(tokens) and tokens[end].type == "FILLER":
            end += 1
        limit = end < len(tokens) and (tokens[end].value == "限" or tokens[end].type == "CAP")
        begin = max((place for place in range(at) if tokens[place].type == "COMMA"), default=-1) + 1
        if not (points and limit) or any(each.type not in _SUMS and each.value != "总" for each in tokens[begin:at]):
            continue
        said = text(tokens[begin].span.to(token.span))
        sign = next((value for word, value in _SIGNS if word in said), "both")
        cap = Token("CAP", sign, tokens[begin].span.to(token.span))
        return [*tokens[:begin], cap, *tokens[at + 1 : at + 3], *limited(tokens[end + 1 :], text)]
    return tokens


def unnamed(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without 本项 where it stands before points or a cap and says nothing."""
    first = 3 if [each.type for each in tokens[1:3]] == _AMOUNT else 1
    if len(tokens) > first and tokens[0].type == "BOUND_POST" and tokens[first].type in _CAPS:
        tokens = tokens[1:]  # 以上 最多加 10 分, 以上 两项 合计最多扣 5 分: all that stands above
    out: list[Token] = []
    for at, token in enumerate(tokens):
        if token.type == "ITEM" and (not out or out[-1].type == "COMMA"):
            behind = [each.type for each in tokens[at + 1 : at + 3]]
            if behind == ["SIGN", "NUMBER"] or behind[:1] in ([each] for each in _CAPS):
                continue
        out.append(token)
    return out


def caps(tokens: list[Token], text: Text, *, given: bool) -> list[Token]:
    """Return the tokens with caps that are said of the sentences before them; ``given`` where lines before give points.

    两项累计最多扣 5 分 is a cap of so many, 加满 5 分 为止 one like 最多加 5 分.
    """
    out: list[Token] = []
    for at, token in enumerate(tokens):
        before = [each.type for each in out[-3:]]
        amount = [each.type for each in tokens[at + 1 : at + 3]] == _AMOUNT
        several = before[-2:] == _AMOUNT and _counts(out[-1]) and (len(out) == len(before[:2]) or before[0] in _BEFORE)
        if token.type == "TILL" and before == ["CAP", *_AMOUNT]:
            continue
        if token.type == "CAP" and several and amount:
            token = evolve(token, type="TOTAL_CAP")
        elif token.type == "TOTAL_CAP" and given and not several and before[-1:] != ["ITEM"]:
            said = text(token.span)
            if not said.startswith(_HEADINGS):
                sign = "both" if token.value == "award" and "得分" not in said else token.value
                token = evolve(token, type="CAP", value=sign)
        given = given or token.type in ("SIGN", "SCORE_VERB")
        out.append(token)
    return out


def _counts(token: Token) -> bool:
    return isinstance(token.value, UnitWord) and token.value.kind is Kind.COUNT
