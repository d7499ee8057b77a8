"""Days as they come: zones, clocks, years at the wrong end, years typed into cells of dates, days far from the period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from dsl.diagnostics import Bag
from tests.unit.engine.ways import BASE, WAYS
from zhunsheng.engine.given import read_given

DAY = "报送日期"
CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2021-03-01T23:00:00+08:00", date(2021, 3, 1)),
        ("2021-03-01 23:00:00 +0800", date(2021, 3, 1)),
        ("2021-03-01 23:00 GMT+8", date(2021, 3, 1)),
        ("2021-03-01T00:00:00Z", date(2021, 3, 1)),
        ("2021-03-01T15:59:59.999Z", date(2021, 3, 1)),
        ("2021-03-01T23:00:00+09:00", date(2021, 3, 1)),
        ("2021-7-5 24:00", date(2021, 7, 5)),
        ("2021-7-5 24:00:00+08:00", date(2021, 7, 5)),
        ("2021-7-5 23:59:59", date(2021, 7, 5)),
        ("２０２１－７－５　８：３０", date(2021, 7, 5)),
    ],
)
def test_a_time_on_the_day_that_is_written(kit: Any, typed: str, day: date) -> None:
    sheet = kit.one(DAY, typed)
    assert (sheet.values, sheet.bag.failed) == ({DAY: day}, False)


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("2021-03-01T23:00:00Z", "E673", "按北京时间是 2021-03-02"),
        ("2021-02-28T16:00:00.000Z", "E673", "按北京时间是 2021-03-01"),
        ("2021-03-01 23:00 UTC", "E673", "按北京时间是 2021-03-02"),
        ("2021-12-31T20:00:00-05:00", "E673", "按北京时间是 2022-01-01"),
        ("2021-03-01T00:30:00+09:00", "E673", "按北京时间是 2021-02-28"),
        ("2021-03-01T24:00:00Z", "E673", "按北京时间是 2021-03-02"),
        ("2021-03-01T08:00+25:00", "E635", "没有这样的钟点"),
        ("2021-03-01T08:00+08:75", "E635", "没有这样的钟点"),
        ("2021-7-5 25:99", "E635", "没有这样的钟点"),
        ("2021-7-5 24:01", "E635", "没有这样的钟点"),
        ("2021-7-5 23:60", "E635", "没有这样的钟点"),
        ("2021-7-5 14:30:61", "E635", "没有这样的钟点"),
        ("2021-7-5 14", "E635", "没有这样的钟点"),
        ("20210705 1430", "E635", "没有这样的钟点"),
        ("2021-7-5 ::", "E634", "不是日期"),
        ("2021-7-5 1.2.3", "E634", "不是日期"),
        ("2021-2-30", "E635", "没有“2021-2-30”这一天"),
        ("2021-13-1", "E635", "没有“2021-13-1”这一天"),
        ("9999-12-31", "E635", "的年份不在 1900—2199 之间"),
        ("05/07/2021", "E634", "分不清是 2021-5-7 还是 2021-7-5"),
        ("31/12/2021", "E634", "年份写在了最后"),
        ("5-7-2021 8:30", "E634", "分不清是 2021-5-7 还是 2021-7-5"),
        ("99/99/2021", "E634", "年份写在了最后"),
        ("21/7/5", "E636", "年份只有两位"),
        ("1905-07-13", "E634", "只填了 2021"),
    ],
)
def test_what_is_no_day_says_why(kit: Any, typed: str, code: str, said: str) -> None:
    sheet = kit.one(DAY, typed)
    (found,) = [each for each in sheet.bag if each.code.startswith("E")]
    assert (found.code[:4], said in found.message, sheet.values) == (code, True, {})


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (datetime(2021, 3, 1, 23, tzinfo=UTC), ["E673"]),
        (datetime(2021, 3, 1, 23, tzinfo=CHINA), []),
        (datetime(2021, 3, 1, 15, tzinfo=UTC), []),
        (datetime(1, 1, 1, tzinfo=CHINA), ["E635"]),
    ],
)
@pytest.mark.parametrize("way", ["python", "module", "csv", "json"])
def test_a_moment_with_its_zone(given: datetime, codes: list[str], way: str, tmp_path: Path) -> None:
    found, values = WAYS[way](BASE, {"单位": "甲局", "报送": given}, tmp_path)
    assert found == codes
    assert codes or (type(values["报送"]), values["报送"]) == (date, date(2021, 3, 1))


def test_a_year_typed_into_a_cell_of_dates(kit: Any) -> None:
    def shown(sheet: Any) -> None:
        sheet["B2"].number_format = "yyyy-mm-dd"

    sheet = kit.read(kit.xlsx([["单位", DAY], ["县住建局", 2021]], shown), "表.xlsx")
    assert "E634-not-a-date" in sheet.codes and sheet.values == {}


@pytest.mark.parametrize(
    ("day", "far"),
    [("2015-12-31", True), ("2016-01-01", False), ("2022-12-31", False), ("2023-01-01", True), ("2012-07-05", True)],
)
def test_a_day_far_from_the_period(kit: Any, day: str, far: bool) -> None:
    for sheet in (
        kit.read(f"单位,{DAY}\n县住建局,{day}\n", policy=kit.dated),
        kit.read(kit.xlsx([["单位", DAY], ["县住建局", date.fromisoformat(day)]]), "表.xlsx", kit.dated),
        kit.read(f'[{{"单位": "县住建局", "{DAY}": "{day}"}}]', "表.json", kit.dated),
    ):
        assert sheet.values == {DAY: date.fromisoformat(day)}
        assert ("W674-date-far" in sheet.codes) is far
    for given in (day, date.fromisoformat(day)):
        bag = Bag()
        read_given(kit.dated, [("县住建局", None, {DAY: given})], bag)
        assert ("W674-date-far" in [each.code for each in bag]) is far
