"""Sentences that go on behind a semicolon: 比例不低于98%；每降低0.5个百分点扣0.2分, 达到目标的得6分；未达到的，每低1个百分点扣1分.

In: the pieces of a block, cut at line ends and semicolons, folded. Out: the same with a comma for each semicolon behind which only steps
go on from what the piece before asks for. A piece that says more than that is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dsl.patterns import regex

Piece = tuple[int, str]  # where it begins, and its text

_ASKED = regex(
    r"[^，,。；;扣减加得记计给每]{2,30}?(?:不低于|不少于|不小于|不得低于|不得少于|达到|达|不超过|不高于|不得超过)"
    r"\d[\d.]*(?:%|‰|个?百分点|件|项|次|个|人|天|分钟|小时|个?工作日)?(?:以上|以内)?"
)
_WON = regex(
    r"[^，,。；;\d]{2,30}(?:达到|完成|不低于|高于|不超过|控制在)[^，,。；;\d扣减加得记计]{2,12}?(?:的)?[，,]?得(?:基本分|基础分)?\d[\d.]*分"
)
_STEP = regex(r"每(?:低于?|降低?|下降|减少|少|缺|差|超过?|高于?|增加|上升)\d")
_SHORT = regex(r"(?:未达到?|未达标|达不到|未完成)(?:目标|要求)?的?[，,]?每(?:低于?|降低?|下降|减少|少|缺|差)\d")


def carried_on(pieces: Iterable[Piece], text: str) -> Iterator[Piece]:
    """Yield the pieces; ``text`` is the whole block."""
    held: Piece | None = None
    for at, piece in pieces:
        if held is not None and _goes_on(held[1], piece) and text[held[0] + len(held[1]) : at].strip() in ("；", ";"):
            between = text[held[0] + len(held[1]) : at].replace("；", "，").replace(";", ",")
            held = (held[0], f"{held[1]}{between}{piece}")
            continue
        if held is not None:
            yield held
        held = (at, piece)
    if held is not None:
        yield held


def _goes_on(before: str, piece: str) -> bool:
    if not piece.startswith(("每", "未", "达不到")):
        return False
    return (_STEP.match(piece) is not None and _ASKED.fullmatch(before) is not None) or (
        _SHORT.match(piece) is not None and (_WON.fullmatch(before) or _ASKED.fullmatch(before)) is not None
    )
