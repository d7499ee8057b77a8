"""Pairs of small policies that differ in one thing: one has a flaw, its twin has none.

A pair is one text with the place where the two differ written ⟦flawed｜sound⟧ (more than one place where the change needs a name
that must be declared). Lines in front of the rules: ``键: 值`` of the front matter, ``# 标题``. Every run of rules is a clause whose
quote is the rules themselves without 核对, which needs none; a line that begins with 注 stands behind it.
"""

from __future__ import annotations

import re

from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Bag
from dsl.source import Source

CHOICE = re.compile(r"⟦([^⟦⟧｜]*)｜([^⟦⟧｜]*)⟧")
FRONT = re.compile(r"(政策|机关|考核期间|总分|对象类别|参数|接受|检查): .*")
HEAD = {"政策": "试行办法", "机关": "某局", "考核期间": "2021-01-01 至 2021-12-31"}


def twins(text: str) -> tuple[str, str]:
    """Return the flawed policy and the sound one, as Markdown."""
    flawed, sound = (CHOICE.sub(rf"\{side}", text) for side in (1, 2))
    return policy(flawed), policy(sound)


def policy(text: str) -> str:
    """Return the Markdown of a policy written in short."""
    head, parts, rules = dict(HEAD), [], list[str]()
    lines = [line.strip() for line in text.strip().split("\n")]
    for line in [*lines, "#"]:
        if FRONT.fullmatch(line):
            key, value = line.split(": ", 1)
            head[key] = value
        elif line.startswith(("#", "注")):
            if rules:
                if not parts:
                    parts.append("# 一、考核")
                quoted = "；".join(rule for rule in rules if not rule.startswith("核对"))
                parts.append(f"> {quoted}\n\n```规则\n" + "\n".join(rules) + "\n```")
                rules = []
            parts.append(line)
        elif line:
            rules.append(line)
    front = "\n".join(f"{key}: {value}" for key, value in head.items())
    return f"---\n{front}\n原文: source.txt\n---\n\n" + "\n\n".join(parts[:-1]) + "\n"


def findings(text: str) -> Bag:
    """Return what ``zhunsheng check`` finds in a policy."""
    quotes = "\n".join(line.removeprefix("> ") for line in text.split("\n") if line.startswith("> "))
    return compile_policy(
        PolicyText("pair", Source("policy.md", text), Source("source.txt", quotes)), thorough=True
    ).bag


def codes(text: str) -> list[str]:
    """Return the codes that are found, without their titles."""
    return sorted({each.code.split("-")[0] for each in findings(text)})
