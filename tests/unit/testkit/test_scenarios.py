"""Scenarios: read strictly, nothing left out, arithmetic and both engines compared line by line."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from compiler import core
from dsl.source import Source
from dsl.types import Kind, Type
from tests.unit.testkit.samples import RATE, table, write
from tests.unit.testkit.scenario_samples import (
    ALL_POINTS,
    DUTY,
    EXAMPLES,
    FACTS,
    FEEDBACK,
    GOOD,
    ITEM,
    TOTAL,
    facts,
    points,
    policy,
    read,
    scenario,
)
from zhunsheng.report.terminal import render
from zhunsheng.testkit.running.policies import run_policies
from zhunsheng.testkit.running.scenario import run_scenario
from zhunsheng.testkit.scenarios.reading import read_scenarios

ROOT = Path(__file__).parents[3]
OUTCOMES = table("条款或项目 | 合规 | 后果", "纪律 | 合规 | 取消评优资格")
DUTY_FACTS = facts(*FACTS, "弄虚作假 | 是", "公开结果 | 是")


@pytest.mark.parametrize("code", EXAMPLES)
def test_page_shows_the_report(code: str) -> None:
    found_scenarios, bag = read(EXAMPLES[code])
    assert not found_scenarios and [each.code for each in bag] == [code]
    assert all(each.primary is not None for each in bag)
    page = (ROOT / "docs" / "errors" / f"{code}.md").read_text(encoding="utf-8")
    assert render(tuple(bag)) in page
    assert EXAMPLES[code].strip() in page and FEEDBACK.strip() in page
    titles = tomllib.loads((ROOT / "grammar" / "codes" / "5-scenarios.toml").read_text(encoding="utf-8"))
    assert page.startswith(f"# {code} {titles[code]['title']}\n")


def test_reading() -> None:
    (found,), bag = read(GOOD)
    assert not list(bag)
    assert (found.title, found.unit.name, found.unit.kind, found.unit.facts) == (
        "甲县",
        "甲县",
        "县区",
        {"反馈不规范": 3},
    )
    assert [(each.what, each.place, each.expected) for each in found.lines] == [
        ("得分", "工单办理", 25),
        ("得分", "", 25),
    ]
    assert found.place == "scenarios.md:1"
    assert run_scenario(policy(), found).passed


def test_several_scenarios_and_tables_under_deeper_headings() -> None:
    first = "## 甲县\n\n### 事实\n\n" + facts(*FACTS) + "### 得分\n\n" + ALL_POINTS
    second = scenario(
        facts("单位 | 乙县", "类别 | 县区", "反馈不规范 | 0"),
        points("工单办理 | 30 | 30", "总分 | 30 | 30"),
        title="乙县",
    )
    found, bag = read(f"# 情景\n\n数字都是编的。\n\n{first}{second}")
    assert not list(bag)
    assert [each.unit.name for each in found] == ["甲县", "乙县"]
    assert all(run_scenario(policy(), each).passed for each in found)


def test_rows_name_their_place_by_as_much_of_the_path_as_tells_it_apart() -> None:
    rows = points("事项反馈 | −最小（5，2×3） | -5", "工单办理 | 30 − 5 | 25 分", TOTAL)
    (found,), bag = read(scenario(facts(*FACTS), rows))
    assert not list(bag)
    assert found.lines[0].place == "工单办理/事项反馈"
    assert run_scenario(policy(), found).passed


def test_duties_and_consequences_are_required() -> None:
    found, bag = read(scenario(DUTY_FACTS, ALL_POINTS), DUTY)
    assert not found and [each.message for each in bag] == ["情景没有写纪律的合规、纪律的后果"]
    (found_one,), bag = read(scenario(DUTY_FACTS, ALL_POINTS, OUTCOMES), DUTY)
    assert not list(bag) and run_scenario(policy(DUTY), found_one).passed
    wrong = OUTCOMES.replace("| 合规 | 取消评优资格 |", "| 不合规 | 无 |")
    (found_one,), bag = read(scenario(DUTY_FACTS, ALL_POINTS, wrong), DUTY)
    outcome = run_scenario(policy(DUTY), found_one)
    assert [str(each) for _, each in outcome.differences] == [
        "纪律的合规应为 不合规，解释器得出 合规",
        "后果应为 无，解释器得出 取消评优资格",
    ]


def test_the_engine_has_the_last_word() -> None:
    (found,), bag = read(GOOD.replace("25", "24").replace("最小（5，2×3）", "2×3"))
    assert not list(bag)
    outcome = run_scenario(policy(), found)
    assert outcome.explanation().splitlines() == [
        "scenarios.md:1: 情景“甲县”：2 处不符",
        "  政策：工单考核办法",
        "  对象：甲县（县区）",
        "  第 11 行，工单办理的得分应为 24，解释器得出 25；算式 30 − 2×3",
        "  第 12 行，总分应为 24，解释器得出 25；算式 24",
    ]
    by_python = run_scenario(policy(), found, "python")
    assert [str(each) for _, each in by_python.differences] == [
        "工单办理的得分应为 24，生成的 Python 得出 25",
        "总分应为 24，生成的 Python 得出 25",
    ]
    assert outcome.to_json()["differences"][1] == {"what": "总分", "engine": "解释器", "expected": "24", "got": "25"}


def test_a_fact_that_nothing_asks_for_may_be_not_applicable() -> None:
    bonus = "## 加分项\n\n> 县区得奖1次加1分。\n\n```规则\n事实 得奖：计数（次）\n县区，每次 加 1 分\n```\n\n"
    rows = points(ITEM, "加分项 | 0 | 0", TOTAL)
    city = [row.replace("甲县", "丙局").replace("县区", "市直部门") for row in FACTS]
    (found,), bag = read(scenario(facts(*city, "得奖 | 不适用"), rows), bonus)
    assert not list(bag) and "得奖" not in found.unit.facts
    assert run_scenario(policy(bonus), found).passed
    found_none, bag = read(scenario(facts(*FACTS, "得奖 | 不适用"), rows), bonus)
    assert not found_none and [each.code for each in bag] == ["E529-fact-is-needed"]


def test_a_duty_asks_for_its_facts_too() -> None:
    found, bag = read(scenario(facts(*FACTS, "弄虚作假 | 不适用", "公开结果 | 不适用"), ALL_POINTS, OUTCOMES), DUTY)
    assert not found and [each.code for each in bag] == ["E529-fact-is-needed"] * 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("反馈不规范 | 3.5", "E509-bad-case-cell"),
        ("反馈不规范 | 三件", "E509-bad-case-cell"),
        ("反馈不规范 | ", "E523-scenario-facts-missing"),
        ("反馈不规范 | 待补", "E523-scenario-facts-missing"),
    ],
)
def test_values_are_read_as_in_fact_sheets(row: str, code: str) -> None:
    found, bag = read(scenario(facts(*FACTS[:2], row), ALL_POINTS))
    assert not found and [each.code for each in bag] == [code]


def test_a_part_is_not_above_its_whole() -> None:
    rows = facts("单位 | 甲县", "对象类别 | 县区", "反馈不规范 | 0", "工单总数 | 5", "按期办结工单数 | 6")
    more = RATE.replace("## 工单办理（30分）\n\n", "")
    found, bag = read(scenario(rows, points("工单办理 | 30 | 30", "总分 | 30 | 30")), more)
    assert not found and "E509-bad-case-cell" in [each.code for each in bag]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("工单办理 | 30 − 5 | ", "E526-bad-arithmetic"),
        ("工单办理 |  | 25", "E526-bad-arithmetic"),
        ("工单办理 |  | ", "E525-scenario-incomplete"),
        ("工单办理 | 25 | 20—30", "E507-not-points"),
        ("工单办理 | 25 | 无法计算", "E507-not-points"),
        (f"{ITEM} |\n| {ITEM}", "E522-scenario-row-twice"),
    ],
)
def test_points_are_exact_and_worked_out(row: str, code: str) -> None:
    found, bag = read(scenario(facts(*FACTS), points(row, TOTAL)))
    assert not found and [each.code for each in bag] == [code]


def test_a_parameter_of_the_front_matter_is_not_filled_in_again() -> None:
    made = policy()
    assert made.policy is not None
    fact = evolve(
        made.policy.facts[0], name="参数甲", role=type(made.policy.facts[0].role).PARAMETER, value=Fraction(2)
    )
    other = evolve(made, policy=evolve(made.policy, facts=(*made.policy.facts, fact)))
    source = read(GOOD)[0][0].source
    assert not list(read_scenarios(other, source)[1]), "a filled parameter need not be given"
    again = evolve(source, text=source.text.replace("| 反馈不规范 | 3 |", "| 反馈不规范 | 3 |\n| 参数甲 | 2 |"))
    assert [each.message for each in read_scenarios(other, again)[1]] == ["“参数甲”已在文头填定"]


def test_the_result_of_another_clause_is_never_given() -> None:
    """通报 when the item 工单办理 has lost points: the item's points are read, and no scenario gives them."""
    made = policy()
    assert made.policy is not None
    last = made.policy.facts[-1]
    points = evolve(
        last, name="工单办理得分", type=Type(Kind.POINTS, "分"), role=core.Role.RESULT, result_of="工单办理"
    )
    below = core.Compare(core.Read("工单办理得分"), core.Op.LT, core.Const(Fraction(30)))
    told = core.Consequence(below, "通报", last.span)
    root = made.policy.root
    (group,) = (each for each in root.children if each.id == "工单办理")
    first = made.policy.clauses()[0]
    reader = evolve(first, id="纪律", title="纪律", effects=(), consequences=(told,))
    changed = evolve(made.policy, facts=(*made.policy.facts, points), root=evolve(root, children=(group, reader)))
    source = Source("scenarios.md", scenario(facts(*FACTS), ALL_POINTS, table("条款或项目 | 后果", "纪律 | 通报")))
    (found,), bag = read_scenarios(evolve(made, policy=changed), source)
    assert not list(bag)
    outcome = run_scenario(evolve(made, policy=changed), found)
    assert outcome.passed, outcome.explanation()


@given(st.data())
def test_no_text_breaks_the_reader(data: st.DataObject) -> None:
    text = scenario(DUTY_FACTS, ALL_POINTS, OUTCOMES)
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 9)))
        piece = data.draw(
            st.sampled_from(["", "|", "\n", "## ", "---", "不适用", "待补", "9" * 400, "×", "甲县", "```", "\u3000"])
        )
        text = text[:start] + piece + text[end:]
    made = policy(DUTY)
    found, bag = read_scenarios(made, Source("scenarios.md", text))
    assert found or bag.failed, "what gives no scenario says why"
    for each in found:
        assert run_scenario(made, each).explanation()


def test_the_report_counts_scenarios(tmp_path: Path) -> None:
    folder = write(tmp_path / "demo", FEEDBACK + table("反馈不规范 | 得分", "2 | -4", "3 | -5"))
    (folder / "scenarios.md").write_text(
        GOOD + GOOD.replace("## 甲县", "## 又").replace("25", "24").replace("最小（5，2×3）", "2×3")
    )
    report = run_policies([folder])
    assert (report.passed, report.failed) == (3, 1)
    assert report.render_text().endswith("合计：2 个案例通过，1 个情景通过，1 个不符\n")
    assert [each["passed"] for each in report.to_json()["policies"][0]["scenarios"]] == [True, False]
    assert run_policies([folder], "又").failed == 1
    (folder / "scenarios.md").write_text("# 情景\n")
    report = run_policies([folder])
    assert (report.errors, report.failed) == (1, 1) and "E528-no-scenario" in report.render_text()
