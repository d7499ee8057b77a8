"""What reached the total of a change: the points of clauses after the floors and caps of their items.

In: both policies, their comparison, the results of one unit under both. Out: who changed the total by how much, adding up to the
change of the total exactly. A clause alone in its item gets what the item changed. Of several in one item the new points come in one
after the other, in their order in the text; what an item changed by itself (its points, how it starts) stands under the item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.compare import Comparison, Verdict
from compiler.compare.model import joined
from compiler.core.walk import clauses_of
from compiler.meaning.result import ZERO, ClauseResult, Outcome, Points, Result
from compiler.meaning.scoring import items_of
from compiler.meaning.totals import group_result

REST = "合计的上下限、否决"  # what changed above the items


@frozen
class Reaching:
    """What two versions have in common, looked up once for all units."""

    old: core.Policy
    new: core.Policy
    moved: Mapping[str, str]  # clauses of the old version by what they are called in the new one
    same: frozenset[str]  # clauses of the new version that give every unit what they gave
    alone: Mapping[str, Verdict]  # what a clause of the new version does to its item where it alone changed
    own: Mapping[str, Verdict]  # what became of its own points, of whatever stands beside it

    @classmethod
    def between(cls, old: core.Policy, new: core.Policy, found: Comparison) -> Reaching:
        """Return what is needed to compare the units of two versions."""
        moved = {each.old.id: each.new.id for each in found.clauses if each.old is not None and each.new is not None}
        same = frozenset(each.id for each in found.clauses if each.same_meaning)
        own = {each.id: joined(each.judgements) for each in found.clauses}
        return cls(old, new, moved, same, {each.id: each.direction for each in found.clauses}, own)

    def parts(self, old: Result, new: Result) -> tuple[tuple[str, Fraction], ...]:
        """Return who changed the total by how much, the largest first; nothing where a total is not known."""
        if old.total.exact is None or new.total.exact is None:
            return ()
        found = [*self._free(old, new), *self._items(old, new)]
        rest = new.total.exact - old.total.exact - sum((change for _, change in found), Fraction(0))
        found = [each for each in (*found, (REST, rest)) if each[1]]
        return tuple(sorted(found, key=lambda each: (-abs(each[1]), each[0])))

    def change(self, old: Result, new: Result) -> Points:
        """Return within what the total can have changed: what is the same in both versions changes nothing."""
        total = _between(old.total, new.total)
        if total.exact is not None or self._is_held() or not self._all_matched():
            return total
        after = {self.moved.get(each.clause, each.clause): each for each in old.clauses}
        now = {each.clause: each for each in new.clauses}
        items = self._by_item()
        found = ZERO
        for item, names in items.items():
            if item is None:
                for name in names:
                    change = _between(_points(after.get(name)), _points(now.get(name)))
                    found = found.plus(self._proved(change, frozenset((name,))))
            else:
                change = _between(_group(old, self._before(item)), _group(new, item))
                found = found.plus(self._proved(change, names) if self._alike(item) else change)
        return found

    def _proved(self, change: Points, names: frozenset[str]) -> Points:
        """Hold a change to what is proved of clauses: nothing where all are the same, no gain where all are stricter."""
        changed = names - self.same
        if not changed:
            return ZERO
        ways = {(self.alone if len(changed) == 1 else self.own)[name] for name in changed} - {Verdict.SAME}
        if ways == {Verdict.STRICTER}:
            return Points(change.low, Fraction(0) if change.high is None else min(change.high, Fraction(0)))
        if ways == {Verdict.LOOSER}:
            return Points(Fraction(0) if change.low is None else max(change.low, Fraction(0)), change.high)
        return change

    # ------------------------------------------------------------------------------------------------------------- parts

    def _free(self, old: Result, new: Result) -> Iterator[tuple[str, Fraction]]:
        """Yield the clauses that stand in no item."""
        homes = [items_of(self.old), items_of(self.new)]
        before = {self.moved.get(c.clause, c.clause): c for c in old.clauses if homes[0][c.clause] is None}
        after = {c.clause: c for c in new.clauses if homes[1][c.clause] is None}
        for name in dict.fromkeys((*before, *after)):
            change = _between(_points(before.get(name)), _points(after.get(name))).exact
            if change:
                yield name, change

    def _items(self, old: Result, new: Result) -> Iterator[tuple[str, Fraction]]:
        met: set[str] = set()
        for item in _items_below(self.new.root):
            before = self._before(item.id)
            met |= {before} if before else set()
            yield from self._item(item, before, old, new)
        for item in _items_below(self.old.root):
            if item.id not in met:
                gone = _group(old, item.id).exact
                yield item.id, -(gone or Fraction(0))

    def _item(self, item: core.Group, before: str, old: Result, new: Result) -> Iterator[tuple[str, Fraction]]:
        """Let the new points of the clauses of an item come in one after the other."""
        first = {self.moved.get(each.clause, each.clause): each for each in old.clauses}
        second = {c.clause: c for c in new.clauses}
        names = [clause.id for clause in clauses_of(item)]
        changed = [name for name in names if _gives(first.get(name)) != _gives(second.get(name))]
        gone = [name for name in self._gone(before) if _gives(first.get(name)) != _gives(None)]
        was, now = _group(old, before).exact or Fraction(0), _group(new, item.id).exact or Fraction(0)
        if len(changed) + len(gone) == 1:
            yield [*changed, *gone][0], now - was
            return
        given = {name: first.get(name) or _nothing(name) for name in names}
        reached = self._held(item, given, new.kind)
        yield gone[0] if len(gone) == 1 else item.id, reached - was
        for name in changed:
            given[name] = second[name]
            after = self._held(item, given, new.kind)
            yield name, after - reached
            reached = after

    def _held(self, item: core.Group, given: dict[str, ClauseResult], kind: str) -> Fraction:
        return group_result(item, kind, given, []).exact or Fraction(0)

    # ------------------------------------------------------------------------------------------------------------- items

    def _before(self, item: str) -> str:
        """Return what an item of the new version was in the old one: where most of its clauses stood; empty where it was not."""
        homes, now = items_of(self.old), items_of(self.new)
        counts: dict[str, int] = {}
        for before, after in self.moved.items():
            home, here = homes[before], now[after]
            if home is not None and here is not None and here.id == item:
                counts[home.id] = counts.get(home.id, 0) + 1
        return max(counts, key=lambda each: counts[each], default="")

    def _gone(self, item: str) -> list[str]:
        """Return the clauses of an old item that the new version does not have."""
        homes = items_of(self.old)
        return [name for name, home in homes.items() if home is not None and home.id == item and name not in self.moved]

    def _by_item(self) -> dict[str | None, frozenset[str]]:
        found: dict[str | None, set[str]] = {}
        for name, item in items_of(self.new).items():
            found.setdefault(None if item is None else item.id, set()).add(name)
        return {item: frozenset(names) for item, names in found.items()}

    def _all_matched(self) -> bool:
        """Whether every clause and every item of the old version is one of the new one."""
        before = {self._before(item.id) for item in _items_below(self.new.root)}
        return (
            set(items_of(self.old)) <= set(self.moved) and {item.id for item in _items_below(self.old.root)} <= before
        )

    def _alike(self, item: str) -> bool:
        """Whether an item starts alike, has the same points and holds the same clauses."""
        now = next((each for each in _items_below(self.new.root) if each.id == item), None)
        was = next((each for each in _items_below(self.old.root) if each.id == self._before(item)), None)
        if now is None or was is None:
            return False
        held = [{self.moved.get(each.id, "") for each in clauses_of(was)}, {each.id for each in clauses_of(now)}]
        frames = [(each.points, each.start, each.lowest, each.highest, each.outside) for each in (was, now)]
        return held[0] == held[1] and frames[0] == frames[1]

    def _is_held(self) -> bool:
        """Whether something above the items bears on the total, so that its parts do not add up."""
        groups = [group for policy in (self.old, self.new) for group in _groups(policy.root)]
        above = any(not each.is_item and (each.lowest, each.highest) != (None, None) for each in groups)
        return above or bool(self.old.vetoes or self.new.vetoes)


def _groups(group: core.Group) -> Iterator[core.Group]:
    yield group
    for child in group.children:
        if isinstance(child, core.Group):
            yield from _groups(child)


def _items_below(group: core.Group) -> Iterator[core.Group]:
    return (each for each in _groups(group) if each.is_item)


def _group(result: Result, name: str) -> Points:
    """Return what a heading gave; nothing where there is none."""
    return next((each.points for each in result.groups if name and each.group == name), ZERO)


def _points(result: ClauseResult | None) -> Points:
    return ZERO if result is None else result.points


def _gives(result: ClauseResult | None) -> tuple[Points, bool | None]:
    return (ZERO, False) if result is None else (result.points, result.zeroed)


def _nothing(name: str) -> ClauseResult:
    return ClauseResult(name, Outcome.NOT_APPLICABLE, ZERO, ZERO)


def _between(old: Points, new: Points) -> Points:
    """Return by how much something changed at least and at most."""
    low = None if new.low is None or old.high is None else new.low - old.high
    high = None if new.high is None or old.low is None else new.high - old.low
    return Points(low, high)
