"""5000万元以上1亿元以下项目每个得1分，1亿元（含）以上5亿元以下每个得3分: the things are named once, and each size is of them.

Names closed; tokens in, tokens out. A stretch that says nothing but a size, and of which pieces are counted, has the words around the size
that was named before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dsl.folding import fold
from dsl.lexer.events import size_in
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_SAYS = frozenset({"NUMBER", "UNIT", "BOUND_POST", "BOUND_PRE", "DASH", "AND", "FILLER", "ENUM"})
_LONGEST = 200  # characters of a name that is looked at
_MEASURES = (Kind.MONEY, Kind.QUANTITY)


def carried(tokens: list[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with what each size is of."""
    out: list[Token] = []
    around: tuple[str, str] | None = None
    begin = 0
    for at, token in enumerate([*tokens, None]):
        if token is not None and token.type not in ("COMMA", "SEP"):
            continue
        part = tokens[begin:at]
        spoken = [each for each in part if each.type != "FILLER"]
        if [each.type for each in spoken[:3]] == ["NAME", "EACH", "UNIT"]:
            around = _around(str(spoken[0].value)) or around
        elif around is not None:
            part = _named(part, around, text)
        out += [*part, *([] if token is None else [token])]
        begin = at + 1
    return out


def _around(name: str) -> tuple[str, str] | None:
    """What stands before and behind the size in a name."""
    fits = len(name) <= _LONGEST and len(fold(name)) == len(name)
    place = size_in(fold(name)) if fits else None
    return None if place is None else (name[: place[0]], name[place[1] :])


def _named(part: list[Token], around: tuple[str, str], text: Text) -> list[Token]:
    each = next((at for at, token in enumerate(part) if token.type == "EACH"), 0)
    size = [token for token in part[:each] if token.type != "FILLER"]
    if not size or size[0].type not in ("NUMBER", "BOUND_PRE") or not all(token.type in _SAYS for token in size):
        return part
    if not _measures(size) or [token.type for token in part[each + 1 : each + 2]] != ["UNIT"]:
        return part
    span = size[0].span.to(size[-1].span)
    thing = around[1].removeprefix("的")
    return [Token("NAME", f"{around[0]}{text(span)}{thing}", span, known=False), *part[each:]]


def _measures(size: Sequence[Token]) -> bool:
    units = [token.value for token in size if token.type == "UNIT"]
    return bool(units) and all(isinstance(unit, UnitWord) and unit.kind in _MEASURES for unit in units)
