"""Writes what is installed: ``constraints.txt`` (names and versions) and ``docs/licences.md`` (with what for, and under which licence).

Run in the environment that the Makefile made: ``python tools/make_dependencies.py``; ``--check`` writes nothing and tells whether the
table of licences fits the constraints. What zhunsheng asks for, and what that asks for, is read from ``importlib.metadata``;
``make sbom`` writes the same as a bill of materials (CycloneDX).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
CONSTRAINTS, LICENCES = ROOT / "constraints.txt", ROOT / "docs" / "licences.md"
# Where a package is first needed, the narrowest first.
USES = {
    "": "运行",
    "draft": "起草",
    "columns": "按列评分",
    "sql": "SQL",
    "postgres": "PostgreSQL",
    "smt": "求解",
    "dev": "开发和测试",
}
APART = ("spark",)  # extras that no pin is for: nothing of the project imports them
_HEAD = """# 依赖的程序库和许可

由 `python tools/make_dependencies.py` 生成，勿手改。版本就是 `constraints.txt` 里的，`make` 按它安装；
同样的清单以 CycloneDX 格式写在 [sbom.cdx.json](sbom.cdx.json)（`make sbom`）。

| 程序库 | 版本 | 用在哪里 | 许可 |
|---|---|---|---|
"""
_PINS = """# 由 python tools/make_dependencies.py 生成，勿手改：make 安装的版本。各个程序库的许可见 docs/licences.md。
"""


def closure(root: str = "zhunsheng") -> dict[str, tuple[metadata.Distribution, str]]:
    """Return every installed package that zhunsheng leads to, by canonical name, with the first extra that needs it."""
    found: dict[str, tuple[metadata.Distribution, str]] = {}
    for extra in USES:
        stack = [*_needed(metadata.distribution(root), {extra})]
        while stack:
            requirement = stack.pop()
            name = canonicalize_name(requirement.name)
            if name == canonicalize_name(root):
                continue  # dev asks for zhunsheng[draft], which has a turn of its own
            known = name in found
            distribution = metadata.distribution(requirement.name)
            found.setdefault(name, (distribution, extra))
            if not known or requirement.extras:
                wanted = [*_needed(distribution, {"", *requirement.extras})]
                stack += [each for each in wanted if canonicalize_name(each.name) not in found]
    return dict(sorted(found.items()))


def _needed(distribution: metadata.Distribution, extras: set[str]) -> Iterator[Requirement]:
    for text in distribution.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
            yield requirement


def licence(distribution: metadata.Distribution) -> str:
    """Return the licence as the package declares it: an SPDX expression, a short text, or a classifier."""
    about = distribution.metadata
    classifiers = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if each[:7] == "License"]
    for text in (about.get("License-Expression"), about.get("License"), " / ".join(classifiers)):
        if text and len(text) <= 60 and "\n" not in text:
            return text.strip()
    return ""


def constraints_text() -> str:
    """Return ``constraints.txt``."""
    return _PINS + "".join(f"{name}=={distribution.version}\n" for name, (distribution, _) in closure().items())


def licences_text() -> str:
    """Return ``docs/licences.md``."""
    rows = (
        f"| {name} | {distribution.version} | {USES[extra]} | {licence(distribution)} |\n"
        for name, (distribution, extra) in closure().items()
    )
    return _HEAD + "".join(rows)


def pinned(text: str) -> dict[str, str]:
    """Return names and versions of ``constraints.txt``."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)$", text, re.M))


def listed(text: str) -> dict[str, str]:
    """Return names and versions of ``docs/licences.md``."""
    return dict(re.findall(r"^\| ([a-z0-9.-]+) \| (\S+) \|", text, re.M))


def main() -> int:
    """Write both files, or compare them."""
    if "--check" in sys.argv[1:]:
        same = pinned(CONSTRAINTS.read_text("utf-8")) == listed(LICENCES.read_text("utf-8"))
        print("一致" if same else "constraints.txt 与 docs/licences.md 不一致：运行 python tools/make_dependencies.py")
        return 0 if same else 1
    CONSTRAINTS.write_text(constraints_text(), encoding="utf-8")
    LICENCES.write_text(licences_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
