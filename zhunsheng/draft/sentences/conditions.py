"""What must hold for points: a bound of a measure, a share of a whole, or something that is so or not. In: 分句. Out: a condition.

A bound is left in the words of the sentence: the language itself reads 占比在30%以下的, 未达到80%以上的, 97%—98%的. Here only the measure
is found and given a name. What is no bound is one fact, in the sentence's words: no reading of 和, 或 or 并 is chosen.
"""

from __future__ import annotations

import re

from attrs import define, field, frozen

from compiler.asking.trial import KINDS
from dsl.words.lexicon import lexicon
from dsl.words.trie import longest
from zhunsheng.draft.sentences.cutting import NUMBER
from zhunsheng.draft.sentences.naming import EVERY_ITEM, Fact, Names, meaning_of, propose

_PRE = longest(key for key, word in lexicon().words.items() if word.terminal == "BOUND_PRE")
_POST = longest(key for key, word in lexicon().words.items() if word.terminal == "BOUND_POST" and key != "内")
_UNIT = longest(key for key in lexicon().units)
_AMOUNT = rf"(?:百分之{NUMBER}|{NUMBER})(?:/\d+)?[万亿]{{0,2}}(?:{_UNIT})?"
_BOUND = rf"(?:{_PRE})在?{_AMOUNT}(?:{_POST})?|{_AMOUNT}(?:{_POST})|{_AMOUNT}[—至到]{_AMOUNT}(?:之间)?|{NUMBER}%"
_BOUNDED = re.compile(rf"^(?P<measure>.*?)(?:在|为|是)?(?P<bound>(?:{_BOUND})(?:(?:且|，)?(?:{_BOUND}))?)$")
_OF = re.compile(
    rf"^(?P<part>.+?)(?P<pre>{_PRE})(?P<whole>[^\d%]{{2,20}}?)的?(?P<amount>\d+(?:\.\d+)?%|百分之{NUMBER})(?P<post>{_POST})?$"
)
_KIND = longest(kind for kind in KINDS if kind != "其他")
_BY_KIND = re.compile(
    rf"^(?P<measure>[^，\d]+?)(?P<bound>(?:{_PRE}){_AMOUNT})(?P<rest>的(?:{_KIND})(?:(?:及|和|、){_AMOUNT}的(?:{_KIND}))*)$"
)
_SHARE_AGAIN = re.compile(rf"^(?:占比|比例|比重|比率)(?:在|为)?(?P<bound>{_BOUND})$")
_ANY_BOUND = re.compile(
    rf"(?:{_PRE}){_AMOUNT}|(?:百分之{NUMBER}|\d+(?:\.\d+)?%)|{NUMBER}(?:{_UNIT})?(?:以上|以下|及以上|及以下)"
)
_DEADLINE = re.compile(rf"{NUMBER}(?:个)?(?:工作日|自然日|日|天|小时|个月|月|年)(?:以内|之内|内|前|底前)")
_BEFORE = re.compile(r"^(?:的|一?经查实|一?经核实|，)+|(?:的|一?经查实|一?经核实|，|则|其中)+$")
_EVERY = re.compile(r"每(?!个?(?:部门|单位|窗口|县|乡|村|人均|年度|年(?!\d|扣|加|记)))")
_NO_MEASURE = re.compile(r"(?:前|后|排名|排位|倒数|第|与上年相比|同比|较上年|比上年)$")
TWO_MEASURES = re.compile(r"(?:率|比例|占比|比重)(?:[、和及与]|或者?).*(?:率|比例|占比|比重)$")
_PLACE = re.compile(
    rf"(?:排名|排位|位列|名列|位居)[^，]{{0,8}}(?:前|后|倒数|末|第){NUMBER}|(?:^|，)(?:前|后|倒数|末){NUMBER}(?:名|位)$"
)
_ONCE = re.compile(r"(?<![\d第])(?:1|一)(篇|件|次|起|例|场|期|份)$")
_MANY = re.compile(r"(?<![第\d])(?:两|二|三|四|五|六|七|八|九|十|[2-9]|\d{2,})(?:名|人|次|篇|场|期|份|例)(?![以之])")
_LEVELS = (
    ("国家级", "国家", "全国", "省级", "省部级", "全省", "省", "市级", "地市级", "全市", "市"),
    ("县级", "区级", "区县级", "全县", "县", "乡级", "镇级"),
    ("部级", "厅级", "校级", "院级"),
)
_LEVEL = longest(level for row in _LEVELS for level in row)
_WHOLE_UNITS = (
    ("事项", "项"),
    ("材料", "份"),
    ("工单", "件"),
    ("人员", "人"),
    ("群众", "人"),
    ("项目", "个"),
    ("企业", "家"),
)


# 每起扣2分，当月累计3起以上: of what was counted before.
SO_FAR = re.compile(r"(?:当|本|全|每|同)?(?:个?(?:月|年|季|季度|年度|学期|周))?(?:内|度)?(?:累计|合计|共|有|达到?)?")
# 每超时1小时扣0.1分，超过24小时扣2分
BOTH_WAYS = "按件计的同时又按界限计：是另计还是改按这一档，原文没有写"


@frozen
class Condition:
    """A condition in the words of the language. ``doubt`` says why it could not be read whole."""

    says: str = ""
    kind: str = "none"  # none, flag, bound, again (the same measure as before)
    text: str = ""  # the official words
    doubt: str = ""


@define
class Reader:
    """Reads the conditions of one clause; remembers the measure and the flags that later 分句 may go on with."""

    names: Names
    hint: str = ""
    item: str = ""
    facts: list[Fact] = field(factory=list)
    flags: list[tuple[str, str]] = field(factory=list)  # official words, name
    measure: str = ""
    share: bool = False
    counting: bool = False  # the measure is one that points are given for by the piece
    level_text: str = ""

    def take(
        self, name: str, kind: str, meaning: str = "", *, limit: str = "", shared: bool = False, total: bool = False
    ) -> Fact:
        """Declare a fact for this clause; a total may be one that other items speak of too."""
        item = EVERY_ITEM if total else self.item
        fact = self.names.take(name, kind, meaning, limit=limit, shared=shared or total, hint=self.hint, item=item)
        if fact not in self.facts:
            self.facts.append(fact)
        return fact

    def read(self, pieces: list[str]) -> Condition:
        """Read the 分句 before points of a fixed amount."""
        pieces = [piece for piece in (_BEFORE.sub("", each) for each in pieces) if piece]
        if not pieces:
            return Condition()
        text = "，".join(pieces)
        for joint, pattern in (("或", r"，?(?:或者|或)(?=.)"), ("且", r"，?(?:并且|且)(?=.)")):
            parts = [part.strip("的，") for part in re.split(pattern, text) if part]
            if len(parts) > 1 and any(has_bound(part) for part in parts):
                return self._joined(parts, joint, text)
        bound = self._bound(pieces)
        if bound is not None:
            return bound
        return self._flag(pieces, text, _doubt(text))

    def _joined(self, parts: list[str], joint: str, text: str) -> Condition:
        """甲 且 乙, 甲 或 乙, where one of them is a bound."""
        made = [self._bound([part]) or self._flag([part], part, _doubt(part)) for part in parts]
        doubt = next((each.doubt for each in made if each.doubt), "")
        if joint == "或" and any("且" in part for part in parts):
            doubt = "“且”“或”谁先谁后，原文没有写"
        return Condition(f" {joint} ".join(each.says for each in made), "both", text, doubt)

    # ------------------------------------------------------------------------------------------------------------ flags

    def _flag(self, pieces: list[str], text: str, doubt: str) -> Condition:
        pieces, text = self.with_level(pieces, text)
        other = self._opposite(text)
        if other:
            return Condition(f"未 {other}", "flag", text, doubt)
        name = propose(pieces)
        if not name:
            return Condition(doubt="没有读出条件", text=text)
        fact = self.take(name, "是否", meaning_of(text))
        self.flags.append((text, fact.name))
        return Condition(fact.name, "flag", text, doubt)

    def with_level(self, pieces: list[str], text: str) -> tuple[list[str], str]:
        """省级加5分 after 被国家级新闻媒体采用的加10分: the same thing on another level."""
        if not pieces:
            return pieces, text
        last = pieces[-1]
        level, before = re.search(_LEVEL, last), re.search(_LEVEL, self.level_text)
        if level is not None and before is not None and len(pieces) == 1 and level.start() <= 2:
            tail = self.level_text[before.end() :]
            if last[level.end() :] in ("", tail) and (tail or before.start()):  # 省级 behind 被…通报批评的，市级
                whole = self.level_text[: before.start()] + level[0] + tail
                return [whole], whole
        if level is not None:
            joined = "".join(piece.rstrip("的，") for piece in pieces)
            alone = level.end() == len(last) and re.search(_LEVEL, joined[: -len(last)]) is None
            self.level_text = joined if alone else last
        return pieces, text

    def _opposite(self, text: str) -> str:
        """未成立 after 成立有领导小组: the same fact, not so."""
        for said, name in self.flags:
            plain = re.sub(r"^(?:未能?|没有|不|无)", "", text)
            if plain != text and len(plain) >= 2 and _within(plain, said) and not re.match("未|没有|不|无", said):
                return name
        return ""

    # ----------------------------------------------------------------------------------------------------------- bounds

    def _bound(self, pieces: list[str]) -> Condition | None:
        last, text = pieces[-1], "，".join(pieces)
        if any(re.search(r"未|没有|不(?![断超少低足满])", each) for each in pieces[:-1]) and has_bound(last):
            return None
        again = _SHARE_AGAIN.match(last)
        if again is not None and self.share:
            return Condition(f"占比 {again['bound']}", "again", text)
        of = _OF.match(last)
        if of is not None and "占比" not in of["part"]:
            return Condition(self._of(of, text), "bound", text)
        by_kind = _BY_KIND.match(last)
        if by_kind is not None:
            fact = self.take(
                propose([by_kind["measure"]]), _type_of(by_kind["bound"]), meaning_of(by_kind["measure"]), shared=True
            )
            self.measure = fact.name
            return Condition(f"{fact.name} {by_kind['bound']}{by_kind['rest']}", "bound", text)
        match = _BOUNDED.match(last)
        return None if match is None or not has_bound(match["bound"] + "") else self._bounded(match, text)

    def _of(self, match: re.Match[str], text: str) -> str:
        part, whole = self._share(match["part"], match["whole"], text[: -len(match[0])] + match["part"])
        return f"{part} {match['pre']} {whole} {match['amount']}{match['post'] or ''}"

    def _share(self, part: str, whole: str, meaning: str) -> tuple[str, str]:
        total = propose([whole.removesuffix("的")])
        unit = next((unit for word, unit in _WHOLE_UNITS if word in total), "件")
        whole_fact = self.take(total, f"计数（{unit}）", total=True)
        part_fact = self.take(
            propose([part]), f"计数（{unit}）", meaning_of(meaning), limit=whole_fact.name, shared=True
        )
        self.share, self.measure = True, ""
        return part_fact.name, whole_fact.name

    def _bounded(self, match: re.Match[str], text: str) -> Condition | None:
        measure, bound = match["measure"].strip("的"), match["bound"]
        if not measure or (self.counting and SO_FAR.fullmatch(measure)):
            known = self.measure or self.share
            if self.counting:
                return Condition(bound, "again", text, BOTH_WAYS)
            return Condition(bound, "again", text, "" if known else "没有读出是哪个数的界限")
        if TWO_MEASURES.search(measure):
            return Condition(doubt=f"“{measure}”是两个数：分开算还是合起来算，由经办人定", text=text)
        kind = _type_of(bound)
        if _NO_MEASURE.search(measure):
            return None
        if kind == "" or (kind.startswith("计数") and not re.search(_PRE + "|" + _POST + "|—", bound)):
            return None
        fact = self.take(propose([measure]), kind, meaning_of(text[: len(text) - len(match[0])] + measure), shared=True)
        self.measure, self.share, self.counting = fact.name, False, False
        return Condition(f"{fact.name} {bound}", "bound", text)


def _doubt(text: str) -> str:
    """Why a text cannot be one condition that holds or does not."""
    if re.fullmatch(rf"{_AMOUNT}", text):
        return f"“{text}”是什么的数，没有读出来"
    if _EVERY.search(text) or re.search(rf"{NUMBER}个百分点$", text):
        return "“每……”按什么计，没有读出来"
    if has_bound(text):
        return "句中有界限，没有读出是哪个数的界限"
    if _PLACE.search(text):
        return "句中的名次没有读出来"
    once = _ONCE.search(text)
    if once is not None:
        return f"“{once[0]}”是每一{once[1]}都给，还是有一{once[1]}就给，原文没有写"
    many = _MANY.search(text)
    return f"“{many[0]}”是恰好这个数还是不少于这个数，原文没有写" if many else ""


def has_bound(text: str) -> bool:
    """Whether a number with a bound word stands in a text; days and dates that define an act are none."""
    plain = _DEADLINE.sub("", text)
    plain = re.sub(rf"({_LEVEL})(?:部门|单位)?(?:及)?以上", "", plain)
    return _ANY_BOUND.search(plain) is not None or re.search(rf"{_AMOUNT}[—至]{_AMOUNT}", plain) is not None


def over_levels(text: str, count: int) -> list[str]:
    """Return a text once for each of the levels that it lists: 被省、市通报 → 被省通报, 被市通报; empty where it lists others."""
    for match in re.finditer(rf"(?:{_LEVEL})(?:[、和及](?:{_LEVEL}))+", text):
        levels = re.findall(_LEVEL, match[0])
        if len(levels) == count:
            return [text[: match.start()] + level + text[match.end() :] for level in levels]
    return []


def _within(short: str, long: str) -> bool:
    """Whether the characters of one text stand in another in this order."""
    rest = iter(long)
    return all(char in rest for char in short)


def _type_of(bound: str) -> str:
    found = re.search(rf"(?:{NUMBER}|分之[零一二三四五六七八九十百]+)(?P<unit>{_UNIT})", bound)
    if "百分之" in bound or "%" in bound:
        return "比率"
    unit = lexicon().units.get(found["unit"]) if found else None
    if unit is None:
        return "数" if re.search(r"\d", bound) else ""
    return "分值" if str(unit.kind) == "分" else f"{unit.kind}（{unit.canonical}）"
