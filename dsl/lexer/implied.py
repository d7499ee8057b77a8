"""What official sentences leave unsaid or say twice, made plain before a line is parsed. Tokens in, tokens out.

第 2 名 is a place (排名 2 名); 倒数第一 and 末位 mean one 名; 县区 办结率 低于 95% is 县区 且 …; 被投诉, 发生投诉 are 投诉;
每报送 1 条信息 is 每条信息; 甲、乙 各扣 1 分 gives to each; 每项每次 counts the last of the two; 每低 1% is
每低 1 个百分点. Each row of ``RULES`` is one such habit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve

from dsl.lexer import elliptic
from dsl.lexer.habits import amounts, counted, labels, lacking, ranges, setting, yardsticks
from dsl.lexer.lists import causes, held_against, in_turn, of_kinds, several, shares, sizes, ways
from dsl.lexer.memory import late_at_all
from dsl.patterns import regex
from dsl.source import Span
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_JOINED = regex(r"且|或|并|既.+又|和|及(?!时)|与|、")  # in a name that nobody declared
_SEGMENT = ("COMMA", "SEP")
_COUNTED_PLACES = ("名", "位")


def _done() -> tuple[str, ...]:
    """What is done by a day: 3月31日前 报送."""
    return (*lexicon().speech["doing"], *lexicon().speech["done"])


def plain(tokens: Sequence[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with what its words imply."""
    out = list(tokens)
    types = {token.type for token in out}
    for needed, rule in RULES:
        if needed in types:
            out = rule(out, text)
    return out


def _place(tokens: list[Token], text: Text) -> list[Token]:
    """第 2 名 says 排名, wherever no word for it stands before; 倒数第一 and 倒数第 1 have their measure word left out."""
    out: list[Token] = []
    spoken = ""  # the last token that is no filler
    for at, token in enumerate(tokens):
        if token.type == "FILLER":
            out.append(token)
            continue
        nth = text(Span(max(0, token.span.start - 3), token.span.start)).endswith(
            "第"
        )  # also where a name took it along
        if token.type == "NUMBER" and nth and spoken in ("", "NAME", "COMMA", "AND", "KIND") and _is_place(tokens, at):
            out.append(Token("RANK", "rank", token.span))
        out.append(token)
        if token.value == "last one":
            out += [Token("NUMBER", Fraction(1), token.span), Token("UNIT", lexicon().units["名"], token.span)]
        elif (
            token.type == "NUMBER"
            and (spoken == "LAST" or (spoken == "RANK" and nth))
            and _type(tokens, at + 1) not in ("UNIT", "DASH")
        ):
            out.append(Token("UNIT", lexicon().units["名"], token.span))
        spoken = token.type
    return out


def _is_place(tokens: Sequence[Token], at: int) -> bool:
    """Whether 名 follows a number, at once or behind the other end of its range."""
    while _type(tokens, at) == "NUMBER":
        unit = _token(tokens, at + 1)
        if unit is not None and unit.type == "UNIT":
            return isinstance(unit.value, UnitWord) and unit.value.canonical in _COUNTED_PLACES
        if unit is None or unit.type != "DASH":
            return False
        at += 3 if _type(tokens, at + 2) == "FILLER" else 2
    return False


def _kind_first(tokens: list[Token], _: Text) -> list[Token]:
    """县区 办结率 低于 95% 扣 1 分: the kind limits what follows; 县区 投诉 每件 扣 1 分 counts the complaints of 县区."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        begins = not out or out[-1].type in _SEGMENT
        end = _end_of_kinds(tokens, at) if begins else at
        follows = _token(tokens, end)
        bound = (
            follows is not None and follows.type == "NAME" and _type(tokens, end + 1) in ("BOUND_PRE", "NUMBER", "RANK")
        )
        if end == at or follows is None or not (bound or (follows.type in ("NAME", "NEG") and follows.known)):
            out.append(tokens[at])
            at += 1
            continue
        kinds = tokens[at:end]
        if follows.type == "NAME" and _type(tokens, end + 1) == "EACH":
            out += [follows, *kinds]
            end += 1
        else:
            out += [*kinds, Token("AND", "and", kinds[-1].span)]
        at = end
    return out


def _end_of_kinds(tokens: Sequence[Token], at: int) -> int:
    if _type(tokens, at) != "KIND":
        return at
    while _type(tokens, at + 1) == "ENUM" and _type(tokens, at + 2) == "KIND":
        at += 2
    at += 1
    return at + 1 if _type(tokens, at) == "FILLER" and _type(tokens, at + 1) in ("NAME", "NEG") else at


def _says_so(tokens: list[Token], text: Text) -> list[Token]:
    """被投诉 每件: a verb or a particle in front of a declared name belongs to the sentence, not to the fact."""
    out = []
    for at, token in enumerate(tokens):
        following = _token(tokens, at + 1)
        named = following is not None and following.type == "NAME" and following.known
        if token.type == "NAME" and not token.known and named and text(token.span) in lexicon().speech["says_so"]:
            continue
        out.append(token)
    return out


def _doing(tokens: list[Token], text: Text) -> list[Token]:
    """每报送 1 条 信息 得 0.5 分 is 每 1 条 信息: a declared thing keeps its name, any other is named by both words.

    信息 每少报送 1 条 is 信息 每少 1 条; 每缺制度 1 项 is 每缺 1 项 制度.
    """
    out = list(tokens)
    for at in range(len(out) - 3):
        types, each = [token.type for token in out[at : at + 5]], out[at]
        if types[:4] == ["EACH", "NAME", "NUMBER", "UNIT"] and types[4:] != ["NAME"] and not out[at + 1].known:
            verb, number, unit = out[at + 1 : at + 4]
            if text(verb.span) in _done() and each.value in ("plain", "short"):
                return [*out[: at + 1], number, unit, *out[at + 4 :]]
            if each.value == "short":
                return [*out[: at + 1], number, unit, verb, *out[at + 4 :]]
            begins = at == 0 or (out[at - 1].type in _SEGMENT and _type(out, at - 2) != "KIND")
            if each.value == "plain" and begins:  # 每逾期 1 天
                out[at : at + 2] = [verb, each]
    for at in range(len(out) - 4):
        types = [token.type for token in out[at : at + 5]]
        if types == ["EACH", "NAME", "NUMBER", "UNIT", "NAME"] and not out[at + 1].known:
            verb, number, unit, noun = out[at + 1 : at + 5]
            if not noun.known:
                noun = evolve(noun, value=f"{text(verb.span)}{noun.value}", span=verb.span.to(noun.span))
            return [*out[: at + 1], number, unit, noun, *out[at + 5 :]]
    return out


def _done_by(tokens: list[Token], text: Text) -> list[Token]:
    """总结 3月31日前 报送, 3月31日前 未 报送 总结: the day of 总结, and what nobody declared is named by both."""
    for at in range(len(tokens) - 1):
        if [token.type for token in tokens[at : at + 2]] != ["DATE", "QIAN"]:
            continue
        negated = _type(tokens, at + 2) == "NEG"
        place = at + 2 + negated
        verb, thing = _token(tokens, place), _token(tokens, at - 1)
        if verb is None or verb.type != "NAME" or verb.known or text(verb.span) not in _done():
            continue
        behind = _token(tokens, place + 1)
        if behind is not None and behind.type == "NAME":
            return [*tokens[:place], *tokens[place + 1 :]]
        if thing is None or thing.type != "NAME":
            continue
        if not thing.known:
            thing = evolve(thing, value=f"{thing.value}{verb.value}", span=thing.span.to(verb.span))
        day = tokens[at : at + 2]
        said = [*day, tokens[at + 2], thing] if negated else [thing, *day]
        return [*tokens[: at - 1], *said, *tokens[place + 1 :]]
    return tokens


def _to_each(tokens: list[Token], _: Text) -> list[Token]:
    """甲、乙 的，各扣 1 分: as many amounts as there are names."""
    names, at = 1, 0
    for at, token in enumerate(tokens):
        if token.type == "ENUM" and _type(tokens, at + 1) == "NAME" and _type(tokens, at - 1) == "NAME":
            names += 1
        elif token.type == "FILLER" and token.value == "each" and names > 1:
            break
    else:
        return tokens
    sign, amount = _token(tokens, at + 1), tokens[at + 2 : at + 4]
    whole = sign is not None and sign.type == "SIGN" and [each.type for each in amount] == ["NUMBER", "UNIT"]
    if not whole or _type(tokens, at + 4) == "ENUM":
        return tokens
    again = [Token("ENUM", "list", amount[-1].span), *amount] * (names - 1)
    return [*tokens[: at + 4], *again, *tokens[at + 4 :]]


def _each_of_none(tokens: list[Token], text: Text) -> list[Token]:
    """公开且备案的各得 1 分: no list is there whose things could each have the points, and 各 is not passed over."""
    out = list(tokens)
    for at, token in enumerate(tokens):
        if token.type != "FILLER" or token.value != "each" or _type(tokens, at + 1) not in ("SIGN", "NUMBER"):
            continue
        start = max((end for end in range(at) if tokens[end].type in ("SIGN", "SEP")), default=-1)
        said = tokens[start + 1 : at]
        types = [each.type for each in said]
        joined = any(types[i : i + 3] in (["NAME", "AND", "NAME"], ["NAME", "OR", "NAME"]) for i in range(len(types)))
        within = any(each.type == "NAME" and not each.known and _JOINED.search(text(each.span)) for each in said)
        if (joined or within) and "ENUM" not in types:
            out[at] = Token("OTHER", "各", token.span)
    return out


def _share_of_one(tokens: list[Token], text: Text) -> list[Token]:
    """低于三分之一, 三分之一以上: a fraction beside a bound is a share."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        out.append(token)
        if token.type != "NUMBER" or not isinstance(token.value, Fraction) or "分之" not in text(token.span):
            continue
        bounded = _type(tokens, at - 1) == "BOUND_PRE" or _type(tokens, at + 1) == "BOUND_POST"
        if bounded and _type(tokens, at + 1) != "UNIT" and token.value < 10 and not _percent(text(token.span)):
            out[-1] = evolve(token, value=token.value * 100)
            out.append(Token("UNIT", lexicon().units["%"], token.span))
    return out


def _percent(text: str) -> bool:
    return text.startswith(("百分之", "千分之"))


def _by_share(tokens: list[Token], _: Text) -> list[Token]:
    """其间按比例: what is done by shares is the counting of points."""
    if [token.type for token in tokens[-2:]] == ["BY", "SHARE"]:
        return [*tokens, Token("SCORE_VERB", "award", tokens[-1].span)]
    return tokens


def _type(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].type if 0 <= at < len(tokens) else ""


def _token(tokens: Sequence[Token], at: int) -> Token | None:
    return tokens[at] if 0 <= at < len(tokens) else None


# What must stand in a line for a habit to be looked for, and the habit.
RULES: tuple[tuple[str, Callable[[list[Token], Text], list[Token]]], ...] = (
    ("NAME", _says_so),
    ("COMMA", counted.among_them),
    ("KIND", of_kinds.pieces_of_each),
    ("NUMBER", amounts.per_head),
    ("NUMBER", setting.places),
    ("NUMBER", _place),
    ("LAST", ranges.places_from_the_last),
    ("RANK", ranges.shares_of_places),
    ("OVERLAP", elliptic.added_up),
    ("DUTY", elliptic.required_pieces),
    ("NOT_DONE", elliptic.undone),
    ("KIND", _kind_first),
    ("EACH", sizes.carried),
    ("EACH", lacking.steps),
    ("EACH", lacking.alone),
    ("EACH", elliptic.lacking),
    ("EACH", counted.done_again),
    ("EACH", _doing),
    ("EACH", lacking.named),
    ("COMMA", elliptic.repeated),
    ("COMMA", causes.joined),
    ("COMMA", elliptic.longer_over),
    ("COMMA", ways.again),
    ("COMMA", elliptic.happened),
    ("FILLER", elliptic.at_once),
    ("BOUND_PRE", elliptic.over_time),
    ("NO_EFFECT", elliptic.not_done_again),
    ("SIGN", elliptic.not_done_again),
    ("COMMA", labels.counted_under),
    ("COMMA", labels.measured_under),
    ("SIGN", late_at_all.behind_nought),
    ("EACH", several.steps_of_each),
    ("SIGN", several.all_needed),
    ("SIGN", several.all_bounded),
    ("SIGN", in_turn.listed),
    ("BOUND_POST", held_against.far_below),
    ("BOUND_POST", elliptic.within),
    ("COMMA", elliptic.again),
    ("SEP", elliptic.again),
    ("EACH", yardsticks.by_percent),
    ("EACH", yardsticks.points_of_percent),
    ("QIAN", _done_by),
    ("EACH", counted.each_of_two),
    ("ENUM", _to_each),
    ("EACH", setting.each_step),
    ("SIGN", _each_of_none),
    ("NUMBER", _share_of_one),
    ("SHARE", _by_share),
    ("BY", shares.of_itself),
)
