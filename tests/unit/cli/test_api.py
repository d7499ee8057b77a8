"""``import zhunsheng``."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import zhunsheng
from tests.unit.cli.conftest import POLICY, write_policy

ROOT = Path(zhunsheng.__file__).parents[1]
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
    wrong = (
        ("工单总量", 1, "E601"),
        ("工单总数", "多", "E620"),
        ("工单总数", "1.5", "E624"),
        ("工单总数", 0.5, "E663"),
    )
    for key, value, code in wrong:
        with pytest.raises(zhunsheng.FactsError) as caught:
            zhunsheng.score(policy, {"甲": {**UNIT, key: value}})
        assert [each.code[:4] for each in caught.value.findings] == [code]
    with pytest.raises(KeyError, match="没有“甲县”这个单位。有：乙"):
        zhunsheng.explain(policy, {"乙": UNIT}, "甲县")
    with pytest.raises(zhunsheng.UnknownName, match="没有“pyhton”这个生成格式，是否指“python”？"):
        zhunsheng.compile(policy, "pyhton")
    with pytest.raises(KeyError, match=r"没有“trace”这个模式，是否指“trace\.v1”？有：comparison\.v1、trace\.v1"):
        zhunsheng.schema("trace")
    with pytest.raises(AttributeError):
        _ = zhunsheng.nothing  # type: ignore[attr-defined]


def test_what_a_policy_holds(policy: Path) -> None:
    loaded = zhunsheng.load(policy)
    assert [fact.name for fact in loaded.facts] == ["工单总数", "按期办结工单数", "反馈不规范"]
    assert [clause.id for clause in loaded.clauses] == ["一", "二"]
    assert loaded.clause("工单办理") == loaded.clause("一、工单办理") == loaded.clauses[0]
    assert loaded.fact("工单 总数").at_most == "" and loaded.fact("按期办结工单数").at_most == "工单总数"
    with pytest.raises(zhunsheng.UnknownName, match="没有“工单总量”这个事实，是否指“工单总数”？有：工单总数、按期办结"):
        loaded.fact("工单总量")
    with pytest.raises(KeyError, match="没有“三”这个条款。有：一、二"):
        loaded.clause("三")


def test_a_unit_is_named_as_on_the_command_line(policy: Path) -> None:
    assert zhunsheng.explain(policy, {"甲 县": UNIT}, "甲县")["unit"]["name"] == "甲 县"


def test_every_name_is_there_and_nothing_heavy_is_loaded_for_it() -> None:
    code = """if True:
        import sys, zhunsheng
        assert set(dir(zhunsheng)) == set(zhunsheng.__all__)
        assert not [name for name in sys.modules if name.partition(".")[0] in ("dsl", "compiler", "attrs", "lark")]
        assert zhunsheng.Severity.ERROR == "error" and zhunsheng.__version__
        assert not [name for name in sys.modules if name.partition(".")[0] == "lark"]
        for name in zhunsheng.__all__:
            assert getattr(zhunsheng, name), name
        heavy = [name for name in ("lark", "typer", "rich", "z3", "jinja2", "markdown_it") if name in sys.modules]
        assert heavy == [], heavy
    """
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
