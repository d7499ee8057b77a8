"""References to what another clause or item gives: 得分（一/3）, 按第五条扣分. In: names. Out: facts whose role is 得分."""

from __future__ import annotations

import re

from compiler import core
from compiler.lowering.names.scope import Measure, Scope
from compiler.meaning.dependencies import clauses_of, part, results_read
from compiler.problems import forms
from dsl import surface
from dsl.diagnostics import Bag
from dsl.folding import fold
from dsl.source import Source, Span
from dsl.types import POINTS

_NAMED = re.compile(r"得分\((.+)\)")
_ARTICLE = re.compile(r"第([一二三四五六七八九十百零〇\d]+)[条款项]")


def is_reference(text: str) -> bool:
    """Tell whether a name refers to another clause."""
    key = fold(text)
    return bool(_NAMED.fullmatch(key) or _ARTICLE.fullmatch(key))


def target(text: str, known: tuple[str, ...]) -> str | None:
    """Return the id of the clause or heading that a name refers to; None where there is none, or several."""
    key = fold(text)
    named = _NAMED.fullmatch(key)
    wanted = named[1] if named else key
    ids = {fold(each): each for each in known}
    if wanted in ids:
        return ids[wanted]
    article = _ARTICLE.fullmatch(wanted)
    ends = (wanted, article[1], f"({article[1]})") if article else (wanted,)
    found = [each for key, each in ids.items() if key.rpartition("/")[2] in ends or key.endswith(f"/{wanted}")]
    return found[0] if len(found) == 1 else None


def result_fact(clause_id: str, span: Span) -> core.Fact:
    """Return the fact that holds what a clause or heading gives."""
    name = f"得分（{clause_id}）"
    return core.Fact(name, POINTS, span, core.Role.RESULT, result_of=clause_id, meaning=f"“{clause_id}”的得分")


def resolved(name: surface.Name, scope: Scope) -> Measure | None:
    """Return the points of another clause that a name refers to; None where there is none (reported)."""
    clause_id = target(name.text, scope.parts)
    if clause_id is None:
        scope.bag.add(forms.no_such_part(scope.source, name.span, name.text, scope.parts))
        return None
    fact = scope.add_extra(result_fact(clause_id, name.span))
    return Measure(core.Read(fact.name), fact.type, fact.name, name.span)


def check_cycles(policy: core.Policy, source: Source, bag: Bag) -> None:
    """Report clauses whose points depend on themselves."""
    reads: dict[str, list[tuple[str, core.Fact]]] = {}
    for clause in policy.clauses():
        for fact in results_read(clause, policy):
            node = part(policy, fact.result_of)
            below = () if node is None else clauses_of(node)
            reads.setdefault(clause.id, []).extend((each.id, fact) for each in below)
    for start in reads:
        path = _way_back(start, start, reads, set())
        if path:
            bag.add(forms.circular_results(source, reads[start][0][1].span, [start, *path]))
            return


def _way_back(at: str, start: str, reads: dict[str, list[tuple[str, core.Fact]]], seen: set[str]) -> list[str]:
    for needed, _ in reads.get(at, []):
        if needed == start:
            return [needed]
        if needed in seen:
            continue
        seen.add(needed)
        rest = _way_back(needed, start, reads, seen)
        if rest:
            return [needed, *rest]
    return []
