"""What an analysis can answer: a unit that shows it, never, or that it could not tell and why."""

from __future__ import annotations

from attrs import frozen

from compiler.meaning.interpret import Unit
from dsl.nodes import Node


@frozen(repr=False, eq=False)
class Found(Node):
    """A unit that shows it; the interpreter has confirmed it."""

    unit: Unit


@frozen(repr=False, eq=False)
class Never(Node):
    """Proved: no unit that the declarations allow."""


@frozen(repr=False, eq=False)
class NotAnalysed(Node):
    """未分析: nothing is claimed, and ``why`` says what stood in the way (Chinese)."""

    why: str


Answer = Found | Never | NotAnalysed

NO_SOLVER = "没有安装求解器（pip install 'z3-solver>=5,<6'）"
TOO_LONG = "求解器在限定的步数内没有得出结论"
NOT_CONFIRMED = "求解器给出的例子没有通过解释器的复核"
CALENDAR = "牵涉工作日的放假安排，求解器只能近似"
