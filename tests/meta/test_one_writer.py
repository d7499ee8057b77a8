"""Files are written in one room: no other module of the product opens one for writing, moves, makes or removes one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tools import rooms

ROOM = "zhunsheng.writing"
# Calls that change the disk, by the name that is called; some count only as a function of os or shutil: strings and lists have them too.
METHODS = {
    "write_text",
    "write_bytes",
    "mkdir",
    "makedirs",
    "touch",
    "unlink",
    "rmdir",
    "removedirs",
    "rename",
    "renames",
    "symlink_to",
}
METHODS |= {
    "hardlink_to",
    "chmod",
    "lchmod",
    "truncate",
    "rmtree",
    "copyfile",
    "copytree",
    "copy2",
    "copymode",
    "mkstemp",
    "mkdtemp",
}
METHODS |= {"NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile", "extractall", "to_csv", "to_excel"}
OF_OS = {"replace", "remove", "link", "symlink", "write", "open", "move"}  # with os. or shutil. in front
OPENS = {"open", "fdopen", "ZipFile", "FileIO"}


def acts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of every call that changes the disk."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        of_os = isinstance(owner, ast.Name) and owner.id in ("os", "shutil")
        by_mode = name in OPENS and any(set(mode) & set("wax+") for mode in _modes(node))
        place = name == "replace" and len(node.args) == 1 and not node.keywords  # a path's; a text's takes two
        if name in METHODS or (of_os and name in OF_OS) or by_mode or place:
            yield node.lineno, name


def _modes(call: ast.Call) -> Iterator[str]:
    of_path = isinstance(call.func, ast.Attribute) and call.func.attr == "open"  # open(path, mode), path.open(mode)
    given = [*call.args[0 if of_path else 1 :][:1], *(each.value for each in call.keywords if each.arg == "mode")]
    for each in given:
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and set(each.value) <= set("rwaxbt+"):
            yield each.value


def found() -> set[tuple[str, str]]:
    return {
        (module, name)
        for module, path in rooms.modules().items()
        if module != ROOM and not module.startswith(f"{ROOM}.")
        for _, name in acts(ast.parse(path.read_text(encoding="utf-8")))
    }


# What is no file: standard output when nobody reads it any more, a buffer, names.
NO_FILES = {
    ("zhunsheng.cli.app", "open"),
    ("zhunsheng.engine.sheets.csv_text", "truncate"),
    ("zhunsheng.cli.commands.compare", "renames"),  # names of facts
}


def test_only_one_room_writes() -> None:
    assert found() == NO_FILES


@pytest.mark.parametrize(
    "text",
    [
        'open("a", "w")',
        'Path("a").open(mode="ab")',
        'path.write_text("x")',
        "path.write_bytes(b'')",
        "os.replace(a, b)",
        "one.replace(other)",
        "tempfile.mkdtemp()",
        'zipfile.ZipFile(name, "a")',
        "folder.mkdir(parents=True)",
        "path.unlink()",
    ],
)
def test_the_check_sees_a_write(text: str) -> None:
    assert list(acts(ast.parse(text)))


@pytest.mark.parametrize(
    "text",
    ['open("a")', 'path.open("rb")', 'text.replace("a", "b")', "zipfile.ZipFile(data)", 'pdf.open(BytesIO(b""))'],
)
def test_the_check_passes_what_reads(text: str) -> None:
    assert not list(acts(ast.parse(text)))
