"""Sentences that a draft once read wrongly or lost: what they mean, or that they are left open. Made up, one for each kind.

The right value comes from the words: what has every number, bound, sign, 每, cap, negation and consequence of its sentence is a rule;
anything less is open, with a reason.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.diagnostics import Severity
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.writing.drafting import Draft, draft


def drafted(text: str) -> Draft:
    return draft(read_plain(text), text, "示例办法")


def lines_of(text: str) -> tuple[list[str], list[str]]:
    """Every line of rules, and every reason why something is open."""
    made = drafted(text)
    assert made.compiled.policy is not None, [each.message for each in made.compiled.bag]
    return (
        [line for clause in made.clauses for line in clause.lines],
        [doubt for clause in made.clauses for doubt in clause.doubts],
    )


RULES = {
    "1 a fact belongs to its item": (
        "一、保洁（5分）\n（3）地面（2分）\n不符合要求1处扣1分。\n（4）墙面（3分）\n不符合要求1处扣1分。\n",
        ["地面不符合要求 1 处 扣 1 分", "墙面不符合要求 1 处 扣 1 分"],
    ),
    "2 a line that ends in points ends its sentence": (
        "一、工作（10分）\n未公示的，扣3分\n未上报的，扣2分\n字迹不清的，每处扣0.5分\n表格有涂改的，每处扣0.2分\n",
        ["未公示 扣 3 分", "未上报 扣 2 分", "字迹不清 每处 扣 0.5 分", "表格有涂改 每处 扣 0.2 分"],
    ),
    "5 nothing but losses of the item": (
        "一、档案（4分）\n未建立档案的，不得分；档案被涂改的，不得分。\n",
        ["未建立档案 此项不记分", "档案被涂改 此项不记分"],
    ),
    "5 several losses beside points": (
        "一、投诉（4分）\n未受理投诉的，不得分；回复迟延的，每次扣1分；泄露投诉人的，不得分。\n",
        ["未受理投诉 此项不记分", "回复迟延 每次 扣 1 分", "泄露投诉人 此项不记分"],
    ),
    "6 all of it is lost": (
        "一、巡查（5分）\n发现隐患每处扣1分；隐患未整改的全扣。\n",
        ["发现隐患 每处 扣 1 分", "隐患未整改 此项不记分"],
    ),
    "6 a formula": ("一、绿化（40分）\n得分=成活率*40\n", ["得分 = 成活率 × 40"]),
    "6 structure is no rule": (
        "二、养护由绿化（40）、设施（40）构成。\nB1.设备条件（5分）\n设备陈旧的，扣1分。\n",
        ["设备陈旧 扣 1 分"],
    ),
    "7 an example is no rule": (
        "一、培训（5分）\n每少一次扣0.3分。比如，少三次，扣0.9分。\n",
        ["培训缺少次数 每次 扣 0.3 分"],
    ),
    "9 未 stays where it stands": (
        "一、投诉（10分）\n未按规定处置，致使再次投诉的，每次扣6分。\n",
        ["未按规定处置致使再次投诉 每次 扣 6 分"],
    ),
    "9 未 of an earlier 分句": (
        "一、经费（5分）\n未按预算管理要求，将经费纳入考核内容的，扣4分。\n",
        ["未按预算管理要求将经费纳入考核内容 扣 4 分"],
    ),
    "11 an exemption is kept": (
        "一、信息（5分）\n信息缺失每人扣0.2分，离职人员不扣分。\n",
        ["信息缺失 每人 扣 0.2 分，离职人员 不扣分"],
    ),
    "13 one and more is a bound": (
        "一、加分项\n新增企业1个及以上加0.7分。\n",
        ["新增企业 1 个以上 加 0.7 分"],
    ),
    "13 four times and more is a bound": (
        "一、投诉（10分）\n每年累计4次及其以上者减9分。\n",
        ["投诉每年累计 4次以上 扣 9 分"],
    ),
    "16 numbers of several parts": (
        "一、安全（10分）\n1.1 现场\n（1）围挡（4分）\n不符合要求1处扣1分。\n1.2 资料\n（1）台账（6分）\n不符合要求1处扣2分。\n",
        ["围挡不符合要求 1 处 扣 1 分", "台账不符合要求 1 处 扣 2 分"],
    ),
    "16a a signed column": (
        "一、信用评分\n\n序号\t信用行为\t加减分\n1\t发生安全事故的\t-30\n2\t获得省级表彰的\t＋5\n\n",
        ["发生安全事故 扣 30 分", "获得省级表彰 加 5 分"],
    ),
    "17 a list under 一票否优": (
        "一、一票否优\n发生重大事故的\n被通报批评的\n",
        ["发生重大事故 取消评优资格", "被通报批评 取消评优资格"],
    ),
    "17 a condition sentence before": (
        "一、巡查（10分）\n保持道路清洁，无垃圾。每发现不到位一次扣5分。\n",
        ["巡查不到位 每次 扣 5 分"],
    ),
    "10 分别 by the piece": (
        "一、通报（10分）\n被省、市通报批评的，每起分别扣10分、5分。\n",
        ["被省通报批评、被市通报批评 每起 分别 扣 10 分、5 分"],
    ),
    "15 all that a list names": (
        "一、档案（5分）\n未建立制度、未编制目录、未及时归档的，扣2分。\n",
        ["未建立制度、未编制目录、未及时归档 扣 2 分"],
    ),
    "16d a row shorter than the head": (
        "一、评分\n\n考核项目\t考核内容\t评分标准\t分值\n安全管理\t建立制度\t未建立制度的，扣2分\t5\n配备人员（2分）\t未配备人员的，扣1分\t2\n\n",
        ["制度未建立制度 扣 2 分", "未配备人员 扣 1 分"],
    ),
    "16e a sentence is no heading": (
        "一、报告\n（一）报送\n按时报送得0.5分；没有，不得分\n",
        ["按时报送 记 0.5 分，其余 不记分"],
    ),
    "an open form: the cell beside is the condition": (
        "一、安全（5分）\n\n考核内容\t评分标准\n受到通报\t扣1～15分（如无则不扣分）\n验收\t验收不合格的，扣1分\n\n",
        ["受到通报 扣 1—15 分", "验收不合格 扣 1 分"],
    ),
    "an open form: the bound in the cell beside": (
        "一、评分\n\n考核项目\t考核内容\t考核办法\t分值\n完好率\t设备完好率不低于90%\t完好率每降低1个百分点扣0.2分\t5\n"
        "验收\t验收\t不合格的，每处扣1分\t5\n\n",
        ["设备完好率 90%以上 每低于 1 个百分点 扣 0.2 分", "验收不合格 每处 扣 1 分"],
    ),
    "an open form: a formula and its range": (
        "一、周期（10分）\n得分=（2-周期）*10，0≦得分≦10分\n",
        ["得分 = （2 − 周期） × 10，0 分 ≤ 得分 ≤ 10 分"],
    ),
    "an open form: a share of those of an age": (
        "一、队伍（5分）\n干部中35岁及以下的不低于总数的20%，得1分；每低1%，扣0.05分。\n",
        ["干部中35岁以下占比 20%以上 记 1 分；每低于 1 个百分点 扣 0.05 分"],
    ),
    "an open form: so much each month": ("一、工龄（10分）\n每月0.4分\n", ["每 1 个月 记 0.4 分"]),
    "an open form: up to so much": (
        "一、安全（10分）\n围挡破损1处扣1分，单项扣至3分为止。\n",
        ["围挡破损 1 处 扣 1 分，3 分 扣完为止"],
    ),
    "an open form: adding up": (
        "一、安全（10分）\n发现一起违规扣2分，累计扣分制，最高扣分不超过9分。\n",
        ["每起 违规 扣 2 分，最高扣 9 分"],
    ),
    "an open form: prices under 加分": (
        "一、加分项\n主编10分/项；副主编5分/项。\n",
        ["主编 每项 加 10 分", "副主编 每项 加 5 分"],
    ),
    "an open form: the verb stands once": (
        "一、创优\n国家级加5分，省级3分，市级1分。\n",
        ["国家级 加 5 分", "省级 加 3 分", "市级 加 1 分"],
    ),
    "an open form: points, and a step down": (
        "一、队伍（5分）\n研究生占比达到20%以上的，得1分；每低1%，扣0.1分。\n",
        ["研究生占比 20%以上 记 1 分；每低于 1 个百分点 扣 0.1 分"],
    ),
    "one piece in the middle": (
        "一、线路（10分）\n抽查3条巷道，接头不平整1处扣0.5分，其他1处不合格扣0.2分，单项扣至10分为止。\n",
        ["接头不平整 每处 扣 0.5 分", "线路其他不合格 每处 扣 0.2 分", "最多扣 10 分"],
    ),
    "1 a ladder of one count": (
        "一、值班（10分）\n值班脱岗发现一次扣2分，两次扣5分，三次及以上扣10分。\n",
        ["值班脱岗 1 次 扣 2 分，2 次 扣 5 分，3 次以上 扣 10 分"],
    ),
    "16c what stands behind a table": (
        "一、安全\n\n序号\t考核内容\t评分标准\t分值\t得分\n1\t消防\t通道堵塞每处扣1分\t5\t\n合计\t\t\t5\t\n\n加分项\n一、获表彰的加2分。\n",
        ["通道堵塞 每处 扣 1 分", "获表彰 加 2 分"],
    ),
    "16c two levels of numbers": (
        "一、质量（10分）\n1.1 病历\n1.1.1 书写（5分）\n缺页每份扣1分。\n1.1.2 归档（5分）\n迟归每份扣2分。\n",
        ["书写缺页 每份 扣 1 分", "迟归 每份 扣 2 分"],
    ),
    "17 a list under 否决事项": (
        "一、安全（5分）\n未巡查的，扣1分。\n否决事项\n（一）发生较大事故的，实行一票否决。\n",
        ["未巡查 扣 1 分", "发生较大事故 一票否决"],
    ),
    "a bound in the heading": (
        "一、质量（10分）\n1.1 甲级病案率≥90%（10分）\n未达标每低1%扣1分。\n",
        ["甲级病案率 90%以上 每低于 1 个百分点 扣 1 分"],
    ),
    "points of the item behind a step": (
        "一、用药（5分）\n（1）抗菌药物使用率≤60%，每超1个百分点扣0.5分。（5分）\n",
        ["抗菌药物使用率 60%以下 每超过 1 个百分点 扣 0.5 分"],
    ),
    "a level behind its sentence": (
        "一、扣分项\n被上级通报批评的，市级每次扣1分，省级每次扣2分。\n",
        ["被上级通报批评市级 每次 扣 1 分，被上级通报批评省级 每次 扣 2 分"],
    ),
    "15 what a meeting is about": (
        "一、安全\n\n考核项目\t考核内容\t评分标准\t分值\n责任\t负责人每季度至少召开1次安全例会\t每缺一次扣1分\t4\n制度\t制度\t未建立的，扣1分\t2\n",
        ["安全例会缺少次数 每次 扣 1 分", "制度未建立 扣 1 分"],
    ),
    "a year is no piece": ("一、表（10分）\n缺1999年表的扣5分。\n", ["缺1999年表 扣 5 分"]),
    "so much in all": (
        "一、编制（5分）\n擅自增设机构的，每例扣0.5分，共1分。\n",
        ["擅自增设机构 每例 扣 0.5 分，封顶 1 分"],
    ),
    "only what is looked at": (
        "一、考核（20分）\n（一）组织领导（10分）。主要考核组织机构、制度建设等情况。\n（二）党建（10分）。主要考核党建情况。\n1.未开会的，扣1分。\n",
        ["酌情给分", "未开会 扣 1 分"],
    ),
    "a comma of half width": ("一、反馈（5分）\n内容不规范,过于简单的,1件扣2分。\n", ["过于简单 每件 扣 2 分"]),
    "an open form: points on a line of their own": (
        "一、岗位\n1、主任：\n积点数：45\n2、出勤：\n积点数：20\n积点说明：缺席一次扣1个积点。\n3、组长、教研员：\n积点数：组长40、教研员30\n",
        ["主任 记 45 分", "出勤缺席 每次 扣 1 分", "组长 记 40 分", "教研员 记 30 分"],
    ),
    "17 a list under 一票否优 with a place": (
        "一、一票否优\n全省考评位次在后三位的\n",
        ["全省考评 排名 倒数 3 位 取消评优资格"],
    ),
}


@pytest.mark.parametrize(("text", "lines"), RULES.values(), ids=[each.replace("分", "") for each in RULES])
def test_what_is_read_is_read_whole(text: str, lines: list[str]) -> None:
    assert lines_of(text) == (lines, [])


OPEN = {
    "8 two bounds": ("一、任务（5分）\n完成率全年低于80%、上半年低于40%的，扣3分。\n", "80%"),
    "8 two rates": ("一、制度（5分）\n每缺1种或每1处不符合要求扣0.5分。\n", "每……"),
    "8 two amounts": ("一、补贴（5分）\n集体拥有每人扣0.4分、个人拥有扣0.6分。\n", "0.4分"),
    "10 two ratios": ("一、指标（10分）\n甲类完成率、乙类完成率低于85%的，每降低1个百分点扣0.5分。\n", "两个数"),
    "10 two events": ("一、安全（20分）\n发生踩踏的；引发冲突的，每起扣7分。\n", "发生踩踏"),
    "10 分别": ("一、落实（10分）\n未落实甲类任务或者乙类任务，分别扣4分。\n", "分别"),
    "11 an exemption piece by piece": (
        "一、服务（5分）\n每起投诉扣1分，如果处理后读者满意，此起可以不扣分。\n",
        "免扣",
    ),
    "11 an exemption alone": ("一、出勤（5分）\n产假不扣分。\n", "不扣分"),
    "12 points for every month": ("一、巡查（15分）\n每月巡查覆盖率达到100%得15分，每缺1个月未达到的扣3分。\n", "100%"),
    "12 one day": ("一、开馆（6分）\n按时开馆得6分；有一天未开扣1分；发生纠纷整个项得0分。\n", "有一天"),
    "16a another number inside the row": (
        "一、信用评分\n\n序号\t信用行为\t加减分\n1\t无证驾驶，一次记12分\t-20\n2\t酒后驾驶，一次记6分\t-30\n\n",
        "12分",
    ),
    "16b a branch with an exception": (
        "一、考评（5分）\n获评B，扣0.5分（因不可抗力的除外），获评C或者D，扣1分。\n",
        "例外",
    ),
    "17 a grade": ("一、纪律（5分）\n弄虚作假的，年度考核定为不合格。\n", "后果"),
    "two grades at one end": (
        "一、等次\n考核得分90分以上为优秀，60分以上不足90分为合格，60分以下为不合格。\n",
        "60分同时落在两个等次",
    ),
    "10 so many in all": ("一、投诉（20分）\n投诉属实的，每起扣2分，当月累计3起以上扣10分。\n", "原文没有写"),
    "17 a factor": ("一、纪律（5分）\n造成恶劣影响的，加倍扣分。\n", "后果"),
    "17 a share of grades": ("一、等次\n优秀比例不超过三分之一。\n", "后果"),
    "17 a formula in words": ("一、指标\n该指标得分为本单位值÷最高值×权重。\n", "后果"),
    "17 amounts without 分": ("一、名次\n前三名分别加12、9、6\n", "后果"),
    "17 a sum of letters": ("一、总分\n总分T=S+M\n", "后果"),
    "17 a step down": ("一、纪律（5分）\n情节严重的，直接降一个等次。\n", "后果"),
    "17 more on a repeat": ("一、整改（5分）\n如有反复，全扣。\n", "重复"),
    "14 past a bound, of what": ("一、加分项\n（1）节能\n超过2%不得分。\n", "哪个数"),
    "a comparison in a name": ("一、队伍（5分）\n平均年龄不大于市级平均年龄的，得2分。\n", "比较"),
}


@pytest.mark.parametrize(("text", "why"), OPEN.values(), ids=[each.replace("分", "") for each in OPEN])
def test_what_is_not_read_whole_is_open(text: str, why: str) -> None:
    lines, doubts = lines_of(text)
    assert lines == []
    assert why in "；".join(doubts)


def test_what_goes_beyond_the_item_is_open_and_the_rest_is_read() -> None:
    """14: a flag that can never bite is no reading of 扣满."""
    lines, doubts = lines_of("一、投诉（6分）\n受到投诉每次扣2分；扣满6分的，追加扣除5分。\n")
    assert lines == ["受到投诉 每次 扣 2 分"]
    assert any("扣满" in each for each in doubts)


def test_points_behind_a_long_requirement_are_those_of_the_item() -> None:
    """4: （4分） behind a sentence."""
    made = drafted(
        "一、安全（4分）\n（1）建立盘点制度，明确盘点周期、范围等内容。（4分）\n未按周期盘点的，每次扣1分。\n"
    )
    clause = next(each for each in made.clauses if each.lines)
    assert (clause.points, clause.lines) == ("4分", ("未按周期盘点 每次 扣 1 分",))


def test_two_items_share_no_fact() -> None:
    """1: the same words under two headings are two facts, whatever their kind."""
    for sentence in ("未达到标准的，扣1分。", "不规范的，每处扣1分。", "完成率低于80%的，扣1分。", "每缺一项扣1分。"):
        made = drafted(f"一、植树（5分）\n{sentence}\n二、道路（5分）\n{sentence}\n")
        names = [fact.name for clause in made.clauses for fact in clause.facts]
        assert len(names) == len(set(names)) == 2, names


_PIECES = st.sampled_from(
    [
        *(
            "一、安全（10分）\n",
            "1.1 现场\n",
            "（1）围挡（4分）\n",
            "B1.设备（5分）\n",
            "加分项目：\n",
            "积点数：5\n",
            "1.2\n",
        ),
        *(
            "未公示的，",
            "每缺1种或",
            "低于80%的，",
            "每低1%",
            "发现一起",
            "其他",
            "不得分；",
            "全扣。",
            "扣1分",
            "加1—2分",
            "\n",
            "。",
            "；",
        ),
        *(
            "分别",
            "除外",
            "最多扣3分",
            "（5分）",
            "比如，",
            "\t",
            "得分=甲×2\n",
            "得5分。",
            "一票否优\n",
            "国家级",
            "3分，",
        ),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_a_draft_compiles_whatever_is_cut_and_joined(text: str) -> None:
    errors = [each for each in drafted(text).compiled.bag if each.severity is Severity.ERROR]
    assert [each.message for each in errors] == []
