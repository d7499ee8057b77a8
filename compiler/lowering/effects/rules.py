"""The rules of one clause: surface in, Core effects out (language.md §5).

Sentences are read in order. A bound without a name goes on about the measure before; tiers of one measure form one effect; a
rate takes its count from the sentence, or from the only count that the clause declares. What is said around the sentences
(除外, 减半) is applied when all of them are known.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import define, evolve, field

from compiler import core
from compiler.lowering.amounts import remainders
from compiler.lowering.amounts.awards import Awards, Base, Given
from compiler.lowering.amounts.rate_effects import effect_of
from compiler.lowering.conditions import resolve as conditions
from compiler.lowering.conditions.comparisons import versus
from compiler.lowering.conditions.sentences import carried, counted
from compiler.lowering.conditions.speaking import Condition, Speaking, measure_named
from compiler.lowering.effects import desugar, tables
from compiler.lowering.effects.around import Around, applied, concerns
from compiler.lowering.effects.zero import Empties
from compiler.lowering.names.amount_types import constant
from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.references import is_reference
from compiler.lowering.names.scope import BETTER, BROKEN, Measure, Scope, number
from compiler.lowering.tiers.groups import Cut, Tier, order
from compiler.lowering.tiers.middle import room
from compiler.lowering.tiers.stepwise import lost_from
from compiler.problems import forms, rules
from dsl import formatter, surface
from dsl.diagnostics import Bag
from dsl.source import Source, Span
from dsl.types import RATIO, Kind


@define
class TierGroup:
    """The tiers of one measure in one clause, and its 其余."""

    measure: Measure | None
    mark: tuple[int, int]
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
    sign: str = ""  # what the headings above say of a price: "-", "+" or nothing
    moving: bool = False  # whether any rate counts rises or falls, so that 持平 is a start
    middle: bool = False  # whether any sentence says 其间
    losing: bool = False  # whether any sentence 扣, so that 得 5 分 by itself is what it is lost from
    subject: Measure | None = None
    versus: tuple[Measure, Measure] | None = None
    limits: list[Fraction] = field(factory=list)  # the different limits that were set for the subject
    effects: list[core.Effect] = field(factory=list)
    zeroed: list[core.Test] = field(factory=list)
    consequences: list[core.Consequence] = field(factory=list)
    vetoes: list[core.Veto] = field(factory=list)
    duties: list[core.Duty] = field(factory=list)
    awards: bool = False  # whether any sentence 记分
    starts: bool = False  # whether a tier gives points that steps are lost from
    credits: bool = False  # whether any sentence 记 more than nothing
    chosen: bool = False  # whether 就高 … was needed
    _nothing: list[Span] = field(factory=list)  # each 不记分
    _marks: list[tuple[int, int]] = field(factory=list)  # place and line of each effect
    _around: list[Around] = field(factory=list)
    _groups: dict[object, TierGroup] = field(factory=dict)
    _latest: object = None  # the group that 其余 belongs to
    _at: tuple[int, int] = (0, 0)  # place and line of the sentence in hand
    _gives: Awards = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._gives = Awards(self.scope, self.clause, self.title, self.base, self.cap)

    @property
    def bag(self) -> Bag:
        """Where findings go."""
        return self.scope.bag

    @property
    def source(self) -> Source:
        """The policy file."""
        return self.scope.source

    def take(self, line: int, alone: bool, statement: surface.Statement) -> None:
        """Take one statement in its order; ``alone`` = it is the only one of its line."""
        self._at = (self._at[0] + 1, line)
        match statement:
            case surface.Rule():
                for each in desugar.apart(statement, self.scope):
                    self._rule(each, alone)
            case surface.Following():
                for each in desugar.following(statement, self.scope, self.clause):
                    self._rule(each, alone)
            case surface.Duty():
                self._duty(statement)
            case surface.Exempt(condition):
                self._exempt(condition, statement, alone)
            case surface.Versus():
                self.subject, self.versus = None, versus(statement, self._speaking())
            case surface.Remainder():
                self.effects = remainders.settled(self.effects, statement, self.scope)
            case _:
                pass

    def finish(self) -> None:
        """Close the groups of tiers, and apply what is said around them."""
        for group in self._groups.values():
            self._close(group)
        if self.choice is not None and not self.chosen and not self.bag.failed:
            word = self.source.slice(self.choice.span)
            self.bag.add(rules.unneeded_choice(self.source, self.choice.span, word))
        for around in self._around:
            self._apply(around)
        for span in self._nothing if self.losing and not self.credits else ():
            self.bag.add(rules.nothing_of_losses(self.source, span, self.source.slice(span)))

    def _speaking(self) -> Speaking:
        limit = self.limits[0] if len(self.limits) == 1 else None
        return Speaking(self.scope, self.clause, self.subject, self.versus, self.moving, self.middle, limit)

    # ------------------------------------------------------------------------------------------------------ one sentence

    def _rule(self, rule: surface.Rule, alone: bool) -> None:
        rule = self._signed(counted(rule))
        condition = None
        if rule.condition is not None:
            condition = carried(rule, self._speaking()) or conditions.resolve(rule.condition, self._speaking())
            if condition is None:
                self.subject = BROKEN
                return
            self._speak_of(condition)
        if _credits(rule.award):
            self.awards = True
            if isinstance(rule.award, surface.Nothing):
                self._nothing.append(rule.award.span)
            else:
                self.credits = True
        if rule.per is not None:
            self._rate(rule, rule.per, condition)
        else:
            self._plain(rule, condition, alone)

    def _speak_of(self, condition: Condition) -> None:
        if condition.versus:
            self.versus, self.subject = condition.compared, None
        elif condition.measure is not None or condition.subject is not None:
            subject = condition.subject or condition.measure
            if self.subject is None or subject is None or subject.expr != self.subject.expr:
                self.limits = []
            self.subject, self.versus = subject, None
            if condition.threshold is not None and condition.threshold[1] not in self.limits:
                self.limits.append(condition.threshold[1])

    def _signed(self, rule: surface.Rule) -> surface.Rule:
        """10 分/次: the headings say whether it is lost or won."""
        if not isinstance(rule.award, surface.Give) or rule.award.sign:
            return rule
        if not self.sign:
            self.bag.add(forms.price_without_sign(self.source, rule.span))
        return evolve(rule, award=evolve(rule.award, sign=self.sign or "-"))

    def _plain(self, rule: surface.Rule, condition: Condition | None, alone: bool) -> None:
        match rule.award:
            case surface.ZeroItem():
                self._outcome(rule, condition, lambda test: self.zeroed.append(test))
            case surface.Consequence(text):
                made = lambda test: self.consequences.append(core.Consequence(test, text, rule.span))  # noqa: E731
                self._outcome(rule, condition, made)
            case surface.Veto(amount):
                self._veto(rule, amount, condition)
            case surface.Scale(factor):
                self._scale(rule, factor, condition, alone)
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
        condition = conditions.resolve(duty.condition, self._speaking())
        if condition is not None:
            self.empties.guard(condition.test, duty.span)
            text = formatter.show_condition(duty.condition)
            self.duties.append(core.Duty(condition.test, text, duty.span))

    # ----------------------------------------------------------------------------------------------- around the sentences

    def _exempt(self, condition: surface.Condition, written: surface.Exempt, alone: bool) -> None:
        found = conditions.resolve(condition, self._speaking())
        if found is not None:
            said = formatter.show_statement(written)
            self._say(found.test, Fraction(0), said, written.span, alone)

    def _scale(self, rule: surface.Rule, factor: surface.Amount, condition: Condition | None, alone: bool) -> None:
        share = Measure(number(0), RATIO, "系数", factor.span)
        value = factor.value if factor.unit is None else constant(factor, share, self.scope)
        if isinstance(value, Fraction):
            test = condition.test if condition is not None else core.Always()
            self._say(test, value, formatter.show_rule(rule), rule.span, alone or condition is None)

    def _say(self, test: core.Test, factor: Fraction, said: str, span: Span, alone: bool, sign: int = 0) -> None:
        self._around.append(Around(test, factor, said, span, *self._at, alone, sign))

    def _apply(self, around: Around) -> None:
        concerned = [concerns(around, effect, *mark) for effect, mark in zip(self.effects, self._marks, strict=True)]
        pairs = zip(self.effects, concerned, strict=True)
        self.effects = [applied(around, effect) if here else effect for effect, here in pairs]
        if any(concerned):
            return
        if around.sign:  # 不记分 for what gives nothing anyway: the sentence stands, and its table row with it
            branch = core.Branch(around.test, number(0), around.says, around.span)
            self._at = (around.order, around.line)
            self._add(core.EffectKind.FIXED, (branch,), around.span)
        elif not self.bag.failed:
            self.bag.add(forms.nothing_before(self.source, around.span, self.source.slice(around.span)))

    # ------------------------------------------------------------------------------------------------- fixed and tiered

    def _scored(self, rule: surface.Rule, condition: Condition | None) -> None:
        if condition is not None and condition.counted is not None and not isinstance(rule.award, surface.Nothing):
            fact = condition.counted
            self.bag.add(rules.count_without_rate(self.source, condition.span, fact.name, fact.type.unit))
            return
        starts = self.losing and getattr(rule.award, "sign", "") == "award"
        if condition is None and isinstance(rule.award, surface.Give | surface.Nothing) and not starts:
            self.bag.add(rules.duty_needs_fact(self.source, rule.span))
            return
        if self._is_exemption(rule, condition):
            return
        looked_up = tables.branches(rule, condition, self.scope, self.clause)
        if looked_up is not None:
            self._add(core.EffectKind.TIERS, looked_up, rule.span)
            return
        between = self._between(rule, condition)
        if between is not None:
            self._place(rule, condition, between[1], between[0])
            return
        given = self._gives.give(rule.award, self._speaking(), self._at[1])
        if given is not None:
            self._place(rule, condition, given, condition.test if condition else core.Always())

    def _is_exemption(self, rule: surface.Rule, condition: Condition | None) -> bool:
        """已按期整改的 不扣分 behind other sentences: they do not hold for such a unit."""
        if not isinstance(rule.award, surface.Nothing) or condition is None or condition.otherwise:
            return False
        if (
            condition.measure is not None
            or condition.member_of
            or condition.counted is not None
            or not self._said_before()
        ):
            return False
        sign = -1 if rule.award.sign == "-" else 1
        self._say(condition.test, Fraction(0), formatter.show_rule(rule), rule.span, True, sign)
        return True

    def _said_before(self) -> bool:
        return bool(self.effects or self._groups)

    def _between(self, rule: surface.Rule, condition: Condition | None) -> tuple[core.Test, Given] | None:
        """其间 按比例 记分: on the straight line between the two tiers before."""
        group = self._groups.get(self._latest)
        if condition is None or not condition.middle or not isinstance(rule.award, surface.Interpolated):
            return None
        found = room(group.tiers[-2:], group.measure.expr) if group is not None and group.measure else None
        return None if found is None else (found.test, (("", found.points),))

    def _place(self, rule: surface.Rule, condition: Condition | None, given: Given, test: core.Test) -> None:
        group = self._groups.get(self._latest)
        says = formatter.show_rule(rule)
        branches = tuple(core.Branch(_limited(test, kind), expr, says, rule.span) for kind, expr in given)
        fixed = given[0][1].value if len(given) == 1 and isinstance(given[0][1], core.Const) else None
        tier = Tier(test, fixed, branches, rule.span, condition.span if condition else rule.span, says)
        further = _further(rule.award)
        tier = evolve(tier, credit=_credits(rule.award))
        if condition is not None and condition.otherwise:
            self._otherwise(tier)
        elif condition is not None and condition.middle and group is not None:
            group.tiers.append(tier)
        elif condition is not None and not further and (condition.measure is not None or condition.member_of):
            self._join(tier, condition)
        else:
            kind = core.EffectKind.JUDGEMENT if _judged(branches) else core.EffectKind.FIXED
            self._add(kind, branches, rule.span, self._measured(rule.award, condition))
            self.effects[-1] = evolve(self.effects[-1], further=further)

    def _measured(self, award: surface.Award, condition: Condition | None) -> Measure | None:
        """Return what points are cut or shared out by; None where they are not."""
        if not isinstance(award, surface.ProRata) or is_reference(award.ratio.text):
            return condition.measure if condition is not None else None
        measure = measure_named(award.ratio, self._speaking())
        return measure if measure is not None and measure.type.kind is Kind.RATIO else None

    def _join(self, tier: Tier, condition: Condition) -> None:
        key = (condition.measure.expr if condition.measure else condition.member_of, condition.kinds)
        self._groups.setdefault(key, TierGroup(condition.measure, self._at)).tiers.append(tier)
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
        self._at = group.mark
        if self.choice is not None and self.choice.choice == "sum":
            self.chosen = True
            for tier in written:
                self._add(core.EffectKind.FIXED, tier.branches, tier.span, measure)
            return
        if measure is not None:
            if otherwise is None and len(written) == 1 and lost_from(written[0], measure, self.effects):
                self.starts = True
                says = f"{written[0].says}（不符合的，从这一分值扣起）"
                branch = evolve(written[0].branches[0], test=core.Always(), says=says)
                self._add(core.EffectKind.FIXED, (branch,), written[0].span)
                return
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
            better = BETTER.get(measure.way)
            effect = evolve(
                effect, measure=measure.expr, measure_name=measure.name, measure_type=measure.type, better=better
            )
        self.effects.append(effect)
        self._marks.append(self._at)

    # ---------------------------------------------------------------------------------------------------------------- rates

    def _rate(self, rule: surface.Rule, per: surface.Per, condition: Condition | None) -> None:
        counted = effect_of(rule, per, condition, self._speaking(), self._gives)
        if counted is not None:
            self._add(counted.kind, (counted.branch,), rule.span, counted.measure)
            self.effects[-1] = evolve(self.effects[-1], further=_further(rule.award))


def _credits(award: surface.Award) -> bool:
    """Tell whether points are 记 (记满分, 得 5 分, 不记分), not 加 or 扣."""
    return isinstance(award, surface.Full) or getattr(award, "sign", "") == "award"


def _further(award: surface.Award) -> bool:
    """Tell whether points are said to come on top of others (另扣, 再加)."""
    return isinstance(award, surface.Give) and award.further


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
