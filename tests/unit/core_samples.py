"""Hand-built Core policies for tests of what stands behind Core, and small builders for them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from compiler import core
from dsl.source import Span
from dsl.types import FLAG, RATIO, Kind, Type

HERE = Span(0, 0)
PIECES = Type(Kind.COUNT, "件")
TIMES = Type(Kind.COUNT, "次")
ITEMS = Type(Kind.COUNT, "项")


def count(name: str, type_: Type = PIECES, *, at_most: str = "", meaning: str = "", clause: str = "") -> core.Fact:
    """Build a counted fact."""
    return core.Fact(name, type_, HERE, low=Fraction(0), at_most=at_most, meaning=meaning, clause=clause)


def flag(name: str, *, clause: str = "") -> core.Fact:
    """Build a 是否 fact."""
    return core.Fact(name, FLAG, HERE, clause=clause)


def const(value: str | int) -> core.Const:
    """Build a constant from its decimal."""
    return core.Const(Fraction(value))


def when(left: core.Expr, op: str, right: str | int) -> core.Compare:
    """Build a comparison with a constant."""
    return core.Compare(left, core.Op(op), const(right))


def branch(test: core.Test, points: str | int | core.Expr, says: str) -> core.Branch:
    """Build a branch; points may be a plain number."""
    return core.Branch(test, const(points) if isinstance(points, str | int) else points, says, HERE)


def each(fact: str, rate: str | int, says: str) -> core.Effect:
    """Build an effect that gives ``rate`` points for each piece of a counted fact."""
    some = when(core.Read(fact), ">", 0)
    points = core.Multiply(const(rate), core.Read(fact))
    return core.Effect(core.EffectKind.PER_UNIT, (branch(some, points, says),), HERE)


def fixed(test: core.Test, points: str | int, says: str) -> core.Effect:
    """Build an effect of fixed points."""
    return core.Effect(core.EffectKind.FIXED, (branch(test, points, says),), HERE)


def tiers(measure: core.Expr, name: str, type_: Type, *branches: core.Branch) -> core.Effect:
    """Build a tiered effect."""
    return core.Effect(core.EffectKind.TIERS, branches, HERE, measure, name, type_)


# ---------------------------------------------------------------------------------------------------------- the hotline

DONE = core.Divide(core.Read("按期办结工单数"), core.Read("工单总数"), "按期办结率")
DONE_TIERS = tiers(
    DONE,
    "按期办结率",
    RATIO,
    branch(when(core.Read("工单总数"), "==", 0), 0, "无工单时 不扣分"),
    branch(when(DONE, ">=", 1), 0, "100% 不扣分"),
    branch(when(DONE, ">=", "0.99"), -5, "99%—100% 扣 5 分"),
    branch(when(DONE, ">=", "0.98"), -10, "98%—99% 扣 10 分"),
    branch(when(DONE, ">=", "0.97"), -15, "97%—98% 扣 15 分"),
    branch(when(DONE, "<=", "0.97"), -30, "97%以下 扣 30 分"),
)
BACK_TIERS = tiers(
    core.Divide(core.Read("退单数"), core.Read("工单总数"), "退单率"),
    "退单率",
    RATIO,
    branch(when(core.Divide(core.Read("退单数"), core.Read("工单总数"), "退单率"), "<", "0.05"), 0, "低于 5% 不扣分"),
    branch(when(core.Divide(core.Read("退单数"), core.Read("工单总数"), "退单率"), "<=", "0.1"), -3, "5%—10% 扣 3 分"),
    branch(
        when(core.Divide(core.Read("退单数"), core.Read("工单总数"), "退单率"), ">", "0.15"), -10, "超过 15% 扣 10 分"
    ),
)
MONTHLY = core.Read("月平均办件量")
VOLUME = tiers(
    MONTHLY,
    "月平均办件量",
    Type(Kind.QUANTITY, "件"),
    branch(core.Both((core.OfKind(("县区",)), when(MONTHLY, ">", 1000))), 10, "超过 1000 件 的 县区 加 10 分"),
    branch(core.Both((core.OfKind(("市直部门",)), when(MONTHLY, ">", 250))), 10, "超过 250 件 的 市直部门 加 10 分"),
)
SETTLED = core.Divide(core.Read("已进驻事项数"), core.Read("应进驻事项数"), "进驻比例")
PRO_RATA = core.Effect(
    core.EffectKind.PRO_RATA,
    (branch(core.Always(), core.Multiply(const(3), SETTLED), "按进驻比例 记分"),),
    HERE,
    SETTLED,
    "进驻比例",
    RATIO,
)

FACTS = (
    count("工单总数", meaning="考核期间转派到本单位的工单", clause="一/1"),
    count("按期办结工单数", at_most="工单总数", meaning="在规定期限内办结的工单", clause="一/1"),
    count("反馈不规范", clause="一/2"),
    flag("推诿", clause="一/3"),
    count("退单数", at_most="工单总数", clause="二/1"),
    count("值班表漏报", TIMES, clause="三/1/1"),
    flag("拒不参加接话日", clause="三/1/2"),
    count("应进驻事项数", ITEMS, clause="四/1"),
    count("已进驻事项数", ITEMS, at_most="应进驻事项数", clause="四/1"),
    core.Fact("月平均办件量", Type(Kind.QUANTITY, "件"), HERE, low=Fraction(0), clause="五/1"),
    count("表扬", clause="五/2"),
    flag("弄虚作假", clause="一/3"),
    core.Fact(
        "酌定扣分", Type(Kind.POINTS, "分"), HERE, core.Role.JUDGEMENT, Fraction(-2), Fraction(0), clause="三/1/2"
    ),
)


def clause(
    id_: str, title: str, quote: str, *effects: core.Effect, method: str = "系统统计", **more: object
) -> core.Clause:
    """Build a clause."""
    return core.Clause(id_, title, quote, HERE, effects, method=method, **more)  # type: ignore[arg-type]


HANDLING = core.Group(
    "一",
    "工单办理",
    HERE,
    (
        clause(
            "一/1",
            "办结率",
            "工单按期办结率 100%不扣分；99%—100%扣 5 分；98%—99%扣 10 分；97%—98%扣 15 分；97%以下扣 30 分。",
            DONE_TIERS,
            method="系统统计\n查看记录",
            notes=(
                core.Footnote("99%、98%、97% 同时落在相邻两档，原文未写归属，\n取有利于被考核单位的一档。", ("重叠",)),
            ),
        ),
        clause(
            "一/2",
            "事项反馈",
            "反馈内容不规范,过于简单及不完整的, 1 件扣 2 分。",
            each("反馈不规范", -2, "每件 扣 2 分"),
            lowest=Fraction(-5),
        ),
        clause(
            "一/3",
            "无理由推诿",
            "无正当理由相互推诿的，扣 5 分；弄虚作假的，此项不记分。",
            fixed(core.Holds("推诿"), -5, "推诿 扣 5 分"),
            zeroed=core.Holds("弄虚作假"),
            consequences=(core.Consequence(core.Holds("弄虚作假"), "取消年度评优资格", HERE),),
            authority="本办法 | 第三条",
        ),
    ),
    (("", Fraction(30)),),
)
BACK = core.Group(
    "二",
    "退单率",
    HERE,
    (clause("二/1", "", "按工单总量,退单率低于 5%的不扣分;5%—10%扣 3 分;超过 15%的,扣 10 分。", BACK_TIERS),),
    (("县区", Fraction(10)), ("市直部门", Fraction(15))),
)
DAILY = core.Group(
    "三",
    "日常工作配合",
    HERE,
    (
        core.Group(
            "三/1",
            "热线配合",
            HERE,
            (
                clause(
                    "三/1/1",
                    "值班表报送",
                    "节假日未能按时报送值班表的，1次扣2分。",
                    each("值班表漏报", -2, "每次 扣 2 分"),
                ),
                clause(
                    "三/1/2",
                    "接话日",
                    "单位主要负责人推脱参加的，酌情扣 0—2 分。",
                    core.Effect(
                        core.EffectKind.JUDGEMENT,
                        (branch(core.Holds("拒不参加接话日"), core.Read("酌定扣分"), "酌情 扣 0—2 分"),),
                        HERE,
                    ),
                    duties=(core.Duty(core.Negate(core.Holds("拒不参加接话日")), "主要负责人应当参加接话日", HERE),),
                    applies=core.OfKind(("县区", "市直部门")),
                ),
            ),
            (("", Fraction(4)),),
        ),
    ),
)
SETTLING = core.Group(
    "四",
    "进驻大厅",
    HERE,
    (
        clause(
            "四/1",
            "进驻比例",
            "按进驻比例记分，保留两位小数。",
            PRO_RATA,
            rounding=(2, core.Rounding.HALF_UP),
        ),
    ),
    (("", Fraction(3)),),
    core.Start.ZERO,
)
BONUS = core.Group(
    "五",
    "加分项",
    HERE,
    (
        clause("五/1", "办件量", "月平均办件量超过 1000 件的县区及 250 件的市直部门，加 10 分。", VOLUME),
        clause(
            "五/2",
            "表扬",
            "受到群众来电来信表扬的，1 件加 1 分，最多加 3 分。",
            each("表扬", 1, "每件 加 1 分"),
            highest=Fraction(3),
        ),
    ),
    (("", Fraction(12)),),
    outside=True,
    notes=(core.Footnote("加分项不计入总分。"),),
)
HOTLINE = core.Policy(
    slug="hotline",
    title="12345热线工单办理情况减分指标考核办法",
    number="安行审函〔2021〕73号",
    agency="安康市行政审批服务局",
    period=(date(2021, 1, 1), date(2021, 12, 31)),
    total=(("县区", Fraction(47)), ("市直部门", Fraction(52))),
    kinds=("县区", "市直部门"),
    rosters=(),
    facts=FACTS,
    root=core.Group("", "12345热线工单办理情况减分指标考核办法", HERE, (HANDLING, BACK, DAILY, SETTLING, BONUS)),
    vetoes=(core.Veto(core.Holds("弄虚作假"), Fraction(1, 2), "一/3", HERE),),
    bands=(core.GradeBand("优秀", core.Op.GE, Fraction(40)), core.GradeBand("合格", core.Op.GE, Fraction(30))),
    digest="0" * 64,
)
