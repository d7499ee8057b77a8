"""The interpreter on a case: Core in, ``Got`` out. Only the part of the policy that the case measures is scored."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from compiler import core
from compiler.explain.behind import told
from compiler.explain.effects import explain_measure
from compiler.gate.checker import Fault
from compiler.gate.declared import gate_of
from compiler.meaning.dependencies import results_read
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World
from compiler.meaning.result import ClauseResult, Outcome, Points, Result
from compiler.meaning.scoring import score, score_clause
from zhunsheng.engine.numbers import show_points
from zhunsheng.testkit.cases.expected import Measured, State
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.scopes import clause_of, item_of, part
from zhunsheng.testkit.running.got import Got

REST = "各档均不符合，不加不扣"


@define
class Interpreter:
    """Runs cases of one policy; remembers the parts it was cut into."""

    policy: core.Policy
    parts: dict[tuple[Measured, str], core.Policy] = field(factory=dict)
    around: dict[str, tuple[core.Group | None, bool]] = field(
        factory=dict
    )  # the item of a clause; whether it reads results
    bounded: frozenset[str] = field(init=False)  # facts that have a declared range

    def __attrs_post_init__(self) -> None:
        """Look up once which facts have a range of their own."""
        facts = (fact for fact in self.policy.facts if fact.role is core.Role.FACT and fact.type.numeric)
        self.bounded = frozenset(fact.name for fact in facts if (fact.low, fact.high) != fact.type.domain)

    def part(self, case: Case, measured: Measured) -> core.Policy:
        """Return the part of the policy that a case measures."""
        key = measured, {Measured.CLAUSE: case.clause, Measured.ITEM: case.item}.get(measured, "")
        if key not in self.parts:
            self.parts[key] = part(self.policy, measured, case.clause, case.item)
        return self.parts[key]

    def run(self, case: Case, measured: Measured) -> Got:
        """Score what the case measures; facts that the gate does not let in are refused, as they are everywhere."""
        faults = self._faults(case.unit)
        if faults:
            return Got(state=State.REFUSED, says=tuple(f"拒收：{name}{said}" for _, name, said in faults))
        if measured is Measured.CLAUSE:
            return self.clause(case)
        cut = self.part(case, measured)
        result = score(cut, case.unit)
        return _got(cut, case.unit, _points(result, case, measured), result.clauses, _more(result))

    def _faults(self, unit: Unit) -> list[Fault]:
        """What the gate says of the facts of a case; what is no value at all was not read as one."""
        gate = gate_of(self.policy)
        found = gate.between(unit.facts, unit.kind)
        for name in self.bounded & unit.facts.keys():
            value = unit.facts[name]
            code, said = ("", "") if value is None else gate.facts[name].own(value)[1:]
            found += [(code, name, said)] if code else []
        return found

    def clause(self, case: Case) -> Got:
        """Score the one clause of the case."""
        clause = clause_of(self.policy, case.clause)
        if clause is None:
            raise ValueError(f"no clause {case.clause}")
        if clause.id not in self.around:
            self.around[clause.id] = item_of(self.policy, clause.id), bool(results_read(clause, self.policy))
        item, reads = self.around[clause.id]
        cut = self.part(case, Measured.CLAUSE)
        whole = score(cut, case.unit).clause(clause.id) if reads else None
        result = whole or score_clause(clause, World(self.policy, case.unit), item)
        return _got(cut, case.unit, result.points, (result,))


def _points(result: Result, case: Case, measured: Measured) -> Points:
    if measured is Measured.TOTAL:
        return result.total
    return next(group.points for group in result.groups if group.group == case.item)


def _more(result: Result) -> tuple[str, ...]:
    return tuple(f"一票否决（{clause}）" for clause in result.vetoes)


def _got(
    policy: core.Policy, unit: Unit, points: Points, results: tuple[ClauseResult, ...], more: tuple[str, ...] = ()
) -> Got:
    outcomes = {result.outcome for result in results}
    state = None
    if Outcome.UNDEFINED in outcomes:
        state = State.UNDEFINED
    elif outcomes == {Outcome.NOT_APPLICABLE}:
        state = State.NOT_APPLICABLE
    return Got(
        points,
        state,
        ranged=Outcome.RANGE in outcomes or (state is None and points.exact is None),
        says=(*(line for result in results for line in _says(policy, unit, result, named=len(results) > 1)), *more),
        consequences=tuple(text for result in results for text in result.consequences),
        duties=tuple(answer for result in results for _, answer in result.duties),
    )


def _says(policy: core.Policy, unit: Unit, result: ClauseResult, *, named: bool) -> Iterator[str]:
    """Yield what a clause did, in the words of its branches."""
    clause = clause_of(policy, result.clause)
    assert clause is not None
    head = f"{clause.id}：" if named else ""
    if result.outcome is Outcome.NOT_APPLICABLE:
        yield f"{head}不适用于这个对象"
    elif result.zeroed and clause.zeroed is not None:
        yield head + "，".join([*told(clause.zeroed, World(policy, unit)), "此项不记分"])
    else:
        for effect, given in zip(clause.effects, result.effects, strict=False):
            taken = [REST if index < 0 else effect.branches[index].says for index in given.branches]
            measure = explain_measure(effect, World(policy, unit))
            looked_at = f"{measure['name']} {measure['says']}：" if measure else ""
            yield f"{head}{looked_at}{' 或 '.join(taken)}"
        yield from (head + line for line in _besides(result))


def _besides(result: ClauseResult) -> Iterator[str]:
    if result.missing:
        yield f"未给出{'、'.join(result.missing)}"
    if result.note:
        yield result.note
    if result.raw != result.points:
        yield f"封顶或取舍之前为 {show_points(result.raw)} 分"
