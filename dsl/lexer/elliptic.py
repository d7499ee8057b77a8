"""What a sentence leaves out because the sentence before has just said it. Tokens in, tokens out (see ``implied.RULES``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from dsl.patterns import regex
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_SEGMENT = ("COMMA", "SEP")
_DENIED = ("没有", "尚未", "未", "没")
_CONJOINED = regex(r"且|并|但|或|和|与|及|、")  # of several things, the verb denies one
_NOTHING = ("NO_EFFECT", "ZERO_ITEM")
_SHORTEST = 2  # characters of a word that can be said again


def lacking(tokens: list[Token], text: Text) -> list[Token]:
    """每少整改 1 项 扣 1 分: what is counted is what was not done, which has a name of its own (少整改 每 1 项)."""
    out = list(tokens)
    for at in range(len(out) - 3):
        types = [token.type for token in out[at : at + 4]]
        each, verb = out[at], out[at + 1]
        if (
            types != ["EACH", "NAME", "NUMBER", "UNIT"]
            or type_at(out, at - 1) not in ("", *_SEGMENT)  # 信息 每少报送 1 条: short of 信息
            or verb.known
            or each.value != "short"
            or type_at(out, at + 4) == "NAME"
            or any(
                token.type == "UNIT" and token.value == out[at + 3].value for token in out[:at]
            )  # short of that number
        ):
            continue
        less = text(each.span).removeprefix("每")
        noun = evolve(verb, value=f"{less}{verb.value}", span=Span(each.span.end - len(less), verb.span.end))
        return [*out[:at], noun, evolve(each, value="plain"), *out[at + 2 :]]
    return out


def again(tokens: list[Token], text: Text) -> list[Token]:
    """任务完成 100% 得 5 分，完成 90% 得 3 分: the verb alone goes on about what was spoken of."""
    out: list[Token] = []
    tokens = _all_done(tokens, text)
    for at, token in enumerate(tokens):
        alone = (
            token.type == "NAME"
            and not token.known
            and text(token.span) in lexicon().speech["again"]
            and out[-1:]
            and out[-1].type in _SEGMENT
            and any(
                (each.type == "NUMBER" and type_at(tokens, place - 1) != "SIGN")
                or (each.type == "EACH" and each.value == "plain")
                for place, each in enumerate(tokens[:at])
            )
        )
        if not (alone and type_at(tokens, at + 1) in ("NUMBER", "BOUND_PRE")):
            out.append(token)
    return out


def repeated(tokens: list[Token], text: Text) -> list[Token]:
    """公示逾期的，逾期 10 日以内 扣 1 分，逾期超过 10 日 扣 2 分: the end of the name is said again, and that it is so is the condition."""
    given, tokens = tokens, [token for token in tokens if token.type != "FILLER" or token.value == "each"]
    if [token.type for token in tokens[:3]] != ["NAME", "COMMA", "NAME"]:
        return given
    head, word = tokens[0], tokens[2]
    whole, end = text(head.span), text(word.span)
    if word.known or len(end) < _SHORTEST or len(end) >= len(whole) or not whole.endswith(end):
        return given
    types = [token.type for token in tokens[3:6]]
    if types not in (["NUMBER", "UNIT", "BOUND_POST"], ["BOUND_PRE", "NUMBER", "UNIT"], ["NUMBER", "DASH", "NUMBER"]):
        return given
    bound = next((each for each in tokens[3:6] if each.type.startswith("BOUND")), None)
    out = [head]
    if bound is not None and bound.value in ("<", "<="):  # it did happen
        unit = next(each for each in tokens[3:6] if each.type == "UNIT")
        place = Span(word.span.start, word.span.start)
        more, nothing = Token("BOUND_PRE", ">", place), Token("NUMBER", Fraction(0), place)
        out += [more, nothing, evolve(unit, span=place), Token("AND", "and", place)]
    rest = tokens[3:]
    for at, token in enumerate(rest):
        same = token.type == "NAME" and not token.known and text(token.span) == end
        if not (same and type_at(rest, at - 1) in _SEGMENT and type_at(rest, at + 1) in ("NUMBER", "BOUND_PRE")):
            out.append(token)
    return out


def within(tokens: list[Token], text: Text) -> list[Token]:
    """抽查结果 20 个工作日内 公示 得 2 分: how long the 抽查结果公示 took."""
    out = list(tokens)
    for at in range(len(out) - 4):
        types = [token.type for token in out[at : at + 5]]
        thing, unit, verb = out[at], out[at + 2], out[at + 4]
        lasts = isinstance(unit.value, UnitWord) and unit.value.kind is Kind.DURATION
        done = (*lexicon().speech["doing"], *lexicon().speech["done"])
        if (
            types == ["NAME", "NUMBER", "UNIT", "BOUND_POST", "NAME"]
            and lasts
            and out[at + 3].value == "<="
            and not (thing.known or verb.known)
            and text(verb.span) in done
            and type_at(out, at - 1) in ("", *_SEGMENT)
        ):
            name = evolve(thing, value=f"{thing.value}{verb.value}", span=thing.span)
            if text(thing.span).startswith(
                lexicon().speech["too_late"]
            ):  # 延期 10 天内 完成 得 3 分: late, and no more than that
                place = Span(out[at + 1].span.start, out[at + 1].span.start)
                more, nothing = Token("BOUND_PRE", ">", place), Token("NUMBER", Fraction(0), place)
                late = [more, nothing, evolve(unit, span=place), Token("AND", "and", place)]
                return [*out[:at], name, *late, *out[at + 1 : at + 4], *out[at + 5 :]]
            return [*out[:at], *out[at + 1 : at + 4], name, *out[at + 5 :]]
    return out


def _all_done(tokens: list[Token], text: Text) -> list[Token]:
    """全部完成 得 5 分，完成 80%以上 得 3 分: all of it is 100% of what the next sentence goes on about."""
    again_ = lexicon().speech["again"]
    for at, token in enumerate(tokens):
        said = text(token.span) if token.type == "NAME" and not token.known else ""
        verb = next((each for each in again_ if said in (f"全部{each}", f"全面{each}", f"百分之百{each}")), "")
        if not verb:
            continue
        later = [place for place in range(at + 1, len(tokens)) if tokens[place].type == "NAME"]
        goes_on = later and text(tokens[later[0]].span) == verb and not tokens[later[0]].known
        if (
            goes_on
            and type_at(tokens, later[0] + 1) in ("NUMBER", "BOUND_PRE")
            and type_at(tokens, later[0] - 1) in _SEGMENT
        ):
            whole = [
                evolve(token, value=f"{verb}率"),
                Token("BOUND_PRE", ">=", token.span),
                Token("NUMBER", Fraction(100), token.span),
                Token("UNIT", lexicon().units["%"], token.span),
            ]
            return [*tokens[:at], *whole, *tokens[at + 1 :]]
    return tokens


def required_pieces(tokens: list[Token], _: Text) -> list[Token]:
    """应配备网格员不少于 3 名，每少 1 名 扣 0.5 分: what is short of the number costs points, so it is no duty that costs none."""
    end = next((at for at, each in enumerate(tokens) if each.type == "COMMA"), len(tokens))
    number = any(each.type == "NUMBER" for each in tokens[:end])  # 应当报送总结，办结率每低 …: of another thing
    short = any(each.type == "EACH" and each.value in ("short", "below") for each in tokens)
    costs = any(each.type == "SIGN" and each.value == "-" for each in tokens)
    return tokens[1:] if tokens[0].type == "DUTY" and number and short and costs else tokens


def undone(tokens: list[Token], text: Text) -> list[Token]:
    """完成率 100% 得 5 分，未完成的 每项 扣 1 分: what is counted is what was not done."""
    out = list(tokens)
    for at, token in enumerate(tokens):
        begins = token.type == "NOT_DONE" and type_at(tokens, at - 1) in ("", *_SEGMENT)
        if begins and _after_filler(tokens, at) == "EACH":
            out[at] = Token("NAME", text(token.span), token.span, known=False)
    return out


def not_done_again(tokens: list[Token], text: Text) -> list[Token]:
    """编制应急预案 得 2 分，未编制的 不得分 (扣 1 分): the verb alone, denied, is what was spoken of just before, denied."""
    out = list(tokens)
    for at in range(len(tokens) - 1, 1, -1):
        token = tokens[at]
        if token.type != "NAME" or token.known or type_at(tokens, at - 1) != "COMMA":
            continue
        said, behind = text(token.span), _after_filler(tokens, at)
        verb = next((said.removeprefix(word) for word in _DENIED if said.startswith(word)), "")
        if len(verb) < _SHORTEST or behind not in ("SIGN", "NO_EFFECT"):
            continue
        begin = max((place for place in range(at - 1) if tokens[place].type in _SEGMENT), default=-1) + 1
        earlier = [each for each in tokens[begin : at - 1] if each.type != "FILLER"]
        flag = [each.type for each in earlier[:2]] == ["NAME", "SIGN"]
        costs = behind == "SIGN" and next(each.value for each in tokens[at:] if each.type == "SIGN") == "-"
        won = costs and flag and earlier[1].value != "-"  # 台账不完整 扣 1 分，没有台账 扣 3 分 are two losses
        if not (won or behind == "NO_EFFECT") or not flag:
            continue
        whole = str(earlier[0].value)
        if whole != verb and whole.startswith((verb, f"已{verb}")) and not _CONJOINED.search(whole):
            out[at : at + 1] = [Token("NEG", "not", token.span), evolve(earlier[0], span=token.span)]
    return out


def over_time(tokens: list[Token], text: Text) -> list[Token]:
    """资金拨付超过时限的，每超 1 个月: what has no length itself is over its time as a whole; 办理时间 超过 时限 are two lengths."""
    out = list(tokens)
    for at in range(len(out) - 3, -1, -1):
        thing, bound, limit = out[at : at + 3]
        if [thing.type, bound.type, limit.type] != ["NAME", "BOUND_PRE", "NAME"] or thing.known or limit.known:
            continue
        speech = lexicon().speech
        lasts = str(thing.value).endswith(speech["lengths"])
        if bound.value == ">" and str(limit.value) in speech["time_limits"] and not lasts:
            whole = thing.span.to(limit.span)
            out[at : at + 3] = [evolve(thing, value=text(whole), span=whole)]
    return out


def happened(tokens: list[Token], text: Text) -> list[Token]:
    """上升的 扣 1 分，上升超过 20% 扣 2 分: what has limits further on is more than nought where it is said alone."""
    spoken = [token for token in tokens if token.type != "FILLER"]
    units: dict[str, Token] = {}
    for at, token in enumerate(spoken):
        bound = [each.type for each in spoken[at + 1 : at + 4]]
        if token.type == "NAME" and bound in (["BOUND_PRE", "NUMBER", "UNIT"], ["NUMBER", "UNIT", "BOUND_POST"]):
            word, unit = (
                (spoken[at + 1], spoken[at + 3]) if bound[0] == "BOUND_PRE" else (spoken[at + 3], spoken[at + 2])
            )
            if word.value in (">", ">="):
                units.setdefault(str(token.value), unit)
    out: list[Token] = []
    for at, token in enumerate(tokens):
        out.append(token)
        if token.type != "NAME" or str(token.value) not in units or type_at(tokens, at - 1) not in ("", *_SEGMENT):
            continue
        if type_at(tokens, at + 1) in ("FILLER", "SIGN") and _after_filler(tokens, at) == "SIGN":
            place = Span(token.span.end, token.span.end)
            unit = evolve(units[str(token.value)], span=place)
            out += [Token("BOUND_PRE", ">", place), Token("NUMBER", Fraction(0), place), unit]
    return out


def longer_over(tokens: list[Token], text: Text) -> list[Token]:
    """办结超过时限的，超过 1 天 扣 1 分: how long it was over its time."""
    out = list(tokens)
    spoken = [at for at, token in enumerate(tokens) if token.type != "FILLER"]
    types = [tokens[at].type for at in spoken[:5]]
    if types[:2] != ["NAME", "COMMA"] or types[2:] != ["BOUND_PRE", "NUMBER", "UNIT"]:
        return tokens
    name, comma, bound, unit = (tokens[spoken[at]] for at in (0, 1, 2, 4))
    limits = tuple(f"超过{each}" for each in lexicon().speech["time_limits"])
    lasts = isinstance(unit.value, UnitWord) and unit.value.kind is Kind.DURATION
    if str(name.value).endswith(limits) and lasts and bound.value in (">", ">="):
        out.remove(comma)
    return out


def at_once(tokens: list[Token], _: Text) -> list[Token]:
    """发现 1 起 即 不得分: from the first one on."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        out.append(token)
        counted = [each.type for each in tokens[max(0, at - 2) : at]] == ["NUMBER", "UNIT"]
        if token.type == "FILLER" and token.value == "at once" and counted and type_at(tokens, at + 1) in _NOTHING:
            out.append(Token("BOUND_POST", ">=", token.span))
    return out


def _after_filler(tokens: Sequence[Token], at: int) -> str:
    at += 1
    while type_at(tokens, at) in ("FILLER", "COMMA"):
        at += 1
    return type_at(tokens, at)


def added_up(tokens: list[Token], _: Text) -> list[Token]:
    """脱岗 1 次 扣 1 分，累计 3 次以上 不得分: before a number 累计 says no more than the number."""
    amounts = ("NUMBER", "BOUND_PRE")
    return [
        each
        for at, each in enumerate(tokens)
        if each.type != "OVERLAP" or each.value != "sum" or type_at(tokens, at + 1) not in amounts
    ]


def type_at(tokens: Sequence[Token], at: int) -> str:
    """Return the type of a token; empty beyond the ends."""
    return tokens[at].type if 0 <= at < len(tokens) else ""
