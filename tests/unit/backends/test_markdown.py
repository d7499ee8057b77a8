"""The rule table in Markdown: a recorded page, and no text that becomes markup."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from compiler import core
from compiler.backends.markdown import emit
from compiler.backends.mdtext import escape, fold
from compiler.backends.tables import RULE_COLUMNS
from dsl.diagnostics import Bag
from tests.unit.core_samples import HERE, HOTLINE, clause, each

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = st.text(st.sampled_from("\\`*_~|<>&;#[](){}!+-=.:1a甲，$ \n") | st.characters(exclude_categories=["Cc", "Cs"]))


def page(policy: core.Policy) -> str:
    """Return the one artifact of a policy."""
    (artifact,) = emit(policy, Bag())
    assert artifact.path == "rules.md"
    return artifact.text


def shown(text: str) -> list[str]:
    """Return the text of every inline run of a page as a reader sees it."""
    runs = [token.children or [] for token in PARSER.parse(text) if token.type == "inline"]
    return ["".join(child.content for child in children) for children in runs]


def test_the_page(snapshot: SnapshotAssertion) -> None:
    assert page(HOTLINE) == snapshot


def test_same_policy_same_bytes_one_line_end() -> None:
    text = page(HOTLINE)
    assert text == page(HOTLINE)
    assert text.endswith("。\n")
    assert "\n\n\n" not in text
    assert "**" not in text


def test_every_row_has_all_columns() -> None:
    rows = [token for token in PARSER.parse(page(HOTLINE)) if token.type == "td_open"]
    assert rows
    lines = page(HOTLINE).split("## 规则表\n\n")[1].split("\n\n")[0].splitlines()
    assert len(lines) == 2 + len(HOTLINE.clauses())
    assert all(line.replace("\\|", "").count("|") == len(RULE_COLUMNS) + 1 for line in lines)


def test_an_empty_policy_is_a_page() -> None:
    empty = attrs.evolve(
        HOTLINE, number="", agency="", period=None, total=(), kinds=(), facts=(), vetoes=(), bands=(), digest=""
    )
    text = page(attrs.evolve(empty, root=core.Group("", "空", HERE, ())))
    assert text.endswith("由准绳生成，勿手改。\n")


@given(MARKUP)
def test_a_text_in_a_cell_shows_as_itself(text: str) -> None:
    found = shown(f"| 甲 | 乙 |\n| --- | --- |\n| {escape(text)} | 尾 |\n")
    assert found == ["甲", "乙", fold(text), "尾"]


@given(MARKUP)
def test_a_text_in_a_heading_or_a_list_shows_as_itself(text: str) -> None:
    assert "".join(shown(f"## {escape(text)}\n")) == fold(text)
    assert "".join(shown(f"- {escape(text)}\n")) == fold(text)
    assert "".join(shown(f"> {escape(text)}\n")) == fold(text)


@given(st.text(st.sampled_from("|\n<#\\`*- 甲a"), min_size=1))
def test_no_text_of_a_policy_breaks_the_table(text: str) -> None:
    odd = clause("一/1", text, text, each("表扬", 1, text), method=text, authority=text, notes=(core.Footnote(text),))
    group = core.Group("一", text, HERE, (odd,), notes=(core.Footnote(text),))
    policy = attrs.evolve(HOTLINE, title=text, root=core.Group("", text, HERE, (group,)), vetoes=(), facts=())
    tokens = PARSER.parse(page(policy))
    assert sum(token.type == "th_open" for token in tokens) == len(RULE_COLUMNS) + 4
    assert sum(token.type == "td_open" for token in tokens) == len(RULE_COLUMNS)
    assert not any(token.type in ("html_block", "fence", "code_block") for token in tokens)


def test_lines_fold_without_a_blank_between_chinese() -> None:
    assert fold("相邻两档，\n取有利的一档") == "相邻两档，取有利的一档"
    assert fold("one\n two") == "one two"
