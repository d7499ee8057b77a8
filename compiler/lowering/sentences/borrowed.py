"""迟报 每次 扣 1 分，漏报 每次 扣 2 分 where 迟报 is 是否: the pieces of the first sentence would be those of the second.

In: the sentences of a clause. Out: findings, one for each rate of a flag whose only count is one that another sentence names.
"""

from __future__ import annotations

from collections.abc import Sequence

from compiler import core
from compiler.core.walk import parts
from compiler.lowering.names.scope import Scope
from compiler.lowering.sentences.sentence import Does, Sentence
from compiler.problems import rules


def borrowed_counts(sentences: Sequence[Sentence], scope: Scope) -> None:
    """Report every rate of a flag that counts what another sentence of the clause counts by its name."""
    rates = [each for each in sentences if each.does is Does.RATE and each.condition is not None]
    named = {each.condition.counted.name for each in rates if each.condition and each.condition.counted is not None}
    for each in rates:
        flag, counted = _flag(each), _counted(each)
        if flag and counted in named and each.per is not None and each.per.noun is None:
            scope.bag.add(rules.count_of_another(scope.source, each.span, flag, counted, each.per.unit.canonical))


def _flag(sentence: Sentence) -> str:
    """The flag under which a rate counts, where nothing else is its condition."""
    condition = sentence.condition
    if condition is None or condition.counted is not None or condition.measure is not None:
        return ""
    said = [part for part in parts(condition.test) if not isinstance(part, core.OfKind)]
    return said[0].fact if len(said) == 1 and isinstance(said[0], core.Holds) else ""


def _counted(sentence: Sentence) -> str:
    measure = sentence.measure
    return measure.expr.fact if measure is not None and isinstance(measure.expr, core.Read) else ""
