"""By which days something is done, said of one thing: 3月1日前报送计划得3分，4月1日前报送得1分. Names closed; tokens in, tokens out.

A verb alone behind a day goes on about the only thing before that was done with this verb by another day.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, evolve, field

from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token


@define(repr=False, eq=False)
class ByDay:
    """Reads the lines of a block in their order, and remembers what was done by a day."""

    _done: list[Token] = field(factory=list)

    def __call__(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens of a line with what was done by a day named in full."""
        out = list(tokens)
        spoken = [at for at, token in enumerate(tokens) if token.type != "FILLER"]
        for place, at in enumerate(spoken):
            token = tokens[at]
            before = [tokens[each] for each in spoken[max(0, place - 4) : place]]
            if token.type != "NAME" or not _by_a_day(before):
                continue
            thing = _thing(before)
            longer = {str(each.value): each for each in self._done if _holds(str(each.value), str(token.value))}
            if thing is None and not token.known and longer and str(token.value) in _verbs():
                one = len(longer) == 1  # of two things nobody can tell which
                out[at] = evolve(next(iter(longer.values())), span=token.span) if one else evolve(token, type="OTHER")
            elif thing is None:
                self._done.append(token)
            elif not thing.known:
                self._done.append(evolve(thing, value=f"{thing.value}{token.value}"))
            else:
                self._done.append(thing)
        return out


def _by_a_day(before: Sequence[Token]) -> bool:
    types = [token.type for token in before]
    types = types[:-1] if types[-1:] == ["NEG"] else types
    return types[-2:] == ["DATE", "QIAN"]


def _thing(before: Sequence[Token]) -> Token | None:
    """总结 12月10日前 未 报送: the thing stands in front of the day."""
    types = [token.type for token in before]
    at = len(types) - (4 if types[-1:] == ["NEG"] else 3)
    return before[at] if at >= 0 and types[at] == "NAME" else None


def _holds(name: str, verb: str) -> bool:
    return name != verb and (name.startswith(verb) or name.endswith(verb))


def _verbs() -> tuple[str, ...]:
    return (*lexicon().speech["doing"], *lexicon().speech["done"])
