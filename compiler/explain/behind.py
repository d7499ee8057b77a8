"""Which facts made a test hold or fail: 查证属实 是, 瞒报 4 件 — only those that decide it, with their values.

In: a test of Core and one unit. Out: text. Where a test is open, the parts that are open and what they lack.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler import core
from compiler.explain.tests import explain_test
from compiler.explain.text import unfinished
from compiler.explain.values import fact_words, values_of
from compiler.meaning.interpret import Unit
from compiler.meaning.ranges import World, might
from compiler.meaning.result import Outcome, Result
from compiler.words.wording import title_of


def behind(test: core.Test, world: World) -> list[str]:
    """Return the facts that decide a test, each once; a unit's kind or place on a list where that decides it."""
    return list(dict.fromkeys(_deciding(test, might(test, world), world)))


def _deciding(test: core.Test, answer: bool | None, world: World) -> Iterator[str]:
    policy, unit = world.policy, world.unit
    match test:
        case core.Kept():
            return  # which duties are not kept is told by their clauses: ``unfinished``
        case core.Both(tests) | core.Either(tests):
            for each in tests:
                if might(each, world) is answer:
                    yield from _deciding(each, answer, world)
        case core.Negate(inner):
            yield from _deciding(inner, might(inner, world), world)
        case core.Compare(left, _, right):
            yield from values_of(left, policy, unit)
            yield from values_of(right, policy, unit)
        case core.Holds(fact) | core.Given(fact) | core.IsMember(fact, _):
            yield from fact_words(fact, policy, unit)
        case core.Within(start, _, _, end):
            yield from fact_words(start, policy, unit)
            yield from fact_words(end, policy, unit)
        case core.OfKind():
            yield f"对象类别 {unit.kind or '未写明'}"
        case core.Listed(name, _):
            yield f"{unit.name} {'列入' if answer else '未列入'}{name}"
        case core.Always():
            return


def told(test: core.Test, world: World) -> list[str]:
    """Return the same and the duties that are not kept, where a reader is told no more of the test."""
    return [*behind(test, world), *unfinished(explain_test(test, world))]


def reasons(policy: core.Policy, unit: Unit, result: Result) -> tuple[str, ...]:
    """Return why a total or an item is nought whatever else happened: 一票否决：五、否决（瞒报 4 件）."""
    zeroed = [each.clause for each in result.clauses if each.zeroed and each.outcome is Outcome.SCORED]
    if not zeroed and not result.vetoes:
        return ()
    world, clauses = World(policy, unit), {clause.id: clause for clause in policy.clauses()}
    said = [_reason("一票否决", veto.clause, veto.test, world) for veto in policy.vetoes if might(veto.test, world)]
    tests = [(each, clauses[each].zeroed) for each in zeroed]
    said += [_reason("此项不记分", each, test, world) for each, test in tests if test is not None]
    return tuple(dict.fromkeys(said))


def _reason(what: str, clause: str, test: core.Test, world: World) -> str:
    why = "，".join(told(test, world))
    return f"{what}：{title_of(world.policy, clause) or clause}" + (f"（{why}）" if why else "")
