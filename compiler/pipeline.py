"""The whole chain on one screen: a policy file in, Core out, with every finding on the way.

text → Document → Surface (per clause) → names → Core → totals → checks

What the policy says about its own findings (检查, 接受) holds from the moment its front matter is read.
"""

from __future__ import annotations

import hashlib

from attrs import frozen

from compiler import core
from compiler.accepting.footnotes import footnoted, footnotes
from compiler.accepting.settings import Accepted, read_settings
from compiler.analysis import checks
from compiler.analysis.checks.subject import Subject
from compiler.analysis.telling import once
from compiler.faithful import quotes as faithful
from compiler.faithful.aligned import reconcile
from compiler.faithful.undecided import report_undecided
from compiler.lowering.declarations import checks as facts_checks
from compiler.lowering.declarations import facts, indicators
from compiler.lowering.names import references
from compiler.lowering.names.aliases import read_aliases
from compiler.lowering.names.scope import Scope
from compiler.lowering.outline import duties
from compiler.lowering.outline import headings as outline
from compiler.lowering.outline.policy_facts import finish_facts, read_total
from compiler.lowering.sentences import tables
from compiler.policy_text import PolicyText
from compiler.problems import rules
from dsl import limits, surface
from dsl.diagnostics import Bag
from dsl.documents.policy_file import Document, Section
from dsl.documents.reading import read_document
from dsl.lexer import Lexer
from dsl.nodes import Node
from dsl.parser import parse_block
from dsl.problems import documents
from dsl.source import Span
from dsl.words.vocabulary import Declared, Vocabulary, declared_names


@frozen(repr=False, eq=False)
class Compiled(Node):
    """Everything a run made of a policy; later stages are None where an earlier one failed."""

    text: PolicyText
    bag: Bag
    document: Document | None = None
    blocks: dict[str, surface.Block] | None = None
    policy: core.Policy | None = None
    places: dict[str, Span] | None = None
    accepted: tuple[Accepted, ...] = ()
    draft: core.Policy | None = None  # what names and types gave, errors or not: to show findings with, never to score


def compile_policy(text: PolicyText, *, thorough: bool = False) -> Compiled:
    """Compile one policy; ``policy`` is set when there was no error. ``thorough``: with the checks that take time."""
    bag = Bag()
    document = read_document(text.policy, bag)
    if document is None:
        return Compiled(text, bag)
    settings = read_settings(document, bag)
    bag.settle = settings.settle
    places = _check_source(document, text, bag)
    report_undecided(document, bag)
    blocks = parse(document, bag)
    if _too_many_facts(document, blocks, bag):
        return Compiled(text, bag, document, blocks, None, places)
    if bag.failed:
        # Names and units of what did parse are still worth a look: one run shows every error it can.
        draft = lower(document, blocks, text, bag)
        return Compiled(text, bag, document, blocks, None, places, draft=draft)
    policy = lower(document, blocks, text, bag)
    costs = (checks.Cost.QUICK, checks.Cost.SOLVER) if thorough else (checks.Cost.QUICK,)
    if not bag.failed:
        bag.extend(checks.run(Subject(policy, document, blocks, thorough), costs))
    bag.items[:] = once(bag)
    if not bag.failed:  # a rule that is wrong in itself has been reported; its numbers say nothing more
        for section in document.sections:
            if section.id in blocks:
                reconcile(section, blocks[section.id], document.source, bag)
        if thorough:  # only now is it known what was accepted for nothing
            bag.extend(settings.idle())
    accepted = tuple(settings.accepted)
    sound = None if bag.failed else footnoted(policy, accepted)
    return Compiled(text, bag, document, blocks, sound, places, accepted, policy)


def _check_source(document: Document, text: PolicyText, bag: Bag) -> dict[str, Span]:
    named = document.front.values.get("原文")
    if text.original is None:
        if named is not None:
            bag.add(documents.source_missing(document.source, named.span, named.text))
        return {}
    stated = document.front.values.get("原文校验")
    digest = hashlib.sha256(text.original.text.encode("utf-8", "surrogatepass")).hexdigest()
    if stated is not None and stated.text != digest:
        bag.add(documents.source_changed(document.source, stated.span, digest))
    return faithful.check_quotes(document, text.original, bag)


def vocabulary(document: Document) -> Vocabulary:
    """Collect the names that all rule blocks of a document declare."""
    declared: list[Declared] = []
    for section in document.sections:
        for fence in section.fences:
            declared += declared_names(document.source, fence)
    kinds = document.front.values.get("对象类别")
    return Vocabulary.of(declared, kinds.items() if kinds else ())


def parse(document: Document, bag: Bag) -> dict[str, surface.Block]:
    """Parse the rule blocks of every section; several blocks of one section are read as one."""
    lexer = Lexer(vocabulary(document))
    return {section.id: _block(section, document, lexer, bag) for section in document.sections if section.fences}


def _too_many_facts(document: Document, blocks: dict[str, surface.Block], bag: Bag) -> bool:
    declared = [each for block in blocks.values() for each in block.statements if isinstance(each, surface.Fact)]
    if len(declared) <= limits.FACTS.most:
        return False
    span = declared[limits.FACTS.most].span
    bag.add(documents.too_many_facts(document.source, span, len(declared), limits.FACTS.most))
    return True


def _block(section: Section, document: Document, lexer: Lexer, bag: Bag) -> surface.Block:
    blocks = [parse_block(document.source, fence, lexer, bag) for fence in section.fences]
    lines = tuple(line for block in blocks for line in block.lines)
    for fence in section.fences:
        if not document.source.slice(fence).strip():
            bag.add(rules.empty_block(document.source, section.heading))
    return surface.Block(lines, blocks[0].span.to(blocks[-1].span))


def lower(document: Document, blocks: dict[str, surface.Block], text: PolicyText, bag: Bag) -> core.Policy:
    """Resolve names, check types, and build Core."""
    front = document.front
    kinds = front.values["对象类别"].items() if "对象类别" in front.values else ()
    period = front.period()
    scope = Scope(document.source, bag, kinds, period)
    scope.parts = tuple(section.id for section in document.sections)
    for clause, block in blocks.items():
        facts.declare_facts(clause, block, scope)
    for block in blocks.values():
        facts.link_facts(block, scope)
        tables.declare_rows(block, scope)
    for clause, block in blocks.items():
        indicators.announce_indicators(clause, block, scope)
    for clause, block in blocks.items():
        indicators.declare_indicators(clause, block, scope)
    nodes = outline.tree(document, blocks)
    total, total_span = read_total(front, scope)
    outline.held_themselves(nodes, total)
    top = outline.groups(nodes, scope)
    parts = outline.parts_of(nodes)
    low, high = outline.total_caps([], nodes)
    checked = tuple(each for clause, block in blocks.items() for each in facts_checks.checks(clause, block, scope))
    root = core.Group("", front.get("政策"), Span(0, 1), top, lowest=low, highest=high)
    if not any(each.code.startswith("E0") for each in bag):  # a clause that was left out would be missing in the sums
        outline.check_totals(root, total, scope, total_span)
    if not bag.failed:
        _cases_without_rules(document, {part.clause.id: part.clause for part in parts}, bag)
    all_facts = finish_facts(scope, front)
    policy = core.Policy(
        slug=text.slug,
        title=front.get("政策"),
        number=front.get("文号"),
        agency=front.get("机关"),
        heads=front.values["表头"].items() if "表头" in front.values else (),
        period=period,
        total=total,
        kinds=kinds,
        rosters=tuple(core.Roster(kind, units) for kind, units in scope.rosters.items()),
        facts=all_facts,
        root=root,
        # The last that holds decides, so the severest stands last: where two hold, the lower total counts.
        vetoes=tuple(sorted((veto for part in parts for veto in part.vetoes), key=lambda veto: veto.deduction or 0)),
        checks=checked,
        bands=tuple(band for part in parts for band in part.bands),
        notes=_notes(document, {part.id for part in _all_parts(root)}),
        digest=hashlib.sha256(text.policy.text.encode("utf-8", "surrogatepass")).hexdigest(),
        aliases=read_aliases(front, [fact.name for fact in all_facts if not fact.computed], document.source, bag),
    )
    policy = duties.link(policy, scope)
    references.check_cycles(policy, document.source, bag)
    return policy


def _cases_without_rules(document: Document, clauses: dict[str, core.Clause], bag: Bag) -> None:
    for section in document.sections:
        clause = clauses.get(section.id)
        with_cases = any({"得分"} & {cell.text for cell in table.header} for table in section.tables)
        if with_cases and section.fences and (clause is None or not clause.acts):
            bag.add(rules.no_rule(document.source, section.heading, section.id))


def _notes(document: Document, built: set[str]) -> tuple[core.Footnote, ...]:
    """Notes under a heading that is neither a clause nor a group concern the whole policy."""
    return tuple(each for section in document.sections if section.id not in built for each in footnotes(section))


def _all_parts(group: core.Group) -> list[core.Group | core.Clause]:
    below = [part for child in group.children if isinstance(child, core.Group) for part in _all_parts(child)]
    return [group, *group.children, *below]
