"""Lists, exemptions, factors, references, tables: what can be wrong with them (E43x, E21x)."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.problems.names import nearest
from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def list_lengths(source: Source, span: Span, conditions: int, points: int) -> Diagnostic:
    """国家级、省级 分别 加 3 分、2 分、1 分."""
    return finding(
        "E431-list-lengths",
        f"“分别”前后对不上：前面 {conditions} 个，后面 {points} 个分值",
        Label(source, span),
        hint="一个对一个写全；同分的也要各写一次",
    )


def exact_count(source: Source, span: Span, shown: str) -> Diagnostic:
    """会议 4 次 得 5 分: exactly four, four and more, or for every four?"""
    return finding(
        "E487-exact-share",
        f"“{source.slice(span)}”有几种读法：从 {shown} 起，每 {shown} 算一次，或者恰好是 {shown}",
        Label(source, span, "没有写“以上”“以下”“每”"),
        hint=f"从 {shown} 起的，写「{shown}以上」；按次数累计的，写「每 {shown}」；恰好是 {shown} 的，写「{shown}—{shown}」",
    )


def list_alone(source: Source, span: Span) -> Diagnostic:
    """甲、乙 扣 2 分."""
    return finding(
        "E432-list-alone",
        "几个名称并列，没有写明怎样才算",
        Label(source, span),
        hint="有一个就算的写「甲 或 乙」，都有才算的写「甲 且 乙」，各算各的写「分别 扣 2 分、2 分」",
    )


def middle_without_ends(source: Source, span: Span) -> Diagnostic:
    """其间 按比例 记分 without two tiers that end in numbers."""
    return finding(
        "E433-middle-without-ends",
        "“其间按比例”之前没有两档定分的界限",
        Label(source, span),
        hint="先写下限一档和上限一档，各有一个数和一个分值，例如「低于 60% 记 0 分；90% 以上 记 5 分；其间 按比例 记分」",
    )


def price_without_sign(source: Source, span: Span) -> Diagnostic:
    """10 分/次, 台账齐全 5 分 where neither the sentence nor what stands around it says whether they are lost or won."""
    return finding(
        "E434-price-without-sign",
        f"“{source.slice(span)}”没有写明扣分还是加分",
        Label(source, span),
        hint="在分值前面写「扣」「加」或「记」；或把标题写明“减分”“扣分”“加分”；有分值的一项里，做到了才有的分可以不写",
    )


def remainder_without_step(source: Source, span: Span, step: str) -> Diagnostic:
    """不足 200 辆的不计 where nothing is counted by 200."""
    return finding(
        "E435-remainder-without-step",
        f"前面没有按“{step}”计的规定",
        Label(source, span),
        hint=f"写在「每满 {step} 扣 … 分」之后，两处的数要相同",
    )


def remainder_otherwise(source: Source, span: Span, step: str, other: str) -> Diagnostic:
    """每 3 件 扣 1 分，不足 3 件的 按 1 件 计: one whole step, or a third of it?"""
    return finding(
        "E435-remainder-without-step",
        f"每“{step}”计一份，不足的按“{other}”计，两处的数不同：按一整份计，还是只计一部分",
        Label(source, span),
        hint=f"按一整份计的，写「不足 {step} 按 {step}计」；不计的，写「不足 {step} 不计」；只计一部分的，前面写成逐个计的价钱",
    )


def nothing_before(source: Source, span: Span, word: str) -> Diagnostic:
    """除外, 减半 with nothing that they could concern."""
    return finding(
        "E436-nothing-before",
        f"“{word}”之前没有可以适用的规定",
        Label(source, span),
        hint="写在所限制的那一句之后；各条分开写的，每条写一次",
    )


def no_baseline(source: Source, span: Span, word: str) -> Diagnostic:
    """持平 without 与…相比."""
    return finding(
        "E437-no-baseline",
        f"“{word}”没有写明与什么相比",
        Label(source, span),
        hint="先写「今年起数 与 上年起数 相比」，再写持平、上升、下降",
    )


def not_points(source: Source, span: Span, what: str) -> Diagnostic:
    """得分 = 甲 where 甲 is a number of days."""
    return finding(
        "E438-formula-not-points",
        f"这个算式算出的是{what}，不是分数",
        Label(source, span),
        hint="乘以每单位的分值，或除以同单位的数，使结果是分、比率或纯数",
    )


def no_such_part(source: Source, span: Span, name: str, known: Sequence[str]) -> Diagnostic:
    """得分（七/9）."""
    near = nearest(name, known)
    return finding(
        "E213-unknown-clause",
        f"没有“{name}”这一条",
        Label(source, span),
        hint=(f"是否指“{near}”？" if near else "")
        + "写标题的路径，例如「得分（附件2/一/3）」「义务（附件2/一）」，或「第五条」",
    )


def circular_results(source: Source, span: Span, path: Sequence[str]) -> Diagnostic:
    """A clause whose points depend on themselves."""
    return finding(
        "E214-circular-results",
        f"得分互相引用：{' → '.join(path)}",
        Label(source, span),
        hint="一条的得分不能由它自己决定；去掉其中一处引用",
    )


def circular_duties(source: Source, span: Span, path: Sequence[str]) -> Diagnostic:
    """应当 义务（二） 且 … below 二."""
    return finding(
        "E214-circular-results",
        f"义务互相引用：{' → '.join(path)}",
        Label(source, span),
        hint="一处义务做到与否不能由它自己决定；去掉其中一处引用",
    )


def no_duties(source: Source, span: Span, part: str) -> Diagnostic:
    """义务（二） where nothing below 二 says 应当."""
    return finding(
        "E218-no-duties",
        f"“{part}”没有一句义务",
        Label(source, span),
        hint="在那一条或它下面的条款写「应当 …」，或者引用写了义务的条款",
    )


def table_without_facts(source: Source, span: Span, name: str, missing: str) -> Diagnostic:
    """A table of points whose rows or columns are no values of a fact."""
    return finding(
        "E215-table-without-facts",
        f"分值表“{name}”查不到：{missing}不是哪个事实的取值",
        Label(source, span),
        hint="声明一个类别或等级的事实，取值写全，例如「事实 级别：类别（国家级、省级、市级）」",
    )


def table_shape(source: Source, span: Span, name: str, columns: int, found: int) -> Diagnostic:
    """A row of a table with another number of points than there are columns."""
    return finding(
        "E216-table-shape",
        f"分值表“{name}”有 {columns} 列，这一行有 {found} 个分值",
        Label(source, span),
        hint="每一列写一个分值；各行的列名要相同",
    )


def open_ladder(source: Source, span: Span, last: str, more: tuple[str, str], verb: str, points: str) -> Diagnostic:
    """1 次 加 1 分，2 次 加 3 分: two readings of three times."""
    return finding(
        "E448-open-ladder",
        f"各档到“{last}”为止，{more[0]} {more[1]}有两种读法：{verb} 0 分，或者{verb} {points} 分",
        Label(source, span, "最后一档"),
        hint=f"以上同样{verb}的，写「{last}以上」；不{verb}的，在后面写「其余 不{verb}分」",
    )


def ladder_gap(source: Source, span: Span, low: str, between: str, verb: str) -> Diagnostic:
    """1 件 扣 1 分，3 件以上 扣 5 分: two pieces, as one, for each, or nothing?"""
    return finding(
        "E448-open-ladder",
        f"“{low}”与后面更高的一档之间没有写到，{between}有几种读法：{verb} 0 分，同“{low}”一样{verb}，或者每一个都{verb}",
        Label(source, span, "这一档到哪里为止"),
        hint=f"同样{verb}的，写「{low}—{between}」；逐个{verb}的，把“{between}”另写一档",
    )


def exact_last(source: Source, span: Span, places: str) -> Diagnostic:
    """倒数第2名: that one place, or the last two?"""
    return finding(
        "E419-exact-last-rank",
        f"“{source.slice(span)}”有两种读法：只是倒数第 {places} 名这一名，或者最后 {places} 名都算；最后一名的得分不同",
        Label(source, span),
        hint=f"最后 {places} 名都算的，写「倒数后 {places} 名」；只是这一名的，再写最后几名怎样算，例如「倒数后 {places} 名 扣 1 分，"
        "倒数后 1 名 不扣分」",
    )


def zero_of_deductions(source: Source, span: Span, word: str) -> Diagnostic:
    """此项不得分 under 扣分项: the cheat would lose nothing."""
    return finding(
        "E450-zero-of-deductions",
        f"扣分项里的“{word}”有两种读法：扣分项记 0 分（一分不扣），或者按最多的扣",
        Label(source, span),
        hint="按最多的扣的，写明「扣 … 分」；一分不扣的，写「不扣分」",
    )


def most_of_each(source: Source, span: Span) -> Diagnostic:
    """市级 每次 加 1 分；省级 每次 加 2 分，同一内容取最高分."""
    return finding(
        "E492-most-of-each",
        f"“{source.slice(span)}”而各句按次（件）计，有两种读法：同一件事只按最高的一句计一次，别的事照样计；或者本条只算分值最大的一句",
        Label(source, span),
        hint="同一件事已经只数在最高的一句里的，写「可累加」，在事实的说明里写明怎样数；本条只算一句的，写「取最高分」",
    )


def most_of_several(source: Source, span: Span, cap: str) -> Diagnostic:
    """国家级 加 10 分，省级 加 5 分，同一事项取最高分，最多加 15 分."""
    return finding(
        "E492-most-of-each",
        f"“{source.slice(span)}”而“{cap}”比每一句的分都大，有两种读法：各件事分别取最高的一句，再相加；或者本条只算分值最大的一句",
        Label(source, span),
        hint="各件事相加的，按件写，例如「国家级 每项 加 10 分」，并写「可累加」；本条只算一句的，写「取最高分」，去掉封顶",
    )


def cap_of_nothing(source: Source, span: Span, word: str) -> Diagnostic:
    """办结率 90%以上 记 5 分，最多加 3 分: nothing is added."""
    return finding(
        "E427-cap-of-nothing",
        f"本条没有加分的句子，“{word}”有两种读法：限制记的分，或者什么也不限制",
        Label(source, span),
        hint="限制记分的，写「最多得 … 分」；限制本条合计的，单独一行写「封顶 … 分」；什么也不限制的，去掉",
    )


def some_and_all(source: Source, span: Span, first: Span, *written: str) -> Diagnostic:
    """县区 且 办结率 低于 90% 扣 1 分；办结率 低于 80% 扣 3 分."""
    one, other = written
    return finding(
        "E468-some-and-all",
        f"“{other}”与“{one}”说同一件事，一句只说某一类单位，有两种读法：只取其中一档，或者两句都算",
        Label(source, span),
        related=(Label(source, first, "前面一句"),),
        hint="只取一档的，每一句都写明是哪一类单位的，各类分开写全；两句都算的，写「另扣」「再加」或者「累计」",
    )


def kind_alone(source: Source, span: Span) -> Diagnostic:
    """未公开 扣 2 分，县区 扣 1 分: of every 县区, or of those where it was not published?"""
    kind = source.slice(span)
    return finding(
        "E488-kind-alone",
        f"“{kind}”的这一句没有写条件，前面一句另有条件：是{kind}有前面的情形才计，还是凡是{kind}都计",
        Label(source, span),
        hint="有前面的情形才计的，前后两句都写明类别和条件；凡是这一类都计的，另起一行写",
    )


def counted_again(source: Source, span: Span, first: Span) -> Diagnostic:
    """投诉 每件 扣 1 分；瞒报 且 投诉 每件 扣 2 分: the same pieces."""
    return finding(
        "E426-counted-twice",
        "这一句和同一条的另一句数的是同样的件数：只取一句，还是两句同时算",
        Label(source, span, "这一句"),
        related=(Label(source, first, "也数这些"),),
        hint="只取一句的，把条件写成互不重叠；两句都算的，后一句写「再加」「另扣」，或在本条写明「累计」",
    )


def kind_in_front(source: Source, span: Span, first: Span, kind: str) -> Diagnostic:
    """县区 且 未公示 扣 1 分，办结率 低于 80% 扣 1 分: of 县区 only, or of all units?"""
    return finding(
        "E489-kind-in-front",
        f"前面一句只说{kind}，“{source.slice(span)}”没有写类别：只管{kind}，还是各类单位都管",
        Label(source, span),
        related=(Label(source, first, "前面一句"),),
        hint=f"只管{kind}的，这一句也写「{kind} 且 …」；各类单位都管的，用分号隔开或者另起一行",
    )


def reach_by_kind(source: Source, span: Span, word: str, whole: str, said: Sequence[str]) -> Diagnostic:
    """其他单位 公示 扣 1 分；信息 每条 加 1 分；瞒报 除外: some kinds lose nothing that it could be said of."""
    return finding(
        "E469-reach-by-kind",
        f"“{word}”有两种读法：本条各句一起看，管{whole}；只看说到某一类单位的各句（{'；'.join(said)}）",
        Label(source, span),
        hint="用逗号接在它所说的那一句后面，或者写明是哪一类单位的，或者各类单位分成几条写",
    )
