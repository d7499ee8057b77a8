"""Findings as case rows: the columns of the clause's table where it has one, the points blank, nothing a case already says."""

from __future__ import annotations

from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source
from zhunsheng.testkit.cases.as_cases import Rows, as_cases, markdown

HEAD = """---
政策: 某县政务服务考核办法
机关: 某县行政审批服务局
原文: source.txt
{front}---

# 一、办结率

> 办结率90%—100%的，不扣分；80%—90%的，扣3分；表扬每件加2分，最多加2分。

```规则
事实 交办数：计数（件）
事实 办结数：计数（件），不超过 交办数
事实 表扬：计数（件）
指标 办结率 = 办结数 ÷ 交办数
无交办时 不扣分
办结率 90%—100% 不扣分；80%—90% 扣 3 分；表扬 每件 加 2 分，最多加 2 分
{choice}
```
"""


def compiled(table: str = "", choice: str = "", front: str = "") -> Compiled:
    text = HEAD.format(choice=choice, front=front) + table
    quote = text.split("> ")[1].split("\n")[0]
    return compile_policy(PolicyText("case", Source("policy.md", text), Source("source.txt", quote)))


def test_a_policy_with_errors_still_gives_its_rows() -> None:
    made = compiled()
    assert made.policy is None
    assert as_cases(made) == (
        Rows(
            "一",
            ("办结数", "交办数", "得分", "案例"),
            (("9", "10", "", "E411 90% 同时落在两档"),),
        ),
    )


def test_the_columns_are_those_of_the_table_of_the_clause() -> None:
    table = "\n| 案例 | 办结数（件） | 表扬 | 交办数 | 得分 |\n|---|---|---|---|---|\n| 全部 | 5 | 0 | 5 | 0 |\n"
    (rows,) = as_cases(compiled(table, choice="端点就高"))
    assert rows.header == ("案例", "办结数（件）", "表扬", "交办数", "得分")
    assert rows.rows == (("W444 第一次就到封顶 2 分，从第二次起不再计", "0", "2", "0", ""),)


def test_what_a_case_already_says_is_left_out() -> None:
    table = "\n| 办结数 | 交办数 | 表扬 | 得分 |\n|---|---|---|---|\n| 0 | 0 | 2 | 2 |\n"
    assert as_cases(compiled(table, choice="端点就高")) == ()


def test_an_accepted_finding_gives_no_row() -> None:
    assert as_cases(compiled(choice="端点就高", front="接受:\n  W444 一: 原文如此\n")) == ()


def test_ready_to_paste() -> None:
    assert markdown(Rows("一", ("甲", "得分", "案例"), (("1", "", "a|b"),))) == (
        "一\n\n| 甲 | 得分 | 案例 |\n|---|---|---|\n| 1 |  | a\\|b |\n"
    )
