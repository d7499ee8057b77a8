"""The table of backends: Core in, texts out. A backend sees Core only (architecture.md, “The trees”).

What a backend cannot express it refuses with a 7xx finding and no artifact; it never emits something close. In: Core. Out: an
``Artifact``. Imported from here: ``BACKENDS``, ``mdtext``, ``artifact``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from attrs import frozen

from compiler import core
from compiler.backends.artifact import Artifact
from dsl.diagnostics import Bag
from dsl.nodes import Node

Emit = Callable[..., tuple[Artifact, ...]]  # of a policy, a bag and, where there are several, a dialect


@frozen(repr=False, eq=False)
class Backend(Node):
    """A backend by name; ``emit`` is "module:function", imported when first asked for. One with an ``extra`` is made on request alone."""

    name: str
    title: str
    suffix: str
    emit: str
    computes: bool  # its output gives scores, so it must agree with the interpreter
    extra: str = ""
    dialects: tuple[str, ...] = ()  # the first stands where none is asked for

    def made(self, policy: core.Policy, bag: Bag, dialect: str = "") -> tuple[Artifact, ...]:
        """Return the files; none, and why, where the backend refuses. ``ImportError`` where its extra is not installed."""
        wanted = (dialect or self.dialects[0],) if self.dialects else ()
        return self.load()(policy, bag, *wanted)

    def load(self) -> Emit:
        """Import and return the function that emits."""
        module, _, function = self.emit.partition(":")
        return cast(Emit, getattr(import_module(module), function))


_ALL = (
    Backend("python", "Python 模块", ".py", "compiler.backends.python:emit_all", computes=True),
    Backend("markdown", "Markdown 表格", ".md", "compiler.backends.markdown.document:emit", computes=False),
    Backend("sql", "SQL", ".sql", "compiler.backends.sql:emit", True, "sql", ("duckdb", "postgres", "spark")),
)
BACKENDS = {backend.name: backend for backend in _ALL}

__all__ = ["BACKENDS", "Artifact", "Backend", "Emit"]
