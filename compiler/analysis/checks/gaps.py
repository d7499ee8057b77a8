"""What a ladder leaves out (W410): totals between two 等次, grades between two grades or beyond the last one, rows of a 分值表.

In: the 等次 of the policy, effects over grades and tables. Out: findings, each with a value or a level that nothing is said of; and the
等次 that no total can have (E414).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from attrs import evolve

from compiler import core
from compiler.analysis.attainable.whole import Scored
from compiler.analysis.checks.regions import regions
from compiler.analysis.checks.subject import Subject, witness_of
from compiler.analysis.solver.parts import Part
from compiler.meaning.interpret import Unit, effect_points, holds
from compiler.meaning.result import Points
from compiler.measures.grades import graded
from compiler.measures.intervals import EVERYTHING, Interval, IntervalSet, closed, ray
from compiler.measures.single import aim_at
from compiler.measures.tiers import branch_sets, holes, unreachable, whole_valued
from compiler.problems import tiers as problems
from compiler.words.amounts import show_number
from dsl import surface
from dsl.diagnostics import Diagnostic


def gaps(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is left out."""
    yield from _bands(subject)
    for clause in subject.clauses:
        yield from _once(found for met in _ladders(subject, clause) for found in _grades(subject, clause, *met))
        for effect in clause.effects:
            if len(effect.branches) > 1 and branch_sets(effect) is None:
                yield from _table(subject, clause, effect)
        yield from regions(subject, clause)


def _ladders(subject: Subject, clause: core.Clause) -> Iterator[tuple[core.Test, core.Effect]]:
    """Yield the ladders of grades as each kind of unit meets them: 县区 且 优 加 3 分 and 县区 且 差 扣 2 分 are two steps of one."""
    whole: dict[tuple[core.Test, str], core.Effect] = {}
    for effect in clause.effects:
        for who, met in () if branch_sets(effect) is not None else subject.as_met(effect):
            ladder = graded(met, subject.policy)
            if ladder is None or len(met.branches) > 1:
                yield who, met
            elif any(branch is not None for _, branch in ladder.met):
                before = whole.get((who, ladder.fact))
                joined = met if before is None else evolve(before, branches=(*before.branches, *met.branches))
                whole[who, ladder.fact] = joined
    yield from ((who, effect) for (who, _), effect in whole.items() if len(effect.branches) > 1)


def _once(found: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what several kinds of units meet alike once."""
    told: set[str] = set()
    for each in found:
        if each.message not in told:
            told.add(each.message)
            yield each


# ----------------------------------------------------------------------------------------------------------------- totals


def _bands(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the 等次 that an earlier one takes away or that no total reaches, and the totals between two that have none."""
    bands = subject.policy.bands
    written = [s for block in subject.blocks.values() for s in block.statements if isinstance(s, surface.Band)]
    if not bands or len(written) != len(bands):
        return
    sets = [_set(band) for band in bands]
    dead = unreachable(sets, EVERYTHING)
    for index in dead:
        first = tuple(written[at].span for at in range(index) if not sets[at].intersection(sets[index]).is_empty)
        why = "凡到这一等的，都先评为前面的等次"
        found = problems.dead_tier(subject.source, written[index].span, why, first)
        unit = next((unit for part in sets[index].parts if (unit := _totalling(subject, part)) is not None), None)
        yield found if unit is None else evolve(found, witness=witness_of(unit, list(unit.facts), subject.facts))
    yield from _beyond(subject, sets, [each for each in range(len(bands)) if each not in dead], written)
    for gap in holes(sets, EVERYTHING).parts:
        value = IntervalSet((gap,)).sample(whole=False)
        if value is None:
            continue
        below = max(
            (at for at, each in enumerate(sets) if _top(each, value)), key=lambda at: sets[at].parts[-1].high or 0
        )
        above = min(
            (at for at, each in enumerate(sets) if _bottom(each, value)), key=lambda at: sets[at].parts[0].low or 0
        )
        never = _whole_totals(subject) and IntervalSet((gap,)).sample(whole=True) is None
        names = bands[below].name, bands[above].name
        spans = written[below].span, written[above].span
        found = problems.no_band(subject.source, spans, show_number(value), names, never=never)
        unit = None if never else _totalling(subject, gap)
        yield found if unit is None else evolve(found, witness=witness_of(unit, list(unit.facts), subject.facts))


def _totalling(subject: Subject, gap: Interval) -> Unit | None:
    """Return a unit whose total lies in a gap: one that is as good as can be at everything but one sentence."""
    values, whole = IntervalSet((gap,)), Part(subject.policy)
    for view in subject.engine.views:
        for base in (view.best, view.plain):
            total = None if base is None else whole.of(base.result)
            aim = values.sample(whole=False)
            if base is None or total is None or aim is None:
                continue

            def full(unit: Unit, base: Scored = base) -> Unit:
                return Unit(base.unit.name, base.unit.kind, {**base.unit.facts, **unit.facts})

            def lies(unit: Unit, full: Callable[[Unit], Unit] = full) -> bool:
                points = whole.value(full(unit))
                return points is not None and values.contains(points)

            for clause in subject.clauses:
                for branch in (branch for effect in clause.effects for branch in effect.branches):
                    lever = aim_at(branch.points, aim - total)
                    aims = () if lever is None else (lever,)
                    unit = subject.example(clause, lies, tests=(branch.test,), aims=aims)
                    if unit is not None:
                        return full(unit)
    return None


def _set(band: core.GradeBand) -> IntervalSet:
    return ray(band.op, band.points) if band.to is None else closed(band.points, band.to)


def _top(values: IntervalSet, value: Fraction) -> bool:
    high = values.parts[-1].high if values.parts else None
    return high is not None and high <= value


def _bottom(values: IntervalSet, value: Fraction) -> bool:
    low = values.parts[0].low if values.parts else None
    return low is not None and low >= value


def _beyond(
    subject: Subject, sets: list[IntervalSet], alive: list[int], written: Sequence[surface.Band]
) -> Iterator[Diagnostic]:
    """优秀：110 分以上 where nobody can get more than 100."""
    if not subject.thorough:
        return
    reach = reduce(Points.hull, (view.outer(Part(subject.policy)) for view in subject.engine.views))
    for index in alive:
        if sets[index].intersection(closed(reach.low, reach.high)).is_empty:
            low, high = ("不限" if end is None else f"{show_number(end)} 分" for end in (reach.low, reach.high))
            why = f"总分最低 {low}，最高 {high}，到不了这一等"
            found = problems.dead_tier(subject.source, written[index].span, why)
            beyond = reach.high is not None and _bottom(sets[index], reach.high)
            ends = [view.best if beyond else view.worst for view in subject.engine.views]
            met = next((end.unit for end in ends if end is not None and subject.let_in(end.unit)), None)
            from compiler.analysis.attainable.plainer import ordinary

            met = met and ordinary(subject.engine, Part(subject.policy), met)
            yield found if met is None else evolve(found, witness=witness_of(met, list(met.facts), subject.facts))


def _whole_totals(subject: Subject) -> bool:
    """Whether every total is a whole number as the points are now."""
    branches = (branch for clause in subject.clauses for effect in clause.effects for branch in effect.branches)
    return all(whole_valued(branch.points, subject.policy) for branch in branches)


# ----------------------------------------------------------------------------------------------------------------- grades


def _grades(subject: Subject, clause: core.Clause, who: core.Test, effect: core.Effect) -> Iterator[Diagnostic]:
    """Yield the grades for which nothing is said, between two that have points or beyond the one that has most of them."""
    ladder = graded(effect, subject.policy)
    told = [] if ladder is None else [place for place, (_, branch) in enumerate(ladder.met) if branch is not None]
    if ladder is None or not told:
        return
    points = [
        branch.points.value if isinstance(branch.points, core.Const) else None for _, branch in ladder.met if branch
    ]
    for place in _missing(told, points, len(ladder.met)):
        around = [ladder.met[at][1] for at in (_next(told, place, -1), _next(told, place, 1)) if at is not None]
        says = [branch.says for branch in around if branch is not None]
        found = problems.hole(subject.source, effect.span, ladder.met[place][0], *says[::-1])
        yield _open(subject, clause, effect, (who, core.IsMember(ladder.fact, ladder.met[place][0])), found)


def _missing(told: list[int], points: list[Fraction | None], many: int) -> list[int]:
    """Return the places between those with points, and the ones beyond the end to which gains or losses grow."""
    inside = [place for place in range(told[0], told[-1]) if place not in told]
    known = [each for each in points if each is not None]
    if len(known) < len(points) or len(known) < 2 or len({each > 0 for each in known}) > 1 or 0 in known:
        return inside
    sizes = [abs(each) for each in known]
    before = range(told[0]) if all(a > b for a, b in pairwise(sizes)) else ()
    behind = range(told[-1] + 1, many) if all(a < b for a, b in pairwise(sizes)) else ()
    return [*before, *inside, *behind]


def _next(told: list[int], place: int, way: int) -> int | None:
    beyond = [at for at in told if (at - place) * way > 0]
    return min(beyond, key=lambda at: abs(at - place), default=None)


def _open(
    subject: Subject,
    clause: core.Clause,
    effect: core.Effect,
    left_out: tuple[core.Test, core.IsMember],
    found: Diagnostic,
) -> Diagnostic:
    def left(unit: Unit) -> bool:
        return all(holds(test, unit) for test in left_out) and effect_points(effect, unit)[1] < 0

    unit = subject.example(clause, left, tests=left_out)
    return found if unit is None else subject.shown(found, clause, unit)


# ----------------------------------------------------------------------------------------------------------------- tables


def _table(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    """Yield the levels that have no row (no column) in a table from which points are looked up."""
    pairs = [_cell(branch.test) for branch in effect.branches]
    cells = [each for each in pairs if each is not None]
    if len(cells) < len(pairs) or len(cells) < 2:
        return
    for side in (0, 1):
        facts = {cell[side].fact for cell in cells}
        if len(facts) != 1:
            return
        (name,) = facts
        members = subject.facts[name].type.members
        told = [place for place, each in enumerate(members) if each in {cell[side].member for cell in cells}]
        most = [max(_points_at(effect, cells, side, members[place])) for place in told]
        for place in _missing(told, list(most), len(members)):
            found = problems.not_in_table(subject.source, effect.span, members[place], name)
            yield _open(subject, clause, effect, (core.Always(), core.IsMember(name, members[place])), found)


def _cell(test: core.Test) -> tuple[core.IsMember, core.IsMember] | None:
    match test:
        case core.Both((*_, core.IsMember() as row, core.IsMember() as column)) if row.fact != column.fact:
            return row, column
        case _:
            return None


def _points_at(
    effect: core.Effect, cells: list[tuple[core.IsMember, core.IsMember]], side: int, member: str
) -> Iterator[Fraction]:
    for branch, cell in zip(effect.branches, cells, strict=True):
        if cell[side].member == member:
            yield branch.points.value if isinstance(branch.points, core.Const) else Fraction(0)
