"""What the tables of readings have in common: lines of a policy, facts of a unit, the points that a reader expects.

Every row is scored by the interpreter and by the generated module; both must give what stands in the table.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import Any

from attrs import evolve, frozen

from compiler.asking.trial import try_line
from compiler.backends.python import emit
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from compiler.testing.agreement import disagreements
from dsl.diagnostics import Bag, Severity
from dsl.folding import fold
from dsl.source import Source
from dsl.words.vocabulary import declares


@frozen
class Reading:
    """Lines, the facts of one unit (``kind`` among them), and the points of the whole: of the item where 本项 is said.

    The facts of ``undeclared`` lines are declared as ``try`` finds them, when the row is tried.
    """

    lines: str
    facts: dict[str, object]
    points: Fraction
    undeclared: bool = False

    def __str__(self) -> str:
        """Show where a test failed."""
        return f"{self.lines!r} {self.facts} = {self.points}"


def reading(lines: str, points: object, /, **facts: object) -> Reading:
    """Return a row; numbers such as "97%" and "3.5" are written as in a policy."""
    return Reading(lines, {name: _value(value) for name, value in facts.items()}, Fraction(str(points)))


def rows(lines: str, *cases: tuple[object, dict[str, object]]) -> tuple[Reading, ...]:
    """The rows of a line whose facts nobody declared: points, and the facts that give them."""
    return tuple(evolve(reading(lines, points, **facts), undeclared=True) for points, facts in cases)


@cache
def declared(lines: str) -> str:
    """Return lines behind the declarations that ``try`` finds for them."""
    trial = try_line(lines, ())
    assert trial.policy is not None, [each.message for each in trial.bag if each.severity is Severity.ERROR]
    return "\n".join((*trial.declarations, lines))


def _value(value: object) -> object:
    if isinstance(value, str) and value.endswith("%"):
        return Fraction(value[:-1]) / 100
    if isinstance(value, str) and value.replace(".", "", 1).isdigit():
        return Fraction(value)
    return value


FRONT = """---
政策: 试
机关: 某机关
考核期间: 2021-01-01 至 2021-12-31
原文: source.txt
对象类别: [县区, 市直部门]
---

# 一、试{points}

{quote}

```规则
{lines}
```
"""
_SAID = ("事实", "指标", "参数", "分值表")


@cache
def compiled(lines: str) -> Compiled:
    """Compile a policy of one clause that quotes its own lines; 本项 N 分 stands in the heading."""
    points = re.search(r"本项 (\d+) 分\n", lines)
    rest = lines.replace(points[0], "") if points else lines
    said = [line for line in rest.splitlines() if not (line.startswith(_SAID) and declares(fold(line)))]
    quote = "\n".join(f"> {line}" for line in said)
    heading = f"（{points[1]}分）" if points else ""
    text = FRONT.format(points=heading, quote=quote, lines=rest)
    return compile_policy(PolicyText("try", Source("policy.md", text), Source("source.txt", "\n".join(said))))


@cache
def module(lines: str) -> dict[str, Any]:
    """Return the module that is generated from lines."""
    policy = compiled(lines).policy
    assert policy is not None, [each.message for each in compiled(lines).bag if each.severity is Severity.ERROR]
    (artifact,) = emit(policy, Bag())
    namespace: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), namespace)  # our own generated module
    return namespace


def check(row: Reading) -> None:
    """Assert that the interpreter gives the points, and that the generated module agrees."""
    lines = declared(row.lines) if row.undeclared else row.lines
    generated, policy = module(lines), compiled(lines).policy
    assert policy is not None
    facts = dict(row.facts)
    unit = Unit("试", str(facts.pop("kind", "县区")), facts)  # type: ignore[arg-type]  # a table holds every type
    result = score(policy, unit)
    assert result.missing == ()
    assert result.total.exact == row.points
    assert disagreements(policy, generated, [unit]) == []


def refused(lines: str) -> list[str]:
    """Return the codes of the errors that lines give."""
    return [each.code for each in compiled(lines).bag if each.severity is Severity.ERROR]
