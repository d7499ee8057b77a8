"""A share of the points of the item: 得一半分, 得60%的分值, 扣除本项分值的50%, 得该项分的百分之六十.

In: a folded line. Out: the pattern of such an award, and its sign and share. 得分的60% is of what was won, not of the item, and is none.
"""

from __future__ import annotations

from fractions import Fraction

from dsl.patterns import regex
from dsl.words.numerals import PATTERN, value_of

_ITEM = r"(?:本|该|此|本小|该小)项|标准|基本|基础|全部|应得"
_POINTS = r"分值|总分|满分|标准分|基本分|基础分|分数|得分|分"
_SHARE = rf"(?:(?:\d+(?:\.\d+)?%|[百千]分之(?:{PATTERN})|一半))"
_VERB = r"扣除|扣减|扣|减|得|记|计|给"
_BEFORE = rf"(?:(?:{_ITEM})(?:{_POINTS})?|分值|总分|满分|标准分|基本分)的?"
PATTERN_OF = rf"(?:{_VERB})(?:{_BEFORE}{_SHARE}(?:的?(?:{_POINTS}))?|{_SHARE}的?(?:{_ITEM})?的?(?:{_POINTS})|一半)(?=$|[，,；;。()])"
_WHOLE = regex(rf"(?P<verb>{_VERB})(?:{_BEFORE})?(?P<share>{_SHARE})(?:的?(?:{_ITEM})?的?(?:{_POINTS}))?")


def share_in(text: str) -> tuple[str, Fraction] | None:
    """Return the sign and the percents of what ``PATTERN_OF`` has cut; None for anything else."""
    found = _WHOLE.fullmatch(text)
    if found is None:
        return None
    said = found["share"]
    percents = Fraction(said[:-1]) if said.endswith("%") else value_of(said)[0]
    if said.startswith("千"):
        percents /= 10
    return ("-" if found["verb"][0] in "扣减" else "award"), percents
