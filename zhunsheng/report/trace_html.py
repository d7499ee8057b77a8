"""A trace as one standalone page: the sum first, then clause by clause what was looked at, what applied and what was near.

In: the dict of ``compiler.explain.explain``. Out: HTML; nothing is computed here, every hole is escaped.
"""

from __future__ import annotations

from typing import Any

from compiler.trace_text import deciding_lines, group_line, sentence


def html(trace: dict[str, Any]) -> str:
    """Return the page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("zhunsheng", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("trace.html.j2").render(
        trace=trace,
        groups={each["id"]: each for each in trace["groups"]},
        clauses={each["id"]: each for each in trace["clauses"]},
        sentence=sentence,
        group_line=group_line,
        deciding=deciding_lines(trace["range"]["deciding"] if trace["range"] else []),
    )
