"""What can be wrong with a note (E474 to E476)."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def unknown_mark(source: Source, span: Span, mark: str, near: str) -> Diagnostic:
    """A word in the brackets of a note that is neither a kind of defect nor a number."""
    return finding(
        "E474-unknown-note-mark",
        f"注的括号里的“{mark}”既不是原文问题的种类，也不是数",
        Label(source, span),
        hint=f"是否指“{near}”？" if near else "写问题的种类（如 歧义、空档）、免去的数，或者 等价",
    )


def no_reading(source: Source, span: Span, kind: str) -> Diagnostic:
    """A defect that touches the score, and nothing about how the policy reads it."""
    return finding(
        "E475-defect-without-reading",
        f"这条注说原文有“{kind}”，没有说取哪一种读法",
        Label(source, span),
        hint="补一句「这里取……」；要由人认定的，写「由考核人认定」",
        authority="原文有两种读法的，政策要写明取哪一种",
    )


def no_other_reading(source: Source, span: Span, kind: str) -> Diagnostic:
    """A double reading of which only one side is named."""
    return finding(
        "E476-defect-without-other-reading",
        f"这条注说原文有“{kind}”，没有说另一种读法和它的影响",
        Label(source, span),
        hint="补一句「若取……，……得几分」",
        authority="原文有两种读法的，政策要写明另一种读法和它对得分的影响",
    )
