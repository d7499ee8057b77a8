"""完成目标任务 的，按 完成比例 得分: a share of what has to be there as a whole is asked. In: a sentence as written. Out: findings."""

from __future__ import annotations

from compiler.lowering.sentences.sentence import Setting
from compiler.problems import questions
from dsl import surface


def share_of_whole(rule: surface.Rule, setting: Setting) -> None:
    """Report 完成目标任务 的，按 完成比例 得分: what was done in part would give nothing."""
    named, award = rule.condition, rule.award
    if not isinstance(named, surface.Named) or named.negated or not isinstance(award, surface.ProRata):
        return
    stem = award.ratio.text.removesuffix("的比例").removesuffix("比例").removesuffix("率")
    if award.sign != "-" and stem and named.name.text.startswith(stem):
        source = setting.scope.source
        setting.scope.bag.add(questions.share_under_whole(source, rule.span, award.ratio.text, named.name.text))
