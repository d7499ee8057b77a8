"""Readings of the official texts that a golden case must pin: what holds without any item, and who is among the last three."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

import zhunsheng
from compiler.pipeline import compile_policy
from dsl.source import Source
from zhunsheng.library.policies import load
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.running.runner import Engine, Runner

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "policies").glob("*/policy.md"))
EMPTY = re.compile(r"^无.*时 .*\n", re.MULTILINE)
LINES = [
    pytest.param(folder, number, id=f"{folder.name}-{number}")
    for folder in FOLDERS
    for number in range(len(EMPTY.findall((folder / "policy.md").read_text(encoding="utf-8"))))
]


def test_there_are_such_lines() -> None:
    assert len(LINES) >= 24


@pytest.mark.parametrize(("folder", "number"), LINES)
def test_a_dropped_line_of_an_empty_whole_fails_a_golden_case_of_its_clause(folder: Path, number: int) -> None:
    text = load(folder).text
    assert text is not None
    line = [*EMPTY.finditer(text.policy.text)][number]
    start, end = line.span()
    dropped = Source(text.policy.name, text.policy.text[:start] + text.policy.text[end:])
    compiled = compile_policy(evolve(text, policy=dropped))
    assert compiled.policy is not None and compiled.document is not None
    clause = [each.id for each in compiled.document.sections if each.heading.start <= start][-1]
    runner = Runner(compiled.policy)
    cases = [case for case in read_cases(compiled)[0] if case.clause == clause]
    assert [case for case in cases if runner.run(case, Engine.INTERPRETER)[1]]


def test_both_who_share_the_third_place_from_the_last_lose_points() -> None:
    policy = zhunsheng.load(next(each for each in FOLDERS if each.name == "tianjin-2019-performance"))
    rest = {"时间录入造假": 0, "归集流程不符合要求": 0}
    timely = {"甲": 90, "乙": 60, "丙": 60, "丁": 20, "戊": 10, "己": 0}
    units = {name: {"信息总数": 100 if name != "己" else 0, "及时归集信息": n, **rest} for name, n in timely.items()}
    lost = {
        result.unit: result.clause("八/（二十四）").points.exact  # no information, no rate: 己 takes no place
        for result in zhunsheng.score(policy, units)
    }
    assert lost == {"甲": 0, "乙": -2, "丙": -2, "丁": -2, "戊": -2, "己": Fraction(0)}
