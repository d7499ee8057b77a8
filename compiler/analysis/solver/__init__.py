"""Questions about conditions over several facts and about whole clauses, answered exactly: a witness, never, or 未分析.

In: tests of Core and parts of a policy. Out: an ``Answer``. Three public questions and the way they are asked::

    satisfiable(test, policy)             -> is there a unit for which the test holds?
    implied(test, by, policy)             -> is there a unit for which ``by`` holds and ``test`` does not?
    more(first, second)                   -> is there a unit that gets more points from ``first`` than from ``second``?

Each returns ``Found(unit)`` (a unit with all facts that the question reads; the interpreter has confirmed it), ``Never()``
(proved for every unit that the declarations allow), or ``NotAnalysed(why)`` (未分析: why, in Chinese, never a guess).
``more`` takes a ``Part`` on each side: ``Part(policy, clause=id)``, ``Part(policy, group=id)`` for an item or a section,
``Part(policy)`` for the total; the two policies may differ, facts of one name are one fact (and must be of one type). So
``first`` and ``second`` are equal where both ``more(first, second)`` and ``more(second, first)`` are ``Never``.

A question is asked for every class of units that the policy tells apart (对象类别, 名单), or for one: ``who=Who(kind, name)``.
Cheap answers come first: an outer bound of interval arithmetic that excludes the test, then a handful of units at the
thresholds; only what is left goes to the solver (z3, the extra ``smt``), which is imported then. Its limits are counted in
its own steps, not in seconds, so that the same question has the same answer everywhere. A unit where a value is undefined
(0/0, an empty 可空 fact that is read as a number) counts for no question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compiler.analysis.solver.answers import Answer, Found, Never, NotAnalysed
from compiler.analysis.solver.parts import Part
from compiler.measures.who import Who, classes

if TYPE_CHECKING:
    from compiler.analysis.solver.questions import implied, more, satisfiable

__all__ = ["Answer", "Found", "Never", "NotAnalysed", "Part", "Who", "classes", "implied", "more", "satisfiable"]


def __getattr__(name: str) -> Any:
    """Import the questions when the first is asked: most runs ask none."""
    if name not in ("implied", "more", "satisfiable"):
        raise AttributeError(name)
    from compiler.analysis.solver import questions

    return getattr(questions, name)
