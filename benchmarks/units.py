"""Fact sheets of any size from a seed: units that the hotline policy could assess, as a year gives them, not as boundaries ask.

The policy is taken without its lists of units, so that any number can be assessed. A part takes a share of its whole that most
units reach (按期、满意) or hardly any does (退单、延期); misses and praise are few.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

from compiler import core
from compiler.meaning.interpret import Value
from dsl.types import Kind
from zhunsheng.engine.columns import heading, wanted
from zhunsheng.engine.units import UnitFacts

POLICY = Path(__file__).parent.parent / "policies" / "ankang-2021-hotline"
KINDS = ("县区", "市直部门", "其他")
_WHOLES = ("工单总数", "回访数", "办件量")
_GOOD = ("按期", "满意")
_FEW = (0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3)


def write_policy(folder: Path) -> None:
    """Write the policy without its lists of units; the kinds stay declared in its front matter."""
    folder.mkdir()
    shutil.copy(POLICY / "source.txt", folder)
    text = (POLICY / "policy.md").read_text(encoding="utf-8")
    text = re.sub(r"^```规则\n(名单 .*\n)+```\n", "考核对象，不计分。\n", text, flags=re.MULTILINE)
    (folder / "policy.md").write_text(text, encoding="utf-8")


def units(policy: core.Policy, count: int, seed: int = 2021) -> Iterator[UnitFacts]:
    """Yield so many units; the same seed gives the same."""
    random = Random(seed)
    for number in range(1, count + 1):
        facts: dict[str, Value] = {}
        for fact in policy.facts:
            facts[fact.name] = _value(fact, facts, random)
        yield UnitFacts(f"第{number}单位", random.choice(KINDS), facts)


def _value(fact: core.Fact, facts: dict[str, Value], random: Random) -> Value:
    if fact.type.kind is Kind.FLAG:
        return random.random() < 0.05
    whole = facts.get(fact.at_most)
    if isinstance(whole, int):
        some = random.randint(0, whole // 8)
        return whole - some // 2 if any(word in fact.name for word in _GOOD) else some
    return random.randint(0, 20_000) if fact.name in _WHOLES else random.choice(_FEW)


def write_sheet(policy: core.Policy, path: Path, count: int, seed: int = 2021) -> None:
    """Write the units as a fact sheet, row by row."""
    columns = wanted(policy)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(",".join(["单位", "类别", *(heading(fact) for fact in columns)]) + "\r\n")
        for unit in units(policy, count, seed):
            cells = (_cell(unit.values[fact.name]) for fact in columns)
            file.write(",".join([unit.name, unit.kind, *cells]) + "\r\n")


def _cell(value: Value) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
