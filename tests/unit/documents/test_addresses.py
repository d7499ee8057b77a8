"""What a person calls a heading: whole paths, ends of paths, titles; what is told where none or several are meant."""

from __future__ import annotations

import pickle

import pytest

from dsl.documents.addresses import meant, nearest, only
from dsl.problems.unknown import UnknownName

TITLES = {
    "": "某办法",
    "一": "一、工作落实",
    "一/（一）/1": "",
    "一/（二）/1": "",
    "一/（二）/2": "2.“一网通办”改革",
    "附件2/工单办理": "工单办理",
    "附件2/工单办理/办结率": "办结率",
    "附件3/办结率": "办结率",
}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("一/（二）/1", ("一/（二）/1",)),
        ("一/(二)/1", ("一/（二）/1",)),  # half width
        (" 一 / （二） / 1", ("一/（二）/1",)),
        ("（二）/1", ("一/（二）/1",)),
        ("1", ("一/（一）/1", "一/（二）/1")),
        ("一", ("一",)),  # a whole path means just that, whatever else ends so
        ("工作落实", ("一",)),
        ("一、工作落实", ("一",)),
        ("一网通办改革", ("一/（二）/2",)),
        ("工单办理/办结率", ("附件2/工单办理/办结率",)),
        ("办结率", ("附件2/工单办理/办结率", "附件3/办结率")),
        ("", ("",)),
        ("结率", ()),  # an end is whole names
        ("九", ()),
    ],
)
def test_what_is_meant(written: str, found: tuple[str, ...]) -> None:
    assert meant(written, TITLES, TITLES) == found


def test_without_titles_only_paths_count() -> None:
    assert meant("工作落实", TITLES) == ()
    assert meant("办结率", TITLES) == ("附件2/工单办理/办结率", "附件3/办结率")


def test_the_nearest() -> None:
    assert nearest("办结律", TITLES) == "附件2/工单办理/办结率"
    assert nearest("工作洛实", TITLES, TITLES) == "一"
    assert nearest("xyz", TITLES) == ""


def test_what_is_told() -> None:
    assert only("条款", "（二）/1", TITLES) == "一/（二）/1"
    with pytest.raises(UnknownName) as none:
        only("条款", "工单办里", TITLES)
    assert str(none.value) == (
        "没有“工单办里”这个条款，是否指“附件2/工单办理”？有：一、一/（一）/1、一/（二）/1、一/（二）/2、附件2/工单办理、"
        "附件2/工单办理/办结率、附件3/办结率"
    )
    with pytest.raises(KeyError) as several:
        only("条款", "1", TITLES)
    assert str(several.value) == "“1”可以指几个条款：一/（一）/1、一/（二）/1；请写到能够分开为止"


def test_the_list_of_names_ends_somewhere() -> None:
    error = UnknownName("单位", "甲", [f"单位{number}" for number in range(77)])
    assert str(error).startswith("没有“甲”这个单位。有：单位0、") and str(error).endswith("、单位11等 77 个")
    assert str(UnknownName("义务", "甲", ())) == "没有“甲”这个义务。这里没有义务"


def test_it_can_be_sent_between_processes() -> None:
    error = UnknownName("条款", "1", ["一/1", "二/1"], "", ["一/1", "二/1"])
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.several) == (str(error), error.several)
