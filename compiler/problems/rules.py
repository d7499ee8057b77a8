"""Rules: tiers, rates, caps, points (E4xx, W4xx)."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span

CIVIL_CODE = "民法典第一千二百五十九条：“以上”“以下”“以内”“届满”包括本数；“不满”“超过”“以外”不包括本数"


def count_without_rate(source: Source, span: Span, name: str, unit: str) -> Diagnostic:
    """A count with a fixed number of points."""
    return finding(
        "E401-count-without-rate",
        f"“{name}”是计数，扣加分要写明按什么计",
        Label(source, span),
        hint=f"写作「每{unit} 扣 … 分」；只要发生就扣一次的，写作「不少于 1 {unit} 扣 … 分」或把事实声明为“是否”",
    )


def not_a_condition(source: Source, span: Span, name: str, what: str) -> Diagnostic:
    """A ratio or an amount that stands alone as a condition."""
    return finding(
        "E402-not-a-condition",
        f"“{name}”是{what}，本身不是条件",
        Label(source, span),
        hint="写明界限，例如「低于 30%」",
    )


def rate_of_flag(source: Source, span: Span, unit: str) -> Diagnostic:
    """每件 where nothing is counted."""
    return finding(
        "E403-rate-without-count",
        f"“每{unit}”没有可计的数",
        Label(source, span),
        hint=f"在本条声明一个计数（{unit}）的事实，并写在「每{unit}」之前",
    )


def count_of_another(source: Source, span: Span, flag: str, counted: str, unit: str) -> Diagnostic:
    """迟报 每次 扣 1 分，漏报 每次 扣 2 分, where 迟报 is 是否."""
    return finding(
        "E403-rate-without-count",
        f"“{flag}”是“是否”，没有可计的数；“每{unit}”会数成另一句的“{counted}”",
        Label(source, span),
        hint=f"“{flag}”按{unit}数的，声明为计数，例如：事实 {flag}：计数（{unit}）",
    )


def no_base(source: Source, span: Span, what: str) -> Diagnostic:
    """记满分, 按比例记分, 酌情给分 without points to take them from."""
    return finding(
        "E404-no-base",
        f"“{what}”没有可依据的分值",
        Label(source, span),
        hint="写明「本项 3 分」，或在标题后写（3分）；扣分的写明「最高扣 5 分」",
    )


def full_by_kind(source: Source, span: Span, what: str) -> Diagnostic:
    """无工单时 记满分 in an item that has other points for other kinds of unit."""
    return finding(
        "E404-no-base",
        f"各类单位的分值不同，“{what}”是几分不清楚",
        Label(source, span),
        hint="各类单位分成几条写，一条一个分值",
    )


def misplaced_otherwise(source: Source, span: Span) -> Diagnostic:
    """其余 with nothing before it."""
    return finding("E405-misplaced-otherwise", "“其余”之前没有别的档", Label(source, span), hint="先写各档，最后写其余")


def undone_of_what(source: Source, span: Span, word: str) -> Diagnostic:
    """材料不全 扣 1 分，未完成 扣 3 分: not whoever has his papers."""
    return finding(
        "E405-misplaced-otherwise",
        f"“{word}”前面的一句是扣分的，不知道没有做到的是什么",
        Label(source, span),
        hint="写明没有做到的是什么，例如「任务 未完成 扣 3 分」；前面各句都不成立的，写「其余」",
    )


def nothing_of_losses(source: Source, span: Span, word: str) -> Diagnostic:
    """低于80%的不得分 in a clause that only takes points away: nothing of the item, or nothing taken?"""
    return finding(
        "E439-nothing-of-losses",
        f"本条只扣分，“{word}”有两种读法：本项记 0 分，或者这种情形不扣分",
        Label(source, span),
        hint="本项记 0 分的，写「此项不记分」；不扣的，写「不扣分」",
    )


def judged_range(source: Source, span: Span) -> Diagnostic:
    """加2—1分."""
    return finding("E406-empty-range", "评分范围的下限高于上限", Label(source, span), hint="小的数写在前")


def no_rule(source: Source, span: Span, path: str) -> Diagnostic:
    """A rule block that declares but rules nothing, with cases under it."""
    return finding("E407-no-rule", f"条款“{path}”有案例而没有规则", Label(source, span), hint="写出规则，或删去案例")


def empty_block(source: Source, span: Span) -> Diagnostic:
    """A rule block without any sentence."""
    return finding("E409-empty-block", "规则块是空的", Label(source, span), hint="写出规则，或删去这个规则块")


def unneeded_choice(source: Source, span: Span, word: str) -> Diagnostic:
    """端点就高 where nothing overlaps."""
    return finding("W415-unneeded-choice", f"本条没有需要“{word}”的地方", Label(source, span), hint="删去")


def two_caps(source: Source, span: Span, first: Span) -> Diagnostic:
    """Two caps of one kind in a clause."""
    return finding(
        "E441-two-caps",
        "同一方向写了两次封顶",
        Label(source, span),
        related=(Label(source, first, "第一次"),),
        hint="留下一个",
    )


def settled_twice(source: Source, span: Span, first: Span) -> Diagnostic:
    """A choice, the points of the item, 其余 or 无…时, said twice."""
    return finding(
        "E445-settled-twice",
        f"“{source.slice(span)}”：前面已经写过一次，只有一次算数",
        Label(source, span, "第二次"),
        related=(Label(source, first, "第一次"),),
        hint="留下一句",
    )


def nothing_to_exhaust(source: Source, span: Span) -> Diagnostic:
    """扣完为止 without points that could be exhausted."""
    return finding(
        "E442-nothing-to-exhaust",
        "“扣完为止”没有可扣完的分值",
        Label(source, span),
        hint="写明「本项 2 分」，或在标题后写（2分），或写「2 分扣完为止」",
    )


def parts_differ(source: Source, span: Span, declared: str, found: str, kind: str) -> Diagnostic:
    """An item whose parts do not add up."""
    who = f"（{kind}）" if kind else ""
    return finding(
        "E451-parts-do-not-add-up",
        f"写明 {declared} 分{who}，各部分合计 {found} 分",
        Label(source, span),
        hint="核对各部分的分值；原文如此的，照录原文，规则取一种读法并写注",
    )


def total_differs(source: Source, span: Span, declared: str, found: str, kind: str) -> Diagnostic:
    """The declared total is not the sum of the sections."""
    who = f"（{kind}）" if kind else ""
    return finding(
        "E452-total-does-not-add-up",
        f"总分写明 {declared} 分{who}，各项合计 {found} 分",
        Label(source, span),
        hint="核对总分和各项分值",
    )


def points_twice(source: Source, span: Span, heading: str, ruled: str) -> Diagnostic:
    """Points in the heading and 本项 in the rule differ."""
    return finding(
        "E453-points-twice",
        f"分值标题写 {heading}，规则写 {ruled}",
        Label(source, span),
        hint="对照原文，留下一处，或者改成一致",
    )


def bad_total(source: Source, span: Span) -> Diagnostic:
    """The front matter's total cannot be read."""
    return finding(
        "E454-bad-total",
        "文头的总分读不懂",
        Label(source, span),
        hint="例如 总分: 100 分，或 总分: [市直部门 100 分, 县区 100 分]",
    )


def bad_parameter(source: Source, span: Span, name: str, why: str) -> Diagnostic:
    """A parameter of the front matter that fits no declaration."""
    return finding(
        "E455-bad-parameter", f"参数“{name}”{why}", Label(source, span), hint="参数先在规则块里声明，再在文头填数"
    )


def duty_needs_fact(source: Source, span: Span) -> Diagnostic:
    """A consequence or veto without a condition."""
    return finding(
        "E460-no-condition", "没有写明在什么情况下", Label(source, span), hint="在前面写条件，例如「弄虚作假 一票否决」"
    )


def bound_before_rate(source: Source, span: Span, unit: str) -> Diagnostic:
    """超过 4 次，每次 扣 0.5 分: counted from nought, or from the bound?"""
    return finding(
        "E408-bound-before-rate",
        f"“每{unit}”从哪里起算不清楚",
        Label(source, span, "前面有界限"),
        hint=f"从界限起算的，写「每超过 1 {unit}」「每低于 1 {unit}」或「每缺 1 {unit}」；从 0 起算的，去掉界限",
    )


def step_runs_away(source: Source, span: Span, condition: str) -> Diagnostic:
    """低于80%的，每高于1个百分点: the step counts on the side on which the condition does not hold."""
    return finding(
        "E449-step-runs-away",
        f"“{condition}”时，这里要数的永远是 0",
        Label(source, span, "往另一边数"),
        hint="核对每一步的方向；条件和每一步是两回事的，分成两句写",
    )


def two_starts(source: Source, span: Span, earned: str, full: str) -> Diagnostic:
    """表扬 每次 加 1 分；县区 且 未 公示 扣 2 分: from nought for one kind of unit, from the points of the item for another."""
    return finding(
        "E429-two-starts",
        f"这一项对{earned}没有扣分，对{full}有扣分，起点有两种读法：各自从 0 分记起、从满分扣起，或者都从满分扣起",
        Label(source, span),
        hint="分成两项写；或者在句子里写明起点，例如「得 10 分」",
    )


def rounding_without_digits(source: Source, span: Span) -> Diagnostic:
    """得分 = 办结率 × 10，四舍五入: to how many places?"""
    return finding(
        "E486-rounding-without-digits",
        f"“{source.slice(span)}”没有写明保留几位小数",
        Label(source, span),
        hint="写作「保留 2 位小数，四舍五入」；取整数的，写作「保留 0 位小数，四舍五入」",
        authority="GB/T 8170—2008：修约要有修约间隔",
    )
