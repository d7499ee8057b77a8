"""Lines and rules: conditions, rates and awards put together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import evolve
from lark import v_args

from dsl import surface
from dsl.building.awards import Awards
from dsl.building.conditions import Conditions
from dsl.building.reading import name_of, says_of, span_of, unit_of
from dsl.words.tokens import Token

_UNITS = ("个", "家")  # 每个 县区: the units themselves, not pieces of something


@v_args(inline=True)
class Rules(Conditions, Awards):
    """Builds lines and the rules in them."""

    def start(self, content: Any) -> tuple[surface.Statement, ...]:
        return content if isinstance(content, tuple) else (content,)

    def parts(self, *children: Any) -> tuple[Any, ...]:
        before, latest = ((), children[0]) if len(children) == 1 else (children[0], children[2])
        return (*before, *latest) if isinstance(latest, tuple) else (*before, latest)

    def led(self, lead: Any, *rest: Any) -> tuple[Any, ...]:
        return (lead, rest[-1])

    def part(self, child: Any) -> Any:
        return child

    def declaration(self, child: Any) -> Any:
        return child

    def rule(self, *children: Any) -> surface.Rule:
        if isinstance(children[-1], surface.Rule):  # 扣 3 分/次
            priced = children[-1]
            assert isinstance(priced.award, surface.Give) and priced.per is not None
            return surface.Rule(children[0], priced.award, priced.per, span_of(*children))
        return surface.Rule(children[0], children[-1], None, span_of(*children))

    def rule_for_kinds(self, condition: Any, _: Any, kinds: Any, award: Any) -> surface.Rule:
        inner = surface.Kinds(kinds, span_of(kinds))
        return surface.Rule(
            surface.Both(condition, inner, span_of(condition, inner)), award, None, span_of(condition, award)
        )

    def bare_rule(self, award: Any) -> surface.Rule:
        if isinstance(award, surface.Rule):
            return award
        return surface.Rule(None, award, None, span_of(award))

    def rate_rule(self, *children: Any) -> surface.Rule:
        return self._rate(children[0], children[-2], children[-1])

    def bare_rate_rule(self, per: Any, award: Any) -> surface.Rule:
        return self._rate(None, per, award)

    def counted_rule(self, condition: Any, _: Any, amount: Any, award: Any) -> surface.Rule:
        if amount.unit is None or not isinstance(amount.value, Fraction):
            bound = surface.Bounded(None, surface.Bound("==", amount, span=amount.span), span=amount.span)
            return surface.Rule(
                surface.Both(condition, bound, span_of(condition, amount)), award, None, span_of(condition, award)
            )
        per = surface.Per("plain", None if amount.value == 1 else amount.value, amount.unit, span=amount.span)
        return self._rate(condition, per, award)

    def _rate(self, condition: Any, per: Any, award: Any) -> surface.Rule:
        if isinstance(per, tuple):  # 投诉 每件 县区 扣 2 分: the pieces of a kind
            kinds, per = per
            condition = kinds if condition is None else surface.Both(condition, kinds, span_of(condition, kinds))
        span = span_of(condition, per, award)
        if isinstance(per, surface.Kinds):  # 每个配合部门 加 5 分: every unit of the kind, not a count
            joined = per if condition is None else surface.Both(condition, per, span_of(condition, per))
            return surface.Rule(joined, award, None, span)
        if per.base is not None and per.mode in (
            "plain",
            "full",
        ):  # 每迟报 1 天: what is counted, not what it is counted from
            if condition is None:
                named = surface.Named(per.base, False, per.base.span)
                return surface.Rule(named, award, evolve(per, base=None), span)
            per = evolve(per, base=None, noun=per.base)
        return surface.Rule(condition, award, per, span)

    def formula(self, verb: Any, _: Any, expression: Any) -> surface.Formula:
        return surface.Formula(says_of(verb), expression, span_of(verb, expression))

    def formula_rule(self, condition: Any, _: Any, verb: Any, equals: Any, expression: Any) -> surface.Rule:
        award = self.formula(verb, equals, expression)
        return surface.Rule(condition, award, None, span_of(condition, award))

    def situations(self, *children: Any) -> surface.Per | None:
        found = [each for each in children if isinstance(each, Token)]
        if not found:
            return None
        unit = found[-1]
        step = found[0].value if found[0].type == "NUMBER" else Fraction(1)
        assert isinstance(step, Fraction)
        return surface.Per("plain", None if step == 1 else step, unit_of(unit), span=span_of(*found))

    def following(self, word: Any, per: Any, award: Any, _: Any, names: Any) -> surface.Following:
        return surface.Following(award, per, names, span_of(word, names))

    def duty(self, word: Any, condition: Any) -> surface.Duty:
        return surface.Duty(condition, span_of(word, condition))

    def comma(self, *_: Any) -> None:
        return None

    def per_unit(self, each: Any, unit: Any, *rest: Any) -> surface.Per:
        noun = name_of(rest[0]) if rest and isinstance(rest[0], Token) else None
        return surface.Per(says_of(each), None, unit_of(unit), noun, span=span_of(each, unit, noun))

    def per_units(self, each: Any, number: Any, unit: Any, *rest: Any) -> surface.Per:
        noun = name_of(rest[0]) if rest and isinstance(rest[0], Token) else None
        step = number.value
        return surface.Per(
            says_of(each), None if step == 1 else step, unit_of(unit), noun, span=span_of(each, unit, noun)
        )

    def per_kind(self, each: Any, unit: Any, kinds: Any, *_: Any) -> surface.Kinds | tuple[surface.Kinds, surface.Per]:
        whom = surface.Kinds(kinds, span_of(kinds))
        if unit_of(unit).canonical in _UNITS:
            return whom
        return whom, surface.Per(says_of(each), None, unit_of(unit), None, span=span_of(each, unit))

    def per_beyond(self, each: Any, base: Any, number: Any, unit: Any, *_: Any) -> surface.Per:
        step = number.value
        return surface.Per(
            says_of(each), None if step == 1 else step, unit_of(unit), None, name_of(base), span_of(each, unit)
        )
