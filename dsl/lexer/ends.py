"""（含） and （不含） behind a number: 80%（含）以上, 60%（含）—80%, 90分以下（不含）. Tokens in, tokens out.

What is said in brackets decides, whatever the bound word by itself would mean. Where only one end of a range is spoken of, the other is
the opposite: 60%（含）—80% ends before 80%, because that is where the next tier begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, evolve, field

from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token

PATTERN = r"\(不?含(?:本数|本级|当日|当天|\d[\d.]*(?:%|分|天|日|件|次|个|名|个?工作日)?)?\)"
_TWO = 2
_BOUNDS = frozenset({"BOUND_PRE", "BOUND_POST", "DASH"})
_INSIDE = {">": ">=", "<": "<="}
_OUTSIDE = {">=": ">", "<=": "<"}


def meaning(text: str) -> str:
    """Return what a piece that ``PATTERN`` matches says."""
    return "out" if text.startswith("(不") else "in"


@define(repr=False, eq=False)
class Held:
    """What the tiers of a block so far say in brackets that they hold, and of which number the last of them spoke."""

    ends: set[tuple[object, ...]] = field(factory=set)
    subject: str = ""


def settled(tokens: list[Token], before: Held) -> list[Token]:
    """Return the tokens with what stands in brackets moved into the bound words."""
    tokens = _left_to_others(tokens, before)
    at, out = 0, []
    tokens = _others(tokens)
    while at < len(tokens):
        for take in (_range, _before, _behind):
            found = take(tokens, at)
            if found is not None:
                made, at = found
                out += made
                break
        else:
            out.append(tokens[at])
            at += 1
    return out


def _others(tokens: list[Token]) -> list[Token]:
    """90%（含）以上 得 5 分，90% 以下 得 3 分: the number that one tier says it holds is in no other."""
    held = [
        (tokens[at - 2].value, tokens[at - 1].value)
        for at, token in enumerate(tokens)
        if token.type == "ENDS"
        and token.value == "in"
        and [each.type for each in tokens[max(0, at - 2) : at]] == ["NUMBER", "UNIT"]
    ]
    out = list(tokens)
    for at, token in enumerate(tokens):
        pair = tokens[max(0, at - 2) : at]
        bare = token.type == "BOUND_POST" and [each.type for each in pair] == ["NUMBER", "UNIT"]
        bare = bare and (
            _figures(tokens) < _TWO or _spoken_before(tokens, at - 2) in ("", "COMMA")
        )  # of the same figure
        if bare and _type(tokens, at + 1) != "ENDS" and (pair[0].value, pair[1].value) in held:
            out[at] = _turned(token, "out")
    return _below_held(out)


def _below_held(tokens: list[Token]) -> list[Token]:
    """10%（含）以上 得 3 分，增长 0—10% 得 2 分: a range ends before the number from which another tier says it begins."""
    held = {
        (tokens[at - 2].value, tokens[at - 1].value)
        for at in range(2, len(tokens) - 1)
        if [each.type for each in tokens[at - 2 : at + 2]] == ["NUMBER", "UNIT", "ENDS", "BOUND_POST"]
        and (tokens[at].value, tokens[at + 1].value) == ("in", ">=")
    }
    out = list(tokens)
    for at in range(len(tokens) - 3, 1, -1):
        types = [each.type for each in tokens[at - 1 : at + 3]]
        low = at - 1 - (_type(tokens, at - 2) == "NUMBER")
        if (
            types[1:] != ["DASH", "NUMBER", "UNIT"]
            or types[0] not in ("NUMBER", "UNIT")
            or _type(tokens, at + 3) == "ENDS"
        ):
            continue
        high = tokens[at + 1 : at + 3]
        before = "".join(str(each.value) for each in _stretch(tokens, low) if each.type != "FILLER")
        goes_on = before == "" or before in (*lexicon().speech["rises"], *lexicon().speech["falls"])
        if (high[0].value, high[1].value) not in held or not goes_on:
            continue
        amount = tokens[low:at] if types[0] == "UNIT" else [*tokens[low:at], evolve(high[1], span=tokens[low].span)]
        mark = tokens[at].span
        lower, upper = Token("BOUND_PRE", ">=", amount[0].span), Token("BOUND_PRE", "<", mark)
        out[low : at + 1] = [lower, *amount, upper]
    return out


def _stretch(tokens: list[Token], at: int) -> list[Token]:
    """What stands before a place, from the comma before it on."""
    begin = max((place for place in range(at) if tokens[place].type == "COMMA"), default=-1) + 1
    return tokens[begin:at]


def _figures(tokens: list[Token]) -> int:
    """How many stretches between commas name what they bound."""
    stretches: list[list[str]] = [[]]
    for token in tokens:
        if token.type == "COMMA":
            stretches.append([])
        elif token.type != "FILLER":
            stretches[-1].append(token.type)
    bounded = [each for each in stretches if "NUMBER" in each and not _BOUNDS.isdisjoint(each)]
    return sum(each[0] != "NUMBER" for each in bounded)


def _spoken_before(tokens: list[Token], at: int) -> str:
    return next((each.type for each in reversed(tokens[:at]) if each.type != "FILLER"), "")


def _type(tokens: list[Token], at: int) -> str:
    return tokens[at].type if at < len(tokens) else ""


def turned(op: str, said: str) -> str:
    """Return what a comparison becomes where its number is said to be in or out."""
    return (_INSIDE if said == "in" else _OUTSIDE).get(op, op)


Found = tuple[list[Token], int]  # what stands there instead, and where to go on


def _range(tokens: list[Token], at: int) -> Found | None:
    """60%（含）—80%, 60%—80%（不含）."""
    low = _amount(tokens, at)
    first, after = _ends(tokens, at + len(low))
    joint = tokens[after].type if after < len(tokens) else ""
    if not low or joint not in ("DASH", "ENUM"):
        return None
    high = _amount(tokens, after + 1)
    second, end = _ends(tokens, after + 1 + len(high))
    amid = end < len(tokens) and tokens[end].type == "AMID"  # 90%（含）至95%之间
    if not high or not (first or second) or (joint == "ENUM" and not amid):
        return None
    end += amid
    first, second = first or _other(second), second or _other(first)
    if len(low) == 1 and len(high) == 2:
        low = [*low, evolve(high[1], span=low[0].span)]  # 100—500万元（不含）: one unit for both ends
    if first == second == "in":
        return [*low, tokens[after], *high], end
    mark = tokens[after].span
    lower = Token("BOUND_PRE", ">=" if first == "in" else ">", low[0].span)
    upper = Token("BOUND_PRE", "<=" if second == "in" else "<", mark)
    return [lower, *low, upper, *high], end


def _left_to_others(tokens: list[Token], before: Held) -> list[Token]:
    """70%（含）—80% 得 6 分，70%以下 不得分: what one tier says it holds, a bare 以下 of the next one leaves to it."""
    subjects = list(_subjects(tokens, before.subject))
    before.subject = subjects[-1]
    before.ends |= {
        (subjects[at], *side, *_value(tokens, at)) for at in range(len(tokens)) if (side := _holds(tokens, at))
    }
    out = list(tokens)
    for at in range(2, len(tokens)):
        bound = tokens[at]
        bracketed = _ends(tokens, at + 1)[0]
        if bound.type != "BOUND_POST" or bracketed or [each.type for each in tokens[at - 2 : at]] != ["NUMBER", "UNIT"]:
            continue
        other = {">=": "high", "<=": "low"}.get(str(bound.value), "")
        if (subjects[at], other, *_value(tokens, at - 2)) in before.ends:
            out[at] = _turned(bound, "out")
    return out


def _subjects(tokens: list[Token], subject: str) -> Iterator[str]:
    """Of what each token speaks: what stands before the first number behind a comma, else what stood there before."""
    said, open_ = "", True
    for token in tokens:
        if token.type == "COMMA":
            said, open_ = "", True
        elif token.type in ("NUMBER", "SIGN", "NO_EFFECT"):
            subject, open_ = (said if said and open_ else subject), False
        elif open_ and token.type not in ("FILLER", "BOUND_PRE"):
            said += str(token.value)
        yield subject


def _holds(tokens: list[Token], at: int) -> tuple[str, ...]:
    """Which end of a tier is said to be in it by a bracket: that of 80%（含）以上 and 80%（含）—90% is the low one."""
    amount = _amount(tokens, at)
    said, after = _ends(tokens, at + len(amount))
    if said != "in" or len(amount) != _TWO:
        return ()
    behind = tokens[after] if after < len(tokens) else None
    if behind is not None and behind.type == "DASH":
        return ("low",)
    if behind is not None and behind.type == "BOUND_POST":
        return ("low",) if behind.value == ">=" else ("high",)
    return ("high",) if at and tokens[at - 1].type == "DASH" else ()


def _value(tokens: list[Token], at: int) -> tuple[object, object]:
    return tokens[at].value, tokens[at + 1].value


def _before(tokens: list[Token], at: int) -> Found | None:
    """80%（含）以上; 达到80%（含）."""
    bounded = tokens[at].type == "BOUND_PRE"
    amount = _amount(tokens, at + bounded)
    said, after = _ends(tokens, at + bounded + len(amount))
    if not amount or not said:
        return None
    if after < len(tokens) and tokens[after].type == "BOUND_POST":
        return [*tokens[at : at + bounded], *amount, _turned(tokens[after], said)], after + 1
    return ([_turned(tokens[at], said), *amount], after) if bounded else None


def _behind(tokens: list[Token], at: int) -> Found | None:
    """80%以上（含）."""
    if tokens[at].type != "BOUND_POST":
        return None
    said, after = _ends(tokens, at + 1)
    return ([_turned(tokens[at], said)], after) if said else None


def _amount(tokens: list[Token], at: int) -> list[Token]:
    if at >= len(tokens) or tokens[at].type not in ("NUMBER", "DATE"):
        return []
    return tokens[at : at + 2] if at + 1 < len(tokens) and tokens[at + 1].type == "UNIT" else [tokens[at]]


def _ends(tokens: list[Token], at: int) -> tuple[str, int]:
    if at < len(tokens) and tokens[at].type == "ENDS":
        return str(tokens[at].value), at + 1
    return "", at


def _other(said: str) -> str:
    return "out" if said == "in" else "in"


def _turned(bound: Token, said: str) -> Token:
    return evolve(bound, value=turned(str(bound.value), said))
