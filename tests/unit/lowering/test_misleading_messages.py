"""A message blames what is wrong, and what it tells the author to write can be written."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import zhunsheng
from dsl.diagnostics import Diagnostic

FRONT = "---\n政策: 某县考核办法\n机关: 某局\n考核期间: 2021-01-01 至 2021-12-31\n原文: source.txt\n---\n"
RATIO = "事实 按期数：计数（件），不超过 结案数\n事实 结案数：计数（件）\n指标 结案率 = 按期数 ÷ 结案数\n"
STEPS = "结案率 98%以上 的得 25 分；低于98%的，每低1个百分点扣2分，扣完为止"


def write(folder: Path, rules: str, *, heading: str = "一、办理（25分）", front: str = FRONT) -> Path:
    """Write a policy of one clause whose sentence has the numbers of its rules."""
    said = rules.replace("\n", "。").replace("事实", "").replace("指标", "")
    (folder / "policy.md").write_text(f"{front}\n# {heading}\n\n> {said}\n\n```规则\n{rules}\n```\n", encoding="utf-8")
    (folder / "source.txt").write_text(said, encoding="utf-8")
    return folder


def found(folder: Path, rules: str, **more: str) -> list[Diagnostic]:
    return [each for each in zhunsheng.check(write(folder, rules, **more)) if each.code[:4] not in ("E478", "E479")]


def totals(
    folder: Path, rules: str, *units: tuple[int, int], heading: str = "一、办理（25分）"
) -> list[Fraction | None]:
    facts = {f"{part}/{whole}": {"按期数": part, "结案数": whole} for part, whole in units}
    return [each.total.exact for each in zhunsheng.score(write(folder, rules, heading=heading), facts)]


@pytest.mark.parametrize(
    ("stated", "at_nought"),
    [
        ("无结案时 记满分", 25),
        ("无结案时 不记分", 0),
        ("无结案时 不扣分", 25),
        ("无结案时 得 10 分", 10),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_what_is_stated_of_no_cases_is_what_the_clause_gives(
    tmp_path: Path, stated: str, at_nought: int, first: bool
) -> None:
    """97%: 25 less 2 = 23; 90%: 25 less 16 = 9; 80%: all used up. What is said of no cases changes none of them."""
    lines = (stated, STEPS) if first else (STEPS, stated)
    made = totals(tmp_path, RATIO + "\n".join(lines), (99, 100), (97, 100), (90, 100), (80, 100), (0, 0))
    assert made == [25, 23, 9, 0, at_nought]


def test_full_points_of_a_ladder_and_of_a_deduction(tmp_path: Path) -> None:
    ladder = RATIO + "结案率 90%以上 记 25 分；80%以上 记 10 分\n无结案时 记满分"
    assert totals(tmp_path, ladder, (85, 100), (0, 0)) == [10, 25]
    losing = RATIO + "结案率 低于 90% 扣 5 分\n无结案时 记满分"
    assert totals(tmp_path, losing, (85, 100), (0, 0)) == [20, 25]


def test_a_unit_without_a_value_has_no_exact_total(tmp_path: Path) -> None:
    (result,) = zhunsheng.score(write(tmp_path, RATIO + STEPS), {"甲": {"按期数": 0, "结案数": 0}})
    assert result.undefined == ("一",)
    assert (result.total.low, result.total.high) == (0, 25)


def test_what_the_warning_of_a_denominator_says_can_be_typed(tmp_path: Path) -> None:
    (warning,) = found(tmp_path, RATIO + STEPS)
    assert warning.code == "W430-zero-denominator"
    for line in ("无结案数时 记满分", "无结案数时 不记分"):
        assert f"「{line}」" in warning.hint
        assert found(tmp_path, f"{RATIO}{STEPS}\n{line}") == []
    losing = RATIO + "结案率 低于 90% 扣 5 分"
    (warning,) = found(tmp_path, losing)
    assert "「无结案数时 不扣分」" in warning.hint and "记满分" not in warning.hint
    assert found(tmp_path, f"{losing}\n无结案数时 不扣分") == []


def test_no_points_where_there_are_only_losses_is_asked(tmp_path: Path) -> None:
    losing = RATIO + "结案率 低于 90% 扣 5 分\n"
    (asked,) = found(tmp_path, losing + "无结案时 不得分")
    assert asked.code == "E439-nothing-of-losses" and "「扣 25 分」" in asked.hint
    assert totals(tmp_path, losing + "无结案时 扣 25 分", (95, 100), (0, 0)) == [25, 0]
    assert totals(tmp_path, losing + "无结案时 不扣分", (95, 100), (0, 0)) == [25, 25]


def test_a_no_cases_sentence_without_a_ratio_says_so(tmp_path: Path) -> None:
    (wrong,) = found(tmp_path, "事实 公开：是否\n公开 记 25 分\n无结案时 记满分")
    assert wrong.message == "本条没有比率，“无结案时”没有分母可管"
    (wrong,) = found(tmp_path, RATIO + "结案率 低于 90% 扣 5 分\n无信访时 不扣分")
    assert "“结案数”" in wrong.message and "「无结案数时」" in wrong.hint


@pytest.mark.parametrize(
    "points", ["（满分10分）", "（总分：10分）", "（共10分）", "【10分】", "（计 10 分）", "（10分）"]
)
def test_points_of_a_heading(tmp_path: Path, points: str) -> None:
    folder = write(tmp_path, "事实 迟到：计数（次）\n迟到 每次 扣 1 分", heading=f"一、考勤{points}")
    assert [each.total.exact for each in zhunsheng.score(folder, {"甲": {"迟到": 3}, "乙": {"迟到": 30}})] == [7, 0]


@pytest.mark.parametrize("points", ["（10分，扣完为止）", "10分", " 10 分", "（共计约10 分）"])
def test_points_of_a_heading_that_cannot_be_read_are_told(tmp_path: Path, points: str) -> None:
    codes = {
        each.code for each in found(tmp_path, "事实 迟到：计数（次）\n迟到 每次 扣 1 分", heading=f"一、考勤{points}")
    }
    assert codes & {"E016-bad-heading-points", "E209-unknown-kind"}


def test_a_heading_that_speaks_of_minutes_or_parts_is_a_title(tmp_path: Path) -> None:
    for title in ("一、30分钟办结", "一、考勤（百分制）", "一、前3分之一"):
        assert found(tmp_path, "事实 迟到：计数（次）\n迟到 每次 扣 1 分", heading=title) == []


def test_a_measure_word_as_a_name_is_told_once_and_hides_nothing(tmp_path: Path) -> None:
    rest = "每次 扣 1 分\n事实 迟到：是否\n迟到 扣 2 分"
    assert [each.code for each in found(tmp_path, f"事实 次：计数（次）\n{rest}")] == ["E219-name-is-unit"]
    for line in ("参数 次：计数（次）", "指标 件 = 1 × 2", "集合 项：迟到"):
        codes = [each.code for each in found(tmp_path, f"{line}\n{rest}")]
        assert "E219-name-is-unit" in codes and "E102-unexpected-word" not in codes
    assert found(tmp_path, "事实 投诉次数：计数（次）\n每次 扣 1 分") == []


def test_points_without_their_unit_are_shown_with_it(tmp_path: Path) -> None:
    (wrong,) = found(tmp_path, "事实 迟到：是否\n迟到 扣 1 分，封顶 5")
    assert (wrong.code, wrong.hint) == ("E304-missing-points-unit", "写作「5 分」")


def test_a_period_in_months_between_dates(tmp_path: Path) -> None:
    declared = "事实 收件日：日期\n事实 报送日：日期\n"
    (wrong,) = found(tmp_path, declared + "收件日 后 1 个月内 未 报送日 扣 1 分")
    assert "个工作日」" not in wrong.hint.replace("20 个工作日内", "") and "「30 个自然日内」" in wrong.hint
    assert found(tmp_path, declared + "收件日 后 30 个自然日内 未 报送日 扣 1 分") == []


def test_a_sentence_that_never_counts_names_the_one_that_counts(tmp_path: Path) -> None:
    rules = "事实 未整改：是否\n事实 迟报：是否\n未整改 且 迟报 扣 1 分\n未整改 不扣分"
    (wrong,) = found(tmp_path, rules)
    assert wrong.code == "E414-dead-tier" and wrong.primary is not None
    assert wrong.primary.source.slice(wrong.primary.span) == "未整改 不扣分"
    assert [each.source.slice(each.span) for each in wrong.related] == ["未整改 且 迟报 扣 1 分"]
    (ends,) = found(tmp_path, "事实 结案率：比率\n结案率 90%—80% 扣 3 分")
    assert ends.primary is not None and ends.primary.text.startswith("两头写反了")
