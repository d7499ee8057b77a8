"""Each file of tests/forms says one form of scoring sentences: it compiles, its cases pass, and everything that reads it works.

What a form has to do stands in tools/make_forms.py, which writes the table of docs/句式.md with the same functions.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import make_forms as forms
from zhunsheng.testkit.running.runner import Engine


def test_every_form_of_the_lists_has_a_file() -> None:
    names = [path.stem for path in forms.FORMS]
    assert [int(name[:2]) for name in names if name[0] != "a"] == list(range(1, 25))
    assert [int(name[1:3]) for name in names if name[0] == "a"] == list(range(1, 15))


@pytest.mark.parametrize("path", forms.FORMS, ids=lambda path: path.stem)
def test_form(path: Path) -> None:
    assert [each.message for each in forms.compiled(path).bag] == []
    assert forms.parses(path) and forms.typed(path)
    assert forms.passes(path, Engine.INTERPRETER) and forms.passes(path, Engine.PYTHON)
    assert forms.agrees(path)
    assert forms.published(path)
    assert forms.canonical(path)


def test_the_page_says_yes_everywhere() -> None:
    table = forms.PAGE.read_text(encoding="utf-8").partition("## 例子")[0]
    assert table.count("\n| ") == len(forms.FORMS) + 1
    assert "| 否 |" not in table
