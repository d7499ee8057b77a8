"""One clause cut out of both versions, so that it can be scored alone; and what a clause does besides giving points.

In: two aligned policies and a pair of clauses. Out: ``Pair`` values: one for the points, one for every consequence, duty and veto,
each written as points (a consequence that follows is -1), so that one judge judges them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from itertools import zip_longest

from attrs import evolve, frozen

from compiler import core
from compiler.analysis.attainable.agreeing import agreed
from compiler.analysis.solver import Part
from compiler.compare.model import DUTY, POINTS, VETO, ZEROED, Witness
from compiler.compare.pairs.align import Aligned
from compiler.compare.pairs.rewrite import bare
from compiler.core.walk import facts_in, roots_of
from compiler.gate.declared import agrees
from compiler.meaning.interpret import Unit
from compiler.measures.domain import Facts, allowed, completed, linked, table
from dsl.nodes import Node
from dsl.source import Span

_NOWHERE = Span(0, 0)


@frozen(repr=False, eq=False)
class Pair(Node):
    """One thing under both versions: parts of two small policies that hold little else."""

    what: str
    old: Part
    new: Part
    old_clause: core.Clause
    new_clause: core.Clause
    why_not: str = ""  # what stands in the way of any comparison

    @cached_property
    def known(self) -> dict[str, core.Fact]:
        """The facts of both versions by name."""
        return table(self.new.policy, self.old.policy)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that either version reads, those that limit them, and those that 核对 holds together with them."""
        clauses = (self.old_clause, self.new_clause)
        names = (name for clause in clauses for root in roots_of(clause) for name in facts_in(root))
        return linked(names, self.known, self.new.policy.checks)

    @cached_property
    def read(self) -> frozenset[str]:
        """The facts on which the results of either version hang."""
        policies = (self.old.policy, self.new.policy)
        tests = [veto.test for policy in policies for veto in policy.vetoes]
        roots = [root for policy in policies for clause in policy.clauses() for root in roots_of(clause)]
        return frozenset(name for root in (*tests, *roots) for name in facts_in(root))

    def witness(self, unit: Unit) -> Witness:
        """Score a unit under both versions."""
        return Witness(unit, self.old.value(unit), self.new.value(unit))

    def let_in(self, unit: Unit) -> Unit | None:
        """Return a whole unit that both versions can assess, with the given facts that they read as they are; None where there is none."""
        if not self.allows(unit):
            return None
        for policy in (self.new.policy, self.old.policy):
            unit = completed(unit, policy)
        made = agreed(self.new.policy, unit, self.read & unit.facts.keys()) if self.new.policy.checks else unit
        return made if made is not None and self.allows(made) else None

    def allows(self, unit: Unit) -> bool:
        """Tell whether the declarations allow the facts of a unit, and no 核对 of either version speaks against them."""
        names = set(self.facts)
        facts: Facts = {name: value for name, value in unit.facts.items() if name in names}
        if not allowed(facts, self.known, unit.kind):
            return False
        return all(agrees(policy, facts) for policy in (self.new.policy, self.old.policy))


def pairs_of(aligned: Aligned, old: core.Clause | None, new: core.Clause | None) -> Iterator[Pair]:
    """Yield everything that a clause does, the points first; what both versions say word for word the same goes along."""
    some = old or new
    assert some is not None
    blank = evolve(some, effects=(), zeroed=None, consequences=(), duties=(), lowest=None, highest=None)
    first, second = old or blank, new or blank
    yield pair_of(POINTS, aligned, _points(first), _points(second))
    if first.zeroed is not None or second.zeroed is not None:
        yield pair_of(ZEROED, aligned, _adverse(first, first.zeroed), _adverse(second, second.zeroed))
    for text in dict.fromkeys(each.text for clause in (first, second) for each in clause.consequences):
        tests = [
            _either([each.test for each in clause.consequences if each.text == text]) for clause in (first, second)
        ]
        yield pair_of(text, aligned, _adverse(first, tests[0]), _adverse(second, tests[1]))
    yield from _duties(aligned, first, second)
    yield from _vetoes(aligned, old, new, blank)


def _points(clause: core.Clause) -> core.Clause:
    return evolve(clause, consequences=(), duties=())


def _adverse(clause: core.Clause, test: core.Test | None, points: Fraction = Fraction(-1)) -> core.Clause:
    """Return a clause that takes a point where a test holds."""
    branches = () if test is None else (core.Branch(test, core.Const(points), "", _NOWHERE),)
    effects = (core.Effect(core.EffectKind.FIXED, branches, _NOWHERE),)
    return core.Clause(clause.id, clause.title, "", _NOWHERE, effects, clause.applies)


def _either(tests: list[core.Test]) -> core.Test | None:
    return (core.Either(tuple(tests)) if len(tests) > 1 else tests[0]) if tests else None


def _duties(aligned: Aligned, old: core.Clause, new: core.Clause) -> Iterator[Pair]:
    """A duty that was kept and now is not has become stricter; one that no fact can check weighs on whom it concerns."""
    first, second = ({_asked(each): each for each in clause.duties} for clause in (old, new))
    again = [(duty, second[key]) for key, duty in first.items() if key in second]
    gone = [duty for key, duty in first.items() if key not in second]
    come = [duty for key, duty in second.items() if key not in first]
    for before, after in (*again, *zip_longest(gone, come)):
        name = f"{DUTY}“{(after or before).text}”"
        yield pair_of(name, aligned, _adverse(old, _broken(before)), _adverse(new, _broken(after)))


def _asked(duty: core.Duty) -> object:
    return duty.text if duty.test is None else bare(duty.test)


def _broken(duty: core.Duty | None) -> core.Test | None:
    if duty is None:
        return None
    return core.Always() if duty.test is None else core.Negate(duty.test)


def _vetoes(aligned: Aligned, old: core.Clause | None, new: core.Clause | None, blank: core.Clause) -> Iterator[Pair]:
    first = [veto for veto in aligned.old.vetoes if old is not None and veto.clause == old.id]
    second = [veto for veto in aligned.new.vetoes if new is not None and veto.clause == new.id]
    if not first and not second:
        return
    both = [_veto(old or blank, first), _veto(new or blank, second)]
    whole = {veto.deduction is None for veto in (*first, *second)}
    why = "一版否决后总分为 0，一版只扣定额，哪个重要看总分" if len(whole) > 1 else ""
    made = pair_of(VETO, aligned, *both)
    yield evolve(made, why_not=made.why_not or why)


def _veto(clause: core.Clause, vetoes: list[core.Veto]) -> core.Clause:
    branches = [core.Branch(v.test, core.Const(-(v.deduction or Fraction(1))), "", _NOWHERE) for v in reversed(vetoes)]
    effects = (core.Effect(core.EffectKind.VETO, tuple(branches), _NOWHERE),)
    return core.Clause(clause.id, clause.title, "", _NOWHERE, effects)


def pair_of(what: str, aligned: Aligned, old: core.Clause, new: core.Clause) -> Pair:
    """Return two clauses, each as a policy of its own."""
    names = {name for clause in (old, new) for root in roots_of(clause) for name in facts_in(root)}
    kept = linked(names, aligned.facts, aligned.new.checks)
    two = (aligned.old, aligned.items[0], old), (aligned.new, aligned.items[1], new)
    parts = [_alone(policy, items.get(clause.id), clause, kept) for policy, items, clause in two]
    asked = (
        kept if aligned.new.checks else names
    )  # a check that hangs on two facts of one name lets nobody in for certain
    return Pair(what, parts[0], parts[1], old, new, aligned.in_the_way(asked))


def _alone(policy: core.Policy, item: core.Group | None, clause: core.Clause, kept: tuple[str, ...]) -> Part:
    """Return a clause as a policy of its own; with all the others where it reads what they give."""
    if any(policy.named[name].role is core.Role.RESULT for name in kept if name in policy.named):
        return Part(exchanged(policy, clause), clause=clause.id)
    inner: core.Group | core.Clause = clause
    if item is not None:
        inner = core.Group("项", "", _NOWHERE, (clause,), item.points, item.start, item.outside)
    root = core.Group("", "", _NOWHERE, (inner,))
    facts = tuple(policy.named[name] for name in kept if name in policy.named)
    return Part(evolve(policy, root=root, vetoes=(), bands=(), total=(), facts=facts), clause=clause.id)


def exchanged(policy: core.Policy, clause: core.Clause) -> core.Policy:
    """Return a policy with a clause in the place of the one of the same id, and no vetoes."""
    return evolve(policy, root=swapped(policy.root, clause), vetoes=(), bands=())


def swapped(group: core.Group, clause: core.Clause) -> core.Group:
    """Return a heading with a clause in the place of the one of the same id."""

    def child(each: core.Group | core.Clause) -> core.Group | core.Clause:
        if isinstance(each, core.Clause):
            return clause if each.id == clause.id else each
        return swapped(each, clause)

    return evolve(group, children=tuple(child(each) for each in group.children))
