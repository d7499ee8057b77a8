"""The sentence itself as a rule: what the language reads from the official words, with the names that it infers.

In: official sentences that the reader of this package did not read. Out: declarations and canonical lines, where every name is one that
a clerk would recognise; nothing where a name has swallowed a number, a bound or points.
"""

from __future__ import annotations

import re

from attrs import evolve

from compiler.asking.trial import try_line
from zhunsheng.draft.sentences.conditions import has_bound
from zhunsheng.draft.sentences.cutting import NUMBER, adjusts, scores
from zhunsheng.draft.sentences.naming import Fact, Names
from zhunsheng.draft.sentences.steps import plain

_DECLARED = re.compile(r"事实 (?P<name>[^：]+)：(?P<type>[^，]+(?:，\d[^，]*—[^，]*)?)(?:，不超过 (?P<limit>.+))?")
_UNNAMED = re.compile(r"(?:.{1,2}数|占比|用时|金额|数量值|分值数|数值|指标值)$")
_YEAR_BEFORE = re.compile(r"(?:上年|上一年|去年|上年度|上年同期|去年同期)$")
_ODD = re.compile(
    rf"每|[前后末]{NUMBER}[名位]|总分|超过|低于|高于|不足|不少于|不低于|达到|分(?:别)?$|{NUMBER}(?:分|%|个百分点)|[，；：]"
)
_SILENT_STEP = re.compile(r"(?<!每低于)(?<!每超过)(?<!每) \d[\d.]* 个百分点")
_LONGEST = 32


def in_own_words(
    sentences: list[str], names: Names, title: str, item: str, kinds: tuple[str, ...]
) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """Return the facts and lines that sentences say as they stand; twice nothing where they do not."""
    trial = try_line("；".join(map(plain, sentences)), kinds)
    if trial.policy is None or _SILENT_STEP.search(trial.canonical):
        return (), ()
    facts = [_fact(line) for line in trial.declarations]
    if any(fact is None or _swallowed(fact.name) for fact in facts):
        return (), ()
    lines = trial.canonical
    made: list[Fact] = []
    for fact in facts:
        assert fact is not None
        name = _named(fact.name, [each.name for each in facts if each is not None], title)
        if not name or ((known := names.facts.get(name)) is not None and known.type != fact.type):
            return (), ()
        taken = names.take(name, fact.type, shared=True, hint=title, item=item)
        lines = _renamed(lines, fact.name, taken.name)
        made = [evolve(each, limit=taken.name if each.limit == fact.name else each.limit) for each in made]
        made.append(evolve(taken, limit=fact.limit))
    return tuple(made), tuple(line for line in lines.splitlines() if line.strip())


def _fact(line: str) -> Fact | None:
    match = _DECLARED.fullmatch(line)
    return Fact(match["name"], match["type"], "", match["limit"] or "") if match else None


def _swallowed(name: str) -> bool:
    """Whether a name holds what the language should have read."""
    odd = scores(name) or has_bound(name) or adjusts(name) or _ODD.search(name) is not None
    return odd or not 2 <= len(name) <= _LONGEST


def _named(name: str, others: list[str], title: str) -> str:
    """A name that says what it is: 处数 of a table's row gets the row's title, 上年 gets the measure."""
    if _YEAR_BEFORE.match(name):
        measures = [each for each in others if not _YEAR_BEFORE.match(each)]
        return f"{name}{measures[0]}" if len(measures) == 1 else ""
    if _UNNAMED.fullmatch(name):
        return (
            f"{title}{name}"
            if title and len(title) + len(name) <= _LONGEST and not re.search(r"[，；（）\d]", title)
            else ""
        )
    return name


def _renamed(lines: str, old: str, new: str) -> str:
    """Canonical lines put a blank around every name; 处数 is not written at all, so its clause finds it by its unit."""
    return lines if old == new else re.sub(rf"(?<![^\s（]){re.escape(old)}(?![^\s，；）])", new, lines)
