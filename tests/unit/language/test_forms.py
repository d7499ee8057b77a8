"""Each file of tests/forms says one form of scoring sentences: it compiles, its cases pass, and everything that reads it works."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from compiler.agreement import disagreements, sample_units
from compiler.backends.markdown import emit as markdown
from compiler.backends.python import emit as python
from compiler.backends.rule_rows import scores
from compiler.pipeline import Compiled, compile_policy, parse
from compiler.policy_text import PolicyText
from dsl import formatter
from dsl.diagnostics import Bag
from dsl.document import read_document
from dsl.source import Source
from zhunsheng.testkit.cases import read_cases
from zhunsheng.testkit.run import Engine, Runner

FORMS = sorted((Path(__file__).parents[2] / "forms").glob("*.md"))
UNITS = 300


@cache
def compiled(path: Path) -> Compiled:
    """Compile the policy of a form; its quotes are its source."""
    policy = Source("policy.md", path.read_text(encoding="utf-8"))
    document = read_document(policy, Bag())
    assert document is not None
    quotes = "\n".join(quote.text for section in document.sections for quote in section.quotes)
    return compile_policy(PolicyText(path.stem, policy, Source("source.txt", quotes)))


def ids(path: Path) -> str:
    return path.stem


def test_every_form_of_the_list_has_a_file() -> None:
    assert [int(path.stem[:2]) for path in FORMS] == list(range(1, 23))


@pytest.mark.parametrize("path", FORMS, ids=ids)
def test_nothing_is_found(path: Path) -> None:
    made = compiled(path)
    assert [each.message for each in made.bag] == []
    assert made.policy is not None


@pytest.mark.parametrize("engine", [Engine.INTERPRETER, Engine.PYTHON], ids=["interpreter", "python"])
@pytest.mark.parametrize("path", FORMS, ids=ids)
def test_cases(path: Path, engine: Engine) -> None:
    made = compiled(path)
    assert made.policy is not None
    cases, bag = read_cases(made)
    runner = Runner(made.policy)
    assert cases and not list(bag)
    assert [(case.title, wrong) for case in cases if (wrong := runner.run(case, engine)[1])] == []


@pytest.mark.parametrize("path", FORMS, ids=ids)
def test_python_agrees_on_generated_units(path: Path) -> None:
    policy = compiled(path).policy
    assert policy is not None
    bag = Bag()
    (artifact,) = python(policy, bag)
    namespace: dict[str, Any] = {}
    exec(compile(artifact.text, artifact.path, "exec"), namespace)  # our own generated module
    assert disagreements(policy, namespace, sample_units(policy, UNITS, seed=1)) == []


@pytest.mark.parametrize("path", FORMS, ids=ids)
def test_the_published_table_shows_every_sentence(path: Path) -> None:
    policy = compiled(path).policy
    assert policy is not None
    (artifact,) = markdown(policy, Bag())
    shown = artifact.text.replace("\\", "").replace("<br>", "\n")
    for clause in policy.clauses():
        assert not scores(clause, policy) or clause.quote.strip() in shown
        assert all(each.text in shown for each in clause.consequences)
    for group in (policy.root, *policy.sections()):
        assert group.highest is None or f"合计最多加 {group.highest} 分" in shown


@pytest.mark.parametrize("path", FORMS, ids=ids)
def test_the_canonical_form_says_the_same(path: Path) -> None:
    made = compiled(path)
    assert made.document is not None and made.blocks is not None
    text = made.text.policy.text
    for section in reversed(made.document.sections):
        for fence in reversed(section.fences):
            shown = formatter.show_block(made.blocks[section.id], made.text.policy)
            text = text[: fence.start] + shown + "\n" + text[fence.end :]
    again = read_document(Source("policy.md", text), Bag())
    assert again is not None
    bag = Bag()
    blocks = parse(again, bag)
    assert [each.message for each in bag] == []
    assert blocks == made.blocks
