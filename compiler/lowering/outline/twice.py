"""What a clause settles twice, so that one of the two would win in silence: a choice among tiers, its points, 其余, 无…时.

In: the rule block of a clause. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from compiler import core
from compiler.lowering.names.scope import Scope
from compiler.problems import forms, rules
from dsl import surface
from dsl.folding import fold
from dsl.source import Span

Said = tuple[object, Span]


def settled_twice(block: surface.Block, scope: Scope) -> None:
    """Report the second of two statements that settle one thing."""
    for run in (*_choices(block), _points(block), *_otherwise(block), *_empties(block)):
        _report(run, scope)


def most_of_each(block: surface.Block, effects: tuple[core.Effect, ...], scope: Scope) -> None:
    """市级 每次 加 1 分；省级 每次 加 2 分，同一内容取最高分: once for each thing, or one sentence in all?"""
    counted = any(each.kind is core.EffectKind.PER_UNIT for each in effects)
    said = next((each for each in block.statements if isinstance(each, surface.Flagged) and each.word == "each"), None)
    if said is not None and counted and len(effects) > 1:
        scope.bag.add(forms.most_of_each(scope.source, said.span))
    elif said is not None and (cap := _beyond_the_most(block)) is not None:
        scope.bag.add(forms.most_of_several(scope.source, said.span, scope.source.slice(cap.span)))


def _beyond_the_most(block: surface.Block) -> surface.Cap | None:
    """国家级 加 10 分，省级 加 5 分，同一事项取最高分，最多加 15 分: a cap that one thing alone cannot reach speaks of several."""
    awards = [each.award for each in block.statements if isinstance(each, surface.Rule)]
    points = [each.amount.value for each in awards if isinstance(each, surface.Give) and each.to is None]
    most = max((each for each in points if isinstance(each, Fraction)), default=None)
    caps = [each for each in block.statements if isinstance(each, surface.Cap)]
    if most is None or len(points) != len(awards):
        return None
    for each in caps:
        if each.amount is not None and isinstance(each.amount.value, Fraction) and each.amount.value > most:
            return each
    return None


def _report(run: Iterable[Said], scope: Scope) -> None:
    first: dict[object, Span] = {}
    for key, span in run:
        if key in first:
            scope.bag.add(rules.settled_twice(scope.source, span, first[key]))
        first.setdefault(key, span)


def _choices(block: surface.Block) -> Iterator[list[Said]]:
    """端点就低 twice with nothing between; behind the tiers of another figure it is said of these."""
    run: list[Said] = []
    for each in block.statements:
        if isinstance(each, surface.Overlap):
            run.append(("choice", each.span))
        elif isinstance(each, surface.Rule):
            yield run
            run = []
    yield run


def _points(block: surface.Block) -> Iterator[Said]:
    """本项 3 分 for every kind, or for each kind of its own."""
    for each in block.statements:
        if isinstance(each, surface.ItemPoints):
            yield from ((kind.text, each.span) for kind in each.kinds) if each.kinds else (("", each.span),)


def _otherwise(block: surface.Block) -> Iterator[list[Said]]:
    """其余 closes the tiers before it; nothing is left for another one."""
    run: list[Said] = []
    for each in block.statements:
        if not isinstance(each, surface.Rule):
            continue
        if isinstance(each.condition, surface.Otherwise):
            run.append(("otherwise", each.span))
        else:
            yield run
            run = []
    yield run


def _empties(block: surface.Block) -> Iterator[list[Said]]:
    """无交办时 twice with the same noun, unless each follows an indicator of its own."""
    run: list[Said] = []
    for each in block.statements:
        if isinstance(each, surface.Indicator):
            yield run
            run = []
        elif isinstance(each, surface.WhenEmpty):
            run.append((fold(each.noun), each.span))
    yield run
