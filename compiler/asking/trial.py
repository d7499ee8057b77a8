"""Try a line without a policy: what it says, which facts it needs, what it gives.

Names that nobody declared become facts whose type follows from their use (每件 → 计数（件）, 低于 30% → 比率, 扣 5 分 alone → 是否).
In: one or more lines of rules. Out: ``Trial``, with the inferred declarations as lines of the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from compiler import core
from compiler.analysis import checks
from compiler.analysis.checks.subject import Subject
from compiler.asking.carried import of_pieces, scaled, spared
from compiler.asking.guards import guards
from compiler.asking.inference import Inferred, declarations_for
from compiler.asking.shared_words import shared_words
from compiler.asking.together import joined, without_limit
from compiler.asking.unsaid import unsaid
from compiler.asking.use import counted_name, type_of
from compiler.asking.whom import kinds_as_numbers
from compiler.asking.worded import worded
from compiler.pipeline import lower
from compiler.policy_text import PolicyText
from compiler.problems import names as problems
from compiler.problems import questions
from compiler.words.amounts import show_number
from dsl import formatter, surface
from dsl.diagnostics import Bag, Diagnostic
from dsl.documents.front_matter import FrontMatter, Value
from dsl.documents.policy_file import Document, Section
from dsl.folding import fold
from dsl.lexer import Lexer
from dsl.lexer.swallowed import swallowed
from dsl.nodes import Node
from dsl.parser import parse_block
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.types import Kind
from dsl.words.lexicon import lexicon
from dsl.words.vocabulary import Vocabulary, declared_names

CLAUSE = "试"
_SHORTEST = 2  # characters of a name that may be the end of another one
_EACH_AND_MORE = 2  # characters of 每超, 每低, 每高, 每多 right in front of a name
_MEASURED = ("时长", "日期")  # types of what is no event
POINTS = 10  # of an item that a line alone does not name
_FIGURES = ("比率", "数", "金额", "分值")  # types of what is no number of pieces
_ROLE = regex(r"((?:牵头|配合|主办|协办|责任|参与|主责|协同)单位)(?=(?:各|分别)?[扣减加得记]\d)")
YEAR = 2025  # of days that leave it to the period that a policy states
_DAY = regex(r"(?<!年)(?<!\d)\d{1,2}月(?:\d{1,2}日|[底末])|(?<!\d)年[底末]")
_YEAR_NAMED = regex(r"(?<!\d)((?:19|20)\d\d)年")
_OF_THE_ITEM = surface.ProRata | surface.BestShare | surface.Discretion | surface.ByRank
# 对象类别 that the sources use; a policy lists its own.
KINDS = ("县区", "市直部门", "县直部门", "乡镇", "牵头部门", "配合部门", "部门", "其他")


@frozen(repr=False, eq=False)
class Trial(Node):
    """What trying a line gave; ``policy`` is None when something is wrong (see ``bag``)."""

    source: Source
    bag: Bag
    canonical: str
    declarations: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()  # what a policy would say elsewhere: the points of the item
    policy: core.Policy | None = None


# What the checks find in a line by itself; the others need the rest of the policy.
_OF_A_LINE = frozenset(
    ("E426-counted-twice", "E414-dead-tier", "W420-wrong-way", "W443-cap-never-reached", "W446-more-than-its-item")
)


def try_line(text: str, kinds: tuple[str, ...] = KINDS) -> Trial:
    """Parse, infer, check and lower some lines of rules; never raises for anything the text contains."""
    kinds = (*kinds, *_roles(text)) if kinds is KINDS else kinds
    source, bag = Source("试", text), Bag()
    block = _parse(source, kinds, bag)
    canonical = formatter.show_block(block, source)
    if bag.failed or not block.lines:
        return Trial(source, bag, canonical)
    inferred, assumed = declarations_for(block), _assumed(block, source)
    declarations = inferred.declarations
    hidden = [(name, word) for name in inferred.named if (word := _swallowed(name.text, declarations))]
    cut = list(_cut_from_names(source, block, declarations))
    if cut:
        bag.extend(problems.cut_from_a_name(source, *each) for each in cut)
        return Trial(source, bag, canonical)
    shorter = list(_said_shorter(source, inferred))
    if shorter:
        bag.extend(problems.ambiguous_subject(source, short.span, [long, short.text]) for long, short in shorter)
        return Trial(source, bag, canonical)
    asked = [] if hidden else list(worded(block, source))
    if asked:
        bag.extend(asked)
        return Trial(source, bag, canonical)
    halved = list(scaled(block))
    whom = list(kinds_as_numbers(inferred))
    of_what = list(unsaid(block, inferred)) if not hidden else []
    if of_what:
        bag.extend(questions.step_of_what(source, *each) for each in of_what)
        return Trial(source, bag, canonical)
    shared = list(shared_words(block, source)) if not hidden else []
    if shared:
        bag.extend(questions.words_shared(source, *each) for each in shared)
        return Trial(source, bag, canonical)
    if whom:
        bag.extend(problems.kind_as_number(source, name.span, name.text) for name in whom)
        return Trial(source, bag, canonical)
    if halved:
        bag.extend(questions.scaled_of_which(source, rule.span, *names) for rule, *names in halved)
        return Trial(source, bag, canonical)
    some = [] if hidden else [(rule.span, name) for rule, name, _, plain in of_pieces(block) if not plain]
    some += [] if hidden else [(each.span, name) for each, name in spared(block)]
    if some:
        bag.extend(questions.some_or_all(source, place, name.text) for place, name in some)
        return Trial(source, bag, canonical)
    spares = list(guards(block)) if not hidden else []
    if spares:
        bag.extend(
            questions.another_kind(source, each.span, each.name, each.nothing, pieces=each.pieces, unit=each.unit)
            for each in spares
        )
        return Trial(source, bag, canonical)
    together = list(joined(block)) if not hidden else []
    if together:
        bag.extend(
            questions.each_or_together(source, one.span, name.text, things, _limit(source, one))
            for name, things, one in together
        )
        return Trial(source, bag, canonical)
    apart = list(without_limit(block)) if not hidden else []
    if apart:
        bag.extend(_beside(source, *each) for each in apart)
        return Trial(source, bag, canonical)
    if hidden:
        bag.extend(problems.holds_words(source, name.span, name.text, word) for name, word in hidden)
        return Trial(source, bag, canonical)
    if declarations or assumed:
        # The declarations stand after the lines, so that findings point into what the reader typed.
        full = Source("试", text + "\n\n" + "\n".join((*declarations, *assumed)))
        if inferred.denials:
            canonical = formatter.show_block(_parse(source, kinds, Bag(), full), source)
        bag = Bag()
        block = _parse(full, kinds, bag)
        source = full
    period = _period(text)
    policy = _lower(source, block, kinds, bag, period)
    assumed = (*assumed, *([f"考核期间 {period}"] if period else []))
    return Trial(source, bag, canonical, declarations, assumed, None if bag.failed else policy)


def _limit(source: Source, bounded: surface.Bounded, joint: str = "且") -> tuple[str, str, str]:
    """The word that joins, the limit of a condition as it stands there, and the type of such a number."""
    unit = bounded.bound.amount.unit or (bounded.bound.to.unit if bounded.bound.to is not None else None)
    return joint, source.slice(bounded.bound.span), type_of(unit, bounded.bound)


def _beside(source: Source, name: surface.Name, bounded: surface.Bounded, whole: surface.Condition) -> Diagnostic:
    """受理率 或 办结率 低于 90%; 培训 或 演练次数 不少于 4 次: what is without a limit of its own."""
    assert bounded.name is not None, "it is named"
    joint = "或" if isinstance(whole, surface.Either) else "且"
    span = name.span.to(bounded.span)
    said = _limit(source, bounded, joint)
    if said[2].startswith("比率"):
        return questions.limit_left_out(source, span, name.text, bounded.name.text, said[:2])
    things = (name.text, bounded.name.text)
    return questions.each_or_together(source, span, f"{things[0]}{joint}{things[1]}", things, said)


def _period(text: str) -> str:
    """3月1日前 is a day of the year that is assessed: the year that the lines name, else some year; empty where no day lacks its year."""
    if not _DAY.search(text):
        return ""
    year = _YEAR_NAMED.search(text)
    named = year[1] if year is not None else str(YEAR)
    return f"{named}-01-01 至 {named}-12-31"


def _roles(text: str) -> tuple[str, ...]:
    """牵头单位扣2分，配合单位扣1分: where several of them have points of their own, they are kinds of units."""
    found = tuple(dict.fromkeys(_ROLE.findall(text)))
    return found if len(found) > 1 else ()


def _cut_from_names(
    source: Source, block: surface.Block, declarations: tuple[str, ...]
) -> Iterator[tuple[Span, str, str, str]]:
    """每超速 1 次, 每低保户 1 户: 超速 and 低保户 by the piece, or 每超过 速, where nothing says what is counted."""
    for rule in (each for each in block.statements if isinstance(each, surface.Rule) and each.condition is None):
        per, base = rule.per, rule.per.base if rule.per is not None else None
        if per is None or base is None or base.known or per.unit.kind is not Kind.COUNT:
            continue
        word = source.text[per.span.start : base.span.start]
        if len(word) == _EACH_AND_MORE and any(counted_name(per) in each for each in declarations):
            yield per.span, f"{word[1:]}{base.text}", base.text, per.unit.canonical


def _swallowed(name: str, declarations: tuple[str, ...]) -> str:
    """Return what of the language hides in a name, as it is used."""
    kind = next(
        (each.partition("：")[2] for each in declarations if each.split(" ", 1)[-1].startswith(f"{name}：")), ""
    )
    figure = kind.startswith(_FIGURES)
    return swallowed(name, event=not kind.startswith(_MEASURED), pieces=kind.startswith("计数"), figure=figure)


_MARKS = ("≤", "≦", "<=", "＜", "<", "≥", "≧", ">=", "＞", ">")


def _said_shorter(source: Source, inferred: Inferred) -> Iterator[tuple[str, surface.Name]]:
    """投资额同比增长 10%以上 得 5 分，增长 5%以上 得 3 分: behind a comma, the end of a name may be the same number once more."""
    types = dict(each.partition(" ")[2].split("：", 1) for each in inferred.declarations)
    for long, short in pairwise(inferred.named):
        one, other = (types.get(each.text, "是否") for each in (long, short))
        same = one == other != "是否" and long.text != short.text and len(short.text) >= _SHORTEST
        apart = re.search("[；;\n]", source.text[long.span.end : short.span.start])
        earlier = long.text.removesuffix(short.text) in lexicon().speech["time_before"]  # 上年同期支出 beside 支出
        chained = (
            source.text[: short.span.start].rstrip().endswith(_MARKS)
        )  # 80%≤建档率＜90%: the mark needs a name beside it
        if same and (chained or not apart) and not earlier and long.text.endswith(short.text):
            yield long.text, short


def _assumed(block: surface.Block, source: Source) -> tuple[str, ...]:
    """记满分, 按比例记分 take the points of the item, which a line alone does not say: ten, and the reader is told so."""
    points = any(isinstance(each, surface.ItemPoints) for each in block.statements)
    rules = [each for each in block.statements if isinstance(each, surface.Rule)]
    gives = any(isinstance(rule.award, surface.Give) and rule.award.sign == "award" for rule in rules)
    whole = any(
        isinstance(rule.award, surface.Full) or (isinstance(rule.award, surface.Give) and rule.award.of_item)
        for rule in rules
    )
    shares = any(isinstance(rule.award, _OF_THE_ITEM) and rule.award.sign != "-" for rule in rules)
    wins = any(isinstance(rule.award, surface.Give) and rule.award.sign != "-" for rule in rules)
    held = [each for each in block.statements if isinstance(each, surface.Cap)]
    # 扣完为止: of what?
    gone = bool(held) and not wins and all(each.until_gone and each.amount is None for each in held)
    if not points and (parts := [part for rule in rules for part in _shares_of_item(rule, source)]):
        return (f"本项 {show_number(sum(parts, Fraction(0)))} 分",)
    if points or not (whole or gone or (shares and not gives)):
        return ()
    caps = [each.amount for each in block.statements if isinstance(each, surface.Cap) and each.sign != "-"]
    most = next(
        (str(each.value) for each in caps if each is not None and len(rules) == 1 and _is_points(each)), str(POINTS)
    )
    return (f"本项 {most} 分",)  # 按 完成率 得分，最高 5 分: what all of it gives


def _shares_of_item(rule: surface.Rule, source: Source) -> list[Fraction]:
    """制度、台账 各占 5 分 are shares of an item: its points are at least theirs. Nothing where no sentence says 占."""
    award, per = rule.award, rule.per
    amounts = award.amounts if isinstance(award, surface.GiveList) else (getattr(award, "amount", None),)
    before = fold(source.text[rule.span.start : amounts[0].span.start]) if amounts[0] is not None else ""
    says = tuple(word.spelling for word in lexicon().words.values() if word.terminal == "OCCUPY")
    if per is not None or getattr(award, "sign", False) or not before.endswith(says):
        return []
    return [each.value for each in amounts if each is not None and isinstance(each.value, Fraction)]


def _is_points(amount: surface.Amount) -> bool:
    return amount.unit is not None and amount.unit.kind is Kind.POINTS and getattr(amount.value, "denominator", 0) == 1


def _parse(source: Source, kinds: tuple[str, ...], bag: Bag, declaring: Source | None = None) -> surface.Block:
    span, names = Span(0, len(source.text)), declaring or source
    vocabulary = Vocabulary.of(declared_names(names, Span(0, len(names.text))), kinds)
    return parse_block(source, span, Lexer(vocabulary), bag)


def _lower(source: Source, block: surface.Block, kinds: tuple[str, ...], bag: Bag, period: str = "") -> core.Policy:
    start = Span(0, 0)
    said = {"政策": Value("试", start), "对象类别": Value("[" + "，".join(kinds) + "]", start)}
    if period:
        said["考核期间"] = Value(period, start)
    front = FrontMatter(said, {}, 0)
    section = Section(1, CLAUSE, CLAUSE, (), start, fences=(block.span,), path=(CLAUSE,))
    document = Document(source, front, (section,))
    blocks = {CLAUSE: block}
    policy = lower(document, blocks, PolicyText("trial", source, None), bag)
    if not bag.failed:  # whether a line says what was meant is asked before it stands in a policy
        found = checks.run(Subject(policy, document, blocks), (checks.Cost.QUICK,))
        bag.extend(each for each in found if each.code in _OF_A_LINE)
    return policy
