"""Sentences with two readings that real texts use: which one, and the words that say it (language.md §8, “Rivals”)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def not_of_which(source: Source, span: Span, first: str, second: str) -> Diagnostic:
    """未 公开 或 备案: does 未 reach 备案?"""
    return finding(
        "E108-not-of-which",
        f"“{source.slice(span)}”的“未”管到哪里，有几种读法",
        Label(source, span, f"没有{first}，或者{second}了；还是两样有一样没有做"),
        hint=f"有一样没有做就算的，写「未 {first} 或 未 {second}」；都没有做才算的，写「未 {first} 且 未 {second}」；"
        f"“未”只管前一样的，换一个次序，写「{second} 或 未 {first}」",
    )


def exact_share(source: Source, span: Span, shown: str, *, loses: bool) -> Diagnostic:
    """办结率 90% 记 3 分: exactly 90%?"""
    more, less = ("低于", "以下") if loses else ("达到", "以上")
    return finding(
        "E487-exact-share",
        f"“{source.slice(span)}”有两种读法：恰好是 {shown}，或者从 {shown} 起",
        Label(source, span, f"没有写“以上”“以下”“{more}”"),
        hint=f"从 {shown} 起的，写「{more} {shown}」或「{shown}{less}」；恰好是 {shown} 的，写「{shown}—{shown}」",
    )


def each_year(source: Source, span: Span) -> Diagnostic:
    """每年 举办演练 的 得 1 分."""
    return finding(
        "E109-each-year",
        "“每年”有两种读法：考核期间做到就算一次，或者做到几年算几次",
        Label(source, span),
        hint="做到就算的，去掉“每年”；按年计的，先声明“事实 …：时长（年）”，把名称写在“每年”前面",
    )


def spared_of_which(source: Source, span: Span, name: str, *, several: bool) -> Diagnostic:
    """投诉 每件 扣 1 分；差评 每件 扣 1 分；已整改 除外, where 已整改 is a number of pieces: of which, and how many of each?"""
    why = "前面有几句按件数计，没有写是哪一句的" if several else "前面没有按同样的单位逐件计的"
    return finding(
        "E494-spared-of-which",
        f"“{name}”是件数：{why}，有一件就都不算，还是只减去这几件",
        Label(source, span),
        hint="只减去这几件的，用逗号跟在那一句后面，例如「投诉 每件 扣 1 分，已整改的投诉 除外」；有一件就都不算的，声明成是否",
    )


def loses_at_nought(source: Source, span: Span, name: str, shown: str) -> Diagnostic:
    """超期 3 天以内 扣 1 分，超过 3 天 扣 5 分."""
    unit = shown.removeprefix("0").strip()
    some = "1%—3%" if unit == "%" else f"1—3 {unit}"
    return finding(
        "E493-loses-at-nought",
        f"“{name}”为 {shown} 也落在这一档：什么也没有发生，也要扣分？",
        Label(source, span, f"含 {shown}"),
        hint=f"不扣的，写成从多少到多少，例如「{some}」，或加一档「{shown} 不扣分」；确实也扣的，把这一档写成从 {shown} 起",
    )


def idle_choice(source: Source, span: Span, word: str) -> Diagnostic:
    """低于 90% 扣 2 分，低于 80% 扣 4 分，就高: nested tiers count the innermost, whatever the author adds."""
    return finding(
        "E497-idle-choice",
        f"“{word}”在本条不起作用：一档套一档的取最里面的一档，不因它改变",
        Label(source, span),
        hint=f"本来就取最里面一档的，删去“{word}”；确要取另一档的，把各档的界限写成互不包含",
    )


def fall_of_a_fall(source: Source, span: Span, name: str) -> Diagnostic:
    """能耗同比下降 3%以上 得 5 分，每降低 1 个百分点 得 1 分: one point more of the fall, or one less?"""
    return finding(
        "E130-fall-of-a-fall",
        f"“{name}”本身就是下降的幅度，“{source.slice(span)}”有两种读法：降得更多，或者降得更少",
        Label(source, span),
        hint="降得更多的，写「每超过 1 个百分点」；没有降到的，写「每低于 1 个百分点」",
    )


def cap_or_factor(source: Source, span: Span, cap: Span, word: str, limit: str) -> Diagnostic:
    """每次 扣 2 分，最高扣 6 分，主动报告 减半."""
    return finding(
        "E499-cap-or-factor-first",
        f"“{limit}”在“{word}”之前，有两种读法：先封顶再{word[:2]}，或者先{word[:2]}再封顶",
        Label(source, span),
        related=(Label(source, cap, "封顶"),),
        hint=f"先{word[:2]}再封顶的，把封顶写在“{word}”后面；先封顶再{word[:2]}的，按有没有这种情形分成两句，各写各的分值和封顶",
    )


def cap_beyond_item(source: Source, span: Span, cap: str, most: str) -> Diagnostic:
    """封顶 25 分 in an item of 20."""
    number = next(iter(re.findall(r"[\d.]+", cap)), "这个数")
    return finding(
        "E498-cap-beyond-item",
        f"本项一共只有 {most} 分，“{cap}”永远用不到：两个数有一个不对，或者可以扣到别的项里去",
        Label(source, span),
        hint=f"核对本项的分值和封顶；封顶多余的，删去，在注里写明这个数为什么不用，例如「注（{number}）：…」",
        authority="分值：一项的得分不低于 0 分，不高于本项分值",
    )


def step_of_what(source: Source, span: Span, name: str) -> Diagnostic:
    """完成控制目标 得 5 分，每超目标 1 微克 扣 1 分."""
    said = source.slice(span)
    return finding(
        "E206-ambiguous-subject",
        f"没有写“{said}”说的是哪个数",
        Label(source, span),
        hint=f"在这一句前面写明是哪个数，例如「{name} {said} …」，把“{name}”换成原文说的那个数",
    )


def step_of_several(source: Source, span: Span, names: Sequence[str]) -> Diagnostic:
    """办结率 90%以上 得 5 分，满意率 90%以上 得 5 分，每低 1 个百分点 扣 1 分."""
    return finding(
        "E206-ambiguous-subject",
        f"“{source.slice(span)}”可能指{'、'.join(f'“{name}”' for name in names)}，或者指其中每一个",
        Label(source, span),
        hint=f"每一个都扣的，在分值前面写「各」；只是一个的，写明是哪一个，例如「{names[-1]} 每低于 1 个百分点 …」",
    )


def share_of_several(source: Source, span: Span, share: str, names: Sequence[str]) -> Diagnostic:
    """完成甲任务 得 5 分，完成乙任务 得 5 分，未完成的 按 完成比例 得分."""
    return finding(
        "E206-ambiguous-subject",
        f"“{share}”可能是{'、'.join(f'“{name}”' for name in names)}中每一项的，也可能是合起来的",
        Label(source, span),
        hint="各项分开写，各用各的比例，例如「完成甲 得 5 分，未完成 按 甲完成比例 得分；完成乙 …」",
    )


def share_under_whole(source: Source, span: Span, share: str, whole: str) -> Diagnostic:
    """完成目标任务 的，按 完成比例 得分."""
    return finding(
        "E117-share-under-whole",
        f"“{whole}”的才“按{share}”得分：没有完成的，有两种读法：不得分，或者也按{share}得分",
        Label(source, span),
        hint=f"都按比例的，去掉前面的条件，写「按 {share} 得分」；没有完成就不得分的，写「{whole} 得 … 分」",
    )


def share_or_gap(source: Source, span: Span, part: str, whole: str) -> Diagnostic:
    """三公经费超过预算 5% 扣 2 分."""
    return finding(
        "E131-share-or-gap",
        f"“{source.slice(span)}”有两种读法：{part}除以{whole}，或者{part}比{whole}多出、少了几成",
        Label(source, span),
        hint=f"前一种，写「{part} 占 {whole} 的 …」；后一种，先写一行指标，"
        f"例如「指标 差距 = （{part} − {whole}） ÷ {whole}」，再写「差距 超过 5%」",
    )


def each_or_together(
    source: Source, span: Span, name: str, things: Sequence[str], said: tuple[str, str, str]
) -> Diagnostic:
    """政策宣讲和业务培训 2 次以上; 培训或演练次数 不少于 4 次. ``said``: what joins them, their limit, the type of such a number."""
    joint, limit, kind = said
    shown = "、".join(f"“{each}”" for each in things)
    one = "每一样都" if joint == "且" else "有一样"
    apart = f"{things[0]} {limit} {joint} {things[-1]} {limit}"
    return finding(
        "E206-ambiguous-subject",
        f"“{source.slice(span)}”有两种读法：{shown}{one}是，或者合起来是",
        Label(source, span),
        hint=f"{one}{'要' if joint == '且' else '就算'}的，分开写，用「{joint}」连着，例如「{apart}」；合起来算的，先声明，"
        f"例如「事实 {name}：{kind}，说明“合计”」",
    )


def words_shared(source: Source, span: Span, readings: Sequence[str], typed: str) -> Diagnostic:
    """计划、总结 未按时报送 的 各扣 2 分: is 计划 not reported in time, or is it there?"""
    shown = "，或者".join(f"“{each}”" for each in readings)
    return finding(
        "E206-ambiguous-subject",
        f"“{source.slice(span)}”没有写全，可能指{shown}",
        Label(source, span),
        hint=f"写全是哪一种，依次写作{typed}",
    )


def limit_left_out(source: Source, span: Span, name: str, other: str, said: tuple[str, str]) -> Diagnostic:
    """受理率 或 办结率 低于 90% 扣 2 分."""
    joint, limit = said
    return finding(
        "E402-not-a-condition",
        f"“{name}”没有写界限，本身不是条件",
        Label(source, span),
        hint=f"同一个界限的，写「{name} {limit} {joint} {other} {limit}」；另一个界限的，写在“{name}”后面",
    )


def factor_of_which(source: Source, span: Span, said: str) -> Diagnostic:
    """未培训 每人 扣 2 分；投诉 每件 扣 1 分；逾期未整改 加倍."""
    return finding(
        "E494-spared-of-which",
        f"“{said}”前面有几句说不同的事，有两种读法：只管紧接着的一句，或者前面各句都管",
        Label(source, span),
        hint="只管紧接着的一句的，那一句与前面用分号隔开，例如「未培训 扣 2 分；投诉 每件 扣 1 分，逾期未整改 加倍」；"
        "前面各句都管的，单独写一行",
    )


def scaled_of_which(source: Source, span: Span, one: str, other: str, own: str) -> Diagnostic:
    """国家级的 加 4 分，省级的 减半: half of the points for 省级, or half of those for 国家级 where 省级 holds?"""
    return finding(
        "E206-ambiguous-subject",
        f"“{source.slice(span)}”可能是“{other}”自己的分，也可能是“{one}”在有“{other}”这种情形时的分",
        Label(source, span),
        hint=f"“{other}”自己的分，直接写出来，例如「{other} {own}」；“{one}”的分有这种情形时改变的，单独写一行",
    )


def pieces_beyond(source: Source, span: Span, said: str, some: str, hint: str) -> Diagnostic:
    """投诉 每件 扣 1 分，超过 5 件 的 加倍; 投诉 每件 扣 1 分，3 件以内 的 不扣分."""
    return finding(
        "E494-spared-of-which",
        f"“{said}”有两种读法：只说{some}，或者符合的单位全部",
        Label(source, span),
        hint=f"只说{some}的，写「{hint}」；全部的，单独写一行",
    )


def points_of_which(source: Source, span: Span, said: str) -> Diagnostic:
    """台账 得 4 分；预案 得 2 分，弄虚作假 不得分."""
    return finding(
        "E494-spared-of-which",
        f"“{said}”用逗号跟在一句后面，前面还有得分的，有两种读法：只是这一句不得分，或者前面各句都不得分",
        Label(source, span),
        hint="前面各句都不得分的，用分号隔开，另起一句；只是这一句的，把条件写进那一句，例如「预案 且 无弄虚作假 得 2 分」",
    )


def another_kind(source: Source, span: Span, name: str, nothing: str, *, pieces: bool, unit: str) -> Diagnostic:
    """原创 每条 加 1 分，转载 不加分; 国家级 加 5 分，市级 不加分; 差评 每条 扣 1 分；恶意差评 除外."""
    if pieces:
        return some_or_all(source, span, name, unit)
    each = f"每{unit} {nothing}" if unit else nothing
    some = f"从前面减去几{unit}的，先声明「事实 {name}：计数（{unit}）」；" if unit else ""
    return finding(
        "E494-spared-of-which",
        f"“{name}”有几种读法：前面没有算进去的另一类，本来就没有分；有这种情形，前面的分就减去或者不算",
        Label(source, span),
        hint=f"是另一类的，写上它自己的分，例如「{name} {each}」；{some}"
        f"有这种情形前面就不算或者减半、加倍的，先声明「事实 {name}：是否」",
    )


def some_or_all(source: Source, span: Span, name: str, unit: str = "件") -> Diagnostic:
    """问题 每件 扣 1 分，自查发现的 减半."""
    return finding(
        "E494-spared-of-which",
        f"“{source.slice(span)}”有两种读法：只是“{name}”的那几件，或者有这种情形就全部",
        Label(source, span),
        hint=f"只是那几{unit}的，先声明，例如「事实 {name}：计数（{unit}）」；全部的，声明「事实 {name}：是否」",
    )
