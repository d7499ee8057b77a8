"""Words that several things of a sentence may share: 计划、总结 未按时报送 的 各扣 2 分, 未编制预案 和 未演练 的 各扣 3 分.

Names that nobody declared are cut where the marks stand: 计划 and 总结未按时报送 would be two facts, and 计划 would cost points where it
is there. In: a block. Out: places with the readings and what to type for each, to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from compiler.words.amounts import show_number
from dsl import surface
from dsl.folding import fold
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.words.lexicon import lexicon
from dsl.words.trie import longest

Question = tuple[Span, tuple[str, ...], str]  # where, what may be meant, and what to type

_ONE = regex(r"一(次|起|处|件|例|项|条|份|名|个(?=[未不没无有])|人(?=[未不没无有])|户(?=[未不没无有]))(?=.{2})")
_EACH = regex(r"(?:各|均|都|分别)[，,]?(?:再|另)?(?:[扣加得记计占一二两三四五六七八九十]|[ 　]*[0-9])")
_JOINT = regex(
    r"(?<![总之温饱缓共])和(?![谐睦平解])|(?<![参给])与(?!会)|以及|(?<![普涉危触顾])及(?![时格])|、|并(?![且购])"
)


@cache
def _says() -> re.Pattern[str]:
    """Where what is said of a thing begins in its name."""
    return re.compile(f"{longest(lexicon().speech['said_of'])}|不(?!{longest(lexicon().speech['no_denials_of'])})")


@cache
def _period_of() -> re.Pattern[str]:
    return re.compile(longest(lexicon().speech["periods"]))


@cache
def _whole_year() -> re.Pattern[str]:
    return re.compile(rf"[，,；;\s]*{longest(lexicon().speech['whole_year'])}")


def shared_words(block: surface.Block, source: Source) -> Iterator[Question]:
    """Yield the places where what is said of one thing may be said of another, with the names that may be meant."""
    before = ""
    for rule in (each for each in block.statements if isinstance(each, surface.Rule)):
        names = tuple(_open_names(rule.condition))
        said = source.slice(rule.span)
        yield from _listed(rule, names)
        yield from _joined(names, said, rule)
        yield from _period(rule, before, source)
        one = names[0].text if names and isinstance(rule.condition, surface.Named) and rule.per is None else ""
        if _ONE.match(fold(one)) and not fold(one).startswith(tuple(lexicon().longer)):
            rest, award, unit = one[2:], _award(rule, source), one[1]
            yield (
                names[0].span,
                (f"{rest}，不论多少", f"每{unit}{rest}"),
                f"「{rest} {award}」「{rest} 每{unit} {award}」",
            )
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
    give = _give(rule.award)
    ends = _says().search(last, 1)
    if ends and not any(_says().search(each) for each in others):
        whole = "、".join([*(f"{each}{last[ends.start() :]}" for each in others), last])
        apart = "，".join(f"{each} {give}" for each in [*(f"有{each}" for each in others), last])
        yield rule.span, (f"{first}{last[ends.start() :]}", f"有{first}"), f"「{whole} 各{give}」「{apart}」"
    starts = re.match(r"未|没有|没|无|不", first)
    if starts and not any(_says().search(fold(name.text)) for name in names[1:]):
        word = starts[0] + next((verb for verb in _verbs() if first.startswith(verb, starts.end())), "")
        later = [fold(name.text) for name in names[1:]]
        whole = "、".join([first, *(f"{word}{each}" for each in later)])
        apart = "，".join(f"{each} {give}" for each in [first, *(f"有{each}" for each in later)])
        yield rule.span, (f"{word}{last}", f"有{last}"), f"「{whole} 各{give}」「{apart}」"


def _give(award: surface.GiveList) -> str:
    verb, amount = {"-": "扣", "+": "加"}.get(award.sign, "得"), award.amounts[0].value
    return f"{verb} {show_number(amount) if isinstance(amount, Fraction) else '…'} 分"


def _verbs() -> tuple[str, ...]:
    """What may have been left undone, the longest first."""
    speech = lexicon().speech
    return tuple(sorted({*speech["doing"], *speech["done"], "编制", "建立", "落实", "配备"}, key=len, reverse=True))


def _joined(names: tuple[surface.Name, ...], said: str, rule: surface.Rule) -> Iterator[Question]:
    """未编制预案 和 未开展演练 的 各扣 3 分: two things, each with points of its own."""
    for name in (each for each in names if not each.known):
        parts = [part for part in _JOINT.split(fold(name.text)) if part]
        if len(parts) > 1 and all(len(part) > 1 for part in parts) and _EACH.search(fold(said)):
            verb = {"-": "扣", "+": "加"}.get(getattr(rule.award, "sign", ""), "得")
            yield name.span, tuple(parts), f"「{'、'.join(parts)} 各{verb} … 分」「{name.text} {verb} … 分」"


def _period(rule: surface.Rule, before: str, source: Source) -> Iterator[Question]:
    """上半年增速 5%以上 加 1 分，全年达到 6% 加 2 分: another figure, which the sentence does not name."""
    bounded = rule.condition
    if not isinstance(bounded, surface.Bounded) or bounded.name is not None or not _period_of().search(fold(before)):
        return
    start = source.text.rfind(before, 0, rule.span.start)
    between = source.text[start + len(before) : bounded.bound.amount.span.start] if start >= 0 else ""
    last = re.split(r"[，,；;。\n]", fold(between))[-1]
    if _whole_year().match(last):
        year = f"年度{_period_of().sub('', fold(before))}"
        yield (
            rule.span,
            (before, year),
            f"「{before} {source.slice(bounded.bound.span)}」「{year} {source.slice(bounded.bound.span)}」",
        )


def _award(rule: surface.Rule, source: Source) -> str:
    return source.slice(rule.award.span).strip()
