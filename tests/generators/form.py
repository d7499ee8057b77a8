"""What a form is, and what the forms have in common: signs, sides, limits, amounts of points."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from attrs import frozen

from tests.generators.things import AREA, DAYS, MEAN, MONEY, RATIO, SCORE, SHARE, Thing

Lines = tuple[str, ...]
Make = Callable[[Random, Thing, str], Lines]
LOW, HIGH = "低", "高"
LOSES, GAINS, EARNS = "扣", "加", "记"


@frozen
class Form:
    """A row: its name, the rows of 句式.md that it shows, what it can be about, the signs it takes, and what makes its lines."""

    name: str
    shows: Lines
    of: Lines
    signs: Lines
    make: Make
    item: bool = False  # whether it needs an item
    worse: str = (
        "thing"  # when more of it is worse: where the thing is bad, where the sign is 扣, always (up), or open ("")
    )


def side(thing: Thing, sign: str) -> str:
    """Where points are lost or won: a bad thing is lost by when it is high."""
    return HIGH if thing.bad is (sign == LOSES) else LOW


def bound(random: Random, where: str, value: str) -> str:
    """A limit, in any of its words."""
    before = {
        LOW: ("低于", "小于", "不足", "未达到", "不高于", "不超过", "少于"),
        HIGH: ("超过", "高于", "大于", "达到", "不低于", "不少于"),
    }
    after = {LOW: "以下", HIGH: "以上"}
    return f"{value} {after[where]}" if random.random() < 0.4 else f"{random.choice(before[where])} {value}"


def some(random: Random) -> str:
    """An amount of points."""
    return random.choice(("0.5", "1", "1.5", "2", "3", "4", "5"))


def rising(random: Random, count: int) -> list[str]:
    """Amounts of points, each larger than the one before."""
    values = sorted(random.sample((1, 2, 3, 4, 5, 6, 8), count))
    return [str(value) for value in values]


def limits(random: Random, thing: Thing, where: str, count: int) -> list[str]:
    """Values of a thing with their unit, from the mildest to the sharpest on that side."""
    values = {
        RATIO: (30, 50, 60, 70, 80, 85, 90, 95),
        MEAN: (30, 50, 60, 70, 80, 90),
        SHARE: (10, 30, 50, 60, 80, 90),
        DAYS: (3, 5, 7, 10, 15, 20),
        MONEY: (10, 50, 100, 200, 500),
        AREA: (50, 100, 200, 300),
        SCORE: (50, 60, 70, 80, 90),
    }.get(thing.of, (2, 3, 4, 5, 8, 10))
    unit = "%" if thing.of in (RATIO, MEAN, SHARE) else f" {thing.unit}"
    chosen = sorted(random.sample(values, count), reverse=where == LOW)
    return [f"{value}{unit}" for value in chosen]
