"""Forms about ranks, days, levels and two figures; ``|`` stands where filler words can."""

from __future__ import annotations

from random import Random

from tests.generators.form import GAINS, LOSES, Lines, rising, some
from tests.generators.things import MEAN, Thing


def ranks(random: Random, thing: Thing, sign: str) -> Lines:
    good = sign == GAINS
    points = rising(random, 2)
    a, b = points[::-1] if good else points
    word = "前" if good else random.choice(("后", "倒数后"))
    written: tuple[Lines, ...] = (
        (f"{thing.name} 排名 {word} 3 名 | {sign} {a} 分",),
        (f"{thing.name} 排名 {word} 30% | {sign} {a} 分",),
    )
    if good:
        written += (
            (f"{thing.name} 排名 前 3 名 | 加 {a} 分，前 5 名 | 加 {b} 分",),
            (f"{thing.name} 排名 第1名至第2名 依次 加 {a}、{b} 分",),
        )
    else:
        written += ((f"{thing.name} 排名 {word} 5 名 | 扣 {a} 分", f"{thing.name} 排名 {word} 2 名 | 扣 {b} 分"),)
    return random.choice(written)


def grades(random: Random, thing: Thing, sign: str) -> Lines:
    a, b = rising(random, 2)
    if sign == LOSES:
        return (f"优等 不扣分，一般 | 扣 {a} 分，较差 | 扣 {b} 分",)
    return (f"优等 | {sign} {b} 分，良好 | {sign} {a} 分",)


def deadline(random: Random, thing: Thing, sign: str) -> Lines:
    a, b = rising(random, 2)
    first, second = "2021年3月31日前", "2021年4月15日前"
    if sign == LOSES:
        one, two = f"{first} 未 {thing.name} | 扣 {a} 分", f"{second} 未 {thing.name} | 扣 {b} 分"
    else:
        one, two = f"{first} {thing.name} | 加 {b} 分", f"{second} {thing.name} | 加 {a} 分"
    return random.choice(((one,), (f"{one}，{two}",), (one, two)))


def within(random: Random, thing: Thing, sign: str) -> Lines:
    days = random.choice((5, 20))
    said = f"未 {thing.name}" if sign == LOSES else thing.name
    return (f"公布 后 {days} 个工作日内 {said} | {sign} {some(random)} 分",)


def compared(random: Random, thing: Thing, sign: str) -> Lines:
    (other,), n = thing.others, some(random)
    if sign == GAINS:
        more = (f"{thing.name} 达到 {other} | 加 2 分", f"{thing.name} 达到 {other} 120% | 加 5 分")
        return random.choice((more, more[:1], (f"{thing.name} 超过 {other} | 加 {n} 分",)))
    if thing.of == MEAN:
        return (f"{thing.name} 低于 {other} | 扣 {n} 分",)
    word = random.choice(("少于", "不足"))
    return random.choice(
        (
            (f"{thing.name} {word} {other} | 扣 {n} 分",),
            (f"{thing.name} 少于 {other} |，每少 1 {thing.unit} 扣 {n} 分",),
        )
    )


def versus(random: Random, thing: Thing, sign: str) -> Lines:
    start = f"{thing.name} 与 {thing.others[0]} 相比，"
    down, up = f"每下降 1 {thing.unit} 加 0.2 分", f"每上升 1 {thing.unit} 扣 {some(random)} 分"
    return (
        start
        + random.choice((up, down, f"{down}，{up}", f"持平 | 记 5 分，{down}，{up}", f"{up}，{down}，最多加 1 分")),
    )


def any(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"任一 {thing.name} 未完成 | 扣 {some(random)} 分",)


def looked_up(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"按 {thing.name} 加分",)


def two_flags(random: Random, thing: Thing, sign: str) -> Lines:
    a, (b,), n = thing.name, thing.others, some(random)
    return random.choice(
        (
            (f"{a} 或 {b} | {sign} {n} 分",),
            (f"{a} 且 {b} | {sign} {n} 分",),
            (f"{a}、{b} 分别 {sign} 3 分、1 分",),
            (f"有下列情形之一的，{sign} {n} 分：{a}、{b}",),
        )
    )


def two_counts(random: Random, thing: Thing, sign: str) -> Lines:
    a, (b,), n = thing.name, thing.others, some(random)
    return random.choice(
        (
            (f"有下列情形之一的，每次 {sign} {n} 分：{a}、{b}",),
            (f"每{a} 1 次 {sign} {n} 分，每{b} 1 次 {sign} 1 分",),
        )
    )


# ---------------------------------------------------------------------------------------------------- no sums of points


def zeroed(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"{thing.name} | 此项不记分",)


def nothing(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"{thing.name} | 不记分",)


def vetoed(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"{thing.name} | {random.choice(('一票否决', '一票否决，扣 0.5 分'))}",)


def consequence(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"{thing.name} | 取消年度评优资格",)


def duty(random: Random, thing: Thing, sign: str) -> Lines:
    return (f"应当 {thing.name}",)
