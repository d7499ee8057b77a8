"""What became of each sentence, and of what stood under it, as values and in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

SAME, CHANGED, NEW, GONE = "不变", "变了", "新增", "删去"
_SHOWN = (CHANGED, NEW, GONE)


@frozen
class Change:
    """What became of a sentence: its two wordings, the rules under each, the numbers that changed, what was dropped and why."""

    kind: str
    before: str = ""
    after: str = ""
    clause: str = ""
    numbers: tuple[str, ...] = ()
    rule_before: tuple[str, ...] = ()
    rule_after: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """Return the change as plain data."""
        return {
            "kind": self.kind,
            "clause": self.clause,
            "before": self.before,
            "after": self.after,
            "numbers": list(self.numbers),
            "ruleBefore": list(self.rule_before),
            "ruleAfter": list(self.rule_after),
            "dropped": list(self.dropped),
        }

    def lines(self) -> Iterator[str]:
        """Say it."""
        yield f"{self.kind}{f'（{self.clause}）' if self.clause else ''}"
        if self.before:
            yield f"  今年：{flat(self.before)}"
        if self.after:
            yield f"  明年：{flat(self.after)}"
        if self.numbers:
            yield f"  数：{'，'.join(self.numbers)}"
        if self.rule_before:
            yield f"  今年的规则：{'；'.join(self.rule_before)}"
        if self.after and not self.after.startswith("分值"):
            yield f"  明年读成：{'；'.join(self.rule_after) or '待定'}"
        for each in self.dropped:
            yield f"  没有沿用：{each}"


@frozen
class Updated:
    """Next year's policy, what changed, and what the clerk has to look at besides."""

    policy: str
    changes: tuple[Change, ...]
    besides: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the report."""
        counts = "，".join(f"{kind} {sum(each.kind == kind for each in self.changes)} 句" for kind in (SAME, *_SHOWN))
        lines = [line for kind in _SHOWN for each in self.changes if each.kind == kind for line in each.lines()]
        return "\n".join([counts, *lines, *self.besides]) + "\n"


def flat(text: str) -> str:
    """A text on one line."""
    return "".join(text.split())
