"""Codes that take more than a sheet to provoke: files, workbooks, disks, values of a program."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from attrs import evolve

from compiler import core
from dsl.diagnostics import Bag
from dsl.types import POINTS
from tests.unit.engine.conftest import fact
from zhunsheng.engine.files import read_bytes
from zhunsheng.engine.given import read_given
from zhunsheng.writing.files import Output, Permit, write

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
