"""The plan as SQL, through sqlglot's expression tree. Whole numbers alone: 64 bits where the proven bounds fit, the wide number of the
dialect where they do not. ``//`` truncates in databases, so it is used of what is not negative (plan/build.py); a literal never decides
the width of a number; an empty cell never reaches arithmetic. Trees are built by functions: nothing of sqlglot is subclassed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

from attrs import field, frozen
from sqlglot import exp

from compiler.engines.dialects import DIALECTS, Dialect, Names
from compiler.engines.queries import Step, Tree, column, ident, query
from compiler.plan.order import layers_of
from compiler.plan.tree import WIDTH, Node, Op, Plan, Sort

_PLACES: tuple[tuple[int, tuple[type[Tree], ...]], ...] = (  # how strongly what is written binds
    (1, (exp.Or,)),
    (2, (exp.And,)),
    (3, (exp.Not,)),
    (4, (exp.LT, exp.LTE, exp.EQ, exp.In, exp.Is, exp.Between)),
    (5, (exp.Add, exp.Sub, exp.Neg)),
    (6, (exp.Mul,)),
    (7, (exp.Div, exp.IntDiv)),
)
_ATOM = 9
_TURNED = frozenset((Op.ADD, Op.MULTIPLY, Op.EQUAL))


def _held(tree: Tree, least: int) -> Tree:
    """Return a part of an expression, in brackets where it binds more weakly than it has to."""
    place = next((place for place, kinds in _PLACES if isinstance(tree, kinds)), _ATOM)
    if isinstance(tree, exp.Literal) and str(tree.this).startswith("-"):
        place = 5
    return exp.Paren(this=tree) if place < least else tree


def _two(kind: type[Tree], left: int, right: int) -> Callable[[Tree, Tree], Tree]:
    return lambda a, b: kind(this=_held(a, left), expression=_held(b, right))


def _one_of(kind: type[Tree]) -> Callable[[Tree, Tree], Tree]:
    return lambda a, b: kind(this=a, expressions=[b], ignore_nulls=True)


OPERATORS: dict[Op, Callable[..., Tree]] = {
    Op.ADD: _two(exp.Add, 5, 6),
    Op.SUBTRACT: _two(exp.Sub, 5, 6),
    Op.MULTIPLY: _two(exp.Mul, 6, 7),
    Op.FLOOR: _two(exp.IntDiv, _ATOM, _ATOM),
    Op.LEAST: _one_of(exp.Least),
    Op.GREATEST: _one_of(exp.Greatest),
    Op.LESS: _two(exp.LT, 5, 5),
    Op.AT_MOST: _two(exp.LTE, 5, 5),
    Op.EQUAL: _two(exp.EQ, 5, 5),
    Op.AND: _two(exp.And, 2, 3),
    Op.OR: _two(exp.Or, 1, 3),
    Op.NOT: lambda a: exp.Not(this=_held(a, 4)),
    Op.IF: lambda test, a, b: when([(test, a)], b),
}


def number(value: int) -> Tree:
    """Return a whole number as a literal."""
    return exp.Literal.number(value)


def texts(values: Iterable[str]) -> list[Tree]:
    """Return texts as literals."""
    return [exp.Literal.string(each) for each in values]


def when(cases: Iterable[tuple[Tree, Tree]], otherwise: Tree) -> exp.Case:
    """Return what the first case that holds gives."""
    return exp.Case(ifs=[exp.If(this=test, true=then) for test, then in cases], default=otherwise)


def joined(kind: type[Tree], tests: list[Tree]) -> Tree:
    """Return tests as one, by AND or by OR."""
    least = 3 if len(tests) > 1 else 0
    return reduce(lambda a, b: kind(this=a, expression=b), [_held(each, least) for each in tests])


@frozen(eq=False)
class Writer:
    """Writes the nodes of one plan in one dialect. ``made`` has the nodes that are columns already, by name; ``cells`` and ``present`` the
    columns with the number (0 for an empty cell) or text ('') of a fact and with whether it has one."""

    plan: Plan
    dialect: Dialect
    names: Names
    tables: Names
    cells: dict[str, str]
    present: dict[str, str]
    unit: str
    kind: str
    made: dict[Node, str] = field(factory=dict)

    def steps(self, name: str, wanted: Iterable[tuple[Node, str]], said: str = "") -> Iterator[Step]:
        """Yield the steps after which every wanted node is a column, under the name that it is wanted by or one it has had before."""
        called = {node: title for node, title in reversed(tuple(wanted)) if node.constant is None}
        layers = layers_of((node for node in called if node not in self.made), frozenset(self.made), plain=True)
        for number_, layer in enumerate(layers.layers, start=1):
            last = number_ == len(layers.layers)
            found = [(self.names.unique(called.get(node, f"{name}·步")), node) for node in layer]
            columns = tuple((title, self.sized(node)) for title, node in found)
            self.made.update((node, title) for title, node in found)
            yield Step(self.tables.unique(name if last else f"{name}·{number_}"), columns, said if number_ == 1 else "")

    def given(self, node: Node) -> Tree:
        """Return a node for a result: its column, or the constant that it is."""
        return column(self.made[node]) if node in self.made else self.sized(node)

    def sized(self, node: Node) -> Tree:
        """Return a node as a column is to have it: with its full width, whatever the width of a literal."""
        made = self.written(node)
        return self.cast(made, wide=node.is_wide) if node.op is Op.NUMBER else made

    def cast(self, tree: Tree, *, wide: bool) -> Tree:
        """Return a number as one of 64 bits or a wide one."""
        return exp.Cast(this=tree, to=exp.DataType.build(*self.dialect.wide if wide else self.dialect.narrow))

    def of(self, node: Node) -> Tree:
        """Return a node as part of another: its column where it has one."""
        return column(self.made[node]) if node in self.made else self.written(node)

    def written(self, node: Node) -> Tree:
        """Return a node written out."""
        if node.op in (Op.AND, Op.OR):
            kind = exp.And if node.op is Op.AND else exp.Or
            return joined(kind, [self.of(each) for each in self._joint(node)])
        if node.op is Op.IF:
            return self._ladder(node)
        if node.op in OPERATORS:
            return self._worked_out(node)
        return self._leaf(node.op, node.value, node.args)

    def _joint(self, node: Node) -> list[Node]:
        """Return the parts of an AND or an OR, those of the same within it as well."""
        found: list[Node] = []
        open_ = list(node.args)
        while open_:
            each = open_.pop(0)
            if each.op is node.op and each not in self.made:
                open_ = [*each.args, *open_]
            else:
                found.append(each)
        return found

    def _ladder(self, node: Node) -> Tree:
        """Return one IF behind another as one ladder."""
        cases, last = [node.args[:2]], node.args[2]
        while last.op is Op.IF and last not in self.made and last.is_wide is node.is_wide:
            cases.append(last.args[:2])
            last = last.args[2]
        otherwise = self.of(last) if last.is_truth else self._as(last, node.is_wide)
        if all(each.op is Op.NUMBER for each in (last, *(then for _, then in cases))):
            otherwise = self.cast(otherwise, wide=node.is_wide)
        return when(
            ((self.of(test), self.of(then) if then.is_truth else self._as(then, node.is_wide)) for test, then in cases),
            otherwise,
        )

    def _worked_out(self, node: Node) -> Tree:
        wide = any(each.is_wide for each in (node, *node.args))
        given = node.args
        if node.op in _TURNED and (given[0].op is Op.NUMBER or (given[1].op is node.op and given[1] not in self.made)):
            given = given[::-1]  # a column before a constant, sums without brackets
        args = [self.of(each) if each.is_truth else self._as(each, wide) for each in given]
        made = OPERATORS[node.op](*args)
        made = self.dialect.floor(made, wide) if node.op is Op.FLOOR else made
        return self.cast(made, wide=False) if wide and not (node.is_wide or node.is_truth) else made

    def _as(self, node: Node, wide: bool) -> Tree:
        """Return a number as part of a wide step, or of a narrow one. A literal takes the width of what stands beside it."""
        made = self.of(node)
        return self.cast(made, wide=True) if wide and not (node.is_wide or node.op is Op.NUMBER) else made

    def _leaf(self, op: Op, value: Any, args: tuple[Node, ...]) -> Tree:
        match op:
            case Op.NUMBER:
                return number(value)
            case Op.TRUTH:
                return exp.true() if value else exp.false()
            case Op.COLUMN | Op.FLAG:
                return column(self.cells[value])
            case Op.PRESENT:
                return column(self.present[value])
            case Op.MEMBER:
                return exp.EQ(this=column(self.cells[value[0]]), expression=exp.Literal.string(value[1]))
            case Op.OF_KIND:
                return exp.In(this=column(self.kind), expressions=texts(value))
            case Op.LISTED:
                return exp.In(this=column(self.unit), expressions=texts(value))
            case Op.LOOK_UP:
                table = exp.select(column("值")).from_(exp.Table(this=ident(value)))
                place = exp.Add(this=_held(self.of(args[0]), 5), expression=number(self.dialect.first))
                return exp.Bracket(this=exp.Subquery(this=table), expressions=[place])
        raise AssertionError(op)


def tables_of(plan: Plan) -> Iterator[Step]:
    """Yield the tables that are looked up: one row with all values as a list."""
    for name, values in plan.tables:
        listed = exp.Array(expressions=[number(each) for each in values])
        yield Step(name, (("值", listed),), whole=False)


def scored(
    plan: Plan,
    nodes: Iterable[Node],
    source: str,
    unit: str,
    kind: str,
    keep: Iterable[str],
    facts: Mapping[str, str],
    database: str = "duckdb",
) -> str:
    """Return a query that gives the columns to ``keep`` of a table and a column ``#place`` for each node, in any order of rows.

    ``facts`` names the column of each fact: whole numbers at the scale of the plan, NULL for an empty cell.
    """
    dialect = DIALECTS[database]
    names = Names(dialect, (unit, kind, *keep))
    wanted = tuple(dict.fromkeys(nodes))
    cells = {each.fact: names.unique(f"c{place}") for place, each in enumerate(plan.read)}
    present = {each.fact: names.unique(f"p{place}") for place, each in enumerate(plan.read)}
    writer = Writer(plan, dialect, names, Names(dialect, (source,)), cells, present, unit, kind)
    read: list[tuple[str, Tree]] = [(each, column(each)) for each in dict.fromkeys((unit, kind, *keep))]
    for each in plan.read:
        given: Tree = column(facts[each.fact])
        if max(-each.low, each.high) > WIDTH:
            given = writer.cast(given, wide=True)
        read.append((cells[each.fact], exp.Coalesce(this=given, expressions=[empty(each.sort)])))
        read.append((present[each.fact], exp.Not(this=exp.Is(this=given.copy(), expression=exp.null()))))
    first = Step(writer.tables.unique("读入"), tuple(read), whole=False)
    steps = [first, *writer.steps("列", ((node, name_of(node)) for node in wanted))]
    last = [*((each, column(each)) for each in keep), *((name_of(node), _carried(writer, node)) for node in wanted)]
    return query(list(tables_of(plan)), source, [*steps, Step("", tuple(last), whole=False)], dialect)


def name_of(node: Node) -> str:
    """Return the name of the column of a node in what ``scored`` gives."""
    return f"#{node.place}"


def _carried(writer: Writer, node: Node) -> Tree:
    """Return a result as it leaves a database: a wide number as text, for no number of its streams holds it."""
    made = writer.given(node)
    return exp.Cast(this=made, to=exp.DataType.build("VARCHAR")) if node.is_wide else made


def empty(sort: Sort) -> Tree:
    """Return what stands for an empty cell."""
    if sort is Sort.TEXT:
        return exp.Literal.string("")
    return exp.false() if sort is Sort.FLAG else number(0)
