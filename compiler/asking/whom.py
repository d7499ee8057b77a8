"""经济开发区不少于2次: a name that is a kind of unit counts nothing. In: names that nobody declared. Out: those that are such."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.asking.inference import Inferred
from dsl import surface
from dsl.folding import fold
from dsl.patterns import regex
from dsl.words.lexicon import lexicon

_UNITS = regex(r"计数（(?:个|家|所|户|人|名|处|座|人次|家次|户次)）")  # units themselves are counted


def kind_as_number(name: str, kind: str) -> bool:
    """Whether a name of some type is that of a kind of unit, and not of what is counted; ``kind`` as a declaration writes it."""
    if kind.startswith(("是否", "等级", "日期")) or _UNITS.match(kind):
        return False
    speech = lexicon().speech
    does = any(verb in name for verb in (*speech["doing"], *speech["done"]) if len(verb) > 1)
    return not does and fold(name).endswith(tuple(map(fold, speech["assessed"])))


def kinds_as_numbers(inferred: Inferred) -> Iterator[surface.Name]:
    """Yield every inferred name that is a kind of unit, where it stands for the first time."""
    types = dict(each.partition(" ")[2].split("：", 1) for each in inferred.declarations)
    seen: set[str] = set()
    for name in inferred.named:
        if name.text not in seen and kind_as_number(name.text, types.get(name.text, "是否")):
            seen.add(name.text)
            yield name
