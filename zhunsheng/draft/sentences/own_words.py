"""The sentence itself as a rule: what the language reads from the official words, with the names that it infers.

In: official sentences. Out: declarations and canonical lines, where every name is one that a clerk would recognise; nothing where a name
has swallowed a number, a bound or points, or where the points of the item are one of the amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from compiler.asking.trial import try_line
from zhunsheng.draft.sentences.conditions import SO_FAR, has_bound
from zhunsheng.draft.sentences.cutting import NUMBER, adjusts, fold_text, scores, split
from zhunsheng.draft.sentences.naming import Fact, Names, meaning_of, propose
from zhunsheng.draft.sentences.numbering import mark_of
from zhunsheng.draft.sentences.steps import plain

_DECLARED = re.compile(
    r"事实 (?P<name>[^：]+)：(?P<type>[^，]+(?:，\d[^，]*—[^，]*|，不低于 0)?)(?:，不超过 (?P<limit>.+))?"
)
_UNNAMED = re.compile(r"(?:.{1,2}数|占比|用时|金额|数量值|分值数|数值|指标值)$")
_YEAR_BEFORE = re.compile(r"(?:上年|上一年|去年|上年度|上年同期|去年同期)$")
_ODD = re.compile(
    rf"每|[前后末]{NUMBER}[名位]|总分|超过|低于|高于|不足|不少于|不低于|达到|分(?:别)?$|{NUMBER}(?:分|%|个百分点)|[，；：]"
)
_SILENT_STEP = re.compile(r"(?<!每低于)(?<!每超过)(?<!每) \d[\d.]* 个百分点")
_LONGEST = 32
_BARE = re.compile(r"[国省部市县区乡镇院厅校]家?[级]?|未.{2}")  # 被国家级媒体采用…，省级…: of what?
_AGAIN = re.compile(r"([\u4e00-\u9fff]{2,10}?)(?=每(?:缺|少|低|降|超))")
_IF_NONE = re.compile(r"^[扣加][^()，]*\(如?无[^()]{0,6}不[扣加]分\)")  # the cell beside is what the points are for
_AGED = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,16}?)中的?，?(?P<age>\d+周?岁以[上下])的?(?:人员|干部)?(?:占比)?(?P<pre>不低于|不少于|达到|超过|低于)(?:总数的)?(?=\d+%)"
)
_STEPS_DOWN = re.compile(r"每(?:缺少|缺|少|低|降|超)|(?:^|[，；。])(?:缺少|缺|少)[一1]")
_STEP_OF = re.compile(r"每(?:低于?|降低|下降|超过?|高于?|少)[\d.]+(?:%|个?百分点)")
_FAILED = re.compile(r"^(?:未达标|未达到要求|达不到要求|未完成|不达标)的?，?(?=每)")
# 全部进驻记3分，按比例记分: the item's points and a share of them; 一等得3分，二等得2分: one of them, or both.
_SHARE, _STATE = re.compile(r" 记分$", re.M), re.compile(r"(?:^|[；，])\s*(?:未 )?[^\d\s；，]+ 记 [\d.]+ 分", re.M)


def in_own_words(
    sentences: list[str], names: Names, title: str, item: str, kinds: tuple[str, ...], beside: str = ""
) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """Return the facts and lines that sentences say as they stand; twice nothing where they do not.

    ``beside`` is the cell beside them: it may hold the bound from which they step (每年不少于4次).
    """
    said = "\n".join(map(plain, sentences))
    bound = bound_beside(beside, sentences)
    again = _AGAIN.match(said)
    if bound and again is not None and again[1] in bound:
        said = said[again.end() :]  # 设备完好率不低于90% beside 完好率每降低1个百分点
    said = _FAILED.sub("", said) if bound else said  # 未达标每低1%扣1分
    said = f"{title}的，{said}" if title and _IF_NONE.search(fold_text("".join(sentences))) else said
    named, said = _aged(f"{bound}，{said}" if bound else said)
    trial = try_line("\n".join((*named, said)), kinds)
    silent = _SILENT_STEP.search(trial.canonical)
    if trial.policy is None or silent or _of_the_item(trial.canonical):
        return (), ()
    facts = [_fact(line) for line in (*named, *trial.declarations)]
    if any(fact is None or (f"事实 {fact.name}：{fact.type}" not in named and swallowed(fact.name)) for fact in facts):
        return (), ()
    if any(fact is not None and SO_FAR.fullmatch(fact.name) for fact in facts) and len(facts) > 1:
        return (), ()  # 每起扣2分，当月累计3起以上扣10分: of what was counted before, besides or instead
    if _halved([fact.name for fact in facts if fact is not None]):
        return (), ()
    lines = "\n".join(line for line in trial.canonical.splitlines() if not line.startswith("事实 "))
    made: list[Fact] = []
    for fact in facts:
        assert fact is not None
        others = [each.name for each in facts if each is not None]
        name = _named(fact, others, title, lines, said)
        if not name or ((known := names.facts.get(name)) is not None and known.type != fact.type):
            return (), ()
        meaning = "" if name == fact.name else meaning_of(fact.name) if len(fact.name) > _LONGEST else ""
        taken = names.take(name, fact.type, meaning, shared=not meaning, hint=title, item=item)
        lines = _renamed(lines, fact, taken.name)
        made = [evolve(each, limit=taken.name if each.limit == fact.name else each.limit) for each in made]
        made.append(evolve(taken, limit=fact.limit))
    return tuple(made), tuple(_lines(lines, [each.name for each in made]))


def _aged(said: str) -> tuple[tuple[str, ...], str]:
    """干部中35岁以下的不低于总数的20%: a share of those of that age, under a name that is declared."""
    match = _AGED.search(said)
    if match is None:
        return (), said
    name = f"{match['who']}中{match['age']}占比"
    return (f"事实 {name}：比率",), f"{said[: match.start()]}{name}{match['pre']}{said[match.end() :]}"


def bound_beside(beside: str, sentences: list[str]) -> str:
    """The one bound in the cell beside sentences that step from a bound and do not say which; "" where there is none."""
    said = _STEP_OF.sub("每低", fold_text("".join(sentences)))
    mark = mark_of(beside)
    pieces = split(fold_text(beside[mark.end :] if mark else beside).replace("；", "，").replace("。", "，"), "，")
    bounds = [each for each in pieces if has_bound(each)]
    return bounds[0] if len(bounds) == 1 and _STEPS_DOWN.search(said) and not has_bound(said) else ""


def _halved(names: list[str]) -> bool:
    """成立领导小组 beside 未成立: a thing and its denial in fewer words are no two facts."""
    return any(name.startswith("未") and any(name[1:] in other for other in names if other != name) for name in names)


def _of_the_item(lines: str) -> bool:
    """Whether the item's points are in question: a share of them, one state of several, all of them lost."""
    states = len(_STATE.findall(lines))
    lost = " 不记分" in lines and not re.search(r" 记 [\d.]", lines)
    return lost or states > 1 or (states == 1 and _SHARE.search(lines) is not None)


def _fact(line: str) -> Fact | None:
    match = _DECLARED.fullmatch(line)
    return Fact(match["name"], match["type"], "", match["limit"] or "") if match else None


def swallowed(name: str) -> bool:
    """Whether a name holds what the language should have read."""
    odd = scores(name) or has_bound(name) or adjusts(name) or _ODD.search(name) is not None
    return odd or len(name) < 2 or _BARE.fullmatch(name) is not None


def _named(fact: Fact, others: list[str], title: str, lines: str, said: str) -> str:
    """A name that says what it is: 处数 of a table's row gets the row's title, 上年 gets the measure, 每缺一项制度 is 缺少制度."""
    name = fact.name
    if _YEAR_BEFORE.match(name):
        measures = [each for each in others if not _YEAR_BEFORE.match(each)]
        return f"{name}{measures[0]}" if len(measures) == 1 else ""
    if _UNNAMED.fullmatch(name) and name not in said:
        month = re.fullmatch(r"时长（(?:个)?(月|年)）", fact.type)
        name = f"{month[1]}数" if month is not None else name
        fits = title and len(title) + len(name) <= _LONGEST and not re.search(r"[，；（）\d]", title)
        return f"{title}{name}" if fits else ""
    if re.search(rf"每缺 \S+ \S+ {re.escape(name)} ", lines) and not re.match("缺|少|未|没有|无", name):
        name = f"缺少{name}"
    return name if len(name) <= _LONGEST else propose(split(name, "，"))


def _renamed(lines: str, fact: Fact, new: str) -> str:
    """Canonical lines put a blank around every name. 缺少种数 is not written at all: it is what the one 每缺 1 种 counts."""
    named = rf"(?<![^\s（]){re.escape(fact.name)}(?![^\s，；）])"
    unit = re.fullmatch(r"计数（(.+)）", fact.type)
    if unit is not None and not re.search(named, lines):
        unsaid = rf"(?:(?<=；)|(?<=，)|^)(每)(?:缺 1 )?({unit[1]} [扣加记] )"
        return re.sub(unsaid, rf"{new} \1\2", lines, flags=re.M) if len(re.findall(unsaid, lines, re.M)) == 1 else lines
    return lines if fact.name == new else re.sub(named, new, lines)


def _lines(lines: str, names: list[str]) -> Iterator[str]:
    """A line for each part that speaks of something of its own; steps and tiers stay with what they go on from."""
    for line in lines.splitlines():
        made: list[str] = []
        for part in line.split("；"):
            if made and not any(part.startswith(f"{name} ") for name in names):
                made[-1] += f"；{part}"
            else:
                made.append(part)
        yield from (each for each in made if each.strip())
