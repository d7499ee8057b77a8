"""The front matter, three ways: only what the new text states otherwise than the old one is changed.

In: this year's lines and both drafts. Out: next year's lines, what the clerk has to look at.
"""

from __future__ import annotations

import re

from zhunsheng.draft.writing.drafting import Draft

_LINE = re.compile(r"(?m)^(?P<key>[^\s:：]+)[:：][ \t]*(?P<value>.*)$")
_STATED = ("政策", "文号", "考核期间")


def front_of(front: str, before: Draft, new: Draft) -> tuple[str, tuple[str, ...]]:
    """This year's front matter with what the new document states otherwise, and what has to be looked at."""
    was, now = _values(before.policy), _values(new.policy)
    own, besides = _values(front), []
    for key in _STATED:
        if key in now and key in own and now[key] != was.get(key):
            front = _replaced(front, key, now[key])
            besides.append(f"文头的{key}：{own[key]} → {now[key]}")
        elif key == "考核期间" and key in own and key not in now:
            besides.append(f"文头的考核期间仍是 {own[key]}：新的原文没有写，要核对")
    if "原文校验" in own:
        front = _replaced(front, "原文校验", now["原文校验"])
    return front, tuple(besides)


def _values(text: str) -> dict[str, str]:
    head = text.split("\n---", 1)[0]
    return {match["key"]: match["value"].strip() for match in _LINE.finditer(head)}


def _replaced(front: str, key: str, value: str) -> str:
    return re.sub(rf"(?m)^({key}[:：][ \t]*).*$", lambda match: match[1] + value, front, count=1)
