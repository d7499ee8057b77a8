"""What a case expects besides points: consequences (取消…资格) and the outcome of duties (合规, 不合规, 待核)."""

from __future__ import annotations

import re

from compiler import core
from dsl.diagnostics import Diagnostic
from dsl.documents.policy_file import Cell
from dsl.source import Source
from zhunsheng.engine.text import fold_header, fold_name, nearest
from zhunsheng.testkit.cases import problems
from zhunsheng.testkit.cases.expected import Measured
from zhunsheng.testkit.cases.scopes import part

ANSWERS = ("合规", "不合规", "待核")
NONE = "无"


def read_consequences(
    cell: Cell, policy: core.Policy, heading: str, measured: Measured, source: Source
) -> tuple[str, ...] | Diagnostic:
    """Read the consequences, parted by ；; 无 says that there are none."""
    clauses = part(policy, measured, heading, heading).clauses()
    known = list(dict.fromkeys(each.text for clause in clauses for each in clause.consequences))
    if fold_name(cell.text) == NONE:
        return ()
    found: list[str] = []
    for text in re.split(r"[;；]", cell.text):
        match = next((each for each in known if fold_header(each) == fold_header(text)), None)
        if match is None:
            return problems.unknown_outcome(source, cell.span, text.strip(), [*known, NONE], nearest(text, known))
        found.append(match)
    return tuple(found)


def read_duties(
    cell: Cell, policy: core.Policy, heading: str, measured: Measured, source: Source
) -> tuple[str, ...] | Diagnostic:
    """Read the outcome of the duties: one answer for all of them, or one each, parted by ；, in their order."""
    clauses = part(policy, measured, heading, heading).clauses()
    count = sum(len(clause.duties) for clause in clauses)
    if not count:
        return problems.unknown_outcome(source, cell.span, cell.text, (), "")
    answers = [fold_name(text) for text in re.split(r"[;；、]", cell.text)]
    wrong = next((answer for answer in answers if answer not in ANSWERS), None)
    if wrong is not None:
        return problems.unknown_outcome(source, cell.span, wrong, ANSWERS, nearest(wrong, ANSWERS))
    if len(answers) not in (1, count):
        return problems.unknown_outcome(source, cell.span, cell.text, (f"一个，或按顺序 {count} 个（以；隔开）",), "")
    return tuple(answers * count if len(answers) == 1 else answers)
