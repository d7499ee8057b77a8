"""Every limit of the table, at it and one beyond. Where the true limit would take long, a smaller one stands in its place: the code reads
the table at the moment it needs it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
from attrs import evolve
from typer.testing import CliRunner

from compiler.asking.trial import try_line
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl import limits
from dsl.diagnostics import Bag
from dsl.source import Source
from tests.counting import steps_of
from tests.unit.limits.test_policies import a_sum, policy, steps, sums
from zhunsheng.cli.app import app
from zhunsheng.draft.readers import read_document
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.files import read_sheet
from zhunsheng.library.policies import load

FRONT = "---\n政策: 试验\n机关: 某局\n考核期间: 2026-01-01 至 2026-12-31\n---\n\n"
COUNTED = policy("事实 件数：计数（件）\n件数 5 件以上 扣 5 分").policy
assert COUNTED is not None


def of(found: Any) -> list[str]:
    return [each.code for each in found]


def text_of(text: str) -> list[str]:
    return of(compile_policy(PolicyText("p", Source("policy.md", text), None)).bag)


def line(rules: str) -> list[str]:
    return of(try_line(rules).bag)


def declared(rules: str) -> list[str]:
    return of(policy(f"事实 甲差：是否\n{rules}").bag)


def drafted(name: str, data: bytes) -> list[str]:
    path, bag = Path(name), Bag()
    path.write_bytes(data)
    read_document(path, bag)
    return of(bag)


def sheet(name: str, data: bytes) -> list[str]:
    path, bag = Path(name), Bag()
    path.write_bytes(data)
    table = read_sheet(path, bag)
    if table is not None:
        assert COUNTED is not None
        read_facts(COUNTED, table, bag)
    return of(bag)


def policy_file(size: int) -> list[str]:
    Path("p").mkdir(exist_ok=True)
    Path("p/policy.md").write_bytes(
        FRONT.encode().ljust(size * 2**20 if size == limits.FILE_SIZE.most else size * 2**20 - 2**20 + 1)
    )
    return of(load("p").findings)


def word(columns: int = 0, rows: int = 1) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=rows, cols=1)
    for row in table.rows:
        row.cells[0].text = "未报送的扣5分"
    if columns:
        table.cell(0, 0)._tc.get_or_add_tcPr().grid_span = columns
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def unpacked(size: int, inside: str, whole: bytes) -> bytes:
    """Return an archive that says it unpacks to so many MiB (and one byte, where that is one too many)."""
    data = bytearray(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        rest = sum(part.file_size for part in archive.infolist() if part.filename != inside)
    entry = data.index(inside.encode(), data.index(b"PK\x01\x02")) - 46
    data[entry + 24 : entry + 28] = (size - rest).to_bytes(4, "little")
    return bytes(data)


def workbook(row: int = 1, column: int = 1) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["单位", "件数"])
        page.write_row(1, 0, ["甲局", 1])
        page.write(row, column, 1)
    return out.getvalue()


def table_of(cells: int) -> bytes:
    """A page with a table of two columns and so many cells."""
    row = "<tr><td>甲</td><td>乙</td></tr>"
    return f"<html><body><p>办法</p><table>{row * (cells // 2)}{'<tr><td>丙</td></tr>' * (cells % 2)}</table></body></html>".encode()


def pdf(pages: int) -> bytes:
    """The smallest file of so many empty pages."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{' '.join(f'{3 + at} 0 R' for at in range(pages))}]>>",
    ]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * pages
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{each}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return out + f"{head}startxref\n{len(out)}\n%%EOF".encode()


def said(size: int) -> list[str]:
    answer = CliRunner().invoke(
        app, ["try", "--format", "json"], input=b"\xef\xbb\xbf" + "每件 扣 2 分".encode().ljust(size - 3)
    )
    return [each["code"] for each in json.loads(answer.stdout)["diagnostics"]]


# name → how the codes for so many are had, and a smaller limit (0: the true one)
REACHED: dict[str, tuple[Callable[[int], list[str]], int]] = {
    "NESTING": (lambda many: declared("（" * many + "甲差" + "）" * many + " 扣 5 分"), 0),
    "WORDS": (lambda many: declared("甲差、" * (many // 2) + "甲差" * (many % 2)), 0),
    "TERMS": (lambda many: of(policy(a_sum(many + 1)).bag), 0),
    "FORMULA": (lambda many: of(policy(sums(many)).bag), 0),
    "DEPTH": (lambda many: of(policy(steps(many)).bag), 0),
    "NAME": (lambda many: line("未" + "报" * (many - 1) + " 扣 5 分"), 0),
    "DIGITS": (lambda many: line(f"甲差 扣 {'9' * many} 分"), 0),
    "PLACES": (lambda many: declared(f"甲差 扣 1.25 分；保留 {many} 位小数"), 0),
    "POLICY": (lambda many: text_of(FRONT.ljust(many, "\n")), 0),
    "LINE": (lambda many: text_of(f"{FRONT}{'字' * (many - 1)}\n\n"), 0),
    "CLAUSES": (lambda many: text_of(FRONT + "".join(f"# {at} 甲\n\n" for at in range(many))), 20),
    "FACTS": (
        lambda many: text_of(
            f"{FRONT}# 一\n\n```规则\n{''.join(f'事实 数{at}：比率{chr(10)}' for at in range(many))}```\n"
        ),
        20,
    ),
    "FILE_SIZE": (policy_file, 1),
    "UNPACKED_DOCUMENT": (lambda many: drafted("a.docx", unpacked(_mib(many, 256), "word/document.xml", word())), 0),
    "DOCUMENT": (lambda many: drafted("a.html", b"<p>" + b"a" * (many - 1) + b"</p>"), 500),
    "PAGES": (lambda many: drafted("a.pdf", pdf(many)), 20),
    "SPAN": (lambda many: drafted("a.docx", word(many)), 0),
    "TABLE_CELLS": (lambda many: drafted("a.html", table_of(many)), 200),
    "SHEET_SIZE": (lambda many: sheet("a.csv", "单位,件数\n甲局,1\n".encode().ljust(_mib(many, 1), b"\n")), 1),
    "UNPACKED_SHEET": (
        lambda many: sheet("a.xlsx", unpacked(_mib(many, 512), "xl/worksheets/sheet1.xml", workbook())),
        0,
    ),
    "CELLS": (
        lambda many: sheet("a.xlsx", workbook((many - 1) // 2, 1) if many % 2 == 0 else workbook(many // 2, 1)),
        200,
    ),
    "ROWS": (
        lambda many: sheet("a.csv", ("单位,件数\n" + "".join(f"第{at}局,1\n" for at in range(many))).encode()),
        20,
    ),
    "CELL_DIGITS": (lambda many: sheet("a.csv", f"单位,件数\n甲局,{'9' * many}\n".encode()), 0),
    "SAID": (said, 5000),
}
ELSEWHERE = {"STEPS": "test_work.py: a solver that runs out of steps says so"}


def _mib(many: int, limit: int) -> int:
    """So many MiB; one more than the limit is one byte more."""
    return many * 2**20 if many <= limit else limit * 2**20 + 1


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield


def test_every_limit_is_tried() -> None:
    assert set(REACHED) | set(ELSEWHERE) == set(limits.table())


@pytest.mark.parametrize("name", REACHED)
def test_at_the_limit_and_one_beyond(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reach, smaller = REACHED[name]
    limit = getattr(limits, name)
    if smaller:
        limit = evolve(limit, most=smaller)
        monkeypatch.setattr(limits, name, limit)
    assert limit.code not in reach(limit.most)
    assert limit.code in reach(limit.most + 1)


def test_a_cell_over_a_thousand_million_columns() -> None:
    assert drafted("a.docx", word(999_999_999)) == ["E053-document-too-large"]
    assert steps_of(lambda: drafted("a.docx", word(999_999_999))) < 3 * steps_of(lambda: drafted("a.docx", word(2)))


def test_cells_that_go_over_rows_and_columns_are_told_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(at)
    table.cell(0, 0).merge(table.cell(1, 1))
    out = io.BytesIO()
    document.save(out)
    Path("a.docx").write_bytes(out.getvalue())
    read = read_document(Path("a.docx"), Bag())
    assert read is not None
    assert read.blocks[0].rows == (("0\n1\n3\n4", "", "2"), ("", "", "5"), ("6", "7", "8"))  # type: ignore[union-attr]


def test_a_cell_merged_over_many_rows_takes_no_more_than_they_have() -> None:
    def work(rows: int) -> int:
        document = docx.Document()
        table = document.add_table(rows=rows, cols=2)
        for at, row in enumerate(table.rows):
            row._tr.tc_lst[0].vMerge = "restart" if at == 0 else "continue"
        out = io.BytesIO()
        document.save(out)
        Path("a.docx").write_bytes(out.getvalue())
        return steps_of(lambda: read_document(Path("a.docx"), Bag()))

    assert work(400) < 5 * work(100)
