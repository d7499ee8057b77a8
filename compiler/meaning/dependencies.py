"""Which clauses are scored after which: those that read what another clause or item gives come after it.

In: Core. Out: clauses in an order in which every ``Role.RESULT`` fact is known before it is read. A cycle is reported where the
references are resolved, so there is none here.
"""

from __future__ import annotations

from compiler import core
from compiler.core.walk import clauses_of, facts_in, part, roots_of


def results_read(reader: core.Clause | core.Veto, policy: core.Policy) -> tuple[core.Fact, ...]:
    """Return the results of other clauses that a clause or a veto reads, each once."""
    by_name = policy.results
    if not by_name:
        return ()
    roots = (reader.test,) if isinstance(reader, core.Veto) else roots_of(reader)
    names = dict.fromkeys(name for root in roots for name in facts_in(root))
    return tuple(by_name[name] for name in names if name in by_name)


def in_order(policy: core.Policy) -> tuple[core.Clause, ...]:
    """Return all clauses, document order kept where no reference decides otherwise."""
    clauses = policy.clauses()
    if not policy.results:
        return clauses
    known = {clause.id: clause for clause in clauses}
    ordered: dict[str, core.Clause] = {}

    def visit(clause: core.Clause) -> None:
        if clause.id in ordered:
            return
        for fact in results_read(clause, policy):
            needed = part(policy, fact.result_of)
            for each in () if needed is None else clauses_of(needed):
                visit(known[each.id])
        ordered[clause.id] = clause

    for clause in clauses:
        visit(clause)
    return tuple(ordered.values())
