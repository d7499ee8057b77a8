"""Cases against both engines: exact, part by part, and told so that a clerk sees why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compiler.backends.artifact import Artifact
from compiler.pipeline import Compiled
from dsl.diagnostics import Bag, finding
from tests.unit.testkit.samples import (
    BONUS,
    COUNT,
    DUTY,
    GOOD_COUNT,
    GOOD_RATE,
    LIST,
    RATE,
    SHARE,
    compiled,
    table,
    write,
)
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.running import generated
from zhunsheng.testkit.running.cases import run_case
from zhunsheng.testkit.running.outcome import Outcome
from zhunsheng.testkit.running.policies import run_policies

ENGINES = ("interpreter", "python", "both")
# Unlike the other examples this says nothing of a zero denominator.
OPEN_RATE = RATE.replace("；无工单时 不扣分", "")
GUARDED = """### 两个条件

> 甲且乙的，扣3分。

```规则
事实 甲：是否
事实 乙：是否
甲 且 乙 扣 3 分
```

"""


def outcomes(body: str, engine: str = "both") -> list[Outcome]:
    made = compiled(body)
    assert not made.bag.failed, [each.message for each in made.bag]
    cases, bag = read_cases(made)
    assert not bag.failed, [each.message for each in bag]
    return [run_case(made, case, engine) for case in cases]


def told(body: str, engine: str = "both") -> list[str]:
    return ["；".join(map(str, each.differences)) for each in outcomes(body, engine)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(RATE + GOOD_RATE + COUNT + GOOD_COUNT, id="clauses"),
        pytest.param(
            RATE + COUNT + table("按期办结工单数 | 工单总数 | 反馈不规范 | 本项得分", "9 | 10 | 3 | 20"), id="item"
        ),
        pytest.param(RATE + table("工单总数 | 按期办结工单数 | 总分", "0 | 0 | 30", "10 | 9 | 25"), id="total"),
        pytest.param(OPEN_RATE + table("按期办结工单数 | 工单总数 | 得分", "0 | 0 | 无法计算"), id="zero-denominator"),
        pytest.param(RATE + table("工单总数 | 得分", "100 | -5—0"), id="missing-fact"),
        pytest.param(
            LIST + BONUS + table("单位 | 办件量 | 得分", "甲县 | 1001 | 10", "市公安局 | 1001 | 0"), id="kinds"
        ),
        pytest.param(GUARDED + table("甲 | 得分", "否 | 0"), id="fact-that-does-not-matter"),
        pytest.param(DUTY + table("弄虚作假 | 公开结果 | 后果 | 合规", "是 | 否 | 取消评优资格 | 不合规"), id="duty"),
    ],
)
def test_pass(body: str, engine: str) -> None:
    assert set(told(body, engine)) == {""}


def test_fail_says_everything() -> None:
    (wrong,) = [each for each in outcomes(RATE + GOOD_RATE.replace("-5", "-10")) if not each.passed]
    assert wrong.explanation().splitlines() == [
        "policy.md:26: 案例“略低”：得分应为 -10，解释器得出 -5",
        "  政策：工单考核办法",
        "  条款：工单办理/办结率",
        "  事实：按期办结工单数 9699，工单总数 10000",
        "  应得：得分 -10",
        "  实得：得分 -5",
        "  适用：办结率 9699/10000（96.99%）：低于 97% 扣 5 分",
        "  原文：办结率97%以上不扣分，低于97%扣5分。",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_tolerance(engine: str) -> None:
    assert told(COUNT + table("反馈不规范 | 得分", "1 | -2.000000001"), engine)[0].startswith("得分应为 -2.000000001，")


def test_cap_is_told() -> None:
    (wrong,) = outcomes(COUNT + table("反馈不规范 | 得分", "3 | -6"))
    assert wrong.says == ("反馈不规范 3 件：每件 扣 2 分", "封顶或取舍之前为 -6 分")


def test_states_are_not_numbers() -> None:
    assert told(OPEN_RATE + table("按期办结工单数 | 工单总数 | 得分", "0 | 0 | 0")) == [
        "得分应为 0，解释器得出 无法计算"
    ]
    assert told(RATE + table("工单总数 | 得分", "100 | 0")) == ["得分应为 0，解释器得出 -5—0"]
    assert told(RATE + table("工单总数 | 得分", "100 | -5—1")) == ["得分应为 -5—1，解释器得出 -5—0"]
    assert told(COUNT + table("反馈不规范 | 得分", "0 | 不适用")) == ["得分应为 不适用，解释器得出 0"]


def test_wrong_outcome_of_a_duty() -> None:
    body = DUTY + table("弄虚作假 | 公开结果 | 后果 | 合规", "是 | 否 | 无 | 合规")
    assert told(body, "interpreter") == ["后果应为 无，解释器得出 取消评优资格；合规应为 合规，解释器得出 不合规"]
    assert told(body, "python") == [
        "后果应为 无，生成的 Python 得出 取消评优资格；合规应为 合规，生成的 Python 得出 不合规"
    ]


def test_module_that_disagrees(monkeypatch: pytest.MonkeyPatch) -> None:
    real = generated.emit

    def wrong(policy: object, bag: Bag) -> tuple[Artifact, ...]:
        (made,) = real(policy, bag)  # type: ignore[arg-type]
        return (Artifact(made.path, made.text.replace("return -5", "return -6")),)

    monkeypatch.setattr(generated, "emit", wrong)
    assert told(RATE + GOOD_RATE) == ["", "两个引擎须一致：得分应为 -5（解释器），生成的 Python 得出 -6"]


def test_module_that_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Artifact(
        "x.py", "def _计分(facts, kind, unit):\n    raise TypeError('坏')\ndef 条工单办理_办结率(): ...\n"
    )
    monkeypatch.setattr(generated, "emit", lambda policy, bag: (broken,))
    assert "生成的模块出错（TypeError：坏）" in told(RATE + GOOD_RATE, "python")[0]


def test_module_that_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(policy: object, bag: Bag) -> tuple[Artifact, ...]:
        bag.add(finding("E720-no-period-for-workdays", "没有写明考核期间"))
        return ()

    monkeypatch.setattr(generated, "emit", refuse)
    assert told(RATE + GOOD_RATE, "interpreter") == ["", ""]
    assert told(RATE + GOOD_RATE)[0].endswith("不能生成 Python：没有写明考核期间")


def test_module_is_made_once_a_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    real = generated.emit
    monkeypatch.setattr(generated, "emit", lambda policy, bag: made.append(len(policy.clauses())) or real(policy, bag))
    outcomes(RATE + GOOD_RATE + COUNT + GOOD_COUNT)
    assert made == [2, 1, 1], "the whole policy, and the frame of each of its two clauses"


def test_policy_without_core() -> None:
    made: Compiled = compiled("没有标题\n")
    assert read_cases(made)[0] == ()
    (case, *_), _ = read_cases(compiled(RATE + GOOD_RATE))
    with pytest.raises(ValueError):
        run_case(compiled(RATE.replace("扣 5 分", "扣 5 件")), case)


# ----------------------------------------------------------------------------------------------------------- many policies


def test_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "one", RATE + GOOD_RATE)
    write(tmp_path / "two", RATE + GOOD_RATE.replace("-5", "-4") + COUNT + table("反馈不规范 | 得分", "1 | "))
    write(tmp_path / "three", RATE.replace("扣 5 分", "扣 5 件"))
    monkeypatch.chdir(tmp_path)
    report = run_policies([Path(), "one"])
    assert (report.passed, report.failed, report.errors) == (3, 3, 2)
    text = report.render_text()
    assert "two/policy.md:26: 案例“略低”：得分应为 -4，解释器得出 -5" in text
    assert "错误[E506-no-expected-points]" in text
    assert text.splitlines()[-1] == "合计：2 个错误，3 个案例通过，1 个不符"
    data = json.loads(json.dumps(report.to_json(), ensure_ascii=False))
    assert (data["version"], data["passed"], data["failed"], data["errors"]) == (1, 3, 3, 2)
    two = next(policy for policy in data["policies"] if policy["policy"] == "two")
    assert two["cases"][1] == {
        "policy": "two",
        "clause": "工单办理/办结率",
        "title": "略低",
        "file": "two/policy.md",
        "line": 26,
        "unit": {"name": "", "kind": ""},
        "facts": {"按期办结工单数": "9699", "工单总数": "10000"},
        "passed": False,
        "expected": {"得分": "-4"},
        "got": {"得分": "-5"},
        "branches": ["办结率 9699/10000（96.99%）：低于 97% 扣 5 分"],
        "differences": [{"what": "得分", "engine": "解释器", "expected": "-4", "got": "-5"}],
        "quote": "办结率97%以上不扣分，低于97%扣5分。",
    }


def test_keyword(tmp_path: Path) -> None:
    write(tmp_path / "one", RATE + GOOD_RATE + COUNT + GOOD_COUNT)
    assert run_policies([tmp_path], "略低").passed == 1
    assert run_policies([tmp_path], "事项反馈").passed == 2
    assert run_policies([tmp_path], "one").passed == 4
    assert run_policies([tmp_path], "没有").passed == 0


def test_nothing_there(tmp_path: Path) -> None:
    report = run_policies([tmp_path / "absent"])
    assert (report.passed, report.failed) == (0, 1)
    assert SHARE not in report.render_text()
