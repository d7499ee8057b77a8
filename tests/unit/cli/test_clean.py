"""A policy that was clean and has not changed is not looked at again; anything else is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.cli.conftest import POLICY, SOURCE, Call, write_policy
from zhunsheng.library.policies import Loaded

FINE = "检查了 1 个政策：没有发现问题\n"


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The policies that were compiled, in order."""
    compiled: list[str] = []
    real = Loaded.compile

    def compile_(self: Loaded, *, thorough: bool = False) -> object:
        compiled.append(self.slug)
        return real(self, thorough=thorough)

    monkeypatch.setattr(Loaded, "compile", compile_)
    return compiled


def test_unchanged_is_known(call: Call, policy: Path, looked: list[str]) -> None:
    assert call("check", policy).out == FINE
    assert call("check", policy).out == FINE
    assert looked == ["demo"]


def test_a_changed_text_or_source_is_looked_at(call: Call, policy: Path, looked: list[str]) -> None:
    call("check", policy)
    (policy / "source.txt").write_text(SOURCE.replace("1件扣2分", "1件扣3分"), encoding="utf-8")
    assert call("check", policy).code == 1
    (policy / "source.txt").write_text(SOURCE, encoding="utf-8")
    (policy / "policy.md").write_text(POLICY.replace("每件 扣 2 分", "每项 扣 2 分"), encoding="utf-8")
    assert call("check", policy).code == 1
    assert looked == ["demo", "demo", "demo"]


def test_findings_are_shown_every_time(call: Call, looked: list[str]) -> None:
    wrong = write_policy("demo", POLICY.replace("；无工单时 不扣分", ""))
    first, second = call("check", wrong), call("check", wrong)
    assert "W430-zero-denominator" in first.out
    assert first.out == second.out
    assert len(looked) == 2


def test_what_was_read_with_a_note_is_read_again(call: Call, looked: list[str]) -> None:
    folder = write_policy("demo", POLICY.encode("gb18030"))
    assert call("check", folder, "--format", "json").codes == ["N040-read-as-gb18030"]
    assert call("check", folder, "--format", "json").codes == ["N040-read-as-gb18030"]
    assert len(looked) == 2


def test_the_program_is_part_of_what_is_known(
    call: Call, policy: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call("check", policy)
    monkeypatch.setattr("zhunsheng.library.digests.program", lambda: b"another")
    call("check", policy)
    assert len(looked) == 2


@pytest.mark.skipif(os.name == "nt", reason="permissions are others")
def test_a_mark_that_others_could_have_made_is_none(call: Call, policy: Path, looked: list[str]) -> None:
    call("check", policy)
    (mark,) = (Path(os.environ["XDG_CACHE_HOME"]) / "zhunsheng" / "clean").iterdir()
    mark.chmod(0o666)
    call("check", policy)
    assert len(looked) == 2


def test_without_a_cache(call: Call, policy: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHUNSHENG_NO_CACHE", "1")
    call("check", policy)
    assert call("check", policy).out == FINE
    assert len(looked) == 2
