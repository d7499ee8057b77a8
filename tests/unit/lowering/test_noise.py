"""Noise of real copies: it changes nothing in what a line says or in where a quote stands, and places keep the original."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from compiler.faithful.quotes import find_quote
from dsl import formatter, surface
from dsl.diagnostics import Bag
from dsl.folding import flatten, fold
from dsl.lexer import Lexer
from dsl.parser import parse_block
from dsl.source import Source, Span
from dsl.words.tokens import Token
from dsl.words.vocabulary import Vocabulary, declared_names

DECLARED = "事实 门诊办结率：比率\n事实 投诉件数：计数（件）\n"
PLAIN = "门诊办结率在30%以下的，扣5分；投诉件数 10 件以上 扣 2 分；封顶 5 分"
# The same line as copies have it.
NOISE = {
    "no blanks": PLAIN.replace(" ", ""),
    "blanks inside words": "门诊 办结 率在 30 % 以 下 的 ， 扣 5 分 ； 投 诉 件 数 1 0 件 以 上 扣 2 分 ； 封 顶 5 分",
    "en space": PLAIN.replace(" ", "\u2002"),
    "no-break space": PLAIN.replace(" ", "\u00a0"),
    "ideographic space": PLAIN.replace(" ", "\u3000").replace("以下", "以\u3000下"),
    "zero width space": "\u200b".join(PLAIN),
    "byte order mark, soft hyphen, word joiner": "\ufeff"
    + PLAIN.replace("以下", "以\u00ad下").replace("投诉", "投\u2060诉"),
    "private blank of old fonts": PLAIN.replace(" ", "\ue5e5"),
    "full width": PLAIN.replace("30%", "３０％").replace(" 10 ", "１０").replace("5", "５").replace("2", "２"),
    "half width marks": PLAIN.replace("；", ";"),
    "small forms": PLAIN.replace("%", "﹪").replace("；", "﹔"),
    "radicals": PLAIN.replace("门", "⻔").replace("率", "率"),
    "a tab and a carriage return": PLAIN.replace("，", "，\t").replace("；", "；\r\n"),
}


def parsed(text: str) -> tuple[Source, surface.Block, Bag]:
    source, bag = Source("t", DECLARED + text), Bag()
    whole = Span(0, len(source.text))
    lexer = Lexer(Vocabulary.of(declared_names(source, whole), ("县区",)))
    return source, parse_block(source, Span(len(DECLARED), len(source.text)), lexer, bag), bag


def tokens(text: str) -> tuple[Source, list[Token]]:
    source = Source("t", DECLARED + text)
    lexer = Lexer(Vocabulary.of(declared_names(source, Span(0, len(source.text))), ("县区",)))
    return source, [
        token for line in lexer.lines(source, Span(len(DECLARED), len(source.text))) for token in line.tokens
    ]


@pytest.mark.parametrize("kind", NOISE)
def test_noise_changes_nothing_in_what_a_line_says(kind: str) -> None:
    _, plain, _ = parsed(PLAIN)
    source, block, bag = parsed(NOISE[kind])
    assert [item.message for item in bag] == []
    assert block.statements == plain.statements
    canonical = "门诊办结率 30%以下 扣 5 分；投诉件数 10 件以上 扣 2 分；封顶 5 分"
    assert formatter.show_block(block, source).strip().replace("\n", "；") == canonical


@pytest.mark.parametrize("kind", NOISE)
def test_places_point_into_the_original(kind: str) -> None:
    source, found = tokens(NOISE[kind])
    # Each token covers just the characters that it was read from: folded again, they are the same word.
    words = " ".join(fold(source.slice(token.span)) for token in found)
    assert words == "门诊办结率 30 % 以下 ， 扣 5 分 投诉件数 10 件 以上 扣 2 分 封顶 5 分"
    for token in found:
        first, last = source.text[token.span.start], source.text[token.span.end - 1]
        assert fold(first) and fold(last), "no blank at either end"


def test_a_finding_shows_what_the_author_typed() -> None:
    source, _, bag = parsed("⻔诊 办结\u3000率 低于 ３０％ 以 外 的话 封顶")
    (finding,) = bag
    assert finding.primary is not None
    assert source.slice(finding.primary.span) in source.text[len(DECLARED) :]
    assert source.slice(finding.primary.span).strip() == source.slice(finding.primary.span)


# -------------------------------------------------------------------------------------------------------------- numbering

NUMBERED = ("1.", "1．", "2、", "（3）", "(3)", "④", "⑷", "⒌", "（六）", "七、", "12.", "㈠")


@pytest.mark.parametrize("number", range(len(NUMBERED)))
def test_a_number_in_front_of_a_sentence_says_nothing(number: int) -> None:
    _, plain, _ = parsed("投诉件数 10 件以上 扣 2 分；封顶 5 分")
    for gap in ("", " ", "\u3000"):
        source, block, bag = parsed(
            f"{NUMBERED[number]}{gap}投诉件数 10 件以上 扣 2 分；{NUMBERED[number]}{gap}封顶 5 分"
        )
        assert [item.message for item in bag] == []
        assert block.statements == plain.statements
        assert source.slice(block.lines[0].span).startswith("投诉件数")


def test_what_only_looks_like_a_number_in_front_stays() -> None:
    assert try_line("一、二季度办结率低于90%，扣1分").declarations == ("事实 一、二季度办结率：比率",)
    assert try_line("1.5 分 封顶").canonical == try_line("封顶 1.5 分").canonical
    assert "（投诉" in try_line("（投诉 或 举报） 且 占比 低于 30% 扣 1 分").canonical


# ------------------------------------------------------------------------------------------------------------ broken lines

SENTENCE = "门诊办结率在30%以下的，扣5分"


@pytest.mark.parametrize("at", range(1, len(SENTENCE)))
@pytest.mark.parametrize("end", ["\n", " \r\n\u3000\u3000", "\n\n"], ids=["plain", "indented", "blank-line"])
def test_a_sentence_broken_anywhere_is_one_or_is_reported(at: int, end: str) -> None:
    _, plain, _ = parsed(SENTENCE)
    source, block, bag = parsed(SENTENCE[:at] + end + SENTENCE[at:])
    if at == len(SENTENCE) - 1:  # 扣5 is a sentence, and 分 alone is none
        assert [item.code for item in bag] == ["E102-unexpected-word"]
        return
    assert [item.message for item in bag] == [], source.text
    assert block.statements == plain.statements


BROKEN = (
    (
        "门诊办结率达90%以上的记4分，80%以上的记2分，低\n于60%不记分",
        "门诊办结率达90%以上的记4分，80%以上的记2分，低于60%不记分",
    ),
    ("投诉件数超过10件的，每\n件扣2分", "投诉件数超过10件的，每件扣2分"),
    ("投诉件数\n超过10件\n的，扣2分", "投诉件数超过10件的，扣2分"),
    ("门诊办结率低于30%\n且投诉件数超过10件的，扣2分", "门诊办结率低于30%且投诉件数超过10件的，扣2分"),
    ("门诊办结率低于30%，\n扣2分", "门诊办结率低于30%，扣2分"),
    ("2019年7\n月5日前未提交报告扣1分", "2019年7月5日前未提交报告扣1分"),
    (
        "投诉件数，每件扣3分，封\n顶5分；门诊办结率低于3\n0%扣1分",
        "投诉件数，每件扣3分，封顶5分；门诊办结率低于30%扣1分",
    ),
)


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_lines_that_go_on(number: int) -> None:
    broken, whole = (parsed(text) for text in BROKEN[number])
    assert [item.message for item in broken[2]] == []
    assert broken[1].statements == whole[1].statements


# A line that lacks something before one that can stand alone stays an error: joining would say what nobody wrote.
APART = (
    "门诊办结率 低于 30%\n投诉件数 每件 扣 2 分",
    "门诊办结率 低于 30%\n每件 扣 2 分",
    "门诊办结率 低于 30%\n投诉未处理的，扣 5 分",
    "门诊办结率 低于 30%\n事实 甲：是否",
    "门诊办结率 低于 30%；\n扣 5 分 5 分",
    "门诊办结率 低于 30%\n2、扣 5 分 5 分",
    "投诉件数 超过 10 件 扣 1\n0 分",
)


@pytest.mark.parametrize("number", range(len(APART)))
def test_lines_that_stay_apart(number: int) -> None:
    _, _, bag = parsed(APART[number])
    assert bag.failed
    assert next(iter(bag)).code in ("E101-unfinished-rule", "E102-unexpected-word")


# ------------------------------------------------------------------------------------------------------------------ quotes

QUOTE = "门诊〔2021〕5号：办结率在30%以下的，扣5分；每月见面会不少于4次。"
COPIES = {
    "white space": "门诊〔2021〕5号：办结率\n在30% 以\u3000下的，扣\u00a05分；每月\u200b见面会不少于4次。",
    "width": "门诊〔２０２１〕５号:办结率在３０％以下的,扣５分;每月见面会不少于４次。",
    "radicals": "⻔诊〔2021〕5号：办结率在30%以下的，扣5分；每⽉⻅⾯会不少于4次。",
    "brackets": "门诊［2021］5号：办结率在30%以下的，扣5分；每月见面会不少于4次。",
    "small forms": "门诊﹙2021﹚5号﹕办结率在30﹪以下的，扣5分；每月见面会不少于4次｡",
}


@pytest.mark.parametrize("kind", COPIES)
def test_a_quote_is_found_in_a_noisy_source(kind: str) -> None:
    original = Source("source.txt", "前文。\n" + COPIES[kind] + "\n后文。")
    place = find_quote(QUOTE, original)
    assert place is not None
    assert original.slice(place) == COPIES[kind], "the place shows the original"
    clean = Source("source.txt", QUOTE)
    assert find_quote(COPIES[kind], clean) == Span(0, len(QUOTE)), "and the other way round"


OTHER = (
    ("扣5分", "扣6分"),
    ("扣5分", "扣扣5分"),
    ("30%以下", "30%以上"),
    ("的，扣", "的。扣"),
    ("不少于4次", "不少于④次"),
    ("4次", "—4次"),
    ("办结率", "办办结率"),
)


@pytest.mark.parametrize("number", range(len(OTHER)))
def test_a_quote_that_says_something_else_is_not_found(number: int) -> None:
    here, there = OTHER[number]
    assert find_quote(QUOTE, Source("source.txt", QUOTE.replace(here, there))) is None


def test_doubled_characters_are_not_folded() -> None:
    assert fold("办办结率率") == "办办结率率"
    assert flatten("扣扣 5 分", 0, 6).text == "扣扣5分"
