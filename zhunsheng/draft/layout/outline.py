"""Blocks → entries: numbers and styles give the levels, titles give the points and the sign, lists join their lead.

In: the blocks of a document. Out: entries in order, each with its level (1 = a top heading).
"""

from __future__ import annotations

import re

from attrs import define, evolve, field

from dsl.words.numerals import BadNumeral, value_of
from zhunsheng.draft.layout.blocks import Block, Paragraph, Table
from zhunsheng.draft.layout.entries import Entry, leading_points, points_of, sign_of
from zhunsheng.draft.layout.table_rows import entries_of
from zhunsheng.draft.sentences.awards import award_of, modifier_of
from zhunsheng.draft.sentences.cutting import NUMBER, adjusts, fold_text, scores, split
from zhunsheng.draft.sentences.numbering import TOP, Mark, mark_of

_TITLE = 40  # a line of at most so many characters without a full stop is a heading
_SIGN_LINE = re.compile(
    r"(?:(?:加减?分|减分|扣分|奖励加分)(?:项目?)?(?:指标|事项)?|(?:一票否[决优]|否决)(?:项目?|事项|情形|指标)?)[:：]?$"
)
_FIRST = re.compile(r"[（(]?[一1][）)]?[、.．]?$")
_ANNOUNCED = re.compile(r"(?:设立|设置|另设|增设)(加减分|加分|减分|扣分)(?:项目?)?。")
# 加分项目，累计加分不超过10分： a heading; the number is the most that the parts below it give together.
_EXTRA = re.compile(
    r"(?P<title>(?:加减?分|减分|扣分|奖励加分)(?:项目?|事项)?)"
    rf"(?:[，(](?:累计|合计|总计)?(?:[加扣]分)?(?:总和)?(?:最多|最高)?(?:不超过|不得超过|以)?(?P<most>{NUMBER})分(?:为限)?\)?)?[:：。]?$"
)
_GIVES = re.compile(rf"[扣减加得记计]{NUMBER}分|不[扣得记计]分")
_LIST = ("（一）", "1.", "（1）", "①", "一是")


def outline(blocks: tuple[Block, ...]) -> tuple[Entry, ...]:
    """Return the entries of a document."""
    builder = _Builder()
    for block, following in zip(blocks, (*blocks[1:], None), strict=False):
        match block:
            case Paragraph():
                builder.paragraph(block, following.text if isinstance(following, Paragraph) else "")
            case Table():
                builder.table(block)
    return tuple(_signed(_lists(_criteria(builder.entries))))


@define
class _Builder:
    """Keeps the kinds of number that are open, from the top down."""

    entries: list[Entry] = field(factory=list)
    kinds: list[str] = field(factory=list)

    def paragraph(self, block: Paragraph, following: str = "") -> None:
        """Add a paragraph; ``following`` is the one behind it."""
        flat, mark = fold_text(block.text), mark_of(block.text)
        if mark is not None:
            self._numbered(block.text, mark)
        elif block.level or _SIGN_LINE.match(flat):
            kind = f"h{block.level}" if block.level else "sign"
            title, points = points_of(block.text)
            self._open(kind)
            self.entries.append(Entry(len(self.kinds), "", title, points, heading=block.text))
        elif _heads(block.text, following):
            title, points = points_of(block.text)
            self._open("题")
            self.entries.append(Entry(len(self.kinds), "", title, points, heading=block.text))
        elif (announced := _ANNOUNCED.search(flat)) is not None:
            while self.kinds and self.kinds[-1] in _LIST:
                self.kinds.pop()
            self._open("项目")
            self.entries.append(Entry(len(self.kinds), "", f"{announced[1]}项目", passages=(block.text,)))
        elif (lead := leading_points(block.text)) and not scores(points_of(lead)[0]):
            title, points = points_of(lead)
            self._open("题")
            self.entries.append(Entry(len(self.kinds), "", title, points, passages=(block.text,)))
        else:
            self._append(block.text)

    def _numbered(self, text: str, mark: Mark) -> None:
        body = text[mark.end :]
        if mark.kind == "1.1":  # a heading's number is its last part; what stands above says the rest
            numbers = re.split(r"[.．]", mark.text.rstrip(".．、"))
            mark = evolve(mark, kind=".".join("1" * len(numbers)), text=numbers[-1] + ".")  # 1.1.1 stands below 1.1
        begins = bool(self.entries) and self.kinds[-1:] == ["sign"] and _FIRST.match(mark.text) is not None
        if "sign" in self.kinds and self.kinds[-1] == mark.kind and not self._follows(mark):
            del self.kinds[self.kinds.index("sign") :]  # 加分： … 四、
        self._open(mark.kind, below=begins)
        level = len(self.kinds)
        extra = _EXTRA.match(fold_text(body))
        if extra is not None:
            points = f"{extra['most']}分" if extra["most"] else ""
            self.entries.append(Entry(level, fold_text(mark.text), extra["title"], points, heading=text))
            return
        if _is_title(body) or _is_requirement(body):
            title, points = points_of(body)
            self.entries.append(Entry(level, fold_text(mark.text), title, points, heading=text))
            return
        lead = leading_points(body)
        title, points = points_of(lead) if lead else ("", "")
        self.entries.append(Entry(level, fold_text(mark.text), title, points, passages=(text,)))

    def _follows(self, mark: Mark) -> bool:
        """Whether a number is the next one after the last of its kind."""
        last = next((each.number for each in reversed(self.entries) if each.level == len(self.kinds)), "")
        return _value(mark.text) == _value(last) + 1

    def table(self, block: Table) -> None:
        made = entries_of(block, len(self.kinds) + 1)
        if made:
            self.entries += made
        else:
            self._append("\n".join("\t".join(row) for row in block.rows))

    def _append(self, text: str) -> None:
        if not self.entries:
            self._open("正文")
            self.entries.append(Entry(1, "", "正文"))
        last = self.entries[-1]
        self.entries[-1] = evolve(last, passages=(*last.passages, text))

    def _open(self, kind: str, *, below: bool = False) -> None:
        """Close what stands below this kind of number; a new kind stands below the last one.

        ``below``: the first number under 加分项 on a line of its own; a later one (四、) stands beside it.
        """
        if below:
            self.kinds.append(kind)
            return
        if kind in ("一、", "条", "节") and "sign" in self.kinds and self.kinds[-1] != kind:
            del self.kinds[self.kinds.index("sign") :]  # 加分： … 四、
        if kind == "sign":
            self.kinds[:] = [each for each in self.kinds if each in TOP or each.startswith("h")]
        if kind in self.kinds:
            del self.kinds[self.kinds.index(kind) :]
        elif kind in TOP or kind == "正文" or kind == "h1" or self.kinds == ["正文"]:
            above = [
                each for each in self.kinds if each in TOP and TOP.index(each) < (TOP.index(kind) if kind in TOP else 0)
            ]
            self.kinds[:] = above
        elif kind.startswith("h"):
            self.kinds[:] = [each for each in self.kinds if each.startswith("h") and each < kind]
        elif kind == "条":
            self.kinds[:] = [each for each in self.kinds if each in ("部分", "章", "节")]
        self.kinds.append(kind)


def _value(mark: str) -> int:
    digits = mark.strip("（）()、.． ")
    try:
        return int(value_of(digits)[0])
    except BadNumeral:
        return 0


def _is_title(body: str) -> bool:
    flat = fold_text(body)
    title, points = points_of(body)
    if points and not scores(title) and len(title) <= _TITLE and not re.search(r"[。；]", title):
        return True
    if len(flat) > _TITLE or re.search(r"[。；]", flat) or scores(flat):
        return False
    return not flat.endswith((":", "：")) or not re.search(r"[，,]", flat)


def _is_requirement(body: str) -> bool:
    """（1）建立制度，明确周期、范围等内容。（4分）: what is asked for and its points; the criteria stand below it."""
    title, points = points_of(body)
    return bool(points) and bool(title) and not scores(title) and not adjusts(title)


def _heads(text: str, following: str) -> bool:
    """窗口服务（10分） on a line of its own, above a line that scores."""
    _, points = points_of(text)
    return bool(points) and _is_title(text) and scores(following) and not points_of(following)[1]


def _criteria(entries: list[Entry]) -> list[Entry]:
    """A requirement with points and nothing below it is its own criterion: 做到的记满分."""
    made: list[Entry] = []
    for entry, after in zip(entries, (*entries[1:], None), strict=False):
        if _GIVES.search(fold_text(entry.title)) and scores(
            entry.title
        ):  # a sentence with an effect is never a heading
            text = entry.heading or entry.title
            entry = evolve(entry, title="", heading="", passages=(text, *entry.passages))
        leaf = after is None or after.level <= entry.level
        if leaf and entry.points and entry.heading and not entry.passages and _long(entry) and mark_of(entry.heading):
            entry = evolve(entry, title="", heading="", points="", passages=(entry.heading,))
        made.append(entry)
    return made


def _long(entry: Entry) -> bool:
    return len(entry.title) > _TITLE or re.search(r"[。；，]", entry.title) is not None


def _signed(entries: list[Entry]) -> list[Entry]:
    """Hand the sign and the title of a heading down to what stands under it."""
    made: list[Entry] = []
    trail: list[Entry] = []
    for entry in entries:
        while trail and trail[-1].level >= entry.level:
            trail.pop()
        above = trail[-1] if trail else None
        sign = entry.sign or sign_of(entry.title) or (above.sign if above else "")
        under = (above.title or above.under) if above else ""
        trail.append(evolve(entry, sign=sign, under=under))
        made.append(trail[-1])
    return made


def _lists(entries: list[Entry]) -> list[Entry]:
    """Join the items of a list to a lead that scores and ends with a colon."""
    made: list[Entry] = []
    for entry in entries:
        lead = made[-1] if made else None
        if lead is not None and entry.level > lead.level and _leads(lead) and entry.passages:
            made[-1] = evolve(lead, items=(*lead.items, *entry.passages))
        else:
            made.append(entry)
    return made


def _leads(entry: Entry) -> bool:
    """Whether an entry ends with a price for each item of the list that follows."""
    if not entry.passages or not entry.passages[-1].rstrip().endswith(("：", ":")):
        return False
    last = split(fold_text(entry.passages[-1]).rstrip(":："), "，")[-1]
    return modifier_of(last, "加") is None and award_of(last, entry.sign or "扣") is not None
