"""The chain of drafting on one screen: blocks in, the files of a policy folder out; nothing is opened or written here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from attrs import evolve, frozen

from compiler import core
from compiler.asking.trial import KINDS
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Diagnostic, Severity
from dsl.folding import fold
from dsl.source import Source
from zhunsheng.draft.layout.blocks import Block
from zhunsheng.draft.layout.entries import Entry
from zhunsheng.draft.layout.outline import outline
from zhunsheng.draft.sentences.cutting import fold_text
from zhunsheng.draft.sentences.naming import Names
from zhunsheng.draft.writing.case_rows import case_table
from zhunsheng.draft.writing.clause import Clause
from zhunsheng.draft.writing.clauses import Drafter
from zhunsheng.draft.writing.markdown import clause_text, front_text
from zhunsheng.draft.writing.paths import unique
from zhunsheng.draft.writing.proving import Proof

_NAME = re.compile(r"(办法|方案|细则|规则|规定|标准|意见|文本|评分表|考核表)(（[^（）]*）|\([^()]*\))?$")
_NUMBER = re.compile(r"^[^\s，。；（(]{2,14}[〔\[(（]\d{4}[〕\])）]\s*\d+\s*号$")
_PERIOD = re.compile(r"考核期间为?(\d{4})年(\d{1,2})月(\d{1,2})日(?:至|—|到)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_KINDS = tuple(kind for kind in KINDS if len(kind) > 1 and kind != "其他")


_ROUNDS = 50


@frozen
class Draft:
    """A drafted policy: its two texts, the clauses it was made of, and what compiling it gave."""

    policy: str
    source: str
    clauses: tuple[Clause, ...]
    compiled: Compiled

    @property
    def open(self) -> int:
        """How many clauses are left open."""
        return sum(bool(each.doubts) for each in self.clauses)


def draft(blocks: tuple[Block, ...], text: str, title: str, reserved: Iterable[str] = ()) -> Draft:
    """Draft a policy from the blocks of a document and its text; ``title`` is used where the document has none.

    ``reserved`` are names that the draft leaves to another policy, whose rules it is to be joined with.
    """
    entries = outline(blocks)
    kinds = _kinds(entries)
    original = Source("source.txt", text)
    made = list(Drafter(Proof(original, kinds), Names(reserved=frozenset(map(fold, reserved)))).clauses(entries))
    front = front_text(_title(text, title), kinds, _front(text))
    clauses, bare = _compiling(unique(made), front, original)
    policy = _policy(clauses, front, bare.policy)
    return Draft(policy, text, tuple(clauses), _compiled(policy, original))


def _compiled(policy: str, original: Source) -> Compiled:
    return compile_policy(PolicyText("draft", Source("policy.md", policy), original))


def _policy(clauses: list[Clause], front: str, meant: core.Policy | None) -> str:
    """Return policy.md; with case tables where the policy compiled."""
    declared: set[str] = set()
    parts = [front, _INTRODUCTION]
    for clause in clauses:
        facts = [fact for fact in clause.facts if fact.name not in declared] if clause.lines else []
        declared |= {fact.name for fact in facts}
        tables = case_table(meant, clause, facts) if meant is not None and clause.lines else ""
        parts.append(clause_text(clause, facts, tables))
    return "\n".join(parts)


_INTRODUCTION = (
    "本文件由程序从原文起草：引用块是原文，规则块是程序读出的含义，事实的名称、类型、单位都是建议。"
    "写着“待定”的地方程序没有读出来，或者原文有两种读法，由经办人定；案例表的得分由经办人按原文算出后填写。\n"
)


def _compiling(clauses: list[Clause], front: str, original: Source) -> tuple[list[Clause], Compiled]:
    """Take back what does not fit together: points that do not add up lose their heading, a rule that clashes is left open.

    Returns what is left, and what compiling it gave, without case tables.
    """
    made = list(clauses)
    for _ in range(_ROUNDS):
        text = _policy(made, front, None)
        compiled = _compiled(text, original)
        errors = [each for each in compiled.bag if each.severity is Severity.ERROR]
        places = {at: error for error in reversed(errors) if (at := _clause_at(made, text, error)) is not None}
        if not places:
            return made, compiled
        # Sums of sums change when one is taken back: of nested headings only the innermost goes in one round.
        for at in sorted(places):
            if not any(other > at and _is_below(made, at, other) for other in places):
                made[at] = _taken_back(made[at], places[at], _open_below(made, at))
    return made, _compiled(_policy(made, front, None), original)


def _is_below(clauses: list[Clause], at: int, other: int) -> bool:
    return all(clause.level > clauses[at].level for clause in clauses[at + 1 : other + 1])


def _open_below(clauses: list[Clause], at: int) -> bool:
    """Whether something below a heading is still open."""
    for clause in clauses[at + 1 :]:
        if clause.level <= clauses[at].level:
            return False
        if clause.doubts:
            return True
    return False


def _clause_at(clauses: list[Clause], text: str, error: Diagnostic) -> int | None:
    """Return the index of the clause that an error points into: the last one whose heading stands before it."""
    label = error.primary
    if label is None:
        return None
    line = text.count("\n", 0, label.span.start)
    heads = [number for number, each in enumerate(text.split("\n")) if each.startswith("#")]
    before = [index for index, number in enumerate(heads) if number <= line]
    return before[-1] if before and len(heads) == len(clauses) else None


def _taken_back(clause: Clause, error: Diagnostic, waiting: bool) -> Clause:
    if error.code.startswith("E45") and clause.points:
        why = "下面还有待定的部分，合计还对不上" if waiting else error.message
        remark = f"待定：{why}，标题上的分值（{clause.points}）先不写进标题。"
        return evolve(clause, points="", remarks=(*clause.remarks, remark))
    if clause.lines:
        return evolve(clause, lines=(), doubts=(*clause.doubts, error.message), candidates=(clause.lines,))
    return evolve(clause, points="", quotes=())


def _kinds(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """The 对象类别 that points or rules of the document tell apart."""
    texts = [entry.points for entry in entries]
    texts += [
        passage
        for entry in entries
        for passage in entry.passages
        if re.search(r"\d件?的(?:县区|市直部门|县直部门|乡镇)", fold_text(passage))
    ]
    found = [kind for kind in _KINDS if any(kind in fold_text(text) for text in texts)]
    return tuple(kind for kind in found if not any(kind != other and kind in other for other in found))


def _title(text: str, fallback: str) -> str:
    lines = ["".join(line.split()) for line in text.split("\n")]
    named = [
        line for line in lines if _NAME.search(line) and len(line) < 60 and "关于" not in line and "。" not in line
    ]
    return (named[0] if named else fallback).replace("#", "")


def _front(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    number = next((line.strip() for line in text.split("\n") if _NUMBER.match(line.strip())), "")
    if number:
        found["文号"] = number
    period = _PERIOD.search(fold_text(text))
    if period is not None:
        first = f"{period[1]}-{int(period[2]):02}-{int(period[3]):02}"
        found["考核期间"] = f"{first} 至 {period[4] or period[1]}-{int(period[5]):02}-{int(period[6]):02}"
    found["原文校验"] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return found
