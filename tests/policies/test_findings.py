"""What the check finds by itself in the official documents: at the right clause, in the right line, with the right example value.

The committed policies have decided these places: by 端点就高, by one reading of a sentence, by 接受. Here a copy is put back to what the
source prints, and the finding must come back. Every expected value was read from the sources by hand.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

from compiler.meaning.interpret import Unit, number
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Diagnostic
from dsl.source import Source

POLICIES = Path(__file__).parents[2] / "policies"
HOTLINE = "ankang-2021-hotline"
COUNTY = "taiqian-2018-yiwangtongban-county"
TOWNSHIP = "taiqian-2018-yiwangtongban-township"
TIANJIN = "tianjin-2019-performance"
APPROVAL = "ankang-2021-approval"


@frozen
class Put:
    """Write ``new`` where the committed policy has ``old``."""

    old: str
    new: str


@frozen
class Accepted:
    """Take back what the committed policy accepts under this code and clause."""

    what: str


@frozen
class Expected:
    """A finding: its clause, its code, the value it names, the line of the policy it points at, and the unit it gives."""

    clause: str
    code: str
    value: str
    line: str
    measure: str = ""
    at: Fraction | None = None


ON_TIME = "按期办结率 100% 不扣分；99%—100% 扣 5 分；98%—99% 扣 10 分；97%—98% 扣 15 分；97%以下 扣 30 分"
RETURNED = "退单率 低于 5% 不扣分；5%—10% 扣 3 分；10%—15% 扣 6 分；超过 15% 扣 10 分"
DELAYED = "延期率 低于 5% 不扣分；5%—10% 扣 3 分；10%—15% 扣 6 分；超过 15% 扣 10 分"
PLEASED = "回访满意率 80%以上 不扣分；70%—80% 扣 10 分；60%—70% 扣 20 分；低于 60% 扣 30 分"
HALL = "大厅面积 50—100 平方米 记 5 分；100—150 平方米 记 8 分；150—190 平方米 记 10 分；200 平方米以上 记 15 分"
HALL_COMMITTED = HALL.replace("；200", "；190—200 平方米 记 10 分；200")
VISITED = "群众满意度 90%以上 记 4 分，80%以上 记 2 分，低于 60% 不记分"
NETWORK = "已覆盖政务外网 记 5 分；无接入 扣 5 分"
PROMISED = "不能信用承诺事项 占 全部事项 的 超过 20% 扣 3 分；占比 超过 30%以上 扣 5 分"
LACKING = "不能容缺后补材料 占 全部申请材料 的 超过 20%以上 扣 3 分；占比 超过 30%以上 扣 5 分"
FORMS = "“一表式审批”事项 占 全部事项 的 低于 30% 扣 1 分；占比 20%以下 扣 2 分"
CENTRE = "进入市政务服务中心的事项 未 占 依申请政务服务事项 的 90%以上 扣 3 分；占比 70%以下 扣 5 分"
INVOLVED = (
    "> 涉及部门：市委宣传部、市委统战部、市档案局、市残联、市公安局、市发改委、市财政局、市统计局、市教体局、市科"
    "技局、市司法局、市人社局、市民政局、市住建局、市卫健委、市市场监管局、市商务局、市城管局、市交通运输局、市自然"
    "资源局、市生态环境局、市农业农村局、市水利局、市林业局、市文旅广电局、市应急管理局、市医保局、市退役军人事务局"
    "、市金融办、市税务局、市国安局、市气象局、市邮政管理局、市养老保险经办处、市消防救援支队、市烟草专卖局、国网安"
    "康供电公司"
)
RANKED = "按 年度累计办件量 排名 记分"


def percent(value: int) -> Fraction:
    return Fraction(value, 100)


def shared(clause: str, line: str, measure: str, *values: int) -> tuple[Expected, ...]:
    return tuple(Expected(clause, "E411-shared-end", f"{value}%", line, measure, percent(value)) for value in values)


CASES: dict[str, tuple[str, tuple[Put | Accepted, ...], tuple[Expected, ...]]] = {
    # 5%, 15% and 60% are no findings: 低于 5%, 超过 15%, 低于 60% leave the number itself to the neighbour alone.
    "hotline-ends": (
        HOTLINE,
        (Put("\n端点就高\n", "\n"),),
        (
            Expected("附件2/工单办理/办结率", "N425-end-stands-alone", "100%", ON_TIME, "按期办结率", percent(100)),
            *shared("附件2/工单办理/办结率", ON_TIME, "按期办结率", 99, 98, 97),
            *shared("附件2/退单率", RETURNED, "退单率", 10),
            *shared("附件2/延期率", DELAYED, "延期率", 10),
            *shared("附件2/群众满意率", PLEASED, "回访满意率", 80, 70),
        ),
    ),
    "hall": (
        TOWNSHIP,
        (Put(HALL_COMMITTED + "\n端点就高\n", HALL + "\n"),),
        (
            Expected("附件3/三/1/1", "E411-shared-end", "100 平方米", HALL, "大厅面积", Fraction(100)),
            Expected("附件3/三/1/1", "E411-shared-end", "150 平方米", HALL, "大厅面积", Fraction(150)),
            Expected("附件3/三/1/1", "W410-tier-hole", "195 平方米", HALL, "大厅面积", Fraction(195)),
        ),
    ),
    "township-holes": (
        TOWNSHIP,
        (Accepted("W410 附件3/五/3"), Accepted("W410 附件3/二/1")),
        (
            Expected("附件3/五/3", "W410-tier-hole", "60%", VISITED, "群众满意度", percent(60)),
            Expected("附件3/二/1", "W410-tier-hole", "部分接入", NETWORK),
        ),
    ),
    "tianjin-both-ways": (
        TIANJIN,
        (
            Put(PROMISED.replace("30%以上", "30%"), PROMISED),
            Put(LACKING.replace("%以上", "%"), LACKING),
        ),
        (
            Expected("二/（六）/1", "E308-both-ways", "30%", PROMISED),
            Expected("二/（六）/2", "E308-both-ways", "20%", LACKING),
            Expected("二/（六）/2", "E308-both-ways", "30%", LACKING),
        ),
    ),
    "tianjin-mixed-words": (
        TIANJIN,
        (Accepted("W423 一/（二）/3"), Accepted("W423 三/（十二）/2")),
        (
            Expected("一/（二）/3", "W423-mixed-bounds", "20%", FORMS, "一表式审批占比", percent(20)),
            Expected("三/（十二）/2", "W423-mixed-bounds", "70%", CENTRE, "进入中心占比", percent(70)),
        ),
    ),
    "county-rank": (
        COUNTY,
        (Accepted("W424 附件2/二/3/3"),),
        (Expected("附件2/二/3/3", "W424-rank-without-table", "年度累计办件量", RANKED),),
    ),
    "approval-lists": (
        APPROVAL,
        (Accepted("W462 正文/二/6"),),
        (Expected("正文/二/6", "W462-names-nearly-agree", "“市档案局”，另一处写作“市档案馆”", INVOLVED),),
    ),
}


@cache
def committed(slug: str) -> tuple[str, str]:
    folder = POLICIES / slug
    return (folder / "policy.md").read_text(encoding="utf-8"), (folder / "source.txt").read_text(encoding="utf-8")


def put_back(slug: str, changes: tuple[Put | Accepted, ...]) -> Compiled:
    text, original = committed(slug)
    for change in changes:
        before = text
        if isinstance(change, Put):
            text = text.replace(change.old, change.new)
        else:
            text = re.sub(rf"^  {re.escape(change.what)}: .+\n", "", text, flags=re.M)
        assert text != before, change
    return compile_policy(PolicyText(slug, Source("policy.md", text), Source("source.txt", original)), thorough=True)


def line_of(found: Diagnostic) -> str:
    assert found.primary is not None
    source = found.primary.source
    return source.line(source.place(found.primary.span.start)[0])


def told(found: Diagnostic, wanted: Expected) -> bool:
    same = (found.clause, found.code, line_of(found)) == (wanted.clause, wanted.code, wanted.line)
    return same and wanted.value in found.message


@pytest.mark.parametrize("name", CASES)
def test_found_where_the_source_prints_it(name: str) -> None:
    slug, changes, expected = CASES[name]
    made = put_back(slug, changes)
    found = list(made.bag)
    for wanted in expected:
        assert any(told(each, wanted) for each in found), wanted
    codes = {wanted.code for wanted in expected}
    assert sum(each.code in codes for each in found) == len(expected), "and nothing else of these codes"


@pytest.mark.parametrize("name", CASES)
def test_the_unit_of_a_finding_has_the_value(name: str) -> None:
    slug, changes, expected = CASES[name]
    made = put_back(slug, changes)
    policy = made.draft
    assert policy is not None
    for wanted in expected:
        if wanted.at is None:
            continue
        found = next(each for each in made.bag if told(each, wanted))
        assert found.witness is not None, wanted
        effects = [effect for clause in policy.clauses() if clause.id == wanted.clause for effect in clause.effects]
        measures = [effect.measure for effect in effects if effect.measure_name == wanted.measure]
        assert measures and measures[0] is not None, wanted
        unit = Unit("", found.witness.kind, dict(found.witness.facts))
        assert number(measures[0], unit) == wanted.at


@pytest.mark.parametrize("slug", sorted({slug for slug, _, _ in CASES.values()}))
def test_the_committed_policy_has_decided_them_all(slug: str) -> None:
    assert [each.code for each in put_back(slug, ()).bag] == []
