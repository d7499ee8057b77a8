"""Scoring one unit: the way in for everybody. The policy is prepared once, whoever scores it how often (prepared/)."""

from __future__ import annotations

from compiler import core
from compiler.meaning import plain
from compiler.meaning.clauses import facts_of, score_clause
from compiler.meaning.interpret import Unit, holds
from compiler.meaning.plain import By
from compiler.meaning.prepared import prepare
from compiler.meaning.result import Result
from compiler.meaning.totals import group_points, item_of, items_of


def score(policy: core.Policy, unit: Unit, *, by: By | None = None) -> Result:
    """Score one unit. Missing facts give a range and are listed; a zero denominator without a rule is reported.

    ``by`` scores a clause; an analysis that knows closer bounds than interval arithmetic gives its own.
    """
    return prepare(policy).score(unit) if by is None else plain.score(policy, unit, by=by)


__all__ = ["facts_of", "group_points", "holds", "item_of", "items_of", "score", "score_clause"]
