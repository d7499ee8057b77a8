"""Laws that say how many points: what a cap, an exemption, a factor and 取最高分 leave of clauses that only take or only give."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from attrs import evolve

from tests.generators.change import JUDGED, OUTCOMES, Change, changed, item_of, joined
from tests.generators.clauses import Clause, Group
from tests.generators.form import GAINS, LOSES

FLAG = "属特例"
BOTH_WAYS = ("否则", "与上年相比", "从零件扣起")  # take and give
SEVERAL = ("两件事", "两个计数", "分级", "再加", "等级")  # more than one sentence, each by itself
FACTORS = {
    "除外": Fraction(0),
    "不予采纳": Fraction(0),
    "减半": Fraction(1, 2),
    "加倍": Fraction(2),
    "按 50% 折算": Fraction(1, 2),
}
OF_SIGN = {LOSES: "不扣分", GAINS: "不加分"}


def _one_way(clause: Clause, random: Random, *, leave: tuple[str, ...] = ()) -> tuple[Clause, str] | None:
    """The sentences of a clause that only take, or those that only give, with nothing said around them."""
    out = (*OUTCOMES, *JUDGED, *BOTH_WAYS, *leave)
    plain = [each for each in clause.groups if each.form.name not in out and not _said_around(each)]
    sign = random.choice((LOSES, GAINS))
    groups = tuple(each for each in plain if each.sign == sign)
    if not groups:
        return None
    return Clause(groups, (), clause.declared, item_of(clause, groups)), sign


def _said_around(group: Group) -> bool:
    return bool(group.declared) or any("，最" in line for line in group.lines)


def capped(clause: Clause, random: Random) -> Change | None:
    """A cap on a line of its own leaves what is below it, and else itself."""
    found = _one_way(clause, random)
    if found is None:
        return None
    whole, sign = found
    most = Fraction(random.choice((1, 2, 3, 5, 8)))
    words = ("最高扣", "扣分不超过") if sign == LOSES else ("最多加",)
    after = evolve(whole, tail=(f"{random.choice((*words, '封顶'))} {most} 分",))

    def judge(_: object, before: Fraction, held: Fraction) -> bool:
        return held == (max(before, -most) if sign == LOSES else min(before, most))

    return changed(whole, after, judge=judge)


def scaled(clause: Clause, random: Random) -> Change | None:
    """除外 leaves nothing, 减半 the half and 加倍 the double: of the clause on a line of its own, of its line behind a comma."""
    found = _one_way(clause, random)
    if found is None:
        return None
    whole, sign = found
    said, factor = random.choice([*FACTORS.items(), (OF_SIGN[sign], Fraction(0))])
    line, declared = f"{FLAG} {said}", f"事实 {FLAG}：是否"
    fixed = ((FLAG, True),)
    if random.random() < 0.5:
        after = evolve(whole, tail=(line,), declared=(*whole.declared, declared))
        return changed(whole, after, fixed=fixed, judge=lambda _, before, new: new == factor * before)
    fitting = [at for at, each in enumerate(whole.groups) if len(each.lines) == 1]
    if not fitting:
        return None
    at = random.choice(fitting)
    alone = f"{whole.declarations}\n{Clause((whole.groups[at],)).rules}"

    def judge(each: tuple[Fraction, ...], before: Fraction, new: Fraction) -> bool:
        return new == before - each[0] + factor * each[0]

    return joined(whole, at, line, declared=declared, fixed=fixed, others=(alone,), judge=judge)


def largest(clause: Clause, random: Random) -> Change | None:
    """取最高分 leaves the one that takes or gives most."""
    found = _one_way(clause, random, leave=SEVERAL)
    if found is None or len(found[0].groups) < 2:
        return None
    whole, sign = found
    after = evolve(whole, tail=("取最高分",))
    single = tuple(f"{whole.declarations}\n{evolve(whole, groups=(group,)).rules}" for group in whole.groups)
    pick = min if sign == LOSES else max
    return changed(whole, after, others=single, judge=lambda each, _, new: new == pick(each))
