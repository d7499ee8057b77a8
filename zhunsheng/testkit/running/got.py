"""What an engine made of a case, and whether that is what the case expects. Exact, without any tolerance."""

from __future__ import annotations

from attrs import frozen

from compiler.meaning.result import Points
from zhunsheng.testkit.cases.expected import Expected, State

MISSING = "MissingFact"
NO_VALUE = ("UndefinedRatio", "UnknownYear")


@frozen
class Got:
    """What came out.

    ``stopped`` is the exception of a generated module, ``why`` its message. ``certain``: no fact that could matter was
    missing, so consequences and duties are settled too. ``says`` are the branches taken and what happened to them.
    """

    points: Points | None = None
    state: State | None = None
    stopped: str = ""
    why: str = ""
    certain: bool = True
    ranged: bool = False
    says: tuple[str, ...] = ()
    consequences: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.stopped:
            return self.why
        return str(Expected(self.points, self.state))


def meets(got: Got, expected: Expected) -> bool:
    """Whether what came out of the interpreter is what the case expects.

    A clause that does not concern the unit contributes 0 points, so a case may say either 不适用 or 0.
    """
    if expected.state is not None:
        return got.state is expected.state
    return got.state not in (State.UNDEFINED, State.REFUSED) and got.points == expected.points


def module_meets(got: Got, expected: Expected) -> bool:
    """Whether a generated module does what the case expects; it stops where there is no exact number to give."""
    if expected.state is State.UNDEFINED:
        return got.stopped in NO_VALUE
    if expected.points is not None and expected.points.exact is None:
        return got.stopped == MISSING
    wanted = Points.exactly(0) if expected.state is State.NOT_APPLICABLE else expected.points
    return not got.stopped and got.points == wanted


def agrees(module: Got, judge: Got) -> bool:
    """Whether a generated module agrees with the interpreter, which is the judge."""
    if judge.state is State.UNDEFINED or judge.ranged:
        stops = (*(NO_VALUE if judge.state is State.UNDEFINED else ()), *((MISSING,) if judge.ranged else ()))
        return module.stopped in stops
    if module.stopped or module.points != judge.points:
        return False
    if not module.certain:
        return True
    return (module.consequences, module.duties) == (judge.consequences, judge.duties)
