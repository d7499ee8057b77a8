"""Where every clause stands, in the policy file and in the source text, as traces and reports name it.

In: what a run made of a policy. Out: places by the clause's id, ready for JSON; file names without their folders, so that
one policy has one trace wherever it lies.
"""

from __future__ import annotations

from typing import Any

from compiler.pipeline import Compiled
from dsl.source import Source

Json = dict[str, Any]


def places_of(compiled: Compiled) -> dict[str, Json]:
    """Return the place of every clause; empty where the policy has errors."""
    if compiled.policy is None:
        return {}
    text, quoted = compiled.text, compiled.places or {}
    return {
        clause.id: {
            "policy": _point(text.policy, clause.span.start),
            "source": _point(text.original, quoted[clause.id].start)
            if text.original is not None and clause.id in quoted
            else None,
        }
        for clause in compiled.policy.clauses()
    }


def _point(source: Source, offset: int) -> Json:
    line, column = source.place(offset)
    return {"file": source.name.replace("\\", "/").rpartition("/")[2], "line": line, "column": column}
