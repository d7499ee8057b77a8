"""审计: nothing left out, nothing miscopied, nothing untested — and each of the three is noticed when it happens."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from compiler.coverage import Fate
from compiler.pipeline import Compiled, PolicyText, compile_policy
from dsl.diagnostics import Severity
from dsl.source import Source
from zhunsheng import auditing, policies
from zhunsheng.testkit.cases import read_cases
from zhunsheng.testkit.run import Engine, run_case

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "policies").glob("*/policy.md"))
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


def test_a_sentence_without_a_quote_is_missing() -> None:
    text = (HOTLINE / "policy.md").read_text(encoding="utf-8")
    start = text.index("### 值班表报送")
    end = text.index("### 领导接话日")
    compiled = changed(HOTLINE, re.sub(r" \| 值班表未按时报送|\|\s*值班表未按时报送", "", text[:start] + text[end:]))
    assert compiled.document is not None and compiled.text.original is not None
    from compiler.coverage import sentences

    missing = [each for each in sentences(compiled.document, compiled.text.original) if each.fate is Fate.MISSING]
    assert any("值班表" in each.text for each in missing)


def test_a_dropped_case_lets_a_mutant_survive() -> None:
    text = (HOTLINE / "policy.md").read_text(encoding="utf-8")
    row = next(line for line in text.split("\n") if line.startswith("| 3 | 2 | 13 |"))
    compiled = changed(HOTLINE, text.replace(row + "\n", ""))
    found = auditing.audit("hotline", compiled)
    assert {each.clause for each in found.mutation.undeclared} == {"附件2/加分项/2"}
    assert found.problems == len(found.mutation.undeclared)


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
