"""What a workbook's XML says that its values do not: formulas, error values, how numbers are shown, and how far it reaches.

calamine gives values only, drops error values, and lays a sheet out as a full rectangle, so one stray cell in the
last corner would take all memory. The parts are therefore read once with expat before calamine sees the file. A
document type declaration, which no office program writes, is refused: it is how XML attacks work.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from xml.parsers import expat
from zipfile import ZipFile

from attrs import define, field, frozen

from dsl import limits
from zhunsheng.engine.sheets.number_formats import Format, Showing, read_format

_BUILT_IN = {"9": Showing.PERCENT, "10": Showing.PERCENT}
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TRUE, _FALSE = frozenset({"1", "true"}), frozenset({"0", "false"})
Place = tuple[int, int]  # 1-based row, 0-based column
Start = Callable[[str, dict[str, str]], None]


class BrokenError(Exception):
    """The workbook is not what the format says."""


class TooLargeError(Exception):
    """The sheet reaches too far."""


@frozen
class Sheet:
    """A visible worksheet and the part that holds it."""

    name: str
    part: str


@define
class Scan:
    """What was found on one sheet. ``formulas`` maps a place to the type of the cell."""

    formulas: dict[Place, str] = field(factory=dict)
    errors: dict[Place, str] = field(factory=dict)
    percent: set[Place] = field(factory=set)
    formats: dict[Place, Format] = field(factory=dict)
    struck: set[Place] = field(factory=set)
    noughts: bool = True  # whether a 0 is shown
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: list[tuple[int, int]] = field(factory=list)  # first and last, 1-based
    rows: int = 0
    columns: int = 0

    def reach(self, place: Place) -> None:
        """Note that the sheet has a value here."""
        self.rows, self.columns = max(self.rows, place[0]), max(self.columns, place[1] + 1)
        if self.rows * self.columns > limits.CELLS.most:
            raise TooLargeError


def _refuse(*_: object) -> None:
    raise BrokenError("含有文档类型声明")


def walk(start: Start) -> expat.XMLParserType:
    """Return a parser that hands every start tag, without its prefix, to ``start``; the caller may add handlers."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
    return parser


def parse(data: bytes, start: Start) -> None:
    """Read one part."""
    walk(start).Parse(data, True)


def visible_sheets(archive: ZipFile) -> list[Sheet]:
    """Return the worksheets that a reader of the workbook sees, in its order."""
    parts: dict[str, str] = {}
    found: list[Sheet] = []

    def relation(tag: str, at: dict[str, str]) -> None:
        if tag == "Relationship" and at.get("Type", "").endswith("/worksheet"):
            parts[at["Id"]] = posixpath.normpath(posixpath.join("/xl", at["Target"])).lstrip("/")

    def sheet(tag: str, at: dict[str, str]) -> None:
        link = next((value for key, value in at.items() if key.rpartition(":")[2] == "id"), "")
        if tag == "sheet" and at.get("state", "visible") == "visible" and link in parts:
            found.append(Sheet(at["name"], parts[link]))

    parse(archive.read("xl/_rels/workbook.xml.rels"), relation)
    parse(archive.read("xl/workbook.xml"), sheet)
    return found


@frozen
class Styles:
    """The cell styles, as the ``s`` attribute writes them: those that show a number otherwise than it is stored, those struck out."""

    numbers: dict[str, Format | Showing] = field(factory=dict)
    struck: set[str] = field(factory=set)


def cell_styles(archive: ZipFile) -> Styles:
    """Return what the styles of a workbook do to its cells."""
    formats: dict[str, Format | Showing] = dict(_BUILT_IN)
    found, fonts = Styles(), set[str]()
    inside, count, font = "", 0, -1

    def start(tag: str, at: dict[str, str]) -> None:
        nonlocal inside, count, font
        if tag == "numFmt":
            formats[at.get("numFmtId", "")] = read_format(at.get("formatCode", ""))
        elif tag in ("fonts", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = tag
        elif tag == "font" and inside == "fonts":
            font += 1
        elif tag == "strike" and inside == "fonts" and at.get("val") not in _FALSE:
            fonts.add(str(font))
        elif tag == "xf" and inside == "cellXfs":
            showing = formats.get(at.get("numFmtId", ""), Showing.AS_IT_IS)
            if showing is not Showing.AS_IT_IS:
                found.numbers[str(count)] = showing
            if at.get("fontId") in fonts:
                found.struck.add(str(count))
            count += 1

    if "xl/styles.xml" in archive.namelist():
        parse(archive.read("xl/styles.xml"), start)
    return found


def scan_sheet(data: bytes, styles: Styles) -> Scan:
    """Read the cells of one worksheet part."""
    reader = _Cells(styles)
    parser = walk(reader.start)
    reader.attach(parser)
    parser.Parse(data, True)
    return reader.scan


class _Cells:
    """Follows the cells of a sheet; a cell without a reference stands to the right of the one before it."""

    def __init__(self, styles: Styles) -> None:
        self.styles, self.scan = styles, Scan()
        self.place: Place = (0, -1)
        self.type = ""
        self.text: list[str] | None = None

    def attach(self, parser: expat.XMLParserType) -> None:
        """Listen for the text of error values."""
        parser.CharacterDataHandler = self.data
        parser.EndElementHandler = self.end
        parser.buffer_text = True

    def start(self, tag: str, at: dict[str, str]) -> None:
        """Take a start tag."""
        if tag == "c":
            self.start_cell(at)
        elif tag == "row":
            self.place = (int(at.get("r", self.place[0] + 1)), -1)
            if at.get("hidden") in _TRUE:
                self.scan.hidden_rows.add(self.place[0])
        elif tag == "col" and at.get("hidden") in _TRUE:
            self.scan.hidden_columns.append((int(at.get("min", 0)), int(at.get("max", 0))))
        elif tag == "f":
            self.scan.reach(self.place)
            self.scan.formulas[self.place] = self.type
        elif tag == "sheetView" and at.get("showZeros") in _FALSE:
            self.scan.noughts = False
        elif tag in ("v", "is"):
            self.scan.reach(self.place)
            self.text = [] if self.type == "e" else None

    def start_cell(self, at: dict[str, str]) -> None:
        """Take the start of a cell."""
        reference = _REFERENCE.fullmatch(at["r"]) if "r" in at else None
        self.place = (int(reference[2]), _index(reference[1])) if reference else (self.place[0], self.place[1] + 1)
        self.type = at.get("t", "n")
        style = at.get("s", "")
        showing = self.styles.numbers.get(style)
        if style in self.styles.struck:
            self.scan.struck.add(self.place)
        if isinstance(showing, Format):
            self.scan.formats[self.place] = showing
        elif showing is Showing.PERCENT and self.type == "n":
            self.scan.percent.add(self.place)

    def data(self, text: str) -> None:
        """Take text."""
        if self.text is not None:
            self.text.append(text)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if self.text is not None and tag.rpartition(":")[2] == "v":
            self.scan.errors[self.place] = "".join(self.text)
            self.text = None


def _index(name: str) -> int:
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1
