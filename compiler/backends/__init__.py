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

Emit = Callable[[core.Policy, Bag], tuple[Artifact, ...]]


@frozen(repr=False, eq=False)
class Backend(Node):
    """A backend by name; ``emit`` is "module:function", imported when first asked for."""

    name: str
    title: str
    suffix: str
    emit: str
    computes: bool  # its output gives scores, so it must agree with the interpreter

    def load(self) -> Emit:
        """Import and return the function that emits."""
        module, _, function = self.emit.partition(":")
        return cast(Emit, getattr(import_module(module), function))


_ALL = (
    Backend("python", "Python 模块", ".py", "compiler.backends.python:emit", computes=True),
    Backend("markdown", "Markdown 表格", ".md", "compiler.backends.markdown.document:emit", computes=False),
)
BACKENDS = {backend.name: backend for backend in _ALL}

__all__ = ["BACKENDS", "Artifact", "Backend", "Emit"]
