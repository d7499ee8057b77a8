"""甲率 100% 得 5 分，乙率 100% 得 5 分；每低 1 个百分点 分别 扣 0.1 分、0.2 分: the steps of several figures, said once.

In: a block. Out: the block, every step behind the sentence that says where it begins.
"""

from __future__ import annotations

from attrs import evolve

from compiler.lowering.names.scope import Scope
from compiler.lowering.sentences.desugar import with_units
from compiler.lowering.sentences.proportion import all_of_it
from compiler.problems import questions
from dsl import surface
from dsl.types import Kind

_STEPS = ("below", "above", "short")


def spread(block: surface.Block) -> surface.Block:
    """Return a block in which steps with as many amounts as there are figures before stand with their figures."""
    block = all_of_it(block)
    lines = list(block.lines)
    for place, line in enumerate(lines):
        for at, statement in enumerate(line.statements):
            if isinstance(statement, surface.Rule) and _listed(statement):
                before = [
                    (number, each)
                    for number in range(place + 1)
                    for each in _before(lines[number], at, number == place)
                ]
                made = _with_steps(statement, before)
                if made is not None:
                    rest = evolve(line, statements=tuple(each for each in line.statements if each is not statement))
                    return spread(evolve(block, lines=_put(lines, made, place, rest)))
    return block


def _listed(rule: surface.Rule) -> bool:
    """Whether a rule without a subject gives a list of points by steps."""
    return (
        rule.condition is None
        and rule.per is not None
        and rule.per.mode in _STEPS
        and isinstance(rule.award, surface.GiveList)
    )


def _before(line: surface.StatementLine, at: int, same: bool) -> tuple[surface.Statement, ...]:
    return line.statements[:at] if same else line.statements


def _with_steps(
    rule: surface.Rule, before: list[tuple[int, surface.Statement]]
) -> list[tuple[surface.Rule, surface.Rule]] | None:
    """Each figure with its steps; None where there are not as many figures as amounts, each said once."""
    assert isinstance(rule.award, surface.GiveList)
    figures = [
        each for _, each in before if isinstance(each, surface.Rule) and isinstance(each.condition, surface.Bounded)
    ]
    names = [
        each.condition.name.text
        for each in figures
        if isinstance(each.condition, surface.Bounded) and each.condition.name
    ]
    amounts = with_units(rule.award.amounts)
    if not len(figures) == len(set(names)) == len(amounts):
        return None
    gives = [surface.Give(rule.award.sign, each, span=rule.award.span) for each in amounts]
    return [(figure, evolve(rule, award=give)) for figure, give in zip(figures, gives, strict=True)]


def _put(
    lines: list[surface.StatementLine],
    made: list[tuple[surface.Rule, surface.Rule]],
    place: int,
    rest: surface.StatementLine,
) -> tuple[surface.StatementLine, ...]:
    steps = {id(figure): step for figure, step in made}
    out = []
    for number, line in enumerate(lines):
        statements: list[surface.Statement] = []
        for each in (rest if number == place else line).statements:
            statements += [each, steps[id(each)]] if id(each) in steps else [each]
        if statements:
            out.append(evolve(line, statements=tuple(statements)))
    return tuple(out)


# --------------------------------------------------------------------------------------------------------- steps of one figure


def steps_of_one(block: surface.Block, scope: Scope) -> None:
    """Report steps that any of several figures of their line could begin: 甲率 90% 得 5 分，乙率 90% 得 5 分，每低 1 个百分点."""
    for line in block.lines:
        figures: dict[str, surface.Rule] = {}
        for each in line.statements:
            if not isinstance(each, surface.Rule):
                continue
            if each.per is not None:
                mine = [name for name, figure in figures.items() if _may_begin(figure, each)]
                if (
                    each.condition is None
                    and each.per.mode in _STEPS
                    and isinstance(each.award, surface.Give)
                    and len(mine) > 1
                ):
                    scope.bag.add(questions.step_of_several(scope.source, each.per.span, mine))
                figures = {}
            elif isinstance(each.condition, surface.Bounded) and each.condition.name is not None:
                figures[each.condition.name.text] = each


def _may_begin(figure: surface.Rule, step: surface.Rule) -> bool:
    """Whether steps may be counted from the bound of a sentence: it gives what they take, of the same unit."""
    award, per = figure.award, step.per
    assert isinstance(figure.condition, surface.Bounded) and per is not None
    bound = figure.condition.bound
    unit = bound.amount.unit or (bound.to.unit if bound.to is not None else None)
    gains = isinstance(award, surface.Full) or getattr(award, "sign", "") == "award"
    alike = unit is not None and (
        unit.canonical == per.unit.canonical or (unit.kind is Kind.RATIO and per.unit.kind is Kind.PERCENT_POINT)
    )
    return gains and alike and getattr(step.award, "sign", "") == "-"
