"""``draft --update``: this year's policy is the base. What the new text does not change stays as it is; what cannot stay is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl.diagnostics import Severity
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.updating.changes import Updated
from zhunsheng.draft.updating.merging import updated
from zhunsheng.draft.updating.reusing import names_of
from zhunsheng.draft.writing.drafting import draft
from zhunsheng.library import policies

ROOT = Path(__file__).parents[3]
SOURCE = """某县政务服务考核办法

总分20分。

一、工单办理（10分）
1.按12个月统计，工单按期办结率达到95%的，不扣分；90%—95%的，扣3分；低于90%的，扣5分。
2.未及时联系的，每件扣1分；未回访的，每件扣2分。

二、窗口服务（10分）
1.迟到早退的，每人次扣0.5分。
2.被投诉的，每次扣2分，最高扣6分。
"""
POLICY = """---
政策: 某县政务服务考核办法
机关: 某县行政审批局
考核期间: 2026-01-01 至 2026-12-31
总分: 20 分
原文: source.txt
---

这份政策由经办人签过字。

# 正文

> 某县政务服务考核办法

> 总分20分。

总分，不计分。

# 一、工单办理（10分）

## 1

> 1.按12个月统计，工单按期办结率达到95%的，不扣分；90%—95%的，扣3分；低于90%的，扣5分。

```规则
事实 工单数：计数（件），说明“交办的”
事实 办结数：计数（件），不超过 工单数，说明“按期的”
指标 办结率 = 办结数 ÷ 工单数，越高越好
无工单时 不扣分

办结率 95%以上 不扣分；90%—95% 扣 3 分；低于 90% 扣 5 分
端点就高
```

注（重叠、12）：恰 95%、恰 90% 的落在两档，原文没有写；12 个月就是全年。这里取有利的一档。若取就低，恰 95% 的扣 3 分。

| 办结数 | 工单数 | 得分 | 案例 |
|---:|---:|---:|---|
| 95 | 100 | 0 | 恰 95% |

## 2

> 2.未及时联系的，每件扣1分；未回访的，每件扣2分。

```规则
事实 未联系：计数（件）
事实 未回访：计数（件）
未联系 每件 扣 1 分
未回访 每件 扣 2 分
```

注：经办人定的读法。

| 未联系 | 未回访 | 得分 | 案例 |
|---:|---:|---:|---|
| 1 | 1 | -3 | 各一件 |

# 二、窗口服务（10分）

## 1

> 1.迟到早退的，每人次扣0.5分。

```规则
事实 迟到早退：计数（人次）
迟到早退 每人次 扣 0.5 分
```

## 2

> 2.被投诉的，每次扣2分，最高扣6分。

```规则
事实 投诉：计数（次）
投诉 每次 扣 2 分，最高扣 6 分
```
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "policy.md").write_text(POLICY, encoding="utf-8")
    (tmp_path / "source.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def merged(folder: Path, *changes: tuple[str, str]) -> Updated:
    """This year's policy against its own text with some changes."""
    compiled = policies.load(folder).compile()
    assert compiled is not None and compiled.policy is not None, (
        [each.message for each in compiled.bag] if compiled else ""
    )
    text = (folder / "source.txt").read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    return updated(compiled, draft(read_plain(text), text, "", names_of(compiled)))


def errors(made: Updated, folder: Path, *changes: tuple[str, str]) -> list[str]:
    """What is wrong with next year's policy beside next year's text."""
    text = SOURCE
    for before, after in changes:
        text = text.replace(before, after)
    (folder / "source.txt").write_text(text, encoding="utf-8")
    (folder / "policy.md").write_text(made.policy, encoding="utf-8")
    compiled = policies.load(folder).compile()
    assert compiled is not None
    return [each.message for each in compiled.bag if each.severity is Severity.ERROR]


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in (ROOT / "policies").glob("*/source.txt")))
def test_the_same_text_gives_the_same_file(slug: str) -> None:
    assert merged(ROOT / "policies" / slug).policy == (ROOT / "policies" / slug / "policy.md").read_text(
        encoding="utf-8"
    )


def test_only_what_changed_is_touched(folder: Path) -> None:
    change = ("迟到早退的，每人次扣0.5分", "迟到早退的，每人次扣1分")
    made = merged(folder, change)
    asked = (
        "待定：与上一份不同。上一份写“1.迟到早退的，每人次扣0.5分。”；变了的数：0.5分 → 1分。规则、注、案例都要照新的原文核对。\n\n"
        "上一份的规则：`迟到早退 每人次 扣 0.5 分`\n\n"
    )
    wanted = POLICY.replace("每人次扣0.5分", "每人次扣1分").replace(
        "迟到早退 每人次 扣 0.5 分\n```\n\n", f"迟到早退 每人次 扣 1 分\n```\n\n{asked}"
    )
    assert made.policy == wanted
    assert errors(made, folder, change) == []


def test_one_of_two_equal_numbers_is_exchanged_by_its_place(folder: Path) -> None:
    made = merged(folder, ("达到95%的", "达到98%的"))
    assert "办结率 98%以上 不扣分；90%—95% 扣 3 分；低于 90% 扣 5 分" in made.policy
    assert "| 95 | 100 | 0 | 恰 95% |" in made.policy, "cases stay"


def test_a_note_that_waives_a_number_that_is_gone_stays(folder: Path) -> None:
    change = ("按12个月统计，工单", "工单")
    made = merged(folder, change)
    assert "办结率 95%以上 不扣分；90%—95% 扣 3 分；低于 90% 扣 5 分\n端点就高" in made.policy
    assert "注（重叠、12）：恰 95%" in made.policy, "check says that it waives nothing (W473)"
    assert errors(made, folder, change) == []


def test_a_part_of_a_sentence_that_is_gone_takes_its_rule_along(folder: Path) -> None:
    change = ("；未回访的，每件扣2分", "")
    made = merged(folder, change)
    assert "未联系 每件 扣 1 分" in made.policy and "\n未回访 每件 扣 2 分" not in made.policy
    assert "注：经办人定的读法。" in made.policy
    assert "没有沿用：规则“未回访 每件 扣 2 分”：原文删去了这一句" in made.text()
    assert errors(made, folder, change) == []


def test_what_is_gone_is_named_with_its_reason(folder: Path) -> None:
    change = ("2.未及时联系的，每件扣1分；未回访的，每件扣2分。\n", "")
    made = merged(folder, change)
    assert "未联系" not in made.policy
    assert "没有沿用：案例 1 行：原文删去了这一句" in made.text()
    assert "没有沿用：注 1 条：原文删去了这一句" in made.text()
    assert errors(made, folder, change) == []


def test_what_is_new_stands_where_the_text_has_it(folder: Path) -> None:
    change = ("二、窗口服务（10分）\n", "二、窗口服务（10分）\n1.未佩戴工牌的，每次扣0.2分。\n")
    made = merged(folder, change)
    assert (
        "> 1.未佩戴工牌的，每次扣0.2分。\n\n```规则\n事实 未佩戴工牌：计数（次）\n未佩戴工牌 每次 扣 0.2 分\n```"
        in made.policy
    )
    assert made.policy.index("未佩戴工牌") < made.policy.index("迟到早退")
    assert made.policy.index("# 二、窗口服务") < made.policy.index("未佩戴工牌")
    assert errors(made, folder, change) == []


def test_a_new_item_comes_with_its_heading(folder: Path) -> None:
    change = ("二、窗口服务（10分）\n", "二、档案管理（5分）\n1.未归档的，每件扣1分。\n\n三、窗口服务（10分）\n")
    made = merged(folder, change)
    assert "# 二、档案管理（5分）\n\n## 1\n\n> 1.未归档的" in made.policy
    assert "# 三、窗口服务（10分）\n\n## 1\n\n> 1.迟到早退的" in made.policy
    assert "编号：二、窗口服务（10分） → 三、窗口服务（10分）" in made.text()
    assert "还要改：总分写明 20 分，各项合计 25 分" in made.text()


def test_points_on_a_heading_change_with_the_text_and_stay_where_a_hand_put_them(folder: Path) -> None:
    made = merged(folder, ("一、工单办理（10分）", "一、工单办理（12分）"))
    assert "# 一、工单办理（12分）" in made.policy and "# 二、窗口服务（10分）" in made.policy
    assert "今年：分值10分" in made.text() and "明年：分值12分" in made.text()


def test_other_words_leave_the_rule_where_it_fits_and_ask(folder: Path) -> None:
    made = merged(folder, ("被投诉的，每次扣2分", "被群众投诉的，每次扣2分"))
    assert "投诉 每次 扣 2 分，最高扣 6 分\n```\n\n待定：与上一份不同。" in made.policy
    turned = merged(folder, ("被投诉的，每次扣2分", "被投诉的，每件扣2分"))
    assert "\n投诉 每次 扣 2 分" not in turned.policy
    assert "没有沿用：规则“投诉 每次 扣 2 分，最高扣 6 分”：原文变了，与新的原文对不上" in turned.text()


def test_a_part_added_to_a_sentence_has_a_clause_of_its_own(folder: Path) -> None:
    change = ("未及时联系的，每件扣1分；", "未及时联系的，每件扣1分；态度恶劣的，每次扣3分；")
    made = merged(folder, change)
    assert "未联系 每件 扣 1 分\n未回访 每件 扣 2 分" in made.policy
    assert "态度恶劣 每次 扣 3 分" in made.policy
    assert "写在一句里：封顶、除外管不管这一条，由经办人定" in made.policy
    assert errors(made, folder, change) == []
