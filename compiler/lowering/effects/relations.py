"""How two sentences of a clause stand to each other. Sentences in, a yes or no out; nothing is formed here.

Each relation looks at what the sentences mean (their tests, figures, points), never at their spelling.
"""

from __future__ import annotations

import re
from fractions import Fraction

from compiler import core
from compiler.core.walk import facts_in, nodes
from compiler.lowering.conditions.tests import implies, limited, of_kinds, shape, without_kinds
from compiler.lowering.sentences.sentence import Does, Sentence
from compiler.lowering.tiers.stepwise import beyond
from dsl.patterns import regex
from dsl.types import Kind
from dsl.words.belonging import all_but, kin, missing_of, too_late, without_happening
from dsl.words.levels import opened
from dsl.words.lexicon import lexicon
from dsl.words.numbered import numbered, related
from dsl.words.opposites import had, undone

_ABOVE = {core.Op.LE: True, core.Op.LT: True, core.Op.GE: False, core.Op.GT: False}  # where the other side lies
_SHORT = ("缺少", "少", "缺", "未", "漏", "没有")
_WHOSE = regex("村|行政村|社区|乡镇|镇|乡|街道|县|县区|学校|企业|单位|人|户|人数|户数")
_LACKING = ("缺少", "缺", "少")
_STEM = 2  # characters that two names must share
_UNDONE = regex(r".未([^未]{2,4})$")
WHOLE = ((core.Op.EQ, Fraction(1)), (core.Op.GE, Fraction(1)))
_NOT_SO = regex(r"(?:^|.)[不没]([^未不没]{2,4})$")


def figure(sentence: Sentence) -> object:
    """What figure, or fact of several values, its condition is about, and for which kinds of units; None where it is about none."""
    condition = sentence.condition
    if condition is None or not (condition.measure is not None or condition.member_of):
        return None
    return (condition.measure.expr if condition.measure else condition.member_of, condition.kinds)


def counts(sentence: Sentence) -> core.Fact | None:
    """The count that stands as its condition: 经批准的，不扣分."""
    return sentence.condition.counted if sentence.condition is not None else None


def gives(sentence: Sentence) -> bool:
    """Whether it gives or takes points."""
    return sentence.does in (Does.POINTS, Does.RATE, Does.TABLE, Does.BETWEEN)


def loses(sentence: Sentence) -> bool:
    """Whether it takes points away."""
    return sentence.sign == "-" and gives(sentence)


def earns(sentence: Sentence) -> bool:
    """Whether it 记 points, all at once."""
    return sentence.credits and sentence.does is Does.POINTS


# ---------------------------------------------------------------------------------------------------------------- ladders


def one_thing(first: Sentence, second: Sentence) -> bool:
    """Whether two sentences set limits to the same things, one within the other: 3月31日前, 4月15日前; 前 20%, 前 30%."""
    if not (_limits(first) and _limits(second)) or _way(first) != _way(second):
        return False
    a, b = first.test, second.test
    if a == b or shape(a) != shape(b) or not (implies(a, b) or implies(b, a)):
        return False
    return named(first) is None or _more_for_more(first, second)


def named(sentence: Sentence) -> str | None:
    """The flag with a number or a level in its name that is its condition: 48小时内未处置, 省级以上表彰; so 未按时报送."""
    match sentence.test:
        case core.Holds(fact) | core.Negate(core.Holds(fact)) if numbered(fact) is not None or opened(fact):
            return fact
        case core.Holds(fact) if undone(fact) is not None:
            return fact
        case core.Negate(core.Holds(fact)) if (said := undone(f"未{fact}")) is not None and said.late:
            return f"未{fact}"
        case _:
            return None


def _more_for_more(first: Sentence, second: Sentence) -> bool:
    """Whether the one of two flags that holds more rarely gives or takes more; else nobody can tell that they are levels."""
    if first.fixed is None or second.fixed is None:
        return False
    inner, outer = (first, second) if implies(first.test, second.test) else (second, first)
    assert inner.fixed is not None and outer.fixed is not None
    return abs(inner.fixed) > abs(outer.fixed)


def overlapping(first: Sentence, second: Sentence) -> bool:
    """Whether one of two sentences with fixed points in one direction holds wherever the other does, or may by their names."""
    pair = (first, second)
    fixed = all(each.does is Does.POINTS and each.fixed and each.condition and not each.further for each in pair)
    if not fixed or any(each.otherwise for each in pair) or _way(first) != _way(second):
        return False
    return implies(first.test, second.test) or implies(second.test, first.test) or _alike(first.test, second.test)


def _alike(first: core.Test, second: core.Test) -> bool:
    match first, second:
        case core.Holds(fact), core.Holds(other):
            return related(fact, other)
        case _:
            return False


def _limits(sentence: Sentence) -> bool:
    return sentence.does is Does.POINTS and not sentence.further and figure(sentence) is None and limited(sentence.test)


def _way(sentence: Sentence) -> bool:
    return sentence.sign == "-"


# ------------------------------------------------------------------------------------------------------- what is lost from what


def steps_from(earning: Sentence, rate: Sentence) -> bool:
    """Whether the steps of a rate begin at the bound of a sentence: 达到 100% 得满分，每低 1 个百分点 扣 0.5 分."""
    test, times = without_kinds(earning.test), times_of(rate)
    if times is None or not isinstance(test, core.Compare) or of_kinds(earning.test) != of_kinds(rate.test):
        return False
    if test.op is core.Op.EQ:
        gaps = [beyond(test.left, test.right, above=above) for above in (True, False)]
        nought = isinstance(test.right, core.Const) and test.right.value == 0
        return times in gaps or (nought and times == test.left)
    return times == beyond(test.left, test.right, above=_ABOVE[test.op])


def times_of(rate: Sentence) -> core.Expr | None:
    """How often a rate counts, with no condition besides the kind of unit and the range in which it does."""
    match rate.branches:
        case (core.Branch(test, core.Multiply(core.Const(), times)),) if ranged(rate) or test == of_kinds(test):
            return times.amount if isinstance(times, core.WholeUnits) else times
        case _:
            return None


def ranged(rate: Sentence) -> bool:
    """Whether the steps of a rate are counted in a range only: 80%—90% 每低于 1 个百分点 扣 1 分."""
    return rate.does is Does.RATE and rate.condition is not None and rate.condition.ends is not None


def continues(earning: Sentence, rate: Sentence) -> bool:
    """Whether a rate has no subject of its own and goes on about a flag or a day: 资料齐全 得 5 分，每缺 1 项 扣 1 分.

    每超速 1 次 says 超速 每 1 次, and has one.
    """
    per = rate.per
    if per is None or rate.condition is not None or not (of_fact(earning) or (per.mode == "short" and _whole(earning))):
        return False
    if (
        per.noun is not None
        and per.mode == "plain"
        and without_happening(per.noun.text) not in lexicon().speech["shortfalls"]
    ):
        return False  # 开展演练 得 3 分，每起 事故 扣 1 分: another thing
    return rate.line == earning.line or rate.place == earning.place + 1


def _whole(sentence: Sentence) -> bool:
    """在岗率 100% 得 5 分，每缺 1 人 扣 1 分: what is lacking is lacking of all that there should be."""
    condition = sentence.condition
    if condition is None or condition.measure is None or condition.threshold is None:
        return False
    return condition.measure.type.kind is Kind.RATIO and condition.threshold[1] == 1


def of_fact(sentence: Sentence) -> bool:
    """Whether its condition is a flag or a day, not a figure."""
    condition = sentence.condition
    if condition is None or condition.counted is not None or condition.compared is not None or figure(sentence):
        return False
    inner = condition.test.test if isinstance(condition.test, core.Negate) else condition.test
    if isinstance(inner, core.Both):
        return isinstance(inner.tests[0], core.Given)
    return isinstance(inner, core.Holds | core.Given | core.Within | core.Compare)


def more_of(earning: Sentence, rate: Sentence) -> bool:
    """Whether a rate counts what keeps a unit from earning the points, so that these are what it is lost from.

    未发生事故 得 10 分；一般事故 每起 扣 2 分 · 整改率 100% 得 8 分；每少整改 1 项 扣 1 分 · 应评尽评 得 5 分；应评未评 每件 扣 1 分 ·
    更新及时 得 2 分，不符合 每项 扣 1 分
    """
    if rate.measure is None:
        return False
    name = rate.measure.name
    if none_of_it(earning) or _lacks_of_a_share(earning, rate):
        return True
    if name.startswith(_LACKING) and _whole(earning) and rate.place == earning.place + 1 and _of_all(name, earning):
        return True  # 达标的村占比 100% 得 3 分，缺少村 每个 扣 0.5 分
    match earning.test:
        case core.Negate(core.Holds(fact)) if without_happening(fact) in name:
            return True
        case _:
            pass
    if not (of_fact(earning) or figure(earning) is not None or _of_figures(earning)):
        return False
    measured = earning.condition.measure if earning.condition is not None else None
    earned = [*facts_in(earning.test), *([measured.name] if measured is not None else [])]
    short = next((name.removeprefix(word) for word in _SHORT if name.startswith(word)), "")
    whole = earning.condition is not None and earning.condition.threshold in WHOLE
    short = short.removeprefix("全部").removeprefix("全面")  # 未全部完成 beside 任务完成率
    undone = _UNDONE.search(name) or (_NOT_SO.search(name) if whole else None)  # 达标率 100%, 断面不达标 每个
    short = undone[1] if undone is not None and not short else short  # 问题整改率 100%, 每有 1 个问题未整改
    done = re.sub("[未不没]", "", without_happening(name))  # 责任不落实 beside 责任落实到位
    denies = done != without_happening(name) and len(done) > _STEM and any(done in each for each in earned)
    lacking = denies or (len(short) >= _STEM and any(short in each for each in earned))
    happened = any(kin(had(each), name) for each in earned)  # 未发生事故, where nobody declared 事故
    of_figure = not of_fact(earning) and not name.startswith(
        ("未", *_SHORT)
    )  # 满意率 95%以上 得 5 分，每处 问题 扣 1 分
    fell_short = (without_happening(name) in lexicon().speech["shortfalls"] and not of_figure) or any(
        all_but(name, each) for each in earned
    )
    return lacking or happened or fell_short or late_for(earning, name) or (whole and missing_of(name, earned))


def kind_of_none(earning: Sentence, name: str) -> bool:
    """Whether a flag says that a kind of what should not have happened did: 零事故 得 10 分，一般事故 扣 3 分."""
    things = {had(each) for each in facts_in(earning.test)} - {"", without_happening(name)}
    return any(len(each) > 1 and name.endswith(each[-_STEM:]) and name != each for each in things)


def late_for(earning: Sentence, name: str) -> bool:
    """Whether a name says that it was too late for what the points are given for: 迟报 beside 按时报送, 3月20日前 报送."""
    limited = any(isinstance(each, core.Compare | core.Within) for each in nodes(earning.test))
    by_day = limited and _has_until(earning) and name.startswith(lexicon().speech["too_late"])
    return by_day or any(too_late(name, each) for each in facts_in(earning.test))


def _has_until(earning: Sentence) -> bool:
    """Whether it says by when, or how long something may take at most: 5 个工作日内 办结 得 5 分，每超期 1 天 扣 1 分."""
    condition = earning.condition
    if condition is None or condition.measure is None:
        return True
    most = condition.threshold is not None and condition.threshold[0] in (core.Op.LE, core.Op.LT)
    return most and condition.measure.type.kind is Kind.DURATION


def _of_all(name: str, earning: Sentence) -> bool:
    """Whether what is lacking is one of those whose share is taken: 缺少村 of 达标率, but not 缺少材料 of 满意率."""
    lacking = next(name.removeprefix(word) for word in _LACKING if name.startswith(word))
    measure = earning.condition.measure if earning.condition is not None else None
    return _WHOSE.fullmatch(lacking) is not None or (measure is not None and bool(lacking) and lacking in measure.name)


def none_of_it(earning: Sentence) -> bool:
    """迟报 每次 扣 1 分；全年未发生的 得满分: the points are those that the losses are taken from, whoever earns them."""
    match earning.test:
        case core.Holds(fact) | core.Negate(core.Holds(fact)):
            return fact in lexicon().speech["none_of_it"] and earning.credits
        case _:
            return False


def _of_figures(earning: Sentence) -> bool:
    """整改率 100% 且 评价率 50%以上 得 10 分: whether all that it asks for are figures."""
    match without_kinds(earning.test):
        case core.Both(tests):
            return all(isinstance(each, core.Compare) for each in tests)
        case _:
            return False


def _lacks_of_a_share(earning: Sentence, rate: Sentence) -> bool:
    """参保率 100% 得 4 分，每少 1 人 扣 0.5 分: who is missing is missing from what the points are given for."""
    share, condition = figure(earning), rate.condition
    measure = earning.condition.measure if earning.condition is not None else None
    if rate.per is None or rate.per.mode != "short" or measure is None or measure.type.kind is not Kind.RATIO:
        return False
    counted = rate.measure is not None and rate.measure.type.kind is Kind.COUNT
    return counted and (figure(rate) == share if condition is not None else rate.place == earning.place + 1)


def same_pieces(fact: core.Fact, counted: core.Expr | None, unit: str) -> bool:
    """Whether a count says how many of the pieces that are counted: 超期 每件 扣 1 分，经批准 的 除外."""
    return fact.type.kind is Kind.COUNT and fact.type.unit == unit and counted != core.Read(fact.name)
