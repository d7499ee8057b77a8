"""The fixed helpers of a generated module; it gets only those it uses. No text of a policy ever enters here."""

from __future__ import annotations

import ast
from collections.abc import Iterable

_ERRORS = {
    "MissingFact": '''
class MissingFact(KeyError):
    """缺少事实，不能评分。"""

    def __str__(self) -> str:
        return f"缺少事实“{self.args[0]}”"
''',
    "UndefinedRatio": '''
class UndefinedRatio(ArithmeticError):
    """分母为 0，而本办法没有写明此时如何计分。"""

    def __str__(self) -> str:
        return f"“{self.args[0]}”的分母为 0，本办法没有写明此时如何计分"
''',
    "UnknownYear": '''
class UnknownYear(LookupError):
    """放假安排未收录，不能推算工作日。"""

    def __str__(self) -> str:
        return f"{self.args[0]} 年的放假安排未收录，不能推算工作日"
''',
}

_READERS = {
    "_取": '''
def _取(facts: Mapping[str, Any], name: str) -> Any:
    """读取一个事实；缺的不能评分。"""
    value = facts.get(name)
    if value is None:
        raise MissingFact(name)
    return value
''',
    "_精确数": '''
def _精确数(facts: Mapping[str, Any], name: str) -> Fraction:
    """读取精确数。"""
    return Fraction(_取(facts, name))
''',
    "_空": '''
def _空(facts: Mapping[str, Any], name: str) -> bool:
    """可空的事实是否为空；空是一个值，未给出则是缺少。"""
    if name not in facts:
        raise MissingFact(name)
    return facts[name] is None
''',
}

_CHECKS = {
    "_可算": '''
def _可算(denominator: int | Fraction, name: str) -> bool:
    """分母不为 0 才可算。"""
    if denominator == 0:
        raise UndefinedRatio(name)
    return True
''',
    "_已填": '''
def _已填(value: object, name: str) -> bool:
    """不为空才可算。"""
    if value is None:
        raise MissingFact(name)
    return True
''',
    "_四舍五入": '''
def _四舍五入(value: int | Fraction, digits: int) -> Fraction:
    """保留若干位小数，四舍五入（GB/T 8170—2008）。"""
    scaled = Fraction(value) * 10**digits
    whole = (abs(scaled) * 2 + 1) // 2
    return Fraction(whole if scaled >= 0 else -whole, 10**digits)
''',
    "_五成双": '''
def _五成双(value: int | Fraction, digits: int) -> Fraction:
    """保留若干位小数，四舍六入五成双（GB/T 8170—2008）。"""
    return Fraction(round(Fraction(value) * 10**digits), 10**digits)
''',
}

_DAYS = {
    "_各日": '''
def _各日(days: str) -> frozenset[int]:
    """把一串日期变成日序。"""
    return frozenset(date.fromisoformat(day).toordinal() for day in days.split())
''',
    "_是工作日": '''
def _是工作日(day: date) -> bool:
    """按国务院办公厅公布的放假安排，含调休。"""
    if day.year not in _年份:
        raise UnknownYear(day.year)
    return day.toordinal() in _补班 or (day.weekday() < 5 and day.toordinal() not in _放假)
''',
    "_工作日后": '''
def _工作日后(start: date, days: int) -> date:
    """从次日起算的最后一日（民法典第二百零一条）。"""
    day, left = start, days
    while left > 0:
        day += timedelta(days=1)
        left -= _是工作日(day)
    return day
''',
}

HELPERS = {**_ERRORS, **_READERS, **_CHECKS, **_DAYS}
ALWAYS = ("MissingFact", "UndefinedRatio")  # callers catch them by name, whether or not this policy can raise them
_IMPORTS = {
    "Callable": ("collections.abc", "Callable"),
    "Iterable": ("collections.abc", "Iterable"),
    "Mapping": ("collections.abc", "Mapping"),
    "date": ("datetime", "date"),
    "datetime": ("datetime", "datetime"),
    "timedelta": ("datetime", "timedelta"),
    "Decimal": ("decimal", "Decimal"),
    "Fraction": ("fractions", "Fraction"),
    "Any": ("typing", "Any"),
}


def names_in(tree: ast.AST) -> set[str]:
    """Return every name that a tree mentions."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def helpers(used: Iterable[str]) -> list[str]:
    """Return the helpers that are needed for the names in use, those they need themselves included, in fixed order."""
    wanted, open_names = set(ALWAYS), [*used, *ALWAYS]
    seen: set[str] = set()
    while open_names:
        each = open_names.pop()
        if each in HELPERS and each not in seen:
            seen.add(each)
            wanted.add(each)
            open_names += names_in(ast.parse(HELPERS[each]))
    return [each for each in HELPERS if each in wanted]


def imports(used: set[str]) -> list[str]:
    """Return the import lines for the names in use, in the order ruff wants."""
    modules: dict[str, list[str]] = {}
    for each, (module, member) in _IMPORTS.items():
        if each in used:
            modules.setdefault(module, []).append(member)
    return [f"from {module} import {', '.join(sorted(members))}" for module, members in sorted(modules.items())]
