"""One golden case against the engines, told as an ``Outcome``; nothing is raised for what is wrong with a policy."""

from __future__ import annotations

from compiler.pipeline import Compiled
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.scopes import clause_of
from zhunsheng.testkit.running.outcome import Outcome
from zhunsheng.testkit.running.runner import Engine, runner


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
