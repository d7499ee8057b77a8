"""准绳: Chinese scoring rules as code. The names below are the whole API; each is loaded when it is first used.

For example: ``zhunsheng.score(zhunsheng.load("policies/ankang-2021-hotline"), "facts.csv")`` gives a result a unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str
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

__all__ = [
    "FactsError",
    "Policy",
    "PolicyError",
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


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from compiler import VERSION

        return VERSION
    if name in __all__:
        from zhunsheng import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
