"""What can be asked for in a policy by name: declared names, members, lists, listed units, the words of the language.

In: what a run made of a policy. Out: every known name by its folded spelling with what it is; two spellings of one word of
the language (低于, 小于) are one thing.
"""

from __future__ import annotations

from attrs import frozen

from compiler import core
from compiler.pipeline import Compiled
from compiler.words.amounts import show_type
from dsl.documents.policy_file import Document
from dsl.folding import fold
from dsl.nodes import Node
from dsl.words.lexicon import lexicon
from dsl.words.vocabulary import NameRole, declared_names


@frozen(repr=False, eq=False)
class Known(Node):
    """A thing that has a name: what it is called, what it is in Chinese, and every folded spelling it has."""

    name: str
    what: str
    keys: tuple[str, ...]


def known_names(document: Document, compiled: Compiled) -> dict[str, Known]:
    """Return every known name by its folded spelling; what the policy declares goes before the words of the language."""
    found = dict(_words())
    found |= {key: each for each in _of_core(compiled.policy) for key in each.keys}
    found |= {key: each for each in _declared(document, compiled.policy) for key in each.keys}
    return found


def _declared(document: Document, policy: core.Policy | None) -> list[Known]:
    facts = {fact.name: fact for fact in policy.facts} if policy is not None else {}
    made = []
    for section in document.sections:
        for fence in section.fences:
            for each in declared_names(document.source, fence):
                fact = facts.get(each.name)
                type_ = f"，{show_type(fact.type)}" if fact is not None and each.role is not NameRole.MEMBER else ""
                made.append(Known(each.name, f"{each.role}{type_}", (each.key,)))
    kinds = document.front.values.get("对象类别")
    return [*made, *(Known(kind, str(NameRole.KIND), (fold(kind),)) for kind in (kinds.items() if kinds else ()))]


def _of_core(policy: core.Policy | None) -> list[Known]:
    """Names that stand in no declaration of their own: ranks, judgements, listed units, grades."""
    if policy is None:
        return []
    made = [Known(fact.name, f"{fact.role}，{show_type(fact.type)}", (fold(fact.name),)) for fact in policy.facts]
    made += [Known(unit, f"{roster.kind}的单位", (fold(unit),)) for roster in policy.rosters for unit in roster.units]
    return [*made, *(Known(band.name, "等次", (fold(band.name),)) for band in policy.bands)]


def _words() -> dict[str, Known]:
    """The words of the language; all spellings that say the same to the compiler are one."""
    words = lexicon()
    same: dict[tuple[str, str], list[str]] = {}
    for table in (words.words, words.declarations, words.facets):
        for key, word in table.items():
            same.setdefault((word.terminal, word.says), []).append(key)
    found: dict[str, Known] = {}
    for table in (words.words, words.declarations, words.facets):
        for key, word in table.items():
            keys = tuple(same[(word.terminal, word.says)])
            found[key] = Known(word.spelling, f"语言的词：{word.meaning}", keys)
    units: dict[str, list[str]] = {}
    for key, unit in words.units.items():
        units.setdefault(f"{unit.kind}/{unit.canonical}", []).append(key)
    for key, unit in words.units.items():
        found.setdefault(key, Known(unit.spelling, f"单位：{unit.kind}", tuple(units[f"{unit.kind}/{unit.canonical}"])))
    return found
