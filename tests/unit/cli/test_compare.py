"""``compare`` as it is run: folders, git revisions, a sheet under both versions, pages, every coded error."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

import zhunsheng
from compiler.compare import Verdict
from tests.unit.cli.conftest import POLICY, SOURCE, Call, write_policy


def second(text: str) -> str:
    """The next version: 3 points a piece, and the tier of 98% costs 4 instead of 5."""
    text = text.replace("98%以上的扣5分", "98%以上的扣4分").replace("98%以上 扣 5 分", "98%以上 扣 4 分")
    text = text.replace("1件扣2分", "1件扣3分").replace("每件 扣 2 分", "每件 扣 3 分")
    return text.replace("| 98 | 100 | -5 |", "| 98 | 100 | -4 |").replace("| 3 | -6 |", "| 3 | -9 |")


@pytest.fixture
def newer() -> Path:
    return write_policy("newer", second(POLICY), second(SOURCE))


def git(*words: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], check=True, capture_output=True)


@pytest.fixture
def repository(policy: Path) -> Path:
    """A repository whose last commit has the next version."""
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    (policy / "policy.md").write_text(second(POLICY), encoding="utf-8")
    (policy / "source.txt").write_text(second(SOURCE), encoding="utf-8")
    git("commit", "-qam", "second")
    return policy


# --------------------------------------------------------------------------------------------------------------- answers


def test_two_folders(call: Call, policy: Path, newer: Path, snapshot: SnapshotAssertion) -> None:
    answer = call("compare", policy, newer)
    assert answer.code == 1
    assert answer.out == snapshot
    assert call("比对", policy, newer / "policy.md").out == answer.out


def test_the_same(call: Call, policy: Path) -> None:
    answer = call("compare", policy, policy)
    assert answer.code == 0
    assert "另有 2 条文字、含义都没有变" in answer.out
    assert call("compare", policy, policy, "--all").out.count("规则相同") == 3


def test_json(call: Call, policy: Path, newer: Path, snapshot: SnapshotAssertion) -> None:
    answer = call("compare", policy, newer, "--format", "json")
    assert answer.code == 1
    found = answer.json["comparison"]
    assert {each["id"]: each["verdict"] for each in found["clauses"]} == {"一": "更宽", "二": "更严"}
    assert found["total"]["verdict"] == "有严有宽"
    for side in ("old", "new"):
        found[side].pop("digest")
    assert found == snapshot


def test_answers_keep_to_the_schema(call: Call, repository: Path, facts: Path) -> None:
    validator = Draft202012Validator(zhunsheng.schema("comparison.v1"))
    validator.check_schema(validator.schema)
    for more in ((), ("--facts", facts)):
        answer = call("compare", repository, "--rev", "HEAD~1", "--format", "json", *more)
        validator.validate(answer.json["comparison"])
        assert (answer.json["comparison"]["units"] is None) is not bool(more)
    broken = answer.json["comparison"] | {"sameMeaning": "no"}
    assert not validator.is_valid(broken)


def test_reworded_only(call: Call, policy: Path) -> None:
    words = ("反馈内容不规范的，1件扣2分。", "反馈的内容不规范的，查实后1件扣2分。")
    newer = write_policy("newer", POLICY.replace(*words), SOURCE.replace(*words))
    answer = call("compare", policy, newer)
    assert answer.code == 0
    assert "反馈{+的+}内容不规范的，{+查实后+}1件扣2分。" in answer.out


# -------------------------------------------------------------------------------------------------------------- revisions


def test_revisions(call: Call, repository: Path, newer: Path) -> None:
    same = call("compare", repository, newer)
    assert same.code == 0, same.out + same.err
    before = call("compare", repository, "--rev", "HEAD~1", "--format", "json")
    assert before.code == 1
    both = call("compare", "HEAD~1:demo", "HEAD:demo/policy.md", "--format", "json")
    assert both.json["comparison"]["clauses"] == before.json["comparison"]["clauses"]
    assert before.json["comparison"]["old"]["name"] == "HEAD~1:demo"
    now = call("compare", repository, "--rev", "HEAD")
    assert now.code == 0


def test_revision_of_a_folder_that_is_gone(call: Call, repository: Path, newer: Path) -> None:
    shutil.rmtree(repository)
    assert call("compare", "HEAD:demo", newer).code == 0


def test_a_path_with_a_colon_is_a_path(call: Call, policy: Path) -> None:
    shutil.copytree(policy, "甲:乙")
    assert call("compare", policy, "甲:乙").code == 0


def test_a_drive_is_a_path(call: Call, policy: Path) -> None:
    answer = call("compare", policy, "C:\\办法", "--format", "json")
    assert (answer.code, answer.codes) == (3, ["E031-file-missing"])


def test_no_repository(call: Call, policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    answer = call("compare", policy, "--rev", "HEAD", "--format", "json")
    assert (answer.code, answer.codes) == (2, ["E822-not-a-repository"])


@pytest.mark.parametrize("revision", ["nonsense", "HEAD~9", "--help", "-x", "$(id)", "HEAD^{tree}", ""])
def test_unknown_revision(call: Call, repository: Path, revision: str) -> None:
    answer = call("compare", repository, f"--rev={revision}", "--format", "json")
    assert answer.code == 2
    assert answer.codes == ["E823-unknown-revision" if revision else "E803-missing-argument"]


def test_not_in_the_revision(call: Call, repository: Path) -> None:
    other = write_policy("other", POLICY)
    answer = call("compare", other, "--rev", "HEAD", "--format", "json")
    assert (answer.code, answer.codes) == (2, ["E824-not-in-revision"])
    assert repository.is_dir()


def test_no_git(call: Call, policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    answer = call("compare", policy, "--rev", "HEAD", "--format", "json")
    assert (answer.code, answer.codes) == (2, ["E821-no-git"])


# ------------------------------------------------------------------------------------------------------------- wrong calls


def test_one_version_only(call: Call, policy: Path) -> None:
    answer = call("compare", policy)
    assert answer.code == 2
    assert "E803-missing-argument" in answer.err


def test_new_beside_rev(call: Call, policy: Path) -> None:
    assert "E806-extra-argument" in call("compare", policy, policy, "--rev", "HEAD").err


def test_missing_and_broken_versions(call: Call, policy: Path) -> None:
    assert call("compare", policy, "nowhere").code == 3
    broken = write_policy("broken", POLICY.replace("每件 扣 2 分", "每件 扣 二 二 分"))
    assert call("compare", policy, broken).code == 1


def test_two_policies(call: Call, policy: Path) -> None:
    text = """---
政策: 无关办法
机关: 示范县
原文: source.txt
---

# 甲、绿化

> 绿化面积不足五百平方米的扣9分。

```规则
事实 绿化面积：数量（平方米）
绿化面积 不足 500 平方米 扣 9 分
```
"""
    other = write_policy("other", text, "绿化面积不足五百平方米的扣9分。")
    answer = call("compare", policy, other, "--format", "json")
    assert (answer.code, answer.codes) == (2, ["E827-nothing-in-common"])


# ---------------------------------------------------------------------------------------------------------------- renames


def renamed(front: str = "") -> Path:
    text = POLICY.replace("工单总数", "受理件数").replace("无工单时", "无受理件数时")
    return write_policy("renamed", text.replace("\n---\n", f"\n{front}---\n", 1))


def test_alias(call: Call, policy: Path) -> None:
    answer = call("compare", policy, renamed("别名:\n  工单总数: 受理件数\n"))
    assert answer.code == 0, answer.out
    assert "改名 受理件数：工单总数 → 受理件数（只是文字）" in answer.out


def test_rename(call: Call, policy: Path) -> None:
    newer = renamed()
    assert call("compare", policy, newer, "--rename", "工单总数=受理件数").code == 0
    assert call("compare", policy, newer).code == 1


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("工单总数", "E825-bad-rename"),
        ("=受理件数", "E825-bad-rename"),
        ("工单数=受理件数", "E826-unknown-rename"),
        ("工单总数=受理数", "E826-unknown-rename"),
    ],
)
def test_bad_rename(call: Call, policy: Path, written: str, code: str) -> None:
    answer = call("compare", policy, renamed(), "--rename", written, "--format", "json")
    assert (answer.code, answer.codes) == (2, [code])


# ------------------------------------------------------------------------------------------------------------------ facts


def test_facts(call: Call, policy: Path, newer: Path, facts: Path, snapshot: SnapshotAssertion) -> None:
    answer = call("compare", policy, newer, "--facts", facts, "--format", "json")
    units = answer.json["comparison"]["units"]
    # 甲县: 99% costs 4 instead of 5, 3 pieces cost 9 instead of 6; 乙局: nothing; 丙局: no 工单总数.
    assert [(each["unit"], each["old"], each["new"], each["change"]) for each in units] == [
        ("甲县", "29", "27", "-2"),
        ("乙局", "40", "40", "0"),
        ("丙局", None, None, None),
    ]
    assert units[0]["clauses"] == [{"id": "二", "change": "-3"}, {"id": "一", "change": "1"}]
    shown = call("compare", policy, newer, "--facts", facts).out
    assert shown[shown.index("得失：") :] == snapshot


@pytest.mark.parametrize("heading", ["工单总数", "工单总数（件）", "受理件数", "受理件数(件)"])
def test_facts_under_either_name(call: Call, policy: Path, facts: Path, heading: str) -> None:
    newer = renamed("别名:\n  工单总数: 受理件数\n")
    facts.write_text(facts.read_text(encoding="utf-8").replace("工单总数", heading), encoding="utf-8")
    answer = call("compare", policy, newer, "--facts", facts, "--format", "json")
    assert answer.code == 0
    assert [each["new"] for each in answer.json["comparison"]["units"]] == ["29", "40", None]


def test_bad_facts(call: Call, policy: Path, newer: Path, facts: Path) -> None:
    facts.write_text("单位,类别,工单总数,按期办结工单数,反馈不规范\n甲县,县区,10,99,3\n", encoding="utf-8")
    answer = call("compare", policy, newer, "--facts", facts, "--format", "json")
    assert answer.code == 1
    assert answer.json.keys() == {"version", "diagnostics"}


# ------------------------------------------------------------------------------------------------------------------ pages


def test_pages(call: Call, policy: Path, newer: Path, facts: Path, snapshot: SnapshotAssertion) -> None:
    answer = call("compare", policy, newer, "--facts", facts, "--html", "a.html", "--markdown", "a.md")
    assert answer.code == 1
    assert Path("a.md").read_text(encoding="utf-8").rpartition("\n<!--")[0] == snapshot, (
        "the mark is a digest of what it follows"
    )
    page = Path("a.html").read_text(encoding="utf-8")
    assert not re.search(r"https?:|src=|@import|url\(|<script", page), "a page asks nobody for anything"
    chart = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
    assert [text.text for text in chart.iter("text")] == ["甲县", "-2"]
    assert page.count('class="loss"') == 1 and page.count('class="gain"') == 0
    assert "<del>2</del>" in page and "<ins>3</ins>" in page


def test_pages_escape(call: Call, policy: Path, newer: Path, facts: Path) -> None:
    facts.write_text(facts.read_text(encoding="utf-8").replace("甲县", "<script>alert(1)</script>"), encoding="utf-8")
    call("compare", policy, newer, "--facts", facts, "--html", "a.html", "--markdown", "a.md")
    assert "<script>" not in Path("a.html").read_text(encoding="utf-8")
    assert not re.search(r"(?<!\\)<script>", Path("a.md").read_text(encoding="utf-8"))


def test_page_that_cannot_be_written(call: Call, policy: Path, newer: Path) -> None:
    answer = call("compare", policy, newer, "--html", "no/where.html")
    assert answer.code == 3


def test_api(policy: Path, newer: Path) -> None:
    found = zhunsheng.compare(policy, newer)
    assert {each.id: each.verdict for each in found.clauses} == {"一": Verdict.LOOSER, "二": Verdict.STRICTER}
    assert not found.same_meaning
    assert zhunsheng.compare(policy, zhunsheng.load(policy)).same_meaning


# ------------------------------------------------------------------------------------------------------ strange repositories


def test_nothing_that_a_repository_names_is_run(call: Call, repository: Path) -> None:
    """A promised object is fetched by a program that the repository's own configuration names: not here."""
    ran = Path("ran").absolute()
    script = Path("run.sh").absolute()
    script.write_text(f"#!/bin/sh\ntouch '{ran}'\n", encoding="utf-8")
    script.chmod(0o755)
    blob = subprocess.run(
        ["git", "rev-parse", f"HEAD~1:{repository.name}/policy.md"], check=True, capture_output=True, text=True
    ).stdout.strip()
    for name, value in (
        ("extensions.partialClone", "evil"),
        ("core.repositoryFormatVersion", "1"),
        ("remote.evil.promisor", "true"),
        ("remote.evil.url", str(Path("elsewhere").absolute())),
        ("remote.evil.uploadpack", str(script)),
        ("core.fsmonitor", str(script)),
        ("core.hooksPath", str(script.parent)),
    ):
        git("config", name, value)
    Path("elsewhere").mkdir()
    Path(".git/objects", blob[:2], blob[2:]).unlink()
    subprocess.run(["git", "cat-file", "blob", blob], check=False, capture_output=True)
    assert ran.exists(), "git by itself would run it"
    ran.unlink()
    answer = call("compare", repository, "--rev", "HEAD~1", "--format", "json")
    assert answer.code != 0 and not ran.exists()
