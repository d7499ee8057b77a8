"""政策宣讲和业务培训 2 次以上 得 2 分: twice each, or twice in all? Names that nobody declared and that join two things with a number.

In: a block. Out: the names, with the things that they join. Rates are another matter (dsl/lexer/lists/several.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl import surface
from dsl.folding import fold
from dsl.types import Kind

# 和 and 及 inside a word join nothing: 和谐, 总和, 普及, 涉及.
_JOINT = re.compile(
    "、|以及|(?<![总之温饱谦缓共协调])和(?![谐睦平解好])|(?<![参给])与(?![会否])|(?<![普涉危触论顾波提企])及(?![时格])"
)
_COUNTED = (Kind.COUNT, Kind.MONEY, Kind.QUANTITY)
_LEAST = 2  # characters of a thing


def joined(block: surface.Block) -> Iterator[tuple[surface.Name, tuple[str, ...], surface.Condition]]:
    """Yield each name that joins things and has one number set to it, the things, and the condition."""
    for rule in (each for each in block.statements if isinstance(each, surface.Rule)):
        for condition in _parts(rule.condition):
            name, bound = condition.name, condition.bound
            if name is None or name.known or bound.amount.unit is None or bound.amount.unit.kind not in _COUNTED:
                continue
            things = tuple(_JOINT.split(fold(name.text)))
            if len(things) > 1 and all(len(each) >= _LEAST for each in things):
                yield name, things, condition


def _parts(condition: surface.Condition | None) -> Iterator[surface.Bounded]:
    match condition:
        case surface.Bounded():
            yield condition
        case surface.Both(left, right) | surface.Either(left, right):
            yield from (*_parts(left), *_parts(right))
        case _:
            return
