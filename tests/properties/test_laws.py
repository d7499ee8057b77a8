"""The laws of reading hold for clauses of every form (language.md §8): what changes nothing, what never gives, what adds up.

A normal run takes a share of the clauses; ``make laws`` all of them (``LAWS=20000 SENTENCES=5000``) and prints the counts. A clause
that is refused with a code is no fault, but most must be accepted, or the generator says little.
"""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest
from attrs import frozen

from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from tests.conftest import SEED
from tests.generators.laws import LAWS
from tests.generators.running import Failure, Tally, hold, policy_of, spell

ACCEPTED = 0.6
CLAUSES = int(os.environ.get("LAWS", "500"))
SPELLED = "写法"
ALL = (*LAWS, SPELLED)


@frozen
class Known:
    """A kind of clauses for which a law is known not to hold: how they are told, why, and a plain example (before, after, facts)."""

    law: str
    sign: str  # a pattern that the lines after the change fit
    why: str
    before: str
    after: str


KNOWN = (
    Known(
        "关于别的单位的句子",
        r"(其他 且|的 其他).*扣[\s\S]*(除外|减半|加倍|不予采纳|折算)",
        "除外、减半在有扣分的条里只管扣的分；扣分只关于别的单位时，仍当作这一条有扣分",
        "信息 每条 加 1 分\n瞒报 除外",
        "其他 且 公示 扣 1 分\n信息 每条 加 1 分\n瞒报 除外",
    ),
    Known(
        "关于别的单位的句子",
        r"(其他 且|的 其他)[\s\S]*\n.* 不[记加]分",
        "写在最前面的不得分管后面的各句；前面加了一句关于别的单位的，就只管那一句",
        "瞒报 不记分\n信息 每条 加 1 分",
        "其他 且 公示 加 1 分\n瞒报 不记分\n信息 每条 加 1 分",
    ),
)
FACTS = {"信息": 3, "瞒报": True, "公示": True}
DECLARED = "事实 信息：计数（条）\n事实 瞒报：是否\n事实 公示：是否\n"


def tally_of(law: str) -> Tally:
    """Hold a law against its share of the clauses; the seed of the run says which."""
    first = int(os.environ[SEED]) % 1_000_000 if os.environ[SEED].isdigit() else 0
    seeds = range(first, first + -(-CLAUSES // len(ALL)))
    return spell(seeds) if law == SPELLED else hold(law, seeds)


@pytest.mark.parametrize("law", ALL)
def test_the_laws_hold(law: str) -> None:
    tally = tally_of(law)
    print(shown(law, tally))
    assert tally.accepted[law] >= ACCEPTED * tally.made[law], Counter(tally.refused).most_common(5)
    new = [each for each in tally.failures if known(each) is None]
    assert not new, "\n".join(str(each) for each in new[:5])


def known(failure: Failure) -> str | None:
    """Return why a failure is known, None if it is not."""
    fitting = (each for each in KNOWN if each.law == failure.law and re.search(each.sign, failure.after))
    return next((each.why for each in fitting), None)


@pytest.mark.parametrize("each", KNOWN, ids=lambda each: each.why)
def test_what_is_known_still_fails(each: Known) -> None:
    points = []
    for lines in (each.before, each.after):
        policy = policy_of(DECLARED + lines, Counter())
        assert policy is not None
        points.append(score(policy, Unit("试", "县区", FACTS)).total.exact)
    assert points[0] != points[1], "the law holds now: take the entry away"


def shown(law: str, tally: Tally) -> str:
    """The counts of one law on a line."""
    kinds = Counter(known(each) or "新的" for each in tally.failures)
    return (
        f"{law}：写出 {tally.made[law]} 条，接受 {tally.accepted[law]}，比较 {tally.changed[law]}，不成立 {dict(kinds)}"
    )
