"""What a policy means is kept between runs: scored once, it need not be compiled again; changed in anything, it is."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from tests.unit.cli.conftest import POLICY, SOURCE, Call, write_policy
from tests.unit.cli.test_usage import run
from zhunsheng.library import meant, policies
from zhunsheng.library.policies import Loaded

ALL = sorted(each.parent for each in Path(__file__).parents[3].glob("policies/*/policy.md"))


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The policies that were compiled, in order."""
    found: list[str] = []
    real = Loaded.compile

    def compile_(self: Loaded, *, thorough: bool = False) -> object:
        found.append(self.slug)
        return real(self, thorough=thorough)

    monkeypatch.setattr(Loaded, "compile", compile_)
    return found


def kept() -> list[Path]:
    return sorted((Path(os.environ["XDG_CACHE_HOME"]) / "zhunsheng" / "meant").iterdir())


def test_scored_twice_compiled_once(call: Call, policy: Path, facts: Path, compiled: list[str]) -> None:
    first = call("score", policy, facts, "--format", "json")
    assert first.code == 0 and call("score", policy, facts, "--format", "json") == first
    assert call("facts", policy, "-o", "empty.csv").code == 0
    assert compiled == ["demo"]
    assert call("score", policy, facts, "--trace", "--format", "json").code == 0  # a trace names places in the file
    assert compiled == ["demo", "demo"]


def test_a_changed_text_source_or_name_is_compiled(call: Call, facts: Path, policy: Path, compiled: list[str]) -> None:
    call("score", policy, facts)
    (policy / "policy.md").write_text(POLICY.replace("每件 扣 2 分", "每件 扣 1 分"), encoding="utf-8")
    assert call("score", policy, facts).code == 1  # the official sentence says 2
    (policy / "policy.md").write_text(POLICY, encoding="utf-8")
    (policy / "source.txt").write_text(SOURCE.replace("1件扣2分", "1件扣3分"), encoding="utf-8")
    assert call("score", policy, facts).code == 1
    (policy / "source.txt").write_text(SOURCE, encoding="utf-8")
    assert call("score", policy.rename("other"), facts).code == 0
    assert compiled == ["demo", "demo", "demo", "other"]


def test_findings_are_told_every_time(call: Call, facts: Path, compiled: list[str]) -> None:
    odd = write_policy("demo", POLICY.encode("gb18030"))
    first, second = call("score", odd, facts), call("score", odd, facts)
    assert "N040-read-as-gb18030" in first.err and first == second
    assert compiled == ["demo", "demo"]


def test_the_program_is_part_of_what_is_kept(
    call: Call, policy: Path, facts: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call("score", policy, facts)
    monkeypatch.setattr("zhunsheng.library.digests.program", lambda: b"another")
    call("score", policy, facts)
    assert compiled == ["demo", "demo"]


@pytest.mark.parametrize("spoilt", [b"", b"x" * 100, pickle.dumps("no policy")])
def test_what_is_spoilt_is_made_again(
    call: Call, policy: Path, facts: Path, compiled: list[str], spoilt: bytes
) -> None:
    call("score", policy, facts)
    (file,) = kept()
    whole = file.read_bytes()
    file.write_bytes(spoilt)
    assert call("score", policy, facts).code == 0
    assert compiled == ["demo", "demo"] and file.read_bytes() == whole


@pytest.mark.skipif(os.name == "nt", reason="permissions are others")
def test_what_others_could_have_written_is_not_read(call: Call, policy: Path, facts: Path, compiled: list[str]) -> None:
    call("score", policy, facts)
    kept()[0].chmod(0o666)
    call("score", policy, facts)
    assert compiled == ["demo", "demo"]


def test_without_a_cache(call: Call, policy: Path, facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHUNSHENG_NO_CACHE", "1")
    assert call("score", policy, facts) == call("score", policy, facts)
    assert not (Path(os.environ["XDG_CACHE_HOME"]) / "zhunsheng" / "meant").exists()


def test_there_is_an_end_to_what_is_kept(
    call: Call, policy: Path, facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meant, "_MOST", 2)
    for name in ("a", "b", "c"):
        policy = policy.rename(name)
        call("score", policy, facts)
    assert len(kept()) == 1


@pytest.mark.parametrize("folder", ALL, ids=lambda each: each.name)
def test_every_policy_comes_back_as_it_was(folder: Path) -> None:
    loaded = policies.load(folder)
    made = loaded.compile()
    assert made is not None and made.policy is not None
    meant.keep(loaded, made.policy)
    if not loaded.findings:
        assert meant.recall(loaded) == made.policy


def test_a_kept_policy_is_scored_without_the_compiler(policy: Path, facts: Path) -> None:
    code = (
        "import sys\nfrom zhunsheng.cli import main\nsys.argv = ['zhunsheng', 'score', 'demo', 'facts.csv']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = ('lark', 'markdown_it', 'tomllib', 'dsl.lexer', 'dsl.surface', 'compiler.lowering', 'compiler.analysis')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert run(code=code).stdout.decode().splitlines()[-1] != "[]"
    assert run(code=code).stdout.decode().splitlines()[-1] == "[]"
