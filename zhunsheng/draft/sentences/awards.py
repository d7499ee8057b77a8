"""The points at the end of a 分句: 每次扣2分, 记3分, 不扣分, 酌情给分, 按进驻比例记分, （5分）. In: folded text. Out: what it gives.

Only the form is read here; what must hold for it is ``conditions.py``.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from dsl.words.lexicon import lexicon
from dsl.words.numerals import CHINESE
from dsl.words.trie import longest
from zhunsheng.draft.sentences.cutting import NUMBER

_VERBS = {
    "扣": ["扣", "扣减", "扣除", "减", "减扣", "加扣", "追加扣除"],
    "加": ["加", "再加", "奖励", "奖", "加记", "增加", "另加", "另奖励", "可加", "可以加", "可增加", "可以增加"],
    "记": ["记", "得", "计", "给", "赋", "可得", "获得", "可获得", "赋予"],
}
VERB = longest(word for words in _VERBS.values() for word in words)
SIGN = {word: sign for sign, words in _VERBS.items() for word in words}
_COUNTED = longest(key for key, unit in lexicon().units.items() if str(unit.kind) == "计数")
_UNITS = longest(
    key
    for key, unit in lexicon().units.items()
    if (str(unit.kind) not in ("分", "比率") and key not in ("年", "月", "日")) or key == "%"
)
_ACT = "满|缺少|缺|少|降低|下降|低于|低|减少|超过|超出|超|高于|提高|上升|增加|多|出现|发生|发现|有|进驻|承担|完成|组织|新增|查实"
_LESS, _MORE, _LACK = (
    ("降低", "下降", "低于", "低", "减少"),
    ("超过", "超出", "超", "高于", "提高", "上升", "增加", "多"),
    ("缺少", "缺", "少"),
)
_PER = (
    rf"(?:每(?:(?:季度|半年|月|周|年)(?=缺|少))?(?:(?P<act>{_ACT})(?:有|出现|发生)?|(?P<done>[\u4e00-\u9fff]{{2,6}}?)(?=[\d一]))?(?P<step>{NUMBER})?(?P<unit>{_UNITS})(?P<noun>[^，每]{{0,12}}?)"
    rf"|(?:经查实|经核实|一经查实|查证属实)?(?P<bareact>缺少|缺|少|出现|发生|发现|查实)?(?P<bare>1|一)(?P<bareunit>{_COUNTED})(?!以[上下]|百分点)"
    rf"(?P<barenoun>[^，\d]{{0,10}}?))"
)
_FILL = (
    r"(?:视情节轻重|视情节|视情况|视情|根据情节轻重|根据情节|根据情况|酌情|的|则|将|予以|给予|可|应|再|均|各|分别|，)*"
)
_FIXED = re.compile(
    rf"^(?P<head>.*?)(?:(?P<per>{_PER})的?，?)?{_FILL}(?:酌情)?(?P<verb>{VERB})(?P<low>{NUMBER})分?(?:[—至到](?P<high>{NUMBER}))?分$"
)
_NONE = re.compile(
    r"^(?P<head>.*?)(?:的)?(?:则)?(?P<says>不扣分|不记分|不得分|不计分|不加分|不给分|记零分|记0分|得0分)$"
)
_ZERO = re.compile(
    r"^(?P<head>.*?)(?:的)?(?:，)?(?:(?:此|本|该|整个?|全)项(?:目)?(?:得分)?(?:不[记得计给]分|[记得计为]0分?|[记得]零分)"
    r"|(?:此项|本项|该项|分值|分数)*(?:全部?扣(?:除|完|光)?|扣光|扣除全部(?:分值|分数)))$"
)
_DISCRETION = re.compile(r"^(?P<head>.*?)(?:的)?(?P<says>酌情(?P<kind>[给记计得赋扣])分)$")
_FULL = re.compile(r"^(?P<head>.*?)(?:的)?(?:[记得计给]满分)$")
_SHARE = re.compile(
    r"^(?P<head>.*?)(?:按照?|根据|依据|按其)(?P<ratio>[^，]{0,12}?(?:比例|比率|占比|进度|率|完成情况))(?P<kind>[记计得给扣])分$"
)
_BARE = re.compile(r"^(?P<head>[^\d%每]*[\u4e00-\u9fff“”A-Za-z)])[:：]?(?P<low>\d{1,4}(?:\.\d{1,4})?)分$")
_SIGNED = re.compile(rf"^(?P<head>.*[^\d{CHINESE}])(?P<verb>[+—])(?P<low>{NUMBER})分?$")
_SLASH = re.compile(rf"^(?P<head>.*?)[:：]?(?P<verb>{VERB})?(?P<low>{NUMBER})分/(?P<unit>{_COUNTED})$")
_PRICE = re.compile(rf"^(?P<head>.*?)(?:的|。)?\((?P<low>{NUMBER})分\)$")
_CONSEQUENCE = re.compile(r"^(?P<head>.*?)(?:除|一律|将|并|同时|予以|直接)*(?P<says>取消[^，]{1,20}?资格)(?:外)?$")
_VETO = re.compile(rf"^(?P<head>.*?)(?:将)?按照?上限\(?(?P<low>{NUMBER})分\)?(?:进行|予以)?扣分$")
_VETO_ALL = re.compile(r"^(?P<head>(?:.*的)?)(?:实行|予以)?一票否决$")
_RANK = re.compile(r"^(?P<head>.*?)按(?:照)?排名(?:先后|情况|名次)?(?:[记计得给]分|赋分)$")
_MODIFIERS = (
    (
        re.compile(
            rf"(?:累计|合计)?(?:最多|最高|至多)(?P<verb>扣|加|记|得|计)?(?:分)?(?:不得?超过|为)?(?P<n>{NUMBER})分"
        ),
        "最多{verb} {n} 分",
    ),
    (
        re.compile(
            rf"(?:累计|合计)?(?:(?P<verb>扣|加|得)分)?(?:总和|总计|合计|累计)?(?:最多|最高)?(?:不超过|不得超过|以)(?P<n>{NUMBER})分(?:为限|为止)?"
        ),
        "最多{verb} {n} 分",
    ),
    (re.compile(rf"(?P<n>{NUMBER})分封顶|封顶(?P<m>{NUMBER})分|上限(?:为)?(?P<k>{NUMBER})分"), "封顶 {n} 分"),
    (
        re.compile(
            r"(?:同一[^，]{0,10}|同时[^，]{0,10}|多项[^，]{0,6})?(?:按|取|以)?(?:最高|就高)(?:分|项|级|等级)?(?:[计记加]分?|为准)?"
            r"|(?:同一[^，]{0,10})?不(?:重复|累计)[加计记]分?|就高不就低"
        ),
        "取最高分",
    ),
    (re.compile(rf"(?P<n>{NUMBER})分扣完为止"), "{n} 分扣完为止"),
    (
        re.compile(
            rf"(?:单项|本项|该项|此项)?(?:最多|最高)?(?P<verb>扣|加|得)(?:分)?[至到](?P<n>{NUMBER})分(?:为止|为限)?"
        ),
        "最多{verb} {n} 分",
    ),
    (re.compile(rf"(?:合计|总计|共计|累计|共)(?P<verb>扣|加|得)?(?P<n>{NUMBER})分"), "最多{verb} {n} 分"),
    (re.compile(r"(?:本项)?(?:分值)?扣完(?:本项分值|本项|该项分值)?为止"), "扣完为止"),
)
_BAND = re.compile(
    rf"^(?:年度|年终|综合|考核|考评|总|最终)*(?:得分|分数|成绩|总分)?(?:在|达到|达)?(?P<low>{NUMBER})分(?:\(含\))?(?P<bound>以上|以下)"
    rf"(?:(?:不足|不满|低于|未达到){NUMBER}分)?(?:的)?(?:，)?(?:为|评为|评定为|确定为|定为|属)(?P<name>[“”\u4e00-\u9fff]{{2,8}}?)(?:等次|等级|档次)?$"
)
_LOWEST = re.compile(
    rf"^(?:年度|年终|综合|考核|考评|总|最终)*(?:得分|分数|成绩|总分)?(?:不足|不满|低于|未达到)(?P<low>{NUMBER})分(?:的)?"
    rf"(?:为|评为|评定为|确定为|定为)(?P<name>[“”\u4e00-\u9fff]{{2,8}}?)(?:等次|等级|档次)?$"
)


@frozen
class Per:
    """For each so many of something: act is "", 缺, 满, 低于 or 超过."""

    act: str
    step: str
    unit: str
    noun: str
    bare: bool = False  # 1件 without 每

    @property
    def type(self) -> str:
        """The type of the fact that is counted."""
        unit = lexicon().units[self.unit]
        return f"{unit.kind}（{unit.canonical}）"

    @property
    def says(self) -> str:
        """The words of the language."""
        step = "" if self.step in ("", "1", "一") else f"{self.step} "
        if self.act in ("低于", "超过"):
            return f"每{self.act} {self.step or 1} {self.unit}"
        if self.act == "满" or step:
            return f"每{'满' if self.act == '满' else ''} {self.step or 1} {self.unit}"
        return f"每{self.unit}"


@frozen
class Award:
    """What a 分句 gives. ``kind``: fixed none zero discretion full share rank price consequence veto."""

    kind: str
    says: str
    sign: str = ""
    points: str = ""
    per: Per | None = None
    ratio: str = ""


@frozen
class Modifier:
    """A cap, or 扣完为止."""

    says: str

    @property
    def caps(self) -> bool:
        """Whether it holds the clause, not the item."""
        return self.says != "扣完为止"


_PRICED = re.compile(rf"^(?P<head>.+?)。?\((?P<low>{NUMBER})分\)$")
_EACH_OF = re.compile(
    rf"^(?P<head>.*?)(?:的)?，?(?:分别|依次)(?P<verb>{VERB})(?P<values>{NUMBER}分?(?:[、，]{NUMBER}分?)+)$"
)


def priced(piece: str) -> tuple[str, str] | None:
    """Return a piece and its price where the piece scores by itself: 出现一例未处理扣10分（20分）."""
    match = _PRICED.match(piece)
    return None if match is None else (match["head"], match["low"])


def several(piece: str) -> tuple[str, str, list[str]] | None:
    """Return head, verb and values of 分别奖10分、5分."""
    match = _EACH_OF.match(piece)
    if match is None or not match["values"].endswith("分"):
        return None
    return match["head"], match["verb"], re.findall(NUMBER, match["values"])


def band_of(piece: str) -> str:
    """Return the declaration of a grade of the total: 95分以上为优秀; "" for anything else."""
    match = _BAND.match(piece)
    if match is not None:
        return f"等次 {match['name'].strip('“”')}：{match['low']} 分{match['bound']}"
    lowest = _LOWEST.match(piece)
    return f"等次 {lowest['name'].strip('“”')}：低于 {lowest['low']} 分" if lowest else ""


def modifier_of(piece: str, sign: str = "") -> Modifier | None:
    """Return the modifier that a whole piece is; ``sign`` is that of the points before it."""
    for pattern, form in _MODIFIERS:
        match = pattern.fullmatch(piece)
        if match is not None:
            groups = {key: value for key, value in match.groupdict().items() if value}
            verb = SIGN.get(groups.get("verb", ""), sign)
            if not verb and "{verb}" in form:
                return None
            number = groups.get("n") or groups.get("m") or groups.get("k") or ""
            return Modifier(form.format(verb=verb, n=number))
    return None


@cache
def award_of(piece: str, sign: str = "") -> tuple[str, Award] | None:
    """Return the text before the points of a piece, and the points; None where it ends with none."""
    for pattern, make in _READERS:
        match = pattern.match(piece)
        if match is not None:
            award = make(match, sign)
            if award is not None:
                unread = match.groupdict().get("per") if award.per is None else None
                return match["head"] + (unread or ""), award
    return None


def bare_of(piece: str, sign: str) -> tuple[str, Award] | None:
    """国家级加5分，省级3分: the verb stands once, or in the heading."""
    match = _BARE.match(piece) if sign else None
    return (match["head"], Award("fixed", f"{sign} {match['low']} 分", sign, match["low"])) if match else None


def _fixed(match: re.Match[str], sign: str) -> Award | None:
    own = SIGN[match["verb"]]
    says = f"{own} {match['low']}—{match['high']} 分" if match["high"] else f"{own} {match['low']} 分"
    return Award("range" if match["high"] else "fixed", says, own, match["low"], _per(match))


def _per(match: re.Match[str]) -> Per | None:
    if not match["per"]:
        return None
    done = match["done"] or ""
    if done and re.match(f"{_COUNTED}|低于|超过|超出|超(?!时|期|限)|高于|少于|多于|低(?!保)", done):
        return None  # 每项工作迟报1天: so much for each of each; 每低于目标值1个百分点: against another quantity
    if match["bare"] is not None and SIGN[match["verb"]] == "记" and match["bareunit"] != "次" and not match["bareact"]:
        return None  # 1名的得1分 is a state
    if match["bare"] is not None:
        act = match["bareact"] or ""
        return Per("缺" if act in _LACK else "", match["bare"], match["bareunit"], match["barenoun"], not act)
    if re.match("以[上下内]", match["noun"]):
        return None  # 每年累计4次以上: a bound
    if match["unit"] == "个" and re.search(r"(?:部门|单位|县区|乡镇|个人)$", match["noun"]):
        return None  # 每个部门加3分: each of them, once
    act = match["act"] or ""
    kind = "缺" if act in _LACK else "低于" if act in _LESS else "超过" if act in _MORE else "满" if act == "满" else ""
    return Per(kind, match["step"] or "", match["unit"], match["noun"] or match["done"] or "")


def _none(match: re.Match[str], sign: str) -> Award | None:
    says = match["says"] if match["says"].startswith("不") else "不记分"
    return Award("none", says, "记" if says[1] in "记得计给" else says[1])


def _share(match: re.Match[str], sign: str) -> Award | None:
    if not match["ratio"]:
        return None
    kind = "扣" if match["kind"] == "扣" else "记"
    return Award("share", f"{kind}分", kind, ratio=match["ratio"])


def _slash(match: re.Match[str], sign: str) -> Award | None:
    own = SIGN[match["verb"]] if match["verb"] else sign
    if not own:
        return None  # neither the sentence nor the heading says which way
    return Award("fixed", f"{own} {match['low']} 分", own, match["low"], Per("", "", match["unit"], ""))


def _signed(match: re.Match[str], sign: str) -> Award | None:
    """A row of a table whose column is signed: 发生安全事故的 -30."""
    own = "加" if match["verb"] == "+" else "扣"
    return Award("fixed", f"{own} {match['low']} 分", own, match["low"])


def _price(match: re.Match[str], sign: str) -> Award | None:
    points = match["low"]
    if sign:
        return Award("fixed", f"{sign} {points} 分", sign, points)
    return Award("price", "记满分", "记", points)


def _discretion(match: re.Match[str], sign: str) -> Award | None:
    return Award(
        "discretion", "酌情扣分" if match["kind"] == "扣" else "酌情给分", "扣" if match["kind"] == "扣" else "记"
    )


_READERS = (
    (_VETO, lambda match, _: Award("veto", f"一票否决，按上限 {match['low']} 分扣分", "扣", match["low"])),
    (_VETO_ALL, lambda match, _: Award("veto", "一票否决", "扣")),
    (_FIXED, _fixed),
    (_ZERO, lambda match, _: Award("zero", "此项不记分", "记")),
    (_NONE, _none),
    (_DISCRETION, _discretion),
    (_FULL, lambda match, _: Award("full", "记满分", "记")),
    (_RANK, lambda match, _: Award("rank", "排名 记分", "记")),
    (_SHARE, _share),
    (_SIGNED, _signed),
    (_SLASH, _slash),
    (_PRICE, _price),
    (_CONSEQUENCE, lambda match, _: Award("consequence", match["says"])),
)
