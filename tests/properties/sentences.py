"""Sentences for property tests: streams of the language's own words and random names, more often legal than not."""

from __future__ import annotations

from hypothesis import strategies as st

from dsl.words.lexicon import lexicon

_WORDS = sorted({*lexicon().words, *lexicon().units, *lexicon().declarations, *lexicon().facets})
_NAMES = [
    "占比",
    "办结率",
    "工单总数",
    "投诉",
    "“就近办”事项",
    "报送调整情况",
    "面积",
    "县区",
    "牵头部门",
    "全部事项",
    "一窗受理",
]
_NUMBERS = [
    "5",
    "30%",
    "0.5 分",
    "五分",
    "百分之三十",
    "三分之二",
    "20 个工作日",
    "1,000 件",
    "99%—100%",
    "2019年7月5日",
    "4月1日",
    "1/0",
]
_MARKS = [
    "，",
    "；",
    "。",
    "\n",
    "（",
    "）",
    "：",
    "=",
    "÷",
    "×",
    "+",
    "“",
    "”",
    " ",
    "、",
    "·",
    "\u3000",
    "😀",
    "|",
    "`",
    "\x00",
]

noise = st.text(max_size=6)
piece = st.one_of(
    st.sampled_from(_WORDS), st.sampled_from(_NAMES), st.sampled_from(_NUMBERS), st.sampled_from(_MARKS), noise
)
anything = st.lists(piece, max_size=25).map("".join)

_conditions = st.sampled_from(
    [
        "占比 低于 30%",
        "占比在30%以下的",
        "办结率 97%—98%",
        "“就近办”事项占全部事项的50%以下的",
        "办件量 达到 全部办件 50%",
        "投诉",
        "未 投诉",
        "会议 不少于4次",
        "用时 超过 5 个工作日",
        "面积 50—100 平方米",
        "及时率 排名 倒数 3 名",
        "2019年7月5日前 未 报送",
        "公布 后 20 个工作日内 未 报送",
        "占比 60%以上 且 办件量 占 全部办件 的 50%以上",
        "投诉 或 举报",
        "（投诉 或 举报） 且 占比 低于 三分之二",
        "月均办件量 超过 1000 件 的 县区",
        "其余",
    ]
)
_awards = st.sampled_from(
    [
        "扣 5 分",
        "扣0.5分",
        "加 10 分",
        "记 2 分",
        "不扣分",
        "不记分",
        "每件 扣 2 分",
        "每满 2 次 加 1 分",
        "每缺一次扣0.5分",
        "加 1—2 分",
        "此项不记分",
        "一票否决 扣 0.5 分",
        "取消年度评优资格",
        "按 完成比例 记分",
        "酌情给分",
    ]
)
_modifiers = st.sampled_from(
    [
        "封顶 5 分",
        "最高扣 5 分",
        "扣完为止",
        "5 分封顶",
        "端点就高",
        "就低",
        "保留两位小数",
        "本项 3 分",
        "无事项时 不扣分",
    ]
)
rule = st.builds(
    lambda condition, mark, award: condition + mark + award,
    _conditions,
    st.sampled_from([" ", "，", "的，", ""]),
    _awards,
)
line = st.one_of(rule, rule, rule, _modifiers, _awards)
block = st.lists(line, min_size=1, max_size=5).flatmap(
    lambda lines: st.lists(st.sampled_from(["；", "\n", "。", "; "]), min_size=len(lines), max_size=len(lines)).map(
        lambda seps: "".join(text + sep for text, sep in zip(lines, seps, strict=True))
    )
)
