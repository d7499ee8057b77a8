"""原文问题清单: generated from the notes and the findings of the policies, current, and complete against the inventory."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.accepting.defects import defects, kind_of
from compiler.analysis.checks import CHECKS
from dsl.diagnostics import finding
from dsl.documents.defect_kinds import BY_NAME
from zhunsheng.audit import defect_list
from zhunsheng.library import policies
from zhunsheng.writing import marks

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for path in (ROOT / "policies").glob("*/policy.md"))


def test_the_list_is_current() -> None:
    found = []
    for folder in FOLDERS:
        compiled = policies.load(folder).compile(thorough=True)
        assert compiled is not None
        found.append(defect_list.collect(folder.name, compiled))
    file = ROOT / "docs" / "原文问题清单.md"
    assert file.read_bytes() == marks.content(defect_list.markdown(found).encode(), file, "defects")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_defect_has_a_problem_and_an_effect(folder: Path) -> None:
    compiled = policies.load(folder).compile()
    assert compiled is not None and compiled.document is not None
    rows = defects(compiled.document, compiled.bag, compiled.accepted)
    assert len(rows) > 20
    for row in rows:
        assert row.problem and row.effect and row.kinds, row
        assert row.reading or row.code or row.effect == "不影响得分", row


def test_a_finding_of_check_is_a_defect_of_the_source() -> None:
    compiled = policies.load(ROOT / "policies" / "taiqian-2018-yiwangtongban-township").compile()
    assert compiled is not None and compiled.document is not None
    rows = [each for each in defects(compiled.document, compiled.bag, compiled.accepted) if each.code]
    told = {(row.clause, row.kinds, row.code) for row in rows}
    assert told == {("附件3/二/1", ("空档",), "W410"), ("附件3/五/3", ("空档",), "W410")}
    assert any("60%" in row.problem for row in rows)


def test_most_checks_say_what_kind_of_defect_they_find() -> None:
    kinds = [kind_of(finding(code, "")) for check in CHECKS for code in check.codes]
    assert {kind for kind in kinds if kind} <= set(BY_NAME)
    assert kinds.count("") < len(kinds) / 4, "the others stand in the list by their code"


def test_a_note_and_a_finding_that_say_alike_stand_once() -> None:
    compiled = policies.load(ROOT / "policies" / "taiqian-2018-yiwangtongban-township").compile()
    assert compiled is not None and compiled.document is not None
    rows = [row for row in defects(compiled.document, compiled.bag, compiled.accepted) if row.clause == "附件3/五/3"]
    assert [row.code for row in rows if "空档" in row.kinds] == ["W410"]
