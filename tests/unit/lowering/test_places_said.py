"""Where something stands is its place: 列末位, 排名居后三位, 综合排名位居全市第一 (grammar/lexicon.toml, dsl/lexer/lists/in_turn.py)."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("列末位扣2分", "排名 倒数 1 名 扣 2 分"),
        ("年度考核排末位扣2分", "年度考核 排名 倒数 1 名 扣 2 分"),
        ("考核排名居末位的扣3分", "考核 排名 倒数 1 名 扣 3 分"),
        ("考核名列全市第一加5分", "考核 排名 1 名 加 5 分"),
        ("排名居后三位扣2分", "排名 倒数 3 位 扣 2 分"),
        ("综合考评排名居全市后三位扣3分", "综合考评 排名 倒数 3 位 扣 3 分"),
        ("位次居全市第一加5分", "排名 1 名 加 5 分"),
        ("满意率处于全市后三位扣2分", "满意率 排名 倒数 3 位 扣 2 分"),
        ("满意率排名位居全市前三加5分", "满意率 排名 前 3 名 加 5 分"),
        (
            "年度考核排名居全系统前三名的加5分，居后三名的扣5分",
            "年度考核 排名 前 3 名 加 5 分，排名 倒数 3 名 扣 5 分",
        ),
        ("名列前茅加2分", "名列前茅 加 2 分"),
        ("系列活动第一名加2分", "系列活动 排名 1 名 加 2 分"),
    ],
)
def test_where_it_stands_is_its_place(text: str, canonical: str) -> None:
    trial = try_line(text)
    assert trial.policy is not None, [each.message for each in trial.bag]
    assert trial.canonical == canonical
    assert try_line(trial.canonical).declarations == trial.declarations
