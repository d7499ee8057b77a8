"""Work is counted: twice the input takes twice the steps. And what once failed for its form alone."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from attrs import evolve
from typer.testing import CliRunner

from compiler.analysis.solver.answers import TOO_LONG, Found, NotAnalysed
from compiler.analysis.solver.session import Session
from compiler.explain.trace import explain, render_markdown, render_text
from compiler.measures.who import classes
from dsl import limits
from dsl.diagnostics import Bag
from dsl.types import Kind
from tests.counting import steps_of
from tests.unit.limits.test_policies import policy
from zhunsheng.cli.app import app
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.writing.drafting import draft
from zhunsheng.engine.cells.fields import READERS
from zhunsheng.engine.facts import read_facts
from zhunsheng.engine.files import read_sheet
from zhunsheng.engine.given import read_given
from zhunsheng.scoring import output, population

RATE = "事实 办结：计数（件）\n事实 总数：计数（件）\n指标 办结率 = 办结 ÷ 总数\n"
# Ranks by a ratio that may have no value, and no 无…时 that says what then holds.
RANKS = {
    "places": "办结率 排名 第 1—3 名 分别 加 3、2、1 分",
    "from the end": "办结率 倒数后 2 名 各扣 2 分",
    "a share of all": "办结率 排名 前 30% 加 3 分",
    "beside its own bound": "办结率 90% 以上 加 1 分；办结率 排名 第 1 名 加 3 分",
    "with its own bound": "办结率 排名 第 1—2 名 且 办结率 90% 以上 加 3 分",
    "veto": "办结率 倒数第 1 名 一票否决",
    "consequence": "办结率 倒数第 1 名 取消评优资格",
    "half": "事实 投诉：计数（件）\n投诉 每件 扣 2 分；办结率 排名 第 1 名 减半",
    "average of all": "指标 均值 = 全体平均（办结率）\n办结率 低于 均值 扣 2 分",
}
UNITS = ({}, {"办结": 0, "总数": 0}, {"办结": 1, "总数": 2}, {"办结": 0}, {"总数": 0})


@pytest.mark.parametrize("name", RANKS)
def test_a_rank_by_a_ratio_without_a_value_is_explained(name: str) -> None:
    made = policy(RATE + RANKS[name])
    meant = made.policy or made.draft
    assert meant is not None
    for some in product(UNITS, repeat=2):
        given = [(unit, None, facts) for unit, facts in zip("甲乙丙", (*some, {"办结": 1, "总数": 2}), strict=True)]
        for each in population.prepare(meant, read_given(meant, given, Bag())):
            trace = explain(meant, each.unit, each.score(meant), {})
            assert each.unit.name in render_text(trace) and each.unit.name in render_markdown(trace)


@pytest.mark.parametrize(("typed", "points"), [("1", "3"), ("2", "2"), ("3", "1"), ("4", "0"), ("40", "0")])
def test_a_rank_can_be_tried(typed: str, points: str) -> None:
    words = ["try", "成绩 排名 第 1—3 名 依次 加 3、2、1 分", "--set", f"成绩名次={typed}", "--format", "json"]
    answer = CliRunner().invoke(app, words)
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["points"] == f"{points} 分"


@pytest.mark.parametrize(("typed", "code"), [("0", "E625"), ("2.5", "E624"), ("第一", "E620"), ("9" * 100_000, "E623")])
def test_what_is_no_rank_is_told(typed: str, code: str) -> None:
    words = ["try", "成绩 排名 第 1—3 名 依次 加 3、2、1 分", "--set", f"成绩名次={typed}"]
    answer = CliRunner().invoke(app, words)
    assert answer.exit_code == 1 and f"错误[{code}-" in answer.output


def test_every_kind_of_value_can_be_read() -> None:
    assert set(READERS) | {Kind.RATIO} == set(Kind)


# --------------------------------------------------------------------------------------------------------------- linear


def rows(count: int) -> str:
    body = "".join(f"第{number}单位,{number % 50},50,{number % 7}\n" for number in range(count))
    return f"单位,办结,总数,投诉\n{body}"


def test_scoring_twice_the_rows_takes_twice_the_steps(tmp_path: Path) -> None:
    made = policy(
        RATE + "无总数时 不加分\n办结率 排名 第 1—3 名 分别 加 3、2、1 分\n事实 投诉：计数（件）\n投诉 每件 扣 2 分"
    )
    meant = made.draft
    assert meant is not None

    def work(count: int) -> int:
        path = tmp_path / f"{count}.csv"
        path.write_text(rows(count), encoding="utf-8")

        def score() -> None:
            table = read_sheet(path, Bag())
            assert table is not None
            units = population.prepare(meant, read_facts(meant, table, Bag()))
            done = [each.score(meant) for each in units]
            for _ in output.csv_chunks(meant, done):
                pass
            output.results_xlsx(meant, done)

        return steps_of(score)

    work(10)  # what is made once
    assert work(800) < 2.5 * work(400)


def _drafting(unit: str, size: int) -> int:
    text = f"某办法\n一、办理（10分）\n{unit * (size // len(unit))}的，扣1分。\n"
    return steps_of(lambda: draft(read_plain(text), text, "示例"))


# One sentence without an end, of every sort of character that a pattern may begin at.
SORTS = ("未按规定公开的，", "甲", "（", "1", "一二", "、公开", "公开扣分", "公开且", " ", "1.", "1件")


@pytest.mark.parametrize("unit", SORTS)
def test_drafting_from_one_long_line_is_linear(unit: str) -> None:
    _drafting(unit, 40)
    assert _drafting(unit, 28_000) < 8 * _drafting(unit, 5_600)


def test_a_number_of_a_hundred_thousand_digits_is_refused() -> None:
    answer = CliRunner().invoke(app, ["try", f"投诉 每件 扣 {'9' * 100_000} 分"])
    assert answer.exit_code == 1 and "错误[E112-number-too-long]" in answer.output


def test_a_solver_counts_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the steps it has an answer, with too few it says that it has none; never seconds."""
    made = policy(f"{RATE}无总数时 不加分\n办结率 90% 以上 加 3 分")
    meant = made.policy or made.draft
    assert meant is not None
    (who,) = classes(meant)
    (effect,) = [each for clause in meant.clauses() for each in clause.effects]

    def answer() -> object:
        session = Session.begin(who, {each.name: each for each in meant.facts}, meant)
        assert session is not None
        for _ in range(2):
            session.demand(*(session.encoder.test(branch.test).term for branch in effect.branches[:1]))
        return session.ask(lambda _: True)

    assert isinstance(answer(), Found)
    monkeypatch.setattr(limits, "STEPS", evolve(limits.STEPS, most=1))
    assert answer() == NotAnalysed(TOO_LONG)
