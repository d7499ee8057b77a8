"""Our lexer beside Lark's own contextual lexer, and both our lexer and our parser from 1× to 100× a text.

Lark's lexer is built from the same grammar; its terminals are the words of the lexicon and the declared names, each terminal one
regular expression. The same: grammar, words, names, the canonical spaced text, line by line. Not the same, and in Lark's favour: no
unknown names, no fillers, no full width, no place in an original that had blanks (its offsets are those of the line), no declaring
lines, and the parser's states are played back instead of computed. Lines that Lark's lexer cuts otherwise (it does not take the
longest match over all terminals) are left out on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from statistics import median
from time import process_time

from lark import Lark, UnexpectedInput
from lark.lexer import ContextualLexer, LexerState, TextSlice

from benchmarks.texts import TEXTS, rules
from dsl.diagnostics import Bag
from dsl.lexer import Lexer
from dsl.lexer.pieces import MARKS
from dsl.parser import parse_block
from dsl.source import Source, Span
from dsl.words import numerals
from dsl.words.lexicon import lexicon
from dsl.words.trie import longest

SIZES = (100_000, 1_000_000, 10_000_000)
ROUNDS = 7


class Played:
    """Stands for the parser: gives the contextual lexer the state in which each token was read."""

    position = 0


@cache
def lark() -> Lark:
    """Build Lark's parser with its own lexer from the grammar and the words."""
    grammar = files("grammar").joinpath("zhunsheng.lark").read_text(encoding="utf-8")
    declared = set(re.findall(r"[A-Z_]+", " ".join(re.findall(r"^%declare (.*)$", grammar, re.M))))
    rest = re.sub(r"^%declare .*$", "", grammar, flags=re.M)
    made = [f"{name}{priority}: /{pattern.replace('/', chr(92) + '/')}/" for name, priority, pattern in _terminals()]
    assert {line.split(":")[0].split(".")[0] for line in made} >= declared
    return Lark("\n".join([rest, *made, "%ignore / +/"]), parser="lalr", lexer="contextual")


def _terminals() -> Iterator[tuple[str, str, str]]:
    """Yield the name, the priority and the pattern of each terminal."""
    words: dict[str, list[str]] = {"UNIT": list(lexicon().units)}
    for table in (lexicon().words, lexicon().declarations, lexicon().facets):
        for key, word in table.items():
            words.setdefault(word.terminal, []).append(key)
    for mark, terminal in MARKS.items():
        words.setdefault(terminal, []).append(mark)
    names: dict[str, list[str]] = {"NAME": [], "KIND": []}
    for key, (terminal, _) in rules().names.names.items():
        names[terminal].append(key)
    yield from ((terminal, ".2", longest(keys)) for terminal, keys in names.items())
    yield from ((terminal, "", longest(keys)) for terminal, keys in words.items())
    yield from (("NUMBER", ".-1", numerals.PATTERN), ("DATE", "", r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"))
    yield from (
        ("COLON", "", ":"),
        ("TEXT", "", r'"[^"]*"'),
        ("ITEM_NAME", ".-2", r"[^ 、，]+"),
        ("UNIT_NAME", ".-2", r"[^ ()]+"),
    )
    yield from (
        ("EMPTY", ".-1", "无[^，； ]{0,20}时"),
        ("CONSEQUENCE", ".-1", "取消[^，； ]{1,20}资格"),
        ("COUNTED_AS", "", r"按\d+[^，； ]{1,4}计"),
    )


def _states(line: str) -> tuple[list[str], list[int]] | None:
    """Return the types of a line's tokens as Lark reads them, and the states of its parser; None if it does not parse."""
    steps = lark().parse_interactive(line)
    types, states = [], []
    try:
        for token in steps.iter_parse():
            types.append(token.type)
            states.append(steps.parser_state.position)
        states.append(steps.parser_state.position)
        steps.feed_eof()
    except UnexpectedInput:
        return None
    return types, states


def shared() -> list[tuple[str, list[int]]]:
    """Return the lines that both lexers cut alike, with the states of Lark's parser."""
    lexer, found = Lexer(rules().names), []
    for text in dict.fromkeys(part for line in rules().lines for part in line.split("；")):
        read = _states(text)
        ours = [token.type for line in lexer.lines(Source("t", text), Span(0, len(text))) for token in line.tokens]
        if read is not None and read[0] == ours:
            found.append((text, read[1]))
    return found


def _with_lark(lines: list[tuple[str, list[int]]]) -> int:
    lexer = lark().parser.lexer
    assert isinstance(lexer, ContextualLexer)
    count = 0
    for text, states in lines:
        played, after = Played(), iter(states)
        played.position = next(after)
        for _ in lexer.lex(LexerState(TextSlice.cast_from(text)), played):  # type: ignore[arg-type]  # only the position is read
            played.position = next(after)
            count += 1
    return count


def _with_ours(lexer: Lexer, source: Source) -> int:
    return sum(len(line.tokens) for line in lexer.lines(source, Span(0, len(source.text))))


def _seconds(run: Callable[[], object]) -> float:
    start = process_time()  # of this process alone: others may share the machine
    run()
    return process_time() - start


def side_by_side() -> str:
    """Time both lexers on the same lines, by turns."""
    lines = shared()
    lines *= max(1, 300_000 // sum(len(text.encode()) for text, _ in lines))
    source, lexer = Source("t", "\n".join(text for text, _ in lines)), Lexer(rules().names)
    assert _with_ours(lexer, source) == _with_lark(lines)
    pairs = [(_seconds(lambda: _with_ours(lexer, source)), _seconds(lambda: _with_lark(lines))) for _ in range(ROUNDS)]
    size = len(source.text.encode()) / 1e6
    ours, larks = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(lark_time / our_time for our_time, lark_time in pairs)
    speeds = f"切词：准绳 {size / ours:.2f} MB/s，Lark 的 contextual lexer {size / larks:.2f} MB/s"
    return f"{speeds}，准绳快 {ratio:.1f} 倍（同一语法，轮流 {ROUNDS} 次的中位数）"


def growth() -> Iterator[str]:
    """Time lexer and parser on texts of 1×, 10× and 100×: per byte they take the same."""
    for name, text in TEXTS.items():
        runs = [_read(text(size)) for size in SIZES]
        for what, times in (("切词", [lexing for _, lexing, _ in runs]), ("切词加解析", [both for _, _, both in runs])):
            speeds = [size / seconds / 1e6 for (size, _, _), seconds in zip(runs, times, strict=True)]
            shown = "、".join(f"{speed:.2f}" for speed in speeds)
            yield f"{name}，{what} 0.1、1、10 MB：{shown} MB/s，每字节耗时 100 倍时为 1 倍时的 {speeds[0] / speeds[-1]:.2f} 倍"


def _read(text: str) -> tuple[int, float, float]:
    """Return the bytes of a text, the seconds of the lexer, and those of lexer and parser."""
    source, span = Source("t", text), Span(0, len(text))
    lexer = Lexer(rules().names)
    rounds = max(1, 1_000_000 // len(text))
    lexing = min(_seconds(lambda: _with_ours(lexer, source)) for _ in range(rounds))
    both = min(_seconds(lambda: parse_block(source, span, lexer, Bag())) for _ in range(rounds))
    return len(text.encode()), lexing, both
