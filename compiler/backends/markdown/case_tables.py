"""Case tables: which points a tiered clause gives where, without a gap: every interval, the rest, the zero denominator.

In: a clause of Core. Out: frozen rows of plain strings, with no markup.
"""

from __future__ import annotations

from attrs import frozen

from compiler import core
from compiler.measures.intervals import IntervalSet
from compiler.measures.tiers import Piece, domain_of, empty_branch, partition
from compiler.words.wording import Voice, show_bounds, show_expr, show_interval, show_points, show_test, voice_of
from dsl.nodes import Node

REST = "其余"
CASE_COLUMNS = ("区间", "数学区间", "得分")


@frozen(repr=False, eq=False)
class CaseTable(Node):
    """The cases of one tiered measure; each row is words, mathematical form, points."""

    measure: str
    rows: tuple[tuple[str, str, str], ...]


def case_tables(clause: core.Clause, policy: core.Policy) -> tuple[CaseTable, ...]:
    """Return the case table of each tiered effect of a clause."""
    voice = voice_of(policy, clause)
    tiered = [effect for effect in clause.effects if effect.kind is core.EffectKind.TIERS]
    return tuple(CaseTable(head_of(effect), _rows(effect, policy, voice)) for effect in tiered)


def head_of(effect: core.Effect) -> str:
    """Return what stands above a table: the name of the measure, and how it is worked out."""
    if effect.measure is None:
        return effect.measure_name
    formula = show_expr(effect.measure, named=False)
    name = effect.measure_name or show_expr(effect.measure)
    return name if name == formula else f"{name} ＝ {formula}"


def _rows(effect: core.Effect, policy: core.Policy, voice: Voice) -> tuple[tuple[str, str, str], ...]:
    pieces = () if effect.measure is None else partition(effect, domain_of(effect.measure, policy))
    if not pieces:
        settled = _every_member(effect, policy) or any(isinstance(each.test, core.Always) for each in effect.branches)
        rest = () if settled else ((REST, "—", voice.nought),)
        return (*_conditions(effect, policy, voice), *rest)
    open_ = [piece for piece in pieces if piece.branch < 0]
    tiers = [_tier(effect, piece, policy, voice) for piece in pieces if piece.branch >= 0]
    return (*no_denominator(effect, policy, voice), *tiers, *_rest(effect, open_, voice))


def _every_member(effect: core.Effect, policy: core.Policy) -> bool:
    """Whether the conditions are the members of one grade, none left out."""
    tests = [test for branch in effect.branches for test in _either(branch.test)]
    given = {(test.fact, test.member) for test in tests if isinstance(test, core.IsMember)}
    facts = {fact for fact, _ in given}
    if len(facts) != 1:
        return False
    (fact,) = facts
    return {member for _, member in given} >= set(policy.fact(fact).type.members)


def _either(test: core.Test) -> tuple[core.Test, ...]:
    return test.tests if isinstance(test, core.Either) else (test,)


def _tier(effect: core.Effect, piece: Piece, policy: core.Policy, voice: Voice) -> tuple[str, str, str]:
    type_ = effect.measure_type
    points = _points(effect.branches[piece.branch], policy, voice)
    return show_interval(piece.interval, type_), show_bounds(piece.interval, type_), points


def _points(branch: core.Branch, policy: core.Policy, voice: Voice) -> str:
    """Return the points of a branch; where they depend on facts, their formula."""
    if isinstance(branch.points, core.Const):
        return show_points(branch.points.value, voice)
    if isinstance(branch.points, core.Read) and policy.fact(branch.points.fact).role is core.Role.JUDGEMENT:
        return f"由考核人评定（{branch.points.fact}）"
    return f"{show_expr(branch.points)}（分）"


def _rest(effect: core.Effect, rest: list[Piece], voice: Voice) -> tuple[tuple[str, str, str], ...]:
    """Return the last row: what no tier covers; none where the tiers cover everything."""
    if not rest:
        return ()
    parts = IntervalSet(tuple(piece.interval for piece in rest)).parts
    words = "；".join(show_interval(part, effect.measure_type) for part in parts)
    return ((f"{REST}（{words}）", " ∪ ".join(show_bounds(part, effect.measure_type) for part in parts), voice.nought),)


def no_denominator(effect: core.Effect, policy: core.Policy, voice: Voice) -> tuple[tuple[str, str, str], ...]:
    """Return the row of a denominator of 0, where the policy says what then holds."""
    index = empty_branch(effect)
    if index is None:
        return ()
    branch = effect.branches[index]
    return ((f"分母为 0（{show_test(branch.test, policy)}）", "—", _points(branch, policy, voice)),)


def _conditions(effect: core.Effect, policy: core.Policy, voice: Voice) -> list[tuple[str, str, str]]:
    """Return the branches as conditions in their order, for tiers that look at more than the measure."""
    several = len(effect.branches) > 1
    return [
        (
            REST if several and isinstance(each.test, core.Always) else show_test(each.test, policy),
            "—",
            _points(each, policy, voice),
        )
        for each in effect.branches
    ]
