"""Every code that can be reported stands in one table, has a page, and where it concerns a policy a bad and a good case.

The codes are read from the calls of ``finding("…")`` in the code itself, and from the gate for facts, which gives them as data; so nobody
can forget to list one.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "grammar" / "codes"
PAGES = ROOT / "docs" / "errors"
CASES = ROOT / "tests" / "cases"
SECTIONS = ["现象", "为什么", "例子", "改法", "依据"]
REPORTING = ("finding(", "fault(", "class Gate")  # what a file that reports a code has in it
FORM = r"[EWN]\d{3}-[a-z0-9]+(-[a-z0-9]+)*"


@cache
def used() -> dict[str, frozenset[str]]:
    """Return every code that is used, and the functions that use it, as file:function."""
    found: dict[str, set[str]] = {}
    for package in ("dsl", "compiler", "zhunsheng"):
        for path in sorted((ROOT / package).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if not any(each in text for each in REPORTING):
                continue
            for name, code in _findings(ast.parse(text)):
                found.setdefault(code, set()).add(f"{path.relative_to(ROOT).as_posix()}:{name}")
    return {code: frozenset(where) for code, where in sorted(found.items())}


def _findings(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.ClassDef) and function.name == "Gate":
            yield from (("Gate", code) for code in _written(tree))
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _called(node.func) in ("finding", "fault"):
                assert node.args, f"{function.name}: the code is the first argument"
                if isinstance(node.args[0], ast.Name) and _comes_in(node.args[0].id, function):
                    continue  # what the gate has found
                yield from ((function.name, code) for code in _codes(node.args[0], function))


def _comes_in(name: str, function: ast.FunctionDef) -> bool:
    """Whether a name is a parameter of a function, or the first of what its loop is over."""
    loops = (node.target for node in ast.walk(function) if isinstance(node, ast.For))
    unpacked = {each.elts[0].id for each in loops if isinstance(each, ast.Tuple) and isinstance(each.elts[0], ast.Name)}
    read = (node.targets[0] for node in ast.walk(function) if isinstance(node, ast.Assign))
    unpacked |= {each.elts[1].id for each in read if isinstance(each, ast.Tuple) and isinstance(each.elts[1], ast.Name)}
    return name in unpacked or name in {argument.arg for argument in function.args.args}


def _written(tree: ast.Module) -> list[str]:
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [text for text in texts if re.fullmatch(FORM, text)]


def _called(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else (func.attr if isinstance(func, ast.Attribute) else "")


def _codes(written: ast.expr, function: ast.FunctionDef) -> list[str]:
    """Return the codes of a first argument: a string, one of two by a condition, or a name that was given one of these."""
    if isinstance(written, ast.IfExp):
        return _codes(written.body, function) + _codes(written.orelse, function)
    if isinstance(written, ast.Name):
        given = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign) and _names(node, written.id)]
        assert given, f"{function.name}: a code is written out"
        return [code for each in given for code in _codes(each, function)]
    assert isinstance(written, ast.Constant) and isinstance(written.value, str), (
        f"{function.name}: a code is written out"
    )
    return [written.value]


def _names(assigned: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in assigned.targets)


@cache
def tables() -> dict[str, list[str]]:
    """Return every code that is listed, with the tables in which it stands."""
    listed: dict[str, list[str]] = {}
    for path in sorted(TABLES.glob("*.toml")):
        for code in tomllib.loads(path.read_text(encoding="utf-8")):
            listed.setdefault(code, []).append(path.name)
    return listed


def of_policies() -> list[str]:
    """Return the codes 0xx to 4xx that are about the text of a policy: those that dsl and compiler report."""
    return [
        code
        for code, where in used().items()
        if code[1] in "01234" and any(not each.startswith("zhunsheng/") for each in where)
    ]


def test_codes_are_found_at_all() -> None:
    assert len(used()) > 100
    assert {"E001-empty-policy", "E101-unfinished-rule", "E411-shared-end", "E601-unknown-column"} <= set(used())
    assert all(re.fullmatch(FORM, code) for code in used())


def test_every_code_stands_in_exactly_one_table() -> None:
    assert {code for code in used() if len(tables().get(code, ())) != 1} == set()


def test_every_listed_code_is_used() -> None:
    assert set(tables()) - set(used()) == set()


def test_a_table_holds_the_codes_of_its_number() -> None:
    assert [code for code, where in tables().items() if not where[0].startswith(f"{code[1]}-")] == []


def test_every_listed_code_has_a_title() -> None:
    for path in TABLES.glob("*.toml"):
        for code, row in tomllib.loads(path.read_text(encoding="utf-8")).items():
            assert set(row) == {"title"}, code
            assert 2 <= len(row["title"]) <= 24 and not row["title"].endswith("。"), code


@pytest.mark.parametrize("code", sorted(used()))
def test_every_code_has_a_page(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    title = page.split("\n", 1)[0]
    assert re.match(rf"# {re.escape(code)}[：: ]\s*\S", title)
    assert re.findall(r"^## (.+)$", _without_fences(page), re.M) == SECTIONS
    for part in re.split(r"^## .+$", _without_fences(page), flags=re.M)[1:]:
        assert part.strip(), "a section says something"


def _without_fences(page: str) -> str:
    """Return a page with every fenced example, whose headings are not the page's, as one word."""
    return re.sub(r"^(`{3,})[^`\n]*\n.*?^\1$", "例", page, flags=re.M | re.S)


def test_no_page_is_about_a_code_that_is_gone() -> None:
    assert {path.stem for path in PAGES.glob("[EWN][0-9]*.md")} - set(used()) == set()


@pytest.mark.parametrize("kind", ["bad", "good"])
@pytest.mark.parametrize("code", of_policies())
def test_every_code_about_a_policy_has_cases(code: str, kind: str) -> None:
    assert list((CASES / kind / code).glob("*.md"))


def test_no_case_is_about_a_code_that_is_gone() -> None:
    assert {path.name for kind in ("bad", "good") for path in (CASES / kind).iterdir()} - set(of_policies()) == set()


def test_one_code_has_one_severity() -> None:
    """E603-missing-column beside W603-missing-column would be one code of two severities."""
    severities: dict[str, set[str]] = {}
    for code in used():
        severities.setdefault(code[1:], set()).add(code[0])
    assert {code: found for code, found in severities.items() if len(found) > 1} == {}


def test_one_number_belongs_to_one_code() -> None:
    numbers: dict[str, set[str]] = {}
    for code in used():
        numbers.setdefault(code[1:4], set()).add(code)
    assert {number: codes for number, codes in numbers.items() if len(codes) > 1} == {}
