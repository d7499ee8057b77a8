"""How lines are cut: each line of the manual's forms with its tokens, as the lexer hands them to the parser."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from dsl.lexer import Lexer
from dsl.source import Source, Span
from dsl.words.tokens import Token
from dsl.words.vocabulary import Vocabulary, declared_names

DECLARED = "事实 材料：计数（件）\n事实 材料不：是否\n事实 收入不少：是否\n事实 最大：数\n事实 门诊办结率：比率\n"
BLOCK = """\
门诊 办结率 低于 ３０％ 扣 5 分；门诊办结率在百分之三十以下的，扣五分。材料 不足 5 件 扣 1 分
收入不少于 30 万元 加 2 分；材料不足 5 件 扣 1 分
“就近办”事项占全部事项的50%以下的，扣3分；对已取消的证明事项仍向申请人索要的，每次扣2分
99%—100% 扣 5 分，98％～99％ 扣 1/2 分；面积 1,200 平方米 以上 记 三分之二 分
2019 年 7 月 5 日前 未 提交报告 扣 1 分；自4月1日起统计；三起事故 扣 3 分
无事项时 不扣分；弄虚作假 取消年度评优资格；窗口不廉洁 一票否决，按上限 0.5 分扣分
指标 甲 = 最大（乙，丙）÷（材料 + 1）；最大 超过 5 扣 1 分
事实 满意度：比率，可空，说明“口径，甲（一）”；名单 县区：甲 县、乙县；等次 优秀：90 分以上
牵头部门和县区分别 扣 5 分；（投诉 或 举报） 且 占比 低于 30%，扣 5 分，
"""


def shown(token: Token, source: Source) -> str:
    """A token with the text it was read from; ? marks a name that nobody declared."""
    text = source.slice(token.span)
    value = token.value if isinstance(token.value, str) else text
    return f"{token.type}{'' if token.known else '?'}[{text}{'' if value == text else f' → {value}'}]"


def test_lines_are_cut_as_they_always_were(snapshot: SnapshotAssertion) -> None:
    source = Source("t", DECLARED + BLOCK)
    lexer = Lexer(Vocabulary.of(declared_names(source, Span(0, len(source.text))), ("县区", "牵头部门")))
    out = []
    for line in lexer.lines(source, Span(len(DECLARED), len(source.text))):
        out += ["", source.slice(line.span), "  " + " ".join(shown(token, source) for token in line.tokens)]
        out += [f"  ! {name.value} | {word}" for name, word in line.straddles]
    assert "\n".join(out) == snapshot
