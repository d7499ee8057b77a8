"""Points of which the sentence does not say whether they are won or lost: 台账齐全 5 分, 10 分/次.

In: a block, and what the headings say. Out: the block, every sign filled in. The sign that stands before in the same line decides
(第 1 名 加 3 分，第 2 名 2 分); then the headings (减分, 加分); then the item, whose points are earned (记). What goes wrong (迟报 2 分)
and what is counted from a bound (每低 1 个百分点 0.5 分) is earned by nobody: it is lost where every other sentence of the clause takes
points and none speaks of it, else the reader is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from attrs import evolve, frozen

from compiler.lowering.names.scope import Scope
from compiler.problems import forms
from dsl import surface
from dsl.nodes import Node
from dsl.words.lexicon import lexicon

_ABSENT = ("无", "没有", "未发生", "未出现", "没有发生", "没有出现")
_DENIALS = ("没有", "未", "无", "不", "没")
_EVENTS = ("发生", "出现")
_LOST_BY_STEPS = ("below", "above", "short")


@frozen(repr=False, eq=False)
class Around(Node):
    """What stands around bare points: the sign of the headings, and whether there is an item."""

    heading: str  # "-", "+", nothing, or "?" where they speak of both
    item: bool


def signed(block: surface.Block, around: Around, scope: Scope) -> surface.Block:
    """Return a block in which every award has its sign; what nobody can tell is reported, and left as a loss."""
    if not any(map(_is_bare, block.statements)):
        return block
    said: list[str] = []  # the signs of the clause so far
    earned = any(_nought(each) for each in block.statements)
    lines = []
    for line in block.lines:
        before, statements = "", []
        for statement in line.statements:
            if _is_bare(statement):
                sign = before or around.heading.strip("?") or _of_item(statement, around, said, earned=earned)
                sign = sign or (_lost(statement, block) if not around.heading else "")
                if not sign:
                    scope.bag.add(forms.price_without_sign(scope.source, statement.span))
                statement = evolve(statement, award=_with(statement.award, sign or "-"))
                before = before or sign
                said.append(sign)
            else:
                before = _sign(statement) or before
                said.append(_sign(statement))
            statements.append(statement)
        lines.append(evolve(line, statements=tuple(statements)))
    return evolve(block, lines=tuple(lines))


def _with(award: surface.Award, sign: str) -> surface.Award:
    return evolve(award, sign=sign) if isinstance(award, surface.Give | surface.GiveList | surface.Formula) else award


def _of_item(statement: surface.Rule, around: Around, said: list[str], *, earned: bool) -> str:
    """记, in an item of which no sentence before takes or adds; 0 分 as the last rung says that the others are earned too."""
    if not around.item or around.heading or {"-", "+"} & set(said):
        return ""
    per = statement.per
    if per is not None and per.mode in _LOST_BY_STEPS:
        return ""
    excused = earned and per is None
    return "" if not excused and any(_is_bad(each, per) for each in [*_atoms(statement.condition), None]) else "award"


def _lost(statement: surface.Rule, block: surface.Block) -> str:
    """未经培训上岗 0.5 分/人，未配备专职档案员 扣 1 分: what was not done, among nothing but losses."""
    signs = {_sign(each) for each in block.statements if isinstance(each, surface.Rule)} - {""}
    atoms = list(_atoms(statement.condition))
    if signs != {"-"} or not atoms:
        return ""
    bad = all(_is_bad(each, statement.per) or any(_undone(name.text) for name in _names(each)) for each in atoms)
    denied = any(_denies_bad(name.text) for each in atoms for name in _names(each))
    return "-" if bad and not denied else ""


def _undone(name: str) -> bool:
    """档案员未经培训上岗: somebody did not do it."""
    return any(word in name for word in ("未", "没有"))


def _denies_bad(name: str) -> bool:
    """未迟报, 事故未发生, 不违规: that it did not go wrong."""
    rest = next((name.partition(word)[2] for word in _DENIALS if word in name), "")
    return bool(rest) and (_bad(rest) or any(word in rest for word in _EVENTS))


def _is_bare(statement: surface.Statement) -> TypeGuard[surface.Rule]:
    award = statement.award if isinstance(statement, surface.Rule) else None
    return isinstance(award, surface.Give | surface.GiveList | surface.Formula) and not award.sign


def _nought(statement: surface.Statement) -> bool:
    """无台账 0 分, 低于 60% 0 分: what is worst has no points, so that points are earned; of 无投诉 0 分 they are lost."""
    if (
        not isinstance(statement, surface.Rule)
        or not _is_bare(statement)
        or not isinstance(statement.award, surface.Give)
    ):
        return False
    nothing = statement.award.to is None and statement.award.amount.value == 0
    figure = isinstance(statement.condition, surface.Bounded | surface.Otherwise)
    return nothing and (figure or any(_is_bad(each, None) for each in _atoms(statement.condition)))


def _sign(statement: surface.Statement) -> str:
    award = getattr(statement, "award", None)
    return "award" if isinstance(award, surface.Full) else str(getattr(award, "sign", ""))


def _atoms(condition: surface.Condition | None) -> Iterator[surface.Condition]:
    if isinstance(condition, surface.Both | surface.Either):
        yield from _atoms(condition.left)
        yield from _atoms(condition.right)
    elif condition is not None:
        yield condition


def _names(condition: surface.Condition | None) -> tuple[surface.Name, ...]:
    match condition:
        case surface.Named(name) | surface.Bounded(name) | surface.Dated(name) if name is not None:
            return (name,)
        case surface.NameList(names):
            return names
        case _:
            return ()


def _is_bad(condition: surface.Condition | None, per: surface.Per | None) -> bool:
    """Whether a sentence speaks of what was not done, or done wrongly (迟报, 投诉), not of its absence (无投诉)."""
    nouns = (per.noun,) if per is not None and per.noun is not None else ()
    bad = any(_bad(name.text) for name in (*_names(condition), *nouns))
    return bad != bool(getattr(condition, "negated", False))


def _bad(name: str) -> bool:
    news = tuple(lexicon().speech["bad_news"])
    if any(name.removeprefix(word).startswith(news) for word in _ABSENT if name.startswith(word)):
        return False
    return name.startswith(tuple(lexicon().speech["went_wrong"])) or any(word in name for word in news)
