"""A thing and its opposite are one fact: 不达标 is 未 达标, 资料不齐全 is 未 资料齐全, 无台账 is 未 有台账.

In: a name that nobody declared, and the names that are declared. Out: the declared name that it denies. A word in which 不 or 未 is
no denial (不动产, 未成年人) has its whole meaning in itself, and is left alone. 未报送 and 总结未按时报送 are no opposites: whoever has not
reported has not reported in time either.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache

from attrs import frozen

from dsl.folding import fold
from dsl.nodes import Node
from dsl.words.lexicon import lexicon
from dsl.words.trie import longest

_NONE = ("零", "实现零", "保持零", "达到零", "做到零")  # 零投诉 is 无投诉
_DENIALS = ("没有", "尚未", "未能", "未", "不", "没")
_BEFORE = frozenset(
    (
        *_DENIALS,
        "无",
        "未发生",
        "未出现",
        "未发现",
        "未被",
        "未受到",
        "没有发生",
        "没有出现",
        "没有被",
        "没发生",
        "不存在",
        "不发生",
        *_NONE,
    )
)
_HAVING = ("无", "没有", "没")  # 无台账 denies 有台账
_NOT_HAPPENED = ("未发", "未出", "未被", "未受", "没有被", "没有发", "没有出", "没发", "不存", "不发")
_AS_ASKED = ("按要求", "按规定", "按规定要求", "保质保量")
_LEAST = 2  # characters of a name that can be denied


def denied(name: str, declared: Container[str]) -> str:
    """Return the declared name that a folded name denies; "" where it denies none, or where more than one would do."""
    if name.startswith(lexicon().speech["no_denials"]):
        return ""
    found = {each for each in _positives(name) if len(each) >= _LEAST and each in declared}
    return found.pop() if len(found) == 1 else ""


def had(name: str) -> str:
    """Return the thing that a folded name says is not there: 越级上访 of 无越级上访 and 未发生越级上访; "" where it says no such thing."""
    words = (*_HAVING, *_NONE, *(each for each in _BEFORE if each.startswith(_NOT_HAPPENED)))
    found = [name.removeprefix(word) for word in sorted(words, key=len, reverse=True) if name.startswith(word)]
    return found[0] if found and len(found[0]) >= _LEAST and not name.startswith(lexicon().speech["no_denials"]) else ""


def denying(word: str, name: str) -> bool:
    """Tell whether what stands in front of a declared name denies it: 不 before 达标, 未发生 before 事故, 无 before 投诉."""
    return word in _BEFORE and not f"{word}{name}".startswith(lexicon().speech["no_denials"])


def _positives(name: str) -> Iterator[str]:
    for at in range(len(name)):
        before, rest = name[:at], name[at:]
        if rest.startswith(lexicon().speech["no_denials"]):
            continue
        for word in _DENIALS:
            if rest.startswith(word) and len(rest) > len(word):
                yield before + rest[len(word) :]
                yield f"{before}已{rest[len(word) :]}"
        kind = rest.startswith(lexicon().speech["of_a_kind"]) and rest not in lexicon().speech["of_a_kind"]
        for word in () if kind else _HAVING:
            if rest.startswith(word) and len(rest) > len(word):
                yield f"{before}有{rest[len(word) :]}"


@frozen(repr=False, eq=False)
class Undone(Node):
    """What a name says was not done: of what, what, and whether only that it was not in time."""

    before: str
    behind: str
    late: bool


@cache
def undone(name: str) -> Undone | None:
    """Return what a name says was not done; None where it says no such thing."""
    found = _pattern().search(fold(name))
    if found is None or name.startswith(lexicon().speech["no_denials"]) or not found["behind"]:
        return None
    return Undone(found["before"], found["behind"], found["late"] is not None)


def never_done(inner: str, outer: str) -> bool:
    """Whether the first of two names holds only where the second does: 未报送, 未按时报送; what was to be done may be said once."""
    a, b = undone(inner), undone(outer)
    if a is None or b is None or a.late or not b.late:
        return False
    return a.behind == b.behind and (a.before == b.before or not a.before or not b.before)


@cache
def _pattern() -> re.Pattern[str]:
    words = longest((*lexicon().speech["in_time"], *_AS_ASKED))
    denied = longest(("未", "没有", "没"))
    return re.compile(
        rf"^(?P<before>[^未没不]*)(?:(?:{denied})(?P<late>能?在?(?:{words})的?)?|不)(?P<behind>[^未没不]*)$"
    )
