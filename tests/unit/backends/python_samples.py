"""Core policies for the Python backend: between them every node of Core."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from compiler import core
from dsl.types import DATE, FLAG, PLAIN, POINTS, RANK, RATIO, Kind, Type
from tests.unit.core_samples import HERE, ITEMS, PIECES, branch, clause, const, count, fixed, when

HALF_UP, HALF_EVEN = core.Rounding.HALF_UP, core.Rounding.HALF_EVEN
read = core.Read


def times(factor: str | int, expr: core.Expr) -> core.Expr:
    """Build a product with a constant."""
    return core.Multiply(const(factor), expr)


def effect(kind: core.EffectKind, *branches: core.Branch) -> core.Effect:
    """Build an effect."""
    return core.Effect(kind, branches, HERE)


def always(points: str | int | core.Expr, says: str) -> core.Effect:
    """Build an effect that every unit has."""
    return effect(core.EffectKind.PRO_RATA, branch(core.Always(), points, says))


def group(id_: str, *children: core.Group | core.Clause, points: object = None, **more: object) -> core.Group:
    """Build a group; points are one number, a table by kind, or none."""
    table = points.items() if isinstance(points, dict) else ([("", points)] if points is not None else [])
    pairs = tuple((kind, Fraction(str(value))) for kind, value in table)
    return core.Group(id_, f"第{id_}部分", HERE, children, pairs, **more)  # type: ignore[arg-type]


def policy(slug: str, facts: tuple[core.Fact, ...], *children: core.Group | core.Clause, **more: object) -> core.Policy:
    """Build a policy."""
    base: dict[str, object] = {"kinds": (), "rosters": (), "period": None}
    root = core.Group("", "总分", HERE, children)
    return core.Policy(slug, f"{slug} 办法", "试〔2021〕1号", "某局", total=(), facts=facts, root=root, **base | more)  # type: ignore[arg-type]


def fact(name: str, type_: Type, **more: object) -> core.Fact:
    """Build any fact."""
    return core.Fact(name, type_, HERE, **more)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------------------- numbers

SHARE = core.Divide(read("网办件"), core.Add(read("网办件"), read("窗口件")), "网办率")
SHORT = core.Subtract(const("0.95"), core.Divide(read("办结"), read("受理"), "办结率"))
SAME_RATIO = core.Subtract(SHARE, core.Divide(read("办结"), read("受理"), "办结率"))
NUMBERS = policy(
    "2021-numbers",
    (
        count("网办件"),
        count("窗口件"),
        count("受理"),
        count("办结", at_most="受理"),
        fact("满意率", RATIO, low=Fraction(0), high=Fraction(1)),
        fact("投资额", Type(Kind.MONEY, "万元"), low=Fraction(0)),
        fact("增幅", Type(Kind.PERCENT_POINT, "百分点"), low=Fraction(-20), high=Fraction(20)),
        fact("抽查得分", POINTS, low=Fraction(0), high=Fraction(10), role=core.Role.JUDGEMENT),
        fact("补录数", PIECES, low=Fraction(0), optional=True),
        fact("系数", PLAIN, low=Fraction(1, 2), high=Fraction(2), role=core.Role.PARAMETER),
    ),
    group(
        "一",
        clause(
            "一/1",
            "每低于一个百分点",
            "办结率每低于 95%一个百分点扣 0.5 分，最高扣 5 分。",
            effect(
                core.EffectKind.PER_UNIT,
                branch(
                    core.Compare(SHORT, core.Op.GT, const(0)),
                    times("-0.5", core.WholeUnits(SHORT, Fraction(1, 100))),
                    "每低于 1 个百分点 扣 0.5 分",
                ),
            ),
            lowest=Fraction(-5),
        ),
        clause(
            "一/2",
            "几种情形",
            "网办率达到 60%，且办结率不低于 90%的，加 2 分；投资额每满 500 万元加 1 分；补录的每件扣 0.3 分。",
            fixed(
                core.Both(
                    (
                        when(SHARE, ">=", "0.6"),
                        core.Negate(when(core.Divide(read("办结"), read("受理"), "办结率"), "<", "0.9")),
                    )
                ),
                2,
                "网办率 60% 以上，且 办结率 不低于 90% 加 2 分",
            ),
            always(core.WholeUnits(read("投资额"), Fraction(500)), "每满 500 万元 加 1 分"),
            effect(
                core.EffectKind.PER_UNIT,
                branch(
                    core.Both((core.Given("补录数"), when(read("补录数"), ">", 0))),
                    times("-0.3", read("补录数")),
                    "补录 每件 扣 0.3 分",
                ),
            ),
            highest=Fraction(4),
            rounding=(0, HALF_EVEN),
        ),
        points=30,
    ),
    group(
        "二",
        clause(
            "二/1",
            "满意率",
            "按满意率记分，保留一位小数。",
            always(core.Rounded(times(10, read("满意率")), 1, HALF_UP), "按满意率 记分"),
        ),
        clause(
            "二/2",
            "两率相比",
            "网办率高于办结率的，加 1 分。",
            fixed(core.Compare(SAME_RATIO, core.Op.GT, const(0)), 1, "网办率 高于 办结率 加 1 分"),
            fixed(
                core.Either((when(read("增幅"), ">", "2.5"), when(SHORT, "<=", 0))), "0.5", "增幅 超过 2.5 加 0.5 分"
            ),
        ),
        clause(
            "二/3",
            "抽查",
            "按抽查得分记分，投资额不足 100 万元的折半，最多 8 分。",
            always(
                core.Least(const(8), core.Greatest(const(0), core.Multiply(read("系数"), read("抽查得分")))),
                "按抽查得分",
            ),
            always(
                times("0.25", core.WholeUnits(read("投资额"), Fraction(100), started=True)), "不足 100 万元的按 100 计"
            ),
            lowest=Fraction(0),
            highest=Fraction("8.5"),
        ),
        points="12.5",
        start=core.Start.ZERO,
    ),
)

# ---------------------------------------------------------------------------------------------- kinds, vetoes, calendar

LEVEL = Type(Kind.CATEGORY, "", ("国家级", "省级", "市级"))
ON_TIME = core.Within("受理日期", 20, "工作日", "办结日期")
CALENDAR = policy(
    "calendar",
    (
        fact("受理日期", DATE),
        fact("办结日期", DATE, optional=True),
        fact("报送日期", DATE),
        fact("表彰级别", LEVEL),
        fact("倒数名次", RANK, low=Fraction(1), role=core.Role.RANK, from_bottom=True),
        fact("造假", FLAG),
        fact("已整改", FLAG),
        count("应报数", ITEMS),
        count("已报数", ITEMS, at_most="应报数"),
    ),
    group(
        "一",
        clause("一/1", "办结", "20 个工作日内未办结的，扣 3 分。", fixed(core.Negate(ON_TIME), -3, "未办结 扣 3 分")),
        clause(
            "一/2",
            "报送",
            "2021 年 7 月 5 日前报送；受理后 10 日内未报送的，扣 1 分；逾期超过 3 个工作日的，扣 2 分。",
            fixed(
                core.Compare(const(date(2021, 7, 5).toordinal()), core.Op.LT, read("报送日期")),
                "-1.5",
                "逾期 扣 1.5 分",
            ),
            fixed(core.Negate(core.Within("受理日期", 10, "自然日", "报送日期")), -1, "10 日内未报送 扣 1 分"),
            fixed(core.Compare(read("报送日期"), core.Op.LT, read("受理日期")), -1, "早于受理日期 扣 1 分"),
            lowest=Fraction(-2),
        ),
        clause(
            "一/3",
            "造假",
            "弄虚作假的，此项不记分，并通报批评。",
            zeroed=core.Both((core.Holds("造假"), core.Negate(core.Holds("已整改")))),
            consequences=(
                core.Consequence(core.Holds("造假"), "通报批评", HERE),
                core.Consequence(
                    when(core.Divide(read("已报数"), read("应报数"), "报送率"), "<", "0.6"), "约谈主要负责人", HERE
                ),
            ),
            duties=(
                core.Duty(None, "应当建立台账", HERE),
                core.Duty(when(core.Divide(read("已报数"), read("应报数"), "报送率"), ">=", 1), "应当全部报送", HERE),
                core.Duty(core.Negate(core.Holds("造假")), "应当如实填报", HERE),
            ),
            applies=core.Negate(core.OfKind(("园区",))),
        ),
        points={"县区": 25, "市直部门": 30},
    ),
    group(
        "二",
        clause(
            "二/1",
            "名次",
            "全市倒数后 3 名各扣 2 分，牵头部门加倍。",
            effect(
                core.EffectKind.FIXED,
                branch(
                    core.Both((core.Listed("牵头部门", ("市数据局", "市政务办")), when(read("倒数名次"), "<=", 3))),
                    -4,
                    "牵头部门 倒数后 3 名 扣 4 分",
                ),
                branch(when(read("倒数名次"), "<=", 3), -2, "倒数后 3 名 扣 2 分"),
            ),
        ),
        points={"县区": 4, "": 6},
    ),
    group(
        "三",
        clause(
            "三/1",
            "表彰",
            "国家级加 10 分，省级、市级加 5 分。",
            effect(
                core.EffectKind.FIXED,
                branch(core.IsMember("表彰级别", "国家级"), 10, "国家级 加 10 分"),
                branch(
                    core.Either((core.IsMember("表彰级别", "省级"), core.IsMember("表彰级别", "市级"))),
                    5,
                    "省级、市级 加 5 分",
                ),
            ),
        ),
        points=8,
        outside=True,
    ),
    kinds=("县区", "市直部门", "园区"),
    rosters=(core.Roster("市直部门", ("市数据局", "市政务办", "市公安局")),),
    period=(date(2021, 1, 1), date(2021, 12, 31)),
    vetoes=(
        core.Veto(core.Both((core.Holds("造假"), when(read("倒数名次"), "==", 1))), Fraction(1, 2), "一/3", HERE),
        core.Veto(when(core.Divide(read("已报数"), read("应报数"), "报送率"), "<=", "0.1"), None, "一/2", HERE),
    ),
    bands=(core.GradeBand("优秀", core.Op.GE, Fraction("30.5")), core.GradeBand("合格", core.Op.GT, Fraction(20))),
)


# ----------------------------------------------------------------------------------- results of others, caps on a heading

LEVELS = (
    effect(core.EffectKind.PER_UNIT, branch(core.Always(), times(3, read("省级")), "省级 每次 加 3 分")),
    effect(core.EffectKind.PER_UNIT, branch(core.Always(), times(2, read("市级")), "市级 每次 加 2 分")),
    effect(core.EffectKind.FIXED, branch(when(read("省级"), ">", 4), -1, "省级 超过 4 次 扣 1 分")),
)
RESULTS = policy(
    "2021-results",
    (
        count("省级"),
        count("市级"),
        count("投诉"),
        fact("得分（一）", POINTS, role=core.Role.RESULT, result_of="一"),
        fact("得分（二/1）", POINTS, role=core.Role.RESULT, result_of="二/1"),
    ),
    group(
        "零",
        clause(
            "零/1",
            "引用",
            "按第二条扣分；第一项得零分的，另扣一分。",
            always(read("得分（二/1）"), "按第二条扣分"),
            effect(core.EffectKind.FIXED, branch(when(read("得分（一）"), "<=", 0), -1, "得分（一） 0 分以下 扣 1 分")),
        ),
    ),
    group("一", clause("一/1", "投诉", "每件扣二分。", always(times(-2, read("投诉")), "每件 扣 2 分")), points=10),
    group(
        "二",
        clause("二/1", "表彰", "取最高分。", *LEVELS, pick=core.Pick.MOST),
        clause("二/2", "投诉", "每件扣一分。", always(times(-1, read("投诉")), "每件 扣 1 分")),
        outside=True,
        lowest=Fraction(-3),
        highest=Fraction(9),
    ),
)
