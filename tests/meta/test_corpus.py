"""The corpus of the checks: at least 120 small policies wrong in one way, each beside a good one, over types, units and checks.

That every bad one gives its code and no good one gives anything is tested case by case in ``tests/unit/test_cases.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from compiler.analysis.checks import CHECKS, NOT_ANALYSED, ON_THE_WAY

CASES = Path(__file__).parents[1] / "cases"
# Found while tiers are ordered; they stop the pipeline, so no policy can set them.
WHILE_ORDERING = ("E308-both-ways", "E411-shared-end", "E412-tier-overlap", "E413-same-tier", "E416-cyclic-tiers")
CODES = (*WHILE_ORDERING, *ON_THE_WAY, NOT_ANALYSED, *(code for check in CHECKS for code in check.codes))
LEAST = 120
TYPES = {
    "计数": r"计数（(\w+)）",
    "时长": r"时长（(\w+)）",
    "金额": r"金额（(\w+)）",
    "数量": r"数量（(\w+)）",
    "等级": r"等级（",
    "是否": r"：是否",
    "比率": r"：比率|÷",
    "日期": r"：日期",
    "对象类别": r"^对象类别:",
    "排名": r"排名",
}


def bad() -> list[Path]:
    return [path for code in CODES for path in sorted((CASES / "bad" / code).glob("*.md"))]


def good(path: Path) -> Path:
    return CASES / "good" / path.parent.name / path.name


def test_there_are_enough_and_each_has_a_good_one() -> None:
    assert len(bad()) >= LEAST
    assert [path for path in bad() if not good(path).is_file()] == []


def test_no_two_are_the_same_case() -> None:
    texts = Counter(re.sub(r"[\d.]+", "0", path.read_text(encoding="utf-8")) for path in bad())
    assert [text for text, count in texts.items() if count > 1] == [], "a case is more than the numbers of another"


@pytest.mark.parametrize("name", TYPES)
def test_they_vary_over_types_and_units(name: str) -> None:
    matching = [path for path in bad() if re.search(TYPES[name], path.read_text(encoding="utf-8"), re.M)]
    assert len(matching) >= 4, f"{name} is tried out"


@pytest.mark.parametrize("path", bad(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_good_one_is_nearly_the_same(path: Path) -> None:
    texts = [each.read_text(encoding="utf-8") for each in (path, good(path))]
    assert texts[0] != texts[1]
    assert SequenceMatcher(None, *texts, autojunk=False).ratio() > 0.75
