"""What a program gives: names, kinds and facts as Python values, to the public function and to the generated module."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve

import zhunsheng
from compiler import core
from compiler.backends.python import emit
from compiler.gate.declared import gate_of
from compiler.testing.agreement import sample_units
from dsl.diagnostics import Bag
from dsl.types import RANK
from tests.unit.engine.conftest import ROOT, fact
from tests.unit.engine.ways import BASE, FACTS, KINDS, LISTED, by_python
from zhunsheng.engine.given import read_given
from zhunsheng.scoring.population import prepare


def test_the_module_wants_a_mapping_and_texts(tmp_path: Path) -> None:
    (made,) = emit(LISTED, Bag())
    space: dict[str, Any] = {"__name__": "generated"}
    exec(compile(made.text, made.path, "exec"), space)
    for how, codes in (
        ({"facts": [1], "unit": "甲县"}, ["E666"]),
        ({"facts": None, "unit": "甲县"}, ["E666"]),
        ({"facts": {}, "unit": ["甲县"]}, ["E612"]),
        ({"facts": {}, "unit": "甲县", "kind": 5}, ["E614"]),
    ):
        with pytest.raises(space["RefusedFacts"]) as caught:
            space["score"](how.pop("facts"), **how)
        assert [code[:4] for code, _, _ in caught.value.faults] == codes


def test_a_kind_is_given_once(tmp_path: Path) -> None:
    for other, codes in (("县区", []), ("部门", ["E602"])):
        given = {"单位": "甲局", "类别": "县区", "对象类别": other}
        assert by_python(KINDS, given, tmp_path)[0] == codes


def test_what_is_no_unit_at_all(tmp_path: Path) -> None:
    with pytest.raises(zhunsheng.FactsError, match="E612"):
        zhunsheng.score(zhunsheng.Policy(tmp_path, BASE), [{"单位": "甲局"}])  # type: ignore[list-item]


@pytest.mark.parametrize("given", [[1], None, "总数", 5])
def test_facts_that_are_no_facts(given: Any, tmp_path: Path) -> None:
    with pytest.raises(zhunsheng.FactsError) as caught:
        zhunsheng.score(zhunsheng.Policy(tmp_path, BASE), {"甲局": given})
    (found,) = caught.value.findings
    assert (found.code, found.message.partition("：")[0]) == ("E666-not-facts", "甲局")


def test_units_and_facts_are_named(tmp_path: Path) -> None:
    with pytest.raises(zhunsheng.FactsError) as caught:
        zhunsheng.score(zhunsheng.Policy(tmp_path, LISTED), {"甲县": {"总数": 100, "办结": "150"}, "": {}, "乙线": {}})
    assert [each.message for each in caught.value.findings] == [
        "甲县，“办结”：“150”大于“总数”的 100件",
        "单位：“”不是单位名称",
        "乙线，“单位”：“乙线”不在办法的名单里",
    ]
    assert caught.value.findings[-1].hint == "是否指“乙县”？"


def test_one_unit_under_two_spellings(tmp_path: Path) -> None:
    for other in ("甲\u200b局", "甲 局", "甲局\ufeff", "甲\u00ad局"):
        with pytest.raises(zhunsheng.FactsError) as caught:
            zhunsheng.score(zhunsheng.Policy(tmp_path, BASE), {"甲局": {}, other: {}})
        assert [each.code for each in caught.value.findings] == ["E610-unit-twice"]


def test_strict_with_a_mapping(tmp_path: Path) -> None:
    read = core.Effect(
        core.EffectKind.PRO_RATA, (core.Branch(core.Always(), core.Read("总数"), "", FACTS[0].span),), FACTS[0].span
    )
    clause = core.Clause("一", "一", "", FACTS[0].span, effects=(read,))
    policy = zhunsheng.Policy(tmp_path, evolve(BASE, root=evolve(ROOT, children=(clause,))))
    (result,) = zhunsheng.score(policy, {"甲局": {}})
    assert result.total.exact is None
    with pytest.raises(zhunsheng.FactsError, match="E670"):
        zhunsheng.score(policy, {"甲局": {}}, strict=True)
    assert zhunsheng.score(policy, {"甲局": {"总数": 3}}, strict=True)[0].total.exact == 3


def test_a_parameter_is_one_for_all(tmp_path: Path) -> None:
    policy = zhunsheng.Policy(tmp_path, evolve(BASE, facts=tuple(evolve(each, value=None) for each in FACTS)))
    with pytest.raises(zhunsheng.FactsError, match="E639"):
        zhunsheng.score(policy, {"甲局": {"系数": 1}, "乙局": {"系数": "2"}})


def test_a_rank_that_is_given_is_used(tmp_path: Path) -> None:
    """One unit of a published ranking can be scored; whoever gives ranks gives them all."""
    ranked = evolve(BASE, facts=(*FACTS, fact("名次", RANK, role=core.Role.RANK, ranks=core.Read("总数"))))
    for given, codes in (
        (3, []),
        ("3", []),
        (" 3名", []),
        (0, ["E625"]),
        ("0", ["E625"]),
        ("3.5", ["E624"]),
        ("第三", ["E620"]),
    ):
        assert by_python(ranked, {"单位": "甲局", "名次": given}, tmp_path)[0] == codes
    units = read_given(ranked, [("甲局", None, {"名次": 3, "总数": 9}), ("乙局", None, {"总数": 5})], Bag())
    assert [each.unit.facts.get("名次") for each in prepare(ranked, units)] == [3, None]


def test_units_with_faults_are_left_out_where_the_caller_wants_it(tmp_path: Path) -> None:
    policy = zhunsheng.Policy(tmp_path, BASE)
    good, bad = {"总数": 1}, {"总数": -1, "办结": "许多"}
    refused: dict[str, list[zhunsheng.Diagnostic]] = {}
    given = {"甲局": good, "乙局": bad, "丙局": good, "丙\u200b局": good, "丁局": [1]}
    assert [each.unit for each in zhunsheng.score(policy, given, refused=refused)] == ["甲局"]
    assert {name: [each.code[:4] for each in found] for name, found in refused.items()} == {
        "乙局": ["E620", "E625"], "丙局": ["E610"], "丙\u200b局": ["E610"], "丁局": ["E666"],
    }  # fmt: skip
    (tmp_path / "t.csv").write_text("单位,总数\n甲局,1\n乙局,-1\n,5\n", encoding="utf-8")
    refused = {}
    assert [each.unit for each in zhunsheng.score(policy, tmp_path / "t.csv", refused=refused)] == ["甲局"]
    assert {name: [each.code[:4] for each in found] for name, found in refused.items()} == {
        "乙局": ["E625"],
        "第4行": ["E612"],
    }


ODD = (
    -1,
    0,
    1,
    3,
    150,
    True,
    False,
    None,
    "优",
    "是",
    "",
    Fraction(1, 2),
    Fraction(7),
    Decimal("1.5"),
    0.5,
    date(2021, 7, 5),
)


def test_the_module_and_the_api_refuse_the_same(tmp_path: Path) -> None:
    """Whatever is given: exact values of every sort, for every fact, in every company."""
    random, names = Random(1), [*(each.name for each in FACTS), "评分理由", "加分理由", "没有"]
    (made,) = emit(KINDS, Bag())
    space: dict[str, Any] = {"__name__": "generated"}
    exec(compile(made.text, made.path, "exec"), space)
    gate, refused = gate_of(KINDS), 0
    for _ in range(3000):
        facts = {name: random.choice(ODD) for name in random.sample(names, random.randint(0, 5))}
        kind = random.choice(("县区", "部门", "", "县"))
        told = []
        for each in (gate, space["_关口"]):
            try:
                told.append(each.admit(facts, kind, "甲局"))
            except ValueError as error:
                told.append(error.faults)  # type: ignore[attr-defined]
        assert told[0] == told[1]
        refused += isinstance(told[0], list)
    assert 500 < refused < 2990


@pytest.mark.parametrize("folder", sorted((Path(zhunsheng.__file__).parents[1] / "policies").glob("*/policy.md")))
def test_what_a_policy_declares_lets_its_units_in(folder: Path) -> None:
    """Units within the declared ranges, of a listed name and with a reason for each judgement, pass."""
    policy = zhunsheng.load(folder).core
    gate = gate_of(policy)
    for unit in sample_units(policy, 200, seed=3):
        names = tuple(gate.units) or (unit.name,)
        kind = gate.units.get(names[0], (unit.kind,))[0]
        facts = {**unit.facts, **dict.fromkeys(gate.reasons, "有理由")}
        found = [*gate.values(facts)[1], *gate.whose(kind, names[0])[1]]
        assert [code for code, _, _ in found if code != "E639-parameter-varies"] == [], unit
