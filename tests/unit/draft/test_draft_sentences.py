"""One official sentence after the other: what the draft makes of it, or why it leaves it open. Made up, form by form."""

from __future__ import annotations

import pytest

from compiler import core
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.writing.clause import Clause
from zhunsheng.draft.writing.drafting import Draft, draft


def drafted(text: str) -> Draft:
    made = draft(read_plain(text), text, "示例办法")
    assert made.compiled.policy is not None, [each.message for each in made.compiled.bag]
    return made


def scored(text: str) -> list[Clause]:
    return [each for each in drafted(text).clauses if each.scored]


def one(text: str) -> Clause:
    (clause,) = scored(f"一、总体要求\n{text}\n")
    return clause


READ = {
    "fixed": ("未公示的，扣5分。", ["未公示 扣 5 分"]),
    "context before the condition": ("按照上级要求，未公示的，扣5分。", ["未公示 扣 5 分"]),
    "per piece": ("未按时报送的，每次扣2分。", ["未按时报送 每次 扣 2 分"]),
    "a bare count": ("超期办结的，经查实1件扣0.5分。", ["超期办结 每件 扣 0.5 分"]),
    "每 with a noun": ("每承担1项改革任务记1分，5分封顶。", ["每项 改革任务 记 1 分，封顶 5 分"]),
    "每 in a 分句 of its own": ("公共事项进驻大厅的，每进驻1项，加1分。", ["公共事项进驻大厅 每项 加 1 分"]),
    "share with tiers": (
        "网上事项占全部事项的50%以下的，扣3分；占比在30%以下的，扣5分。",
        ["网上事项 占 全部事项 的 50%以下 扣 3 分；占比 30%以下 扣 5 分"],
    ),
    "share of a whole in words": (
        "网上办件未达到全部办件的30%的，扣1分。",
        ["网上办件 占 全部办件 的 低于 30% 扣 1 分"],
    ),
    "tiers of one measure": (
        "满意度达90%以上的记4分，80%以上的记2分，低于60%不记分。",
        ["满意度 90%以上 记 4 分，80%以上 记 2 分，低于 60% 不记分"],
    ),
    "a duration": ("平均办理时间超过5个工作日的，扣3分。", ["平均办理时间 超过 5 个工作日 扣 3 分"]),
    "both": (
        "全部事项均可网上办的，且网上办件达到全部办件60%的，加5分。",
        ["全部事项均可网上办 且 网上办件 占 全部办件 的 60%以上 加 5 分"],
    ),
    "past a bound by the percentage point": (
        "合格率低于80%的，每降低1个百分点扣1分。",
        ["合格率 低于 80% 每低于 1 个百分点 扣 1 分"],
    ),
    "shortfall": ("专题会议全年不少于4次，每缺一次扣0.5分。", ["专题会议 4 次以上 每缺 1 次 扣 0.5 分"]),
    "discretion by the piece": (
        "经验得到推广的每次加1—2分，最多加5分。",
        ["经验得到推广 每次 加 1—2 分，最多加 5 分"],
    ),
    "so and not so": ("成立领导小组记2分，未成立扣2分。", ["成立领导小组 记 2 分，未 成立领导小组 扣 2 分"]),
    "levels": (
        "被国家级媒体采用的加10分，省级加5分，市级加1分。",
        ["被国家级媒体采用 加 10 分", "被省级媒体采用 加 5 分", "被市级媒体采用 加 1 分"],
    ),
    "分别 over levels": (
        "被省、市通报批评的，分别扣5分、3分。",
        ["被省通报批评、被市通报批评 分别 扣 5 分、3 分"],
    ),
    "a consequence": ("弄虚作假的，一经核实，取消评优资格。", ["弄虚作假 取消评优资格"]),
    "the most of several": (
        "在全市推广的加1分，在全省推广的加2分，取最高分。",
        ["全市推广 加 1 分，全省推广 加 2 分，取最高分"],
    ),
    "so much a month": ("每月按时报送加0.4分。", ["每 1 个月 按时报送 加 0.4 分"]),
    "分别 over bounds": (
        "达标率低于80%、70%的，分别扣1分、2分。",
        ["达标率 低于 80%、70% 分别 扣 1 分、2 分"],
    ),
    "against last year": (
        "满意度与上年相比每上升1个百分点加2分。",
        ["满意度 与 上年满意度 相比，每超过 1 个百分点 加 2 分"],
    ),
    "a state of one": ("专职人员2名以上的得2分，1名的得1分。", ["专职人员 2 名以上 记 2 分，1 名 记 1 分"]),
    "a share in words": ("A类企业占比达到30%的，得5分。", ["A类企业占比 30%以上 记 5 分"]),
    "money": ("损失1万元以下扣2分，5万元以上扣10分。", ["损失 1 万元以下 扣 2 分，5 万元以上 扣 10 分"]),
    "all of them": (
        "一、方案（10分）\n制定方案得2分，组织实施得3分，取得实效得5分。",
        ["制定方案 记 2 分", "组织实施 记 3 分", "取得实效 记 5 分"],
    ),
    "short of a bound": ("一般案件低于10件的，每少1件扣0.5分。", ["一般案件 低于 10 件 每缺 1 件 扣 0.5 分"]),
    "levels under a heading 分句": (
        "受到市级以上表彰的，国家级加10分，省级加6分。",
        ["国家级 加 10 分", "省级 加 6 分"],
    ),
    "a range at discretion": ("责任制不健全的，酌情扣1至3分。", ["责任制不健全 扣 1—3 分"]),
    "lacking each quarter": ("专题会议不少于4次，每季度少一次扣2分。", ["专题会议 不少于4次，每缺 一 次 扣 2 分"]),
    "against another quantity": (
        "死亡人数超过控制指标的，每超1人扣3分。",
        ["死亡人数 超过 控制指标 每超过 1 人 扣 3 分"],
    ),
    "a veto": ("瞒报事故的，一票否决。", ["瞒报事故 一票否决"]),
    "levels of one thing": (
        "获得省级表彰的加5分，市级表彰的加3分，加分总和不超过5分。",
        ["获得省级表彰 加 5 分，市级表彰 加 3 分，最多加 5 分"],
    ),
    "either": ("无计划或完成率低于90%的，扣3分。", ["无计划 或 完成率 低于 90% 扣 3 分"]),
    "a whole step": ("投诉量每满200辆扣0.1分，不足200辆的不计。", ["投诉量 每满 200 辆 扣 0.1 分，不足 200 辆 不计"]),
    "a cap without its verb": (
        "信息采用国家级每篇加5分，省级每篇加3分，累计不超过10分。",
        ["信息采用国家级 每篇 加 5 分", "信息采用省级 每篇 加 3 分", "最多加 10 分"],
    ),
    "and a consequence": (
        "考核中弄虚作假的，一经查实，扣5分，并取消年度评优资格。",
        ["考核中弄虚作假 扣 5 分，取消年度评优资格"],
    ),
    "a price with a slash": ("无故不参加会议的，扣1分/次。", ["无故不参加会议 每次 扣 1 分"]),
    "grades of the total": (
        "考核得分95分以上为优秀，85分以上不足95分为良好。",
        ["等次 优秀：95 分以上", "等次 良好：85 分以上"],
    ),
    "nothing for the item": (
        "一、保洁（5分）\n每发现1处垃圾堆放点扣0.5分，超过10处的不得分。",
        ["垃圾堆放点 每处 扣 0.5 分", "超过10处 此项不记分"],
    ),
    "grades of one thing": (
        "一、群众评议（10分）\n优等不扣分，一般，给予扣4分，较差的，则扣8分。",
        ["优等 不扣分；一般 扣 4 分；较差 扣 8 分"],
    ),
    "grades of one thing, won": (
        "一、群众评议（10分）\n优等的，加5分；良好，加3分；一般的，不加分。",
        ["优等 加 5 分；良好 加 3 分；一般 不加分"],
    ),
    "zeroing": (
        "一、投诉（4分）\n受到投诉的每次扣1分，投诉属实的，此项不记分。",
        ["受到投诉 每次 扣 1 分，投诉属实 此项不记分"],
    ),
}


@pytest.mark.parametrize(
    ("text", "lines"), READ.values(), ids=[name.replace("每", "each").replace("分", "") for name in READ]
)
def test_a_sentence_that_is_read(text: str, lines: list[str]) -> None:
    clause = scored(text if text.startswith("一、") else f"一、总体要求\n{text}\n")[0]
    assert (list(clause.lines), clause.doubts) == (lines, ())


OPEN = {
    "shared ends": ("办结率99%—100%扣5分；98%—99%扣10分。", "归哪一档原文没有写", [("端点就高",), ("端点就低",)]),
    "both bound words": (
        "不合格率超过30%以上的，扣5分。",
        "既含本数又不含本数",
        [("不合格率 超过30% 扣 5 分",), ("不合格率 30%以上 扣 5 分",)],
    ),
    "a bare number": ("每窗口派驻两名工作人员，记2分。", "恰好这个数还是不少于这个数", []),
    "the most, piece by piece": ("国家级每篇加5分，省级每篇加3分，同一稿件取最高分。", "逐件取最高", []),
    "grades that share an end": ("总分75分以上为合格，75分以下为不合格。", "同时落在两个等次", []),
    "a place without a measure": ("发生责任事故，后3位的扣2分。", "名次", []),
    "deducted from what": ("无撤销案件，得5分，每发生1件扣2分。", "从前面的得分里扣", []),
    "against a target": ("任务完成率每低于目标值1个百分点，扣0.5分。", "按什么计", []),
    "states of which one is not read": (
        "按时完成的，得3分；逾期10日内完成的，得2分；逾期10日以上完成的，得1分；未完成的，不得分。",
        "句中有界限",
        [],
    ),
    "one of them or all of them": ("制定方案得2分，组织实施得3分，取得实效得4分。", "择一还是累加", []),
    "by the piece and by a bound": ("每超时1小时扣0.1分，超过24小时扣2分。", "另计还是改按", []),
    "so much for each of each": ("不参加培训的，每人每次扣0.5分。", "按什么计", []),
    "off the total": ("资料弄虚作假的，扣2分，并在总分中扣5分。", "从总分里扣", []),
    "once only": ("市级通报扣2分，省级通报扣5分，因同一事项多次通报的，只扣一次。", "没有读进规则", []),
    "one piece or each": ("信息被省级媒体采用1篇，得3分。", "还是有一篇就给", []),
    "a deduction by what was done": ("一、退养（4分）\n未完成的按完成比例扣分。", "没有完成的部分", []),
    "a factor": ("每受理一件有效投诉扣1分，查实责任的加倍扣分。", "没有读进规则", []),
    "an exemption beside it": ("未完成的，扣2分。因不可抗力未完成的除外。", "没有读进规则", []),
    "per cent above the target": ("超额完成1个百分点加0.3分。", "按什么计", []),
    "or and and": ("甲率低于90%且未报送，或乙率低于80%的，扣3分。", "谁先谁后", []),
    "a cap of one part or of all": ("未报送的每次扣1分；迟报的每次扣0.5分，最多扣3分。", "封顶只管最后一项", []),
    "a bound nobody measures": ("未落实制度，会议少于3次的，扣2分。", "没有读出是哪个数的界限", []),
}


@pytest.mark.parametrize(("text", "why", "candidates"), OPEN.values(), ids=list(OPEN))
def test_a_sentence_that_is_left_open(text: str, why: str, candidates: list[tuple[str, ...]]) -> None:
    clause = scored(text)[0] if text.startswith("一、") else one(text)
    assert clause.lines == ()
    assert any(why in doubt for doubt in clause.doubts), clause.doubts
    for wanted in candidates:
        assert any(set(wanted) <= set(given) for given in clause.candidates), clause.candidates


def test_grades_are_values_of_one_fact() -> None:
    (clause,) = scored("一、群众评议（10分）\n优等不扣分，一般扣4分，较差扣8分。\n")
    assert [(fact.name, fact.type) for fact in clause.facts] == [("群众评议情况", "等级（优等、一般、较差）")]


def test_the_points_of_an_item_and_what_is_deducted_from_them() -> None:
    (clause,) = scored("一、台账\n台账记录完整（3分，少一次扣1分，扣完为止）。\n")
    assert clause.points == "3分"
    assert clause.lines == ("台账记录完整缺少数 每次 扣 1 分", "扣完为止")


def test_a_price_is_the_item_in_full() -> None:
    (clause,) = scored("一、台账\n建立工作台账（5分）。\n")
    assert (clause.points, clause.lines) == ("5分", ("建立工作台账 记满分",))


@pytest.mark.parametrize("said", ["按获奖分加分", "按排名加分"])
def test_what_says_how_points_are_given_is_no_requirement(said: str) -> None:
    (clause,) = scored(f"一、获奖（10分）\n{said}。\n")
    assert clause.lines == () and clause.doubts


def test_points_of_a_heading_without_a_criterion_are_left_open() -> None:
    (clause,) = scored("一、标准化建设（10分）。主要包括有关文件的落实。\n")
    assert clause.doubts and clause.candidates[0] == ("酌情给分",)


def test_points_for_what_is_only_looked_at_are_the_assessors() -> None:
    (clause,) = scored("一、标准化建设（10分）。主要包括有关文件落实情况。\n")
    assert (clause.lines, clause.doubts) == (("酌情给分",), ())
    assert "由考核人在分值之内评定" in clause.remarks[0]


def test_a_list_of_acts_with_one_price() -> None:
    text = "第一条 有下列行为之一的，一次记6分：\n（一）超速百分之二十以上的；\n（二）不按规定让行，尚未造成事故的。\n"
    (clause,) = scored(text)
    assert clause.lines == ("超速 每次 记 6 分", "尚未造成事故 每次 记 6 分")
    assert [fact.meaning for fact in clause.facts] == ["超速百分之二十以上的", "不按规定让行，尚未造成事故的"]


def test_caps_hold_only_what_they_were_written_for() -> None:
    first, second = scored("一、加减分\n经验得到推广的每次加1分，最多加5分；被通报批评的每次扣1分。\n")
    assert (first.lines, second.lines) == (("经验得到推广 每次 加 1 分，最多加 5 分",), ("被通报批评 每次 扣 1 分",))


def test_the_sign_of_a_heading() -> None:
    (clause,) = scored("减分：\n1.未经批准外出的10分/次。\n")
    assert clause.lines == ("未经批准外出 每次 扣 10 分",)


def test_signs_without_numbers_stand_beside_the_numbered_parts() -> None:
    text = "一、科研\n1.获奖的，加2分。\n加分：\n1.推广的，加1分。\n减分：\n1.未经批准外出的10分/次。\n四、其他\n1.未报送的，扣1分。\n"
    made = drafted(text)
    assert [(each.level, each.number + each.title) for each in made.clauses] == [
        (1, "一、科研"), (2, "1."), (1, "加分"), (2, "1."), (1, "减分"), (2, "1."), (1, "四、其他"), (2, "1."),
    ]  # fmt: skip


def test_points_announced_beyond_the_numbered_items() -> None:
    text = "三、内容\n（一）服务（10分）。主要包括窗口服务。\n专门设立加减分项目。获奖的每次加1分，被通报批评的每次扣1分。\n"
    made = drafted(text)
    assert made.compiled.policy is not None
    (outside,) = [each for each in made.compiled.policy.root.children if isinstance(each, core.Group)]
    assert [each.title for each in outside.children if isinstance(each, core.Group) and each.outside] == ["加减分项目"]


def test_a_heading_of_bonuses_with_the_most_that_they_give() -> None:
    bonuses = "第四条 加分项目，累计加分不超过10分：\n（一）获奖的，每项加5分；\n（二）推广的，加3分。\n"
    text = bonuses + "第五条 扣分项目：\n（一）被曝光的，扣3分。\n"
    made = drafted(text)
    assert [(each.number + each.title, each.points, each.lines) for each in made.clauses] == [
        ("第四条加分项目", "10分", ()),
        ("(一)", "", ("获奖 每项 加 5 分",)),
        ("(二)", "", ("推广 加 3 分",)),
        ("第五条扣分项目", "", ()),
        ("(一)", "", ("被曝光 扣 3 分",)),
    ]
    assert made.compiled.policy is not None
    bonus, malus = (each for each in made.compiled.policy.root.children if isinstance(each, core.Group))
    assert bonus.outside and bonus.points_for("") == 10 and malus.outside


def test_a_duty_is_quoted_and_left_open() -> None:
    made = drafted("一、要求\n各部门应当公示办事指南。\n")
    (clause,) = [each for each in made.clauses if each.doubts]
    assert clause.quotes == ("各部门应当公示办事指南。",) and "应当" in clause.doubts[0]
    assert any(each.code == "W024-undecided" for each in made.compiled.bag)


def test_columns_become_items_points_and_methods() -> None:
    rows = [
        "考核项目\t考核内容\t评分标准\t分值\t考核方式",
        "一、报送（5分）\t1.信息报送\t未报送的，每次扣1分，扣完为止。\t3分\t查资料",
        "\t2.信息公开\t公开及时的，记2分。\t2分\t看现场",
    ]
    text = "附件1\n\n" + "\n".join(rows) + "\n"
    made = drafted(text)
    assert [(each.number + each.title, each.points, each.method) for each in made.clauses] == [
        ("附件1", "", ""),
        ("一、报送", "5分", ""),
        ("1.信息报送", "3分", "查资料"),
        ("2.信息公开", "2分", "看现场"),
    ]


def test_the_number_of_a_criterion_may_stand_in_the_cell_beside_it() -> None:
    rows = [
        "考核项目\t考核内容\t评分标准\t分值",
        "一、会议\t1.专题会议不少于4次\t查会议记录，每缺一次扣0.5分\t2分",
        "二、公开\t1.信息公开\t公开的，记1分\t1分",
    ]
    text = "\n".join(rows) + "\n"
    clause = scored(text)[0]
    assert clause.quotes == ("1.专题会议不少于4次", "查会议记录，每缺一次扣0.5分")
    assert clause.lines == ("专题会议 不少于4次，每缺 一 次 扣 0.5 分",)


def test_a_kind_of_unit_is_no_number_of_everybody() -> None:
    found = one("第一条 会议（10分）。县区专题会议每年不少于4次，每缺一次扣1分；经济开发区不少于2次，每缺一次扣1分。")
    assert found.lines == ()
    assert "经济开发区" in found.doubts[0] and "对象类别" in found.doubts[0]
