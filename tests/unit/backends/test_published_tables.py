"""What is published says everything once, names what is counted, and has no row that says nothing."""

from __future__ import annotations

import re
from pathlib import Path

import zhunsheng

FRONT = """---
政策: 某县政务服务考核办法
机关: 某县行政审批服务局
考核期间: 2021-01-01 至 2021-12-31
原文: source.txt
---
"""


def published(folder: Path, *clauses: tuple[str, str, str]) -> str:
    """Return the published table of a policy with these headings, sentences and rules."""
    parts = [
        f"\n{head}\n" + (f"\n> {said}\n\n```规则\n{rules}\n```\n" if said else "") for head, said, rules in clauses
    ]
    (folder / "policy.md").write_text(FRONT + "".join(parts), encoding="utf-8")
    (folder / "source.txt").write_text("\n".join(said for _, said, _ in clauses if said), encoding="utf-8")
    (made,) = zhunsheng.compile(folder, "markdown")
    return made.text


def rows(text: str, title: str) -> list[list[str]]:
    """Return the interval table under a title."""
    part = text.partition(f"### {title}\n")[2].partition("\n#")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"][2:]


def test_what_is_counted_is_named(tmp_path: Path) -> None:
    made = published(
        tmp_path, ("# 一、互通（10分）", "未互通的系统，每项扣1分。", "事实 未互通系统：计数（项）\n每项 扣 1 分")
    )
    assert "| 每项 扣 1 分（按未互通系统计） |" in made


def test_a_sentence_stands_once_beside_its_double(tmp_path: Path) -> None:
    rules = "事实 投诉：计数（件）\n事实 瞒报：是否\n投诉 每件 扣 1 分；瞒报的，加倍 扣分"
    made = published(tmp_path, ("# 一、投诉（10分）", "投诉每件扣1分；瞒报的，加倍扣分。", rules))
    reading = next(line for line in made.splitlines() if "加倍；" in line or "加倍 |" in line)
    assert reading.count("投诉 每件 扣 1 分") == 1


def test_ranks_from_the_first_to_the_last_and_the_rest_once(tmp_path: Path) -> None:
    rules = "事实 成绩：比率\n成绩 排名 第 1—3 名 加 3 分；第 4—6 名 加 1 分"
    made = published(tmp_path, ("# 一、成绩", "成绩排名第1—3名的加3分，第4—6名的加1分。", rules))
    assert [row[0] for row in rows(made, "一、成绩")] == ["第1—3名", "第4—6名", "其余（第6名以后）"]
    ratio = "事实 及时数：计数（件），不超过 办件数\n事实 办件数：计数（件）\n指标 及时率 = 及时数 ÷ 办件数\n"
    rules = f"{ratio}及时率 排名 第 1 名 加 3 分，第 2 名 加 1 分，其余 不加分\n无办件时 不加分"
    made = published(tmp_path, ("# 一、及时", "及时率第1名加3分，第2名加1分，其余不加分。", rules))
    assert [row[0] for row in rows(made, "一、及时")][-2:] == ["及时率名次第2名", "其余"]
    assert "任何情形" not in made


def test_no_row_for_a_rest_that_is_empty(tmp_path: Path) -> None:
    rules = "事实 结案率：比率\n结案率 低于 90% 扣 5 分；90%以上 不扣分"
    made = published(tmp_path, ("# 一、结案（10分）", "结案率低于90%的扣5分；90%以上的不扣分。", rules))
    assert [row[0] for row in rows(made, "一、结案")] == ["0%以上、不足90%", "90%以上、100%以下"]
    assert not re.search(r"其余 \| 无", made)


def test_all_headings_have_their_points_or_none(tmp_path: Path) -> None:
    flag = "事实 甲：是否\n甲 扣 1 分"
    both = (
        ("# 一、工作（60分）", "", ""),
        ("## （一）甲（60分）", "甲扣1分。", flag),
        ("# 二、报告（40分）", "乙扣1分。", flag.replace("甲", "乙")),
    )
    made = published(tmp_path, *both)
    assert "| 一、工作（60分） |" in made and "| 二、报告（40分） |" in made
    alone = published(tmp_path, ("# 一、工作（60分）", "甲扣1分。", flag), both[2])
    assert "| 一、工作 |" in alone and "| 二、报告 |" in alone


def test_points_for_every_step_have_an_interval_table(tmp_path: Path) -> None:
    """25 分，每低 1 个百分点 2 分：85% 时 13 个百分点，26 分，扣完；85.5% 时只有 12 个，还剩 1 分。"""
    rules = "事实 结案率：比率\n结案率 达到98%以上 的得 25 分；低于98%的，每低1个百分点扣2分，扣完为止"
    said = "结案率达到98%以上的得25分；低于98%的，每低1个百分点扣2分，扣完为止。"
    made = published(tmp_path, ("# 一、结案（25分）", said, rules))
    steps = "从 25 分起，低于 98% 每低于 1 个百分点 扣 2 分，不足一个的不计，最低 0 分"
    assert rows(made, "一、结案") == [
        ["0%以上、85%以下", "[0%, 85%]", "不记分"],
        ["超过85%、不足98%", "(85%, 98%)", steps],
        ["98%以上、100%以下", "[98%, 100%]", "记 25 分"],
    ]
    facts = {"甲": {"结案率": "85%"}, "乙": {"结案率": "85.5%"}, "丙": {"结案率": "97.5%"}, "丁": {"结案率": "98%"}}
    assert [each.total.exact for each in zhunsheng.score(tmp_path, facts)] == [0, 1, 25, 25]


def test_steps_upwards_end_at_their_cap(tmp_path: Path) -> None:
    """超过 100 件的，每多 10 件加 1 分，最多加 3 分：130 件起到顶。"""
    rules = "事实 信息：计数（件）\n信息 超过 100 件的，每超过 10 件 加 1 分，最多加 3 分"
    made = published(tmp_path, ("# 一、信息", "信息超过100件的，每超过10件加1分，最多加3分。", rules))
    found = rows(made, "一、信息")
    assert [row[0] for row in found] == ["0件以上、100件以下", "超过100件、不足130件", "130件以上"]
    assert [row[2] for row in found][::2] == ["不加分", "加 3 分"]
    facts = {"甲": {"信息": 100}, "乙": {"信息": 129}, "丙": {"信息": 130}}
    assert [each.total.exact for each in zhunsheng.score(tmp_path, facts)] == [0, 2, 3]


def test_a_title_has_its_number_once(tmp_path: Path) -> None:
    made = published(tmp_path, ("# 一、工作（10分）", "甲扣1分。", "事实 甲：是否\n甲 扣 1 分"))
    assert "一 一、工作" not in made and "| 甲 | 是否 |  | 一、工作 |" in made
