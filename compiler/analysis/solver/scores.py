"""What a clause, an item, a section and the total give, as formulas of z3: the order of compiler/meaning/scoring.py, term by term.

In: a policy and an ``Encoder``. Out: a ``Number`` for a part of the policy; where its condition does not hold the interpreter
has no single value (0/0, an empty fact), and the unit counts for no question. Source: language.md §5, “Order”.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, field

from compiler import core
from compiler.analysis.solver.encode import Encoder, Number
from compiler.analysis.solver.logic import Term
from compiler.core.walk import clauses_of, part
from compiler.meaning.scoring import items_of


@define(repr=False, eq=False)
class Scores:
    """The formulas of one policy; every clause is written down once."""

    policy: core.Policy
    encoder: Encoder
    items: dict[str, core.Group | None] = field(init=False)
    _clauses: dict[str, tuple[Number, Term | bool]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Look up once which item every clause belongs to."""
        self.items = items_of(self.policy)

    @classmethod
    def knowing(cls, policy: core.Policy, encoder: Encoder, given: Mapping[str, Fraction]) -> Scores:
        """Return formulas in which some clauses stand for what they give."""
        return cls(policy, encoder, {name: (Number(encoder.const(points)), False) for name, points in given.items()})

    def result(self, fact: core.Fact) -> Number:
        """Return what a fact stands for that is the result of another clause or item."""
        node = part(self.policy, fact.result_of)
        if node is None:
            return Number(self.encoder.const(0))
        return self._clause(node)[0] if isinstance(node, core.Clause) else self._group(node)

    def clause(self, clause_id: str) -> Number:
        """Return the points of a clause."""
        self.encoder.results = self.result
        return next(self._clause(clause)[0] for clause in self.policy.clauses() if clause.id == clause_id)

    def group(self, group_id: str) -> Number:
        """Return the points of an item or a section."""
        self.encoder.results = self.result
        group = group_named(self.policy.root, group_id)
        if group is None:
            raise KeyError(group_id)
        return self._group(group)

    def _clause(self, clause: core.Clause) -> tuple[Number, Term | bool]:
        """Return what a clause gives, and whether it sets its item to nought."""
        if clause.id not in self._clauses:
            self._clauses[clause.id] = self._made(clause)
        return self._clauses[clause.id]

    def _made(self, clause: core.Clause) -> tuple[Number, Term | bool]:
        enc = self.encoder
        nought = enc.const(0)
        concerned = enc.test(clause.applies)
        if concerned.term is False:
            return Number(nought), False
        value = self._effects(clause)
        zeroed: Term | bool = False
        ok = value.ok
        term = value.term
        if clause.zeroed is not None:
            test = enc.test(clause.zeroed)
            zeroed = enc.both(concerned.term, test.term)
            term = enc.choose(test.term, enc.const(self._loss(clause)), term)
            ok = enc.both(test.ok, enc.either(test.term, ok))
        term = enc.choose(concerned.term, term, nought)
        return Number(term, enc.both(concerned.ok, enc.either(enc.negate(concerned.term), ok))), zeroed

    def _loss(self, clause: core.Clause) -> Fraction:
        item = self.items[clause.id]
        if item is None or item.start is not core.Start.FULL or item.outside:
            return Fraction(0)
        return -(item.points_for(self.encoder.who.kind) or Fraction(0))

    def _effects(self, clause: core.Clause) -> Number:
        enc = self.encoder
        found = [self._effect(effect) for effect in clause.effects]
        term = self._together([each.term for each in found], clause.pick)
        if clause.rounding is not None:
            term = enc.rounded(term, *clause.rounding)
        return Number(self._held(term, clause.lowest, clause.highest), enc.both(*(each.ok for each in found)))

    def _together(self, terms: list[Term], pick: core.Pick) -> Term:
        nought = self.encoder.const(0)
        if pick is core.Pick.SUM:
            return sum(terms[1:], terms[0]) if terms else nought
        z3, gain, loss = self.encoder.z3, nought, nought
        for term in terms:
            gain, loss = z3.If(term > gain, term, gain), z3.If(term < loss, term, loss)
        return gain + loss

    def _effect(self, effect: core.Effect) -> Number:
        """Return the points of the first branch that holds; branches behind it need not have a value."""
        enc = self.encoder
        term: Term = enc.const(0)
        ok: Term | bool = True
        for branch in reversed(effect.branches):
            test, points = enc.test(branch.test), enc.number(branch.points)
            term = enc.choose(test.term, points.term, term)
            chosen = enc.both(test.term, points.ok)
            ok = enc.both(test.ok, enc.either(chosen, enc.both(enc.negate(test.term), ok)))
        return Number(term, ok)

    def _held(self, term: Term, lowest: Fraction | None, highest: Fraction | None) -> Term:
        enc = self.encoder
        if highest is not None:
            term = enc.z3.If(term > enc.const(highest), enc.const(highest), term)
        if lowest is not None:
            term = enc.z3.If(term < enc.const(lowest), enc.const(lowest), term)
        return term

    def _group(self, group: core.Group) -> Number:
        enc = self.encoder
        term: Term = enc.const(0)
        ok: Term | bool = True
        for child in group.children:
            value = self._clause(child)[0] if isinstance(child, core.Clause) else self._group(child)
            term, ok = term + value.term, enc.both(ok, value.ok)
        term = self._held(term, group.lowest, group.highest)
        full = group.points_for(enc.who.kind)
        if full is not None and group.outside:
            return Number(self._held(term, -full, full), ok)
        if full is None or not group.is_item:
            return Number(term, ok)
        if group.start is core.Start.FULL:
            term = term + enc.const(full)
        held = self._held(term, Fraction(0), full)
        zeroed = enc.either(*(self._clause(clause)[1] for clause in clauses_of(group)))
        return Number(enc.choose(zeroed, enc.const(0), held), ok)

    def total(self) -> Number:
        """Return the total, vetoes included."""
        enc = self.encoder
        enc.results = self.result
        total = self._group(self.policy.root)
        term, ok = total.term, total.ok
        for veto in self.policy.vetoes:
            test = enc.test(veto.test)
            term = enc.choose(test.term, enc.const(-(veto.deduction or Fraction(0))), term)
            ok = enc.both(ok, test.ok)
        return Number(term, ok)


def group_named(group: core.Group, name: str) -> core.Group | None:
    """Return the group of this id below a group; None if there is none."""
    for child in group.children:
        if isinstance(child, core.Group):
            found = child if child.id == name else group_named(child, name)
            if found is not None:
                return found
    return None
