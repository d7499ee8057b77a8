"""What is said to be attainable is attained by a unit that the gate lets in."""

from __future__ import annotations

from pathlib import Path

import zhunsheng
from compiler.gate.declared import gate_of
from tests.unit.cli.conftest import POLICY, SOURCE


def ranges(folder: Path, checks: str) -> tuple[zhunsheng.Policy, dict[str, zhunsheng.Row]]:
    text = POLICY.replace("\n按期办结率 100%", f"\n{checks}\n按期办结率 100%", 1)
    (folder / "policy.md").write_text(text, encoding="utf-8")
    (folder / "source.txt").write_text(SOURCE, encoding="utf-8")
    policy = zhunsheng.load(folder)
    return policy, {row.part.group or row.part.clause: row for row in zhunsheng.ranges(policy)}


def test_the_other_facts_are_moved_so_that_they_agree(tmp_path: Path) -> None:
    facts = "事实 线上：计数（件）\n事实 线下：计数（件）\n核对 工单总数 等于 线上 加 线下\n"
    policy, rows = ranges(tmp_path, facts)
    low = rows["一"].low
    assert (str(low.how), low.value) == ("达到", 0) and low.unit is not None
    assert gate_of(policy.core).between(low.unit.facts, low.unit.kind) == []
    assert low.unit.facts["工单总数"] == low.unit.facts["线上"] + low.unit.facts["线下"]  # type: ignore[operator]


def test_an_end_is_that_of_the_units_that_agree(tmp_path: Path) -> None:
    policy, rows = ranges(tmp_path, "核对 按期办结工单数 等于 工单总数\n")
    assert str(rows["一"].high.how) == "达到"
    low = rows["一"].low
    assert low.value == rows["一"].high.value, "all is done in time, or nothing was to be done"
    assert low.unit is not None and gate_of(policy.core).between(low.unit.facts, low.unit.kind) == []
