"""A list under 一票否优, 一票否决事项, 取消…资格的情形: the heading says what follows from each of the events below it.

In: the heading's word and the passages below it. Out: for each event the sentence that says both, or the list as one where its lines are
broken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhunsheng.draft.sentences.cutting import fold_text, sentences_of
from zhunsheng.draft.sentences.steps import plain

HEADED = re.compile(r"一票否[决优]|否决(?:项|情形|事项)|取消[^，。；]{1,12}资格")
# 一票否优 takes the chance to be among the best, not the points.
_FOLLOWS = {"一票否优": "取消评优资格", "一票否决": "一票否决"}
_WHOLE = re.compile(r"(?:的|\)|[。；])$")


def events(passages: Iterable[str]) -> list[str]:
    """The events below such a heading, one a line or a sentence."""
    made: list[str] = []
    for passage in passages:
        lines = [line for line in passage.split("\n") if line.strip()]
        whole = all(_WHOLE.search(fold_text(line)) or line is lines[-1] for line in lines)
        made += [part for line in (lines if whole else [passage]) for part in sentences_of(line)]
    return made


def with_consequence(event: str, headed: str) -> str:
    """发生重大事故的 under 一票否优 → 发生重大事故的，取消评优资格; "" where the heading does not say what follows."""
    follows = headed if headed.startswith("取消") else _FOLLOWS.get(headed, "")
    return f"{plain(event)}，{follows}" if follows and "\n" not in event.strip() else ""
