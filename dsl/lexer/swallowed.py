"""What hides in a name that nobody declared: a number with its unit, points, 每, 其余 (language.md §8, “Names”).

In: a name as written. Out: the word of the language in it, or nothing. A flag that is named by the whole of its condition (未整改,
超过规定时限办理, 未落实或落实不到位) gives the same points as the sentence, so bound words without a number and 或 may stand in it
(docs/adr/0051).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dsl.folding import fold
from dsl.lexer.events import without_days, without_events
from dsl.lexer.lists.several import rates_in
from dsl.lexer.pieces import Pieces, of
from dsl.patterns import regex
from dsl.words.lexicon import lexicon
from dsl.words.trie import longest
from dsl.words.vocabulary import Vocabulary

# What gives or takes points, wherever in a name it stands.
_GIVING = {
    "NO_EFFECT",
    "FULL",
    "ZERO_ITEM",
    "SCALE",
    "FACTOR",
    "CAP",
    "TOTAL_CAP",
    "BY_CAP",
    "UNTIL_GONE",
    "DRAIN",
    "DISCRETION",
    "VETO",
}
_FIRST = {"EACH", "OTHERWISE"}  # speak for the language where they begin a name
# What counts, shares or leaves to judgement without a word of the language for it: 逐件, 按次, 酌情, 中间, 其中.
_SAYS = regex(
    r"乘以|除以|[×÷±]|正负$|(?:逐|按)[件次项人条起例篇个天日处]$|(?:酌情|视情况?)$|^(?:任何?|任意|有|其中有?)一[项个]?(?=[未不没达])|^其中|扣减|倒扣|再$|[但却]$|^(?:有|首次|初次|再次|又一次|第[一二三四五]次|[对将向把给])$|(?:返还|退还|冲抵|冲减|抵减|补回|核减)$|^(?:完成|发生|出现|中间|再[低高多少]|超[出过]的?部分|比例)$"
)
_JOINT = regex(rf"..(?P<word>并且|而且|且){longest(lexicon().speech['bad_news'])}")
# What joins a condition to a figure: 完成任务并, 既完成目标又; 合并, 并购 and 并网 join none.
_BESIDE = regex(
    r"并且|而且|(?<!三)同时|(?<=.)且|^既(?=.+又)|^有(?=[^率]+[和与及].+率$)|(?<=.)但|(?<=.)(?<![合兼归吞])并(?![购网轨联行入列发案])"
)
_ABOUT = regex(r"余|多|几|来")  # 500余万元 is no number


def swallowed(name: str, *, event: bool = True, pieces: bool = False, figure: bool = False) -> str:
    """Return the first word of the language that a name holds; "" where it holds none.

    ``event``: it may be named by a time or a number of times. What is measured or has a day is no event. ``pieces``: it is counted;
    投诉且瞒报 每件 may be the pieces that are both, or the complaints of who conceals something; 超期且未说明, 投诉且经核实 are pieces.
    ``figure``: it is a figure, of which 完成任务并满意率 holds a condition beside.
    """
    beside = _BESIDE.search(fold(name)) if figure else None
    if beside is not None:
        return beside[0]
    joint = _JOINT.search(fold(name)) if pieces else None
    if joint is not None:
        return joint["word"]
    says = _SAYS.search(fold(name))
    if says is not None:
        return says[0]
    return next(_words(without_events(fold(name)) if event else without_days(fold(name))), "") or (
        "、" if rates_in(name) else ""
    )


def _words(name: str) -> Iterator[str]:
    table = _table()
    cut = table.words(name)
    types = [table[piece][0] for piece in cut]
    for at, (piece, kind) in enumerate(zip(cut, types, strict=True)):
        following, after = types[at + 1 : at + 2], cut[at + 1 : at + 2]
        begins = at == 0 and kind in _FIRST
        each = kind == "EACH" and following != ["NUMBER"] and piece.startswith("每")
        # 一个周期, 一次性告知 count nothing.
        about = following == ["UNIT"] or (bool(after) and _ABOUT.fullmatch(after[0]) is not None)
        amount = kind == "NUMBER" and piece != "一" and about
        if begins or each or kind in _GIVING or piece in table.shares:
            yield piece
        elif amount or (kind == "SIGN" and following == ["NUMBER"]):
            yield piece + after[0]


@cache
def _table() -> Pieces:
    return of(Vocabulary.of(()))
