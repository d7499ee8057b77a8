"""What ``try`` says about one line: the decision table, and with facts the points and one sentence why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from compiler import core
from compiler.backends.markdown.case_tables import CASE_COLUMNS, case_tables
from compiler.meaning.interpret import Unit, Value
from compiler.meaning.result import ZERO, Points, Result
from compiler.words.shape import shape_of
from compiler.words.wording import show_fact, show_points, show_test, voice_of
from dsl.diagnostics import Diagnostic
from zhunsheng import problems
from zhunsheng.report.tables import table

if TYPE_CHECKING:
    from compiler.asking.trial import Trial

UNIT = "本单位"


@frozen
class Decision:
    """A table of what a line decides: a measure, its headings, its rows."""

    measure: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class Scored:
    """The points of the line and why; ``of_item`` is what they make of the item that the line names or assumes."""

    total: str
    of_item: str
    vetoed: bool
    sentences: tuple[str, ...]
    trace: dict[str, Any]


def decisions(policy: core.Policy) -> list[Decision]:
    """Return the decision tables of all clauses."""
    return [each for clause in policy.clauses() for each in _of_clause(clause, policy)]


def _of_clause(clause: core.Clause, policy: core.Policy) -> list[Decision]:
    tiers = [Decision(each.measure, CASE_COLUMNS, each.rows) for each in case_tables(clause, policy)]
    rows = [
        row
        for effect in clause.effects
        if effect.kind is not core.EffectKind.TIERS
        for branch in effect.branches
        for row in [(show_test(branch.test, policy), branch.says, _points(branch, clause, policy))]
    ]
    return [*tiers, *([Decision("", ("条件", "写法", "得分"), tuple(rows))] if rows else [])]


def _points(branch: core.Branch, clause: core.Clause, policy: core.Policy) -> str:
    from compiler.words.wording import show_expr

    if isinstance(branch.points, core.Const):
        return show_points(branch.points.value, voice_of(policy, clause))
    return f"{show_expr(branch.points)}（分）"


def together(points: Iterable[Points]) -> Points:
    """Add the points of clauses."""
    total = ZERO
    for each in points:
        total = total.plus(each)
    return total


def _of_all(policy: core.Policy, result: Result) -> Points:
    """The points of the clauses of a line, within what caps them all (合计最多扣 5 分)."""
    points = together([each.points for each in result.clauses])
    return points.held(policy.root.lowest, policy.root.highest)


def score(policy: core.Policy, values: Mapping[str, Value], kind: str) -> Scored:
    """Score the line for one unit."""
    from compiler.explain.trace import explain, sentence, show_range
    from compiler.meaning.scoring import score as score_unit

    unit = Unit(UNIT, kind or (policy.kinds[0] if policy.kinds else ""), values)
    result = score_unit(policy, unit)
    trace = explain(policy, unit, result)
    total = _of_all(policy, result)
    items = [show_range(each.points) for each in result.groups if each.full is not None]
    sentences = tuple(sentence(clause) for clause in trace["clauses"])
    return Scored(show_range(total), items[0] if items else "", bool(result.vetoes), sentences, trace)


def at_boundaries(policy: core.Policy, units: Sequence[Unit]) -> Decision | None:
    """Return the points of units at both sides of every boundary; None where there are none, or too many facts for a table."""
    from compiler.explain.amounts import show_range
    from compiler.meaning.scoring import score as score_unit

    facts = [fact for fact in policy.facts if any(fact.name in unit.facts for unit in units)]
    if not units or len(facts) > _MOST_FACTS:
        return None
    results = [score_unit(policy, unit) for unit in units[:_MOST_ROWS]]
    clauses = [show_range(_of_all(policy, result)) for result in results]
    items = [[show_range(each.points) for each in result.groups if each.full is not None][:1] for result in results]
    kinds = any(unit.kind for unit in units)
    header = (*(["类别"] if kinds else []), *(fact.name for fact in facts), "得分", *(["本项得分"] if items[0] else []))
    rows = []
    for unit, result, own, item in zip(units, results, clauses, items, strict=False):
        given = ["" if fact.name not in unit.facts else show_fact(unit.facts[fact.name], fact.type) for fact in facts]
        veto = "（一票否决）" if result.vetoes else ""
        rows.append((*([unit.kind] if kinds else []), *given, f"{own}{veto}", *item))
    return Decision("界限两边的得分", header, tuple(dict.fromkeys(rows)))


_MOST_FACTS, _MOST_ROWS = 5, 16  # more do not fit a screen


# -------------------------------------------------------------------------------------------------------------- showing


def render(trial: Trial, tables: Sequence[Decision], values: Decision | None, scored: Scored | None) -> str:
    """Return everything as text."""
    parts = [_part("规范写法", trial.canonical.splitlines()), _part("推断的事实", list(trial.declarations))]
    parts += [_part("试算时假定", list(trial.assumed))]
    parts += [_table(each, f"判定表：{each.measure}" if each.measure else "判定表") for each in tables]
    if trial.policy is not None:
        parts.append(_part("合起来", shapes(trial.policy)))
    if values is not None:
        parts.append(_table(values, values.measure))
    if scored is not None:
        item = [f"本项得分：{scored.of_item}"] if scored.of_item else []
        veto = ["一票否决成立：总分不看各条得分"] if scored.vetoed else []
        parts.append(_part("得分", [scored.total, *item, *veto, *scored.sentences]))
    return "\n".join(part for part in parts if part)


def _part(title: str, lines: list[str]) -> str:
    return "\n".join([f"{title}：", *(f"  {line}" for line in lines)]) + "\n" if lines else ""


def shapes(policy: core.Policy) -> list[str]:
    """Return how the sentences stand together, in words."""
    return [line for clause in policy.clauses() for line in shape_of(policy, clause)]


def _table(each: Decision, title: str) -> str:
    from zhunsheng.report.console import columns_for, paint_for

    columns, paint = columns_for(sys.stdout), paint_for(sys.stdout)
    return table(each.header, each.rows, title=title, paint=paint, columns=columns)


def data(trial: Trial, tables: Sequence[Decision], values: Decision | None, scored: Scored | None) -> dict[str, Any]:
    """Return everything for JSON."""
    return {
        "canonical": trial.canonical,
        "declarations": list(trial.declarations),
        "assumed": list(trial.assumed),
        "tables": [{"measure": t.measure, "header": list(t.header), "rows": [list(r) for r in t.rows]} for t in tables],
        "shape": [] if trial.policy is None else shapes(trial.policy),
        "values": None
        if values is None
        else {"header": list(values.header), "rows": [list(row) for row in values.rows]},
        "points": None if scored is None else scored.total,
        "item": None if scored is None else (scored.of_item or None),
        "vetoed": None if scored is None else scored.vetoed,
        "sentences": [] if scored is None else list(scored.sentences),
        "trace": None if scored is None else scored.trace,
    }


# What a sentence lacks that stands alone; in a clause it would be there.
_NEEDS_OTHERS = ("E213", "E434", "E435", "E436")


def softened(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield findings of a line; that it needs the sentences around it is no mistake of a line that is tried alone."""
    for each in found:
        yield problems.part_of_a_clause(each) if each.code.startswith(_NEEDS_OTHERS) else each
