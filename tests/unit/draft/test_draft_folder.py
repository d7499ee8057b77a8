"""The whole: what ``zhunsheng draft`` writes, byte by byte; that it invents no number; next year's document."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner

from compiler.faithful.quoted import quoted_numbers
from dsl.diagnostics import Severity
from tests.counting import steps_of
from zhunsheng.cli.app import app
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.writing.drafting import Draft, draft
from zhunsheng.library import policies

ROOT = Path(__file__).parents[3]
SOURCES = sorted((ROOT / "policies").glob("*/source.txt"))

SMALL = """某县政务服务考核办法
某政办发〔2026〕1号
一、工单办理（30分）
1.工单按期办结率低于95%的，扣5分；低于90%的，扣10分。（10分）
2.接到工单后，未及时联系的，1件扣1分，扣完为止。（20分）
二、窗口建设
每窗口派驻两名工作人员，记2分。
三、退单
退单率5%—10%的，扣3分；10%—15%的，扣6分。
四、要求
各部门应当公示办事指南。
五、加分项
热线工作受到省、市通报表扬的，分别加2分、1分，最多加3分。
"""


@cache
def drafted(text: str) -> Draft:
    return draft(read_plain(text), text, "示例")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def test_a_small_document(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    (tmp_path / "办法.txt").write_text(SMALL, encoding="utf-8")
    code, _ = run("draft", str(tmp_path / "办法.txt"), "-o", str(tmp_path / "small"))
    assert code == 0
    assert (tmp_path / "small" / "source.txt").read_text(encoding="utf-8") == SMALL
    assert (tmp_path / "small" / "policy.md").read_text(encoding="utf-8") == snapshot
    compiled = policies.load(tmp_path / "small").compile()
    assert compiled is not None and compiled.policy is not None
    open_places = [each for each in compiled.bag if each.code == "W024-undecided"]
    assert len(open_places) == 3, "the bare number, the shared end, the duty"


def test_the_same_document_gives_the_same_bytes() -> None:
    drafted.cache_clear()
    first = drafted(SMALL).policy
    drafted.cache_clear()
    assert drafted(SMALL).policy == first


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_no_number_is_invented(source: Path) -> None:
    """Every number of a rule block stands in the sentences quoted above it."""
    made = drafted(source.read_text(encoding="utf-8"))
    assert [each.message for each in made.compiled.bag if each.severity is Severity.ERROR] == []
    document = made.compiled.document
    assert document is not None
    for section in document.sections:
        said = {each.key for quote in section.quotes for each in quoted_numbers(quote.text, 0, len(quote.text))}
        said |= {points for _, points in section.points}
        for fence in section.fences:
            rules = "\n".join(line for line in document.source.slice(fence).split("\n") if not line.startswith("事实"))
            used = {each.key for each in quoted_numbers(rules, 0, len(rules))} - {1}
            assert used <= said, (section.id, used - said)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_case_tables_have_boundary_rows_and_no_points(source: Path) -> None:
    made = drafted(source.read_text(encoding="utf-8"))
    document = made.compiled.document
    assert document is not None
    for section in document.sections:
        for table in section.tables:
            at = len(table.header) - 2  # what is expected stands before the words
            assert table.header[at].text in ("得分", "本项得分", "总分", "后果", "合规", "等次")
            assert table.rows and all(row[at].text == "" for row in table.rows)


WORDS = """未公示 办结率 满意度 每次 每件 扣 加 记 5分 2分 30% 95% 以下 以上 低于 超过 不少于 4次 的 ， ； 。 、 （ ） 且 或 未
全部 按比例 酌情给分 不记分 扣完为止 封顶 分别 一、 1. 附件1 “ ” 考核内容 分值 评分标准 占比在 前3名 两名 否则
此项不记分 ： 每降低1个百分点 有下列情形之一的 一次记6分："""
ALPHABET = [*WORDS.split(), "\n", "\t"]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join))
def test_whatever_the_words_the_draft_compiles_and_quotes_verbatim(text: str) -> None:
    made = drafted(text)
    assert [each.message for each in made.compiled.bag if each.severity is Severity.ERROR] == []


# --------------------------------------------------------------------------------------------------------------- command


def test_nothing_is_overwritten_and_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SMALL, encoding="utf-8")
    (tmp_path / "there").mkdir()
    code, output = run("draft", str(tmp_path / "a.txt"), "-o", str(tmp_path / "there"))
    assert (code, "E036-folder-exists" in output) == (1, True)
    (tmp_path / "b.docx").write_bytes(b"broken")
    code, output = run("draft", str(tmp_path / "b.docx"), "-o", str(tmp_path / "new"))
    assert (code, "E052-broken-document" in output) == (3, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.docx", "there"]
    assert list((tmp_path / "there").iterdir()) == []


def test_without_a_folder_the_draft_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SMALL, encoding="utf-8")
    code, output = run("起草", str(tmp_path / "a.txt"))
    assert code == 0 and "```规则" in output and "读成规则 3 句，待定 2 句" in output


# ---------------------------------------------------------------------------------------------------------------- update


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_the_same_document_again_keeps_the_rules_and_the_cases(source: Path, tmp_path: Path) -> None:
    slug = source.parent
    code, output = run("draft", str(source), "--update", str(slug), "-o", str(tmp_path / "next"))
    assert code == 0, output
    if (slug / "scenarios.md").exists():
        assert (tmp_path / "next" / "scenarios.md").read_bytes() == (slug / "scenarios.md").read_bytes()
    assert "变了 0 句，新增 0 句，删去 0 句" in output
    compiled = policies.load(tmp_path / "next").compile()
    assert compiled is not None
    assert [each.message for each in compiled.bag if each.severity is Severity.ERROR] == []


def test_what_next_year_changes(tmp_path: Path) -> None:
    slug = ROOT / "policies" / "ankang-2021-hotline"
    text = (slug / "source.txt").read_text(encoding="utf-8")
    changes = [
        ("1件扣1分。", "1件扣3分。"),
        (
            "\t<p>值班表报送</p>\t<p>节假日未能按时报送值班表的，1次扣2分。</p>",
            "\t<p>信息公开</p>\t<p>办理结果没有向社会公开的，1件扣4分。</p>",
        ),
    ]
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (tmp_path / "next.txt").write_text(text, encoding="utf-8")
    code, output = run("draft", str(tmp_path / "next.txt"), "--update", str(slug), "-o", str(tmp_path / "next"))
    assert code == 0
    assert "变了 1 句，新增 1 句，删去 1 句" in output
    assert "数：1分 → 3分" in output
    assert "今年的规则：未第一时间联系 每件 扣 1 分" in output
    assert "明年：办理结果没有向社会公开的，1件扣4分。" in output
    assert "今年：节假日未能按时报送值班表的，1次扣2分。" in output
    policy = (tmp_path / "next" / "policy.md").read_text(encoding="utf-8")
    assert "按期办结率 100% 不扣分" in policy and "端点就高" in policy, "an unchanged sentence keeps its rules"
    assert "上一份写“接到工单后,未在第一时间与诉求人联系的,经查实1件扣1分。”；变了的数：1分 → 3分。" in policy
    assert "\n未第一时间联系 每件 扣 3 分\n" in policy, (
        "only a number changed: this year's rule with next year's number"
    )
    assert (slug / "source.txt").read_text(encoding="utf-8") != text, "this year's policy is not touched"


def test_numbers_are_exchanged_only_where_it_is_plain() -> None:
    from zhunsheng.draft.updating.renumbering import only_numbers_changed, renumbered

    rules = ("退单率 低于 5% 不扣分", "5%—10% 扣 3 分", "超过 10% 扣 5 分")
    before = "退单率低于5%的不扣分；5%—10%扣3分；超过10%的，扣5分。"
    moved = before.replace("10%", "12%")
    assert only_numbers_changed(before, moved)
    assert renumbered(rules, [(before, moved)]) == ("退单率 低于 5% 不扣分", "5%—12% 扣 3 分", "超过 12% 扣 5 分")
    one = before.replace("5%—10%", "5%—12%")
    by_place = ("退单率 低于 5% 不扣分", "5%—12% 扣 3 分", "超过 10% 扣 5 分")
    assert renumbered(rules, [(before, one)]) == by_place, "one of two equal numbers, known by its place"
    assert renumbered((rules[2], *rules[:2]), [(before, one)]) == (), "in another order nobody can tell"
    assert renumbered(("退单率 扣 3 分",), [(before, moved)]) == (), "a number that the rule does not have"
    assert not only_numbers_changed(before, before.replace("低于", "不高于"))


def test_points_of_a_heading_that_change(tmp_path: Path) -> None:
    slug = ROOT / "policies" / "ankang-2021-hotline"
    text = (slug / "source.txt").read_text(encoding="utf-8")
    assert text.count("工单办理 (30分)") == 1 and text.count("退单率 (10分)") == 1
    (tmp_path / "next.txt").write_text(text.replace("退单率 (10分)", "退单率 (12分)"), encoding="utf-8")
    code, output = run("draft", str(tmp_path / "next.txt"), "--update", str(slug))
    assert code == 0
    assert "今年：分值10分" in output and "明年：分值12分" in output


# ---------------------------------------------------------------------------------------------------------------- report


def test_the_five_documents_are_read_as_people_read_them() -> None:
    from tools.draft_report import DOCUMENTS, judge

    found = Counter(verdict.fate for slug in DOCUMENTS for verdict in judge(slug))
    total = sum(found.values())
    assert total >= 150
    assert found["对"] >= 0.88 * total
    assert found["错"] == 0


def test_other_texts_are_complete() -> None:
    from tools.draft_report import CORPUS, complete

    if not CORPUS.is_dir():
        pytest.skip("the other texts are not here")
    found = Counter(verdict.fate for path in sorted(CORPUS.glob("*.txt")) for verdict in complete(path))
    assert found["对"] >= 0.75 * sum(found.values())


def test_texts_with_gold_readings_are_read_as_a_careful_clerk_reads_them() -> None:
    from tools.draft_report import CORPUS
    from tools.gold.report import WORKED_ON, judge_text

    if not (CORPUS / "gold").is_dir():
        pytest.skip("the gold readings are not here")
    judged = [judge_text(CORPUS, name) for name in WORKED_ON]
    found = Counter(verdict.fate for each in judged for verdict in each.verdicts)
    total = sum(found.values())
    assert found["right"] >= 0.79 * total
    assert found["wrong"] == 0
    assert found["missed"] <= 0.01 * total
    assert [shared for each in judged for shared in each.shared] == []


def test_the_report_sees_a_difference() -> None:
    """The comparison can fail: other points, another bound, a cap that is gone, a rate for a fixed sum."""
    from tools.same_core import meaning, same

    def means(text: str) -> object:
        compiled = drafted(f"一、项目\n{text}\n").compiled
        assert compiled.policy is not None
        return meaning(list(compiled.policy.clauses()), compiled.policy)

    base = means("办结率低于95%的，扣5分；低于90%的，扣10分。")
    assert same(base, means("完成率低于95%的，扣5分；低于90%的，扣10分。")) == "相同"  # type: ignore[arg-type]
    for other in (
        "办结率低于95%的，扣5分；低于90%的，扣8分。",
        "办结率95%以下的，扣5分；低于90%的，扣10分。",
        "办结率低于95%的，扣5分。",
        "未办结的，扣5分。",
    ):
        assert same(base, means(other)) == "", other  # type: ignore[arg-type]
    assert same(means("未公示的，每次扣2分。"), means("未公示的，扣2分。")) == ""  # type: ignore[arg-type]
    assert same(means("推广的每次加1分，最多加5分。"), means("推广的每次加1分。")) == ""  # type: ignore[arg-type]


def test_the_heading_of_a_policy_names_no_person() -> None:
    text = SMALL + "联系人：某某 电话：12345678\n"
    assert not re.search(r"联系人", drafted(text).policy.split("# ", 1)[0])


@pytest.mark.parametrize(
    "text", ["1" * 5_000, "一" * 20_000, "每件" * 5_000, "（" * 20_000, "未公示，" * 5_000], ids=range(5)
)
def test_odd_texts_take_no_more_time_than_their_length(text: str) -> None:
    """Half the text, half the work; a pattern that tries everything would not end at all."""
    half, whole = (f"一、项目\n{part}扣5分。\n" for part in (text[: len(text) // 2], text))
    drafted("一、项目\n未公示的，每次扣5分。\n")  # the words of the language are loaded once, for whichever comes first
    assert steps_of(lambda: drafted(whole)) < 3 * steps_of(lambda: drafted(half))
