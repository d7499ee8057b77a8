"""Days that a text names without their number: 6月底, 2021年3月末, 年底. February has none without its year."""

from __future__ import annotations

import re
from calendar import monthrange

from dsl.words.tokens import PartialDate

PATTERN = r"(?:\d{4}年)?(?<!\d)(?:1[0-2]|[13-9])月[底末]|\d{4}年2月[底末]|(?:\d{4}年)?年[底末]|\d{4}年[底末]"


def last_day(text: str) -> PartialDate:
    """Return the day that a text says which ``PATTERN`` matches."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    year = parts.pop(0) if parts and parts[0] > 12 else None
    month = parts[0] if parts else 12
    return PartialDate(year, month, monthrange(year or 2021, month)[1])
