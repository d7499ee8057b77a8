"""What is said of one thing and may be said of several: a predicate behind a list, 各 behind two things in one name, a period that the
figure before does not have, 一次 in front of a name; and what spares a unit, not so many pieces. Made-up lines, points by hand."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from compiler.asking.trial import try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score

ASKED = (
    ("报表、小结未及时报送的各扣1分", "E206-ambiguous-subject"),
    ("未建立台账、清单的各扣2分", "E206-ambiguous-subject"),
    ("用水、用电超标的各扣1分", "E206-ambiguous-subject"),
    ("未开展培训和未组织演练的各扣2分", "E206-ambiguous-subject"),
    ("获省级和市级表彰的各加1分", "E206-ambiguous-subject"),
    ("上半年增速达到4%的加1分，全年达到5%的加3分", "E206-ambiguous-subject"),
    ("单次缺席2人以上扣1分，累计8人以上扣3分", "E206-ambiguous-subject"),
    ("一次未到岗扣0.5分，一次早退扣0.2分", "E206-ambiguous-subject"),
    ("水耗超标的扣1分，超标20%以上的扣3分", "E426-counted-twice"),
    ("有投诉扣1分，投诉4件以上扣3分", "E426-counted-twice"),
    ("产值增长的得2分，增长5%以上的得4分", "E426-counted-twice"),
)
READ: tuple[tuple[str, dict[str, object], int | str], ...] = (
    ("制度健全、台账完整的各得1分", {"制度健全": True, "台账完整": False}, 1),
    ("获奖2次以内每次加1分，超过的每次加0.5分，最多加3分", {"获奖": 8}, 3),
    ("获奖2次以内每次加1分，超过的每次加0.5分，最多加3分", {"获奖": 3}, "2.5"),
    ("获奖每次加2分，受到处分的不加分", {"获奖": 3, "受到处分": True}, 0),
    ("获奖每次加2分，受到处分的不加分", {"获奖": 3, "受到处分": False}, 6),
    ("引进企业每家加2分，弄虚作假的不加分", {"引进企业": 2, "弄虚作假": True}, 0),
    ("信息每条加0.5分，重复的不加分", {"信息": 4, "重复": 1}, "1.5"),
)


@pytest.mark.parametrize(("line", "code"), ASKED)
def test_what_may_be_said_of_several_is_asked(line: str, code: str) -> None:
    trial = try_line(line)
    assert code in {each.code for each in trial.bag}
    assert trial.policy is None


@pytest.mark.parametrize(("line", "facts", "points"), READ)
def test_what_is_plain_is_read(line: str, facts: dict[str, object], points: int | str) -> None:
    trial = try_line(line)
    assert trial.policy is not None, [(each.code, each.message) for each in trial.bag]
    assert {each.name for each in trial.policy.facts} == set(facts)
    unit = Unit("某单位", trial.policy.kinds[0] if trial.policy.kinds else "", facts)  # type: ignore[arg-type]
    assert score(trial.policy, unit).total.exact == Fraction(points)


@pytest.mark.parametrize("text", ["计划、总结未按时报送的各扣2分", "未制定计划、方案的各扣2分"])
def test_what_is_told_can_be_typed(text: str) -> None:
    (found,) = try_line(text).bag
    told = re.findall("「([^」]+)」", found.hint)
    assert len(told) == 2
    for each in told:
        trial = try_line(each)
        assert trial.policy is not None, [one.message for one in trial.bag]
        assert len(trial.policy.facts) == 2
