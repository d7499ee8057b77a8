"""One gate for every way in: each row is tried as CSV, workbook, JSON, Python values and through the generated module."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from attrs import evolve

import zhunsheng
from compiler import core
from compiler.backends.python import emit
from compiler.gate import checker
from compiler.gate.declared import gate_of
from compiler.testing.agreement import sample_units
from dsl import limits
from dsl.diagnostics import Bag
from dsl.types import DATE, FLAG, PLAIN, POINTS, RANK, RATIO, Kind, Type
from tests.unit.engine.conftest import ROOT, fact
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.files import read_sheet
from zhunsheng.engine.given import read_given
from zhunsheng.scoring.population import prepare

COUNT, TIMES = Type(Kind.COUNT, "件"), Type(Kind.COUNT, "次")
JUDGED = {"role": core.Role.JUDGEMENT, "low": Fraction(0)}
FACTS = (
    fact("总数", COUNT),
    fact("办结", COUNT, at_most="总数"),
    fact("满意率", RATIO),
    fact("公开", FLAG),
    fact("等级", Type(Kind.GRADE, members=("优", "良", "差"))),
    fact("报送", DATE, optional=True),
    fact("评分", POINTS, **JUDGED, high=Fraction(10), reason="评分理由", high_by_kind=(("县区", Fraction(8)),)),
    fact("次数", TIMES),
    fact("加分", POINTS, **JUDGED, reason="加分理由", each=("次数", Fraction(1), Fraction(2))),
    fact("系数", PLAIN, role=core.Role.PARAMETER, value=Fraction(2)),
)
ROSTERS = (core.Roster("县区", ("甲县", "乙县")), core.Roster("部门", ("甲局",)))
BASE = core.Policy("p", "办法", "", "", None, (), (), (), FACTS, evolve(ROOT, children=()))
LISTED = evolve(BASE, kinds=("县区", "部门"), rosters=ROSTERS)
KINDS = evolve(BASE, kinds=("县区", "部门"))
ONE_KIND = evolve(BASE, kinds=("县区",))

Told = tuple[list[str], dict[str, Any]]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(float(value)) if isinstance(value, Fraction) and value.denominator != 1 else str(value)


def _cell(value: Any) -> Any:
    return float(value) if isinstance(value, Fraction | Decimal) else value


def by_sheet(policy: core.Policy, row: dict[str, Any], name: str, data: bytes, folder: Path) -> Told:
    path = folder / name
    path.write_bytes(data)
    bag = Bag()
    table = read_sheet(path, bag)
    assert table is not None, list(bag)
    units = read_facts(policy, table, bag)
    return [each.code[:4] for each in bag if each.code[0] == "E"], dict(units[0].values) if units else {}


def by_csv(policy: core.Policy, row: dict[str, Any], folder: Path) -> Told:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([row, [_text(value) for value in row.values()]])
    return by_sheet(policy, row, "t.csv", text.getvalue().encode(), folder)


def by_xlsx(policy: core.Policy, row: dict[str, Any], folder: Path) -> Told:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(list(row))
    book.active.append([_cell(value) for value in row.values()])
    book.save(data)
    return by_sheet(policy, row, "t.xlsx", data.getvalue(), folder)


def by_json(policy: core.Policy, row: dict[str, Any], folder: Path) -> Told:
    def written(value: Any) -> Any:
        return float(value) if isinstance(value, Fraction | Decimal) else str(value)

    return by_sheet(policy, row, "t.json", json.dumps([row], default=written).encode(), folder)


def by_python(policy: core.Policy, row: dict[str, Any], folder: Path) -> Told:
    facts = {name: value for name, value in row.items() if name != "单位"}
    try:
        zhunsheng.score(zhunsheng.Policy(folder, policy), {row["单位"]: facts})
    except zhunsheng.FactsError as error:
        return [each.code[:4] for each in error.findings], {}
    return [], dict(gate_of(policy).values({name: value for name, value in facts.items() if name != "类别"})[0])


def by_module(policy: core.Policy, row: dict[str, Any], folder: Path) -> Told:
    (made,) = emit(policy, Bag())
    space: dict[str, Any] = {"__name__": "generated"}
    exec(compile(made.text, made.path, "exec"), space)
    facts = {name: value for name, value in row.items() if name not in ("单位", "类别")}
    try:
        space["score"](facts, kind=row.get("类别", ""), unit=row["单位"])
    except space["RefusedFacts"] as error:
        return [code[:4] for code, _, _ in error.faults], {}
    return [], dict(space["_关口"].admit(facts, row.get("类别", ""), row["单位"])[0])


WAYS: dict[str, Callable[[core.Policy, dict[str, Any], Path], Told]] = {
    "csv": by_csv,
    "xlsx": by_xlsx,
    "json": by_json,
    "python": by_python,
    "module": by_module,
}
SUM = core.Add(core.Read("办结"), core.Read("次数"))
CHECKED = evolve(
    BASE,
    checks=(
        core.Check(core.Compare(core.Read("总数"), core.Op.EQ, SUM), "总数 等于 办结 加 次数", "一", FACTS[0].span),
        core.Check(
            core.Either(
                (
                    core.Negate(core.Holds("公开")),
                    core.Compare(
                        core.Divide(core.Read("办结"), core.Read("总数"), "率"), core.Op.EQ, core.Read("满意率")
                    ),
                )
            ),
            "公开的，满意率 等于 办结 除以 总数",
            "一",
            FACTS[0].span,
        ),
    ),
)
WIDE = evolve(BASE, facts=(*FACTS, evolve(fact("增长率", RATIO), low=Fraction(0), high=Fraction(3))))
_READ = {"csv": "", "xlsx": "", "json": ""}
JUDGEMENT = {"评分": 8, "评分理由": "好"}
# (policy, what is given, the codes for every way, or by way where a way differs)
ROWS: dict[str, tuple[core.Policy, dict[str, Any], str, dict[str, str]]] = {
    "a count below nought": (BASE, {"总数": -1}, "E625", {}),
    "a flag given as 3": (BASE, {"公开": 3}, "E632", {}),
    "a part above its whole": (BASE, {"总数": 100, "办结": 150}, "E627", {}),
    "the same as texts": (BASE, {"总数": "100", "办结": "150"}, "E627", {"module": "E620 E620"}),
    "a ratio of 69": (BASE, {"满意率": 69}, "E625", {"csv": "", "xlsx": "", "json": ""}),
    "a ratio as the text 69": (BASE, {"满意率": "69"}, "E625", {"csv": "", "xlsx": "", "json": "", "module": "E620"}),
    "a ratio of 101%": (BASE, {"满意率": Fraction(101, 100)}, "E625", {"csv": "", "xlsx": "", "json": ""}),
    "a half for a count": (BASE, {"总数": Fraction(1, 2)}, "E624", {}),
    "True for a count": (BASE, {"总数": True}, "E620", {}),
    "True for a date": (BASE, {"报送": True}, "E634", {}),
    "True for a level": (BASE, {"等级": True}, "E633", {}),
    "a number for a date": (BASE, {"报送": 20190705}, "E634", {"csv": "", "xlsx": "", "json": ""}),  # a spelling there
    "a number for a level": (BASE, {"等级": 20190705}, "E633", {}),
    "a date for a count": (BASE, {"总数": date(2021, 7, 5)}, "E620", {"json": "skip"}),
    "a day of another age": (BASE, {"报送": date(21, 7, 5)}, "E635", {"xlsx": "skip"}),
    "a level that is none": (BASE, {"等级": "优秀"}, "E633", {}),
    "a fact that is none": (BASE, {"总量": 1}, "E601", {}),
    "a kind that is none": (KINDS, {"类别": "县"}, "E614", {}),
    "no kind where there are several": (KINDS, {"总数": 1}, "E613", {}),
    "a misspelt unit": (LISTED, {"单位": "甲县政府"}, "E611", {}),
    "a unit under another kind": (LISTED, {"单位": "甲县", "类别": "部门"}, "E615", {}),
    "a listed unit of a kind that is none": (LISTED, {"单位": "甲县", "类别": "县"}, "E614", {}),
    "points above the most": (BASE, {"评分": Fraction(21, 2), "评分理由": "好"}, "E625", {}),
    "points below nought": (BASE, {"评分": -1, "评分理由": "好"}, "E625", {}),
    "points above the most of a kind": (KINDS, {"类别": "县区", "评分": 9, "评分理由": "好"}, "E640", {}),
    "points above so many pieces": (BASE, {"次数": 3, "加分": 7, "加分理由": "好"}, "E640", {}),
    "a judgement without a reason": (BASE, {"评分": 8}, "E638", {}),
    "a judgement with a blank reason": (BASE, {"评分": 8, "评分理由": "  "}, "E638", {}),
    "a dash for a reason": (BASE, {"评分": 8, "评分理由": "-"}, "E638", {}),
    "a full stop for a reason": (BASE, {"评分": 8, "评分理由": "。"}, "E638", {}),
    "a number for a reason": (BASE, {"评分": 8, "评分理由": "0"}, "E638", {}),
    "无 for a reason": (BASE, {"评分": 8, "评分理由": "无。"}, "E638", {}),
    "待补 for a reason": (BASE, {"评分": 8, "评分理由": "待补"}, "E638", {}),
    "a reason that nobody sees": (BASE, {"评分": 8, "评分理由": "\u200b"}, "E638", {}),
    "a number of 31 digits": (BASE, {"总数": 10**30}, "E623", {}),
    "a number of 31 digits below nought": (BASE, {"总数": -(10**30)}, "E623", {}),
    "a fact twice": (BASE, {"总数": 5, "办结": 4, "总数 ": 3}, "E602", {}),
    "the tail of a float": (BASE, {"满意率": Decimal("0.8999999999999999")}, "E663", _READ),
    "a wide ratio that may be 2.5% or 250%": (WIDE, {"增长率": Decimal("2.5")}, "E628", {"python": "", "module": ""}),
    "a wide ratio that is a percentage": (WIDE, {"增长率": Decimal("97")}, "E625", _READ),
    "a parameter that the policy settles otherwise": (BASE, {"系数": 3}, "E639", {}),
    "a float": (BASE, {"满意率": 0.5}, "E663", {"csv": "", "xlsx": "", "json": ""}),
    "no number at all": (BASE, {"总数": Decimal("NaN")}, "E622", {"csv": "E622", "xlsx": "skip", "json": "skip"}),
    "a sum that does not add up": (CHECKED, {"总数": 10, "办结": 7, "次数": 2}, "E664", {}),
    "a ratio that is another": (CHECKED, {"总数": 10, "办结": 5, "公开": 1, "满意率": Fraction(1, 4)}, "E664", {}),
    "all faults at once": (
        KINDS,
        {"类别": "县", "总数": 1, "办结": 2, "公开": "也许", "评分": 9},
        "E614 E627 E632 E638",
        {},
    ),
}


def case(name: str) -> Any:
    return pytest.param(name, id=name)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ROWS)
def test_what_is_refused(name: str, way: str, tmp_path: Path) -> None:
    policy, given, everywhere, by_way = ROWS[name]
    expected = by_way.get(way, everywhere)
    if expected == "skip":
        pytest.skip("cannot be written in such a file")
    codes, _ = WAYS[way](policy, {"单位": "甲局", **given}, tmp_path)
    assert sorted(codes) == expected.split()


GOOD: dict[str, tuple[core.Policy, dict[str, Any], dict[str, Any]]] = {
    "a flag given as 1": (BASE, {"公开": 1}, {"公开": True}),
    "a part that is all": (BASE, {"总数": 100, "办结": 100}, {"总数": 100, "办结": 100}),
    "a ratio": (BASE, {"满意率": Fraction(1, 2)}, {"满意率": Fraction(1, 2)}),
    "a whole decimal": (BASE, {"总数": Decimal("12.0")}, {"总数": 12}),
    "a reason of one character": (BASE, {"评分": 8, "评分理由": "优"}, {"评分": 8}),
    "a reason that begins with 无": (BASE, {"评分": 8, "评分理由": "无差错"}, {"评分": 8}),
    "a number of 30 digits": (BASE, {"总数": 10**29}, {"总数": 10**29}),
    "the most points": (BASE, {"评分": 10, "评分理由": "好"}, {"评分": 10, "评分理由": "好"}),
    "the most of a kind": (KINDS, {"类别": "县区", **JUDGEMENT}, JUDGEMENT),
    "as many points as pieces allow": (BASE, {"次数": 3, "加分": 6, "加分理由": "好"}, {"次数": 3, "加分": 6}),
    "pieces that are not known": (BASE, {"加分": 6, "加分理由": "好"}, {"加分": 6}),
    "one kind that need not be said": (ONE_KIND, {"总数": 1}, {"总数": 1}),
    "a listed unit": (LISTED, {"单位": "甲县", "总数": 1}, {"总数": 1}),
    "a sum that adds up": (CHECKED, {"总数": 10, "办结": 8, "次数": 2}, {"总数": 10}),
    "a sum of which a part is not known": (CHECKED, {"总数": 10, "办结": 3}, {"总数": 10}),
    "a ratio that is the same": (CHECKED, {"总数": 10, "办结": 5, "公开": 1, "满意率": Fraction(1, 2)}, {"总数": 10}),
    "a ratio of nought": (CHECKED, {"总数": 0, "办结": 0, "公开": 1, "满意率": Fraction(1, 2)}, {"总数": 0}),
    "a ratio that nobody claims": (CHECKED, {"总数": 10, "办结": 5, "公开": 0, "满意率": Fraction(1, 4)}, {"总数": 10}),
    "a parameter": (BASE, {"系数": 2}, {"系数": 2}),
}


@pytest.mark.parametrize("way", ["csv", "xlsx", "json"])
@pytest.mark.parametrize(
    ("typed", "read"),
    [("1.0000000000000002", Fraction(1)), ("0.8999999999999999", Fraction(9, 10)), ("0.125", Fraction(1, 8))],
)
def test_the_tail_of_a_float_is_read_in_one_way(typed: str, read: Fraction, way: str, tmp_path: Path) -> None:
    _, values = WAYS[way](BASE, {"单位": "甲局", "满意率": Decimal(typed)}, tmp_path)
    assert values["满意率"] == read


def test_a_text_with_the_tail_of_a_float_is_read_so_too(tmp_path: Path) -> None:
    (unit,) = read_given(BASE, [("甲局", None, {"满意率": "89.99999999999999%"})], Bag())
    assert unit.values["满意率"] == Fraction(9, 10)


def test_the_gate_knows_how_long_a_number_may_be() -> None:
    assert 10**limits.CELL_DIGITS.most - 1 == checker._LONGEST


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", GOOD)
def test_what_comes_in(name: str, way: str, tmp_path: Path) -> None:
    policy, given, expected = GOOD[name]
    codes, values = WAYS[way](policy, {"单位": "甲局", **given}, tmp_path)
    assert codes == []
    assert {name: values[name] for name in expected} == expected
    assert values["系数"] == 2, "what the policy settles is filled in"


def test_a_time_of_day_is_dropped(tmp_path: Path) -> None:
    for way in ("xlsx", "python", "module"):
        codes, values = WAYS[way](BASE, {"单位": "甲局", "报送": datetime(2021, 7, 5, 8)}, tmp_path)
        assert (codes, type(values["报送"]), values["报送"]) == ([], date, date(2021, 7, 5))


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
    for given, codes in ((3, []), (0, ["E625"]), ("第三", ["E620"])):
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
