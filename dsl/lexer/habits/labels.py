"""What stands before a colon: 网上可办率：达到 90% 得 5 分; 热线：办结率低于 90% 扣 1 分; 可办率：县区达到 90%，市直部门达到 95% 得 5 分.

Tokens in, tokens out. A label is the number of which the sentence speaks, or belongs to the name that comes first; a kind of unit as
a label (县区：…) is left, for how far it reaches nobody can tell.
"""

from __future__ import annotations

from collections.abc import Callable

from dsl.folding import fold
from dsl.source import Span
from dsl.words.belonging import says_a_state
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token
from dsl.words.vocabulary import Vocabulary

Text = Callable[[Span], str]  # what stands at a place
_EXPLAINS = ("说明", "备注", "注")  # explains the sentence above, is no name
_RATES = ("率", "占比", "比例", "比重")
_SPEAKS = ("SIGN", "EACH", "BOUND_PRE", "BOUND_POST", "COMMA", "NO_EFFECT", "FOLLOWING", "CAP", "EQUALS", "LPAR")


def labelled(tokens: list[Token], text: Text, vocabulary: Vocabulary) -> list[Token]:
    """Return the tokens with what stands before the first colon as a LABEL, or in the place where it speaks."""
    at = next((place for place, token in enumerate(tokens) if _colon(token)), 0)
    before, rest = tokens[:at], tokens[at + 1 :]
    if not before or not rest or any(each.type in _SPEAKS for each in before) or any(map(_colon, rest)):
        return tokens
    if all(each.type in ("KIND", "ENUM", "FILLER") for each in before):
        return tokens
    span = before[0].span.to(before[-1].span)
    said = text(span)
    if said.endswith(_EXPLAINS):
        return tokens
    if said in lexicon().speech["labels"]:
        return rest
    name = _name(said, span, vocabulary)
    if rest[0].type == "KIND":
        return _by_kinds(rest, name) or tokens
    by_day = rest[0].type == "DATE" and [each.type for each in rest[1:2]] in (["BOUND_PRE"], ["NUMBER"])
    if rest[0].type in ("BOUND_PRE", "NUMBER", "RANK") or by_day:  # 支出进度：6月底 达到 50%
        return [name, *rest]
    return [Token("LABEL", said, span), *rest] if rest[0].type in ("OTHER", "NAME", "NEG", "UNIT") else tokens


def _colon(token: Token) -> bool:
    return token.type == "COMMA" and token.value == ":"


def _by_kinds(rest: list[Token], name: Token) -> list[Token] | None:
    """县区 达到 90%，市直部门 达到 95% 的，得 5 分: each kind has its own limit, and the same points."""
    ends = [at for at, token in enumerate(rest) if token.type == "COMMA"]
    parts = [rest[start + 1 : end] for start, end in zip([-1, *ends], [*ends, len(rest)], strict=True)]
    limits = [part for part in parts if _limit(part)]
    if len(limits) < 2 or limits != parts[: len(limits)] or len(parts) != len(limits) + 1:
        return None
    if parts[-1][0].type not in ("SIGN", "NO_EFFECT", "FULL"):
        return None
    out: list[Token] = []
    for limit in limits:
        joint = Token("AND", "and", limit[0].span)
        out += [
            limit[0],
            joint,
            name,
            *(each for each in limit[1:] if each.type != "FILLER"),
            Token("OR", "or", limit[0].span),
        ]
    return [*out[:-1], Token("COMMA", "，", out[-1].span), *parts[-1]]


def _limit(part: list[Token]) -> bool:
    types = [each.type for each in part if each.type != "FILLER"]
    return types in (["KIND", *bound] for bound in _BOUNDS)


_BOUNDS = (
    ["BOUND_PRE", "NUMBER", "UNIT"],
    ["BOUND_PRE", "NUMBER", "UNIT", "BOUND_POST"],
    ["NUMBER", "UNIT", "BOUND_POST"],
)


def joined(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """热线：办结率 is 热线办结率; where only 办结率 is declared, nobody can tell whether it is meant. After names are closed."""
    out: list[Token] = []
    for token in tokens:
        label = out[-1] if out and out[-1].type == "LABEL" else None
        if label is not None:
            del out[-1]
            whole = _name(f"{label.value}{token.value}", label.span.to(token.span), vocabulary)
            if token.type == "NAME" and (whole.known or not token.known):
                token = whole
            else:
                out += [Token("NAME", str(label.value), label.span, False), Token("COMMA", ":", label.span)]
        out.append(token)
    return out


def counted_under(tokens: list[Token], text: Text) -> list[Token]:
    """被通报批评的，国家级 每次 扣 5 分，省级 每次 扣 3 分: what is counted is each of the kinds of what stands before them."""
    spoken = [at for at, token in enumerate(tokens) if token.type != "FILLER"]
    types = [tokens[at].type for at in spoken[:6]]
    one = types == ["NAME", "COMMA", "NAME", "NUMBER", "UNIT", "SIGN"] and tokens[spoken[3]].value == 1
    if types[:5] != ["NAME", "COMMA", "NAME", "EACH", "UNIT"] and not (one and spoken[1] == spoken[0] + 1):
        return tokens
    head, comma = tokens[spoken[0]], spoken[1]
    if head.known or tokens[comma].value == ":":
        return tokens
    if one:  # 全体会议，主要负责人缺席 1 次 扣 1 分
        what = tokens[spoken[2]]
        if (
            what.known
            or text(head.span).startswith(lexicon().speech["went_wrong"])
            or text(head.span).endswith(lexicon().speech["states"])
        ):
            return tokens
        name = Token("NAME", f"{text(head.span)}{text(what.span)}", what.span, known=False)
        return [name, *tokens[spoken[2] + 1 :]]
    out: list[Token] = []
    for at, token in enumerate(tokens[comma + 1 :], comma + 1):
        begins = tokens[at - 1].type == "COMMA"
        if begins and token.type == "NAME" and [each.type for each in tokens[at + 1 : at + 3]] == ["EACH", "UNIT"]:
            if token.known:
                return tokens
            token = Token("NAME", f"{text(head.span)}{text(token.span)}", token.span, known=False)
        out.append(token)
    return out


def measured_under(tokens: list[Token], text: Text) -> list[Token]:
    """办理提案，满意率 100% 得 3 分: what stands before a rate says whose it is, unless it is a condition (…的，) or went wrong."""
    types = [token.type for token in tokens[:4]]
    if types[:3] != ["NAME", "COMMA", "NAME"] or types[3:] not in (["NUMBER"], ["BOUND_PRE"]):
        return tokens
    head, rate, said = tokens[0], tokens[2], text(tokens[0].span)
    if tokens[1].value == ":" or not text(rate.span).endswith(_RATES):
        return tokens
    went_wrong = said.startswith(lexicon().speech["went_wrong"])
    if says_a_state(said) and (said[0] == "无" or not went_wrong):  # 制度健全，整改率 达到 90%: two conditions
        return [head, Token("AND", "and", tokens[1].span), *tokens[2:]]
    if head.known or rate.known or went_wrong:
        return tokens
    name = Token("NAME", f"{text(head.span)}{text(rate.span)}", rate.span, known=False)
    return [name, *tokens[3:]]


def _name(text: str, span: Span, vocabulary: Vocabulary) -> Token:
    terminal, shown = vocabulary.names.get(fold(text), ("", ""))
    return Token("NAME", shown if terminal == "NAME" else text, span, terminal == "NAME")
