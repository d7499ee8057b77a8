"""No text crashes the compiler; formatting is the inverse of parsing and changes nothing the second time."""

from __future__ import annotations

from hypothesis import example, given, settings

from compiler.asking.trial import try_line
from dsl import formatter, surface
from dsl.diagnostics import Bag
from dsl.folding import FOLD
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source, Span
from dsl.words.vocabulary import Vocabulary, declared_names
from tests.properties import sentences


def parsed(text: str) -> tuple[surface.Block, Bag]:
    source, bag, span = Source("t", text), Bag(), Span(0, len(text))
    lexer = Lexer(Vocabulary.of(declared_names(source, span), ("县区", "市直部门")))
    return parse_block(source, span, lexer, bag), bag


def shown(text: str) -> str:
    block, _ = parsed(text)
    return formatter.show_block(block, Source("t", text))


@given(sentences.anything)
@settings(max_examples=600)
@example("1/0")
@example("扣三分之零")
@example("（" * 200 + "占比" + "）" * 200 + "扣 5 分")
def test_no_text_crashes(text: str) -> None:
    trial = try_line(text)
    assert trial.policy is None or not trial.bag.failed
    for finding in trial.bag:
        assert finding.primary is None or finding.primary.span.end <= len(finding.primary.source.text)


@given(sentences.block)
@settings(max_examples=400)
def test_formatting_keeps_the_meaning_and_is_stable(text: str) -> None:
    block, bag = parsed(text)
    if bag.failed:
        return
    once = formatter.show_block(block, Source("t", text))
    again, bag = parsed(once)
    assert not bag.failed, once
    assert again.statements == block.statements, once
    assert shown(once) == once


@given(sentences.block)
@settings(max_examples=300)
def test_width_and_blanks_do_not_matter(text: str) -> None:
    wide = {
        plain: wide for wide, plain in FOLD.items() if len(plain) == 1 and 0xFF01 <= wide <= 0xFF5E and plain.isascii()
    }
    full = "".join(chr(wide[char]) if char in wide and char != "." else char for char in text)
    tight = text.replace(" ", "")
    assert parsed(full)[0].statements == parsed(text)[0].statements
    assert parsed(tight)[0].statements == parsed(text)[0].statements
