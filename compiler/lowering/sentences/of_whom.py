"""县区 且 未公示 扣 1 分，办结率 低于 80% 扣 1 分: is the second said of 县区 only, or of all units? Asked, unless each says it.

In: the sentences of a clause, in order. Out: findings. A bound without a name goes on for the same kind (conditions/sentences.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from compiler import core
from compiler.lowering.conditions.tests import without_kinds
from compiler.lowering.names.scope import Scope
from compiler.lowering.sentences.sentence import Does, Sentence
from compiler.problems import forms
from dsl.source import Source

_POINTS = (Does.POINTS, Does.RATE, Does.TABLE, Does.BETWEEN)


def open_kinds(sentences: Sequence[Sentence], scope: Scope) -> None:
    """Report the first sentence of every run of commas that does not say whether the kind in front of it goes on."""
    front: Sentence | None = None
    before: Sentence | None = None
    for each in sentences:
        if before is None or before.line != each.line or _parted(before, each, scope.source):
            front = None
        before = each
        if each.condition_of_kinds:
            front = each if _says_more(each) else None
        elif front is not None and front.condition is not None and each.does in _POINTS and not each.otherwise:
            said = "、".join(front.condition.kinds)
            scope.bag.add(forms.kind_in_front(scope.source, each.span, front.span, said))
            front = None


def _says_more(each: Sentence) -> bool:
    return each.does is Does.RATE or not isinstance(without_kinds(each.test), core.Always)


def _parted(first: Sentence, second: Sentence, source: Source) -> bool:
    between = source.text[first.span.end : second.span.start]
    return "；" in between or ";" in between
