"""政策宣讲和业务培训 2 次以上 得 2 分: twice each, or twice in all? Names that nobody declared and that join two things with a number.

培训 或 演练次数 不少于 4 次 is likewise of both, and 受理率 或 办结率 低于 90% leaves out the limit of the first.
In: a block. Out: the names, with the things that they join. Rates are another matter (dsl/lexer/lists/several.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from dsl import surface
from dsl.folding import fold
from dsl.patterns import regex
from dsl.types import Kind
from dsl.words.lexicon import lexicon

# 和 and 及 inside a word join nothing: 和谐, 总和, 普及, 涉及.
_JOINT = regex(
    "、|以及|(?<![总之温饱谦缓共协调])和(?![谐睦平解好])|(?<![参给])与(?![会否])|(?<![普涉危触论顾波提企])及(?![时格])"
)
_COUNTED = (Kind.COUNT, Kind.MONEY, Kind.QUANTITY)
_LEAST = 2  # characters of a thing
_IN_ALL = ("之和", "合计", "总和", "总计", "总数")  # 投诉与举报件数之和
_RATES = ("率", "占比", "比例", "比重", "满意度", *lexicon().speech["numbers"])


def joined(block: surface.Block) -> Iterator[tuple[surface.Name, tuple[str, ...], surface.Bounded]]:
    """Yield each name that joins things and has one number set to it, the things, and the condition."""
    for rule in (each for each in block.statements if isinstance(each, surface.Rule)):
        for condition in _parts(rule.condition):
            name, bound = condition.name, condition.bound
            if name is None or name.known or bound.amount.unit is None or bound.amount.unit.kind not in _COUNTED:
                continue
            things = tuple(_JOINT.split(fold(name.text)))
            if (
                len(things) > 1
                and not fold(name.text).endswith(_IN_ALL)
                and all(len(each) >= _LEAST for each in things)
            ):
                yield name, things, condition


def _parts(condition: surface.Condition | None) -> Iterator[surface.Bounded]:
    match condition:
        case surface.Bounded():
            yield condition
        case surface.Both(left, right) | surface.Either(left, right):
            yield from (*_parts(left), *_parts(right))
        case _:
            return


def without_limit(block: surface.Block) -> Iterator[tuple[surface.Name, surface.Bounded, surface.Condition]]:
    """Yield each name that nobody declared and that stands without a limit beside one that has it, though it is a number as well."""
    for rule in (each for each in block.statements if isinstance(each, surface.Rule)):
        match rule.condition:
            case surface.Both(surface.Named(name, False), surface.Bounded(other) as bounded) | surface.Either(
                surface.Named(name, False), surface.Bounded(other) as bounded
            ) if other is not None and not (name.known or other.known):
                if _measured(fold(name.text), fold(other.text)):
                    yield name, bounded, rule.condition
            case _:
                pass


def _measured(name: str, other: str) -> bool:
    """Whether a name is that of a figure as the other is: 受理率, 办结率; 培训, 演练次数. 低于全市办结率 is a condition."""
    speech = lexicon().speech
    bounds = (word for word in lexicon().words if lexicon().words[word].terminal in ("BOUND_PRE", "BOUND_POST"))
    if name.startswith(speech["went_wrong"]) or any(len(word) > 1 and word in name for word in bounds):
        return False
    if name.endswith(speech["states"]) or any(word in name for word in ("不", "未", "无", "已")):
        return False
    return name.endswith(_RATES) or other.endswith(speech["numbers"])
