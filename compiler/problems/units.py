"""Types and units (E3xx)."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, Edit, Fix, Label, finding
from dsl.source import Source, Span


def mismatch(source: Source, span: Span, left: str, right: str, declared: Label | None = None) -> Diagnostic:
    """Two values whose units differ."""
    return finding(
        "E301-unit-mismatch",
        f"{left}不能与{right}比较",
        Label(source, span),
        related=(declared,) if declared else (),
        hint="改数的单位，或改事实声明的类型；工作日与自然日、件与项、比率与百分点都不是一回事",
    )


def too_many_places(source: Source, span: Span, places: int, limit: int) -> Diagnostic:
    """Rounded to more decimal places than any number has."""
    shown = places if places < 10**12 else "很多"
    return finding(
        "E314-too-many-places",
        f"保留 {shown} 位小数，超过 {limit} 位",
        Label(source, span),
        hint="核对原文写的位数；得分一般保留两位",
    )


def per_mismatch(
    source: Source, span: Span, per: str, name: str, unit: str, declared: Label | None = None
) -> Diagnostic:
    """每件 over a fact counted in 项."""
    return finding(
        "E302-per-unit-mismatch",
        f"“每{per}”与“{name}”的单位“{unit}”不一致",
        Label(source, span),
        related=(declared,) if declared else (),
        hint=f"改为“每{unit}”，或把“{name}”声明为计数（{per}）",
    )


def not_points(source: Source, span: Span, found: str) -> Diagnostic:
    """扣, 加, 记 or a cap with something that is not points."""
    return finding(
        "E303-not-points",
        f"扣分、加分的数应以“分”为单位，不是“{found}”",
        Label(source, span),
        hint="写作「扣 5 分」；按比例的，写作「按…比例 扣分」",
    )


def missing_points_unit(source: Source, span: Span) -> Diagnostic:
    """A number of points without 分."""
    return finding(
        "E304-missing-points-unit",
        "数后面缺“分”",
        Label(source, span),
        hint=f"写作「{source.slice(span).strip()} 分」",
        fix=Fix("补“分”", (Edit(Span(span.end, span.end), " 分"),), safe=True),
    )


def missing_unit(source: Source, span: Span, needed: str) -> Diagnostic:
    """A number without a unit compared with something that has one."""
    return finding(
        "E305-missing-unit",
        f"数后面缺单位，应为“{needed}”",
        Label(source, span),
        hint=f"写作「{source.slice(span)} {needed}」",
    )


def period_in_days(source: Source, span: Span) -> Diagnostic:
    """收件后 1个月内 报送 between two dates: only days are counted there."""
    return finding(
        "E305-missing-unit",
        f"两个日期之间的期限要按天数写，“{source.slice(span)}”不是",
        Label(source, span),
        hint="写作「30 个自然日内」或「20 个工作日内」；到某一天为止的，写日期，例如「2021年7月5日前」",
    )


def bad_type(source: Source, span: Span, text: str) -> Diagnostic:
    """A type that is not written as types are."""
    like = (
        "计数（件）、比率、是否、时长（工作日）、金额（元）、数量（平方米）、日期、等级（优、良、差）、类别（甲、乙）"
    )
    return finding(
        "E306-bad-type",
        f"“{text}”不是完整的类型",
        Label(source, span),
        hint="写 金额（元）；数仍可写 500 万元，填报时也可填“500万元”" if text.startswith("金额") else f"例如 {like}",
    )


def cannot_compare(source: Source, span: Span, left: str, right: str) -> Diagnostic:
    """Two numbers of which neither can be said to be more."""
    return finding(
        "E307-cannot-compute",
        f"{left} 与 {right} 不能相比",
        Label(source, span),
        hint="同类同单位的数才能核对",
    )


def cannot_compute(source: Source, span: Span, op: str, left: str, right: str) -> Diagnostic:
    """Arithmetic between types that do not go together."""
    return finding(
        "E307-cannot-compute",
        f"{left} {op} {right} 没有意义",
        Label(source, span),
        hint="同类同单位的数才能相加减；相除得比率",
    )


def both_ways(source: Source, span: Span, before: str, after: str, value: str) -> Diagnostic:
    """超过30%以上: says both that 30% counts and that it does not."""
    return finding(
        "E308-both-ways",
        f"“{source.slice(span)}”既含本数又不含本数",
        Label(source, span),
        hint=f"择一并写注：「{before} {value}」（恰为{value}的，按“{before}”）或「{value} {after}」（恰为{value}的，按“{after}”）",
        authority="民法典第一千二百五十九条：“以上”“以下”包括本数，“超过”“不满”不包括本数",
    )


def bad_date(source: Source, span: Span) -> Diagnostic:
    """A date that does not exist, or lacks its year."""
    return finding(
        "E309-bad-date",
        "没有这一天，或缺年份",
        Label(source, span),
        hint="写全年月日；没有写年份的，取文头考核期间里的那一天，考核期间里没有、不止一个的，要写年份",
    )


def period_too_long(source: Source, span: Span, most: int) -> Diagnostic:
    """收件 后 3000000 日内: no calendar reaches that far."""
    return finding(
        "E309-bad-date",
        f"“{source.slice(span)}”算不到日历上的一天",
        Label(source, span),
        hint=f"期限最长 {most} 天；核对数和单位",
    )


def not_whole(source: Source, span: Span, what: str) -> Diagnostic:
    """A number that must be whole is not."""
    return finding("E310-not-whole", f"{what}应为整数", Label(source, span), hint="改为整数")


def denominator(source: Source, span: Span, what: str) -> Diagnostic:
    """A denominator that may be negative."""
    return finding(
        "E311-denominator",
        f"“{what}”可能为负，不能作分母",
        Label(source, span),
        hint="分母用计数、数量等不为负的数；金额、数值可以为负，不会为负的，在声明里写明下限，"
        "例如“事实 应配套资金：金额（元），不少于 0 元”",
    )


def divided_by_nought(source: Source, span: Span) -> Diagnostic:
    """÷ 0, written out."""
    return finding("E311-denominator", "除数是 0，算不出来", Label(source, span), hint="核对算式里的除数")


def out_of_domain(source: Source, span: Span, value: str, name: str, domain: str) -> Diagnostic:
    """A threshold that the value can never reach."""
    return finding(
        "E312-out-of-domain",
        f"{value} 超出“{name}”的取值范围（{domain}）",
        Label(source, span),
        hint="核对数字；范围不止于此的，在声明里写明",
    )


def crossed_limits(source: Source, span: Span, name: str) -> Diagnostic:
    """A fact whose least value is above its greatest."""
    return finding("E313-crossed-limits", f"“{name}”的下限高于上限", Label(source, span), hint="核对两个数，小的写在前")


def formula_too_large(source: Source, span: Span, size: int, limit: int, unit: str) -> Diagnostic:
    """An indicator of indicators that is too large once they are all written out."""
    what = "展开以后的数有" if unit == "个" else "套了"
    return finding(
        "E111-formula-too-large",
        f"指标{what} {size} {unit}，超过 {limit} {unit}",
        Label(source, span, "这里用到的每个指标都按它的式子代进去数"),
        hint="少套几层，或把中间的结果声明为事实，由填报单位填写",
    )
