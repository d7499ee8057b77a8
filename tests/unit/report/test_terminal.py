"""What diagnostics look like: the drawing of the architecture, and everything that could spoil it."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from dsl.diagnostics import Diagnostic, Edit, Fix, Label, finding
from dsl.source import Source, Span
from zhunsheng.report import json
from zhunsheng.report.paint import Paint
from zhunsheng.report.terminal import render, summary
from zhunsheng.report.width import pad, width, wrap

TEXT = "\n" * 29 + "  97%—98% 扣 15 分\n  97% 以下 扣 30 分\n\n\n\n\t每件\t扣 2 分\n"
SOURCE = Source("policies/demo/policy.md", TEXT)
OTHER = Source("policies/demo/source.txt", "一、工单办理\n97%以下扣30分。\n")


def label(part: str, text: str = "", source: Source = SOURCE, length: int | None = None) -> Label:
    at = source.text.index(part)
    return Label(source, Span(at, at + (len(part) if length is None else length)), text)


def tiers(**more: object) -> Diagnostic:
    return finding(
        "E412-tier-overlap",
        "97% 同时落在两档",
        label("97%—98%", "含 97%（区间两端均含本数）"),
        related=(label("97% 以下", "也含 97%（民法典第一千二百五十九条：“以下”包括本数）"),),
        hint="在本条写明「端点就高」或「端点就低」",
        **more,  # type: ignore[arg-type]
    )


def long_line(*labels: tuple[int, int, str], severity: str = "E") -> Diagnostic:
    source = Source("长.md", "甲乙丙丁" * 60)
    made = [Label(source, Span(start, end), text) for start, end, text in labels]
    return finding(f"{severity}001-example", "很长的一行", made[0], related=tuple(made[1:]))


CASES = {
    "as-drawn": tiers(),
    "other-source": finding("W501-differs", "与原文不同", label("30 分"), related=(label("30分", "原文", OTHER),)),
    "far-apart": finding("N001-far", "相隔几行", label("扣 2 分"), related=(label("15 分", "前面"),)),
    "tabs": finding("E001-tabs", "制表符", label("扣 2 分", "这里")),
    "one-line-twice": finding("E001-twice", "一行两处", label("97%—98%", "甲"), related=(label("15 分", "乙"),)),
    "no-place": finding("E031-file-missing", "没有“x”这个文件或文件夹", hint="核对文件名", clause="一/1"),
    "cut-start": long_line((0, 3, "在行首")),
    "cut-middle": long_line((120, 124, "在中间")),
    "cut-end": long_line((238, 240, "在行尾")),
    "cut-twice": long_line((10, 12, "前"), (200, 203, "后")),
    "wide-label": long_line((0, 240, "整行")),
    "long-text": long_line((6, 9, "说明很长，" * 30)),
    "empty-span": finding("E001-end", "在文件末尾", Label(OTHER, Span(len(OTHER.text), len(OTHER.text)), "到此为止")),
    "over-lines": finding("E001-over", "跨行", label("一、工单办理\n97%", "从这里", OTHER)),
    "beyond": finding("E001-beyond", "位置超出", Label(OTHER, Span(900, 950), "哪里")),
    "control": finding("E001-control", "转义\x1b[31m", Label(Source("x\n", "a\x1b[2Jb\u200b"), Span(1, 3), "控\x07制")),
    "long-hint": finding("E001-hint", "提示很长", label("15 分"), hint="请核对 policy.md 里的写法，" * 12),
}


@pytest.mark.parametrize("name", CASES)
def test_render(name: str, snapshot: SnapshotAssertion) -> None:
    shown = render([CASES[name]])
    assert shown == snapshot(name=name)
    assert "\x1b" not in shown
    if name not in ("no-place",):
        assert all(width(line) <= 100 for line in shown.splitlines())


def test_carets_stand_under_the_label() -> None:
    lines = render([CASES["as-drawn"]]).splitlines()
    assert lines[1] == "  --> policies/demo/policy.md:30:3"
    assert lines[2] == "30 |   97%—98% 扣 15 分"
    assert lines[3] == "   |   ^^^^^^^ 含 97%（区间两端均含本数）"
    assert lines[5].startswith("   |   ^^^^^^^^ 也含 97%")


def test_colour(snapshot: SnapshotAssertion) -> None:
    assert render([CASES["as-drawn"]], Paint(on=True)) == snapshot


def test_several_and_summary() -> None:
    found = [CASES["as-drawn"], CASES["other-source"], CASES["tabs"]]
    assert render(found).count("\n\n") == 2
    assert summary(found) == "2 个错误、1 个警告"
    assert (render([]), summary([])) == ("", "")


def test_json(snapshot: SnapshotAssertion) -> None:
    fix = Fix("写明端点", (Edit(Span(29, 31), "端点就高"),), safe=False)
    assert json.dumps(json.tree([tiers(fix=fix), CASES["no-place"]])) == snapshot


def test_width() -> None:
    assert [width(text) for text in ("a", "中", "（", "—", "e\u0301", "")] == [1, 2, 2, 1, 1, 0]
    assert pad("中", 4) == "中  "
    assert wrap("一二三，四五", 8, 6) == ["一二三，", "四五"]
    assert wrap("use zhunsheng fmt now", 13, 13) == ["use zhunsheng", "fmt now"]
