"""Words that several things of a sentence may share: 计划、总结 未按时报送 的 各扣 2 分, 未编制预案 和 未演练 的 各扣 3 分.

Names that nobody declared are cut where the marks stand: 计划 and 总结未按时报送 would be two facts, and 计划 would cost points where it
is there. In: a block. Out: places with the readings, to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl import surface
from dsl.folding import fold
from dsl.source import Source, Span

Question = tuple[Span, tuple[str, ...]]

_SAYS = re.compile(r"未|没|无|不(?!动产|锈钢)|逾期|超期|超标|迟|漏|缺|有误|健全|到位|完成|落实")
_JOINT = re.compile(
    r"(?<![总之温饱缓共])和(?![谐睦平解])|(?<![参给])与(?!会)|以及|(?<![普涉危触顾])及(?![时格])|、|并(?![且购])"
)
_EACH = re.compile(r"(?:各|均|都|分别)[，,]?(?:再|另)?[扣加得记计]")
_PERIOD = re.compile(r"上半年|下半年|单月|当月|本月|每月|月度|[一二三四]季度|当季|季度|单次|单日|当日")
_WHOLE = re.compile(r"[，,；;\s]*(?:全年|年度|年内|累计|本年)")
_ONE = re.compile(r"一(?:次|起|处|件|例)(?=.{2})")


def shared_words(block: surface.Block, source: Source) -> Iterator[Question]:
    """Yield the places where what is said of one thing may be said of another, with the names that may be meant."""
    before = ""
    for rule in (each for each in block.statements if isinstance(each, surface.Rule)):
        names = tuple(_open_names(rule.condition))
        said = source.slice(rule.span)
        yield from _listed(rule, names)
        yield from _joined(names, said)
        yield from _period(rule, before, source)
        if isinstance(rule.condition, surface.Named) and rule.per is None and names and _ONE.match(fold(names[0].text)):
            rest = names[0].text[2:]
            yield names[0].span, (f"{rest}（有没有）", f"每次{rest}")
        before = names[0].text if names else before


def _open_names(condition: surface.Condition | None) -> Iterator[surface.Name]:
    match condition:
        case surface.Named(name) if not name.known:
            yield name
        case surface.NameList(names):
            yield from (name for name in names if not name.known)
        case surface.Bounded(name) if name is not None:
            yield name


def _listed(rule: surface.Rule, names: tuple[surface.Name, ...]) -> Iterator[Question]:
    """计划、总结 未按时报送: whether 未按时报送 is said of both; 未制定 计划、方案 likewise."""
    if len(names) < 2 or not isinstance(rule.award, surface.GiveList):
        return
    first, last = fold(names[0].text), fold(names[-1].text)
    others = [fold(name.text) for name in names[:-1]]
    ends = _SAYS.search(last, 1)
    if ends and not any(_SAYS.search(each) for each in others):
        end = last[ends.start() :]
        yield rule.span, (f"{first}{end}", f"{first}（本身）")
    starts = re.match(r"(?:未|没有|没|无|不)[^，]{0,4}", first)
    if starts and not any(_SAYS.search(fold(name.text)) for name in names[1:]):
        yield rule.span, (f"{starts[0][:1]}…{last}", f"{last}（本身）")


def _joined(names: tuple[surface.Name, ...], said: str) -> Iterator[Question]:
    """未编制预案 和 未开展演练 的 各扣 3 分: two things, each with points of its own."""
    for name in (each for each in names if not each.known):
        parts = [part for part in _JOINT.split(fold(name.text)) if part]
        if len(parts) > 1 and all(len(part) > 1 for part in parts) and _EACH.search(fold(said)):
            yield name.span, tuple(parts)


def _period(rule: surface.Rule, before: str, source: Source) -> Iterator[Question]:
    """上半年增速 5%以上 加 1 分，全年达到 6% 加 2 分: another figure, which the sentence does not name."""
    bounded = rule.condition
    if not isinstance(bounded, surface.Bounded) or bounded.name is not None or not _PERIOD.search(fold(before)):
        return
    start = source.text.rfind(before, 0, rule.span.start)
    between = source.text[start + len(before) : bounded.bound.amount.span.start] if start >= 0 else ""
    last = re.split(r"[，,；;。\n]", fold(between))[-1]
    if _WHOLE.match(last):
        yield rule.span, (before, f"全年的{_PERIOD.sub('', fold(before))}")
