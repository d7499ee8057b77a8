"""The tables that a policy is published in, as plain rows: rule table, case tables, notes, duties, facts.

In: ``core.Policy``. Out: frozen rows of plain strings without markup: every backend that shows tables starts here.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from compiler import core
from compiler.backends.markdown.case_tables import CaseTable, case_tables
from compiler.backends.markdown.duty_rows import DUTY_COLUMNS, duty_rows
from compiler.backends.markdown.layout import Layout, layout_of
from compiler.backends.markdown.rule_rows import RuleRow, caps_of, notes_of, rule_rows, show_by_kind, veto_words
from compiler.backends.markdown.slope_rows import slope_tables
from compiler.measures.intervals import Interval
from compiler.measures.specialise import concerns_all
from compiler.words.amounts import show_number
from compiler.words.shape import summed
from compiler.words.wording import show_interval, show_rounding, show_test, show_type, show_value, title_of
from dsl.nodes import Node

FACT_COLUMNS = ("名称", "类型与单位", "口径", "所在条款")


@frozen(repr=False, eq=False)
class Detail(Node):
    """What a clause's row has no room for: conditions, caps, and the case table of each of its tiers."""

    title: str
    remarks: tuple[str, ...]
    cases: tuple[CaseTable, ...]


@frozen(repr=False, eq=False)
class Tables(Node):
    """Everything that is published of a policy."""

    title: str
    head: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rules: tuple[tuple[str, ...], ...]
    details: tuple[Detail, ...]
    notes: tuple[str, ...]
    vetoes: tuple[str, ...]
    consequences: tuple[str, ...]
    bands: tuple[str, ...]
    duties: tuple[tuple[str, ...], ...]
    facts: tuple[tuple[str, ...], ...]
    digest: str


def tables(policy: core.Policy) -> Tables:
    """Return the published tables of a policy."""
    numbered = notes_of(policy)
    rows = rule_rows(policy, numbered)
    layout = layout_of(policy.heads, rows)
    return Tables(
        title=policy.title,
        head=tuple(_head(policy)),
        columns=tuple(head for head, _ in layout),
        rules=tuple(_cells(row, layout) for row in rows),
        details=tuple(each for clause in policy.clauses() if (each := _detail(clause, policy))),
        notes=tuple(f"注{number}（{note.place}）：{note.text}" for number, note in enumerate(numbered, 1)),
        vetoes=tuple(_veto(veto, policy) for veto in policy.vetoes),
        consequences=tuple(_consequences(policy)),
        bands=tuple(_bands(policy)),
        duties=duty_rows(policy, numbered),
        facts=tuple(_fact(fact, policy) for fact in policy.facts),
        digest=policy.digest,
    )


def _cells(row: RuleRow, layout: Layout) -> tuple[str, ...]:
    return tuple(getattr(row, field) for _, field in layout)


def _head(policy: core.Policy) -> Iterator[tuple[str, str]]:
    if policy.number:
        yield "文号", policy.number
    if policy.agency:
        yield "机关", policy.agency
    if policy.period is not None:
        yield "考核期间", f"{policy.period[0].isoformat()} 至 {policy.period[1].isoformat()}"
    if policy.kinds:
        yield "对象类别", "、".join(policy.kinds)
    if policy.total:
        yield "总分", show_by_kind(policy.total)


def _detail(clause: core.Clause, policy: core.Policy) -> Detail | None:
    remarks, cases = tuple(_remarks(clause, policy)), (*case_tables(clause, policy), *slope_tables(clause, policy))
    return Detail(where(clause.id, policy), remarks, cases) if remarks or cases else None


def where(clause_id: str, policy: core.Policy) -> str:
    """Return the number and the title of a clause."""
    title = title_of(policy, clause_id)
    above, _, number = clause_id.rpartition("/")
    if title in clause_id:
        return clause_id
    own = not title.endswith(f"/{number}")
    if number and own and title.startswith(number):  # the title has the number already: 一、受理, （一）结案率
        return f"{above}/{title}" if above else title
    return f"{clause_id} {title}"


def _remarks(clause: core.Clause, policy: core.Policy) -> Iterator[str]:
    if not concerns_all(clause.applies, policy):
        yield f"适用：{show_test(clause.applies, policy)}"
    if together := summed(policy, clause):
        yield f"合起来：{together}"
    if clause.rounding is not None:
        yield f"取值：{show_rounding(*clause.rounding)}"
    yield from (f"封顶：{cap}" for cap in caps_of(clause, policy))
    if clause.zeroed is not None:
        yield f"此项不记分：{show_test(clause.zeroed, policy)}"


def _veto(veto: core.Veto, policy: core.Policy) -> str:
    return f"{veto_words(veto, policy)}（{where(veto.clause, policy)}）"


def _consequences(policy: core.Policy) -> Iterator[str]:
    for clause in policy.clauses():
        for each in clause.consequences:
            yield f"{show_test(each.test, policy)}：{each.text}（{where(clause.id, policy)}）"


_BANDS = {
    core.Op.GE: "{} 分以上",
    core.Op.GT: "超过 {} 分",
    core.Op.LE: "{} 分以下",
    core.Op.LT: "低于 {} 分",
    core.Op.EQ: "{} 分",
}


def _bands(policy: core.Policy) -> Iterator[str]:
    """The grades of the total; of several that hold the first is the one."""
    for band in policy.bands:
        reach = _BANDS[band.op].format(show_number(band.points))
        if band.to is not None:
            reach = f"{show_number(band.points)} 分—{show_number(band.to)} 分"
        yield f"总分 {reach}：{band.name}"
    if len(policy.bands) > 1:
        yield "几条都成立的，以在前的为准。"


_SUPPLIED = {
    core.Role.PARAMETER: "由采用本办法的单位确定",
    core.Role.JUDGEMENT: "由考核人给出并写明理由",
    core.Role.RANK: "按全体对象排名",
    core.Role.STATISTIC: "由全体对象的数据算出",
    core.Role.RESULT: "本办法另一处的得分",
}


def _fact(fact: core.Fact, policy: core.Policy) -> tuple[str, ...]:
    place = where(fact.clause, policy) if fact.clause else ""
    return fact.name, show_type(fact.type), "；".join(_meaning(fact)), place


def _meaning(fact: core.Fact) -> Iterator[str]:
    if fact.meaning:
        yield fact.meaning
    if fact.role is not core.Role.FACT:
        yield f"{fact.role}：{_SUPPLIED[fact.role]}"
    if fact.value is not None:
        yield f"取 {show_value(fact.value, fact.type)}"
    if fact.at_most:
        yield f"不超过 {fact.at_most}"
    if (fact.low, fact.high) not in ((None, None), fact.type.domain):
        limits = Interval(fact.low, fact.low is not None, fact.high, fact.high is not None)
        yield f"限于 {show_interval(limits, fact.type)}"
    if fact.optional:
        yield "可空"


__all__ = ["DUTY_COLUMNS", "FACT_COLUMNS", "Detail", "RuleRow", "Tables", "tables"]
