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
    # forms without points of their own
    (
        "迟报每次扣2分，经批准的除外。",
        COUNT.format("迟报") + FLAG.format("经批准"),
        "迟报 每次 扣 2 分，经批准 除外",
        "迟报 每次 扣 2 分",
        "E479",
    ),
    ("迟报每次扣2分。", COUNT.format("迟报") + FLAG.format("经批准"), None, "迟报 每次 扣 2 分，经批准 除外", "E479"),
    (
        "弄虚作假的扣5分，取消评优资格。",
        FLAG.format("弄虚作假"),
        "弄虚作假 扣 5 分，取消评优资格",
        "弄虚作假 扣 5 分",
        "E479",
    ),
    ("弄虚作假的扣5分。", FLAG.format("弄虚作假"), "弄虚作假 扣 5 分", "弄虚作假 扣 5 分，取消评优资格", "E479"),
    (
        "办结率100%得5分，低于100%按比例得分。",
        RATE,
        "办结率 100% 得 5 分，低于 100% 按比例 得分",
        "办结率 100% 得 5 分",
        "E479",
    ),
    (
        "办结率排名前3名的加2分。",
        RATE,
        "办结率 排名 前 3 名 加 2 分",
        "办结率 排名 倒数 3 名 加 2 分",
        "E479",
    ),
    (
        "公示加2分，否则扣3分。",
        FLAG.format("公示") + FLAG.format("迟报"),
        "公示 加 2 分，否则 扣 3 分",
        "公示 加 2 分；迟报 扣 3 分",
        "E479",
    ),
    ("公示加2分；迟报扣3分。", FLAG.format("公示") + FLAG.format("迟报"), None, "公示 加 2 分，否则 扣 3 分", "E479"),
    # that it happened at all
    ("迟报的，扣2分。", COUNT.format("迟报"), "迟报 超过 0 次 扣 2 分", None, ""),
    ("未报送的，扣2分。", COUNT.format("报送"), None, "报送 超过 0 次 扣 2 分", "E479"),
]


def codes(quote: str, rules: str, note: str = "") -> set[str]:
    """Return the codes of 对账 for a clause."""
    bag = compiled_small(small(rules, quote=quote, after=f"\n{note}\n")).bag
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


NOTE = "注（三类）：事项分三类。"


def test_a_number_in_a_unit_is_waived_in_that_unit() -> None:
    quote, facts = "三类事项未公示的，扣3分。", FLAG.format("公示")
    assert codes(quote, facts + "未 公示 扣 3 分", NOTE) == set()
    assert codes(quote, facts + "未 公示 扣 4 分", NOTE) >= {"E470"}
    assert codes(quote, facts + "未 公示 扣 4 分", "注（3）：照旧。") == {"E471"}


def test_a_form_is_waived_by_its_words() -> None:
    quote, facts = "迟报每次扣2分，经批准的除外。", COUNT.format("迟报")
    assert codes(quote, facts + "迟报 每次 扣 2 分") == {"E479"}
    assert codes(quote, facts + "迟报 每次 扣 2 分", "注（除外）：填报时已经减去。") == set()


def test_places_against_a_count() -> None:
    quote, facts = "办结率排名前3名的加2分。", RATE + COUNT.format("获奖")
    assert codes(quote, facts + "获奖 每次 加 2 分", "注（3、每）：另算。") == {"E479"}
