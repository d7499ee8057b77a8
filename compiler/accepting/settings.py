"""What a policy says about its own findings: 检查 sets the severity of a code, 接受 takes one finding of one clause with a reason.

In: the front matter. Out: ``Settings``, whose ``settle`` the bag asks about every finding. A finding without which a score would
have no single meaning (two tiers at once, numbers that differ from the official sentence …) can be neither turned off nor accepted:
only the codes of ``compiler/analysis/checks`` can. Those of them that are errors can be lowered to a warning, not below.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from attrs import define, evolve, field, frozen

from compiler.analysis.checks import SETTLED
from compiler.problems import settings as problems
from dsl.diagnostics import Bag, Diagnostic, Severity
from dsl.documents.front_matter import Value
from dsl.documents.policy_file import Document
from dsl.nodes import Node

LEVELS = {"错误": Severity.ERROR, "警告": Severity.WARNING, "提示": Severity.NOTE, "关": None}


@frozen(repr=False, eq=False)
class Acceptance(Node):
    """A finding that the policy takes as it is: code, clause ("" = outside every clause), and why."""

    code: str
    clause: str
    reason: Value


@frozen(repr=False, eq=False)
class Accepted(Node):
    """A finding that was accepted."""

    found: Diagnostic
    clause: str
    reason: str


@define(repr=False, eq=False)
class Settings:
    """The severities and acceptances of one policy, and what has been accepted so far."""

    document: Document
    levels: dict[str, Severity | None] = field(factory=dict)
    acceptances: dict[tuple[str, str], Acceptance] = field(factory=dict)
    accepted: list[Accepted] = field(factory=list)
    _starts: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Remember where the clauses begin."""
        self._starts = [section.heading.start for section in self.document.sections]

    def settle(self, found: Diagnostic) -> Diagnostic | None:
        """Return a finding as the policy wants it; None where it is turned off or accepted."""
        clause = found.clause or self.clause_at(found)
        if found.code not in SETTLED:
            return evolve(found, clause=clause)
        acceptance = self.acceptances.get((found.code, clause))
        if acceptance is not None:
            self.accepted.append(Accepted(found, clause, acceptance.reason.text))
            return None
        severity = self.levels.get(found.code, found.severity)
        return None if severity is None else evolve(found, severity=severity, clause=clause)

    def clause_at(self, found: Diagnostic) -> str:
        """Return the id of the clause in which a finding lies; empty where it lies in none."""
        if found.primary is None or found.primary.source is not self.document.source:
            return ""
        place = bisect_right(self._starts, found.primary.span.start) - 1
        return self.document.sections[place].id if place >= 0 else ""

    def idle(self) -> Iterator[Diagnostic]:
        """Yield the acceptances that accepted nothing, once everything has been looked for."""
        used = {(each.found.code, each.clause) for each in self.accepted}
        for key, acceptance in self.acceptances.items():
            if key not in used:
                yield problems.idle(self.document.source, acceptance.reason.span, acceptance.code, acceptance.clause)


def read_settings(document: Document, bag: Bag) -> Settings:
    """Read 检查 and 接受; what is wrong with them is reported and left out."""
    settings = Settings(document)
    clauses = {section.id for section in document.sections}
    for (parent, key), value in document.front.nested.items():
        if parent == "检查":
            _level(key, value, settings, bag)
        elif parent == "接受":
            _acceptance(key, value, clauses, settings, bag)
    return settings


def _level(key: str, value: Value, settings: Settings, bag: Bag) -> None:
    source = settings.document.source
    code = _code(key)
    if code is None:
        bag.add(problems.unknown_code(source, value.span, key))
    elif value.text not in LEVELS:
        bag.add(problems.unknown_level(source, value.span, value.text, tuple(LEVELS)))
    elif code.startswith("E") and LEVELS[value.text] not in (Severity.ERROR, Severity.WARNING):
        bag.add(problems.kept_level(source, value.span, code))
    else:
        settings.levels[code] = LEVELS[value.text]


def _acceptance(key: str, value: Value, clauses: set[str], settings: Settings, bag: Bag) -> None:
    source = settings.document.source
    written, _, clause = key.partition(" ")
    code = _code(written)
    clause, value = _split(clause.strip(), value, clauses)
    if code is None:
        bag.add(problems.unknown_code(source, value.span, written))
    elif clause and clause not in clauses:
        bag.add(problems.unknown_clause(source, value.span, clause, sorted(clauses)))
    elif not value.text:
        bag.add(problems.no_reason(source, settings.document.front.values["接受"].span, code, clause))
    else:
        settings.acceptances[code, clause] = Acceptance(code, clause, value)


def _split(clause: str, value: Value, clauses: set[str]) -> tuple[str, Value]:
    """Return clause and reason where the path of the clause holds a colon itself, and was cut there."""
    if clause in clauses:
        return clause, value
    full = f"{clause}：{value.text}"
    plain = full.replace(":", "：")
    known = [each for each in clauses if plain.startswith(f"{each.replace(':', '：')}：")]
    if not known:
        return clause, value
    found = max(known, key=len)
    return found, evolve(value, text=full[len(found) + 1 :].strip())


def _code(written: str) -> str | None:
    """Return the code that is meant: W410-tier-hole, or W410 for short; None where no check has it."""
    return next((code for code in SETTLED if written in (code, code.partition("-")[0])), None)
