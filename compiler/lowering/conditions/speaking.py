"""Where a sentence stands, and what its names speak of. In: names and the sentences before. Out: measures."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import field, frozen

from compiler import core
from compiler.lowering.names.parts import is_duties, is_reference
from compiler.lowering.names.references import resolved
from compiler.lowering.names.scope import BROKEN, Measure, Named, Scope, measure_of
from compiler.problems import names
from dsl import surface
from dsl.folding import fold
from dsl.nodes import Node
from dsl.source import Span
from dsl.types import Kind

_BEFORE = ("上年", "去年", "上期", "同期", "基期", "上月", "上季")


@frozen(repr=False, eq=False)
class Place(Node):
    """A place in a ranking, from which further places may be counted: 排名第 1 名 得 10 分，每降低 1 位 扣 0.5 分."""

    ranking: Measure
    number: Fraction


@frozen(repr=False, eq=False)
class Condition(Node):
    """A test, and what later sentences need to know of it.

    ``measure`` is set when the test is nothing but a bound on one measure (a tier); ``kinds`` are the kinds it is limited to;
    ``counted`` is the count that stands where a condition may stand (反馈不规范，每件扣2分); ``member_of`` is the fact whose
    value it tests; ``threshold`` is the number of the bound.
    """

    test: core.Test
    span: Span
    measure: Measure | None = None
    kinds: tuple[str, ...] = ()
    counted: core.Fact | None = None
    member_of: str = ""
    threshold: tuple[core.Op, Fraction] | None = None
    ends: tuple[Fraction, Fraction] | None = None  # of a range: 80%—90%
    otherwise: bool = False
    carried: bool = False  # nothing but the number that a rate is counted from: 节约资金 每 20 万元
    middle: bool = False  # 其间
    versus: bool = False  # 与…相比: what follows moves from there
    compared: tuple[Measure, Measure] | None = None  # 甲 不少于 乙
    levels: tuple[core.Fact, ...] = field(default=())
    subject: Measure | None = None  # what later sentences go on about, where it is not ``measure``
    about: Measure | None = (
        None  # the number that ``bounds`` sets a limit to: a tier beside other tiers of it, by itself none
    )
    bounds: core.Test | None = None
    place: Place | None = None  # of a ranking: the last place that it names


@frozen(repr=False, eq=False)
class Speaking(Node):
    """Where a sentence stands: its clause, the measure that the sentence before spoke of, the two that it compared, the only
    limit that was set for the measure, and whether 持平 is where rises and falls begin."""

    scope: Scope
    clause: str
    subject: Measure | None
    versus: tuple[Measure, Measure] | None = None
    moving: bool = False
    middle: bool = False  # whether the clause speaks of what lies between two tiers
    place: Place | None = None  # the only place in a ranking that was named
    limits: tuple[Fraction, ...] = ()  # 达到 100% 得满分，每低于 1 个百分点 …: where the steps may begin


def lookup(name: surface.Name, at: Speaking) -> Named | None:
    """Return what a name stands for; reported where nobody declared it."""
    found = at.scope.find(name.text, at.clause)
    if found is None:
        at.scope.report_missing(name)
    elif is_duties(name.text):
        at.scope.spans.setdefault(fold(name.text), name.span)
    return found


def baseline(at: Speaking) -> tuple[Measure, Measure] | None:
    """Return what a clause compares with what, where it declares two numbers of a kind and one is that of the time before."""
    found = candidates(at, lambda _: True)
    before = [each for each in found if any(word in each.name for word in _BEFORE)]
    now = [each for each in found if each not in before]
    if len(before) == 1 and len(now) == 1 and before[0].type == now[0].type:
        return now[0], before[0]
    return None


def spoken_of(span: Span, at: Speaking, besides: Measure | None = None) -> Measure | None:
    """Return the measure that a sentence without a name goes on about, or the only one of its clause."""
    if at.subject is not None:
        return None if at.subject is BROKEN else at.subject
    found = candidates(at, lambda measure: besides is None or measure.expr != besides.expr)
    if len(found) == 1:
        return found[0]
    if found:
        at.scope.bag.add(names.ambiguous_subject(at.scope.source, span, [each.name for each in found]))
    else:
        at.scope.bag.add(names.no_subject(at.scope.source, span, "这一句"))
    return None


def measure_named(name: surface.Name, at: Speaking) -> Measure | None:
    """Return the number that a name stands for; anything else is reported."""
    if is_reference(name.text) and fold(name.text) not in at.scope.facts:
        return resolved(name, at.scope)
    found = lookup(name, at)
    if found is None:
        return None
    if found.measure is not None:
        return found.measure
    fact = found.fact
    if fact is not None and (fact.type.numeric or fact.type.kind is Kind.DATE):
        return measure_of(fact)
    what = str(fact.type) if fact is not None else "取值、级别、集合或分值表"
    at.scope.bag.add(names.wrong_use(at.scope.source, name.span, name.text, what, "一个数"))
    return None


def candidates(at: Speaking, fits: Callable[[Measure], bool]) -> list[Measure]:
    """Return the numbers that a clause declares, its indicators first; facts only where it has no indicator."""
    own = [measure for measure in at.scope.indicators.index.by_clause.get(at.clause, ()) if fits(measure)]
    if own:
        return own
    given = (fact for fact in at.scope.facts.values() if fact.role is core.Role.FACT)  # a parameter is a yardstick
    facts = [fact for fact in given if fact.clause == at.clause and fact.type.numeric]
    made = [measure_of(fact) for fact in facts]
    return [measure for measure in made if fits(measure)]
