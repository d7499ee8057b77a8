"""Policies of one clause, whose quote is the rules themselves, and beginnings of such clauses."""

from __future__ import annotations

from textwrap import indent

from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.source import Source


def small(rules: str, title: str = "# 一、考核", front: str = "", after: str = "", quote: str = "") -> str:
    """Return a policy of one clause; its quote is the rules themselves, so that every number is accounted for."""
    head = "---\n政策: 试行办法\n机关: 某局\n考核期间: 2021-01-01 至 2021-12-31\n原文: source.txt\n"
    quote = quote or rules.replace("\n", "；") or "原文。"
    return f"{head}{front}---\n\n{title}\n\n> {quote}\n\n```规则\n{rules}\n```\n{after}"


def compiled_small(text: str) -> Compiled:
    quotes = "\n".join(line.removeprefix("> ") for line in text.split("\n") if line.startswith("> "))
    return compile_policy(PolicyText("small", Source("policy.md", text), Source("source.txt", quotes)))


COUNTS = "事实 交办数：计数（件）\n事实 办结数：计数（件），不超过 交办数\n"
RATE = COUNTS + "指标 办结率 = 办结数 ÷ 交办数\n无交办时 不扣分\n"
LATE = "事实 迟报：计数（件）\n"
FLAG = "事实 未报送：是否\n"
KINDS = "对象类别: [县区, 市直部门]\n"
DEDUCT = FLAG + "未报送 扣 5 分"
INDENTED = indent(f"```规则\n{DEDUCT}\n```", "  ")
