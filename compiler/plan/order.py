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


def layers_of(roots: Iterable[Node], done: frozenset[Node] = frozenset(), *, plain: bool = False) -> Layers:
    """Return the layers that give these nodes; every root is kept. Nodes that are ``done`` are columns already.

    ``plain``: one step from the row is no column of its own, however often it is used.
    """
    wanted = tuple(dict.fromkeys(roots))
    below = {node: () if node in done else node.args for node in reachable(wanted, done)}
    uses: dict[Node, int] = {}
    for args in below.values():
        for arg in args:
            uses[arg] = uses.get(arg, 0) + 1
    kept = {node for node, count in uses.items() if count > 1 and not (_near(node) if plain else node.op in _AT_HAND)}
    kept = (kept - done) | set(wanted)
    floor: dict[Node, int] = {}  # how many layers must stand before a node
    layers: list[list[Node]] = []
    for node in TopologicalSorter(below).static_order():
        here = max((floor[arg] + (arg in kept) for arg in below[node]), default=0)
        floor[node] = here
        if node in kept:
            layers += [[] for _ in range(here + 1 - len(layers))]
            layers[here].append(node)
    return Layers(tuple(tuple(layer) for layer in layers), frozenset(kept))


def _near(node: Node) -> bool:
    return node.op not in (Op.FLOOR, Op.LOOK_UP) and all(arg.op in _AT_HAND for arg in node.args)


def reachable(roots: Iterable[Node], done: frozenset[Node] = frozenset()) -> list[Node]:
    """Return the nodes and everything below them down to what is done, each once."""
    found: dict[Node, None] = {}
    open_ = list(roots)
    while open_:
        node = open_.pop()
        if node not in found:
            found[node] = None
            open_ += () if node in done else node.args
    return list(found)
