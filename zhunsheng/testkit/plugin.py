"""The pytest plugin: every ``policy.md`` is a file of tests, every row of its case tables a test, every scenario beside it one.

    policies/demo/policy.md::检查                       the policy and its case tables have no error
    policies/demo/policy.md::工单办理/办结率::差一件      one case
    policies/demo/scenarios.md::检查                    the scenarios have no error
    policies/demo/scenarios.md::甲县                    one scenario

Standard library and pytest only at import: the plugin is loaded in every pytest run of the environment. The compiler is
imported when the first policy is collected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from zhunsheng.testkit import shadows

if TYPE_CHECKING:
    from compiler.pipeline import Compiled
    from dsl.diagnostics import Diagnostic
    from zhunsheng.testkit.cases.model import Case
    from zhunsheng.testkit.scenarios.model import Scenario

FILE = "policy.md"
SCENARIOS = "scenarios.md"
CHECK = "检查"
ENGINES = ("interpreter", "python", "both")
_HEAD = 8192  # bytes in which the front matter names the policy
_FRONT = re.compile(r"\s*---[ \t]*\r?\n(?:(?!---[ \t]*\r?$).*\n)*?政策[ \t]*[:：]", re.MULTILINE)
_SHADOW = pytest.StashKey[Path | None]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("zhunsheng", "准绳：政策的案例")
    group.addoption(
        "--zhunsheng-engine",
        choices=ENGINES,
        default="both",
        help="由解释器、生成的 Python 还是两者（须一致）给案例评分；默认两者",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Keep our packages ours; where a folder of the user hides one, policies fail and everything else goes on."""
    folders = {config.rootpath, config.invocation_params.dir, *_folders(config)}
    hidden = shadows.shadowing(sorted(folders))
    config.stash[_SHADOW] = hidden
    if hidden is None:
        shadows.pin()


def _folders(config: pytest.Config) -> Iterator[Path]:
    for arg in config.args:
        path = config.invocation_params.dir / arg.partition("::")[0]
        yield path if path.is_dir() else path.parent


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take the policy files, and the scenarios beside them."""
    if file_path.name == SCENARIOS and is_policy(file_path.with_name(FILE)):
        scenarios: pytest.Collector = ScenarioFile.from_parent(parent, path=file_path)
        return scenarios
    if file_path.name != FILE or not is_policy(file_path):
        return None
    collector: pytest.Collector = PolicyFile.from_parent(parent, path=file_path)
    return collector


def is_policy(path: Path) -> bool:
    """Whether a file begins with front matter that names a policy; what is wrong inside is for the compiler to say."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    # The last character may be cut in two.
    texts = (head.decode(encoding, errors="replace") for encoding in ("utf-8-sig", "gb18030"))
    return any(_FRONT.match(text) for text in texts)


class PolicyFile(pytest.File):
    """A policy: one check, and its cases by clause."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Compile the policy and collect its cases."""
        hidden = self.config.stash[_SHADOW]
        if hidden is not None:
            raise self.CollectError(shadows.message(hidden))
        from zhunsheng.library.policies import load
        from zhunsheng.testkit.cases.reading import read_cases

        loaded = load(self.path)
        compiled = loaded.compile()
        if compiled is None:
            yield CheckItem.from_parent(self, name=CHECK, findings=loaded.findings)
            return
        cases, bag = read_cases(compiled)
        yield CheckItem.from_parent(self, name=CHECK, findings=(*compiled.bag, *bag))
        by_clause: dict[str, list[Case]] = {}
        for case in cases:
            by_clause.setdefault(case.clause, []).append(case)
        for clause, rows in by_clause.items():
            yield ClauseCollector.from_parent(self, name=clause, compiled=compiled, cases=rows)


class ScenarioFile(pytest.File):
    """The scenarios of a policy: one check, and each of them."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Compile the policy and read the scenarios; where the policy does not compile, its own file says so."""
        hidden = self.config.stash[_SHADOW]
        if hidden is not None:
            raise self.CollectError(shadows.message(hidden))
        from dsl.diagnostics import Bag
        from zhunsheng.library.policies import load, read_beside
        from zhunsheng.testkit.scenarios.reading import read_scenarios

        loaded, bag = load(self.path.parent), Bag()
        compiled = loaded.compile()
        if compiled is None or compiled.policy is None:
            return
        source = read_beside(loaded, SCENARIOS, bag)
        scenarios, wrong = read_scenarios(compiled, source) if source is not None else ((), Bag())
        yield CheckItem.from_parent(self, name=CHECK, findings=(*bag, *wrong))
        for scenario in scenarios:
            yield ScenarioItem.from_parent(self, name=scenario.title, compiled=compiled, scenario=scenario)


class ClauseCollector(pytest.Collector):
    """The cases under one heading."""

    def __init__(self, *, compiled: Compiled, cases: list[Case], **more: Any) -> None:
        super().__init__(**more)
        self.compiled, self.cases = compiled, cases

    def collect(self) -> Iterator[pytest.Item]:
        """Return a test for each case."""
        for case in self.cases:
            yield CaseItem.from_parent(self, name=case.title, compiled=self.compiled, case=case)


class Failed(Exception):  # pytest's own is called so, too
    """A test of a policy failed; the text says all there is to say."""


class _Item(pytest.Item):
    """A test whose failure is a text, not a traceback."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        # Other plugins look for fixtures on every item; one that finds no such name breaks the run (pytest-lsp does).
        self.funcargs: dict[str, object] = {}

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the text of a failure; a fault of our own keeps its traceback."""
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class CheckItem(_Item):
    """The policy and its case tables have no error."""

    def __init__(self, *, findings: tuple[Diagnostic, ...], **more: Any) -> None:
        super().__init__(**more)
        self.findings = findings

    def runtest(self) -> None:
        """Fail with the diagnostics."""
        from dsl.diagnostics import Severity
        from zhunsheng.report.terminal import render

        errors = [each for each in self.findings if each.severity is Severity.ERROR]
        if errors:
            raise Failed(f"{self._place(errors[0])}: {errors[0].message}\n\n{render(errors)}".rstrip())

    def _place(self, first: Diagnostic) -> str:
        label = first.primary
        return f"{label.source.name}:{label.source.place(label.span.start)[0]}" if label else str(self.path)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the test stands."""
        return self.path, None, self.name


class CaseItem(_Item):
    """One case."""

    def __init__(self, *, compiled: Compiled, case: Case, **more: Any) -> None:
        super().__init__(**more)
        self.compiled, self.case = compiled, case

    def runtest(self) -> None:
        """Score the case and compare."""
        from zhunsheng.testkit.running.cases import run_case

        outcome = run_case(self.compiled, self.case, self.config.getoption("--zhunsheng-engine"))
        if not outcome.passed:
            raise Failed(outcome.explanation())

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the row of the case stands; lines are counted from 0 here."""
        return self.path, self.case.line - 1, self.case.name


class ScenarioItem(_Item):
    """One scenario."""

    def __init__(self, *, compiled: Compiled, scenario: Scenario, **more: Any) -> None:
        super().__init__(**more)
        self.compiled, self.scenario = compiled, scenario

    def runtest(self) -> None:
        """Score the unit and compare line by line."""
        from zhunsheng.testkit.running.scenario import run_scenario

        outcome = run_scenario(self.compiled, self.scenario, self.config.getoption("--zhunsheng-engine"))
        if not outcome.passed:
            raise Failed(outcome.explanation())

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the scenario stands."""
        return self.path, self.scenario.line_of(self.scenario.span) - 1, self.scenario.title
