"""Names that nobody declared: where does one begin and end in unspaced text?

A line is cut at commas. In a stretch that holds unknown text, the words that certainly belong to the language are the anchors
(a bound before a number, 扣 before a number, 每 before a measure word, 不扣分 …); whatever lies between two anchors is one
name, even where pieces of it look like words (项, 的, 未). So long descriptive names need no quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dsl.source import Span
from dsl.tokens import Token

_ALWAYS = {
    "FULL",
    "ZERO_ITEM",
    "DISCRETION",
    "VETO",
    "CONSEQUENCE",
    "UNTIL_GONE",
    "EMPTY",
    "NAME",
    "KIND",
    "DATE",
    "TIES",
}
_JOINTS = {"ENUM", "NEG", "AND", "OR", "LPAR", "RPAR"}  # between two anchors these are what they are, not a name
_AMOUNT = {"NUMBER", "DATE"}
_AFTER_AMOUNT = {
    "BOUND_POST",
    "QIAN",
    "HOU",
    "DASH",
    "SIGN",
    "NO_EFFECT",
    "CAP",
    "UNTIL_GONE",
    "FULL",
    "DIGITS",
    "FILLER",
    "SCORE_VERB",
    "EACH",
    "AND",
    "OR",
    "KIND",
}
_BEFORE_AMOUNT = {"BOUND_PRE", "SIGN", "EACH", "CAP", "DASH", "LAST", "BY_CAP", "KEEP", "ITEM", "QIAN", "HOU"}

Naming = Callable[[Span], str]  # the text of a name, as written, without blanks


def close(tokens: Sequence[Token], naming: Naming) -> list[Token]:
    """Return the tokens with every stretch of unknown text turned into one name."""
    out: list[Token] = []
    segment: list[Token] = []
    for token in tokens:
        if token.type == "COMMA":
            out += [*_segment(segment, naming), token]
            segment = []
        else:
            segment.append(token)
    return out + _segment(segment, naming)


def close_expression(tokens: Sequence[Token], naming: Naming) -> list[Token]:
    """The same for an expression: between two operators everything is one name, unless it is a number with a unit."""
    operators = {"PLUS", "MINUS", "TIMES", "DIVIDE", "LPAR", "RPAR", "COMMA", "EQUALS"}
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


def _segment(tokens: list[Token], naming: Naming) -> list[Token]:
    if not any(token.type == "OTHER" for token in tokens):
        return tokens
    anchored = _anchors(tokens)
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
    run = run[spoken[0] : spoken[-1] + 1] if spoken else []
    if not run:
        return []
    if len(run) == 1 and run[0].type in ("NAME", "KIND"):
        return run
    if all(token.type in _JOINTS for token in run):
        return run
    span = run[0].span.to(run[-1].span)
    return [Token("NAME", naming(span), span, known=False)]


def _anchors(tokens: list[Token]) -> list[bool]:
    """Tell of each token of a segment whether the language certainly speaks there."""
    types = [token.type for token in tokens]
    strong = [kind in _ALWAYS for kind in types]
    befores, afters = _neighbours(types), _neighbours(types[::-1])[::-1]
    last_number, last_points, first_share = (
        _last(types, "NUMBER"),
        _last(types, "SIGN", "NO_EFFECT"),
        _first(types, "OCCUPY"),
    )
    counted = False  # whether the last number speaks for the language
    by_score = types[-1] == "SCORE_VERB" and "BY" in types
    for index, kind in enumerate(types):
        before, after = befores[index], afters[index]
        if kind == "NUMBER":
            strong[index] = counted = _amount(types, index, before)
        elif kind == "UNIT":
            strong[index] = (before == "NUMBER" and counted) or before == "EACH"
        elif kind == "BOUND_PRE":
            # 甲 达到 乙 50%: the second name stands between the bound word and its number.
            strong[index] = after in _AMOUNT or (index > 0 and after not in ("", "SIGN") and last_number >= index)
        elif kind == "EACH":
            strong[index] = after in ("UNIT", "NUMBER") and (
                last_points > index
                or len(types) - index <= 4  # points follow, or a measure word and no more (每件，扣2分)
            )
        elif kind in ("SIGN", "CAP"):
            strong[index] = after == "NUMBER" or (kind == "CAP" and before == "UNIT")
        elif kind in ("BOUND_POST", "QIAN", "HOU", "DASH"):
            strong[index] = (before in ("UNIT", "NUMBER", "DATE") and (kind != "HOU" or after == "")) or (
                kind in ("HOU", "QIAN") and after == "NUMBER"
            )
        elif kind == "NO_EFFECT":
            strong[index] = after == ""
        elif kind in ("DUTY", "OTHERWISE"):
            strong[index] = index == 0
        elif kind == "NEG":
            strong[index] = before == "QIAN"  # 7月5日前 未 报送
        elif kind == "OVERLAP":
            strong[index] = len(types) == 1
        elif kind == "OCCUPY":
            strong[index] = index > 0 and last_number >= index
        elif kind in ("BY", "SCORE_VERB"):
            strong[index] = by_score and (kind == "BY" or index == len(types) - 1)
        elif kind == "AND":
            strong[index] = index == 0 or strong[index - 1]
        elif kind in ("RANK", "LAST"):
            strong[index] = last_number >= index or (kind == "RANK" and types[0] == "BY" and after == "SCORE_VERB")
        elif kind == "SHARE":
            strong[index] = index == 0 or ((before in ("FILLER", "") or first_share < index) and last_number >= index)
        elif kind == "FILLER":
            strong[index] = index > 0 and strong[index - 1]
    return strong


def _amount(types: list[str], index: int, before: str) -> bool:
    """A number speaks for the language where a unit and then a bound or an effect follow, or a bound word precedes."""
    after = types[index + 1] if index + 1 < len(types) else ""
    if before in _BEFORE_AMOUNT:
        return True
    if after == "DASH":
        return True
    if after != "UNIT":
        return after in _AFTER_AMOUNT
    following = types[index + 2] if index + 2 < len(types) else ""
    return following == "" or following in _AFTER_AMOUNT


def _neighbours(types: list[str]) -> list[str]:
    """Return for each place the nearest type before it that is no filler."""
    found, last = [], ""
    for kind in types:
        found.append(last)
        if kind != "FILLER":
            last = kind
    return found


def _last(types: list[str], *wanted: str) -> int:
    """Return the last place of some types; -1 where there is none."""
    return max((index for index, kind in enumerate(types) if kind in wanted), default=-1)


def _first(types: list[str], wanted: str) -> int:
    """Return the first place of a type; behind the end where there is none."""
    return types.index(wanted) if wanted in types else len(types)
