"""A score that falls while the figure gets better (W420): against 越高越好 or 越低越好, or a ladder that goes up and down.

In: tiered effects, rates, pro rata amounts, ranks. Without a declared direction a ladder may rise and then fall (an area that is best
in the middle); one that turns twice, or that is worst in the middle, has two of its tiers swapped.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from compiler import core
from compiler.analysis.checks import order
from compiler.analysis.checks.nested import nested
from compiler.analysis.checks.subject import Subject
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Unit, effect_points, holds
from compiler.measures.grades import graded
from compiler.measures.ladder import Rung, Step, meeting, sample, slope, steps, turns, value_at
from compiler.measures.single import sign
from compiler.measures.tiers import empty_branch, is_whole, partition
from compiler.problems import checks as problems
from compiler.words.amounts import show_number, show_value
from dsl.diagnostics import Diagnostic
from dsl.types import Kind


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the steps that go the wrong way."""
    for clause in subject.clauses:
        turned = list(order.levels_turned(subject, clause))
        yield from turned
        for effect, ladder in subject.ladders(clause):
            if ladder:
                yield from list(_ladder(subject, clause, effect, ladder)) or nested(subject, clause, effect)
            elif effect.measure is None:
                found = [*(() if turned else _grades(subject, clause, effect)), *_ranks(subject, clause, effect)]
                found += (*order.deadlines(subject, clause, effect), *order.tables(subject, clause, effect))
                found += (*order.shares_of_ranks(subject, clause, effect), *_facts(subject, clause, effect))
                yield from found or nested(subject, clause, effect)
            elif effect.better is not None:
                yield from (
                    *_formula(subject, clause, effect, effect.measure),
                    *_between(subject, clause, effect, effect.measure),
                )


def _ladder(
    subject: Subject, clause: core.Clause, effect: core.Effect, ladder: tuple[Rung, ...]
) -> Iterator[Diagnostic]:
    found = steps(ladder)
    ranks = order.ranked_steps(subject, effect, ladder)
    if ranks:
        wrong, why = ranks, "名次在后的反而多得"
    elif effect.better is not None:
        wanted = 1 if effect.better is core.Better.HIGH else -1
        wrong = [step for step in found if step.rise * wanted < 0]
        why = f"“{effect.measure_name}”声明为{effect.better}"
    elif turns([step.rise for step in found]) >= 2:
        ups = sum(step.rise > 0 for step in found)
        odd = 1 if 2 * ups < len(found) else -1
        wrong = [step for step in found if step.rise * odd > 0]
        why = "各档的分值忽升忽降"
    elif turns([step.rise for step in found]) == 1 and found[0].rise < 0 and not _open(ladder) and not _rank(effect):
        # What no tier covers gives nothing, and so may a tier: only two tiers that both count are compared.
        wrong = [step for step in found if _counts(step.low) and _counts(step.high)]
        why = "两头的分值高，中间的低"
    else:
        return
    for step in wrong[:1]:
        yield _reported(subject, clause, effect, step, why)


def _rank(effect: core.Effect) -> bool:
    """Whether an effect is about ranks: there may be no more units than there are ranks with points."""
    return effect.measure_type is not None and effect.measure_type.kind is Kind.RANK


def _open(ladder: tuple[Rung, ...]) -> bool:
    """Whether no tier covers either end: then only a stretch in the middle is spoken of."""
    return ladder[0].branch < 0 and ladder[-1].branch < 0


def _counts(rung: Rung) -> bool:
    return rung.branch >= 0 and rung.points != 0


def _reported(subject: Subject, clause: core.Clause, effect: core.Effect, step: Step, why: str) -> Diagnostic:
    low, high = sample(step.low, effect), sample(step.high, effect)
    assert low is not None and high is not None and effect.measure is not None, "a rung holds a value"
    kind, measure = effect.measure_type, effect.measure
    gap = show_number(abs(step.rise))
    shown = show_value(high, kind), show_value(low, kind), f"{'多' if step.rise > 0 else '少'}得 {gap} 分"
    branch = effect.branches[step.high.branch if step.high.branch >= 0 else step.low.branch]
    found = problems.wrong_way(subject.source, branch.span, *shown, why)

    def gives(unit: Unit) -> bool:
        return effect_points(effect, unit)[0] == step.high.points

    unit = subject.example(clause, gives, aims=((measure, high),))
    return found if unit is None else subject.shown(found, clause, unit)


def _grades(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    """Grades stand in order: points that go up and down along it have two grades swapped."""
    ladder = graded(effect, subject.policy)
    met = [] if ladder is None else [(grade, branch) for grade, branch in ladder.met if branch is not None]
    points = [branch.points.value for _, branch in met if isinstance(branch.points, core.Const)]
    if ladder is None or len(points) < len(met):
        return
    moves = [(at, points[at] - points[at - 1]) for at in range(1, len(points)) if points[at] != points[at - 1]]
    odd = _odd(points, moves)
    if odd is None:
        return
    at, rise = next((at, rise) for at, rise in moves if rise * odd > 0)
    shown = met[at][0], met[at - 1][0], f"{'多' if rise > 0 else '少'}得 {show_number(abs(rise))} 分"
    found = problems.wrong_way(subject.source, met[at][1].span, *shown, "各级的分值忽升忽降")

    def gives(unit: Unit) -> bool:
        return effect_points(effect, unit)[0] == points[at]

    unit = subject.example(clause, gives, tests=(core.IsMember(ladder.fact, met[at][0]),))
    yield found if unit is None else subject.shown(found, clause, unit)


def _odd(points: list[Fraction], moves: list[tuple[int, Fraction]]) -> int | None:
    """Return the direction of the moves that go against the others; None where there is nothing odd.

    Points that turn twice have it. So have those that turn once within gains, or within losses, while they fall, or rise, on the
    whole: 非常满意 3 分，满意 5 分，不满意 扣 3 分. 适中 得 5 分 between two that lose, or get nothing, is best in the middle.
    """
    turned = turns([rise for _, rise in moves])
    if turned >= 2:
        return 1 if 2 * sum(rise > 0 for _, rise in moves) < len(moves) else -1
    odd = -1 if points[-1] > points[0] else 1
    against = [at for at, rise in moves if rise * odd > 0]
    alike = all(points[at] * points[at - 1] > 0 for at in against)
    return odd if turned == 1 and points[-1] != points[0] and alike else None


def _ranks(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    """The first ranks are the best ones where the policy says what is better: 前 3 名 loses nothing, 倒数 3 名 gains nothing."""
    for branch in effect.branches:
        ranks = [subject.facts[name] for name in facts_in(branch.test) if subject.facts[name].role is core.Role.RANK]
        if len(ranks) != 1 or ranks[0].better is None or isinstance(branch.test, core.Negate):
            continue
        if sign(branch.points) == (1 if ranks[0].from_bottom else -1):
            word = "最差的几名反而得分" if ranks[0].from_bottom else "最好的几名反而失分"
            found = problems.wrong_rank(subject.source, branch.span, word, f"排名的数声明为{ranks[0].better}")
            unit = subject.example(clause, lambda unit: holds(branch.test, unit), tests=(branch.test,))  # noqa: B023
            yield found if unit is None else subject.shown(found, clause, unit)


def _formula(subject: Subject, clause: core.Clause, effect: core.Effect, measure: core.Expr) -> Iterator[Diagnostic]:
    wanted = 1 if effect.better is core.Better.HIGH else -1
    empty = empty_branch(effect)
    for index, branch in enumerate(effect.branches):
        way = 0 if index == empty else slope(branch.points, measure)
        if way is None:
            why = "分值的算式里不止一处用到它"
            yield subject.undecided(clause, branch.span, f"“{effect.measure_name}”越高，得分是升还是降", why)
        elif way * wanted < 0:
            word = "越多" if way > 0 else "越少"
            why = f"“{effect.measure_name}”声明为{effect.better}"
            found = problems.wrong_slope(subject.source, branch.span, effect.measure_name, word, why)

            def moves(unit: Unit) -> bool:
                return effect_points(effect, unit)[0] != 0

            unit = subject.example(clause, moves, tests=(branch.test,), aims=subject.nonzero(branch.points))
            unit = unit or subject.example(clause, lambda unit: holds(branch.test, unit), tests=(branch.test,))  # noqa: B023
            yield found if unit is None else subject.shown(found, clause, unit)


def _facts(subject: Subject, clause: core.Clause, effect: core.Effect) -> Iterator[Diagnostic]:
    """得分 = 返工率 × 10 where 返工率 is declared 越低越好: points that are worked out from the facts themselves."""
    for branch in effect.branches:
        for name in () if isinstance(branch.points, core.Const) else dict.fromkeys(facts_in(branch.points)):
            better = subject.facts[name].better
            if better is None or subject.facts[name].computed:
                continue
            way = slope(branch.points, core.Read(name), subject.never_negative)
            if way is None:
                why = "分值的算式里不止一处用到它，或者与别的数相乘"
                yield subject.undecided(clause, branch.span, f"“{name}”越高，得分是升还是降", why)
            elif way * (1 if better is core.Better.HIGH else -1) < 0:
                word, why = ("越多" if way > 0 else "越少"), f"“{name}”声明为{better}"
                found = problems.wrong_slope(subject.source, branch.span, name, word, why)
                unit = subject.example(clause, lambda unit: holds(branch.test, unit), tests=(branch.test,))  # noqa: B023
                yield found if unit is None else subject.shown(found, clause, unit)


def _between(subject: Subject, clause: core.Clause, effect: core.Effect, measure: core.Expr) -> Iterator[Diagnostic]:
    """Tiers whose points are formulas: the points on both sides of every boundary."""
    wanted = 1 if effect.better is core.Better.HIGH else -1
    pieces = partition(effect, subject.domain(measure))
    for low, high in pairwise(pieces):
        ends = meeting(low.interval, high.interval, whole=is_whole(effect))
        if ends is None or low.branch < 0 or high.branch < 0:
            continue
        branches = effect.branches[low.branch], effect.branches[high.branch]
        sides = list(zip(branches, ends, strict=True))
        given = [value_at(branch.points, measure, value) for branch, value in sides]
        if given[0] is None or given[1] is None:
            why = "分值还要看别的事实"
            yield subject.undecided(clause, effect.span, f"“{effect.measure_name}”跨过这一界限，得分是升还是降", why)
        elif (given[1] - given[0]) * wanted < 0:
            yield _crossed(subject, clause, effect, ends, (given[0], given[1]), branches[1])


def _crossed(
    subject: Subject,
    clause: core.Clause,
    effect: core.Effect,
    ends: tuple[Fraction, Fraction],
    given: tuple[Fraction, Fraction],
    branch: core.Branch,
) -> Diagnostic:
    assert effect.measure is not None, "a ladder has a measure"
    low, high = (show_value(end, effect.measure_type) for end in ends)
    gap = f"{'多' if given[1] > given[0] else '少'}得 {show_number(abs(given[1] - given[0]))} 分"
    why = f"“{effect.measure_name}”声明为{effect.better}"
    found = problems.wrong_way(subject.source, branch.span, high, low, gap, why)
    unit = subject.example(
        clause, lambda unit: effect_points(effect, unit)[0] == given[1], aims=((effect.measure, ends[1]),)
    )
    return found if unit is None else subject.shown(found, clause, unit)
