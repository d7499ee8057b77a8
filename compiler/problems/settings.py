"""What a policy says about its own findings (E48x, W48x)."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def unknown_code(source: Source, span: Span, written: str) -> Diagnostic:
    """检查 or 接受 names a code that cannot be set: there is none, or it guards the meaning of a score."""
    return finding(
        "E480-cannot-be-settled",
        f"“{written}”不能改严重程度，也不能接受",
        Label(source, span),
        hint="核对代码；不分明就算不出唯一分数的错误（两档重叠、对账不符等）只能改规则",
    )


def unknown_level(source: Source, span: Span, written: str, levels: Sequence[str]) -> Diagnostic:
    """检查 gives a severity that is none."""
    return finding(
        "E481-unknown-level",
        f"没有“{written}”这一级",
        Label(source, span),
        hint=f"写其中之一：{'、'.join(levels)}",
    )


def kept_level(source: Source, span: Span, code: str) -> Diagnostic:
    """An error is turned off."""
    return finding(
        "E482-level-too-low",
        f"{code} 是错误，最低只能降为警告",
        Label(source, span),
        hint="写“警告”；只有一条如此的，在「接受」下按条款写明理由",
    )


def unknown_clause(source: Source, span: Span, clause: str, known: Sequence[str]) -> Diagnostic:
    """接受 names a clause that is not there."""
    near = get_close_matches(clause, known, 1, 0.4)
    return finding(
        "E483-unknown-clause-accepted",
        f"没有条款“{clause}”",
        Label(source, span),
        hint=f"是否指“{near[0]}”？" if near else "写条款的路径，例如 附件2/工单办理/办结率",
    )


def no_reason(source: Source, span: Span, code: str, clause: str) -> Diagnostic:
    """接受 without a reason."""
    return finding(
        "E484-accepted-without-reason",
        f"接受 {code}{f'（{clause}）' if clause else ''}没有写理由",
        Label(source, span),
        hint="冒号后面写明为什么接受，会印进规则表的脚注",
    )


def idle(source: Source, span: Span, code: str, clause: str) -> Diagnostic:
    """An acceptance that accepts nothing."""
    where = f"“{clause}”" if clause else "全文"
    return finding(
        "W485-idle-acceptance", f"{where}没有 {code}，不需要接受", Label(source, span), hint="删去这一行，或改条款"
    )
