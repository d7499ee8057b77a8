"""Tokens of a declaring line: 事实, 指标, 参数, 名单, 涉及部门, 集合, 等次, 核对, and ``名称 = 算式``.

Here names stand where the form says so, whatever words they contain, so these lines are cut by their form first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dsl.lexer.checks import check_tokens, is_check
from dsl.patterns import regex
from dsl.source import Span
from dsl.words.lexicon import Word, lexicon
from dsl.words.tokens import Token
from dsl.words.trie import longest
from dsl.words.vocabulary import BARE_INDICATOR, POINTS, Vocabulary, declares

Place = Callable[[int, int], Span]
Lex = Callable[[str, int], list[Token]]

_HEAD = regex(r"(事实|参数|名单|涉及部门|涉及单位|集合|等次|指标)([^:=]*)([:=])")
_TABLE = regex(r"(分值表)([^:(]+)\(([^()]*)\):([^\d\s]+?)(?=\d|[一二三四五六七八九十两零][^\d]*分)")
_FOLLOWING = regex(rf"(?:{longest(key for key, word in lexicon().words.items() if word.terminal == 'FOLLOWING')})")
_JOINS = sorted(
    (key for key, word in lexicon().words.items() if word.terminal in ("ENUM", "OR") and key != "、"), key=len
)[::-1]
_POINTS = longest(POINTS)
FORMULA = regex(rf"(?:(?:^|(?<=[，,]))|(?={_POINTS}=))({_POINTS})(?:=|为(?=\D))")
_TYPES = [key for key, word in lexicon().facets.items() if word.terminal == "TYPE"]
_TYPE = regex(rf"({longest(_TYPES)})(?:\(([^()]*)\))?")
_TEXT = regex(r'"(.*)"')
_COMPARISON = regex(r"[^=]*[<>≥≤]")


def is_declaration(line: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a folded line declares something; 特困得分 = … does where the name is used elsewhere."""
    if line.partition("=")[0] in lexicon().speech["the_points"]:  # 指标得分 = 完成率 × 10
        return False
    if is_check(line, vocabulary) or _TABLE.match(line) or (":" in line and _FOLLOWING.match(line)):
        return True
    bare = BARE_INDICATOR.match(line) if "=" in line else None
    if bare and not _COMPARISON.match(line) and (not bare[1].endswith(tuple(POINTS)) or bare[1] in vocabulary.names):
        return True
    return declares(line) and bool(_HEAD.match(line) or ":" not in line)


def declaration_tokens(line: str, place: Place, vocabulary: Vocabulary, lex: Lex) -> Iterator[Token]:
    """Yield the tokens of one declaring line; what does not fit its form comes out as OTHER and the parser says so."""
    if is_check(line, vocabulary):
        yield from check_tokens(line, place, vocabulary, lex)
        return
    table = _TABLE.match(line)
    if table is not None:
        yield from _table(table, line, place, vocabulary, lex)
        return
    if ":" in line and _FOLLOWING.match(line):
        yield from _following(line, place, vocabulary, lex)
        return
    head = _HEAD.match(line)
    if head is None:
        bare = BARE_INDICATOR.match(line)
        if bare is None:
            yield from lex(line, 0)
            return
        yield _name(bare[1], place(bare.start(1), bare.end(1)), vocabulary)
        yield Token("EQUALS", "=", place(bare.end(1), bare.end()))
        yield from _expression(line, bare.end(), place, lex)
        return
    word = lexicon().declarations[head[1]]
    yield Token(word.terminal, word.says, place(head.start(1), head.end(1)))
    if head[2]:
        span = place(head.start(2), head.end(2))
        yield Token("ITEM_NAME", head[2], span) if word.terminal == "BAND" else _name(head[2], span, vocabulary)
    yield Token("EQUALS" if head[3] == "=" else "COLON", head[3], place(head.start(3), head.end(3)))
    yield from _body(word, line, head.end(), place, vocabulary, lex)


def _table(head: re.Match[str], line: str, place: Place, vocabulary: Vocabulary, lex: Lex) -> Iterator[Token]:
    """分值表 获奖分(第一、第二):国家级10分、8分."""
    yield Token("TABLE", "table", place(head.start(1), head.end(1)))
    yield _name(head[2], place(head.start(2), head.end(2)), vocabulary)
    yield Token("LPAR", "(", place(head.end(2), head.end(2) + 1))
    yield from _items(head[3], head.start(3), place)
    yield Token("RPAR", ")", place(head.end(3), head.end(3) + 1))
    yield Token("COLON", ":", place(head.end(3) + 1, head.end(3) + 2))
    yield _item(head[4], place(head.start(4), head.end(4)))
    yield from lex(line[head.end() :], head.end())


_NUMBERED = regex(r"\s*(?:\([一二三四五六七八九十\d]+\)|[①-⑳]|\d+[.、])?")


def _following(line: str, place: Place, vocabulary: Vocabulary, lex: Lex) -> Iterator[Token]:
    """有下列情形之一的，每次扣6分:甲、乙; the numbers of a list are left out."""
    colon = line.index(":")
    yield from lex(line[:colon], 0)
    yield Token("COLON", ":", place(colon, colon + 1))
    first = True
    for match in re.finditer(_ends_of(line[colon + 1 :], vocabulary), line[colon + 1 :]):
        mark = _NUMBERED.match(match.group())
        start = colon + 1 + match.start() + (mark.end() if mark else 0)
        whole = line[start : colon + 1 + match.end()].rstrip("的。")
        last = _before_comma(whole, vocabulary)
        for at, text in _listed(last or whole, vocabulary):
            if text and not first:
                yield Token("ENUM", "、", place(start + at - 1, start + at))
            if text:
                yield _name(text, place(start + at, start + at + len(text)), vocabulary)
            first = first and not text
        if last:  # the list is over: 甲、乙，最高扣 3 分
            end = line.index(whole, colon) + len(whole) - len(re.split("[,，]", whole, maxsplit=1)[1]) - 1
            yield from lex(line[end:], end)
            return


def _ends_of(members: str, vocabulary: Vocabulary) -> str:
    """What a situation of a list is made of: （一）台账缺失；（二）拒绝、阻碍检查 are two, because each has its number."""
    inside: list[str] = []
    for each in (each for each in re.split("[；;\\n]", members) if each.strip()):
        mark = _mark(each)
        texts = each[len(mark) :].rstrip("的。").split("、")
        if not mark.strip() or any(_mark(text).strip() for text in texts[1:]):  # （一）甲、（二）乙
            return r"[^、；;\n]+"
        inside += texts if len(texts) > 1 else []
    apart = bool(inside) and all(text in vocabulary.names for text in inside)  # the policy declares each of them
    return r"[^、；;\n]+" if apart else r"[^；;\n]+"


def _mark(text: str) -> str:
    match = _NUMBERED.match(text)
    return match.group() if match else ""


def _before_comma(text: str, vocabulary: Vocabulary) -> str:
    """What is listed before a comma, where that is declared and the whole is no name itself; else nothing."""
    before, *after = re.split("[,，]", text, maxsplit=1)
    before = before.rstrip("的")
    declared = all(each in vocabulary.names for _, each in _listed(before, vocabulary))
    return before if after and declared and text not in vocabulary.names else ""


def _listed(text: str, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    """超速和闯红灯, 超速以及闯红灯: two situations where both names are declared, else one; each with its place."""
    for join in _JOINS:
        for found in re.finditer(join, text):
            left, rest = text[: found.start()], _listed(text[found.end() :], vocabulary)
            if left in vocabulary.names and all(each in vocabulary.names for _, each in rest):
                return [(0, left), *((found.end() + at, each) for at, each in rest)]
    return [(0, text)]


def _body(word: Word, line: str, start: int, place: Place, vocabulary: Vocabulary, lex: Lex) -> Iterator[Token]:
    match word.terminal:
        case "FACT" | "PARAMETER":
            yield from _typed(line, start, place, vocabulary, lex)
        case "ROSTER" | "INVOLVES":
            yield from _items(line[start:], start, place)
        case "GROUP":
            yield from _items(line[start:], start, place, lambda text, span: _name(text, span, vocabulary))
        case "BAND":
            yield from lex(line[start:], start)
        case _:
            yield from _expression(line, start, place, lex)


def _name(text: str, span: Span, vocabulary: Vocabulary) -> Token:
    terminal, name = vocabulary.names.get(text, ("NAME", text))
    return Token(terminal, name, span, known=text in vocabulary.names)


def _item(text: str, span: Span) -> Token:
    return Token("ITEM_NAME", text, span)


def _items(text: str, start: int, place: Place, make: Callable[[str, Span], Token] = _item) -> Iterator[Token]:
    for match in re.finditer(r"、|[^、]+", text):
        span = place(start + match.start(), start + match.end())
        yield Token("ENUM", "、", span) if match.group() == "、" else make(match.group(), span)


def _typed(line: str, start: int, place: Place, vocabulary: Vocabulary, lex: Lex) -> Iterator[Token]:
    kind = _TYPE.match(line, start)
    if kind is None:
        if line[start:]:
            yield Token("OTHER", line[start:], place(start, len(line)))
        return
    yield Token("TYPE", lexicon().facets[kind[1]].spelling, place(kind.start(1), kind.end(1)))
    if kind[2] is not None:
        yield Token("LPAR", "(", place(kind.end(1), kind.end(1) + 1))
        if kind[1] in ("等级", "类别"):
            yield from _items(kind[2], kind.start(2), place)
        elif kind[2]:
            yield Token("UNIT_NAME", kind[2], place(kind.start(2), kind.end(2)))
        yield Token("RPAR", ")", place(kind.end() - 1, kind.end()))
    yield from _facets(line, kind.end(), place, lex)


def _expression(line: str, start: int, place: Place, lex: Lex) -> Iterator[Token]:
    end = re.search(r"[，,](?=越高越好|越低越好|说明)", line[start:])
    stop = start + end.start() if end else len(line)
    for token in lex(line[start:stop], start):
        # In a formula a dash is a minus.
        yield Token("MINUS", "−", token.span) if token.type == "DASH" else token
    yield from _facets(line, stop, place, lex)


def _facets(line: str, start: int, place: Place, lex: Lex) -> Iterator[Token]:
    for match in re.finditer(r'[，,]|(?:"[^"]*"|[^，,"])+', line[start:]):
        at, text = start + match.start(), match.group()
        if text in ("，", ","):
            yield Token("COMMA", text, place(at, at + 1))
        else:
            yield from _facet(text, at, place, lex)


def _facet(text: str, at: int, place: Place, lex: Lex) -> Iterator[Token]:
    for prefix in ("可空", "说明", "分级"):
        if not text.startswith(prefix):
            continue
        word = lexicon().facets[prefix]
        yield Token(word.terminal, word.says, place(at, at + len(prefix)))
        rest, start = text[len(prefix) :], at + len(prefix)
        quoted = _TEXT.fullmatch(rest)
        if quoted:
            yield Token("TEXT", quoted[1], place(start, start + len(rest)))
        elif rest:
            yield from _items(rest, start, place)
        return
    yield from lex(text, at)


def parts_of(line: str) -> list[tuple[str, int, bool]]:
    """Cut a rule line where a formula stands: (text, offset, whether it is what follows 得分, = and formula)."""
    head = FORMULA.search(line)
    if head is None:
        return [(line, 0, False)]
    depth, end = 0, len(line)
    for at in range(head.end(), len(line)):
        depth += (line[at] == "(") - (line[at] == ")")
        if line[at] in "，," and depth == 0:
            end = at
            break
    parts = [(line[: head.end(1)], 0, False), (line[head.end(1) : end], head.end(1), True)]
    return [*parts, (line[end:], end, False)] if end < len(line) else parts
