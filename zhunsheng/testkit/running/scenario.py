"""A scenario against the engines: Core and a unit in, what came out otherwise than worked out by hand.

The interpreter decides; the generated Python must give the same whole result, heading by heading and clause by clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from compiler import core
from compiler.meaning.scoring import score
from compiler.pipeline import Compiled
from compiler.testing.agreement import shown
from zhunsheng.engine.numbers import show
from zhunsheng.testkit.running.generated import Module, Refused, absent_facts, any_value
from zhunsheng.testkit.running.outcome import Difference, ScenarioOutcome
from zhunsheng.testkit.running.runner import NAMES, Engine, runner
from zhunsheng.testkit.scenarios.model import BAND, CONSEQUENCES, TOTAL, Line, Scenario

Whole = Mapping[str, Any]
STOPPED = "stopped"  # the key under which a module that gave no result says why


def run_scenario(compiled: Compiled, scenario: Scenario, engine: Engine | str = Engine.BOTH) -> ScenarioOutcome:
    """Run one scenario of a policy that compiled; ValueError if it did not."""
    policy = compiled.policy
    if policy is None:
        raise ValueError("the policy did not compile")
    engine = Engine(engine)
    module = runner(policy).module
    got = computed(module, policy, scenario) if engine is Engine.PYTHON else shown(score(policy, scenario.unit))
    name = NAMES.get(engine, NAMES[Engine.INTERPRETER])
    found: list[tuple[Line | None, Difference]] = [*_compare(scenario.lines, got, name, policy)]
    if engine is Engine.BOTH:
        found += [(None, each) for each in _disagreements(computed(module, policy, scenario), got)]
    return ScenarioOutcome(scenario, policy.title, tuple(found))


def computed(module: Module, policy: core.Policy, scenario: Scenario) -> Whole:
    """Return what the generated module gives; it asks for all facts first, so those that do not matter get any value."""
    space = module.space(policy)
    if isinstance(space, Refused):
        return {STOPPED: f"不能生成 Python：{space.why}"}
    facts = dict(scenario.unit.facts)
    absent = (fact for fact in absent_facts(policy, facts) if fact.role is not core.Role.RESULT)
    facts |= {fact.name: any_value(fact) for fact in absent}
    try:
        result: Whole = space["_计分"](facts, scenario.unit.kind, scenario.unit.name)
    except Exception as error:  # whatever the generated code does wrong is a failed scenario, never a traceback
        return {STOPPED: f"没有给出结果（{type(error).__name__}：{error}）"}
    return result


def _compare(
    lines: tuple[Line, ...], got: Whole, engine: str, policy: core.Policy
) -> Iterator[tuple[Line | None, Difference]]:
    if STOPPED in got:
        yield None, Difference("结果", engine, "确定的分", str(got[STOPPED]))
        return
    for line in lines:
        given = _given(line, got)
        if line.what != CONSEQUENCES and given != line.expected:
            yield line, Difference(_called(line), engine, _said(line.expected), _said(given))
    # A whole result has one list of consequences, in the order of the clauses.
    said = {line.place: line.expected for line in lines if line.what == CONSEQUENCES}
    wanted = [text for clause in policy.clauses() for text in _texts(said.get(clause.id, ()))]
    if wanted != list(got["consequences"]):
        first = next((line for line in lines if line.what == CONSEQUENCES), None)
        yield first, Difference(CONSEQUENCES, engine, _said(tuple(wanted)), _said(tuple(got["consequences"])))


def _given(line: Line, got: Whole) -> object:
    """Return what an engine gave for a line."""
    match line.what:
        case "合规":
            return tuple(answer for _, answer in got["duties"].get(line.place, ()))
        case "否决":
            return line.place in got["vetoes"]
        case "等次":
            return got["grade"]
        case _ if not line.place:
            return got["total"]
        case _:
            return got["groups"].get(line.place, got["clauses"].get(line.place))


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _called(line: Line) -> str:
    return line.label if line.label in (TOTAL, BAND) else f"{line.label}的{line.what}"


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | Fraction):
        return show(value)
    if isinstance(value, tuple):
        return "；".join(value) or "无"
    return str(value) if value is not None else "不能确定"


def _disagreements(module: Whole, judge: Whole) -> Iterator[Difference]:
    """Compare the whole results, also where the scenario says nothing."""
    name = NAMES[Engine.PYTHON]
    if STOPPED in module:
        yield Difference("两个引擎须一致：结果", name, "确定的分", str(module[STOPPED]))
        return
    for key, value in judge.items():
        if module[key] != value:
            yield Difference(f"两个引擎须一致：{key}", name, f"{value!r}（解释器）", f"{module[key]!r}")
