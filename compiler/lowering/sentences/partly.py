"""Shares of the whole: 得一半分, 不足 90% 的 按 80% 计分 are of the points of the item; 完成目标任务 的，按 完成比例 得分 is asked.

In: a block or a sentence as written. Out: the block, its shares of the item as points; findings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.core.walk import parts
from compiler.lowering.conditions.tests import apart
from compiler.lowering.sentences.sentence import Does, Sentence, Setting
from compiler.problems import questions
from dsl import surface
from dsl.words.lexicon import lexicon


def share_of_whole(rule: surface.Rule, setting: Setting) -> None:
    """Report 完成目标任务 的，按 完成比例 得分: what was done in part would give nothing."""
    named, award = rule.condition, rule.award
    if not isinstance(named, surface.Named) or named.negated or not isinstance(award, surface.ProRata):
        return
    stem = award.ratio.text.removesuffix("的比例").removesuffix("比例").removesuffix("率")
    if award.sign != "-" and stem and named.name.text.startswith(stem):
        source = setting.scope.source
        setting.scope.bag.add(questions.share_under_whole(source, rule.span, award.ratio.text, named.name.text))


def shares_of_item(block: surface.Block, setting: Setting) -> surface.Block:
    """Return a block in which 得一半分 is so many points, where the item has the same points for every kind of unit."""
    values = {points for _, points in setting.base}
    if len(values) != 1:
        return block
    whole = values.pop()

    def as_points(statement: surface.Statement) -> surface.Statement:
        award = statement.award if isinstance(statement, surface.Rule) else None
        if not isinstance(award, surface.Give) or not award.of_item or not isinstance(award.amount.value, Fraction):
            return statement
        assert isinstance(statement, surface.Rule)
        assert award.amount.unit is not None
        points = evolve(
            award.amount, value=whole * award.amount.value * award.amount.unit.scale, unit=lexicon().units["分"]
        )
        return evolve(statement, award=evolve(award, amount=points))

    return _each(block, as_points)


def scales_of_nothing(block: surface.Block, found: Sequence[Sentence]) -> surface.Block:
    """完成率 90% 以上 得满分，不足 90% 的 按 80% 计分: no sentence before holds, so only the item's points can be multiplied."""
    alone = set()
    for each in found:
        before = [one for one in found[: each.place] if one.does in (Does.POINTS, Does.RATE)]
        scale = each.award if each.does is Does.FACTOR and each.condition is not None else None
        plain = isinstance(scale, surface.Scale) and not scale.in_a_word and scale.factor.unit is not None
        rest = each.condition is not None and each.condition.otherwise
        if plain and before and all(one.credits and (rest or _never_both(one.test, each.test)) for one in before):
            alone.add(each.span)

    def of_item(statement: surface.Statement) -> surface.Statement:
        if not isinstance(statement, surface.Rule) or statement.span not in alone:
            return statement
        assert isinstance(statement.award, surface.Scale)
        return evolve(statement, award=surface.Give("award", statement.award.factor, span=statement.award.span))

    return _each(block, of_item) if alone else block


def _never_both(one: core.Test, other: core.Test) -> bool:
    return apart(one, other) or any(_beyond(a, b) or _beyond(b, a) for a in parts(one) for b in parts(other))


def _beyond(high: core.Test, low: core.Test) -> bool:
    """Whether one bound begins where the other, on the same number, has ended."""
    if not isinstance(high, core.Compare) or not isinstance(low, core.Compare) or high.left != low.left:
        return False
    if not isinstance(high.right, core.Const) or not isinstance(low.right, core.Const):
        return False
    if high.op not in (core.Op.GE, core.Op.GT) or low.op not in (core.Op.LE, core.Op.LT):
        return False
    shared = high.op is core.Op.GE and low.op is core.Op.LE
    return low.right.value < high.right.value or (low.right.value == high.right.value and not shared)


def _each(block: surface.Block, change: Callable[[surface.Statement], surface.Statement]) -> surface.Block:
    return evolve(
        block, lines=tuple(evolve(line, statements=tuple(map(change, line.statements))) for line in block.lines)
    )
