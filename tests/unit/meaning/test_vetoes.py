"""Where two vetoes hold, the severest counts, wherever it stands in the policy."""

from __future__ import annotations

from typing import Any

import pytest

from compiler.asking.trial import try_line
from compiler.backends.python import emit
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from dsl.diagnostics import Bag

FACTS = "事实 造假：是否\n事实 瞒报：是否\n事实 投诉：计数（件）\n投诉 每件 扣 1 分\n"
ORDERS = (
    "造假 一票否决，扣 5 分\n瞒报 一票否决，扣 2 分",
    "瞒报 一票否决，扣 2 分\n造假 一票否决，扣 5 分",
)


@pytest.mark.parametrize("rules", ORDERS, ids=["severest-first", "severest-last"])
@pytest.mark.parametrize(
    ("forged", "hidden", "total"), [(True, True, -5), (True, False, -5), (False, True, -2), (False, False, -1)]
)
def test_the_severest_veto_counts(rules: str, forged: bool, hidden: bool, total: int) -> None:
    policy = try_line(FACTS + rules).policy
    assert policy is not None
    facts = {"造假": forged, "瞒报": hidden, "投诉": 1}
    assert score(policy, Unit("甲", "", facts)).total.exact == total
    namespace: dict[str, Any] = {}
    exec(emit(policy, Bag())[0].text, namespace)  # our own generated module
    assert namespace["score"](facts)["total"] == total
