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
        return ()  # 扣5分 twice, and only one of them changed
    made = list(lines)
    used: set[str] = set()
    pattern = re.compile("|".join(_pattern(token) for token in sorted(wanted, key=len, reverse=True)) or r"(?!)")
    for at, line in enumerate(lines):
        made[at] = pattern.sub(lambda match: _exchanged(match[0], wanted, used), line)
    return tuple(made) if used == set(wanted) else ()


def _masked(text: str) -> str:
    kept, at = [], 0
    for each in quoted_numbers(text, 0, len(text)):
        kept.append(text[at : each.span.start])
        at = each.span.end
    return "".join("#".join([*kept, text[at:]]).translate(WIDTH).split())


def _tokens(text: str) -> list[str]:
    """The numbers of a sentence with their units: 5分, 95%."""
    return [
        "".join(text[each.span.start : each.span.end].translate(WIDTH).split())
        for each in quoted_numbers(text, 0, len(text))
    ]


def _pattern(token: str) -> str:
    number = re.match(r"[\d.,/]+|[^\d]", token)
    head = number[0] if number is not None else token
    return rf"(?<![\d.]){re.escape(head)}\s?{re.escape(token[len(head) :])}(?![\d.])"


def _exchanged(found: str, wanted: dict[str, str], used: set[str]) -> str:
    token = "".join(found.split())
    used.add(token)
    new = wanted[token]
    digits = re.match(r"[\d.,/]+", new)
    return f"{digits[0]} {new[digits.end() :]}" if digits is not None and " " in found else new
