"""Tiers of one measure: which counts where they nest or meet, and what is wrong with them (language.md §5, “Tiers”).

Nested conditions: the innermost that holds. Any other overlap: the author's choice (就高, 就低, 累计, 端点就高, 端点就低), or an
error with an example value. The result is an order of the tiers such that the first that holds is the one that counts.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from attrs import evolve, frozen

from compiler import core
from compiler.core.walk import nodes
from compiler.lowering.names.scope import Measure, Scope
from compiler.lowering.tiers.at_value import witness_at
from compiler.lowering.tiers.meeting import meetings, sorted_by
from compiler.measures import tiers
from compiler.measures.intervals import NOTHING, IntervalSet, nearest_end, set_of
from compiler.problems import questions, units
from compiler.problems import tiers as tier_problems
from compiler.words.amounts import show_interval, show_value
from dsl.diagnostics import Diagnostic
from dsl.nodes import Node
from dsl.source import Span
from dsl.types import Kind


@frozen(repr=False, eq=False)
class Tier(Node):
    """One tier as written: its test, the points it gives (None where they depend on facts), and its wording."""

    test: core.Test
    points: Fraction | None
    branches: tuple[core.Branch, ...]
    span: Span
    condition: Span
    says: str


@frozen(repr=False, eq=False)
class Cut(Node):
    """What the tiers are cut from."""

    measure: Measure
    domain: IntervalSet
    choice: str  # "", high, low, sum, end-high, end-low
    scope: Scope
    holes: bool = True  # whether a hole between tiers is worth a warning (其余 closes them all)


def order(written: list[Tier], cut: Cut) -> tuple[list[Tier], bool]:
    """Return the tiers in the order in which they are tried, and whether the author's choice was needed."""
    sets = [set_of(tier.test, cut.measure.expr) for tier in written]
    known = [(tier, values.intersection(cut.domain)) for tier, values in zip(written, sets, strict=True) if values]
    if len(known) < len(written):
        return written, False
    known, dead = _alive(known, cut)
    beats, used = _beats(known, cut)
    ordered = _sorted(known, beats, cut)
    if ordered is None:
        return written, used
    if cut.holes:
        _holes(known, cut)
    _always_beaten(ordered, cut)
    _loses_at_nought(ordered, cut)
    return [*(tier for tier, _ in ordered), *dead], used


Known = tuple[Tier, IntervalSet]


def _loses_at_nought(ordered: list[Known], cut: Cut) -> None:
    """超期 3 天以内 扣 1 分，超过 3 天 扣 5 分: the more the worse, and where nothing happened one point is lost."""
    low = cut.domain.parts[0].low if cut.domain.parts else None
    if low not in (0, None) or not cut.holes or len(ordered) < _SEVERAL:
        return
    rising = sorted(
        ordered, key=lambda known: known[1].parts[0].low if known[1].parts[0].low is not None else Fraction(0)
    )
    points = [tier.points for tier, _ in rising]
    if any(each is None or each >= 0 for each in points) or any(one <= other for one, other in pairwise(points)):  # type: ignore[operator]  # none is None
        return
    step = 0 if cut.measure.type.kind is Kind.RATIO else 1
    if any(not _next(one, other, step) for (_, one), (_, other) in pairwise(rising)):
        return  # tiers that overlap or leave a hole are no rising ladder
    first = next((tier for tier, values in ordered if values.contains(Fraction(0))), None)
    if first is not None and first is rising[0][0] and isinstance(first.test, core.Compare):  # 0—3 件 says it
        shown = show_value(Fraction(0), cut.measure.type)
        cut.scope.bag.add(questions.loses_at_nought(cut.scope.source, first.condition, cut.measure.name, shown))


def _next(one: IntervalSet, other: IntervalSet, step: int) -> bool:
    """Whether a tier begins where another ends: at 3 件, or at 4 件 behind 3 件; 低于 90% and 超过 100% leave what is right between."""
    end, begin = one.parts[0].high, other.parts[0].low
    return end is not None and begin is not None and 0 <= begin - end <= step


_SEVERAL = 2


def _alive(known: list[Known], cut: Cut) -> tuple[list[Known], list[Tier]]:
    """Return the tiers that can hold, and those that cannot: a policy may accept these, and the others are in order all the same."""
    whole = cut.measure.type.discrete
    dead = [tier for tier, values in known if values.sample(whole=whole) is None]
    for tier in dead:
        if set_of(tier.test, cut.measure.expr) == NOTHING:
            found = tier_problems.reversed_ends(cut.scope.source, tier.condition)
        else:
            found = tier_problems.dead_tier(cut.scope.source, tier.condition, f"“{cut.measure.name}”不可能取到这样的值")
        value = nearest_end(cut.domain, set_of(tier.test, cut.measure.expr) or NOTHING)
        if value is None:  # 90%—80%: not even 90% lies between the two
            limits = (node.value for node in nodes(tier.test) if isinstance(node, core.Const))
            value = next((each for each in limits if cut.domain.contains(each)), None)
        if value is None:
            cut.scope.bag.add(found)
        else:
            _report(found, value, cut)  # as far as it goes
    for tier, values in known:
        _always_true(tier, values, cut)
    return [(tier, values) for tier, values in known if tier not in dead], dead


def _always_true(tier: Tier, values: IntervalSet, cut: Cut) -> None:
    """A threshold beyond everything the measure can be, so that the tier always holds: a mistyped number."""
    test = tier.test
    if values != cut.domain or not isinstance(test, core.Compare) or not isinstance(test.right, core.Const):
        return
    limit, domain = test.right.value, cut.domain.parts[0]
    beyond = (domain.low is not None and limit < domain.low) or (domain.high is not None and limit > domain.high)
    if beyond:
        shown = show_value(limit, cut.measure.type), show_interval(domain, cut.measure.type)
        cut.scope.bag.add(units.out_of_domain(cut.scope.source, tier.condition, shown[0], cut.measure.name, shown[1]))


def _beats(known: list[Known], cut: Cut) -> tuple[set[tuple[int, int]], bool]:
    """Return pairs (winner, loser) of tiers that overlap; overlaps that nobody decided are reported."""
    found: set[tuple[int, int]] = set()
    used = False
    for first, second in meetings([values for _, values in known]):
        a, b = known[first][1], known[second][1]
        shared = a.intersection(b)
        if shared.is_empty:
            continue
        if a == b:
            cut.scope.bag.add(
                tier_problems.same_tier(cut.scope.source, known[first][0].condition, known[second][0].condition)
            )
        elif tiers.nested(a, b):
            found.add((first, second))
            _end_alone(known[first], known[second], cut)
        elif tiers.nested(b, a):
            found.add((second, first))
            _end_alone(known[second], known[first], cut)
        else:
            used = _choose(known, first, second, shared, cut, found) or used
    return found, used


def _end_alone(inner: Known, outer: Known, cut: Cut) -> None:
    """100% beside 99%—100%: the innermost counts, but the text says 100% twice and the author has said nothing about ends."""
    part = inner[1].parts[0]
    wide = set_of(outer[0].test, cut.measure.expr) or outer[1]
    point = part.low if part.low == part.high and len(inner[1].parts) == 1 else None
    if point is None or cut.choice.startswith("end-"):
        return
    if any(point in (each.low, each.high) and each.low != each.high for each in wide.parts):
        shown = show_value(point, cut.measure.type)
        found = tier_problems.end_alone(cut.scope.source, inner[0].condition, outer[0].condition, shown)
        _report(found, point, cut)


def _choose(
    known: list[Known], first: int, second: int, shared: IntervalSet, cut: Cut, found: set[tuple[int, int]]
) -> bool:
    a, b = known[first][0], known[second][0]
    points = all(part.low == part.high for part in shared.parts)
    choice = cut.choice.removeprefix("end-") if points or not cut.choice.startswith("end-") else ""
    if choice in ("high", "low") and a.points is not None and b.points is not None:
        better = first if (a.points >= b.points) == (choice == "high") else second
        found.add((better, second if better == first else first))
        return True
    value = shared.sample(whole=cut.measure.type.discrete) or Fraction(0)
    shown = show_value(value, cut.measure.type)
    source = cut.scope.source
    if points:
        ends = (_why(known[first][1]), _why(known[second][1]))
        _report(tier_problems.shared_end(source, a.condition, b.condition, shown, ends), value, cut)
    else:
        _report(tier_problems.overlap(source, a.condition, b.condition, shown), value, cut)
    return False


def _report(found: Diagnostic, value: Fraction, cut: Cut) -> None:
    """Report a finding together with a unit whose measure has the value in question."""
    scope = cut.scope
    witness = witness_at(cut.measure.expr, value, scope.all_facts(), scope.kinds)
    scope.bag.add(evolve(found, witness=witness))


def _why(values: IntervalSet) -> str:
    part = values.parts[0]
    if part.low is not None and part.high is not None and part.low != part.high:
        return "区间两端均含本数"
    return "这一档含本数"


def _sorted(known: list[Known], beats: set[tuple[int, int]], cut: Cut) -> list[Known] | None:
    """Return the tiers in an order that keeps the written one where nothing else decides; None where there is none."""
    found = sorted_by(len(known), beats)
    if isinstance(found, int):
        cut.scope.bag.add(tier_problems.cyclic_tiers(cut.scope.source, known[found][0].span))
        return None
    return [known[index] for index in found]


def _always_beaten(ordered: list[Known], cut: Cut) -> None:
    for index in tiers.unreachable([values for _, values in ordered], cut.domain, whole=cut.measure.type.discrete):
        if ordered[index][1] in [values for _, values in ordered[:index]]:
            continue  # the very same condition twice is reported as such
        left, first = ordered[index][1].intersection(cut.domain), list[Span]()
        for tier, values in ordered[:index]:
            if left.intersection(values).sample(whole=cut.measure.type.discrete) is not None:
                first.append(tier.condition)
            left = left.minus(values)
        why = "凡符合这一档的，都先落在别的档"
        found = tier_problems.dead_tier(cut.scope.source, ordered[index][0].condition, why, tuple(first))
        value = ordered[index][1].sample(whole=cut.measure.type.discrete)
        if value is None:
            cut.scope.bag.add(found)
        else:
            _report(found, value, cut)


def _holes(known: list[Known], cut: Cut) -> None:
    whole = cut.measure.type.discrete
    gaps = tiers.holes([values for _, values in known], cut.domain, whole=whole)
    for part in gaps.parts:
        value = IntervalSet((part,)).sample(whole=whole)
        if value is None:
            continue
        below = [tier for tier, values in known if any(p.high is not None and p.high <= value for p in values.parts)]
        above = [tier for tier, values in known if any(p.low is not None and p.low >= value for p in values.parts)]
        if below and above:
            low = max(below, key=lambda tier: _edge(tier, known, high=True))
            high = min(above, key=lambda tier: _edge(tier, known, high=False))
            if low is high:
                continue  # 不足 15 件 或 超过 20 件: what a tier leaves out itself is no hole
            shown = show_value(value, cut.measure.type)
            found = tier_problems.hole(cut.scope.source, low.condition.to(high.condition), shown, low.says, high.says)
            _report(found, value, cut)


def _edge(tier: Tier, known: list[Known], *, high: bool) -> Fraction:
    values = next(values for each, values in known if each is tier)
    edge = values.parts[-1].high if high else values.parts[0].low
    return edge if edge is not None else Fraction(0)
