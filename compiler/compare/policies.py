"""The whole comparison on one screen: match the clauses, bring the facts under one roof, judge every clause, then the total."""

from __future__ import annotations

from collections.abc import Mapping

from compiler import core
from compiler.analysis.solver import Who, classes
from compiler.compare.besides import changes
from compiler.compare.items import judge_item
from compiler.compare.judge import judge
from compiler.compare.model import ZEROED, ClauseChange, Comparison
from compiler.compare.pairs.align import Aligned, align
from compiler.compare.pairs.matching import Pair, pairs
from compiler.compare.parts import pairs_of
from compiler.compare.totals import judge_total
from compiler.compare.words import pieces, rules


def compare(old: core.Policy, new: core.Policy, renames: Mapping[str, str] | None = None) -> Comparison:
    """Compare two versions; ``renames`` maps old names of facts to new ones, beside those that the new version declares."""
    matched = pairs(old, new)
    became = {before.id: after.id for before, after in matched if before is not None and after is not None}
    aligned = align(old, new, {**dict(new.aliases), **(renames or {})}, became)
    whos = _classes(aligned)
    judged = tuple(_clause(aligned, pair, whos, became) for pair in _as_aligned(aligned, matched))
    stated = {before: after for before, after in aligned.names.items() if before in old.named}
    return Comparison(
        aligned.old,
        aligned.new,
        judged,
        judge_total(aligned, judged, whos),
        changes(old, new, stated, became),
        tuple((before, after) for before, after in stated.items() if not old.named[before].computed),
        tuple(aligned.names.items()),
    )


def _classes(aligned: Aligned) -> tuple[Who, ...]:
    """Return the classes of units that both versions know; all of them, where they know no kind in common."""
    common = set(aligned.old.kinds or ("",)) & set(aligned.new.kinds or ("",))
    found = classes(aligned.new, aligned.old)
    return tuple(who for who in found if who.kind in common) or found


def _as_aligned(aligned: Aligned, matched: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Return the matched clauses as they are after their facts were renamed."""
    old, new = ({clause.id: clause for clause in policy.clauses()} for policy in (aligned.old, aligned.new))
    return tuple((before and old[before.id], after and new[after.id]) for before, after in matched)


def _clause(aligned: Aligned, pair: Pair, whos: tuple[Who, ...], became: Mapping[str, str]) -> ClauseChange:
    old, new = pair
    judgements = tuple(judge(each, whos) for each in pairs_of(aligned, old, new))
    zeroed = (each for each in judgements if each.what == ZEROED)
    gone, come = rules(old), rules(new)
    return ClauseChange(
        old,
        new,
        judgements,
        pieces(old.quote if old else "", new.quote if new else ""),
        tuple(line for line in gone if line not in come),
        tuple(line for line in come if line not in gone),
        judge_item(aligned, pair, judgements[0], next(zeroed, None), whos, became),
    )
