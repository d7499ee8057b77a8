"""What generated sentences are about: names with their declaration, and whether more of it is worse."""

from __future__ import annotations

from random import Random

from attrs import frozen

KINDS = ("县区", "市直部门", "其他")
FLAG, COUNT, RATIO, DAYS, MONTHS = "是否", "计数", "比率", "用时", "月数"
MONEY, AREA, GRADE, DATE, SPAN, SCORE = "金额", "面积", "等级", "日期", "期限", "分值"
SHARE, PAIR, BEFORE, LEVELS, TABLE, MEAN, GROUP = "占比", "两数", "相比", "分级", "分值表", "平均", "集合"
FLAGS, COUNTS = "两个是否", "两个计数"


@frozen
class Thing:
    """Something to speak of: its kind, its name, its declarations, and its unit if it has one. ``bad``: more of it is worse."""

    of: str
    name: str
    declared: str
    unit: str = ""
    bad: bool = False
    others: tuple[str, ...] = ()  # the other names that belong to it


def _flags(names: str, *, bad: bool) -> list[Thing]:
    return [Thing(FLAG, name, f"事实 {name}：是否", bad=bad) for name in names.split()]


def _counts(rows: str, *, bad: bool) -> list[Thing]:
    pairs = (row.split("/") for row in rows.split())
    return [Thing(COUNT, name, f"事实 {name}：计数（{unit}）", unit, bad) for name, unit in pairs]


def _indicator(name: str, part: str, whole: str, unit: str, *, bad: bool, least: int = 0) -> Thing:
    least_said = f"，不少于 {least} {unit}" if least else ""
    declared = f"事实 {part}：计数（{unit}），不超过 {whole}\n事实 {whole}：计数（{unit}）{least_said}\n指标 {name} = {part} ÷ {whole}"
    return Thing(RATIO, name, declared, "" if least else whole, bad, (part, whole))


THINGS = (
    *_flags("弄虚作假 虚报 失密 无预案 越级上访", bad=True),
    *_flags("公开 备案 经验推广 培训到位 一窗受理", bad=False),
    *_counts("投诉/件 通报/次 差错/处 事故/起 逾期任务/项", bad=True),
    *_counts("信息/条 创新/项 表彰/次 会议/次 新增企业/家", bad=False),
    *(Thing(RATIO, name, f"事实 {name}：比率") for name in ("办结率", "满意率", "公开率")),
    *(Thing(RATIO, name, f"事实 {name}：比率", bad=True) for name in ("差错率", "返工率")),
    _indicator("结案率", "结案", "立案", "件", bad=False, least=1),
    _indicator("回访率", "回访", "应回访", "户", bad=False),
    _indicator("退件率", "退件", "收件", "份", bad=True),
    Thing(DAYS, "办理用时", "事实 办理用时：时长（工作日）", "个工作日", bad=True),
    Thing(DAYS, "整改用时", "事实 整改用时：时长（自然日）", "天", bad=True),
    Thing(MONTHS, "驻村时间", "事实 驻村时间：时长（月）", "月"),
    Thing(MONEY, "争取资金", "事实 争取资金：金额（元）", "万元"),
    Thing(MONEY, "超支经费", "事实 超支经费：金额（元）", "万元", bad=True),
    Thing(AREA, "大厅面积", "事实 大厅面积：数量（平方米）", "平方米"),
    Thing(GRADE, "评议", "事实 评议：等级（优等、良好、一般、较差）", others=("优等", "良好", "一般", "较差")),
    Thing(DATE, "报送", "事实 报送：日期，可空"),
    Thing(DATE, "上报计划", "事实 上报计划：日期，可空"),
    Thing(SPAN, "调整", "事实 公布：日期\n事实 调整：日期，可空", others=("公布",)),
    Thing(SCORE, "测评", "事实 测评：分值，0 分—100 分", "分"),
    Thing(
        SHARE,
        "网办事项",
        "事实 网办事项：计数（项），不超过 全部事项\n事实 全部事项：计数（项），不少于 1 项",
        others=("全部事项",),
    ),
    Thing(PAIR, "查办数", "事实 查办数：计数（件）\n事实 目标数：计数（件），不少于 1 件", "件", others=("目标数",)),
    Thing(
        BEFORE, "信访量", "事实 信访量：计数（批）\n事实 上年信访量：计数（批）", "批", bad=True, others=("上年信访量",)
    ),
    Thing(LEVELS, "推介", "事实 推介：计数（篇），分级 国家级、省级、市级", "篇", others=("国家级", "省级", "市级")),
    Thing(
        TABLE,
        "获奖分",
        "事实 赛事级别：类别（全国赛、全省赛、别的赛）\n事实 获奖名次：类别（头奖、末奖、未获奖）\n"
        "分值表 获奖分（头奖、末奖）：全国赛 8 分、6 分\n分值表 获奖分（头奖、末奖）：全省赛 4 分、2 分",
    ),
    Thing(MEAN, "达标率", "事实 达标率：比率\n指标 全市均值 = 全体平均（达标率）", others=("全市均值",)),
    Thing(GROUP, "三项制度", "事实 首问制：是否\n事实 代办制：是否\n集合 三项制度：首问制、代办制"),
)
FLAGGED = (
    Thing(FLAGS, "漏报", "事实 漏报：是否\n事实 错报：是否", bad=True, others=("错报",)),
    Thing(FLAGS, "省级荣誉", "事实 省级荣誉：是否\n事实 市级荣誉：是否", others=("市级荣誉",)),
    Thing(COUNTS, "超速", "事实 超速：计数（次）\n事实 闯红灯：计数（次）", "次", True, ("闯红灯",)),
)
# Said of other sentences only: conditions of exemptions, of what is doubled, of what zeroes an item.
GUARDS = ("不可抗力", "主动报告", "瞒报", "上级豁免")


def pick(random: Random, of: tuple[str, ...], taken: set[str]) -> Thing | None:
    """Return a thing of one of some kinds whose name is free; None if there is none."""
    free = [each for each in (*THINGS, *FLAGGED) if each.of in of and each.name not in taken]
    return random.choice(free) if free else None
