"""A clause as its sentences see it: which of them are rungs of one ladder, which are what others take from.

In: the sentences of a clause. Out: a ``View``, worked out once for all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from fractions import Fraction

from attrs import evolve, frozen

from compiler import core
from compiler.lowering.conditions.tests import shape
from compiler.lowering.effects.relations import (
    continues,
    earns,
    figure,
    gives,
    loses,
    more_of,
    named,
    of_fact,
    one_thing,
    overlapping,
    steps_from,
)
from compiler.lowering.sentences.sentence import Does, Sentence
from dsl.nodes import Node
from dsl.words.levels import level
from dsl.words.numbered import numbered
from dsl.words.opposites import undone


@frozen(repr=False, eq=False)
class View(Node):
    """All sentences of a clause; of each, by its place, the ladder it could be a rung of; the places of the bases."""

    all: tuple[Sentence, ...]
    keys: tuple[object, ...]
    sizes: Counter[object]  # how many sentences give points on each ladder
    bases: frozenset[int]
    item: bool = False  # whether it stands in an item

    def rungs(self, each: Sentence) -> int:
        """How many sentences give points on the ladder of a sentence, itself among them."""
        return self.sizes[self.keys[each.place]]

    def beside_base(self, each: Sentence) -> bool:
        """Whether the figure of a sentence is that of a base, from which it is lost step by step."""
        key = self.keys[each.place]
        return any(self.keys[place] == key for place in self.bases)

    def starts(self, each: Sentence) -> bool:
        """Whether a sentence gives what losses are taken from."""
        return each.place in self.bases or (earns(each) and each.condition is None)

    def seen_by(self, kind: str) -> View:
        """The sentences that concern one kind of units; each keeps its place."""
        return evolve(self, all=tuple(each for each in self.all if each.concerns(kind)))

    def before(self, each: Sentence) -> Sentence | None:
        """The sentence before that gives points, or says that there are none."""
        earlier = (one for one in reversed(self.all[: each.place]) if gives(one) or one.does is Does.NOTHING)
        return next(earlier, None)


@frozen(repr=False, eq=False)
class Overlapping(Node):
    """The ladder of sentences that hold together, of which the author's word picks one."""

    choice: str
    first: int  # the place of its first sentence


def view_of(sentences: tuple[Sentence, ...], *, item: bool = False, choice: str = "") -> View:
    """Return the view of a clause."""
    keys = _chosen(sentences, _keys(sentences), choice)
    rungs = (Does.POINTS, Does.BETWEEN)
    sizes = Counter(keys[each.place] for each in sentences if each.does in rungs and not each.further)
    bases = frozenset(each.place for each in sentences if _is_base(each, sentences, keys, sizes))
    flags = [place for place in bases if of_fact(sentences[place])]
    if (
        len(flags) > 1
    ):  # 优秀 得 10 分，良好 得 8 分，每个问题 扣 1 分: each unit has the points that it earned, not all of them
        bases -= frozenset(flags)
    return View(sentences, keys, sizes, bases, item)


def _keys(sentences: tuple[Sentence, ...]) -> tuple[object, ...]:
    figures = {figure(each) for each in sentences} - {None}
    shapes: dict[Hashable, list[Sentence]] = {}
    for each in sentences:
        shapes.setdefault(shape(each.test), []).append(each)
    return tuple(_key(each, figures, shapes[shape(each.test)]) for each in sentences)


def _chosen(sentences: tuple[Sentence, ...], keys: tuple[object, ...], choice: str) -> tuple[object, ...]:
    """甲 或 乙 扣 4 分；甲 且 乙 扣 8 分 / 就高: where the author says so, one of those that hold together is picked, or both
    are added up (累计)."""
    if choice not in ("high", "low", "sum"):
        return keys
    found = _without_levels(sentences, keys)
    for second in sentences:
        for first in sentences[: second.place]:
            if found[second.place] is None and overlapping(first, second) and _free(found[first.place]):
                found[first.place] = found[first.place] or Overlapping(choice, first.place)
                found[second.place] = found[first.place]
    return tuple(found)


def _without_levels(sentences: tuple[Sentence, ...], keys: tuple[object, ...]) -> list[object]:
    """未达到进度 beside 连续两季度未达到, 连续三季度未达到: where the author picks, also from levels that are sure."""
    levels = [each for each in sentences if named(each) is not None and keys[each.place] is not None]
    others = [each for each in sentences if keys[each.place] is None]
    picked = any(overlapping(one, other) for one in levels for other in others)
    return [None if picked and each in levels else keys[each.place] for each in sentences]


def _free(key: object) -> bool:
    return key is None or isinstance(key, Overlapping)


def _key(each: Sentence, figures: set[object], alike: list[Sentence]) -> object:
    """By what a sentence is a rung: its figure; the figure that others name and it compares; the things it sets limits to."""
    own = figure(each)
    if own is not None or each.condition is None:
        return own
    about = (each.condition.about.expr, each.condition.kinds) if each.condition.about is not None else None
    if about in figures:
        return about
    return shape(each.test) if any(one_thing(each, other) for other in alike) and _one_subject(alike) else None


def _one_subject(alike: list[Sentence]) -> bool:
    """Whether flags with numbers in their names are about one subject, said with the first or with each of them."""
    said = [numbered(name) or level(name) or undone(name) for each in alike if (name := named(each)) is not None]
    return len({each.before for each in said if each is not None and each.before}) < 2


def _is_base(
    earning: Sentence, sentences: tuple[Sentence, ...], keys: tuple[object, ...], sizes: Counter[object]
) -> bool:
    """得 N 分 whose points are what other sentences take from: then every unit has them, and loses step by step."""
    condition, key = earning.condition, keys[earning.place]
    if not earns(earning) or condition is None or condition.otherwise or condition.middle:
        return False
    behind = sentences[earning.place + 1 : earning.place + 2]
    if any(each.otherwise and each.does is Does.RATE and loses(each) for each in behind) and sizes[key] < 2:
        return True  # 整改率 100% 得 2 分，否则 每件 扣 0.5 分: from the 2 points
    closed = any(each.otherwise for each in behind)
    if closed or (key is not None and sizes[key] > 1):
        return False
    rates = [each for each in sentences if loses(each) and each.does is Does.RATE]
    nothing = isinstance(earning.test, core.Compare) and earning.test.right == core.Const(Fraction(0))
    later = [each for each in rates if each.place > earning.place or nothing]  # 投诉每件扣1分，无投诉的得满分
    goes_on = any(steps_from(earning, each) or continues(earning, each) for each in later)
    return goes_on or any(more_of(earning, each) for each in rates)


def about(each: Sentence) -> core.Test:
    """The test of a rung as a limit to the figure of its ladder."""
    condition = each.condition
    return each.test if condition is None or condition.measure or condition.bounds is None else condition.bounds
