"""The rule table in Markdown: a recorded page, and no text that becomes markup."""

from __future__ import annotations

from fractions import Fraction

import attrs
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from compiler import core
from compiler.backends.markdown.document import emit
from compiler.backends.markdown.rule_rows import scores
from compiler.backends.markdown.tables import tables
from compiler.backends.mdtext import escape, fold, inside
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
    assert len(lines) == 2 + sum(scores(each, HOTLINE) for each in HOTLINE.clauses())
    assert all(line.replace("\\|", "").count("|") == len(tables(HOTLINE).columns) + 1 for line in lines)


def test_an_empty_policy_is_a_page() -> None:
    empty = attrs.evolve(
        HOTLINE, number="", agency="", period=None, total=(), kinds=(), facts=(), vetoes=(), bands=(), digest=""
    )
    text = page(attrs.evolve(empty, root=core.Group("", "空", HERE, ())))
    assert text.endswith("由准绳 0.1.0 生成，勿手改。\n")


@given(MARKUP)
def test_a_text_in_a_cell_shows_as_itself(text: str) -> None:
    found = shown(f"| 甲 | 乙 |\n| --- | --- |\n| {inside(text)} | 尾 |\n")
    assert found == ["甲", "乙", fold(text), "尾"]


@given(MARKUP)
def test_a_text_in_a_heading_or_a_list_shows_as_itself(text: str) -> None:
    assert "".join(shown(f"## {inside(text)}\n")) == fold(text)
    assert "".join(shown(f"- {escape(text)}\n")) == fold(text)
    assert "".join(shown(f"> {escape(text)}\n")) == fold(text)


@given(st.text(st.sampled_from("|\n<#\\`*- 甲a"), min_size=1))
def test_no_text_of_a_policy_breaks_the_table(text: str) -> None:
    odd = clause("一/1", text, text, each("表扬", 1, text), method=text, authority=text, notes=(core.Footnote(text),))
    group = core.Group("一", text, HERE, (odd,), notes=(core.Footnote(text),))
    policy = attrs.evolve(HOTLINE, title=text, root=core.Group("", text, HERE, (group,)), vetoes=(), facts=())
    tokens = PARSER.parse(page(policy))
    columns = len(tables(policy).columns)
    assert sum(token.type == "th_open" for token in tokens) == columns + 4
    assert sum(token.type == "td_open" for token in tokens) == columns
    assert not any(token.type in ("html_block", "fence", "code_block") for token in tokens)


def test_lines_fold_without_a_blank_between_chinese() -> None:
    assert fold("相邻两档，\n取有利的一档") == "相邻两档，取有利的一档"
    assert fold("one\n two") == "one two"


# --------------------------------------------------------------------------------------------- beside the official table


def rule_table(heads: tuple[str, ...] = ()) -> list[list[str]]:
    """A section of two items under one heading, quoted with the cells of the official table."""
    first = clause("二/1/1", "", "1.硬件情况\n1.大厅有座椅，记2分。\n2分", each("座椅", 2, "记 2 分"), method="看现场")
    second = clause("二/1/2", "", "2.有饮水，记3分。\t3分", each("饮水", 3, "记 3 分"), method="")
    third = clause(
        "二/2", "工作纪律", "2、工作纪律及其他\n被通报的一次扣1分。\n扣分项", each("通报", -1, "扣 1 分"), method=""
    )
    items = tuple(
        core.Group(each.id, "", HERE, (each,), (("", Fraction(points)),), core.Start.ZERO)
        for each, points in ((first, 2), (second, 3))
    )
    heading = core.Group("二/1", "1.硬件情况", HERE, items)
    section = core.Group("二", "二、大厅建设", HERE, (heading, third), (("", Fraction(5)),), method="查资料")
    policy = attrs.evolve(HOTLINE, root=core.Group("", "", HERE, (section,)), vetoes=(), heads=heads)
    made = tables(policy)
    return [list(made.columns), *(list(row) for row in made.rules)]


def test_rows_stand_as_in_the_official_table() -> None:
    heads = ("考核项目", "考核方式", "考核内容", "目标要求及评分细则", "分值", "记分")
    assert rule_table(heads) == [
        ["考核项目", "考核方式", "考核内容", "目标要求及评分细则", "准绳读法", "分值"],
        ["二、大厅建设（5分）", "看现场", "1.硬件情况", "1.大厅有座椅，记2分。", "记 2 分", "2分"],
        ["", "查资料", "", "2.有饮水，记3分。", "记 3 分", "3分"],
        ["", "", "2、工作纪律及其他", "被通报的一次扣1分。", "扣 1 分", "扣分项"],
    ]


def test_one_head_over_two_columns_and_points_in_the_name() -> None:
    header, first, *_ = rule_table(("考核内容", "评分标准", "考核方式"))
    assert header == ["考核内容", "", "评分标准", "准绳读法", "考核方式"]
    assert first[:2] == ["二、大厅建设（5分）", "1.硬件情况"]


def test_columns_that_stay_empty_are_left_out() -> None:
    assert rule_table()[0] == ["考核项目", "考核内容", "评分标准", "准绳读法", "分值", "考核方式"]


def test_numbers_at_the_start_of_a_cell_stay_as_they_are() -> None:
    assert inside("1.没有") == "1.没有" and escape("1.没有") == "1\\.没有"


def test_the_grades_of_the_total_are_published() -> None:
    text = page(HOTLINE)
    assert "## 等次\n\n- 总分 40 分以上：优秀\n- 总分 30 分以上：合格\n- 几条都成立的，以在前的为准。\n" in text
    assert "## 等次" not in page(attrs.evolve(HOTLINE, bands=()))
