"""What is odd about a clause that compiles (W417–W429, E440, W443–W449, N490)."""

from __future__ import annotations

from datetime import date

from compiler.problems.rules import CIVIL_CODE
from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span

_WITHIN = "分值：一项的得分不低于 0 分，不高于本项分值"
_ONE_THING = "分值：一件事的几句取最里面的一句，不同的事各算各的；分不清的不猜"


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


def wrong_way(source: Source, span: Span, better: str, than: str, gap: str, why: str) -> Diagnostic:
    """A tier that gives less for a better figure, or a ladder that goes up and down."""
    return finding(
        "W420-wrong-way",
        f"{better} 比 {than} {gap}，与各档的方向不合",
        Label(source, span, why),
        hint="核对相邻两档的分值是否写颠倒；方向声明错的，改「越高越好」「越低越好」",
    )


def later_is_better(source: Source, span: Span, early: Span, gap: str) -> Diagnostic:
    """2021年6月30日前 未 报送 扣 3 分；2021年9月30日前 未 报送 扣 1 分."""
    return finding(
        "W420-wrong-way",
        f"期限更晚还没有做到的，反而{gap}",
        Label(source, span, "期限更晚"),
        related=(Label(source, early, "期限更早"),),
        hint="核对两个期限、两个分值是否写颠倒；原文如此的，在文头「接受」并写明理由",
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


def counted_twice(source: Source, span: Span, outer: Span, total: str, *, choice: str, more: str) -> Diagnostic:
    """``total`` is what both give together, ``choice`` the word with which the inner one counts alone, ``more`` on top."""
    alone = f"在本条写明「{choice}」，或" if choice else ""
    return finding(
        "E426-counted-twice",
        f"符合这一句的，也都符合同一条的另一句：只取一句，还是两句同时算，共{total}",
        Label(source, span, "这一句"),
        related=(Label(source, outer, "也都符合这一句"),),
        hint=f"只取一句的，{alone}把条件写成互不重叠；两句都算的，后一句写「{more}」，或在本条写明「累计」",
        authority=_ONE_THING,
    )


def named_levels(source: Source, span: Span, other: Span) -> Diagnostic:
    """二次退回 每件 扣 1 分；三次以上退回 每件 扣 2 分: is what was sent back three times one of those that were sent back twice?"""
    return finding(
        "E426-counted-twice",
        "这一句和同一条的另一句，名称里只差一个数，说的可能是同一件事的两级：只取一级，还是两句同时算",
        Label(source, span, "这一句"),
        related=(Label(source, other, "可能是同一件事"),),
        hint="两句都算的（分开填、不重复的），后一句写「再加」「另扣」；只取一级的，是否的写「就高」「就低」，"
        "按件数的用一个数写成各档，例如「退回次数 2 次 扣 1 分，3 次以上 扣 2 分」",
        authority=_ONE_THING,
    )


def two_rates(source: Source, span: Span, other: Span, total: str) -> Diagnostic:
    """每家 加 0.3 分，超过 10 家 每超过 1 家 加 0.5 分: instead of the first, or on top of it?"""
    return finding(
        "E426-counted-twice",
        f"同一个数按两种步长计：超过的部分只按这一句计，还是两句都计，共{total}",
        Label(source, span, "这一句"),
        related=(Label(source, other, "另一句也计"),),
        hint="两句都计的，后一句写「再加」「另扣」；超过的部分只按后一句计的，前一句写明到多少为止（写成封顶），或后一句写「再加」两句之差",
        authority=_ONE_THING,
    )


def steps_and_tier(source: Source, span: Span, steps: Span, total: str) -> Diagnostic:
    """低于 90% 每低于 1 个百分点 扣 1 分；低于 80% 扣 5 分: does the tier take the place of the steps?"""
    return finding(
        "E426-counted-twice",
        f"到了这一档，按件、按步长算的一句还在算：只取这一档，还是两句同时算，共{total}",
        Label(source, span, "这一档"),
        related=(Label(source, steps, "这里按件、按步长算"),),
        hint="只取这一档的，给按步长的一句写明到哪里为止，例如「80%—90% 每低于 1 个百分点 …」，每件、每次的写成各档，例如「1 件 扣 1 分，"
        "2 件 扣 2 分，3 件以上 扣 5 分」；两句都算的，这一档写「另扣」「再加」，或在本条写明「累计」",
        authority=_ONE_THING,
    )


def restarted(source: Source, span: Span, before: Span) -> Diagnostic:
    """90%以上 得 8 分，低于 90% 每低于 1 个百分点 扣 1 分: from the 8 points, or from nought?"""
    return finding(
        "E426-counted-twice",
        "到了这里，前一句对同一个数的分有两种读法：在前一句的分上接着按步长算，或者前一句不再算，从 0 分起另算",
        Label(source, span, "步长从这里起算"),
        related=(Label(source, before, "前一句到这里为止"),),
        hint="接着算的，各档的差另写「再加」「另扣」，例如「90%以上 得 8 分，每低于 1 个百分点 扣 1 分；95%以上 再加 2 分」；"
        "各句各算、从 0 分起的，在本条写明「累计」",
        authority=_ONE_THING,
    )


def never_felt(source: Source, span: Span, points: str, why: str) -> Diagnostic:
    """低于 90% 扣 2 分 in an item in which only 90% earns anything."""
    return finding(
        "W446-more-than-its-item",
        f"{points}永远不起作用",
        Label(source, span, why),
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


def outside_period(source: Source, days: list[tuple[date, Span]], period: tuple[date, date]) -> Diagnostic:
    """2022年7月5日前 in a period of 2021."""
    labels = tuple(Label(source, span, _how_far(day, period)) for day, span in days)
    day = days[0][0]
    return finding(
        "W491-outside-period",
        f"{day.year}年{day.month}月{day.day}日不在考核期间之内",
        labels[0],
        related=labels[1:],
        hint="核对年份；考核期间写错的，改文头的「考核期间」；原文如此的，在文头「接受」并写明理由",
        authority="考核期间：文头",
    )


def _how_far(day: date, period: tuple[date, date]) -> str:
    ahead = day < period[0]
    far = (period[0] - day if ahead else day - period[1]).days
    return f"比考核期间的{'第一天早' if ahead else '最后一天晚'} {far} 天：{period[0]} 至 {period[1]}"


def over_item(source: Source, span: Span, points: str, most: str) -> Diagnostic:
    """扣 15 分 in an item of 10."""
    return finding(
        "W446-more-than-its-item",
        f"一次 {points} 分，本项一共只有 {most} 分",
        Label(source, span, f"多出的分永远不起作用（本项 {most} 分）"),
        hint="核对分值；原文如此的，在文头「接受」并写明理由",
        authority=_WITHIN,
    )
