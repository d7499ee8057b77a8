"""Core: what a policy means, with no sugar left. Backends and analyses see this tree and nothing else.

Facts go in, exact rationals come out. Every expression is arithmetic of counts, amounts and constants; a ratio is a
``Divide`` whose denominator is never negative, so that a comparison can always be done by cross-multiplication. Every clause
carries its official sentence and its span. A division by zero has no value: ``Undefined`` is an outcome of its own
(language.md §4), never a number. In: what lowering builds. Out: frozen nodes. Imported from here: every node, from the package
itself; ``walk``, ``duties``.
"""

from __future__ import annotations

from compiler.core.clauses import Branch, Clause, Consequence, Duty, Effect, EffectKind, Footnote, Pick
from compiler.core.expressions import (
    Add,
    Const,
    Divide,
    Expr,
    Greatest,
    Least,
    Multiply,
    Read,
    Rounded,
    Rounding,
    Subtract,
    WholeUnits,
)
from compiler.core.facts import Aggregate, Better, Fact, Role
from compiler.core.policies import Check, GradeBand, Group, Policy, Roster, Start, Veto
from compiler.core.tests import (
    Always,
    Both,
    Compare,
    Either,
    Given,
    Holds,
    IsMember,
    Kept,
    Listed,
    Negate,
    OfKind,
    Op,
    Test,
    Within,
)

__all__ = [
    "Add",
    "Aggregate",
    "Always",
    "Better",
    "Both",
    "Branch",
    "Check",
    "Clause",
    "Compare",
    "Consequence",
    "Const",
    "Divide",
    "Duty",
    "Effect",
    "EffectKind",
    "Either",
    "Expr",
    "Fact",
    "Footnote",
    "Given",
    "GradeBand",
    "Greatest",
    "Group",
    "Holds",
    "IsMember",
    "Kept",
    "Least",
    "Listed",
    "Multiply",
    "Negate",
    "OfKind",
    "Op",
    "Pick",
    "Policy",
    "Read",
    "Role",
    "Roster",
    "Rounded",
    "Rounding",
    "Start",
    "Subtract",
    "Test",
    "Veto",
    "WholeUnits",
    "Within",
]
