"""Sentences of official texts: folded for reading, cut at 。and at line ends of lists; and whether a sentence scores at all."""

from __future__ import annotations

import re

from dsl.folding import FOLD
from dsl.words.numerals import CHINESE

# Folded for reading, but quotation marks stay what they are: they are part of names.
_READ = {code: to for code, to in FOLD.items() if to != '"'} | {ord("；"): "；", ord(";"): "；", ord("．"): "."}
_BLANKS = re.compile(r"[\s\u200b\u200e\u200f\ufeff]+")
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
# Bounded, so that no text, however odd, makes a search slow.
NUMBER = rf"(?:\d{{1,12}}(?:\.\d{{1,6}})?|[{CHINESE}]{{1,12}}(?:点[{CHINESE}]{{1,6}})?)"
_POINTS = rf"(?<!百)(?<!百分之){NUMBER}分(?!制|钟|中心|管|别|之|类|为|布|级|局|会|行)"
SCORES = re.compile(
    rf"[扣加减记得计奖给励]{_POINTS}|{_POINTS}|[扣加减记得计奖给励].{{0,3}}{NUMBER}[—]{NUMBER}分|不[扣记得计加给]分|酌情.分|按.{{1,14}}[记扣计得给]分"
    r"|[\u4e00-\u9fff)][+—]\d{1,4}(?:\.\d{1,2})?分?$|得分=|得分为0|得分为零|全扣|全部扣[除完]|扣完为止|封顶|一票否决.|[的，行]一票否决|取消.{1,10}资格|[记得计给]满分|予以[扣加]分"
)
_GRADES = re.compile(r"分(?:\([^()]*\))?以[上下].{0,12}(?:为|评为|定为|确定为)(?=[^\d])")
_DEFINES = re.compile(r"总分|满分为|分值为|总计|百分制|分值[(:：]|合计")
DUTY = re.compile(r"应当|必须|不得|严禁|(?<![主重需])要(?!求|点|素|件|情)|应(?=[^用对急届])")
# What changes other points without giving any: it must be read, or the sentence is not read.
_ADJUSTS = re.compile(
    r"取最高|按最高|一次最高|最高级别|只[扣加计记]一次|就高不就低|不重复[加扣记计]|不累[加计]|可累[加计]|重复[加扣]分|择高|减半|加倍|双倍|除外|不计入|折算|不足.{1,8}按.{1,8}计"
    r"|不再[扣加记计]|免予|免于|不予[扣加记计]分|另行[扣加]分"
)
_PAIRS = {"(": ")", "（": "）", "“": "”", "《": "》", "〈": "〉", "<": ">"}


# Points by another name: 增加5个积点, 加10个点.
_OTHER_POINTS = re.compile(r"(?<=\d)个?(?:奖励)?积点(?:奖励)?|(?<=\d)个点(?![\u4e00-\u9fff])|(?<=级\d)点|(?<=级\d\d)点")


def fold_text(text: str) -> str:
    """Return a text for reading: half width, no blanks, one kind of comma, semicolon and dash, 分 for 积点."""
    return _OTHER_POINTS.sub("分", _COMMA.sub("，", _BLANKS.sub("", text.translate(_READ))))


def cut(text: str, marks: str = "。") -> list[str]:
    """Cut a text behind the given marks, but not inside brackets or quotation marks; each piece keeps its mark."""
    pieces: list[str] = []
    start = 0
    for at in _marks(text, marks):
        pieces.append(text[start : at + 1])
        start = at + 1
    pieces.append(text[start:])
    return [piece for piece in pieces if piece.strip("\n 。；;，\t\u3000\u00a0")]


_DANGLING = re.compile(rf"[\s]*(?:[（(][^（）()]*分|[得记计扣加]{NUMBER}分)")


# 不低于20%的，得1分。每低1%，扣0.1分。
_STEPS_ON = re.compile(r"\s*每(?:低|降|少|高|提高|超|多|增加|减少)[^。；]{0,8}\d")


def sentences_of(text: str) -> list[str]:
    """Cut a passage into sentences; points that stand behind the full stop belong to the sentence before it."""
    made: list[str] = []
    for piece in cut(text):
        if made and (_DANGLING.match(piece.translate(_READ)) or (_STEPS_ON.match(piece) and scores(made[-1]))):
            made[-1] += piece
        else:
            made.append(piece)
    return made


def split(text: str, mark: str) -> list[str]:
    """Split a folded text at a mark outside brackets and quotation marks."""
    return [piece.strip(mark) for piece in cut(text, mark)]


def _marks(text: str, marks: str) -> list[int]:
    """Return the places of marks outside pairs; an opening mark without a closing one opens nothing."""
    found: list[int] = []
    waiting: list[str] = []
    for at, char in enumerate(text):
        if waiting and char == waiting[-1]:
            waiting.pop()
        elif char in _PAIRS and text.find(_PAIRS[char], at) > 0:
            waiting.append(_PAIRS[char])
        elif char in marks and not waiting:
            found.append(at)
    return found


def adjusts(text: str) -> bool:
    """Whether a text changes points that another text gives: 取最高分, 减半扣分, …的除外."""
    return _ADJUSTS.search(fold_text(text)) is not None


# What changes a result without points: it must end as a rule or be left open.
_CONSEQUENCES = re.compile(
    r"得分为|[加翻双]倍|减半|全扣|(?:定|评定|确定|认定)为[^，。；]{0,8}(?:不合格|不称职|等次|档)|为不合格|不得评|降[低]?[一1]?个?(?:等次|档次)"
    r"|(?:优秀|良好)[^，。；]{0,6}比例|单项否决|一票否|分别[加扣减记得计奖]\d+[、，]\d|[A-Z]=[A-ZΣ∑]|[Σ∑]|[按照][^，。；]{2,16}(?:扣分|记分|得分)"
)
_EXAMPLE = re.compile(r"(?:比如|例如|举例|譬如|如)[，：:]|(?:比如|例如|譬如)")


def is_example(text: str) -> bool:
    """比如，少三次，扣0.9分: says how a rule works, and is none."""
    return _EXAMPLE.match(fold_text(text)) is not None


def concludes(text: str) -> bool:
    """Whether a sentence speaks of a consequence, without points."""
    return _CONSEQUENCES.search(fold_text(text)) is not None


def scores(text: str) -> bool:
    """Whether a sentence speaks of points, a veto or a consequence."""
    if is_example(text):
        return False
    flat = fold_text(text).strip("。；")
    if SCORES.search(flat) is None:
        return False
    return (
        not _DEFINES.search(flat) or re.search("[扣加]" + _POINTS, flat) is not None or _GRADES.search(flat) is not None
    )
