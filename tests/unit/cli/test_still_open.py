"""A policy with 待定: nothing is written that could be published, and what is shown says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call

POLICY = """---
政策: 试行办法
机关: 某局
考核期间: 2021-01-01 至 2021-12-31
原文: source.txt
---

# 一、满意度（10分）

> 满意度低于90%的，扣2分。

```规则
事实 满意度：比率
满意度 低于 90% 扣 2 分
```

# 二、会议（10分）

> 会议不少的，得分。

待定：多少算不少，没有读出来。
"""


@pytest.fixture
def folder(call: Call) -> Path:
    folder = Path("drafted")
    folder.mkdir()
    (folder / "policy.md").write_text(POLICY, encoding="utf-8")
    (folder / "source.txt").write_text("满意度低于90%的，扣2分。会议不少的，得分。", encoding="utf-8")
    Path("facts.csv").write_text("单位,满意度\n甲县,85%\n", encoding="utf-8")
    return folder


def test_nothing_is_written_that_could_be_published(call: Call, folder: Path) -> None:
    built = call("build", folder, "-o", "out", "--format", "json")
    assert (built.code, "E042-still-open" in built.codes, Path("out").exists()) == (1, True, False)
    scored = call("score", folder, "facts.csv", "-o", "out.csv", "--format", "json")
    assert (scored.code, "E042-still-open" in scored.codes, Path("out.csv").exists()) == (1, True, False)


def test_what_is_shown_says_so(call: Call, folder: Path) -> None:
    shown = call("score", folder, "facts.csv")
    assert shown.code == 0
    assert "处待定，不是最后的得分" in shown.out


def test_a_file_that_was_never_generated(call: Call, policy: Path) -> None:
    answer = call("build", policy, "-t", "markdown", "-o", "nowhere", "--check", "--format", "json")
    assert answer.codes == ["E038-stale-output"]
    assert "还没有生成" in answer.json["diagnostics"][0]["message"]


def test_an_empty_ranking_is_none(call: Call, policy: Path) -> None:
    Path("facts.csv").write_text(
        "单位,类别,工单总数（件）,按期办结工单数,反馈不规范\n甲县,县,1,1,0\n", encoding="utf-8"
    )
    answer = call("score", policy, "facts.csv", "--refused", "back.csv")
    assert "没有可以评分的单位" in answer.out and "名次 |" not in answer.out
