"""完成率按比例得分 is 按完成率得分: the share is the figure itself. Names closed; tokens in, tokens out."""

from __future__ import annotations

from collections.abc import Callable

from dsl.source import Span
from dsl.words.tokens import Token

_SHARES = ("率", "比例", "占比", "比重", "进度")
_FORMS = (["NAME", "BY", "NAME", "SCORE_VERB"], ["NAME", "BY", "SHARE", "SCORE_VERB"])


def of_itself(tokens: list[Token], text: Callable[[Span], str]) -> list[Token]:
    """Return the tokens with 按 in front of a figure whose share gives points; what is lost by shares goes by what is lacking."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        part = tokens[at : at + 4]
        begins = not out or out[-1].type == "COMMA"
        said = [token.type for token in part] in _FORMS and text(part[2].span) in ("比例", "其比例")
        if begins and said and part[3].value != "-" and str(part[0].value).endswith(_SHARES):
            out += [part[1], part[0], part[3]]
            at += 4
            continue
        out.append(tokens[at])
        at += 1
    return out
