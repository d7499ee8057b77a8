"""How the sentences of a clause stand together, in words: where the item starts, what adds up, what holds it, what sets it to nought.

In: a policy and a clause. Out: lines, in the order in which the points are made; none where one sentence says everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler import core
from compiler.meaning.totals import item_of
from compiler.words.wording import show_number, show_rounding, show_test


def shape_of(policy: core.Policy, clause: core.Clause) -> tuple[str, ...]:
    """Return what a decision table by itself does not say of a clause."""
    return (*_start(policy, clause), *_together(clause), *_held(clause), *_after(policy, clause))


def summed(policy: core.Policy, clause: core.Clause) -> str:
    """Return how several sentences of a clause come together; empty where there is one."""
    together = tuple(_together(clause))
    return "；".join((*_start(policy, clause), *together)) if together else ""


def _start(policy: core.Policy, clause: core.Clause) -> Iterator[str]:
    item = item_of(policy, clause.id)
    if item is None or not item.points:
        return
    most = "、".join(f"{kind + ' ' if kind else ''}{show_number(points)} 分" for kind, points in item.points)
    if item.outside:
        yield f"加减分项，另计，至多 {most}"
    elif item.start is core.Start.FULL:
        yield f"从本项满分 {most}起，扣到 0 分为止"
    else:
        yield f"从 0 分起，本项至多 {most}，至少 0 分"


def _together(clause: core.Clause) -> Iterator[str]:
    if len(clause.effects) < 2:
        return
    if clause.pick is core.Pick.MOST:
        yield "各句不累加，取最高分：得分里只算加得最多的一句，扣分里只算扣得最多的一句"
    else:
        yield f"{len(clause.effects)} 句各算各的，相加"


def _held(clause: core.Clause) -> Iterator[str]:
    if clause.rounding is not None:
        yield show_rounding(*clause.rounding)
    if clause.lowest is not None:
        yield f"合起来至多扣 {show_number(-clause.lowest)} 分" if clause.lowest < 0 else "合起来至少 0 分，不倒扣"
    if clause.highest is not None:
        yield f"合起来至多得 {show_number(clause.highest)} 分" if clause.highest > 0 else "合起来至多 0 分，不加分"


def _after(policy: core.Policy, clause: core.Clause) -> Iterator[str]:
    if clause.zeroed is not None:
        yield f"{show_test(clause.zeroed, policy)}的，此项不记分：本项 0 分，不论其他各句"
    for each in clause.consequences:
        yield f"{show_test(each.test, policy)}的，{each.text}（不是分数）"
    for veto in policy.vetoes:
        if veto.clause == clause.id:
            then = "总分 0 分" if veto.deduction is None else f"总分只扣这 {show_number(veto.deduction)} 分"
            yield f"{show_test(veto.test, policy)}的，一票否决：{then}"
