"""What follows that is no sum of points: 此项不记分, 一票否决, 取消资格, 应当. In: the tree of a clause. Out: ``Made``, without effects.

An exemption behind them reaches them as it reaches points: 事故 一票否决 / 不可抗力 除外.
"""

from __future__ import annotations

from attrs import evolve, frozen

from compiler import core
from compiler.lowering.conditions.tests import apart, none_of, of_kinds, together, without_kinds
from compiler.lowering.effects.combination import Combination, Surround
from compiler.lowering.effects.zero import Empties
from compiler.lowering.sentences.sentence import Does, Sentence
from dsl import surface
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Made(Node):
    """What the sentences of a clause do."""

    effects: tuple[core.Effect, ...] = ()
    zeroed: tuple[core.Test, ...] = ()
    consequences: tuple[core.Consequence, ...] = ()
    vetoes: tuple[core.Veto, ...] = ()
    duties: tuple[core.Duty, ...] = ()


def exempts(surround: Surround, outcome: Sentence) -> bool:
    """Whether what is said around takes a unit out of something that would follow: of 事故 一票否决, 未事故 除外 takes out nobody."""
    each = surround.sentence
    before = outcome.place < each.place and (surround.alone or outcome.line == each.line)
    return each.does is Does.EXEMPT and before and (outcome.does is Does.DUTY or not apart(each.test, outcome.test))


def outcomes_of(combined: Combination, clause: str, empties: Empties) -> Made:
    """Return what follows from a clause; a denominator under it must be guarded by the test."""
    made = Made()
    for each in combined.outcomes:
        spared = [one.sentence.test for one in combined.around if exempts(one, each)]
        test = together((each.test, none_of(spared))) if spared else each.test
        empties.guard(test, each.span)
        match each.does:
            case Does.VETO:
                made = evolve(made, vetoes=(*made.vetoes, core.Veto(test, each.amount, clause, each.span)))
            case Does.DUTY:
                asked = _of_whom(each.test)
                kept = core.Either((asked, *spared)) if spared else asked
                made = evolve(made, duties=(*made.duties, core.Duty(kept, each.says, each.span)))
            case Does.CONSEQUENCE:
                assert isinstance(each.award, surface.Consequence)
                consequence = core.Consequence(test, each.award.text, each.span)
                made = evolve(made, consequences=(*made.consequences, consequence))
            case _:  # 此项不记分, and 不得分 where nothing else is said
                made = evolve(made, zeroed=(*made.zeroed, test))
    return made


def _of_whom(test: core.Test) -> core.Test:
    """应当 报送 的 县区: a duty of these kinds of unit, and of no others."""
    kinds, rest = of_kinds(test), without_kinds(test)
    alone = core.Always() in (kinds, rest)
    return test if alone else core.Either((core.Negate(kinds), rest))
