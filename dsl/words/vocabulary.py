"""The first of two passes: find the names that a policy declares, so that the lexer can cut unspaced Chinese by them.

A declaration is a line of its own that begins with 事实, 指标, 参数, 名单, 集合 …, or has the form ``名称 = 算式``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from attrs import frozen

from dsl.folding import Flat, flatten, fold, unblank
from dsl.nodes import Node
from dsl.patterns import regex
from dsl.source import Source, Span
from dsl.words.cutting import split_lines
from dsl.words.lexicon import lexicon
from dsl.words.numerals import PATTERN
from dsl.words.trie import longest

_UNITS = longest(lexicon().units)


class NameRole(StrEnum):
    """What a declared name stands for."""

    FACT = "事实"
    INDICATOR = "指标"
    PARAMETER = "参数"
    GROUP = "集合"
    MEMBER = "取值"
    LEVEL = "级别"
    KIND = "对象类别"
    TABLE = "分值表"
    RESULT = "得分"  # 得分（一/3）, 按第五条扣分: what another clause gives
    DUTIES = "义务"  # 义务（一/3）: that the duties of a clause, or below a heading, are kept
    COUNTED_AS = "按…计"


@frozen(repr=False, eq=False)
class Declared(Node):
    """A name as it was declared."""

    name: str
    role: NameRole
    span: Span

    @property
    def key(self) -> str:
        """The folded spelling under which it is found."""
        return fold(self.name)


HEADS = regex(r"(事实|参数|集合|指标)([^:=\n]+?)(?=[:=])|(名单)([^:\n]+?)(?=:)|(分值表)([^:\n(]+?)(?=[(:])")
_PATH = r"\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
# What stands for a name although nobody declares it: the points of another clause, its duties, and how a remainder is counted.
_OWN = (
    (NameRole.RESULT, regex(rf"得分{_PATH}")),
    (NameRole.DUTIES, regex(rf"义务{_PATH}")),
    (NameRole.RESULT, regex(r"(?<=按)第[一二三四五六七八九十百零〇\d]+[条款项](?=扣分|加分|记分|得分|计分)")),
    (
        NameRole.COUNTED_AS,
        regex(rf"(?<=的)?(?:按照?|依照)(?:{PATTERN})(?:{_UNITS})计(?:(?<![%‰]计)算|(?![分算]))"),
    ),
)
BARE_INDICATOR = regex(r"([^:=<>≥≤，,；;。\n]+)=(?!=)")
_MEMBERS = regex(r"(等级|类别)\(([^()\n]*)\)")
_LEVELS = regex(r"[，,]分级([^，,；;。\n]+)")
DECLARING = regex(r"(?:事实|参数|集合|指标|名单|涉及部门|涉及单位|等次|分值表)")
# 指标未完成每项扣1分, 名单公示：未公示的不得分: a sentence that begins with such a word gives points, and declares nothing.
_GIVES = regex(
    rf'^(?:[^"]*"[^"]*")*?[^"]*?(?:[扣减加得记计奖给](?:{PATTERN})分|[^:=、]不[扣加得记计]分$|[^:=、]一票否决$)'
)
POINTS = frozenset(key for key, word in lexicon().words.items() if word.terminal == "SCORE_VERB")  # 得分 = … is a rule


def declared_names(source: Source, span: Span) -> Iterator[Declared]:
    """Yield the names that one rule block declares."""
    flat = flatten(source.text, span.start, span.end)
    for at, line in split_lines(flat.text):
        yield from _in_line(source, flat, line, at)


def _in_line(source: Source, flat: Flat, line: str, at: int) -> Iterator[Declared]:
    for role, pattern in _OWN:
        for match in pattern.finditer(line):
            yield _declared(source, flat, role, at + match.start(), at + match.end())
    head = HEADS.match(line) if declares(line) else None
    if head is None or line.partition("=")[0] in lexicon().speech["the_points"]:  # 指标得分 = 完成率 × 10
        bare = BARE_INDICATOR.match(line)
        if bare and not DECLARING.match(line) and not _is_formula(bare[1], flat.text):
            yield _declared(source, flat, NameRole.INDICATOR, at + bare.start(1), at + bare.end(1))
        return
    word = head[1] or head[3] or head[5]
    group = 2 if head[1] else (4 if head[3] else 6)
    role = NameRole.KIND if word == "名单" else NameRole(word)
    yield _declared(source, flat, role, at + head.start(group), at + head.end(group))
    for pattern, which, role in ((_MEMBERS, 2, NameRole.MEMBER), (_LEVELS, 1, NameRole.LEVEL)):
        for match in pattern.finditer(line):
            offset = at + match.start(which)
            for item in match[which].split("、"):
                if item:
                    yield _declared(source, flat, role, offset, offset + len(item))
                offset += len(item) + 1


def declares(line: str) -> bool:
    """Whether a line begins with a word that declares, and gives no points."""
    return DECLARING.match(line) is not None and _GIVES.match(line) is None


def _is_formula(name: str, block: str) -> bool:
    """得分 = … is a rule, and so is 特困 得分 = …; but a name that the block uses once more is what it is called."""
    return name in (*POINTS, *lexicon().speech["the_points"]) or (
        name.endswith(tuple(POINTS)) and block.count(name) == 1
    )


def _declared(source: Source, flat: Flat, role: NameRole, start: int, end: int) -> Declared:
    span = flat.span(start, end)
    return Declared(unblank(source.slice(span)), role, span)


@frozen(repr=False, eq=False)
class Vocabulary(Node):
    """The names that the lexer may cut out of a line: folded key → (terminal, name as declared)."""

    names: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, declared: Iterable[Declared], kinds: Iterable[str] = ()) -> Vocabulary:
        """Collect declared names and kinds of unit; the first spelling of a name is the one that is shown."""
        names: dict[str, tuple[str, str]] = {fold(kind): ("KIND", kind) for kind in kinds}
        for each in declared:
            if each.role in _NAMING and each.key in lexicon().units:
                continue  # 事实 次：计数（次）: reported where it is declared; 每次 keeps its meaning
            names.setdefault(each.key, (_TERMINALS.get(each.role, "NAME"), each.name))
        names.pop("", None)  # a name of characters that do not show is none
        return cls(names)


_NAMING = (NameRole.FACT, NameRole.INDICATOR, NameRole.PARAMETER, NameRole.GROUP)
_TERMINALS = {NameRole.KIND: "KIND", NameRole.COUNTED_AS: "COUNTED_AS"}
