"""Core to SQL: a table for the facts, and a view for the points with a step for each clause, item and total.

Needs sqlglot (the extra ``sql``); whoever has not installed it gets ``ImportError`` when this room is asked for.
"""

from compiler.backends.sql.script import emit

__all__ = ["emit"]
