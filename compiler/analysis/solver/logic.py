"""And, or, not, if of z3, where what is known already is not written down.

In: terms of z3 and plain bools. Out: smaller terms. Source of the terms: ``encode.py``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import define

Term = Any  # a term of z3, which has no types of its own


@define(repr=False, eq=False)
class Logic:
    """The connectives, with the module z3 at hand."""

    z3: Any

    def both(self, *terms: Term | bool) -> Term | bool:
        """Return a conjunction; what is known is not written down."""
        kept = [term for term in terms if term is not True]
        if any(term is False for term in kept):
            return False
        return True if not kept else kept[0] if len(kept) == 1 else self.z3.And(*kept)

    def either(self, *terms: Term | bool) -> Term | bool:
        """Return a disjunction; what is known is not written down."""
        kept = [term for term in terms if term is not False]
        if any(term is True for term in kept):
            return True
        return False if not kept else kept[0] if len(kept) == 1 else self.z3.Or(*kept)

    def negate(self, term: Term | bool) -> Term | bool:
        """Return a negation."""
        return (not term) if isinstance(term, bool) else self.z3.Not(term)

    def choose(self, test: Term | bool, yes: Term, no: Term) -> Term:
        """Return ``yes`` where the test holds, else ``no``."""
        return (yes if test else no) if isinstance(test, bool) else self.z3.If(test, yes, no)

    def const(self, value: Fraction | int) -> Term:
        """Return a rational constant."""
        exact = Fraction(value)
        return self.z3.Q(exact.numerator, exact.denominator)
