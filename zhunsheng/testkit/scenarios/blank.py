"""An empty scenario to fill in: Core in, Markdown out, with every row that a scenario must have and no value.

Facts stand under the headings of the policy, each with its type and meaning. An empty scenario does not pass: every cell is
still missing.
"""

from __future__ import annotations

from compiler import core
from compiler.backends.mdtext import fold
from compiler.core.walk import clauses_of
from compiler.words.wording import show_type
from zhunsheng.engine.columns import KIND_NAMES
from zhunsheng.testkit.cases.columns import UNITS
from zhunsheng.testkit.scenarios.facts import open_facts
from zhunsheng.testkit.scenarios.lines import ARITHMETIC, POINTS, required
from zhunsheng.testkit.scenarios.model import ANSWERS, BAND, CONSEQUENCES, VETO
from zhunsheng.testkit.scenarios.reading import FACT, PLACE, REMARK, VALUE

Rows = list[tuple[str, ...]]


def blank_scenario(policy: core.Policy) -> str:
    """Return the Markdown of one empty scenario."""
    unit: Rows = [(UNITS[0], "", "名单上的名称" if policy.rosters else "虚拟的名称")]
    unit += [(KIND_NAMES[0], "", "、".join(policy.kinds))] if policy.kinds else []
    blocks = ["## 单位名称：一句话说明", _table((FACT, VALUE, REMARK), unit)]
    for title, rows in _facts(policy).items():
        blocks += [f"### 事实：{fold(title)}", _table((FACT, VALUE, REMARK), rows)]
    wanted = required(policy)
    points: Rows = [(label, "", "") for what, _, label in wanted if what in (POINTS, BAND)]
    blocks += ["### 得分", _table((PLACE, ARITHMETIC, POINTS), points)]
    for column in (ANSWERS, CONSEQUENCES, VETO):
        outcomes: Rows = [(label, "") for what, _, label in wanted if what == column]
        blocks += [f"### {column}", _table((PLACE, column), outcomes)] if outcomes else []
    return "\n\n".join(blocks) + "\n"


def _facts(policy: core.Policy) -> dict[str, Rows]:
    """Return the rows of facts by the title of the part of the policy that declares them."""
    titles = {clause.id: group.title or group.id for group in policy.sections() for clause in clauses_of(group)}
    found: dict[str, Rows] = {}
    for fact in open_facts(policy):
        rows = found.setdefault(titles.get(fact.clause, fact.clause), [])
        rows.append((fact.name, "", "：".join(filter(None, (show_type(fact.type), fact.meaning)))))
        rows += [(fact.reason, "", "为什么给这个分")] if fact.reason else []
    return found


def _table(header: tuple[str, ...], rows: Rows) -> str:
    # Names are read back as they stand, so nothing but the bar is escaped.
    lines = [header, ("---",) * len(header), *(tuple(fold(cell).replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
