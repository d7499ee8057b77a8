"""对账: a quote, the rule that says the same, and a rule that says something else.

What each rule should say follows from the quote alone.
"""

from __future__ import annotations

import pytest

from tests.unit.small_policies import compiled_small, small

FLAG = "事实 {}：是否\n"
COUNT = "事实 {}：计数（次）\n"
RATE = "事实 办结率：比率\n"
TWO_COUNTS = COUNT.format("表彰") + COUNT.format("通报")
TWO_FLAGS = FLAG.format("公示") + FLAG.format("备案")

FAULTS = [
    # the quote, the declarations, the rule as it should be, the rule as it is, the code
    (
        "表彰每次加2分；通报每次扣2分。",
        TWO_COUNTS,
        "表彰 每次 加 2 分；通报 每次 扣 2 分",
        "表彰 每次 扣 2 分；通报 每次 扣 2 分",
        "E477",
    ),
    (
        "表彰的，加2分；通报的，扣2分。",
        FLAG.format("表彰") + FLAG.format("通报"),
        "表彰 加 2 分；通报 扣 2 分",
        "表彰 加 2 分；通报 加 2 分",
        "E477",
    ),
    ("迟报的，扣2分。", FLAG.format("迟报"), "迟报 扣 2 分", None, ""),
    ("迟报的，扣2分。", COUNT.format("迟报"), None, "迟报 每次 扣 2 分", "E478"),
    ("迟报的，每次扣2分。", FLAG.format("迟报"), None, "迟报 扣 2 分", "E478"),
    (
        "未公示扣1分；未备案扣2分。",
        TWO_FLAGS,
        "未 公示 扣 1 分；未 备案 扣 2 分",
        "未 公示 扣 2 分；未 备案 扣 2 分",
        "E470",
    ),
    (
        "未公示扣3分、未备案扣5分。",
        TWO_FLAGS,
        "未 公示 扣 3 分；未 备案 扣 5 分",
        "未 公示 扣 5 分；未 备案 扣 3 分",
        "E479",
    ),
    (
        "办结率低于90%的，扣2分；90%以上的，加1分。",
        RATE,
        "办结率 低于 90% 扣 2 分；90%以上 加 1 分",
        "办结率 90%以上 扣 2 分；低于 90% 加 1 分",
        "E472",
    ),
    ("迟报每次扣3分，最高扣3分。", COUNT.format("迟报"), "迟报 每次 扣 3 分，最高扣 3 分", "迟报 每次 扣 3 分", "E479"),
    ("迟报每次扣3分。", COUNT.format("迟报"), "迟报 每次 扣 3 分", "迟报 每次 扣 3 分，最高扣 3 分", "E479"),
    ("未公示的，扣3分。", FLAG.format("公示"), "未 公示 扣 3 分", "公示 扣 3 分", "E479"),
    ("公示的，加3分。", FLAG.format("公示"), "公示 加 3 分", "未 公示 加 3 分", "E479"),
    ("未公示的，一票否决，扣0.5分。", FLAG.format("公示"), "未 公示 一票否决 扣 0.5 分", "未 公示 扣 0.5 分", "E479"),
    ("未公示的，扣0.5分。", FLAG.format("公示"), "未 公示 扣 0.5 分", "未 公示 一票否决 扣 0.5 分", "E479"),
    ("公示，且备案的，加3分。", TWO_FLAGS, "公示 且 备案 加 3 分", "公示 或 备案 加 3 分", "E479"),
    ("公示或者备案的，加3分。", TWO_FLAGS, "公示 或 备案 加 3 分", "公示 且 备案 加 3 分", "E479"),
    (
        "未公示的，扣3分；未备案的，此项不记分。",
        TWO_FLAGS,
        "未 公示 扣 3 分；未 备案 此项不记分",
        "未 公示 扣 3 分",
        "E479",
    ),
    (
        "满5个工作日的，扣1分；满5个自然日的，扣2分。",
        "事实 用时：时长（工作日）\n事实 历时：时长（自然日）\n",
        "用时 达到 5 个工作日 扣 1 分；历时 达到 5 个自然日 扣 2 分",
        "历时 达到 5 个自然日 扣 1 分；用时 达到 5 个工作日 扣 2 分",
        "E478",
    ),
    (
        "经核实，有3次通报的，扣2分。",
        "事实 通报多次：是否，说明“通报 3 次”\n",
        None,
        "通报多次 扣 2 分",
        "E470",  # a number in a 说明 accounts for nothing
    ),
    (
        "多次通报的，扣2分。",
        "事实 通报多次：是否，说明“通报 3 次以上”\n",
        None,
        "通报多次 扣 2 分",
        "E471",  # and it must stand in the sentence
    ),
    ("迟报的，扣2分。", COUNT.format("迟报"), "迟报 每次 扣 2 分\n```\n\n注（每）：按次计。\n\n```规则", None, ""),
    (
        "获第四名的，加1分。",
        "事实 名次：计数（名）\n",
        "名次 1 名 加 1 分\n```\n\n注（四、1）：照名次。\n\n```规则",
        None,
        "",
    ),
]


def codes(quote: str, rules: str) -> set[str]:
    """Return the codes of 对账 for a clause."""
    bag = compiled_small(small(rules, quote=quote)).bag
    return {each.code[:4] for each in bag if each.code[:3] == "E47"}


@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_what_differs_is_found_and_what_does_not_is_not(fault: tuple[str, str, str | None, str | None, str]) -> None:
    quote, facts, good, bad, code = fault
    assert good is None or codes(quote, facts + good) == set()
    assert bad is None or codes(quote, facts + bad) == {code}


def test_one_difference_is_one_finding_with_both_places() -> None:
    rules = TWO_FLAGS + "未 公示 扣 3 分；未 备案 扣 3 分"
    found = [
        each for each in compiled_small(small(rules, quote="未公示扣3分、未备案扣5分。")).bag if each.code[:3] == "E47"
    ]
    assert len(found) == 1


def test_the_same_sentences_in_another_order_are_no_difference() -> None:
    quote = "办结率90%以上的，记5分；达到80%且不足90%的，记3分。"
    rules = RATE + "办结率 达到 80% 且 办结率 不足 90% 记 3 分\n办结率 90%以上 记 5 分"
    assert codes(quote, rules) == set()
