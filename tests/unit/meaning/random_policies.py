"""Core policies at random, from a seed: every node of Core, nested headings, results that other clauses read; and units with holes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from attrs import define, field

from compiler import core
from compiler.meaning.interpret import Unit, Value
from dsl.types import DATE, FLAG, PLAIN, POINTS, RATIO, Kind, Type
from tests.unit.core_samples import HERE, PIECES, TIMES

KINDS = ("县区", "市直部门", "其他")
LEVEL = Type(Kind.GRADE, "", ("优", "良", "差"))
AMOUNT = Type(Kind.QUANTITY, "平方米")
NOUGHT = Fraction(0)
FACTS = (
    core.Fact("受理", PIECES, HERE, low=NOUGHT),
    core.Fact("办结", PIECES, HERE, low=NOUGHT, at_most="受理"),
    core.Fact("差评", TIMES, HERE, low=NOUGHT, high=Fraction(9)),
    core.Fact("面积", AMOUNT, HERE, low=NOUGHT),
    core.Fact("比例", RATIO, HERE, low=NOUGHT, high=Fraction(1)),
    core.Fact("偏差", PLAIN, HERE),
    core.Fact("评分", POINTS, HERE, role=core.Role.JUDGEMENT, each=("差评", Fraction(1), Fraction(2))),
    core.Fact("造假", FLAG, HERE),
    core.Fact("报送", FLAG, HERE),
    core.Fact("等级", LEVEL, HERE),
    core.Fact("受理日期", DATE, HERE),
    core.Fact("办结日期", DATE, HERE, optional=True),
    core.Fact("增补", TIMES, HERE, low=NOUGHT, optional=True),
)
NUMBERS = tuple(fact.name for fact in FACTS if fact.type.numeric)


@define
class Maker:
    """Makes one policy."""

    random: Random
    facts: list[core.Fact] = field(factory=lambda: list(FACTS))
    readable: list[str] = field(factory=lambda: list(NUMBERS))
    count: int = 0

    def constant(self) -> Fraction:
        """Return a number as texts have them."""
        return Fraction(self.random.choice((0, 1, 2, 3, 5, 10, "0.5", "0.95", "1/3", "2.5")))

    def number(self, depth: int = 2) -> core.Expr:
        """Return an expression."""
        random = self.random
        if depth == 0 or random.random() < 0.35:
            name = random.choice(self.readable)
            return core.Read(name) if random.random() < 0.7 else core.Const(self.constant())
        one, two = self.number(depth - 1), self.number(depth - 1)
        made: tuple[Callable[[], core.Expr], ...] = (
            lambda: core.Add(one, two),
            lambda: core.Subtract(one, two),
            lambda: core.Multiply(core.Const(-self.constant()), two),
            lambda: core.Multiply(one, two),
            lambda: core.Divide(one, two, "某率"),
            lambda: core.Divide(core.Read("办结"), core.Read("受理"), "办结率"),
            lambda: core.Least(one, two),
            lambda: core.Greatest(one, two),
            lambda: core.WholeUnits(one, random.choice((Fraction(2), Fraction(1, 2))), random.random() < 0.5),
            lambda: core.Rounded(one, random.choice((0, 1, 2)), random.choice(tuple(core.Rounding))),
        )
        return random.choice(made)()

    def test(self, depth: int = 2) -> core.Test:
        """Return a test."""
        random = self.random
        made: list[Callable[[], core.Test]] = [
            lambda: core.Compare(self.number(1), random.choice(tuple(core.Op)), core.Const(self.constant())),
            lambda: core.Compare(self.number(1), random.choice(tuple(core.Op)), self.number(1)),
            lambda: core.Holds(random.choice(("造假", "报送"))),
            lambda: core.IsMember("等级", random.choice(LEVEL.members)),
            lambda: core.OfKind(tuple(random.sample(KINDS, random.randint(1, 2)))),
            lambda: core.Listed("名单", ("甲", "乙")),
            lambda: core.Kept((core.Either((core.Negate(core.Listed("名单", ("甲",))), core.Holds("报送"))),), "一"),
            lambda: core.Negate(core.Kept((core.Kept((self.test(0),), "一"), core.Kept((), "二")), "")),
            lambda: core.Given(random.choice(("办结日期", "增补"))),
            lambda: core.Within("受理日期", random.randint(0, 20), random.choice(("工作日", "自然日")), "办结日期"),
            core.Always,
        ]
        if depth:
            parts = [self.test(depth - 1) for _ in range(random.randint(1, 3))]
            made += [
                lambda: core.Both(tuple(parts)),
                lambda: core.Either(tuple(parts)),
                lambda: core.Negate(parts[0]),
            ] * 2
        return random.choice(made)()

    def effect(self) -> core.Effect:
        """Return an effect with some branches."""
        branches = tuple(
            core.Branch(
                self.test(1), core.Const(-self.constant()) if self.random.random() < 0.6 else self.number(), "", HERE
            )
            for _ in range(self.random.randint(1, 3))
        )
        return core.Effect(core.EffectKind.TIERS, branches, HERE)

    def clause(self) -> core.Clause:
        """Return a clause; what it gives can be read from then on, now and then."""
        random = self.random
        self.count += 1
        some = random.random
        made = core.Clause(
            f"条{self.count}",
            "",
            "",
            HERE,
            tuple(self.effect() for _ in range(random.choice((0, 1, 1, 2, 3)))),
            applies=self.test() if some() < 0.3 else core.Always(),
            lowest=-self.constant() if some() < 0.3 else None,
            highest=self.constant() if some() < 0.3 else None,
            zeroed=self.test() if some() < 0.2 else None,
            consequences=tuple(
                core.Consequence(self.test(), f"后果{n}", HERE) for n in range(random.choice((0, 0, 0, 2)))
            ),
            duties=tuple(
                core.Duty(self.test() if some() < 0.8 else None, f"义务{n}", HERE)
                for n in range(random.choice((0, 0, 0, 2)))
            ),
            rounding=(1, random.choice(tuple(core.Rounding))) if some() < 0.2 else None,
            pick=core.Pick.MOST if some() < 0.2 else core.Pick.SUM,
        )
        self.result_of(made.id)
        return made

    def result_of(self, part: str) -> None:
        """Now and then, make a fact of what a part gives."""
        if self.random.random() < 0.2:
            name = f"{part}得分"
            self.facts.append(core.Fact(name, POINTS, HERE, role=core.Role.RESULT, result_of=part))
            self.readable += [name, name]

    def group(self, depth: int = 2) -> core.Group:
        """Return a heading."""
        random, some = self.random, self.random.random
        self.count += 1
        name = f"项{self.count}"
        children = tuple(
            self.group(depth - 1) if depth and some() < 0.3 else self.clause() for _ in range(random.randint(1, 3))
        )
        points = random.choice(
            ((), (("", Fraction(10)),), (("县区", Fraction(8)), ("", Fraction("7.5"))), (("其他", Fraction(5)),))
        )
        made = core.Group(
            name,
            "",
            HERE,
            children,
            points,
            start=random.choice(tuple(core.Start)),
            outside=some() < 0.2,
            lowest=Fraction(-4) if some() < 0.2 else None,
            highest=Fraction(6) if some() < 0.2 else None,
        )
        self.result_of(name)
        return made


def policy_of(seed: int) -> core.Policy:
    """Return a policy; the same seed gives the same."""
    random = Random(seed)
    maker = Maker(random)
    root = core.Group("", "总分", HERE, tuple(maker.group() for _ in range(random.randint(1, 3))))
    vetoes = tuple(
        core.Veto(maker.test(), maker.constant() if random.random() < 0.5 else None, f"条{n}", HERE)
        for n in range(random.choice((0, 0, 1, 2)))
    )
    bands = (
        core.GradeBand("优秀", core.Op.GE, Fraction(8)),
        core.GradeBand("良好", core.Op.GE, Fraction(3), Fraction(6)),
        core.GradeBand("合格", core.Op.GT, Fraction(0)),
    )
    return core.Policy(
        f"2021-{seed}", "办法", "", "", None, (), KINDS, (), tuple(maker.facts), root, vetoes,
        bands=bands if random.random() < 0.5 else (),
    )  # fmt: skip


def units_of(policy: core.Policy, count: int, seed: int) -> list[Unit]:
    """Return units: facts at random, many nought, many absent, some of a kind that the policy does not know."""
    random = Random(seed)
    return [_unit(policy, random) for _ in range(count)]


def _unit(policy: core.Policy, random: Random) -> Unit:
    absent = random.choice((0, 0, 0.05, 0.3))
    facts = {fact.name: _value(fact, random) for fact in policy.facts if fact.role is not core.Role.RESULT}
    kept = {name: value for name, value in facts.items() if random.random() >= absent}
    return Unit(random.choice(("甲", "乙", "丙")), random.choice((*KINDS, "", "别的")), kept)


def _value(fact: core.Fact, random: Random) -> Value:
    if random.random() < (0.3 if fact.optional else 0.02):
        return None
    match fact.type.kind:
        case Kind.FLAG:
            return random.random() < 0.5
        case Kind.GRADE:
            return random.choice(fact.type.members)
        case Kind.DATE:
            # The calendar of 2035 is not known.
            first = date(2035 if random.random() < 0.05 else 2021, 3, 1)
            return first + timedelta(days=random.randint(0, 40))
    number = random.choice((0, 0, 1, 2, 3, 10, 97, 100))
    return number if fact.type.whole else Fraction(number, random.choice((1, 2, 3, 100)))
