"""Laws that say how many points: what a cap, an exemption, a factor and 取最高分 leave of clauses that only take or only give."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from attrs import evolve

from tests.generators.change import JUDGED, OUTCOMES, Change, changed, item_of, joined, replaced
from tests.generators.clauses import Clause, Group
from tests.generators.form import EARNS, GAINS, LOSES
from tests.generators.things import KINDS, RATIO

FLAG = "属特例"
BOTH_WAYS = ("否则", "与上年相比", "从零件扣起")  # take and give
SEVERAL = ("两件事", "两个计数", "分级", "再加", "等级")  # more than one sentence, each by itself
HALF = Fraction(1, 2)
FACTORS = {"除外": Fraction(0), "不予采纳": Fraction(0), "减半": HALF, "加倍": Fraction(2), "按 50% 折算": HALF}
OF_SIGN = {"不扣分": LOSES, "不加分": GAINS}
Points = tuple[Fraction, ...]


def _plain(clause: Clause, *, leave: tuple[str, ...] = ()) -> Clause:
    """The sentences of a clause that take or give, each in one direction, with nothing said around them."""
    out = (*OUTCOMES, *JUDGED, *BOTH_WAYS, *leave)
    fitting = (each for each in clause.groups if each.form.name not in out and each.sign != EARNS)
    groups = tuple(each for each in fitting if not _said_around(each))
    return Clause(groups, (), clause.declared, item_of(clause, groups))


def _said_around(group: Group) -> bool:
    return bool(group.declared) or any("，最" in line for line in group.lines)


def _alone(whole: Clause) -> tuple[str, ...]:
    return tuple(f"{whole.declarations}\n{evolve(whole, groups=(group,)).rules}" for group in whole.groups)


def _signs(whole: Clause) -> set[str]:
    return {group.sign for group in whole.groups}


def _of(sign: str, each: Points, whole: Clause) -> Points:
    return tuple(points for points, group in zip(each, whole.groups, strict=True) if group.sign == sign)


def capped(clause: Clause, random: Random) -> Change | None:
    """A cap on a line of its own holds what is lost, what is won, or what the clause comes to."""
    whole = _plain(clause)
    words = [
        *(("最高扣", "扣分不超过") if LOSES in _signs(whole) else ()),
        *(("最多加",) if GAINS in _signs(whole) else ()),
    ]
    if not words:
        return None
    said, most = random.choice([*words, "封顶"]), Fraction(random.choice((1, 2, 3, 5, 8)))

    def judge(each: Points, before: Fraction, held: Fraction) -> bool:
        lost, won = (sum(_of(sign, each, whole), Fraction(0)) for sign in (LOSES, GAINS))
        if said == "封顶":
            return held == min(max(before, -most), most)
        return held == (lost + min(won, most) if said == "最多加" else max(lost, -most) + won)

    return changed(whole, evolve(whole, tail=(f"{said} {most} 分",)), others=_alone(whole), judge=judge)


def scaled(clause: Clause, random: Random) -> Change | None:
    """除外 leaves nothing, 减半 the half and 加倍 the double: behind a comma of its line, else of what is lost, or of all where only
    one is said; 折算 is said of all."""
    whole = _plain(clause)
    if not whole.groups:
        return None
    said = random.choice([*FACTORS, *(word for word, sign in OF_SIGN.items() if sign in _signs(whole))])
    factor, fixed = FACTORS.get(said, Fraction(0)), ((FLAG, True),)
    line, declared = f"{FLAG} {said}", f"事实 {FLAG}：是否"
    fitting = [at for at, each in enumerate(whole.groups) if len(each.lines) == 1]
    if fitting and random.random() < 0.5:
        at = random.choice(fitting)
        reached = OF_SIGN.get(said, whole.groups[at].sign) == whole.groups[at].sign

        def of_line(each: Points, before: Fraction, new: Fraction) -> bool:
            return new == before + (factor - 1) * (each[at] if reached else 0)

        return joined(whole, at, line, declared=declared, fixed=fixed, others=_alone(whole), judge=of_line)
    signs = {OF_SIGN[said]} if said in OF_SIGN else _signs(whole)
    signs = signs if len(signs) == 1 or "折算" in said else {LOSES}

    def of_clause(each: Points, before: Fraction, new: Fraction) -> bool:
        return new == before + sum(
            ((factor - 1) * points for sign in signs for points in _of(sign, each, whole)), Fraction(0)
        )

    after = evolve(whole, tail=(line,), declared=(*whole.declared, declared))
    return changed(whole, after, fixed=fixed, others=_alone(whole), judge=of_clause)


def largest(clause: Clause, random: Random) -> Change | None:
    """取最高分 leaves the sentence that gives most, and the one that takes most."""
    whole = _plain(clause, leave=SEVERAL)
    if len(whole.groups) < 2:
        return None

    def judge(each: Points, _: Fraction, new: Fraction) -> bool:
        lost, won = _of(LOSES, each, whole), _of(GAINS, each, whole)
        return new == min(lost, default=Fraction(0)) + max(won, default=Fraction(0))

    return changed(whole, evolve(whole, tail=("取最高分",)), others=_alone(whole), judge=judge)


def undefined(clause: Clause, random: Random) -> Change | None:
    """Where the denominator is 0, 无…时 says what its sentences give, once, whatever they are; the others count as before."""
    whole = _plain(clause)
    at = next((at for at, each in enumerate(whole.groups) if each.thing.of == RATIO and each.thing.unit), None)
    if at is None:
        return None
    group, nought = whole.groups[at], whole.groups[at].thing.unit
    points = random.choice((0, -2, 3))
    said = {0: "不扣分", -2: "扣 2 分", 3: "加 3 分"}[points]
    after = replaced(whole, at, evolve(group, after=(f"无{nought}时 {said}",)))
    without = evolve(whole, groups=tuple(each for each in whole.groups if each is not group))
    fixed = tuple((name, 0) for name in group.thing.others)
    others = (f"{whole.declarations}\n{without.rules}",) if without.groups else ()

    def judge(each: Points, _: Fraction, new: Fraction) -> bool:
        return new == sum(each, Fraction(points))

    return Change(after.text, after.text, fixed=fixed, others=others, judge=judge)


OF_ONE = (
    "定额",
    "按件",
    "每满",
    "每缺",
    "超过的件数",
    "几次几分",
    "几件到几件",
    "一档",
    "套着的各档",
    "相接的各档",
    "每低",
    "分别",
)


def of_one_kind(clause: Clause, random: Random) -> Change | None:
    """县区 且 in front of a sentence: for 县区 as without it, for others as without the sentence."""
    whole = _plain(clause)
    fitting = [at for at, each in enumerate(whole.groups) if each.form.name in OF_ONE and len(each.lines) == 1]
    fitting = [at for at in fitting if not whole.groups[at].lines[0].startswith("每")]
    if not fitting:
        return None
    at, kind = random.choice(fitting), random.choice(KINDS)
    group = whole.groups[at]
    after = replaced(whole, at, evolve(group, lines=(f"{KINDS[0]} 且 {group.lines[0]}",)))
    rest = evolve(whole, groups=tuple(each for each in whole.groups if each is not group or kind == KINDS[0]))
    if not rest.groups:
        return changed(whole, after, about=lambda _, own: own == kind, judge=lambda *found: found[-1] == 0)
    return changed(rest, after, about=lambda _, own: own == kind, judge=lambda _, before, new: before == new)
