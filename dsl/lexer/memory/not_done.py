"""责任落实得3分；未落实扣1分 beside 制度健全得2分: what was not done is the thing whose name has that verb, not all the rest.

In: the tokens of a line, names closed. Out: the same, the denial with its name. Where one thing alone was spoken of, or where none or
several have the verb, it stays what it is: none of the sentences before.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field

from dsl.source import Span
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_TWO = 2


@define(repr=False, eq=False)
class NotDone:
    """Reads the lines of a block in their order, and remembers what was named alone as a condition."""

    _named: dict[str, Token] = field(factory=dict)

    def __call__(self, tokens: list[Token], text: Text) -> list[Token]:
        """Return the tokens of a line."""
        spoken = [token for token in tokens if token.type != "FILLER"]
        if any(token.type == "NOT_DONE" for token in spoken):
            tokens = [part for at, token in enumerate(tokens) for part in self._read(tokens, at, token, text)]
        for at, token in enumerate(spoken):
            if token.type == "NAME" and _type(spoken, at - 1) in ("", "COMMA") and _gives(spoken, at + 1):
                self._named[str(token.value)] = token
        return tokens

    def _read(self, tokens: list[Token], at: int, token: Token, text: Text) -> list[Token]:
        begins = _type(tokens, at - 1) in ("", "COMMA")
        behind = next((each for each in tokens[at + 1 :] if each.type not in ("FILLER", "COMMA")), None)
        named = {**self._named, **_before(tokens[:at])}
        if token.type != "NOT_DONE" or not begins or behind is None or behind.type != "SIGN" or len(named) < _TWO:
            return [token]
        verb = text(token.span).lstrip("未没有不")
        found = [one for name, one in named.items() if name.startswith(verb) or name.endswith(verb)]
        if len(found) != 1:
            return [token]
        (one,) = found
        return [Token("NEG", "not", token.span), Token("NAME", one.value, token.span, one.known)]


def _before(tokens: list[Token]) -> dict[str, Token]:
    spoken = [token for token in tokens if token.type != "FILLER"]
    return {
        str(token.value): token
        for at, token in enumerate(spoken)
        if token.type == "NAME" and _type(spoken, at - 1) in ("", "COMMA") and _gives(spoken, at + 1)
    }


def _gives(spoken: list[Token], at: int) -> bool:
    at += _type(spoken, at) == "COMMA"
    return _type(spoken, at) == "SIGN" and spoken[at].value in ("award", "+")


def _type(tokens: list[Token], at: int) -> str:
    return tokens[at].type if 0 <= at < len(tokens) else ""
