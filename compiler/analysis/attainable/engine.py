"""The attainable points of every clause, item and section and of the total, for every class of units.

In: a policy. Out: ``Reach`` values. Outer bounds first; then one unit that is best at everything and one that is worst, composed of
what each component gives: where such a unit reaches the bound of a part, the bound is exact. Parts that are left get a climb of
their own, then the solver where the caller allows it (``settle.py``); what is still open is 未分析, with the bound and the farthest
unit found. Source: language.md §5, “Order”.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import define

from compiler.analysis.attainable.extremes import Reach
from compiler.analysis.attainable.view import View
from compiler.analysis.attainable.whole import Whole
from compiler.measures.who import classes


@define(slots=False, repr=False, eq=False)
class Engine(Whole):
    """The analysis of one policy, for every class of units."""

    @cached_property
    def views(self) -> tuple[View, ...]:
        """What every class of units can attain."""
        return tuple(View(self, who) for who in classes(self.policy))

    def reaches(self) -> Iterator[Reach]:
        """Yield the attainable points of every part for every class of units."""
        for view in self.views:
            yield from view.reaches
