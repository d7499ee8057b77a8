"""Makes the nodes of a plan: each once, constants worked out, bounds proven. What bounds decide is decided here.

A number that the bits allowed could not hold raises ``TooWide``: the caller tries again with narrower columns (lowering.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from compiler.plan.tree import WIDTH, Node, Op, Value


class TooWide(Exception):
    """Some step could give a number that does not fit."""


_ORDERLESS = frozenset((Op.ADD, Op.MULTIPLY, Op.LEAST, Op.GREATEST, Op.EQUAL, Op.AND, Op.OR))


_LOOK = 64  # parts of a test that are looked at: many more, and a long sum would be looked through once a term


def _parts(op: Op, test: Node) -> list[Node]:
    """Return a test and what it is joined from by one operator, step by step."""
    found = [test]
    for each in found:
        if each.op is op and len(found) < _LOOK:
            found += each.args
    return found


class Builder:
    """Makes nodes and keeps them, in an order in which every node stands after what it is made of."""

    def __init__(self, most: int = WIDTH) -> None:
        self.most = most
        self.nodes: list[Node] = []
        self._known: dict[tuple[Op, tuple[int, ...], Value], Node] = {}
        self.true, self.false = self.truth(True), self.truth(False)

    def make(self, op: Op, args: tuple[Node, ...] = (), value: Value = None, low: int = 0, high: int = 1) -> Node:
        """Return the node; ``TooWide`` where its numbers do not fit."""
        if low < -self.most or high > self.most:
            raise TooWide
        if op in _ORDERLESS:
            args = tuple(sorted(args, key=lambda each: each.place))
        key = (op, tuple(each.place for each in args), (value.__class__.__name__, value))  # True is no 1
        found = self._known.get(key)  # type: ignore[arg-type]
        if found is None:
            found = self._known[key] = Node(op, args, value, low, high, len(self.nodes))  # type: ignore[index]
            self.nodes.append(found)
        return found

    @contextmanager
    def up_to(self, most: int) -> Iterator[None]:
        """Let the numbers of some steps be greater than those of the others."""
        before, self.most = self.most, most
        try:
            yield
        finally:
            self.most = before

    # ------------------------------------------------------------------------------------------------------- numbers

    def number(self, value: int) -> Node:
        """Return a constant."""
        return self.make(Op.NUMBER, value=value, low=value, high=value)

    def add(self, a: Node, b: Node) -> Node:
        """Return a + b."""
        if a.constant is not None and b.constant is not None:
            return self.number(a.constant + b.constant)
        if a.constant == 0 or b.constant == 0:
            return b if a.constant == 0 else a
        return self.make(Op.ADD, (a, b), low=a.low + b.low, high=a.high + b.high)

    def subtract(self, a: Node, b: Node) -> Node:
        """Return a − b."""
        if a.constant is not None and b.constant is not None:
            return self.number(a.constant - b.constant)
        if b.constant == 0:
            return a
        if a is b:
            return self.number(0)
        return self.make(Op.SUBTRACT, (a, b), low=a.low - b.high, high=a.high - b.low)

    def multiply(self, a: Node, b: Node) -> Node:
        """Return a × b."""
        if a.constant is not None and b.constant is not None:
            return self.number(a.constant * b.constant)
        for one, other in ((a, b), (b, a)):
            if one.constant == 1:
                return other
            if one.constant == 0:
                return one
        corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        return self.make(Op.MULTIPLY, (a, b), low=min(corners), high=max(corners))

    def floor(self, a: Node, b: Node) -> Node:
        """Return ⌊a ÷ b⌋ of numbers of any sign by a number that is made to be 1 at least. Engines differ where ``a`` is negative, so they
        are asked for quotients of what is not."""
        b = self.greatest(b, self.number(1))
        if b.constant == 1:
            return a
        if a.low >= 0:
            return self._quotient(a, b)
        up = self._quotient(
            self.add(self.greatest(self.subtract(self.number(0), a), self.number(0)), self.subtract(b, self.number(1))),
            b,
        )
        down = self._quotient(self.greatest(a, self.number(0)), b)
        return self.choose(self.less(a, self.number(0)), self.subtract(self.number(0), up), down)

    def digit(self, a: Node, b: Node, base: int) -> Node:
        """Return ⌊a ÷ b⌋ that is known to be less than ``base``: a is less than that many times b, whatever their own bounds say."""
        assert a.low >= 0 and b.low >= 1
        if a.constant is not None and b.constant is not None:
            return self.number(a.constant // b.constant)
        return self.make(Op.FLOOR, (a, b), low=0, high=min(base - 1, a.high // b.low))

    def _quotient(self, a: Node, b: Node) -> Node:
        assert a.low >= 0 and b.low >= 1
        if a.constant is not None and b.constant is not None:
            return self.number(a.constant // b.constant)
        return self.make(Op.FLOOR, (a, b), low=a.low // b.high, high=a.high // b.low)

    def least(self, a: Node, b: Node) -> Node:
        """Return the smaller one."""
        if a is b or a.high <= b.low:
            return a
        if b.high <= a.low:
            return b
        return self.make(Op.LEAST, (a, b), low=min(a.low, b.low), high=min(a.high, b.high))

    def greatest(self, a: Node, b: Node) -> Node:
        """Return the greater one."""
        if a is b or a.low >= b.high:
            return a
        if b.low >= a.high:
            return b
        return self.make(Op.GREATEST, (a, b), low=max(a.low, b.low), high=max(a.high, b.high))

    def look_up(self, table: str, values: tuple[int, ...], index: Node) -> Node:
        """Return what stands at a place of a table; a place beyond its ends is its end."""
        index = self.least(self.greatest(index, self.number(0)), self.number(len(values) - 1))
        return self.make(Op.LOOK_UP, (index,), table, min(values), max(values))

    # ------------------------------------------------------------------------------------------------------- truths

    def truth(self, value: bool) -> Node:
        """Return a truth that no row changes."""
        return self.make(Op.TRUTH, value=value, low=int(value), high=int(value))

    def less(self, a: Node, b: Node) -> Node:
        """Return whether a < b."""
        if a.high < b.low:
            return self.true
        if a is b or a.low >= b.high:
            return self.false
        return self.make(Op.LESS, (a, b))

    def at_most(self, a: Node, b: Node) -> Node:
        """Return whether a ≤ b."""
        if a is b or a.high <= b.low:
            return self.true
        if a.low > b.high:
            return self.false
        return self.make(Op.AT_MOST, (a, b))

    def equal(self, a: Node, b: Node) -> Node:
        """Return whether a = b."""
        if a is b or (a.low == a.high == b.low == b.high):
            return self.true
        if a.high < b.low or a.low > b.high:
            return self.false
        return self.make(Op.EQUAL, (a, b))

    def all_of(self, tests: Iterable[Node]) -> Node:
        """Return whether all hold."""
        return self._joined(Op.AND, tests, self.false, self.true)

    def any_of(self, tests: Iterable[Node]) -> Node:
        """Return whether at least one holds."""
        return self._joined(Op.OR, tests, self.true, self.false)

    def _joined(self, op: Op, tests: Iterable[Node], decisive: Node, idle: Node) -> Node:
        """Return tests joined two by two; a decisive one decides, an idle one is left out."""
        made = idle
        for test in self._absorbed(op, dict.fromkeys(tests)):
            if test is decisive or made is decisive:
                return decisive
            if made is idle:
                made = test
            elif test is not idle and test is not made:
                made = self.make(op, (made, test))
        return made

    @staticmethod
    def _absorbed(op: Op, tests: Iterable[Node]) -> list[Node]:
        """Leave out what the other tests decide: X AND (X OR Y) is X, X OR (X AND Y) is X."""
        other = Op.OR if op is Op.AND else Op.AND
        given = list(tests)
        if len(given) < 2 or all(test.op is not other for test in given):
            return given
        parts = {part for test in given for part in _parts(op, test)}
        return [test for test in given if test.op is not other or parts.isdisjoint(_parts(other, test)[1:])]

    def negate(self, test: Node) -> Node:
        """Return whether it does not hold."""
        if test.constant is not None:
            return self.truth(not test.constant)
        return test.args[0] if test.op is Op.NOT else self.make(Op.NOT, (test,))

    def choose(self, test: Node, then: Node, otherwise: Node) -> Node:
        """Return one of two numbers, or of two truths."""
        if test.constant is not None:
            return then if test.constant else otherwise
        if then is otherwise:
            return then
        if then.is_truth:
            if then.constant is not None:
                return self.any_of([test, otherwise]) if then.constant else self.all_of([self.negate(test), otherwise])
            if otherwise.constant is not None:
                return self.any_of([self.negate(test), then]) if otherwise.constant else self.all_of([test, then])
        low, high = min(then.low, otherwise.low), max(then.high, otherwise.high)
        return self.make(Op.IF, (test, then, otherwise), low=low, high=high)
