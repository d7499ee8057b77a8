"""Lines and blocks: the statements of one clause in their order."""

from __future__ import annotations

from attrs import frozen

from dsl.nodes import Node
from dsl.source import Span
from dsl.surface.atoms import where
from dsl.surface.declarations import Declaration
from dsl.surface.effects import Duty, Following, Rule
from dsl.surface.modifiers import Modifier

Part = Rule | Following | Duty | Modifier
Statement = Declaration | Part


@frozen(repr=False, eq=False)
class StatementLine(Node):
    """The statements of one line; commas within it are kept by the formatter."""

    statements: tuple[Statement, ...]
    span: Span = where()


@frozen(repr=False, eq=False)
class Block(Node):
    """One rule block."""

    lines: tuple[StatementLine, ...]
    span: Span = where()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of the block in order."""
        return tuple(statement for line in self.lines for statement in line.statements)
