"""The steps of the view that need all rows: ranks and statistics, by windows over whole numbers. A row takes part when nothing is
against it and it has what is ranked; where one that should take part cannot, nobody's rank is settled, and no rank is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlglot import exp

from compiler.backends.sql.reading import Reading
from compiler.engines import sql
from compiler.engines.queries import Step, Tree, column
from compiler.engines.sql import Writer, number, when
from compiler.plan.overall import UNITS
from compiler.plan.tree import WIDTH, Node, OverAll, Plan, Taken

_ABOUT = {
    Taken.RANK: "比它靠前的单位数加一，值相同的名次相同",
    Taken.COUNT: "全部单位数",
    Taken.MEAN: "全部单位的平均，分子和分母",
    Taken.FIRST: "全部单位中最靠前的值，分子和分母",
}


def steps(plan: Plan, reading: Reading, writer: Writer) -> Iterator[Step]:
    """Yield the steps after which what is taken over all rows can be read as facts can."""
    for each in plan.over_all:
        if each.columns:
            yield from _taken(each, plan, reading, writer)


def _taken(each: OverAll, plan: Plan, reading: Reading, writer: Writer) -> Iterator[Step]:
    name, unique = each.fact, writer.names.unique
    wanted = [(node, f"{name}·序{place}") for place, node in enumerate(each.order, start=1)]
    if each.how in (Taken.MEAN, Taken.FIRST):
        wanted += [(each.value.over, f"{name}·值·分子"), (each.value.under, f"{name}·值·分母")]
    yield from writer.steps(f"{name}·值", [*wanted, (each.known, f"{name}·有值"), (each.told, f"{name}·参评与否")])
    part, absent = unique(f"{name}·参评"), unique(f"{name}·缺数")
    if each.how is not Taken.COUNT:
        fine = [column(reading.known), column(reading.fit), *_open(writer, plan.admissible)]
        here = sql.joined(exp.And, [*fine, *_open(writer, each.known)])
        out = sql.joined(exp.And, [*(tree.copy() for tree in fine), *_open(writer, each.told)])
        yield Step(writer.tables.unique(f"{name}·参评"), ((part, here), (absent, exp.Not(this=exp.Paren(this=out)))))
    columns = [unique(column_.fact.strip("#")) for column_ in each.columns]
    present = unique(f"有·{name}")
    found = [(title, tree) for title, tree in zip(columns, _values(each, column(part), writer), strict=True)]
    has = [_few()] if each.how is Taken.COUNT else [*all_settled(column(absent)), *_has(each, column(part))]
    yield Step(writer.tables.unique(name), (*found, (present, sql.joined(exp.And, has))), f"{name}：{_ABOUT[each.how]}")
    for planned, title in zip(each.columns, columns, strict=True):
        writer.cells[planned.fact], writer.present[planned.fact] = title, present


def _open(writer: Writer, node: Node) -> list[Tree]:
    return [] if node.constant else [writer.given(node)]


def all_settled(absent: Tree) -> list[Tree]:
    """Whether there is no row of which something holds, among not too many."""
    return [exp.EQ(this=_parts(absent), expression=number(0)), _few()]


def _few() -> Tree:
    return exp.LTE(this=_over(exp.Count(this=exp.Star())), expression=number(UNITS))


def rank(part: Tree, order: Iterable[Tree]) -> Tree:
    """Return the rank of a row among those of its part."""
    return _over(exp.Anonymous(this="RANK", expressions=[]), [part], order)


def _has(each: OverAll, part: Tree) -> list[Tree]:
    return [part if each.how is Taken.RANK else exp.GT(this=_parts(part), expression=number(0))]


def _values(each: OverAll, part: Tree, writer: Writer) -> list[Tree]:
    given = writer.given
    order = [given(node) for node in each.order]
    match each.how:
        case Taken.RANK:
            return [when([(part, rank(part.copy(), order))], number(0))]
        case Taken.COUNT:
            return [_over(exp.Count(this=exp.Star()))]
        case Taken.FIRST:
            first = [when([(part, number(0))], number(1)), *order]
            shown = (each.value.over, each.value.under)[: len(each.columns)]
            return [_over(exp.FirstValue(this=given(node)), (), [tree.copy() for tree in first]) for node in shown]
        case Taken.MEAN:
            wide = [max(-column_.low, column_.high) > WIDTH for column_ in each.columns]
            return [_sum(each, part, writer, wide[0]), _under(each, part, writer, wide[1])]


def _sum(each: OverAll, part: Tree, writer: Writer, wide: bool) -> Tree:
    one = when([(part, writer.cast(writer.given(each.value.over), wide=wide))], number(0))
    return writer.cast(_over(exp.Sum(this=one)), wide=wide)


def _under(each: OverAll, part: Tree, writer: Writer, wide: bool) -> Tree:
    assert each.value.under.constant is not None
    times = exp.Mul(this=writer.cast(_parts(part), wide=wide), expression=number(each.value.under.constant))
    return writer.cast(times, wide=wide)


def _parts(part: Tree) -> Tree:
    """Return how many rows take part."""
    return _over(exp.Count(this=exp.Case(ifs=[exp.If(this=part.copy(), true=number(1))])))


def _over(this: Tree, parts: Iterable[Tree] = (), order: Iterable[Tree] = ()) -> Tree:
    by = [exp.Ordered(this=each, nulls_first=False) for each in order]
    return exp.Window(this=this, partition_by=list(parts), order=exp.Order(expressions=by) if by else None)
