"""Policies on disk in, a report out: all their cases and scenarios. What is wrong with a policy is a finding of its report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from compiler.meaning.interpret import Unit
from compiler.pipeline import Compiled
from dsl.diagnostics import Bag
from zhunsheng.library.policies import SCENARIOS, Loaded, load_all, read_beside, shown
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.running.cases import run_case
from zhunsheng.testkit.running.outcome import ScenarioOutcome
from zhunsheng.testkit.running.report import PolicyReport, Report
from zhunsheng.testkit.running.runner import Engine
from zhunsheng.testkit.running.scenario import run_scenario
from zhunsheng.testkit.scenarios.reading import read_scenarios


def run_policies(paths: Iterable[Path | str], keyword: str = "", engine: Engine | str = Engine.BOTH) -> Report:
    """Run the cases of policies (folders, policy files, or folders of policies).

    ``keyword`` keeps the cases in whose policy, clause or title it occurs.
    """
    loaded = {each.path.absolute(): each for path in paths for each in load_all(path)}
    return Report(tuple(run_loaded(each, keyword, engine) for each in loaded.values()))


def run_loaded(loaded: Loaded, keyword: str = "", engine: Engine | str = Engine.BOTH) -> PolicyReport:
    """Run the cases of one policy as it was read."""
    file = shown(loaded.path)
    compiled = loaded.compile()
    if compiled is None:
        return PolicyReport(loaded.slug, file, (), loaded.findings)
    cases, bag = read_cases(compiled)
    chosen = [case for case in cases if keyword in f"{loaded.slug}::{case.name}"]
    outcomes = tuple(run_case(compiled, case, engine) for case in chosen)
    scenarios, wrong = _scenarios(loaded, compiled, keyword, engine)
    return PolicyReport(loaded.slug, file, outcomes, (*compiled.bag, *bag, *wrong), scenarios)


def units_of_scenarios(loaded: Loaded, compiled: Compiled) -> dict[str, Unit]:
    """Return the units of the scenarios beside a policy that can be read, by title; what is wrong with others is for ``test`` to say."""
    source = read_beside(loaded, SCENARIOS, Bag())
    return {} if source is None else {each.title: each.unit for each in read_scenarios(compiled, source)[0]}


def _scenarios(
    loaded: Loaded, compiled: Compiled, keyword: str, engine: Engine | str
) -> tuple[tuple[ScenarioOutcome, ...], Bag]:
    """Run the scenarios beside a policy, if there are any."""
    bag = Bag()
    source = read_beside(loaded, SCENARIOS, bag)
    if source is None:
        return (), bag
    scenarios, wrong = read_scenarios(compiled, source)
    chosen = [each for each in scenarios if keyword in f"{loaded.slug}::{each.title}"]
    return tuple(run_scenario(compiled, each, engine) for each in chosen), Bag([*bag, *wrong])
