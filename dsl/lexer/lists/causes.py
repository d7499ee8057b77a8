"""What a sentence says first, and then what came of it: 落实不力，出现辍学学生的，每人扣1分; 对转办的工单，未按期办结的，每件扣0.5分.

Both stretches together are what is counted or what holds. Tokens in, after names are closed; tokens out. Where the first one ends with
的 it is a condition of its own, and two conditions in a row are left, and asked.
"""

from __future__ import annotations

from collections.abc import Callable

from dsl.source import Span
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_GIVES = ("SIGN", "NO_EFFECT", "ZERO_ITEM", "EACH", "FULL")
_DENIED = ("未", "没有", "无", "不", "被", "超", "逾", "迟", "漏")
_NOT = ("未", "不", "无", "没")
_HAPPENED = ("发生", "出现", "存在")
_IN_TIME = ("未按时", "未按期", "未及时", "未在规定", "未按规定时间", "未按规定时限", "未如期")
_SHORTEST = 2  # characters of either stretch


def joined(tokens: list[Token], text: Text) -> list[Token]:
    """Return the tokens with both stretches as one name."""
    spoken = [at for at, token in enumerate(tokens) if token.type != "FILLER"]
    types = [tokens[at].type for at in spoken[:7]]
    second = 3 if types[:4] == ["NAME", "COMMA", "AND", "NAME"] else 2
    if types[:second] + types[second : second + 1] != ["NAME", "COMMA", *["AND"] * (second - 2), "NAME"]:
        return tokens
    head, comma, what = (tokens[spoken[at]] for at in (0, 1, second))
    behind = next((kind for kind in types[second + 1 :] if kind != "COMMA"), "")
    if head.known or what.known or comma.value == ":" or not _gives(tokens, spoken[second], behind):
        return tokens
    cause, result = text(head.span), text(what.span)
    condition = text(Span(head.span.end, comma.span.start)) != ""  # 未参会的，
    if min(len(cause), len(result)) < _SHORTEST or not _goes_with(
        cause, result, condition=condition, both=second > 2, behind=behind
    ):
        return tokens
    link = text(tokens[spoken[2]].span) if second > 2 else ""
    name = Token("NAME", f"{cause}{link}{result}", head.span.to(what.span), known=False)
    return [*tokens[: spoken[0]], name, *tokens[spoken[second] + 1 :]]


def _gives(tokens: list[Token], at: int, behind: str) -> bool:
    """Whether points, or pieces and points, stand behind: no bound, no day."""
    rest = [token.type for token in tokens[at + 1 :] if token.type not in ("FILLER", "COMMA")]
    one = rest[:3] == ["NUMBER", "UNIT", "SIGN"]
    return behind in _GIVES or one


def _goes_with(cause: str, result: str, *, condition: bool, both: bool, behind: str) -> bool:
    speech = lexicon().speech
    if both:  # 未派人参加，且未请假的，每次: pieces that are both
        return behind in ("EACH", "NUMBER")
    if condition:  # 未按时上报的，迟报 1 次
        return cause.startswith(_IN_TIME) and result.startswith(speech["too_late"])
    if result.startswith(speech["results"]):
        return True
    if any(word in cause for word in _IN_TIME) and result.startswith(speech["too_late"]) and behind == "NUMBER":
        return True  # 总结未按时报送，逾期 1 天
    alike = result.endswith(speech["causes"]) or any(
        word in result for word in _NOT
    )  # 办理不及时，群众不满意的: two of a list
    if cause.endswith(speech["causes"]) and behind in ("EACH", "NUMBER") and not alike:
        return True
    happened = any(word in cause for word in _HAPPENED) and not cause.startswith(("未", "没", "无"))
    about = cause.startswith(("对", "针对", "对于", "关于")) or cause.endswith(speech["subjects"])
    denied = result.startswith(_DENIED)
    return (happened and behind not in ("EACH", "NUMBER")) or (about and denied and not cause.startswith(_DENIED))
