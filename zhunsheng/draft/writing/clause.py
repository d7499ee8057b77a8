"""One clause of a draft, as a value: what is quoted, which rules stand under it, what is left open and why."""

from __future__ import annotations

from attrs import frozen

from zhunsheng.draft.sentences.naming import Fact


@frozen
class Clause:
    """A heading of the draft and what stands under it. ``doubts`` are the reasons why something is left open."""

    level: int
    number: str
    title: str
    points: str = ""
    quotes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    lines: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    candidates: tuple[tuple[str, ...], ...] = ()
    method: str = ""
    remarks: tuple[str, ...] = ()
    scored: tuple[str, ...] = ()  # the scoring sentences among the quotes, for the report
