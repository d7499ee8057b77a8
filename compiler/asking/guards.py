"""转载不加分 behind 原创 每条 加 1 分: another kind, which has no points of its own, or what takes away from those before?

不加分, 不扣分, 不得分, 除外, 减半 and 加倍 speak of what stands before them. Where the name says so (经批准的, 恶意投诉的 behind 投诉),
that is how they are read; where it may as well be another kind or another case, it is asked. A declared name settles it.
In: a block. Out: the sentences to ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from compiler.asking.carried import LEVEL, piece
from dsl import surface
from dsl.folding import fold
from dsl.nodes import Node
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import lexicon
from dsl.words.opposites import denied, had

_ALIKE = 2  # characters that kinds of one thing end with
_WHO = ("人员", "者", "户")
_NONE = ("未", "无", "没", "不", "零")


@frozen(repr=False, eq=False)
class _Given(Node):
    """A sentence before: of what it gives or takes points, whether by the piece, on which line, which way."""

    name: str
    counted: str  # the measure word of its pieces; empty where it counts none
    line: int
    sign: str


@frozen(repr=False, eq=False)
class Guard(Node):
    """What is asked: the sentence, its name, whether it speaks of pieces, of which measure word, and what another kind would be given."""

    span: Span
    name: str
    pieces: bool
    unit: str
    nothing: str


def guards(block: surface.Block) -> Iterator[Guard]:
    """Yield each sentence that may as well speak of another kind, or of some pieces, or of all."""
    given: list[_Given] = []
    for number, line in enumerate(block.lines):
        for at, each in enumerate(line.statements):
            name, scales = _spares(each)
            if name is None:
                given += _gives(each, number)
                continue
            behind = line.statements[at + 1 :]
            if name.known or _zeroes(each, given):
                continue
            asked = _another(fold(name.text), given, number, scales=scales) if given else _of_rest(name, behind)
            if asked:
                units = [one.counted for one in given if one.counted] or [_unit(behind)]
                yield Guard(name.span, name.text, asked == "pieces", units[-1], _nothing(given))


def _spares(statement: surface.Statement) -> tuple[surface.Name | None, bool]:
    """The name of what a sentence spares or scales, and whether it scales it."""
    condition = getattr(statement, "condition", None)
    named = condition.name if isinstance(condition, surface.Named) and not condition.negated else None
    match statement:
        case surface.Exempt():
            return named, False
        case surface.Rule(_, surface.Nothing() | surface.Scale() as award):
            whole = isinstance(award, surface.Scale) and award.factor.unit is not None  # 按 50% 折算
            return (None if whole else named), isinstance(award, surface.Scale)
        case _:
            return None, False


def _zeroes(statement: surface.Statement, given: Sequence[_Given]) -> bool:
    """一般事故 每起 扣 2 分，重大事故 不得分: it is the item that gives nothing."""
    award = getattr(statement, "award", None)
    return isinstance(award, surface.Nothing) and award.sign == "award" and all(each.sign == "-" for each in given)


def _gives(statement: surface.Statement, line: int) -> Iterator[_Given]:
    if not isinstance(statement, surface.Rule) or not isinstance(statement.award, surface.Give):
        return
    condition, per = statement.condition, statement.per
    unit = piece(statement)
    counted = unit.canonical if unit is not None else ""
    name = condition.name if isinstance(condition, surface.Named | surface.Bounded) else None
    noun = per.noun if per is not None and per.noun is not None else name
    if noun is not None and (counted or isinstance(condition, surface.Named)):
        yield _Given(fold(noun.text), counted, line, statement.award.sign)


def _another(name: str, given: Sequence[_Given], line: int, *, scales: bool) -> str:
    """Whether a name may be that of another kind ("kind"), or of pieces of an earlier line ("pieces"); empty where it is plain."""
    speech = lexicon().speech
    opposite = [each for each in given if denied(name, {each.name}) or denied(each.name, {name})]
    if opposite:  # 未立项项目 beside 立项项目 每个; 无投诉 says that there is nothing to count
        return "kind" if not scales and any(each.counted for each in opposite) and not had(name) else ""
    if len(given) > 1 and name.startswith(_NONE) and all(each.name in name for each in given):
        return ""  # 未公开且未备案 behind 公开, 备案
    some = name.startswith(speech["of_some"]) or any(len(word) > 1 and word in name for word in speech["of_some"])
    near = [each for each in given if each.line == line]
    of_pieces = [each for each in given if each.counted]
    if any(name.endswith(each.name) and name != each.name for each in of_pieces):
        here = any(name.endswith(each.name) for each in near if each.counted)
        return "" if here and not name.startswith(_NONE) else "pieces"  # 无效投诉 behind 投诉 每件
    if some:
        return ""
    if any(each.counted for each in near) and name.endswith(_WHO):
        return ""  # 信息缺失 每人 扣 0.2 分，离职人员 不扣分
    if any(each.counted for each in near):
        return "kind" if not scales or (_flagged(near) and name.startswith(_NONE)) else ""
    alike = any(name[-_ALIKE:] == each.name[-_ALIKE:] and name != each.name for each in given)
    if (alike and len(name) > _ALIKE) or LEVEL.fullmatch(name):
        return "kind"
    return "kind" if scales and _flagged(near) else ""


def _unit(behind: Sequence[surface.Statement]) -> str:
    per = getattr(behind[0], "per", None) if behind else None
    return per.unit.canonical if per is not None else ""


def _flagged(near: Sequence[_Given]) -> bool:
    return any(not each.counted for each in near)


def _of_rest(name: surface.Name, behind: Sequence[surface.Statement]) -> str:
    """因客观原因造成的 不扣分，其他 每件 扣 1 分; 已备案的 不扣分，未备案 每项 扣 1 分: some of the pieces, or the unit?"""
    following = behind[0] if behind else None
    if not isinstance(following, surface.Rule) or following.per is None or following.per.unit.kind is not Kind.COUNT:
        return ""
    rest = isinstance(following.condition, surface.Otherwise) or following.condition is None
    condition = following.condition
    counted = fold(condition.name.text) if isinstance(condition, surface.Named) else ""
    return "pieces" if rest or (counted and denied(counted, {fold(name.text)})) else ""


def _nothing(given: Sequence[_Given]) -> str:
    verbs = {"-": "扣", "+": "加"}
    return f"{verbs.get(given[-1].sign, '得') if given else '扣'} 0 分"
