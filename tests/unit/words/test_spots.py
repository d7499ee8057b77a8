"""A text cut around names is cut as by one pattern that holds the words and the names: piece by piece, whatever the names are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

import pytest

from compiler.pipeline import vocabulary
from dsl.diagnostics import Bag
from dsl.documents.reading import read_document
from dsl.folding import fold
from dsl.lexer import events, pieces
from dsl.source import Source
from dsl.words.lexicon import lexicon

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[3] / "policies").glob("*/policy.md"))
VOCABULARIES, TEXTS = 12, 60
_NAMES = """
按期办结率 工单 发生事故 超期 缺勤 少报 年内培训 3年未整改 一般事故 每万人发明数 的士 占用 未报送 连续旷工 第二课堂 退单
投诉 且瞒报 以上单位 扣分项 全年任务 超速 每月例会 满意度 未更新数 逾期 过错 件数 报告数 全年 累计
"""
_SAID = """
每 的 2021年6月30日 每年6月底前 30% 百分之三十 三十 5分 1,200 14天内未更新 3次以上 连续三年 超过3年 未在15日内 每万人 第一
65岁以上 发现 予以 ， ； ( ) 缺1项 少 无工单时 取消评优资格 (含) 每超过1% 扣 加 一处扣0.1分 不超过 甲 某
"""
NAMES, SAID = _NAMES.split(), _SAID.split()

Cut = Callable[[str], list[str]]


def by_one_pattern(names: Mapping[str, object]) -> Cut:
    """What one pattern makes of a text: the options in their order, with the words and the names in them."""
    words = {*pieces._language(), *names, *lexicon().longer} - set(pieces.MARKS)
    first, *others = pieces._options(words, names)

    @cache
    def pattern(told: bool) -> re.Pattern[str]:
        return re.compile(
            "|".join((first, *([pieces._unless_named(names, events.pattern())] if told else ()), *others))
        )

    return lambda text: pattern(events.may_tell(text)).findall(text)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: each.name)
def test_the_policies(folder: Path) -> None:
    source = Source("policy.md", (folder / "policy.md").read_text(encoding="utf-8"))
    document = read_document(source, Bag())
    assert document is not None
    names = vocabulary(document).names
    made, wanted = pieces.Pieces(names), by_one_pattern(names)  # type: ignore[arg-type]
    lines = [
        fold(line) for part in document.sections for fence in part.fences for line in source.slice(fence).split("\n")
    ]
    lines += [fold(quote.text) for part in document.sections for quote in part.quotes]
    for line in lines:
        assert made.cut(line) == wanted(line)


@pytest.mark.parametrize("seed", range(VOCABULARIES))
def test_names_of_all_sorts(seed: int) -> None:
    """Names that are words, hold words, begin like words, and words behind which a name changes what they are."""
    random = Random(seed)
    words = [*pieces._language(), *lexicon().longer, *lexicon().placed, *lexicon().unless]

    def name() -> str:
        made = random.choice(NAMES), random.choice(words), random.choice(words) + random.choice(NAMES)
        shorter = made[0][: random.randint(1, len(made[0]))]
        return random.choice((*made, shorter, random.choice(list(lexicon().placed)).lstrip("的") or "甲"))

    names: dict[str, pieces.Meaning] = {each: ("NAME", each) for each in (name() for _ in range(1 + seed % 6))}
    made, wanted = pieces.Pieces(names), by_one_pattern(names)
    for _ in range(TEXTS):
        some = random.choice(list(names))
        parts = (some, f"每{some}", f"的{some}", random.choice(words), random.choice(SAID), random.choice(NAMES))
        text = "".join(random.choice(parts) for _ in range(random.randint(1, 9)))
        assert made.cut(text) == wanted(text), (sorted(names), text)
        assert "".join(made.cut(text)) == text


def test_the_pattern_of_the_language_is_made_once() -> None:
    """A thousand words are not compiled anew for each policy."""
    before = pieces._cutter(False)._pattern
    pieces.Pieces({"工单": ("NAME", "工单")}).words("工单 每件 扣 1 分")
    assert pieces._cutter(False)._pattern is before
