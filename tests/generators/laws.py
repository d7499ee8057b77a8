"""The laws of reading: each takes a clause, changes it in a way whose effect is known, and says which units it is about.

``Change`` holds both texts, what the points of a unit must then be to each other, and for which units that is said.
"""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random
from typing import Any

from attrs import evolve

from tests.generators.amounts import capped, largest, of_one_kind, scaled, undefined
from tests.generators.change import (
    JUDGED,
    OUTCOMES,
    Change,
    Facts,
    Law,
    changed,
    inserted,
    item_of,
    joined,
    not_less,
    not_more,
    replaced,
    taken,
)
from tests.generators.clauses import Clause, Group
from tests.generators.form import EARNS, GAINS, LOSES
from tests.generators.moving import moved
from tests.generators.things import COUNT, FLAG, RATIO, pick

# --------------------------------------------------------------------------------------------------------- changes nothing


def other_units(clause: Clause, random: Random) -> Change | None:
    """A sentence about other units."""
    thing = pick(random, (FLAG, RATIO, COUNT), taken(clause))
    if thing is None or all(group.form.name in OUTCOMES for group in clause.groups):
        return None
    sign = random.choice((LOSES, GAINS))
    line = {
        FLAG: random.choice((f"其他 且 {thing.name} | {sign} 2 分", f"{thing.name} 的 其他 | {sign} 2 分")),
        RATIO: f"其他 且 {thing.name} 低于 60% | {sign} 2 分",
        COUNT: f"其他 且 {thing.name} 超过 3 {thing.unit} | {sign} 1 分",
    }[thing.of]
    made = Group(clause.groups[0].form, thing, sign, (line,))
    after = inserted(clause, random.randint(0, len(clause.groups)), made)
    return changed(clause, after, about=lambda facts, kind: kind != "其他")


def nought_elsewhere(clause: Clause, random: Random) -> Change | None:
    """无…时, for a unit whose denominator is not 0."""
    at = next((at for at, each in enumerate(clause.groups) if each.thing.of == RATIO and each.thing.unit), None)
    if at is None:
        return None
    group, whole = clause.groups[at], clause.groups[at].thing.unit
    said = f"无{whole}时 {random.choice(('不扣分', '不记分', '不加分'))}"
    before, after = (replaced(clause, at, evolve(group, after=lines)) for lines in ((), (said,)))
    return changed(before, after, about=lambda facts, kind: facts[whole] != 0)


def flag_as_count(clause: Clause, random: Random) -> Change | None:
    """A flag as a count of 1."""
    plain = (at for at, each in enumerate(clause.groups) if each.form.name == "定额")
    at = next((at for at in plain if clause.groups[at].thing.bad is (clause.groups[at].sign == LOSES)), None)
    if at is None:
        return None
    group, name = clause.groups[at], clause.groups[at].thing.name
    line = group.lines[0].replace(f"{name} | ", f"{name} | 每次 ")
    thing = evolve(group.thing, declared=f"事实 {name}：计数（次）")
    return Change(
        clause.text,
        replaced(clause, at, evolve(group, thing=thing, lines=(line, *group.lines[1:]))).text,
        given=lambda facts: {**facts, name: facts[name] == 1},
        fixed=((name, random.choice((0, 1))),),
    )


def unreached_cap(clause: Clause, random: Random) -> Change | None:
    """A cap that is never reached; in an item it would be asked whether it is right (E498)."""
    if clause.item:
        return None
    said = random.choice(("最高扣 900000 分", "最多加 900000 分", "封顶 900000 分", "扣分不超过 900000 分"))
    if random.random() < 0.5:
        return changed(clause, evolve(clause, tail=(*clause.tail, said)), about=_moderate)
    fitting = [at for at, group in enumerate(clause.groups) if group.form.name not in OUTCOMES]
    return joined(clause, random.choice(fitting), said, about=_moderate) if fitting else None


def _moderate(facts: Facts, kind: str) -> bool:
    """Whether nothing is so large that the cap could be reached; money counts by 万元."""
    return all(
        each < 10_000 or name in ("争取资金", "超支经费")
        for name, each in facts.items()
        if isinstance(each, int | Fraction)
    )


GUARDS = ("除外", "不扣分", "减半", "加倍", "按 50% 折算", "不予采纳", "不记分", "不加分", "此项不记分", "一票否决")
SPARING, TAKING = ("除外", "不扣分", "减半", "不予采纳"), ("不记分", "不加分", "此项不记分", "一票否决")
FLAG_OF_GUARD = "属特例"


def _guarded(
    clause: Clause, random: Random, said: str, *, lost: bool = False, last: bool = False, **more: Any
) -> Change | None:
    """A guard joined to a line (the last one), or on a line of its own; ``lost``: only where what it is said of takes points."""
    line, declared = f"{FLAG_OF_GUARD} {said}", f"事实 {FLAG_OF_GUARD}：是否"
    fitting = [at for at, each in enumerate(clause.groups) if each.form.name not in OUTCOMES]
    fitting = [at for at in fitting if not last or at == len(clause.groups) - 1]
    fitting = [at for at in fitting if not lost or _takes(clause.groups[at].lines[-1])]
    if random.random() < 0.5 and fitting and said not in ("此项不记分", "一票否决"):
        return joined(clause, random.choice(fitting), line, declared=declared, **more)
    counted = (group for group in clause.groups if group.form.name not in OUTCOMES)
    if lost and not any(_takes(line) for group in counted for line in group.lines):
        return None
    after = evolve(clause, tail=(*clause.tail, line), declared=(*clause.declared, declared))
    return changed(clause, after, **more)


def _takes(line: str) -> bool:
    return re.search(r"(?<!最高)扣 [\d.]+ 分|扣分 =|扣分，", line) is not None


def idle_guard(clause: Clause, random: Random) -> Change | None:
    """A guard that does not hold."""
    if random.random() < 0.25:
        said = random.choice(("不加分", "不扣分", "不记分"))
        after = evolve(
            clause, tail=(*clause.tail, f"抽查 不足 3 次 {said}"), declared=(*clause.declared, "事实 抽查：计数（次）")
        )
        return changed(clause, after, fixed=(("抽查", 3),))
    return _guarded(clause, random, random.choice(GUARDS), fixed=((FLAG_OF_GUARD, False),))


def sparing_guard(clause: Clause, random: Random) -> Change | None:
    """An exemption or a halving that holds never costs points, where anything is lost."""
    return _guarded(clause, random, random.choice(SPARING), lost=True, holds=not_less, fixed=((FLAG_OF_GUARD, True),))


def taking_guard(clause: Clause, random: Random) -> Change | None:
    """A zeroing that holds never gives points.

    What it is said of comes to nought, also where it was less: sentences that stand behind it count on their own, so where there is
    anything to lose from none may.
    """
    item = evolve(clause, item=clause.item or 10)  # without an item nothing is floored, and 0 may be the better
    said, starts = random.choice(TAKING), any(group.sign == EARNS for group in clause.groups)
    fixed = ((FLAG_OF_GUARD, True),)
    return _guarded(item, random, said, holds=not_more, fixed=fixed, last=starts)


# ---------------------------------------------------------------------------------------------------- order, sums, what is more


def other_order(clause: Clause, random: Random) -> Change | None:
    """The order of sentences about different things; the assessor's points are numbered, so those keep theirs."""
    if len(clause.groups) < 2 or any(group.form.name == "不得分" for group in clause.groups):
        return None
    groups = list(clause.groups)
    random.shuffle(groups)
    judged = iter([group for group in clause.groups if group.form.name in JUDGED])
    ordered = (next(judged) if group.form.name in JUDGED else group for group in groups)
    return changed(clause, evolve(clause, groups=tuple(ordered)))


def added_up(clause: Clause, random: Random) -> Change | None:
    """What is lost and won by different things adds up."""
    groups = tuple(group for group in clause.groups if group.form.name not in (*OUTCOMES, *JUDGED))
    if len(groups) < 2:
        return None
    whole = Clause(groups, (), clause.declared, item_of(clause, groups))
    single = tuple(f"{whole.declarations}\n{evolve(whole, groups=(group,)).rules}" for group in groups)
    return Change(whole.text, whole.text, others=single, judge=lambda each, before, _: sum(each) == before)


def more_of_it(clause: Clause, random: Random) -> Change | None:
    """More of what is 扣 never gives more points, more of what is 加 never fewer."""
    moved = [group for group in clause.groups if group.form.worse]
    if not moved:
        return None
    group = random.choice(moved)
    up = {"thing": group.thing.bad, "sign": group.sign == LOSES, "up": True, "down": False}[group.form.worse]
    return Change(clause.text, clause.text, holds=not_less, given=lambda facts: _worse(facts, group, up, random))


def _worse(facts: Facts, group: Group, up: bool, random: Random) -> Facts:
    """The facts with the thing changed for the worse."""
    return moved(facts, group.thing, up, random)


CLOSED = (
    "定额",
    "一档",
    "套着的各档",
    "几次几分",
    "几件到几件",
    "相接的各档",
    "不等式",
    "按件",
    "名次",
    "日期",
    "分级",
)
PARTLY = ("一类单位的各档", "各类单位的界限", "等级", "两类单位")  # whose 其余 leaves out more than what it took


def the_rest(clause: Clause, random: Random) -> Change | None:
    """其余 holds for no unit that another step took, and for those that none took."""
    fitting = [
        group
        for group in clause.groups
        if group.form.name in (*CLOSED, *PARTLY)
        and group.sign != EARNS
        and not (group.declared or (group.thing.of == RATIO and group.thing.others))
        and "，最" not in group.lines[-1]
    ]
    if not fitting:
        return None
    group, points = random.choice(fitting), Fraction(random.choice((-7, 7)))
    rest = f"其余 {LOSES if points < 0 else GAINS} 7 分"
    lines = (*group.lines[:-1], f"{group.lines[-1]}，{rest}") if random.random() < 0.5 else (*group.lines, rest)
    before = tuple(each for each in clause.groups if each is not group and each.form.name not in OUTCOMES)
    whole = Clause((evolve(group, lines=lines), *before), (), clause.declared, item_of(clause, before))
    without = evolve(whole, groups=(group, *before))
    alone = f"{whole.declarations}\n{Clause((group,)).rules}"
    partly = group.form.name in PARTLY

    def judge(took: tuple[Fraction, ...], without: Fraction, closed: Fraction) -> bool:
        return closed == without if took[0] != 0 else (closed == without + points or (partly and closed == without))

    return Change(without.text, whole.text, others=(alone,), judge=judge)


LAWS: dict[str, Law] = {
    "关于别的单位的句子": other_units,
    "分母不为 0 时的“无…时”": nought_elsewhere,
    "计数为 1 的是否": flag_as_count,
    "达不到的封顶": unreached_cap,
    "不成立的除外、减半、不得分": idle_guard,
    "除外、减半不会减分": sparing_guard,
    "不得分、归零不会加分": taking_guard,
    "次序": other_order,
    "相加": added_up,
    "多扣少加": more_of_it,
    "其余": the_rest,
    "封顶的数": capped,
    "除外、减半、加倍的数": scaled,
    "取最高分的数": largest,
    "分母为 0 的数": undefined,
    "只说一类单位的句子": of_one_kind,
}
