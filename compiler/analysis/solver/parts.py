"""A part of a policy that gives points: a clause, an item or a section, the total; and what it gives to one unit."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from compiler import core
from compiler.core.walk import clauses_of, part
from compiler.meaning.interpret import Unit
from compiler.meaning.result import Outcome, Result
from compiler.meaning.scoring import item_of, score
from compiler.measures.domain import Facts, table
from dsl.nodes import Node

if TYPE_CHECKING:  # a part is also a name for what has been scored, without any formula
    from compiler.analysis.solver.encode import Number
    from compiler.analysis.solver.scores import Scores


@frozen(repr=False, eq=False)
class Part(Node):
    """A clause by its id, or an item or section by its id, or (neither) the total of a policy."""

    policy: core.Policy
    clause: str = ""
    group: str = ""

    def formula(self, scores: Scores) -> Number:
        """Return the points as a formula."""
        if self.clause:
            return scores.clause(self.clause)
        return scores.group(self.group) if self.group else scores.total()

    def value(self, unit: Unit) -> Fraction | None:
        """Return the points of one unit as the interpreter gives them; None where they have no single value."""
        return self.of(score(self.policy, unit))

    def of(self, result: Result) -> Fraction | None:
        """Return the points of this part in a result; None where they have no single value."""
        if self.clause:
            found = result.clause(self.clause)
            return None if found.outcome in _OPEN else found.points.exact
        if self.group:
            inside = {clause.id for clause in self._clauses()}
            if any(each.clause in inside and each.outcome in _OPEN for each in result.clauses):
                return None
            return next(each.points.exact for each in result.groups if each.group == self.group)
        return None if any(each.outcome in _OPEN for each in result.clauses) else result.total.exact

    def same_as(self, other: Part) -> bool:
        """Tell whether two parts are word for word the same rules about the same facts: then they give the same."""
        if (self.clause, self.group) != (other.clause, other.group):
            return False
        return self.policy is other.policy or self._rules() == other._rules()

    def at_odds(self, other: Part) -> str:
        """Return why no unit can be scored by both parts: a fact of one name is of two types; "" where there is none."""
        known, others = table(self.policy, other.policy), table(other.policy)
        clash = [name for name, fact in others.items() if known[name].type != fact.type]
        return f"“{clash[0]}”在两边的类型不同" if clash else ""

    def _rules(self) -> object:
        policy = self.policy
        if policy.results:  # a part may read what any other gives
            return policy.root, policy.vetoes, policy.facts
        if self.clause:
            clause = next(each for each in policy.clauses() if each.id == self.clause)
            item = item_of(policy, self.clause)
            return clause, item and (item.points, item.start, item.outside), policy.facts
        return (part(policy, self.group) if self.group else (policy.root, policy.vetoes)), policy.facts

    def _clauses(self) -> tuple[core.Clause, ...]:
        group = part(self.policy, self.group)
        return () if group is None else clauses_of(group)


_OPEN = (Outcome.UNDEFINED, Outcome.RANGE)


def with_results(unit: Unit, policy: core.Policy) -> Unit:
    """Return a unit with the results of clauses that rules read as facts; without those that are not known exactly."""
    wanted = [fact for fact in policy.facts if fact.role is core.Role.RESULT]
    if not wanted:
        return unit
    facts: Facts = {name: value for name, value in unit.facts.items() if name not in {fact.name for fact in wanted}}
    for fact in wanted:
        node = part(policy, fact.result_of)
        which = {"clause": fact.result_of} if isinstance(node, core.Clause) else {"group": fact.result_of}
        points = Part(policy, **which).value(unit) if node is not None else Fraction(0)
        if points is not None:
            facts[fact.name] = points
    return Unit(unit.name, unit.kind, facts)
