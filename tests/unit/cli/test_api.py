"""``import zhunsheng``."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import zhunsheng
from tests.unit.cli.conftest import POLICY, write_policy

UNIT = {"类别": "县区", "工单总数": 100, "按期办结工单数": "９８件", "反馈不规范": Decimal(1)}


def test_whole_way(policy: Path, facts: Path) -> None:
    loaded = zhunsheng.load(policy)
    assert zhunsheng.check(policy) == ()
    assert loaded.title == "工单办理考核办法"
    assert [each.total.exact for each in zhunsheng.score(loaded, facts)] == [29, 40, None]
    assert zhunsheng.score(policy, {"甲": UNIT})[0].total.exact == Fraction(33)
    assert zhunsheng.explain(loaded, {"甲": UNIT}, "甲")["says"] == "33 分"
    assert [each.path for each in zhunsheng.compile(loaded, "markdown")] == ["rules.md"]


def test_what_is_wrong(policy: Path) -> None:
    write_policy("bad", POLICY.replace("每件", "每项"))
    with pytest.raises(zhunsheng.PolicyError, match="每项"):
        zhunsheng.load("bad")
    assert zhunsheng.check("nowhere")[0].code == "E031-file-missing"
    for key, value, code in (("工单总量", 1, "E601"), ("工单总数", "多", "E620"), ("工单总数", "1.5", "E624")):
        with pytest.raises(zhunsheng.FactsError) as caught:
            zhunsheng.score(policy, {"甲": {**UNIT, key: value}})
        assert [each.code[:4] for each in caught.value.findings] == [code]
    with pytest.raises(TypeError, match="exact"):
        zhunsheng.score(policy, {"甲": {**UNIT, "工单总数": 0.5}})
    with pytest.raises(KeyError):
        zhunsheng.explain(policy, {"甲": UNIT}, "乙")
    with pytest.raises(AttributeError):
        _ = zhunsheng.nothing  # type: ignore[attr-defined]
