"""The sentences of one clause, read in order: surface in, one resolved ``Sentence`` for each out.

A bound without a name goes on about the measure before; a rate takes its count from the sentence, or from the only count that the
clause declares. How the sentences stand to each other is not asked here (compiler/lowering/effects/combine.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.amounts.awards import Awards
from compiler.lowering.amounts.rate_effects import effect_of
from compiler.lowering.amounts.rates import start_of, yearly
from compiler.lowering.conditions import resolve as conditions
from compiler.lowering.conditions.comparisons import versus
from compiler.lowering.conditions.count_bounds import from_there, thresholds
from compiler.lowering.conditions.count_ladders import rungs
from compiler.lowering.conditions.sentences import carried, counted, going_on, of_whom_alone
from compiler.lowering.conditions.share_ladders import reached, with_marks
from compiler.lowering.conditions.speaking import Condition, Speaking, measure_named
from compiler.lowering.names.amount_types import constant
from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.parts import is_reference
from compiler.lowering.names.scope import BROKEN, Measure, number
from compiler.lowering.sentences import desugar, tables
from compiler.lowering.sentences.partly import scales_of_nothing, share_of_whole, shares_of_item
from compiler.lowering.sentences.proportion import by_its_share, in_proportion
from compiler.lowering.sentences.sentence import Context, Does, Sentence, Setting, gives_more, happened
from compiler.problems import forms, questions, rules
from dsl import formatter, surface
from dsl.types import RATIO, Kind

_OUTCOMES = {surface.ZeroItem: Does.ZERO, surface.Consequence: Does.CONSEQUENCE, surface.Veto: Does.VETO}


def read(block: surface.Block, setting: Setting) -> tuple[Sentence, ...]:
    """Return the sentences of a block; what has no meaning is reported and left out."""
    block, source, bag = with_marks(shares_of_item(block, setting)), setting.scope.source, setting.scope.bag
    rules = [each for each in block.statements if isinstance(each, surface.Rule)]
    ladder = rungs(rules, source, bag)
    counts = thresholds(rules, ladder, source, bag)
    setting = evolve(setting, ladder=ladder | counts, reached=reached(rules, source, bag) | counts)
    context, order = Context(), 0
    found: list[Sentence] = []
    for line, written in enumerate(block.lines):
        for statement in written.statements:
            order += 1
            for each in _apart(statement, setting):
                sentence, context = _read(each, context, setting, line)
                if sentence is not None:
                    place, alone = len(found), len(written.statements) == 1
                    found.append(evolve(sentence, order=order, line=line, alone=alone, place=place))
    again = scales_of_nothing(block, found)
    return tuple(found) if again is block else read(again, setting)


def _apart(statement: surface.Statement, setting: Setting) -> Iterator[surface.Statement]:
    """What a statement stands for, when it lists several things at once."""
    match statement:
        case surface.Rule():
            yield from desugar.apart(statement, setting.scope)
        case surface.Following():
            yield from desugar.following(statement, setting.scope, setting.clause)
        case _:
            yield statement


Step = tuple[Sentence | None, Context]


def _read(statement: surface.Statement, context: Context, setting: Setting, line: int) -> Step:
    match statement:
        case surface.Rule():
            return _rule(statement, context, setting, line)
        case surface.Versus():
            return None, evolve(context, subject=None, versus=versus(statement, context.speaking(setting)))
        case surface.Duty(condition):
            text = formatter.show_condition(condition)
            return _on_condition(Does.DUTY, condition, statement, text, context.speaking(setting)), context
        case surface.Exempt(condition):
            text = formatter.show_statement(statement)
            return _on_condition(Does.EXEMPT, condition, statement, text, context.speaking(setting)), context
        case surface.Cap(sign, amount, _, False) if amount is not None:
            value, of = points_of(amount, setting.scope), statement.several.value if statement.several else None
            several = of if isinstance(of, Fraction) else None
            made = Sentence(Does.CAP, 0, 0, False, statement.span, "", amount=value, cap=sign, several=several)
            return (made if value is not None else None), context
        case surface.Remainder():
            return Sentence(Does.REMAINDER, 0, 0, False, statement.span, "", remainder=statement), context
        case _:
            return None, context


def _on_condition(
    does: Does, condition: surface.Condition, written: surface.Duty | surface.Exempt, says: str, at: Speaking
) -> Sentence | None:
    found = conditions.resolve(condition, at)
    return None if found is None else Sentence(does, 0, 0, False, written.span, says, found)


# ------------------------------------------------------------------------------------------------------------ one sentence


def _rule(rule: surface.Rule, context: Context, setting: Setting, line: int) -> Step:
    rule = rule if rule.span in setting.ladder else counted(rule)
    rule = from_there(rule) if rule.span in setting.reached else rule
    condition, loses = None, getattr(rule.award, "sign", "") == "-"
    if rule.condition is not None:
        at = context.speaking(setting)
        condition = carried(rule, at) or conditions.resolve(rule.condition, at)
        if condition is None:
            return None, evolve(context, subject=BROKEN, before=None)
        if context.before is not None:
            turned = loses is not context.loses and isinstance(rule.award, surface.Give)
            same = context.line == line
            condition = going_on(rule.condition, condition, context.before, same_line=same, turned=turned)
        if context.line == line and of_whom_alone(rule, condition, context.before, rated=context.rated):
            setting.scope.bag.add(forms.kind_alone(setting.scope.source, rule.condition.span))
            return None, evolve(context, subject=BROKEN, before=None)
        context = _speaking_of(condition, context)
    elif rule.per is None and (type(rule.award) in _OUTCOMES or (context.followed and gives_more(rule.award))):
        condition = _of_the_same(rule, context, setting, line)
    followed = isinstance(rule.award, surface.Consequence)
    context = evolve(context, before=condition, rated=rule.per is not None, line=line, followed=followed, happened=None)
    context = evolve(context, loses=loses)
    if rule.per is not None:
        made, start = _rate(rule, rule.per, condition, context, setting, line), start_of(rule.per, condition)
        context = evolve(context, happened=happened(made) if condition is None else None)
        return made, context if start is None else evolve(context, limits=(*dict.fromkeys((*context.limits, start)),))
    return _plain(rule, condition, context, setting, line)


def _speaking_of(condition: Condition, context: Context) -> Context:
    """What the next sentence goes on about."""
    if condition.place is not None:
        context = evolve(context, places=(*context.places, condition.place))
    if condition.versus:
        return evolve(context, versus=condition.compared, subject=None)
    subject = condition.subject or condition.measure
    if subject is None:
        return context
    same = context.subject is not None and subject.expr == context.subject.expr
    limits = context.limits if same else ()
    if condition.threshold is not None and condition.threshold[1] not in limits:
        limits = (*limits, condition.threshold[1])
    return evolve(context, subject=subject, versus=condition.compared, limits=limits)


def _rate(
    rule: surface.Rule, per: surface.Per, condition: Condition | None, context: Context, setting: Setting, line: int
) -> Sentence | None:
    if yearly(per):
        setting.scope.bag.add(questions.each_year(setting.scope.source, per.span))
        return None
    counts = effect_of(rule, per, condition, context.speaking(setting), _awards(context, setting, line))
    if counts is None:
        return None
    made = _sentence(Does.RATE, rule, condition)
    return evolve(made, branches=(counts.branch,), measure=counts.measure, per=per, kind=counts.kind)


def _plain(rule: surface.Rule, condition: Condition | None, context: Context, setting: Setting, line: int) -> Step:
    match rule.award:
        case surface.ZeroItem() | surface.Consequence() | surface.Veto():
            return _outcome(rule, condition, setting), context
        case surface.Scale(factor):
            share = Measure(number(0), RATIO, "系数", factor.span)
            value = factor.value if factor.unit is None else constant(factor, share, setting.scope)
            made = evolve(_sentence(Does.FACTOR, rule, condition), says=formatter.show_rule(rule))
            return (evolve(made, factor=value) if isinstance(value, Fraction) else None), context
        case _:
            return _scored(rule, condition, context, setting, line)


def _of_the_same(rule: surface.Rule, context: Context, setting: Setting, line: int) -> Condition | None:
    """未公示 此项不得分，取消评优资格: behind a comma, what follows from the same condition."""
    before = context.before or context.happened
    if before is None or context.line != line:
        return None
    between = setting.scope.source.text[before.span.end : rule.span.start]
    return None if "；" in between or ";" in between else before


def _outcome(rule: surface.Rule, condition: Condition | None, setting: Setting) -> Sentence | None:
    """此项不记分, 一票否决, 取消资格: what follows that is no sum of points."""
    amount = rule.award.amount if isinstance(rule.award, surface.Veto) else None
    deduction = points_of(amount, setting.scope) if amount is not None else None
    if amount is not None and deduction is None:
        return None
    if condition is None:
        setting.scope.bag.add(rules.duty_needs_fact(setting.scope.source, rule.span))
        return None
    return evolve(_sentence(_OUTCOMES[type(rule.award)], rule, condition), amount=deduction)


def _sentence(does: Does, rule: surface.Rule, condition: Condition | None) -> Sentence:
    return Sentence(does, 0, 0, False, rule.span, formatter.show_rule(rule), condition, award=rule.award)


# --------------------------------------------------------------------------------------------------------- points by condition


def _scored(rule: surface.Rule, condition: Condition | None, context: Context, setting: Setting, line: int) -> Step:
    bag, source = setting.scope.bag, setting.scope.source
    nothing = _is_nothing(rule.award, condition, setting)
    if condition is not None and condition.counted is not None and not nothing:
        fact = condition.counted
        bag.add(rules.count_without_rate(source, condition.span, fact.name, fact.type.unit))
        return None, context
    starts = setting.losing and getattr(rule.award, "sign", "") == "award"
    if condition is None and isinstance(rule.award, surface.Give | surface.Nothing) and not starts:
        bag.add(rules.duty_needs_fact(source, rule.span))
        return None, context
    share_of_whole(rule, setting)
    rule = by_its_share(rule, condition, context)
    made = _sentence(Does.NOTHING if nothing else Does.POINTS, rule, condition)
    looked_up = tables.branches(rule, condition, setting.scope, setting.clause)
    if looked_up is not None:
        return evolve(made, does=Does.TABLE, branches=looked_up, kind=core.EffectKind.TIERS), context
    if condition is not None and condition.middle and isinstance(rule.award, surface.Interpolated):
        return evolve(made, does=Does.BETWEEN), context
    at = context.speaking(setting)
    given = in_proportion(rule, condition, context, setting)
    given = given or _awards(context, setting, line).give(rule.award, at, line)
    if given is None:
        return None, context
    branches = tuple(core.Branch(_limited(made.test, kind), expr, made.says, rule.span) for kind, expr in given)
    kind = core.EffectKind.JUDGEMENT if _judged(branches) else core.EffectKind.FIXED
    made = evolve(made, branches=branches, kind=kind, measure=_measured(rule.award, condition, at))
    return made, _having_said(made, line, context)


def _is_nothing(award: surface.Award, condition: Condition | None, setting: Setting) -> bool:
    """不得分, or 得 0 分 under a condition, which says the same; where 其间 is spoken of, 0 is an end of the line."""
    match award:
        case surface.Nothing():
            return True
        case surface.Give("award", surface.Amount(value), None, False):
            return value == 0 and condition is not None and not setting.middle
        case _:
            return False


def _awards(context: Context, setting: Setting, line: int) -> Awards:
    cap = dict(setting.caps).get(line, setting.caps[0][1] if setting.caps else None)
    return Awards(setting.scope, setting.clause, setting.title, setting.base, cap, dict(context.said))


def _having_said(made: Sentence, line: int, context: Context) -> Context:
    """The most that a line has 记 so far: 全部达标得4分，其余按比例得分."""
    value = made.fixed
    if not isinstance(made.award, surface.Give) or made.sign != "award" or not value:
        return context
    said = dict(context.said)
    return evolve(context, said=tuple({**said, line: max(value, said.get(line, value))}.items()))


def _measured(award: surface.Award, condition: Condition | None, at: Speaking) -> Measure | None:
    """Return what points are cut or shared out by; None where they are not."""
    if not isinstance(award, surface.ProRata) or is_reference(award.ratio.text):
        return condition.measure if condition is not None else None
    measure = measure_named(award.ratio, at)
    return measure if measure is not None and measure.type.kind is Kind.RATIO else None


def _limited(test: core.Test, kind: str) -> core.Test:
    if not kind:
        return test
    kinds = core.OfKind((kind,))
    return kinds if isinstance(test, core.Always) else core.Both((kinds, test))


def _judged(branches: tuple[core.Branch, ...]) -> bool:
    return any(isinstance(branch.points, core.Read | core.Subtract) for branch in branches)
