"""Every reader: a small document of each kind in, paragraphs and tables out; what is broken gets a code and writes nothing."""

from __future__ import annotations

import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import docx
import pytest
from attrs import evolve
from docx.oxml import parse_xml

from dsl import limits
from dsl.diagnostics import Bag
from zhunsheng.draft import readers
from zhunsheng.draft.layout.blocks import Paragraph, Table
from zhunsheng.draft.readers import read_document
from zhunsheng.draft.readers.plain import read_plain

HEADER = ("考核内容", "评分标准", "分值")


def codes(bag: Bag) -> list[str]:
    return [each.code for each in bag]


def read(path: Path) -> tuple[readers.Document | None, list[str]]:
    bag = Bag()
    return read_document(path, bag), codes(bag)


# ------------------------------------------------------------------------------------------------------------------ text


def test_a_text_is_its_own_source_and_hard_line_ends_stay_in_the_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "一、报送\n未按时报送的，每次扣2分，由主管部门在年终统一核定后予以\n扣减，扣完为止。\n", encoding="utf-8"
    )
    made, found = read(path)
    assert made is not None and found == []
    assert made.text == path.read_text(encoding="utf-8")
    assert made.blocks == (
        Paragraph("一、报送"),
        Paragraph("未按时报送的，每次扣2分，由主管部门在年终统一核定后予以\n扣减，扣完为止。"),
    )


def test_gbk_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("未按时报送的，扣2分。\n".encode("gbk"))
    made, found = read(path)
    assert made is not None and made.text == "未按时报送的，扣2分。\n"
    assert found == ["N040-read-as-gb18030"]


def test_rows_with_tabs_lines_that_go_on_and_tags_left_behind() -> None:
    text = (
        "考核内容\t评分标准\t分值\n报送\t1.未按时报送的，\n每次扣1分；\t5\n<p>公开</p>\t<p>公开的，记3分。</p>\t3分\n"
    )
    (table,) = read_plain(text)
    assert isinstance(table, Table)
    assert [tuple(cell.strip() for cell in row) for row in table.rows] == [
        HEADER,
        ("报送", "1.未按时报送的，\n每次扣1分；", "5"),
        ("公开", "公开的，记3分。", "3分"),
    ]


def test_one_cell_a_line() -> None:
    text = "\t考核内容\n\t评分标准\n\t分值\n\n\t报送\n（办公室）\n\t未报送的，扣1分。\n\t5分\n\n\t\n\t公开的，记3分。\n\t3分\n\n附件2\n"
    table, after = read_plain(text)
    assert table == Table((HEADER, ("报送\n（办公室）", "未报送的，扣1分。", "5分"), ("", "公开的，记3分。", "3分")))
    assert after == Paragraph("附件2")


def test_a_table_of_contents_is_no_table() -> None:
    assert read_plain("总体目标\t3\n分项目标\t5\n") == (Paragraph("总体目标\t3"), Paragraph("分项目标\t5"))


def test_markdown_headings_emphasis_and_bars(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "## 一、报送\n\n**未报送**的，扣1分。\n\n| 考核内容 | 评分标准 |\n|---|---|\n| 公开 | 公开的<br>记3分 |\n",
        encoding="utf-8",
    )
    made, found = read(path)
    assert made is not None and found == []
    assert made.blocks == (
        Paragraph("一、报送", 2),
        Paragraph("未报送的，扣1分。"),
        Table((("考核内容", "评分标准"), ("公开", "公开的\n记3分"))),
    )


# ------------------------------------------------------------------------------------------------------------------ docx


def word(path: Path) -> None:
    body = docx.Document()
    body.add_heading("一、报送", 1)
    body.add_paragraph("未报送的，扣1分。")
    table = body.add_table(3, 3)
    for column, text in enumerate(HEADER):
        table.cell(0, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "公开"
    table.cell(1, 1).text, table.cell(1, 2).text = "公开的，记3分。", "3分"
    table.cell(2, 1).text, table.cell(2, 2).text = "及时的，记2分。", "2分"
    body.save(str(path))


def test_docx_with_merged_cells(tmp_path: Path) -> None:
    word(tmp_path / "a.docx")
    made, found = read(tmp_path / "a.docx")
    assert made is not None and found == []
    assert made.blocks == (
        Paragraph("一、报送", 1),
        Paragraph("未报送的，扣1分。"),
        Table((HEADER, ("公开", "公开的，记3分。", "3分"), ("", "及时的，记2分。", "2分"))),
    )
    assert "公开\t公开的，记3分。\t3分" in made.text


def test_docx_numbers_that_word_writes(tmp_path: Path) -> None:
    body = docx.Document()
    root = body.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(
            [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
        )
    )
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    root.insert(0, parse_xml(f'<w:abstractNum {names} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {names} w:numId="78"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in [
        (0, "报送"),
        (1, "信息"),
        (2, "未报送的，扣1分。"),
        (2, "迟报的，扣2分。"),
        (1, "简报"),
        (2, "未写的，扣3分。"),
        (0, "公开"),
    ]:
        properties = body.add_paragraph(text)._p.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        number.get_or_add_ilvl().val, number.get_or_add_numId().val = level, 78
    body.save(str(tmp_path / "a.docx"))
    made, _ = read(tmp_path / "a.docx")
    assert made is not None
    assert [block.text for block in made.blocks if isinstance(block, Paragraph)] == [
        "一、报送", "（一）信息", "1.未报送的，扣1分。", "2.迟报的，扣2分。", "（二）简报", "1.未写的，扣3分。", "二、公开",
    ]  # fmt: skip


def test_chinese_numbers() -> None:
    from zhunsheng.draft.readers.docx_numbers import chinese

    assert [chinese(n) for n in (1, 10, 11, 20, 35, 99, 100)] == ["一", "十", "十一", "二十", "三十五", "九十九", "100"]


def test_docx_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 not a zip")
    assert read(tmp_path / "a.docx") == (None, ["E052-broken-document"])


def test_docx_that_unpacks_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b" " * 2_000_000)
    monkeypatch.setattr(limits, "UNPACKED_DOCUMENT", evolve(limits.UNPACKED_DOCUMENT, most=1))
    assert read(tmp_path / "a.docx") == (None, ["E053-document-too-large"])


# ------------------------------------------------------------------------------------------------------------------ html

PAGE = """<?xml version="1.0" encoding="gb2312"?><html><head><meta charset="gb2312"><style>p{}</style></head><body>
<h2>一、报送</h2><p>未报送的，<b>扣1分</b>。<br>逾期的，扣2分。</p><script>扣9分</script>
<table><tr><td>考核内容</td><td>评分标准</td><td>分值</td></tr>
<tr><td rowspan=2>公开</td><td>公开的，记3分。</td><td>3分</td></tr><tr><td>及时的，记2分。</td><td>2分</td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_html_with_spans(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode(encoding))
    made, found = read(tmp_path / "a.html")
    assert made is not None and found == []
    assert made.blocks == (
        Paragraph("一、报送", 2),
        Paragraph("未报送的，扣1分。\n逾期的，扣2分。"),
        Table((HEADER, ("公开", "公开的，记3分。", "3分"), ("", "及时的，记2分。", "2分"))),
    )


def test_html_whose_encoding_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_bytes(b"<meta charset=martian><p>" + bytes([0xFF, 0xFE, 0x80]))
    assert read(tmp_path / "a.htm") == (None, ["E052-broken-document"])


def test_html_without_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><img src=x></body></html>", encoding="utf-8")
    assert read(tmp_path / "a.html") == (None, ["E054-nothing-to-read"])


# ------------------------------------------------------------------------------------------------------------------- pdf


def pdf(content: bytes) -> bytes:
    """A PDF of one page; its font is one that every reader has for Chinese, addressed in UTF-16."""
    stream = zlib.compress(content)
    font = b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>"
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]"
        b"/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 90>>>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 6 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        font,
        descendant,
        b"<</Filter/FlateDecode/Length " + str(len(stream)).encode() + b">>\nstream\n" + stream + b"\nendstream",
    ]
    out, places = BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{at:010} 00000 n \n" for at in places).encode())
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def said(text: str, x: int, y: int) -> bytes:
    return f"BT /F1 12 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()


def lines(xs: list[int], ys: list[int]) -> bytes:
    across = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    down = "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)
    return (across + down).encode()


def test_pdf_text_and_a_ruled_table(tmp_path: Path) -> None:
    xs, ys = [50, 150, 350, 450], [700, 670, 640]
    cells = [said(text, x + 10, 680) for text, x in zip(HEADER, xs, strict=False)]
    cells += [said(text, x + 10, 650) for text, x in zip(("公开", "公开的，记3分。", "3分"), xs, strict=False)]
    content = said("一、报送", 50, 750) + said("未报送的，扣1分。", 50, 730) + lines(xs, ys) + b"".join(cells)
    (tmp_path / "a.pdf").write_bytes(pdf(content + said("二、其他", 50, 600) + said("— 1 —", 290, 30)))
    made, found = read(tmp_path / "a.pdf")
    assert made is not None and found == []
    assert made.blocks == (
        Paragraph("一、报送"),
        Paragraph("未报送的，扣1分。"),
        Table((HEADER, ("公开", "公开的，记3分。", "3分"))),
        Paragraph("二、其他"),
    )


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(b""))
    assert read(tmp_path / "a.pdf") == (None, ["E054-nothing-to-read"])


def test_pdf_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 cut off")
    assert read(tmp_path / "a.pdf") == (None, ["E052-broken-document"])


# --------------------------------------------------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(("name", "library"), [("docx", "docx"), ("html", "lxml"), ("pdf", "pdfplumber")])
def test_a_library_that_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    (tmp_path / f"a.{name}").write_bytes(b"anything")
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, f"zhunsheng.draft.readers.{name}", raising=False)
    bag = Bag()
    assert read_document(tmp_path / f"a.{name}", bag) is None
    assert codes(bag) == ["E051-missing-library"]
    assert "pip install python-docx lxml pdfplumber" in next(iter(bag)).hint


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.xlsx", "a"])
def test_a_kind_that_nobody_reads(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert read(tmp_path / name) == (None, ["E050-unknown-document"])


@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / name) == (None, ["E031-file-missing"])
