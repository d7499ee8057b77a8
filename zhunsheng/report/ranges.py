"""The attainable points of a policy (可得分范围) for people and for programs."""

from __future__ import annotations

from typing import Any

from compiler import core
from compiler.analysis.attainable.extremes import HIGH, LOW, Extreme
from compiler.analysis.attainable.rows import Row, rows, shown
from compiler.words.amounts import show_number

HEADER = ("项目", "对象类别", "最低", "最低的一例", "最高", "最高的一例")


def cells(policy: core.Policy, found: tuple[Row, ...]) -> list[tuple[str, ...]]:
    """Return the rows of the table."""
    known = policy.named
    made: list[tuple[str, ...]] = []
    for row in found:
        kinds = "各类" if len(row.kinds) == len(policy.kinds or ("",)) else "、".join(row.kinds)
        ends = (
            shown(row.low, LOW),
            row.example(LOW, known),
            shown(row.high, HIGH),
            row.example(HIGH, known),
        )
        made.append((row.part.group or row.title, kinds, *ends))
    return made


def markdown(policy: core.Policy, found: tuple[Row, ...]) -> str:
    """Return the ranges as a Markdown table under the policy's title."""
    from compiler.backends.mdtext import escape

    lines = [f"## {policy.title}：可得分范围", "", f"| {' | '.join(HEADER)} |", "|---|---|---:|---|---:|---|"]
    lines += [f"| {' | '.join(escape(cell) for cell in row)} |" for row in cells(policy, found)]
    return "\n".join(lines) + "\n"


def tree(policy: core.Policy) -> list[dict[str, Any]]:
    """Return the ranges of every part, clauses too, as data; numbers are exact texts."""
    found = rows(policy, clauses=True)
    return [
        {
            "part": {"level": _level(row), "id": row.part.clause or row.part.group, "title": row.title},
            "kinds": list(row.kinds),
            "low": _end(row.low),
            "high": _end(row.high),
        }
        for row in found
    ]


def _level(row: Row) -> str:
    return "clause" if row.part.clause else ("group" if row.part.group else "total")


def _end(end: Extreme) -> dict[str, Any]:
    unit = end.unit
    return {
        "how": {"达到": "reached", "没有限度": "unlimited", "未分析": "open"}[end.how.value],
        "value": None if end.value is None else show_number(end.value),
        "found": None if end.found is None else show_number(end.found),
        "why": end.why,
        "unit": None
        if unit is None
        else {
            "name": unit.name,
            "kind": unit.kind,
            "facts": {
                name: value if isinstance(value, bool | int | None) else str(value)
                for name, value in unit.facts.items()
            },
        },
    }
