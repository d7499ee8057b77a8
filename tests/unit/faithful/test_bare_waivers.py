"""A number that a 注 waives without its unit is the number of a share, too: 注（5、105） speaks of 5 个百分点 and of 105%."""

from __future__ import annotations

import pytest

from tests.unit.analysis.pairs import findings

HEAD = "---\n政策: 试行办法\n机关: 某局\n考核期间: 2021-01-01 至 2021-12-31\n原文: source.txt\n---\n\n# 一、考核\n\n"
RULES = "事实 完成率：比率，不超过 200%\n完成率 105%以上 加 2 分"
QUOTE = "完成率较目标高5个百分点以上的，加2分。"


def told(note: str, quote: str = QUOTE, rules: str = RULES) -> list[str]:
    found = findings(f"{HEAD}> {quote}\n\n```规则\n{rules}\n```\n\n{note}\n")
    return [f"{each.code[:4]} {each.hint}" for each in found]


@pytest.mark.parametrize("note", ["注（5、105）：目标是 100%。", "注（5个百分点、105%）：目标是 100%。"])
def test_a_bare_number_waives_the_share(note: str) -> None:
    assert told(note) == []


@pytest.mark.parametrize(
    ("note", "codes"), [("注（105）：目标。", ["E470"]), ("注（5）：目标。", ["E471"]), ("", ["E470", "E471"])]
)
def test_what_is_left_is_told_and_nothing_is_called_idle(note: str, codes: list[str]) -> None:
    assert [each[:4] for each in told(note)] == codes


def test_a_bare_number_that_stands_on_both_sides_is_idle() -> None:
    quote, rules = (
        "完成率每低于目标5个百分点，扣2分。",
        RULES.split("\n")[0] + "\n完成率 低于 105%，每低于 5 个百分点 扣 2 分",
    )
    assert told("注（5、105）：目标是 105%。", quote, rules) == ["W473 从“注”后面的括号里删去“5”"]
    assert told("注（105）：目标是 105%。", quote, rules) == []


def test_a_bare_number_is_no_other_share() -> None:
    assert [each[:4] for each in told("注（5、10.5）：目标。")] == ["E471", "W473"]
