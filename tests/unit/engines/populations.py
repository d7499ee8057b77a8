"""A policy of ranks and statistics, and units that stand close together: ties, 0 of 0, no data, shares that differ by very little."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from compiler import core
from compiler.meaning.interpret import Unit, Value
from tests.unit.small_policies import compiled_small, small

RULES = """事实 交办数：计数（件）
事实 办结数：计数（件），不超过 交办数
事实 差评：计数（次），越低越好
事实 面积：数量（平方米），越高越好
指标 办结率 = 办结数 ÷ 交办数，越高越好
指标 平均差评 = 全体平均（差评）
指标 差距 = 全体最高（面积） − 面积
无交办时 不扣分
办结率 排名 倒数 2 名 扣 2 分
办结率 排名 前 30% 加 3 分
差评 排名 第 1—3 名 依次 加 3、2、1 分
差评 超过 平均差评 扣 1 分
差距 超过 100 平方米 扣 0.5 分"""


def ranked() -> core.Policy:
    """The policy."""
    found = compiled_small(small(RULES))
    assert found.policy is not None and not found.bag.failed, list(found.bag)
    return found.policy


CLOSE = ((1, 2), (2, 4), (999_999, 10**6), (999_998, 999_999), (10**9 - 1, 10**9), (10**9 - 2, 10**9 - 1), (0, 7))


def units_of(count: int, seed: int, *, holes: float = 0.0) -> list[Unit]:
    """Units by name; ``holes`` is the share of facts that nobody gave."""
    random = Random(seed)
    return [Unit(f"单位{number}", "", _facts(random, holes)) for number in range(count)]


def _facts(random: Random, holes: float) -> dict[str, Value]:
    total = random.choice((0, 1, 2, 3, 4, 6, 100))
    done, total = random.choice((*CLOSE, *[(random.randint(0, total), total)] * 3))
    area = Fraction(random.choice((0, 1, 2, 5, 300, 999_999)), random.choice((1, 1, 2, 4, 100)))
    facts: dict[str, Value] = {
        "交办数": total,
        "办结数": done,
        "差评": random.choice((0, 0, 1, 2, 3, 50)),
        "面积": area,
    }
    return {name: value for name, value in facts.items() if random.random() >= holes}
