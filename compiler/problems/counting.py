"""Two sentences of one clause that count together, although they may be about one thing (E426)."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span

_ONE_THING = "分值：一件事的几句取最里面的一句，不同的事各算各的；分不清的不猜"


def counted_twice(source: Source, span: Span, outer: Span, total: str, *, choice: str, more: str) -> Diagnostic:
    """Two sentences of one clause of which one holds wherever the other does; ``total`` is what both give together.

    ``choice`` is the word with which the inner one counts alone, ``more`` the one with which it comes on top.
    """
    alone = f"在本条写明「{choice}」，或" if choice else ""
    return finding(
        "E426-counted-twice",
        f"符合这一句的，也都符合同一条的另一句：只取一句，还是两句同时算，共{total}",
        Label(source, span, "这一句"),
        related=(Label(source, outer, "也都符合这一句"),),
        hint=f"只取一句的，{alone}把条件写成互不重叠；两句都算的，后一句写「{more}」，或在本条写明「累计」",
        authority=_ONE_THING,
    )


def late_or_lost(source: Source, span: Span, given: Span, name: str, points: tuple[str, str, str]) -> Diagnostic:
    """按时报送 得 10 分；迟报 扣 3 分: 7 points for whoever was late, or 3 points lost?"""
    whole, left, lost = points
    return finding(
        "E426-counted-twice",
        f"“{name}”的有两种读法：从前面得的 {whole} 分里扣，剩 {left} 分；或者不得那 {whole} 分，另外再扣 {lost} 分",
        Label(source, span, "这一句"),
        related=(Label(source, given, "从这里的分里扣？"),),
        hint=f"从得的分里扣的，写得几分，例如「{name} 得 {left} 分」；不得前面的分、再扣的，写「另扣」，或在本条写明「累计」",
        authority=_ONE_THING,
    )


def short_of_all(source: Source, span: Span, given: Span, whole: str, short: str) -> Diagnostic:
    """达标率 100% 得 4 分，每次 超标 扣 1 分: does a unit that did not reach 100% start from the 4 points?"""
    return finding(
        "E426-counted-twice",
        f"这一句有两种读法：{short}也先有 {whole} 分，从里面扣；或者{short}不得那 {whole} 分，另外再扣",
        Label(source, span, "这一句"),
        related=(Label(source, given, "从这里的分里扣？"),),
        hint=f"从 {whole} 分里扣的，前一句不写条件，只写「得 {whole} 分」，在注里写明省去的条件；另外再扣的，写「另扣」",
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


def after_effect(source: Source, span: Span, before: Span, total: str) -> Diagnostic:
    """泄密 每起 扣 2 分，造成严重后果 扣 5 分: five instead of the two, or on top of them?"""
    return finding(
        "E426-counted-twice",
        f"“{source.slice(span)}”接着前一句说：代替前一句的分，还是在前一句之外再扣，共{total}",
        Label(source, span, "这一句"),
        related=(Label(source, before, "前一句"),),
        hint="在前一句之外再扣的，写「另扣」，或在本条写明「累计」；代替前一句的，前一句写明不含后一句的，"
        "例如「未造成后果的泄密 每起 扣 2 分」",
        authority=_ONE_THING,
    )


def none_or_few(source: Source, span: Span, few: Span, total: str) -> Diagnostic:
    """组织培训 少于 2 次 扣 1 分，未组织 扣 3 分: who held none held fewer than two as well."""
    return finding(
        "E426-counted-twice",
        f"一次也没有的，也少于前一句的数：只取这一句，还是两句同时算，共{total}",
        Label(source, span, "这一句"),
        related=(Label(source, few, "也都符合这一句"),),
        hint="只取这一句的，用一个数写成两档，例如「培训 1 次 扣 1 分，0 次 扣 3 分」；两句都算的，后一句写「另扣」，或在本条写明「累计」",
        authority=_ONE_THING,
    )


def nth_time(source: Source, span: Span, other: Span) -> Diagnostic:
    """第一次 扣 1 分，第二次 扣 2 分: two points for whoever did it twice, or three?"""
    return finding(
        "E426-counted-twice",
        "第几次扣（加）几分有两种读法：有了后一次，前面各次的分还在，逐次相加；或者只按最后一次的这一档",
        Label(source, span, "这一次"),
        related=(Label(source, other, "前面的一次"),),
        hint="不写“第”，按总共几次写成各档：只按最后一档的，例如「1 次 扣 1 分，2 次 扣 2 分，3 次以上 扣 5 分」；"
        "逐次相加的，写相加以后的分，例如「1 次 扣 1 分，2 次 扣 3 分，3 次以上 扣 8 分」",
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


def none_of_a_share(
    source: Source, span: Span, other: Span, names: tuple[str, str], points: tuple[str, str]
) -> Diagnostic:
    """A级食堂占比 低于 30% 扣 0.5 分，没有A级食堂 扣 1 分: one point, or one and a half?"""
    none, share = names
    alone, both = points
    return finding(
        "E426-counted-twice",
        f"“{none}”的，“{share}”也落在另一句里，有两种读法：只按这一句，{alone}；或者两句都算，{both}",
        Label(source, span, "这一句"),
        related=(Label(source, other, "另一句"),),
        hint=f"只按这一句的，写成同一个数的一档，例如「{share} 0% …」，或在本条写明「就低」「就高」；两句都算的，后一句写「另扣」「再加」",
        authority=_ONE_THING,
    )


def part_and_whole(source: Source, span: Span, other: Span, names: tuple[str, str], points: str) -> Diagnostic:
    """投诉 每件 扣 1 分；重复投诉 每件 扣 2 分: instead of the first, or on top of it?"""
    inner, outer = names
    seen = f"：{points}" if points else ""
    return finding(
        "E426-counted-twice",
        f"“{inner}”也是“{outer}”里的，这样的一件有两种读法：只按这一句算，或者两句都算{seen}",
        Label(source, span, "这一句"),
        related=(Label(source, other, "也符合这一句"),),
        hint="两句都算的，后一句写「另扣」「再加」；只按一句算的，两句用互不重叠的名称，"
        "例如「重复投诉 每件 扣 2 分，其他投诉 每件 扣 1 分」",
        authority=_ONE_THING,
    )


def none_at_all(source: Source, span: Span, steps: Span, name: str, points: str) -> Diagnostic:
    """每少召开 1 次 扣 1 分，全年未召开 扣 5 分: instead of what each one costs that is lacking, or on top of it?"""
    seen = f"：{points}" if points else ""
    return finding(
        "E426-counted-twice",
        f"“{name}”的，按缺少的次数算的一句也在算，有两种读法：只按这一句算，或者两句都算{seen}",
        Label(source, span, "一次也没有"),
        related=(Label(source, steps, "缺一次算一次"),),
        hint="两句都算的，这一句写「另扣」；只按这一句算的，写成各档，"
        "例如「会议 3 次 扣 1 分，会议 2 次 扣 2 分，会议 1 次 扣 3 分，会议 0 次 扣 5 分」",
        authority=_ONE_THING,
    )


def cap_of_whom(source: Source, span: Span, word: str) -> Diagnostic:
    """未公示 扣 2 分；投诉 每件 扣 1 分；未报备 扣 1 分，最高扣 5 分: of the last sentence, or of all."""
    return finding(
        "E428-cap-of-whom",
        f"“{word}”有两种读法：只管它所在的这一行（这一行到不了这个数，或者没有这样的分），或者管本条前后各句的合计",
        Label(source, span),
        hint="管各句合计的，单独写成一行；只管这一行的，去掉这一处",
    )
