"""The examples of the list of forms, as a clerk would type them: every spelling, spaced or not, full or half width, says the same."""

from __future__ import annotations

import pytest

from compiler.asking.trial import Trial, try_line
from dsl.diagnostics import Severity
from dsl.folding import fold
from zhunsheng.report.trying import softened

EXAMPLES = """
未落实清理取消整合工作的，扣5分
每件扣2分
一次扣1分
1件扣10分
缺1项扣0.5分
不少于4次，每缺一次扣0.5分
每次加1—2分，最多加5分
每处扣0.2分，2分扣完为止
加分不超过3分，总分不超过15分
无计划或完成率低于90%的，扣3分
有下列情形之一的，一次记6分：无证驾驶、超速
因不可抗力的除外
已按期整改的不扣分
经核实为误评的，不予采纳
建立台账得5分，否则不得分
全部达标得4分，未完成按完成比例得分
国家、省、市级分别加3分、2分、1分
低于80%、70%、60%的，分别扣1分、2分、3分
同一事项取最高分，不重复加分
可累加
达到300平方米的，再加2分
第1名至第3名依次加3、2、1分
排名后30%的扣2分
按第1名的比例得分
低于80%的，每降低1个百分点扣1分
超额完成1个百分点加0.3分，最多加3分
每超过20万元加1分
每满200辆扣0.1分，不足200辆的不计
得分=（1-返工率）×20
得分=实际值÷目标值×权重，0分≤得分≤10分
低于限值得0分，达到标准得满分，其间按比例计分
持平计6分，每下降1起加0.2分，每上升1起扣0.2分
与上年相比每上升1个百分点扣2分
主动报告的减半扣分
瞒报的加倍扣分
按50%折算
再次发生的每起加扣10分
扣满本项后追加扣除10分
按第五条扣分
得分为各部门平均分
每月加0.4分
每超过最低年限1年计0.5分，最高5分
500万元≤经费＜1000万元，得15分
3分/人次
未经批准外出者10分/次
一个周期内累计满12分的，取消资格
对已取消的证明事项仍向申请人索要的，每次扣2分
按排名记分
每迟报1天扣0.2分
网上办件率在80%（含）以上的得5分，60%（含）—80%得3分，60%以下（不含）不得分
未按要求公开的，发现一处扣0.1分
未完成任务的，每项扣2分，扣完10分为止
回访不满意件占比超过5%的，每超1个百分点扣1分
获得国家级荣誉加5分，省级荣誉加3分，同一事项就高不就低
信息被省级采用的每条加2分，累计加分不超过10分
迟报1天扣0.2分
县区，每迟报1天，扣0.2分
每泄密一次扣2分
完成率每低于目标值1个百分点，扣0.5分
达到100%的得满分，每降低1个百分点扣0.5分
满意度在全市排名前3位的加2分，后3位的扣2分
得5分，每少一次扣0.5分，扣完为止
办件量排名第1名至第3名依次加3、2、1分
""".strip().split("\n")

HALF = str.maketrans("，；：（）％＜≤", ",;:()%<≤")
FULL = str.maketrans("0123456789%", "０１２３４５６７８９％")


def tried(text: str) -> Trial:
    trial = try_line(text)
    errors = [each.message for each in softened(trial.bag) if each.severity is Severity.ERROR]
    assert errors == []
    return trial


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=lambda number: f"example-{number}")
def test_every_spelling_says_the_same(number: int) -> None:
    text = EXAMPLES[number]
    first = tried(text)
    assert first.canonical
    spelled = [
        text.translate(HALF),
        text.translate(FULL),
        text.replace("分", " 分 ").replace("，", " ， "),
        " ".join(text),
    ]
    for other in spelled:
        again = tried(other)
        assert fold(again.canonical) == fold(first.canonical), other
        assert [fold(each) for each in again.declarations] == [fold(each) for each in first.declarations]
    assert tried(first.canonical).canonical == first.canonical
