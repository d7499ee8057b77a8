"""Forms about figures: ratios, days, money, points; ``|`` stands where filler words can."""

from __future__ import annotations

from random import Random

from tests.generators.form import EARNS, GAINS, HIGH, LOSES, LOW, Lines, bound, limits, rising, side, some
from tests.generators.things import DAYS, RATIO, SHARE, Thing


def single(random: Random, thing: Thing, sign: str) -> Lines:
    where = side(thing, sign)
    (value,) = limits(random, thing, where, 1)
    return (f"{_named(random, thing)} {bound(random, where, value)} | {sign} {some(random)} 分",)


def _named(random: Random, thing: Thing) -> str:
    return f"{thing.name} 占 {thing.others[0]} 的" if thing.of == SHARE else thing.name


def nested(random: Random, thing: Thing, sign: str) -> Lines:
    where, count = side(thing, sign), random.choice((2, 2, 3))
    values, points = limits(random, thing, where, count), rising(random, count)
    again = random.choice(("", "", f"{thing.name} ")) if thing.of != SHARE else "占比 "
    parts = [f"{_named(random, thing)} {bound(random, where, values[0])} | {sign} {points[0]} 分"]
    parts += [f"{again}{bound(random, where, v)} | {sign} {p} 分" for v, p in zip(values[1:], points[1:], strict=True)]
    return ("，".join(parts),) if random.random() < 0.5 else tuple(parts)


def bands(random: Random, thing: Thing, sign: str) -> Lines:
    a, b = limits(random, thing, HIGH, 2)
    m, n = rising(random, 2)
    short = a.removesuffix("%").removesuffix(thing.unit).strip() if random.random() < 0.5 else a
    if side(thing, sign) == HIGH:
        return (f"{thing.name} {short}—{b} | {sign} {m} 分，超过 {b} | {sign} {n} 分",)
    return (f"{thing.name} 低于 {a} | {sign} {n} 分，{short}—{b} | {sign} {m} 分",)


def touching(random: Random, thing: Thing, sign: str) -> Lines:
    a, b, c = limits(random, thing, HIGH, 3)
    m, n = rising(random, 2)
    if side(thing, sign) == LOW:
        m, n = n, m
    return (f"{thing.name} {a}—{b} | {sign} {m} 分，{b}—{c} | {sign} {n} 分", random.choice(("端点就高", "端点就低")))


def listed(random: Random, thing: Thing, sign: str) -> Lines:
    where = side(thing, sign)
    values, points = limits(random, thing, where, 3), rising(random, 3)
    word = "低于" if where == LOW else "超过"
    shown = "、".join(f"{each} 分" for each in points)
    return (f"{thing.name} {word} {'、'.join(values)} 的，分别 {sign} {shown}",)


def chained(random: Random, thing: Thing, sign: str) -> Lines:
    a, b = limits(random, thing, HIGH, 2)
    m, n = rising(random, 2)
    if side(thing, sign) == HIGH:
        return (f"{a}≤{thing.name}＜{b} | {sign} {m} 分", f"{thing.name}≥{b} | {sign} {n} 分")
    return (f"{thing.name}＜{a} | {sign} {n} 分", f"{a}≤{thing.name}＜{b} | {sign} {m} 分")


def steps(random: Random, thing: Thing, sign: str) -> Lines:
    where = side(thing, sign)
    (value,) = limits(random, thing, where, 1)
    step = "1 个百分点" if thing.of == RATIO else f"1 {thing.unit.removeprefix('个')}"
    if thing.of == DAYS and thing.unit == "个工作日":
        step = "1 个工作日"
    word = "低于" if where == LOW else "超过"
    return (f"{thing.name} {word} {value} |，每{word} {step} {sign} {random.choice(('0.1', '0.5', '1'))} 分",)


def based(random: Random, thing: Thing, sign: str) -> Lines:
    where = side(thing, GAINS)
    (value,) = limits(random, thing, where, 1)
    step = "1 个百分点" if thing.of == RATIO else f"1 {thing.unit}"
    reach, fall = (f"达到 {value}", "每降低") if where == HIGH else (f"{value} 以内", "每超过")
    full = random.choice(("记 5 分", "记满分", "记 8 分"))
    return (f"{thing.name} {reach} | {full}，{fall} {step} 扣 {some(random)} 分",)


def award_tiers(random: Random, thing: Thing, sign: str) -> Lines:
    where = side(thing, GAINS)
    values, points = limits(random, thing, where, 2), rising(random, 2)
    last = random.choice(("，其余 不记分", "", "，其余 | 记 0.5 分"))
    parts = [f"{bound(random, where, v)} | 记 {p} 分" for v, p in zip(values[::-1], points[::-1], strict=True)]
    return (f"{thing.name} {'，'.join(parts)}{last}",)


def closed(random: Random, thing: Thing, sign: str) -> Lines:
    where = side(thing, sign)
    values, points = limits(random, thing, where, 2), rising(random, 3)
    parts = [f"{bound(random, where, v)} | {sign} {p} 分" for v, p in zip(values, points[1:], strict=True)]
    return (f"{thing.name} {'，'.join(parts)}", f"其余 | {sign} {points[0]} 分")


def pro_rata(random: Random, thing: Thing, sign: str) -> Lines:
    if sign == EARNS:
        return (f"按 {thing.name} 记分",)
    return (f"按 {thing.name} 扣分，最高扣 {random.choice('3456')} 分",)


def formula(random: Random, thing: Thing, sign: str) -> Lines:
    if sign == EARNS:
        return (f"得分 = {thing.name} × 10" if not thing.bad else f"得分 = （1 − {thing.name}） × 10",)
    return (f"扣分 = {thing.name} × {random.choice((10, 20))}",)


def between(random: Random, thing: Thing, sign: str) -> Lines:
    a, b = limits(random, thing, HIGH, 2)
    if thing.bad:
        return (f"{thing.name} 超过 {b} | 记 0 分，{a} 以下 | 记 5 分，其间 按比例 记分",)
    return (f"{thing.name} 低于 {a} | 记 0 分，达到 {b} | 记 5 分，其间 按比例 记分",)


def kinds_apart(random: Random, thing: Thing, sign: str) -> Lines:
    where = side(thing, sign)
    word = "低于" if where == LOW else "超过"
    a, b = limits(random, thing, where, 2)
    m, n = rising(random, 2)
    if random.random() < 0.5:
        return (f"{thing.name} {word} {a} 的 县区 及 {b} 的 市直部门 | {sign} {m} 分",)
    return (f"{thing.name} {word} {a} 的 县区 | {sign} {m} 分，市直部门 | {sign} {n} 分",)


def kind_tiers(random: Random, thing: Thing, sign: str) -> Lines:
    where = side(thing, sign)
    (a, b), (m, n) = limits(random, thing, where, 2), rising(random, 2)
    first = f"县区 且 {thing.name} {bound(random, where, a)} | {sign} {m} 分"
    return (f"{first}，{bound(random, where, b)} | {sign} {n} 分",)


def further(random: Random, thing: Thing, sign: str) -> Lines:
    where = side(thing, sign)
    (a, b), word = limits(random, thing, where, 2), "另扣" if sign == LOSES else "再加"
    parts = (f"{bound(random, where, a)} | {sign} {some(random)} 分", f"{bound(random, where, b)} | {word} 1 分")
    return (f"{thing.name} {parts[0]}", parts[1]) if random.random() < 0.5 else (f"{thing.name} {'，'.join(parts)}",)
