"""A drafted policy.md as its sections: what is quoted, which rules stand under it, what is left open.

The file is read as a clerk reads it, from its text: the comparison must not trust what the draft says of itself.
"""

from __future__ import annotations

import re
from collections import Counter

from attrs import define, field, frozen

from tools.gold.places import Place, Places, plain

_DECLARES = re.compile(r"^(事实|指标|参数|名单|集合|分值表|涉及部门|涉及单位)\s*([^：:=＝（(，,]*)")
_POINTS = re.compile(r"[（(](\d+(?:\.\d+)?)\s*分[）)]\s*$")
_KINDS = "对象类别:"
# Lines that give nothing by themselves go with the line before them.
_GOES_ALONG = re.compile(r"(最多|最高|封顶|扣完|取最高分|另计|就高|就低|端点|累计|可累加|本项|总分|合计)")


@define(eq=False)
class Section:
    """A heading of the draft and what stands under it."""

    level: int
    title: str
    points: str = ""  # of the heading
    above_points: str = ""  # of the nearest heading that has some
    above: str = ""  # the title of the heading above
    quotes: list[str] = field(factory=list)
    declared: list[str] = field(factory=list)
    lines: list[str] = field(factory=list)
    open: str = ""
    candidates: str = ""
    spans: list[tuple[Place, str]] = field(factory=list)  # every quoted sentence and its place
    of: list[int] = field(factory=list)  # for each line the index of the sentence that it was read from


@frozen
class Drafted:
    """The sections of a draft, every declaration by its name, the 对象类别."""

    sections: tuple[Section, ...]
    declared: dict[str, str]
    kinds: tuple[str, ...]


def declared_name(line: str) -> str:
    """Return the name that a line declares; "" where it is a rule."""
    match = _DECLARES.match(line)
    return match[2].strip() if match else ""


def is_declaration(line: str) -> bool:
    """Whether a line of a rule block declares something."""
    return _DECLARES.match(line) is not None


def read_draft(policy: str, source: str) -> Drafted:
    """Read policy.md; ``source`` is the official text, plain."""
    found = _sections(policy)
    places = Places(source)
    for each in found:
        places.pass_by(each.title)
        for quote in each.quotes:
            _place(each, quote, places)
        each.of = _origins(each)
    declared = {declared_name(line): line for each in found for line in each.declared}
    line = next((each for each in policy.split("\n") if each.startswith(_KINDS)), "")
    kinds = tuple(each for each in re.split(r"[\[\],，、\s]+", line.removeprefix(_KINDS)) if each)
    return Drafted(tuple(found), declared, kinds)


def _sections(policy: str) -> list[Section]:
    found: list[Section] = []
    stack: list[Section] = []
    fence = ""
    for line in policy.split("\n"):
        if line.startswith("```"):
            fence = "" if fence else line
        elif re.match(r"#+ ", line) and not fence:
            found.append(_section(line, stack))
            stack.append(found[-1])
        elif found:
            _line(line, fence, found[-1])
    return found


def _section(line: str, stack: list[Section]) -> Section:
    level, title = len(line) - len(line.lstrip("#")), line.lstrip("# ").strip()
    while stack and stack[-1].level >= level:
        stack.pop()
    match = _POINTS.search(title)
    points, above = match[1] if match else "", stack[-1] if stack else None
    return Section(level, title, points, points or (above.above_points if above else ""), above.title if above else "")


def _line(line: str, fence: str, section: Section) -> None:
    if fence:
        if "规则" in fence and line.strip():
            (section.declared if is_declaration(line.strip()) else section.lines).append(line.strip())
    elif line.startswith("> "):
        section.quotes.append(line[2:])
    elif re.match(r"待定[：:]", line) and "标题上的分值" not in line:
        section.open = line
    elif re.match(r"(已经读出的|候选.{1,2})[：:]", line):
        section.candidates += line


def _place(section: Section, quote: str, places: Places) -> None:
    whole = places.find(quote)
    if whole is None:
        return
    at = whole[0]
    for part in re.split(r"(?<=[。；;])", plain(quote)):
        if part:
            section.spans.append(((at, at + len(part)), part))
            at += len(part)


# --------------------------------------------------------------------------------------------------------------- origins


def _origins(section: Section) -> list[int]:
    """Which sentence was each line read from? The one that has most of its names and numbers."""
    says = {declared_name(each): each for each in section.declared}
    of: list[int] = []
    for line in section.lines:
        before = of[-1] if of else 0
        of.append(before if _GOES_ALONG.match(line) else _origin(plain(line), section, says, before))
    return of


def _origin(text: str, section: Section, says: dict[str, str], before: int) -> int:
    told = [
        plain(match[1])
        for name, line in says.items()
        if name and plain(name) in text and (match := re.search(r"说明[“\"](.*)[”\"]", line))
    ]
    verbatim = [at for at, (_, sentence) in enumerate(section.spans) if any(each and each in sentence for each in told)]
    if len(verbatim) == 1:  # what a fact says of itself stands in one sentence word by word
        return verbatim[0]
    numbers, wanted, more = _numbers(text), _pairs(text), _pairs(" ".join(told))
    for with_meaning in (False, True):  # by what the facts say of themselves only where no name is found
        best, most = before, 0
        for at, (_, sentence) in enumerate(section.spans):
            has = _pairs(sentence)
            score = sum((wanted & has).values())
            score += 3 * len(numbers & _numbers(sentence)) if score or with_meaning else 0
            score += sum((more & has).values()) if with_meaning else 0
            best, most = (at, score) if score > most else (best, most)
        if most:
            return best
    return before


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def _pairs(text: str) -> Counter[str]:
    text = re.sub(r"[^\w.%]", "", text)
    return Counter(text[at : at + 2] for at in range(len(text) - 1))
