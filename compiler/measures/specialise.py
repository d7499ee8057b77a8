"""An effect as one unit meets it: tests on its kind and on lists are decided, so that what is left looks at facts only."""

from __future__ import annotations

from attrs import evolve

from compiler import core
from compiler.meaning.interpret import Unit

NEVER = core.Negate(core.Always())


def specialise(effect: core.Effect, unit: Unit) -> core.Effect:
    """Return the effect with 对象类别 and 名单 decided for a unit; branches that can never hold for it stay, as never."""
    branches = tuple(evolve(branch, test=decided(branch.test, unit)) for branch in effect.branches)
    return evolve(effect, branches=branches)


def decided(test: core.Test, unit: Unit) -> core.Test:
    """Return a test with 对象类别 and 名单 decided for a unit; what never holds for it is ``Negate(Always())``."""
    match test:
        case core.OfKind(kinds):
            return core.Always() if unit.kind in kinds else NEVER
        case core.Listed(_, units):
            return core.Always() if unit.name in units else NEVER
        case core.Both(tests):
            kept = [each for each in (decided(one, unit) for one in tests) if each != core.Always()]
            return NEVER if NEVER in kept else _joined(core.Both, kept, core.Always())
        case core.Either(tests):
            kept = [each for each in (decided(one, unit) for one in tests) if each != NEVER]
            return core.Always() if core.Always() in kept else _joined(core.Either, kept, NEVER)
        case core.Negate(inner) if inner != core.Always():
            inside = decided(inner, unit)
            return core.Always() if inside == NEVER else (NEVER if inside == core.Always() else core.Negate(inside))
        case _:
            return test


def concerns_all(test: core.Test, policy: core.Policy) -> bool:
    """Tell whether a test on kinds and lists holds for every unit there is: each kind has its 名单, and all that stand there meet it."""
    if test == core.Always():
        return True
    if not policy.rosters or {each.kind for each in policy.rosters} < set(policy.kinds):
        return False
    units = (Unit(name, each.kind, {}) for each in policy.rosters for name in each.units)
    return all(decided(test, unit) == core.Always() for unit in units)


def _joined(kind: type[core.Both | core.Either], tests: list[core.Test], empty: core.Test) -> core.Test:
    if not tests:
        return empty
    return tests[0] if len(tests) == 1 else kind(tuple(tests))
