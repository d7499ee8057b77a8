"""A comparison as data (``comparison.v1``) and the Chinese phrases that all its renderings share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from compiler import core
from compiler.compare import ClauseChange, Comparison, Judgement, Verdict, Witness
from compiler.compare.model import DUTY, IN_ITEM, POINTS
from compiler.core.walk import nodes
from compiler.meaning.result import Points
from compiler.meaning.scoring import facts_of
from compiler.measures.who import roots
from compiler.words.amounts import show_fact, show_number
from zhunsheng.scoring.sheet_change import UnitChange

VERSION = "comparison.v1"  # zhunsheng/schemas/comparison.v1.json
_SHOWN = ("less", "more", "lost", "settled")
_CALLED = {"less": "变严", "more": "变宽", "lost": "不再能判定", "settled": "现在能判定"}
_OWN = "本条得分"  # told apart from what reaches the item
_POINTS = (POINTS, IN_ITEM, _OWN, "总分")


def data(
    found: Comparison, units: Sequence[UnitChange] | None = None, *, old: str = "", new: str = ""
) -> dict[str, Any]:
    """Return a comparison as plain data; every value is exact, as text."""
    return {
        "version": VERSION,
        "old": {"name": old, "title": found.old.title, "digest": found.old.digest},
        "new": {"name": new, "title": found.new.title, "digest": found.new.digest},
        "sameMeaning": found.same_meaning,
        "total": _judgement(found.total),
        "clauses": [_clause(each) for each in found.clauses],
        "changes": [
            {"what": each.what, "name": each.name, "old": each.old, "new": each.new, "meaning": each.meaning}
            for each in found.changes
        ],
        "renamed": [{"old": before, "new": after} for before, after in found.renamed],
        "units": None if units is None else [_unit(each) for each in units],
    }


def _clause(change: ClauseChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "oldId": change.old.id if change.old else None,
        "newId": change.new.id if change.new else None,
        "title": change.title,
        "verdict": str(change.verdict),
        "direction": str(change.direction),
        "sameMeaning": change.same_meaning,
        "moved": change.moved,
        "reworded": change.reworded,
        "text": [{"kind": piece.kind, "text": piece.text} for piece in change.text],
        "rulesGone": list(change.rules_gone),
        "rulesCome": list(change.rules_come),
        "judgements": [_judgement(each) for each in change.judgements],
        "item": None if change.item is None else _judgement(change.item),
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "what": judgement.what,
        "verdict": str(judgement.verdict),
        "method": str(judgement.method),
        "why": judgement.why,
        "valuesKnown": judgement.values_known,
        "units": {kind: _witness(each) for kind in _SHOWN if (each := getattr(judgement, kind)) is not None},
    }


def _witness(witness: Witness) -> dict[str, Any]:
    points = [None if value is None else show_number(value) for value in (witness.old, witness.new)]
    facts = {name: _plain(value) for name, value in witness.unit.facts.items()}
    return {"unit": witness.unit.name, "kind": witness.unit.kind, "facts": facts, "old": points[0], "new": points[1]}


def _plain(value: Any) -> str | bool | None:
    return value if value is None or isinstance(value, bool) else str(value)


def _unit(unit: UnitChange) -> dict[str, Any]:
    shown = [None if value is None else show_number(value) for value in (unit.old, unit.new, unit.change)]
    return {
        "unit": unit.name,
        "kind": unit.kind,
        "old": shown[0],
        "new": shown[1],
        "change": shown[2],
        "oldRange": _range(unit.before),
        "newRange": _range(unit.after),
        "changeRange": _range(unit.between),
        "oldRank": unit.old_rank,
        "newRank": unit.new_rank,
        "clauses": [{"id": name, "change": show_number(change)} for name, change in unit.clauses],
    }


def _range(points: Points) -> list[str | None] | None:
    if points.exact is not None:
        return None
    return [None if end is None else show_number(end) for end in (points.low, points.high)]


# ---------------------------------------------------------------------------------------------------------------- phrases


def verdict_of(change: ClauseChange) -> str:
    """Return the verdict of a clause in a word or two: 更严, 新增（更严）, 不变（另有变化）."""
    if change.verdict in (Verdict.ADDED, Verdict.REMOVED) and change.direction is not Verdict.SAME:
        return f"{change.verdict}（{change.direction}）"
    return (
        f"{change.verdict}（另有变化）"
        if change.verdict is Verdict.SAME and not change.same_meaning
        else str(change.verdict)
    )


def words_of(change: ClauseChange) -> str:
    """Return what became of the text: 未改, 有改, 移自 …"""
    if change.old is None or change.new is None:
        return ""
    moved = f"，移自 {change.old.id}" if change.moved else ""
    return ("有改" if change.reworded else "未改") + moved


def methods_of(change: ClauseChange) -> str:
    """Return how the verdict was reached."""
    own, *others = change.judgements
    told_of = (change.item if change.own_points_differ and change.item is not None else own, *others)
    return "、".join(dict.fromkeys(str(each.method) for each in told_of))


def told(change: ClauseChange, *, everything: bool = False) -> bool:
    """Whether a clause is worth a line: its words, its place or its meaning changed."""
    if everything:
        return True
    rules = change.rules_gone or change.rules_come
    return bool(not change.same_meaning or change.reworded or change.moved or rules) or None in (change.old, change.new)


def read_by(found: Comparison) -> frozenset[str]:
    """Return the facts that the clauses with another meaning read: what is worth telling of a unit."""
    changed = (clause for each in found.clauses if not each.same_meaning for clause in (each.old, each.new) if clause)
    return frozenset(name for clause in changed for name in facts_of(clause))


def clause_findings(change: ClauseChange, policy: core.Policy) -> Iterator[str]:
    """Yield what is told of a clause: its item where that differs, its own points, and all else that it does."""
    own, *others = change.judgements
    if change.item is not None and change.own_points_differ:
        yield f"{IN_ITEM}{change.item.verdict}，{_OWN}{change.own}：结论看这一条对本项得分的作用"
        yield from (f"{IN_ITEM}{line}" for line in findings(change.item, policy))
        yield from (f"{_OWN}{line}" for line in findings(own, policy))
    else:
        yield from findings(own, policy)
        yield from (f"{IN_ITEM}{line}" for line in _in_item(change, policy))
    for each in others:
        yield from findings(each, policy)


def _in_item(change: ClauseChange, policy: core.Policy) -> Iterator[str]:
    """Yield an example of the item where the clause alone would say something else of it: 5 → -6 分 of a clause, 5 → 4 分 of its item."""
    if change.item is None:
        return
    for kind in ("less", "more"):
        here, there = getattr(change.judgements[0], kind), getattr(change.item, kind)
        if here is not None and there is not None and _gain(here) != _gain(there):
            yield f"{_CALLED[kind]}的例子：{example(there, policy)}"


def _gain(witness: Witness) -> Fraction:
    return (witness.new or Fraction(0)) - (witness.old or Fraction(0))


def findings(judgement: Judgement, policy: core.Policy, names: Iterable[str] = ()) -> Iterator[str]:
    """Yield a line for every unit that shows something, and for what is not proved."""
    about = "" if judgement.what in _POINTS else f"{judgement.what}："
    for kind in _SHOWN:
        witness = getattr(judgement, kind)
        if witness is not None:
            yield f"{about}{_CALLED[kind]}的例子：{example(witness, policy, frozenset(names), judgement.what)}"
    if judgement.verdict is Verdict.UNPROVEN:
        yield f"{about}未证明：{judgement.why or '没有找到例子，也没有证明'}{_half(judgement)}"
    elif not judgement.values_known:
        yield f"{about}两版是否对同样的单位都能判定，没有证明"


def _half(judgement: Judgement) -> str:
    if judgement.never_more:
        return "；已证明没有单位变高"
    return "；已证明没有单位变低" if judgement.never_less else ""


def example(witness: Witness, policy: core.Policy, names: frozenset[str] = frozenset(), what: str = POINTS) -> str:
    """Return a unit and what either version does to it: 投诉 3 件：旧 -5 分，新 -6 分."""
    unit = witness.unit
    facts = [
        f"{name} {show_fact(value, policy.named[name].type)}"
        for name, value in unit.facts.items()
        if name in policy.named and (not names or name in names)
    ]
    # A unit stands for its class: it has a name only where a rule names it.
    asked = (node for root in roots(policy) for node in nodes(root))
    named = any(isinstance(node, core.Listed) and unit.name in node.units for node in asked)
    who = [unit.name] if named else [unit.kind] if unit.kind else []
    old, new = (_outcome(value, what) for value in (witness.old, witness.new))
    return f"{'，'.join([*who, *facts]) or '任何单位'}：旧 {old}，新 {new}"


def _outcome(value: Fraction | None, what: str) -> str:
    """Return what comes out: points; of a duty whether it is kept; of all else whether it follows."""
    if what in _POINTS:
        return "无法计算" if value is None else f"{show_number(value)} 分"
    if what.startswith(DUTY):
        return "待核" if value is None else "不合规" if value else "合规"
    return "不能确定" if value is None else "是" if value else "否"


def said(old: str, new: str) -> str:
    """Return a change of something that is stated: 旧 → 新."""
    return f"{old or '（无）'} → {new or '（无）'}"
