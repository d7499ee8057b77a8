"""准绳: Chinese scoring rules as code. The names below are the whole API; each is loaded when it is first used.

For example: ``zhunsheng.score(zhunsheng.load("policies/ankang-2021-hotline"), "facts.csv")`` gives a result a unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compiler.analysis.attainable.rows import Row
    from compiler.backends.artifact import Artifact
    from compiler.compare import Comparison
    from compiler.core import Clause, Fact
    from compiler.meaning.result import ClauseResult, GroupResult, Outcome, Points, Result
    from dsl.diagnostics import Diagnostic, Severity
    from dsl.problems.unknown import UnknownName
    from zhunsheng.api import (
        FactsError,
        Policy,
        PolicyError,
        check,
        compare,
        compile,
        explain,
        load,
        ranges,
        schema,
        score,
    )

    __version__: str

__all__ = [
    "Artifact",
    "Clause",
    "ClauseResult",
    "Comparison",
    "Diagnostic",
    "Fact",
    "FactsError",
    "GroupResult",
    "Outcome",
    "Points",
    "Policy",
    "PolicyError",
    "Result",
    "Row",
    "Severity",
    "UnknownName",
    "__version__",
    "check",
    "compare",
    "compile",
    "explain",
    "load",
    "ranges",
    "schema",
    "score",
]

_HOMES = {
    "compiler.analysis.attainable.rows": ("Row",),
    "compiler.backends.artifact": ("Artifact",),
    "compiler.compare": ("Comparison",),
    "compiler.core": ("Clause", "Fact"),
    "compiler.meaning.result": ("ClauseResult", "GroupResult", "Outcome", "Points", "Result"),
    "dsl.diagnostics": ("Diagnostic", "Severity"),
    "dsl.problems.unknown": ("UnknownName",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from compiler import VERSION

        return VERSION
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(_HOME.get(name, "zhunsheng.api")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
