"""No bytes whatever make a reader raise: whatever is wrong is a diagnostic."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsl.diagnostics import Bag, Severity
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.sheets.any import read_table

ROOT = Path(__file__).parents[3]
NAMES = st.sampled_from(["表.csv", "表.json", "表.xlsx", "表.tsv", "表.xls", "表"])
WORDS = [
    "单位",
    "工单总数",
    "群众满意度",
    "报送日期",
    "类别",
    "合计",
    "县住建局",
    "97%",
    "0.97",
    "2021-7-5",
    '"',
    "\n",
    "\r",
    ",",
    ";",
]
WORDS += [
    "\t",
    "{",
    "}",
    "[",
    "]",
    ":",
    '"单位"',
    "1e999999999",
    "NaN",
    "-",
    "\x00",
    "²",
    "\ud800",
    "#N/A",
    "￥",
    "（件）",
    "null",
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=40).map("".join)
PARTS = [
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
]
relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def swallow(kit: Any, data: bytes, name: str) -> None:
    """Read; whatever is not read must be explained."""
    for policy in (kit.policy, kit.listed, kit.kinds):
        bag = Bag()
        table = read_table(data, name, bag)
        assert table is not None or any(item.severity is Severity.ERROR for item in bag)
        if table is not None:
            read_facts(policy, table, bag, only=None)
            read_facts(policy, table, bag, only="县住建局")


@relaxed
@given(data=st.binary(max_size=300), name=NAMES)
def test_any_bytes(kit: Any, data: bytes, name: str) -> None:
    swallow(kit, data, name)


@relaxed
@given(text=TEXTS, encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]), name=NAMES)
def test_any_text(kit: Any, text: str, encoding: str, name: str) -> None:
    swallow(kit, text.encode(encoding, "ignore"), name)


@relaxed
@given(rows=st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), min_size=1, max_size=4), max_size=4))
def test_any_cells_under_a_header(kit: Any, rows: list[list[str]]) -> None:
    quoted = ["\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    text = "\n".join(["单位\t群众满意度\t报送日期\t工单总数", *quoted])
    swallow(kit, text.encode("utf-8", "ignore"), "表.csv")


@relaxed
@given(part=st.sampled_from(PARTS), at=st.floats(0, 1), cut=st.integers(0, 30), new=st.binary(max_size=12))
def test_any_damage_inside_a_workbook(kit: Any, part: str, at: float, cut: int, new: bytes) -> None:
    whole = kit.xlsx([["单位", "工单总数", "报送日期"], ["县住建局", 0.1, kit.day], ["城关镇", "=1+1", None]])
    source, target = zipfile.ZipFile(io.BytesIO(whole)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            where = int(at * len(data))
            archive.writestr(name, data[:where] + new + data[where + cut :] if name == part else data)
    swallow(kit, target.getvalue(), "表.xlsx")


def test_the_libraries_for_workbooks_are_imported_when_they_are_needed() -> None:
    asked = "import sys, zhunsheng.engine.files, zhunsheng.engine.sheets.template;"
    asked += "print({'xlsxwriter', 'openpyxl', 'python_calamine'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, cwd=ROOT, text=True)
    assert found.stdout == "set()\n"


@pytest.mark.parametrize("attack", [b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<!DOCTYPE worksheet>"])
def test_a_document_type_is_refused(kit: Any, attack: bytes) -> None:
    source = zipfile.ZipFile(io.BytesIO(kit.xlsx([["单位"], ["县住建局"]])))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, attack * (name == PARTS[0]) + source.read(name))
    assert kit.read(target.getvalue(), "表.xlsx").codes == ["E648-broken-xlsx"]
