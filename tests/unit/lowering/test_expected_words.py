"""A line that does not parse is answered in Chinese: what was expected there, never the name of a terminal."""

from __future__ import annotations

import re
from random import Random

import pytest

from compiler.asking.trial import try_line
from dsl.words.lexicon import lexicon

QUOTED = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|「[^」]*」")
INTERNAL = re.compile(r"[A-Z_]{2,}|\bNone\b|Token|Fraction|Kind|<class|\$END")
LOOSE = ["占比", "投诉", "30%", "5", "分", "：", "，", "（", "）", "=", "÷", "甲", "2021年5月1日", "；", "。", "@", "#"]


def _words() -> list[str]:
    words = lexicon()
    spelled = [word.spelling for table in (words.words, words.declarations, words.facets) for word in table.values()]
    return [*spelled, *(unit.spelling for unit in words.units.values()), *LOOSE]


@pytest.mark.parametrize("seed", range(8))
def test_words_in_any_order(seed: int) -> None:
    random, words, refused = Random(seed), _words(), 0
    for _ in range(60):
        line = "".join(random.choices(words, k=random.randint(1, 7)))
        for found in try_line(line).bag:
            label = found.primary.text if found.primary is not None else ""
            told = QUOTED.sub("", f"{found.message} {label} {found.hint}")
            assert not INTERNAL.search(told), (line, found.code, told)
            if found.code in ("E101-unfinished-rule", "E102-unexpected-word"):
                refused += 1
                assert re.search(r"应为：\S", label), (line, label)
    assert refused > 20
