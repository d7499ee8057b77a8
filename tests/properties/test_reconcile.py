"""A rule that differs from its quoted sentence in one thing is found; a rule that says the same is not.

对账 runs on the parsed rules alone, so that no other check helps it; one test goes through the whole compiler.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from compiler.faithful.aligned import reconcile
from dsl.diagnostics import Bag
from dsl.documents.reading import read_document
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source, Span
from dsl.words.vocabulary import Vocabulary, declared_names
from tests.properties.paired import CHANGES, every_name, pair
from tests.unit.small_policies import compiled_small, small

MANY = 2000


@cache
def lexer() -> Lexer:
    """Return one lexer that knows the names of every pair: making one takes longer than reading a clause."""
    text = "\n".join(f"事实 {name}：是否" for name in every_name()) + "\n事实 级别：是否，分级 国家级、省级、市级"
    return Lexer(Vocabulary.of(declared_names(Source("names", text), Span(0, len(text)))))


def findings(quote: str, rules: str) -> list[str]:
    """Return what 对账 finds in a clause with this sentence and these rules."""
    bag = Bag()
    document = read_document(Source("policy.md", small(rules, quote=quote)), bag)
    assert document is not None
    section = next(each for each in document.sections if each.fences)
    block = parse_block(document.source, section.fences[0], lexer(), bag)
    assert not bag.failed, rules
    reconcile(section, block, document.source, bag)
    return [f"{each.code} {each.message}" for each in bag]


def found(seeds: range) -> tuple[list[str], list[str], Counter[str]]:
    """Return the changed pairs that are not found, the unchanged pairs that are, and how often each change was made."""
    missed, false, made = [], [], Counter[str]()
    for seed in seeds:
        each = pair(seed)
        made[each.change] += 1
        wrong = findings(each.quote, each.good)
        if wrong:
            false.append(f"{seed}\n> {each.quote}\n{each.good}\n{wrong}")
        if not findings(each.quote, each.bad):
            missed.append(f"{seed} {each.change}\n> {each.quote}\n{each.bad}")
    return missed, false, made


def test_two_thousand_pairs() -> None:
    missed, false, made = found(range(MANY))
    assert not false, "\n\n".join(false[:5])
    assert len(missed) <= MANY // 100, "\n\n".join(missed[:5])
    assert min(made[each] for each in CHANGES) > MANY // len(CHANGES) - 2


def test_check_reports_what_reconciliation_finds() -> None:
    for seed in range(MANY, MANY + 40):
        each = pair(seed)
        bag = compiled_small(small(each.bad, quote=each.quote)).bag
        assert bag.failed, each
