"""Wording of what goes wrong with a database, one function a fault: say what it said, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.diagnostics import Diagnostic, finding

_NOTHING = "什么也没有写，原来的表没有动"


def refuses(said: str) -> Diagnostic:
    """A server that cannot be reached, or lets nobody in."""
    return finding(
        "E830-database-refuses",
        f"连不上数据库：{said}",
        hint="看 --url（postgresql://用户@主机:端口/库）、服务器和密码（PGPASSWORD 或者 ~/.pgpass）",
    )


def no_right(said: str) -> Diagnostic:
    """A user without the right to read a table or to write one."""
    return finding(
        "E831-no-right-in-database",
        f"数据库不准这样做：{said}；{_NOTHING}",
        hint="请管理员给这个用户读填报表（SELECT）、在模式里建表（CREATE）的权限，或者用 --into 写到有权限的模式里",
    )


def lost(said: str) -> Diagnostic:
    """A connection that ended before the results were written."""
    return finding("E832-connection-lost", f"与数据库的连接断了：{said}；{_NOTHING}", hint="连接恢复以后，再运行一次")


def no_table(name: str) -> Diagnostic:
    """A table that is not there."""
    return finding(
        "E833-unfit-table",
        f"数据库里没有表“{name}”",
        hint="看 --table 的名称，要时写上模式（模式.表）；没有填报表的，先执行 build -t sql 写出的 facts 文件",
    )


def lacking(table: str, columns: Sequence[str]) -> Diagnostic:
    """A table without some columns."""
    shown = "、".join(f"“{name}”" for name in columns[:5])
    more = f"等 {len(columns)} 列" if len(columns) > 5 else ""
    return finding(
        "E833-unfit-table",
        f"表“{table}”里没有{shown}{more}",
        hint="列名照 build -t sql 写出的 facts 文件；名称不同的，建一个视图，--table 写视图的名称",
    )


def wrong_type(table: str, column: str, given: str, allowed: Sequence[str]) -> Diagnostic:
    """A column of a type that does not hold exactly what was written."""
    return finding(
        "E833-unfit-table",
        f"表“{table}”的“{column}”是 {given}，不是 {'、'.join(allowed)}",
        hint="照 build -t sql 写出的 facts 文件改这一列，或者在视图里转换；小数不用浮点数",
    )


def not_a_target(table: str, *, same: bool) -> Diagnostic:
    """Results that would be written over the facts, or into a view."""
    what = "就是填报表" if same else "不是表"
    return finding("E833-unfit-table", f"“{table}”{what}，不能把得分写进去", hint="用 --into 写另一个名称")


def not_ours(table: str) -> Diagnostic:
    """A table that somebody else made."""
    return finding(
        "E833-unfit-table",
        f"已有的表“{table}”不是这个命令写的，没有动",
        hint="用 --into 写另一个名称；确实要替换的，加 --force",
    )


def busy(table: str) -> Diagnostic:
    """Two runs at once."""
    return finding("E833-unfit-table", f"另一次运行正在写“{table}”", hint="等它写完，或者用 --into 写另一个名称")


def failed(said: str) -> Diagnostic:
    """Anything else that a database says."""
    return finding("E835-database-failed", f"数据库没有做成：{said}；{_NOTHING}", hint="按它说的处理，再运行一次")
