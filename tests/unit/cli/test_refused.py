"""``score --refused``: wrong rows come back in the layout of their sheet, the others are scored."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.unit.cli.conftest import Call

HEAD = "*单位,类别,备注,工单总数（件）,按期办结工单数,反馈不规范\n"
GOOD = "甲县,县区,好,100,99,3\n乙局,部门,,50,50,0\n"
BAD = '丙局,部门,"有, 逗号","1,000",1001,-1\n丁局,县,x,许多,,0\n'


def rows(path: Path) -> list[list[Any]]:
    if path.suffix == ".csv":
        return list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    return [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_wrong_rows_come_back_and_the_others_are_scored(call: Call, policy: Path, ending: str) -> None:
    Path("facts.csv").write_text(HEAD + GOOD + BAD, encoding="utf-8")
    answer = call("score", policy, "facts.csv", "--refused", f"back.{ending}", "-o", "out.csv", "--format", "json")
    assert answer.code == 1
    assert [unit["unit"] for unit in answer.json["units"]] == ["乙局", "甲县"]
    assert answer.codes == [
        "E625-out-of-range", "E627-above-limit", "E614-kind-unknown", "E620-not-a-number", "W672-given-back",
    ]  # fmt: skip
    assert [row[1] for row in rows(Path("out.csv"))[1:]] == ["乙局", "甲县"]
    header, *back = rows(Path(f"back.{ending}"))
    assert header == ["*单位", "类别", "备注", "工单总数（件）", "按期办结工单数", "反馈不规范", "原因"]
    assert back[0][:5] == ["丙局", "部门", "有, 逗号", "1,000", "1001"]
    assert back[0][-1] == "反馈不规范：“-1”超出范围，应不小于0件；按期办结工单数：“1001”大于“工单总数”的 1000件"
    assert back[1][-1] == "类别：办法里没有“县”这一类别；工单总数（件）：“许多”不是数字"
    again = call("score", policy, f"back.{ending}", "--format", "json")
    assert sorted(set(again.codes)) == [
        "E614-kind-unknown", "E620-not-a-number", "E625-out-of-range", "E627-above-limit",
    ], "what comes back can be handed in again"  # fmt: skip


def test_without_it_nothing_is_scored(call: Call, policy: Path) -> None:
    Path("facts.csv").write_text(HEAD + GOOD + BAD, encoding="utf-8")
    answer = call("score", policy, "facts.csv", "--format", "json", "-o", "out.csv")
    assert (answer.code, "units" in answer.json, Path("out.csv").exists()) == (1, False, False)


def test_what_is_wrong_with_the_sheet_is_no_fault_of_a_row(call: Call, policy: Path) -> None:
    Path("facts.csv").write_text(HEAD.replace("反馈不规范", "反馈不规则") + GOOD + BAD, encoding="utf-8")
    answer = call("score", policy, "facts.csv", "--refused", "back.csv", "--format", "json")
    assert (answer.code, answer.codes, Path("back.csv").exists()) == (
        1,
        ["E601-unknown-column", "W603-missing-column"],
        False,
    )
    assert call("score", policy, "facts.csv", "--refused", "back.json").code == 2


def test_a_unit_that_stands_twice_is_given_back_twice(call: Call, policy: Path) -> None:
    Path("facts.csv").write_text(HEAD + GOOD + "甲\u200b县,县区,,100,98,3\n", encoding="utf-8")
    answer = call("score", policy, "facts.csv", "--refused", "back.csv", "--format", "json")
    assert [unit["unit"] for unit in answer.json["units"]] == ["乙局"]
    assert [row[0] for row in rows(Path("back.csv"))[1:]] == ["甲县", "甲\u200b县"]


def test_a_sheet_without_faults_gives_nothing_back(call: Call, policy: Path) -> None:
    Path("facts.csv").write_text(HEAD + GOOD, encoding="utf-8")
    answer = call("score", policy, "facts.csv", "--refused", "back.csv")
    assert (answer.code, Path("back.csv").exists()) == (0, False)


def test_programs_are_told_where(call: Call, policy: Path) -> None:
    Path("facts.csv").write_text(HEAD + BAD, encoding="utf-8")
    found = call("score", policy, "facts.csv", "--format", "json").json["diagnostics"]
    first = next(each for each in found if each["code"] == "E625-out-of-range")
    assert (first["file"], first["line"], first["column"]) == ("facts.csv", 2, 6)
    assert first["cell"] == {"file": "facts.csv", "sheet": None, "row": 2, "column": 6}
    log = json.loads(call("score", policy, "facts.csv", "--format", "sarif").out)
    (result,) = [each for each in log["runs"][0]["results"] if each["ruleId"] == "E625-out-of-range"]
    place = result["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "facts.csv"
    assert place["physicalLocation"]["region"] == {"startLine": 2}
    assert place["logicalLocations"] == [{"fullyQualifiedName": "F2"}]
    assert "::error file=facts.csv,line=2,title=E625" in call("score", policy, "facts.csv", "--format", "github").out


RANKED = """---
政策: 试行办法
机关: 某局
考核期间: 2021-01-01 至 2021-12-31
原文: source.txt
---

# 一、满意度（10分）

> 满意度排名倒数后1名的，扣2分。

```规则
事实 满意度：比率
满意度 排名 后 1 名 扣 2 分，并列同扣
```
"""


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        (RANKED, ["W672-given-back"]),
        (RANKED.replace("排名倒数后1名", "低于90%").replace("排名 后 1 名", "低于 90%").replace("，并列同扣", ""), []),
    ],
)
def test_ranks_of_rows_that_were_given_back_are_not_those_of_all(call: Call, rules: str, codes: list[str]) -> None:
    folder = Path("ranked")
    folder.mkdir()
    (folder / "policy.md").write_text(rules, encoding="utf-8")
    (folder / "source.txt").write_text(
        next(line[2:] for line in rules.split("\n") if line.startswith("> ")), encoding="utf-8"
    )
    Path("back.csv").write_text("单位,满意度,原因\n乙县,95%,满意度：不是数字\n", encoding="utf-8")
    answer = call("score", folder, "back.csv", "--format", "json")
    assert answer.codes == codes
    Path("whole.csv").write_text("单位,满意度\n乙县,95%\n甲县,90%\n", encoding="utf-8")
    assert call("score", folder, "whole.csv", "--format", "json").codes == []
