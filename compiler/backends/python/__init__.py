"""Core to a Python module that needs the standard library alone and reads as if a careful colleague had written it."""

from compiler.backends.python.module import emit, emit_all

__all__ = ["emit", "emit_all"]
