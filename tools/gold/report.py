"""The figures of the corpus: each text, both halves, and what a reader should look at.

One half of the texts is worked on, the other is left alone: of that half only totals are shown, so that nobody mends its sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from tools.gold.drafts import Drafted, declared_name, read_draft
from tools.gold.judging import MISSED, OPEN, RIGHT, WRONG, Judge, Verdict, read_gold
from tools.gold.places import plain
from tools.gold.sides import mentions
from zhunsheng.draft.readers.plain import read_plain
from zhunsheng.draft.writing.drafting import draft

WORKED_ON = ("02", "03", "05", "06", "10")
LEFT_ALONE = ("04", "09", "11", "12", "22")
FATES = {RIGHT: "对", WRONG: "错", OPEN: "待定", MISSED: "漏"}


@frozen
class Judged:
    """One text: a verdict for every gold sentence, and the facts that two items share."""

    name: str
    verdicts: tuple[Verdict, ...]
    shared: tuple[str, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many sentences met which fate."""
        return Counter(each.fate for each in self.verdicts)


def judge_text(folder: Path, name: str) -> Judged:
    """Draft one text of the corpus and judge it."""
    text = (folder / "texts" / f"{name}.txt").read_text(encoding="utf-8")
    policy = draft(read_plain(text), text, name).policy
    verdicts = Judge(read_gold(folder / "gold" / f"{name}.jsonl"), policy, text).verdicts()
    return Judged(name, tuple(verdicts), tuple(shared_facts(read_draft(policy, plain(text)))))


def shared_facts(drafted: Drafted) -> Iterator[str]:
    """Yield the facts that give points under two headings: one thing would be scored twice.

    Totals and other measures may stand in many items; what holds or is counted belongs to the item whose sentence names it.
    """
    lines = list(drafted.declared.values())
    for name, line in drafted.declared.items():
        if not ("：是否" in line or "：计数" in line) or any(f"不超过 {name}" in other for other in lines):
            continue
        longer = [each for each in lines if name in (other := declared_name(each)) and other != name]
        under = {
            (section.above, section.title)
            for section in drafted.sections
            if any(mentions(line, rule) and not any(mentions(each, rule) for each in longer) for rule in section.lines)
        }
        if len(under) > 1:
            yield f"{name}：{'、'.join(title for _, title in sorted(under))}"


def gold_report(folder: Path, *, everything: bool = False) -> Iterator[str]:
    """Yield the lines of the report; nothing where the corpus is not there."""
    if not (folder / "gold").is_dir():
        return
    yield "别的文件（对照手写的读法）\n"
    halves = [[judge_text(folder, name) for name in names] for names in (WORKED_ON, LEFT_ALONE)]
    for judged in (*halves[0], *halves[1]):
        yield f"  {judged.name}：{_counts(judged.counts)}"
    for judged in halves[0]:
        yield from _details(judged, everything)
    for title, half in zip(("照着改的一半", "没有看过的一半"), halves, strict=True):
        yield f"\n  {title}：{_counts(sum((each.counts for each in half), Counter()))}"


def _details(judged: Judged, everything: bool) -> Iterator[str]:
    for each in judged.verdicts:
        if everything or each.fate == WRONG:
            yield f"    {FATES[each.fate]}  {each.row.id}  {_flat(each.row.sentence)}  〔{_flat(each.why)}〕"
        if each.lines and (everything or each.fate == WRONG):
            yield f"        手写 {'；'.join(each.row.gold) if each.row.gold else '无'}"
            yield f"        起草 {'；'.join(each.lines)}"
    nothing = [each.row.id for each in judged.verdicts if each.fate == WRONG and each.row.gold == []]
    if nothing:
        yield f"    不计分的句子写成了规则：{'、'.join(nothing)}"
    for shared in judged.shared:
        yield f"    两处共用一个事实：{_flat(shared)}"


def _counts(counts: Counter[str]) -> str:
    total = sum(counts.values())
    shares = [f"{word} {counts[fate]}（{counts[fate] * 100 / max(total, 1):.1f}%）" for fate, word in FATES.items()]
    return f"{total} 句，" + "，".join(shares)


def _flat(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 120 else f"{flat[:118]}……"
