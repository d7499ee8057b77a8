"""A day or a period that was missed: 总结未于 12月20日前 报送, 未在收到通知后 5 个工作日内 反馈, 迟于 12月20日 报送.

Tokens in, before names are closed; tokens out. The denial goes behind the day or the period, where the language has it: it is the
deadline that is denied, and 未于 is no part of a name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dsl.lexer.memory import delays
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_BY = frozenset("于在按")
_WORDS = frozenset({"OTHER", "NAME", "UNIT", "ENUM"})  # what a name that nobody declared is made of
_STILL = frozenset("尚仍还")  # 尚未
_NOT = frozenset({"没", "没能", "不能", "未曾", "不"})  # beside the words of the language that deny


def missed(tokens: Sequence[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with every denial of a deadline behind it, and with what came later than a day as a bound on it."""
    out: list[Token] = []
    part: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.type != "COMMA":
            part.append(token)
            continue
        out += _later(_denied(_still(part, text), text), text, first=not out)
        out += [] if token is None else [token]
        part = []
    return delays.spoken(out, text)


def _still(part: list[Token], text: Text) -> list[Token]:
    """12月20日前 仍 未 报送, 年底 仍 未 报送: 仍 says no more than 未, and what was not done at the end of a time was not done by then."""
    out: list[Token] = []
    for at, token in enumerate(part):
        dated = bool(out) and out[-1].type in ("DATE", "QIAN") and any(each.type == "DATE" for each in out[-2:])
        denied = [each.type for each in part[at + 1 : at + 2]] == ["NEG"]
        if dated and denied and text(token.span) in _STILL:
            if out[-1].type == "DATE":
                out.append(Token("QIAN", "before", token.span))
            continue
        out.append(token)
    return out


def _denied(part: list[Token], text: Text) -> list[Token]:
    """未 于 12月20日 前 …; 未 在 收到通知 后 5 个工作日 内 …."""
    types = [token.type for token in part]
    for at in range(1, len(part)):
        end = _end_of_deadline(part, at, text)
        begin = _denial(part, at, text) if end else -1
        if begin < 0 or types[end : end + 1] == ["NEG"]:
            continue
        negation = Token("NEG", "not", part[begin].span.to(part[at - 1].span))
        front, limit, behind = part[:begin], part[at:end], part[end:]
        if types[at] == "DATE":
            kinds = [*front, Token("AND", "and", negation.span)] if front and _only_kinds(front) else front
            return [*kinds, *limit, negation, *behind]
        return [*limit, negation, *_whose(front, behind, text)]
    return part


def _whose(front: list[Token], behind: list[Token], text: Text) -> list[Token]:
    """问题 未在…内 反馈: what was done within the period is named by both words, unless it is declared."""
    words = [token for token in front if token.type != "FILLER"]
    end = _verb(behind, 0, text)
    if len(words) == 1 and words[0].type == "NAME":
        return [*words, *behind[end:]]
    if not words or not end or any(token.type not in _WORDS for token in words):
        return [*front, *behind]
    return [_named(words, behind[:end], text), *behind[end:]]


def _only_kinds(front: Sequence[Token]) -> bool:
    return all(token.type in ("KIND", "ENUM", "FILLER") for token in front)


def _denial(part: Sequence[Token], at: int, text: Text) -> int:
    """Where 未于, 没有在, 尚未在 begin that stand right before a place; -1 where none does."""
    by = at - 1
    if text(part[by].span) not in _BY:
        return -1
    begin = by - 1
    if begin < 0:
        return -1
    if part[begin].type != "NEG":
        said = next((size for size in (2, 1) if size <= by and _said(part, by - size, by, text) in _NOT), 0)
        if not said:
            return -1
        begin = by - said
    return begin - 1 if begin and text(part[begin - 1].span) in _STILL else begin


def _said(part: Sequence[Token], start: int, end: int, text: Text) -> str:
    return "".join(text(token.span) for token in part[start:end])


def _end_of_deadline(part: Sequence[Token], at: int, text: Text) -> int:
    """The place behind 12月20日 前, or behind 收到通知 后 5 个工作日 内 that begins here; nought where none does."""
    types = [token.type for token in part]
    if types[at : at + 2] == ["DATE", "QIAN"]:
        return at + 2
    if text(part[at - 1].span) not in _BY:
        return 0
    for index in range(at + 1, len(part) - 3):
        begins = types[index] == "HOU" or text(part[index].span) == "起"
        if begins and types[index + 1 : index + 4] == ["NUMBER", "UNIT", "BOUND_POST"]:
            unit, bound = part[index + 2].value, part[index + 3].value
            lasts = isinstance(unit, UnitWord) and unit.kind is Kind.DURATION
            plain = not {"NUMBER", "DATE", "SIGN", "NEG", "EACH"} & set(types[at:index])
            return index + 4 if lasts and bound == "<=" and plain else 0
    return 0


def _later(part: list[Token], text: Text, *, first: bool) -> list[Token]:
    """总结 迟于 12月20日 报送, 总结 12月20日后 报送: later than that day is 晚于 12月20日, of what is done."""
    types = [token.type for token in part]
    for at, kind in enumerate(types):
        if kind != "DATE":
            continue
        bounded = at > 0 and types[at - 1] == "BOUND_PRE"
        after = not bounded and types[at + 1 : at + 2] == ["HOU"]
        if not bounded and not after:
            continue
        begin = at - 1 if bounded or (at and text(part[at - 1].span) in _BY) else at
        thing, end = part[:begin], at + 1 + after
        verb = _verb(part, end, text)
        known = types[end : end + 1] == ["NAME"] and not thing
        if verb == end and not known:
            return part
        bound = part[at - 1] if bounded else Token("BOUND_PRE", ">", part[at + 1].span)
        rest, done = part[verb:], [token for token in part[end:verb] if text(token.span) != "才"]
        spoken = [token for token in thing if token.type != "FILLER"]
        if not spoken:  # 12月20日后报送总结: what was done by when stands behind
            stop = next((i for i, token in enumerate(rest) if token.type not in _WORDS), len(rest))
            thing, rest = rest[:stop], rest[stop:]
            if not thing and first:
                thing = done
            elif not thing:  # 12月20日前报送得5分，12月25日后报送不得分: of what was spoken of
                return [bound, part[at], *rest]
            if thing[0].type == "NAME":
                return [thing[0], bound, part[at], *thing[1:], *rest]
            name = _named(thing, (), text) if thing is done else _named(done, thing, text)
            return [name, bound, part[at], *rest]
        if len(spoken) == 1 and spoken[0].type == "NAME":
            return [*thing, bound, part[at], *rest]
        if any(token.type not in _WORDS for token in spoken):
            return part
        return [_named(thing, done, text), bound, part[at], *rest]
    return part


def _named(front: Sequence[Token], behind: Sequence[Token], text: Text) -> Token:
    """What nobody declared is named by both: 总结报送."""
    words = "".join(text(each[0].span.to(each[-1].span)) for each in (front, behind) if each)
    return Token("NAME", words, front[0].span.to([*front, *behind][-1].span), known=False)


def _verb(part: Sequence[Token], at: int, text: Text) -> int:
    """The place behind 报送 and the like; the same place where no such word begins there."""
    done = (*lexicon().speech["doing"], *lexicon().speech["done"])
    longest = at
    at += at < len(part) and text(part[at].span) == "才"  # 12月20日后才报送
    for end in range(at + 1, min(len(part), at + 4) + 1):
        if text(part[at].span.to(part[end - 1].span)) in done:
            longest = end
    return longest
