"""Units that stand above a table: 单位：万元 in a corner, 考核填报表（单位：元、件）. Who fills in the sheet reads its numbers so.

填报单位：县住建局 names who reports, and is none.
"""

from __future__ import annotations

from collections.abc import Iterable

from dsl.patterns import regex
from zhunsheng.engine.text import fold_cell, fold_name

_STATED = regex(r"(?:^|[^一-鿿])(?:金额|计量|数量|货币)?单位\s*:\s*([^()]+)")
_APART = regex(r"[、,，/;；和及\s]+")


def stated_units(titles: Iterable[object]) -> tuple[str, ...]:
    """Return what the cells above a table say of its units, in their order: words, of which some may be no units."""
    found = (_STATED.search(fold_cell(each)) for each in titles if isinstance(each, str) and "单位" in each)
    words = (word for match in found if match for word in _APART.split(match[1]))
    return tuple(dict.fromkeys(fold_name(word).removeprefix("人民币") for word in words if word))
