"""Points that nobody can get (W463), points outside every item (W464), full points in every item but not at once (W465).

In: the attainable points of every part (``attainable/engine.py``). Out: findings with the unit that comes nearest, or the note that it
could not be told. 加分项 and 扣分项 stand outside the total and may take it beyond its points; what stands inside may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve

from compiler import core
from compiler.analysis.attainable.agreeing import smaller
from compiler.analysis.attainable.engine import Engine
from compiler.analysis.attainable.extremes import HIGH, LOW, Extreme, How
from compiler.analysis.attainable.view import View
from compiler.analysis.attainable.whole import Scored
from compiler.analysis.checks.kinds import groups_of
from compiler.analysis.checks.subject import Subject, witness_of
from compiler.analysis.solver.parts import Part
from compiler.meaning.interpret import Unit
from compiler.meaning.result import Outcome
from compiler.meaning.scoring import facts_of, score
from compiler.problems import across as problems
from compiler.words.amounts import show_number
from dsl.diagnostics import Diagnostic
from dsl.source import Span


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what does not fit between the points that are declared and those that can be had."""
    declared = [group for group in groups_of(subject.policy.root) if group.points]
    if not declared and not subject.policy.total:
        return
    full = [found for group in declared for found in _out_of_reach(subject, group)]
    yield from full
    yield from _loose(subject)
    if not full:
        yield from _at_once(subject, declared)


# ------------------------------------------------------------------------------------------------------------- one item


def _out_of_reach(subject: Subject, group: core.Group) -> Iterator[Diagnostic]:
    if not (group.is_item or group.outside):
        return
    part = Part(subject.policy, group=group.id)
    for kind in subject.policy.kinds or ("",):
        points = group.points_for(kind)
        own = [view for view in subject.engine.views if view.who.kind == kind]
        if points is None or any(_plainly(view, part, points) for view in own) or not _awards(subject, group, kind):
            continue
        best = _best(own, part)
        if best is None:
            continue
        shown = show_number(points), show_number(best.value or Fraction(0))
        if best.value is not None and best.value < points:
            what = "加分项写明" if group.outside else "本项写明"
            given = _given(subject, group, best.unit) if best.unit is not None else ()
            found = problems.full_out_of_reach(
                subject.source, group.span, *shown, what, given, show_number(points - best.value)
            )
            yield _shown(subject, found, group, best)
            return
        if best.how is How.OPEN:
            what = f"本项能否得满 {shown[0]} 分"
            yield evolve(_undecided(subject, group.span, what, best.why), clause=group.id)
            return


_TOLD = 6  # sentences that a message names


def _given(subject: Subject, group: core.Group, unit: Unit) -> tuple[str, ...]:
    """Return what every sentence of an item gives the unit that has most, so that a reader sees where the rest is missing."""
    said: list[str] = []
    result = score(subject.policy, unit)
    for clause in subject.clauses_below(group):
        found = result.clause(clause.id)
        held = found.points.exact if found.raw.exact != found.points.exact else None
        for effect, given in zip(clause.effects, found.effects, strict=False):
            points, taken = given.points.exact, [effect.branches[index] for index in given.branches if index >= 0]
            if points and taken:
                fixed = isinstance(taken[0].points, core.Const) or held is not None
                said.append(f"“{taken[0].says}”" + ("" if fixed else f"（{show_number(points)} 分）"))
        if held is not None and said:
            said[-1] += f"（封顶 {show_number(held)} 分）"
    return (*said[:_TOLD], *([f"另有 {len(said) - _TOLD} 句"] if len(said) > _TOLD else []))


def _plainly(view: View, part: Part, points: Fraction) -> bool:
    """Tell whether a unit that a part concerns has its points already when nothing happened to it."""
    plain = view.let_in(part, view.plain)
    if plain is None:
        return False
    value, clauses = view.whole.value(part, plain), view.whole.inside_of(part)
    concerned = any(plain.clauses[each].outcome is not Outcome.NOT_APPLICABLE for each in clauses)
    return concerned and value is not None and value >= points


def _best(own: list[View], part: Part) -> Extreme | None:
    """Return the most that a unit of these classes can get; a class that the item does not concern has nothing to lose."""
    ends = [view.end(part, HIGH) for view in own if view.concerned(part)]
    known = [end for end in ends if end.value is not None]
    return max(known, key=lambda end: end.value or Fraction(0)) if ends and len(known) == len(ends) else None


def _awards(subject: Subject, group: core.Group, kind: str) -> bool:
    """Tell whether points are there to be got: an item always, 加分项 where some clause adds."""
    if not group.outside:
        return True
    views = [view for view in subject.engine.views if view.who.kind == kind]
    highs = [view.limit(clause.id).high for view in views for clause in subject.clauses_below(group)]
    return any(high is None or high > 0 for high in highs)


def _shown(subject: Subject, found: Diagnostic, group: core.Group, best: Extreme) -> Diagnostic:
    names = [name for clause in subject.clauses_below(group) for name in facts_of(clause)]
    found = evolve(found, clause=group.id)
    if best.unit is None:
        return found
    from compiler.analysis.attainable.plainer import ordinary

    unit = ordinary(subject.engine, Part(subject.policy, group=group.id), best.unit)
    return evolve(found, witness=witness_of(unit, names, subject.facts))


def _undecided(subject: Subject, span: Span, what: str, why: str) -> Diagnostic:
    from compiler.problems.checks import not_analysed

    return not_analysed(subject.source, span, what, why)


# --------------------------------------------------------------------------------------------------------------- no item


@define(slots=False, repr=False, eq=False)
class _Place:
    """A clause that gives points outside every item, and the whole that it takes beyond its points."""

    clause: core.Clause
    above: core.Group | None  # the nearest heading with points; None = the total


def _loose(subject: Subject) -> Iterator[Diagnostic]:
    for place in _places(subject, subject.policy.root, None):
        found = next(filter(None, (_off(subject, place, view) for view in subject.engine.views)), None)
        if found is not None:
            yield found


def _places(subject: Subject, group: core.Group, above: core.Group | None) -> Iterator[_Place]:
    for child in group.children:
        if isinstance(child, core.Group):
            if not child.outside and not child.is_item:
                yield from _places(subject, child, child if child.points else above)
        elif child.effects and (above is not None or subject.policy.total):
            yield _Place(child, above)


def _beyond(subject: Subject, place: _Place, sign: int, points: Fraction) -> Callable[[Unit], bool]:
    def shows(unit: Unit) -> bool:
        value = within(place.above or subject.policy.root, subject.engine.scored(unit))
        return value < 0 if sign == LOW else value > points

    return shows


def _off(subject: Subject, place: _Place, view: View) -> Diagnostic | None:
    """Return the finding for one class, proved by the unit that is worst (best) at everything."""
    points = _declared(subject, place, view.who.kind)
    limit = view.limit(place.clause.id)
    if points is None:
        return None
    for sign in (LOW, HIGH):
        beyond = limit.low is None or limit.low < 0 if sign == LOW else limit.high is None or limit.high > 0
        scored = (view.worst if sign == LOW else view.best) if beyond else None
        if scored is None:
            continue
        value = within(place.above or subject.policy.root, scored)
        if value < 0 if sign == LOW else value > points:
            whole = f"“{place.above.title}”" if place.above is not None else "总分"
            off = "低于 0 分" if sign == LOW else f"超过 {show_number(points)} 分"
            span = place.clause.span
            found = problems.beyond_its_points(subject.source, span, whole, show_number(points), off)
            small = smaller(subject.policy, scored.unit, _beyond(subject, place, sign, points))
            unit = _only(subject, place.clause, small)
            return evolve(
                found, clause=place.clause.id, witness=witness_of(unit, facts_of(place.clause), subject.facts)
            )
    return None


def _only(subject: Subject, clause: core.Clause, unit: Unit) -> Unit:
    return Unit(unit.name, unit.kind, {name: unit.facts[name] for name in facts_of(clause) if name in unit.facts})


def _declared(subject: Subject, place: _Place, kind: str) -> Fraction | None:
    if place.above is not None:
        return place.above.points_for(kind)
    total = dict(subject.policy.total)
    return total.get(kind, total.get(""))


def within(group: core.Group, scored: Scored) -> Fraction:
    """Return what the parts of a heading give to one unit that do not stand outside the total."""
    total = Fraction(0)
    for child in group.children:
        if isinstance(child, core.Clause):
            total += scored.clauses[child.id].points.exact or 0
        elif not child.outside:
            total += (scored.groups[child.id].points.exact or 0) if child.is_item else within(child, scored)
    return total


# ---------------------------------------------------------------------------------------------------------- all at once


@define(slots=False, repr=False, eq=False)
class _Whole:
    """A whole of several items: a section with points, or the total without what stands outside it."""

    subject: Subject
    group: core.Group

    @cached_property
    def engine(self) -> Engine:
        """An engine for the whole alone: nothing outside the total, no vetoes."""
        return Engine(evolve(self.subject.policy, root=_inner(self.group), vetoes=()), solver=True)


def _inner(group: core.Group) -> core.Group:
    kept = [_inner(c) if isinstance(c, core.Group) else c for c in group.children if not getattr(c, "outside", False)]
    return evolve(group, children=tuple(kept), points=() if not group.is_item else group.points)


def _at_once(subject: Subject, declared: list[core.Group]) -> Iterator[Diagnostic]:
    """Yield the innermost wholes that no unit gets in full although it can get every part of them in full."""
    reported: list[str] = []
    wholes = [(group, group.title) for group in reversed(declared) if not group.is_item and not group.outside]
    for group, title in [*wholes, (subject.policy.root, "总分")]:
        if any(name.startswith(f"{group.id}/") or not group.id for name in reported):
            continue
        for found in _not_together(subject, group, title):
            reported.append(group.id)
            yield found
            break


def _not_together(subject: Subject, group: core.Group, title: str) -> Iterator[Diagnostic]:
    whole = _Whole(subject, group)
    for view in subject.engine.views:
        points = _whole_points(subject, group, view.who.kind)
        part = Part(subject.policy, group=group.id)
        tried = (view.let_in(part, each) for each in (view.plain, view.best) if each is not None)
        if points is None or any(each is not None and within(group, each) >= points for each in tried):
            continue
        inner = next(each for each in whole.engine.views if each.who == view.who)
        most = inner.end(Part(whole.engine.policy), HIGH)
        span = group.span if group.id else subject.document.front.values["总分"].span
        named = f"“{title}”" if group.id else title
        if most.value is not None and most.value < points:
            shown = show_number(points), show_number(most.value)
            found = problems.not_all_at_once(subject.source, span, named, *shown)
            from compiler.analysis.attainable.plainer import ordinary

            unit = most.unit and ordinary(whole.engine, Part(whole.engine.policy), most.unit)
            names = [fact.name for fact in subject.policy.facts]
            yield found if unit is None else evolve(found, witness=witness_of(unit, names, subject.facts))
        elif most.how is How.OPEN:
            yield _undecided(subject, span, f"{named}能否得满 {show_number(points)} 分", most.why)


def _whole_points(subject: Subject, group: core.Group, kind: str) -> Fraction | None:
    if group.id:
        return group.points_for(kind)
    total = dict(subject.policy.total)
    return total.get(kind, total.get(""))
