"""What all trees share: equality, hash and a readable form over the fields of an attrs class, made once here.

attrs can generate these methods for each class, but compiling them for two hundred small classes costs more time at start-up
than everything else the compiler does there. So tree classes are written ``@frozen(repr=False, eq=False) class X(Node)``.
Fields marked ``eq=False`` (spans) do not count; ``eq=function`` compares what the function makes of the value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["Node", "fields_of", "light"]

# A frozen class whose instances come by the million: mypy holds it frozen, at run time it is not, for ``object.__setattr__`` per
# field would make up a fourth of the time of the lexer.
if TYPE_CHECKING:
    from attrs import frozen as light
else:
    light = attrs.define

_KEYS: dict[type, tuple[tuple[str, Callable[[Any], Any] | None], ...]] = {}


def _fields(kind: type) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    fields = _KEYS.get(kind)
    if fields is None:
        all_fields: Any = attrs.fields(kind)  # every subclass is an attrs class
        fields = _KEYS[kind] = tuple((each.name, each.eq_key) for each in all_fields if each.eq)
    return fields


def _key(node: Node) -> tuple[Any, ...]:
    fields = _fields(node.__class__)
    return tuple(getattr(node, name) if key is None else key(getattr(node, name)) for name, key in fields)


class Node:
    """Base of all frozen tree classes."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Two nodes are equal when they are of one class and their fields that count are equal."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        if self is other:
            return True
        for name, key in _fields(self.__class__):  # one by one: most nodes that differ do so early
            one, two = getattr(self, name), getattr(other, name)
            if key is not None:
                one, two = key(one), key(two)
            if one is not two and one != two:
                return False
        return True

    def __hash__(self) -> int:
        """Hash over the fields that count."""
        return hash((self.__class__, _key(self)))

    def __repr__(self) -> str:
        """Show the fields that are worth showing."""
        shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields_of(self) if each.repr)
        return f"{self.__class__.__name__}({shown})"


def fields_of(node: Node) -> tuple[attrs.Attribute[Any], ...]:
    """Return the fields of a node: every node is of an attrs class, which mypy cannot know."""
    found: tuple[attrs.Attribute[Any], ...] = attrs.fields(node.__class__)  # type: ignore[arg-type]
    return found
