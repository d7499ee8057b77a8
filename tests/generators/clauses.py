"""Clauses made at random: several forms together, with caps, exemptions, 其余 and what else is said of other sentences."""

from __future__ import annotations

from random import Random

from attrs import evolve, frozen

from tests.generators.form import LOSES, Form
from tests.generators.forms import FORMS
from tests.generators.things import COUNT, GUARDS, KINDS, RATIO, Thing, pick

__all__ = ["GUARDS", "KINDS", "Clause", "Group", "clause", "sentence"]

CAPS = ("最高扣 {} 分", "最多加 {} 分", "封顶 {} 分", "扣分不超过 {} 分", "扣完为止")
SAID_AROUND = ("{} 除外", "{} 不扣分", "{} 减半", "{} 加倍", "{} 按 50% 折算", "{} 不予采纳")


@frozen
class Group:
    """The lines about one thing; ``|`` stands where filler words can."""

    form: Form
    thing: Thing
    sign: str
    lines: tuple[str, ...]
    declared: str = ""  # what its guards need
    after: tuple[str, ...] = ()  # what holds where its denominator is 0


@frozen
class Clause:
    """Groups about different things, what is said of all of them, the points of the item (0 = there is none)."""

    groups: tuple[Group, ...]
    tail: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    item: int = 0

    @property
    def rules(self) -> str:
        """The lines, without their declarations."""
        return "\n".join(plain(line) for line in self.lines)

    @property
    def lines(self) -> tuple[str, ...]:
        """All lines, still with ``|``."""
        return (*(line for group in self.groups for line in (*group.lines, *group.after)), *self.tail)

    @property
    def declarations(self) -> str:
        """The declarations, and the points of the item."""
        said = [each for group in self.groups for each in (group.thing.declared, group.declared) if each]
        points = [f"本项 {self.item} 分"] if self.item else []
        return "\n".join(dict.fromkeys((*said, *self.declared, *points)))

    @property
    def text(self) -> str:
        """The whole block."""
        return f"{self.declarations}\n{self.rules}"


def plain(line: str) -> str:
    """A line in canonical words."""
    return line.replace(" |，", "，").replace(" | ", " ")


def sentence(random: Random) -> Clause:
    """Return a clause of one form."""
    return Clause(*_made(random, 1, random.choice((0, 0, 10))))


def clause(random: Random) -> Clause:
    """Return a clause of one to four things, with what is said around them."""
    count, item = random.choice((1, 1, 2, 2, 2, 3, 3, 4)), random.choice((0, 0, 10, 20))
    groups, tail, declared, item = _made(random, count, item)
    groups = tuple(_with_more(random, group) for group in groups)
    more, also = _tail(random)
    return Clause(groups, (*tail, *more), (*declared, *also), item)


def _made(random: Random, count: int, item: int) -> tuple[tuple[Group, ...], tuple[str, ...], tuple[str, ...], int]:
    taken: set[str] = set()
    groups: list[Group] = []
    for _ in range(count):
        form = random.choice(FORMS)
        thing = pick(random, form.of, taken)
        if thing is None:
            continue
        taken.add(thing.name)
        item = item or (10 if form.item else 0)
        sign = random.choice(form.signs)
        after: tuple[str, ...] = ()
        if thing.others and thing.unit and thing.of == RATIO and random.random() < 0.8:
            after = (f"无{thing.unit}时 {random.choice(('不扣分', '不记分'))}",)
        groups.append(Group(form, thing, sign, form.make(random, thing, sign), after=after))
    return tuple(groups), (), (), item


def _with_more(random: Random, group: Group) -> Group:
    """A cap or an exemption joined by a comma to the last line of a group."""
    if (
        random.random() < 0.7
        or group.lines[-1].startswith("端点")
        or group.form.name in ("义务", "后果", "否决", "归零", "不得分")
    ):
        return group
    line, declared = group.lines[-1], ""
    if random.random() < 0.5:
        sign = "最高扣" if group.sign == LOSES else "最多加"
        line += f"，{sign} {random.choice('2358')} 分"
    elif group.thing.of == COUNT and random.random() < 0.3:
        declared = f"事实 经批准{group.thing.name}：计数（{group.thing.unit}）"
        line += f"，经批准{group.thing.name} {random.choice(('除外', '减半'))}"
    else:
        guard = random.choice(GUARDS)
        declared = f"事实 {guard}：是否"
        line += f"，{random.choice(SAID_AROUND).format(guard)}"
    return evolve(group, lines=(*group.lines[:-1], line), declared=declared)


def _tail(random: Random) -> tuple[list[str], list[str]]:
    lines: list[str] = []
    declared: list[str] = []
    if random.random() < 0.25:
        guard = random.choice(GUARDS)
        lines.append(random.choice((*SAID_AROUND, "{} 不记分", "{} 不加分", "{} 此项不记分")).format(guard))
        declared.append(f"事实 {guard}：是否")
    if random.random() < 0.12:
        lines.append(random.choice(("取最高分", "可累加", "就高", "就低")))
    if random.random() < 0.25:
        lines.append(random.choice(CAPS).format(random.choice(("2", "3", "5", "8"))))
    if random.random() < 0.06:
        lines.append("保留 1 位小数")
    return lines, declared
