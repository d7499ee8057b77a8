"""What the notes of a clause waive: ``注（12）`` a number, ``注（每）``, ``注（封顶）`` a word of 对账. In: notes. Out: ``Waivers``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from compiler.faithful.keys import Key
from compiler.faithful.quoted import quoted_numbers
from dsl.documents.notes import Note
from dsl.nodes import Node
from dsl.words.lexicon import UnitWord
from dsl.words.numerals import CHINESE, BadNumeral, value_of


@frozen(repr=False, eq=False)
class Waivers(Node):
    """The numbers that notes waive, each with its note and with the units that it is waived in, and the words."""

    numbers: dict[Key, Note]
    words: frozenset[str]
    units: dict[Key, frozenset[UnitWord | None]]

    @staticmethod
    def of(notes: Iterable[Note]) -> Waivers:
        """Collect what notes waive."""
        notes = list(notes)
        numbers = {key: note for note in notes for part in _parts(note) for key in _keys(part)}
        found = [each for note in notes for part in _parts(note) for each in quoted_numbers(part, 0, len(part))]
        units = {key: frozenset(each.unit for each in found if each.key == key) for key in numbers}
        return Waivers(numbers, frozenset(part.strip() for note in notes for part in _parts(note)), units)

    def waives(self, key: Key, unit: UnitWord | None = None) -> bool:
        """Whether a number is waived: 注（三类） waives the 3 of 三类, not that of 扣3分."""
        said = self.units.get(key, frozenset())
        return key in self.numbers and (unit is None or not said or any(_same(unit, each) for each in said))

    def waives_word(self, word: str) -> bool:
        """Whether a word is waived: 每, 且, 或, 未, 封顶, 一票否决 …."""
        return word in self.words or any(part in self.words for part in word.split("、"))


def _same(unit: UnitWord, said: UnitWord | None) -> bool:
    """Whether a number in one unit may be meant by a note that has it in another; 个 is any piece."""
    if said is None or "个" in (unit.canonical, said.canonical):
        return True
    return (unit.kind, unit.canonical) == (said.kind, said.canonical)


def _parts(note: Note) -> list[str]:
    return re.split(r"[、，,—]", note.waives)


def _keys(part: str) -> Iterator[Key]:
    numbers = list(quoted_numbers(part, 0, len(part)))
    found: list[Key] = [each.key for each in numbers]
    found += [
        ("%", each.key / 100) for each in numbers if each.unit is None and isinstance(each.key, Fraction)
    ]  # 注（5）: of 5 个百分点, too
    if not found and re.fullmatch(f"[{CHINESE}]+", part.strip()):
        try:
            found = [value_of(part.strip())[0]]  # 注（四）: of 第四名
        except BadNumeral:
            return
    yield from found


def shown(key: Key, note: Note) -> str:
    """Return how the brackets of a note write a number."""
    return next((part.strip() for part in _parts(note) if key in _keys(part)), note.waives)
