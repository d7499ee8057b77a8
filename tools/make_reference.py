"""Write the generated parts of docs/语言.md from grammar/: the word list and the grammar. ``--check`` only compares."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "语言.md"
TABLES = (("word", "词"), ("declaration", "声明"), ("facet", "声明的附加"))


def cell(text: str) -> str:
    """Return a text that is safe in a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


def together(parts: list[list[str]]) -> str:
    """Return how spellings are put together, one word of each list."""
    shown = ("/".join(part) if "" not in part else f"[{'/'.join(filter(None, part))}]" for part in parts)
    return f"`{' '.join(shown)}`"


def words() -> str:
    """Return the word list as Markdown tables."""
    lexicon = tomllib.loads((ROOT / "grammar" / "lexicon.toml").read_text(encoding="utf-8"))
    parts = []
    for key, title in TABLES:
        rows = [f"### {title}", "", "| 写法（第一个是规范写法） | 含义 | 依据 |", "|---|---|---|"]
        for row in lexicon[key]:
            spellings = "、".join(
                [*(f"`{word}`" for word in row["spellings"]), *map(together, row.get("composed", ()))]
            )
            rows.append(f"| {cell(spellings)} | {cell(row['meaning'])} | {cell(row.get('authority', ''))} |")
        parts.append("\n".join(rows))
    rows = ["### 单位", "", "| 写法 | 类型 |", "|---|---|"]
    for row in lexicon["unit"]:
        rows.append(f"| {'、'.join(f'`{word}`' for word in row['spellings'])} | {row['kind']} |")
    return "\n\n".join([*parts, "\n".join(rows)])


def grammar() -> str:
    """Return the grammar in a fence."""
    text = (ROOT / "grammar" / "zhunsheng.lark").read_text(encoding="utf-8").rstrip()
    return f"记号的名称见 `grammar/lexicon.toml`。\n\n```lark\n{text}\n```"


def put(text: str, mark: str, content: str) -> str:
    """Replace what stands between two marks."""
    pattern = re.compile(rf"<!-- {mark} -->.*?<!-- /{mark} -->", re.S)
    return pattern.sub(lambda _: f"<!-- {mark} -->\n\n{content}\n\n<!-- /{mark} -->", text)


def made() -> str:
    """Return the reference as it should be."""
    text = REFERENCE.read_text(encoding="utf-8")
    return put(put(text, "词表", words()), "文法", grammar())


def main() -> int:
    """Write the reference, or compare it."""
    text = made()
    if "--check" in sys.argv:
        return int(text != REFERENCE.read_text(encoding="utf-8"))
    REFERENCE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
