"""Wording of the 7xx codes: what a backend refuses, and what the author can do about it."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, finding


def no_period() -> Diagnostic:
    """工作日 without 考核期间: which years of the holiday calendar are needed is unknown."""
    return finding(
        "E720-no-period-for-workdays",
        "规则按工作日计算期限，但办法没有写明考核期间，不知道要带上哪几年的放假安排",
        hint="在文件开头写明 考核期间",
    )


def year_not_covered(year: int) -> Diagnostic:
    """A year of the period whose holiday notice is not at hand."""
    return finding(
        "E721-workday-year-not-covered",
        f"{year} 年的放假安排没有收录，不能按工作日推算期限",
        hint="等国务院办公厅公布该年的放假安排，换用收录了它的新版准绳；或者改用自然日",
        authority="国务院办公厅关于部分节假日安排的通知",
    )


def no_value(reason: str, clause: str) -> Diagnostic:
    """An expression that has no value whatever the facts are."""
    return finding("E722-expression-without-value", f"算式没有值：{reason}", hint="改正这一算式", clause=clause)


def duplicate_id(what: str, name: str) -> Diagnostic:
    """Two clauses or two headings with one number."""
    return finding("E723-duplicate-number", f"{what}编号“{name}”重复，得分无从对应", hint="让每个编号只出现一次")


def crossed_limits(place: str, reason: str) -> Diagnostic:
    """A lower limit above the upper one."""
    return finding("E724-crossed-limits", f"{place}：{reason}", hint="核对封顶、保底和分值", clause=place)


def fact_mismatch(fact: str, wanted: str, clause: str) -> Diagnostic:
    """A fact that is not declared, or is used as something it is not."""
    needed = f"，这里要用的是“{wanted}”" if wanted else ""
    return finding(
        "E725-fact-mismatch", f"事实“{fact}”没有声明，或者类型不合{needed}", hint="核对事实的声明", clause=clause
    )


def unknown_day_unit(unit: str) -> Diagnostic:
    """A period in something that is neither 工作日 nor 自然日."""
    return finding("E726-unknown-day-unit", f"期限的单位“{unit}”既不是工作日也不是自然日", hint="改写为工作日或自然日")


def not_planned(why: str) -> Diagnostic:
    """A policy that is not scored column by column, and so not by a database."""
    return finding(
        "E728-not-in-sql", f"{why}，不能写成 SQL", hint="用 zhunsheng score 评分，或者生成 Python（build -t python）"
    )


def narrow_engine(engine: str, place: str) -> Diagnostic:
    """A step whose numbers could be greater than the widest whole numbers of a database."""
    return finding(
        "E727-engine-too-narrow",
        f"“{place}”要用的整数，{engine} 装不下",
        hint="换一种写法（--dialect duckdb 或者 postgres），或者用 zhunsheng score 评分",
    )


def no_library(what: str, extra: str) -> Diagnostic:
    """Something to be made without the library for it."""
    return finding(
        "E820-no-library", f"生成 {what} 要用的库，这里没有安装", hint=f"运行 pip install 'zhunsheng[{extra}]'"
    )
