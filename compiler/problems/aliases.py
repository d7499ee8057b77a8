"""What is wrong with 别名, the former names of facts (E495, E496)."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def unknown(source: Source, span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    """别名 leads to a fact that the policy does not have."""
    near = get_close_matches(name, known, 1, 0.4)
    hint = f"是否指“{near[0]}”？" if near else ""
    return finding(
        "E495-unknown-alias",
        f"别名指向“{name}”，本办法没有这个事实",
        Label(source, span, "冒号右边写现在的名称"),
        hint=f"写“旧名: 新名”，新名是规则里声明的事实。{hint}",
    )


def in_use(source: Source, span: Span, before: str, after: str) -> Diagnostic:
    """The former name of a fact is the name of another fact of this version."""
    return finding(
        "E496-alias-in-use",
        f"“{before}”现在仍是一个事实，不能又是“{after}”的旧名",
        Label(source, span),
        hint="旧名只写已经不用的名称；两个都在用的，是两个事实，删去这一行",
    )
