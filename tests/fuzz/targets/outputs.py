"""输出: names, quotations, notes and facts that would like to be markup, formulas or code, in everything that is written."""

from __future__ import annotations

import json
from functools import cache
from random import Random

from hypothesis import strategies as st

from compiler.asking.places import places_of
from compiler.backends.markdown.document import emit as emit_markdown
from compiler.backends.python import emit as emit_python
from compiler.explain.text import render_markdown
from compiler.explain.trace import explain
from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Bag
from dsl.source import Source
from tests.fuzz.oracle import findings, markup
from tests.fuzz.target import Example, Target
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.sheets.any import read_table
from zhunsheng.engine.sheets.template import facts_csv, facts_xlsx
from zhunsheng.report.trace_html import html
from zhunsheng.scoring.output import results_csv, results_json, results_xlsx
from zhunsheng.scoring.population import prepare

HOLES = ("题名", "机关", "文号", "类别", "标题", "原文", "注", "事实", "说明", "取值", "后果", "单位", "理由")
PLAIN = {
    "题名": "示例办法",
    "机关": "示例局",
    "文号": "示例〔2021〕1号",
    "类别": "县区",
    "标题": "公开",
    "原文": "按规定公开",
    "注": "照录",
    "事实": "投诉",
    "说明": "核实的",
    "取值": "优等",
    "后果": "取消年度评优资格",
    "单位": "甲县",
    "理由": "成效好",
}
EVIL = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "＝1+1",
    "\t=1+1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></tr><b>",
    "&lt;b&gt;",
    "|",
    "a|b",
    "`ls`",
    "```",
    "{{ 7*7 }}",
    "{% raw %}",
    "{0}",
    "%s",
    "${7*7}",
    "[点](javascript:alert(1))",
    "![图](http://a.b/c.png)",
    "**粗**",
    "~~删~~",
    "# 标题",
    "---",
    "> 引",
    "1. 一",
    "<!--",
    '"""',
    "'''",
    "\\",
    "\\n",
    '"""+open("a")+"""',
    'a"""',
    "__import__('os').system('true')",
    '"); import os; ("',
    "' OR 1=1 --",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://a.b")',
    "http://a.b",
    "<http://a.b>",
    "\u202e倒",
    "\u200b",
    "*",
    "_斜_",
    "$x$",
)
CHARACTERS = "=+-@|`<>{}[]()*_#$%&\\\"'!~^;:,./ 甲1a\u3000＝"
TEMPLATE = """---
政策: {题名}
文号: {文号}
机关: {机关}
考核期间: 2021-01-01 至 2021-12-31
总分: 20 分
对象类别: [{类别}, 其他]
原文: source.txt
---

# {标题}（20分）

注（缺漏）：{注}

## 一、投诉（10分）

> {原文}，每件扣2分，优的不扣分，差的扣1分。

```规则
事实 {事实}：计数（件），说明“{说明}”
事实 评议：等级（{取值}、差）
{事实} 每件 扣 2 分
{取值} 不扣分，差 扣 1 分
```

## 二、工作（10分）

> 工作酌情给分，做的，{后果}。

```规则
事实 做：是否
酌情给分
做 {后果}
```
"""


@cache
def _ours() -> frozenset[str]:
    """What the module of the harmless policy imports and names with two underscores."""
    made = _compiled(PLAIN)
    assert made.policy is not None
    (artifact,) = emit_python(made.policy, Bag())
    return frozenset(markup.calls(artifact.text))


def _compiled(holes: dict[str, str]):  # type: ignore[no-untyped-def]
    text = TEMPLATE.format(**holes)
    source = f"{holes['原文']}，每件扣2分，优的不扣分，差的扣1分。工作酌情给分，做的，{holes['后果']}。"
    return compile_policy(PolicyText("outputs", Source("policy.md", text), Source("source.txt", source)))


def _holed(random: Random, kinds: list[str], seed: int) -> Example:
    """The holes stand in the text as lines, so that they are made smaller one by one."""
    filled = {hole: random.choice((*EVIL, "".join(random.choice(CHARACTERS) for _ in range(5)))) for hole in kinds}
    mixed = {hole: random.choice((text, f"甲{text}", f"{text}乙")) for hole, text in filled.items()}
    return Example(json.dumps(mixed, ensure_ascii=False), seed=seed)


EXAMPLES = st.builds(
    _holed,
    st.randoms(use_true_random=False),
    st.lists(st.sampled_from(HOLES), min_size=1, max_size=3, unique=True),
    st.integers(0, 2**16),
)


def hold(example: Example) -> tuple[str, ...]:
    """Write everything that can be written of a policy and of its units."""
    try:
        holes = PLAIN | {str(key): str(text) for key, text in json.loads(example.text).items()}
    except ValueError:
        return ("不是例子",)
    made = _compiled(holes)
    codes = findings.codes(made.bag)
    if made.policy is None:
        return codes
    policy, bag = made.policy, Bag()
    (module,), (rules,) = emit_python(policy, Bag()), emit_markdown(policy, Bag())
    markup.python(module.text, _ours())
    markup.markdown(rules.text)
    markup.sheet_csv(facts_csv(policy))
    markup.sheet_xlsx(facts_xlsx(policy))
    record = {
        "单位": holes["单位"],
        "类别": holes["类别"],
        holes["事实"]: 1,
        "评议": holes["取值"],
        "做": False,
        **{fact.name: 3 for fact in policy.facts if fact.reason},
        **{fact.reason: holes["理由"] for fact in policy.facts if fact.reason},
    }
    table = read_table(json.dumps([record], ensure_ascii=False).encode(), "表.json", bag)
    units = read_facts(policy, table, bag) if table is not None else ()
    refused = findings.codes(bag)
    for each in prepare(policy, units):
        result = each.score(policy)
        markup.sheet_csv(results_csv(policy, [result]))
        markup.sheet_xlsx(results_xlsx(policy, [result]))
        json.loads(results_json(policy, [result]))
        trace = explain(policy, each.unit, result, places_of(made))
        markup.page(html(trace))
        markup.markdown(render_markdown(trace))
    return refused


TARGET = Target("输出", "名称、原文、注、事实里的标记、公式、代码", EXAMPLES, hold, 120, 0.3)
