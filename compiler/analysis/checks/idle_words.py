"""Words that change nobody's points (W415): 除外, 减半, 折算, 不加分, 不得分 where the points would be the same without them.

In: the sentences of a clause that say so of its other sentences. The clause is scored with and without the branches they have made, as in
``idle``. 低于 80% 不得分 is idle where nothing is left at 80% already; where the points change at its bound it only says what is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve

from compiler import core
from compiler.analysis.checks.idle import NOUGHT, Trial
from compiler.analysis.checks.subject import Subject
from compiler.analysis.solver.answers import Found, NotAnalysed
from compiler.analysis.solver.parts import Part
from compiler.meaning.interpret import Unit, holds
from compiler.measures.choosing import threshold_of
from compiler.problems import tiers as problems
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.source import Span


def idle_words(subject: Subject, clause: core.Clause, whole: core.Group | None) -> Iterator[Diagnostic]:
    """Yield the words of a clause that might as well not be there."""
    for said in subject.statements(clause):
        if not subject.told_of(said.span):
            yield from _sparing(subject, clause, whole, said)
    yield from _factors(subject, clause, whole)
    yield from _of_outcomes(subject, clause)


def _of_outcomes(subject: Subject, clause: core.Clause) -> Iterator[Diagnostic]:
    """事故 3 起以上 一票否决，事故 2 起以下 除外: nobody whom a veto, 此项不记分 or a consequence meets is spared by that."""
    exempt = [said for said in subject.statements(clause) if isinstance(said, surface.Exempt)]
    if len(exempt) != 1 or not subject.thorough or subject.told_of(exempt[0].span):
        return
    spans = {branch.span for effect in clause.effects for branch in effect.branches}
    tests = [veto.test for veto in subject.policy.vetoes if veto.clause == clause.id]
    tests += [each.test for each in clause.consequences] + ([] if clause.zeroed is None else [clause.zeroed])
    spared = [
        core.Both((*test.tests[:-1], test.tests[-1].test))
        for test in tests
        if isinstance(test, core.Both) and isinstance(test.tests[-1], core.Negate)
    ]
    if not spared or len(spared) < len(tests) or exempt[0].span in spans:
        return
    answers = [subject.possible(test) for test in spared]
    if any(isinstance(answer, NotAnalysed) for answer in answers):
        why = next(answer.why for answer in answers if isinstance(answer, NotAnalysed))
        yield subject.undecided(clause, exempt[0].span, "这一句除外会不会用到", why)
    elif not any(isinstance(answer, Found) for answer in answers):
        found = evolve(problems.unneeded_exemption(subject.source, exempt[0].span), clause=clause.id)
        unit = subject.example(clause, lambda unit: True, tests=tuple(tests[:1]))
        yield found if unit is None else subject.shown(found, clause, unit)


def _sparing(
    subject: Subject, clause: core.Clause, whole: core.Group | None, said: surface.Statement
) -> Iterator[Diagnostic]:
    """抽查 少于 10 件 扣 2 分，抽查 30 件以上 除外: who is spared has lost nothing."""
    sign = said.award.sign if isinstance(said, surface.Rule) and isinstance(said.award, surface.Nothing) else "-"
    nothing = sign != "-"  # 不扣分 in front of losses only says what is so
    if not nothing and not isinstance(said, surface.Exempt):
        return
    own = {
        branch: effect
        for effect in clause.effects
        for branch in effect.branches
        if branch.points == NOUGHT and branch.span == said.span
    }
    if not own or (nothing and not all(_in_front(*pair) for pair in own.items())):
        return
    trial = _Words(subject, clause, whole, next(iter(own.values())), said.span, tuple(own))
    if trial.idle() and not (nothing and trial.changes_at_its_bound()):
        found = (
            problems.unneeded_word(subject.source, said.span, "不得分" if sign == "award" else "不加分")
            if nothing
            else problems.unneeded_exemption(subject.source, said.span)
        )
        yield evolve(found, clause=clause.id)


def _in_front(branch: core.Branch, effect: core.Effect) -> bool:
    """Whether a branch takes something away from what comes after it: a bound in front of a rate, not a tier among tiers."""
    behind = effect.branches[effect.branches.index(branch) + 1 :]
    cut = isinstance(branch.test, core.Compare)
    return cut and bool(behind) and all(each.test == core.Always() and each.points != NOUGHT for each in behind)


def _factors(subject: Subject, clause: core.Clause, whole: core.Group | None) -> Iterator[Diagnostic]:
    """投诉 0 件 减半, 按 100% 折算."""
    scales = [
        each
        for each in subject.statements(clause)
        if isinstance(each, surface.Rule) and isinstance(each.award, surface.Scale)
    ]
    made = [_scaled(effect) for effect in clause.effects]
    if len(scales) != 1 or not any(made) or any(len(each) > 1 for each in made):
        return  # several at once: each combination is a branch of its own
    if any(subject.told_of(span) for span in (scales[0].span, *(branch.span for each in made for branch in each))):
        return
    (said,) = scales
    branches = tuple(each[0] for each in made if each)
    effect = next(effect for effect, each in zip(clause.effects, made, strict=True) if each)
    if _Words(subject, clause, whole, effect, said.span, branches).idle():
        yield evolve(problems.unneeded_word(subject.source, said.span, _word(said)), clause=clause.id)


def _word(said: surface.Rule) -> str:
    assert isinstance(said.award, surface.Scale), "the sentence scales"
    if not said.award.in_a_word:
        return "折算"
    return "减半" if said.award.factor.value == Fraction(1, 2) else "加倍"


def _scaled(effect: core.Effect) -> list[core.Branch]:
    """Return the branches that give a sentence's points times a number: those of one place in front of its last."""
    places: dict[Span, list[core.Branch]] = {}
    for branch in effect.branches:
        if branch.points != NOUGHT:
            places.setdefault(branch.span, []).append(branch)
    return [branch for branches in places.values() for branch in branches[:-1]]


@define(slots=False, repr=False, eq=False)
class _Words(Trial):
    """Words of a clause, by the branches that they have made: the clause without them."""

    made: tuple[core.Branch, ...] = ()

    @cached_property
    def without(self) -> Part:
        """The clause as it would be without the words."""
        effects = tuple(
            evolve(each, branches=tuple(branch for branch in each.branches if branch not in self.made))
            for each in self.clause.effects
        )
        return self._part(evolve(self.clause, effects=effects))

    def idle(self) -> bool:
        """Whether it is proved that nobody's points change."""
        for branch in self.made:
            for other in (each for effect in self.clause.effects for each in effect.branches if each not in self.made):
                aims = self.subject.nonzero(other.points)
                tests = (branch.test, other.test)
                if self.subject.example(self.clause, self._differs, tests=tests, aims=aims) is not None:
                    return False
        return not isinstance(self._asked(), Found | NotAnalysed)

    def changes_at_its_bound(self) -> bool:
        """Whether the points are others just beyond the bound of the words than within it."""
        test = self.made[0].test
        assert isinstance(test, core.Compare), "only what is cut from one figure comes here"
        measure, bound = threshold_of(test)

        def beyond(unit: Unit) -> bool:
            return not holds(test, unit)

        inside = self.subject.example(self.clause, lambda unit: holds(test, unit), tests=(test,))
        outside = self.subject.example(self.clause, beyond, aims=((measure, bound),))
        if inside is None or outside is None:
            return True
        return self._values(inside)[0] != self._values(outside)[0]
