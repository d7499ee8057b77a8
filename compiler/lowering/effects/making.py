"""The tree of a clause turned into Core: effects, what zeroes its item, what else follows from it (language.md §5).

In: how the sentences stand together. Out: ``Made``. Nothing is decided here but the order of tiers, which depends on their numbers.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from compiler import core
from compiler.lowering.amounts import remainders
from compiler.lowering.conditions.tests import implies, of_kinds, without_kinds
from compiler.lowering.effects.around import Around, Placed, applied, concerns, piecewise
from compiler.lowering.effects.combination import Alone, Combination, Ladder, Role, Surround
from compiler.lowering.effects.holding import held
from compiler.lowering.effects.outcomes import Made, exempts, outcomes_of
from compiler.lowering.effects.relations import counts, ranged, steps_from
from compiler.lowering.effects.some_kinds import said_of_some_and_of_all
from compiler.lowering.effects.view import about
from compiler.lowering.effects.zero import Empties
from compiler.lowering.names.scope import BETTER, Measure, Scope, number
from compiler.lowering.sentences.sentence import Does, Sentence
from compiler.lowering.tiers.groups import Cut, Tier, order
from compiler.lowering.tiers.middle import room
from compiler.problems import forms, questions, rules
from dsl import surface
from dsl.nodes import Node
from dsl.source import Span


@frozen(repr=False, eq=False)
class Workshop(Node):
    """What is needed to make effects: the names, the clause, 无…时, the author's choice among tiers."""

    scope: Scope
    clause: str
    empties: Empties
    choices: tuple[surface.Overlap, ...]
    most: bool = False  # 取最高分

    def choice(self, ladder: Ladder) -> surface.Overlap | None:
        """The author's choice among the tiers of a ladder: the only one of the clause, or that which follows them."""
        if len(self.choices) < 2:
            return self.choices[0] if self.choices else None
        return next((each for each in self.choices if each.span.start > ladder.tiers[-1].span.start), None)

    def effect(
        self,
        kind: core.EffectKind,
        branches: tuple[core.Branch, ...],
        span: Span,
        measure: Measure | None = None,
        *,
        further: bool = False,
    ) -> core.Effect:
        """Return an effect, its branches for zero denominators first."""
        first = self.empties.branches(self.clause, branches, span)
        made = core.Effect(kind, (*first, *branches), span, further=further)
        if measure is None:
            return made
        better = BETTER.get(measure.way)
        return evolve(made, measure=measure.expr, measure_name=measure.name, measure_type=measure.type, better=better)


def make(combined: Combination, shop: Workshop) -> Made:
    """Return what a clause does; what cannot be ordered, or stands around nothing, is reported."""
    outcomes = outcomes_of(combined, shop.clause, shop.empties)
    if not shop.most and all(each.choice != "sum" for each in shop.choices):
        said_of_some_and_of_all(combined, shop.scope)
    placed: list[Placed] = []
    for part in combined.alone:
        placed = _with(part, placed, shop, combined)
    needed: list[surface.Overlap | None] = []
    for ladder in combined.ladders:
        added, used = _ladder(ladder, shop)
        placed = [*placed, *added]
        needed += [shop.choice(ladder)] if used else []
    for choice in shop.choices if not shop.scope.bag.failed else ():
        if choice.choice != "sum" and not any(each is choice for each in needed):  # 累计 settles steps and rates too
            word = shop.scope.source.slice(choice.span)
            report = questions.idle_choice if choice.choice in ("high", "low") else rules.unneeded_choice
            shop.scope.bag.add(report(shop.scope.source, choice.span, word))
    for surround in combined.around:
        reached = any(exempts(surround, one) for one in combined.outcomes)
        placed = _around(surround, placed, shop, reaches_outcome=reached)
    return evolve(outcomes, effects=tuple(each.effect for each in held(combined.held, placed, most=shop.most)))


# ------------------------------------------------------------------------------------------------------------ alone, tiers


def _with(part: Alone, placed: list[Placed], shop: Workshop, combined: Combination) -> list[Placed]:
    each = part.sentence
    if each.remainder is not None:
        effects = remainders.settled([one.effect for one in placed], each.remainder, shop.scope)
        return [evolve(one, effect=effect) for one, effect in zip(placed, effects, strict=True)]
    branches, measure = each.branches, each.measure
    if part.role is Role.BASE:
        says = f"{each.says}（不符合的，从这一分值扣起）"
        branches = tuple(
            evolve(branch, test=_where_base(each, branch.test, combined), says=says) for branch in branches
        )
        measure = None
    made = shop.effect(each.kind, branches, each.span, measure, further=each.further)
    rest = tuple(branch for closing in part.otherwise for branch in closing.branches)
    return [
        *placed,
        Placed(
            evolve(made, branches=(*made.branches, *rest)),
            each.order,
            each.line,
            each.credits,
            frozenset({each.place}),
            each.sign,
        ),
    ]


def _where_base(earning: Sentence, test: core.Test, combined: Combination) -> core.Test:
    """Every unit has what others are lost from; where all steps are in a range, those in it and those that earn it."""
    steps = [one.sentence for one in combined.alone if steps_from(earning, one.sentence)]
    if not steps or not all(map(ranged, steps)):
        return of_kinds(test)
    return core.Either((test, *(one.branches[0].test for one in steps)))


def _ladder(ladder: Ladder, shop: Workshop) -> tuple[list[Placed], bool]:
    """Make one effect of the tiers of one measure, wherever in the clause they stand; also whether the author's choice was needed."""
    tiers, measure, first = _tiers(ladder, shop), ladder.measure, ladder.tiers[0]
    places = frozenset(each.place for each in ladder.tiers)
    choice = shop.choice(ladder)
    if choice is not None and choice.choice == "sum":
        said = bool(ladder.chosen)  # 累计 is 再加 of sentences that are no tiers of one figure
        each = [
            shop.effect(core.EffectKind.FIXED, tier.branches, tier.span, measure, further=said and tier is not tiers[0])
            for tier in tiers
        ]
        return [Placed(effect, first.order, first.line, first.credits, places, first.sign) for effect in each], True
    used = False
    if ladder.chosen:
        tiers, used = sorted(tiers, key=lambda tier: tier.points or 0, reverse=ladder.chosen == "high"), True
    elif measure is None:
        tiers = _innermost_first(tiers)
    else:
        tiers, used = _ordered(tiers, measure, ladder, shop)
    branches = tuple(branch for tier in tiers for branch in tier.branches)
    if ladder.otherwise is not None:
        branches = (*branches, *ladder.otherwise.branches)
    kind = core.EffectKind.TIERS if len(tiers) > 1 or measure else core.EffectKind.FIXED
    span = tiers[0].span.to(tiers[-1].span)
    made = shop.effect(kind, branches, span, measure)
    return [Placed(made, first.order, first.line, first.credits, places, first.sign)], used


def _tiers(ladder: Ladder, shop: Workshop) -> list[Tier]:
    made: list[Tier] = []
    for each in ladder.tiers:
        if each.does is Does.BETWEEN:
            made += _between(each, made, ladder.measure, shop)
        else:
            made.append(_tier(each, about(each) if ladder.measure else each.test, each.branches, each.fixed))
    return made


def _between(each: Sentence, before: list[Tier], measure: Measure | None, shop: Workshop) -> list[Tier]:
    """其间 按比例 记分: on the straight line between the two tiers before."""
    found = room(before, measure.expr) if measure is not None else None
    if found is None:
        span = each.award.span if each.award is not None else each.span
        shop.scope.bag.add(forms.middle_without_ends(shop.scope.source, span))
        return []
    return [_tier(each, found.test, (core.Branch(found.test, found.points, each.says, each.span),), None)]


def _innermost_first(tiers: list[Tier]) -> list[Tier]:
    """Tiers without a figure (days, several figures) in the order in which they are tried; what is not nested keeps its place."""
    left, ordered = list(tiers), []
    while left:
        inner = next((a for a in left if not any(b is not a and implies(b.test, a.test) for b in left)), left[0])
        ordered.append(inner)
        left.remove(inner)
    return ordered


def _tier(each: Sentence, test: core.Test, branches: tuple[core.Branch, ...], points: Fraction | None) -> Tier:
    condition = each.condition.span if each.condition is not None else each.span
    return Tier(test, points, branches, each.span, condition, each.says)


def _ordered(written: list[Tier], measure: Measure, ladder: Ladder, shop: Workshop) -> tuple[list[Tier], bool]:
    choice = shop.choice(ladder)
    bare = [evolve(tier, test=without_kinds(tier.test)) for tier in written]
    said = choice.choice if choice is not None else ""
    cut = Cut(measure, shop.empties.domain(measure), said, shop.scope, holes=ladder.otherwise is None)
    ordered, used = order(bare, cut)
    by_span = {tier.span: tier for tier in written}
    return [by_span[tier.span] for tier in ordered], used


# ---------------------------------------------------------------------------------------------------------------- around


def _around(surround: Surround, placed: list[Placed], shop: Workshop, *, reaches_outcome: bool) -> list[Placed]:
    each = surround.sentence
    said = Around(
        each.test,
        each.factor,
        each.says,
        each.span,
        each.order,
        each.line,
        surround.alone,
        surround.sign,
        surround.ahead,
        counts(each),
    )
    concerned = [concerns(said, one) for one in placed]
    of_pieces = [here and piecewise(said, one) for here, one in zip(concerned, placed, strict=True)]
    if said.pieces is not None and not shop.scope.bag.failed and any(concerned) and sum(of_pieces) != 1:
        several = sum(of_pieces) > 1
        shop.scope.bag.add(questions.spared_of_which(shop.scope.source, said.span, said.pieces.name, several=several))
    concerned = (
        of_pieces if any(of_pieces) else concerned
    )  # 经批准的投诉 除外: of the complaints, not of what stands beside them
    if any(concerned):
        pairs = zip(placed, concerned, strict=True)
        return [evolve(one, effect=applied(said, one)) if here else one for one, here in pairs]
    if (
        each.does is Does.NOTHING
    ):  # 不记分 for what gives nothing anyway: the sentence stands, and its table row with it
        branch = core.Branch(said.test, number(0), said.says, said.span)
        return [*placed, Placed(shop.effect(core.EffectKind.FIXED, (branch,), said.span), said.order, said.line)]
    if not shop.scope.bag.failed and not reaches_outcome:
        shop.scope.bag.add(forms.nothing_before(shop.scope.source, said.span, shop.scope.source.slice(said.span)))
    return placed
