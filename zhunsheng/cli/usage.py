"""What typer finds wrong with a call, as coded Chinese diagnostics."""

from __future__ import annotations

from difflib import get_close_matches

# Typer 0.28 has taken click in; the exceptions have no other public place. The version is pinned to 0.28.
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)

from dsl.diagnostics import Diagnostic
from zhunsheng import problems
from zhunsheng.cli.names import BY_ANY_NAME, BY_NAME


def explain_misuse(error: ClickException) -> Diagnostic | None:
    """Return the diagnostic of a usage error; None where typer only wanted to show its help."""
    line = _help_line(error)
    match error:
        case NoArgsIsHelpError():
            return None
        case NoSuchOption():
            near = (error.possibilities or [""])[0]
            return problems.no_such_option(error.option_name, near, line)
        case BadOptionUsage():
            return problems.option_needs_value(error.option_name, line)
        case MissingParameter():
            return problems.missing_parameter(_name(error), line)
        case BadParameter():
            return problems.bad_value(_name(error), "", _allowed(error), line)
        case UsageError():
            return _other(error, line)
    return problems.internal(type(error).__name__, error.format_message())


def unknown_command(name: str) -> Diagnostic:
    """Return the diagnostic of a command that does not exist."""
    near = get_close_matches(name, list(BY_ANY_NAME), 1, 0.5)
    return problems.no_such_command(name, near[0] if near else "", [*BY_NAME])


def _other(error: UsageError, line: str) -> Diagnostic:
    """The rest comes as English text only: too many arguments, no command."""
    text = error.message
    if "unexpected extra argument" in text:
        return problems.extra_argument(text[text.find("(") + 1 : text.rfind(")")], line)
    return problems.no_command(line)


def _help_line(error: ClickException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "zhunsheng"
    return f"用法见 {path} --help"


def _name(error: BadParameter) -> str:
    param = error.param
    if param is None:
        return str(error.param_hint or "参数")
    if param.param_type_name == "option":
        return f"选项 {param.opts[-1]}"
    return f"参数 {param.human_readable_name}"


def _allowed(error: BadParameter) -> tuple[str, ...]:
    choices = getattr(error.param.type, "choices", None) if error.param is not None else None
    return tuple(str(getattr(each, "value", each)) for each in choices or ())
