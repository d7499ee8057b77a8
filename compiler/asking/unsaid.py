"""完成控制目标 得 5 分，每超目标 1 微克 扣 1 分: steps of a figure that no sentence names, beside facts that it cannot be.

A figure that stands alone in its lines needs no name (每 5 万元 加 0.1 分). In: what was inferred for a block. Out: the steps to ask for.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.asking.inference import Inferred
from compiler.asking.use import UNNAMED
from dsl import surface
from dsl.source import Span
from dsl.types import Kind


def unsaid(block: surface.Block, inferred: Inferred) -> Iterator[tuple[Span, str]]:
    """Yield the place of each step of a figure that nothing names, and the name that it would have been given."""
    named = [name for name in inferred.named if name.span.end]
    made = {name.text for name in inferred.named if not name.span.end}
    for rule in (each for each in block.statements if isinstance(each, surface.Rule)):
        per = rule.per
        if per is None or per.noun is not None or per.unit.kind in (Kind.COUNT, Kind.PERCENT_POINT):
            continue
        made_up = UNNAMED.get(per.unit.kind, "")
        before = any(name.span.end <= per.span.start for name in named)
        if made_up in made and before and not isinstance(rule.condition, surface.Named | surface.Bounded):
            yield per.span, made_up
