"""Names: undeclared, declared twice, used for what they are not (E2xx)."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from dsl.diagnostics import Diagnostic, Edit, Fix, Label, finding
from dsl.folding import fold
from dsl.lexer.swallowed import swallowed
from dsl.source import Source, Span


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the declared name that looks most like ``name``; empty if none does."""
    by_key = {fold(each): each for each in known}
    near = get_close_matches(fold(name), list(by_key), 1, 0.55)
    return by_key[near[0]] if near else ""


def undeclared(source: Source, span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """A name that nobody declared; what hides in it is told first, for declaring such a name would keep it hidden."""
    word = swallowed(name)
    if word:
        return holds_words(source, span, name, word)
    near = nearest(name, known)
    return finding(
        "E201-undeclared-name",
        f"“{name}”未声明" + (f"；是否指“{near}”？" if near else ""),
        Label(source, span, "没有这个名称"),
        hint=f"改为“{near}”，或先声明" if near else f"先声明，例如：事实 {name}：计数（件）",
        fix=Fix(f"改为“{near}”", (Edit(span, near),)) if near else None,
    )


_JOINING = ("并且", "而且", "同时", "且", "但", "并", "既", "有")  # of a condition and a figure


def holds_words(source: Source, span: Span, name: str, word: str) -> Diagnostic:
    """A name that nobody declared, in which a word of the language or a number hides."""
    hint = "把这一句拆成几句，照手册第三章的写法写；确实是一个名称的，先声明，例如：事实 …：是否"
    if word == "其中":
        hint = (
            "其中的一部分有两种算法：在前一句之外再算的，去掉“其中”，写「另扣」「再加」；只按这一句算的，前一句写成其余的那些，"
            "例如「重复投诉 每件 扣 2 分，其他投诉 每件 扣 1 分」"
        )
    if word in _JOINING and name != word:
        hint = (
            "前面是一个条件的，用“且”隔开，数的前面写“达到”“低于”，例如「完成任务 且 满意率达到 90% 得 5 分」；"
            "接排名的，写「完成任务 且 排名前三 得 5 分」；确实是一个名称的，先声明，例如：事实 …：比率"
        )
    return finding(
        "E217-name-holds-words",
        f"“{name}”没有声明，里面的“{word}”读成了名称的一部分",
        Label(source, span, f"“{word}”不起作用"),
        hint=hint,
    )


def declared_twice(source: Source, span: Span, name: str, first: Span) -> Diagnostic:
    """A name is declared twice."""
    return finding(
        "E202-declared-twice",
        f"“{name}”声明了两次",
        Label(source, span, "第二次"),
        related=(Label(source, first, "第一次"),),
        hint="同一个数只声明一处，别处直接引用它的名称",
    )


def is_unit(source: Source, span: Span, name: str) -> Diagnostic:
    """事实 次：计数（次）: every 次 of the rules would be this name."""
    return finding(
        "E219-name-is-unit",
        f"“{name}”是量词（单位），不能单独作名称：规则里的“每{name}”会读不懂",
        Label(source, span),
        hint=f"写出数的是什么，例如「投诉{name}数」",
    )


def several_meanings(source: Source, span: Span, name: str, owners: Iterable[str]) -> Diagnostic:
    """A value that belongs to several facts."""
    return finding(
        "E203-several-meanings",
        f"“{name}”是几个事实的取值：{'、'.join(owners)}",
        Label(source, span),
        hint="写全：事实名称在前，取值在后",
    )


def wrong_use(source: Source, span: Span, name: str, what: str, needed: str) -> Diagnostic:
    """A name of one sort where another is needed."""
    return finding(
        "E204-wrong-use",
        f"“{name}”是{what}，这里需要{needed}",
        Label(source, span),
        hint=f"这里换一个名称，要的是{needed}；不知道怎样写的，用 zhunsheng try 单独试这一句",
    )


def no_subject(source: Source, span: Span, what: str) -> Diagnostic:
    """A sentence that leaves out what it speaks of, and nothing before it says."""
    return finding(
        "E205-no-subject",
        f"不知道{what}指哪个数",
        Label(source, span),
        hint="写明名称，例如「反馈不规范 每件 扣 2 分」「按期办结率 97% 以下 扣 30 分」",
    )


def ambiguous_subject(source: Source, span: Span, names: Iterable[str]) -> Diagnostic:
    """A sentence whose left-out subject could be any of several."""
    return finding(
        "E206-ambiguous-subject",
        f"没有写是哪一个，可能指{'、'.join(f'“{name}”' for name in names)}",
        Label(source, span),
        hint="在这一句的前面写出其中一个名称",
    )


def cut_from_a_name(source: Source, span: Span, name: str, rest: str, unit: str) -> Diagnostic:
    """每低保户 1 户: 低保户 by the piece, or what 保户 falls short of."""
    return finding(
        "E206-ambiguous-subject",
        f"可能指“{name}”，也可能指“{rest}”",
        Label(source, span),
        hint=f"前者写成：{name} 每{unit} …；后者写全“每低于”“每超过”，并声明“{rest}”",
    )


def noun_elsewhere(source: Source, span: Span, noun: str, subject: str) -> Diagnostic:
    """每件X where X has nothing to do with the counted fact."""
    return finding(
        "E207-other-noun",
        f"“{noun}”与所计的“{subject}”对不上",
        Label(source, span),
        hint="写事实的名称，或不写",
    )


def circular(source: Source, span: Span, name: str) -> Diagnostic:
    """An indicator that is computed from itself."""
    return finding(
        "E208-circular", f"“{name}”的算式里又用到它自己", Label(source, span), hint="指标只能由事实和别的指标算出"
    )


def unknown_kind(source: Source, span: Span, kind: str, kinds: Iterable[str]) -> Diagnostic:
    """A kind that the front matter does not list."""
    return finding(
        "E209-unknown-kind",
        f"对象类别没有“{kind}”",
        Label(source, span),
        hint=f"文头的对象类别为：{'、'.join(kinds)}"
        if kinds
        else "文头没有写「对象类别」；不是类别的，标题的括号里只写分值，例如（10分）；是类别的，先写进文头的「对象类别」",
    )


def kind_as_number(source: Source, span: Span, name: str) -> Diagnostic:
    """经济开发区不少于2次，每缺一次扣1分: whom the sentence is about, or what is counted."""
    return finding(
        "E209-unknown-kind",
        f"“{name}”像是一类被考核单位，却读成了一个数的名称；照这样读，每个单位都要填它、都按它计分",
        Label(source, span),
        hint=f"只管这一类单位的，先把“{name}”写进文头的「对象类别」，后面写出数的名称，例如「{name} 且 会议 不少于 2 次」；"
        "确实是一个数的，先声明",
    )


def unit_twice(source: Source, span: Span, unit: str, kinds: Iterable[str]) -> Diagnostic:
    """A unit that stands on two lists."""
    return finding(
        "E211-unit-twice",
        f"“{unit}”列在几处：{'、'.join(kinds)}",
        Label(source, span),
        hint="每个单位只属于一个对象类别",
    )


def unlisted_unit(source: Source, span: Span, unit: str, near: str) -> Diagnostic:
    """A 涉及部门 that stands on no list."""
    return finding(
        "E212-unlisted-unit",
        f"“{unit}”不在名单中" + (f"；是否指“{near}”？" if near else ""),
        Label(source, span),
        hint="名单之间名称不一的，照录原文并写注，规则里用名单上的名称",
    )
