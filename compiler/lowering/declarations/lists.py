"""合称 and 名单: several facts under one name, and the units of a kind. In: their declarations. Out: a filled ``Scope``."""

from __future__ import annotations

from compiler.lowering.names.parts import is_duties
from compiler.lowering.names.scope import Scope
from compiler.problems import names
from dsl import surface
from dsl.folding import fold
from dsl.types import Kind
from dsl.words.lexicon import lexicon


def taken(name: surface.Name, scope: Scope) -> bool:
    """Tell whether a name was declared before (reported); else it is now."""
    key = fold(name.text)
    if key in scope.spans:
        scope.bag.add(names.declared_twice(scope.source, name.span, name.text, scope.spans[key]))
        return True
    not_a_unit(name, scope)
    scope.spans[key] = name.span
    return False


def not_a_unit(name: surface.Name, scope: Scope) -> None:
    """Report a name that is a measure word; it is taken all the same, so that nothing else is reported for it."""
    if fold(name.text) in lexicon().units:
        scope.bag.add(names.is_unit(scope.source, name.span, name.text))


def group(written: surface.GroupOf, scope: Scope) -> None:
    """Take 集合: several flags under one name."""
    if taken(written.name, scope):
        return
    members = []
    for name in written.members:
        fact = scope.facts.get(fold(name.text))
        if fact is None and is_duties(
            name.text
        ):  # 义务（二/1）: the duties of a clause are something to do like any other
            found = scope.find(name.text, "")
            fact = found.fact if found is not None else None
            scope.spans.setdefault(fold(name.text), name.span)
        if fact is None:
            scope.report_missing(name)
        elif fact.type.kind is not Kind.FLAG:
            scope.bag.add(names.wrong_use(scope.source, name.span, name.text, str(fact.type), "是否型的事实"))
        else:
            members.append(fact)
    scope.groups[fold(written.name.text)] = tuple(members)


def roster(written: surface.Roster, scope: Scope) -> None:
    """Take 名单: the units of one kind; a unit on two lists is reported."""
    kind = written.kind.text
    if scope.kinds and kind not in scope.kinds:
        scope.bag.add(names.unknown_kind(scope.source, written.kind.span, kind, scope.kinds))
        return
    for unit, span in written.units:
        owner = next((name for name, units_ in scope.rosters.items() if unit in units_), None)
        if owner is not None:
            scope.bag.add(names.unit_twice(scope.source, span, unit, (owner, kind)))
    scope.rosters[kind] = (*scope.rosters.get(kind, ()), *(unit for unit, _ in written.units))
