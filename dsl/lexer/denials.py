"""不达标 beside a declared 达标, 资料不齐全 beside 资料齐全: the denial of a thing is no other thing.

In: the tokens of a line, names closed. Out: the same, with 未 and the declared name in the place of the name that denies it. What is
counted, measured or listed is left as it is written, and found undeclared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dsl.folding import fold
from dsl.words.opposites import denied, denying
from dsl.words.tokens import Token
from dsl.words.vocabulary import Vocabulary

_NOT_BEFORE = frozenset({"NEG", "EACH", "ENUM", "OCCUPY", "BOUND_PRE", "NOT_DONE"})
_NOT_BEHIND = frozenset({"EACH", "ENUM", "OCCUPY", "BOUND_PRE", "NUMBER", "RANK", "VERSUS", "FLAT", "LIMIT"})


def denials(tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Token]:
    """Yield the tokens with every denial of a declared name taken apart."""
    before, last = "", len(tokens)
    for at, token in enumerate(tokens):
        name = ""
        if token.type == "NAME" and not token.known and before not in _NOT_BEFORE:
            then = tokens[at + 1] if at + 1 < last else None
            bare = (
                then is not None and then.type == "NAME" and then.known and denying(str(token.value), str(then.value))
            )
            behind = _type_behind(tokens, at + 1 if bare else at)
            if behind not in _NOT_BEHIND:
                name = "" if bare else _denied(str(token.value), vocabulary)
                if bare or name:
                    token = Token("NEG", "not", token.span)
        yield token
        if name:
            yield Token("NAME", name, token.span)
        before = token.type


def _denied(name: str, vocabulary: Vocabulary) -> str:
    terminal, shown = vocabulary.names.get(denied(fold(name), vocabulary.names), ("", ""))
    return shown if terminal == "NAME" else ""


def _type_behind(tokens: Sequence[Token], at: int) -> str:
    at += 1
    while at < len(tokens) and tokens[at].type == "FILLER":
        at += 1
    return tokens[at].type if at < len(tokens) else ""
