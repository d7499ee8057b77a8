"""What became of a case or a scenario, and how that is told to a person."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.scenarios.model import Line, Scenario


@frozen
class Difference:
    """One thing that came out otherwise than expected: what, by which engine, and both sides."""

    what: str
    engine: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.what}应为 {self.expected}，{self.engine}得出 {self.got}"


@frozen
class Outcome:
    """The outcome of one case; without differences it passed."""

    case: Case
    title: str  # of the policy
    heading: str  # of the clause
    quote: str
    expected: tuple[tuple[str, str], ...]
    got: tuple[tuple[str, str], ...]
    says: tuple[str, ...]
    differences: tuple[Difference, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything came out exactly as expected."""
        return not self.differences

    def explanation(self) -> str:
        """Return why a case failed: place, policy, clause, facts, both sides, the branch and the official sentence."""
        case = self.case
        kind = f"（{case.unit.kind}）" if case.unit.kind else ""
        facts = "，".join(f"{name} {text}" for name, text in case.written)
        lines = [
            f"{case.place}: 案例“{case.title}”：{'；'.join(map(str, self.differences)) or '通过'}",
            f"  政策：{self.title}",
            f"  条款：{case.clause}" + (f"（{self.heading}）" if self.heading not in case.clause else ""),
            *([f"  对象：{case.unit.name}{kind}"] if case.unit.name or kind else []),
            f"  事实：{facts or '没有给出'}",
            f"  应得：{_pairs(self.expected)}",
            f"  实得：{_pairs(self.got)}",
            *(f"  适用：{line}" for line in self.says),
        ]
        quoted = " ".join(self.quote.split())
        return "\n".join([*lines, f"  原文：{quoted}"] if quoted else lines)

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as plain data."""
        case = self.case
        return {
            "policy": case.policy,
            "clause": case.clause,
            "title": case.title,
            "file": case.source.name,
            "line": case.line,
            "unit": {"name": case.unit.name, "kind": case.unit.kind},
            "facts": dict(case.written),
            "passed": self.passed,
            "expected": dict(self.expected),
            "got": dict(self.got),
            "branches": list(self.says),
            "differences": [
                {"what": each.what, "engine": each.engine, "expected": each.expected, "got": each.got}
                for each in self.differences
            ],
            "quote": self.quote,
        }


@frozen
class ScenarioOutcome:
    """The outcome of one scenario; without differences it passed."""

    scenario: Scenario
    title: str  # of the policy
    differences: tuple[tuple[Line | None, Difference], ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything came out exactly as worked out by hand."""
        return not self.differences

    def explanation(self) -> str:
        """Return why a scenario failed: each line of it that came out otherwise, with its arithmetic."""
        scenario = self.scenario
        kind = f"（{scenario.unit.kind}）" if scenario.unit.kind else ""
        lines = [
            f"{scenario.place}: 情景“{scenario.title}”：{f'{len(self.differences)} 处不符' if self.differences else '通过'}",
            f"  政策：{self.title}",
            f"  对象：{scenario.unit.name}{kind}",
            *(f"  {self.at(line)}{difference}{_sum(line)}" for line, difference in self.differences),
        ]
        return "\n".join(lines)

    def at(self, line: Line | None) -> str:
        """Return the line of the file on which a difference stands."""
        return f"第 {self.scenario.line_of(line.span)} 行，" if line is not None else ""

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as plain data."""
        scenario = self.scenario
        return {
            "policy": scenario.policy,
            "title": scenario.title,
            "file": scenario.source.name,
            "line": scenario.line_of(scenario.span),
            "unit": {"name": scenario.unit.name, "kind": scenario.unit.kind},
            "facts": dict(scenario.written),
            "passed": self.passed,
            "differences": [
                {"what": each.what, "engine": each.engine, "expected": each.expected, "got": each.got}
                for _, each in self.differences
            ],
        }


def _sum(line: Line | None) -> str:
    return f"；算式 {line.arithmetic}" if line is not None and line.arithmetic else ""


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return "，".join(f"{name} {text}" for name, text in pairs)
