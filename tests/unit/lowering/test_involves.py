"""涉及部门: a clause for the named units, and for every unit of the named kinds; it does not concern the others."""

from __future__ import annotations

import pytest

from compiler.meaning.interpret import Unit
from compiler.meaning.result import Outcome
from compiler.meaning.scoring import score
from tests.unit.testkit.samples import LIST, compiled

BODY = """## 报送

> 县区没有报送的，扣2分；应当公开。

```规则
涉及部门：{}
事实 报送：是否
未 报送 扣 2 分
应当 报送
```

"""
CONCERNED = Outcome.SCORED, -2, (("报送", "不合规"),)
NOT_CONCERNED = Outcome.NOT_APPLICABLE, 0, ()


@pytest.mark.parametrize(
    ("involves", "concerned"),
    [
        ("县区", {"甲县", "乙县"}),
        ("市直部门", {"市公安局"}),
        ("县区、市直部门", {"甲县", "乙县", "市公安局"}),
        ("甲县", {"甲县"}),
        ("市直部门、乙县", {"乙县", "市公安局"}),
    ],
)
def test_kinds_and_units(involves: str, concerned: set[str]) -> None:
    made = compiled(LIST + BODY.format(involves))
    assert made.policy is not None, [each.message for each in made.bag]
    for kind, name in (("县区", "甲县"), ("县区", "乙县"), ("市直部门", "市公安局")):
        result = score(made.policy, Unit(name, kind, {"报送": False})).clause("报送")
        got = result.outcome, result.points.exact, result.duties
        assert got == (CONCERNED if name in concerned else NOT_CONCERNED), name


def test_a_name_that_is_neither_is_reported() -> None:
    assert [each.code for each in compiled(LIST + BODY.format("丙县")).bag] == ["E212-unlisted-unit"]


def test_a_veto_concerns_whom_its_clause_concerns() -> None:
    body = BODY.format("县区").replace("应当 报送\n", "事实 弄虚作假：是否\n弄虚作假 一票否决，扣 2 分\n")
    body = body.replace("应当公开。", "应当公开；弄虚作假的，一票否决，扣2分。")
    made = compiled(LIST + body)
    assert made.policy is not None, [each.message for each in made.bag]
    for kind, name, total in (("县区", "甲县", -2), ("市直部门", "市公安局", 0)):
        result = score(made.policy, Unit(name, kind, {"报送": True, "弄虚作假": True}))
        assert (result.total.exact, bool(result.vetoes)) == (total, bool(total)), name


NESTED = """## 报送

> 只管县区。

```规则
涉及部门：县区
```

### 1

> 没有报送的，扣2分；应当报送；弄虚作假的，一票否决，扣3分。

```规则
事实 报送：是否
事实 弄虚作假：是否
未 报送 扣 2 分
应当 报送
弄虚作假 一票否决，扣 3 分
```

### 2

> 没有公示的，扣1分。涉及部门：甲县、市公安局。

```规则
涉及部门：甲县、市公安局
事实 公示：是否
未 公示 扣 1 分
```

"""


@pytest.mark.parametrize(
    ("kind", "name", "cheats", "total", "duties"),
    [
        ("县区", "甲县", False, -3, ("不合规",)),
        ("县区", "乙县", False, -2, ("不合规",)),
        ("县区", "乙县", True, -3, ("不合规",)),
        ("市直部门", "市公安局", False, 0, ()),
        ("市直部门", "市公安局", True, 0, ()),
    ],
)
def test_under_a_heading_it_holds_for_every_clause_below(
    kind: str, name: str, cheats: bool, total: int, duties: tuple[str, ...]
) -> None:
    made = compiled(LIST + NESTED)
    assert made.policy is not None, [each.message for each in made.bag]
    result = score(made.policy, Unit(name, kind, {"报送": False, "公示": False, "弄虚作假": cheats}))
    assert (result.total.exact, tuple(told for _, _, told in result.duties)) == (total, duties)


@pytest.mark.parametrize("rule", ["应当 报送 的 县区", "应当 县区 且 报送"])
def test_a_duty_of_one_kind_is_no_duty_of_another(rule: str) -> None:
    made = compiled(LIST + BODY.format("县区、市直部门").replace("应当 报送", rule))
    assert made.policy is not None, [each.message for each in made.bag]
    told = {
        name: [answer for _, answer in score(made.policy, Unit(name, kind, {"报送": False})).clause("报送").duties]
        for kind, name in (("县区", "甲县"), ("市直部门", "市公安局"))
    }
    assert told == {"甲县": ["不合规"], "市公安局": ["合规"]}
