"""Names that say that one thing is part of another: 有责投诉 is one of 投诉, 经督办仍未整改 one of 未整改.

In: two names. Out: yes or no; no also where it cannot be seen.
"""

from __future__ import annotations

from dsl.folding import fold
from dsl.patterns import regex
from dsl.words.lexicon import lexicon
from dsl.words.opposites import denying

_LEAST = 2  # characters of a name that another one can hold
_SAID = ("受到", "收到", "接到", "荣获", "取得", "每")
_OTHERS = ("其他", "其它", "其余", "另外", "除", "非")  # what is not
_PREDICATES = (
    "被",
    "经",
    "仍",
    "造成",
    "引发",
    "引起",
    "导致",
    "致使",
    "拒不",
    "拒绝",
    "受到",
    "又",
    "查证",
    "查实",
    "核实",
    "属实",
    "认定",
)
_HOW = ("不", "未", "到位", "完成", "完毕", "合格", "达标", "超", "后", "迟", "错")  # 整改到位, 处理不当
_PIECES = (
    "问题",
    "隐患",
    "投诉",
    "举报",
    "信访",
    "案件",
    "差评",
    "工单",
    "诉求",
    "事项",
    "线索",
    "纠纷",
    "图斑",
    "任务",
)
_DENIALS = ("未", "没有", "没", "无", "不")
_PERIODS = ("全年", "年内", "全年度", "一年内", "年度内", "当年", "考核期内")
_NEVER = ("一次", "一次也", "一次都", "从", "均", "都", "也")


_HAPPENS = ("发生", "出现", "存在", "发现", "有")
_MISSING = ("无故不", "无故未", "缺少", "逾期", "超期", "拒不", "少", "缺", "漏", "迟", "未", "没")
_SHOULD = regex(r"应(.{1,4})未\1")
_ALL = ("全覆盖", "无遗漏", "不漏一户", "不漏一人", "零遗漏")
_LEFT_OUT = ("漏", "遗漏", "未覆盖")
_STEM = 2  # characters that two names must share


def part_of(inner: str, outer: str, *, counted: bool) -> bool:
    """Whether each piece of the first is by its name one of the second: 处置不及时的投诉, 投诉; counted also 投诉超期, 投诉."""
    one, whole = _plain(inner), _plain(outer)
    said_alike = len(fold(outer)) - len(whole) == len(fold(inner)) - len(one) > 0  # 获一等奖, 获奖
    if (len(whole) < _LEAST and not said_alike) or one == whole:
        return False
    if one.endswith(whole):
        more = one.removesuffix(whole).removesuffix("的")
        return bool(more) and not (denying(more, whole) or more.startswith(_OTHERS) or more in _earlier())
    return counted and one.startswith(whole) and len(one) - len(whole) >= _LEAST


def goes_on(later: str, earlier: str) -> bool:
    """Whether a name begins with how the one before ends, which is not denied there (应公开未公开, 公开有误): 办件超时, 超时未说明."""
    one, whole = _plain(later), _plain(earlier)
    ends = (
        whole[at:] for at in range(1, len(whole) - _LEAST + 1) if not any(denial in whole[:at] for denial in _DENIALS)
    )
    return any(one.startswith(end) and len(one) > len(end) for end in ends)


def says_more_of(name: str) -> bool:
    """Whether a name has no subject of its own, and says more of what the sentence before speaks of: 被采用, 经调解未解决."""
    speech = lexicon().speech
    return fold(name).startswith((*_PREDICATES, *(f"{verb}{how}" for verb in speech["doing"] for how in _HOW)))


_BEFELL = regex(r"(?:被|受到)(?:[^被]{0,6})(?:问责|追责|处分|处罚|处理|通报|约谈|曝光|立案|查处|诫勉|批评|警告|追究)$")


def befell(name: str) -> bool:
    """Whether a name says what befell somebody for what the sentence before speaks of: 主要领导被问责."""
    return _BEFELL.search(fold(name)) is not None


def part_of_pieces(name: str, pieces: str) -> bool:
    """Whether a name says what became of things that go wrong: 未整改 beside 检查发现问题."""
    return fold(pieces).endswith(_PIECES) and fold(name).startswith(("未", "逾期", "超期", "仍", "拒"))


def has_said_so(name: str) -> bool:
    """Whether a name says such a thing itself: 信息被省采用 beside 被市采用."""
    return any(word in fold(name) for word in _PREDICATES)


def none_at_all(flag: str, verb: str, thing: str) -> bool:
    """Whether a flag says that nothing was done of what is counted as lacking: 全年未召开 beside 每少召开 1 次 (会议)."""
    name = fold(flag)
    for word in _PERIODS:
        name = name.removeprefix(word)
    denial = next((word for word in _DENIALS if word in name), "")
    if not denial:
        return False
    before, _, what = name.partition(denial)
    for word in _NEVER:
        before = before.removesuffix(word)
    own = _plain(thing)
    if before and not own.startswith(before):
        return False
    done = (*lexicon().speech["doing"], *lexicon().speech["done"])
    rest = next(
        (what.removeprefix(word) for word in sorted(done, key=len, reverse=True) if what.startswith(word)), what
    )
    if not rest or rest == "过":
        return what != rest or bool(before) or (bool(verb) and what.startswith(verb))
    return rest in own or own in what


def _plain(name: str) -> str:
    words = sorted((*_SAID, *lexicon().speech["says_so"]), key=len, reverse=True)
    folded = fold(name)
    return next((folded.removeprefix(word) for word in words if folded.startswith(word) and folded != word), folded)


def _earlier() -> tuple[str, ...]:
    return tuple(lexicon().speech["time_before"])


def missing_of(name: str, earned: list[str]) -> bool:
    """缺勤 beside 出勤率 100%, 每少签 1 份 beside 签订率 100%, 每漏 1 户 beside 覆盖率 100%: what it speaks of is what is missing there."""
    start = next((word for word in _MISSING if name.startswith(word)), "")
    rest = name.removeprefix(start)[-_STEM:]
    return bool(start) and (not rest or any(char in each for char in rest for each in earned))


def kin(thing: str, name: str) -> bool:
    """Whether what did not happen is what is counted, or a kind of it: 安全事故, 一般事故; 违规行为, 违规."""
    bare = without_happening(name)
    return bool(thing) and (thing in name or bare in thing or thing[-_STEM:] == name[-_STEM:])


def all_but(name: str, earned: str) -> bool:
    """应评未评 beside 应评尽评 or 按要求评估, 应公开未公开 beside 应公开尽公开; 漏查 beside 检查全覆盖."""
    match = _SHOULD.search(name)
    return (match is not None and match[1] in earned) or (earned.endswith(_ALL) and name.startswith(_LEFT_OUT))


def too_late(name: str, earned: str) -> bool:
    """迟报, 逾期报送 beside 按时报送."""
    return name.startswith(lexicon().speech["too_late"]) and any(word in earned for word in lexicon().speech["in_time"])


def without_happening(name: str) -> str:
    """Return a name without the verb that says that it happened: 事故 of 发生事故."""
    return next((name.removeprefix(word) for word in _HAPPENS if name.startswith(word) and name != word), name)


def two_levels(first: str, second: str) -> bool:
    """整改不及时 beside 未整改, 完成任务 beside 超额完成: how well something was done, and that it was not, or more than that.

    制度不健全 beside 制度不落实 are two faults.
    """
    stem = max(_shared(fold(first), fold(second)), key=len, default="")
    if len(stem) < _STEM:
        return False
    rests = [fold(each).replace(stem, "", 1) for each in (first, second)]
    denied = [each in _DENIALS for each in rests]
    if any(denied):
        return not all(denied) and all(_MANNER.fullmatch(each) for each in rests)
    return rests[0] != rests[1] and all(_DEGREE.fullmatch(each) for each in rests)


_MANNER = regex(r"(?:[不未没无]|没有|及时|规范|到位|完整|准确|齐全|严格|认真|全面|彻底|清晰|全)+")
_DEGREE = regex(r"(?:超额|提前|启动|完成|任务|目标|工作|如期)+")  # 全部, 基本, 部分 leave each other out


def _shared(first: str, second: str) -> list[str]:
    return [
        first[start:end]
        for start in range(len(first))
        for end in range(start + _STEM, len(first) + 1)
        if first[start:end] in second
    ]


def says_a_state(name: str) -> bool:
    """Whether a folded name says how things stand, and is no figure: 手续齐全, 按时完成, 考核合格, 无投诉."""
    speech = lexicon().speech
    if name.endswith(("率", "度", "数", "值", "额", "比", "例")):
        return False
    return name.endswith((*speech["states"], "完成", "通过")) or name.startswith(
        (*speech["in_time"], "无", "未", "没有", "已")
    )
