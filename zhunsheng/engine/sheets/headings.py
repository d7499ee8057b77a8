"""Headings as people write them: *单位, 办结率（必填）, 工单总数（单位：件）. Besides its name a heading may say its unit; the rest means
nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from zhunsheng.engine.text import fold_header

_STARS = re.compile(r"^[*※★]+|[*※★]+$")
_SAID = re.compile(r"\((?:必填|选填|可选|可不填|可空|可留空|必须|下拉|单选|数字|整数|文字|文本|日期|百分数)[^()]*\)$")
_UNIT = re.compile(r"\(单位:([^()]+)\)$")


@lru_cache(maxsize=4096)
def heading_name(text: str) -> str:
    """Return the folded name in a heading, with its unit in brackets where it has one."""
    name = fold_header(text)
    while (plain := _SAID.sub("", _STARS.sub("", name))) != name and plain:
        name = plain
    return _UNIT.sub(r"(\1)", name)
