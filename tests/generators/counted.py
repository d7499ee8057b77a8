"""Forms about flags and counts, in canonical words; ``|`` stands where filler words can."""

from __future__ import annotations

from random import Random

from tests.generators.form import GAINS, LOSES, Lines, rising, some
from tests.generators.things import Thing


def _flag(random: Random, thing: Thing, sign: str) -> str:
    """The flag as a condition: what is bad where points are lost."""
    if thing.bad is (sign == LOSES):
        return thing.name
    return random.choice((f"未 {thing.name}", f"{thing.name} 未落实"))


def fixed(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"{_flag(random, thing, sign)} | {sign} {some(random)} 分",)


def for_kinds(random: Random, thing: Thing, sign: str) -> Lines:
    a, b = rising(random, 2)
    first = f"{_flag(random, thing, sign)} 的 县区"
    return (f"{first} | {sign} {a} 分，市直部门 | {sign} {b} 分",)


def one_kind(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"{random.choice(('县区', '市直部门'))} 且 {_flag(random, thing, sign)} | {sign} {some(random)} 分",)


def or_else(random: Random, thing: Thing, sign: str) -> Lines:
    a, b = rising(random, 2)
    other = GAINS if sign == LOSES else LOSES
    return (f"{_flag(random, thing, sign)} | {sign} {a} 分，否则 | {other} {b} 分",)


def earned(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"{_flag(random, thing, GAINS)} | 记 {some(random)} 分，否则 不记分",)


def all_or_share(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"{_flag(random, thing, GAINS)} | 酌情给分",)


def each(random: Random, thing: Thing, sign: str) -> Lines:
    name, unit, n = thing.name, thing.unit, some(random)
    written = (
        f"{name} | 每{unit} {sign} {n} 分",
        f"每{unit} {name} | {sign} {n} 分",
        f"{name} 1 {unit} | {sign} {n} 分",
        f"{name} | {sign} {n} 分/{unit}",
    )
    return (random.choice(written),)


def every(random: Random, thing: Thing, sign: str) -> Lines:
    k, n = random.choice((2, 3, 5, 10)), some(random)
    rest = random.choice(("", "", f"，不足 {k} {thing.unit} 不计", f"，不足 {k} {thing.unit} 按 {k} {thing.unit}计"))
    each = "每" if "按" in rest else random.choice(("每满", "每"))
    return (f"{thing.name} | {each} {k} {thing.unit} {sign} {n} 分{rest}",)


def short(random: Random, thing: Thing, sign: str) -> Lines:
    k = random.choice((3, 4, 6, 12))
    return (f"{thing.name} 不少于 {k} {thing.unit}，每缺 1 {thing.unit} 扣 {some(random)} 分",)


def past(random: Random, thing: Thing, sign: str) -> Lines:
    k = random.choice((2, 3, 5))
    return (f"{thing.name} 超过 {k} {thing.unit} |，每超过 1 {thing.unit} {sign} {some(random)} 分",)


def times(random: Random, thing: Thing, sign: str) -> Lines:
    a, b, c = rising(random, 3)
    unit = thing.unit
    return (f"{thing.name} 1 {unit} | {sign} {a} 分，2 {unit} | {sign} {b} 分，3 {unit} 以上 | {sign} {c} 分",)


def count_ranges(random: Random, thing: Thing, sign: str) -> Lines:
    a, b, c = rising(random, 3)
    unit, mark = thing.unit, random.choice(("，", "；"))
    return tuple(
        f"{thing.name} 1—3 {unit} | {sign} {a} 分{mark}4—6 {unit} | {sign} {b} 分{mark}7 {unit} 以上 | {sign} {c} 分".split(
            "；"
        )
    )


def judged(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"{thing.name} | 每{thing.unit} {sign} 1—2 分",)


def from_nought(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"{thing.name} 0 {thing.unit} | 记 5 分，每增加 1 {thing.unit} 扣 {some(random)} 分",)


def by_level(random: Random, thing: Thing, sign: str) -> Lines:
    c, b, a = rising(random, 3)
    return (f"国家级 | 每篇 {sign} {a} 分，省级 | 每篇 {sign} {b} 分，市级 | 每篇 {sign} {c} 分",)
