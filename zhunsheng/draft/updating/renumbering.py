"""This year's rules with next year's numbers: for a clause whose sentences kept their words and changed only numbers.

In: the clause's rule lines and its sentences, old and new. Out: the lines with the numbers exchanged; nothing where it is not plain
which number of a rule belongs to which of the sentence.
"""

from __future__ import annotations

import re
from collections import Counter

from compiler.faithful.quoted import quoted_numbers
from dsl.folding import WIDTH


def only_numbers_changed(before: str, after: str) -> bool:
    """Whether two sentences differ in their numbers and in nothing else."""
    return _masked(before) == _masked(after)


def renumbered(lines: tuple[str, ...], pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    """Exchange numbers in rule lines; ``pairs`` are the sentences before and after. Empty where that is not safe."""
    old = [token for before, _ in pairs for token in _tokens(before)]
    new = [token for _, after in pairs for token in _tokens(after)]
    wanted = {before: after for before, after in zip(old, new, strict=True) if before != after}
    kept = Counter(before for before, after in zip(old, new, strict=True) if before == after)
    if any(before in kept or len({b for a, b in zip(old, new, strict=True) if a == before}) > 1 for before in wanted):
        return _by_place(lines, old, new)  # 扣5分 twice, and only one of them changed
    made = list(lines)
    used: set[str] = set()
    pattern = re.compile("|".join(_pattern(token) for token in sorted(wanted, key=len, reverse=True)) or r"(?!)")
    for at, line in enumerate(lines):
        made[at] = pattern.sub(lambda match: _exchanged(match[0], wanted, used), line)
    return tuple(made) if used == set(wanted) else ()


def _by_place(lines: tuple[str, ...], old: list[str], new: list[str]) -> tuple[str, ...]:
    """Exchange numbers one by one, where the rules have the numbers of the sentences in their order, and it is plain which is which."""
    places = [(at, each.span) for at, line in enumerate(lines) for each in quoted_numbers(line, 0, len(line))]
    ruled = [_flat(lines[at][span.start : span.end]) for at, span in places]
    first, last = _embedded(ruled, old), [len(old) - 1 - at for at in _embedded(ruled[::-1], old[::-1])][::-1]
    if len(first) < len(ruled):
        return ()
    plain = {at for at, other in zip(first, last, strict=True) if at == other}
    changed = {at for at, (before, after) in enumerate(zip(old, new, strict=True)) if before != after}
    if not changed <= plain:
        return ()
    made = list(lines)
    for (at, span), to in reversed(list(zip(places, first, strict=True))):
        if to in changed:
            made[at] = made[at][: span.start] + _spaced(made[at][span.start : span.end], new[to]) + made[at][span.end :]
    return tuple(made)


def _embedded(row: list[str], text: list[str]) -> list[int]:
    """Where the members of a row stand in a longer one, each at the first place behind the one before."""
    found: list[int] = []
    for token in row:
        start = found[-1] + 1 if found else 0
        at = next((each for each in range(start, len(text)) if text[each] == token), None)
        if at is None:
            return found
        found.append(at)
    return found


def _masked(text: str) -> str:
    kept, at = [], 0
    for each in quoted_numbers(text, 0, len(text)):
        kept.append(text[at : each.span.start])
        at = each.span.end
    return "".join("#".join([*kept, text[at:]]).translate(WIDTH).split())


def _tokens(text: str) -> list[str]:
    """The numbers of a sentence with their units: 5分, 95%."""
    return [_flat(text[each.span.start : each.span.end]) for each in quoted_numbers(text, 0, len(text))]


def _pattern(token: str) -> str:
    number = re.match(r"[\d.,/]+|[^\d]", token)
    head = number[0] if number is not None else token
    return rf"(?<![\d.]){re.escape(head)}\s?{re.escape(token[len(head) :])}(?![\d.])"


def _exchanged(found: str, wanted: dict[str, str], used: set[str]) -> str:
    token = "".join(found.split())
    used.add(token)
    return _spaced(found, wanted[token])


def _spaced(found: str, new: str) -> str:
    """The new number, spaced as the old one was."""
    digits = re.match(r"[\d.,/]+", new)
    return f"{digits[0]} {new[digits.end() :]}" if digits is not None and " " in found else new


def _flat(text: str) -> str:
    return "".join(text.translate(WIDTH).split())
