"""Which unit a case is about: its name, as the lists spell it, and its kind."""

from __future__ import annotations

from compiler import core
from dsl.diagnostics import Bag
from dsl.documents.policy_file import Cell
from dsl.source import Source
from zhunsheng.engine.text import fold_header, fold_name, nearest
from zhunsheng.testkit.cases import problems
from zhunsheng.testkit.cases.scopes import policy_nodes


def read_unit(policy: core.Policy, unit: Cell | None, kind: Cell | None, source: Source, wrong: Bag) -> tuple[str, str]:
    """Return name and kind of the unit; "" for what the case does not give."""
    given = _kind(policy, kind, source, wrong) if kind is not None and kind.text.strip() else ""
    if unit is None or not unit.text.strip():
        return "", given
    entries = _entries(policy, unit.text)
    if not entries and (known := _known(policy)):
        wrong.add(problems.unknown_unit(source, unit.span, unit.text, nearest(unit.text, known)))
        return "", given
    if not entries:
        return unit.text.strip(), given
    kinds = [each for each, _ in entries if each]
    if given and kinds and given not in kinds and kind is not None:
        wrong.add(problems.kind_contradicts(source, kind.span, given, kinds[0]))
    return entries[0][1], given or next(iter(kinds), "")


def _kind(policy: core.Policy, cell: Cell, source: Source, wrong: Bag) -> str:
    kinds = policy.kinds or tuple(dict.fromkeys(roster.kind for roster in policy.rosters if roster.kind))
    for kind in kinds:
        if fold_header(kind) == fold_header(cell.text):
            return kind
    wrong.add(problems.unknown_kind(source, cell.span, cell.text, kinds, nearest(cell.text, kinds)))
    return ""


def _entries(policy: core.Policy, text: str) -> list[tuple[str, str]]:
    """Return (kind, name as listed) wherever a unit is listed; a list inside a rule (涉及部门) has no kind."""
    key = fold_name(text)
    listed = [(roster.kind, unit) for roster in policy.rosters for unit in roster.units if fold_name(unit) == key]
    return listed or [("", unit) for unit in _in_rules(policy) if fold_name(unit) == key]


def _known(policy: core.Policy) -> list[str]:
    return [*(unit for roster in policy.rosters for unit in roster.units), *_in_rules(policy)]


def _in_rules(policy: core.Policy) -> list[str]:
    found = [unit for node in policy_nodes(policy) if isinstance(node, core.Listed) for unit in node.units]
    return list(dict.fromkeys(found))
