"""Next year's document against this year's policy: what stays keeps its rules, what changed is shown in both wordings.

In: this year's policy as compiled, next year's document as drafted. Out: a new policy text and the list of changes; nothing of this
year's policy is touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from attrs import evolve, frozen

from compiler.pipeline import Compiled
from dsl.documents.policy_file import Section
from dsl.source import Source
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.updating.comparing import key_of, numbers_changed, places
from zhunsheng.draft.updating.renumbering import only_numbers_changed, renumbered
from zhunsheng.draft.updating.reusing import Reuse
from zhunsheng.draft.writing.clause import Clause
from zhunsheng.draft.writing.drafting import Draft, draft
from zhunsheng.draft.writing.markdown import clause_text
from zhunsheng.engine.numbers import show

SAME, CHANGED, NEW, GONE = "不变", "变了", "新增", "删去"
_ALIKE = 0.6  # as much of two wordings must agree for one to be a change of the other
_SHOWN = (CHANGED, NEW, GONE)


@frozen
class Change:
    """What became of a sentence: its two wordings, the rules under each, the numbers that changed."""

    kind: str
    before: str = ""
    after: str = ""
    clause: str = ""
    numbers: tuple[str, ...] = ()
    rule_before: tuple[str, ...] = ()
    rule_after: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """Return the change as plain data."""
        return {
            "kind": self.kind,
            "clause": self.clause,
            "before": self.before,
            "after": self.after,
            "numbers": list(self.numbers),
            "ruleBefore": list(self.rule_before),
            "ruleAfter": list(self.rule_after),
        }

    def lines(self) -> Iterator[str]:
        """Say it."""
        yield f"{self.kind}{f'（{self.clause}）' if self.clause else ''}"
        if self.before:
            yield f"  今年：{_flat(self.before)}"
        if self.after:
            yield f"  明年：{_flat(self.after)}"
        if self.numbers:
            yield f"  数：{'，'.join(self.numbers)}"
        if self.rule_before:
            yield f"  今年的规则：{'；'.join(self.rule_before)}"
        if self.after and not self.after.startswith("分值"):
            yield f"  明年读成：{'；'.join(self.rule_after) or '待定'}"


@frozen
class Updated:
    """Next year's policy and what changed."""

    policy: str
    changes: tuple[Change, ...]

    def text(self) -> str:
        """Return the report."""
        counts = "，".join(f"{kind} {sum(each.kind == kind for each in self.changes)} 句" for kind in (SAME, *_SHOWN))
        lines = [line for kind in _SHOWN for each in self.changes if each.kind == kind for line in each.lines()]
        return "\n".join([counts, *lines]) + "\n"


@frozen
class _Match:
    """A clause of the draft: the clause of this year's policy that it stays, or the old wordings that it comes from."""

    clause: Clause
    section: Section | None = None
    near: tuple[tuple[str, str], ...] = ()  # new sentence, old sentence


@frozen
class _Old:
    """This year's sentences, by key, and the clauses that quote them."""

    texts: dict[str, str]
    sections: dict[str, Section]

    def whole(self, section: Section, keys: set[str]) -> bool:
        """Whether every sentence of a clause is still among these."""
        return all(key in keys for key, each in self.sections.items() if each is section)


def updated(old: Compiled, new: Draft) -> Updated:
    """Compare and assemble; ``old`` has a document and its source text. Both documents are cut by the same reader."""
    assert old.document is not None and old.text.original is not None
    text = old.text.original.text
    before = [each for clause in draft(read_plain(text), text, "").clauses for each in clause.scored]
    known = _Old({key_of(each): each for each in before}, places(before, old.document.sections))
    keys = {key_of(each) for clause in new.clauses for each in clause.scored}
    left = {key: each for key, each in known.texts.items() if key not in keys}
    matches = [_match(clause, known, keys, left) for clause in new.clauses]
    reuse = Reuse(old, Source("source.txt", new.source))
    changes = [each for match in matches for each in _changes(match, known, reuse)]
    gone = [
        Change(GONE, each, clause=_id(known, key), rule_before=_rules(known, key, reuse)) for key, each in left.items()
    ]
    return Updated(_policy(matches, new, known, reuse), (*changes, *gone))


def _match(clause: Clause, known: _Old, keys: set[str], left: dict[str, str]) -> _Match:
    """Find what a clause comes from; a changed sentence takes its old wording out of what is left."""
    own = [key_of(text) for text in clause.scored]
    sections = [known.sections.get(key) if key in known.texts else None for key in own]
    if (
        own
        and sections[0] is not None
        and all(each is sections[0] for each in sections)
        and known.whole(sections[0], keys)
    ):
        return _Match(clause, sections[0])
    near = []
    for text, key in zip(clause.scored, own, strict=True):
        best = max(left, key=lambda other: _alike(key, other), default="") if key not in known.texts else ""
        if best and _alike(key, best) >= _ALIKE:
            near.append((text, left.pop(best)))
    return _Match(clause, None, tuple(near))


def _alike(first: str, second: str) -> float:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


def _changes(match: _Match, known: _Old, reuse: Reuse) -> Iterator[Change]:
    near = dict(match.near)
    if match.section is not None:
        yield from _points(match.section, match.clause)
    for text in match.clause.scored:
        key = key_of(text)
        if key in known.texts:
            yield Change(SAME, known.texts[key], text, _id(known, key))
        elif text in near:
            was = key_of(near[text])
            numbers = numbers_changed(near[text], text)
            yield Change(
                CHANGED, near[text], text, _id(known, was), numbers, _rules(known, was, reuse), match.clause.lines
            )
        else:
            yield Change(NEW, after=text, rule_after=match.clause.lines)


def _points(section: Section, clause: Clause) -> Iterator[Change]:
    """The points that a heading states may change while its sentences stay."""
    before = "，".join(f"{kind}{show(points)}分" for kind, points in section.points)
    if before and clause.points and before != clause.points:
        numbers = numbers_changed(before, clause.points)
        yield Change(CHANGED, f"分值 {before}", f"分值 {clause.points}", section.id, numbers)


def _id(known: _Old, key: str) -> str:
    return known.sections[key].id if key in known.sections else ""


def _rules(known: _Old, key: str, reuse: Reuse) -> tuple[str, ...]:
    return reuse.rules(known.sections[key]) if key in known.sections else ()


# ------------------------------------------------------------------------------------------------------------- assembling


def _policy(matches: list[_Match], new: Draft, known: _Old, reuse: Reuse) -> str:
    """Next year's policy: the draft, with this year's rules where the sentences are the same."""
    parts = [new.policy[: new.policy.index("\n#") + 1]]
    declared: set[str] = set()
    written: set[str] = set()
    for match in matches:
        section, clause = match.section, match.clause
        if section is not None and section.id in written:
            continue  # this year's policy has these sentences in one clause
        body = reuse.body(section, declared) if section is not None else ""
        if section is not None and body:
            written.add(section.id)
            quotes = reuse.quotes(section) or tuple(
                q for each in matches if each.section is section for q in each.clause.quotes
            )
            parts.append(
                clause_text(evolve(clause, quotes=quotes, lines=(), doubts=(), method="", remarks=()), (), body)
            )
            continue
        body = _with_new_numbers(match, known, reuse, declared)
        if body:
            remarks = tuple(_both(match, known, reuse))
            parts.append(
                clause_text(evolve(clause, lines=(), doubts=(), candidates=(), method="", remarks=remarks), (), body)
            )
            continue
        facts = [fact for fact in clause.facts if fact.name not in declared] if clause.lines else []
        declared |= {fact.name for fact in facts}
        parts.append(clause_text(evolve(clause, remarks=(*clause.remarks, *_both(match, known, reuse))), facts))
    return "\n".join(parts)


def _with_new_numbers(match: _Match, known: _Old, reuse: Reuse, declared: set[str]) -> str:
    """This year's rules with next year's numbers, where the clause kept its words; proved like any other."""
    sections = {known.sections.get(key_of(before)) for _, before in match.near}
    section = next(iter(sections)) if len(sections) == 1 else None
    if section is None or len(match.near) < len(match.clause.scored):
        return ""
    own = [key for key, each in known.sections.items() if each is section]
    pairs = [(before, text) for text, before in match.near]
    if len(own) != len(pairs) or not all(only_numbers_changed(*pair) for pair in pairs):
        return ""
    return reuse.with_numbers(section, match.clause, renumbered(reuse.rules(section), pairs), declared)


def _both(match: _Match, known: _Old, reuse: Reuse) -> Iterator[str]:
    """Both wordings of a changed sentence, for the clerk to decide."""
    for text, before in match.near:
        numbers = numbers_changed(before, text)
        changed = f"变了的数：{'，'.join(numbers)}" if numbers else "数没有变，字句变了"
        yield f"待定：与上一份不同。上一份写“{_flat(before)}”；{changed}。"
        rules = _rules(known, key_of(before), reuse)
        if rules:
            yield "上一份的规则：" + "；".join(f"`{line}`" for line in rules)


def _flat(text: str) -> str:
    return "".join(text.split())
