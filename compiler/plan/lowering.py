"""A policy as a plan: its clauses in the order in which they are scored, its headings, vetoes and grades (language.md §5)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import field, frozen

from compiler import core
from compiler.core.walk import clauses_of, part
from compiler.meaning.clauses import loss_of
from compiler.meaning.dependencies import in_order, results_read
from compiler.meaning.totals import items_of
from compiler.plan.admitting import admissible
from compiler.plan.build import Builder, TooWide
from compiler.plan.inputs import WIDTHS, Width, columns_of
from compiler.plan.overall import order_of, take_all
from compiler.plan.ratios import Ratios
from compiler.plan.reading import Known, Reader
from compiler.plan.tree import ClausePlan, GroupPlan, Node, Op, Plan, Ratio


def plan_of(policy: core.Policy) -> Plan | None:
    """Return the plan of a policy, made when it is first asked for; None where no width of columns keeps every step within 128 bits."""
    if Plan not in policy.kept:
        policy.kept[Plan] = _widest(policy)
    found: Plan | None = policy.kept[Plan]
    return found


def _widest(policy: core.Policy) -> Plan | None:
    for width in WIDTHS:
        try:
            return _Lowering.of(policy, width).plan()
        except TooWide:
            continue
    return None


@frozen(eq=False)
class _Lowering:
    """One attempt at one width."""

    policy: core.Policy
    build: Builder
    ratios: Ratios
    read: Reader
    items: dict[str, core.Group | None]
    clauses: dict[str, ClausePlan] = field(factory=dict)
    groups: dict[str, GroupPlan] = field(factory=dict)
    known: list[Node] = field(factory=list)

    @classmethod
    def of(cls, policy: core.Policy, width: Width) -> _Lowering:
        build = Builder(width.step)
        ratios = Ratios(build)
        columns = {column.fact: column for column in columns_of(policy, width)}
        return cls(policy, build, ratios, Reader(policy, build, ratios, columns), items_of(policy))

    def plan(self) -> Plan:
        policy = self.policy
        over_all = tuple(take_all(policy, self.read))
        for clause in in_order(policy):
            self._results(clause)
            self.clauses[clause.id] = self.clause(clause)
        for veto in policy.vetoes:
            self._results(veto)
        total = self.group(policy.root)
        vetoes = []
        for veto in policy.vetoes:
            holds, known = self.read.holds(veto.test)
            self.known.append(known)
            total = self.ratios.choose(holds, self.ratios.constant(-(veto.deduction or Fraction(0))), total)
            vetoes.append((veto.clause, holds))
        ready = self.build.all_of(self.known)
        return Plan(
            tuple(self.read.columns.values()),
            tuple(self.clauses[clause.id] for clause in policy.clauses()),
            tuple(_in_document_order(policy.root, self.groups)),
            total,
            tuple(vetoes),
            self.grade(total),
            ready,
            admissible(policy, self.read),
            tuple(self.read.tables.items()),
            over_all,
            self._places(total, ready),
        )

    def _places(self, total: Ratio, ready: Node) -> tuple[Node, ...]:
        build = self.build
        under = total.under
        if under.constant is None:
            under = build.greatest(build.choose(ready, under, build.number(1)), build.number(1))
        try:
            return order_of(build, Ratio(build.choose(ready, total.over, build.number(0)), under), high_first=True)
        except TooWide:
            return ()

    def _results(self, reader: core.Clause | core.Veto) -> None:
        """Make what other clauses and headings give known to a clause or a veto that reads it."""
        for fact in results_read(reader, self.policy):
            node = part(self.policy, fact.result_of)
            if isinstance(node, core.Clause):
                self.read.results[fact.name] = self.clauses[node.id].points
            else:
                self.read.results[fact.name] = self.ratios.constant(0) if node is None else self.group(node)

    # ------------------------------------------------------------------------------------------------------- clauses

    def clause(self, clause: core.Clause) -> ClausePlan:
        """Return the columns of a clause."""
        build, ratios = self.build, self.ratios
        applies, known = self.read.holds(clause.applies)
        zeroed, known_zeroed = build.false, build.true
        if clause.zeroed is not None:
            zeroed, known_zeroed = self.read.holds(clause.zeroed)
        effects = [self.effect(effect) for effect in clause.effects]
        points = self._combined([points for (points, _), _ in effects], clause.pick)
        if clause.rounding is not None:
            points = ratios.rounded(points, *clause.rounding)
        points = ratios.held(points, clause.lowest, clause.highest)
        points = ratios.choose(zeroed, self._loss(self.items[clause.id]), points)
        told = build.all_of(known_effect for (_, known_effect), _ in effects)
        told = build.all_of([known_zeroed, build.any_of([zeroed, told])])
        self.known.append(build.all_of([known, build.any_of([build.negate(applies), told])]))
        following = []
        for each in clause.consequences:
            holds, known_holds = self.read.holds(each.test)
            self.known.append(build.any_of([build.negate(applies), known_holds]))
            following.append((each.text, build.all_of([applies, holds])))
        return ClausePlan(
            clause.id,
            ratios.choose(applies, points, ratios.constant(0)),
            applies,
            build.all_of([applies, zeroed]),
            tuple(branch for _, branch in effects),
            tuple(following),
        )

    def effect(self, effect: core.Effect) -> tuple[Known, Node]:
        """Return the points of an effect, whether they have a value, and the branch that gives them."""
        build, ratios = self.build, self.ratios
        points, known, taken = ratios.constant(0), build.true, build.number(-1)
        for index, branch in reversed(tuple(enumerate(effect.branches))):
            holds, known_test = self.read.holds(branch.test)
            given, known_points = self.read.number(branch.points)
            points = ratios.choose(holds, given, points)
            known = build.all_of([known_test, build.choose(holds, known_points, known)])
            taken = build.choose(holds, build.number(index), taken)
        return (points, known), taken

    def _combined(self, points: list[Ratio], pick: core.Pick) -> Ratio:
        if pick is core.Pick.SUM:
            return self.ratios.total(points)
        zero = self.ratios.constant(0)
        most, least = zero, zero
        for each in points:
            most, least = self.ratios.greatest(most, each), self.ratios.least(least, each)
        return self.ratios.add(most, least)

    def _loss(self, item: core.Group | None) -> Ratio:
        return self._by_kind(lambda kind: self.ratios.constant(loss_of(item, kind).exact or 0))

    # ------------------------------------------------------------------------------------------------------- headings

    def group(self, group: core.Group) -> Ratio:
        """Return what a heading gives; made once."""
        found = self.groups.get(group.id)
        if found is None:
            parts = [
                self.clauses[child.id].points if isinstance(child, core.Clause) else self.group(child)
                for child in group.children
            ]
            together = self.ratios.total(parts)
            zeroed = self.build.any_of(
                self.clauses[clause.id].zeroed for clause in (clauses_of(group) if group.is_item else ())
            )
            points = self._by_kind(lambda kind: self._points(group, group.points_for(kind), together, zeroed))
            found = self.groups[group.id] = GroupPlan(group.id, points)
        return found.points

    def _points(self, group: core.Group, full: Fraction | None, together: Ratio, zeroed: Node) -> Ratio:
        """As ``meaning.totals.group_points``."""
        ratios = self.ratios
        points = ratios.held(together, group.lowest, group.highest)
        if full is not None and group.outside:
            return ratios.held(points, -full, full)
        if full is None or not group.is_item:
            return points
        if group.start is core.Start.FULL:
            points = ratios.add(points, ratios.constant(full))
        return ratios.choose(zeroed, ratios.constant(0), ratios.held(points, Fraction(0), full))

    def _by_kind(self, of: Callable[[str], Ratio]) -> Ratio:
        """Return what depends on the kind of unit; kinds that agree stand together."""
        kinds = self.policy.kinds or tuple(dict.fromkeys(roster.kind for roster in self.policy.rosters))
        found = of("")
        by_value: dict[Ratio, list[str]] = {}
        for kind in kinds:
            made = of(kind)
            same = next((each for each in by_value if each.over is made.over and each.under is made.under), made)
            by_value.setdefault(same, []).append(kind)
        for value, of_it in by_value.items():
            if value.over is not found.over or value.under is not found.under:
                found = self.ratios.choose(self.build.make(Op.OF_KIND, value=tuple(of_it)), value, found)
        return found

    def grade(self, total: Ratio) -> Node:
        """Return the index of the grade of a total."""
        build, ratios = self.build, self.ratios
        grade = build.number(-1)
        for index, band in reversed(tuple(enumerate(self.policy.bands))):
            holds = ratios.compare(total, band.op, ratios.constant(band.points))
            if band.to is not None:
                holds = build.all_of([holds, ratios.compare(total, core.Op.LE, ratios.constant(band.to))])
            grade = build.choose(holds, build.number(index), grade)
        return grade


def _in_document_order(group: core.Group, made: dict[str, GroupPlan]) -> list[GroupPlan]:
    below = [
        each for child in group.children if isinstance(child, core.Group) for each in _in_document_order(child, made)
    ]
    return [made[group.id], *below]
