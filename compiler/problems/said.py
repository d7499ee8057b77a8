"""Words of a line that leave two readings: which end of a rank is better, once or each time, of one or of all (language.md §8)."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def rank_end(source: Source, span: Span, name: str, figure: str, kind: str) -> Diagnostic:
    """投诉率 排名 倒数第一; 平均用时最短 的 前三名."""
    swallowed = f"，“{name.removeprefix(figure)}”不起作用" if name != figure else ""
    return finding(
        "E107-rank-side",
        f"“{figure}”的名次没有写哪一头在前：数小的好，还是数大的好",
        Label(source, span, f"没有声明{swallowed}"),
        hint=f"先声明：数小的排在前面，写「事实 {figure}：{kind}，越低越好」；数大的排在前面，写「事实 {figure}：{kind}，越高越好」；"
        f"后面写「{figure} 排名前三」「{figure} 排名倒数第一」",
    )


def each_period(source: Source, span: Span, name: str) -> Diagnostic:
    """季度 排名 末位 扣 1 分."""
    return finding(
        "E109-each-year",
        f"“{name}”的排名有两种读法：一年排一次，或者每一期都排、各算各的",
        Label(source, span),
        hint=f"每一期都算的，数次数，例如「{name[:2]}末位 每次 扣 1 分」；一年只排一次的，写明按什么排，"
        "例如「年度综合得分 排名末位 扣 1 分」",
    )


def each_time(source: Source, span: Span, word: str, what: str, points: str) -> Diagnostic:
    """每月 公开财务 得 3 分."""
    return finding(
        "E109-each-year",
        f"“{word}”有两种读法：全都做到了，一共{points}；或者做到一次，{points}一次",
        Label(source, span),
        hint=f"都做到了才算的，去掉“{word}”，写「{what} {points}」；做到几次算几次的，写「{what} 每次 {points}」",
    )


def none_of_which(source: Source, span: Span, said: str, names: Sequence[str]) -> Diagnostic:
    """事故起数下降 得 2 分，死亡人数下降 得 3 分，均未下降 不得分."""
    apart = " 且 ".join(f"未 {name}" for name in names)
    return finding(
        "E206-ambiguous-subject",
        f"“{said}”没有写是哪几样",
        Label(source, span),
        hint=f"逐样写出来，用「且」连着，例如「{apart}」"
        if names
        else "逐样写出来，用「且」连着，例如「未报计划 且 未报总结」",
    )


def size_of_each(source: Source, span: Span, name: str, per: str) -> Diagnostic:
    """火灾 每起 扣 1 分，死亡 1 人以上 的 每起 扣 5 分."""
    return finding(
        "E206-ambiguous-subject",
        f"“{source.slice(span)}”有两种读法：这样大小的那几{per}，或者“{name}”全年合计到了这个数就每{per}都算",
        Label(source, span),
        hint=f"只是那几{per}的，给它起个名称，例如「较大火灾 每{per} 扣 5 分」；按全年合计的，先声明“{name}”",
    )


def late_pieces(source: Source, span: Span, name: str, unit: str, points: str) -> Diagnostic:
    """6月30日前 未办结 的 每件 扣 1 分."""
    return finding(
        "E206-ambiguous-subject",
        f"“{source.slice(span)}”的期限有两种读法：每{unit}各有各的日子，数到期没有做的；或者全部只有一个日子",
        Label(source, span),
        hint=f"数到期没有做的，写「逾期未{name} 每{unit} {points}」；只有一个日子的，去掉“每{unit}”",
    )


def every_or_once(source: Source, span: Span, said: str, name: str, number: str, points: str) -> Diagnostic:
    """迟到累计 3 次 扣 1 分."""
    return finding(
        "E206-ambiguous-subject",
        f"“{said}”有两种读法：每 {number}算一回，或者到了 {number}以后只算一回",
        Label(source, span),
        hint=f"每 {number}算一回的，写「{name} 每 {number} {points}」；只算一回的，写「{name} {number}以上 {points}」",
    )


def fall_left_out(source: Source, span: Span, name: str, other: str) -> Diagnostic:
    """投资额 与 上年 持平 得 3 分，每增长 1% 加 0.5 分."""
    return finding(
        "E448-open-ladder",
        f"“{source.slice(span)}”只写了持平和增长：“{name}”比“{other}”少的，没有写得多少分",
        Label(source, span),
        hint=f"少了就不得分的，用逗号接着写「低于 {other} 不得分」；少了要扣的，接着写「每下降 1% 扣 … 分」",
    )


def half_of_what(source: Source, span: Span, half: str) -> Diagnostic:
    """按时完成 得 4 分，逾期完成 得一半分."""
    return finding(
        "E404-no-base",
        f"“{source.slice(span)}”没有写是哪个分值的一半",
        Label(source, span),
        hint=f"前面一句的一半的，写「得 {half} 分」；本项分值的一半的，写「得 50%」",
    )
