"""Words beside names that leave two readings: ranks whose better end nobody said, 每月 and 季度, 均未, 累计 3 次, 一半分.

In: a block of lines. Out: findings. Names that are declared are not asked of: the declaration says what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compiler.problems import said
from compiler.words.amounts import show_number
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.folding import fold
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.types import Kind
from dsl.words.lexicon import lexicon
from dsl.words.numerals import CHINESE

_ORDER = regex(
    r"(?:最[短长少多低高快慢大小好差优劣]|[从由按自][低小少快短]到[高大多慢长]|[从由按自][高大多慢长]到[低小少快短])的?$"
)
_PERIOD = regex(r"(?:每?季度?|每?月度?|半年)(?:考核|考评|评比|综合|评价|通报)?(?:得分|成绩)?")
_LENGTHS = (("时长", "时长（自然日）"), ("用时", "时长（自然日）"), ("时间", "时长（自然日）"))
_TIMES = ("月", "自然日", "小时", "工作日")
_ALL_OF = regex(r"(?:均|都|全部|全)$")
_UP_TO = regex(
    rf"^(?P<front>[^，,\d]*?)(?<!年)累计(?P<rest>[^，,\d{CHINESE}]{{0,10}}?)满?(?P<number>[\d{CHINESE}]+(?:次|人次|起|件|天))的?[，,]?(?P<points>[扣加].+)$"
)


def worded(block: surface.Block, source: Source) -> Iterator[Diagnostic]:
    """Yield what has to be asked of the words of a block."""
    rules = [each for each in block.statements if isinstance(each, surface.Rule)]
    flags: list[str] = []
    for rule in rules:
        yield from _ranked(rule.condition, source)
        yield from _each_time(rule, source)
        yield from _none_of(rule, flags, source)
        yield from _pieces(rule, source)
        yield from _added_up(rule, rules, source)
        if isinstance(rule.condition, surface.Named):
            flags.append(rule.condition.name.text)
    yield from _only_rises(rules, source)
    yield from _half(rules, block, source)


def _ranked(condition: surface.Condition | None, source: Source) -> Iterator[Diagnostic]:
    for each in _parts(condition):
        name = each.measure if isinstance(each, surface.Ranked | surface.RankBound) else None
        if name is None or name.known:
            continue
        figure = _ORDER.sub("", fold(name.text))
        if _PERIOD.fullmatch(figure):
            yield said.each_period(source, name.span, name.text)
        elif figure and (figure != fold(name.text) or _less_is_better(figure)):
            kind = next(
                (kind for end, kind in _LENGTHS if figure.endswith(end)), "比率" if figure[-1] in "率比例" else "数"
            )
            yield said.rank_end(source, name.span, fold(name.text), figure, kind)


def _less_is_better(name: str) -> bool:
    """投诉率, 能耗, 用时: but 投诉办结率 and 事故下降率 are the better the more they are."""
    speech = lexicon().speech
    bad = [word for word in (*speech["bad_news"], *speech["fewer_better"]) if word in name]
    rest = name
    for word in bad:
        rest = rest.replace(word, "")
    good = (
        *speech["doing"],
        *speech["done"],
        *speech["falls"],
        *speech["states"],
        "满意",
        "成功",
        "答复",
        "回复",
        "控制",
    )
    return bool(bad) and not any(word in rest for word in good if len(word) > 1)


def _each_time(rule: surface.Rule, source: Source) -> Iterator[Diagnostic]:
    """每月 公开财务 得 3 分: a requirement, of which 得 says what it gives in all."""
    per, award = rule.per, rule.award
    if per is None or per.noun is None or per.noun.known or per.mode != "plain" or per.unit.canonical not in _TIMES:
        return
    once = (
        per.step in (None, 1) and isinstance(award, surface.Give) and award.sign == "award" and rule.condition is None
    )
    if once:
        word = source.text[per.span.start : per.noun.span.start].strip() or "每月"
        yield said.each_time(source, rule.span, word, per.noun.text, _points(award, source))


def _none_of(rule: surface.Rule, flags: list[str], source: Source) -> Iterator[Diagnostic]:
    """均未下降, said of several things that were named before."""
    condition = rule.condition
    if not isinstance(condition, surface.Named) or condition.name.known or not flags:
        return
    name = condition.name
    denied = next((word for word in ("没有", "未", "没", "不") if fold(name.text).startswith(word)), "")
    front = _ALL_OF.search(fold(source.text[: name.span.start]).rstrip())
    if not denied and not condition.negated:
        return
    if front is None:
        return
    verb = fold(name.text).removeprefix(denied)
    names = [each for each in dict.fromkeys(flags) if verb in fold(each) and fold(each) != fold(name.text)]
    if len(flags) > 1:
        yield said.none_of_which(source, name.span, f"{front[0]}{name.text}", names if len(names) > 1 else ())


def _pieces(rule: surface.Rule, source: Source) -> Iterator[Diagnostic]:
    """死亡 1 人以上 的 每起; 6月30日前 未办结 的 每件."""
    per = rule.per
    if per is None or per.unit.kind is not Kind.COUNT or per.mode != "plain" or per.step not in (None, 1):
        return
    match rule.condition:
        case surface.Bounded(name, surface.Bound(_, surface.Amount(_, unit))) as bounded if (
            name is not None and not name.known and unit is not None and unit.kind is Kind.COUNT
        ):
            if unit.canonical != per.unit.canonical and name.span.end <= per.span.start:
                yield said.size_of_each(source, bounded.span.to(per.span), name.text, per.unit.canonical)
        case surface.Dated(name, _, True) if not name.known:
            yield said.late_pieces(
                source, rule.condition.span.to(per.span), name.text, per.unit.canonical, _points(rule.award, source)
            )
        case _:
            pass


def _added_up(rule: surface.Rule, rules: list[surface.Rule], source: Source) -> Iterator[Diagnostic]:
    """迟到累计 3 次 扣 1 分: alone, and no tier of several."""
    found = _UP_TO.match(fold(source.slice(rule.span)))
    if found is None or not isinstance(rule.award, surface.Give):
        return
    others = [each for each in rules if isinstance(each.condition, surface.Bounded) and each.condition.name is None]
    number = found["number"]
    if others or number[:-1] in ("1", "一") or any(name.known for name in _names(rule.condition)):
        return
    name = f"{found['front']}{found['rest']}" or "次数"
    yield said.every_or_once(source, rule.span, f"累计{found['rest']}{number}", name, number, found["points"])


def _only_rises(rules: list[surface.Rule], source: Source) -> Iterator[Diagnostic]:
    """与上年持平 得 3 分，每增长 1% 加 0.5 分: what falls would keep the points."""
    level = next((each for each in rules if isinstance(each.condition, surface.LevelWith)), None)
    if level is None or not isinstance(level.award, surface.Give) or level.award.sign == "-":
        return
    steps = [each for each in rules if each.per is not None and each.condition is None]
    rises = [each for each in steps if each.per is not None and each.per.mode == "above"]
    falls = len(rules) > 1 + len(rises)  # another sentence, which may say what a fall gives
    condition = level.condition
    if rises and not falls and isinstance(condition, surface.LevelWith):
        name = condition.left.text if condition.left is not None else "这个数"
        yield said.fall_left_out(source, level.span, name, condition.right.text)


def _half(rules: list[surface.Rule], block: surface.Block, source: Source) -> Iterator[Diagnostic]:
    """得 4 分 …得一半分: of the four, or of the item?"""
    if any(isinstance(each, surface.ItemPoints) for each in block.statements):
        return
    value: Fraction | None = None
    for rule in rules:
        award = rule.award
        if not isinstance(award, surface.Give):
            continue
        if value is not None and "一半" in fold(source.slice(award.span)):
            yield said.half_of_what(source, award.span, show_number(value / 2))
        elif isinstance(award.amount.value, Fraction) and award.sign == "award" and not award.of_item:
            value = award.amount.value


def _parts(condition: surface.Condition | None) -> Iterator[surface.Condition]:
    match condition:
        case surface.Both(left, right) | surface.Either(left, right):
            yield from (*_parts(left), *_parts(right))
        case None:
            return
        case _:
            yield condition


def _names(condition: surface.Condition | None) -> Iterator[surface.Name]:
    for each in _parts(condition):
        name = getattr(each, "name", None)
        if isinstance(name, surface.Name):
            yield name


def _points(award: surface.Award, source: Source) -> str:
    span: Span = award.span
    return fold(source.slice(span)).strip("，,的")
