"""审计: sentences of the source by fate, numbers by use, clauses by cases and boundaries, the mutation score of the case tables.

In: a compiled policy. Out: ``Audit``, a value that the renderers show as text, JSON or HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from compiler import core
from compiler.faithful import coverage
from compiler.faithful.coverage import Fate, Sentence
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World
from compiler.meaning.scoring import score_clause
from compiler.measures.choosing import parameters
from compiler.pipeline import Compiled
from dsl.diagnostics import Diagnostic, Severity
from zhunsheng.audit import problems
from zhunsheng.testkit.boundaries.proposing import MissingBoundary, boundary_cases, missing_boundaries
from zhunsheng.testkit.cases.expected import Measured, State
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.pasting import markdown
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.mutants.ranks import RankTold, ranks_told
from zhunsheng.testkit.mutants.score import Score, mutation_score
from zhunsheng.testkit.running.cases import run_case
from zhunsheng.testkit.running.outcome import Outcome
from zhunsheng.testkit.running.runner import Engine

_NUMBERS = ("E470", "E471", "E472")
FAILING = (Fate.MISSING, Fate.NO_REASON)


@frozen
class ClauseAudit:
    """The cases of one clause: how many, whether one triggers it and one does not (where any unit can), the sides left out."""

    id: str
    cases: int
    triggered: bool
    idle: bool
    missing: tuple[MissingBoundary, ...]


@frozen
class Waiver:
    """Numbers that a note keeps out of the account, and why."""

    clause: str
    numbers: str
    reason: str


@frozen
class Audit:
    """What an audit of one policy found."""

    slug: str
    sentences: tuple[Sentence, ...]
    twice: tuple[tuple[str, str], ...]
    numbers: tuple[Diagnostic, ...]
    waivers: tuple[Waiver, ...]
    clauses: tuple[ClauseAudit, ...]
    mutation: Score
    failing: tuple[Outcome, ...] = ()  # cases that came out otherwise: nothing was asked of the cases then
    unreadable: tuple[Diagnostic, ...] = ()  # rows that are no cases
    ranks: tuple[RankTold, ...] = ()  # what is behind every rank, as far as scenarios tell

    @property
    def stopped(self) -> bool:
        """Whether the cases have to be mended before anything can be said of what they test."""
        return bool(self.failing or self.unreadable)

    @property
    def untold(self) -> tuple[str, ...]:
        """What no two scenarios tell of the ranks, or stand against; CI does not fail on it."""
        return tuple(problems.behind(each) for each in self.ranks if each.left or each.against)

    @property
    def fates(self) -> Counter[Fate]:
        """How many sentences met each fate."""
        return Counter(each.fate for each in self.sentences)

    @property
    def waived(self) -> int:
        """How many numbers the notes keep out of the account."""
        return sum(len(each.numbers.split("、")) for each in self.waivers)

    @property
    def problems(self) -> int:
        """How many things CI fails on: cases, sentences, numbers, clauses and boundaries not tested, undeclared survivors."""
        sentences = sum(self.fates[fate] for fate in FAILING)
        untested = sum(not (each.cases and each.triggered and each.idle) for each in self.clauses)
        untested += sum(len(each.missing) for each in self.clauses)
        cases = len(self.failing) + len(self.unreadable)
        return cases + sentences + len(self.numbers) + len(self.twice) + untested + len(self.mutation.undeclared)


def audit(slug: str, compiled: Compiled, units: Mapping[str, Unit] | None = None) -> Audit:
    """Audit a policy that compiled without errors; ``units`` are those of its scenarios by title, which alone look behind a rank."""
    policy, document, original = compiled.policy, compiled.document, compiled.text.original
    assert policy is not None and document is not None
    cases, found = read_cases(compiled)
    wrong = tuple(each for each in found if each.severity is Severity.ERROR)
    outcomes = (run_case(compiled, case, Engine.INTERPRETER) for case in cases)
    failing = tuple(each for each in outcomes if not each.passed)
    stopped = bool(wrong or failing)
    return Audit(
        slug,
        () if original is None else coverage.sentences(document, original),
        () if original is None else coverage.quoted_twice(document, original),
        tuple(each for each in compiled.bag if each.code.startswith(_NUMBERS)),
        tuple(
            Waiver(section.id, note.waives, note.text)
            for section in document.sections
            for note in section.notes
            if note.waives
        ),
        () if stopped else tuple(_clause(policy, clause, cases) for clause in policy.clauses() if clause.acts),
        Score(0, 0, ()) if stopped else mutation_score(compiled, cases),
        failing,
        wrong,
        () if stopped else ranks_told(policy, units or {}),
    )


def _clause(policy: core.Policy, clause: core.Clause, cases: Sequence[Case]) -> ClauseAudit:
    own = [case for case in cases if case.clause == clause.id]
    told = [acts(case) for case in own]
    idle = False in told or not can_be_idle(policy, clause)
    return ClauseAudit(clause.id, len(own), True in told, idle, missing_boundaries(policy, clause, cases))


def can_be_idle(policy: core.Policy, clause: core.Clause) -> bool:
    """Whether any unit is left alone: 成立的记 2 分，未成立的扣 2 分 leaves none."""
    if not clause.effects:
        return True
    units = (
        evolve(each.unit, facts={**parameters(policy), **each.unit.facts}) for each in boundary_cases(policy, clause)
    )
    return any(score_clause(clause, World(policy, unit), None).points.exact == 0 for unit in units)


def acts(case: Case) -> bool | None:
    """Whether a case expects that its clause does something to the unit; None where it leaves that open (待核, a range)."""
    points = [str(expected) for what, expected in case.expected if what is Measured.CLAUSE]
    if any(expected.state is State.REFUSED for _, expected in case.expected):
        return None
    duties, consequences = case.duties or (), case.consequences
    if (
        any(each not in ("0", "不适用", "无法计算") and "—" not in each for each in points)
        or consequences
        or "不合规" in duties
    ):
        return True
    idle = "0" in points or "不适用" in points or consequences == () or (bool(duties) and set(duties) == {"合规"})
    return False if idle else None


def data(found: Audit) -> dict[str, Any]:
    """Return an audit as plain data, version 1."""
    return {
        "version": 1,
        "policy": found.slug,
        "problems": found.problems,
        "sentences": [
            {"text": each.text, "fate": str(each.fate), "clauses": list(each.clauses)}
            for each in found.sentences
            if each.fate is not Fate.PLAIN
        ],
        "quotedTwice": [list(pair) for pair in found.twice],
        "numbers": [{"code": each.code, "message": each.message} for each in found.numbers],
        "waived": [
            {"clause": each.clause, "numbers": each.numbers.split("、"), "reason": each.reason}
            for each in found.waivers
        ],
        "clauses": [
            {
                "id": each.id,
                "cases": each.cases,
                "triggered": each.triggered,
                "notTriggered": each.idle,
                "missing": [{"boundary": gap.boundary, "sides": list(gap.sides)} for gap in each.missing],
            }
            for each in found.clauses
        ],
        "ranks": [
            {
                "clause": each.clause,
                "rank": each.name,
                "tried": each.tried,
                "unnoticed": list(each.left),
                "against": list(each.against),
            }
            for each in found.ranks
        ],
        "failingCases": [each.to_json() for each in found.failing],
        "unreadableCases": [{"code": each.code, "message": each.message} for each in found.unreadable],
        "mutation": {
            "total": found.mutation.total,
            "killed": found.mutation.killed,
            "casesAlone": found.mutation.alone,
            "survivors": [
                {
                    "clause": each.clause,
                    "kind": each.kind,
                    "change": each.says,
                    "accepted": each.accepted,
                    "case": dict(each.killing.row) if each.killing is not None else None,
                }
                for each in found.mutation.survivors
            ],
        },
    }


def text(found: Audit) -> str:
    """Return an audit for a terminal: the sums first, then what has to be mended."""
    fates = found.fates
    lines = [
        f"{found.slug}",
        f"  原文：{fates[Fate.ENCODED]} 句已编成规则，{fates[Fate.SET_ASIDE]} 句不计分已说明理由，"
        f"{fates[Fate.NO_REASON]} 句没有说明理由，{fates[Fate.MISSING]} 句遗漏",
        f"  对账：{len(found.numbers)} 处对不上，{found.waived} 个数写注免去",
        *_cases(found),
    ]
    lines += [f"  × {each.fate}：{_short(each.text)}" for each in found.sentences if each.fate in FAILING]
    lines += [f"  × 引用了两次：{one}、{other}" for one, other in found.twice]
    lines += [f"  × {each.message}" for each in found.numbers]
    lines += [f"  · 免去：{each.clause}，{_short(each.numbers)}：{_short(each.reason)}" for each in found.waivers]
    lines += [f"  × 没有案例：{each.id}" for each in found.clauses if not each.cases]
    lines += [f"  × 没有触发的案例：{each.id}" for each in found.clauses if each.cases and not each.triggered]
    lines += [f"  × 没有不触发的案例：{each.id}" for each in found.clauses if each.cases and not each.idle]
    lines += [
        f"  × 界限未测全：{each.id}，{gap.boundary}：{'、'.join(gap.sides)}"
        for each in found.clauses
        for gap in each.missing
    ]
    lines += [f"  · {said}" for said in found.untold]
    return "\n".join([*lines, *_survivors(found.mutation)]) + "\n"


def _cases(found: Audit) -> Iterator[str]:
    """Yield what the cases do; where some fail, only those."""
    mutation = found.mutation
    if found.stopped:
        bad = len(found.failing) + len(found.unreadable)
        yield f"  案例：{bad} 个不符或者读不出，审计到此为止：案例先要通过，才能说它们测到了什么"
        yield from (f"  × 案例不符：{each.case.clause}，{each.case.title}：{_told(each)}" for each in found.failing)
        yield from (f"  × 案例读不出：{each.message}" for each in found.unreadable)
        return
    yield (
        f"  案例：{len(found.clauses)} 条，{sum(each.cases for each in found.clauses)} 个案例，"
        f"{sum(len(each.missing) for each in found.clauses)} 处界限未测全"
    )
    yield (
        f"  变异：{mutation.killed}/{mutation.total} 个被案例发现，{len(mutation.undeclared)} 个漏网；"
        f"{mutation.alone} 个案例各有只由它发现的"
    )


def _told(outcome: Outcome) -> str:
    return "；".join(map(str, outcome.differences))


def _several(titles: list[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{titles[0]}等 {len(titles)} 处改动"


def _survivors(mutation: Score) -> Iterator[str]:
    """Yield the survivors clause by clause, below them the rows that would notice them, ready to paste."""
    for clause in dict.fromkeys(each.clause for each in mutation.undeclared):
        own = [each for each in mutation.undeclared if each.clause == clause]
        for each in own:
            yield f"  × 漏网：{clause}，{each.kind}，{each.says}" + ("" if each.killing else "（未找到能区分的案例）")
        rows = [each.killing.row for each in own if each.killing is not None]
        if rows:
            yield f"    把下面的案例贴到“{clause}”下，得分按原文算出后填上："
            yield from ("    " + line if line else "" for line in markdown(rows, _several).split("\n"))
            yield ""


def _short(sentence: str) -> str:
    flat = "".join(sentence.split())
    return flat if len(flat) <= 60 else flat[:57] + "……"


def html(audits: list[Audit]) -> str:
    """Return audits as one standalone page."""
    from zhunsheng.report.pages import page

    return page("audit.html.j2", audits=audits, Fate=Fate, failing=FAILING)
