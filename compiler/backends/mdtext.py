"""Text that Markdown shows exactly as it stands: every mark that means something is escaped, line ends are folded.

In: any text. Out: one line that is safe in a table cell, in a heading and after a list mark (CommonMark and GFM).
"""

from __future__ import annotations

import re

# * _ ~ ` would emphasise, | would end a cell, < and & would start HTML, $ would start a formula on GitHub.
_MARKS = re.compile(r"[\\`*_~|<$]|&(?=#?\w+;)|\](?=[(:])")
# At the start: a quote, a list, a task, a rule. After a blank: the # that would close a heading.
_START = re.compile(r"^(?:>|[+\-](?=[\s+\-]|$)|\[(?=[ xX]\]))")
_NUMBER = re.compile(r"^(\d{1,9})(?=[.)])")
_HASH = re.compile(r"(?:^|(?<=\s))#")
_BREAK = re.compile(r"[^\S\u3000\u00a0]*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029][\s]*")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u3000-\u303f]")


def fold(text: str) -> str:
    """Join the lines of a text: with nothing between Chinese characters, else with one blank."""

    def joint(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "

    text = text.strip()
    return _BREAK.sub(joint, text)


class Shown(str):
    """Markdown that is ready: it is not escaped again."""

    __slots__ = ()


def escape(text: object) -> str:
    """Return a text as one line of Markdown that shows the text itself, wherever it stands."""
    if isinstance(text, Shown):
        return text
    return _NUMBER.sub(r"\1\\", _START.sub(_escaped, inside(text)))


def inside(text: object) -> Shown:
    """Return a text as Markdown for a cell or a heading, where no list and no quote can begin: 1. stays 1."""
    return Shown(_HASH.sub(_escaped, _MARKS.sub(_escaped, fold(str(text)))))


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match.group()
