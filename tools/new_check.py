"""Scaffold a check: ``make new-check NAME=W426-thin-tier``. Writes the file, its lines in the tables, the page and the two cases.

What it writes is complete except for the check itself, so that the bad case fails until the check is written.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FORM = re.compile(r"[EWN]4\d\d-[a-z0-9]+(-[a-z0-9]+)*")

CHECK = '''"""What it finds ({code}).

In: which part of the policy it looks at. Say here what is certain, and what it cannot decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.analysis.checks.subject import Subject
from compiler.problems import checks as problems
from dsl.diagnostics import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is found; every finding with a unit from ``subject.example``, what cannot be told with ``subject.undecided``."""
    for clause in subject.clauses:
        if not clause.id:  # write here what is wrong
            yield problems.{name}(subject.source, clause.span)
'''

PROBLEM = '''

def {name}(source: Source, span: Span) -> Diagnostic:
    """What is wrong, in one line."""
    return finding(
        "{code}",
        "一句话说明哪里不对",
        Label(source, span),
        hint="怎样改；原文如此的，在文头「接受」并写明理由",
    )
'''

PAGE = """# {code}：标题

## 现象

看到什么。

## 为什么

为什么这样不对。

## 例子

```规则
事实 迟报：计数（件）
迟报 每件 扣 2 分
```

报告为：

```text
把 tests/cases/bad/{code}/1.md 的报告贴在这里
```

## 改法

怎样改；改好的写法。

## 依据

本项目的规定，或者法条、标准。
"""

CASE = """---
政策: 某县政务服务考核办法
机关: 某县行政审批服务局
考核期间: 2021-01-01 至 2021-12-31
原文: source.txt
---

# 一、迟报

> 迟报的，每件扣{points}分。

```规则
事实 迟报：计数（件）

迟报 每件 扣 {points} 分
```
"""


def scaffold(root: Path, code: str) -> list[Path]:
    """Write everything a check needs below ``root``; return the files that were written or changed."""
    name = code.partition("-")[2].replace("-", "_")
    files = {
        root / "compiler" / "analysis" / "checks" / f"{name}.py": CHECK,
        root / "docs" / "errors" / f"{code}.md": PAGE,
        root / "tests" / "cases" / "bad" / code / "1.md": CASE.replace("{points}", "2"),
        root / "tests" / "cases" / "good" / code / "1.md": CASE.replace("{points}", "1"),
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{code}", code).replace("{name}", name), encoding="utf-8")
    problems = root / "compiler" / "problems" / "checks.py"
    codes = root / "grammar" / "codes" / "4-rules.toml"
    _append(problems, PROBLEM.replace("{code}", code).replace("{name}", name))
    _append(codes, f'\n["{code}"]\ntitle = "标题"\n')
    return [*files, problems, codes, _listed(root, code, name)]


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


def _listed(root: Path, code: str, name: str) -> Path:
    """Add the import and the line in ``CHECKS``."""
    path = root / "compiler" / "analysis" / "checks" / "__init__.py"
    text = path.read_text(encoding="utf-8")
    imports = re.search(r"from compiler\.analysis\.checks import \((.*?)\)", text, re.S)
    table = re.search(r"^CHECKS = \(\n(.*?)^\)", text, re.S | re.M)
    assert imports is not None and table is not None, "the table of checks has a form that this tool does not know"
    names = sorted({*re.findall(r"\w+", imports[1]), name})
    text = text[: table.end(1)] + f'    Check(("{code}",), {name}.check),\n' + text[table.end(1) :]
    text = text[: imports.start(1)] + "\n" + "".join(f"    {each},\n" for each in names) + text[imports.end(1) :]
    path.write_text(text, encoding="utf-8")
    return path


def main() -> int:
    """Scaffold the check that the command line names."""
    code = sys.argv[1] if len(sys.argv) == 2 else ""
    if FORM.fullmatch(code) is None:
        print("用法：make new-check NAME=W426-thin-tier（字母 E、W、N，4 开头的三位数，英文短名）")
        return 2
    taken = {path.stem[1:4]: path.stem for path in (ROOT / "docs" / "errors").glob("[EWN]*.md")}
    if code[1:4] in taken:
        print(f"{code[1:4]} 已是 {taken[code[1:4]]}")
        return 2
    for path in scaffold(ROOT, code):
        print(path.relative_to(ROOT))
    print("写好检查以后：pytest tests/unit/test_cases.py --snapshot-update，再运行 python tools/make_error_index.py")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
