"""Do two encodings of one official sentence mean the same, up to the names and the grain of their facts?

In: clauses of Core. Out: ``meaning``, a multiset of plain values, and ``same``, which compares two of them and says how they agree.

What counts as the same, and why:

- Facts lose their names. A fact, a ratio of two counts and any other expression of facts that a threshold is set on is "the measure";
  what is compared is its thresholds and the points of every interval between them.
- A condition without a threshold (是否, 等级, their 且, 或 and 未) is one opaque condition: into how many facts it is split is the author's
  choice of grain; the sentence's words decide when it holds in either encoding.
- That something was done by a day (7月5日前) is an opaque condition: either it was or it was not.
- An opaque condition before a rate (自有系统联网 的，每项扣1分) is part of what is counted: where it does not hold the count is nought.
- Two counts at one price are one count of both. Fixed points for each of several events are a rate over their number.
- A branch that a policy states for an empty denominator (无工单时 不扣分) is not compared: the sentences do not have it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.meaning.interpret import Unit, holds
from compiler.measures.choosing import threshold_of
from dsl.types import Kind

Meaning = Counter[tuple[object, ...]]
_OPAQUE = "条件"


def meaning(clauses: list[core.Clause], policy: core.Policy) -> Meaning:
    """Return what clauses do to a score, without names."""
    found: Meaning = Counter()
    outside = set(_outside(policy.root, False))
    for clause in clauses:
        if clause.id in outside:
            found[("总分之外",)] = 1
        for effect in clause.effects:
            found.update(_effect(effect, policy))
        if clause.zeroed is not None:
            found[("归零", _test(clause.zeroed, policy))] += 1
        for each in clause.consequences:
            found[("后果", each.text, _test(each.test, policy))] += 1
        found.update(("封顶", str(cap)) for cap in (clause.lowest, clause.highest) if cap is not None)
        found.update(
            ("否决", str(veto.deduction), _test(veto.test, policy))
            for veto in policy.vetoes
            if veto.clause == clause.id
        )
    for key in [key for key in found if key[0] == "每"]:
        found[key] = 1  # two counts at one price are one count of both
    return found


def _outside(group: core.Group, within: bool) -> Iterator[str]:
    """The clauses beyond the declared total: 加分项, 扣分项, 另计."""
    for child in group.children:
        if isinstance(child, core.Group):
            yield from _outside(child, within or child.outside)
        elif within:
            yield child.id


def same(hand: Meaning, drafted: Meaning) -> str:
    """Return how two meanings agree: 相同, 计次 (fixed points for each of several events as a rate); "" where they do not."""
    if hand == drafted:
        return "相同"
    left, right = hand - drafted, drafted - hand
    fixed = {key[2] for key in left if key[0] == "定" and key[1] == _OPAQUE}
    if len(fixed) == 1 and set(right) == {("每", f"{next(iter(fixed))} × 数")} and all(key[0] == "定" for key in left):
        return "计次"
    return ""


# --------------------------------------------------------------------------------------------------------------- effects


def _effect(effect: core.Effect, policy: core.Policy) -> Iterator[tuple[object, ...]]:
    branches = [branch for branch in effect.branches if not _empty(branch.test, effect)]
    branches = [evolve(branch, test=_without_days(branch.test, policy)) for branch in branches]
    measures = {repr_of(measure) for branch in branches for measure, _ in _compares(branch.test)}
    opaque = any(_has_opaque(branch.test) for branch in branches)
    constant = all(isinstance(branch.points, core.Const) for branch in branches)
    if len(measures) == 1 and not opaque and constant:
        yield ("档", *_steps(branches))
        return
    for branch in branches:
        points, test = _points(branch.points, policy), _test(branch.test, policy)
        if points == "0":
            continue
        if "数" in points:
            yield ("每", points) if test in (_OPAQUE, "总是") else ("每", points, test)
        else:
            yield ("定", test, points)


def _without_days(test: core.Test, policy: core.Policy) -> core.Test:
    """A comparison of a day with a day of the calendar is a condition that holds or does not."""
    match test:
        case core.Both(tests) | core.Either(tests):
            return type(test)(tuple(_without_days(each, policy) for each in tests))
        case core.Negate(inner):
            return core.Negate(_without_days(inner, policy))
        case core.Compare(core.Read(fact), _, _) if policy.fact(fact).type.kind is Kind.DATE:
            return core.Given(fact)
        case _:
            return test


def _empty(test: core.Test, effect: core.Effect) -> bool:
    """The branch of an empty denominator."""
    zero = isinstance(test, core.Compare) and test.op is core.Op.EQ and isinstance(test.right, core.Const)
    return zero and test.right.value == 0 and effect.kind is not core.EffectKind.FIXED  # type: ignore[union-attr]


def _steps(branches: list[core.Branch]) -> Iterator[tuple[str, str]]:
    """The points on every stretch of the measure, where they change."""
    cuts = sorted({threshold for branch in branches for _, threshold in _compares(branch.test)})
    places: list[tuple[str, Fraction]] = []
    for index, cut in enumerate(cuts):
        before = cuts[index - 1] if index else cut - 1
        places += [(f"<{cut}", (before + cut) / 2), (f"={cut}", cut)]
    places.append((f">{cuts[-1]}", cuts[-1] + 1))
    last: object = None
    for label, value in places:
        points = next((branch.points for branch in branches if _true(branch.test, value)), None)
        shown = str(points.value) if isinstance(points, core.Const) else "0"
        if shown != last:
            yield (label.lstrip("<") if last is None else label, shown)
        last = shown


def _true(test: core.Test, value: Fraction) -> bool:
    match test:
        case core.Both(tests):
            return all(_true(each, value) for each in tests)
        case core.Either(tests):
            return any(_true(each, value) for each in tests)
        case core.Negate(inner):
            return not _true(inner, value)
        case core.Compare():
            _, threshold = threshold_of(test)
            return holds(core.Compare(core.Const(value), test.op, core.Const(threshold)), Unit("", "", {}))
        case _:
            return True


def _compares(test: core.Test) -> Iterator[tuple[core.Expr, Fraction]]:
    """The thresholds of a test."""
    match test:
        case core.Both(tests) | core.Either(tests):
            for each in tests:
                yield from _compares(each)
        case core.Negate(inner):
            yield from _compares(inner)
        case core.Compare():
            yield threshold_of(test)


def _has_opaque(test: core.Test) -> bool:
    match test:
        case core.Both(tests) | core.Either(tests):
            return any(_has_opaque(each) for each in tests)
        case core.Negate(inner):
            return _has_opaque(inner)
        case core.Compare() | core.Always():
            return False
        case _:
            return True


# ------------------------------------------------------------------------------------------------------ tests and points


def _test(test: core.Test, policy: core.Policy) -> str:
    match test:
        case core.Always():
            return "总是"
        case core.Compare():
            _, threshold = threshold_of(test)
            return f"量 {test.op} {threshold}"
        case core.OfKind(kinds):
            return "、".join(kinds)
        case core.Both(tests) | core.Either(tests):
            parts = sorted({_test(each, policy) for each in tests})
            joint = " 且 " if isinstance(test, core.Both) else " 或 "
            return parts[0] if len(parts) == 1 else f"({joint.join(parts)})"
        case core.Negate(inner):
            made = _test(inner, policy)
            return made if made == _OPAQUE else f"非 {made}"
        case _:
            return _OPAQUE


def _points(points: core.Expr, policy: core.Policy) -> str:
    match points:
        case core.Const(value):
            return str(value)
        case core.Divide():
            return "比率"
        case core.Read(fact):
            return _fact(policy.fact(fact))
        case core.Multiply(left, right):
            return " × ".join(sorted((_points(left, policy), _points(right, policy)), key=_constant_first))
        case core.WholeUnits(amount, step, started):
            return f"整({_points(amount, policy)}, {step}, {started})"
        case core.Rounded(value, digits, mode):
            return f"取整({_points(value, policy)}, {digits}, {mode})"
        case core.Add(left, right) | core.Subtract(left, right) | core.Least(left, right) | core.Greatest(left, right):
            return f"{type(points).__name__}({_points(left, policy)}, {_points(right, policy)})"


def _constant_first(text: str) -> tuple[bool, str]:
    return (not text.lstrip("-")[:1].isdigit(), text)


def _fact(fact: core.Fact) -> str:
    if fact.role is core.Role.JUDGEMENT:
        return f"裁量({fact.low}, {fact.high}, {fact.each[1:] if fact.each else ''}, {fact.high_by_kind})"
    return "比率" if fact.type.kind is Kind.RATIO else "数"


def repr_of(node: object) -> str:
    """A text that two equal expressions share."""
    import attrs

    if attrs.has(type(node)):
        fields = (getattr(node, each.name) for each in attrs.fields(type(node)) if each.name not in ("span", "name"))
        return f"{type(node).__name__}({', '.join(repr_of(each) for each in fields)})"
    return repr(node)
