"""Builds surface nodes while Lark reduces: one method for each named alternative of the grammar, by topic.

In: Lark's tokens and reductions. Out: Surface nodes. Imported from here: ``dsl/parser.py`` alone.
"""

from __future__ import annotations

from dsl.building.declarations import Declarations
from dsl.building.modifiers import Modifiers
from dsl.building.rules import Rules


class Builder(Rules, Modifiers, Declarations):
    """Lark calls the method that bears the name of the alternative, with the children in order."""


__all__ = ["Builder"]
