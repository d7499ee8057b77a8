"""A trace as one standalone page: the sum first, then clause by clause what was looked at, what applied and what was near.

In: the dict of ``compiler.explain.explain``. Out: HTML; nothing is computed here, every hole is escaped.
"""

from __future__ import annotations

from typing import Any

from compiler.explain.text import basis_line, group_line, range_lines, sentence, unfinished, veto_line
from zhunsheng.report.pages import page


def html(trace: dict[str, Any]) -> str:
    """Return the page."""
    return page(
        "trace.html.j2",
        trace=trace,
        groups={each["id"]: each for each in trace["groups"]},
        clauses={each["id"]: each for each in trace["clauses"]},
        sentence=sentence,
        group_line=group_line,
        unfinished=unfinished,
        basis_line=basis_line,
        veto_line=veto_line,
        deciding=range_lines(trace["range"]),
    )
