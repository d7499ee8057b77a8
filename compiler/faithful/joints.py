"""未, 且 and 或 of the rules against the sentence, where both sides can be compared: at a name that stands in both.

In: the aligned awards of a clause. Out: findings. What the sentence says of a name is read in the part that leads to its points;
a name that the sentence does not have word for word tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.faithful.marks import Mark, Pair
from compiler.faithful.quoted import quoted_text
from compiler.faithful.ruled import conditions_of
from compiler.faithful.waivers import Waivers
from compiler.problems import faithfulness
from dsl import surface
from dsl.diagnostics import Diagnostic
from dsl.documents.policy_file import Section
from dsl.folding import Flat, flatten, fold
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.words import days
from dsl.words.numerals import CHINESE

_NOT = regex(r"(?:未能|没有|尚未|未|没|无|不|零)[^，。；:、\d未没无不]{0,4}$")
_DENIES = r"(?:未能?|没有?能?|尚未|仍未|还未|不能|不)"
_DAY = rf"(?:(?:\d{{4}}年|每年)?(?:\d{{1,2}}月\d{{1,2}}日|(?:{days.PATTERN})))"
_TERM = r"[^，。；:]{0,16}?\d+(?:个?工作日|个?自然日|日|天|个?月|年)(?:之|以)?内"  # 收到通知后 5 个工作日内
_BEFORE_DAY, _AFTER_DAY = rf"{_DAY}(?:之|以)?前", rf"{_DAY}(?:之|以)?后"
# Behind the name: 总结 6月底前 未 报送, 总结 未于 6月底前, 总结 迟于 6月底, 总结 6月底后 报送.
_MISSED = regex(
    rf"的?(?:逾期)?\(?(?:[在于按]?{_BEFORE_DAY}\)?{_DENIES}|{_DENIES}[在于按]{_BEFORE_DAY}|(?<!不)[迟晚]于{_DAY}|[在于]?{_AFTER_DAY})"
)
# Before it, with no more than what was done between: 没有在 6月底前 报送 总结, 6月底后 报送 总结.
_MISSED_FRONT = regex(
    rf"(?:{_DENIES}[在于按](?:{_BEFORE_DAY}|{_TERM})|{_AFTER_DAY}|(?<!不)[迟晚]于{_DAY}|超过\d+(?:个?工作日|个?自然日|日|天|个?月|年))[^，。；:、\d]{{0,4}}$"
)
_TIME = r"[\d年月日底末个工作自然天小时]{1,12}(?:(?:之|以)?(?:前|内))"
_NOT_IN_TIME = regex(
    rf"(?:未能|没有|尚未|未|没)(?:按[^，。；:、且或]{{0,6}})?(?:[在于][^，。；:、未没且或\d]{{0,16}})?{_TIME}"
)
_LATE = regex(r"(?<![不未])(?:迟于|晚于|超过|逾)(?=[^，。；:、]{0,4}\d)|\d个?(?:工作日|自然日|日|天|小时)(?:之|以)?后")
# A joint stands at the end of a condition or before a name of the rule; 单位或受理事项 inside a name joins nothing.
_TWO = regex(r"(?:(?<=[◇，的%)上下内])|(?=(?:或者?|并且|而且|且|同时)[^，。；]{0,3}◇))(并且|而且|且|同时|或者|或)")

# What may say the rest: 否则, 其他, 未达到的, 低于的, 部分完成的.
_ELSE = regex(r"否则|反之|其|余|未|不|没|无|低|少|差|超|外|剩|部分|另|高|多")
_FIRST, _LAST = regex(rf"前[\d{CHINESE}]"), regex(r"倒数|末|最后|后\d")


def differing_joints(
    aligned: list[Pair], section: Section, block: surface.Block, source: Source, waivers: Waivers
) -> Iterator[Diagnostic]:
    """Yield a finding for each 未, 且 or 或 of a rule that the sentence has otherwise."""
    texts = [(quote.span, _flat(quote.span, source)) for quote in section.quotes]
    rules = [each for each in block.statements if isinstance(each, surface.Rule) and each.condition is not None]
    for rule in rules:
        said = _partner(rule, aligned)
        for span, flat in texts:
            if said is None or not span.start <= said.span.start < span.end:
                continue
            begin = max(
                (each.span.end for each, _ in aligned if each is not None and each.span.end <= said.span.start),
                default=0,
            )
            window = _window(flat, span, begin, said.span.start)
            if not waivers.waives_word("未"):
                yield from _negations(rule, window, source)
            if not waivers.waives_word("名次"):
                yield from _places(rule, window, source)
            if not waivers.waives_word("否则"):
                yield from _rest(rule, window, source)
            if not waivers.waives_word("且") and not waivers.waives_word("或"):
                yield from _joined(rule, window, source)


Window = tuple[str, Span]  # the folded words that lead to the points, and their place


def _flat(span: Span, source: Source) -> Flat:
    text = quoted_text(span, source)
    return flatten(text, 0, len(text), lines=False)


def _window(flat: Flat, span: Span, begin: int, end: int) -> Window:
    """The words between the points before and these."""
    kept = [
        (char, span.start + flat.origin(at))
        for at, char in enumerate(flat.text)
        if begin <= span.start + flat.origin(at) < end
    ]
    text = "".join(char for char, _ in kept)
    return text, Span(kept[0][1], kept[-1][1] + 1) if kept else Span(span.start, span.start + 1)


def _partner(rule: surface.Rule, aligned: list[Pair]) -> Mark | None:
    for said, ruled in aligned:
        if said is not None and ruled is not None and rule.span.start <= ruled.span.start < rule.span.end:
            return said
    return None


def _rest(rule: surface.Rule, window: Window, source: Source) -> Iterator[Diagnostic]:
    """否则 of a sentence against a rule about something of its own, and 其余 of a rule under a sentence that has no such word."""
    text, place = window
    if isinstance(rule.condition, surface.Otherwise) and text and not _ELSE.search(text):
        yield faithfulness.only_ruled(source, rule.condition.span, place)
    own = isinstance(rule.condition, surface.Named) and not rule.condition.negated
    at = text.rfind("否则")
    if (
        own
        and at >= 0
        and isinstance(rule.condition, surface.Named)
        and fold(rule.condition.name.text) not in text[at:]
    ):
        yield faithfulness.only_ruled(source, rule.condition.span, place)


def _places(rule: surface.Rule, window: Window, source: Source) -> Iterator[Diagnostic]:
    """前 3 名 against 倒数 3 名."""
    text, place = window
    first, last = bool(_FIRST.search(text)), bool(_LAST.search(text))
    for node in conditions_of(rule.condition):
        if isinstance(node, surface.Ranked) and first is not last and node.last is not last:
            yield faithfulness.only_ruled(source, node.span, place)


def _negations(rule: surface.Rule, window: Window, source: Source) -> Iterator[Diagnostic]:
    text, place = window
    for node in conditions_of(rule.condition):
        name = _named(node)
        if name is None:
            continue
        negated = bool(getattr(node, "negated", False))
        places = _stands_at(fold(name.text), text)
        if places and not any(negated in _denied(text, at, fold(name.text), node) for at in places):
            yield faithfulness.other_negation(source, rule.span, place, name.text)


def _stands_at(word: str, text: str) -> list[int]:
    found, at = [], text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + len(word))
    return found


def _denied(text: str, at: int, name: str, node: object) -> tuple[bool, ...]:
    """Whether 未 stands before a name, or with its day; both where it may reach over 或: 未公开或备案.

    总结未于6月底前报送, 未在6月底前报送总结 and 总结迟于6月30日报送 deny it by the time that is given.
    """
    if isinstance(node, surface.Dated | surface.Deadline) and (
        _MISSED.match(text, at + len(name)) is not None or _MISSED_FRONT.search(text, max(0, at - 40), at) is not None
    ):
        return (True,)
    if isinstance(node, surface.Dated | surface.Deadline):
        early, late = (
            any(_told_of(at, name, match, text) for match in each.finditer(text)) for each in (_NOT_IN_TIME, _LATE)
        )
        if early or late:
            return (True, False) if early and late else (True,)
    before = _NOT.search(text, max(0, at - 8), at)
    if before is None:
        return (False,)
    return (True, False) if re.search("[或且]", before.group()) else (True,)


def _told_of(at: int, name: str, match: re.Match[str], text: str) -> bool:
    """Whether a time is said of a name: no other half sentence about something else lies between them."""
    low, high = sorted((at, match.start()))
    return not re.search("[。；]|且|或", text[low:high]) and not at <= match.start() < at + len(name)


def _named(node: object) -> surface.Name | None:
    match node:
        case surface.Named(name) | surface.Dated(name):
            return name
        case surface.Deadline(_, _, end):
            return end
        case surface.Bounded(name, surface.Bound(">", surface.Amount(0), None, _, False)):
            return name  # 投诉 超过 0 件: there were some
        case _:
            return None


def _joined(rule: surface.Rule, window: Window, source: Source) -> Iterator[Diagnostic]:
    """且 against 或, where the sentence has as many of them as the rule, or only the other."""
    text, place = window
    joints = list(_joints(rule.condition))
    for name in sorted({fold(each.text) for each in _names(rule.condition)}, key=len, reverse=True):
        text = text.replace(name, "◇")
    said = ["or" if "或" in match else "and" for match in _TWO.findall(text)]
    if not joints or not said:
        return
    if (len(said) == len(joints) and said != joints) or (said and not {*said} & {*joints}):
        yield faithfulness.other_joint(source, rule.span, place, "或" if "or" in said else "且")


def _joints(condition: object) -> Iterator[str]:
    match condition:
        case surface.Both(left, right):
            yield from (*_joints(left), "and", *_joints(right))
        case surface.Either(left, right):
            yield from (*_joints(left), "or", *_joints(right))
        case _:
            return


def _names(condition: object) -> Iterator[surface.Name]:
    for node in conditions_of(condition):
        match node:
            case surface.Named(name) | surface.Dated(name):
                yield name
            case surface.Bounded(name) if name is not None:
                yield name
            case surface.Deadline(start, _, end):
                yield from (each for each in (start, end) if each is not None)
            case surface.Share(part, whole):
                yield from (part, whole)
            case surface.Compared(left, _, right) | surface.Gap(left, _, right):
                yield from (each for each in (left, right) if each is not None)
            case surface.MemberOf(_, member):
                yield member
            case _:
                pass
