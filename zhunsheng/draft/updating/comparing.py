"""When two official sentences are the same, and which of their numbers differ."""

from __future__ import annotations

from difflib import SequenceMatcher

from compiler.faithful.quoted import quoted_numbers
from zhunsheng.draft.sentences.cutting import fold_text
from zhunsheng.draft.sentences.numbering import mark_of


def key_of(sentence: str) -> str:
    """What two printings of one sentence share: folded, without its number and its last mark."""
    mark = mark_of(sentence)
    return fold_text(sentence[mark.end :] if mark is not None else sentence).strip("。；;，.,")


def numbers_changed(before: str, after: str) -> tuple[str, ...]:
    """Return the numbers that differ, as “5分 → 10分”; a number without a partner stands alone."""
    old, new = (
        [_shown(text, each.span.start, each.span.end) for each in quoted_numbers(text, 0, len(text))]
        for text in (before, after)
    )
    found: list[str] = []
    for what, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        pairs = max(end - start, stop - begin)
        for at in range(pairs):
            left = old[start + at] if start + at < end else "（无）"
            right = new[begin + at] if begin + at < stop else "（无）"
            found.append(f"{left} → {right}")
    return tuple(found)


def _shown(text: str, start: int, end: int) -> str:
    return "".join(text[start:end].split())
