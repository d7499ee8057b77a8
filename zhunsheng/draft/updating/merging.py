"""Next year's document against this year's policy: three texts, of which this year's policy is the base.

In: this year's policy as compiled, next year's document as drafted. Out: a new policy text and the list of changes. What the new text does
not change stays as it is, whatever a hand has written there: rules, notes, cases, points on headings, the front matter. What changes is
shown in both wordings; what cannot stay is named with its reason. Nothing of this year's policy is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Diagnostic, Severity
from dsl.source import Source
from zhunsheng.draft.layout.entries import points_of
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.sentences.cutting import concludes, scores
from zhunsheng.draft.updating.changes import CHANGED, GONE, NEW, SAME, Change, Updated
from zhunsheng.draft.updating.comparing import numbers_changed
from zhunsheng.draft.updating.front import front_of
from zhunsheng.draft.updating.headings import renumbered_headings, repointed_headings
from zhunsheng.draft.updating.inserting import with_new
from zhunsheng.draft.updating.parts import Choice, Part, lost_with, offer, parts_of
from zhunsheng.draft.updating.pieces import Alignment
from zhunsheng.draft.updating.reusing import Reuse, names_of
from zhunsheng.draft.writing.clause import Clause
from zhunsheng.draft.writing.drafting import Draft, draft

_ROUNDS = 60


def updated(old: Compiled, new: Draft) -> Updated:
    """Merge; ``old`` has a document and its source text."""
    assert old.document is not None and old.text.original is not None
    before = old.text.original.text
    alignment, reuse = Alignment.of(before, new.source), Reuse(old)
    every = parts_of(old, alignment, reuse)
    parts, gone = _standing(every)
    sections = [each.section for each in parts if each.section is not None]
    for part in parts:
        others = [each for each in sections if each is not part.section]
        offer(part, reuse, _read(part, new, alignment), others)
    _hand_over(parts, gone, reuse)
    first = draft(read_plain(before), before, "")
    pointed = tuple(repointed_headings(parts, first, new, alignment))
    numbered = tuple(renumbered_headings(parts, alignment))
    told = with_new(parts, new, alignment, lambda title, text: _alone(title, text, names_of(old)))
    front, besides = front_of(reuse.front(), first, new)
    left = _settle(parts, front, Source("source.txt", new.source))
    changes = [*_changes(every, gone, alignment, reuse, told), *pointed]
    besides = (*besides, *numbered, *(f"还要改：{each.message}" for each in left))
    return Updated(_policy(front, [each.text() for each in parts]), tuple(changes), besides)


def _standing(every: list[Part]) -> tuple[list[Part], list[Part]]:
    """The parts that stay, and those whose sentences are all gone; a heading stays while something stands below it."""
    kept: list[Part] = []
    gone: list[Part] = []
    for part in reversed(every):
        below = bool(kept) and kept[-1].level > part.level
        if part.kind != GONE or below:
            if part.kind == GONE:
                part.choices = [Choice(part.now.text.split("\n")[0] + "\n\n")]
                gone.append(part)
            kept.append(part)
        else:
            gone.append(part)
    return kept[::-1], gone[::-1]


def _read(part: Part, new: Draft, alignment: Alignment) -> Clause | None:
    """The draft's reading of what a part quotes now, where one clause of the draft has just that."""
    if part.kind != CHANGED:
        return None
    at = part.at()
    found = [each for each in new.clauses if each.scored and (own := alignment.inside(each.quotes)) and own <= at]
    return found[0] if len(found) == 1 else None


def _alone(title: str, text: str, reserved: set[str]) -> tuple[Clause, ...]:
    """A new sentence in the middle of old ones, drafted by itself."""
    whole = f"{title}\n{text}\n" if title else f"{text}\n"
    made = draft(read_plain(whole), whole, "", reserved).clauses
    found = [each for each in made if each.quotes and any(part in text for part in each.quotes)]
    return tuple(found) or (Clause(1, "", "新增", quotes=(text,), doubts=("新增的一句，没有读成规则",)),)


def _hand_over(parts: list[Part], gone: list[Part], reuse: Reuse) -> None:
    """Declarations of what is gone that other sections use go to the first of them."""
    sections = [each.section for each in parts if each.section is not None and each not in gone]
    for part in gone:
        assert part.section is not None
        lines = reuse.needed(part.section, sections)
        names = reuse.declared(part.section)
        heir = next(
            (each for each in parts if each.section in sections and each.section and reuse.uses(each.section, names)),
            None,
        )
        if lines and heir is not None:
            block = "\n".join(lines)
            heir.choices = [
                evolve(each, text=each.text.replace("```规则\n", f"```规则\n{block}\n", 1)) for each in heir.choices
            ]


# ------------------------------------------------------------------------------------------------------------- assembling


def _policy(front: str, texts: list[str]) -> str:
    return front.rstrip("\n") + "\n\n" + "\n\n".join(each.strip("\n") for each in texts) + "\n"


def _settle(parts: list[Part], front: str, original: Source) -> list[Diagnostic]:
    """Take the next choice of a part while the policy does not compile there; return what is left."""
    for _ in range(_ROUNDS):
        text = _policy(front, [each.now.text for each in parts])
        bag = compile_policy(PolicyText("draft", Source("policy.md", text), original)).bag
        errors = [each for each in bag if each.severity is Severity.ERROR]
        places = {at for each in errors if (at := _part_at(text, each)) is not None}
        stuck = [at for at in places if at < len(parts) and len(parts[at].choices) > 1]
        if not stuck:
            return errors
        for at in stuck:
            parts[at].choices = parts[at].choices[1:]
    return errors


def _part_at(text: str, error: Diagnostic) -> int | None:
    """The part that an error points into: the last one whose heading stands before it."""
    if error.primary is None:
        return None
    heads = [match.start() for match in re.finditer(r"(?m)^#{1,6} ", text)]
    before = [at for at, start in enumerate(heads) if start <= error.primary.span.start]
    return before[-1] if before else None


# ---------------------------------------------------------------------------------------------------------------- report


def _changes(
    every: list[Part], gone: list[Part], alignment: Alignment, reuse: Reuse, told: dict[int, Clause]
) -> Iterator[Change]:
    lost: set[str] = set()
    for at, piece in enumerate(alignment.old):
        if not _counts(piece.text):
            continue
        part = _of(every, alignment, at)
        section = part.section if part is not None else None
        rules = reuse.rules(section) if section is not None else ()
        place = section.id if section is not None else ""
        if at not in alignment.pairs:
            away = part is not None and part in gone and place not in lost
            dropped = lost_with(section, rules) if away and section is not None else ()
            dropped = dropped or (part.now.dropped if part is not None else ())
            lost.add(place)
            yield Change(GONE, piece.text, clause=place, rule_before=rules, dropped=dropped)
            continue
        after = alignment.new[alignment.pairs[at]].text
        if alignment.same(at):
            yield Change(SAME, piece.text, after, place)
        else:
            numbers = numbers_changed(piece.text, after)
            now = part.now if part is not None else Choice("")
            yield Change(CHANGED, piece.text, after, place, numbers, rules, now.rules, now.dropped)
    for at in sorted(alignment.added):
        if _counts(alignment.new[at].text):
            clause = told.get(at)
            yield Change(NEW, after=alignment.new[at].text, rule_after=clause.lines if clause is not None else ())


def _counts(text: str) -> bool:
    """Whether a piece is told of: not a heading with its points, which says nothing by itself."""
    title, points = points_of(text)
    return (scores(text) or concludes(text)) and not (points and not scores(title))


def _of(every: list[Part], alignment: Alignment, at: int) -> Part | None:
    """The part that quotes an old piece; one with rules before one without."""
    found = [part for part in every if at in _touched(part, alignment)]
    return next(
        (each for each in found if each.section is not None and each.section.fences), found[0] if found else None
    )


def _touched(part: Part, alignment: Alignment) -> frozenset[int]:
    return frozenset(at for span in part.places for at in alignment.touched(span))
