"""The branches of an effect that are worth writing: none that cannot be reached, no bound that is already known."""

from __future__ import annotations

from fractions import Fraction

from compiler import core
from compiler.backends.python import needs
from compiler.backends.python.conditions import NEVER, simplified
from compiler.backends.python.text.words import Words

NOUGHT = core.Const(Fraction(0))


def without(test: core.Test, before: list[core.Branch]) -> core.Test:
    """Return a test without what is already known because the tests before it failed (不足98% after 98%以上)."""
    failed = [each for branch in before for each in _failed(branch.test)]
    if isinstance(test, core.Both):
        kept = [each for each in test.tests if not any(follows(each, other) for other in failed)]
        return simplified(core.Both(tuple(kept)))
    return core.Always() if any(follows(test, other) for other in failed) else test


def _failed(test: core.Test) -> tuple[core.Test, ...]:
    return test.tests if isinstance(test, core.Either) else (test,)


def follows(test: core.Test, failed: core.Test) -> bool:
    """Tell whether one bound of a value follows from another bound of the same value not holding."""
    known = simplified(failed, negated=True)
    match known, test:
        case core.Compare(one, op, core.Const(limit)), core.Compare(other, wanted, core.Const(value)) if one == other:
            below, above = (core.Op.LT, core.Op.LE), (core.Op.GT, core.Op.GE)
            if op == wanted or op in (core.Op.LT, core.Op.GT):
                beyond = limit <= value if op in below else limit >= value
            else:
                beyond = limit < value if op in below else limit > value
            return beyond and any(op in side and wanted in side for side in (below, above))
    return False


def live_branches(effect: core.Effect) -> list[core.Branch]:
    """Return the branches that can be reached, their tests simplified."""
    found: list[core.Branch] = []
    for branch in effect.branches:
        test = without(simplified(branch.test), found)
        if test != NEVER:
            found.append(core.Branch(test, branch.points, branch.says, branch.span))
        if test == core.Always():
            break
    return found


def acting(branches: list[core.Branch], words: Words) -> list[core.Branch]:
    """Leave out last branches that give nothing: the sum stays as it is without them."""
    kept = list(branches)
    while len(kept) > 1 and kept[-1].points == NOUGHT and _plain(kept[-1].test, words):
        kept.pop()
    return kept


def _plain(test: core.Test, words: Words) -> bool:
    """Whether a test cannot stop for want of a value."""
    return not isinstance(test, core.Both | core.Either) and not needs.of_leaf(test, words)
