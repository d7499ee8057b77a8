"""The two files: a table for the facts, and a view that gives the points, one step of it after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import frozen
from sqlglot import exp

from compiler import VERSION, core
from compiler.backends.artifact import Artifact
from compiler.backends.sql import check, together
from compiler.backends.sql.reading import KIND, UNIT, Reading, read
from compiler.engines import sql
from compiler.engines.dialects import DIALECTS, Dialect, Names
from compiler.engines.queries import Step, Tree, column, comment, ident, query
from compiler.engines.sql import Writer, when
from compiler.plan.tree import Node, Plan, Ratio
from dsl.diagnostics import Bag

LACKING, UNSETTLED = "缺事实，或者分母是 0", "，或者有单位缺数，名次、统计未定"
STATE, PLACE, TOTAL, GRADE, SCORED = "状态", "名次", "总分", "等次", "已评"


def emit(policy: core.Policy, bag: Bag, dialect: str = "duckdb") -> tuple[Artifact, ...]:
    """Return the files; none, and why, where the plan or the database has no room for a policy."""
    into = DIALECTS[dialect]
    plan = check.planned(policy, into, bag)
    if plan is None:
        return ()
    script = _Script(policy, plan, into)
    return (
        Artifact(f"facts.{dialect}.sql", script.table()),
        Artifact(f"score.{dialect}.sql", script.view()),
    )


@frozen(eq=False)
class Selected:
    """The query of the view by itself: the columns that it reads with their types, and its text over any table that has them."""

    columns: tuple[tuple[str, str], ...]
    text: Callable[[tuple[str, ...]], str]


def selected(policy: core.Policy, bag: Bag, dialect: str) -> Selected | None:
    """Return the query of the view; None, and why, where there is none."""
    plan = check.planned(policy, DIALECTS[dialect], bag)
    if plan is None:
        return None
    made = _Script(policy, plan, DIALECTS[dialect])
    return Selected(tuple((name, kind) for name, kind, _ in made.reading.table.columns), made.query)


class _Script:
    """The texts for one policy and one database."""

    def __init__(self, policy: core.Policy, plan: Plan, dialect: Dialect) -> None:
        self.policy, self.plan, self.dialect = policy, plan, dialect
        self.places = plan.places if check.has_room(plan.places, dialect) else ()
        names, tables = Names(dialect, (UNIT, KIND)), Names(dialect, (name for name, _ in plan.tables))
        self.facts, self.points = (tables.unique(name) for name in dialect.relations(policy.slug))
        self.reading: Reading = read(policy, plan, dialect, names, tables)
        self.scored = ""
        self.steps: list[Step] = []
        self.writer = Writer(plan, dialect, names, tables, self.reading.cells, self.reading.present, UNIT, KIND)

    def table(self) -> str:
        """Return the text that makes the table of facts, where there is none."""
        rows = []
        for number, (name, kind, about) in enumerate(self.reading.table.columns, start=1):
            typed = exp.DataType.build(kind).sql(dialect=self.dialect.name)
            end = "" if number == len(self.reading.table.columns) else ","
            rows.append(f"  {self._name(name)} {typed}{end}" + (f"  {comment(about)}" if about else ""))
        body = "\n".join(rows)
        return f"{self._about()}\nCREATE TABLE IF NOT EXISTS {self._name(self.facts)} (\n{body}\n);\n"

    def view(self) -> str:
        """Return the text that makes the view."""
        made = self.query((self.facts,))
        return f"{self._about()}\nCREATE OR REPLACE VIEW {self._name(self.points)} AS\n{made};\n"

    def query(self, source: tuple[str, ...]) -> str:
        """Return the query over a table of facts."""
        if not self.steps:
            self.steps = [*self.reading.steps, *self._sections(), self._scored()]
            self.steps.append(Step("", tuple(self._results()), whole=False))
        return query(list(sql.tables_of(self.plan)), source, self.steps, self.dialect)

    def _name(self, name: str) -> str:
        return ident(name).sql(dialect=self.dialect.name)

    def _about(self) -> str:
        policy = self.policy
        number = f"（{policy.number}）" if policy.number else ""
        said = [
            policy.title + number,
            f"机关：{policy.agency}" if policy.agency else "",
            f"办法文件的 SHA-256：{policy.digest}" if policy.digest else "",
            f"由准绳 {VERSION} 生成，勿手改。写法：{self.dialect.title}",
            f"填报表 {self.facts}，得分 {self.points}：{STATE}不是“{SCORED}”的没有分；条款的分空着，是这一条不适用。",
        ]
        return "\n".join(comment(each) for each in said if each) + "\n"

    def _scored(self) -> Step:
        """The last step: whether a row has points, as one column."""
        given = (self.writer.given(self.plan.admissible), self.writer.given(self.plan.ready))
        tests = [column(self.reading.known), column(self.reading.fit), *given]
        self.scored = self.writer.names.unique(SCORED)
        return Step(self.writer.tables.unique(SCORED), ((self.scored, sql.joined(exp.And, tests)),))

    # -------------------------------------------------------------------------------------------------------- sections

    def _sections(self) -> Iterator[Step]:
        plan, steps = self.plan, self.writer.steps
        yield from steps(
            "事实相符",
            [(plan.admissible, "事实相符")],
            "事实之间：部分不大于全部，裁量不出幅度、有理由，办法写明的核对关系",
        )
        yield from together.steps(plan, self.reading, self.writer)
        clauses = {clause.id: clause for clause in self.policy.clauses()}
        for each in plan.clauses:
            clause = clauses[each.id]
            said = f"{each.id} {clause.quote or clause.title}"
            wanted = [
                *_named(each.id, each.points),
                (each.applies, f"{each.id}·适用"),
                (each.zeroed, f"{each.id}·整项不记分"),
            ]
            wanted += [(holds, f"{each.id}·{text}") for text, holds in each.consequences]
            yield from steps(each.id, wanted, said)
        titles = dict(_titles(self.policy.root))
        for group in reversed(plan.groups):
            yield from steps(
                _heading(group.id), _named(_heading(group.id), group.points), f"{group.id} {titles.get(group.id, '')}"
            )
        quotes = {veto.clause: clauses[veto.clause].quote for veto in self.policy.vetoes if veto.clause in clauses}
        for number, (clause_id, holds) in enumerate(plan.vetoes, start=1):
            said = f"一票否决：{quotes.get(clause_id, clause_id)}"
            yield from steps(f"一票否决·{number}", [(holds, f"一票否决·{number}")], said)
        yield from steps(TOTAL, _named(TOTAL, plan.total), TOTAL)
        yield from steps(GRADE, [(plan.grade, GRADE)], "等次：第几等，从 0 数起，-1 是没有")
        yield from steps("事实齐全", [(plan.ready, "事实齐全")], "要用的事实都有，要用的分母都不是 0")
        yield from steps(PLACE, [(node, f"{PLACE}·序{number}") for number, node in enumerate(self.places, start=1)])

    # --------------------------------------------------------------------------------------------------------- results

    def _results(self) -> Iterator[tuple[str, Tree]]:
        plan, reading, given = self.plan, self.reading, self.writer.given
        cases = [
            (exp.Not(this=column(reading.known)), "单位或者类别不对"),
            (exp.Not(this=column(reading.fit)), "有的值不能填"),
            (exp.Not(this=given(plan.admissible)), "事实前后矛盾"),
            (exp.Not(this=given(plan.ready)), LACKING + (UNSETTLED if plan.over_all else "")),
        ]
        yield UNIT, column(UNIT)
        yield KIND, column(KIND)
        yield STATE, when(((test, exp.Literal.string(said)) for test, said in cases), exp.Literal.string(SCORED))
        names = Names(self.dialect, (UNIT, KIND, STATE))
        yield from self._place(names)

        def shown(name: str, tree: Tree, also: Node = plan.admissible) -> tuple[str, Tree]:
            applies = [given(also)] if also is not plan.admissible and also.constant is None else []
            tests = sql.joined(exp.And, [column(self.scored), *applies])
            return names.unique(name), exp.Case(ifs=[exp.If(this=tests, true=tree)])

        for name, tree in self._points(TOTAL, plan.total):
            yield shown(name, tree)
        if self.policy.bands:
            at = [(exp.EQ(this=given(plan.grade), expression=sql.number(place)), exp.Literal.string(band.name))
                  for place, band in enumerate(self.policy.bands)]  # fmt: skip
            yield shown(GRADE, when(at, exp.Literal.string("")))
        for number, (_, holds) in enumerate(plan.vetoes, start=1):
            yield shown(f"一票否决·{number}", given(holds))
        for group in plan.groups:
            if group.points is not plan.total:
                for name, tree in self._points(_heading(group.id), group.points):
                    yield shown(name, tree)
        for each in plan.clauses:
            if each.branches or each.points.over.constant != 0:
                for name, tree in self._points(each.id, each.points):
                    yield shown(name, tree, each.applies)
            for text, holds in each.consequences:
                yield shown(f"{each.id}·{text}", given(holds))

    def _place(self, names: Names) -> Iterator[tuple[str, Tree]]:
        """The rank of a total, where every row has one: a row without points may have the same total as any other."""
        if self.places:
            scored = column(self.scored)
            every = together.all_settled(exp.Not(this=scored.copy()))
            made = together.rank(scored.copy(), [self.writer.given(node) for node in self.places])
            yield names.unique(PLACE), exp.Case(ifs=[exp.If(this=sql.joined(exp.And, [scored, *every]), true=made)])

    def _points(self, name: str, ratio: Ratio) -> list[tuple[str, Tree]]:
        """Return points: a whole number, an exact decimal, or what stands over and under the line where there is none."""
        over, under = self.writer.given(ratio.over), ratio.under.constant
        if under == 1:
            return [(name, over)]
        places = next((each for each in range(1, 19) if under and 10**each % under == 0), 0)
        if under is None or not places or ratio.over.is_wide:
            return [(f"{name}·分子", over), (f"{name}·分母", self.writer.given(ratio.under))]
        exact = exp.Cast(this=over, to=exp.DataType.build("DECIMAL(19, 0)"))
        part = f"{Fraction(10**places, under).numerator:0{places + 1}d}"
        return [(name, exp.Mul(this=exact, expression=exp.Literal.number(f"{part[:-places]}.{part[-places:]}")))]


def _titles(group: core.Group) -> Iterator[tuple[str, str]]:
    yield group.id, group.title
    for child in group.children:
        if isinstance(child, core.Group):
            yield from _titles(child)


def _heading(group: str) -> str:
    return f"{group}·合计" if group else "合计"


def _named(name: str, ratio: Ratio) -> list[tuple[Node, str]]:
    return [(ratio.over, name if ratio.under.constant == 1 else f"{name}·分子"), (ratio.under, f"{name}·分母")]
