"""What the type of an undeclared name is, as far as its use says: 每件 a count, 低于 30% a ratio, 笔试成绩 points.

In: a use, as the surface tree has it. Out: a type, as a declaration writes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import TypeGuard

from compiler.asking.carried import of_pieces, piece
from dsl import surface
from dsl.folding import fold
from dsl.patterns import regex
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.opposites import denied
from dsl.words.tokens import PartialDate

_PIECES = regex("(人次|人|户|次|起|篇|条|家|项|个|份|场)数$")
_PERCENTS = (10, 100)  # numbers that are shares where the name says 率
# What a bound speaks of when nothing is named.
UNNAMED = {
    Kind.RATIO: "占比",
    Kind.DURATION: "用时",
    Kind.COUNT: "件数",
    Kind.MONEY: "金额",
    Kind.QUANTITY: "数量值",
    Kind.POINTS: "分值数",
}


def factor(name: str) -> str:
    """What a factor of a formula is, by the end of its name: 办结率 a share, 笔试成绩 points, anything else a number."""
    if name.endswith(("率", "比例", "占比", "比重", "百分比")):
        return "比率"
    return "分值" if name.endswith(("成绩", "得分", "分数", "评分", "基础分", "分值")) else "数，不低于 0"


def misdeed(name: str, names: Collection[str]) -> str:
    """What a folded name says did not happen, where it is counted beside it and no good thing: 未迟报 beside 迟报 每次; else empty."""
    thing, speech = denied(name, names), lexicon().speech
    bad = thing.startswith(speech["too_late"]) or any(word in thing for word in speech["bad_news"])
    return thing if bad else ""


def pieces_of_share(part: str, whole: str) -> str:
    """The type of both numbers of a share: 实际参加人数 占 应参加人数 are people, where their names do not say different pieces."""
    said = {found[1] for found in (_PIECES.search(part), _PIECES.search(whole)) if found is not None}
    return f"计数（{said.pop()}）" if len(said) == 1 else "计数（件）"


def both_cost(block: surface.Block) -> set[str]:
    """The folded names that deny another one though both cost points: whoever is denied the second has not done the first."""
    rules = (each for each in block.statements if isinstance(each, surface.Rule) and each.per is None)
    costs = {
        fold(each.condition.name.text)
        for each in rules
        if isinstance(each.condition, surface.Named) and getattr(each.award, "sign", "") == "-"
    }
    bad = lexicon().speech["bad_news"]
    return {name for name in costs if any(word in denied(name, costs) for word in bad)}


def counted_factor(name: str) -> str:
    """Return the type of a number of an indicator: pieces, unless its name says something else."""
    kind = factor(name)
    return "计数（件）" if kind.startswith("数") else kind


_PAIR = 2
_RATIOS = ("率", "比例", "占比", "比重", "百分比", "进度", "满意度", "幅度", "增幅", "增速")
_GROWTH = ("增幅", "增速", "增长率")
_MONEY = ("额", "资金", "经费", "收入", "支出", "投资", "产值", "税收", "费用", "成本")


def ranked(name: str) -> str:
    """What a number is by which the units are ranked: 综合得分 points, most others a share."""
    return "分值" if name.endswith(("得分", "成绩", "分数", "评分", "总分")) else "比率"


def gives_nothing(rule: surface.Rule) -> bool:
    """Whether a sentence says that there are no points: 不得分, 此项不记分."""
    return isinstance(rule.award, surface.Nothing | surface.ZeroItem)


def kind_by_name(name: str) -> str:
    """What a number is by the end of its name: 支出进度 a ratio, 火灾起数 计数（起）, 收入 money; empty where the name does not say."""
    if name.endswith(_RATIOS):
        return "比率"
    if name.endswith(_MONEY):
        return "金额（元）"
    if name.endswith("面积"):
        return "数量（亩）"
    unit = lexicon().units.get(name[-2:-1]) if name.endswith("数") else None
    return f"计数（{unit.canonical}）" if unit is not None and unit.kind is Kind.COUNT else ""


def compared(name: str, per: surface.Per | None, *, moved: str) -> str:
    """What two numbers that are held against each other are: by their name, or by the unit in which they differ. 增幅 may be negative,
    so that without steps it is a plain number."""
    said = kind_by_name(name)
    if per is not None and per.unit.kind is Kind.PERCENT_POINT:
        points = per.unit.spelling.endswith("百分点")
        if said == "金额（元）" and not name.endswith(("差额", "余额", "利润额")):
            return f"{said}，不低于 0 元"  # a share of what was spent
        return said or ("比率" if points else "数")  # by 5%: of a ratio or of what it was, which nobody can tell
    if per is not None:
        return count(per.unit)
    if name.endswith(_GROWTH):
        return "数"  # may be negative, which a 比率 is not
    return said or moved


def grows_in_points(name: str, per: surface.Per | None) -> bool:
    """增速 高于 全市平均 得 10 分，每低 1 个百分点 扣 1 分: a growth that falls short by points of percent is a share."""
    points = per is not None and per.unit.kind is Kind.PERCENT_POINT
    return points and name.endswith(_GROWTH)


def count(unit: UnitWord) -> str:
    """The type of what is counted in a unit: 每件 is 计数（件）; what moves by 个百分点 is a ratio."""
    if unit.kind is Kind.PERCENT_POINT:
        return "比率"
    if unit.kind is Kind.RATIO:  # 每超额 10%
        return "比率，0%—1000%"
    return f"{unit.kind}（{unit.canonical}）"


_NUMBERS = ("天数", "次数", "件数", "人数", "个数", "户数", "项数", "数量", "金额", "额度")


def shared(name: str) -> str:
    """Return the type of what points are shared by: 按 未互通比例 扣分; 按 逾期天数 扣分 shares nothing, and is refused."""
    return "数" if name.endswith(_NUMBERS) else "比率"


def apart(amount: surface.Amount) -> str:
    """Return the type of two numbers that are so much apart: 高于 全县平均 5 个百分点以上."""
    of_rates = amount.unit is not None and amount.unit.kind is Kind.PERCENT_POINT
    return "比率" if of_rates else type_of(amount.unit, surface.Bound(">", amount))


def type_of(unit: UnitWord | None, bound: surface.Bound, name: str = "") -> str:
    """The type of what a bound is set to; 满意率 低于 90 leaves out its %, which is asked for (容积率 超过 1.5 does not)."""
    if unit is None:
        value = bound.amount.value
        share = name.endswith(("率", "占比")) and isinstance(value, Fraction) and _PERCENTS[0] <= value <= _PERCENTS[1]
        return "日期" if isinstance(value, PartialDate) else "比率" if share else "数"
    if unit.kind is Kind.RATIO:
        top = bound.to or bound.amount
        whole = top.value * unit.scale if isinstance(top.value, int | Fraction) else 0  # a date has no %
        over = whole > 1 or (whole == 1 and bound.op == ">")
        return "比率，0%—1000%" if over else "比率"
    if unit.kind is Kind.POINTS:
        return "分值"
    if unit.kind is Kind.PERCENT_POINT:
        return "比率，0%—1000%"
    return f"{unit.kind}（{unit.canonical}）"


def counted_name(per: surface.Per) -> str:
    """The name of what a rate counts that names nothing: 每件 is 件数."""
    if per.base is None and per.unit.kind is Kind.COUNT:
        return f"{'缺少' if per.mode == 'short' else ''}{per.unit.canonical}数"
    beyond = "超过的" if per.mode == "above" and per.base is None else ""
    return beyond + UNNAMED.get(per.unit.kind, "数值")


# What sets a limit to a number, or to a place: 前 5 名 的，每次 得 1 分 does not say what is counted.
LIMITED = (surface.Bounded, surface.Flat, surface.Ranked, surface.RankBound)


def lacks_pieces(condition: surface.Condition | None, per: surface.Per) -> bool:
    """参保率 低于 100% 每少 1 人: of a share no pieces are missing; who is missing is a count of its own."""
    unit = condition.bound.amount.unit if isinstance(condition, surface.Bounded) else None
    return per.mode == "short" and per.unit.kind is Kind.COUNT and unit is not None and unit.kind is Kind.RATIO


# What the unit did or what befell it: 获奖 每次 加 2 分，受到处分的 不加分.
_OF_UNIT = ("未", "无", "没", "受到", "发生", "出现", "弄虚作假", "存在", "因", "有")


def _spares(statement: surface.Statement, sign: str) -> TypeGuard[surface.Exempt | surface.Rule]:
    """经批准 除外, 重复投诉 不扣分; but 未发生 … 不扣分 says that there is nothing to count, and 不得分 spares no losses."""
    if not isinstance(statement, surface.Rule | surface.Exempt):
        return False
    if isinstance(statement, surface.Rule):
        award = statement.award
        if not isinstance(award, surface.Nothing) or (award.sign == "-") != (sign == "-"):
            return False
    condition = statement.condition
    return isinstance(condition, surface.Named) and not condition.name.text.startswith(
        _OF_UNIT if sign == "+" else ("未", "无", "没")
    )


def exempt_pieces(block: surface.Block) -> Iterator[tuple[surface.Exempt | surface.Rule, UnitWord]]:
    """超期 每件 扣 1 分，经批准 除外: of the pieces that the line counts, so many are exempt. Yields the exemption and what it counts."""
    yield from ((rule, unit) for rule, _, unit, plain in of_pieces(block) if plain)
    for line in block.lines:
        unit: UnitWord | None = None
        sign = ""
        for statement in line.statements:
            if isinstance(statement, surface.Rule) and (_plain(statement) or piece(statement) is not None):
                unit = piece(statement)
                sign = getattr(statement.award, "sign", "")
            elif unit is not None and _spares(statement, sign):
                yield statement, unit


def _plain(rule: surface.Rule) -> bool:
    return rule.per is not None and rule.per.mode == "plain"


def moved(block: surface.Block) -> surface.Per | None:
    """The first step by which something rises or falls."""
    rates = [each.per for each in block.statements if isinstance(each, surface.Rule) and each.per is not None]
    return next((per for per in rates if per.mode in ("below", "above")), None)


def bounded_by_kind(condition: surface.Condition | None) -> bool:
    """Whether a condition is a bound for a kind of units: 县区 且 会议 4 次以上."""
    if not isinstance(condition, surface.Both):
        return False
    each = (condition.left, condition.right)
    return any(isinstance(one, surface.Kinds) for one in each) and any(isinstance(one, surface.Bounded) for one in each)


def pieces_of(condition: surface.Condition | None) -> surface.Condition | None:
    """What a sentence counts, where it says of which kinds of units: 县区 且 投诉 每件, 投诉 的 县区 每件."""
    match condition:
        case surface.Both(surface.Named() as named, surface.Kinds()) | surface.Both(
            surface.Kinds(), surface.Named() as named
        ):
            return named
        case _:
            return condition


def graded(name: str, flags: Collection[str]) -> bool:
    """Whether a flag is one of several grades, of which one holds: 优秀, 合格, 不合格; not 合格 and its denial alone."""
    grades = lexicon().speech["grades"]
    return name in grades and sum(each in grades for each in flags) > _PAIR
