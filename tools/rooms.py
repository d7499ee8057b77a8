"""The rooms of the house: read from the code, compared with the table in docs/ARCHITECTURE.md, drawn from it floor by floor.

``python -m tools.rooms`` writes the drawing anew from the table; ``tests/meta/test_rooms.py`` proves that code and table agree.
A room is a folder with an ``__init__`` below ``dsl``, ``compiler`` or ``zhunsheng``, or a module that stands beside the rooms; the
folders in ``HALLS`` hold rooms of their own. What lies deeper belongs to its room. For the packages above it, ``dsl`` is one room.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "ARCHITECTURE.md"
PACKAGES = ("dsl", "compiler", "zhunsheng")
HALLS = ("compiler/lowering", "zhunsheng/draft", "zhunsheng/testkit", "zhunsheng/cli")
ROW = re.compile(r"^\| `(?P<room>[a-z_/]*[a-z_])` \| (?P<what>[^|]*) \| (?P<imports>[^|]*) \|$", re.M)
DRAWING = re.compile(r"(<!-- floors: made by python -m tools\.rooms -->\n```\n).*?(```\n)", re.S)

Arrows = dict[str, set[str]]


def modules() -> dict[str, Path]:
    """Return every module of ours by its dotted name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports() -> dict[str, frozenset[str]]:
    """Return for every module of ours the modules of ours that it imports, inside functions too."""
    known = modules()
    return {name: frozenset(set(_imported(path, known)) - {name}) for name, path in known.items()}


def _imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inner = {f"{node.module}.{each.name}" for each in node.names}
            yield from inner & known.keys() or {node.module}


def room_of(module: str) -> str:
    """Return the room in which a module lies."""
    path = modules_of_rooms()[module]
    parts = path.split("/")
    depth = 3 if "/".join(parts[:2]) in HALLS else 2
    return "/".join(parts[:depth])


@cache
def modules_of_rooms() -> dict[str, str]:
    """Return for every module its folder, or its own name where it stands beside the rooms."""
    found = {}
    for name, path in modules().items():
        parts = name.split(".")
        inside = path.name == "__init__.py" or len(parts) == 2
        found[name] = "/".join(parts if inside else parts[:-1])
    return found


def arrows() -> Arrows:
    """Return the arrows between rooms, as the code has them."""
    found: Arrows = {}
    for name, others in imports().items():
        here = room_of(name)
        found.setdefault(here, set()).update(_seen_from(here, room_of(each)) for each in others)
    return {here: others_of - {here} for here, others_of in found.items()}


def _seen_from(here: str, other: str) -> str:
    return other if here.split("/")[0] == "dsl" or other.split("/")[0] != "dsl" else "dsl"


def circles() -> list[list[str]]:
    """Return the circles of imports between modules."""
    graph, found, state = imports(), [], {}

    def visit(name: str, path: list[str]) -> None:
        state[name] = 1
        for other in sorted(graph[name]):
            if state.get(other) == 1:
                found.append([*path[path.index(other) :], other] if other in path else [name, other])
            elif other not in state:
                visit(other, [*path, other])
        state[name] = 2

    for name in sorted(graph):
        if name not in state:
            visit(name, [name])
    return found


# ------------------------------------------------------------------------------------------------------------ the table


def drawn() -> Arrows:
    """Return the arrows that the table draws."""
    return {row["room"]: _rooms(row["imports"], row["room"]) for row in ROW.finditer(_page())}


def described() -> dict[str, str]:
    """Return what the table says of each room."""
    return {row["room"]: row["what"] for row in ROW.finditer(_page())}


def _page() -> str:
    return PAGE.read_text(encoding="utf-8")


def _rooms(cell: str, room: str) -> set[str]:
    """A room of the same package is written without it."""
    package = room.split("/")[0]
    names = [] if cell.strip() in ("", "–") else [each.strip() for each in cell.split(",")]
    return {each if each.split("/")[0] in PACKAGES else f"{package}/{each}" for each in names}


def shown(room: str, others: set[str]) -> str:
    """Return the cell of a room's imports: rooms of its own package first, then those below."""
    package = room.split("/")[0]
    own = sorted(each.removeprefix(f"{package}/") for each in others if each.startswith(f"{package}/"))
    return ", ".join([*own, *sorted(each for each in others if not each.startswith(f"{package}/"))]) or "–"


def floors(package: str, table: Arrows) -> list[list[str]]:
    """Return the rooms of a package by floors, the ground floor first: a room stands above all that it imports."""
    own = {room: {each for each in others if each in table} for room, others in table.items() if _in(room, package)}
    order = TopologicalSorter({room: {each for each in others if each in own} for room, others in own.items()})
    level: dict[str, int] = {}
    for room in order.static_order():
        level[room] = max((level[each] + 1 for each in own[room] if each in own), default=0)
    found: list[list[str]] = [[] for _ in range(max(level.values()) + 1)]
    for room in sorted(level):
        found[level[room]].append(room.removeprefix(f"{package}/"))
    return found


def _in(room: str, package: str) -> bool:
    return room.split("/")[0] == package and room != package


def drawing(table: Arrows) -> str:
    """Return the drawing: the floors of every package, the highest first."""
    lines = []
    for package in reversed(PACKAGES):
        lines.append(f"{package}/")
        built = list(enumerate(floors(package, table)))
        lines += [f"  {number:>2}  {'   '.join(rooms)}" for number, rooms in reversed(built)]
    return "\n".join(lines) + "\n"


def with_drawing(page: str) -> str:
    """Return the page with its drawing made anew from its table."""
    return DRAWING.sub(lambda found: found[1] + drawing(drawn()) + found[2], page)


def main() -> None:
    """Write the drawing; with ``--table`` print the rows that the code would give."""
    if "--table" in sys.argv:
        what = described()
        for room, others in sorted(arrows().items()):
            print(f"| `{room}` | {what.get(room, '')} | {shown(room, others)} |")
        return
    PAGE.write_text(with_drawing(_page()), encoding="utf-8")


if __name__ == "__main__":
    main()
