"""Flaws of caps and of the points of an item: never reached, beyond the item, never felt. As in pairs_of_ladders."""

from __future__ import annotations

CAPS = {
    "cap-above-what-is-counted": (
        "W443",
        """
        事实 表彰：计数（次），不超过 ⟦3｜9⟧ 次
        表彰 每次 加 1 分，最多计 5 次
        """,
    ),
    "cap-above-whole-steps": (
        "W443",
        """
        事实 信息：计数（条），不超过 19 条
        信息 每满 5 条 加 1 分，最多加 ⟦4｜2⟧ 分
        """,
    ),
    "cap-above-the-best-of-all": (
        "W443",
        """
        事实 表彰：是否，分级 国家级、省级
        国家级 加 5 分，省级 加 3 分
        ⟦取最高分｜⟧
        最多加 7 分
        """,
    ),
    "second-piece-not-counted": (
        "W444",
        """
        事实 事故：计数（起）
        事故 每起 扣 2 分，最多计 ⟦1｜5⟧ 起
        """,
    ),
    "heading-cap-over-what-excludes": (
        "W447",
        """
        # 一、加分项
        本项合计最多加 5 分
        ## 1. 公开
        事实 公开：是否
        事实 整改：是否
        公开 加 3 分
        ## 2. 整改
        ⟦未 公开 且 ｜⟧整改 加 3 分
        """,
    ),
    "cap-beyond-every-kind": (
        "E498",
        """
        对象类别: [县区, 市直部门]
        # 一、服务（县区10分，市直部门5分）
        事实 投诉：计数（件）
        投诉 每件 扣 1 分，最高扣 ⟦12｜8⟧ 分
        """,
    ),
    "drained-beyond-the-item": (
        "E498",
        """
        # 一、服务（8分）
        事实 投诉：计数（件）
        投诉 每件 扣 1 分，⟦10｜8⟧ 分扣完为止
        """,
    ),
    "loss-beyond-the-item-of-one-kind": (
        "W446",
        """
        对象类别: [县区, 市直部门]
        # 一、公示（县区10分，市直部门5分）
        事实 公示：是否
        未 公示 扣 ⟦8｜5⟧ 分
        """,
    ),
    "formula-beyond-the-item": (
        "W446",
        """
        # 一、办结（10分）
        事实 办结率：比率
        得分 = 办结率 × ⟦12｜10⟧
        """,
    ),
    "cell-beyond-the-item": (
        "W446",
        """
        # 一、加分项（8分）
        事实 等第：等级（一等奖、二等奖）
        事实 级别：等级（国家级、省级）
        分值表 获奖分（一等奖、二等奖）：国家级 ⟦10｜8⟧ 分、6 分
        分值表 获奖分（一等奖、二等奖）：省级 5 分、3 分
        按 获奖分 加分
        """,
    ),
    "judgement-beyond-the-item": (
        "W446",
        """
        # 一、作风（10分）
        事实 作风问题：是否
        作风问题 酌情 扣 1—⟦12｜10⟧ 分
        """,
    ),
    "nothing-left-to-lose": (
        "W446|E414|W415",
        """
        # 一、办结（5分）
        事实 办结率：比率
        办结率 100% 得 5 分，每低 1 个百分点 扣 ⟦0.5｜0.1⟧ 分；低于 80% 不得分
        """,
    ),
}
