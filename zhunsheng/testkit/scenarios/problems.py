"""Wording of everything that can be wrong with the scenarios of a policy (E520–E529)."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span

_SHOWN = 12  # names that one message lists


def _listed(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 个" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more


def odd_table(source: Source, span: Span, why: str) -> Diagnostic:
    """A table that is neither facts nor results, or that belongs to no scenario."""
    return finding(
        "E520-odd-scenario-table",
        f"这张表{why}",
        Label(source, span),
        hint="“## ”的标题下，事实表的表头是 事实、值，结果表的表头是 条款或项目、算式、得分（或者合规、后果、否决）；都可以加 说明",
    )


def unknown_fact(source: Source, span: Span, name: str, near: str, *, settled: bool) -> Diagnostic:
    """A row for a fact that the policy does not have, or for a parameter that it has filled in itself."""
    if settled:
        hint = "填在办法文头里的参数，情景不能另填；删去这一行"
        return finding("E521-unknown-scenario-fact", f"“{name}”已在文头填定", Label(source, span), hint=hint)
    hint = f"是否指“{near}”？" if near else "写办法里声明的事实名；另有“单位”“对象类别”两行"
    return finding("E521-unknown-scenario-fact", f"“{name}”不是办法里的事实", Label(source, span), hint=hint)


def row_twice(source: Source, span: Span, name: str) -> Diagnostic:
    """A fact or a result that stands there twice."""
    return finding("E522-scenario-row-twice", f"“{name}”写了两次", Label(source, span, "第二次"), hint="只留一行")


def facts_missing(source: Source, span: Span, names: Sequence[str]) -> Diagnostic:
    """A scenario that does not give every fact."""
    return finding(
        "E523-scenario-facts-missing",
        f"情景缺 {len(names)} 个事实：{_listed(names)}",
        Label(source, span),
        hint="情景要写全所有事实；确实没有发生的填 0 或“否”，这个单位用不到的填“不适用”",
    )


def unknown_place(source: Source, span: Span, name: str, near: str, several: Sequence[str]) -> Diagnostic:
    """A result for something that the policy does not have, or that it has several times."""
    message = f"“{name}”指不清是哪一个" if several else f"办法里没有“{name}”这一条或这一项"
    hint = f"写出能区别的路径：{_listed(several)}" if several else (f"是否指“{near}”？" if near else "写条款的路径")
    return finding("E524-unknown-scenario-place", message, Label(source, span), hint=hint)


def lines_missing(source: Source, span: Span, names: Sequence[str]) -> Diagnostic:
    """A scenario that does not say all that has to come out."""
    return finding(
        "E525-scenario-incomplete",
        f"情景没有写{_listed(names)}",
        Label(source, span),
        hint="每个有分值的项、每个大项、总分、等次、每条义务、后果和否决都要有一行",
    )


def blank_row(source: Source, span: Span, name: str) -> Diagnostic:
    """A row of results that says nothing."""
    return finding(
        "E525-scenario-incomplete",
        f"“{name}”这一行没有写结果",
        Label(source, span),
        hint="填上算式和得分，或者删去这一行",
    )


def no_arithmetic(source: Source, span: Span, name: str) -> Diagnostic:
    """Points without arithmetic, or the other way round."""
    return finding(
        "E526-bad-arithmetic",
        f"“{name}”的算式和得分要一起写",
        Label(source, span),
        hint="照原文手算：算式如 30 − 2×5，得分是算式的结果",
    )


def bad_arithmetic(source: Source, span: Span, text: str, why: str) -> Diagnostic:
    """Arithmetic that cannot be worked out."""
    return finding(
        "E526-bad-arithmetic",
        f"算式“{text}”算不出来：{why}",
        Label(source, span),
        hint="只用数、＋ − × ÷、括号、最小（…，…）、最大（…，…）；说明写在“说明”列",
    )


def wrong_arithmetic(source: Source, span: Span, text: str, made: str, written: str) -> Diagnostic:
    """Arithmetic that does not give the points beside it."""
    return finding(
        "E527-wrong-arithmetic",
        f"算式“{text}”等于 {made}，得分写的是 {written}",
        Label(source, span),
        hint="照原文再算一遍，改正算式或得分",
    )


def no_scenario(source: Source) -> Diagnostic:
    """A file without a scenario."""
    return finding(
        "E528-no-scenario",
        "这个文件没有一个情景",
        Label(source, Span(0, min(1, len(source.text)))),
        hint="每个情景用“## ”起一个标题，下面写事实表和结果表；暂不写的，删去整个文件",
    )


def not_idle(source: Source, span: Span, fact: str, clause: str) -> Diagnostic:
    """A fact that is said not to matter, and does."""
    return finding(
        "E529-fact-is-needed",
        f"“{fact}”填了“不适用”，但“{clause}”要用到它",
        Label(source, span),
        hint="填上这个单位的值；只有没有一条用到的事实才能填“不适用”",
        clause=clause,
    )
