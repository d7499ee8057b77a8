"""The outcomes of many policies, for a terminal and for programs."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from dsl.diagnostics import Diagnostic, Severity
from zhunsheng.testkit.outcome import Outcome

VERSION = 1
CHECK = "检查"  # the test that a policy and its case tables have no error


@frozen
class PolicyReport:
    """The cases of one policy; ``findings`` is what is wrong with the policy or its case tables."""

    slug: str
    file: str
    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

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
    def passed(self) -> int:
        """How many cases passed."""
        return sum(outcome.passed for outcome in self.outcomes)

    @property
    def failed(self) -> int:
        """How many cases failed, and how many policies have errors."""
        cases = sum(not outcome.passed for outcome in self.outcomes)
        return cases + sum(bool(policy.errors) for policy in self.policies)

    @property
    def errors(self) -> int:
        """How many errors the policies and their case tables have."""
        return sum(len(policy.errors) for policy in self.policies)

    def render_text(self) -> str:
        """Return what failed, with the reason, and one line a policy."""
        blocks = [_policy(policy) for policy in self.policies]
        tail = f"{self.errors} 个错误，" if self.errors else ""
        return "\n".join([*blocks, f"合计：{tail}{_counts(self.outcomes)}"]) + "\n"

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
                    "diagnostics": [diagnostic(each) for each in policy.findings],
                }
                for policy in self.policies
            ],
        }


def _policy(policy: PolicyReport) -> str:
    from zhunsheng.report.terminal import render

    told = [render(policy.findings)] if policy.findings else []
    told += [f"{outcome.explanation()}\n" for outcome in policy.outcomes if not outcome.passed]
    error = f"{len(policy.errors)} 个错误，" if policy.errors else ""
    return "\n".join([*told, f"{policy.slug}：{error}{_counts(policy.outcomes)}"])


def _counts(outcomes: tuple[Outcome, ...]) -> str:
    failed = sum(not outcome.passed for outcome in outcomes)
    passed = f"{len(outcomes) - failed} 个案例通过"
    return f"{passed}，{failed} 个不符" if failed else passed
