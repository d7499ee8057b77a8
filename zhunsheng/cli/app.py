"""The application: a group that imports a command when it is called, and answers every mistake in Chinese.

Exit codes: 0 fine, 1 findings, 2 misuse, 3 files that cannot be read or written, and our own mistakes.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer._click.exceptions import ClickException  # see usage.py
from typer.core import TyperGroup, TyperOption

from dsl.diagnostics import Diagnostic
from zhunsheng import __version__, problems
from zhunsheng.cli.help import OPTIONS, Command, Context, translate
from zhunsheng.cli.names import BY_ANY_NAME, BY_NAME, COMMANDS, Entry
from zhunsheng.cli.shell import BROKEN, MISUSE, exit_code
from zhunsheng.report.console import columns_for, paint_for, prepare_streams
from zhunsheng.report.terminal import render

_HELP = """准绳：把考核办法写成可以检查、测试和计算的规则。

每个命令都有中文名，例如“zhunsheng 检查 POLICY”。返回值：0 没有问题，1 有发现，2 用法不对，3 文件读写失败或程序出错。"""


class Group(TyperGroup):
    """All commands, each under its English and its Chinese name.

    Typer's own context class is private to it; ours, which derives from it, stands in the signatures.
    """

    context_class = Context

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return the names that help lists."""
        return list(BY_NAME)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        """Import and return a command by either name."""
        entry = BY_ANY_NAME.get(cmd_name)
        return None if entry is None else _command(entry, cmd_name)

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        """Return --help, and explain what typer itself adds in Chinese."""
        option = super().get_help_option(ctx)
        translate([option, *self.params])
        return option

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """List the commands from the table, so that help imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(f"{each.name} {each.chinese}", each.help) for each in COMMANDS])

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Find the command that is called."""
        if args[0] not in BY_ANY_NAME and not args[0].startswith("-") and not ctx.resilient_parsing:
            from zhunsheng.cli.usage import unknown_command

            raise MisuseError(unknown_command(args[0]))
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: typer.Context, incomplete: str) -> Any:  # type: ignore[override]
        """Complete command names; Chinese ones once a Chinese character is typed."""
        from typer._click.shell_completion import CompletionItem

        names = BY_NAME if incomplete.isascii() else BY_ANY_NAME
        found = [CompletionItem(name, help=names[name].help) for name in names if name.startswith(incomplete)]
        return found if found else super().shell_complete(ctx, incomplete)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *rest: Any, **extra: Any) -> Any:
        """Run, and end the process with an exit code; nothing but ``SystemExit`` leaves this function."""
        extra["standalone_mode"] = False
        sys.exit(_guarded(lambda: super(Group, self).main(args, prog_name, *rest, **extra)))


class MisuseError(Exception):
    """A wrong call that we found ourselves."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def _command(entry: Entry, name: str) -> Any:
    module = import_module(entry.module)
    # A mode of rich would import rich and print names of commands as "…".
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    text = f"{entry.help}。\n\n{module.HELP}".strip() if module.HELP else f"{entry.help}。"
    single.command(
        name, cls=Command, help=text, short_help=entry.help, options_metavar=OPTIONS, hidden=name != entry.name
    )(module.run)
    return typer.main.get_command(single)


def _guarded(run: Any) -> int:
    try:
        code = run()
        sys.stdout.flush()
    except MisuseError as error:
        return _complain(error.diagnostic)
    except ClickException as error:
        return _misused(error)
    except BrokenPipeError:
        return _silenced()
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # typer catches it first, and ends with 1
            return _silenced()
        raise
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception as error:
        if os.environ.get("ZHUNSHENG_DEBUG"):
            raise
        return _failed(error)
    return code if isinstance(code, int) else 0


def _misused(error: ClickException) -> int:
    from zhunsheng.cli.usage import explain_misuse

    diagnostic = explain_misuse(error)
    if diagnostic is None:
        sys.stdout.write(error.format_message() + "\n")
        return MISUSE
    return _complain(diagnostic)


def _complain(diagnostic: Diagnostic) -> int:
    sys.stderr.write(render([diagnostic], paint_for(sys.stderr), columns_for(sys.stderr)))
    return exit_code([diagnostic])


def _failed(error: Exception) -> int:
    """Say that we failed; a traceback helps nobody who has a policy to write."""
    if isinstance(error, OSError) and not error.filename and error.errno is not None:
        return _silenced()  # the stream we print on is gone: a closed pipe on Windows, a full disk
    with contextlib.suppress(OSError):
        return _complain(problems.internal(type(error).__name__, str(error).split("\n")[0][:200]))
    return BROKEN


def _silenced() -> int:
    """Nobody reads any more. What is left in the buffer must not fail again when the interpreter ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"准绳 {__version__}\n")
        raise typer.Exit


app = typer.Typer(
    name="zhunsheng",
    cls=Group,
    help=_HELP,
    rich_markup_mode=None,
    no_args_is_help=True,
    options_metavar=OPTIONS,
    subcommand_metavar="命令 [参数]...",
    pretty_exceptions_enable=False,
)


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本", show_default=False)
    ] = False,
) -> None:
    """See ``_HELP``."""


def main() -> None:
    """Run the command line; this is the console script."""
    # Nearly everything that is loaded at the start stays: looking for garbage in between costs a third of the start.
    gc.set_threshold(100_000, 50, 50)
    prepare_streams()
    try:
        app()
    finally:
        gc.freeze()  # what is left goes with the process; looking through it at the end costs another eighth
