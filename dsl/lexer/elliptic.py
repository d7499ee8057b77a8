"""What a sentence leaves out because the sentence before has just said it. Tokens in, tokens out (see ``implied.RULES``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve

from dsl.source import Span
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_SEGMENT = ("COMMA", "SEP")


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
    for at, token in enumerate(tokens):
        alone = (
            token.type == "NAME"
            and not token.known
            and text(token.span) in lexicon().speech["again"]
            and out[-1:]
            and out[-1].type in _SEGMENT
        )
        if not (alone and type_at(tokens, at + 1) in ("NUMBER", "BOUND_PRE")):
            out.append(token)
    return out


def type_at(tokens: Sequence[Token], at: int) -> str:
    """Return the type of a token; empty beyond the ends."""
    return tokens[at].type if 0 <= at < len(tokens) else ""
