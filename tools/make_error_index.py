"""Write docs/errors/README.md, the index of all messages, from grammar/codes/*.toml. ``--check`` only compares."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
INDEX = ROOT / "docs" / "errors" / "README.md"
GROUPS = {
    "0": "政策文件",
    "1": "写法",
    "2": "名称",
    "3": "类型和单位",
    "4": "规则、分值和对账",
    "5": "案例",
    "6": "填报表和评分",
    "7": "生成和写文件",
    "8": "命令的用法",
}
KINDS = {"E": "错误", "W": "警告", "N": "提示"}


def made() -> str:
    """Return the index as it should be."""
    titles: dict[str, str] = {}
    for file in sorted((ROOT / "grammar" / "codes").glob("*.toml")):
        titles |= {code: row["title"] for code, row in tomllib.loads(file.read_text(encoding="utf-8")).items()}
    lines = ["# 全部消息", "", "每条消息一页：现象、为什么、例子、改法、依据。由 grammar/codes/ 生成。"]
    for digit, group in GROUPS.items():
        codes = sorted((code for code in titles if code[1] == digit), key=lambda code: code[1:])
        lines += ["", f"## {group}", "", "| 代码 | 轻重 | 说的是 |", "|---|---|---|"]
        lines += [f"| [{code}]({code}.md) | {KINDS[code[0]]} | {titles[code]} |" for code in codes]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the index, or compare it."""
    if "--check" in sys.argv:
        return int(not INDEX.exists() or made() != INDEX.read_text(encoding="utf-8"))
    INDEX.write_text(made(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
