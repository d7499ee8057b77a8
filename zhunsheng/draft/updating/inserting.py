"""What only next year's text has: clauses of the draft, put where their sentences stand among this year's sections.

In: the draft, the parts of this year's policy, the alignment. Out: the parts with the new clauses among them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import evolve

from compiler.faithful.coverage import matters
from dsl.folding import fold
from zhunsheng.draft.sentences.cutting import concludes, fold_text, scores
from zhunsheng.draft.updating.parts import Choice, Part
from zhunsheng.draft.updating.pieces import Alignment
from zhunsheng.draft.writing.clause import Clause
from zhunsheng.draft.writing.drafting import Draft
from zhunsheng.draft.writing.markdown import clause_text

_AGAIN = ("", "之二", "之三", "之四", "之五", "之六", "之七", "之八", "之九")
Read = Callable[[str, str], tuple[Clause, ...]]  # a heading and a text of its own → clauses


def with_new(parts: list[Part], new: Draft, alignment: Alignment, read: Read) -> dict[int, Clause]:
    """Insert the new clauses into the parts; return, by new piece, the clause that speaks of it."""
    told: dict[int, Clause] = {}
    for at, clause in enumerate(new.clauses):
        own = alignment.inside(clause.quotes)
        if own and own <= alignment.added:
            for heading in _headings(new, at, alignment, parts):
                _insert(parts, heading, new, alignment, min(own), head=_piece_of(heading, alignment, min(own)))
            _insert(parts, clause, new, alignment, min(own))
            told |= dict.fromkeys(own, clause)
    for piece in sorted(alignment.added - told.keys()):
        text = alignment.new[piece].text
        if scores(text) or concludes(text) or matters(text):
            if _heads(text, parts):
                continue
            above = _anchor(parts, alignment, piece)
            section = parts[above].section if above is not None else None
            title = section.title if section is not None else ""
            for clause in read(title, text):
                if clause.quotes:
                    clause = evolve(clause, number="", title="新增", level=_level_beside(parts, above))
                    near = alignment.beside(piece)
                    asked = f"待定：新的原文把它与“{near}”写在一句里：封顶、除外管不管这一条，由经办人定。"
                    clause = evolve(clause, remarks=(*clause.remarks, asked)) if near else clause
                    _insert(parts, clause, new, alignment, piece, leveled=True)
                    told[piece] = clause
    return told


def _piece_of(heading: Clause, alignment: Alignment, before: int) -> int | None:
    """The new piece that a new heading is."""
    wanted = fold_text(heading.title or heading.number)
    found = [at for at in alignment.added if at < before and wanted in fold_text(alignment.new[at].text)]
    return max(found, default=None)


def _heads(text: str, parts: list[Part]) -> bool:
    """Whether a piece is only the heading of a part: 三、档案（5分）."""
    line = fold_text(text)
    return any(
        line.endswith(fold_text(each.now.text.split("\n")[0].lstrip("# "))[-len(line) :]) for each in parts if each.own
    )


def _headings(new: Draft, at: int, alignment: Alignment, parts: list[Part]) -> list[Clause]:
    """The headings above a new clause that are new themselves, from the top."""
    found: list[Clause] = []
    level = new.clauses[at].level
    for above in reversed(new.clauses[:at]):
        if above.level < level:
            level = above.level
            known = above.quotes or any(_titled(each, above) for each in parts)
            if known:
                break
            found.append(above)
    return found[::-1]


def _titled(part: Part, clause: Clause) -> bool:
    title = fold(part.section.title) if part.section is not None else fold(part.now.text.split("\n")[0])
    wanted = fold(clause.title or clause.number)
    return bool(wanted) and (title == wanted or wanted in title)


def _anchor(parts: list[Part], alignment: Alignment, piece: int) -> int | None:
    """The part that has the nearest piece before a new one."""
    for before in range(piece - 1, -1, -1):
        found = [index for index, each in enumerate(parts) if before in each.at() or before in _own(each, alignment)]
        if found:
            return found[-1]
    return None


def _own(part: Part, alignment: Alignment) -> frozenset[int]:
    if not part.own:
        return frozenset()
    quotes = re.findall(r"(?m)^> (.*)$", part.now.text)
    return alignment.inside(tuple(quotes))


def _level_beside(parts: list[Part], anchor: int | None) -> int:
    return parts[anchor].level if anchor is not None else 1


def _insert(
    parts: list[Part],
    clause: Clause,
    new: Draft,
    alignment: Alignment,
    piece: int,
    *,
    leveled: bool = False,
    head: int | None = None,
) -> None:
    anchor = _anchor(parts, alignment, piece)
    level = clause.level if leveled else _level(parts, clause, new, alignment)
    index = 0 if anchor is None else anchor + 1
    while index < len(parts) and (parts[index].level > level or (parts[index].own and parts[index].level >= level)):
        index += 1
    clause = _named(evolve(clause, level=level), _siblings(parts, index, level))
    facts = clause.facts if clause.lines else ()
    text = clause_text(clause, facts).rstrip() + "\n\n"
    made = Part(level, [Choice(text, clause.lines), Choice(_open(clause), ())], own=True)
    made.head = (-1, head) if head is not None else None
    parts.insert(index, made)


def _open(clause: Clause) -> str:
    """A new clause without its rules, where they do not fit into the policy."""
    doubts = clause.doubts or ("起草的规则放不进这份政策",)
    return clause_text(evolve(clause, lines=(), doubts=doubts, candidates=(clause.lines,)), ()).rstrip() + "\n\n"


def _level(parts: list[Part], clause: Clause, new: Draft, alignment: Alignment) -> int:
    """The level of a new clause: that of the part that its neighbour of the draft stands in, or of the heading above it."""
    index = next((at for at, each in enumerate(new.clauses) if each is clause or each == clause), 0)
    for other in reversed(new.clauses[:index]):
        if other.level > clause.level:
            continue
        pieces = alignment.inside(other.quotes) if other.quotes else frozenset()
        part = next((each for each in parts if pieces and (pieces & (each.at() | _own(each, alignment)))), None)
        part = part or next((each for each in parts if _titled(each, other)), None)
        if part is not None:
            return min(6, part.level + clause.level - other.level)
    return min(6, clause.level)


def _siblings(parts: list[Part], index: int, level: int) -> list[str]:
    """The headings beside a place."""
    found = []
    for step in (range(index - 1, -1, -1), range(index, len(parts))):
        for at in step:
            if parts[at].level < level:
                break
            if parts[at].level == level:
                found.append(fold(parts[at].now.text.split("\n")[0].lstrip("# ")))
    return found


def _named(clause: Clause, beside: list[str]) -> Clause:
    """The clause under a heading that nothing beside it has: its own number and title, or 新增."""

    def free(number: str, title: str) -> bool:
        own = fold(number).strip("、.()") or fold(title)
        return own != "" and not any(re.match(rf"[(]?{re.escape(own)}(?!\w)", each) for each in beside)

    if free(clause.number, clause.title):
        return clause
    title = clause.title or "新增"
    return next(evolve(clause, number="", title=f"{title}{more}") for more in _AGAIN if free("", f"{title}{more}"))
