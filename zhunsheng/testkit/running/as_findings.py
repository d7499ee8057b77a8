"""What failed in a test run, as findings with places: for reports that know findings only (SARIF, GitHub)."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.diagnostics import Diagnostic, Label
from dsl.source import Span
from zhunsheng.testkit.cases import problems
from zhunsheng.testkit.running.report import Report


def findings(report: Report) -> Iterator[Diagnostic]:
    """Yield what is wrong with the policies, then every case and every line of a scenario that came out otherwise."""
    for policy in report.policies:
        yield from policy.findings
        for outcome in policy.outcomes:
            if not outcome.passed:
                case = outcome.case
                told = "；".join(map(str, outcome.differences))
                at = Label(case.source, case.span, f"适用：{'；'.join(outcome.says)}" if outcome.says else "")
                yield problems.case_failed(at, case.title, told, case.clause)
        for each in policy.scenarios:
            scenario = each.scenario
            for line, difference in each.differences:
                span: Span = scenario.span if line is None else line.span
                yield problems.scenario_failed(Label(scenario.source, span), scenario.title, str(difference))
