"""An empty scenario lists everything that a scenario needs: filled in with what a real one says, it reads as that one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl.source import Source
from tests.policies.test_whole_units import FOLDERS, scenarios
from zhunsheng.testkit.scenarios.blank import blank_scenario
from zhunsheng.testkit.scenarios.reading import FACT, PLACE, read_scenarios


def rows(source: Source, first: int, last: int) -> dict[tuple[str, str], str]:
    """Return the cells of the tables between two lines by row and column."""
    found: dict[tuple[str, str], str] = {}
    header: list[str] = []
    for line in source.text.splitlines()[first - 1 : last - 1]:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if cells[:1] in ([FACT], [PLACE]):
            header = cells
        elif cells and not cells[0].startswith("---"):
            found |= {(cells[0], column): cell for column, cell in zip(header, cells, strict=True) if cell}
    return found


def filled(blank: str, given: dict[tuple[str, str], str]) -> str:
    """Fill the cells of an empty scenario."""
    lines, header = [], []
    for line in blank.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if cells[:1] in ([FACT], [PLACE]):
            header = cells
        elif cells and not cells[0].startswith("---"):
            pairs = zip(header, cells, strict=True)
            line = f"| {' | '.join(cell or given.get((cells[0], column), '') for column, cell in pairs)} |"
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_an_empty_scenario_filled_in(folder: Path) -> None:
    compiled, (first, second, *_) = scenarios(folder)
    assert compiled.policy is not None
    blank = blank_scenario(compiled.policy)
    none, bag = read_scenarios(compiled, Source("scenarios.md", blank))
    assert not none and {each.code for each in bag} == {"E523-scenario-facts-missing", "E525-scenario-incomplete"}
    given = rows(first.source, first.line_of(first.span), second.line_of(second.span))
    # A real scenario may name a place by the end of its path, and say more than it has to.
    given |= {
        (line.place, column): cell for line in first.lines for (row, column), cell in given.items() if row == line.label
    }
    (again,), bag = read_scenarios(compiled, Source("scenarios.md", filled(blank, given)))
    assert not [each.message for each in bag]
    assert (again.unit.name, again.unit.kind, again.unit.facts) == (first.unit.name, first.unit.kind, first.unit.facts)
    said = {(line.what, line.place): line.expected for line in first.lines}
    assert again.lines and all(line.expected == said[line.what, line.place] for line in again.lines)
