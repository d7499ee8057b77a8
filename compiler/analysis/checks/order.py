"""Points against an order that needs no declaration (W420): later deadlines, lower ranks, the rows and columns of a 分值表, levels.

In: effects of several branches. Out: findings. Who is still later loses no less, and gains no more; a worse rank, where it is known which
values are better, gains no more; one cell of a table that rises where all others fall is mistyped.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import facts_in, parts
from compiler.meaning.interpret import Unit, effect_points, holds, number
from compiler.measures.ladder import Rung, Step, steps
from compiler.measures.single import single
from compiler.problems import checks as problems
from compiler.words.amounts import show_number
from dsl.diagnostics import Diagnostic
from dsl.types import Kind
from dsl.words.levels import level

Late = tuple[int, core.Branch, Fraction]  # the deadline that was missed, the sentence, its points


def ranked_steps(subject: Subject, effect: core.Effect, ladder: tuple[Rung, ...]) -> list[Step]:
    """Return the steps between two ranks that both have points and of which the worse has more."""
    match effect.measure:
        case core.Read(name) if subject.facts[name].role is core.Role.RANK and subject.facts[name].better is not None:
            worse = -1 if subject.facts[name].from_bottom else 1
            both = [step for step in steps(ladder) if step.low.branch >= 0 and step.high.branch >= 0]
            return [step for step in both if step.rise * worse > 0]
        case _:
            return []


def deadlines(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    """2021年6月30日前 未 报送 扣 3 分；2021年9月30日前 未 报送 扣 1 分: who is still later loses less."""
    rows: dict[tuple[bool, object], list[Late]] = {}
    for branch in effect.branches:
        missed, kept = _missed(branch.test), _kept(branch.test)
        if isinstance(branch.points, core.Const):
            if missed is not None:
                rows.setdefault((False, missed[0]), []).append((missed[1], branch, branch.points.value))
            elif kept is not None and branch.points.value > 0:  # what comes early may be bad, what is rewarded is not
                rows.setdefault((True, kept[0]), []).append((kept[1], branch, branch.points.value))
    for (done, _), row in rows.items():
        for (_, early, first), (_, late, second) in pairwise(sorted(row, key=lambda each: each[0])):
            if second > first:
                gap = f"{'少扣' if first < 0 else '多得'} {show_number(second - first)} 分"
                found = problems.later_is_better(subject.source, late.span, early.span, gap, done=done)
                unit = subject.example(clause, lambda unit: holds(late.test, unit), tests=(late.test,))  # noqa: B023
                yield found if unit is None else subject.shown(found, clause, unit)
                return


def _missed(test: core.Test) -> tuple[object, int] | None:
    """Return what should have been done by when, and what else is asked."""
    for index, part in enumerate(parts(test)):
        rest = (*parts(test)[:index], *parts(test)[index + 1 :])
        match part:
            case core.Negate(core.Within(start, days, unit, end)):
                return (start, unit, end, rest), days
            case core.Negate(core.Both((core.Given(fact), core.Compare(core.Read(name), core.Op.LE, limit)))):
                if fact == name and isinstance(limit, core.Const):
                    return (fact, rest), int(limit.value)
    return None


def _kept(test: core.Test) -> tuple[object, int] | None:
    """Return what was done by when, and what else is asked."""
    for index, part in enumerate(parts(test)):
        if isinstance(part, core.Within):
            rest = (*parts(test)[:index], *parts(test)[index + 1 :])
            return (part.start, part.unit, part.end, rest), part.days
    return None


def shares_of_ranks(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    """前 20% 加 1 分；前 50% 加 2 分: who is among the first fifth gets less than who is not."""
    rows: dict[str, list[tuple[Fraction, core.Branch, Fraction]]] = {}
    for branch in effect.branches:
        match branch.test, branch.points:
            case core.Compare(core.Read(rank), core.Op.LE, core.Multiply(core.Const(share), core.Read())), core.Const(
                value
            ):
                if subject.facts[rank].role is core.Role.RANK and subject.facts[rank].better is not None:
                    rows.setdefault(rank, []).append((share, branch, value))
    for rank, row in rows.items():
        worse = -1 if subject.facts[rank].from_bottom else 1
        for (_, near, first), (_, far, second) in pairwise(sorted(row, key=lambda each: each[0])):
            if (second - first) * worse > 0:
                word = "名次在后的反而多得" if worse > 0 else "名次在后的反而少扣"
                why = f"排名的数声明为{subject.facts[rank].better}"
                found = problems.wrong_rank(
                    subject.source, far.span, f"{word} {show_number(abs(second - first))} 分", why
                )
                unit = subject.example(clause, lambda unit: holds(near.test, unit), tests=(near.test,))  # noqa: B023
                yield found if unit is None else subject.shown(found, clause, unit)
                return


# ----------------------------------------------------------------------------------------------------------------- tables

Cell = tuple[core.Branch, Fraction]


def tables(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    """Yield the one cell that goes against all its neighbours, along the rows or along the columns."""
    cells: dict[tuple[str, str], Cell] = {}
    facts: tuple[str, str] | None = None
    for branch in effect.branches:
        match branch.test, branch.points:
            case core.Both((*_, core.IsMember(row, level), core.IsMember(column, place))), core.Const(value):
                facts = facts or (row, column)
                if (row, column) != facts:
                    return
                cells[level, place] = branch, value
            case _:
                return
    if facts is None:
        return
    found = next(filter(None, (_odd(subject, clause, effect, cells, facts, side) for side in (0, 1))), None)
    if found is not None:
        yield found


def _odd(
    subject: Subject,
    clause: core.Clause,
    effect: core.Effect,
    cells: dict[tuple[str, str], Cell],
    facts: tuple[str, str],
    side: int,
) -> Diagnostic | None:
    kinds = [subject.facts[name].type for name in facts]
    if kinds[side].kind is not Kind.GRADE:
        return None
    moves: list[tuple[Fraction, tuple[str, str], tuple[str, str]]] = []
    for other in kinds[1 - side].members:
        line = [(each, other) if side == 0 else (other, each) for each in kinds[side].members]
        met = [key for key in line if key in cells]
        moves += [(cells[b][1] - cells[a][1], a, b) for a, b in pairwise(met) if cells[a][1] != cells[b][1]]
    for way in (1, -1):
        against = [move for move in moves if move[0] * way > 0]
        if against and (len(moves) > 3 * len(against) or len(moves) > len(against) == 1):
            rise, a, b = against[0]
            shown = "、".join(b), "、".join(a), f"{'多' if rise > 0 else '少'}得 {show_number(abs(rise))} 分"
            report = problems.wrong_way(subject.source, cells[b][0].span, *shown, "分值表里别的行、列都不是这样")
            tests = (core.IsMember(facts[0], b[0]), core.IsMember(facts[1], b[1]))

            def gives(unit: Unit) -> bool:
                return effect_points(effect, unit)[0] == cells[b][1]  # noqa: B023

            unit = subject.example(clause, gives, tests=tests)
            return report if unit is None else subject.shown(report, clause, unit)
    return None


# ----------------------------------------------------------------------------------------------------------------- levels

Said = tuple[int, str, core.Branch, Fraction]  # how high, the name, the sentence, its points


def levels_turned(subject: Subject, clause: core.Clause) -> Iterator[Diagnostic]:
    """Yield the first level that is worth less than a lower one."""
    rows: dict[object, list[Said]] = {}
    for effect in clause.effects:
        for branch in effect.branches:
            points = single(branch.points)
            name = _about(branch)
            found = None if name is None else level(name[1])
            if points and name is not None and found is not None and not found.open:
                key = (name[0], found.scale, found.before, found.behind, points > 0, effect.kind)
                rows.setdefault(key, []).append((found.low, name[1], branch, points))
    for row in rows.values():
        for (low, under, easy, less), (high, over, branch, points) in pairwise(sorted(row, key=lambda each: each[0])):
            if low < high and abs(points) < abs(less):
                gap = f"{'少加' if points > 0 else '少扣'} {show_number(abs(less - points))} 分"
                found_ = problems.level_gets_less(subject.source, branch.span, easy.span, (over, under), gap)

                def gives(unit: Unit) -> bool:
                    return holds(branch.test, unit) and number(branch.points, unit) != 0  # noqa: B023

                unit = subject.example(clause, gives, tests=(branch.test,), aims=subject.nonzero(branch.points))
                yield found_ if unit is None else subject.shown(found_, clause, unit)
                return


def _about(branch: core.Branch) -> tuple[object, str] | None:
    """Return what a sentence is about, and the name that says its level: a grade, a flag, a count of pieces."""
    tests = parts(branch.test)
    grades = [test for test in tests if isinstance(test, core.IsMember)]
    rest = frozenset(test for test in tests if test not in grades)
    if len(grades) == 1:
        return (grades[0].fact, rest), grades[0].member
    names = {*facts_in(branch.points), *(name for test in tests for name in facts_in(test))}
    plain = all(isinstance(test, core.Holds | core.Always) for test in tests)
    return ("", names.pop()) if len(names) == 1 and plain else None
