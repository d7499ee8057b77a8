"""What a clause does to its item: the points of the item under both versions, all that stands beside the clause held the same.

In: a clause under both versions, what is known of its own points. Out: a ``Judgement`` of the item's points; None where the clause
stands in no item, or gives the same itself. A clause may lose more than its item has, or state as a loss what was stated as a gain:
then its own points changed and no unit notices.

Proofs: more from the clause is never less for the item; and of the clause only that much can matter as the item can show, whatever
the other clauses give (``_window``). What is left is for the solver. Units come from the clause, the rest as plain as can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property, reduce

from attrs import evolve, frozen

from compiler import core
from compiler.analysis.solver import Part, Who
from compiler.compare.judge import SEED, Evidence, ask_solver, judge
from compiler.compare.model import IN_ITEM, POINTS, Judgement, Method
from compiler.compare.pairs.align import Aligned
from compiler.compare.parts import Pair, pair_of, swapped
from compiler.core.walk import clauses_of, facts_in, roots_of
from compiler.meaning.interpret import Unit
from compiler.meaning.result import ZERO, Points
from compiler.measures.domain import Facts, linked
from compiler.measures.moves import beginnings
from compiler.testing.mutating.clauses import reach_of
from compiler.testing.sampling import sample_units

SAMPLED = 400
Two = tuple[core.Group, core.Group]


def judge_item(
    aligned: Aligned,
    pair: tuple[core.Clause | None, core.Clause | None],
    own: Judgement,
    zeroed: Judgement | None,
    whos: tuple[Who, ...],
    became: Mapping[str, str],
) -> Judgement | None:
    """Judge the points of the item of a clause whose own points changed, or whether it sets the item to nought."""
    if own.same and (zeroed is None or zeroed.same):
        return None
    made = in_item(aligned, *pair, became)
    if made is None:
        return None
    known = Evidence(made, frozenset(who.kind for who in whos))
    _by_the_clause(known, made, own)
    known.why = made.why_not
    if made.why_not:
        return known.judgement()
    for witness in (own.less, own.more, own.lost, own.settled):
        if witness is not None:
            _among_plain_others(known, made, witness.unit, whos[0])
    if known.open("less", "more"):
        _by_windows(known, made, aligned, whos)
    if known.open():
        ask_solver(known, whos)
    if known.open("less", "more"):
        for unit in sample_units(made.new.policy, SAMPLED, SEED):
            known.take(unit)
    return known.judgement()


@frozen(repr=False, eq=False)
class _InItem(Pair):
    """The pair of two items that differ in one clause, and in how they start."""

    @cached_property
    def items(self) -> Two:
        """The item under both versions."""
        found = [self._item(part) for part in (self.old, self.new)]
        return found[0], found[1]

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts of all clauses of the item."""
        roots = [root for item in self.items for clause in clauses_of(item) for root in roots_of(clause)]
        return linked((name for root in roots for name in facts_in(root)), self.known, self.new.policy.checks)

    def _item(self, part: Part) -> core.Group:
        (item,) = part.policy.root.children
        assert isinstance(item, core.Group)
        return item


def in_item(
    aligned: Aligned, old: core.Clause | None, new: core.Clause | None, became: Mapping[str, str]
) -> _InItem | None:
    """Return the item of a clause under both versions, all else in it as in the new one; None where there is no such item."""
    some = new or old
    assert some is not None
    now = 1 if new is not None else 0
    base, item = (aligned.old, aligned.new)[now], aligned.items[now].get(some.id)
    if item is None:
        return None
    other = aligned.items[0].get(old.id) if old is not None and new is not None else None
    if old is None or new is None:
        other = _counterpart(aligned, item, some, became, now) or item
    if other is None or other.outside != item.outside or _reads_results(base, item):
        return None
    blank = core.Clause(some.id, some.title, "", some.span)
    both = [evolve(clause, id=some.id) if clause is not None else blank for clause in (old, new)]
    starts = (other.start, item.start) if now else (item.start, other.start)
    points = _larger(other, item)
    parts = [
        Part(_alone(base, evolve(swapped(item, clause), start=start, points=points)), group=item.id)
        for clause, start in zip(both, starts, strict=True)
    ]
    made = _InItem(IN_ITEM, parts[0], parts[1], both[0], both[1])
    return evolve(made, why_not=aligned.in_the_way(made.facts))


def _counterpart(
    aligned: Aligned, item: core.Group, clause: core.Clause, became: Mapping[str, str], now: int
) -> core.Group | None:
    """Return what the item of a clause that is new, or gone, is in the other version: where its other clauses stand."""
    names = dict(became) if now == 0 else {after: before for before, after in became.items()}
    items = aligned.items[1 - now]
    others = (names.get(each.id) for each in clauses_of(item) if each.id != clause.id)
    found = next((items[name] for name in others if name is not None and name in items), None)
    return found or next((each for each in items.values() if each is not None and each.id == item.id), None)


def _reads_results(policy: core.Policy, item: core.Group) -> bool:
    names = {name for clause in clauses_of(item) for root in roots_of(clause) for name in facts_in(root)}
    return any(policy.named[name].role is core.Role.RESULT for name in names if name in policy.named)


def _larger(old: core.Group, new: core.Group) -> tuple[tuple[str, Fraction], ...]:
    """Return the points of both items: that they changed is a change of its own."""
    kinds = dict.fromkeys((*dict(old.points), *dict(new.points)))
    return tuple((kind, max(each.points_for(kind) or Fraction(0) for each in (old, new))) for kind in kinds)


def _alone(policy: core.Policy, item: core.Group) -> core.Policy:
    root = core.Group("", "", policy.root.span, (item,))
    return evolve(policy, root=root, vetoes=(), bands=(), total=())


# --------------------------------------------------------------------------------------------------------------- proofs


def _by_the_clause(known: Evidence, pair: _InItem, own: Judgement) -> None:
    """More from the clause is never less for the item, where it starts alike."""
    if pair.items[0].start is not pair.items[1].start or pair.old_clause.zeroed != pair.new_clause.zeroed:
        return
    known.never |= {"more": Method.PARTS} if own.never_more else {}
    known.never |= {"less": Method.PARTS} if own.never_less else {}
    if own.values_known and own.lost is None and own.settled is None:
        known.never |= {"lost": Method.PARTS, "settled": Method.PARTS}


def _by_windows(known: Evidence, pair: _InItem, aligned: Aligned, whos: tuple[Who, ...]) -> None:
    """Compare of the clause only what its item can show, kind by kind."""
    found: list[Judgement] = []
    for kind in dict.fromkeys(who.kind for who in whos):
        clauses = _windows(pair, kind)
        if clauses is None:
            return
        smaller = pair_of(POINTS, aligned, *clauses)
        own = tuple(who for who in whos if who.kind == kind)
        found.append(judge(smaller, own))
        for witness in (found[-1].less, found[-1].more):
            if witness is not None:
                _among_plain_others(known, pair, witness.unit, own[0])
    for side in ("less", "more"):
        if side in known.open() and all(getattr(each, f"never_{side}") for each in found):
            known.never[side] = max((each.method for each in found), key=list(Method).index)
    if all(each.values_known and each.lost is None and each.settled is None for each in found):
        known.never |= {"lost": Method.PARTS, "settled": Method.PARTS}


def _windows(pair: _InItem, kind: str) -> tuple[core.Clause, core.Clause] | None:
    """Return both clauses held to what the item of a kind can show of them; None where that is no matter of two caps."""
    item = pair.items[1]
    full = item.points_for(kind)
    if full is None or any(_is_capped(group) for each in pair.items for group in _groups(each)):
        return None
    others = _others(pair, kind)
    low = None if others.high is None else -(full if item.outside else 0) - others.high
    high = None if others.low is None else full - others.low
    starts = [full if each.start is core.Start.FULL and not each.outside else Fraction(0) for each in pair.items]
    if pair.old_clause.zeroed != pair.new_clause.zeroed and (others.high != 0 or others.low != 0):
        return None  # what others give is lost, too
    made = [evolve(clause, consequences=(), duties=()) for clause in (pair.old_clause, pair.new_clause)]
    if any(clause.zeroed is not None for clause in made) and starts[0] != starts[1]:
        return None
    if starts[0] == starts[1]:
        low, high = (None if end is None else end - starts[0] for end in (low, high))
    elif not all(_is_plain(clause) for clause in made):
        return None
    else:
        made = [_begun(clause, start) for clause, start in zip(made, starts, strict=True)]
    return _held(made[0], low, high), _held(made[1], low, high)


def _is_plain(clause: core.Clause) -> bool:
    return clause.applies == core.Always() and clause.pick is core.Pick.SUM and clause.rounding is None


def _begun(clause: core.Clause, start: Fraction) -> core.Clause:
    """Return a clause that gives the points from which its item starts too."""
    branch = core.Branch(core.Always(), core.Const(start), "", clause.span)
    effect = core.Effect(core.EffectKind.FIXED, (branch,), clause.span)
    ends = [None if end is None else end + start for end in (clause.lowest, clause.highest)]
    return evolve(clause, effects=(*clause.effects, effect), lowest=ends[0], highest=ends[1])


def _held(clause: core.Clause, low: Fraction | None, high: Fraction | None) -> core.Clause:
    """Return a clause whose points are held between two numbers after its own caps."""
    if low is not None and clause.highest is not None and clause.highest < low:
        return evolve(clause, lowest=low, highest=low)
    if high is not None and clause.lowest is not None and clause.lowest > high:
        return evolve(clause, lowest=high, highest=high)
    lows = [end for end in (clause.lowest, low) if end is not None]
    highs = [end for end in (clause.highest, high) if end is not None]
    return evolve(clause, lowest=max(lows, default=None), highest=min(highs, default=None))


def _others(pair: _InItem, kind: str) -> Points:
    """Return what the other clauses of the item can give together, and nothing at all."""
    policy = pair.new.policy
    found = [
        reach_of(clause, policy, kind).held(clause.lowest, clause.highest).hull(ZERO)
        for clause in clauses_of(pair.items[1])
        if clause.id != pair.new_clause.id
    ]
    return reduce(lambda a, b: a.plus(b), found, ZERO)


def _groups(group: core.Group) -> Iterator[core.Group]:
    yield group
    for child in group.children:
        if isinstance(child, core.Group):
            yield from _groups(child)


def _is_capped(group: core.Group) -> bool:
    return group.lowest is not None or group.highest is not None


# ---------------------------------------------------------------------------------------------------------------- units


def _among_plain_others(known: Evidence, pair: _InItem, unit: Unit, who: Who) -> None:
    """Score a unit that shows what the clause does, with the facts of the others as plain as can be."""
    facts = {name: fact for name, fact in pair.known.items() if name in pair.facts}
    roots = [root for clause in clauses_of(pair.items[1]) for root in roots_of(clause)]
    others: tuple[Facts, ...] = beginnings(roots, facts, pair.new.policy, who)
    for each in ({}, *others):
        if known.open():
            known.take(Unit(unit.name, unit.kind, {**each, **unit.facts}))
