"""What two versions differ in besides their clauses: facts, kinds and lists, period, declared points, grades.

In: both policies as written, the facts that were renamed, which clause became which. Out: ``Change`` values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from compiler import core
from compiler.compare.model import Change
from compiler.compare.pairs.align import declared
from compiler.compare.pairs.periods import years_apart
from compiler.compare.pairs.rewrite import bare, renamed
from compiler.core.walk import clauses_of, facts_in
from compiler.words.amounts import show_number

_SIGNS = {core.Op.GE: "以上", core.Op.GT: "超过", core.Op.LE: "以下", core.Op.LT: "低于", core.Op.EQ: ""}


def changes(
    old: core.Policy, new: core.Policy, names: Mapping[str, str], became: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return all of them, in the order of a policy file."""
    found = [
        *_front(old, new),
        *_lists(old, new),
        *_facts(old, new, names),
        *_checks(old, new, names),
        *_groups(old, new, became),
        *_bands(old, new),
    ]
    return tuple(each for each in found if each.old != each.new)


def _front(old: core.Policy, new: core.Policy) -> Iterator[Change]:
    yield Change("标题", "", old.title, new.title, meaning=False)
    yield Change("文号", "", old.number, new.number, meaning=False)
    yield Change("机关", "", old.agency, new.agency, meaning=False)
    # Where the period moved by whole years, its dates did so with it, and each was compared with its counterpart.
    yield Change("考核期间", "", _period(old), _period(new), meaning=not years_apart(old, new))
    yield Change("总分", "", _points(old.total), _points(new.total))
    yield Change("对象类别", "", "、".join(old.kinds), "、".join(new.kinds))


def _period(policy: core.Policy) -> str:
    return "" if policy.period is None else "至".join(map(str, policy.period))


def _points(points: tuple[tuple[str, Fraction], ...]) -> str:
    return "，".join(f"{kind} {show_number(value)} 分".strip() for kind, value in points)


def _lists(old: core.Policy, new: core.Policy) -> Iterator[Change]:
    first, second = ({roster.kind: roster.units for roster in policy.rosters} for policy in (old, new))
    for kind in dict.fromkeys((*first, *second)):
        before, after = first.get(kind, ()), second.get(kind, ())
        gone = "、".join(unit for unit in before if unit not in after)
        come = "、".join(unit for unit in after if unit not in before)
        yield Change("名单", kind, gone, come)


def _facts(old: core.Policy, new: core.Policy, names: Mapping[str, str]) -> Iterator[Change]:
    first = {fact.name: fact for fact in (renamed(fact, names) for fact in old.facts) if not fact.computed}
    second = {fact.name: fact for fact in new.facts if not fact.computed}
    yield from (
        Change("改名", after, before, after, meaning=False) for before, after in names.items() if after in second
    )
    ranks = (fact.ranks for policy in (old, new) for fact in policy.facts if fact.role is core.Role.RANK)
    ranked = {names.get(name, name) for expr in ranks if expr is not None for name in facts_in(expr)}
    for name in dict.fromkeys((*first, *second)):
        for before, after, meaning in declared(first.get(name), second.get(name), name in ranked):
            yield Change("事实", name, before, after, meaning)


def _checks(old: core.Policy, new: core.Policy, names: Mapping[str, str]) -> Iterator[Change]:
    """Yield the 核对 that are gone or have come: they let other units in; one that is only written otherwise is a matter of words."""
    first = {bare(renamed(check.test, names)): check.says for check in old.checks}
    second = {bare(check.test): check.says for check in new.checks}
    gone, come = (
        "；".join(says for test, says in some.items() if test not in others)
        for some, others in ((first, second), (second, first))
    )
    yield Change("核对", "", gone, come)
    if not gone and not come:
        yield Change("核对", "", "；".join(first.values()), "；".join(second.values()), meaning=False)


def _groups(old: core.Policy, new: core.Policy, became: Mapping[str, str]) -> Iterator[Change]:
    first, second = list(_all(old.root))[1:], list(_all(new.root))[1:]  # the root has no points
    counterparts = [_counterpart(group, second, became) for group in first]
    for group, other in zip(first, counterparts, strict=True):
        yield Change("分值", (other or group).id, _heading(group), _heading(other))
    met = {other.id for other in counterparts if other is not None}
    yield from (Change("分值", group.id, "", _heading(group)) for group in second if group.id not in met)


def _counterpart(group: core.Group, others: list[core.Group], became: Mapping[str, str]) -> core.Group | None:
    """Return the heading that holds most nearly the same clauses, whatever its number is now; else the one of the same id."""
    held = {became[clause.id] for clause in clauses_of(group) if clause.id in became}
    near = [(other, {clause.id for clause in clauses_of(other)}) for other in others]
    near = [(other, holds) for other, holds in near if held & holds or other.id == group.id]

    def distance(each: tuple[core.Group, set[str]]) -> tuple[int, bool, int]:
        return len(held ^ each[1]), each[0].id != group.id, abs(_depth(each[0]) - _depth(group))

    return min(near, key=distance)[0] if near else None


def _depth(group: core.Group) -> int:
    return group.id.count("/")


def _heading(group: core.Group | None) -> str:
    if group is None:
        return ""
    parts = [_points(group.points)] if group.points else []
    parts += [str(group.start)] if group.is_item and not group.outside else []
    parts += ["总分之外"] if group.outside else []
    parts += [f"合计最多扣 {show_number(-group.lowest)} 分"] if group.lowest is not None else []
    parts += [f"合计最多加 {show_number(group.highest)} 分"] if group.highest is not None else []
    return "，".join(parts)


def _all(group: core.Group) -> Iterator[core.Group]:
    yield group
    for child in group.children:
        if isinstance(child, core.Group):
            yield from _all(child)


def _bands(old: core.Policy, new: core.Policy) -> Iterator[Change]:
    yield Change("等次", "", _grades(old), _grades(new))


def _grades(policy: core.Policy) -> str:
    return "，".join(f"{band.name} {_reach(band)}" for band in policy.bands)


def _reach(band: core.GradeBand) -> str:
    low = f"{show_number(band.points)} 分"
    return f"{low}{_SIGNS[band.op]}" if band.to is None else f"{low}—{show_number(band.to)} 分"
