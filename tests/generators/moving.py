"""One fact of a unit moved, for laws that say what more of a thing does."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from tests.generators import things
from tests.generators.things import Thing

ONE = Fraction(1)


def moved(facts: dict[str, Any], thing: Thing, up: bool, random: Random) -> dict[str, Any]:
    """Return the facts with more (or less) of a thing: the same where there is no more of it."""
    name = thing.name
    if thing.of in (things.FLAG, things.FLAGS, things.GROUP):
        name = random.choice((name, *thing.others)) if thing.of == things.FLAGS else name
        name = random.choice(("首问制", "代办制")) if thing.of == things.GROUP else name
        return {**facts, name: up}
    if thing.of in (things.DATE, things.SPAN):
        return {**facts, name: _later(facts[name], random)}  # a later day is always worse
    if thing.of == things.GRADE:
        rank = thing.others.index(facts[name])
        return {**facts, name: thing.others[random.randint(rank, len(thing.others) - 1)]}
    if thing.of == things.LEVELS:
        name = f"{name}·{random.choice(thing.others)}"
    if thing.of == things.COUNTS:
        name = random.choice((name, *thing.others))
    if thing.of == things.RATIO and thing.others:
        name = thing.others[0]
    return {**facts, name: _number(facts, name, thing, up, random)}


def _later(value: date | None, random: Random) -> date | None:
    if value is None or random.random() < 0.2:
        return None
    return min(value + timedelta(days=random.choice((1, 2, 10, 30))), date(2022, 6, 30))


def _number(facts: dict[str, Any], name: str, thing: Thing, up: bool, random: Random) -> Any:
    value = facts[name]
    share = thing.of in (things.RATIO, things.MEAN) and not thing.others
    share = share or thing.of == things.MEAN
    step = Fraction(random.choice((1, 5, 20)), 100) if share else random.choice((1, 1, 2, 5, 50))
    wanted = value + step if up else value - step
    highest: Any = {things.SCORE: 100}.get(thing.of)
    if share:
        highest = ONE
    if thing.of == things.SHARE or (thing.of == things.RATIO and thing.others):
        highest = facts[thing.others[-1]]
    return max(0, wanted) if highest is None else min(max(0, wanted), highest)
