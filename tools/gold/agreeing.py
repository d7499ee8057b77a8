"""Do two readings agree? A one-to-one renaming of their facts must give the same points at every tried value.

Where they cut the facts otherwise, ``tools/same_core.py`` decides on the form.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from compiler import core
from tools.gold.sides import UNDEFINED, Side
from tools.same_core import Meaning, meaning, same

TRIES, RENAMINGS = 400, 800
_NEAR = tuple(Fraction(each, 1000) for each in (-25, -10, -1, 0, 1, 10, 25))
_QUARTERS = (0, 2, 3, 4, 5, 6, 8, 12, 16, 20, 28, 40, 200, 388, 396, 400, 404, 412)
_FIRST_DAY = 600_000  # constants from here on are days of the calendar
Pairs = list[tuple[core.Fact, core.Fact]]
Values = dict[str, object]


def agree(gold: Side, made: Side) -> str:
    """How two readings agree; "" where they do not."""
    if gold.policy is None or made.policy is None:
        return ""
    if Counter(map(gold.class_of, gold.used)) == Counter(map(made.class_of, made.used)):
        return "得分相同" if _same_points(gold, made) else ""
    counts = [sum(side.class_of(each)[0] == "number" for each in side.used) for side in (gold, made)]
    return _same_meaning(gold, made) if counts[0] <= counts[1] else ""  # a count that is not there was dropped


def _same_points(gold: Side, made: Side) -> bool:
    constants = gold.constants | made.constants
    flags = {each.name for each in gold.used if gold.class_of(each)[0] == "flag"}
    orders = itertools.islice(itertools.permutations(made.used), RENAMINGS)
    for number, order in enumerate(orders):
        pairs = list(zip(gold.used, order, strict=True))
        if any(gold.class_of(one) != made.class_of(other) for one, other in pairs):
            continue
        if any(len(one.type.members) != len(other.type.members) for one, other in pairs):
            continue
        turned = {other.name for one, other in pairs if _opposite(one.name, other.name, gold, made)}
        if all(_equal(gold, made, *values, turned) for values in _assignments(pairs, constants, number, flags)):
            return True
    return False


def _opposite(one: str, other: str, gold: Side, made: Side) -> bool:
    """没有建立 扣 5 分 and 未 建立 扣 5 分."""
    signs = {frozenset(gold.negated.get(one, ())), frozenset(made.negated.get(other, ()))}
    return signs == {frozenset((True,)), frozenset((False,))}


def _equal(gold: Side, made: Side, ours: Values, theirs: Values, turned: set[str]) -> bool:
    theirs = {name: not value if name in turned else value for name, value in theirs.items()}
    one, other = gold.score(ours), made.score(theirs)
    if UNDEFINED in (one, other):
        return True  # an empty denominator: the sentence does not say
    if one[:2] != other[:2] or one[4:] != other[4:]:
        return False
    return gold.start != made.start or one[2:4] == other[2:4]


# ---------------------------------------------------------------------------------------------------------------- values


def _assignments(
    pairs: Pairs, constants: frozenset[Fraction], seed: int, flags: set[str]
) -> Iterator[tuple[Values, Values]]:
    """Values for both sides: all of them where they are few, otherwise one at a time and at random."""
    lists = [_values(left, right, constants, left.name in flags) for left, right in pairs]
    for chosen in _chosen(lists, random.Random(seed)):  # noqa: S311  # values to try, no secret
        ours: Values = {}
        theirs: Values = {}
        for (left, right), value in zip(pairs, chosen, strict=True):
            ours[left.name], theirs[right.name] = value if isinstance(value, tuple) else (value, value)
        if _fits([left for left, _ in pairs], ours) and _fits([right for _, right in pairs], theirs):
            yield ours, theirs


def _chosen(lists: list[list[object]], chance: random.Random) -> Iterator[tuple[object, ...]]:
    size = 1
    for each in lists:
        size *= len(each)
    if size <= TRIES:
        every = list(itertools.product(*lists))
        chance.shuffle(every)
        yield from every
        return
    rest = [False if isinstance(each[0], bool) else each[0] for each in lists]
    for at, each in enumerate(lists):
        for value in each:
            yield tuple(value if at == here else rest[here] for here in range(len(lists)))
    for _ in range(TRIES):
        yield tuple(chance.choice(each) for each in lists)


def _values(left: core.Fact, right: core.Fact, constants: frozenset[Fraction], flag: bool) -> list[object]:
    kind = left.type.kind.name
    if flag or kind == "FLAG":
        return [True, False]
    if kind in ("GRADE", "CATEGORY"):
        return list(zip(left.type.members, right.type.members, strict=True))
    if kind == "DATE":
        days = [int(each) for each in constants if each.denominator == 1 and each > _FIRST_DAY]
        return [None, *(date.fromordinal(day + more) for day in days for more in (-1, 0, 1))]
    return list(_numbers(left, right, constants))


def _numbers(left: core.Fact, right: core.Fact, constants: frozenset[Fraction]) -> list[Fraction | int]:
    if left.type.kind.name == "RATIO":
        steps = [Fraction(0), Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(97, 100)]
        steps += [each + more for each in constants if 0 <= each <= 10 for more in _NEAR]
    else:
        steps = [Fraction(each, 4) for each in _QUARTERS]
        large = [each for each in constants if abs(each) >= 1]
        steps += [each * times + more for each in large for times in (1, 2) for more in (-1, 0, 1)]
        steps += [each + Fraction(1, 2) for each in large]
    whole = left.type.whole or right.type.whole
    limits = [_limits(each) for each in (left, right)]
    kept = [
        value
        for value in sorted(set(steps))
        if (not whole or value.denominator == 1)
        and all((low is None or value >= low) and (high is None or value <= high) for low, high in limits)
    ]
    made: list[Fraction | int] = [int(each) for each in kept] if whole else list(kept)
    return made or [0 if whole else Fraction(0)]


def _limits(fact: core.Fact) -> tuple[Fraction | None, Fraction | None]:
    low, high = fact.type.domain
    return (fact.low if fact.low is not None else low, fact.high if fact.high is not None else high)


def _fits(facts: list[core.Fact], values: Values) -> bool:
    return not any(
        fact.at_most in values and values[fact.name] is not None and values[fact.name] > values[fact.at_most]  # type: ignore[operator]
        for fact in facts
        if fact.at_most
    )


# ------------------------------------------------------------------------------------------------------------------ form


def _same_meaning(gold: Side, made: Side) -> str:
    if gold.start != made.start:
        return ""
    left, right = _meaning(gold), _meaning(made)
    how = same(left, right)
    if how == "计次" and sum((left - right).values()) < 2:
        return ""  # one fixed amount is no rate
    return f"含义{how}" if how else ""


def _meaning(side: Side) -> Meaning:
    assert side.policy is not None
    found = meaning(list(side.policy.clauses()), side.policy)
    if side.points is not None:  # a cap at the points of the item changes nothing
        for key in (("封顶", str(-side.points)), ("封顶", str(side.points))):
            found.pop(key, None)
    return found
