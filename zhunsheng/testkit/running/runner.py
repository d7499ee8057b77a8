"""The engines of one policy on its cases: the interpreter decides, and the generated Python must agree with it.

In: a policy; a case. Out: what came out, and every difference. Comparison is exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from attrs import define, evolve, field

from compiler import core
from zhunsheng.testkit.cases.expected import Expected, Measured, State
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.running.generated import Module
from zhunsheng.testkit.running.got import Got, agrees, meets, module_meets
from zhunsheng.testkit.running.interpreted import Interpreter
from zhunsheng.testkit.running.outcome import Difference


class Engine(StrEnum):
    """Who scores the cases."""

    INTERPRETER = "interpreter"
    PYTHON = "python"
    BOTH = "both"


NAMES = {Engine.INTERPRETER: "解释器", Engine.PYTHON: "生成的 Python "}


@define
class Runner:
    """Runs the cases of one policy."""

    policy: core.Policy
    interpreter: Interpreter = field(init=False)
    module: Module = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Set up both engines; the module is generated when it is first asked for."""
        self.interpreter = Interpreter(self.policy)
        self.module = Module(self.interpreter)

    def run(self, case: Case, engine: Engine) -> tuple[tuple[tuple[Measured, Got], ...], tuple[Difference, ...]]:
        """Return what came out, and every difference."""
        found: list[tuple[Measured, Got]] = []
        wrong: list[Difference] = []
        measured: tuple[tuple[Measured, Expected | None], ...] = case.expected or ((Measured.CLAUSE, None),)
        for what, expected in measured:
            judged = self.interpreter.run(case, what)
            if judged.state is State.REFUSED:  # no engine is asked: the gate stands before all of them
                found.append((what, judged))
                wrong += _compare(case, what, expected, judged, engine)
                continue
            # Only the interpreter knows which branch it took.
            got = evolve(self.module.run(case, what), says=judged.says) if engine is Engine.PYTHON else judged
            found.append((what, got))
            wrong += _compare(case, what, expected, got, engine)
            if engine is Engine.BOTH:
                wrong += _disagreement(what, self.module.run(case, what), got)
        return tuple(found), tuple(dict.fromkeys(wrong))


def _compare(case: Case, what: Measured, expected: Expected | None, got: Got, engine: Engine) -> Iterable[Difference]:
    name = NAMES.get(engine, NAMES[Engine.INTERPRETER])
    fits = module_meets if engine is Engine.PYTHON and got.state is not State.REFUSED else meets
    if expected is not None and not fits(got, expected):
        yield Difference(what, name, str(expected), str(got))
    # A module that stopped, or was helped along, has not said what follows.
    if got.stopped or not got.certain or got.state is State.REFUSED:
        return
    for column, wanted, given in (("后果", case.consequences, got.consequences), ("合规", case.duties, got.duties)):
        if wanted is not None and wanted != given and (column == "合规" or set(wanted) != set(given)):
            yield Difference(column, name, "、".join(wanted) or "无", "、".join(given) or "无")


def _disagreement(what: Measured, module: Got, judge: Got) -> Iterable[Difference]:
    if agrees(module, judge):
        return
    same = not module.stopped and module.points == judge.points
    shown = [_fully(each) if same else str(each) for each in (judge, module)]
    yield Difference(f"两个引擎须一致：{what}", NAMES[Engine.PYTHON], f"{shown[0]}（解释器）", shown[1])


def _fully(got: Got) -> str:
    """Return a result with what follows from it: two results with the same points may differ there."""
    return f"{got}（{'、'.join([*got.consequences, *got.duties]) or '无后果'}）"


# A policy keeps its runner, so that its module is generated once. Kept by identity: a policy may differ from another
# one of the same file by a single number (mutation). A runner holds its policy, so no other can get its identity.
_RUNNERS: dict[int, Runner] = {}
_KEPT = 16


def runner(policy: core.Policy) -> Runner:
    """Return the runner of a policy."""
    key = id(policy)
    if key not in _RUNNERS:
        if len(_RUNNERS) >= _KEPT:
            del _RUNNERS[next(iter(_RUNNERS))]
        _RUNNERS[key] = Runner(policy)
    return _RUNNERS[key]
