"""A sheet against a policy: columns, units, kinds, parameters."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve


@pytest.mark.parametrize(
    "name",
    ["工单总数", " 工单 总数", "工单总数（件）", "工单总数(件)", "工单总数（ 件 ）"],
)
def test_columns_are_matched_folded(kit: Any, name: str) -> None:
    assert kit.one(name, "120").values == {"工单总数": 120}


@pytest.mark.parametrize("name", ["“一窗受理”事项数", '"一窗受理"事项数', "一窗受理事项数（项）", "「一窗受理」事项数"])
def test_quotation_marks_do_not_count(kit: Any, name: str) -> None:
    cell = '"' + name.replace('"', '""') + '"'
    assert kit.read(f"单位,{cell}\n甲,5\n").values == {"“一窗受理”事项数": 5}


def test_running_numbers_and_remarks_mean_nothing(kit: Any) -> None:
    sheet = kit.read("序号,单位,工单总数,备注\n1,甲,5,已核\n")
    assert sheet.serious == [] and sheet.values == {"工单总数": 5}


def test_one_run_shows_every_error(kit: Any) -> None:
    sheet = kit.read("单位,工单总量,工单总数,是否公开\n甲,1,无,也许\n甲,1,2,是\n")
    assert sheet.serious == ["E601-unknown-column", "E610-unit-twice", "E620-not-a-number", "E632-not-a-flag"]


def test_listed_units_take_name_and_kind_from_the_list(kit: Any) -> None:
    sheet = kit.read("单位,工单总数\n县 住建局,1\n县教育局,2\n城关镇,3\n", policy=kit.listed)
    assert [(u.name, u.kind) for u in sheet.units] == [
        ("县住建局", "县直部门"),
        ("县教育局", "县直部门"),
        ("城关镇", "乡镇"),
    ]
    assert sheet.serious == []


def test_a_unit_off_the_list_is_no_unit(kit: Any) -> None:
    sheet = kit.read("单位,类别,工单总数\n县水利局,县直部门,1\n", policy=kit.listed)
    assert sheet.units == () and "E611-unit-not-listed" in sheet.codes


def test_kinds_without_lists_come_from_the_sheet(kit: Any) -> None:
    sheet = kit.read("单位,对象类别,工单总数\n甲, 乡镇 ,1\n", policy=kit.kinds)
    assert [(u.name, u.kind) for u in sheet.units] == [("甲", "乡镇")]
    assert "E613-kind-missing" in kit.read("单位,工单总数\n甲,1\n", policy=kit.kinds).codes


def test_a_policy_without_kinds_ignores_the_column(kit: Any) -> None:
    sheet = kit.read("单位,类别,工单总数\n甲,乡镇,1\n")
    assert sheet.serious == ["N607-column-ignored"] and sheet.units[0].kind == ""


def test_one_unit_only(kit: Any) -> None:
    text = "单位,工单总数\n甲,1\n乙,无\n丙,3\n"
    sheet = kit.read(text, only=" 丙")
    assert [unit.name for unit in sheet.units] == ["丙"] and not sheet.bag.failed, "乙's cell is not read"


def test_a_part_may_equal_its_whole(kit: Any) -> None:
    assert not kit.read("单位,按期办结工单数,工单总数\n甲,5,5\n").bag.failed
    assert "E627-above-limit" in kit.read("单位,按期办结工单数,工单总数\n甲,6,5\n").codes
    assert not kit.read("单位,按期办结工单数,工单总数\n甲,6,\n").bag.failed, "an unknown whole cannot be exceeded"


def test_a_judgement_with_its_reason(kit: Any) -> None:
    sheet = kit.read("单位,酌情分,酌情分理由\n甲,1.5,创新做法被推广\n乙,,\n")
    assert [u.values for u in sheet.units] == [{"酌情分": Fraction(3, 2), "酌情分理由": "创新做法被推广"}, {}]
    assert not sheet.bag.failed
    assert "E638-no-reason" in kit.read("单位,酌情分\n甲,0\n").codes, "nought is given too"
    assert "E625-out-of-range" in kit.read("单位,酌情分,酌情分理由\n甲,2.5,好\n").codes


def test_a_parameter_counts_for_every_unit(kit: Any) -> None:
    sheet = kit.read("单位,系数\n甲,1.2\n乙,\n")
    assert [u.values for u in sheet.units] == [{"系数": Fraction(6, 5)}] * 2
    filled = evolve(
        kit.policy, facts=tuple(evolve(f, value=Fraction(2)) if f.name == "系数" else f for f in kit.policy.facts)
    )
    assert kit.read("单位\n甲\n", policy=filled).values == {"系数": 2}
    assert "E639-parameter-varies" in kit.read("单位,系数\n甲,1\n", policy=filled).codes


def test_a_parameter_counts_where_only_one_unit_is_read(kit: Any) -> None:
    assert kit.read("单位,系数\n甲,1.2\n乙,\n", only="乙").values == {"系数": Fraction(6, 5)}
    assert "E639-parameter-varies" in kit.read("单位,系数\n甲,1.2\n乙,1\n", only="乙").codes


def test_ranks_and_filled_parameters_are_not_asked_for(kit: Any) -> None:
    sheet = kit.read("单位\n甲\n")
    (missing,) = [item.message for item in sheet.bag]
    assert "满意度名次" not in missing and "系数" in missing


def test_bounds_of_a_fact_override_those_of_its_type(kit: Any) -> None:
    facts = tuple(evolve(f, high=Fraction(2)) if f.name == "群众满意度" else f for f in kit.policy.facts)
    wide = evolve(kit.policy, facts=facts)
    assert kit.read("单位,群众满意度\n甲,150%\n", policy=wide).values == {"群众满意度": Fraction(3, 2)}
    assert "E625-out-of-range" in kit.read("单位,群众满意度\n甲,201%\n", policy=wide).codes


def test_control_characters_never_reach_a_message(kit: Any) -> None:
    sheet = kit.read("单位,工单\x1b[31m,工单总数\n甲\x1b[0m,5,无\x07\n")
    assert not any(ord(char) < 32 for item in sheet.bag for char in item.message)
    assert "\x1b" not in sheet.units[0].name
