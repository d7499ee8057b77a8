"""In which order an engine works out the nodes of a plan: what is used more than once becomes a column of its own, layer by layer."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import TopologicalSorter

from attrs import frozen

from compiler.plan.tree import Node, Op

_AT_HAND = frozenset((Op.NUMBER, Op.TRUTH, Op.COLUMN, Op.FLAG, Op.PRESENT))  # no work to be kept


@frozen(eq=False)
class Layers:
    """The nodes that are kept as columns, those of a layer made from columns of the layers before it alone."""

    layers: tuple[tuple[Node, ...], ...]
    kept: frozenset[Node]


def layers_of(roots: Iterable[Node]) -> Layers:
    """Return the layers that give these nodes; every root is kept."""
    wanted = tuple(dict.fromkeys(roots))
    below = {node: node.args for node in _all(wanted)}
    uses: dict[Node, int] = {}
    for node in below:
        for arg in node.args:
            uses[arg] = uses.get(arg, 0) + 1
    kept = {node for node, count in uses.items() if count > 1 and node.op not in _AT_HAND} | set(wanted)
    floor: dict[Node, int] = {}  # how many layers must stand before a node
    layers: list[list[Node]] = []
    for node in TopologicalSorter(below).static_order():
        here = max((floor[arg] + (arg in kept) for arg in node.args), default=0)
        floor[node] = here
        if node in kept:
            layers += [[] for _ in range(here + 1 - len(layers))]
            layers[here].append(node)
    return Layers(tuple(tuple(layer) for layer in layers), frozenset(kept))


def _all(roots: Iterable[Node]) -> list[Node]:
    """Return the nodes and everything below them, each once."""
    found: dict[Node, None] = {}
    open_ = list(roots)
    while open_:
        node = open_.pop()
        if node not in found:
            found[node] = None
            open_ += node.args
    return list(found)
