"""The Python backend writes clean Python that says what the interpreter says, and is caught when it does not."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from compiler import core
from compiler.backends import BACKENDS
from compiler.backends.python import emit, emit_all
from compiler.backends.python.text.names import Names, identifier, module_name
from compiler.meaning.interpret import Unit
from compiler.testing.agreement import completed, disagreements, sample_units
from dsl.diagnostics import Bag
from dsl.types import DATE, FLAG
from tests.unit.backends.python_hostile import HOSTILE, SAMPLES
from tests.unit.backends.python_samples import CALENDAR, NUMBERS, fact, group, policy, read
from tests.unit.core_samples import HERE, PIECES, clause, const, count, fixed, when

RULES = "E,F,I,W,UP,B,SIM,RET"


class SourceExtension(SingleFileSnapshotExtension):
    """One generated module a file; not ``.py``, or pytest would collect it."""

    _write_mode = WriteMode.TEXT
    file_extension = "py.txt"


def generated(of: core.Policy) -> str:
    """Emit a policy that is not refused."""
    bag = Bag()
    (artifact,) = emit(of, bag)
    assert not list(bag)
    return artifact.text


def loaded(text: str) -> dict[str, Any]:
    """Run a generated module."""
    namespace: dict[str, Any] = {"__name__": "generated"}
    exec(compile(text, "generated", "exec"), namespace)
    return namespace


def codes(of: core.Policy) -> list[str]:
    """Emit a policy that is refused, and return why."""
    bag = Bag()
    assert emit(of, bag) == ()
    return [each.code for each in bag]


@pytest.mark.parametrize("name", SAMPLES)
def test_ruff_is_content(name: str, tmp_path: Path) -> None:
    """The module passes ruff's checks; only policies without hostile names must also be formatted its way."""
    (tmp_path / "policy.py").write_text(generated(SAMPLES[name]), encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    common = ["--isolated", "--no-cache", "--line-length", "120", "policy.py"]
    check = subprocess.run([*ruff, "check", "--select", RULES, *common], cwd=tmp_path, capture_output=True, text=True)
    assert check.returncode == 0, check.stdout
    if name != "hostile":
        layout = subprocess.run([*ruff, "format", "--diff", *common], cwd=tmp_path, capture_output=True, text=True)
        assert layout.returncode == 0, layout.stdout


@pytest.mark.parametrize("name", SAMPLES)
def test_agrees_with_the_interpreter(name: str) -> None:
    """2,000 units, most of them at a boundary."""
    of = SAMPLES[name]
    assert disagreements(of, loaded(generated(of)), sample_units(of, 2_000, seed=7)) == []


@pytest.mark.parametrize("name", ["hotline", "numbers", "calendar"])
def test_a_wrong_constant_is_caught(name: str) -> None:
    """Whichever number of a clause is moved by one, some sampled unit shows it."""
    of = SAMPLES[name]
    text = generated(of)
    units = list(sample_units(of, 2_000, seed=11))
    survivors = [line for line, mutant in mutants(text) if not disagreements(of, loaded(mutant), units)]
    assert survivors == []


def mutants(text: str) -> list[tuple[str, str]]:
    """Return the module once for every whole number in its clauses, with that number one greater."""
    tree = ast.parse(text)
    clauses = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("条")]
    found = []
    for function in clauses:
        for node in ast.walk(function):
            if isinstance(node, ast.Constant) and type(node.value) is int and node.value > 1:
                node.value += 1
                found.append((f"{function.name}:{node.lineno} {node.value}", ast.unparse(tree)))
                node.value -= 1
    return found


@pytest.mark.parametrize("name", ["hotline", "numbers", "calendar"])
def test_module_as_written(name: str, snapshot: SnapshotAssertion) -> None:
    """A colleague can read the module."""
    assert generated(SAMPLES[name]) == snapshot(extension_class=SourceExtension, name=name)


def test_nothing_of_a_policy_becomes_code() -> None:
    """The hostile policy imports nothing but the standard modules, and calls nothing but the known helpers."""
    (artifact,) = emit(HOSTILE, Bag())
    tree = ast.parse(artifact.text)
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= {"collections.abc", "fractions", "datetime", "decimal", "typing"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert artifact.path == "x_importos.py"
    assert artifact.text.isprintable() or set(filter(lambda c: not c.isprintable(), artifact.text)) == {"\n"}


def test_missing_and_undefined_stop() -> None:
    """An absent fact and a zero denominator are named, in Chinese."""
    module = loaded(generated(NUMBERS))
    facts = dict(completed(NUMBERS, Unit("甲", "", {"受理": 0, "办结": 0}), 3).facts)
    with pytest.raises(ArithmeticError, match="“办结率”的分母为 0"):
        module["score"](facts)
    with pytest.raises(KeyError, match="缺少事实“受理”"):
        module["score"]({name: value for name, value in facts.items() if name != "受理"})
    with pytest.raises(module["RefusedFacts"], match="满意率：“0\\.97”是浮点数"):
        module["score"](facts | {"满意率": 0.97})


def test_facts_of_another_kind_are_not_asked_for() -> None:
    """A clause that does not concern a kind of unit needs none of its facts."""
    only = clause("一", "一", "甲类扣 1 分。", fixed(core.Holds("坏"), -1, "扣 1 分"), applies=core.OfKind(("甲",)))
    module = loaded(generated(policy("kinds", (fact("坏", FLAG),), only, kinds=("甲", "乙"))))
    assert module["score"]({}, kind="乙")["total"] == 0
    with pytest.raises(KeyError):
        module["score"]({}, kind="甲")


def refused() -> dict[str, core.Policy]:
    """Return a policy for each refusal."""
    due = core.Within("始", 5, "工作日", "终")
    dates = (fact("始", DATE), fact("终", DATE, optional=True))
    late = clause("一", "", "", fixed(due, 1, ""))
    nought = clause("一", "", "", fixed(when(core.Divide(read("甲"), const(0), "率"), ">", 1), 1, ""))
    plain = clause("一", "", "")
    hours = clause("一", "", "", fixed(evolve(due, unit="小时"), 1, ""))
    return {
        "E720-no-period-for-workdays": policy("p", dates, late),
        "E721-workday-year-not-covered": policy("p", dates, late, period=(date(1999, 1, 1), date(1999, 12, 31))),
        "E722-expression-without-value": policy("p", (count("甲", PIECES),), nought),
        "E723-duplicate-number": policy("p", (), plain, plain),
        "E724-crossed-limits": policy("p", (), evolve(plain, lowest=Fraction(2), highest=Fraction(1))),
        "E725-fact-mismatch": policy("p", (count("甲", PIECES),), clause("一", "", "", fixed(core.Holds("甲"), 1, ""))),
        "E726-unknown-day-unit": policy("p", dates, hours),
    }


@pytest.mark.parametrize("code", refused())
def test_what_cannot_be_expressed_is_refused(code: str) -> None:
    """Nothing is emitted, and the finding says why."""
    assert codes(refused()[code]) == [code]


def test_days_outside_the_table_stop() -> None:
    """A year that the module does not carry is not guessed."""
    module = loaded(generated(CALENDAR))
    unit = next(sample_units(CALENDAR, 1, seed=1))
    facts = {**unit.facts, "受理日期": date(2024, 5, 1), "办结日期": date(2024, 5, 2)}
    with pytest.raises(LookupError, match="2024 年的放假安排未收录"):
        module["_计分"](facts, "县区", "")


def test_a_veto_is_decided_where_one_part_has_no_value() -> None:
    """Like the interpreter: “报送率不足一半或造假” is settled by 造假 alone, and open without it."""
    share = when(core.Divide(read("已报"), read("应报"), "报送率"), "<", "0.5")
    other = when(core.Divide(read("已报"), read("总数"), "占比"), "<", "0.5")
    facts = (count("已报"), count("应报"), count("总数"), fact("造假", FLAG))
    for test in (core.Either((share, core.Holds("造假"))), core.Either((share, other, core.Holds("造假")))):
        of = policy("p", facts, clause("一", "", ""), vetoes=(core.Veto(test, Fraction(3), "一", HERE),))
        module = loaded(generated(of))
        assert module["score"]({"已报": 1, "应报": 0, "总数": 1, "造假": True})["total"] == -3
        with pytest.raises(ArithmeticError, match="报送率"):
            module["score"]({"已报": 1, "应报": 0, "总数": 1, "造假": False})
        assert disagreements(of, module, sample_units(of, 500, seed=5)) == []


def test_group_without_points_for_a_kind() -> None:
    """Where a kind of unit has no points, the item is the mere sum, as in the interpreter."""
    item = group("一", clause("一/1", "", "", fixed(core.Always(), -7, "")), points={"甲": 5})
    module = loaded(generated(policy("p", (), item, kinds=("甲", "乙"))))
    assert [module["score"]({}, kind=kind)["total"] for kind in ("甲", "乙")] == [0, -7]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_identifiers_are_legal_and_distinct(texts: list[str]) -> None:
    """Whatever a policy calls its facts, each gets its own name, and Python's folding leaves it alone."""
    names = Names()
    taken = [names.take(text) for text in texts]
    assert all(name.isidentifier() and normalize("NFKC", name) == name for name in taken)
    assert len(set(taken)) == len(taken)
    assert all(not name.startswith("_") for name in taken)


def test_names_read_like_the_policy() -> None:
    """Plain names stay, the rest stays close."""
    assert [identifier(text) for text in ("工单总数", "A/B 类", "３天", "")] == ["工单总数", "AB类", "名3天", "名"]
    assert module_name("ankang-2021-hotline") == "ankang_2021_hotline"
    assert BACKENDS["python"].load() is emit_all
    assert HERE.start == 0
