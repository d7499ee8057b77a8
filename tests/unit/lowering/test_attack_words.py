"""Words that a line uses beside those of the language, and names that swallow a word: read as they are meant, or asked."""

from __future__ import annotations

import pytest

from compiler.asking.trial import try_line
from dsl.diagnostics import Severity
from tests.unit.lowering.readings import Reading, check, rows

RIGHT: tuple[Reading, ...] = (
    # a cap of several says nothing of the side
    *rows("信息每条加0.5分；简报每篇加1分；两项累计最高4分", (4, {"信息": 6, "简报": 5}), (2, {"信息": 2, "简报": 1})),
    *rows("信息每条加0.5分；简报每篇加1分；以上两项最高不超过4分", (4, {"信息": 9, "简报": 0})),
    *rows("投诉每件扣1分；差评每条扣0.5分；两项最高4分", (-4, {"投诉": 6, "差评": 5}), (-2, {"投诉": 1, "差评": 2})),
    # 缺席 1 次 with no 每 beside points for what is done
    *rows("建立制度得2分，定期检查得2分，缺少检查记录1次扣0.5分", (3.5, {"建立制度": True, "定期检查": True, "缺少检查记录": 1})),
)

ASKED: tuple[tuple[str, str], ...] = (("信息每条加0.5分；投诉每件扣1分；两项累计最高4分", "E428-cap-of-whom"),)


@pytest.mark.parametrize("row", RIGHT, ids=str)
def test_a_line_gives_what_it_says(row: Reading) -> None:
    """The points that a reader expects, from both engines."""
    check(row)


@pytest.mark.parametrize(("line", "code"), ASKED)
def test_what_has_two_readings_is_asked(line: str, code: str) -> None:
    """The code stands among the errors, so no policy comes of the line."""
    trial = try_line(line, ())
    assert trial.policy is None
    assert code in {each.code for each in trial.bag if each.severity is Severity.ERROR}
