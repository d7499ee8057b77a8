"""The generated Python module on a case: the published functions of the clauses, run as ``score`` runs them.

The module is made and executed once per policy. Its ``score`` wants the facts of every clause, and a case gives only
those of its own; so for 得分 and 本项得分 a second one is generated from the part of the policy that the case
measures, and it calls the functions of the one module. Whom a clause concerns, 此项不记分 and the floors of items are
thus tested as generated, too.

Where the interpreter can score a unit although a fact is missing, that fact does not matter; the module asks for all
facts first, so it gets any value for it; such a value need not stand with the others, so the gate of the module is not asked.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from attrs import define, field, frozen

from compiler import core
from compiler.backends.python import emit
from compiler.backends.python.text.words import words_of
from compiler.core.walk import facts_in
from compiler.meaning.interpret import Value
from compiler.meaning.result import Points
from dsl.diagnostics import Bag
from dsl.types import Kind
from zhunsheng.testkit.cases.expected import Measured
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.scopes import policy_nodes
from zhunsheng.testkit.running.got import MISSING, NO_VALUE, Got
from zhunsheng.testkit.running.interpreted import Interpreter

Namespace = dict[str, Any]
REFUSED = "refused"
CRASHED = "crashed"


@frozen
class Refused:
    """The backend cannot express the policy, and why."""

    why: str


@define
class Module:
    """The generated module of one policy; ``judge`` is the interpreter of the same policy."""

    judge: Interpreter
    spaces: dict[int, Namespace | Refused] = field(factory=dict)

    def run(self, case: Case, measured: Measured) -> Got:
        """Score what the case measures."""
        cut = self.judge.part(case, measured)
        space = self.space(cut)
        if isinstance(space, Refused):
            return Got(stopped=REFUSED, why=f"不能生成 Python：{space.why}")
        facts, certain = dict(case.unit.facts), True
        if not self.judge.run(case, measured).ranged:
            absent = absent_facts(cut, facts)
            facts |= {fact.name: any_value(fact) for fact in absent}
            certain = not absent
        try:
            result = space["_计分"](facts, case.unit.kind, case.unit.name)
        except Exception as error:  # whatever the generated code does wrong is a failed case, never a traceback
            return _stopped(error)
        return _got(result, cut, case, measured, certain)

    def space(self, cut: core.Policy) -> Namespace | Refused:
        """Return the names of the module for a part of the policy; the whole policy is a part, too."""
        if id(cut) not in self.spaces:
            self.spaces[id(cut)] = self.whole(cut) if cut is self.judge.policy else self.shared(cut)
        return self.spaces[id(cut)]

    def whole(self, policy: core.Policy) -> Namespace | Refused:
        """Generate and execute a module."""
        bag = Bag()
        made = emit(policy, bag)
        if not made:
            return Refused("；".join(found.message for found in bag))
        space: Namespace = {"__name__": "generated"}
        exec(compile(made[0].text, made[0].path, "exec"), space)  # noqa: S102  # our own text, made a moment ago
        return space

    def shared(self, cut: core.Policy) -> Namespace | Refused:
        """Return a module of a part of the policy that calls the clause functions of the whole."""
        whole, own = self.space(self.judge.policy), self.whole(cut)
        if isinstance(whole, Refused) or isinstance(own, Refused):
            return whole if isinstance(whole, Refused) else own
        names, own_names = words_of(self.judge.policy).clauses, words_of(cut).clauses
        return own | {own_names[each.id]: whole[names[each.id]] for each in cut.clauses() if each.effects}


def absent_facts(cut: core.Policy, facts: dict[str, Value]) -> list[core.Fact]:
    """Return the facts that a part of a policy reads and a case does not give."""
    read = {name for node in policy_nodes(cut) for name in facts_in(node)}
    return [
        fact
        for fact in cut.facts
        if fact.role is not core.Role.RESULT
        and fact.name in read
        and (fact.name not in facts or (facts[fact.name] is None and not fact.optional))
    ]


def any_value(fact: core.Fact) -> Value:
    """Return some value of a fact's type, within its bounds."""
    match fact.type.kind:
        case Kind.FLAG:
            return False
        case Kind.DATE:
            return date(2000, 1, 3)
        case Kind.GRADE | Kind.CATEGORY:
            return fact.type.members[0] if fact.type.members else ""
    # Not 0, so that nobody divides by it.
    value = max(Fraction(1), fact.low) if fact.low is not None else Fraction(1)
    value = value if fact.high is None else min(value, fact.high)
    return int(value) if fact.type.whole else value


def _stopped(error: Exception) -> Got:
    name = type(error).__name__
    if name == MISSING or name in NO_VALUE:
        return Got(stopped=name, why=f"停下：{error}")
    return Got(stopped=CRASHED, why=f"生成的模块出错（{name}：{error}）")


def _got(result: dict[str, Any], cut: core.Policy, case: Case, measured: Measured, certain: bool) -> Got:
    points = {
        Measured.CLAUSE: result["clauses"].get(case.clause),
        Measured.ITEM: result["groups"].get(case.item),
        Measured.TOTAL: result["total"],
    }[measured]
    duties = (answer for clause in cut.clauses() for _, answer in result["duties"].get(clause.id, ()))
    return Got(
        Points.exactly(points), certain=certain, consequences=tuple(result["consequences"]), duties=tuple(duties)
    )
