"""One figure that pays both ways (W422): more of it costs points in one place and earns points in another.

In: all effects of the policy. Directions that the policy declares are another check's; here one effect is held against the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.meaning.interpret import Unit, effect_points
from compiler.measures.ladder import directions
from compiler.problems import checks as problems
from compiler.words.wording import show_expr
from dsl.diagnostics import Diagnostic
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Pull(Node):
    """An effect and which way its points go with its measure."""

    clause: core.Clause
    effect: core.Effect
    way: int


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the effects that reward what an earlier one punishes, or the other way round."""
    first: dict[core.Expr, Pull] = {}
    for clause in subject.clauses:
        for effect, ladder in subject.ladders(clause):
            ways = list(directions(effect, ladder))
            if effect.measure is None or len(ways) != 1:
                continue
            pull = first.setdefault(effect.measure, Pull(clause, effect, ways[0]))
            if pull.way != ways[0] and effect.better is None:
                yield _reported(subject, pull, Pull(clause, effect, ways[0]))


def _reported(subject: Subject, before: Pull, now: Pull) -> Diagnostic:
    assert now.effect.measure is not None, "a pull has a measure"
    name = now.effect.measure_name or show_expr(now.effect.measure)
    words = {1: "越高得分越多", -1: "越高得分越少"}
    found = problems.both_ways(
        subject.source, now.effect.span, before.effect.span, name, words[now.way], words[before.way]
    )

    def acts(unit: Unit) -> bool:
        return effect_points(now.effect, unit)[0] != 0

    for branch in now.effect.branches:
        unit = subject.example(now.clause, acts, tests=(branch.test,), aims=subject.nonzero(branch.points))
        if unit is not None:
            return subject.shown(found, now.clause, unit)
    return found
