"""What a sentence gives: the award of a rule as points by kind of unit. Surface in, Core expressions out (language.md §5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import assert_never

from attrs import evolve, frozen

from compiler import core
from compiler.lowering.conditions.speaking import Speaking, measure_named, spoken_of
from compiler.lowering.declarations.formulas import formula
from compiler.lowering.names.amount_types import describe
from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.parts import is_reference
from compiler.lowering.names.population_facts import statistic
from compiler.lowering.names.scope import Scope, number
from compiler.problems import forms, names, rules
from dsl import surface
from dsl.nodes import Node
from dsl.source import Span
from dsl.types import PLAIN, POINTS, RATIO, Kind

Base = tuple[tuple[str, Fraction], ...]
Given = tuple[tuple[str, core.Expr], ...]  # points by kind of unit; "" = every kind


@frozen(repr=False, eq=False)
class Awards(Node):
    """Turns awards of one clause into points."""

    scope: Scope
    clause: str
    title: str
    base: Base  # the points of the item, by kind of unit
    cap: Fraction | None  # what 最高扣 says, for 按比例扣分
    said: Mapping[int, Fraction]  # the most that a line has 记 so far: 全部达标得4分，其余按比例得分

    def give(self, award: surface.Award, at: Speaking, line: int) -> Given | None:
        """Return the points a sentence gives; None when they make no sense (reported)."""
        match award:
            case surface.Give(sign, amount, None):
                return self._fixed(sign, amount)
            case surface.Give(sign, amount, to) if to is not None:
                return self._chosen_range(award, amount, to)
            case surface.Nothing():
                return (("", number(0)),)
            case surface.Full():
                return self._from_base(award.span, lambda points: number(points))
            case surface.ProRata(ratio, sign) if is_reference(ratio.text):
                measure = measure_named(ratio, at)
                return None if measure is None else (("", _never_won(measure.expr) if sign == "-" else measure.expr),)
            case surface.ProRata():
                return self._pro_rata(award, at, line)
            case surface.BestShare():
                return self._best_share(award, at, line)
            case surface.Formula():
                return self._formula(award)
            case surface.Discretion() | surface.ByRank():
                return self._discretion(award, line)
            case surface.Give() | surface.ZeroItem() | surface.Consequence() | surface.Veto():
                return None
            case surface.GiveList() | surface.Scale() | surface.Interpolated():
                self.scope.bag.add(forms.middle_without_ends(self.scope.source, award.span))
                return None
        assert_never(award)

    def _fixed(self, sign: str, amount: surface.Amount) -> Given | None:
        if amount.unit is not None and amount.unit.kind is Kind.RATIO and isinstance(amount.value, Fraction):
            share = amount.value * amount.unit.scale * (-1 if sign == "-" else 1)  # 得一半分: of the points of the item
            return self._from_base(amount.span, lambda points: number(share * points))
        value = points_of(amount, self.scope)
        return None if value is None else (("", number(-value if sign == "-" else value)),)

    def _from_base(self, span: Span, make: Callable[[Fraction], core.Expr], base: Base = ()) -> Given | None:
        base = base or self.base
        if not base:
            self.scope.bag.add(rules.no_base(self.scope.source, span, self.scope.source.slice(span)))
            return None
        return tuple((kind, make(points)) for kind, points in base)

    def _line_base(self, line: int) -> Base:
        """The points that the same sentence 记 in full; without them, the most that any sentence of a pointless item gave."""
        if line in self.said:
            return (("", self.said[line]),)
        return () if self.base or not self.said else (("", max(self.said.values())),)

    def _pro_rata(self, award: surface.ProRata, at: Speaking, line: int) -> Given | None:
        found = self.scope.find(award.ratio.text, self.clause)
        if found is not None and found.table is not None:
            return None  # a table gives branches, not points (compiler/lowering/sentences/tables.py)
        measure = measure_named(award.ratio, at)
        if measure is None:
            return None
        if measure.type.kind is Kind.POINTS:  # points that the policy works out: what each piece costs is a parameter
            return (("", core.Subtract(number(0), measure.expr) if award.sign == "-" else measure.expr),)
        if measure.type.kind is not Kind.RATIO:
            wrong = names.wrong_use(self.scope.source, award.ratio.span, award.ratio.text, str(measure.type), "比率")
            self.scope.bag.add(wrong)
            return None
        return self._times(award.sign, measure.expr, award.span, line)

    def _times(self, sign: str, share: core.Expr, span: Span, line: int) -> Given | None:
        factor = -1 if sign == "-" else 1
        base: Base = (("", self.cap),) if factor < 0 and self.cap is not None else self._line_base(line)
        return self._from_base(span, lambda points: core.Multiply(number(factor * points), share), base)

    def _best_share(self, award: surface.BestShare, at: Speaking, line: int) -> Given | None:
        """按第1名的比例得分: the value divided by the best of all; where less is better, the best divided by the value."""
        measure = spoken_of(award.span, at)
        if measure is None:
            return None
        if award.place.value != 1:
            text = self.scope.source.slice(award.place.span)
            self.scope.bag.add(names.wrong_use(self.scope.source, award.place.span, text, "别的名次", "第 1 名"))
            return None
        down = measure.way == "down"
        best = statistic(
            core.Aggregate.LEAST if down else core.Aggregate.MOST, measure, self.clause, award.span, self.scope
        )
        top = core.Read(self.scope.add_extra(best).name)
        name = f"{measure.name}与最好值之比"
        share = core.Divide(top, measure.expr, name) if down else core.Divide(measure.expr, top, name)
        return self._times(award.sign, share, award.span, line)

    def _formula(self, award: surface.Formula) -> Given | None:
        found = formula(award.expression, self.clause, self.scope)
        if found is None:
            return None
        expr, kind = found
        if kind not in (POINTS, PLAIN, RATIO) and kind.kind is not Kind.PERCENT_POINT:
            self.scope.bag.add(forms.not_points(self.scope.source, award.span, describe(kind)))
            return None
        return (("", core.Subtract(number(0), expr) if award.sign == "-" else expr),)

    # ------------------------------------------------------------------------------------------------------- judgements

    def _discretion(self, award: surface.Discretion | surface.ByRank, line: int) -> Given | None:
        base = self._line_base(line) or self.base
        if not base:
            return self._from_base(award.span, number)
        meaning = "考核人评定，并写明理由"
        if isinstance(award, surface.ByRank):
            text = self.scope.source.slice(award.span)
            meaning = f"原文“{text}”没有给出名次与分值的对照，由考核人评定，并写明理由"
        most = max(points for _, points in base)
        fact = self.judgement(award.span, Fraction(0), most, meaning, by_kind=base if len(base) > 1 else ())
        read: core.Expr = core.Read(fact.name)
        return (("", core.Subtract(number(0), read) if award.sign == "-" else read),)

    def _chosen_range(self, award: surface.Give, low: surface.Amount, high: surface.Amount) -> Given | None:
        least, most = self.range(award, low, high)
        if least is None or most is None:
            return None
        fact = self.judgement(award.span, least, most, "考核人在此范围内评定，并写明理由")
        read: core.Expr = core.Read(fact.name)
        return (("", core.Subtract(number(0), read) if award.sign == "-" else read),)

    def range(
        self, award: surface.Give, low: surface.Amount, high: surface.Amount
    ) -> tuple[Fraction | None, Fraction | None]:
        """Return the least and the most points of 加1—2分; None where they are not points (reported)."""
        if low.unit is None:
            low = evolve(low, unit=high.unit)
        least, most = points_of(low, self.scope), points_of(high, self.scope)
        if least is not None and most is not None and least > most:
            self.scope.bag.add(rules.judged_range(self.scope.source, award.span))
            return None, None
        return least, most

    def judgement(
        self,
        span: Span,
        low: Fraction,
        high: Fraction | None,
        meaning: str,
        each: tuple[str, Fraction, Fraction] | None = None,
        by_kind: Base = (),
    ) -> core.Fact:
        """Return the fact that an assessor fills in, with the column for the reason."""
        name, serial = f"{self.title}评定分", 1
        while any(fact.name == name and fact.span != span for fact in self.scope.all_facts()):
            serial += 1
            name = f"{self.title}评定分{serial}"
        fact = core.Fact(name, POINTS, span, core.Role.JUDGEMENT, low, high, meaning=meaning, clause=self.clause)
        return self.scope.add_extra(evolve(fact, reason=f"{name}理由", each=each, high_by_kind=by_kind))


def _never_won(points: core.Expr) -> core.Expr:
    """按 得分（一） 扣分: what another clause takes is taken here too; what it gives is taken, never given."""
    return core.Least(points, core.Subtract(number(0), points))
