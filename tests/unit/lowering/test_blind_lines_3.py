"""Lines in the manner of a stranger's table: each kind at its boundaries. Made-up lines; the points are worked out from the words."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from compiler.explain.trace import show_range
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from tests.unit.lowering.test_blind_lines import Facts, _value

# line, facts of a unit, points of the item, or of all where no item is named
READ: tuple[tuple[str, Facts, str], ...] = (
    # a count that is short, behind the bound of a share: it is no part of the share
    ("本项 8 分；覆盖率未达98%的，每少1个村扣0.5分", {"覆盖率": "90%", "村": 3}, "6.5 分"),
    ("本项 8 分；覆盖率未达98%的，每少1个村扣0.5分", {"覆盖率": "98%", "村": 3}, "8 分"),
    ("本项 5 分；参保率100%的得5分，每少1人扣0.2分", {"参保率": "99%", "缺少人数": 4}, "4.2 分"),
    ("本项 5 分；参保率100%的得5分，每少1人扣0.2分", {"参保率": "100%", "缺少人数": 0}, "5 分"),
    (
        "本项 8 分；制度健全得3分；评估率100%得5分，低于100%的，每少1户扣0.5分",
        {"制度健全": True, "评估率": "97%", "缺少户数": 2},
        "7 分",
    ),
    # each figure has its steps, also those of the lines before
    (
        "本项 9 分；甲率达到90%得3分，乙率达到80%得3分，丙率达到70%得3分；每项每低2个百分点扣1分",
        {"甲率": "86%", "乙率": "80%", "丙率": "68%"},
        "6 分",
    ),
    ("本项 6 分；甲率达到90%得3分；乙率达到80%得3分；每低2个百分点各扣1分", {"甲率": "88%", "乙率": "78%"}, "4 分"),
    # behind a comma, what was not done says what the sentence before does not give
    ("本项 6 分；建立台账得4分；编制方案得2分，未编制方案的不得分", {"建立台账": True, "编制方案": False}, "4 分"),
    ("本项 6 分；建立台账得4分；编制方案得2分，未编制的不得分", {"建立台账": True, "编制方案": False}, "4 分"),
    ("本项 6 分；建立台账得4分；编制方案得2分，未编制的不得分", {"建立台账": True, "编制方案": True}, "6 分"),
    (
        "本项 8 分；立案数4件以上得4分；无违规项目得4分，发现1起即不得分",
        {"立案数": 4, "无违规项目": False, "发现": 1},
        "4 分",
    ),
    # nothing of all that happened: the points are those that the losses are taken from
    ("本项 10 分；迟报每次扣2分；漏报每次扣3分；全年未发生的得满分", {"迟报": 1, "漏报": 1, "未发生": False}, "5 分"),
    ("本项 10 分；迟报每次扣2分；全年无上述情形的得满分", {"迟报": 0, "无上述情形": True}, "10 分"),
    # 扣完为止 behind the steps of a part is said of that part
    (
        "本项 6 分；达标率100%得4分，每低5个百分点扣1分，扣完为止；编制方案得2分",
        {"达标率": "70%", "编制方案": True},
        "2 分",
    ),
    # over its time as a whole
    ("本项 5 分；拨付超过时限的，每超1天扣0.5分", {"拨付超过时限": 4}, "3 分"),
    ("本项 5 分；办理时间超过时限的，每超1天扣0.5分", {"办理时间": 9, "时限": 7}, "4 分"),
    # caps the other way round
    ("省级每篇加2分，市级每篇加1分，加分5分封顶", {"省级": 3, "市级": 0}, "5 分"),
    ("本项 10 分；红旗每次得2分；黑旗每次扣2分；以10分为上限，不计负分", {"红旗": 7, "黑旗": 0}, "10 分"),
    ("本项 10 分；红旗每次得2分；黑旗每次扣2分；以10分为上限，不计负分", {"红旗": 0, "黑旗": 1}, "0 分"),
    ("漏访每人次扣0.5分；造成事件的，扣5分；两项之和以6分为上限", {"漏访": 3, "造成事件": True}, "-6 分"),
    ("甲类每满5家加0.2分，乙类每家加0.4分，单项累计不超过1分", {"甲类": 40, "乙类": 2}, "1.8 分"),
    ("本项 6 分；迟报每次扣1分，漏报每次扣2分，扣分不超过本项分值", {"迟报": 3, "漏报": 3}, "0 分"),
    ("本项 4 分；达标得4分；拒不整改的，取消本项得分", {"达标": True, "拒不整改": True}, "0 分"),
    ("本项 10 分；违规每次扣2分；受到表彰的，以上扣分减半执行", {"违规": 3, "受到表彰": True}, "7 分"),
    ("漏检每处扣1分；未整改每处扣2分，总得分不超过4分", {"漏检": 1, "未整改": 1}, "-3 分"),
    # what is said first and gives nothing
    ("本项 6 分；巡护次数每月不少于3次，每少1次扣0.5分", {"缺少次数": 3}, "4.5 分"),
    ("本项 6 分；隐患排查每季度2次，缺1次扣1分", {"缺少次数": 2}, "4 分"),
    ("本项 6 分；走访每月不少于1次，未走访的每人次扣0.5分", {"未走访": 2}, "5 分"),
    ("本项 4 分；植树造林工作中，查处毁林案件每起得1分，最高3分", {"查处毁林案件": 4}, "3 分"),
    (
        "本项 9 分；得分由清洁、管护两项组成，清洁不达标扣4分，管护不达标扣5分",
        {"清洁不达标": False, "管护不达标": True},
        "4 分",
    ),
    # which of two tiers has the end, said once
    ("本项 5 分；巩固率96%（含）以上得5分，92%（含）至96%得3分，92%以下得1分", {"巩固率": "96%"}, "5 分"),
    ("本项 5 分；巩固率96%（含）以上得5分，92%（含）至96%得3分，92%以下得1分", {"巩固率": "92%"}, "3 分"),
    ("本项 5 分；巩固率96%（含）以上得5分，92%（含）至96%得3分，92%以下得1分", {"巩固率": "91.9%"}, "1 分"),
    ("本项 5 分；巩固率80%以上得5分，80%（含）以下得2分", {"巩固率": "80%"}, "2 分"),
    # half, per head, both ends with 但, parts of the year, the verb again
    ("本项 5 分；占比超过一半的，扣2分", {"占比": "50%"}, "5 分"),
    ("本项 5 分；占比超过一半的，扣2分", {"占比": "50.1%"}, "3 分"),
    ("本项 5 分；经费低于人均3元的，扣1分", {"人均经费": 3}, "5 分"),
    ("本项 5 分；经费低于人均3元的，扣1分", {"人均经费": 2}, "4 分"),
    ("申报率达到97%的加2分，未达到97%但高于94%的加1分", {"申报率": "97%"}, "2 分"),
    ("申报率达到97%的加2分，未达到97%但高于94%的加1分", {"申报率": "96%"}, "1 分"),
    ("申报率达到97%的加2分，未达到97%但高于94%的加1分", {"申报率": "94%"}, "0 分"),
    ("进度6月底低于40%的扣1分，9月底低于70%的扣2分", {"进度6月底": "40%", "进度9月底": "69%"}, "-2 分"),
    ("开放档案的，每开放500件加0.2分", {"开放档案": 1200}, "0.4 分"),
    # of the figures that were just given limits
    (
        "本项 6 分；甲率、乙率均达到95%以上得6分，有一项达不到的得2分，两项都达不到的不得分",
        {"甲率": "95%", "乙率": "95%"},
        "6 分",
    ),
    (
        "本项 6 分；甲率、乙率均达到95%以上得6分，有一项达不到的得2分，两项都达不到的不得分",
        {"甲率": "94%", "乙率": "95%"},
        "2 分",
    ),
    (
        "本项 6 分；甲率、乙率均达到95%以上得6分，有一项达不到的得2分，两项都达不到的不得分",
        {"甲率": "94%", "乙率": "94%"},
        "0 分",
    ),
    ("甲率70%以上且乙率90%以上的加3分；只达到一项的加1分；两项均未达到的扣2分", {"甲率": "70%", "乙率": "89%"}, "1 分"),
    (
        "甲率70%以上且乙率90%以上的加3分；只达到一项的加1分；两项均未达到的扣2分",
        {"甲率": "69%", "乙率": "89%"},
        "-2 分",
    ),
    (
        "本项 6 分；甲率100%得3分，乙率100%得3分；两项中有一项低于70%的，本项不得分",
        {"甲率": "69%", "乙率": "100%"},
        "0 分",
    ),
    (
        "本项 6 分；甲率100%得3分，乙率100%得3分；两项中有一项低于70%的，本项不得分",
        {"甲率": "70%", "乙率": "100%"},
        "3 分",
    ),
    ("本项 6 分；有一项未完成的扣2分", {"未完成": 2}, "2 分"),
    # points for both of two bounds
    (
        "本项 6 分；整改率100%，评价率不低于60%的得6分；未整改的每件扣1分；评价率低于60%的，扣2分",
        {"整改率": "98%", "评价率": "59%", "未整改": 1},
        "3 分",
    ),
)

# line, code of the question
ASKED = (
    ("本项 10 分；失密每起扣2分，造成严重后果的，扣6分", "E426-counted-twice"),  # six for that one, or eight?
    ("本项 10 分；失密扣2分，情节严重的扣6分", "E426-counted-twice"),
    ("本项 10 分；组织培训少于3次的扣1分，未组织的扣4分", "E426-counted-twice"),
    ("本项 10 分；办件率达到90%得6分，每项每低5个百分点扣0.5分", "E102-unexpected-word"),  # of what else?
    ("本项 10 分；巩固率90%以上得5分，90%以下得3分", "E411-shared-end"),
    ("本项 6 分；甲率100%得3分，乙率100%得3分；三项中有一项低于70%的，本项不得分", "E102-unexpected-word"),
    ("本项 10 分；月考核排名前5名的，每次得1分", "E403-rate-without-count"),  # so many times, of what?
    ("本项 10 分；发现1起的不得分", "E487-exact-share"),
)

# what settles the question
SETTLED: tuple[tuple[str, Facts, str], ...] = (
    ("本项 10 分；失密每起扣2分，造成严重后果的，另扣6分", {"失密": 1, "造成严重后果": True}, "2 分"),
    ("本项 10 分；失密扣2分，造成严重后果的，扣6分；累计", {"失密": True, "造成严重后果": True}, "2 分"),
    (
        "本项 10 分；未造成后果的失密每起扣2分，造成严重后果的每起扣6分",
        {"未造成后果的失密": 1, "造成严重后果": 0},
        "8 分",
    ),
    ("本项 10 分；失密每起扣2分；造成严重后果的，扣6分", {"失密": 1, "造成严重后果": True}, "2 分"),
    ("本项 10 分；组织培训少于3次的扣1分，未组织的另扣4分", {"组织培训": 0, "未组织": True}, "5 分"),
)


@pytest.mark.parametrize(("line", "facts", "points"), (*READ, *SETTLED))
def test_what_is_plain_is_read(line: str, facts: Facts, points: str) -> None:
    trial = try_line(line)
    assert trial.policy is not None, [(each.code, each.message) for each in trial.bag]
    assert {each.name for each in trial.policy.facts} == set(facts)
    values = {name: _value(value) for name, value in facts.items()}
    result = score(trial.policy, Unit("试", "县区", values))  # type: ignore[arg-type]  # a table holds every type
    items = [each.points for each in result.groups if each.full is not None]
    assert show_range(items[0] if items else result.total) == points


@pytest.mark.parametrize(("line", "code"), ASKED)
def test_what_has_two_readings_is_asked(line: str, code: str) -> None:
    trial = try_line(line)
    assert trial.policy is None
    assert code in [each.code for each in trial.bag]
