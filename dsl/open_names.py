"""Names that nobody declared: where does one begin and end in unspaced text?

A line is cut at commas. In a stretch that holds unknown text, the words that certainly belong to the language are the anchors
(a bound before a number, 扣 before a number, 每 before a measure word, 不扣分 …); whatever lies between two anchors is one
name, even where pieces of it look like words (项, 的, 未). So long descriptive names need no quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord
from dsl.words.tokens import Token

_ALWAYS = {
    "FULL",
    "ZERO_ITEM",
    "DISCRETION",
    "VETO",
    "CONSEQUENCE",
    "UNTIL_GONE",
    "DRAIN",
    "TILL",
    "EMPTY",
    "COUNTED_AS",
    "NAME",
    "KIND",
    "DATE",
    "TIES",
}
_JOINTS = {"ENUM", "NEG", "AND", "OR", "LPAR", "RPAR"}  # between two anchors these are what they are, not a name
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

Naming = Callable[[Span], str]  # the text of a name, as written, without blanks


def close(tokens: Sequence[Token], naming: Naming) -> list[Token]:
    """Return the tokens with every stretch of unknown text turned into one name."""
    if any(token.type == "MIDDLE" for token in tokens):
        tokens = list(_ends_named(tokens))
    out: list[Token] = []
    begin = 0
    for at, token in enumerate([*tokens, None]):
        if token is None or token.type == "COMMA":
            points_follow = [each.type for each in tokens[at + 1 : at + 3]] == ["SIGN", "NUMBER"]
            out += _segment(list(tokens[begin:at]), naming, points_follow=points_follow)
            out += [] if token is None else [token]
            begin = at + 1
    return out


def _ends_named(tokens: Sequence[Token]) -> Iterator[Token]:
    """低于限值得0分，达到标准得满分，其间…: where a line speaks of what lies between, its bound words are bounds."""
    before = "COMMA"
    for token in tokens:
        yield Token("LIMIT", token.value, token.span) if token.type == "BOUND_PRE" and before == "COMMA" else token
        before = token.type


def each_for_one(tokens: list[Token]) -> list[Token]:
    """1处不符合要求扣3分: one of something that has a name, with points behind it, stands for each."""
    first = next((at for at, token in enumerate(tokens) if token.type != "FILLER"), 0)
    types = [token.type for token in tokens[first:]]
    one = types[:2] == ["NUMBER", "UNIT"] and types[2:3] in (["OTHER"], ["NEG"], ["NAME"]) and tokens[first].value == 1
    unit = tokens[first + 1].value if one else None
    if not isinstance(unit, UnitWord) or unit.kind is not Kind.COUNT or "SIGN" not in types:
        return tokens
    return [*tokens[:first], Token("EACH", "plain", tokens[first].span), *tokens[first + 1 :]]


def close_expression(tokens: Sequence[Token], naming: Naming) -> list[Token]:
    """The same for an expression: between two operators everything is one name, unless it is a number with a unit."""
    operators = {"PLUS", "MINUS", "DASH", "TIMES", "DIVIDE", "LPAR", "RPAR", "COMMA", "EQUALS"}
    out: list[Token] = []
    run: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.type not in operators:
            run.append(token)
            continue
        out += _merge(run, naming) if any(each.type == "OTHER" for each in run) else run
        run = []
        if token is not None:
            out.append(token)
    return out


def _segment(tokens: list[Token], naming: Naming, *, points_follow: bool = False) -> list[Token]:
    if not any(token.type == "OTHER" for token in tokens):
        return tokens
    anchored = _anchors(tokens, points_follow=points_follow)
    out: list[Token] = []
    run: list[Token] = []
    for token, anchor in zip(tokens, anchored, strict=True):
        if anchor:
            out += [*_merge(run, naming), token]
            run = []
        else:
            run.append(token)
    return out + _merge(run, naming)


def _merge(run: list[Token], naming: Naming) -> list[Token]:
    spoken = [index for index, token in enumerate(run) if token.type != "FILLER"]
    run = run[spoken[0] : spoken[-1] + 1] if spoken else []
    if not run:
        return []
    if len(run) == 1 and run[0].type in ("NAME", "KIND"):
        return run
    if all(token.type in _JOINTS for token in run):
        return run
    if run[0].type == "LIMIT":
        return [Token("BOUND_PRE", run[0].value, run[0].span), *_merge(run[1:], naming)]
    span = run[0].span.to(run[-1].span)
    return [Token("NAME", naming(span), span, known=False)]


def _anchors(tokens: list[Token], *, points_follow: bool) -> list[bool]:
    """Tell of each token of a segment whether the language certainly speaks there."""
    types = [token.type for token in tokens]
    strong = [kind in _ALWAYS and not (kind == "KIND" and _in_a_name(tokens, at)) for at, kind in enumerate(types)]
    befores, afters = _neighbours(types), _neighbours(types[::-1])[::-1]
    last_number, last_points, first_share = (
        _last(types, "NUMBER"),
        _last(types, "SIGN", "NO_EFFECT"),
        _first(types, "OCCUPY"),
    )
    points_at = next((at for at, kind in enumerate(types) if kind == "SIGN" and afters[at] == "NUMBER"), len(types))
    condition_number = _last(types[:points_at], "NUMBER")  # the last number that is not one of points
    last_bound = max((at for at in range(points_at) if types[at] == "BOUND_PRE" and afters[at] == "NUMBER"), default=-1)
    first_each, first_enum = _first(types, "EACH"), _first(types, "ENUM")
    counted = False  # whether the last number speaks for the language
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
            strong[index] = after in _AMOUNT or compared
        elif kind == "EACH":
            # 每超过 最低年限 1 年: what it is counted from stands between.
            beyond = tokens[index].value in ("above", "below") and condition_number > index
            between = types[index + 1 : condition_number]
            # 每迟报 1 天: what is counted stands between.
            of_what = bool(between) and types[condition_number + 1 : condition_number + 2] == ["UNIT"]
            beyond = beyond or (index == 0 and of_what and _PLAIN.issuperset(between))
            strong[index] = (after in ("UNIT", "NUMBER") or beyond) and (
                last_points > index
                or len(types) - index <= 4  # points follow, or a measure word and no more (每件，扣2分)
                or (beyond and types[-1] == "UNIT")  # 每低于目标值1个百分点，扣0.5分
                or (points_follow and before == "" and after == "UNIT")  # 每处不符合要求，扣3分
            )
        elif kind in ("SIGN", "CAP"):
            strong[index] = after == "NUMBER" or (kind == "CAP" and before == "UNIT")
        elif kind in ("BOUND_POST", "QIAN", "HOU", "DASH"):
            spoken = before == "DATE" or (before in ("UNIT", "NUMBER") and counted)
            strong[index] = (spoken and (kind != "HOU" or after == "")) or (
                kind in ("HOU", "QIAN") and after == "NUMBER"
            )
        elif kind == "NO_EFFECT":
            strong[index] = after == ""
        elif kind in ("DUTY", "OTHERWISE"):
            strong[index] = index == 0
        elif kind == "NEG":
            # 7月5日前 未 报送; 公布后4个工作日内 未 调整, unless what was not done is counted (未报送 每次).
            once = first_each == len(types) and (last_points > index or points_follow)
            strong[index] = before == "QIAN" or (before == "BOUND_POST" and once)
        elif kind == "OVERLAP":
            strong[index] = len(types) == 1
        elif kind == "OCCUPY":
            strong[index] = index > 0 and condition_number >= index
        elif kind in ("BY", "SCORE_VERB"):
            strong[index] = by_score and (kind == "BY" or index == len(types) - 1)
        elif kind in ("AND", "OR") and last_bound > index:
            strong[index] = True  # 无计划或完成率低于90%: behind the 或 stands a condition of its own
        elif kind == "AND":
            strong[index] = index == 0 or strong[index - 1]
        elif kind in ("EXCEPT", "FACTOR", "NOT_COUNTED", "SCALE"):
            strong[index] = after == ""
        elif kind == "PICK":
            strong[index] = len(types) == 1
        elif kind == "FLAT":
            strong[index] = index == 0 or after in ("", "SIGN")
        elif kind == "MIDDLE":
            strong[index] = index == 0
        elif kind == "VERSUS":
            strong[index] = first_enum < index
        elif kind == "TOTAL_CAP":
            strong[index] = after == "NUMBER"
        elif kind in ("DIVIDE", "AMID"):
            strong[index] = before == "UNIT" and (kind == "AMID" or after == "UNIT")
        elif kind in ("RANK", "LAST"):
            strong[index] = last_number >= index or (kind == "RANK" and types[0] == "BY" and after == "SCORE_VERB")
        elif kind == "SHARE":
            strong[index] = index == 0 or ((before in ("FILLER", "") or first_share < index) and last_number >= index)
        elif kind == "FILLER":
            strong[index] = index > 0 and strong[index - 1]
    _listed(types, strong)
    _compared(types, strong)
    _bracketed(types, strong)
    return strong


def _in_a_name(tokens: list[Token], at: int) -> bool:
    """单位和部门, 部门数, 其他材料: a kind of unit that is part of a longer name."""
    after = "".join(str(each.value) for each in tokens[at + 1 : at + 3] if each.type == "OTHER")
    listed = at > 1 and tokens[at - 1].type == "ENUM" and tokens[at - 2].type != "KIND"
    return listed or after[:1] == "数" or (tokens[at].value == "其他" and after not in ("", "单位"))


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
    if before in _BEFORE_AMOUNT:
        return True
    if index == 0 and types[1:3] == ["UNIT", "BOUND_PRE"]:
        return True  # 500万元≤经费＜1000万元
    if types[index + 1 : index + 4] == ["UNIT", "DIVIDE", "UNIT"]:
        return True  # 3分/人次
    if after == "DASH":
        return True
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


def _first(types: list[str], wanted: str) -> int:
    """Return the first place of a type; behind the end where there is none."""
    return types.index(wanted) if wanted in types else len(types)
