"""Sentences whose points never count (W446), or that an exemption takes away altogether (E414).

In: every sentence that gives or takes points, and the item, the capped heading or the clause in which they are held. The policy is
scored with the sentence and without its points: one unit for which the two differ is enough; that there is none is proved by the
solver, or left open. 扣 2 分 in an item that starts at nought and gives nothing where the sentence holds is never felt.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve

from compiler import core
from compiler.analysis.attainable.agreeing import agreed
from compiler.analysis.checks.kinds import concerns
from compiler.analysis.checks.subject import Subject
from compiler.analysis.solver.answers import Answer, Found, NotAnalysed
from compiler.analysis.solver.parts import Part
from compiler.core.walk import clauses_of, facts_in
from compiler.meaning.dependencies import results_read
from compiler.meaning.interpret import Unit, Value, effect_points, holds
from compiler.measures.domain import allowed, companions, completed
from compiler.problems import checks as problems
from compiler.problems import tiers
from compiler.words.amounts import show_number
from dsl.diagnostics import Diagnostic
from dsl.source import Span

NOUGHT = core.Const(Fraction(0))


def sentences(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the sentences that might as well not be there."""
    for clause, whole in held(subject.policy.root, None):
        for effect in clause.effects:
            for span in dict.fromkeys(branch.span for branch in effect.branches if branch.points != NOUGHT):
                if not subject.told_of(span):
                    yield from Trial(subject, clause, whole, effect, span).verdict()


def held(group: core.Group, whole: core.Group | None) -> Iterator[tuple[core.Clause, core.Group | None]]:
    """Yield every clause with the outermost heading that holds what it gives within limits."""
    limited = group.is_item or group.lowest is not None or group.highest is not None or (group.outside and group.points)
    whole = whole or (group if limited and group.id else None)
    for child in group.children:
        if isinstance(child, core.Group):
            yield from held(child, whole)
        else:
            yield child, whole


@define(slots=False, repr=False, eq=False)
class Trial:
    """One sentence: the branches of an effect that stand at one place and give points."""

    subject: Subject
    clause: core.Clause
    whole: core.Group | None
    effect: core.Effect
    span: Span

    @cached_property
    def _branches(self) -> tuple[core.Branch, ...]:
        return tuple(each for each in self.effect.branches if each.span == self.span and each.points != NOUGHT)

    @cached_property
    def with_it(self) -> Part:
        """What holds the sentence, as it is."""
        return self._part(self.clause)

    @cached_property
    def without(self) -> Part:
        """What holds the sentence, as it would be if it gave no points."""
        silent = tuple(evolve(each, points=NOUGHT) if each in self._branches else each for each in self.effect.branches)
        mute = evolve(self.effect, branches=silent)
        effects = tuple(mute if each is self.effect else each for each in self.clause.effects)
        return self._part(evolve(self.clause, effects=effects))

    def _part(self, clause: core.Clause) -> Part:
        """Return what holds the sentence, alone where nothing else is read of the policy."""
        policy, node = self.subject.policy, self.whole or clause
        node = _put(node, clause) if isinstance(node, core.Group) else clause
        if any(results_read(each, policy) for each in clauses_of(node)):
            root = _put(policy.root, clause)
        else:
            root = evolve(policy.root, children=(node,), points=(), lowest=None, highest=None)
        made = evolve(policy, root=root, vetoes=(), bands=())
        return Part(made, group=node.id) if isinstance(node, core.Group) else Part(made, clause=node.id)

    # ----------------------------------------------------------------------------------------------------------- verdict

    def verdict(self) -> Iterator[Diagnostic]:
        """Yield the finding, or the note that nobody could tell; nothing where a unit shows that the points count."""
        if self._shown():
            return
        answer = self._asked()
        if isinstance(answer, Found):
            return
        if isinstance(answer, NotAnalysed):
            yield self.subject.undecided(self.clause, self.span, "这一句的分会不会起作用", answer.why)
            return
        unit = self._given(lambda unit: True)
        if unit is None:
            yield from self._swallowed()
        elif not self._all_is_lost(unit):
            yield self._unfelt(unit)

    def _shown(self) -> bool:
        return self._given(self._differs) is not None

    def _given(self, wanted: object) -> Unit | None:
        """Return a unit that the sentence gives points, of which something more is true."""
        assert callable(wanted)
        for branch in self._branches:
            fixed = isinstance(branch.points, core.Const)
            aims = () if fixed else tuple((branch.points, Fraction(sign)) for sign in (1, -1))
            aims = (*self.subject.nonzero(branch.points), *aims)
            before = tuple(core.Negate(e.test) for e in self.effect.branches[: self.effect.branches.index(branch)])

            def proves(unit: Unit) -> bool:
                points, index = effect_points(self.effect, unit)
                return index >= 0 and self.effect.branches[index] in self._branches and points != 0 and wanted(unit)

            for tests in ((branch.test,), (branch.test, *before)):
                unit = self.subject.example(self.clause, proves, tests=tests, aims=aims)
                if unit is not None:
                    return unit
        return None

    def _differs(self, unit: Unit) -> bool:
        """Whether the points count for the unit, or for one that is as good or as bad as can be at everything else."""
        return any(self._values(each)[0] != self._values(each)[1] for each in self._like(unit))

    def _values(self, unit: Unit) -> tuple[Fraction | None, Fraction | None]:
        full = completed(unit, self.subject.policy)  # both parts have its facts
        a, b = (part.value(full) for part in (self.with_it, self.without))
        return (a, b) if a is not None and b is not None else (None, None)

    def _like(self, unit: Unit) -> Iterator[Unit]:
        yield unit
        names = companions(
            [name for branch in self._branches for each in (branch.test, branch.points) for name in facts_in(each)],
            self.subject.facts,
        )
        own: dict[str, Value] = {name: unit.facts[name] for name in names if name in unit.facts}
        for view in self.subject.engine.views:
            if unit.kind not in ("", view.who.kind) or not concerns(self.clause, view.who):
                continue
            for at in ("plain", "best", "worst"):
                scored = getattr(view, at)
                if scored is None:
                    continue
                facts = {**scored.unit.facts, **own}
                made = Unit(scored.unit.name, scored.unit.kind, facts)
                if allowed(facts, self.subject.facts, view.who.kind) and agreed(self.subject.policy, made, facts):
                    yield made

    def _asked(self) -> Answer:
        """Ask for a unit for which the sentence makes a difference: less with it, more with it, or points at all."""
        if not self.subject.thorough:
            return NotAnalysed("只在 zhunsheng check 时细查")
        from compiler.analysis.solver import more

        answer: Answer = more(self.with_it, self.without)
        return answer if isinstance(answer, Found | NotAnalysed) else more(self.without, self.with_it)

    # ---------------------------------------------------------------------------------------------------------- findings

    def _unfelt(self, unit: Unit) -> Diagnostic:
        """A sentence that holds for somebody and is never felt: what holds it is at its end already."""
        given = effect_points(self.effect, unit)[0]
        word = f"{'扣' if given < 0 else '加'}的 {show_number(abs(given))} 分"
        found = problems.never_felt(self.subject.source, self.span, word, self._why(unit, given))
        return self.subject.shown(found, self.clause, unit)

    def _all_is_lost(self, unit: Unit) -> bool:
        """成立 记 2 分；未 成立 扣 2 分 in an item of 2: from the 2 points downwards the rest would be nought, too."""
        full = self.whole.points_for(unit.kind) if self.whole is not None and self.whole.is_item else None
        return full is not None and effect_points(self.effect, unit)[0] <= -full

    def _why(self, unit: Unit, given: Fraction) -> str:
        value = self._values(unit)[0]
        what = "本条" if self.whole is None else ("本项" if self.whole.is_item else f"“{self.whole.title}”")
        if value == 0 and given < 0 and self.whole is not None:
            return f"用到这一句的单位，{what}没有这一句也是 0 分"
        full = self.whole.points_for(unit.kind) if self.whole is not None else None
        if given > 0 and value is not None and value == full:
            return f"用到这一句的单位，{what}没有这一句也是满分 {show_number(full)} 分"
        return f"有没有这一句，{what}的得分都一样"

    def _swallowed(self) -> Iterator[Diagnostic]:
        """A sentence that never gives anything, and the exemption in front of it that takes all."""
        at = min(self.effect.branches.index(each) for each in self._branches)
        spared = [each for each in self.effect.branches[:at] if each.points == NOUGHT and each.span != self.span]
        for exempt in spared:
            unit = self.subject.example(
                self.clause,
                lambda unit: holds(exempt.test, unit) and holds(self._branches[0].test, unit),  # noqa: B023
                tests=(exempt.test, self._branches[0].test),
            )
            if unit is not None:
                if not self.subject.told_of(exempt.span):
                    rest = {each.span for e in self.clause.effects for each in e.branches if each.points != NOUGHT}
                    alone = rest == {self.span}
                    found = tiers.all_spared(self.subject.source, exempt.span, self.span, alone=alone)
                    yield self.subject.shown(found, self.clause, unit)
                return
        test = self._branches[0].test
        met = isinstance(self.subject.possible(test), Found)
        why = "用到这一句的单位都得 0 分" if met else "没有一个单位符合这一句的条件"
        found = tiers.dead_tier(self.subject.source, self.span, why)
        unit = self.subject.example(self.clause, lambda unit: holds(test, unit), tests=(test,))
        yield evolve(found, clause=self.clause.id) if unit is None else self.subject.shown(found, self.clause, unit)


def _put(group: core.Group, clause: core.Clause) -> core.Group:
    """Return a heading with one clause in place of that of the same id."""
    children = tuple(
        _put(child, clause) if isinstance(child, core.Group) else clause if child.id == clause.id else child
        for child in group.children
    )
    return evolve(group, children=children)
