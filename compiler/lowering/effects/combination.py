"""How the sentences of a clause stand together: a small tree, made before any arithmetic (language.md §8, “Combination”)."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from compiler import core
from compiler.lowering.names.scope import Measure
from compiler.lowering.sentences.sentence import Sentence
from dsl.nodes import Node
from dsl.source import Span


class Role(StrEnum):
    """What a sentence is in its clause."""

    ALONE = "单列"  # its points are added to those of the others
    TIER = "分档"  # one of several on one thing, of which one counts
    BASE = "起点"  # what later sentences take from; every unit has it
    REST = "其余"  # where none of those before holds
    AROUND = "除外折算"  # says whether, or how much, the sentences before count
    SETTLES = "余数"  # how what is left over of the rate before counts
    CAP = "封顶"  # the most that the sentences it is said of take or give
    OUTCOME = "后果"  # no sum of points: 此项不记分, 一票否决, 义务


@frozen(repr=False, eq=False)
class Alone(Node):
    """A sentence that gives its points by itself; ``otherwise`` = 其余 said of it; ``unless`` = the sentences that must not hold."""

    sentence: Sentence
    role: Role = Role.ALONE
    otherwise: tuple[Sentence, ...] = ()
    unless: tuple[core.Test, ...] = ()


@frozen(repr=False, eq=False)
class Ladder(Node):
    """Sentences of which the first that holds counts, once they are in order; ``otherwise`` closes them."""

    key: object = field(repr=False)
    measure: Measure | None = None
    tiers: tuple[Sentence, ...] = ()
    otherwise: Sentence | None = None
    chosen: str = ""  # high, low or sum, where nothing but the author's word makes them a ladder: 甲 或 乙, 甲 且 乙


@frozen(repr=False, eq=False)
class Surround(Node):
    """What is said around: the sentence, whether it reaches beyond its line, which sign it reaches (0 = both), and whether it
    reaches what follows, because nothing stands before it."""

    sentence: Sentence
    alone: bool
    sign: int = 0
    ahead: bool = False


@frozen(repr=False, eq=False)
class Held(Node):
    """The least (below nought) or the most that some sentences give together."""

    places: frozenset[int]
    limit: Fraction
    span: Span


@frozen(repr=False, eq=False)
class Combination(Node):
    """The tree of a clause: what gives points, in the order in which it is added up, then what is said around it."""

    alone: tuple[Alone, ...] = ()  # with the sentences that settle a remainder, in their order
    ladders: tuple[Ladder, ...] = ()
    around: tuple[Surround, ...] = ()
    outcomes: tuple[Sentence, ...] = ()
    held: tuple[Held, ...] = ()
    lowest: Fraction | None = None  # of the whole clause
    highest: Fraction | None = None

    @property
    def giving(self) -> bool:
        """Whether any sentence so far gives points."""
        return bool(self.ladders) or any(each.role is not Role.SETTLES for each in self.alone)
