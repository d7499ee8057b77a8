"""A Core policy whose names would like to be code, and the table of all samples of the Python backend."""

from __future__ import annotations

from compiler import core
from dsl.types import FLAG, Kind, Type
from tests.unit.backends.python_samples import CALENDAR, NUMBERS, RESULTS, always, fact, group, policy, read, times
from tests.unit.core_samples import HERE, HOTLINE, clause, count, fixed, when

NASTY = '"""\nimport os; os.system("true")\n"""'
EVIL = '\\" ＂ \u202e " \' \r\n\t# noqa {0} %s \\u0022 \\'
WIDE = "按规定期限内办结且群众回访满意的网上办理政务服务事项总数" * 3
ODD = ("x", "ｘ", "class", "import os", "A/B 类", "AB类", "l", "score", "facts", "_整数", "得分", "", "3 天内", NASTY)
NAMES = (*ODD, WIDE, WIDE + "甲", "条一_1")
HOSTILE = policy(
    '../"x"-import os',
    (
        *(count(name) for name in NAMES),
        fact("项一", Type(Kind.CATEGORY, "", (NASTY, EVIL))),
        fact(EVIL, FLAG),
    ),
    group(
        "一",
        clause(
            "一/1",
            NASTY,
            EVIL + NASTY + "原文很长，" * 60,
            always(core.Subtract(read("x"), read("ｘ")), NASTY),
            fixed(core.IsMember("项一", NASTY), 1, EVIL),
            fixed(core.Both((core.Holds(EVIL), core.IsMember("项一", EVIL))), 2, "\\"),
        ),
        clause(
            "一/１",
            EVIL,
            '"',
            always(core.Add(core.Add(read(WIDE), times(-3, read(WIDE + "甲"))), times("0.7", read("class"))), "长"),
            fixed(
                core.Either(
                    tuple(
                        when(read(name), ">", 3)
                        for name in (
                            WIDE,
                            WIDE + "甲",
                            "import os",
                            "A/B 类",
                            "AB类",
                            "l",
                            "score",
                            "facts",
                            "_整数",
                            NASTY,
                        )
                    )
                ),
                3,
                "多",
            ),
            fixed(when(core.Divide(read("得分"), read("条一_1"), EVIL), ">=", "0.5"), 1, "比"),
            consequences=(core.Consequence(when(read(""), ">", 2), (NASTY + EVIL + "“很长的后果”") * 12, HERE),),
            duties=(core.Duty(when(read("3 天内"), ">", 2), EVIL * 9, HERE),),
            applies=core.Listed(NASTY, (EVIL, "甲", "甲")),
        ),
        clause(NASTY, "空", ""),
        points={NASTY: 10, EVIL: 20, "": 100},
    ),
    kinds=(NASTY, EVIL),
)

SAMPLES = {"hotline": HOTLINE, "numbers": NUMBERS, "calendar": CALENDAR, "results": RESULTS, "hostile": HOSTILE}
