"""Which columns the published rule table has, and what the official table calls them.

In: the names that a policy states under 表头, and the rows. Out: (head, field) pairs. How the clause is read stands beside the official
sentence, in a column that no official table has.
"""

from __future__ import annotations

from collections.abc import Iterable

from dsl.nodes import Node

READING = ("准绳读法", "reading")
DEFAULT = (
    ("考核项目", "item"),
    ("考核内容", "content"),
    ("评分标准", "standard"),
    READING,
    ("分值", "points"),
    ("考核方式", "method"),
    ("依据", "authority"),
)
_ALWAYS = ("item", "standard", "reading")
# What an official head means: the first of these that it contains.
_MEANINGS = (
    ("标准", "standard"),
    ("细则", "standard"),
    ("分值", "points"),
    ("方式", "method"),
    ("方法", "method"),
    ("依据", "authority"),
    ("项目", "item"),
    ("指标", "item"),
    ("内容", "content"),
)

Layout = tuple[tuple[str, str], ...]


def meaning_of(head: str) -> str:
    """Return the field that an official head stands for; empty where it is none of ours (记分, 备注)."""
    return next((field for word, field in _MEANINGS if word in head), "")


def layout_of(heads: tuple[str, ...], rows: Iterable[Node]) -> Layout:
    """Return the columns: in the official order where the policy states it, else ours, without those that stay empty."""
    if heads:
        return _official(heads)
    full = list(rows)
    return tuple(
        (head, field) for head, field in DEFAULT if field in _ALWAYS or any(getattr(row, field).strip() for row in full)
    )


def _official(heads: tuple[str, ...]) -> Layout:
    known = [(head, field) for head in heads if (field := meaning_of(head))]
    fields = [field for _, field in known]
    found: list[tuple[str, str]] = []
    for head, field in known:
        if field == "content" and "item" not in fields:  # one head over two columns
            found += [(head, "item"), ("", "content")]
        else:
            found.append((head, field))
        if field == "standard":
            found.append(READING)
    return tuple(found)
