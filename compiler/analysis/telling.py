"""One mistake, one finding: what follows from another finding becomes a remark on it, and what is found often is said once.

In: the findings of the checks, as the policy has settled them. Out: fewer of them, none of their places lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from compiler.problems import across as problems
from dsl.diagnostics import Diagnostic, Label, Severity
from dsl.source import Span

OFTEN = 3  # one finding, word for word, at so many places is said once
_AT_ODDS = ("W422-pays-both-ways", "W457-tiers-differ")  # two clauses that want one figure differently
_TOGETHER = "W465-not-all-at-once"
_NOBODY = "W466-nothing-concerns-it"
_REMARKS = (
    _TOGETHER,
    "W443-cap-never-reached",
    "W463-full-out-of-reach",
    _NOBODY,
)  # what is worth a remark on the cause
_DEAD = (
    "W417-always-true",
    "W418-never-true",
    "E414-dead-tier",
)  # with such a condition points are out of reach, and caps
_OF_DEAD = ("W443-cap-never-reached", "W446-more-than-its-item", "W463-full-out-of-reach")
_DEAD_TIER = "E414-dead-tier"
_HOLE, _LADDER = "W410-tier-hole", "E448-open-ladder"  # what is asked about is no hole besides
_WAY = "W420-wrong-way"
_TWICE = "W458-double-deduction"


def once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings with each mistake told once."""
    return list(_often(_by_clause(_consequences(list(found)))))


def _consequences(found: list[Diagnostic]) -> list[Diagnostic]:
    """Two clauses that pull one figure both ways also have other tiers, and keep their items from being full at once."""
    kept = {id(each): each for each in found}
    for each in found:
        cause = next(
            (other for other in found if id(other) in kept and other is not each and _follows(each, other)), None
        )
        if cause is None:
            continue
        del kept[id(each)]
        if each.code in (*_REMARKS, *_DEAD) and each.primary is not None:
            label = evolve(each.primary, text=each.message if each.code in _DEAD else f"因此{each.message}")
            kept[id(cause)] = evolve(kept[id(cause)], related=(*kept[id(cause)].related, label))
    return list(kept.values())


def _follows(found: Diagnostic, cause: Diagnostic) -> bool:
    if (found.code, cause.code) == (_HOLE, _LADDER):
        return any(_meet(one, other) for one in _spans(found) for other in _spans(cause))
    if cause.code in _DEAD and found.code in _DEAD:
        return found.clause == cause.clause and _weaker(found, cause) and _one_mistake(found, cause)
    if cause.code == _DEAD_TIER and found.code == _NOBODY:
        return True  # whoever an exemption takes out altogether is nobody's
    if cause.code in _DEAD and found.code in _OF_DEAD:
        whole = found.clause == cause.clause or cause.clause.startswith(f"{found.clause}/")
        return bool(cause.clause) and whole
    if cause.code not in _AT_ODDS or found.primary is None or cause.primary is None:
        return False
    if found.code == _TOGETHER:  # the heading, or the declared total, stands before both clauses
        return all(found.primary.span.start < label.span.start for label in _labels(cause)[:2])
    return (found.code, cause.code) == _AT_ODDS[::-1] and _spans(found) == _spans(cause)


def _weaker(found: Diagnostic, cause: Diagnostic) -> bool:
    """Whether a warning stands beside an error: the error is what is told."""
    return found.severity is not Severity.ERROR and cause.severity is Severity.ERROR


def _one_mistake(found: Diagnostic, cause: Diagnostic) -> bool:
    """Whether a condition that always or never holds is that of the sentence that is dead, or of one in front that takes all."""
    return found.primary is not None and any(_meet(found.primary.span, span) for span in _spans(cause))


def _by_clause(found: list[Diagnostic]) -> list[Diagnostic]:
    """The steps of one clause that all go against the declared direction: it may be the direction that is wrong."""
    kept: dict[object, Diagnostic] = {}
    for each in found:
        why = each.primary.text if each.primary is not None else ""
        key = (each.code, each.clause, why) if each.code == _WAY else each
        kept[key] = each if key not in kept else _joined(kept[key], each)
    return list(kept.values())


def _often(found: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what is found often once, with all its places."""
    rows: dict[tuple[str, str], list[Diagnostic]] = {}
    for each in found:
        rows.setdefault((each.code, each.message), []).append(each)
    for (code, _), row in rows.items():
        if len(row) < (2 if code == _TWICE else OFTEN):
            yield from row
        else:
            yield _told(row)


def _told(row: Sequence[Diagnostic]) -> Diagnostic:
    first = row[0]
    for each in row[1:]:
        first = _joined(first, each)
    places = len({label.span for label in _labels(first)})
    return problems.at_places(first, places) if first.code != _TWICE else problems.in_clauses(first, places)


def _joined(first: Diagnostic, other: Diagnostic) -> Diagnostic:
    """Return a finding with the places of another of the same kind."""
    known = set(_spans(first))
    more = tuple(label for label in _labels(other) if label.span not in known)
    return evolve(first, related=(*first.related, *more))


def _labels(found: Diagnostic) -> tuple[Label, ...]:
    return (*(() if found.primary is None else (found.primary,)), *found.related)


def _spans(found: Diagnostic) -> frozenset[Span]:
    return frozenset(label.span for label in _labels(found))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
