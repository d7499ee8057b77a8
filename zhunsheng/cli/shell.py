"""What a command says and how it ends: findings, a text or a JSON document, an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NoReturn

import typer
from attrs import define, field

from dsl.diagnostics import Bag, Diagnostic, Severity
from zhunsheng.report import terminal
from zhunsheng.report.console import columns_for, paint_for

FINE, FINDINGS, MISUSE, BROKEN = 0, 1, 2, 3
# Files that cannot be read or written are no finding in a policy.
_BROKEN = frozenset(
    {
        "E031",
        "E033",
        "E034",
        "E050",
        "E051",
        "E052",
        "E053",
        "E054",
        "E641",
        "E642",
        "E643",
        "E701",
        "E702",
        "E703",
        "E704",
        "E705",
        "E706",
        "E707",
        "E708",
        "E709",
        "E830",
        "E831",
        "E832",
        "E835",
        "E890",
    }
)


class Format(StrEnum):
    """How a command answers."""

    TEXT = "text"
    JSON = "json"


class Report(StrEnum):
    """How a command answers whose answer is findings: also for code scanning and for a change on GitHub."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


@define(repr=False, eq=False)
class Shell:
    """Collects what a command finds; ``finish`` says it and ends the command."""

    format: Format | Report = Format.TEXT
    strict: bool = False
    bag: Bag = field(factory=Bag)
    findings_are_the_answer: bool = False  # as for check: they go to standard output
    answer: int = FINE  # what the answer itself calls for, as 1 where two versions differ

    def tell(self, found: Iterable[Diagnostic]) -> None:
        """Take findings."""
        self.bag.extend(found)

    def finish(self, text: str = "", **data: Any) -> NoReturn:
        """Print everything and end with the exit code that the findings call for."""
        match self.format:
            case Format.JSON | Report.JSON:
                from zhunsheng.report import json

                sys.stdout.write(json.dumps(json.tree(self.bag, **data)))
            case Report.SARIF:
                from zhunsheng.report import sarif

                sys.stdout.write(sarif.render(self.bag))
            case Report.GITHUB:
                from zhunsheng.report import github

                sys.stdout.write(github.render(self.bag))
            case _:
                self._findings()
                sys.stdout.write(text)
        raise typer.Exit(max(self.answer, exit_code(self.bag, strict=self.strict)))

    def stop_if_failed(self) -> None:
        """End here where there are errors."""
        if self.bag.failed:
            self.finish()

    def refuse(self, diagnostic: Diagnostic) -> NoReturn:
        """End with one more finding."""
        self.bag.add(diagnostic)
        self.finish()

    def progress(self, text: str) -> None:
        """Say what was done, where that is not the answer itself."""
        if self.format == Format.TEXT:
            sys.stderr.write(text + "\n")

    def _findings(self) -> None:
        stream = sys.stdout if self.findings_are_the_answer else sys.stderr
        # What stops a command is told first; where the findings are the answer, they stay in the order of the text.
        order = self.bag if self.findings_are_the_answer else sorted(self.bag, key=_severity)
        shown = terminal.render(order, paint_for(stream), columns_for(stream))
        if shown:
            stream.write(shown + ("\n" if self.findings_are_the_answer else ""))


def _severity(each: Diagnostic) -> int:
    return list(Severity).index(each.severity)


def exit_code(found: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """Return 0 for nothing serious, 1 for findings, 2 for a wrong call, 3 for files and for our own mistakes."""
    code = FINE
    for each in found:
        if each.severity is Severity.ERROR:
            code = max(code, _of_error(each.code))
        elif each.severity is Severity.WARNING and strict:
            code = max(code, FINDINGS)
    return code


def _of_error(code: str) -> int:
    if code.partition("-")[0] in _BROKEN:
        return BROKEN
    return MISUSE if code.startswith("E8") else FINDINGS
