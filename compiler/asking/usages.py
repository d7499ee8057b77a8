"""Where a policy uses a name or a word: every place in its file and in its scenarios, and every clause that depends on it.

In: a document, what a run made of it, a name. Out: ``Use`` values in the order of the file. Text is cut as the lexer cuts it,
the longest name or word first, so 占比 is not found inside 就近办占比. A clause that reads a fact without naming it (每件 扣
2 分, or by way of an indicator) is found in Core and is an indirect use.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from attrs import frozen

from compiler import core
from compiler.asking.known_names import Known
from compiler.core.walk import facts_in
from dsl.documents.policy_file import Document, Section
from dsl.folding import flatten
from dsl.nodes import Node
from dsl.source import Source, Span
from dsl.words.trie import longest
from dsl.words.vocabulary import Declared, declared_names

DECLARED, DIRECT, INDIRECT = "声明", "用到", "间接"
SCENARIO = "情景"


@frozen(repr=False, eq=False)
class Use(Node):
    """One place: in which part of the file (规则, 案例表 …), in which clause, and how."""

    source: Source
    span: Span
    part: str
    clause: str
    how: str


def usages(document: Document, policy: core.Policy | None, known: Known, names: Collection[str]) -> tuple[Use, ...]:
    """Return every use of a name in a policy file; ``names`` are all folded spellings that the text is cut by."""
    source = document.source
    declared = {each.span.start for each in _declarations(document)}
    direct = [
        Use(source, span, *_part(document, span), DECLARED if span.start in declared else DIRECT)
        for span in found_in(source, known, names)
    ]
    lines = {source.place(use.span.start)[0] for use in direct if use.part == "规则"}
    indirect = [use for use in _indirect(document, policy, known) if source.place(use.span.start)[0] not in lines]
    once = {source.place(use.span.start)[0]: use for use in reversed(indirect)}
    return tuple(sorted([*direct, *once.values()], key=lambda use: use.span.start))


def scenario_usages(source: Source, known: Known, names: Collection[str]) -> tuple[Use, ...]:
    """Return every use of a name in the scenarios beside a policy."""
    return tuple(Use(source, span, SCENARIO, "", DIRECT) for span in found_in(source, known, names))


def found_in(source: Source, known: Known, names: Collection[str]) -> Iterator[Span]:
    """Yield the places of a name in a text, cut line by line into the longest names and words."""
    wanted, cut = set(known.keys), re.compile(longest(names)).finditer
    for number, start in enumerate(source.line_starts, start=1):
        flat = flatten(source.text, start, start + len(source.line(number)))
        for match in cut(flat.text):
            if match.group() in wanted:
                yield Span(flat.origin(match.start()), flat.origin(match.end() - 1) + 1)


def _declarations(document: Document) -> Iterator[Declared]:
    for section in document.sections:
        for fence in section.fences:
            yield from declared_names(document.source, fence)


# ---------------------------------------------------------------------------------------------------------------- parts


def _part(document: Document, span: Span) -> tuple[str, str]:
    """Return the part of the file and the clause in which a place lies."""
    if span.start < document.front.end:
        return "文头", ""
    section = next((each for each in reversed(document.sections) if each.heading.start <= span.start), None)
    return ("说明", "") if section is None else (_in_section(section, span), section.id)


def _in_section(section: Section, span: Span) -> str:
    def inside(*spans: Span) -> bool:
        return any(each.start <= span.start < each.end for each in spans)

    if inside(section.heading):
        return "标题"
    if inside(*section.fences):
        return "规则"
    if inside(*(quote.span for quote in section.quotes)):
        return "原文"
    if inside(*(note.span for note in section.notes)):
        return "注"
    tables = [table for table in section.tables if inside(table.span)]
    if not tables:
        return "说明"
    first, last = tables[0].header[0].span, tables[0].header[-1].span
    return "案例表" if inside(first.to(last)) else "案例"


# ------------------------------------------------------------------------------------------------------------- indirect


def _indirect(document: Document, policy: core.Policy | None, known: Known) -> Iterator[Use]:
    """Yield the branches, consequences, duties and vetoes of Core that read a fact or measure an indicator."""
    if policy is None:
        return
    for clause in policy.clauses():
        for span, reads, measure in _reading(clause):
            if known.name in reads or known.name == measure:
                yield Use(document.source, span, "规则", clause.id, INDIRECT)
    for veto in policy.vetoes:
        if known.name in set(facts_in(veto.test)):
            yield Use(document.source, veto.span, "规则", veto.clause, INDIRECT)


def _reading(clause: core.Clause) -> Iterator[tuple[Span, set[str], str]]:
    for effect in clause.effects:
        for branch in effect.branches:
            yield branch.span, {*facts_in(branch.test), *facts_in(branch.points)}, effect.measure_name
    for each in clause.consequences:
        yield each.span, set(facts_in(each.test)), ""
    for duty in clause.duties:
        if duty.test is not None:
            yield duty.span, set(facts_in(duty.test)), ""
