"""What a clerk asked about is answered, no more: one clause, one page of ranking, the error before the long list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call, write_policy

NAMES = [f"第{number}类材料缺少件数" for number in range(1, 31)]


def large() -> Path:
    """Return a policy with thirty facts under two headings."""
    heads = ["一、甲", "二、乙"]
    parts, said = [], []
    for place, head in enumerate(heads):
        own = NAMES[place * 15 : place * 15 + 15]
        said.append("，".join(f"{name}每件扣1分" for name in own) + "。")
        declared = "\n".join(f"事实 {name}：计数（件）\n{name} 每件 扣 1 分" for name in own)
        parts.append(f"\n## {head}（20分）\n\n> {said[-1]}\n\n```规则\n{declared}\n```\n")
    front = "---\n政策: 某县考核办法\n机关: 某局\n考核期间: 2021-01-01 至 2021-12-31\n原文: source.txt\n---\n"
    return write_policy("large", front + "".join(parts), "\n".join(said))


def test_explaining_one_clause_tells_of_that_clause_alone(call: Call, policy: Path) -> None:
    Path("facts.csv").write_text("单位,类别,工单总数,按期办结工单数,反馈不规范\n甲县,县区,,99,\n", encoding="utf-8")
    whole = call("explain", policy, "facts.csv", "--unit", "甲县").out
    assert "待补：工单总数、反馈不规范。" in whole and "最起作用的缺项" in whole
    one = call("explain", policy, "facts.csv", "--unit", "甲县", "--clause", "二").out
    assert "待补：反馈不规范。" in one and "工单总数" not in one and "区间" not in one
    trace = call("explain", policy, "facts.csv", "--unit", "甲县", "--clause", "二", "--format", "json").json["trace"]
    assert [each["fact"] for each in trace["missing"]] == ["反馈不规范"]


def test_a_ranking_with_much_missing_stays_short(call: Call) -> None:
    folder = large()
    Path("facts.csv").write_text(f"单位,{NAMES[0]}\n甲县,1\n乙县,2\n", encoding="utf-8")
    answer = call("score", folder, "facts.csv")
    lines = answer.out.splitlines()
    assert len(lines) < 12 and max(map(len, lines)) < 120
    assert lines[-2].startswith("甲县：待补：") and lines[-2].endswith("等 29 项")
    assert all(line[:1] in "+|某" for line in lines[:-2])


def test_many_columns_that_lack_are_counted_not_listed_and_errors_come_first(call: Call) -> None:
    folder = large()
    Path("facts.csv").write_text(f"单位,{NAMES[0]}\n甲县,一些\n", encoding="utf-8")
    answer = call("score", folder, "facts.csv")
    assert answer.err.index("E620") < answer.err.index("W603")
    said = next(line for line in answer.err.splitlines() if "W603" in line)
    assert "缺 29 列" in said and said.count("、") == 15 and said.endswith("等")
    assert "zhunsheng facts" in answer.err
    strict = call("score", folder, "facts.csv", "--strict")
    assert "缺 29 列" in strict.err and strict.err.count("类材料") < 20


def test_short_remarks_keep_their_column(call: Call, policy: Path, facts: Path) -> None:
    answer = call("score", policy, facts)
    assert "备注" in answer.out and "| 待补：工单总数 |" in answer.out


@pytest.mark.parametrize("name", ["我的政策", "2026年 热线考核（试行）", "ankang-2021-hotline", "A_1.2"])
def test_a_folder_has_the_name_that_the_clerk_gives_it(call: Call, name: str) -> None:
    assert call("new", name).code == 0
    assert call("test", name).code == 0 and call("build", name, "-o", "build").code == 0
    (module,) = Path("build", name).glob("*.py")
    assert module.stem.isidentifier()


@pytest.mark.parametrize("name", ["热线*2026", "a:b", ".hidden", "a.", " a", "a\tb", "x" * 81, "-x", ".."])
def test_a_name_that_some_file_system_refuses_is_refused(call: Call, name: str) -> None:
    answer = call("new", "--", name)
    assert answer.code != 0 and "E037-bad-slug" in answer.err
    assert list(Path().iterdir()) == []
