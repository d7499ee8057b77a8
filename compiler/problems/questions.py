"""Sentences with two readings that real texts use: which one, and the words that say it (language.md §8, “Rivals”)."""

from __future__ import annotations

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
