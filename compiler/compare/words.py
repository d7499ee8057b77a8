"""What changed in the text of a clause, beside what changed in its meaning. In: two clauses. Out: runs of text, lines of rules."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from compiler import core
from compiler.compare.model import Piece
from compiler.words.amounts import show_number, show_rounding

_WORD = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|.", re.S)  # a number changes as a whole: 30% → 50%, not 3 → 5


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return two official sentences as one run of text: what both say, what is gone, what has come."""
    first, second = _WORD.findall(old), _WORD.findall(new)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        gone, come = "".join(first[a:b]), "".join(second[c:d])
        if tag == "equal":
            found.append(Piece("=", gone))
            continue
        found += [Piece(kind, text) for kind, text in (("-", gone), ("+", come)) if text]
    return tuple(found)


def marked(text: tuple[Piece, ...]) -> str:
    """Return a run of text with what is gone as [-…-] and what has come as {+…+}."""
    shown = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(shown[piece.kind].format(piece.text) for piece in text)


def rules(clause: core.Clause | None) -> tuple[str, ...]:
    """Return what the rules of a clause say, a line each, in their canonical wording."""
    if clause is None:
        return ()
    lines = [branch.says for effect in clause.effects for branch in effect.branches]
    lines += [each.text for each in clause.consequences]
    lines += [f"应当 {each.text}" for each in clause.duties]
    lines += [f"最高扣 {show_number(-clause.lowest)} 分"] if clause.lowest is not None else []
    lines += [f"最多加 {show_number(clause.highest)} 分"] if clause.highest is not None else []
    lines += [show_rounding(*clause.rounding)] if clause.rounding is not None else []
    lines += ["此项不记分"] if clause.zeroed is not None else []
    if isinstance(clause.applies, core.Listed):
        lines.append(f"涉及部门：{'、'.join(clause.applies.units)}")
    return tuple(dict.fromkeys(line for line in lines if line))
