"""Golden cases against the engines: the interpreter decides, and the generated Python must agree with it.

Comparison is exact. Everything that can go wrong becomes an ``Outcome`` or a diagnostic; nothing is raised for what is
wrong with a policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from compiler import core
from compiler.pipeline import Compiled
from dsl.diagnostics import Bag
from zhunsheng.testkit.cases.expected import Expected, Measured
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.cases.scopes import clause_of
from zhunsheng.testkit.running.generated import Module
from zhunsheng.testkit.running.got import Got, agrees, meets, module_meets
from zhunsheng.testkit.running.interpreted import Interpreter
from zhunsheng.testkit.running.outcome import Difference, Outcome
from zhunsheng.testkit.running.report import PolicyReport, Report

if TYPE_CHECKING:
    from zhunsheng.library.policies import Loaded
    from zhunsheng.testkit.running.scenario import ScenarioOutcome


class Engine(StrEnum):
    """Who scores the cases."""

    INTERPRETER = "interpreter"
    PYTHON = "python"
    BOTH = "both"


NAMES = {Engine.INTERPRETER: "解释器", Engine.PYTHON: "生成的 Python "}


@define
class Runner:
    """Runs the cases of one policy."""

    policy: core.Policy
    interpreter: Interpreter = field(init=False)
    module: Module = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Set up both engines; the module is generated when it is first asked for."""
        self.interpreter = Interpreter(self.policy)
        self.module = Module(self.interpreter)

    def run(self, case: Case, engine: Engine) -> tuple[tuple[tuple[Measured, Got], ...], tuple[Difference, ...]]:
        """Return what came out, and every difference."""
        found: list[tuple[Measured, Got]] = []
        wrong: list[Difference] = []
        measured: tuple[tuple[Measured, Expected | None], ...] = case.expected or ((Measured.CLAUSE, None),)
        for what, expected in measured:
            judged = self.interpreter.run(case, what)
            # Only the interpreter knows which branch it took.
            got = evolve(self.module.run(case, what), says=judged.says) if engine is Engine.PYTHON else judged
            found.append((what, got))
            wrong += _compare(case, what, expected, got, engine)
            if engine is Engine.BOTH:
                wrong += _disagreement(what, self.module.run(case, what), got)
        return tuple(found), tuple(dict.fromkeys(wrong))


def _compare(case: Case, what: Measured, expected: Expected | None, got: Got, engine: Engine) -> Iterable[Difference]:
    name = NAMES.get(engine, NAMES[Engine.INTERPRETER])
    fits = module_meets if engine is Engine.PYTHON else meets
    if expected is not None and not fits(got, expected):
        yield Difference(what, name, str(expected), str(got))
    # A module that stopped, or was helped along, has not said what follows.
    if got.stopped or not got.certain:
        return
    for column, wanted, given in (("后果", case.consequences, got.consequences), ("合规", case.duties, got.duties)):
        if wanted is not None and wanted != given and (column == "合规" or set(wanted) != set(given)):
            yield Difference(column, name, "、".join(wanted) or "无", "、".join(given) or "无")


def _disagreement(what: Measured, module: Got, judge: Got) -> Iterable[Difference]:
    if agrees(module, judge):
        return
    same = not module.stopped and module.points == judge.points
    shown = [_fully(each) if same else str(each) for each in (judge, module)]
    yield Difference(f"两个引擎须一致：{what}", NAMES[Engine.PYTHON], f"{shown[0]}（解释器）", shown[1])


def _fully(got: Got) -> str:
    """Return a result with what follows from it: two results with the same points may differ there."""
    return f"{got}（{'、'.join([*got.consequences, *got.duties]) or '无后果'}）"


# A policy keeps its runner, so that its module is generated once. Kept by identity: a policy may differ from another
# one of the same file by a single number (mutation). A runner holds its policy, so no other can get its identity.
_RUNNERS: dict[int, Runner] = {}
_KEPT = 16


def runner(policy: core.Policy) -> Runner:
    """Return the runner of a policy."""
    key = id(policy)
    if key not in _RUNNERS:
        if len(_RUNNERS) >= _KEPT:
            del _RUNNERS[next(iter(_RUNNERS))]
        _RUNNERS[key] = Runner(policy)
    return _RUNNERS[key]


def run_case(compiled: Compiled, case: Case, engine: Engine | str = Engine.BOTH) -> Outcome:
    """Run one case of a policy that compiled; ValueError if it did not."""
    policy = compiled.policy
    if policy is None:
        raise ValueError("the policy did not compile")
    found, wrong = runner(policy).run(case, Engine(engine))
    clause = clause_of(policy, case.clause)
    return Outcome(
        case,
        policy.title,
        clause.title if clause is not None else "",
        clause.quote if clause is not None else "",
        tuple((what, str(expected)) for what, expected in case.expected),
        tuple((what, str(got)) for what, got in found),
        tuple(line for _, got in found for line in got.says),
        wrong,
    )


def run_policies(paths: Iterable[Path | str], keyword: str = "", engine: Engine | str = Engine.BOTH) -> Report:
    """Run the cases of policies (folders, policy files, or folders of policies).

    ``keyword`` keeps the cases in whose policy, clause or title it occurs.
    """
    from zhunsheng.library import policies

    loaded = {each.path.absolute(): each for path in paths for each in policies.load_all(path)}
    return Report(tuple(run_loaded(each, keyword, engine) for each in loaded.values()))


def run_loaded(loaded: Loaded, keyword: str = "", engine: Engine | str = Engine.BOTH) -> PolicyReport:
    """Run the cases of one policy as it was read."""
    from zhunsheng.library.policies import shown

    file = shown(loaded.path)
    compiled = loaded.compile()
    if compiled is None:
        return PolicyReport(loaded.slug, file, (), loaded.findings)
    cases, bag = read_cases(compiled)
    chosen = [case for case in cases if keyword in f"{loaded.slug}::{case.name}"]
    outcomes = tuple(run_case(compiled, case, engine) for case in chosen)
    scenarios, wrong = _scenarios(loaded, compiled, keyword, engine)
    return PolicyReport(loaded.slug, file, outcomes, (*compiled.bag, *bag, *wrong), scenarios)


def _scenarios(
    loaded: Loaded, compiled: Compiled, keyword: str, engine: Engine | str
) -> tuple[tuple[ScenarioOutcome, ...], Bag]:
    """Run the scenarios beside a policy, if there are any."""
    from zhunsheng.library.policies import SCENARIOS, read_beside
    from zhunsheng.testkit.running.scenario import run_scenario
    from zhunsheng.testkit.scenarios.reading import read_scenarios

    bag = Bag()
    source = read_beside(loaded, SCENARIOS, bag)
    if source is None:
        return (), bag
    scenarios, wrong = read_scenarios(compiled, source)
    chosen = [each for each in scenarios if keyword in f"{loaded.slug}::{each.title}"]
    return tuple(run_scenario(compiled, each, engine) for each in chosen), Bag([*bag, *wrong])
