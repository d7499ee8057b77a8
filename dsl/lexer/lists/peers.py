"""Among whom somebody is ranked: 满意度位居各乡镇后两位, 排名全市各县区前三名, 在各部门中排名末位.

Tokens in, before names are closed; tokens out. All units are assessed together, so that it says nothing; a kind of unit that the policy has
is the kind whose units are ranked. Where the policy has kinds and this is none of them, the line stays as it is, and is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dsl.folding import fold
from dsl.patterns import regex
from dsl.source import Span
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token
from dsl.words.trie import longest
from dsl.words.vocabulary import Vocabulary

Text = Callable[[Span], str]  # what stands at a place
_LONGEST = 12  # tokens that say among whom
_PLACE = ("RANK", "LAST")
_BEHIND_RANK = ("QIAN", "HOU")  # 门前三包 names no place


@cache
def _among() -> str:
    peers = longest(fold(word) for word in lexicon().speech["peers"])
    some = r"(?:全[省市县区镇乡]|本[省市县区])?的?(?:各个?|所有|全部|同类|同级|同组|参评|参考|被考核|被考评)*"
    return rf"{some}(?:{peers})(?:之中|当中|中|里|内)?"


def among(tokens: list[Token], text: Text, vocabulary: Vocabulary) -> list[Token]:
    """Return the tokens of a line without those that say among whom the place is taken."""
    at = 0
    while at < len(tokens) - 1:
        ranked = tokens[at].type == "RANK"
        if ranked or text(tokens[at].span) == "在":
            end = _end(tokens, at + 1, text, (*_PLACE, *_BEHIND_RANK) if ranked else _PLACE)
            kinds = [token for token in tokens[at + 1 : end] if token.type == "KIND"]
            if end and (len(kinds) == 1 or not (kinds or _has_kinds(vocabulary))):
                begin = max((place + 1 for place in range(at) if tokens[place].type == "COMMA"), default=0)
                rest = tokens[begin : at + ranked]
                tokens = [*tokens[:begin], *kinds, *rest, *tokens[end:]]
                at += len(kinds)
        at += 1
    return tokens


def _has_kinds(vocabulary: Vocabulary) -> bool:
    return any(terminal == "KIND" for terminal, _ in vocabulary.names.values())


def _end(tokens: list[Token], start: int, text: Text, places: tuple[str, ...]) -> int:
    """Where what begins here and says among whom ends, in front of a place; 0 where it says something else."""
    for end in range(start + 1, min(start + _LONGEST, len(tokens))):
        if tokens[end].type in ("COMMA", "SIGN", "NUMBER", "EACH"):
            return 0
        nth = text(tokens[end].span) == "第" and [token.type for token in tokens[end + 1 : end + 2]] == ["NUMBER"]
        if tokens[end].type in places or nth:
            said = fold(text(tokens[start].span.to(tokens[end - 1].span)))
            if regex(_among()).fullmatch(said):
                return end
    return 0
