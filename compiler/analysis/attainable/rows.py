"""The attainable points as rows for people: every item, section and the total, by kinds of unit, with what attains each end.

In: a policy. Out: ``Row`` values in document order, the total last; kinds with the same ends stand in one row. Where a kind falls
into several classes (名单, 涉及部门), its row has the farthest ends of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, frozen

from compiler import core
from compiler.analysis.attainable.agreeing import agreed
from compiler.analysis.attainable.engine import Engine
from compiler.analysis.attainable.extremes import HIGH, LOW, Extreme, How
from compiler.analysis.attainable.plainer import facts_of_part, plainer
from compiler.analysis.attainable.view import View
from compiler.analysis.solver.parts import Part
from compiler.meaning.interpret import Unit, Value
from compiler.measures.domain import plain
from compiler.measures.held import held
from compiler.measures.moves import MANY
from compiler.words.amounts import show_fact, show_number
from dsl.nodes import Node

CONTRADICTED = "找到的单位不符合办法里的“核对”，没有再找别的单位"
_SHOWN = 5  # facts of an example in a table; all of them are in the JSON answer


@frozen(repr=False, eq=False)
class Row(Node):
    """One part for some kinds of unit."""

    part: Part
    title: str
    kinds: tuple[str, ...]
    low: Extreme
    high: Extreme
    facts: tuple[str, ...]  # on which the part depends

    def example(self, sign: int, known: dict[str, core.Fact]) -> str:
        """Return in words what attains an end."""
        end = self.low if sign == LOW else self.high
        if end.unit is None:
            return end.why
        told = [name for name in self.facts if name in end.unit.facts and _telling(known[name], end.unit, self.part)]
        if end.how is How.UNLIMITED:
            many = [name for name in told if _is_many(end.unit.facts[name])]
            word = "越低" if sign == LOW else "越高"
            return f"{'、'.join(many[:_SHOWN])}{'等' if len(many) > _SHOWN else ''}越多，得分{word}"
        words = [f"{name} {show_fact(end.unit.facts[name], known[name].type)}" for name in told[:_SHOWN]]
        rest = "等" if len(told) > _SHOWN else ""
        shown = "，".join(words) + rest if words else "都是 0 或者否"
        return f"{shown}（{end.why}）" if end.how is How.OPEN else shown


def _telling(fact: core.Fact, unit: Unit, part: Part) -> bool:
    return bool(fact.type.members) or unit.facts[fact.name] != plain(fact, part.policy, unit.kind)


def _is_many(value: Value) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return False
    return value >= MANY or value <= -MANY


def rows(policy: core.Policy, *, solver: bool = True, clauses: bool = False) -> tuple[Row, ...]:
    """Return the rows of a policy; ``clauses``: with one for every clause that gives points."""
    engine = Engine(held(policy), solver=solver)
    kept = [part for part in engine.parts if (clauses if part.clause else _worth_a_row(engine, part))]
    return tuple(row for part in kept for row in _rows(engine, part))


def _worth_a_row(engine: Engine, part: Part) -> bool:
    """A heading that only holds sections together says what the total says."""
    group = engine.groups[part.group]
    return not part.group or bool(group.points) or group.outside


def _rows(engine: Engine, part: Part) -> Iterator[Row]:
    title = _title(engine, part)
    names = facts_of_part(engine, part)
    found: list[Row] = []
    for kind in engine.policy.kinds or ("",):
        views = [view for view in engine.views if view.who.kind == kind and (view.concerned(part) or not part.clause)]
        if views and any(view.concerned(part) for view in views):
            low, high = (_farthest(part, views, sign) for sign in (LOW, HIGH))
            found.append(Row(part, title, (kind,), low, high, names))
    yield from (_plain(engine, row) for row in _joined(found))


def _title(engine: Engine, part: Part) -> str:
    if part.clause:
        return next(clause.title for clause in engine.policy.clauses() if clause.id == part.clause)
    return engine.groups[part.group].title if part.group else "总分"


def _farthest(part: Part, views: list[View], sign: int) -> Extreme:
    ends = [view.end(part, sign) for view in views]
    if any(end.value is None for end in ends):
        return next(end for end in ends if end.value is None)
    farthest = max(ends, key=lambda end: sign * (end.value or Fraction(0)))
    if farthest.how is How.REACHED:
        return farthest
    return next((end for end in ends if end.how is How.REACHED and end.value == farthest.value), farthest)


def _joined(found: list[Row]) -> list[Row]:
    joined: list[Row] = []
    for row in found:
        same = next((other for other in joined if _ends(other) == _ends(row)), None)
        if same is None:
            joined.append(row)
        else:
            joined[joined.index(same)] = evolve(same, kinds=(*same.kinds, *row.kinds))
    return joined


def _ends(row: Row) -> tuple[object, ...]:
    return row.low.how, row.low.value, row.high.how, row.high.value


def _plain(engine: Engine, row: Row) -> Row:
    low, high = (_plain_end(engine, row.part, end, sign) for end, sign in ((row.low, LOW), (row.high, HIGH)))
    return evolve(row, low=low, high=high)


def _plain_end(engine: Engine, part: Part, end: Extreme, sign: int) -> Extreme:
    if end.unit is None or end.found is None:
        return end
    keep = _driving(engine, part, end.unit, end.found, sign) if end.how is How.UNLIMITED else frozenset[str]()
    unit = agreed(engine.policy, plainer(engine, part, end.unit, end.found, keep), facts_of_part(engine, part))
    if unit is None:
        return evolve(end, how=How.OPEN, unit=None, found=None, why=CONTRADICTED)
    return evolve(end, unit=unit)


def _driving(engine: Engine, part: Part, unit: Unit, points: Fraction, sign: int) -> frozenset[str]:
    """Return the facts of which more goes on and on."""
    found = []
    for name, value in unit.facts.items():
        if isinstance(value, int | Fraction) and _is_many(value):
            more = engine.scored(Unit(unit.name, unit.kind, {**unit.facts, name: 2 * value}))
            points_then = engine.value(part, more)
            if points_then is not None and sign * (points_then - points) > 0:
                found.append(name)
    return frozenset(found)


def shown(end: Extreme, sign: int) -> str:
    """Return the points of an end: 30, 没有上限, 未分析（不超过 30）."""
    match end.how:
        case How.REACHED:
            return show_number(end.value or Fraction(0))
        case How.UNLIMITED:
            return "没有下限" if sign == LOW else "没有上限"
        case How.OPEN:
            word = "不低于" if sign == LOW else "不高于"
            bound = f"{word} {show_number(end.value)}" if end.value is not None else "界限也没有定出"
            found = f"，已知可到 {show_number(end.found)}" if end.found is not None else ""
            return f"未分析（{bound}{found}）"
