"""W446: one sentence takes or gives more points at once than its item has, so that part of them can never count.

In: the clauses of items with points, vetoes with points. Out: findings, each with a unit that gets the points. Points by the piece may
well go beyond their item, one piece may not; what is worked out from ratios and points has a most of its own, and so has a judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.analysis.checks import idle
from compiler.analysis.checks.caps import cap_span, reaching
from compiler.analysis.checks.heading_caps import heading_cap_span
from compiler.analysis.checks.idle_words import idle_words
from compiler.analysis.checks.kinds import groups_of
from compiler.analysis.checks.subject import Subject
from compiler.analysis.checks.vetoed import vetoed
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit, effect_points
from compiler.meaning.ranges import World, spread
from compiler.meaning.scoring import items_of
from compiler.measures.held import held
from compiler.measures.single import aim_at, single
from compiler.measures.specialise import NEVER, decided
from compiler.problems import checks as problems
from compiler.words.amounts import show_number
from dsl.diagnostics import Diagnostic
from dsl.types import Kind


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the branches that are beyond their item for a kind of unit."""
    yield from _at_once(subject)
    yield from _vetoes(subject)
    yield from _headings(subject)
    if subject.thorough:
        for clause, whole in idle.held(subject.policy.root, None):
            yield from idle_words(subject, clause, whole)
        yield from idle.sentences(subject)
        yield from vetoed(subject)


def _at_once(subject: Subject) -> Iterator[Diagnostic]:
    items = items_of(subject.policy)
    for clause in subject.clauses:
        item = items.get(clause.id)
        if item is None or not item.points:
            continue
        most = max(points for _, points in item.points)
        yield from _caps(subject, clause, most)
        for effect in clause.effects:
            for branch in effect.branches:
                if not _capped(subject, branch):
                    yield from _one(subject, clause, effect, branch, item)


def _one(
    subject: Subject, clause: core.Clause, effect: core.Effect, branch: core.Branch, item: core.Group
) -> Iterator[Diagnostic]:
    """Yield the finding where a sentence gives a kind of unit more at once than its item has."""
    test = core.Both((clause.applies, branch.test))
    met = [(kind, most) for kind, most in item.points if not kind or decided(test, Unit("", kind, {})) != NEVER]
    beyond: list[tuple[Fraction, str, Fraction]] = []
    for kind, most in met:
        once = single(branch.points)
        if once is None and (clause.highest is None or clause.highest > most):
            once = _most(subject, effect, branch, kind)
        if once is not None and abs(once) > most:
            beyond.append((most, kind, once))
    if beyond:
        most, kind, once = max(beyond)
        yield _shown(subject, clause, effect, branch, once, ("" if len(beyond) == len(met) else kind, most))


def _most(subject: Subject, effect: core.Effect, branch: core.Branch, kind: str) -> Fraction | None:
    """Return the most that points worked out from ratios and points, or given by the assessor, come to; None where it is not known."""
    world = World(held(subject.policy), Unit("", kind, subject.parameters))
    if effect.kind is core.EffectKind.PER_UNIT or not _limited(branch.points, world):
        return None
    if not set(facts_in(branch.points)).isdisjoint(facts_in(branch.test)):
        return None  # a line between two bounds: the rest of it is somebody else's
    reach = spread(branch.points, world)
    ends = [end for end in (reach.low, reach.high) if end is not None]
    return max(ends, key=abs, default=None)


def _limited(points: core.Expr, world: World) -> bool:
    """Whether points are made of nothing but what has an end of its own: ratios up to the whole, points, judgements."""
    match points:
        case core.Const():
            return True
        case core.Read(name):
            fact, reach = world.policy.fact(name), spread(points, world)
            kinds = (Kind.RATIO, Kind.POINTS)
            if fact.type.kind not in kinds or fact.each is not None or reach.high is None or fact.computed:
                return False
            return fact.type.kind is Kind.POINTS or reach.high <= 1
        case core.Divide():
            high = spread(points, world).high
            return high is not None and high <= 1
        case core.Add(left, right) | core.Subtract(left, right) | core.Multiply(left, right):
            return _limited(left, world) and _limited(right, world)
        case core.Least(left, right) | core.Greatest(left, right):
            return _limited(left, world) and _limited(right, world)
        case core.Rounded(value, _, _):
            return _limited(value, world)
        case _:
            return False


def _vetoes(subject: Subject) -> Iterator[Diagnostic]:
    """一票否决，扣 120 分 of a total of 100."""
    most = max((points for _, points in subject.policy.total), default=None)
    for veto in subject.policy.vetoes:
        if most is not None and veto.deduction is not None and veto.deduction > most:
            shown = show_number(veto.deduction), show_number(most)
            yield evolve(problems.over_total(subject.source, veto.span, *shown), clause=veto.clause)


def _capped(subject: Subject, branch: core.Branch) -> bool:
    """Whether it has been said already that one piece is beyond its cap: one number is wrong, not two."""
    capped = (each for each in subject.found if each.code == "E440-cap-below-one")
    return any(label.span == branch.span for each in capped for label in each.related)


def _headings(subject: Subject) -> Iterator[Diagnostic]:
    """本项合计最多扣 8 分 under a heading of 5."""
    for group in groups_of(subject.policy.root):
        most = max((points for _, points in group.points), default=Fraction(0))
        for limit in (group.lowest, group.highest):
            if limit and group.points and abs(limit) > most:
                span = heading_cap_span(subject, subject.clauses_below(group), limit) or group.span
                if not subject.told_of(span):
                    found = problems.cap_over_item(subject.source, span, show_number(abs(limit)), show_number(most))
                    yield evolve(found, clause=group.id)


def _caps(subject: Subject, clause: core.Clause, most: Fraction) -> Iterator[Diagnostic]:
    """最高扣 8 分 in an item of 5: the item ends before the cap does."""
    for limit in (clause.lowest, clause.highest):
        if limit and abs(limit) > most and not subject.told_of(span := cap_span(subject, clause, limit)):
            found = problems.cap_over_item(subject.source, span, show_number(abs(limit)), show_number(most))
            unit = reaching(subject, clause, limit)
            yield found if unit is None else subject.shown(found, clause, unit)


def _shown(
    subject: Subject,
    clause: core.Clause,
    effect: core.Effect,
    branch: core.Branch,
    once: Fraction,
    item: tuple[str, Fraction],
) -> Diagnostic:
    kind, most = item
    aim, fixed = aim_at(branch.points, once), single(branch.points) is not None

    def gives(unit: Unit) -> bool:
        points = effect_points(effect, unit)[0]
        return points == once if fixed else abs(points) > most

    unit = subject.example(
        clause,
        gives,
        tests=(core.OfKind((kind,)) if kind else core.Always(), branch.test),
        aims=(aim,) if aim is not None else () if fixed else ((branch.points, once),),
    )
    points, held = show_number(abs(once)), show_number(most)
    if unit is not None:
        found = problems.over_item(subject.source, branch.span, points, held, kind, fixed=fixed)
        return subject.shown(found, clause, unit)
    what = f"{points} 分超过本项的 {held} 分"
    return subject.undecided(
        clause, branch.span, what, "没有找到用到这一句的单位" if fixed else "没有找到得这么多分的单位"
    )
