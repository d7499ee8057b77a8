"""``fmt``: blocks in canonical spelling, and nothing else of a file."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.unit.cli.conftest import POLICY, Call, write_policy


def test_fmt(call: Call, snapshot: SnapshotAssertion) -> None:
    text = POLICY.replace("每件 扣 2 分", "每件扣2分").replace("98%以上 扣 5 分", "98%以上的，扣5分")
    folder = write_policy("demo", text)
    diff = call("fmt", folder, "--diff")
    assert (diff.code, diff.out) == (0, snapshot)
    assert call("fmt", folder, "--check", "--format", "json").codes == ["E039-not-formatted"]
    assert (folder / "policy.md").read_text(encoding="utf-8") == text
    assert call("排版", folder).out == "改写了 demo/policy.md 的 2 个规则块\n"
    assert (folder / "policy.md").read_text(encoding="utf-8") == POLICY
    assert call("fmt", folder, "--check").code == 0


def test_fmt_leaves_broken_blocks(call: Call) -> None:
    text = POLICY.replace("每件 扣 2 分", "每件扣扣2分").replace("98%以上 扣 5 分", "98%以上扣5分")
    folder = write_policy("demo", text)
    assert call("fmt", folder).code == 1
    after = (folder / "policy.md").read_text(encoding="utf-8")
    assert after == text.replace("98%以上扣5分", "98%以上 扣 5 分")


def test_fmt_writes_all_files(call: Call) -> None:
    text = POLICY.replace("每件 扣 2 分", "每件扣扣2分").replace("98%以上 扣 5 分", "98%以上扣5分")
    folders = [write_policy(name, text) for name in ("one", "two")]
    assert call("fmt", *folders).code == 1
    assert all("98%以上 扣 5 分" in (folder / "policy.md").read_text("utf-8") for folder in folders)
