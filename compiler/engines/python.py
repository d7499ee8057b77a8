"""The plan as Python expressions over local variables: whole numbers in, whole numbers out, for one unit at a time.

Python's whole numbers have no width, so that nothing can wrap; what a plan takes for a row (``ready``, ``admissible``) holds here too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from compiler.plan.order import reachable
from compiler.plan.tree import Node, Op, Plan

OPERATORS: dict[Op, Callable[..., str]] = {
    Op.ADD: lambda a, b: f"({a} + {b})",
    Op.SUBTRACT: lambda a, b: f"({a} - {b})",
    Op.MULTIPLY: lambda a, b: f"({a} * {b})",
    Op.FLOOR: lambda a, b: f"({a} // {b})",
    Op.LEAST: lambda a, b: f"({a} if {a} < {b} else {b})",
    Op.GREATEST: lambda a, b: f"({a} if {a} > {b} else {b})",
    Op.LESS: lambda a, b: f"({a} < {b})",
    Op.AT_MOST: lambda a, b: f"({a} <= {b})",
    Op.EQUAL: lambda a, b: f"({a} == {b})",
    Op.AND: lambda a, b: f"({a} and {b})",
    Op.OR: lambda a, b: f"({a} or {b})",
    Op.NOT: lambda a: f"(not {a})",
    Op.IF: lambda test, a, b: f"({a} if {test} else {b})",
}
TWICE = frozenset((Op.LEAST, Op.GREATEST))  # what stands in them is written twice, so it is kept under a name
OPPOSITE = {"True": "False", "False": "True"}
TRUTHS = frozenset(OPPOSITE)
STEPS = 20_000  # truths that are taken into account for one module; more would take long and save little
SHORT = 24  # nodes
Key = Node | tuple[Op | Node, ...]
Known = Mapping[Any, bool]  # by ``_key``
NOTHING: Known = {}
UNIT, KIND = "unit", "kind"


class Written:
    """Nodes of a plan as expressions. ``names`` are the variables of its facts; ``missing`` those that may be None (可空).

    Whoever has no such fact has every fact, so most of what asks whether a row is complete falls away.
    """

    def __init__(self, plan: Plan, names: Mapping[str, str], missing: frozenset[str], roots: Iterable[Node]) -> None:
        self.tables = dict(plan.tables)
        self.names, self.missing = names, missing
        self.steps: list[
            tuple[str, str]
        ] = []  # what has to be worked out first, in order: the variable and its expression
        self._kept: dict[Node, str] = {}
        self._often = _often(roots)
        self._left = STEPS

    def expression(self, node: Node, known: Known = NOTHING) -> str:
        """Return a node as an expression; what it needs first is in ``steps``. ``known`` are truths that hold where it is read."""
        if (found := known.get(_key(node))) is not None:
            return repr(found)
        if node in self._kept:
            return self._kept[node]
        if not node.args:
            return self._leaf(node)
        if node in self._often:
            text = self._made(node, NOTHING)
            if text.isidentifier() or text in TRUTHS:
                self._kept[node] = text
            else:
                self._kept[node] = f"值{len(self.steps) + 1}"
                self.steps.append((self._kept[node], text))
            return self._kept[node]
        return self._made(node, known)

    def _made(self, node: Node, known: Known) -> str:
        if node.op is Op.LOOK_UP:
            return f"{self.tables[str(node.value)]!r}[{self.expression(node.args[0])}]"
        if node.op in (Op.AND, Op.OR):
            return self._joined(node, known)
        if node.op is Op.NOT:
            inner = self.expression(node.args[0], known)
            return OPPOSITE.get(inner) or OPERATORS[Op.NOT](inner)
        if node.op is Op.IF:
            return self._chosen(node, known)
        return OPERATORS[node.op](*(self.expression(each, known) for each in node.args))

    def _chosen(self, node: Node, known: Known) -> str:
        test = self.expression(node.args[0], known)
        if test in TRUTHS:
            return self.expression(node.args[1 if test == "True" else 2], known)
        ways = [self._assumed(node.args[0], truth, known) for truth in (True, False)]
        parts = [self.expression(each, way) for each, way in zip(node.args[1:], ways, strict=True)]
        return parts[0] if parts[0] == parts[1] else OPERATORS[Op.IF](test, *parts)

    def _assumed(self, node: Node, truth: bool, known: Known) -> Known:
        self._left -= 1
        return assumed(node, truth, known) if self._left > 0 else known

    def _joined(self, node: Node, known: Known) -> str:
        """甲 and 乙: where 乙 is read, 甲 holds; 甲 or 乙: where 乙 is read, it does not."""
        both = node.op is Op.AND
        first, second = node.args
        one = self.expression(first, known)
        if one in TRUTHS:
            return self.expression(second, known) if (one == "True") is both else one
        other = self.expression(second, self._assumed(first, both, known))
        if other in TRUTHS:
            return one if (other == "True") is both else other
        return OPERATORS[node.op](one, other)

    def _leaf(self, node: Node) -> str:
        value = node.value
        match node.op:
            case Op.NUMBER | Op.TRUTH:
                return repr(value)
            case Op.COLUMN:
                name = self.names[str(value)]
                return f"(0 if {name} is None else {name})" if value in self.missing else name
            case Op.FLAG:
                return self.names[str(value)]
            case Op.PRESENT:
                return f"({self.names[str(value)]} is not None)" if value in self.missing else "True"
            case Op.MEMBER:
                assert isinstance(value, tuple)
                return f"({self.names[value[0]]} == {value[1]!r})"
            case Op.OF_KIND | Op.LISTED:
                assert isinstance(value, tuple)
                name = KIND if node.op is Op.OF_KIND else UNIT
                return f"({name} == {value[0]!r})" if len(value) == 1 else f"({name} in {value!r})"
        raise AssertionError(node.op)


def assumed(node: Node, truth: bool, known: Known) -> Known:
    """What is known besides, once a truth is."""
    found = {**known, _key(node): truth}
    if node.op is Op.NOT:
        return assumed(node.args[0], not truth, found)
    if node.op is (Op.AND if truth else Op.OR):
        for each in node.args:
            found = {**assumed(each, truth, found)}
    if node.op in (Op.LESS, Op.AT_MOST):
        a, b = node.args
        less, more = (a, b) if truth else (b, a)  # what is the lesser one, were it not for being equal
        strict = (node.op is Op.LESS) is truth
        found |= {(Op.AT_MOST, less, more): True, (Op.LESS, more, less): False}
        if strict:
            found |= {(Op.LESS, less, more): True, (Op.AT_MOST, more, less): False}
            found |= {(Op.EQUAL, less, more): False, (Op.EQUAL, more, less): False}
    return found


def _key(node: Node) -> Key:
    """By what a truth is known: a comparison by what it compares, so that its opposite is found too."""
    return (node.op, *node.args) if node.op in (Op.LESS, Op.AT_MOST, Op.EQUAL) else node


def _often(roots: Iterable[Node]) -> frozenset[Node]:
    """The nodes that are written more than once and are worth a variable; a short truth is not: most of it is known where it is read."""
    given = tuple(roots)
    found = reachable(given)
    uses = Counter(arg for node in found for arg in node.args for _ in range(2 if node.op in TWICE else 1))
    uses.update(set(given))
    sizes: dict[Node, int] = {}
    for node in sorted(found, key=lambda each: each.place):
        sizes[node] = 1 + sum(sizes[arg] for arg in node.args)
    return frozenset(
        node for node, count in uses.items() if count > 1 and node.args and not (node.is_truth and sizes[node] <= SHORT)
    )
