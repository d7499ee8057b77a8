"""Clauses as the Markdown of a policy file: headings, quotes, rule blocks, what is left open, case tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from zhunsheng.draft.sentences.naming import Fact
from zhunsheng.draft.writing.clause import Clause

OPEN = "待定"
_DEEPEST = 6
_LIST_NUMBER = re.compile(r"^\s*\d{1,3}[.．、]\s+(?=\d)")


def front_text(title: str, kinds: tuple[str, ...], more: Mapping[str, str]) -> str:
    """Return the front matter. What the document does not say is marked as to be filled in."""
    lines = {"政策": title, "机关": "（待填）", **more, "原文": "source.txt"}
    if kinds:
        lines["对象类别"] = f"[{', '.join(kinds)}]"
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + "---\n"


def heading_text(clause: Clause) -> str:
    """Return the heading without its #: number, title and points."""
    number = re.sub(r"^\(([^()]+)\)$", r"（\1）", clause.number.rstrip(":： ."))
    title = clause.title.replace("\n", "")
    joint = "" if not number or not title or number[-1] in "、）" else " " if not number[-1].isdigit() else "."
    points = f"（{clause.points}）" if clause.points else ""
    return f"{number}{joint}{title}{points}" or "条"


def clause_text(clause: Clause, facts: Iterable[Fact], tables: str = "") -> str:
    """Return a clause; ``facts`` are those that it declares (others declared the rest)."""
    parts = [f"{'#' * min(clause.level, _DEEPEST)} {heading_text(clause)}"]
    parts += [_quote(quote) for quote in clause.quotes]
    if clause.method:
        parts.append(f"考核方式：{clause.method}")
    if clause.lines:
        parts.append("```规则\n" + "\n".join((*(fact.says for fact in facts), *clause.lines)) + "\n```")
    parts += clause.remarks
    parts += _open(clause)
    if tables:
        parts.append(tables.rstrip("\n"))
    return "\n\n".join(parts) + "\n"


def _quote(text: str) -> str:
    text = _LIST_NUMBER.sub("", text)  # 3. 2021年 would read as one number
    lines = [line.strip() for line in text.split("\n")]
    return "\n".join(f"> {line}" for line in lines if line)


def _open(clause: Clause) -> list[str]:
    if not clause.doubts:
        return []
    parts = [f"{OPEN}：{'；'.join(clause.doubts)}。"]
    for index, lines in enumerate(clause.candidates, start=1):
        facts = [fact.says for fact in clause.facts] if index == 1 else []
        which = f"候选{_NUMBERS[index - 1]}" if len(clause.candidates) > 1 else "已经读出的"
        parts.append(f"{which}：" + "；".join(f"`{line}`" for line in (*facts, *lines)))
    return parts


_NUMBERS = "一二三四五六七八九十"
