"""Wording of what commands find out about what they write, one function a code: name it, place it, say what to do."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, finding


def still_open(places: int, what: str) -> Diagnostic:
    """A policy with 待定 whose results would be published."""
    return finding(
        "E042-still-open",
        f"还有 {places} 处待定，{what}",
        hint="逐处定下来（见 W024），再运行一次；只想先看看的，用 score 不写 -o，或者 try",
    )


def missing_output(name: str) -> Diagnostic:
    """A file that would be generated and is not there."""
    return finding(
        "E038-stale-output", f"“{name}”还没有生成", hint="运行 zhunsheng build，用同样的 -t 和 -o，不加 --check"
    )
