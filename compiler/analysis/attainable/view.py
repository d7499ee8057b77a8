"""What one class of units can attain: bounds, climbs, and the two units that are best and worst at everything.

In: a whole policy and a class of units. Out: ``Extreme`` and ``Reach`` values; see ``engine.py`` for the way they are found.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from itertools import islice, pairwise

from attrs import define, field

from compiler import core
from compiler.analysis.attainable.agreeing import agreed
from compiler.analysis.attainable.climb import Climb, at_bound
from compiler.analysis.attainable.extremes import HIGH, LOW, Extreme, How, Reach
from compiler.analysis.attainable.outer import clause_bound, world_of
from compiler.analysis.attainable.settle import settled
from compiler.analysis.attainable.whole import Scored, Whole
from compiler.analysis.solver.parts import Part
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.result import ZERO, ClauseResult, Outcome, Points
from compiler.meaning.scoring import group_points, score
from compiler.measures.candidates import candidates
from compiler.measures.domain import Facts, completed
from compiler.measures.moves import MANY
from compiler.measures.steps import points_roots
from compiler.measures.who import Who

_MORE = (2, 10**6, 10**12)  # times as many
_TRIES = 300  # units that are looked at to make a veto hold
NOT_MET = "界限是按各条分别取最值估出的，没有找到达到它的单位"
NO_VALUE = "没有找到各条都有确定得分的单位"


@define(slots=False, repr=False, eq=False)
class View:
    """One class of units: bounds, climbs and the two units that are best and worst at everything."""

    whole: Whole
    who: Who
    tight: dict[str, Points] = field(factory=dict)  # ranges of clauses that a closer look has found

    @cached_property
    def bounds(self) -> dict[str, ClauseResult]:
        """An outer bound of every clause."""
        result = score(self.whole.policy, world_of(self.whole.policy, self.who).unit, by=clause_bound)
        return {each.clause: each for each in result.clauses}

    @cached_property
    def climbs(self) -> tuple[Climb, ...]:
        """A climb for every component."""
        return tuple(self.climb(index) for index in range(len(self.whole.components)))

    def climb(self, index: int) -> Climb:
        """Return the climb of one component, made when it is first needed."""
        if index not in self._climbs:
            component = self.whole.components[index]
            self._climbs[index] = Climb(component, self.whole.policy, self.who, self.losses)
        return self._climbs[index]

    @cached_property
    def _climbs(self) -> dict[int, Climb]:
        return {}

    @cached_property
    def losses(self) -> dict[str, Fraction]:
        """What each clause gives that sets its item to nought."""
        found = {}
        for clause, item in self.whole.items.items():
            from_full = item is not None and item.start is core.Start.FULL and not item.outside
            full = item.points_for(self.who.kind) if item is not None else None
            found[clause] = -(full or Fraction(0)) if from_full else Fraction(0)
        return found

    @cached_property
    def plain(self) -> Scored:
        """The unit to which nothing happened: often it has everything already, and no climb is needed."""
        return self.whole.scored(completed(Unit(self.who.name, self.who.kind, {}), self.whole.policy))

    @cached_property
    def worst(self) -> Scored | None:
        """The unit that is worst at everything."""
        return self._composed(LOW)

    @cached_property
    def best(self) -> Scored | None:
        """The unit that is best at everything."""
        return self._composed(HIGH)

    def limit(self, clause: str) -> Points:
        """Return the closest bound known of what a clause gives."""
        return self.tight.get(clause) or self.bounds[clause].points

    def _composed(self, sign: int) -> Scored | None:
        facts: Facts = {}
        bounds = {name: each.points for name, each in self.bounds.items()}
        for climb in self.climbs:
            best = climb.best(climb.component.clauses, sign, bounds, vetoes=True)
            if best is None:
                return None
            facts |= best[0]
        return self.whole.scored(completed(Unit(self.who.name, self.who.kind, facts), self.whole.policy))

    # -------------------------------------------------------------------------------------------------------------- ranges

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """The attainable points of every part for this class."""
        return tuple(self.reach(part) for part in self.whole.parts)

    def reach(self, part: Part) -> Reach:
        """Return the attainable points of one part."""
        low, high = self.end(part, LOW), self.end(part, HIGH)
        if part.clause and How.OPEN not in (low.how, high.how):
            self.tight[part.clause] = Points(low.value, high.value)
        return Reach(part, self.who, low, high, self.concerned(part))

    def concerned(self, part: Part) -> bool:
        """Tell whether a part concerns units of this class."""
        inside = self.whole.inside_of(part)
        return any(self.bounds[each].outcome is not Outcome.NOT_APPLICABLE for each in inside)

    def outer(self, part: Part) -> Points:
        """Return an outer bound from the closest bounds of the clauses."""
        if part.clause:
            return self.limit(part.clause)
        points = self._folded(self.whole.groups[part.group])
        if not part.group:
            for veto in self.whole.policy.vetoes:
                points = points.hull(Points.exactly(-(veto.deduction or Fraction(0))))
        return points

    def _folded(self, group: core.Group) -> Points:
        raw = ZERO
        for child in group.children:
            raw = raw.plus(self.limit(child.id) if isinstance(child, core.Clause) else self._folded(child))
        zeroing = [self.bounds[each].zeroed for each in self.whole.inside[group.id]] if group.is_item else []
        zeroed = True if True in zeroing else (None if None in zeroing else False)
        return group_points(group, self.who.kind, raw, zeroed)[0]

    # ---------------------------------------------------------------------------------------------------------------- ends

    def end(self, part: Part, sign: int) -> Extreme:
        """Return one end of the range of a part; what the climb leaves open goes to the solver, where that is allowed."""
        outer = self.outer(part)
        found = self._extreme(part, outer.high if sign > 0 else outer.low, sign)
        if found.how is not How.OPEN or not self.whole.solver:
            return found
        apart = self._at_their_best(part, sign) if not self.whole.policy.checks else ({}, {})
        return settled(self.who, part, found, sign, apart)  # 核对 may hold the facts of several components together

    def let_in(self, part: Part, scored: Scored) -> Scored | None:
        """Return a unit that the gate lets in, with the facts on which a part depends as they are; None where there is none."""
        policy = self.whole.policy
        if not policy.checks:
            return scored
        inside = self.whole.inside_of(part)
        roots = [root for each in policy.clauses() if each.id in inside for root in points_roots(each)]
        roots += [veto.test for veto in policy.vetoes] if not part.clause and not part.group else []
        made = agreed(policy, scored.unit, {name for root in roots for name in facts_in(root)})
        if made is None or made.facts == scored.unit.facts:
            return None if made is None else scored
        return self.whole.scored(made)

    def _at_their_best(self, part: Part, sign: int) -> tuple[Facts, dict[str, Fraction]]:
        """Return the facts and points of the components in which every clause can stand at its bound at once.

        Nothing is lost by leaving them there, because headings and totals never fall when a clause gives more. What may set an
        item to nought, or veto, is left to the solver.
        """
        inside = set(self.whole.inside_of(part))
        facts: Facts = {}
        given: dict[str, Fraction] = {}
        for climb in self.climbs:
            own = [clause for clause in climb.component.clauses if clause.id in inside]
            apart = climb.component.vetoes or any(clause.zeroed is not None for clause in climb.component.clauses)
            if not own or apart:
                continue
            bounds = {clause.id: self.limit(clause.id) for clause in own}
            best = climb.best(own, sign, bounds, vetoes=False)
            if best is not None and all(at_bound(best[1][clause.id], bounds[clause.id], sign) for clause in own):
                facts |= best[0]
                given |= best[1]
        return facts, given

    def _extreme(self, part: Part, bound: Fraction | None, sign: int) -> Extreme:
        """Return one end of the range of a part."""
        best: Extreme | None = None
        for tried in self._tries(part, sign):
            scored = self.let_in(part, tried)
            if scored is None:
                continue
            value = self.whole.value(part, scored)
            if value is None:
                continue
            if value == bound:
                return Extreme(How.REACHED, bound, scored.unit, value)
            if bound is None and self._goes_on(part, scored, value, sign) and self._all_let_in(part, scored):
                return Extreme(How.UNLIMITED, None, scored.unit, value)
            if best is None or best.found is None or sign * value > sign * best.found:
                best = Extreme(How.OPEN, bound, scored.unit, value, NOT_MET)
        return best or Extreme(How.OPEN, bound, why=NO_VALUE)

    def _tries(self, part: Part, sign: int) -> Iterator[Scored]:
        """Yield the unit composed for everything, then units made for the part."""
        composed = self.best if sign > 0 else self.worst
        if composed is not None:
            yield composed
        for vetoes in (True, False):
            made = self._made_for(part, sign, vetoes=vetoes)
            if made is not None:
                yield made
        if not part.clause and not part.group:
            yield from self._vetoed()

    def _made_for(self, part: Part, sign: int, *, vetoes: bool) -> Scored | None:
        """Return a unit for which only the clauses of a part count."""
        wanted = set(self.whole.inside_of(part))
        facts: Facts = {}
        bounds = {name: self.limit(name) for name in wanted}
        for climb in self.climbs:
            own = [clause for clause in climb.component.clauses if clause.id in wanted]
            if not own and not (vetoes and climb.component.vetoes):
                continue
            best = climb.best(own, sign, bounds, vetoes=vetoes)
            if best is None:
                return None
            facts |= best[0]
        return self.whole.scored(completed(Unit(self.who.name, self.who.kind, facts), self.whole.policy))

    def _vetoed(self) -> Iterator[Scored]:
        """Yield units for which a veto holds, one for each veto that can be made to hold."""
        policy = self.whole.policy
        for veto in policy.vetoes:
            for unit in islice(candidates((veto.test,), policy, self.who), _TRIES):
                scored = self.whole.scored(completed(unit, policy))
                if scored.result.vetoes and self.whole.value(Part(policy), scored) is not None:
                    yield scored
                    break

    def _goes_on(self, part: Part, scored: Scored, value: Fraction, sign: int) -> bool:
        """Tell whether more of everything that is already many gives that much more again, and so beyond every number
        that a policy could name."""
        if scored not in self._further:
            more = [{name: _times(each, by) for name, each in scored.unit.facts.items()} for by in _MORE]
            units = [Unit(scored.unit.name, scored.unit.kind, facts) for facts in more]
            self._further[scored] = tuple(self.whole.scored(unit) for unit in units)
        points = [self.whole.value(part, each) for each in self._further[scored]]
        ends = [sign * each for each in (value, *points) if each is not None]
        return len(ends) == 1 + len(_MORE) and all(b - a >= 1 for a, b in pairwise(ends))

    def _all_let_in(self, part: Part, scored: Scored) -> bool:
        return all(self.let_in(part, each) is not None for each in self._further[scored])

    @cached_property
    def _further(self) -> dict[Scored, tuple[Scored, ...]]:
        return {}


def _times(value: Value, by: int) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return value
    return by * value if value >= MANY or value <= -MANY else value
