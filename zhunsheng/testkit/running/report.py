"""The outcomes of many policies, for a terminal and for programs."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from dsl.diagnostics import Diagnostic, Severity
from zhunsheng.testkit.running.outcome import Outcome, ScenarioOutcome

VERSION = 1
CHECK = "检查"  # the test that a policy and its case tables have no error


@frozen
class PolicyReport:
    """The cases and scenarios of one policy; ``findings`` is what is wrong with the policy, its tables or its scenarios."""

    slug: str
    file: str
    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    scenarios: tuple[ScenarioOutcome, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that make the policy's check fail."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)


@frozen
class Report:
    """The outcomes of all policies. A policy with errors counts as one failed test, as it does under pytest."""

    policies: tuple[PolicyReport, ...]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of all cases that ran."""
        return tuple(outcome for policy in self.policies for outcome in policy.outcomes)

    @property
    def scenarios(self) -> tuple[ScenarioOutcome, ...]:
        """The outcomes of all scenarios that ran."""
        return tuple(outcome for policy in self.policies for outcome in policy.scenarios)

    @property
    def passed(self) -> int:
        """How many cases and scenarios passed."""
        return sum(outcome.passed for outcome in self.outcomes) + sum(each.passed for each in self.scenarios)

    @property
    def failed(self) -> int:
        """How many cases and scenarios failed, and how many policies have errors."""
        failed = len(self.outcomes) + len(self.scenarios) - self.passed
        return failed + sum(bool(policy.errors) for policy in self.policies)

    @property
    def errors(self) -> int:
        """How many errors the policies and their case tables have."""
        return sum(len(policy.errors) for policy in self.policies)

    def render_text(self) -> str:
        """Return what failed, with the reason, and one line a policy."""
        blocks = [_policy(policy) for policy in self.policies]
        tail = f"{self.errors} 个错误，" if self.errors else ""
        return "\n".join([*blocks, f"合计：{tail}{_counts(self.outcomes, self.scenarios)}"]) + "\n"

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain data, version 1."""
        from zhunsheng.report.json import diagnostic

        return {
            "version": VERSION,
            "passed": self.passed,
            "failed": self.failed,
            "errors": self.errors,
            "policies": [
                {
                    "policy": policy.slug,
                    "file": policy.file,
                    "cases": [outcome.to_json() for outcome in policy.outcomes],
                    "scenarios": [outcome.to_json() for outcome in policy.scenarios],
                    "diagnostics": [diagnostic(each) for each in policy.findings],
                }
                for policy in self.policies
            ],
        }


def _policy(policy: PolicyReport) -> str:
    from zhunsheng.report.terminal import render

    told = [render(policy.findings)] if policy.findings else []
    told += [f"{outcome.explanation()}\n" for outcome in policy.outcomes if not outcome.passed]
    told += [f"{outcome.explanation()}\n" for outcome in policy.scenarios if not outcome.passed]
    error = f"{len(policy.errors)} 个错误，" if policy.errors else ""
    return "\n".join([*told, f"{policy.slug}：{error}{_counts(policy.outcomes, policy.scenarios)}"])


def _counts(outcomes: tuple[Outcome, ...], scenarios: tuple[ScenarioOutcome, ...]) -> str:
    cases = _count([each.passed for each in outcomes], "案例")
    return f"{cases}，{_count([each.passed for each in scenarios], '情景')}" if scenarios else cases


def _count(passed: list[bool], what: str) -> str:
    failed = len(passed) - sum(passed)
    says = f"{sum(passed)} 个{what}通过"
    return f"{says}，{failed} 个不符" if failed else says
