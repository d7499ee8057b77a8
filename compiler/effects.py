"""The rules of one clause: surface in, Core effects out (language.md §5).

Sentences are read in order. A bound without a name goes on about the measure before; tiers of one measure form one effect; a
rate takes its count from the sentence, or from the only count that the clause declares.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

from attrs import define, evolve, field

from compiler import conditions, core
from compiler.amount_types import points as points_of
from compiler.conditions import Condition, Speaking
from compiler.problems import rules
from compiler.rates import Rate, rate_amount
from compiler.scope import BROKEN, Measure, Scope, number
from compiler.tier_groups import Cut, Tier, order
from compiler.zero import Empties
from dsl import formatter, surface
from dsl.diagnostics import Bag
from dsl.source import Source, Span
from dsl.types import POINTS, Kind

Base = tuple[tuple[str, Fraction], ...]


@define
class TierGroup:
    """The tiers of one measure in one clause, and its 其余."""

    measure: Measure | None
    tiers: list[Tier] = field(factory=list)
    otherwise: Tier | None = None


@define
class ClauseRules:
    """Collects what the sentences of one clause do."""

    scope: Scope
    clause: str
    title: str
    base: Base  # the points of the item, by kind of unit
    cap: Fraction | None  # what 最高扣 says, for 按比例扣分
    choice: surface.Overlap | None
    empties: Empties = field(repr=False)
    subject: Measure | None = None
    effects: list[core.Effect] = field(factory=list)
    zeroed: list[core.Test] = field(factory=list)
    consequences: list[core.Consequence] = field(factory=list)
    vetoes: list[core.Veto] = field(factory=list)
    duties: list[core.Duty] = field(factory=list)
    awards: bool = False  # whether any sentence 记分
    chosen: bool = False  # whether 就高 … was needed
    _groups: dict[object, TierGroup] = field(factory=dict)
    _latest: object = None  # the group that 其余 belongs to

    @property
    def bag(self) -> Bag:
        """Where findings go."""
        return self.scope.bag

    @property
    def source(self) -> Source:
        """The policy file."""
        return self.scope.source

    def take(self, statement: surface.Statement) -> None:
        """Take one statement in its order."""
        match statement:
            case surface.Rule():
                self._rule(statement)
            case surface.Duty():
                self._duty(statement)
            case _:
                pass

    def finish(self) -> None:
        """Close the groups of tiers."""
        for group in self._groups.values():
            self._close(group)
        if self.choice is not None and not self.chosen and not self.bag.failed:
            word = self.source.slice(self.choice.span)
            self.bag.add(rules.unneeded_choice(self.source, self.choice.span, word))

    # ------------------------------------------------------------------------------------------------------ one sentence

    def _rule(self, rule: surface.Rule) -> None:
        speaking = Speaking(self.scope, self.clause, self.subject)
        rule = _counted(rule, speaking)
        condition = None
        if rule.condition is not None:
            condition = conditions.resolve(rule.condition, speaking)
            if condition is None:
                self.subject = BROKEN
                return
            if condition.measure is not None:
                self.subject = condition.measure
        if isinstance(rule.award, surface.Full) or getattr(rule.award, "sign", "") == "award":
            self.awards = True
        if rule.per is not None:
            self._rate(rule, rule.per, condition)
        else:
            self._plain(rule, condition)

    def _plain(self, rule: surface.Rule, condition: Condition | None) -> None:
        match rule.award:
            case surface.ZeroItem():
                self._outcome(rule, condition, lambda test: self.zeroed.append(test))
            case surface.Consequence(text):
                made = lambda test: self.consequences.append(core.Consequence(test, text, rule.span))  # noqa: E731
                self._outcome(rule, condition, made)
            case surface.Veto(amount):
                self._veto(rule, amount, condition)
            case _:
                self._scored(rule, condition)

    def _outcome(self, rule: surface.Rule, condition: Condition | None, take: Callable[[core.Test], None]) -> None:
        if condition is None:
            self.bag.add(rules.duty_needs_fact(self.source, rule.span))
            return
        self.empties.guard(condition.test, rule.span)
        take(condition.test)

    def _veto(self, rule: surface.Rule, amount: surface.Amount | None, condition: Condition | None) -> None:
        deduction = points_of(amount, self.scope) if amount is not None else None
        if amount is None or deduction is not None:
            made = lambda test: self.vetoes.append(core.Veto(test, deduction, self.clause, rule.span))  # noqa: E731
            self._outcome(rule, condition, made)

    def _duty(self, duty: surface.Duty) -> None:
        condition = conditions.resolve(duty.condition, Speaking(self.scope, self.clause, self.subject))
        if condition is not None:
            self.empties.guard(condition.test, duty.span)
            text = formatter.show_condition(duty.condition)
            self.duties.append(core.Duty(condition.test, text, duty.span))

    # ------------------------------------------------------------------------------------------------- fixed and tiered

    def _scored(self, rule: surface.Rule, condition: Condition | None) -> None:
        if condition is not None and condition.counted is not None and not isinstance(rule.award, surface.Nothing):
            fact = condition.counted
            self.bag.add(rules.count_without_rate(self.source, condition.span, fact.name, fact.type.unit))
            return
        if condition is None and isinstance(rule.award, surface.Give | surface.Nothing):
            self.bag.add(rules.duty_needs_fact(self.source, rule.span))
            return
        given = self._award(rule)
        if given is None:
            return
        test = condition.test if condition else core.Always()
        says = formatter.show_rule(rule)
        branches = tuple(core.Branch(_limited(test, kind), expr, says, rule.span) for kind, expr in given)
        fixed = given[0][1].value if len(given) == 1 and isinstance(given[0][1], core.Const) else None
        tier = Tier(test, fixed, branches, rule.span, condition.span if condition else rule.span, says)
        if condition is not None and condition.otherwise:
            self._otherwise(tier)
        elif condition is not None and (condition.measure is not None or condition.member_of):
            self._join(tier, condition)
        else:
            kind = core.EffectKind.JUDGEMENT if _judged(branches) else core.EffectKind.FIXED
            self._add(kind, branches, rule.span, self._shared(rule.award))

    def _shared(self, award: surface.Award) -> Measure | None:
        """Return the ratio that points are shared out by; None where they are not."""
        if not isinstance(award, surface.ProRata):
            return None
        return conditions.measure_named(award.ratio, Speaking(self.scope, self.clause, self.subject))

    def _join(self, tier: Tier, condition: Condition) -> None:
        key = (condition.measure.expr if condition.measure else condition.member_of, condition.kinds)
        self._groups.setdefault(key, TierGroup(condition.measure)).tiers.append(tier)
        self._latest = key

    def _otherwise(self, tier: Tier) -> None:
        group = self._groups.get(self._latest)
        if group is not None:
            group.otherwise = tier
        elif self.effects:
            last = self.effects[-1]
            self.effects[-1] = evolve(last, branches=(*last.branches, *tier.branches))
        else:
            self.bag.add(rules.misplaced_otherwise(self.source, tier.span))

    def _close(self, group: TierGroup) -> None:
        """Make one effect of the tiers of one measure, wherever in the clause they stand."""
        written, measure, otherwise = group.tiers, group.measure, group.otherwise
        if self.choice is not None and self.choice.choice == "sum":
            self.chosen = True
            for tier in written:
                self._add(core.EffectKind.FIXED, tier.branches, tier.span, measure)
            return
        if measure is not None:
            written = self._ordered(written, measure, otherwise)
        branches = tuple(branch for tier in written for branch in tier.branches)
        if otherwise is not None:
            branches = (*branches, *otherwise.branches)
        span = written[0].span.to(written[-1].span)
        kind = core.EffectKind.TIERS if len(written) > 1 or measure else core.EffectKind.FIXED
        self._add(kind, branches, span, measure)

    def _ordered(self, written: list[Tier], measure: Measure, otherwise: Tier | None) -> list[Tier]:
        choice = self.choice.choice if self.choice else ""
        bare = [evolve(tier, test=_without_kinds(tier.test)) for tier in written]
        cut = Cut(measure, self.empties.domain(measure), choice, self.scope, holes=otherwise is None)
        ordered, used = order(bare, cut)
        self.chosen = self.chosen or used
        by_span = {tier.span: tier for tier in written}
        return [by_span[tier.span] for tier in ordered]

    def _add(
        self, kind: core.EffectKind, branches: tuple[core.Branch, ...], span: Span, measure: Measure | None = None
    ) -> None:
        first = self.empties.branches(self.clause, branches, span)
        effect = core.Effect(kind, (*first, *branches), span)
        if measure is not None:
            better = {"up": core.Better.HIGH, "down": core.Better.LOW}.get(measure.way)
            effect = evolve(
                effect, measure=measure.expr, measure_name=measure.name, measure_type=measure.type, better=better
            )
        self.effects.append(effect)

    # --------------------------------------------------------------------------------------------------------------- points

    def _award(self, rule: surface.Rule) -> tuple[tuple[str, core.Expr], ...] | None:
        """Return the points a sentence gives, by kind of unit ("" = every kind); None when they make no sense."""
        award = rule.award
        match award:
            case surface.Give(sign, amount, None):
                value = points_of(amount, self.scope)
                return None if value is None else (("", number(-value if sign == "-" else value)),)
            case surface.Give(sign, amount, to) if to is not None:
                return self._chosen_range(award, amount, to)
            case surface.Nothing():
                return (("", number(0)),)
            case surface.Full():
                return self._from_base(award.span, lambda points: number(points))
            case surface.ProRata():
                return self._pro_rata(award)
            case surface.Discretion() | surface.ByRank():
                return self._discretion(award)
            case surface.Give() | surface.ZeroItem() | surface.Consequence() | surface.Veto():
                return None
        assert_never(award)

    def _from_base(
        self, span: Span, make: Callable[[Fraction], core.Expr], base: Base = ()
    ) -> tuple[tuple[str, core.Expr], ...] | None:
        base = base or self.base
        if not base:
            self.bag.add(rules.no_base(self.source, span, self.source.slice(span)))
            return None
        return tuple((kind, make(points)) for kind, points in base)

    def _pro_rata(self, award: surface.ProRata) -> tuple[tuple[str, core.Expr], ...] | None:
        measure = conditions.measure_named(award.ratio, Speaking(self.scope, self.clause, self.subject))
        if measure is None:
            return None
        if measure.type.kind is not Kind.RATIO:
            from compiler.problems import names

            self.bag.add(names.wrong_use(self.source, award.ratio.span, award.ratio.text, str(measure.type), "比率"))
            return None
        expr = measure.expr
        sign = -1 if award.sign == "-" else 1
        base: Base = (("", self.cap),) if sign < 0 and self.cap is not None else ()
        return self._from_base(award.span, lambda points: core.Multiply(number(sign * points), expr), base)

    def _discretion(self, award: surface.Discretion | surface.ByRank) -> tuple[tuple[str, core.Expr], ...] | None:
        if not self.base:
            return self._from_base(award.span, number)
        meaning = "考核人评定，并写明理由"
        if isinstance(award, surface.ByRank):
            meaning = f"原文“{self.source.slice(award.span)}”没有给出名次与分值的对照，由考核人评定，并写明理由"
        most = max(points for _, points in self.base)
        by_kind = self.base if len(self.base) > 1 else ()
        fact = self._judgement(award.span, Fraction(0), most, meaning, by_kind=by_kind)
        read: core.Expr = core.Read(fact.name)
        return (("", core.Subtract(number(0), read) if award.sign == "-" else read),)

    def _chosen_range(
        self, award: surface.Give, low: surface.Amount, high: surface.Amount
    ) -> tuple[tuple[str, core.Expr], ...] | None:
        least, most = self._range(award, low, high)
        if least is None or most is None:
            return None
        fact = self._judgement(award.span, least, most, "考核人在此范围内评定，并写明理由")
        read: core.Expr = core.Read(fact.name)
        return (("", core.Subtract(number(0), read) if award.sign == "-" else read),)

    def _range(
        self, award: surface.Give, low: surface.Amount, high: surface.Amount
    ) -> tuple[Fraction | None, Fraction | None]:
        if low.unit is None:
            low = evolve(low, unit=high.unit)
        least, most = points_of(low, self.scope), points_of(high, self.scope)
        if least is not None and most is not None and least > most:
            self.bag.add(rules.judged_range(self.source, award.span))
            return None, None
        return least, most

    def _judgement(
        self,
        span: Span,
        low: Fraction,
        high: Fraction | None,
        meaning: str,
        each: tuple[str, Fraction, Fraction] | None = None,
        by_kind: Base = (),
    ) -> core.Fact:
        name, serial = f"{self.title}评定分", 1
        while any(fact.name == name and fact.span != span for fact in self.scope.all_facts()):
            serial += 1
            name = f"{self.title}评定分{serial}"
        return self.scope.add_extra(
            core.Fact(
                name,
                POINTS,
                span,
                core.Role.JUDGEMENT,
                low,
                high,
                meaning=meaning,
                clause=self.clause,
                reason=f"{name}理由",
                each=each,
                high_by_kind=by_kind,
            )
        )

    # ---------------------------------------------------------------------------------------------------------------- rates

    def _rate(self, rule: surface.Rule, per: surface.Per, condition: Condition | None) -> None:
        rate = rate_amount(per, condition, Speaking(self.scope, self.clause, self.subject))
        if rate is None:
            return
        points = self._rate_points(rule, rate)
        if points is None:
            return
        guard = rate.guard
        if rate.counted and isinstance(rule.award, surface.Give) and rule.award.to is not None:
            # With nothing to judge there is nothing to give, and nobody has to say so.
            some = core.Compare(core.Read(rate.counted), core.Op.GT, number(0))
            guard = some if isinstance(guard, core.Always) else core.Both((guard, some))
        branch = core.Branch(guard, points, formatter.show_rule(rule), rule.span)
        judged = isinstance(rule.award, surface.Give) and rule.award.to is not None
        kind = core.EffectKind.JUDGEMENT if judged else core.EffectKind.PER_UNIT
        self._add(kind, (branch,), rule.span, rate.measure)

    def _rate_points(self, rule: surface.Rule, rate: Rate) -> core.Expr | None:
        award = rule.award
        match award:
            case surface.Give(sign, amount, None):
                value = points_of(amount, self.scope)
                return None if value is None else core.Multiply(number(-value if sign == "-" else value), rate.times)
            case surface.Give(sign, low, high) if high is not None:
                return self._judged_rate(award, low, high, rate)
            case surface.Nothing():
                return number(0)
            case _:
                self.bag.add(rules.rate_of_flag(self.source, award.span, rate.unit))
                return None

    def _judged_rate(
        self, award: surface.Give, low: surface.Amount, high: surface.Amount, rate: Rate
    ) -> core.Expr | None:
        """每次加1—2分: the assessor gives the points for all of them together, between n×1 and n×2."""
        least, most = self._range(award, low, high)
        if least is None or most is None:
            return None
        meaning = f"每{rate.unit} {self.source.slice(award.span)}，考核人对全部{rate.unit}数合计评定，并写明理由"
        each = (rate.counted, least, most) if rate.counted else None
        fact = self._judgement(award.span, Fraction(0), None, meaning, each)
        read: core.Expr = core.Read(fact.name)
        return core.Subtract(number(0), read) if award.sign == "-" else read


def _counted(rule: surface.Rule, at: Speaking) -> surface.Rule:
    """1件扣10分: a bare number of pieces before the points is a rate, not a condition."""
    bounded = rule.condition
    if rule.per is not None or not isinstance(bounded, surface.Bounded) or not isinstance(rule.award, surface.Give):
        return rule
    amount = bounded.bound.amount
    plain = bounded.bound.op == "==" and bounded.bound.to is None and isinstance(amount.value, Fraction)
    if not plain or amount.unit is None or amount.unit.kind is not Kind.COUNT:
        return rule
    assert isinstance(amount.value, Fraction)
    if amount.value == 0:
        return rule  # 迟报 0 件 加 2 分: none at all is a case of its own, not a rate
    per = surface.Per("plain", None if amount.value == 1 else amount.value, amount.unit, None, amount.span)
    subject = surface.Named(bounded.name, False, bounded.name.span) if bounded.name is not None else None
    return surface.Rule(subject, rule.award, per, rule.span)


def _limited(test: core.Test, kind: str) -> core.Test:
    if not kind:
        return test
    kinds = core.OfKind((kind,))
    return kinds if isinstance(test, core.Always) else core.Both((kinds, test))


def _without_kinds(test: core.Test) -> core.Test:
    if not isinstance(test, core.Both):
        return test
    rest = tuple(each for each in test.tests if not isinstance(each, core.OfKind))
    if not rest:
        return core.Always()
    return rest[0] if len(rest) == 1 else core.Both(rest)


def _judged(branches: tuple[core.Branch, ...]) -> bool:
    return any(isinstance(branch.points, core.Read | core.Subtract) for branch in branches)
