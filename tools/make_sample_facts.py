"""Write the made-up fact sheet of the hotline policy: every unit of 附件1, fixed seed, so that the same bytes come out.

Run: python tools/make_sample_facts.py > policies/ankang-2021-hotline/facts.csv
"""

from __future__ import annotations

import csv
import random
import sys

import zhunsheng
from zhunsheng.engine.columns import heading, wanted

POLICY = "policies/ankang-2021-hotline"
TITLE = "示例数据：全部为虚构，由固定随机种子 2021 生成，不是任何单位的真实情况"


def some(rng: random.Random, *weights: int) -> int:
    """Draw 0, 1, 2 … with the given weights."""
    return rng.choices(range(len(weights)), weights)[0]


def values(rng: random.Random, kind: str) -> dict[str, int | str]:
    """Draw plausible facts of one unit."""
    total = rng.choice([0, *[rng.randrange(20, 400)] * 6, *[rng.randrange(400, 15_000)] * (8 if kind == "县区" else 3)])
    handled = rng.choice([1000, 997, 995, 990, 985, 980, 975, 970, 940])
    returned, delayed = rng.choice([0, 20, 45, 50, 70, 100, 130, 160]), rng.choice([0, 10, 40, 60, 100, 120, 170])
    called = total * rng.randrange(70, 96) // 100
    satisfied = rng.choice([970, 920, 860, 800, 780, 700, 690, 620, 550])
    return {
        "工单总数": total,
        "按期办结工单数": total * handled // 1000,
        "未第一时间联系": some(rng, 10, 3, 1, 1),
        "反馈与实际不符": some(rng, 12, 2, 1),
        "反馈不规范": some(rng, 10, 3, 2, 1),
        "退单数": total * returned // 1000,
        "延期申请工单数": total * delayed // 1000,
        "回访数": called,
        "回访满意数": called * satisfied // 1000,
        "知识库未按时更新": some(rng, 8, 3, 1, 1),
        "值班表未按时报送": some(rng, 10, 2, 1),
        "推脱参加接话日": some(rng, 14, 1),
        "响应不及时": some(rng, 12, 2, 1),
        "未应邀培训交流": some(rng, 14, 1),
        "无理由推诿": some(rng, 12, 2, 1),
        "办件量": total,
        "群众表扬": some(rng, 8, 4, 2, 1, 1),
        "群众锦旗": some(rng, 12, 2, 1),
        "媒体采用·国家级": "是" if some(rng, 30, 1) else "否",
        "媒体采用·省级": "是" if some(rng, 12, 1) else "否",
        "媒体采用·市级": "是" if some(rng, 6, 1) else "否",
        "国家级表彰": some(rng, 40, 1),
        "省级表彰": some(rng, 20, 1),
        "市级表彰": some(rng, 10, 1),
    }


def main() -> None:
    """Write the sheet to standard output."""
    policy = zhunsheng.load(POLICY).core
    rng = random.Random(2021)  # noqa: S311  # made-up numbers need no cryptographic randomness
    out = csv.writer(sys.stdout, lineterminator="\n")
    facts = wanted(policy)
    out.writerow([TITLE])
    out.writerow(["单位", "类别", *(heading(fact) for fact in facts)])
    for roster in policy.rosters:
        for unit in roster.units:
            drawn = values(rng, roster.kind)
            out.writerow([unit, roster.kind, *(drawn[fact.name] for fact in facts)])


if __name__ == "__main__":
    main()
