"""The rooms keep to the arrows that docs/ARCHITECTURE.md draws, and no module imports itself by a detour."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import SLOW
from tools import rooms

LONGEST = 300  # lines of a file
# Folders with more modules than a person takes in at once, each for a reason that ADR 0050 gives.
MANY = {"compiler/analysis/checks": "one file a check", "zhunsheng/cli/commands": "one file a command"}
MOST = 15


def test_no_circles() -> None:
    assert rooms.circles() == []


def test_every_room_is_in_the_table() -> None:
    assert set(rooms.drawn()) == set(rooms.arrows())
    assert all(what.strip() for what in rooms.described().values())


@pytest.mark.parametrize("room", sorted(rooms.drawn()))
def test_arrows_are_those_of_the_table(room: str) -> None:
    """An arrow that the code has and the table lacks is a breach, one that the table has and the code lacks is out of date."""
    assert rooms.shown(room, rooms.arrows()[room]) == rooms.shown(room, rooms.drawn()[room])


def test_the_drawing_is_made_from_the_table() -> None:
    page = rooms.PAGE.read_text(encoding="utf-8")
    assert rooms.with_drawing(page) == page


def test_every_room_says_what_goes_in_and_out() -> None:
    silent = []
    for name, path in rooms.modules().items():
        if path.name == "__init__.py" and name.replace(".", "/") in rooms.arrows() and "." in name:
            said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            if "In:" not in said or "Out:" not in said:
                silent.append(name)
    assert silent == []


def test_no_file_and_no_folder_is_too_long() -> None:
    long = {name for name, path in rooms.modules().items() if path.read_text(encoding="utf-8").count("\n") > LONGEST}
    folders: dict[str, int] = {}
    for path in rooms.modules().values():
        folder = path.parent.relative_to(rooms.ROOT).as_posix()
        folders[folder] = folders.get(folder, 0) + (path.name != "__init__.py")
    assert long == set()
    assert {folder for folder, count in folders.items() if count > MOST} <= set(MANY)


def test_the_check_sees_a_circle(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = {"a": frozenset({"b"}), "b": frozenset({"c"}), "c": frozenset({"a"}), "d": frozenset({"a"})}
    monkeypatch.setattr(rooms, "imports", lambda: planted)
    assert rooms.circles() == [["a", "b", "c", "a"]]


def test_what_is_slow_is_there() -> None:
    assert [path for path in SLOW if not (rooms.ROOT / path).exists()] == []
