"""The list of defects of the sources as Markdown and as data. In: compiled policies. Out: text, plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from compiler.accepting.defects import Defect, defects
from compiler.backends.mdtext import escape
from compiler.pipeline import Compiled

COLUMNS = ("序号", "条款", "种类", "问题", "采用的读法", "另一种读法", "对得分的影响")


@frozen
class SourceDefects:
    """The defects of one source text."""

    slug: str
    title: str
    number: str
    rows: tuple[Defect, ...]


def collect(slug: str, compiled: Compiled) -> SourceDefects:
    """Return the defects of one policy that compiled."""
    assert compiled.document is not None
    front = compiled.document.front
    return SourceDefects(
        slug, front.get("政策"), front.get("文号"), defects(compiled.document, compiled.bag, compiled.accepted)
    )


def markdown(found: Iterable[SourceDefects]) -> str:
    """Return the list, one table a document."""
    lines = [
        "# 原文问题清单",
        "",
        "各份办法原文里的问题，逐条列出采用的读法和它对得分的影响，供制定机关修订时参考。",
        "由 `zhunsheng 问题清单` 按各政策的注和检查结果生成，勿手改。",
    ]
    for each in found:
        lines += ["", *_document(each)]
    return "\n".join(lines) + "\n"


def _document(found: SourceDefects) -> Iterator[str]:
    number = f"（{found.number}）" if found.number else ""
    yield f"## {escape(found.title)}{escape(number)}"
    counts = Counter(kind for row in found.rows for kind in row.kinds)
    yield ""
    total = "、".join(f"{kind} {count}" for kind, count in counts.most_common())
    yield f"政策：`{found.slug}`。共 {len(found.rows)} 处{f'：{total}' if total else ''}。"
    if found.rows:
        yield ""
        yield f"| {' | '.join(COLUMNS)} |"
        yield "|---:|" + "---|" * (len(COLUMNS) - 1)
        for serial, row in enumerate(found.rows, 1):
            yield f"| {' | '.join([str(serial), *map(escape, _cells(row))])} |"


def _cells(row: Defect) -> tuple[str, ...]:
    title = row.title if row.title and row.title not in row.clause else ""
    short = title if len(title) <= 20 else ""
    kind = "、".join(row.kinds) + (f"（检查 {row.code}）" if row.code else "")
    reading, other = row.reading.removeprefix("这里").lstrip("：，"), row.other.removeprefix("若")
    return f"{row.clause} {short}".strip(), kind, row.problem, reading, other.replace("；若", "；"), row.effect


def data(found: SourceDefects) -> dict[str, Any]:
    """Return the defects of one source as plain data, version 1."""
    return {
        "version": 1,
        "policy": found.slug,
        "title": found.title,
        "number": found.number,
        "defects": [
            {
                "clause": row.clause,
                "kinds": list(row.kinds),
                "problem": row.problem,
                "reading": row.reading,
                "otherReading": row.other,
                "effect": row.effect,
                "code": row.code,
            }
            for row in found.rows
        ],
    }
