"""Help pages in Chinese, their columns counted in display columns."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from typer._click.formatting import HelpFormatter  # see usage.py
from typer.core import TyperCommand, TyperOption

from zhunsheng.report.width import pad, width, wrap

OPTIONS = "[选项]"
_HEADINGS = {"Options": "选项", "Arguments": "参数", "Commands": "命令"}
_REQUIRED = (("  [required]", "（必填）"), ("[required]", "（必填）"))
_WIDEST = 30  # columns of the left side of a list
_HELP = {
    "help": "显示这份说明",
    "install_completion": "为当前的命令行安装补全",
    "show_completion": "显示补全脚本，以便自行安装",
}


class Formatter(HelpFormatter):
    """The formatter of a help page."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write 用法: …"""
        # Typer puts what must be given into braces, which nobody else does.
        self.write(f"用法：{prog} {args.replace('{', '').replace('}', '')}\n")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        self.write(f"{' ' * self.current_indent}{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; a line end stays one."""
        indent = " " * self.current_indent
        for line in text.split("\n"):
            for part in wrap(line, self.width - len(indent), self.width - len(indent)):
                self.write(f"{indent}{part}".rstrip() + "\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = _WIDEST, col_spacing: int = 2) -> None:
        """Write a list of names and what they mean."""
        left = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        room = max(self.width - left - len(indent), 20)
        for name, text in rows:
            first, *rest = wrap(_chinese(text), room, room)
            if width(name) > left - col_spacing:
                self.write(f"{indent}{name}\n{indent}{' ' * left}{first}\n")
            else:
                self.write(f"{indent}{pad(name, left)}{first}".rstrip() + "\n")
            for line in rest:
                self.write(f"{indent}{' ' * left}{line}\n")


def _chinese(text: str) -> str:
    for english, chinese in _REQUIRED:
        text = text.replace(english, chinese)
    return text


class Context(typer.Context):
    """A context whose pages are written by our formatter."""

    formatter_class = Formatter


def translate(options: Sequence[object]) -> None:
    """Give the options that typer adds by itself a Chinese help text."""
    for option in options:
        if isinstance(option, TyperOption) and option.name in _HELP:
            option.help = _HELP[option.name]


class Command(TyperCommand):
    """A command with a Chinese help page."""

    context_class = Context

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]  # their private type
        """Return --help, explained in Chinese."""
        option = super().get_help_option(ctx)
        translate([option])
        return option
