"""Tokens of a line that checks facts against each other: 核对 甲 等于 乙 加 丙; 核对 公开 的，甲 不超过 乙.

The words between the names are those of arithmetic here and nowhere else: 加 is plus, not points. A line that gives or takes points
is a rule, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dsl.patterns import regex
from dsl.source import Span
from dsl.words.lexicon import lexicon
from dsl.words.numerals import PATTERN
from dsl.words.tokens import Token
from dsl.words.trie import longest
from dsl.words.vocabulary import Vocabulary

_HEAD = regex("核对:?")
_SIGNS = {
    **dict.fromkeys(("等于", "="), ("EQUALS", "==")),
    **dict.fromkeys(("加", "加上", "+"), ("PLUS", "+")),
    **dict.fromkeys(("减", "减去", "−"), ("MINUS", "−")),
    **dict.fromkeys(("乘", "乘以", "×"), ("TIMES", "×")),
    **dict.fromkeys(("除以", "÷"), ("DIVIDE", "÷")),
    **{key: ("SUM", word.says) for key, word in lexicon().facets.items() if word.terminal == "SUM"},
    **dict.fromkeys(("，", ","), ("COMMA", "，")),
    **dict.fromkeys(("的，", "的,", "时，", "时,"), ("COMMA", "，")),
    **dict.fromkeys(("未", "没有"), ("NEG", "not")),
    "、": ("ENUM", "、"),
}
_BOUNDS = {key: (word.terminal, word.says) for key, word in lexicon().words.items() if word.terminal == "BOUND_PRE"}
_WORDS = {**_BOUNDS, **_SIGNS}
_COMPARING = regex(longest([*_BOUNDS, "等于", "="]))
_POINTS = regex(rf"[扣加减记得](?:{PATTERN})分")


def is_check(line: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a folded line checks facts against each other; 核对不及时 每次 扣 1 分 is a rule, 核对率 = 甲 ÷ 乙 an indicator."""
    head = _HEAD.match(line)
    if head is None or _POINTS.search(line):
        return False
    rest = line[head.end() :]
    known = any(rest.startswith(name) for name in (*vocabulary.names, "未"))
    return "等于" in rest or (known and bool(_COMPARING.search(rest)))


def check_tokens(
    line: str, place: Callable[[int, int], Span], vocabulary: Vocabulary, lex: Callable[[str, int], list[Token]]
) -> Iterator[Token]:
    """Yield the tokens of such a line, the longest name or word first."""
    head = _HEAD.match(line)
    begun = head.end() if head is not None else 0
    yield Token("CHECK", "check", place(0, begun))
    for match in regex(longest([*vocabulary.names, *_WORDS])).finditer(line, begun):
        word = _WORDS.get(match.group())
        if word is None or match.group() in vocabulary.names:
            continue
        if begun < match.start():
            yield from lex(line[begun : match.start()], begun)
        yield Token(*word, place(match.start(), match.end()))
        begun = match.end()
    if begun < len(line):
        yield from lex(line[begun:], begun)
