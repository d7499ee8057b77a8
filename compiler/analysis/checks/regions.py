"""What the tiers of several figures leave out (W410): 95% and 95%, 90% and 90%, then below 80% in either – and 85% in both?

In: branches that all set bounds to the same figures, or to one figure under other conditions (新办 且 …): those of one effect, and
those that stand alone and all lose, or all win. Out: a finding with values that no branch takes, though smaller ones and larger ones
are taken; one finding a ladder. Beyond the last tier nothing is asked, as with one figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from compiler import core
from compiler.analysis.checks.subject import Subject
from compiler.analysis.solver.answers import Found, NotAnalysed
from compiler.core.walk import nodes, parts
from compiler.meaning.interpret import Unit, holds
from compiler.measures.cells import KIND, LIMIT, Cell, Key, Space, true_in
from compiler.measures.single import sign
from compiler.measures.tiers import branch_sets
from compiler.problems import tiers as problems
from compiler.words.wording import show_test
from dsl.diagnostics import Diagnostic
from dsl.source import Span

_ASKED = 12  # cells of which a unit is looked for
_OPEN = "各数之间的组合太多，没有逐一查看"
_WHAT = "各档之间有没有漏掉的数"
At = tuple[int, ...]


def regions(subject: Subject, clause: core.Clause) -> Iterator[Diagnostic]:
    """Yield what the tiers of a clause leave out."""
    alone: dict[object, list[core.Branch]] = {}
    for effect in clause.effects:
        if len(effect.branches) > 1 and branch_sets(effect) is None:
            yield from _left_out(subject, clause, effect.span, _tests(effect.branches))
        for branch in effect.branches if len(effect.branches) == 1 and effect.measure is None else ():
            besides = frozenset(each for each in parts(branch.test) if not _figures(each))
            key = _figures(branch.test), sign(branch.points), besides
            alone.setdefault(key, []).append(branch)
    for branches in alone.values():
        span = branches[0].span.to(branches[-1].span)
        yield from _left_out(subject, clause, span, tuple(branch.test for branch in branches))


def _left_out(subject: Subject, clause: core.Clause, span: Span, tests: tuple[core.Test, ...]) -> Iterator[Diagnostic]:
    figures = [_figures(test) for test in tests]
    if len(tests) < 2 or not figures[0] or any(each != figures[0] for each in figures):
        return
    space = subject.space(tests)
    besides = {each.key for each in space.variables} - figures[0] - {KIND}
    if len(figures[0]) == 1 and not besides:
        return  # a ladder of one figure, which was looked at while its tiers were put in order
    if space.size > LIMIT:
        yield subject.undecided(clause, span, _WHAT, _OPEN)
        return
    left: str | None = None
    for cell in list(_between(space, tests, figures[0]))[:_ASKED]:
        here = tuple(_chosen(cell))
        found = problems.hole_of_several(subject.source, span, "，".join(_shown(subject, here)))

        def taken_by_none(unit: Unit) -> bool:
            return not any(holds(test, unit) for test in tests)

        unit = subject.example(clause, taken_by_none, tests=here)
        if unit is not None:
            yield subject.shown(found, clause, unit)
            return
        answer = subject.possible(core.Both((*here, *(core.Negate(test) for test in tests))))
        if isinstance(answer, Found):
            yield subject.shown(found, clause, answer.unit)
            return
        left = answer.why if isinstance(answer, NotAnalysed) else left
    if left is not None:
        yield subject.undecided(clause, span, _WHAT, left)


def _tests(branches: tuple[core.Branch, ...]) -> tuple[core.Test, ...]:
    """Return the tests of branches but those of 无…时: what is asked is asked of ratios that have a value."""
    tests = [branch.test for branch in branches]
    under = {node.right for test in tests for node in nodes(test) if isinstance(node, core.Divide)}
    empties = {core.Compare(each, core.Op.EQ, core.Const(Fraction(0))) for each in under}
    return tuple(test for test in tests if test not in empties)


def _figures(test: core.Test) -> frozenset[core.Expr]:
    """Return the figures to which a test sets bounds."""
    return frozenset(
        node.left for node in nodes(test) if isinstance(node, core.Compare) and isinstance(node.right, core.Const)
    )


def _between(space: Space, tests: tuple[core.Test, ...], figures: frozenset[core.Expr]) -> Iterator[Cell]:
    """Yield the cells that no test takes while some test takes one with smaller figures, and some one with larger ones."""
    measured = [each for each in space.variables if each.key in figures]
    others = [each for each in space.variables if each.key not in figures]
    lines = [sorted(each.values, key=_number) for each in measured]
    for chosen in product(*(each.values for each in others)):
        fixed: Cell = dict(zip((each.key for each in others), chosen, strict=True))
        places = list(product(*(range(len(line)) for line in lines)))
        cells = {at: {**fixed, **_at(at, [each.key for each in measured], lines)} for at in places}
        taken = {at: any(true_in(test, cell) for test in tests) for at, cell in cells.items()}
        below, above = _reached(taken, places, -1), _reached(taken, places[::-1], 1)
        yield from (cells[at] for at in places if not taken[at] and below[at] and above[at])


def _number(value: Fraction | bool | str) -> Fraction:
    assert isinstance(value, Fraction), "figures have numbers"
    return value


def _at(at: At, keys: list[Key], lines: list[list[Fraction | bool | str]]) -> Cell:
    return {key: line[place] for key, line, place in zip(keys, lines, at, strict=True)}


def _reached(taken: dict[At, bool], places: list[At], way: int) -> dict[At, bool]:
    """Return of every place whether one that is nowhere larger (smaller) is taken."""
    found: dict[At, bool] = {}
    for at in places:
        nearer = [(*at[:axis], place + way, *at[axis + 1 :]) for axis, place in enumerate(at)]
        found[at] = taken[at] or any(found.get(each, False) for each in nearer)
    return found


def _shown(subject: Subject, here: tuple[core.Test, ...]) -> Iterator[str]:
    return (show_test(each, subject.policy) for each in here)


def _chosen(cell: Cell) -> Iterator[core.Test]:
    """Return what a cell says of the facts, as tests."""
    for key, value in cell.items():
        match key, value:
            case str(), str() if key == KIND:
                yield core.OfKind((value,))
            case str(), str():
                yield core.IsMember(key, value)
            case tuple(), _:
                pass  # how many days it took: no bound of this sort says exactly so many
            case _ if isinstance(value, Fraction):
                yield core.Compare(key, core.Op.EQ, core.Const(value))  # type: ignore[arg-type]  # numbers are those of figures
            case _:
                yield key if value else core.Negate(key)  # type: ignore[misc, arg-type]  # what is true or false is a test
