"""What all trees share: equality, hash and a readable form over the fields of an attrs class, made once here.

attrs can generate these methods for each class, but compiling them for two hundred small classes costs more time at start-up
than everything else the compiler does there. So tree classes are written ``@frozen(repr=False, eq=False) class X(Node)``.
Fields marked ``eq=False`` (spans) do not count; ``eq=function`` compares what the function makes of the value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["Node", "light"]

# A frozen class whose instances come by the million: mypy holds it frozen, at run time it is not, for ``object.__setattr__`` per
# field would make up a fourth of the time of the lexer.
if TYPE_CHECKING:
    from attrs import frozen as light
else:
    light = attrs.define

_KEYS: dict[type, tuple[tuple[str, Callable[[Any], Any] | None], ...]] = {}


def _key(node: Node) -> tuple[Any, ...]:
    fields = _KEYS.get(node.__class__)
    if fields is None:
        all_fields: Any = attrs.fields(node.__class__)  # type: ignore[arg-type]  # every subclass is an attrs class
        fields = tuple((each.name, each.eq_key) for each in all_fields if each.eq)
        _KEYS[node.__class__] = fields
    return tuple(getattr(node, name) if key is None else key(getattr(node, name)) for name, key in fields)


class Node:
    """Base of all frozen tree classes."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Two nodes are equal when they are of one class and their fields that count are equal."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        assert isinstance(other, Node)
        return self is other or _key(self) == _key(other)

    def __hash__(self) -> int:
        """Hash over the fields that count."""
        return hash((self.__class__, _key(self)))

    def __repr__(self) -> str:
        """Show the fields that are worth showing."""
        all_fields: Any = attrs.fields(self.__class__)  # type: ignore[arg-type]  # every subclass is an attrs class
        shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in all_fields if each.repr)
        return f"{self.__class__.__name__}({shown})"
