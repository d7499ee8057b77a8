"""Whoever gives Core a new field decides here what it means for two versions; until then nothing is proved of what uses it."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from compiler import core
from compiler.compare import Verdict, compare
from compiler.compare.pairs.rewrite import bare
from compiler.compare.pieces.one_number import understood
from dsl.nodes import Node
from tests.unit.core_samples import HERE, clause, const, count, each, tiers, when

# Words go to ``rewrite._WORDS``; what bears on points to ``turning``, ``effects``, ``courses``; then the field is added here.
KNOWN = {
    core.Clause: "id title quote span effects applies lowest highest zeroed consequences duties notes method authority"
    " rounding pick",
    core.Effect: "kind branches span measure measure_name measure_type further better",
    core.Branch: "test points says span",
    core.Group: "id title span children points start outside notes method content lowest highest",
    core.Policy: "slug title number agency period total kinds rosters facts root vetoes checks bands notes heads digest"
    " aliases",
    core.Veto: "test deduction clause span",
    core.Consequence: "test text span",
    core.Duty: "test text span",
    core.Fact: "name type span role low high at_most better optional meaning clause value reason ranks aggregate result_of"
    " from_bottom ascending each high_by_kind",
}


@pytest.mark.parametrize("node", KNOWN, ids=lambda node: node.__name__)
def test_every_field_of_core_has_been_thought_of(node: type[Node]) -> None:
    assert {field.name for field in attrs.fields(node)} - set(KNOWN[node].split()) == set()


@attrs.frozen(repr=False, eq=False)
class Squared(Node):
    """An expression that Core does not have."""

    inner: core.Expr


def policy(of: core.Clause, *facts: core.Fact) -> core.Policy:
    return core.Policy("x", "x", "", "", None, (), (), (), facts, core.Group("", "", HERE, (of,)))


def test_pieces_are_for_what_they_know() -> None:
    plain = clause("一", "", "", each("投诉", -2, ""))
    assert understood(plain)
    bent = attrs.evolve(plain.effects[0].branches[0], points=Squared(core.Read("投诉")))
    assert not understood(clause("一", "", "", attrs.evolve(plain.effects[0], branches=(bent,))))


def test_words_and_places_are_no_rules() -> None:
    first = clause("一", "甲", "乙", each("投诉", -2, "每件 扣 2 分"), method="查资料")
    second = clause("二", "丙", "丁", each("投诉", -2, "投诉每件扣2分"))
    assert bare(first) == bare(second)
    assert bare(first) != bare(clause("一", "甲", "乙", each("投诉", -3, "每件 扣 2 分")))


def test_a_share_of_a_sum() -> None:
    """The measure may be any expression that holds all the facts: 甲 ÷ (甲 + 乙)."""
    part, rest = core.Read("甲"), core.Read("乙")
    share = core.Divide(part, core.Add(part, rest), "占比")

    def branch(limit: str) -> core.Branch:
        return core.Branch(when(share, "<", limit), const(-3), "", HERE)

    old, new = (
        policy(clause("一", "", "", tiers(share, "占比", count("甲").type, branch(limit))), count("甲"), count("乙"))
        for limit in ("0.5", "0.6")
    )
    found = compare(old, new)
    (change,) = found.clauses
    assert change.verdict is found.total.verdict is Verdict.STRICTER
    less = change.judgements[0].less
    assert less is not None and (less.old, less.new) == (0, -3)
    taken = less.unit.facts
    share_of = Fraction(taken["甲"], taken["甲"] + taken["乙"])  # type: ignore[operator, arg-type]
    assert Fraction(1, 2) <= share_of < Fraction(3, 5)
