"""Entries → clauses of the draft: what is quoted, which rules stand under it, what is left open and why.

Every clause with rules has been compiled by itself before it comes out: it parses, its types fit, 对账 passes. What does not pass is
left open with the reason that the compiler gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import define, evolve, field

from compiler.faithful.coverage import matters
from zhunsheng.draft.layout.entries import Entry, leading_points
from zhunsheng.draft.layout.stated import StatedPoints, stated_points
from zhunsheng.draft.sentences.accounting import meaning_notes, unaccounted
from zhunsheng.draft.sentences.awards import award_of
from zhunsheng.draft.sentences.conditions import Reader, has_bound
from zhunsheng.draft.sentences.cutting import (
    NUMBER,
    adjusts,
    concludes,
    cut,
    fold_text,
    is_example,
    scores,
    sentences_of,
    split,
)
from zhunsheng.draft.sentences.naming import Names, meaning_of, propose
from zhunsheng.draft.sentences.numbering import mark_of
from zhunsheng.draft.sentences.own_words import in_own_words, swallowed
from zhunsheng.draft.sentences.reading import SentenceReader
from zhunsheng.draft.sentences.states import Work
from zhunsheng.draft.sentences.steps import CAP_UNCLEAR, step_notes
from zhunsheng.draft.writing.clause import Clause
from zhunsheng.draft.writing.consequences import HEADED, events, with_consequence
from zhunsheng.draft.writing.passages import (
    about,
    adjusted,
    beside,
    cap_of_a_part,
    cut_after_cap,
    is_heading,
    key_of,
    quotes_of,
    undecidable,
    whys,
    without_price,
    words_beside,
)
from zhunsheng.draft.writing.proving import Proof

_DEPENDS = ("没有读出是哪个数的界限", "没有读出条件")
ASSESSED = re.compile(r"情况等?(?:\([^()]*\))?[。；]?$")
_GIVEN = re.compile(rf"[得记计]{NUMBER}分|不[得记计]分")
_AWARDED = re.compile(rf"[得记计]{NUMBER}分")
_HOW = re.compile(r"[加扣减得记计给]分")  # 按获奖分加分 says how points are given, not what has to be done


@define
class Drafter:
    """Makes the clauses of a document; names are shared by all of them."""

    proof: Proof
    names: Names = field(factory=Names)

    def clauses(self, entries: Iterable[Entry]) -> Iterator[Clause]:
        """Yield the clauses, each heading before what stands under it."""
        for entry, after in pairwise((*entries, None)):
            assert entry is not None
            yield from self._of_entry(entry, leaf=after is None or after.level <= entry.level)

    def _of_entry(self, entry: Entry, *, leaf: bool) -> Iterator[Clause]:
        entry, stated = stated_points(entry)
        plain = Clause(entry.level, entry.number, entry.title, entry.points, method=entry.method)
        if stated is not None:
            yield self._stated(entry, plain, stated)
            return
        sentences = [each for passage in entry.passages for each in sentences_of(passage)]
        heading = leading_points(fold_text(entry.passages[0])[len(entry.number) :]) if entry.passages else ""
        scoring = [each for each in sentences if scores(each) and not (heading and is_heading(each, heading))]
        examples = [each for each in sentences if is_example(each)]
        others = [each for each in sentences if not scores(each) and each not in examples]
        duties = [each for each in others if matters(each) or adjusts(each) or concludes(each)]
        headed = HEADED.search(entry.title or entry.under)
        if headed is not None and others and not scoring:
            yield from self._concluding(entry, plain, headed[0])
            return
        if entry.items:
            yield self._list(entry, plain)
        elif scoring:
            yield from self._scoring(entry, plain, scoring)
        elif entry.points and sentences and not any(concludes(each) for each in sentences):
            if not leaf and ASSESSED.search(fold_text(sentences[-1])):  # what stands below it gives the points
                yield evolve(plain, quotes=tuple(sentences))
                return
            yield self._assessed(plain, sentences) or self._priced(entry, plain, sentences, bool(heading))
            return
        elif duties:
            yield evolve(plain, quotes=entry.passages, doubts=whys(duties))
            return
        else:
            yield evolve(plain, quotes=tuple(each for each in entry.passages if each.strip()))
        if duties:
            yield Clause(entry.level + 1, "", "其他要求", quotes=tuple(duties), doubts=whys(duties))
        if examples and scoring:
            remarks = ("这是举例，说明上面的规则怎样算，本身不计分。",)
            yield Clause(entry.level + 1, "", "举例", quotes=tuple(examples), remarks=remarks)

    # -------------------------------------------------------------------------------------------------- scoring sentences

    def _scoring(self, entry: Entry, plain: Clause, scoring: list[str]) -> Iterator[Clause]:
        whole = self._try(entry, plain, scoring)
        if whole is not None and not whole.doubts:
            yield whole
            return
        units = [part for sentence in scoring for part in self._parts(entry, sentence)]
        if len(units) == 1:
            yield whole or evolve(plain, quotes=tuple(units), scored=tuple(units), doubts=("没有读出规则",))
            return
        yield plain
        for index, unit in enumerate(units, start=1):
            own = Clause(entry.level + 1, str(index), "", method=entry.method)
            made = self._try(evolve(entry, points="", passages=(unit,)), own, [unit])
            yield made or evolve(own, quotes=(unit,), scored=(unit,), doubts=("没有读出规则",))

    def _own(self, entry: Entry, plain: Clause, scoring: list[str]) -> Clause | None:
        """The sentences as the language reads them with open names, where that accounts for all that they say."""
        sentences = [each for passage in entry.passages for each in sentences_of(passage)]
        meant = [each for each in sentences if each in scoring or adjusts(each)] or scoring
        before = dict(self.names.facts)
        said, stated = without_price(meant)
        if stated and plain.points not in ("", f"{stated}分"):
            return None
        plain = evolve(plain, points=f"{stated}分") if stated else plain
        facts, lines = in_own_words(said, self.names, about(entry), key_of(entry), self.proof.kinds, beside(entry))
        clause = evolve(plain, quotes=quotes_of(entry, meant, lines), scored=tuple(scoring), facts=facts, lines=lines)
        clause = evolve(clause, remarks=(*clause.remarks, *step_notes(meant), *meaning_notes(meant, facts, lines)))
        points = stated or (match[1] if (match := re.fullmatch(rf"({NUMBER})分", entry.points)) else "")
        whole = lines and not entry.extra and not unaccounted(meant, lines, facts, points, words_beside(entry))
        if whole and not self.proof.fails(clause)[0]:
            return clause
        self.names.facts = before
        return None

    def _parts(self, entry: Entry, sentence: str) -> list[str]:
        """Cut a sentence into parts where that reads better than the whole: a cap of its own, points of its own."""
        parts = [piece for half in cut(sentence, "；;") for piece in cut_after_cap(half) if scores(piece)]
        if len(parts) < 2 or sum(has_bound(fold_text(part)) for part in parts) > 1:
            return [sentence]  # tiers of one measure belong together
        given = [part for part in parts if _GIVEN.search(fold_text(part))]
        if len(given) > 1 and any(_AWARDED.search(fold_text(part)) for part in given):
            return [sentence]  # so do states of one thing
        own = Clause(entry.level + 1, "1", "")
        inner = evolve(entry, points="")
        whole = self._try(inner, own, [sentence], keep=False)
        if whole is not None and (not whole.doubts or CAP_UNCLEAR in whole.doubts):
            return [sentence]
        made = [self._try(inner, own, [part], keep=False) for part in parts]
        if any(each is not None and any(doubt in _DEPENDS for doubt in each.doubts) for each in made):
            return [sentence]
        better = sum(each is not None and not each.doubts for each in made)
        return parts if better else [sentence]

    def _try(self, entry: Entry, plain: Clause, sentences: list[str], *, keep: bool = True) -> Clause | None:
        """Read some sentences as one clause and prove it; None where they cannot stand in one clause."""
        before = dict(self.names.facts)
        made = self._read(entry, plain, sentences)
        if made is not None and not any(undecidable(doubt, sentences) for doubt in made.doubts):
            first = self.names.facts
            self.names.facts = dict(before)
            own = self._own(entry, plain, sentences)
            self.names.facts = self.names.facts if own is not None else first
            made = own or made
        if not keep or made is None or made.doubts:
            self.names.facts = before
        return made

    def _read(self, entry: Entry, plain: Clause, sentences: list[str]) -> Clause | None:
        reader = Reader(self.names, about(entry), key_of(entry))
        points = match[1] if (match := re.fullmatch(rf"({NUMBER})分", entry.points)) else ""
        reading = SentenceReader(Work(reader, entry.sign, points, entry.title or entry.under, entry.criterion))
        readings = [reading.read(sentence) for sentence in sentences]
        stated = [each.points for each in readings if each.points]
        lines = (*(line for each in readings for line in each.lines), *(("另计",) if entry.extra else ()))
        if any(CAP_UNCLEAR in each.doubts for each in readings):
            made = evolve(plain, quotes=tuple(sentences), scored=tuple(sentences), facts=tuple(reader.facts))
            return evolve(made, doubts=(CAP_UNCLEAR,), candidates=(lines,))
        if len(stated) > 1 or cap_of_a_part(readings):
            return None
        if stated and points and stated[0] != points:
            return self._left(plain, sentences, "分值与标题上的不同")
        doubts = (*(doubt for each in readings for doubt in each.doubts), *adjusted(entry, sentences))
        whole = points or (stated[0] if stated else "")
        doubts = doubts or unaccounted(sentences, lines, reader.facts, whole, words_beside(entry))
        quotes = quotes_of(entry, sentences, lines)
        made = evolve(
            plain, quotes=quotes, scored=tuple(sentences), facts=tuple(reader.facts), lines=lines, doubts=doubts
        )
        notes = (*step_notes(sentences), *meaning_notes(sentences, reader.facts, lines))
        made = evolve(made, remarks=(*made.remarks, *notes))
        if stated and not plain.points:
            made = evolve(made, points=f"{stated[0]}分")
        if doubts:
            return evolve(made, lines=(), candidates=(lines,) if lines else ())
        return self.proof.proved(made)

    def _left(self, plain: Clause, sentences: list[str], why: str) -> Clause:
        return evolve(plain, quotes=tuple(sentences), scored=tuple(sentences), doubts=(why,))

    # ----------------------------------------------------------------------------------------------------- other entries

    def _assessed(self, plain: Clause, sentences: list[str]) -> Clause | None:
        """主要考核组织领导、制度建设等情况 (10分): what is looked at, nothing that is done or not; the assessor gives the points."""
        if not ASSESSED.search(fold_text(sentences[-1])):
            return None
        quotes = tuple(sentences)
        made = evolve(plain, quotes=quotes, scored=quotes[:1], lines=("酌情给分",))
        made = evolve(made, remarks=("原文只有分值和考核的内容，没有写怎样给分：由考核人在分值之内评定，并写明理由。",))
        return None if self.proof.fails(made)[0] else made

    def _priced(self, entry: Entry, plain: Clause, sentences: list[str], heading: bool) -> Clause:
        """Points in the points column or in the heading, and a criterion that says nothing of points."""
        text = "".join(sentences)
        mark = mark_of(text)
        name = propose([p for s in split(fold_text(text[mark.end :] if mark else text), "。") for p in split(s, "，")])
        quotes = tuple(sentences)
        if _HOW.search(fold_text(text)):
            return self._left(plain, sentences, "说的是怎样给分，没有读出分值")
        if heading or not name:
            doubt = "只有分值，没有评分标准：做到记满分，还是由考核人酌情给分，原文没有写"
            given = ("酌情给分",), (f"{name or '做到'} 记满分",)
            return evolve(plain, quotes=quotes, scored=quotes[:1], doubts=(doubt,), candidates=given)
        fact = self.names.take(name, "是否", meaning_of(fold_text(text)), hint=about(entry), item=key_of(entry))
        made = evolve(plain, quotes=quotes, scored=(text,), facts=(fact,), lines=(f"{fact.name} 记满分",))
        return self.proof.proved(
            evolve(made, remarks=("原文只有分值，没有写做到一部分怎样给分：做到的得满分，没有做到的不得分。",))
        )

    def _stated(self, entry: Entry, plain: Clause, stated: StatedPoints) -> Clause:
        """主任：积点数：45: who or what the heading names gets the points."""
        sign = entry.sign or "记"
        pairs = stated.pairs or ((entry.title or entry.under, stated.points),)
        given = [
            (self.names.take(propose([who]), "是否", meaning_of(who), hint=about(entry), item=key_of(entry)), points)
            for who, points in pairs
        ]
        lines = tuple(f"{fact.name} {sign} {points} 分" for fact, points in given)
        quotes = (stated.passage,)
        facts = tuple(fact for fact, _ in given)
        return self.proof.proved(evolve(plain, quotes=quotes, scored=quotes, facts=facts, lines=lines))

    def _concluding(self, entry: Entry, plain: Clause, headed: str) -> Iterator[Clause]:
        """一票否优 above a list: what the heading says follows from each event."""
        why = f"标题写着“{headed}”：这种情形的后果没有读成规则，用“取消……”或者“一票否决”写"
        found = events(entry.passages)
        made = [self._followed(entry, plain, event, with_consequence(event, headed)) for event in found]
        if len(made) == 1 or not any(made):
            yield made[0] or evolve(plain, quotes=entry.passages, doubts=(why,))
            return
        yield plain
        for index, (event, clause) in enumerate(zip(found, made, strict=True), start=1):
            clause = clause or evolve(plain, quotes=(event,), doubts=(why,))
            yield evolve(clause, level=entry.level + 1, number=str(index), title="", points="")

    def _followed(self, entry: Entry, plain: Clause, event: str, said: str) -> Clause | None:
        before = dict(self.names.facts)
        facts, lines = in_own_words([said], self.names, about(entry), key_of(entry), self.proof.kinds)
        if said and not lines and "，或" not in fold_text(event):
            reader = Reader(self.names, about(entry), key_of(entry))
            reading = SentenceReader(Work(reader, title=entry.title)).read(said)
            odd = reading.doubts or any(swallowed(fact.name) for fact in reader.facts)
            facts, lines = tuple(reader.facts), () if odd else reading.lines
        clause = evolve(plain, quotes=(event,), facts=facts, lines=lines)
        if lines and not unaccounted([said], lines, facts) and not self.proof.fails(clause)[0]:
            return clause
        self.names.facts = before
        return None

    def _list(self, entry: Entry, plain: Clause) -> Clause:
        """有下列情形之一的，一次记6分：each item is an act by itself."""
        lead = sentences_of(entry.passages[-1])[-1]
        quotes = (lead, *entry.items)
        found = award_of(split(fold_text(lead).rstrip(":："), "，")[-1], entry.sign)
        if found is None:
            return self._left(plain, list(quotes), "没有读出每一项给多少分")
        facts, lines, hint = [], [], about(entry)
        for item in entry.items:
            mark = mark_of(item)
            text = fold_text(item[mark.end :] if mark else item).strip("；。")
            kind = f"计数（{found[1].per.unit}）" if found[1].per and found[1].per.unit else "是否"
            fact = self.names.take(propose(split(text, "，")), kind, meaning_of(text), hint=hint, item=key_of(entry))
            facts.append(fact)
            lines.append(f"{fact.name} {found[1].per.says + ' ' if found[1].per else ''}{found[1].says}")
        notes = (*plain.remarks, *meaning_notes(quotes, facts, lines))
        made = evolve(plain, quotes=quotes, scored=quotes, facts=tuple(facts), lines=tuple(lines), remarks=notes)
        return self.proof.proved(made)
