"""Units on which one thing decides a long condition: everything it joins stands one way, but for one.

A condition that asks for many things (任一项未完成的 …) is hardly ever tipped by drawn units: as good as always two things are
missing, and then nobody notices that one of them was forgotten. In: a test, a policy. Out: units; whoever asks scores them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import define, field

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.meaning.calendar import UnknownYear
from compiler.meaning.interpret import Missing, Undefined, Unit, holds
from compiler.measures.domain import Facts, allowed, companions, repaired, table
from compiler.measures.moves import Move, beginnings, moves
from compiler.measures.who import Who, classes

_JOINS = core.Both | core.Either | core.Negate


def tipping(test: core.Test, policy: core.Policy) -> Iterator[Unit]:
    """Yield units of every class, first with the test one way and one thing turned, then the other way."""
    known = table(policy)
    names = companions(facts_in(test), known)
    for who in classes(policy):
        tipper = _Tipper(test, {name: known[name] for name in names}, policy, who)
        for want in (False, True):
            yield from tipper.units(want)


def truth(test: core.Test, unit: Unit) -> bool | None:
    """Return whether a test holds for a unit; None where that cannot be told."""
    try:
        return holds(test, unit)
    except (Missing, Undefined, UnknownYear):
        return None


@define(repr=False, eq=False)
class _Tipper:
    """Moves the facts of one class of units."""

    test: core.Test
    known: Mapping[str, core.Fact]
    policy: core.Policy
    who: Who
    moves: dict[core.Test, tuple[Move, ...]] = field(factory=dict)

    def units(self, want: bool) -> Iterator[Unit]:
        leaves = [node for node in nodes(self.test) if isinstance(node, core.Test) and not isinstance(node, _JOINS)]
        for start in beginnings((self.test,), self.known, self.policy, self.who):
            facts = self._made(self.test, want, dict(start))
            yield self._unit(facts)
            for leaf in dict.fromkeys(leaves):
                turned = truth(leaf, self._unit(facts))
                if turned is not None:
                    yield from (self._unit(each) for each in self._moved(leaf, not turned, facts))

    def _unit(self, facts: Facts) -> Unit:
        return Unit(self.who.name, self.who.kind, facts)

    def _made(self, test: core.Test, want: bool, facts: Facts) -> Facts:
        """Return facts with which a test holds, or does not; those given where none were found."""
        if truth(test, self._unit(facts)) is want:
            return facts
        match test:
            case core.Negate(inner):
                return self._made(inner, not want, facts)
            case core.Both(tests) | core.Either(tests) if isinstance(test, core.Both) is want:
                for each in tests:
                    facts = self._made(each, want, facts)
                return facts
            case core.Both(tests) | core.Either(tests):
                found = (self._made(each, want, dict(facts)) for each in tests)
                return next((each for each in found if truth(test, self._unit(each)) is want), facts)
            case _:
                return next(self._moved(test, want, facts), facts)

    def _moved(self, test: core.Test, want: bool, facts: Facts) -> Iterator[Facts]:
        """Yield facts, one of them moved, with which a test holds, or does not; a part falls with its whole."""
        if test not in self.moves:
            own = {name: self.known[name] for name in companions(facts_in(test), self.known)}
            self.moves[test] = moves((test,), own, self.policy, self.who)
        for move in self.moves[test]:
            tried = {**facts, move.fact: move.made(facts, self.known)}
            tried |= dict(repaired(tried, [name for name in self.known if name != move.fact], self.known))
            fits = allowed(tried, self.known, self.who.kind)
            if fits and truth(test, self._unit(tried)) is want:
                yield tried
