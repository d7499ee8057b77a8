"""审计: nothing left out, nothing miscopied, nothing untested — and each of the three is noticed when it happens."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from attrs import evolve

from compiler import core
from compiler.faithful.coverage import Fate
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from compiler.testing.mutants import Mutant
from dsl.diagnostics import Severity
from dsl.source import Source
from zhunsheng.audit import figures as auditing
from zhunsheng.library import policies
from zhunsheng.testkit.cases.expected import Measured
from zhunsheng.testkit.cases.model import Case
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.mutants.killing import Killer, KillingCase
from zhunsheng.testkit.mutants.score import Score, Survivor, mutation_score
from zhunsheng.testkit.running.cases import run_case
from zhunsheng.testkit.running.interpreted import Interpreter
from zhunsheng.testkit.running.runner import Engine

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[3] / "policies").glob("*/policy.md"))
HOTLINE = next(folder for folder in FOLDERS if folder.name == "ankang-2021-hotline")


def changed(folder: Path, text: str) -> Compiled:
    loaded = policies.load(folder)
    assert loaded.text is not None
    return compile_policy(PolicyText(folder.name, Source("policy.md", text), loaded.text.original))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_policy_passes_its_audit(folder: Path) -> None:
    compiled = policies.load(folder).compile()
    assert compiled is not None and compiled.policy is not None
    found = auditing.audit(folder.name, compiled)
    assert not found.problems, auditing.text(found)
    assert not [gap for clause in found.clauses for gap in clause.missing], auditing.text(found)
    assert found.mutation.total and not found.mutation.undeclared


def test_a_sentence_without_a_quote_is_missing() -> None:
    text = (HOTLINE / "policy.md").read_text(encoding="utf-8")
    start = text.index("### 值班表报送")
    end = text.index("### 领导接话日")
    compiled = changed(HOTLINE, re.sub(r" \| 值班表未按时报送|\|\s*值班表未按时报送", "", text[:start] + text[end:]))
    assert compiled.document is not None and compiled.text.original is not None
    from compiler.faithful.coverage import sentences

    missing = [each for each in sentences(compiled.document, compiled.text.original) if each.fate is Fate.MISSING]
    assert any("值班表" in each.text for each in missing)


def test_a_dropped_case_lets_a_mutant_survive() -> None:
    text = (HOTLINE / "policy.md").read_text(encoding="utf-8")
    row = next(line for line in text.split("\n") if line.startswith("| 3 | 2 | 13 |"))
    compiled = changed(HOTLINE, text.replace(row + "\n", ""))
    found = auditing.audit("hotline", compiled)
    assert {each.clause for each in found.mutation.undeclared} == {"附件2/加分项/2"}
    sides = sum(len(each.missing) for each in found.clauses)
    assert sides and found.problems == len(found.mutation.undeclared) + sides


def test_renderings() -> None:
    compiled = policies.load(HOTLINE).compile()
    assert compiled is not None
    found = auditing.audit("hotline", compiled)
    tree = json.loads(json.dumps(auditing.data(found), ensure_ascii=False))
    assert tree["version"] == 1
    assert tree["mutation"]["total"] == tree["mutation"]["killed"] > 200
    page = auditing.html([found])
    assert "<script" not in page
    assert "https://" not in page
    assert str(found.mutation.total) in page


RULE = re.compile(r"^```规则\n(.*?)^```", re.M | re.S)
ROUNDS = 200


def digits(text: str) -> list[int]:
    """Places of the digits in the rules: not in names, not in 说明, not in lists of units."""
    found: list[int] = []
    for match in RULE.finditer(text):
        start = match.start(1)
        for line in match[1].splitlines(keepends=True):
            if not line.startswith(("事实", "名单", "涉及", "集合")):
                found += [start + at for at, char in enumerate(line) if char.isdigit()]
            start += len(line)
    return found


def noticed(folder: Path, text: str) -> bool:
    """Whether checking the policy, or one of its cases, fails."""
    compiled = changed(folder, text)
    if compiled.policy is None or any(each.severity is Severity.ERROR for each in compiled.bag):
        return True
    cases, bag = read_cases(compiled)
    return bag.failed or any(not run_case(compiled, case, Engine.INTERPRETER).passed for case in cases)


def test_any_changed_digit_of_any_rule_is_noticed() -> None:
    rng = random.Random(2021)
    texts = {folder: (folder / "policy.md").read_text(encoding="utf-8") for folder in FOLDERS}
    places = [(folder, at) for folder, text in texts.items() for at in digits(text)]
    for folder, at in rng.choices(places, k=ROUNDS):
        text = texts[folder]
        other = rng.choice([digit for digit in "0123456789" if digit != text[at]])
        assert noticed(folder, text[:at] + other + text[at + 1 :]), text[max(0, at - 30) : at + 10] + f" → {other}"


# ------------------------------------------------------------------------------------------------- the case that would kill it


def stripped(folder: Path) -> Compiled:
    """The policy with only the first row of each case table."""
    text = (folder / "policy.md").read_text(encoding="utf-8")
    kept, row = [], 0
    for line in text.split("\n"):
        row = row + 1 if line.startswith("|") else 0
        if row <= 3:
            kept.append(line)
    return changed(folder, "\n".join(kept))


@pytest.mark.parametrize("name", ["ankang-2021-hotline", "ankang-2021-approval", "shanhaiguan-2020-budget"])
def test_every_survivor_comes_with_the_row_that_kills_it(name: str) -> None:
    """Each row is pasted under its clause, its blank filled in from the policy itself, and then the mutant is noticed."""
    folder = next(each for each in FOLDERS if each.name == name)
    compiled = stripped(folder)
    policy = compiled.policy
    assert policy is not None
    survivors = mutation_score(compiled).undeclared
    assert survivors
    for each in survivors:
        assert each.killing is not None, f"{each.clause}：{each.says}"
        assert dict(each.killing.row)[each.killing.column] == "", "the clerk fills it in"
    made = list(dict.fromkeys(each.killing for each in survivors if each.killing is not None))
    blank = {"后果": "无", "合规": "待核"}  # a row that expects 拒收 is read whatever its facts are
    trial = read_cases(pasted(folder, compiled, made, [blank.get(each.column, "拒收") for each in made]))[0]
    answers = [answer(policy, each, trial) for each in made]
    again = pasted(folder, compiled, made, answers)
    _, wrong = read_cases(again)
    assert not wrong.failed, [found.message for found in wrong if found.severity is Severity.ERROR]
    assert not {(each.clause, each.says) for each in mutation_score(again).survivors if not each.accepted}


def answer(policy: core.Policy, killing: KillingCase, cases: tuple[Case, ...]) -> str:
    """What the policy gives for a row: here the clerk."""
    title = dict(killing.row)["案例"]
    case = next(each for each in cases if each.clause == killing.clause and each.title == title)
    got = Interpreter(policy).run(case, case.expected[0][0] if case.expected else Measured.CLAUSE)
    said = {"后果": "、".join(got.consequences) or "无", "合规": "；".join(got.duties)}
    return said.get(killing.column, str(got))


def pasted(folder: Path, compiled: Compiled, made: list[KillingCase], answers: list[str]) -> Compiled:
    """The policy with a table for each row at the end of its clause, the blank filled in."""
    assert compiled.document is not None
    sections, text = compiled.document.sections, compiled.text.policy.text
    ends = {
        section.id: following.heading.start if following is not None else len(text)
        for section, following in zip(sections, [*sections[1:], None], strict=True)
    }
    for killing, given in sorted(zip(made, answers, strict=True), key=lambda pair: -ends[pair[0].clause]):
        columns = [name for name, _ in killing.row]
        values = [given if name == killing.column else value for name, value in killing.row]
        table = f"\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n| {' | '.join(values)} |\n\n"
        end = ends[killing.clause]
        text = text[:end] + table + text[end:]
    return changed(folder, text)


def test_no_unit_tells_them_apart() -> None:
    policy = policies.load(HOTLINE).compile()
    assert policy is not None and policy.policy is not None
    same = Mutant("附件2/退单率", "条件", "什么也没有改", policy.policy)
    assert Killer(policy.policy).find(same) is None
    score = Score(1, 0, (Survivor("附件2/退单率", "条件", "什么也没有改"),))
    found = evolve(auditing.audit("hotline", policy), mutation=score)
    assert "× 漏网：附件2/退单率，条件，什么也没有改（未找到能区分的案例）" in auditing.text(found)
    assert auditing.data(found)["mutation"]["survivors"][0]["case"] is None
    assert "未找到能区分的案例" in auditing.html([found])


def test_a_clause_wants_a_case_that_triggers_it_and_one_that_does_not() -> None:
    text = (HOTLINE / "policy.md").read_text(encoding="utf-8")
    start = text.index("### 值班表报送")
    end = text.index("### 领导接话日")
    idle, triggered = "| 0 | 0 | 没有 |\n", "| 1 | -2 | 一次 |\n| 3 | -6 | 三次 |\n"
    assert text[start:end].count(idle) == text[start:end].count(triggered) == 1
    for row, said in ((idle, "没有不触发的案例"), (triggered, "没有触发的案例")):
        found = auditing.audit(
            "hotline", changed(HOTLINE, text[:start] + text[start:end].replace(row, "") + text[end:])
        )
        assert f"  × {said}：附件2/日常工作配合/值班表报送" in auditing.text(found)
        assert found.problems
