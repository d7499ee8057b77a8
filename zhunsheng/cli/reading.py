"""What commands read: policies and fact sheets, with every finding told to the shell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from zhunsheng.cli.shell import Shell
from zhunsheng.library import policies

if TYPE_CHECKING:
    from compiler import core
    from compiler.pipeline import Compiled
    from compiler.policy_text import PolicyText
    from dsl.diagnostics import Diagnostic
    from zhunsheng.engine.sheets.tables import Table
    from zhunsheng.engine.units import UnitFacts


@frozen(repr=False, eq=False)
class Read:
    """A policy that was read; ``compiled`` is None where it could not be."""

    loaded: policies.Loaded
    compiled: Compiled | None

    @property
    def policy(self) -> core.Policy | None:
        """The policy, if it has no error."""
        return self.compiled.policy if self.compiled is not None else None


def read_policies(paths: Iterable[Path], shell: Shell, *, thorough: bool = False) -> list[Read]:
    """Read and compile all policies that the paths name, each once; ``thorough``: with the checks that take time."""
    found: list[Read] = []
    for loaded in _once(paths):
        compiled = loaded.compile(thorough=thorough)
        shell.tell(loaded.findings if compiled is None else compiled.bag)
        found.append(Read(loaded, compiled))
    return found


def check_policies(paths: Iterable[Path], shell: Shell) -> int:
    """Tell what is found in all policies that the paths name and return how many there are; what was clean before and is
    unchanged is not looked at again."""
    from zhunsheng.library import clean

    count = 0
    for loaded in _once(paths):
        count += 1
        if clean.known(loaded):
            continue
        compiled = loaded.compile(thorough=True)
        found = list(loaded.findings if compiled is None else compiled.bag)
        shell.tell(found)
        if not found:
            clean.remember(loaded)
    return count


def _once(paths: Iterable[Path]) -> Iterator[policies.Loaded]:
    seen: set[Path] = set()
    for path in paths:
        for loaded in policies.load_all(path):
            key = loaded.path.absolute()
            if key not in seen:
                seen.add(key)
                yield loaded


def read_meaning(path: Path, shell: Shell) -> tuple[PolicyText, core.Policy]:
    """Read one policy for what it means, compiled or as it was kept (``library/meant.py``); the command ends where it has errors."""
    from zhunsheng.library import meant

    loaded = policies.load(path)
    kept = meant.recall(loaded)
    if kept is not None and loaded.text is not None:
        return loaded.text, kept
    compiled = _compiled(loaded, shell)
    assert compiled.policy is not None
    if not shell.bag.items:
        meant.keep(loaded, compiled.policy)
    return compiled.text, compiled.policy


def read_compiled(path: Path, shell: Shell) -> Compiled:
    """Read and compile one policy and return all that was made of it; the command ends where it has errors."""
    return _compiled(policies.load(path), shell)


def _compiled(loaded: policies.Loaded, shell: Shell) -> Compiled:
    compiled = loaded.compile()
    shell.tell(loaded.findings if compiled is None else compiled.bag)
    shell.stop_if_failed()
    assert compiled is not None and compiled.policy is not None
    return compiled


def open_places(found: Iterable[Diagnostic]) -> int:
    """How many places of a policy are 待定, by what was found in it."""
    return sum(each.code.startswith("W024") for each in found)


@define(repr=False, eq=False)
class Back:
    """Rows of a fact sheet that are given back, with their errors, so that the others can be scored."""

    rows: dict[int, list[Diagnostic]] = field(factory=dict)
    table: Table | None = None


@define(repr=False, eq=False)
class Basis:
    """What a result is made from, besides the policy: the digest of its fact sheet."""

    facts: str = ""
    given_back: bool = False  # whether the sheet is one of rows that had been refused


def read_units(
    policy: core.Policy,
    path: Path,
    sheet: str,
    shell: Shell,
    *,
    only: str | None = None,
    back: Back | None = None,
    basis: Basis | None = None,
) -> tuple[UnitFacts, ...]:
    """Read a fact sheet; the command ends where it has errors, because a ranking of half a sheet is worse than none. With ``back``, the
    caller wants it all the same, and gets the rows with errors there; ``basis`` gets the digest of the file."""
    from zhunsheng.cli.worksheets import read_table
    from zhunsheng.engine.facts import read_facts
    from zhunsheng.engine.sheets.returned import is_returned

    table = read_table(path, sheet, shell)
    rows = None if back is None else back.rows
    units = () if table is None else read_facts(policy, table, shell.bag, strict=shell.strict, only=only, back=rows)
    shell.stop_if_failed()
    if back is not None:
        back.table = table
    if basis is not None and table is not None:
        basis.facts, basis.given_back = table.digest, is_returned(table)
    return units


def one_clause(name: str, titles: Mapping[str, str], shell: Shell) -> str:
    """Return the id of the clause that ``--clause`` names, of all ids with their titles; the command ends where that is not one."""
    from dsl.documents.addresses import meant, nearest
    from zhunsheng import problems

    found = meant(name, titles, titles)
    if len(found) != 1:
        shell.refuse(problems.unknown_clause(name, nearest(name, titles, titles), found))
    return found[0]
