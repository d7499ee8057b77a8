"""A unit that reaches an end of a range, made as plain as a person would write it: 30 件, not 1,000,000; 100 工单, not 10,000.

In: an end that is reached and its part. Out: a unit with the same points for the part (the interpreter has said so), in which every
fact that does not matter is plain, wholes are 100 and counts are as small as they can be.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import define

from compiler import core
from compiler.analysis.attainable.agreeing import agreed
from compiler.analysis.attainable.components import pruned
from compiler.analysis.attainable.whole import Whole
from compiler.analysis.solver.parts import Part
from compiler.core.walk import facts_in, nodes
from compiler.meaning.interpret import Unit, Value
from compiler.measures.domain import Facts, allowed, companions, completed, plain, repaired, tidy
from compiler.measures.steps import points_roots

_HUNDRED = Fraction(100)
_MOST = 40  # facts of a part; with more of them an example is not read to the end anyway


def facts_of_part(whole: Whole, part: Part) -> tuple[str, ...]:
    """Return the facts on which the points of a part depend, and what limits them, in their declared order."""
    inside = set(whole.inside_of(part))
    roots = [root for clause in whole.policy.clauses() if clause.id in inside for root in points_roots(clause)]
    if not part.clause and not part.group:
        roots += [veto.test for veto in whole.policy.vetoes]
    read = set(companions((name for root in roots for name in facts_in(root)), whole.known))
    return tuple(fact.name for fact in whole.policy.facts if fact.name in read and fact.value is None)


def plainer(whole: Whole, part: Part, unit: Unit, points: Fraction, keep: frozenset[str] = frozenset()) -> Unit:
    """Return a plainer unit that gets the same points from a part; the facts to ``keep`` stay as they are."""
    names = facts_of_part(whole, part)
    small = pruned(whole.policy, frozenset(whole.inside_of(part))) if part.clause or part.group else whole.policy
    work = _Work(whole, Part(small, part.clause, part.group), names, dict(unit.facts), unit, points)
    work.rescale()
    work.halving = len(names) <= _MOST
    for name in names:
        if name not in work.wholes and name not in keep:
            work.simplify(name)
    outside: Facts = {name: value for name, value in work.facts.items() if name in names}
    bare = completed(Unit(unit.name, unit.kind, outside), whole.policy)
    return bare if work.holds(dict(bare.facts)) else Unit(unit.name, unit.kind, work.facts)


def ordinary(whole: Whole, part: Part, unit: Unit) -> Unit:
    """Return a unit to show: a plainer one with the same points for a part, if the gate lets it in."""
    points = whole.value(part, whole.scored(unit))
    made = unit if points is None else plainer(whole, part, unit, points)
    return made if agreed(whole.policy, made, made.facts) is not None else unit


@define(repr=False, eq=False)
class _Work:
    whole: Whole
    part: Part
    names: tuple[str, ...]
    facts: Facts
    unit: Unit
    points: Fraction
    halving: bool = True

    @property
    def wholes(self) -> set[str]:
        """The facts of which shares are taken."""
        known = self.whole.known
        found = {known[name].at_most for name in self.names} - {""}
        for clause in self.part.policy.clauses():
            for root in points_roots(clause):
                under = (node.right for node in nodes(root) if isinstance(node, core.Divide))
                found |= {name for each in under for name in facts_in(each)}
        return found

    def holds(self, facts: Facts) -> bool:
        """Tell whether facts are allowed and give the same points."""
        mine = {name: facts[name] for name in self.names}
        if not allowed(mine, self.whole.known, self.unit.kind):
            return False
        return self.part.value(Unit(self.unit.name, self.unit.kind, facts)) == self.points

    def rescale(self) -> None:
        """Make wholes 100 and their parts the same shares."""
        changed = dict(self.facts)
        wholes = self.wholes
        for name in self.names:
            fact, value = self.whole.known[name], self.facts[name]
            whole = self.facts.get(fact.at_most) if fact.at_most else value
            if not isinstance(value, int | Fraction) or isinstance(value, bool) or not whole:
                continue
            if (name in wholes or fact.at_most in wholes) and isinstance(whole, int | Fraction):
                share = Fraction(value) / Fraction(whole) * _HUNDRED
                changed[name] = tidy(Fraction(round(share)) if fact.type.whole else share)
        if self.holds(changed):
            self.facts = changed

    def simplify(self, name: str) -> None:
        """Make one fact plain, or as small as it can be."""
        fact = self.whole.known[name]
        simplest = plain(fact, self.whole.policy, self.unit.kind)
        for value in (simplest, *self._smaller(name, simplest)):
            changed = self._with(name, value)
            if self.holds(changed):
                self.facts = changed
                return

    def _with(self, name: str, value: Value) -> Facts:
        """Return the facts with another value of one, and what it limits held within it."""
        changed = {**self.facts, name: value}
        below = [other for other in self.names if self._limited(other, name)]
        return changed | dict(repaired(changed, below, self.whole.known))

    def _limited(self, name: str, by: str) -> bool:
        fact = self.whole.known[name]
        return by in (fact.at_most, fact.each[0] if fact.each else "")

    def _smaller(self, name: str, simplest: Value) -> Iterator[Value]:
        """Yield the smallest whole number that still holds, by halving; a jump in between is not looked for."""
        value = self.facts[name]
        if (
            not self.halving
            or isinstance(value, bool)
            or not isinstance(value, int)
            or not isinstance(simplest, int)
            or value <= simplest
        ):
            return
        low, high = simplest, value
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.holds(self._with(name, middle)) else (middle, high)
        yield high
