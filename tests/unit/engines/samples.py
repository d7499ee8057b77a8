"""A plan with every operator, and rows with the ends of all that these read."""

from __future__ import annotations

from itertools import product

from compiler.plan.build import Builder
from compiler.plan.evaluate import Row
from compiler.plan.tree import WIDTH, Column, Node, Op, Plan, Ratio, Sort

BIG = 3_037_000_499  # its square is the last that 64 bits hold


def sample(build: Builder) -> tuple[Plan, list[Row], dict[Op, Node]]:
    """A plan with a node of every operator over two numbers, two truths and two texts; rows with all their ends."""
    one = build.make(Op.COLUMN, value="甲", low=-BIG, high=BIG)
    other = build.make(Op.COLUMN, value="乙", low=-BIG, high=BIG)
    test, second = build.make(Op.FLAG, value="丙"), build.make(Op.PRESENT, value="甲")
    nodes = {
        Op.NUMBER: build.number(WIDTH),
        Op.TRUTH: build.true,
        Op.COLUMN: one,
        Op.FLAG: test,
        Op.PRESENT: second,
        Op.MEMBER: build.make(Op.MEMBER, value=("丁", "优")),
        Op.OF_KIND: build.make(Op.OF_KIND, value=("县区",)),
        Op.LISTED: build.make(Op.LISTED, value=("某局", "某县")),
        Op.ADD: build.add(one, other),
        Op.SUBTRACT: build.subtract(one, other),
        Op.MULTIPLY: build.multiply(one, other),
        Op.FLOOR: build.floor(one, other),
        Op.LEAST: build.least(one, other),
        Op.GREATEST: build.greatest(one, other),
        Op.LESS: build.less(one, other),
        Op.AT_MOST: build.at_most(one, other),
        Op.EQUAL: build.equal(one, other),
        Op.AND: build.all_of([test, second]),
        Op.OR: build.any_of([test, second]),
        Op.NOT: build.negate(test),
        Op.IF: build.choose(test, one, other),
        Op.LOOK_UP: build.look_up("工作日", (3, 1, 4, 1, 5), one),
    }
    zero = Ratio(build.number(0), build.number(1))
    columns = (Column("甲", Sort.NUMBER), Column("乙", Sort.NUMBER), Column("丙", Sort.FLAG), Column("丁", Sort.TEXT))
    plan = Plan(columns, (), (), zero, (), build.number(-1), build.true, build.true, (("工作日", (3, 1, 4, 1, 5)),))
    ends = (-BIG, -7, -2, -1, 0, 1, 2, 7, BIG)
    rows = [
        Row(unit, kind, {"甲": a, "乙": b, "丙": a > b, "丁": level})
        for (a, b), (unit, kind, level) in zip(
            product(ends, ends), 27 * (("某局", "县区", "优"), ("某县", "", "良"), ("别处", "别的", "优")), strict=True
        )
    ]
    return plan, [*rows, Row("某局", "县区", {}), Row("某局", "县区", {"丙": True})], nodes
