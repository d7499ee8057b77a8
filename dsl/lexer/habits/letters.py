"""A letter for the number that a sentence speaks of: 满意率 0%<x<50%，扣 3 分；50%≦x<75%，扣 1 分; x≥75%. Tokens in, tokens out.

The letter says nothing: its bounds are those of the name before it, or of the number that the clause speaks of.
"""

from __future__ import annotations

from attrs import evolve

from dsl.words.tokens import Token

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_LETTERS = frozenset("xXyYnNaA")


def spoken_of(tokens: list[Token]) -> list[Token]:
    """Return the tokens with the bounds on a letter set to what it stands for."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        if token.type != "OTHER" or token.value not in _LETTERS or not _bounded(tokens, at):
            out.append(token)
            continue
        if _types(out[-3:]) == ["NUMBER", "UNIT", "BOUND_PRE"]:  # 50% ≤ x
            number, unit, bound = out[-3:]
            out[-3:] = [evolve(bound, value=_MIRRORED[str(bound.value)]), number, unit]
    return out


def _bounded(tokens: list[Token], at: int) -> bool:
    """Whether a comparison with a number stands on either side of a letter, and no word goes on into it."""
    before, after = _types(tokens[max(0, at - 3) : at]), _types(tokens[at + 1 : at + 4])
    amount = after[:2] == ["BOUND_PRE", "NUMBER"]
    chained = before == ["NUMBER", "UNIT", "BOUND_PRE"]
    return (chained and (amount or after[:1] in ([], ["COMMA"], ["FILLER"], ["SIGN"]))) or (
        amount and (not before or before[-1] in ("COMMA", "OTHER", "NAME", "UNIT"))
    )


def _types(tokens: list[Token]) -> list[str]:
    return [token.type for token in tokens]
