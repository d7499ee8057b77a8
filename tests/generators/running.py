"""Laws held against clauses: what is refused, what is accepted, which law fails and for which unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from random import Random

from attrs import field, frozen

from compiler import core
from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.result import Outcome
from compiler.meaning.scoring import score
from compiler.testing.agreement import sample_units
from dsl.diagnostics import Severity
from tests.generators.change import Change, Law
from tests.generators.clauses import Clause, clause
from tests.generators.laws import LAWS
from tests.generators.meaning import meaning
from tests.generators.spelling import respelled
from tests.generators.things import KINDS

UNITS = 30  # of one clause


@frozen
class Failure:
    """A law that does not hold: the lines with and without the change, and a unit."""

    law: str
    seed: int
    before: str
    after: str
    why: str

    def __str__(self) -> str:
        """Show both texts and what happened."""
        return f"{self.law}（seed {self.seed}）：{self.why}\n    {_short(self.before)}\n    {_short(self.after)}"


def _short(text: str) -> str:
    said = ("事实", "指标", "分值表", "集合")
    return " / ".join(line for line in text.split("\n") if line and not line.startswith(said))


@frozen
class Tally:
    """How many clauses were made, accepted and changed, by law; which codes refused; what failed."""

    made: Counter[str] = field(factory=Counter)
    accepted: Counter[str] = field(factory=Counter)
    changed: Counter[str] = field(factory=Counter)
    refused: Counter[str] = field(factory=Counter)
    failures: list[Failure] = field(factory=list)


def policy_of(text: str, refused: Counter[str]) -> core.Policy | None:
    """Return what lines mean; the codes of those that are refused are counted."""
    trial = try_line(text, KINDS)
    refused.update({each.code for each in trial.bag if each.severity is Severity.ERROR})
    return trial.policy


def hold(law: str, seeds: Iterable[int]) -> Tally:
    """Hold a law against the clauses of some seeds."""
    tally = Tally()
    for seed in seeds:
        random = Random(f"{law}{seed}")
        written, change = _changed(LAWS[law], random)
        tally.made[law] += 1
        policy = policy_of(change.before if change is not None else written.text, tally.refused)
        if policy is None:
            continue
        tally.accepted[law] += 1
        if change is not None:
            _judge(law, seed, change, policy, tally)
    return tally


def _changed(law: Law, random: Random) -> tuple[Clause, Change | None]:
    """A clause that a law has something to say of; such a clause is looked for a few times."""
    for _ in range(8):
        written = clause(random)
        change = law(written, random)
        if change is not None:
            break
    return written, change


def _judge(law: str, seed: int, change: Change, before: core.Policy, tally: Tally) -> None:
    codes: Counter[str] = Counter()
    policies = [before if text == change.before else policy_of(text, codes) for text in (change.after, *change.others)]
    if any(each is None for each in policies):
        tally.refused.update(f"变化后 {code}" for code in codes)
        return
    tally.changed[law] += 1
    after, *others = (each for each in policies if each is not None)
    for unit in sample_units(after, UNITS, seed):
        facts = {**unit.facts, **dict(change.fixed)}
        if not change.about(facts, unit.kind):
            continue
        given, raw = Unit(unit.name, unit.kind, change.given(facts)), change.judge is not None
        found = [_points(after, Unit(unit.name, unit.kind, facts), raw=raw)]
        found += [_points(policy, given, raw=raw) for policy in (before, *others)]
        if any(each is None for each in found):
            continue
        (new, old, *rest) = (each for each in found if each is not None)
        right = change.judge(tuple(rest), old, new) if change.judge else change.holds(old, new)
        if not right:
            also = f"；各为 {[str(each) for each in rest]}" if rest else ""
            changed = {name: value for name, value in given.facts.items() if facts.get(name) != value}
            why = f"{old} → {new}{also}；{unit.kind} {_shown(facts)}{f'；原为 {_shown(changed)}' if changed else ''}"
            tally.failures.append(Failure(law, seed, change.before, change.after, why))
            return


def _points(policy: core.Policy, unit: Unit, *, raw: bool) -> Fraction | None:
    """The total; ``raw``: what the clause gives before its item and its vetoes."""
    result = score(policy, unit)
    settled = all(each.outcome in (Outcome.SCORED, Outcome.NOT_APPLICABLE) for each in result.clauses)
    if raw and settled:
        return sum((each.points.exact or Fraction(0) for each in result.clauses), Fraction(0))
    return result.total.exact if settled else None


def _shown(facts: dict[str, object]) -> str:
    return "，".join(f"{name}={value}" for name, value in facts.items())


def spell(seeds: Iterable[int]) -> Tally:
    """Other spellings of the same clause: the same Core."""
    law, tally = "写法", Tally()
    for seed in seeds:
        random = Random(f"{law}{seed}")
        written = clause(random)
        tally.made[law] += 1
        policy = policy_of(written.text, tally.refused)
        if policy is None:
            continue
        tally.accepted[law] += 1
        other = f"{written.declarations}\n{respelled(written.lines, random)}"
        codes: Counter[str] = Counter()
        again = policy_of(other, codes)
        tally.changed[law] += 1
        if again is None or meaning(again) != meaning(policy):
            why = "拒绝：" + "、".join(codes) if again is None else "含义不同"
            tally.failures.append(Failure(law, seed, written.text, other, why))
    return tally


def failures(tallies: Iterable[Tally]) -> Iterator[Failure]:
    """All failures."""
    for each in tallies:
        yield from each.failures
