"""The marks of a rule block. In: surface nodes. Out: their ``Marks`` in the order of the lines."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler.faithful.marks import MAYBE, Each, Mark, Marks, What
from compiler.faithful.used import numbers_in
from dsl import surface
from dsl.nodes import Node, fields_of
from dsl.types import Kind
from dsl.words.lexicon import UnitWord

_OTHERS: dict[type[Node], What] = {
    surface.ZeroItem: What.ZERO,
    surface.Full: What.FULL,
}
_DECLARED = surface.Fact | surface.Roster | surface.Involves | surface.GroupOf | surface.Check


def marks_in(block: surface.Block) -> Marks:
    """Return the marks of the rules of a block; declarations have names, and no order with the sentence."""
    awards: list[Mark] = []
    caps: list[Mark] = []
    numbers: list[Mark] = []
    counted: surface.Amount | None = None  # of 最多计 3 次
    facets = [facet for each in block.statements if isinstance(each, surface.Fact) for facet in each.facets]
    levels = {level for facet in facets if isinstance(facet, surface.FacetLevels) for level in facet.levels}
    for statement in block.statements:
        match statement:
            case surface.Rule(condition, award, per):
                one = _one(condition)
                each = one or (_each(per) if per is not None else None)
                if each is not None and isinstance(condition, surface.Named) and condition.name.text in levels:
                    each = evolve(each, mode=MAYBE)  # 国家级 加 10 分: by the piece where the fact counts pieces
                if isinstance(award, surface.Give) and award.of_item:
                    numbers += _numbers(award.amount)
                else:
                    awards += _award(award, each, statement)
                stated = (
                    counted is not None and per is not None and per.mode == "above" and _begins_at(condition, counted)
                )
                if one is None and not stated:
                    numbers += _numbers(condition)
            case surface.Following(award, per, _):
                awards += _award(award, _each(per) if per is not None else None, statement)
            case surface.WhenEmpty(_, award):  # what the language asks for; most sentences say nothing of it
                awards += [evolve(each, bare=True) for each in _award(award, None, statement)]
            case surface.Cap("award", surface.Amount(_, UnitWord(kind=Kind.COUNT)) as amount):  # 最多计 20 次
                numbers += _numbers(amount)
                counted = amount
            case surface.Cap(sign, amount, gone):
                if amount is not None:
                    keys = (amount.value,) if isinstance(amount.value, Fraction) else ()
                    caps.append(Mark(What.CAP, statement.span, _sign(sign), keys))
                elif gone:
                    caps.append(Mark(What.GONE, statement.span))
            case surface.TableRow(_, _, _, amounts):
                awards += [
                    Mark(What.POINTS, each.span, "", (each.value,))
                    for each in amounts
                    if isinstance(each.value, Fraction)
                ]
            case surface.Band(_, bound):
                numbers += _numbers(bound)
            case surface.ItemPoints() | surface.PointsLimit() | surface.Indicator():
                pass
            case _ if not isinstance(statement, _DECLARED):
                numbers += _numbers(statement)
    return Marks(tuple(awards), tuple(caps), tuple(numbers))


def _begins_at(condition: object, counted: surface.Amount) -> bool:
    """3次以内每次扣1分，超过的每次扣2分: the number that is said once is where the pieces beyond begin."""
    match condition:
        case surface.Bounded(_, surface.Bound(">", surface.Amount(value), None)):
            return value == counted.value
        case _:
            return False


def _award(award: surface.Award, each: Each | None, rule: Node) -> Iterator[Mark]:
    span = award.span if award.span.end else rule.span  # type: ignore[attr-defined]  # every rule has a span
    match award:
        case surface.Give(sign, surface.Amount(value), None) if value == 0 and sign != "-":
            yield Mark(What.NOTHING, span, "+", (), (), each)
        case surface.Give(sign, amount, to):
            values = [part.value for part in (amount, to) if part is not None and isinstance(part.value, Fraction)]
            yield Mark(What.POINTS, span, _sign(sign), tuple(values), (), each)
        case surface.GiveList(sign, amounts):
            values = [part.value for part in amounts if isinstance(part.value, Fraction)]
            yield from (Mark(What.POINTS, span, _sign(sign), (value,), (), each) for value in values)
        case surface.Nothing(sign):
            yield Mark(What.NOTHING, span, _sign(sign))
        case surface.Veto(amount):
            yield Mark(What.VETO, span)
            if amount is not None and isinstance(amount.value, Fraction):
                yield Mark(What.POINTS, amount.span, "-", (amount.value,))
        case surface.Scale(factor) if award.in_a_word:
            yield Mark(What.HALF if factor.value == Fraction(1, 2) else What.DOUBLE, span)
        case _ if type(award) in _OTHERS:
            yield Mark(_OTHERS[type(award)], span)
        case _:
            return


def _sign(sign: str) -> str:
    return {"-": "-", "+": "+", "award": "+"}.get(sign, "")


def _each(per: surface.Per) -> Each:
    return Each(per.mode, Fraction(1) if per.step is None else per.step, per.unit, per.span)


def _one(condition: object) -> Each | None:
    """违规 1 次 扣 1 分: one piece that has a name stands for each of them."""
    match condition:
        case surface.Bounded(_, surface.Bound("==", surface.Amount(value, unit), None)):
            counted = isinstance(unit, UnitWord) and unit.kind is Kind.COUNT and value == 1
            return Each("plain", Fraction(1), unit, condition.span) if counted else None
        case surface.Both(left, right) if _one(left) is None:
            return _one(right)
        case _:
            return None


def _numbers(node: object) -> Iterator[Mark]:
    for used in numbers_in(node):
        yield Mark(What.NUMBER, used.span, "", (used.key,), (used.op,) if used.op else (), None, used.unit)


def conditions_of(node: object) -> Iterator[Node]:
    """Yield a condition and what it is made of."""
    if isinstance(node, tuple):
        for each in node:
            yield from conditions_of(each)
    elif isinstance(node, Node) and not isinstance(node, surface.Name | surface.Amount):
        yield node
        for field in fields_of(node):
            yield from conditions_of(getattr(node, field.name))


__all__ = ["conditions_of", "marks_in"]
