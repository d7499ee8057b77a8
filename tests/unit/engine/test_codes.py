"""Every code is provoked through the public functions, and its page shows the very message."""

from __future__ import annotations

import errno
import io
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from attrs import evolve

from compiler import core
from dsl import limits
from dsl.diagnostics import Bag
from dsl.types import POINTS
from tests.unit.engine.conftest import fact
from zhunsheng.engine.files import read_bytes, read_sheet
from zhunsheng.engine.given import read_given
from zhunsheng.writing.files import Output, Permit, write

ROOT = Path(__file__).parents[3]
ENGINE = ROOT / "zhunsheng" / "engine"
MANY = "单位,工单总数\n" + "".join(f"第{number}所,无\n" for number in range(1, 26))

# code -> (sheet as CSV, how it is read). These sheets are the examples of the pages under docs/errors.
SHEETS: dict[str, tuple[str, dict[str, Any]]] = {
    "E601-unknown-column": ("单位,工单总量\n县住建局,120\n", {}),
    "E602-column-twice": ("单位,工单总数,工单总数（件）\n县住建局,120,125\n", {}),
    "W603-missing-column": ("单位,工单总数\n县住建局,120\n", {"policy": "small"}),
    "E604-missing-column": ("单位,工单总数\n县住建局,120\n", {"policy": "small", "strict": True}),
    "E605-header-unit": ("单位,工单总数（项）\n县住建局,120\n", {}),
    "E606-unnamed-column": ("单位,工单总数,\n县住建局,120,7\n", {}),
    "N607-column-ignored": ("单位,工单总数,满意度名次\n县住建局,120,3\n", {}),
    "E608-no-header": ("名称,工单总数\n县住建局,120\n", {}),
    "E610-unit-twice": ("单位,工单总数\n县住建局,120\n城关镇,30\n县住建局,125\n", {}),
    "E611-unit-not-listed": ("单位,工单总数\n县住建居,120\n", {"policy": "listed"}),
    "E612-no-unit-name": ("单位,工单总数\n,120\n", {}),
    "E613-kind-missing": ("单位,类别,工单总数\n县住建局,,120\n", {"policy": "kinds"}),
    "E614-kind-unknown": ("单位,类别,工单总数\n县住建局,县直,120\n", {"policy": "kinds"}),
    "E615-kind-contradicts": ("单位,类别,工单总数\n县住建局,乡镇,120\n", {"policy": "listed"}),
    "W616-unit-absent": ("单位,工单总数\n县住建局,120\n城关镇,30\n", {"policy": "listed"}),
    "E617-no-such-unit": ("单位,工单总数\n县住建局,120\n", {"only": "县住建居"}),
    "N618-row-skipped": ("单位,工单总数\n县住建局,120\n合计,120\n", {}),
    "N619-more-of-the-same": (MANY, {}),
    "E620-not-a-number": ("单位,工单总数\n县住建局,约120\n", {}),
    "E621-excel-error": ("单位,群众满意度\n县住建局,#DIV/0!\n", {}),
    "E622-not-finite": ("单位,群众满意度\n县住建局,NaN\n", {}),
    "E623-number-too-long": (f"单位,工单总数\n县住建局,{'1' * 36}\n", {}),
    "E624-not-whole": ("单位,工单总数\n县住建局,12.5\n", {}),
    "E625-out-of-range": ("单位,群众满意度\n县住建局,105%\n", {}),
    "E626-wrong-unit": ("单位,办理时长\n县住建局,3个自然日\n", {}),
    "E627-above-limit": ("单位,工单总数,按期办结工单数\n县住建局,120,125\n", {}),
    "E628-ratio-mixed": ("单位,群众满意度\n县住建局,97\n城关镇,0.95\n", {}),
    "N629-ratio-percent": ("单位,群众满意度\n县住建局,97\n城关镇,95.5\n", {}),
    "N630-ratio-one": ("单位,群众满意度\n县住建局,1\n城关镇,1\n", {}),
    "E632-not-a-flag": ("单位,是否公开\n县住建局,部分\n", {}),
    "E633-not-a-member": ("单位,评价等级\n县住建局,优秀\n", {}),
    "E634-not-a-date": ("单位,报送日期\n县住建局,七月五日\n", {}),
    "E635-impossible-date": ("单位,报送日期\n县住建局,2021-2-30\n", {}),
    "E636-two-digit-year": ("单位,报送日期\n县住建局,21-7-5\n", {}),
    "N637-time-dropped": ("单位,报送日期\n县住建局,2021-7-5 14:30\n", {}),
    "E638-no-reason": ("单位,酌情分,酌情分理由\n县住建局,1.5,\n", {}),
    "E639-parameter-varies": ("单位,系数\n县住建局,1.2\n城关镇,1.5\n", {}),
    "E640-judgement-range": ("单位,交办事项,交办加分,交办加分理由\n县住建局,3,9,按时办结\n", {"policy": "judged"}),
    "E664-facts-contradict": ("单位,工单总数,线上工单,线下工单\n县住建局,120,80,50\n", {"policy": "checked"}),
    "E673-time-zone": ("单位,报送日期\n县住建局,2021-03-01T23:00:00Z\n", {}),
    "W674-date-far": ("单位,报送日期\n县住建局,2012-7-5\n", {"policy": "dated"}),
    "W667-row-cut": ("单位,报送日期,工单总数\n县住建局,2021-7-5\n", {}),
    "W668-ratio-small": ("单位,群众满意度\n县住建局,0.9\n城关镇,0.3\n", {}),
    "E652-broken-csv": ('单位,工单总数\n"县住建局,120\n城关镇,30\n', {}),
    "E653-row-too-long": ("单位,工单总数\n县住建局,1,200\n", {}),
    "E660-no-rows": ("单位,工单总数\n", {}),
}
# code -> (file name, content)
FILES: dict[str, tuple[str, bytes]] = {
    "E644-file-empty": ("填报表.csv", b""),
    "E646-file-type": ("填报表.ods", b"PK"),
    "E647-old-xls": ("填报表.xls", b"\xd0\xcf\x11\xe0 and so on"),
    "E648-broken-xlsx": ("填报表.xlsx", b"PK\x03\x04 cut off"),
    "E650-encoding": ("填报表.csv", b"\xff\xff\x80\x00\xff"),
    "N651-read-as-gbk": ("填报表.csv", "单位,工单总数\n县住建局,120\n".encode("gb18030")),
    "E654-broken-json": ("填报表.json", '[{"单位": "县住建局", "工单总数": 120,}]'.encode()),
    "E655-json-shape": ("填报表.json", '{"县住建局": {"工单总数": 120}}'.encode()),
    "E656-json-key-twice": ("填报表.json", '[{"单位": "县住建局", "工单总数": 120, "工单总数": 125}]'.encode()),
}
Provoke = Callable[[Any, Path, pytest.MonkeyPatch], Bag]


def _read(path: Path) -> Bag:
    bag = Bag()
    read_bytes(path, bag)
    return bag


def _write(path: Path, permit: Permit | None = None) -> Bag:
    bag = Bag()
    assert not write([Output(path, b"whole")], permit or Permit("score", force=True), bag)
    return bag


def _raising(patch: pytest.MonkeyPatch, error: OSError) -> None:
    def fail(*_: object) -> None:
        raise error

    patch.setattr("os.fsync", fail)


def file_missing(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    return _read(Path("没有这份表.csv"))


def not_a_file(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    Path("填报").mkdir()
    return _read(Path("填报"))


def file_unreadable(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    Path("填报表.csv").write_text("单位\n")

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    patch.setattr(Path, "open", fail)
    return _read(Path("填报表.csv"))


def file_too_large(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    with Path("填报表.csv").open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    return _read(Path("填报表.csv"))


def zip_bomb(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    data = bytearray(_small())
    entry = data.index(b"PK\x01\x02")  # the directory says how long each part is when unpacked
    data[entry + 24 : entry + 28] = (600 * 2**20).to_bytes(4, "little")
    return kit.read(bytes(data), "填报表.xlsx").bag


def _small() -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["单位", "工单总数"])
    return data.getvalue()


def float_noise(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    return kit.read(kit.xlsx([["单位", "群众满意度"], ["县住建局", 0.9700000000000001]]), "填报表.xlsx").bag


def merged_cells(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    rows = [["单位", "工单总数"], ["县住建局", 120], ["城关镇", None]]
    return kit.read(kit.xlsx(rows, lambda sheet: sheet.merge_cells("B2:B3")), "填报表.xlsx").bag


def formula(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["单位", "工单总数"])
        sheet.write(1, 0, "县住建局")
        sheet.write_formula(1, 1, "=60+60", None, 120)
    return kit.read(data.getvalue(), "填报表.xlsx").bag


def formula_empty(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    return kit.read(kit.xlsx([["单位", "工单总数"], ["县住建局", "=60+60"]]), "填报表.xlsx").bag


def other_sheets(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet()):
        sheet.append(["单位", "工单总数"])
        sheet.append(["县住建局", 120])
    book.worksheets[0].title, book.worksheets[1].title = "一季度", "二季度"
    data = io.BytesIO()
    book.save(data)
    return kit.read(data.getvalue(), "填报表.xlsx").bag


def sheet_too_large(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    def stray(sheet: Any) -> None:
        sheet["XFD1048576"] = 1

    return kit.read(kit.xlsx([["单位", "工单总数"], ["县住建局", 120]], stray), "填报表.xlsx").bag


def target_not_a_file(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    Path("结果").mkdir()
    return _write(Path("结果"))


def no_folder(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    return _write(Path("没有/得分.csv"))


def not_permitted(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    _raising(patch, PermissionError(errno.EACCES, "Permission denied"))
    return _write(Path("得分.csv"))


def disk_full(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    Path("得分.csv").write_text("old")
    _raising(patch, OSError(errno.ENOSPC, "No space left on device"))
    bag = _write(Path("得分.csv"))
    assert [file.name for file in folder.iterdir()] == ["得分.csv"], "no half file is left"
    assert Path("得分.csv").read_text() == "old"
    return bag


def not_ours(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    Path("得分.csv").write_text("单位,得分\n")
    return _write(Path("得分.csv"), Permit("score"))


def output_is_input(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    Path("填报表.csv").write_text("单位,工单总数\n")
    return _write(Path("填报表.csv"), Permit("score", (Path("填报表.csv"),), force=True))


def outputs_coincide(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    bag = Bag()
    assert not write([Output(Path("结果.csv"), b"one"), Output(Path("./结果.csv"), b"two")], Permit("score"), bag)
    return bag


def changed_meanwhile(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    Path("policy.md").write_bytes(b"as saved since")
    bag = Bag()
    assert not write([Output(Path("policy.md"), b"new", was=lambda data: data == b"as read")], Permit("fmt"), bag)
    assert Path("policy.md").read_bytes() == b"as saved since"
    return bag


def write_failed(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    patch.chdir(folder)
    _raising(patch, OSError(errno.EIO, "Input/output error"))
    return _write(Path("得分.csv"))


def by_program(given: Any, *more: core.Fact) -> Provoke:
    def provoke(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
        bag = Bag()
        read_given(evolve(kit.policy, facts=(*kit.policy.facts, *more)), [("县住建局", None, given)], bag)
        return bag

    return provoke


RESULT = fact("得分（二）", POINTS, role=core.Role.RESULT, result_of="二")


def hidden(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True

    return kit.read(kit.xlsx([["单位", "工单总数"], ["县住建局", 120], ["城关镇", 30]], hide), "填报表.xlsx").bag


def shown_otherwise(kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    def style(sheet: Any) -> None:
        sheet["B2"].number_format = "#,##0.00,"

    return kit.read(kit.xlsx([["单位", "投入资金"], ["县住建局", 1234567]], style), "填报表.xlsx").bag


OTHERS: dict[str, Provoke] = {
    "E675-shown-otherwise": shown_otherwise,
    "W669-hidden": hidden,
    "E663-not-exact": by_program({"群众满意度": 0.97}),
    "E665-computed": by_program({"得分（二）": 5}, RESULT),
    "E666-not-facts": by_program([120]),
    "N631-float-noise": float_noise,
    "E641-file-missing": file_missing,
    "E642-not-a-file": not_a_file,
    "E643-file-unreadable": file_unreadable,
    "E645-file-too-large": file_too_large,
    "E649-zip-bomb": zip_bomb,
    "E657-merged-cells": merged_cells,
    "N658-formula": formula,
    "E659-formula-empty": formula_empty,
    "N661-other-sheets": other_sheets,
    "E662-sheet-too-large": sheet_too_large,
    "E701-target-not-a-file": target_not_a_file,
    "E702-no-folder": no_folder,
    "E703-not-permitted": not_permitted,
    "E704-disk-full": disk_full,
    "E705-write-failed": write_failed,
    "E706-not-ours": not_ours,
    "E707-output-is-input": output_is_input,
    "E708-outputs-coincide": outputs_coincide,
    "E709-changed-meanwhile": changed_meanwhile,
}
CODES = sorted([*SHEETS, *FILES, *OTHERS], key=lambda code: code[1:4])


def provoke(code: str, kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    """Run the case of a code."""
    if code in OTHERS:
        return OTHERS[code](kit, folder, patch)
    if code in FILES:
        name, data = FILES[code]
        return kit.read(data, name).bag
    text, how = SHEETS[code]
    how = {**how, "policy": getattr(kit, how.get("policy", "policy"))}
    return kit.read(text, **how).bag


@pytest.mark.parametrize("code", CODES)
def test_code_is_provoked_and_its_page_shows_the_message(
    code: str, kit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = provoke(code, kit, tmp_path, monkeypatch)
    monkeypatch.undo()
    messages = [item.message for item in bag if item.code == code]
    assert messages, [f"{item.code} {item.message}" for item in bag]
    page = (ROOT / "docs" / "errors" / f"{code}.md").read_text(encoding="utf-8")
    assert messages[0] in page
    assert re.findall("^## (.+)$", page, re.MULTILINE) == ["现象", "为什么", "例子", "改法", "依据"]


def test_tables_of_codes_are_complete() -> None:
    wording = "".join((ENGINE / name).read_text(encoding="utf-8") for name in ("problems.py", "problems_files.py"))
    wording += (ROOT / "compiler" / "gate" / "checker.py").read_text(encoding="utf-8")
    listed: dict[str, Any] = {}
    for name in ("6-facts.toml", "7-output.toml"):
        listed |= tomllib.loads((ROOT / "grammar" / "codes" / name).read_text(encoding="utf-8"))
    mine = {code for code in listed if code[1] == "6" or 700 < int(code[1:4]) < 720}
    assert set(re.findall(r'"([EWN][67][0-9]{2}-[a-z0-9-]+)"', wording)) == mine == set(CODES)
    assert all(listed[code]["title"] for code in mine)


def test_an_existing_sheet_is_opened(kit: Any, tmp_path: Path) -> None:
    (tmp_path / "填报表.csv").write_text("单位\n县住建局\n", encoding="utf-8")
    bag = Bag()
    table = read_sheet(tmp_path / "填报表.csv", bag)
    assert table is not None and not bag.items and limits.UNPACKED_SHEET.most == 512
