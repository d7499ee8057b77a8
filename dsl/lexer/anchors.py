"""Where in a stretch of tokens the language certainly speaks: the anchors between which names stand.

In: the tokens of a segment without a comma. Out: for each of them whether it is what it looks like; between two anchors even a word
(项, 的, 未) may be part of a name.
"""

from __future__ import annotations

from dsl.lexer.shared import state_before
from dsl.patterns import regex
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token

_ALWAYS = {
    *("FULL", "ZERO_ITEM", "DISCRETION", "VETO", "CONSEQUENCE", "UNTIL_GONE", "DRAIN", "TILL", "EMPTY"),
    *("COUNTED_AS", "NAME", "KIND", "DATE", "TIES", "LABEL"),
}
_AMOUNT = {"NUMBER", "DATE"}
_AFTER_AMOUNT = {
    "BOUND_POST",
    "QIAN",
    "HOU",
    "DASH",
    "SIGN",
    "NO_EFFECT",
    "CAP",
    "UNTIL_GONE",
    "FULL",
    "DIGITS",
    "FILLER",
    "SCORE_VERB",
    "EACH",
    "AND",
    "OR",
    "KIND",
}
_BEFORE_AMOUNT = {
    "TOTAL_CAP",
    "BOUND_PRE",
    "SIGN",
    "EACH",
    "CAP",
    "DASH",
    "LAST",
    "BY_CAP",
    "KEEP",
    "ITEM",
    "QIAN",
    "HOU",
}

_PLAIN = {"OTHER", "NAME", "NEG"}
_DONE_OR_NOT = regex(r"(.{1,4})[未尽]\1")


def anchors(tokens: list[Token], following: list[str]) -> list[bool]:
    """Tell of each token of a segment whether the language certainly speaks there."""
    types = [token.type for token in tokens]
    strong = [kind in _ALWAYS and not (kind == "KIND" and _in_a_name(tokens, at)) for at, kind in enumerate(types)]
    befores, afters = _neighbours(types), _neighbours(types[::-1])[::-1]
    last_number, last_points = _last(types, "NUMBER"), _last(types, "SIGN", "NO_EFFECT")
    first_share = _first(types, "OCCUPY")
    points_at = next((at for at, kind in enumerate(types) if kind == "SIGN" and afters[at] == "NUMBER"), len(types))
    condition_number = _last(types[:points_at], "NUMBER")  # the last number that is not one of points
    last_bound = max((at for at in range(points_at) if types[at] == "BOUND_PRE" and afters[at] == "NUMBER"), default=-1)
    first_each, first_enum = _first(types, "EACH"), _first(types, "ENUM")
    counted = against = False  # whether the last number speaks for the language; whether a bound word did
    by_score = types[-1] == "SCORE_VERB" and "BY" in types
    for index, kind in enumerate(types):
        before, after = befores[index], afters[index]
        if kind == "NUMBER":
            strong[index] = counted = _amount(types, index, before)
        elif kind == "UNIT":
            strong[index] = (before == "NUMBER" and counted) or before in ("EACH", "DIVIDE")
        elif kind == "BOUND_PRE":
            # 甲 达到 乙 50%: the second name stands between the bound word and its number.
            compared = first_each > index > 0 and after not in ("", "SIGN") and condition_number > index
            rest = index == 0 and after == "BY" and by_score  # 未达到的按完成比例得分
            strong[index] = after in _AMOUNT or (compared and not against) or rest
            against = against or compared  # 低于 下达任务 每低 1%: one bound, and what it is held against
        elif kind == "EACH":
            # 每超过 最低年限 1 年: what it is counted from stands between.
            beyond = tokens[index].value in ("above", "below") and condition_number > index
            between = types[index + 1 : condition_number]
            # 每迟报 1 天: what is counted stands between.
            of_what = bool(between) and types[condition_number + 1 : condition_number + 2] == ["UNIT"]
            near = tokens[index + 1 : max(0, min(condition_number, index + 4))]
            done = "".join(str(each.value) for each in near if each.type == "OTHER")
            whole = index == 0 or (
                done in (*lexicon().speech["doing"], *lexicon().speech["done"]) and len(near) == len(between)
            )
            beyond = beyond or (whole and of_what and _PLAIN.issuperset(between))
            strong[index] = (after in ("UNIT", "NUMBER") or beyond) and (
                last_points > index
                or len(types) - index <= 4  # points follow, or a measure word and no more (每件，扣2分)
                or (beyond and types[-1] == "UNIT")  # 每低于目标值1个百分点，扣0.5分
                # 每处不符合要求，扣3分; 每缺一项制度，扣2分
                or (
                    following in (["SIGN", "NUMBER"], ["KIND", "SIGN"]) and before == "" and after in ("UNIT", "NUMBER")
                )
            )
        elif kind in ("SIGN", "CAP"):
            strong[index] = after == "NUMBER" or (kind == "CAP" and before == "UNIT")
        elif kind in ("BOUND_POST", "QIAN", "HOU", "DASH"):
            spoken = before == "DATE" or (before in ("UNIT", "NUMBER") and counted)
            strong[index] = (spoken and (kind != "HOU" or after == "")) or (
                kind in ("HOU", "QIAN") and after == "NUMBER" and not _in_a_word(types, index)
            )
        elif kind == "NO_EFFECT":
            strong[index] = after == ""
        elif kind == "NOT_DONE":  # 完成任务得5分，未完成的按完成比例得分
            strong[index] = before == "" and after in ("", "BY", "SIGN", "NO_EFFECT", "FULL", "SCORE_VERB")
        elif kind in ("DUTY", "OTHERWISE"):
            strong[index] = index == 0 and not _should_have(tokens)
        elif kind == "NEG":
            # 7月5日前 未 报送; 公布后4个工作日内 未 调整, unless what was not done is counted (未报送 每次).
            once = first_each == len(types) and following[:1] != ["EACH"]
            occupied = after == "OCCUPY" and condition_number > index  # 甲未占到乙的90%以上
            outside = after == "NUMBER" and "BOUND_POST" in types[index:points_at]  # 响应时间未在15日内
            dated = before == "QIAN" and befores[_last(types[:index], "QIAN")] in ("DATE", "UNIT", "NUMBER", "QIAN")
            strong[index] = dated or (before == "BOUND_POST" and once) or occupied or outside
        elif kind == "OVERLAP":
            strong[index] = len(types) == 1
        elif kind == "OCCUPY":
            strong[index] = index > 0 and condition_number >= index
        elif kind == "BY" and types[index + 1 :] in (["NUMBER", "UNIT", "SCALE"], ["NUMBER", "SCALE"]):
            strong[index] = True  # 主动报告按 50% 折算, 按 1.5 折算
        elif kind in ("BY", "SCORE_VERB"):
            strong[index] = by_score and (kind == "BY" or index == len(types) - 1)
        elif kind in ("AND", "OR") and (last_bound > index or _ranks(types, index)):
            strong[index] = True  # 无计划或完成率低于90%: behind the 或 stands a condition of its own
        elif kind in ("AND", "OR"):  # 满意率低于80%或未整改; 或有负债 is a longer word
            strong[index] = (
                index == 0 or strong[index - 1] or (condition_number > index and state_before(tokens, index))
            )
        elif kind in ("EXCEPT", "FACTOR", "NOT_COUNTED", "SCALE"):
            strong[index] = after == ""
        elif kind == "PICK":
            strong[index] = len(types) == 1
        elif kind == "FLAT":
            strong[index] = index == 0 or after in ("", "SIGN")
        elif kind == "MIDDLE":
            strong[index] = index == 0
        elif kind in ("ROUNDING", "DIGITS"):
            strong[index] = "KEEP" in types
        elif kind == "VERSUS":
            strong[index] = first_enum < index
        elif kind in ("TOTAL_CAP", "KEEP"):
            strong[index] = after == "NUMBER"
        elif kind in ("DIVIDE", "AMID"):
            strong[index] = before == "UNIT" and (kind == "AMID" or after == "UNIT")
        elif kind in ("RANK", "LAST"):
            one = "last one" in (
                tokens[index].value,
                *(each.value for each in tokens[index + 1 : index + 2]),
            )  # 排名末位
            # 排名系统错误 每处
            places = one or {"EACH", "SIGN"}.isdisjoint(types[index : _next(types, index, "NUMBER")])
            strong[index] = (last_number >= index and places) or (
                kind == "RANK" and types[0] == "BY" and after == "SCORE_VERB"
            )
        elif kind == "SHARE":
            strong[index] = (
                index == 0
                or (by_score and before == "BY")
                or ((before in ("FILLER", "") or first_share < index) and last_number >= index)
            )
        elif kind == "FILLER":
            strong[index] = index > 0 and strong[index - 1]
    _listed(types, strong)
    _compared(types, strong)
    _bracketed(types, strong)
    return strong


def _should_have(tokens: list[Token]) -> bool:
    """应评未评, 应公开未公开, 应评尽评: what should have been done, and was or was not, is a thing that happens, and no duty."""
    said = "".join("未" if token.type == "NEG" else str(token.value) for token in tokens[1:] if token.type != "FILLER")
    return _DONE_OR_NOT.match(said) is not None


def _in_a_name(tokens: list[Token], at: int) -> bool:
    """单位和部门, 部门数, 其他材料: a kind of unit that is part of a longer name."""
    after = "".join(str(each.value) for each in tokens[at + 1 : at + 3] if each.type == "OTHER")
    amid = 0 < at < len(tokens) - 1 and tokens[at - 1].type == tokens[at + 1].type == "OTHER"  # 被省级部门约谈
    if amid:
        return True
    listed = at > 1 and tokens[at - 1].type == "ENUM" and tokens[at - 2].type != "KIND"
    return listed or after[:1] == "数" or (tokens[at].value == "其他" and after not in ("", "单位"))


def _in_a_word(types: list[str], at: int) -> bool:
    """门前三包: behind 前 stands a number that is part of a word."""
    while types[at + 1] == "FILLER":
        at += 1
    return types[at + 2 : at + 3] == ["OTHER"]


def _ranks(types: list[str], at: int) -> bool:
    """未公开或排名后3名, 通过但排名后三分之一: behind the joint stands a rank."""
    return types[at + 1 : at + 3] in (["RANK", "HOU"], ["RANK", "QIAN"], ["RANK", "LAST"])


def _listed(types: list[str], strong: list[bool]) -> None:
    """加 3 分、2 分、1 分; 低于 80%、70%: the whole list speaks, and with a list of points the 、 before them as well."""
    for index, kind in enumerate(types):
        if kind not in ("SIGN", "BOUND_PRE"):
            continue
        end = _end_of_list(types, index + 1)
        if end:
            strong[index:end] = [True] * (end - index)
        if end and kind == "SIGN":
            strong[:index] = [old or each == "ENUM" for old, each in zip(strong[:index], types[:index], strict=True)]
            return


def _end_of_list(types: list[str], at: int) -> int:
    """Return where a list of at least two amounts ends that begins at a place; 0 where there is none."""
    while types[at : at + 1] == ["FILLER"]:
        at += 1
    listed, end = 0, 0
    while types[at : at + 1] == ["NUMBER"]:
        end = at + (2 if types[at + 1 : at + 2] == ["UNIT"] else 1)
        listed += 1
        if types[end : end + 1] != ["ENUM"]:
            break
        at = end + 1
    return end if listed > 1 else 0


def _bracketed(types: list[str], strong: list[bool]) -> None:
    """（投诉 或 举报） 且 占比 低于 30%: beside a 且 or 或 that speaks, brackets belong to the language."""
    joints = [strong[at] and kind in ("AND", "OR") for at, kind in enumerate(types)]
    if not any(joints):
        return
    opening = [at for at, kind in enumerate(types) if kind == "LPAR" and (at == 0 or joints[at - 1] or strong[at - 1])]
    closing = [at for at, kind in enumerate(types) if kind == "RPAR" and (at + 1 == len(types) or strong[at + 1])]
    if len(opening) == len(closing):
        for at in (*opening, *closing):
            strong[at] = True


def _compared(types: list[str], strong: list[bool]) -> None:
    """甲与乙相比, 甲与乙持平: the 与 speaks."""
    end = _first(types, "VERSUS" if "VERSUS" in types else "FLAT")
    joint = _last(types[:end], "ENUM")
    if end < len(types) and joint >= 0:
        strong[joint] = True


def _amount(types: list[str], index: int, before: str) -> bool:
    """A number speaks for the language where a unit and then a bound or an effect follow, or a bound word precedes."""
    after = types[index + 1] if index + 1 < len(types) else ""
    if before in ("QIAN", "HOU") and after == "OTHER":
        return False  # 门前三包
    if before in _BEFORE_AMOUNT:
        return True
    if before == "BY" and types[index + 1 :] in (["UNIT", "SCALE"], ["SCALE"]):
        return True
    if index == 0 and types[1:3] == ["UNIT", "BOUND_PRE"]:
        return True  # 500万元≤经费＜1000万元
    if types[index + 1 : index + 4] == ["UNIT", "DIVIDE", "UNIT"]:
        return True  # 3分/人次
    if after == "DASH":
        return True
    near = types[max(0, index - 5) : index]
    each = _last(near, "EACH")
    if each >= 0 and before == "OTHER" and after == "UNIT" and {"OTHER"}.issuperset(near[each + 1 :]):
        return True  # 每报送 1 条 信息
    if after != "UNIT":
        return after in _AFTER_AMOUNT
    following = types[index + 2] if index + 2 < len(types) else ""
    return following == "" or following in _AFTER_AMOUNT


def _neighbours(types: list[str]) -> list[str]:
    """Return for each place the nearest type before it that is no filler."""
    found, last = [], ""
    for kind in types:
        found.append(last)
        if kind != "FILLER":
            last = kind
    return found


def _last(types: list[str], *wanted: str) -> int:
    """Return the last place of some types; -1 where there is none."""
    return max((index for index, kind in enumerate(types) if kind in wanted), default=-1)


def _next(types: list[str], start: int, wanted: str) -> int:
    """Return the next place of a type; behind the end where there is none."""
    return next((at for at in range(start, len(types)) if types[at] == wanted), len(types))


def _first(types: list[str], wanted: str) -> int:
    """Return the first place of a type; behind the end where there is none."""
    return types.index(wanted) if wanted in types else len(types)
