"""Writes docs/limits.md from the table of limits in dsl/limits.py. ``--check`` writes nothing and fails where the page is out of date."""

from __future__ import annotations

import sys
from pathlib import Path

from dsl import limits

PAGE = Path(__file__).parent.parent / "docs" / "limits.md"
_HEAD = """# 各种上限

准绳读的东西都有上限，远远超出公文的需要。超过的不会去试，也不会截掉一段，而是报一条消息。上限以内，一倍的内容就是一倍的时间。
由 `python tools/make_limits.py` 按 `dsl/limits.py` 生成，勿手改。

| 什么 | 最多 | 超过了 | 说明 |
|---|---:|---|---|
"""


def made() -> str:
    """Return the page."""
    rows = (
        f"| {each.what} | {each.most} {each.unit} | [{each.code.partition('-')[0]}](errors/{each.code}.md) | {each.why} |\n"
        for each in limits.table().values()
    )
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(PAGE.read_text(encoding="utf-8") != made())
    PAGE.write_text(made(), encoding="utf-8")
