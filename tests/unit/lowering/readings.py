"""What the tables of readings have in common: lines of a policy, facts of a unit, the points that a reader expects.

Every row is scored by the interpreter and by the generated module; both must give what stands in the table.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from attrs import frozen

from compiler.asking.trial import Trial, try_line
from compiler.backends.python import emit
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.testing.agreement import disagreements
from dsl.diagnostics import Bag, Severity

KINDS = ("县区", "市直部门")


@frozen
class Reading:
    """Lines, the facts of one unit (``kind`` among them), and the points of the whole: of the item where 本项 is said."""

    lines: str
    facts: dict[str, object]
    points: Fraction

    def __str__(self) -> str:
        """Show where a test failed."""
        return f"{self.lines!r} {self.facts} = {self.points}"


def reading(lines: str, points: object, /, **facts: object) -> Reading:
    """Return a row; numbers such as "97%" and "3.5" are written as in a policy."""
    return Reading(lines, {name: _value(value) for name, value in facts.items()}, Fraction(str(points)))


def _value(value: object) -> object:
    if isinstance(value, str) and value.endswith("%"):
        return Fraction(value[:-1]) / 100
    if isinstance(value, str) and value.replace(".", "", 1).isdigit():
        return Fraction(value)
    return value


@cache
def tried(lines: str) -> tuple[Trial, dict[str, Any]]:
    """Compile lines, and the module that is generated from them."""
    trial = try_line(lines, KINDS)
    found = [each.message for each in trial.bag if each.severity is Severity.ERROR]
    assert found == [], found
    assert trial.policy is not None
    (artifact,) = emit(trial.policy, Bag())
    namespace: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), namespace)  # our own generated module
    return trial, namespace


def check(row: Reading) -> None:
    """Assert that the interpreter gives the points, and that the generated module agrees."""
    trial, module = tried(row.lines)
    assert trial.policy is not None
    facts = dict(row.facts)
    unit = Unit("试", str(facts.pop("kind", "县区")), facts)  # type: ignore[arg-type]  # a table holds every type
    result = score(trial.policy, unit)
    assert result.missing == ()
    assert result.total.exact == row.points
    assert disagreements(trial.policy, module, [unit]) == []


def refused(lines: str) -> list[str]:
    """Return the codes of the errors that lines give."""
    return [each.code for each in try_line(lines, KINDS).bag if each.severity is Severity.ERROR]
