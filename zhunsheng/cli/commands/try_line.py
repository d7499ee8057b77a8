"""``zhunsheng try``: one line of rules without a policy: how it is read, what it asks for, what it gives."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhunsheng.cli.params import FormatOption
from zhunsheng.cli.shell import Format, Shell

if TYPE_CHECKING:
    from compiler import core
    from compiler.asking.trial import Trial
    from compiler.meaning.interpret import Unit, Value

HELP = "例如：zhunsheng try '占比 低于 30% 扣 5 分；每件 扣 2 分；封顶 5 分' --set 占比=29%"


def run(
    line: Annotated[
        str | None, typer.Argument(metavar="LINE", help="一句规则，加引号；不写则从标准输入读", show_default=False)
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="名称=值", help="给出一个事实，可以写几次；给出后计算得分", show_default=False),
    ] = None,
    kind: Annotated[str, typer.Option("--kind", metavar="K", help="单位的类别", show_default=False)] = "",
    format: FormatOption = Format.TEXT,
) -> None:
    """Try one line."""
    from compiler.asking.trial import try_line
    from zhunsheng.library import grammar_cache
    from zhunsheng.report import trying

    grammar_cache.warm()
    shell = Shell(format, findings_are_the_answer=True)
    given = _line(line, shell)
    trial = try_line(given)
    shell.tell(trying.softened(trial.bag))
    scored = _score(trial, setting or [], kind, shell) if trial.policy is not None else None
    tables = [] if trial.policy is None else trying.decisions(trial.policy)
    values = None if trial.policy is None else trying.at_boundaries(trial.policy, _units(trial.policy))
    text = trying.render(trial, tables, values, scored) if format is Format.TEXT else ""
    shell.finish(text, **trying.data(trial, tables, values, scored))


def _units(policy: core.Policy) -> list[Unit]:
    """Return units at both sides of every boundary of the line."""
    from zhunsheng.testkit.boundaries.proposing import boundary_cases

    return [each.unit for clause in policy.clauses() for each in boundary_cases(policy, clause)]


def _line(line: str | None, shell: Shell) -> str:
    from dsl import limits
    from zhunsheng import problems

    if line is None and not sys.stdin.isatty():
        data = sys.stdin.buffer.read(limits.SAID.most + 1)
        if len(data) > limits.SAID.most:
            shell.refuse(problems.too_much_to_try(limits.SAID.most))
        try:
            line = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            line = data.decode("gb18030", errors="replace")
    if line is None or not line.strip():
        shell.refuse(problems.no_line())
    return line.replace("\r\n", "\n").strip()


def _score(trial: Trial, settings: list[str], kind: str, shell: Shell) -> Any:
    """Return the trace of the line for the given facts; None where none are given."""
    from zhunsheng.report import trying

    if not settings:
        return None
    assert trial.policy is not None
    values = _values(trial.policy, settings, kind, shell)
    shell.stop_if_failed()
    return trying.score(trial.policy, values, kind)


def _values(policy: core.Policy, settings: list[str], kind: str, shell: Shell) -> dict[str, Value]:
    from compiler.gate.declared import gate_of
    from zhunsheng import problems
    from zhunsheng.engine.cells.fields import Missing
    from zhunsheng.engine.problems import fault
    from zhunsheng.engine.text import fold_header, nearest
    from zhunsheng.engine.values import parse

    facts = {fold_header(fact.name): fact for fact in policy.facts}
    values: dict[str, Value] = {}
    for text in settings:
        name, sign, value = text.replace("＝", "=").partition("=")
        if not sign or not name.strip():
            shell.refuse(problems.bad_setting(text))
        fact = facts.get(fold_header(name))
        if fact is None:
            known = [each.name for each in policy.facts]
            shell.refuse(problems.unknown_setting(name.strip(), nearest(name, known), known))
        found = parse(fact, value, shell.bag)
        if not isinstance(found, Missing):
            values[fact.name] = found
    for code, name, said in gate_of(policy).between(values, kind):
        if code != "E638-no-reason":  # whoever tries a line needs no reason
            shell.bag.add(fault(code, f"“{name}”", said))
    return values
