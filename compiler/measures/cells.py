"""What several tests can do together: the facts they look at cut into cells on which every test is constant.

In: tests. Out: ``Space``: its variables (a measure with the numbers it is compared with, a 是否, an 等级, a kind of unit …), and all
cells. Variables are taken as independent, so that the cells cover everything that can happen and perhaps more: what is true in no
cell is impossible; what is true in some cell is possible where the variables share no facts (``exact``), else it has to be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import prod

from attrs import evolve, frozen

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.meaning.interpret import compare
from compiler.measures.choosing import threshold_of
from compiler.measures.domain import companions
from compiler.measures.intervals import Interval, IntervalSet, mirrored
from dsl.nodes import Node

LIMIT = 20_000  # cells; beyond it a check says that it did not look
Term = tuple[
    str, str, str
]  # start, unit of days, end: the value is how many days it takes, rounded up to a term asked for
Key = core.Expr | core.Test | str | Term
Cell = dict[Key, Fraction | bool | str]
KIND = "对象类别"


@frozen(repr=False, eq=False)
class Variable(Node):
    """Something tests look at, with one value for every cell; ``facts`` are those it reads and all that limit them."""

    key: Key
    values: tuple[Fraction | bool | str, ...]
    facts: frozenset[str]


@frozen(repr=False, eq=False)
class Space(Node):
    """The variables of some tests."""

    variables: tuple[Variable, ...]
    checked: bool = False  # whether 核对 holds the facts together

    @property
    def size(self) -> int:
        """How many cells there are."""
        return prod(len(variable.values) for variable in self.variables)

    @property
    def exact(self) -> bool:
        """Whether every cell can happen: no two variables share a fact, nor does 核对 hold any."""
        if self.checked:
            return False
        names = [name for variable in self.variables for name in variable.facts]
        return len(set(names)) == len(names)

    def cells(self) -> Iterator[Cell]:
        """Yield every cell."""
        keys = [variable.key for variable in self.variables]
        for values in product(*(variable.values for variable in self.variables)):
            yield dict(zip(keys, values, strict=True))


def space(
    tests: Sequence[core.Test],
    policy: core.Policy,
    domain: Callable[[core.Expr], IntervalSet],
    whole: Callable[[core.Expr], bool],
) -> Space:
    """Return the space of some tests; ``domain`` gives what a measure can be, ``whole`` whether it is a whole number."""
    cuts: dict[core.Expr, set[Fraction]] = {}
    others: dict[Key, Variable] = {}
    terms: dict[Term, set[int]] = {}
    for node in (node for test in tests for node in nodes(test)):
        match node:
            case core.Compare():
                measure, threshold = threshold_of(node)
                cuts.setdefault(measure, set()).add(threshold)
            case core.IsMember(fact, _):
                others[fact] = Variable(fact, policy.fact(fact).type.members, frozenset((fact,)))
            case core.OfKind():
                others[KIND] = Variable(KIND, policy.kinds or ("",), frozenset())
            case core.Within(start, days, unit, end):
                terms.setdefault((start, unit, end), set()).add(days)
            case core.Both() | core.Either() | core.Negate() | core.Always():
                pass
            case _ if isinstance(
                node, core.Test
            ):  # a question of its own: 是否, 已填, 在列, and whatever else there will be
                others[node] = Variable(node, (True, False), frozenset(facts_in(node)))
            case _:
                pass
    measured = (
        Variable(measure, _values(domain(measure), bounds, whole=whole(measure)), frozenset(facts_in(measure)))
        for measure, bounds in cuts.items()
    )
    periods = (
        Variable(term, tuple(Fraction(day) for day in (*sorted(days), max(days) + 1)), frozenset((term[0], term[2])))
        for term, days in terms.items()
    )
    variables = (*measured, *others.values(), *periods)
    limited = tuple(evolve(each, facts=frozenset(companions(each.facts, policy.named))) for each in variables)
    read = {name for each in limited for name in each.facts}
    return Space(limited, any(not read.isdisjoint(facts_in(check.test)) for check in policy.checks))


def _values(domain: IntervalSet, cuts: set[Fraction], *, whole: bool) -> tuple[Fraction, ...]:
    """Return one value of every part into which the cuts divide the domain."""
    ends = sorted(cuts)
    points = [Interval(end, True, end, True) for end in ends]
    between = [Interval(low, False, high, False) for low, high in pairwise(ends)]
    outside = [Interval(None, False, ends[0], False), Interval(ends[-1], False, None, False)]
    parts = (IntervalSet((part,)).intersection(domain).sample(whole=whole) for part in (*points, *between, *outside))
    return tuple(value for value in parts if value is not None)


def true_in(test: core.Test, cell: Cell) -> bool:
    """Tell whether a test holds in a cell of a space that it helped to make."""
    match test:
        case core.Always():
            return True
        case core.Compare():
            measure, threshold = threshold_of(test)
            value = cell[measure]
            assert isinstance(value, Fraction)
            return compare(value, _op(test), threshold)
        case core.IsMember(fact, member):
            return cell[fact] == member
        case core.OfKind(kinds):
            return cell[KIND] in kinds
        case core.Within(start, days, unit, end):
            taken = cell[start, unit, end]
            return isinstance(taken, Fraction) and taken <= days
        case core.Both(tests):
            return all(true_in(each, cell) for each in tests)
        case core.Either(tests):
            return any(true_in(each, cell) for each in tests)
        case core.Negate(inner):
            return not true_in(inner, cell)
        case _:
            return cell[test] is True


def _op(test: core.Compare) -> core.Op:
    turned = isinstance(test.left, core.Const) and not isinstance(test.right, core.Const)
    return mirrored(test.op) if turned else test.op
