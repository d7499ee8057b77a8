"""The points that a reader of a sentence expects, where sentences stand together (language.md §8, “Combination”).

Made-up lines; the points are worked out from the words, by hand. Grouped by what the sentences are to each other.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.lowering.readings import Reading, check, reading

RATE = "事实 办结率：比率\n"
COUNT = "事实 投诉：计数（件）\n"
BOTH = RATE + COUNT

# 不得分, 不加分, 不扣分 under any condition stop the sentences before them.
NEWS = "事实 信息：计数（条）\n信息 每条 加 1 分，最多加 5 分\n信息 不足 3 条 的 不加分"
FEW = COUNT + "投诉 每件 扣 1 分；2 件以内 的 不扣分"
SHARED = RATE + "本项 10 分\n按 办结率 得分；办结率 低于 50% 的 不得分"
WHOLE = COUNT + "本项 10 分\n得满分；投诉 每件 扣 1 分；投诉 超过 5 件 的 不得分"
ERRORS = "事实 差错率：比率\n本项 10 分\n得分 = （1 − 差错率） × 10，差错率 超过 10% 的 不得分"
RANKED = BOTH + "本项 10 分\n按 办结率 得分；办结率 排名 后 2 名 的 不得分"
GRADED = COUNT + "事实 评议：等级（满意、一般、不满意）\n本项 10 分\n得满分；投诉 每件 扣 1 分；不满意 的 不得分"
GUARDS = (
    reading(NEWS, 0, 信息=2),
    reading(NEWS, 3, 信息=3),
    reading(NEWS, 5, 信息=9),
    reading(FEW, 0, 投诉=2),
    reading(FEW, -3, 投诉=3),
    reading(SHARED, 0, 办结率="40%"),
    reading(SHARED, 5, 办结率="50%"),
    reading(WHOLE, 0, 投诉=6),
    reading(WHOLE, 5, 投诉=5),
    reading(ERRORS, 0, 差错率="11%"),
    reading(ERRORS, 9, 差错率="10%"),
    reading(RANKED, 0, 办结率="90%", 投诉=0, 办结率倒数名次=2),
    reading(RANKED, 9, 办结率="90%", 投诉=0, 办结率倒数名次=3),
    reading(GRADED, 0, 投诉=1, 评议="不满意"),
    reading(GRADED, 9, 投诉=1, 评议="一般"),
)

# A condition said once in front of two kinds of units holds for both.
LATE = "事实 未达标：是否\n未达标 的 县区 扣 2 分，市直部门 扣 1 分"
DATED = "事实 报送：日期，可空\n2021年7月5日前 未 报送 的 县区 扣 2 分，市直部门 扣 1 分"
LOW = RATE + "办结率 低于 90% 的 县区 扣 2 分，市直部门 扣 1 分"
CARRIED = (
    reading(LATE, 0, kind="市直部门", 未达标=False),
    reading(LATE, -1, kind="市直部门", 未达标=True),
    reading(LATE, -2, kind="县区", 未达标=True),
    reading(LOW, 0, kind="市直部门", 办结率="95%"),
    reading(LOW, -1, kind="市直部门", 办结率="85%"),
    reading(LOW, -2, kind="县区", 办结率="85%"),
    reading(LOW, 0, kind="县区", 办结率="95%"),
)

# One ladder from N downwards, whatever stands beside it.
STEPS = RATE + "本项 25 分\n办结率 达到98%以上 的 得 25 分；低于98%的，每低1个百分点 扣2分，扣完为止"
FLOORED = STEPS + "\n低于85%的 不得分"
EMPTY = (
    "事实 结案：计数（件），不超过 立案\n事实 立案：计数（件）\n指标 结案率 = 结案 ÷ 立案\n本项 25 分\n"
    "结案率 达到98%以上 的 得 25 分；低于98%的，每低1个百分点 扣2分，扣完为止\n无立案时 不扣分"
)
FULL = RATE + "事实 不可抗力：是否\n本项 10 分\n办结率 达到 100% 的，得满分，每降低 1 个百分点 扣 0.5 分\n不可抗力 "
TARGET = "事实 占比：比率\n事实 目标占比：比率\n占比 不低于 目标占比 得 2 分，每低于 目标占比 1 个百分点 扣 0.1 分"
ONLY = "事实 创新：计数（起）\n本项 5 分\n每起 加 1 分，累计加分不超过 5 分"
EQUAL = RATE + "本项 5 分\n办结率 100% 的 得 5 分，每低 1 个百分点 扣 0.5 分"
NONE = COUNT + "本项 5 分\n投诉 0 件 的 得 5 分，每增加 1 件 扣 1 分，扣完为止"
COMPLETE = "事实 资料齐全：是否\n事实 缺项：计数（项）\n本项 5 分\n资料齐全 的 得 5 分，每缺 1 项 扣 1 分"
ON_TIME = "事实 按时报送：是否\n事实 迟报：计数（次）\n本项 5 分\n按时报送 的 得 5 分，每迟报 1 次 扣 1 分"
SAFE = (
    "事实 事故：是否\n事实 一般事故：计数（起）\n事实 较大事故：是否\n本项 10 分\n"
    "未 事故 的 得 10 分；一般事故，每起 扣 2 分；较大事故 的，此项不得分"
)
BASES = (
    reading(STEPS, 23, 办结率="97%"),
    reading(FLOORED, 23, 办结率="97%"),
    reading(FLOORED, 9, 办结率="90%"),
    reading(FLOORED, 0, 办结率="84%"),
    reading(EMPTY, 23, 结案=97, 立案=100),
    reading(EMPTY, 25, 结案=0, 立案=0),
    reading(EMPTY, 25, 结案=99, 立案=100),
    reading(FULL + "除外", 10, 办结率="97%", 不可抗力=True),
    reading(FULL + "除外", "8.5", 办结率="97%", 不可抗力=False),
    reading(FULL + "减半", "9.25", 办结率="97%", 不可抗力=True),
    reading(FULL + "减半", 10, 办结率="100%", 不可抗力=True),
    reading(TARGET, "1.8", 占比="8%", 目标占比="10%"),
    reading(TARGET, 2, 占比="10%", 目标占比="10%"),
    reading(ONLY, 0, 创新=0),
    reading(ONLY, 3, 创新=3),
    reading(EQUAL, "3.5", 办结率="97%"),
    reading(EQUAL, 5, 办结率="100%"),
    reading(NONE, 3, 投诉=2),
    reading(NONE, 5, 投诉=0),
    reading(NONE, 0, 投诉=9),
    reading(COMPLETE, 3, 资料齐全=False, 缺项=2),
    reading(COMPLETE, 5, 资料齐全=True, 缺项=0),
    reading(ON_TIME, 3, 按时报送=False, 迟报=2),
    reading(SAFE, 6, 事故=True, 一般事故=2, 较大事故=False),
    reading(SAFE, 0, 事故=True, 一般事故=2, 较大事故=True),
    reading(SAFE, 10, 事故=False, 一般事故=0, 较大事故=False),
)


# What is counted may be exempt piece by piece; 减半 and 加倍 touch what is lost.
DELAYS = "事实 超期：计数（件）\n事实 经批准延期：计数（件）\n"
HIDDEN = BOTH + "事实 瞒报：是否\n本项 10 分\n办结率 达到98% 的 得 10 分；投诉 每件 扣 1 分\n瞒报 的 加倍扣分"
REACH = (
    reading(DELAYS + "超期 每件 扣 1 分，经批准延期 的 除外", -3, 超期=5, 经批准延期=2),
    reading(DELAYS + "超期 每件 扣 1 分，经批准延期 的 不扣分", -3, 超期=5, 经批准延期=2),
    reading(DELAYS + "超期 每件 扣 1 分，经批准延期 的 减半", -4, 超期=5, 经批准延期=2),
    reading(DELAYS + "超期 每件 扣 1 分，经批准延期 的 加倍", -7, 超期=5, 经批准延期=2),
    reading(HIDDEN, 4, 办结率="99%", 投诉=3, 瞒报=True),
    reading(HIDDEN, 7, 办结率="99%", 投诉=3, 瞒报=False),
)

# 其余 is where none of the sentences before holds that speak of the same thing.
FIRST = "事实 上报数：计数（条）\n本项 10 分\n上报数 排名 前3名 的 得5分，排名 第4—6名 得3分，其余 得1分"
FLAGS = "事实 公开：是否\n事实 整改：是否\n公开 加 2 分；整改 加 1 分；否则 扣 3 分"
PIECES = COUNT + "投诉 每件 扣 2 分；否则 加 1 分"
KINDS_ = RATE + "办结率 低于 80% 的 县区 扣 1 分；办结率 低于 90% 的 市直部门 扣 2 分；其余 加 1 分"
ONE_LINE = "事实 测评：分值\n本项 10 分\n测评 低于 60 分 得 0 分，其余 按 第1名 的 比例 得分"
REST = (
    reading(FIRST, 5, 上报数=9, 上报数名次=1),
    reading(FIRST, 3, 上报数=9, 上报数名次=4),
    reading(FIRST, 1, 上报数=9, 上报数名次=7),
    reading(FLAGS, 2, 公开=True, 整改=False),
    reading(FLAGS, 3, 公开=True, 整改=True),
    reading(FLAGS, -3, 公开=False, 整改=False),
    reading(PIECES, 1, 投诉=0),
    reading(PIECES, -4, 投诉=2),
    reading(KINDS_, -1, kind="县区", 办结率="75%"),
    reading(KINDS_, 1, kind="县区", 办结率="85%"),
    reading(KINDS_, -2, kind="市直部门", 办结率="85%"),
    reading(KINDS_, 1, kind="市直部门", 办结率="95%"),
)

# Several bounds on one thing are a ladder, whatever they are written in.
SUBMIT = "事实 报送：日期，可空\n2021年3月31日前 未 报送 的 扣 2 分，2021年4月15日前 未 报送 的 扣 5 分"
EARLY = "事实 报送：日期，可空\n2021年3月31日前 报送 的 加 3 分，2021年4月15日前 报送 的 加 1 分"
MEAN = (
    "事实 案件查办数：计数（件）\n事实 平均查办数：计数（件），不少于 1 件\n"
    "案件查办数 达到 平均查办数 的 得3分；案件查办数 达到 平均查办数 120% 的 得5分"
)
PAIRS = (
    "事实 甲率：比率\n事实 乙率：比率\n甲率 达到95% 且 乙率 达到90% 的 得10分，甲率 达到90% 且 乙率 达到80% 的 得6分"
)
PLACES = RATE + "办结率 排名 前 3 名 加 3 分，前 5 名 加 1 分"
SECOND = RATE + "办结率 排名 倒数后 2 名 扣 1 分，倒数后 1 名 不扣分"
LAST = RATE + "办结率 排名 倒数后 5 名 扣 1 分；办结率 排名 倒数后 2 名 扣 3 分"
SHARES = RATE + "办结率 排名 前 20% 加 3 分，前 30% 加 1 分"
TIMES = "事实 获奖：计数（次）\n获奖 1 次 加 1 分，2 次 加 3 分，3 次以上 加 5 分"
BLAMED = "事实 被通报：计数（次）\n被通报 1 次 扣 1 分；2 次 扣 3 分；3 次以上 扣 5 分"
EACH = "事实 获奖：计数（次）\n获奖 1 次 加 10 分"
TWO = RATE + "县区 且 办结率 低于 90% 扣 1 分，低于 80% 扣 3 分"
LADDERS = (
    reading(SUBMIT, -5, 报送=date(2021, 4, 20)),
    reading(SUBMIT, -5, 报送=None),
    reading(SUBMIT, -2, 报送=date(2021, 4, 15)),
    reading(SUBMIT, 0, 报送=date(2021, 3, 31)),
    reading(EARLY, 3, 报送=date(2021, 3, 31)),
    reading(EARLY, 1, 报送=date(2021, 4, 15)),
    reading(EARLY, 0, 报送=None),
    reading(MEAN, 5, 案件查办数=130, 平均查办数=100),
    reading(MEAN, 3, 案件查办数=119, 平均查办数=100),
    reading(MEAN, 0, 案件查办数=99, 平均查办数=100),
    reading(PAIRS, 10, 甲率="96%", 乙率="95%"),
    reading(PAIRS, 6, 甲率="96%", 乙率="85%"),
    reading(PAIRS, 0, 甲率="96%", 乙率="75%"),
    reading(SECOND, -1, 办结率="90%", 办结率倒数名次=2),
    reading(SECOND, 0, 办结率="90%", 办结率倒数名次=1),
    reading(PLACES, 3, 办结率="90%", 办结率名次=2),
    reading(PLACES, 1, 办结率="90%", 办结率名次=4),
    reading(LAST, -3, 办结率="90%", 办结率倒数名次=2),
    reading(LAST, -1, 办结率="90%", 办结率倒数名次=5),
    reading(SHARES, 3, 办结率="90%", 办结率名次=2, 参评单位数=10),
    reading(SHARES, 1, 办结率="90%", 办结率名次=3, 参评单位数=10),
    reading(TIMES, 1, 获奖=1),
    reading(TIMES, 3, 获奖=2),
    reading(TIMES, 5, 获奖=3),
    reading(TIMES, 5, 获奖=4),
    reading(TIMES, 0, 获奖=0),
    reading(BLAMED, -5, 被通报=3),
    reading(BLAMED, -5, 被通报=7),
    reading(EACH, 30, 获奖=3),
    reading(TWO, -3, kind="县区", 办结率="70%"),
    reading(TWO, 0, kind="市直部门", 办结率="70%"),
)

# A cap holds what it is said of.
REPORT = "事实 举报：计数（起）\n"
COMPLAINT = "事实 投诉：计数（起）\n"
OWN = COMPLAINT + REPORT + "投诉 每起 扣 1 分，最高扣 3 分\n举报 每起 扣 2 分"
EACH_OWN = COMPLAINT + REPORT + "投诉 每起 扣 1 分，最高扣 3 分\n举报 每起 扣 2 分，最高扣 6 分"
CHAIN = "事实 投诉：计数（项）\n事实 举报：计数（次）\n投诉 每项 扣 1 分，举报 每次 扣 0.5 分，最多扣 5 分"
LINE = "事实 占比：比率\n事实 件数：计数（件）\n占比 低于 30% 扣 5 分；件数 每件 扣 2 分；最高扣 5 分"
STAFF = (
    "事实 编制数：计数（名）\n事实 上年编制数：计数（名）\n"
    "编制数 与 上年编制数 相比，持平 得 1.5 分，每增加 1 名 加 0.05 分，最多加 0.5 分"
)
PRAISE = COUNT + "事实 表扬：计数（次）\n投诉 每件 扣 1 分，最高扣 3 分；表扬 每次 加 1 分"
PRAISED = COUNT + "事实 表扬：计数（次）\n表扬 每次 加 1 分，最多加 2 分；投诉 每件 扣 1 分"
UNDER = COUNT + "事实 表扬：计数（次）\n投诉 每件 扣 1 分；表扬 每次 加 1 分\n最高扣 3 分"
CAPS = (
    reading(OWN, -9, 投诉=5, 举报=3),
    reading(OWN, -4, 投诉=2, 举报=1),
    reading(EACH_OWN, -9, 投诉=5, 举报=4),
    reading(EACH_OWN, -7, 投诉=1, 举报=4),
    reading(CHAIN, -5, 投诉=4, 举报=4),
    reading(CHAIN, -3, 投诉=2, 举报=2),
    reading(LINE, -5, 占比="20%", 件数=3),
    reading(STAFF, "1.5", 编制数=100, 上年编制数=100),
    reading(STAFF, 2, 编制数=130, 上年编制数=100),
    reading(STAFF, "1.75", 编制数=105, 上年编制数=100),
    reading(PRAISE, -1, 投诉=8, 表扬=2),
    reading(PRAISED, 0, 投诉=2, 表扬=5),
    reading(UNDER, -1, 投诉=8, 表扬=2),
)

# 取最高分 is among the sentences before; what is 另加 comes on top. 持平 after steps changes nothing.
PILOT = "事实 省级：是否\n事实 市级：是否\n事实 优秀：是否\n省级 加 3 分，市级 加 1 分，取最高分；优秀 的 另加 1 分"
LEVEL = "事实 投诉率：比率\n事实 上年投诉率：比率\n投诉率 与 上年投诉率 相比，每上升 1 个百分点 扣 1 分，持平 不扣分"
OTHERS = (
    reading(PILOT, 4, 省级=True, 市级=True, 优秀=True),
    reading(PILOT, 1, 省级=False, 市级=False, 优秀=True),
    reading(LEVEL, -2, 投诉率="8%", 上年投诉率="6%"),
    reading(LEVEL, 0, 投诉率="6%", 上年投诉率="6%"),
)


# An exemption reaches every sentence before it, whatever that does.
VETOED = (
    "事实 投诉：计数（起）\n事实 事故：是否\n事实 不可抗力：是否\n本项 10 分\n投诉 每起 扣 1 分\n事故 {}\n不可抗力 除外"
)
ZEROED, KILLED = VETOED.format("此项不记分"), VETOED.format("一票否决")
# 不得分 and nothing else: the item, which starts full.
DOCS = "事实 无目标：是否\n事实 未印发：是否\n本项 2 分\n无目标 不得分；未印发 不得分"
# A rank goes on about what was compared, not about the mean that it was compared with.
RANK_ON = (
    "事实 满意率：比率\n指标 全市平均值 = 全体平均（满意率）\n本项 5 分\n"
    "满意率 低于 全市平均值 的 不得分，排名 前 3 名 的 得 5 分，其余 的 得 3 分"
)
MEETINGS = "事实 会议：计数（次）\n本项 5 分\n会议 4 次 得 5 分，每少一次 扣 1 分"
REACHED = (
    reading(ZEROED, 0, 投诉=1, 事故=True, 不可抗力=False),
    reading(ZEROED, 10, 投诉=1, 事故=True, 不可抗力=True),
    reading(KILLED, 0, 投诉=1, 事故=True, 不可抗力=False),
    reading(KILLED, 10, 投诉=1, 事故=True, 不可抗力=True),
    reading(DOCS, 2, 无目标=False, 未印发=False),
    reading(DOCS, 0, 无目标=True, 未印发=False),
    reading(RANK_ON, 5, 满意率="90%", 满意率全体平均="80%", 满意率名次=2),
    reading(RANK_ON, 3, 满意率="85%", 满意率全体平均="80%", 满意率名次=5),
    reading(RANK_ON, 0, 满意率="70%", 满意率全体平均="80%", 满意率名次=2),
    reading(MEETINGS, 4, 会议=3),
    reading(MEETINGS, 5, 会议=4),
    reading(MEETINGS, 5, 会议=8),
    reading(ONE_LINE, 0, 测评=50, 测评名次=1, 测评全体最高=90),
    reading(ONE_LINE, 9, 测评=81, 测评名次=1, 测评全体最高=90),
)


EITHER = "事实 甲：是否\n事实 乙：是否\n甲 或 乙 扣 4 分；甲 且 乙 扣 8 分\n"
KIND_BASE = RATE + "本项 25 分\n县区 且 办结率 达到98%以上 的 得 25 分；低于98%的，每低1个百分点 扣2分"
CASES = "事实 办结率：比率\n事实 未整改：是否\n事实 已整改：是否\n办结率 低于90% 且 未整改 的 扣2分，已整改 的 扣1分"
PROGRESS = (
    "事实 支出进度：比率\n事实 序时进度：比率\n本项 5 分\n支出进度 达到 序时进度 的 得 5 分，每低 1 个百分点 扣 0.2 分"
)
SHARED_CAP = (
    "事实 发明：计数（项）\n事实 论文：计数（篇）\n事实 未公开：是否\n本项 10 分\n"
    "得 5 分，发明 每项 加 2 分，论文 每篇 加 1 分，最多加 3 分；未公开 扣 1 分"
)
BEST_OF = "事实 获奖：计数（次）\n事实 优秀：是否\n事实 省级：是否\n获奖 每次 加 1 分；优秀 的 加 2 分，取最高分；省级 再加 1 分"
FURTHER = (
    reading(EITHER.replace("扣", "加") + "就高", 8, 甲=True, 乙=True),
    reading(EITHER + "就低", -8, 甲=True, 乙=True),
    reading(EITHER + "就低", -4, 甲=True, 乙=False),
    reading(KIND_BASE, 23, kind="县区", 办结率="97%"),
    reading(KIND_BASE, 25, kind="县区", 办结率="99%"),
    reading(CASES, 0, 办结率="95%", 未整改=False, 已整改=True),
    reading(CASES, -1, 办结率="85%", 未整改=False, 已整改=True),
    reading(PROGRESS, "4.6", 支出进度="48%", 序时进度="50%"),
    reading(PROGRESS, 5, 支出进度="52%", 序时进度="50%"),
    reading(SHARED_CAP, 7, 发明=2, 论文=1, 未公开=True),
    reading(SHARED_CAP, 8, 发明=1, 论文=1, 未公开=False),
    reading(BEST_OF, 4, 获奖=3, 优秀=True, 省级=True),
    reading(BEST_OF, 3, 获奖=1, 优秀=True, 省级=True),
)


@pytest.mark.parametrize(
    "row", [*GUARDS, *CARRIED, *BASES, *REACH, *REST, *LADDERS, *CAPS, *OTHERS, *REACHED, *FURTHER], ids=str
)
def test_a_reader_expects_these_points(row: Reading) -> None:
    check(row)
