"""What befalls a unit and is no matter of points: 通报批评, 并约谈主要负责人, 不得评为优秀等次, 直接定为不合格.

In: a folded line. Out: patterns of where it is spoken of. 取消…资格 says so wherever it stands; a grade or a prize, behind a comma or 并; a
measure such as 约谈, which may be a fact of its own (被约谈，每次扣1分), only where a sentence ends with it, or behind 并.
"""

from __future__ import annotations

import re
from functools import cache

from dsl.words.lexicon import lexicon
from dsl.words.trie import longest

_STOP = r"(?=$|[，,；;。])"
_ANY = r"[^，,。；;\d扣加得记计分\n]"
QUALIFICATION = r"取消[^，,；;。\n]{0,20}?资格"
_OF = rf"(?:{_ANY}{{0,8}}?(?:负责人|责任人|负责同志|领导|责任人员|有关人员|相关人员|当事人|责任单位|相关单位|班子成员|班子))"
_HOW = rf"(?:予以|给予|进行|依法|依规|依纪|由[^，,。；;\d]{{1,10}}?|对{_OF}(?:进行|予以|给予)?|在?全[市县区省](?:范围内|内)?|直接|一并)"
_YEAR = (
    r"(?:当年|年度|本年度|当年度|年终|年底|年度考核|考核|考核结果|考核等次|年度考核等次|综合考核|单位|个人|直接|一律|其|均|下一年度"
    r"|次年|\d年内)"
)
_GRADE = r"(?:优秀|优|良好|良|合格|基本合格|不合格|称职|基本称职|不称职|较差|一般|差|末等|先进|优胜|达标|不达标)"
_LEVEL = r"(?:等次|档次|等级|单位|档|级|集体|个人|者)?"
_GRADES = (
    rf"(?:不得|不能|不予|不可|不再|取消){_ANY}{{0,6}}?(?:评|推荐|参评|参加|参与|享受|列为|确定为|定为){_ANY}{{0,16}}?",
    rf"(?:确定|评定|认定|判定|直接定|降|定|评)为[\"]?{_GRADE}[\"]?{_LEVEL}",
    r"(?:下降|降低|下调|调低|降)(?:为)?[一二两1-3]个?(?:等次|档次|等级|档|级)(?:评定|评价|确定|使用)?",
)


def grades() -> str:
    """Return the pattern of what befalls a grade or a prize: 当年不得评先评优, 直接定为不合格等次, 降一个等次."""
    return rf"(?<=[，,并时且的])(?:{_YEAR}){{0,3}}(?:{'|'.join(_GRADES)}){_STOP}"


@cache
def measures() -> str:
    """Return the pattern of a measure: ，退回原单位 at the end, 并约谈主要负责人 anywhere."""
    words = longest(lexicon().speech["consequences"])
    said = rf"{_HOW}{{0,3}}(?:{words}){_OF}?(?:的?责任|的?纪律责任)?(?:一次|1次)?"
    return rf"(?:(?:(?<=[^分][，,])|(?<=的)){said}$|(?<=[并时且]){said}{_STOP})"


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"{_HOW}{{0,3}}(?:{longest(lexicon().speech['consequences'])}){_OF}?.{{0,6}}")


def is_measure(text: str) -> bool:
    """Whether what befalls a unit is a measure, which is read behind 并 or at the end of a sentence only."""
    return not re.fullmatch(QUALIFICATION, text) and _whole().fullmatch(text) is not None


def is_outcome(text: str) -> bool:
    """Whether a piece that one of the patterns has cut is one; 无…时, which is cut in the same way, is none."""
    return not (text[0] == "无" and text[-1] == "时")
