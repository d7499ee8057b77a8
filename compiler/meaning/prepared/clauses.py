"""A clause as a function of the facts and the name of the unit, for one kind of unit.

In: ``core.Clause``. Out: a function that gives its result and the points as a number, or raises ``Unsettled`` where something
that scoring looks at is not known: then ``score_clause`` has the word. Results are values, so units with the same branches share one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from fractions import Fraction

from compiler import core
from compiler.meaning.clauses import loss_of
from compiler.meaning.interpret import round_to
from compiler.meaning.prepared.conditions import Check, check_of
from compiler.meaning.prepared.numbers import MOST, Facts, Give, Number, held, key_of, number_of, points_of, whole
from compiler.meaning.result import ZERO, ClauseResult, EffectResult, Outcome, Points

Scored = tuple[ClauseResult, Number | Points]  # the points once more, as a number where they are one
Run = Callable[[Facts, str], Scored]
Taken = tuple[Number, int, Hashable]  # points, the branch that gave them, what both are remembered by


def scored(result: ClauseResult) -> Scored:
    """Return a result with its points as a number, or as the range that they are."""
    exact = result.points.exact
    return result, result.points if exact is None else whole(exact)


def run_of(clause: core.Clause, item: core.Group | None, kind: str) -> Run:
    """Return the function that scores a clause for units of a kind."""
    applies = check_of(clause.applies, kind)
    concerned = _concerned(clause, item, kind) if applies is not False else None
    outside = scored(ClauseResult(clause.id, Outcome.NOT_APPLICABLE, ZERO, ZERO))
    if concerned is None:
        return lambda facts, name: outside
    if isinstance(applies, bool):
        return concerned
    return lambda facts, name: concerned(facts, name) if applies(facts, name) else outside


def _concerned(clause: core.Clause, item: core.Group | None, kind: str) -> Run:
    acting = _acting(clause, kind)
    zeroed = False if clause.zeroed is None else check_of(clause.zeroed, kind)
    if zeroed is False:
        return acting
    zeroing = _zeroing(clause, item, kind)
    if zeroed is True:
        return zeroing
    return lambda facts, name: zeroing(facts, name) if zeroed(facts, name) else acting(facts, name)


def _zeroing(clause: core.Clause, item: core.Group | None, kind: str) -> Run:
    loss, follows = loss_of(item, kind), _answers([each.test for each in clause.consequences], kind)

    def run(facts: Facts, name: str) -> Scored:
        result = ClauseResult(
            clause.id,
            Outcome.SCORED,
            loss,
            loss,
            zeroed=True,
            consequences=_following(clause, follows(facts, name)),
        )
        return scored(result)

    return run


def _acting(clause: core.Clause, kind: str) -> Run:
    """Return the function that scores the effects of a clause, with what follows and the duties, if it has any."""
    if not clause.effects and not clause.consequences and not clause.duties:
        nothing = _result(clause, [], (), ())
        return lambda facts, name: nothing
    if len(clause.effects) == 1 and not clause.consequences and not clause.duties:
        return _one_effect(clause, _effect_of(clause.effects[0], kind))
    effects = tuple(_effect_of(effect, kind) for effect in clause.effects)
    follows = _answers([each.test for each in clause.consequences], kind)
    duties = _answers([each.test for each in clause.duties if each.test is not None], kind)
    known: dict[Hashable, Scored] = {}

    def run(facts: Facts, name: str) -> Scored:
        taken = [effect(facts, name) for effect in effects]
        following, met = follows(facts, name), duties(facts, name)
        key = (*[each[2] for each in taken], following, met)
        found = known.get(key)
        if found is None:
            found = _remembered(known, key, _result(clause, taken, following, met))
        return found

    return run


def _one_effect(clause: core.Clause, effect: Callable[[Facts, str], Taken]) -> Run:
    known: dict[Hashable, Scored] = {}

    def run(facts: Facts, name: str) -> Scored:
        taken = effect(facts, name)
        found = known.get(taken[2])
        if found is None:
            found = _remembered(known, taken[2], _result(clause, [taken], (), ()))
        return found

    return run


def _remembered(known: dict[Hashable, Scored], key: Hashable, result: Scored) -> Scored:
    if len(known) >= MOST:
        known.clear()
    known[key] = result
    return result


def _result(clause: core.Clause, taken: list[Taken], following: tuple[bool, ...], met: tuple[bool, ...]) -> Scored:
    given = [points for points, _, _ in taken if points]
    value: Number = max([*given, 0]) + min([*given, 0])  # also the sum, where it is of one
    if clause.pick is core.Pick.SUM and len(given) > 1:
        value = sum(given[1:], given[0])
    raw = whole(value if clause.rounding is None else round_to(Fraction(value), *clause.rounding))
    value = whole(held(raw, clause.lowest, clause.highest))
    shown = points_of(value)
    result = ClauseResult(
        clause.id,
        Outcome.SCORED,
        shown,
        shown if value == raw else points_of(raw),
        tuple([EffectResult(points_of(points), (index,)) for points, index, _ in taken]),
        consequences=_following(clause, following) if following else (),
        duties=_duties(clause, met) if clause.duties else (),
    )
    return result, value


def _following(clause: core.Clause, holding: tuple[bool, ...]) -> tuple[str, ...]:
    return tuple(each.text for each, holds in zip(clause.consequences, holding, strict=True) if holds)


def _duties(clause: core.Clause, met: tuple[bool, ...]) -> tuple[tuple[str, str], ...]:
    answers = iter(met)
    return tuple(
        (duty.text, "待核" if duty.test is None else ("合规" if next(answers) else "不合规")) for duty in clause.duties
    )


def _answers(tests: list[core.Test], kind: str) -> Callable[[Facts, str], tuple[bool, ...]]:
    """Return the function that answers several tests."""
    checks = tuple(_asked(check_of(test, kind)) for test in tests)
    if not checks:
        return lambda facts, name: ()
    if len(checks) == 1:
        only = checks[0]
        return lambda facts, name: (only(facts, name),)
    return lambda facts, name: tuple([check(facts, name) for check in checks])


def _asked(check: Check | bool) -> Check:
    return check if not isinstance(check, bool) else lambda facts, name: check


def _effect_of(effect: core.Effect, kind: str) -> Callable[[Facts, str], Taken]:
    """Return the function that gives what an effect gives: the points of the first branch whose test holds."""
    branches: list[tuple[Check | None, Give | None, Taken]] = []
    for index, branch in enumerate(effect.branches):
        check = check_of(branch.test, kind)
        if check is False:
            continue
        points = branch.points
        constant = whole(points.value) if isinstance(points, core.Const) else 0
        give = None if isinstance(points, core.Const) else number_of(points)
        branches.append((None if check is True else check, give, (constant, index, index)))
        if check is True:
            break
    if len(branches) == 1 and branches[0][0] is None and branches[0][1] is not None:
        return _always(branches[0][1], branches[0][2][1])
    none: Taken = (0, -1, -1)

    def run(facts: Facts, name: str) -> Taken:
        for check, give, constant in branches:
            if check is None or check(facts, name):
                if give is None:
                    return constant
                value = give(facts)
                return value, constant[1], (constant[1], value if value.__class__ is int else key_of(value))
        return none

    return run


def _always(give: Give, index: int) -> Callable[[Facts, str], Taken]:
    """Return the function of an effect that has no condition."""

    def run(facts: Facts, name: str) -> Taken:
        value = give(facts)
        return value, index, value if value.__class__ is int else key_of(value)

    return run
