"""Wording of what an audit finds, one finding a place (E68x)."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.diagnostics import Diagnostic, Label, finding
from zhunsheng.testkit.mutants.ranks import RankTold


def sentence_missing(at: Label) -> Diagnostic:
    """A sentence of the source that no clause quotes."""
    return finding(
        "E681-sentence-missing",
        "原文的这一句没有引用",
        at,
        hint="在政策里用 > 引用它，编成规则，或者写明为什么不计分",
        authority="准绳：原文中带分值、界限、否决、义务的句子，恰好在一处引用",
    )


def sentence_without_reason(at: Label, clauses: Sequence[str]) -> Diagnostic:
    """A sentence that is quoted, but neither encoded nor set aside with a reason."""
    return finding(
        "E682-no-reason-given",
        f"原文的这一句引用在{'、'.join(clauses)}，没有规则，也没有说明为什么",
        at,
        hint="写规则；不计分的，在引文下面写一句理由",
        authority="准绳：原文的每一句都要有着落",
    )


def quoted_twice(at: Label, one: str, other: str) -> Diagnostic:
    """A sentence that two clauses quote."""
    return finding(
        "E683-quoted-twice", f"原文的同一处引用了两次：{one}、{other}", at, hint="留下一处；原文印了两遍的，各引各的"
    )


def clause_without_cases(at: Label, clause: str) -> Diagnostic:
    """A clause that no case tries."""
    return finding(
        "E684-clause-untested", f"{clause}没有案例", at, hint="补案例表；zhunsheng cases 列出要补的行", clause=clause
    )


def boundary_untested(at: Label, clause: str, boundary: str, sides: Sequence[str]) -> Diagnostic:
    """A side of a boundary on which no case lies."""
    return finding(
        "E686-boundary-untested",
        f"{clause}的界限没有测全：{boundary}，缺{'、'.join(sides)}",
        at,
        hint="补案例；zhunsheng cases 列出要补的行",
        authority="准绳：每个界限的两侧和每个封顶都要有案例",
        clause=clause,
    )


def mutant_survives(at: Label, clause: str, kind: str, change: str) -> Diagnostic:
    """A small mistake in a rule that no case would notice."""
    return finding(
        "E685-mutant-survives",
        f"规则改错了，案例发现不了：{kind}，{change}",
        at,
        hint="补一个能分辨的案例；确实不影响任何单位的，写 注（等价）：改动的写法和理由",
        clause=clause,
    )


def rank_untested(at: Label, rank: RankTold) -> Diagnostic:
    """The direction or the formula behind a rank, which no scenario tells."""
    return finding(
        "W687-rank-untested",
        behind(rank),
        at,
        hint="在 scenarios.md 里写同一类别的两个单位，各写排名所依据的数和名次",
        authority="准绳：案例里的名次是直接给的，看不出按什么排、从哪头排",
        clause=rank.clause,
    )


def behind(rank: RankTold) -> str:
    """Return what is not told of a rank, or what speaks against it."""
    where = f"{rank.clause}的“{rank.name}”"
    if rank.against:
        return f"{where}与情景里的名次不合：{rank.against[0]}、{rank.against[1]}按规则排，先后正好相反"
    return f"{where}只由情景检验，下面的改动没有两个情景能发现：{'；'.join(rank.left)}"
