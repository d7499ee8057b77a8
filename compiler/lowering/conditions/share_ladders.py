"""达到 90% 得 10 分，85% 得 8 分，80% 得 6 分: a share that is named by its number alone is reached, not hit (language.md §8, “Rivals”).

Nobody scores a share of exactly 85%. Where the points rise with the shares, each number is where its points begin; where nothing says
so, the sentence is asked. 100% and 0% are what they are, and a number that another bound names too stands between two tiers.
In: the sentences of a block as written. Out: which of them say 以上.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from compiler.problems import questions
from dsl import surface
from dsl.diagnostics import Bag
from dsl.folding import fold
from dsl.source import Source, Span
from dsl.types import Kind

# What is reached or hit: 90% 得 3 分, 争取资金 500 万元 得 2 分, 用时 10 天 得 3 分. Pieces are counted (count_ladders).
_MEASURED = (Kind.RATIO, Kind.MONEY, Kind.QUANTITY, Kind.DURATION)
_NOT = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "=="}
End = tuple[str, Fraction]


def reached(rules: Iterable[surface.Rule], source: Source, bag: Bag) -> frozenset[Span]:
    """Return the spans of the sentences whose bare number is a lower bound; one that may mean either is reported."""
    written = list(rules)
    named = _named_after(written)
    found = {each.span for run in _runs(written) if _rises(run) for each in run if _bare(each)}
    all_ends: dict[str, list[End]] = {}
    for rule, name in zip(written, named, strict=True):
        all_ends.setdefault(name, []).extend(_ends(rule.condition))
    for rule, name in zip(written, named, strict=True):
        ends = all_ends[name]
        if _bare(rule) and _sign(rule) != "-" and _closed(_share(rule), ends):
            found.add(rule.span)
        for bounded in _bounded(rule.condition) if rule.span not in found else ():
            _ask(rule, bounded, ends, source, bag)
    return frozenset(found)


def _ask(rule: surface.Rule, bounded: surface.Bounded, ends: list[End], source: Source, bag: Bag) -> None:
    """Report a bare share that is neither the whole nor nothing, nor parts one tier from another."""
    value = _value(bounded)
    unit = bounded.bound.amount.unit
    if unit is not None and unit.kind is not Kind.RATIO:
        several = (
            unit.kind is Kind.DURATION and len(ends) > 1
        )  # 超期 3 天 扣 1 分，5 天 扣 2 分: of these count_ladders speaks
        if not isinstance(rule.award, surface.Give) or (_sign(rule) == "-" and (several or rule.per is not None)):
            return
    of_another = (
        rule.per is not None and _sign(rule) == "-"
    )  # 持证率 100%，每有 1 名 … 扣 0.5 分: a requirement, no condition
    if value is None or (value in (0, 1) and not of_another) or {op for op, at in ends if at == value} & {">", "-"}:
        return
    shown = source.slice(bounded.bound.amount.span)
    falls = _sign(rule) == "-" and (unit is None or unit.kind is Kind.RATIO)  # 罚款 5 万元 扣 2 分: from there upwards
    bag.add(questions.exact_share(source, bounded.span, shown, loses=falls))


def _bounded(condition: surface.Condition | None) -> Iterator[surface.Bounded]:
    match condition:
        case surface.Bounded():
            yield condition
        case surface.Both(left, right) | surface.Either(left, right):
            yield from (*_bounded(left), *_bounded(right))
        case _:
            return


def _value(bounded: surface.Bounded) -> Fraction | None:
    """The share that a bound names by its number alone."""
    bound, unit = bounded.bound, bounded.bound.amount.unit
    if bound.op != "==" or bound.negated or bound.to is not None or unit is None or unit.kind not in _MEASURED:
        return None
    return bound.amount.value * unit.scale if isinstance(bound.amount.value, Fraction) else None


def _named_after(rules: list[surface.Rule]) -> list[str]:
    """Of each sentence the figure that it is about, its own or that of the sentence before."""
    names, last = [], ""
    for rule in rules:
        own = next((each.name for each in _bounded(rule.condition) if each.name is not None), None)
        last = fold(own.text) if own is not None else last
        names.append(last)
    return names


def _runs(rules: list[surface.Rule]) -> Iterator[list[surface.Rule]]:
    """Sentences one after the other that give points for a share of one thing."""
    run: list[surface.Rule] = []
    for rule in rules:
        if _share(rule) is None or _sign(rule) == "-" or (run and not _of_one(run[0], rule)):
            yield run
            run = []
        if _share(rule) is not None and _sign(rule) != "-":
            run.append(rule)
    yield run


def _rises(run: list[surface.Rule]) -> bool:
    """Whether the points rise with the shares."""
    tiers = sorted((value, _points(each)) for each in run if (value := _share(each)) is not None)
    return len(tiers) > 1 and all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(tiers))


def _closed(value: Fraction | None, ends: list[End]) -> bool:
    """90% 得 3 分，不到 90% 不得分: what lies below begins here, and nothing is said of what lies above."""
    at = {op for op, end in ends if end == value}
    return "<" in at and not at & {">", "-"}


def _share(rule: surface.Rule) -> Fraction | None:
    """The share that a sentence with fixed points names as reached or hit."""
    condition, award = rule.condition, rule.award
    if rule.per is not None or not isinstance(condition, surface.Bounded) or not isinstance(award, surface.Give):
        return None
    bound, unit = condition.bound, condition.bound.amount.unit
    plain = bound.op in ("==", ">=") and not bound.negated and bound.to is None and award.to is None
    if not plain or unit is None or unit.kind not in _MEASURED or award.further:
        return None
    if unit.kind is not Kind.RATIO and award.sign == "-":
        return None  # 超期 3 天 扣 1 分
    return bound.amount.value * unit.scale if isinstance(bound.amount.value, Fraction) else None


def _bare(rule: surface.Rule) -> bool:
    return _share(rule) is not None and isinstance(rule.condition, surface.Bounded) and rule.condition.bound.op == "=="


def _of_one(first: surface.Rule, rule: surface.Rule) -> bool:
    assert isinstance(first.condition, surface.Bounded) and isinstance(rule.condition, surface.Bounded)
    one, other = first.condition.name, rule.condition.name
    return other is None or (one is not None and fold(one.text) == fold(other.text))


def _sign(rule: surface.Rule) -> str:
    return getattr(rule.award, "sign", "")


def _points(rule: surface.Rule) -> Fraction:
    value = rule.award.amount.value if isinstance(rule.award, surface.Give) else Fraction(0)
    return value if isinstance(value, Fraction) else Fraction(0)


def _ends(condition: surface.Condition | None) -> Iterator[End]:
    """The numbers that a condition names, each with how; - is the end of a range."""
    match condition:
        case surface.Bounded(_, bound):
            ends = [each for each in (bound.amount, bound.to) if each is not None]
            unit = next((each.unit for each in reversed(ends) if each.unit is not None), None)
            op = "-" if bound.to is not None else _NOT[bound.op] if bound.negated else bound.op
            yield from (
                (op, each.value * unit.scale) for each in ends if unit is not None and isinstance(each.value, Fraction)
            )
        case surface.Both(left, right) | surface.Either(left, right):
            yield from (*_ends(left), *_ends(right))
        case _:
            return


# ------------------------------------------------------------------------------------------------------ the ends of a line

# 投诉率 5% 记 10 分，20% 记 6 分，其间按比例: where the points grow with the figure, a number is reached from below (60% 记 6 分，90% 记
# 10 分); where they fall, it is kept from above: 5% and less has the 10 points, more than 20% has none of them.
_OPEN = {"==", ">=", "<="}


def with_marks(block: surface.Block) -> surface.Block:
    """Return a block in which the bare numbers in front of 其间 say from where, or up to where, they count."""
    rules = [each for each in block.statements if isinstance(each, surface.Rule)]
    made: dict[surface.Rule, surface.Rule] = {}
    for first, second, line in zip(rules, rules[1:], rules[2:], strict=False):
        op = _way(first, second) if isinstance(line.condition, surface.Middle) else None
        if op is not None:
            made |= {rule: _said(rule, op) for rule in (first, second)}
    if not made:
        return block
    lines = tuple(evolve(line, statements=tuple(_put(each, made) for each in line.statements)) for line in block.lines)
    return evolve(block, lines=lines)


def _put(statement: surface.Statement, made: dict[surface.Rule, surface.Rule]) -> surface.Statement:
    return made.get(statement, statement) if isinstance(statement, surface.Rule) else statement


def _way(first: surface.Rule, second: surface.Rule) -> str | None:
    """Return the bound that two bare numbers stand for; None where they are no two ends of one line."""
    ends = [_line_end(rule) for rule in (first, second)]
    one, other = ends
    if one is None or other is None or one[0] == other[0] or one[1] == other[1] or not _of_one_line(first, second):
        return None
    op = ">=" if (one[0] < other[0]) == (one[1] < other[1]) else "<="
    said = {end[2] for end in (one, other)}
    return op if "==" in said and said <= {"==", op} else None


def _line_end(rule: surface.Rule) -> tuple[Fraction, Fraction, str] | None:
    """Return the number, how many points it is worth, and how it is said."""
    condition, award = rule.condition, rule.award
    if rule.per is not None or not isinstance(condition, surface.Bounded) or not isinstance(award, surface.Give):
        return None
    bound, points = condition.bound, award.amount.value
    plain = bound.op in _OPEN and not bound.negated and bound.to is None and award.to is None
    at, unit = bound.amount.value, bound.amount.unit
    if not plain or unit is None or not isinstance(at, Fraction) or not isinstance(points, Fraction):
        return None
    return at * unit.scale, points, bound.op


def _of_one_line(first: surface.Rule, second: surface.Rule) -> bool:
    assert isinstance(first.condition, surface.Bounded) and isinstance(second.condition, surface.Bounded)
    one, other = first.condition.name, second.condition.name
    alike = other is None or (one is not None and fold(one.text) == fold(other.text))
    return alike and getattr(first.award, "sign", "") == getattr(second.award, "sign", "")


def _said(rule: surface.Rule, op: str) -> surface.Rule:
    assert isinstance(rule.condition, surface.Bounded)
    return evolve(rule, condition=evolve(rule.condition, bound=evolve(rule.condition.bound, op=op)))
