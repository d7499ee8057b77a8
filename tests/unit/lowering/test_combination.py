"""The two steps before Core: each sentence by itself, then what it is in its clause."""

from __future__ import annotations

from compiler.lowering.declarations.facts import declare_facts
from compiler.lowering.effects.combination import Combination
from compiler.lowering.effects.combine import RELATIONS, combine
from compiler.lowering.names.scope import Scope
from compiler.lowering.sentences.reading import read
from compiler.lowering.sentences.sentence import Does, Sentence, Setting
from dsl.diagnostics import Bag
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source, Span
from dsl.words.vocabulary import Vocabulary, declared_names

FACTS = """
事实 办结率：比率
事实 投诉：计数（件）
事实 表扬：计数（次）
事实 公开：是否
事实 不可抗力：是否
"""


def sentences(lines: str) -> tuple[Sentence, ...]:
    source = Source("t", FACTS + lines)
    span, bag = Span(0, len(source.text)), Bag()
    block = parse_block(source, span, Lexer(Vocabulary.of(declared_names(source, span))), bag)
    scope = Scope(source, bag)
    declare_facts("一", block, scope)
    found = read(block, Setting(scope, "一", "一", (), (), losing="扣" in lines))
    assert list(bag) == []
    return found


def combined(lines: str) -> Combination:
    return combine(sentences(lines), Scope(Source("t", lines), Bag()))


def test_each_sentence_is_read_by_itself() -> None:
    found = sentences("办结率 低于 90% 扣 1 分；低于 80% 扣 2 分，投诉 每件 扣 1 分\n不可抗力 除外")
    assert [each.does for each in found] == [Does.POINTS, Does.POINTS, Does.RATE, Does.EXEMPT]
    assert [each.line for each in found] == [5, 6, 6, 7] or [each.alone for each in found] == [True, False, False, True]
    assert found[1].condition is not None and found[1].condition.measure is not None
    assert found[1].condition.measure.name == "办结率"  # carried from the sentence before
    assert [each.fixed for each in found[:2]] == [-1, -2]


def test_sentences_on_one_figure_are_a_ladder() -> None:
    tree = combined("办结率 低于 90% 扣 1 分；投诉 每件 扣 1 分；办结率 低于 80% 扣 2 分；其余 不扣分")
    assert [len(one.tiers) for one in tree.ladders] == [2]
    assert tree.ladders[0].otherwise is not None
    assert [part.sentence.does for part in tree.alone] == [Does.RATE]


def test_every_relation_is_met() -> None:
    """No row of the table stands behind another that takes everything."""
    assert len({row.says for row in RELATIONS}) == len(RELATIONS)
    assert RELATIONS[-1].fits(sentences("公开 加 1 分")[0], Combination())
