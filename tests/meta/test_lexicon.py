"""The words of the language: every terminal has a label, every bound word its authority, every spelling a sentence it works in."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dsl import surface
from dsl.diagnostics import Bag
from dsl.folding import fold
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source, Span
from dsl.words.lexicon import composed, lexicon
from dsl.words.tokens import Token
from dsl.words.vocabulary import Vocabulary, declared_names

GRAMMAR = Path(__file__).parents[2] / "grammar"
TABLES = ("word", "unit", "declaration", "facet")
BOUNDS = {"BOUND_PRE", "BOUND_POST", "QIAN", "HOU"}

# A spelling that stands in two tables on purpose, and why.
TWICE = {
    "起": "三起事故 (a measure word) and 自4月1日起: after a date it is the second",
    "比率": "declares a type, and takes up 占比 in a sentence; a declaring line is cut by its form",
    "占比": "the same as 比率",
    "名次": "declares a type, and says 排名 in front of 前 3 名",
}

# The table of bound words that the language promises: which include the number itself, which do not.
INCLUDES = [
    "以上",
    "以下",
    "以内",
    "届满",
    "达到",
    "达",
    "不低于",
    "不少于",
    "不小于",
    "至少",
    "不超过",
    "不高于",
    "不多于",
    "不大于",
    "至多",
]
EXCLUDES = ["超过", "高于", "大于", "多于", "低于", "小于", "少于", "不足", "不满", "不到", "未达到", "未达", "以外"]
AT_LEAST = ["以上", "届满", "达到", "达", "不低于", "不少于", "不小于", "至少"]
MORE_THAN = ["超过", "高于", "大于", "多于", "以外"]

# One sentence for each terminal, {} for the spelling; a terminal whose spellings stand differently has one for each thing said.
SENTENCES: dict[str, str | dict[str, str]] = {
    "BOUND_PRE": "率 {} 90% 扣 5 分",
    "BOUND_POST": "率 90% {} 扣 5 分",
    "QIAN": "2021年7月5日{} 未 报送 扣 3 分",
    "HOU": "公布 {} 20 个工作日内 未 报送 扣 3 分",
    "SIGN": "迟报 {} 5 分",
    "NO_EFFECT": "迟报 {}",
    "FULL": "迟报 {}",
    "ZERO_ITEM": "迟报 {}",
    "DISCRETION": "迟报 {}",
    "VETO": "迟报 {} 扣 5 分",
    "BY_CAP": "迟报 一票否决，{} 5 分 扣分",
    "CAP": "{} 5 分",
    "UNTIL_GONE": "5 分 {}",
    "DRAIN": "{} 5 分 为止",
    "TILL": "扣完 5 分 {}",
    "OVERLAP": "{}",
    "EACH": "数 不少于 4 次，{} 1 次 扣 5 分",
    "OCCUPY": "数 {} 总数 的 50% 以上 扣 5 分",
    "SHARE": "{} 低于 30% 扣 5 分",
    "AND": "迟报 {} 率 低于 30% 扣 5 分",
    "OR": "迟报 {} 率 低于 30% 扣 5 分",
    "ENUM": "县区{}市直部门 扣 5 分",
    "NEG": "{} 报送 扣 5 分",
    "NOT_DONE": "要求 {} 扣 5 分",
    "ANY": "{} 要求 未完成 扣 5 分",
    "OTHERWISE": "{} 扣 5 分",
    "DUTY": "{} 报送",
    "RANK": {"rank": "率 {} 前 3 名 加 5 分", "nth": "率 {} 3 名 加 5 分", "among": "率 {} 前 3 名 加 5 分"},
    "LAST": {"last": "率 {} 3 名 扣 5 分", "last one": "率 {} 扣 5 分"},
    "TIES": "率 倒数 3 名 扣 5 分，{}",
    "BY": "{} 率 记分",
    "SCORE_VERB": "按 率 {}",
    "DASH": "率 80% {} 90% 扣 5 分",
    "ITEM": "{} 5 分",
    "EXTRA": "{}",
    "DIRECTION": "指标 甲 = 数 ÷ 总数，{}",
    "KEEP": "{} 2 位小数",
    "DIGITS": "保留 2 {}",
    "ROUNDING": "保留 2 位小数，{}",
    "SINCE": "{} 2021年4月1日 起",
    "FROM_ON": "自 2021年4月1日 {}",
    "FACT": "{} 甲：是否",
    "INDICATOR": "{} 甲 = 数 ÷ 总数",
    "PARAMETER": "{} 甲：比率",
    "ROSTER": "{} 县区：甲县、乙县",
    "INVOLVES": "{}：甲县、乙县",
    "GROUP": "{} 甲：迟报、公开",
    "BAND": "{} 优秀：90 分 以上",
    "TYPE": "事实 甲：{}",
    "OPTIONAL": "事实 甲：日期，{}",
    "MEANING": "事实 甲：是否，{}“甲的口径”",
    "LEVELS": "事实 甲：是否，{} 国家级、省级",
    "CHECK": "{} 数 不超过 总数",
    "SUM": "核对 总数 不低于 数、数 {}",
    "FUNCTION": "指标 甲 = {}（数，总数）",
    "EXCEPT": "迟报 {}",
    "FACTOR": "迟报 {}",
    "SCALE": "迟报 按 50% {}",
    "PICK": "{}",
    "TOTAL_CAP": "{} 5 分",
    "NOT_COUNTED": "不足 200 辆 {}",
    "AMID": "率 10% 和 20% {} 扣 5 分",
    "MIDDLE": "{} 按比例 记分",
    "VERSUS": "数 与 总数 {} 每超过 1 次 扣 1 分",
    "FLAT": "数 与 总数 {} 记 5 分",
    "FOLLOWING": "{} 扣 5 分：迟报、公开",
    "TABLE": "{} 甲（第一、第二）：国家级 10 分、8 分",
}
UNIT_SENTENCE = "数 不少于 5 {} 扣 1 分"
FILLER_SENTENCE = ("迟报 {} 扣 5 分", "迟报 扣 5 分")
PARTNERS = {
    "等级": "（优、良、差）",
    "类别": "（甲、乙）",
    "计数": "（件）",
    "时长": "（工作日）",
    "金额": "（元）",
    "数量": "（平方米）",
}
DECLARED = """事实 率：比率
事实 数：计数（次）
事实 总数：计数（次）
事实 迟报：是否
事实 公布：日期
事实 报送：日期，可空
事实 公开：是否
集合 要求：迟报、公开
"""


# Words that no sentence can use yet.
@cache
def data() -> dict[str, Any]:
    """Return the lexicon as it is written."""
    return tomllib.loads((GRAMMAR / "lexicon.toml").read_text(encoding="utf-8"))


def rows(*tables: str) -> list[dict[str, Any]]:
    """Return the rows of some tables."""
    return [row for table in tables for row in data()[table]]


@cache
def grammar() -> tuple[str, str]:
    """Return the lines of the grammar that declare terminals, and the others, without comments."""
    lines = re.sub(r"//.*", "", (GRAMMAR / "zhunsheng.lark").read_text(encoding="utf-8")).split("\n")
    declaring = [line for line in lines if line.startswith("%declare")]
    return "\n".join(declaring), "\n".join(line for line in lines if not line.startswith("%"))


def terminals(text: str) -> set[str]:
    """Return the names of terminals in a text."""
    return set(re.findall(r"\b[A-Z][A-Z_]+\b", text))


def read(text: str) -> tuple[tuple[surface.Statement, ...], list[Token], Bag]:
    """Parse one sentence after the declarations; return its statements and tokens."""
    source = Source("句", DECLARED + text)
    bag, whole = Bag(), Span(0, len(source.text))
    lexer = Lexer(Vocabulary.of(declared_names(source, whole), ("县区", "市直部门")))
    span = Span(len(DECLARED), len(source.text))
    tokens = [token for line in lexer.lines(source, span) for token in line.tokens]
    return parse_block(source, span, lexer, bag).statements, tokens, bag


# ------------------------------------------------------------------------------------------------------------- completeness


def test_every_terminal_has_a_label() -> None:
    declared, rules = grammar()
    assert terminals(declared) - set(data()["labels"]) == set()
    assert terminals(rules) <= terminals(declared)
    assert all(label.strip() for label in data()["labels"].values())


def test_every_terminal_is_used() -> None:
    declared, rules = grammar()
    unused = terminals(declared) - terminals(rules)
    assert not unused


def test_every_word_has_a_terminal_of_the_grammar_and_a_meaning() -> None:
    declared, _ = grammar()
    for row in rows("word", "declaration", "facet"):
        assert row["terminal"] in terminals(declared) | {"FILLER"}, row
        assert row["spellings"] and row["meaning"], row


@pytest.mark.parametrize("table", TABLES)
def test_no_spelling_stands_twice_in_a_table(table: str) -> None:
    counts = Counter(spelling for row in data()[table] for spelling in (*row["spellings"], *composed(row)))
    assert [spelling for spelling, count in counts.items() if count > 1] == []


def test_spellings_in_two_tables_are_intended() -> None:
    tables = {table: {spelling for row in data()[table] for spelling in row["spellings"]} for table in TABLES}
    counts = Counter(spelling for spellings in tables.values() for spelling in spellings)
    assert {spelling for spelling, count in counts.items() if count > 1} == set(TWICE)


# ------------------------------------------------------------------------------------------------------------------- bounds


def test_every_bound_word_has_an_authority() -> None:
    missing = [row["spellings"] for row in rows("word") if row["terminal"] in BOUNDS and not row.get("authority")]
    assert missing == []


@pytest.mark.parametrize("number", range(len(INCLUDES) + len(EXCLUDES)), ids=lambda number: f"bound-{number}")
def test_bound_words_mean_what_the_law_says(number: int) -> None:
    word = (INCLUDES + EXCLUDES)[number]
    entry = lexicon().words[word]
    assert entry.terminal in BOUNDS
    assert entry.says.endswith("=") == (word in INCLUDES), f"{word}: 含本数"
    assert (entry.says[0] == ">") == (word in AT_LEAST + MORE_THAN), f"{word}: which side"


def test_no_other_bound_word_leaves_its_inclusion_unsaid() -> None:
    for row in rows("word"):
        if row["terminal"] in ("BOUND_PRE", "BOUND_POST"):
            assert ("不含本数" in row["meaning"]) == (not row["says"].endswith("=")), row["spellings"]
            assert "含本数" in row["meaning"], row["spellings"]


# ---------------------------------------------------------------------------------------------------------------- sentences


def _spellings(*tables: str) -> list[object]:
    return [
        pytest.param(
            str(row["terminal"]),
            spelling,
            id=f"{row['terminal']}-{index}-{number}",
        )
        for index, row in enumerate(rows(*tables))
        for number, spelling in enumerate(row["spellings"])
        if row["terminal"] != "FILLER"
    ]


@pytest.mark.parametrize(("terminal", "spelling"), _spellings("word", "declaration", "facet"))
def test_every_word_works_in_a_sentence(terminal: str, spelling: str) -> None:
    form = SENTENCES[terminal]
    if not isinstance(form, str):
        form = form[lexicon().words[fold(spelling)].says]
    text = form.format(spelling) + (PARTNERS.get(spelling, "") if terminal == "TYPE" else "")
    statements, tokens, bag = read(text)
    assert [each.message for each in bag] == []
    assert statements
    assert any(token.type == terminal for token in tokens), [token.type for token in tokens]


@pytest.mark.parametrize("row", [row for row in rows("word") if "composed" in row], ids=lambda row: row["spellings"][0])
def test_what_is_put_together_is_a_word(row: dict[str, Any]) -> None:
    made = list(composed(row))
    made = [*made[:: max(1, len(made) // 200)], made[-1]]  # thousands are as good as these
    form = str(SENTENCES[row["terminal"]])
    form = form[: form.index("{}") + 2] if row.get("before") == "end" else form
    lines = "\n".join(form.format(each) for each in made)
    _, tokens, bag = read(lines)
    assert [each.message for each in bag] == []
    assert [token.type for token in tokens].count(row["terminal"]) == len(made)


UNITS = [spelling for row in rows("unit") for spelling in row["spellings"]]


@pytest.mark.parametrize("unit", [pytest.param(unit, id=f"unit-{at}") for at, unit in enumerate(UNITS)])
def test_every_unit_works_in_a_sentence(unit: str) -> None:
    statements, tokens, bag = read(UNIT_SENTENCE.format(unit))
    assert [each.message for each in bag] == []
    assert len(statements) == 1
    assert [token.type for token in tokens] == ["NAME", "BOUND_PRE", "NUMBER", "UNIT", "SIGN", "NUMBER", "UNIT"]


# 酌情 says nothing only in front of a range of points (tests/unit/lowering/test_blind_lines.py).
FILLERS = [
    spelling
    for row in rows("word")
    if row["terminal"] == "FILLER" and row.get("followed") != "range"
    for spelling in row["spellings"]
]


@pytest.mark.parametrize("number", range(len(FILLERS)), ids=lambda number: f"filler-{number}")
def test_words_without_weight_change_nothing(number: int) -> None:
    with_word, without = (read(form.format(FILLERS[number]))[0] for form in FILLER_SENTENCE)
    assert with_word == without


def test_every_terminal_with_words_has_a_sentence() -> None:
    wanted = {row["terminal"] for row in rows("word", "declaration", "facet")} - {"FILLER", "ALL_POINTS"}
    assert set(SENTENCES) == wanted
