"""原文问题: what a legal office would send back to the author of the text, one row a defect, in document order.

In: a document and the findings of its check. Out: ``Defect`` rows: from the notes that record a defect, from the findings that the
policy accepts with a reason, and from the warnings that are left, which speak of the text once the policy follows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from compiler.accepting.settings import Accepted
from dsl.diagnostics import Diagnostic, Severity
from dsl.documents.defect_kinds import BY_NAME
from dsl.documents.notes import Finding, Note
from dsl.documents.policy_file import Document, Section
from dsl.nodes import Node

# What a finding of the checks says about the text; every other finding is named by its code.
_KINDS = {
    "W410": "空档",
    "E414": "矛盾",
    "W417": "体例",
    "W418": "矛盾",
    "W420": "矛盾",
    "W421": "体例",
    "W422": "矛盾",
    "W423": "体例",
    "W424": "无公式",
    "E426": "歧义",
    "W430": "缺漏",
    "E440": "矛盾",
    "W443": "矛盾",
    "W444": "体例",
    "W446": "矛盾",
    "W447": "矛盾",
    "W456": "矛盾",
    "W457": "矛盾",
    "W458": "歧义",
    "W459": "缺漏",
    "W461": "缺漏",
    "W462": "名称不一",
    "W463": "矛盾",
    "W464": "缺漏",
    "W465": "矛盾",
    "W466": "缺漏",
}


@frozen(repr=False, eq=False)
class Defect(Node):
    """A defect: where, of what kind, the problem, the reading taken, another reading, its effect; ``code`` of a finding."""

    clause: str
    title: str
    kinds: tuple[str, ...]
    problem: str
    reading: str
    other: str
    effect: str
    code: str = ""


def defects(document: Document, found: Iterable[Diagnostic], accepted: Iterable[Accepted] = ()) -> tuple[Defect, ...]:
    """Return the defects of a text in document order, those of a clause's notes before the findings of its rules."""
    warnings = [(each, "") for each in found if each.severity is Severity.WARNING and each.primary is not None]
    known = [(each.found, each.reason) for each in accepted if each.found.primary is not None]
    rows: list[Defect] = []
    for section, following in zip(document.sections, [*document.sections[1:], None], strict=True):
        end = following.heading.start if following is not None else len(document.source.text)
        here = [pair for pair in (*known, *warnings) if section.heading.start <= _place(pair[0]) < end]
        rows += _joined(list(_of_notes(section)), [_of_finding(each, reason, section) for each, reason in here])
    return tuple(rows)


def _joined(noted: list[Defect], found: list[Defect]) -> list[Defect]:
    """What a note and a finding of one clause say alike stands once, with the note's words and the finding's code."""
    for each in found:
        at = next((at for at, row in enumerate(noted) if not row.code and each.kinds[0] in row.kinds), None)
        if at is None:
            noted.append(each)
        else:
            noted[at] = evolve(noted[at], code=each.code)
    return noted


def _place(found: Diagnostic) -> int:
    assert found.primary is not None
    return found.primary.span.start


def _of_notes(section: Section) -> Iterator[Defect]:
    for note in section.notes:
        kinds = tuple(kind.name for kind in note.kinds)
        for each in note.findings:
            other, effect = _others(each, note)
            yield Defect(section.id, section.title, kinds, each.problem, each.reading, other, effect)


def _others(each: Finding, note: Note) -> tuple[str, str]:
    """The other readings and what they would change; where the note names none, what this kind of defect means for the score."""
    if not each.others:
        return "", note.kinds[0].effect
    readings = "；".join(other.reading for other in each.others)
    return readings, "；".join(other.effect or other.reading for other in each.others)


def _of_finding(found: Diagnostic, reason: str, section: Section) -> Defect:
    code = found.code.partition("-")[0]
    kind = kind_of(found)
    effect = found.hint if not reason else BY_NAME[kind].effect if kind else "按取的读法计分"
    return Defect(section.id, section.title, (kind or "检查",), found.message, reason, "", effect, code)


def kind_of(found: Diagnostic) -> str:
    """Return the kind of defect that a finding shows; empty where its code is all that can be said."""
    return _KINDS.get(found.code.partition("-")[0], "")
