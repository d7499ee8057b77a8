"""One 万 or 亿 for both ends of a range and for a whole list: 500—1000万元, 5、10万件 (language.md §8).

In: the pieces of a line and their tokens. Out: the tokens, the ends that share it multiplied. An end that is not smaller than the
number before the 万 stands for itself: 5000—1万元 is 5000 元 to 10000 元.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dsl.words.belonging import says_a_state
from dsl.words.tokens import Token

_BETWEEN = ("DASH", "ENUM")


def scaled(cut: Sequence[str], tokens: list[Token], scales: Mapping[str, int]) -> list[Token]:
    """Return the tokens in which every end that shares the 万 behind it has its full value."""
    out, shared = list(tokens), {at: scales[piece] for at, piece in enumerate(cut) if piece in scales}
    for at in range(len(tokens) - 1, 1, -1):
        scale, first, value = shared.get(at), out[at - 2], out[at].value
        if scale is None or at - 2 in shared or first.type != "NUMBER" or out[at - 1].type not in _BETWEEN:
            continue
        assert isinstance(value, int | Fraction) and isinstance(first.value, int | Fraction)
        if 0 < first.value < value / scale:
            out[at - 2] = Token("NUMBER", first.value * scale, first.span)
            shared[at - 2] = scale
    return out


def state_before(tokens: Sequence[Token], at: int) -> bool:
    """手续齐全且满意率90%以上: whether a condition without a number stands in front of the joint."""
    said = "".join("未" if token.type == "NEG" else str(token.value) for token in tokens[:at] if token.type != "FILLER")
    return says_a_state(said)
