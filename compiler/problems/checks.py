"""What is odd about a clause that compiles (W417–W429, E440, W443–W449, N490)."""

from __future__ import annotations

from compiler.problems.rules import CIVIL_CODE
from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span

_WITHIN = "分值：一项的得分不低于 0 分，不高于本项分值"


def not_analysed(source: Source, span: Span, what: str, why: str) -> Diagnostic:
    """A check that could not decide."""
    return finding(
        "N490-not-analysed",
        f"未分析：{what}",
        Label(source, span, why),
        hint="不是错误；请人工核对这一处，核对过的可以在文头「接受」",
    )


def cap_below_one(source: Source, cap: Span, rule: Span, cap_points: str, points: str) -> Diagnostic:
    """A cap that is below one deduction."""
    return finding(
        "E440-cap-below-one",
        f"封顶 {cap_points} 分低于一次的 {points} 分",
        Label(source, cap, "封顶"),
        related=(Label(source, rule, "一次就超过封顶"),),
        hint="核对两个数字；原文如此的，在文头「接受」并写明理由",
    )


def cap_never_reached(source: Source, cap: Span, cap_points: str, most: str, word: str) -> Diagnostic:
    """A cap above everything the clause can give."""
    return finding(
        "W443-cap-never-reached",
        f"本条最多{word} {most} 分，用不到封顶 {cap_points} 分",
        Label(source, cap, "封顶"),
        hint="核对封顶和各档的分值；原文如此的，在文头「接受」并写明理由",
    )


def heading_cap_never_reached(source: Source, cap: Span, cap_points: str, most: str, word: str) -> Diagnostic:
    """A cap on all clauses of a heading above everything they can give together."""
    return finding(
        "W447-heading-cap-never-reached",
        f"各条合计最多{word} {most} 分，用不到合计封顶 {cap_points} 分",
        Label(source, cap, "合计封顶"),
        hint="核对合计封顶和各条的分值；原文如此的，在文头「接受」并写明理由",
    )


def second_free(source: Source, cap: Span, rule: Span, points: str) -> Diagnostic:
    """A cap that the first piece uses up."""
    return finding(
        "W444-second-piece-free",
        f"第一次就到封顶 {points} 分，从第二次起不再计",
        Label(source, cap, "封顶"),
        related=(Label(source, rule, "按次计"),),
        hint="只计一次的，把事实写成“是否”；按次计的，核对封顶；原文如此的，在文头「接受」并写明理由",
    )


def always_true(source: Source, span: Span, why: str = "对任何单位都成立") -> Diagnostic:
    """A condition that every unit meets."""
    return finding(
        "W417-always-true",
        "这个条件总是成立",
        Label(source, span, why),
        hint="核对界限的数字、且与或；本意如此的，去掉条件",
    )


def never_true(source: Source, span: Span, why: str) -> Diagnostic:
    """A condition that no unit can meet."""
    return finding(
        "W418-never-true",
        "这个条件不可能成立",
        Label(source, span, why),
        hint="核对界限的数字、且与或，以及事实的取值范围",
    )


def duties_apart(source: Source, span: Span, first: Span) -> Diagnostic:
    """应当 用时 5 天以内 in one clause, 应当 用时 超过 5 天 in another."""
    return finding(
        "W418-never-true",
        "这两句“应当”不可能同时做到",
        Label(source, span, "做到了这一句，就做不到前面一句"),
        related=(Label(source, first, "前面一句"),),
        hint="核对两处的界限；各管各的单位的，写明是哪一类",
    )


def wrong_way(source: Source, span: Span, better: str, than: str, gap: str, why: str) -> Diagnostic:
    """A tier that gives less for a better figure, or a ladder that goes up and down."""
    return finding(
        "W420-wrong-way",
        f"{better} 比 {than} {gap}，与各档的方向不合",
        Label(source, span, why),
        hint="核对相邻两档的分值是否写颠倒；方向声明错的，改「越高越好」「越低越好」",
    )


def later_is_better(source: Source, span: Span, early: Span, gap: str, *, done: bool) -> Diagnostic:
    """2021年6月30日前 未 报送 扣 3 分；2021年9月30日前 未 报送 扣 1 分. ``done``: of who did it, not of who did not."""
    return finding(
        "W420-wrong-way",
        f"{'期限更晚才做到的' if done else '期限更晚还没有做到的'}，反而{gap}",
        Label(source, span, "期限更晚"),
        related=(Label(source, early, "期限更早"),),
        hint="核对两个期限、两个分值是否写颠倒；原文如此的，在文头「接受」并写明理由",
    )


def harder_gets_less(source: Source, span: Span, easier: Span, gap: str) -> Diagnostic:
    """前 3 名 得 6 分，前 5 名 得 10 分: who is among the first three gets less than who is not."""
    return finding(
        "W420-wrong-way",
        f"条件更严的一档反而{gap}",
        Label(source, span, "条件更严，符合它的都按它算"),
        related=(Label(source, easier, "条件较宽"),),
        hint="核对两档的界限、两个分值是否写颠倒；原文如此的，在文头「接受」并写明理由",
    )


def level_gets_less(source: Source, span: Span, lower: Span, names: tuple[str, str], gap: str) -> Diagnostic:
    """国家级 加 1 分，省级 加 3 分."""
    return finding(
        "W420-wrong-way",
        f"“{names[0]}”比“{names[1]}”{gap}",
        Label(source, span, "级别更高"),
        related=(Label(source, lower, "级别更低"),),
        hint="核对两级的分值是否写颠倒；原文如此的，在文头「接受」并写明理由",
    )


def wrong_slope(source: Source, span: Span, name: str, word: str, why: str) -> Diagnostic:
    """A rate that punishes the good direction."""
    return finding(
        "W420-wrong-way",
        f"“{name}”越高得分{word}，与声明的方向不合",
        Label(source, span, why),
        hint="核对扣和加、高于和低于；方向声明错的，改「越高越好」「越低越好」",
    )


def wrong_rank(source: Source, span: Span, word: str, why: str) -> Diagnostic:
    """Points for the wrong end of a ranking."""
    return finding(
        "W420-wrong-way",
        f"{word}，与声明的方向不合",
        Label(source, span, why),
        hint="核对前几名和倒数几名、扣和加；方向声明错的，改「越高越好」「越低越好」",
    )


def jump(source: Source, span: Span, at: str, gap: str, most: str) -> Diagnostic:
    """A step out of proportion."""
    return finding(
        "W421-jump",
        f"在 {at} 处一步差 {gap} 分，其他各步最多差 {most} 分",
        Label(source, span, "这一档"),
        hint="核对分值是否多写了一位；原文如此的，在文头「接受」并写明理由",
    )


def both_ways(source: Source, span: Span, first: Span, name: str, now: str, before: str) -> Diagnostic:
    """One figure that earns points here and costs points there."""
    return finding(
        "W422-pays-both-ways",
        f"“{name}”在这里{now}，在别处{before}",
        Label(source, span, now),
        related=(Label(source, first, before),),
        hint="核对两处的方向；原意如此的，在文头「接受」并写明理由",
    )


def both_ends(source: Source, span: Span, first: Span, units: str) -> Diagnostic:
    """前 3 名 加 2 分，倒数 3 名 扣 2 分 among five units."""
    return finding(
        "W422-pays-both-ways",
        f"名单上只有 {units} 个单位，中间的名次两头都算：又加又扣",
        Label(source, span, "这一头"),
        related=(Label(source, first, "另一头"),),
        hint="核对名次的个数和名单；原意如此的，在文头「接受」并写明理由",
    )


def ends_meet(source: Source, span: Span, first: Span) -> Diagnostic:
    """前 30% 加 2 分；后 80% 扣 1 分."""
    return finding(
        "W422-pays-both-ways",
        "两个比例加起来超过 100%，中间的名次两头都算：又加又扣",
        Label(source, span, "这一头"),
        related=(Label(source, first, "另一头"),),
        hint="核对两个比例；原意如此的，在文头「接受」并写明理由",
    )


def mixed_bounds(
    source: Source, span: Span, first: Span, lines: tuple[str, str], values: tuple[str, str]
) -> Diagnostic:
    """Two tiers on one side, one with and one without the number itself."""
    return finding(
        "W423-mixed-bounds",
        f"同一组的两档，{values[0]} 与 {values[1]} 一个含本数、一个不含",
        Label(source, span, lines[1]),
        related=(Label(source, first, lines[0]),),
        hint="原意一致的，改用同一种界限词；原文如此的，在文头「接受」并写明理由",
        authority=CIVIL_CODE,
    )


def rank_without_table(source: Source, span: Span, name: str, most: str) -> Diagnostic:
    """Points by rank, and no word on what a rank is worth."""
    return finding(
        "W424-rank-without-table",
        f"按“{name}”排名记分，没有写第几名得几分",
        Label(source, span, f"现由考核人在 0 分到 {most} 分之间评定"),
        hint="写明名次与分值的对照；原文没有写的，在文头「接受」并写明理由",
    )


def never_felt(source: Source, span: Span, points: str, why: str, veto: Span | None = None) -> Diagnostic:
    """低于 90% 扣 2 分 in an item in which only 90% earns anything."""
    return finding(
        "W446-more-than-its-item",
        f"{points}永远不起作用",
        Label(source, span, why),
        related=() if veto is None else (Label(source, veto, "一票否决"),),
        hint="核对分值和起算的分：从满分扣起的，本项不写「记」「得」；从某一档的分扣起的，写明那一档；原文如此的，在文头「接受」并写明理由",
        authority=_WITHIN,
    )


def cap_over_item(source: Source, span: Span, cap: str, most: str) -> Diagnostic:
    """最高扣 8 分 in an item of 5."""
    return finding(
        "W446-more-than-its-item",
        f"封顶 {cap} 分，本项一共只有 {most} 分",
        Label(source, span, f"封顶永远不起作用（本项 {most} 分）"),
        hint="核对封顶和本项的分值；原文如此的，在文头「接受」并写明理由",
        authority=_WITHIN,
    )


def over_total(source: Source, span: Span, points: str, most: str) -> Diagnostic:
    """一票否决，扣 120 分 of a total of 100."""
    return finding(
        "W446-more-than-its-item",
        f"一票否决扣 {points} 分，总分一共只有 {most} 分",
        Label(source, span, "扣的比总分还多"),
        hint="核对分值；扣完总分的，只写「一票否决」；原文如此的，在文头「接受」并写明理由",
    )


def over_item(source: Source, span: Span, points: str, most: str, kind: str, *, fixed: bool) -> Diagnostic:
    """扣 15 分 in an item of 10; ``kind``: the kind of unit whose item it is; ``fixed``: not worked out or judged."""
    held, once = f"{kind}本项" if kind else "本项", "一次" if fixed else "最多"
    return finding(
        "W446-more-than-its-item",
        f"{once} {points} 分，{held}一共只有 {most} 分",
        Label(source, span, f"多出的分永远不起作用（{held} {most} 分）"),
        hint="核对分值；原文如此的，在文头「接受」并写明理由",
        authority=_WITHIN,
    )
