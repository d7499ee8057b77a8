"""How a command knows what it wrote: at the end of a file stands which command wrote it, and a digest of all that comes before.

Whoever changes a character changes the digest, and the file is theirs. A workbook carries the same in a part of its own, with
a digest of the other parts; spreadsheets that save it leave the part out. CSV and unknown endings have no room for a mark:
``ledger`` keeps note of them.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhunsheng.writing import ledger

_TEXT = "由 zhunsheng {by} 生成；改动后不再自动替换 sha256:{digest}"
_FOUND = r"由 zhunsheng (?P<by>[a-z]+) 生成；改动后不再自动替换 sha256:(?P<digest>[0-9a-f]{32})"
# Ending → what stands around the mark. Nothing of it is seen in a page, or counts in a program.
_FORMS = {
    ".md": ("\n<!-- ", " -->\n"),
    ".html": ("<!-- ", " -->\n"),
    ".htm": ("<!-- ", " -->\n"),
    ".py": ("\n# ", "\n"),
    ".sql": ("\n-- ", "\n"),
    ".txt": ("\n", "\n"),
    ".json": (',\n  "mark": "', '"\n}\n'),
}
_JSON_END = re.compile(rb"\s*}\s*\Z")  # the mark is the last key of the object
_LONGEST = 400  # bytes of a mark
_PART, _DATE = "docProps/zhunsheng.xml", (1980, 1, 1, 0, 0, 0)


def marked(data: bytes | Iterable[bytes], path: Path, by: str) -> Iterable[bytes]:
    """Return the content with its mark, as a file of this name has it."""
    ending = path.suffix.lower()
    chunks = [data] if isinstance(data, bytes) else data
    if ending == ".xlsx":
        return [_workbook(b"".join(chunks), by)]
    return _text(chunks, ending, by) if ending in _FORMS else chunks


def content(data: bytes, path: Path, by: str) -> bytes:
    """Return the bytes of a file as ``marked`` makes them."""
    return b"".join(marked(data, path, by))


def ours(path: Path, by: str) -> bool:
    """Whether a file is, unchanged, what this command wrote. OSError where it cannot be read."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return _workbook_is_ours(path, by)
    return _text_is_ours(path, ending, by) if ending in _FORMS else ledger.noted(path, by)


def same(path: Path, other: Path) -> bool:
    """Whether another file says the same as this one, marks aside: replacing one by the other loses nothing."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return _parts(path) == _parts(other) is not None
    return _body(path, ending) == _body(other, ending)


def note(path: Path, by: str) -> None:
    """Keep note of what was written where the file itself cannot say it."""
    if path.suffix.lower() not in (".xlsx", *_FORMS):
        ledger.note(path, by)


# ----------------------------------------------------------------------------------------------------------------- texts


def _text(chunks: Iterable[bytes], ending: str, by: str) -> Iterator[bytes]:
    digest, held = hashlib.sha256(), b""
    for chunk in chunks:
        held += chunk
        ready, held = held[:-64], held[-64:]
        digest.update(ready)
        yield ready
    last = _JSON_END.sub(b"", held) if ending == ".json" else held
    digest.update(last)
    before, after = _FORMS[ending]
    yield last + (before + _TEXT.format(by=by, digest=digest.hexdigest()[:32]) + after).encode()


def _mark_of(data: bytes, ending: str) -> re.Match[bytes] | None:
    """Return the mark at the end of a text; line ends may have been turned."""
    before, after = (re.escape(part).replace("\\\n", "\r?\n") for part in _FORMS[ending])
    return re.search(f"{before}{_FOUND}{after}\\Z".encode(), data)


def _text_is_ours(path: Path, ending: str, by: str) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        start = file.seek(max(0, size - _LONGEST))
        mark = _mark_of(file.read(_LONGEST), ending)
        if mark is None or mark["by"].decode() != by:
            return False
        digest, left = hashlib.sha256(), start + mark.start()
        file.seek(0)
        for line in file:
            digest.update(line[:left].replace(b"\r\n", b"\n"))
            left -= len(line)
            if left <= 0:
                break
    return digest.hexdigest()[:32] == mark["digest"].decode()


def _body(path: Path, ending: str) -> bytes:
    """Return what a text says: without its mark, its last brace where it is JSON, and turned line ends."""
    data = path.read_bytes()
    if ending not in _FORMS:
        return data
    mark = _mark_of(data, ending)
    data = data if mark is None else data[: mark.start()]
    return (_JSON_END.sub(b"", data) if ending == ".json" and mark is None else data).replace(b"\r\n", b"\n")


# ------------------------------------------------------------------------------------------------------------- workbooks


def _workbook(data: bytes, by: str) -> bytes:
    """Add a part that no other refers to: it is of a type that the workbook declares, and is left out by whoever saves it anew."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as book:
        digest = _digest(book.infolist())
        text = f'<?xml version="1.0" encoding="UTF-8"?><mark>{_TEXT.format(by=by, digest=digest)}</mark>'
        book.writestr(zipfile.ZipInfo(_PART, _DATE), text.encode())
    return buffer.getvalue()


def _digest(parts: Iterable[zipfile.ZipInfo]) -> str:
    """A digest of the names, lengths and checksums of the parts, the mark aside: nothing need be unpacked."""
    said = sorted(f"{part.filename}\t{part.file_size}\t{part.CRC}" for part in parts if part.filename != _PART)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def _workbook_is_ours(path: Path, by: str) -> bool:
    try:
        with zipfile.ZipFile(path) as book:
            if _PART not in book.namelist() or book.getinfo(_PART).file_size > _LONGEST:
                return False
            mark = re.search(_FOUND, book.read(_PART).decode("utf-8", "replace"))
            return mark is not None and mark["by"] == by and mark["digest"] == _digest(book.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError):
        return False


def _parts(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as book:
            return _digest(book.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
