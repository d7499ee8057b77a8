"""The indicators of a policy: those declared, those still to be resolved, and how to look for them.

An indicator belongs to the clause that declares it: 占比 may mean something else in every clause.
"""

from __future__ import annotations

from attrs import define, field, frozen

from compiler import core
from compiler.lowering.names.measures import Measure, over, ratios_in
from dsl import surface

Key = tuple[str, str]  # clause, folded name


@frozen(repr=False, eq=False)
class _Index:
    """Indicators by name, by clause, by expression and by the two sides of a quotient, each list in order of declaration."""

    by_name: dict[str, list[Measure]]
    by_clause: dict[str, list[Measure]]
    with_empty: dict[core.Expr, tuple[int, Measure]]
    quotients: dict[tuple[core.Expr, core.Expr], Measure]

    @classmethod
    def of(cls, measures: dict[Key, Measure]) -> _Index:
        made = cls({}, {}, {}, {})
        for place, ((clause, name), measure) in enumerate(measures.items()):
            made.by_name.setdefault(name, []).append(measure)
            made.by_clause.setdefault(clause, []).append(measure)
            if measure.empty is not None:
                made.with_empty.setdefault(measure.expr, (place, measure))
                within = [] if isinstance(measure.expr, core.Divide) else ratios_in(measure.expr)
                meant = [ratio for ratio in within if over(measure.empty.noun, ratio)]
                for ratio in meant or within:  # a noun of none is reported, and nothing else is said of them
                    made.with_empty.setdefault(ratio, (place, measure))
            if isinstance(measure.expr, core.Divide):
                made.quotients.setdefault((measure.expr.left, measure.expr.right), measure)
        return made


def _below(expr: core.Expr) -> tuple[core.Expr, ...]:
    match expr:
        case core.Const() | core.Read():
            return ()
        case core.WholeUnits(amount):
            return (amount,)
        case core.Rounded(value):
            return (value,)
        case _:
            return (expr.left, expr.right)


@define(repr=False, eq=False)
class Indicators:
    """All indicators of one policy by clause and folded name."""

    declared: dict[Key, Measure] = field(factory=dict)
    pending: dict[Key, surface.Indicator] = field(factory=dict)  # not yet resolved
    resolving: list[Key] = field(factory=list)
    _index: _Index | None = None  # of ``declared``, until the next one is
    _weights: dict[int, tuple[core.Expr, int, int]] = field(
        factory=dict
    )  # the expression keeps its id from being given anew

    def weight(self, expr: core.Expr) -> tuple[int, int]:
        """Return how many numbers an expression has, every indicator in it written out, and how deep it goes."""
        known = self._weights.get(id(expr))
        if known is None:
            below = [self.weight(each) for each in _below(expr)]
            size = sum(size for size, _ in below) or 1
            known = self._weights[id(expr)] = (expr, size, max((depth + 1 for _, depth in below), default=0))
        return known[1:]

    def declare(self, key: Key, measure: Measure) -> None:
        """Take an indicator, or what is now known of it."""
        self.declared[key] = measure
        self._index = None

    @property
    def index(self) -> _Index:
        """The indicators by what one may look for."""
        if self._index is None:
            self._index = _Index.of(self.declared)
        return self._index

    def find(self, name: str, clause: str) -> Measure | None:
        """Return the indicator that a clause means by a name: its own, or the only one of the policy."""
        own = self.declared.get((clause, name))
        if own is not None:
            return own
        found = self.index.by_name.get(name, [])
        return found[0] if len(found) == 1 else None
