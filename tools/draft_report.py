"""How well does ``zhunsheng draft`` read? On the five documents against the policies written by hand, and on other official texts.

    python tools/draft_report.py [--all]

A sentence is *right* where the drafted rules mean what the hand-written ones mean (``same_core.py`` says when), *wrong* where they mean
something else, *open* where the draft is marked 待定. Of other texts a sentence is *complete* where its rules parse, type and use all its
numbers; of those with gold readings beside them (``tools/gold``) every sentence is judged. Documents that are not there are skipped.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from compiler import core
from compiler.faithful.coverage import placed_quotes
from compiler.pipeline import Compiled
from dsl.documents.policy_file import Section
from dsl.source import Span
from tools.gold.report import gold_report
from tools.same_core import Meaning, meaning, same
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.writing.clause import Clause
from zhunsheng.draft.writing.drafting import Draft, draft
from zhunsheng.library import policies

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
DOCUMENTS = (
    "tianjin-2019-performance",
    "taiqian-2018-yiwangtongban-county",
    "taiqian-2018-yiwangtongban-township",
    "shanhaiguan-2020-budget",
    "tianjin-2020-haochaping",
    "ankang-2021-hotline",
    "ankang-2021-approval",
)


@frozen
class Verdict:
    """What became of a sentence; ``why`` says how it agrees, or what differs."""

    sentence: str
    fate: str  # 对 错 待定
    why: str = ""


def judge(slug: str) -> list[Verdict]:
    """Draft the source of a policy written by hand and compare, sentence by sentence."""
    hand = policies.load(ROOT / "policies" / slug).compile()
    assert hand is not None and hand.policy is not None and hand.text.original is not None
    text = hand.text.original.text
    drafted = draft(read_plain(text), text, slug)
    assert drafted.compiled.policy is not None, [each.message for each in drafted.compiled.bag]
    return [verdict for group in _groups(hand, drafted) for verdict in _of_group(*group, hand, drafted)]


# ------------------------------------------------------------------------------------------------- what belongs together

_Group = tuple[list[core.Clause], list[tuple[Clause, core.Clause | None]]]


def _groups(hand: Compiled, drafted: Draft) -> Iterator[_Group]:
    """Yield clauses of both that quote the same words of the source, connected through shared words."""
    ours = _places(hand)
    theirs = _places(drafted.compiled)
    by_id = {section: clause for clause, section in _drafted_sections(drafted)}
    nodes: list[tuple[str, str, list[Span]]] = [("hand", key, spans) for key, spans in ours.items()]
    nodes += [("draft", key, spans) for key, spans in theirs.items() if key in by_id]
    left = set(range(len(nodes)))
    assert hand.policy is not None and drafted.compiled.policy is not None
    own = {clause.id: clause for clause in hand.policy.clauses()}
    other = {clause.id: clause for clause in drafted.compiled.policy.clauses()}
    while left:
        group, edge = set(), {min(left)}
        while edge:
            group |= edge
            left -= edge
            edge = {
                at for at in left for to in edge if nodes[at][0] != nodes[to][0] and _meet(nodes[at][2], nodes[to][2])
            }
        keys = sorted(group)
        yield (
            [own[nodes[at][1]] for at in keys if nodes[at][0] == "hand" and nodes[at][1] in own],
            [(by_id[nodes[at][1]], other.get(nodes[at][1])) for at in keys if nodes[at][0] == "draft"],
        )


def _places(compiled: Compiled) -> dict[str, list[Span]]:
    assert compiled.document is not None and compiled.text.original is not None
    found: dict[str, list[Span]] = {}
    quotes: list[tuple[Span, Section]] = list(placed_quotes(compiled.document, compiled.text.original))
    for span, section in quotes:
        found.setdefault(section.id, []).append(span)
    return found


def _drafted_sections(drafted: Draft) -> Iterator[tuple[Clause, str]]:
    assert drafted.compiled.document is not None
    yield from zip(drafted.clauses, (section.id for section in drafted.compiled.document.sections), strict=True)


def _meet(first: list[Span], second: list[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in first for other in second)


# ------------------------------------------------------------------------------------------------------------- verdicts


def _of_group(
    hand: list[core.Clause], theirs: list[tuple[Clause, core.Clause | None]], compiled: Compiled, drafted: Draft
) -> Iterator[Verdict]:
    wanted = _meaning(hand, compiled)
    made = _meaning([clause for _, clause in theirs if clause is not None], drafted.compiled)
    sentences = [(sentence, bool(clause.doubts), clause) for clause, _ in theirs for sentence in clause.scored]
    agreed = same(wanted, made)
    if not sentences:
        if wanted:
            yield Verdict(hand[0].quote, "待定", "没有认出是评分句")
        return
    fits = agreed or ("读出的部分相同" if any(is_open for _, is_open, _ in sentences) and not made - wanted else "")
    for sentence, is_open, clause in sentences:
        if is_open:
            yield Verdict(sentence, "待定", "；".join(clause.doubts))
        elif fits:
            yield Verdict(sentence, "对", fits)
        else:
            yield Verdict(sentence, "错", f"手写 {_show(wanted)}；起草 {_show(made)}")


def _meaning(clauses: list[core.Clause], compiled: Compiled) -> Meaning:
    """What clauses do to a score, and the points that their own headings state."""
    assert compiled.policy is not None and compiled.document is not None
    found = meaning(clauses, compiled.policy)
    acting = {clause.id for clause in clauses if clause.effects}
    for section in compiled.document.sections:
        if section.id in acting:
            found.update(("分值", kind, str(points)) for kind, points in section.points)
    return found


def _show(found: Meaning) -> str:
    return "，".join(f"{' '.join(map(str, key))}" + (f" ×{n}" if n > 1 else "") for key, n in found.items()) or "无"


# --------------------------------------------------------------------------------------------------------------- corpus


def complete(path: Path) -> list[Verdict]:
    """Draft another text: which of its scoring sentences are complete."""
    text = path.read_text(encoding="utf-8")
    drafted = draft(read_plain(text), text, path.stem)
    assert drafted.compiled.policy is not None, [each.message for each in drafted.compiled.bag]
    return [
        Verdict(sentence, "待定" if clause.doubts else "对", "；".join(clause.doubts))
        for clause in drafted.clauses
        for sentence in clause.scored
    ]


# --------------------------------------------------------------------------------------------------------------- report


def report(everything: bool) -> str:
    """Return the report; with every sentence where asked, otherwise with what is wrong or open."""
    lines: list[str] = []
    for title, found in _parts():
        total: Counter[str] = Counter()
        lines.append(f"{title}\n")
        for name, verdicts in found:
            counts = Counter(each.fate for each in verdicts)
            total += counts
            lines.append(f"  {name}：{_counts(counts)}")
            lines += [
                f"    {each.fate}  {_short(each.sentence)}  〔{each.why}〕"
                for each in verdicts
                if everything or each.fate != "对"
            ]
        lines.append(f"\n  合计：{_counts(total)}\n")
    return "\n".join((*lines, *gold_report(CORPUS, everything=everything)))


def _parts() -> Iterator[tuple[str, list[tuple[str, list[Verdict]]]]]:
    yield "五份文件（对照手写的政策）", [(slug, judge(slug)) for slug in DOCUMENTS]
    others = sorted(CORPUS.glob("*.txt")) if CORPUS.is_dir() else []
    if others:
        yield "其他文件（对：能解析、类型对、数都用到）", [(path.stem, complete(path)) for path in others]


def _counts(counts: Counter[str]) -> str:
    total = sum(counts.values())
    if not total:
        return "没有评分句"
    return f"{total} 句，" + "，".join(
        f"{fate} {counts[fate]}（{counts[fate] * 100 / total:.1f}%）" for fate in ("对", "错", "待定")
    )


def _short(text: str) -> str:
    flat = "".join(text.split())
    return flat if len(flat) <= 48 else f"{flat[:46]}……"


if __name__ == "__main__":
    print(report("--all" in sys.argv[1:]))
