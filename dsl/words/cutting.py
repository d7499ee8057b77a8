"""Where one line of a rule block ends and the next begins."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.patterns import regex

# A half-width full stop ends a sentence behind a word or a bracket; 2.5分 and v2.0 are what they are.
_STOP = r"(?<=[\u4e00-\u9fff)\"])\.(?![\d.])"
# …，本项最多扣 5 分: a cap that names the item is one of the clause, and says so as on a line of its own.
OF_THE_ITEM = regex(
    r"(?:(?:本项|此项|该项|本条|该条|此条)(?:累计|共计|共)?|(?:以上|上述)(?:各项|[两二三四五六七八九十]项)?(?:合计|累计|共计|共)?)"
    r"(?:(?:(?:得分|扣分|加分|计分|记分)(?:合计|累计|总计|共计|总共)?)?(?:最[高多]|至多|不超过|不得超过|封顶|上限)|总?[扣加得]分不超过)"
)
_MARK = regex(rf"[\n；;。()\"]|{_STOP}|[，,](?={OF_THE_ITEM.pattern})")
# A number in front of a sentence counts it and says nothing: 1. 1、 （1） ① （一） 一、; but 1.5 and 一、二季度 are what they are.
_NUMBERING = regex(
    r"\(\d{1,2}\)|\([一二三四五六七八九十]{1,3}\)|[①-⒛㈠-㈩]"
    r"|\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十\d])"
)


# 上不封顶 takes back no cap that another sentence sets: it says nothing.
_UNCAPPED = regex(r"(?:^|[，,])(?:加分|扣分|得分|累计)?(?:上不封顶|不封顶|不设上限|不设封顶)$")


def split_lines(text: str) -> Iterator[tuple[int, str]]:
    """Cut a folded text at 。 ； and line ends, but 。 and ； only outside brackets and quotation marks.

    Yields each line that is not empty, without the number in front of it, with its offset.
    """
    for start, line in _cut(text):
        if line.endswith(("封顶", "上限")):
            line = _UNCAPPED.sub("", line)
            if not line:
                continue
        number = _NUMBERING.match(line)
        if number is None:
            yield start, line
        elif number.end() < len(line):
            yield start + number.end(), line[number.end() :]


def _cut(text: str) -> Iterator[tuple[int, str]]:
    start = depth = 0
    quoted = False
    for match in _MARK.finditer(text):
        char = match.group()
        if char in "\n；;" and _lists(text, start, match.start()):
            continue
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif char == '"':
            quoted = not quoted
        elif char == "\n" or (depth == 0 and not quoted):
            if match.start() > start:
                yield start, text[start : match.start()]
            start, depth, quoted = match.end(), 0, False
    if start < len(text):
        yield start, text[start:]


_DECLARING = regex(r"(?:事实|参数|集合|指标|名单|涉及部门|涉及单位|等次|分值表)[^\n]*[:=]")
_FOLLOWING = regex(r"[有具存]?[有在]?[下以][列下]\S{2}之一[^\n:]*:")


def _lists(text: str, start: int, at: int) -> bool:
    """有下列情形之一的，扣2分：is followed by its list; a list on one line ends with the line, one on lines of its own with an empty
    line, a declaration or the end."""
    lead = _FOLLOWING.match(text, start)
    if lead is None:
        return False
    if text[at] != "\n":
        return True
    if text[at + 1 : at + 2] in ("\n", "") or _DECLARING.match(text, at + 1):
        return False
    on_lines = text[lead.end() : lead.end() + 1] == "\n"
    return on_lines or text[at - 1] in "；;、" or _NUMBERING.match(text, at + 1) is not None
