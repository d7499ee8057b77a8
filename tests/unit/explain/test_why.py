"""For every nought, veto and rank an explanation says the facts behind it and their values; a worse result is no goal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import zhunsheng
from compiler.explain.trace import render_text
from zhunsheng.report.trace_html import html

FRONT = """---
政策: 某县政务服务考核办法
机关: 某县行政审批服务局
考核期间: 2021-01-01 至 2021-12-31
原文: source.txt
对象类别: [县区, 部门]
---
"""
CLAUSES = """
# 一、受理（10分）

> 被投诉的，每次扣1分，扣完为止。查证属实的，此项不记分。

```规则
事实 被投诉：计数（次）
事实 查证属实：是否
被投诉 每次 扣 1 分，扣完为止
查证属实 此项不记分
```

# 二、及时率（10分）

> 及时率第1名记10分，第2名记8分，其余不记分。

```规则
事实 及时数：计数（件），不超过 办件数
事实 办件数：计数（件）
指标 及时率 = 及时数 ÷ 办件数
及时率 排名 第 1 名 记 10 分，第 2 名 记 8 分，其余 不记分
```

# 三、满意率（10分）

> 满意率90%以上的记10分，80%以上的记8分，低于60%的，此项不得分。

```规则
事实 满意率：比率
满意率 90%以上 记 10 分；80%以上 记 8 分；低于 60% 此项不得分
```

# 四、系统互通（10分）

> 未互通的系统，每项扣1分。

```规则
事实 未互通系统：计数（项）
每项 扣 1 分
```

# 五、乡镇（10分）

> 县区未公示的扣2分。

```规则
事实 未公示：是否
县区 且 未公示 扣 2 分
```

# 六、否决

> 弄虚作假或者瞒报3件以上的，一票否决，取消评优资格。

```规则
事实 弄虚作假：是否
事实 瞒报：计数（件）
弄虚作假 或 瞒报 3 件以上 一票否决，取消评优资格
```
"""
GIVEN: dict[str, Any] = {
    "类别": "县区",
    "被投诉": 0,
    "查证属实": False,
    "及时数": 97,
    "办件数": 100,
    "满意率": "89.9%",
    "未互通系统": 0,
    "未公示": False,
    "弄虚作假": False,
    "瞒报": 0,
}


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> zhunsheng.Policy:
    folder = tmp_path_factory.mktemp("why")
    (folder / "policy.md").write_text(FRONT + CLAUSES, encoding="utf-8")
    quotes = [line.removeprefix("> ") for line in CLAUSES.splitlines() if line.startswith("> ")]
    (folder / "source.txt").write_text("\n".join(quotes), encoding="utf-8")
    return zhunsheng.load(folder)


def explained(policy: zhunsheng.Policy, **changes: Any) -> dict[str, Any]:
    """Explain 甲 beside two units that do better and worse in 及时率."""
    return zhunsheng.explain(policy, units(**changes), "甲")


def units(**changes: Any) -> dict[str, dict[str, Any]]:
    own = {name: value for name, value in {**GIVEN, **changes}.items() if value != ""}
    return {"甲": own, "乙": {**GIVEN, "及时数": 99}, "丙": {**GIVEN, "及时数": 90}}


def test_a_zeroed_item_says_which_fact(policy: zhunsheng.Policy) -> None:
    found = explained(policy, 查证属实=True)
    text = render_text(found)
    assert "  - 一、受理：查证属实 是，此项不记分。\n    原文：被投诉的" in text
    clause = next(each for each in found["clauses"] if each["id"] == "一")
    assert clause["because"] == ["查证属实 是"]
    assert "  - 三、满意率：满意率 50%，此项不记分。" in render_text(explained(policy, 满意率="50%"))


def test_a_veto_says_which_fact_and_only_that(policy: zhunsheng.Policy) -> None:
    found = explained(policy, 瞒报=4)
    assert "六、否决：瞒报 4 件，一票否决，总分为 0 分。" in render_text(found)
    assert found["vetoes"][0]["because"] == ["瞒报 4 件"]
    assert "后果：取消评优资格（瞒报 4 件）" in render_text(found)
    assert "六、否决：瞒报 4 件，一票否决，总分为 0 分。" in html(found)
    both = explained(policy, 瞒报=3, 弄虚作假=True)
    assert both["vetoes"][0]["because"] == ["弄虚作假 是", "瞒报 3 件"]
    open_ = render_text(explained(policy, 弄虚作假=""))
    assert "六、否决：弄虚作假 未填，待核；成立的，一票否决，总分为 0 分。" in open_


def test_a_rank_says_its_ratio_and_its_parts(policy: zhunsheng.Policy) -> None:
    found = explained(policy)
    said = "及时率名次 第 2 名，及时率 97/100（97%），适用“排名 2 名 记 8 分”，记 8 分"
    assert f"  - 二、及时率：{said}" in render_text(found)
    clause = next(each for each in found["clauses"] if each["id"] == "二")
    rank = next(each for each in clause["facts"] if each["name"] == "及时率名次")
    assert rank["says"] == "第 2 名"
    assert (rank["of"]["name"], rank["of"]["value"], rank["of"]["fraction"]) == ("及时率", "0.97", "97/100")


def test_a_rank_that_is_not_known_says_its_ratio(policy: zhunsheng.Policy) -> None:
    facts = units()
    del facts["乙"]["及时数"]
    text = render_text(zhunsheng.explain(policy, facts, "甲"))
    assert "缺“及时率名次”，暂为 0 分至 10 分；及时率 97/100（97%）。" in text


def test_what_was_found_lies_within_the_range(policy: zhunsheng.Policy) -> None:
    """第 2 名 or 第 3 名: nobody with these facts has 第 1 名, and so nobody has 50 points."""
    facts = units(及时数=95, 弄虚作假="")
    del facts["丙"]["及时数"]
    found = zhunsheng.explain(policy, facts, "甲")
    assert found["range"]["high"] == "46" and found["range"]["found"] == {"low": "0", "high": "46"}


def test_a_worse_result_is_no_goal(policy: zhunsheng.Policy) -> None:
    """89.9% has 8 points; 90% has 10; below 80% there is nothing."""
    text = render_text(explained(policy))
    assert "距达到90%还差 0.1 个百分点，届时记 10 分" in text
    assert "不足80%即不记分，还有 9.9 个百分点的余地" in text and text.count("届时") == 1
    ranked = render_text(explained(policy))
    assert "及时率名次前移 1 位即记 10 分" in ranked and "及时率名次后移 1 位即不记分" in ranked
    assert "再多 第" not in ranked


def test_results_say_why_a_total_or_an_item_is_nought(policy: zhunsheng.Policy) -> None:
    first, *others = zhunsheng.score(policy, units(瞒报=4, 查证属实=True))
    assert first.total.exact == 0
    assert first.reasons == ("一票否决：六、否决（瞒报 4 件）", "此项不记分：一、受理（查证属实 是）")
    assert all(each.reasons == () for each in others)


SHEET = "单位,类别,被投诉,查证属实,及时数,办件数,满意率,未互通系统,未公示,弄虚作假,瞒报\n甲,县区,0,是,97,100,90%,0,否,否,4\n"


def test_every_form_of_results_has_the_reasons(policy: zhunsheng.Policy, tmp_path: Path) -> None:
    from zhunsheng.scoring import output

    (tmp_path / "facts.csv").write_text(SHEET, encoding="utf-8")
    results = zhunsheng.score(policy, tmp_path / "facts.csv")
    csv = output.results_csv(policy.core, results).decode("utf-8-sig")
    assert "一票否决：六、否决（瞒报 4 件）；此项不记分：一、受理（查证属实 是）；另行处理：取消评优资格" in csv
    assert output.results_tree(policy.core, results)["units"][0]["reasons"] == list(results[0].reasons)
