"""A small policy on disk, a fact sheet for it, and a short way to call the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from typer.testing import CliRunner

from zhunsheng.cli.app import app

SOURCE = """工单办理考核办法

一、工单办理（30分）
工单按期办结率100%不扣分；98%以上的扣5分；低于98%的扣30分。

二、事项反馈（10分）
反馈内容不规范的，1件扣2分。
"""
POLICY = """---
政策: 工单办理考核办法
机关: 示范县行政审批服务局
考核期间: 2021-01-01 至 2021-12-31
总分: 40 分
对象类别: [县区, 部门]
原文: source.txt
---

## 一、工单办理（30分）

> 工单按期办结率100%不扣分；98%以上的扣5分；低于98%的扣30分。

```规则
事实 工单总数：计数（件）
事实 按期办结工单数：计数（件），不超过 工单总数
指标 按期办结率 = 按期办结工单数 ÷ 工单总数，越高越好；无工单时 不扣分

按期办结率 100% 不扣分；98%以上 扣 5 分；低于 98% 扣 30 分
```

注：没有工单的，按不扣分。

| 按期办结工单数 | 工单总数 | 得分 | 案例 |
|---:|---:|---:|---|
| 100 | 100 | 0 | 全部按期 |
| 98 | 100 | -5 | 恰 98% |
| 97 | 100 | -30 | 低于 98% |
| 0 | 0 | 0 | 没有工单 |

## 二、事项反馈（10分）

> 反馈内容不规范的，1件扣2分。

```规则
事实 反馈不规范：计数（件）
每件 扣 2 分
```

| 反馈不规范 | 得分 | 案例 |
|---:|---:|---|
| 0 | 0 | 没有 |
| 3 | -6 | 三件 |
"""
FACTS = "单位,类别,工单总数,按期办结工单数,反馈不规范\n甲县,县区,100,99,3\n乙局,部门,50,50,0\n丙局,部门,,50,0\n"


@frozen
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        return [each["code"] for each in self.json["diagnostics"]]


Call = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No colour, no cache of the user's, and everything below one folder."""
    for name in ("NO_COLOR", "FORCE_COLOR", "ZHUNSHENG_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture
def policy() -> Path:
    return write_policy("demo", POLICY)


def write_policy(name: str, text: str | bytes, source: str | None = SOURCE) -> Path:
    folder = Path(name)
    folder.mkdir(parents=True)
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "policy.md").write_bytes(data)
    if source is not None:
        (folder / "source.txt").write_text(source, encoding="utf-8")
    return folder


@pytest.fixture
def two_policies(_plain: None) -> None:
    """A policy and its next version, a sheet of facts and one with a row too many."""
    write_policy("demo", POLICY)
    write_policy("newer", POLICY.replace("1件扣2分", "1件扣2分"))
    changed = POLICY.replace("每件 扣 2 分", "每件 扣 1 分").replace("| 3 | -6 |", "| 3 | -3 |")
    Path("newer/policy.md").write_text(changed.replace("1件扣2分", "1件扣1分"), encoding="utf-8")
    Path("newer/source.txt").write_text(
        Path("demo/source.txt").read_text(encoding="utf-8").replace("1件扣2分", "1件扣1分"), encoding="utf-8"
    )
    Path("facts.csv").write_text(FACTS, encoding="utf-8")
    Path("wrong.csv").write_text(FACTS + "丁局,部门,50,60,0\n", encoding="utf-8")


@pytest.fixture
def facts() -> Path:
    path = Path("facts.csv")
    path.write_text(FACTS, encoding="utf-8")
    return path


@pytest.fixture
def call() -> Call:
    def run(*words: object, stdin: str | bytes | None = None) -> Answer:
        result = CliRunner().invoke(app, [str(word) for word in words], input=stdin, prog_name="zhunsheng")
        assert "Traceback" not in result.output
        return Answer(result.exit_code, result.stdout, result.stderr)

    return run
