"""每起 一般事故 扣 5 分，较大事故 扣 10 分: is the 每起 carried on to the next kind of accident, or is one enough?

Nobody can tell, so the next kind counts too, and its sentence, which does not say 每起, is asked (E401). A declared fact settles it.
In: a block. Out: the names, with what they are counted by.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from compiler.words.amounts import show_number
from dsl import surface
from dsl.folding import fold
from dsl.patterns import regex
from dsl.types import Kind
from dsl.words.belonging import part_of_pieces, says_more_of
from dsl.words.lexicon import UnitWord, lexicon

LEVEL = regex(
    r"(?:国家|部|省|自治区|市|州|地|县|区|乡|镇|村|校|院|局|厅){1,2}级(?:及?以上)?"
)  # 每培育 1 家 加 0.5 分，国家级的 加 2 分
# What may as well be said of the unit: 投诉 每件 扣 1 分，造成恶劣影响的 扣 5 分.
_OF_UNIT = ("被", "造成", "引发", "引起", "导致", "致使", "受到", "拒不", "拒绝", "又")
# How a name begins that says what became of pieces, or how they came about.
_OF_PIECES = (
    "被",
    "经",
    "逾期",
    "超期",
    "未",
    "已",
    "仍",
    "自查",
    "自行",
    "再次",
    "多次",
    "重复",
    "拒不",
    "造成",
    "引发",
    "导致",
)
_ALIKE = 2  # characters that kinds of one thing end with


def carried(block: surface.Block) -> Iterator[tuple[surface.Name, UnitWord]]:
    """Yield each name that stands behind one that is counted and is of the same sort, with the unit of that one."""
    for line in block.lines:
        rules = [each for each in line.statements if isinstance(each, surface.Rule)]
        for first, second in pairwise(rules):
            counted, named = _counted(first), _flag(second)
            unit = piece(first)
            if unit is None or not counted or named is None:
                continue
            name = fold(named.text)
            kin = len(counted) == len(name) == _ALIKE and counted[-1] == name[-1]  # 迟报, 漏报
            more = (says_more_of(name) or part_of_pieces(name, counted)) and isinstance(second.award, surface.Give)
            same_way = getattr(first.award, "sign", "") == getattr(second.award, "sign", "")
            once = name.startswith(lexicon().speech["after_effects"])  # 造成严重后果的，另扣 6 分: for the unit
            beside = getattr(second.award, "further", False) and not once
            further = more and (beside or (same_way and not name.startswith(_OF_UNIT)))
            kin = kin or (counted.endswith("奖") and name.endswith("奖"))  # 获奖每项加1分，一等奖另加2分
            if further or kin or counted[-_ALIKE:] == name[-_ALIKE:] or LEVEL.fullmatch(fold(named.text)):
                yield named, unit


def of_pieces(block: surface.Block) -> Iterator[tuple[surface.Rule, surface.Name, UnitWord, bool]]:
    """Yield each sentence that halves or doubles behind a sentence that counts pieces, what it names, the unit, and whether it is plain
    that it speaks of so many of the pieces: 问题 每件 扣 1 分，自查发现的问题 减半.

    自查发现的 减半 may be those pieces, or all of them; 主动报告的 减半 is what the unit did.
    """
    for line in block.lines:
        rules = [each for each in line.statements if isinstance(each, surface.Rule)]
        for first, second in pairwise(rules):
            counted, other = _counted(first), second.condition
            if not isinstance(second.award, surface.Scale) or not isinstance(other, surface.Named) or other.name.known:
                continue
            name = fold(other.name.text)
            plain = bool(counted) and name.endswith(counted) and name != counted
            unit = piece(first)
            if unit is not None and (plain or name.startswith(_OF_PIECES)):
                yield second, other.name, unit, plain


# How a name begins that says of pieces why they cost nothing: 自查发现并整改的 不扣分.
_SPARED = ("经", "自查", "自行", "已", "主动", "属于", "非", "不属实", "查无实据")


def spared(block: surface.Block) -> Iterator[tuple[surface.Rule | surface.Exempt, surface.Name]]:
    """Yield each sentence that spares pieces on a line of its own: 不合规 每笔 扣 0.5 分；自查发现并整改的 不扣分.

    Those pieces only, or all of them? Behind a comma it is so many of the pieces.
    """
    counted = False
    for line in block.lines:
        first = next(iter(line.statements), None)
        if counted and _spares(first):
            assert isinstance(first, surface.Rule | surface.Exempt), "it spares"
            assert isinstance(first.condition, surface.Named), "it names what it spares"
            yield first, first.condition.name
        rules = [each for each in line.statements if isinstance(each, surface.Rule)]
        counted = counted or any(_counted(rule) and getattr(rule.award, "sign", "") == "-" for rule in rules)


def _spares(statement: surface.Statement | None) -> bool:
    if isinstance(statement, surface.Rule):
        if not isinstance(statement.award, surface.Nothing) or statement.award.sign != "-":
            return False
    elif not isinstance(statement, surface.Exempt):
        return False
    named = statement.condition.name if isinstance(statement.condition, surface.Named) else None
    return named is not None and not named.known and fold(named.text).startswith(_SPARED)


def scaled(block: surface.Block) -> Iterator[tuple[surface.Rule, str, str, str]]:
    """Yield each sentence that halves or doubles what is said of another of the same sort, with both names and what the points would be:
    国家级的 加 4 分，省级的 减半.

    Half of the points for 省级, or half of those for 国家级 where 省级 holds?
    """
    for line in block.lines:
        rules = [each for each in line.statements if isinstance(each, surface.Rule)]
        for first, second in pairwise(rules):
            one, other = first.condition, second.condition
            if isinstance(one, surface.NameList):  # 国家级、省级 分别 加 4 分、2 分，市级 减半
                one = surface.Named(one.names[-1], False, one.span)
            if not isinstance(second.award, surface.Scale) or not isinstance(
                first.award, surface.Give | surface.GiveList
            ):
                continue
            if (
                first.per is not None
                and isinstance(other, surface.Named)
                and fold(other.name.text).endswith(_counted(first))
            ):
                continue  # 问题 每件 扣 1 分，自查发现的问题 减半: of the pieces
            if isinstance(one, surface.Named) and isinstance(other, surface.Named) and not other.name.known:
                name = fold(other.name.text)
                alike = len(name) >= _ALIKE and name[-_ALIKE:] in fold(one.name.text)  # 主要领导批示, 分管领导
                if alike or LEVEL.fullmatch(name):
                    yield second, one.name.text, other.name.text, _scaled_points(first, second.award)


def _scaled_points(first: surface.Rule, scale: surface.Scale) -> str:
    """加 2 分: what half of 加 4 分 is."""
    award = first.award
    amount = award.amounts[-1] if isinstance(award, surface.GiveList) else getattr(award, "amount", None)
    number, factor = getattr(amount, "value", None), scale.factor.value
    verb = {"-": "扣", "+": "加"}.get(getattr(award, "sign", ""), "得")
    each = f"每{first.per.unit.spelling} " if first.per is not None else ""
    if not isinstance(number, Fraction) or not isinstance(factor, Fraction):
        return f"{each}{verb} … 分"
    return f"{each}{verb} {show_number(number * factor * (scale.factor.unit.scale if scale.factor.unit else 1))} 分"


def piece(rule: surface.Rule) -> UnitWord | None:
    """The unit of what a sentence counts piece by piece: 违规 每起 扣 1 分, 违规 1 起 扣 1 分."""
    per = rule.per
    if per is not None:
        return per.unit if per.mode == "plain" and per.unit.kind is Kind.COUNT else None
    match rule.condition:
        case surface.Bounded(_, surface.Bound("==", surface.Amount(value, UnitWord(kind=Kind.COUNT) as unit), None)):
            return unit if value == 1 else None
        case _:
            return None


def _counted(rule: surface.Rule) -> str:
    """The folded name of what a sentence counts piece by piece."""
    per = rule.per
    if per is None and piece(rule) is not None and isinstance(rule.condition, surface.Bounded):
        return fold(rule.condition.name.text) if rule.condition.name is not None else ""
    if per is None or per.mode != "plain" or per.unit.kind is not Kind.COUNT or per.step not in (None, 1):
        return ""
    if per.noun is not None:
        return fold(per.noun.text)
    return fold(rule.condition.name.text) if isinstance(rule.condition, surface.Named) else ""


def _flag(rule: surface.Rule) -> surface.Name | None:
    """The name that nobody declared and for which a sentence gives or takes points, whatever it counts."""
    named = rule.per is None and isinstance(rule.condition, surface.Named) and isinstance(rule.award, surface.Give)
    name = rule.condition.name if named and isinstance(rule.condition, surface.Named) else None
    return None if name is None or name.known else name
