"""What a sentence sets before it counts: 以 95% 为基准，合格率每低 1 个百分点; 每季度至少召开 1 次会议，少 1 次扣 1 分; 甲、乙 各占 5 分.

Tokens in, before names are closed; tokens out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import define, field

from dsl.lexer.habits import lacking
from dsl.lexer.memory import nth
from dsl.patterns import regex
from dsl.source import Span
from dsl.types import Kind
from dsl.words.lexicon import UnitWord, lexicon
from dsl.words.tokens import Token

Text = Callable[[Span], str]  # what stands at a place
_STARTS = regex(r"^以?(?:[^，,]{0,8}?)(?:为|作为)(?:基准|标准|基数|基准值|达标线|目标)$")
_OFTEN = regex(
    r"^(?:每个?(?:月|季度?|年度?|半年|学期|周|旬)|按月|按季度?|逐月|定期|(?:全年|年内|每年)?至少(?!\d))|每个?(?:月|季度?|半年|年|周|旬)"
)
# 森林防火工作中，…; 得分由清洁、治理两项组成，…: says what the sentences are about, and nothing of points.
_SCOPE = regex(
    r"(?!有|发现|出现|存在|发生|其)[^的]{2,}(?:工作|过程|活动|走访|服务|管理|建设|检查|督查|考核|创建)中|在[^的]{2,}(?:中|方面)|[^的]{2,}方面"
)
_SAMPLE = regex(
    r"(?:随机|现场|实地|每次|每季度?|每月|每年|年终|不定期|从中)*(?:抽查|抽检|抽取|抽样|抽考|抽测|抽访|抽问|提问|调阅|查阅)"
)
_NAMING = ("NEG", "NOT_DONE", "OTHER", "FILLER", "NAME")
_COMPOSED = regex(r"(?:本项|此项|该项)?(?:得分|分值|总分|评分)?由.{4,}(?:组成|构成)")
_TIMES = ("次", "期", "场", "份", "篇")
_SAYS = ("BOUND_PRE", "BOUND_POST", "SIGN", "EACH", "DATE", "RANK", "NO_EFFECT")
_MOVES = {"below": "<", "above": ">"}
_MEASURES = (
    "率",
    "占比",
    "比例",
    "比重",
    "数量",
    "人数",
    "件数",
    "次数",
    "时长",
    "用时",
    "天数",
    "浓度",
    "满意度",
    "覆盖面",
)
_GIVES = ("SIGN", "NO_EFFECT", "FULL", "ZERO_ITEM", "VETO", "CONSEQUENCE", "SCORE_VERB", "DISCRETION")


def set_before(tokens: list[Token], text: Text) -> list[Token]:
    """Return the tokens of a line with what is set before the first comma in the place where it counts."""
    tokens = lacking.some_things(_fewer(_shares(nth.from_then_on(tokens, text))), text)
    at = next((place for place, token in enumerate(tokens) if token.type == "COMMA"), -1)
    if at < 1:
        return tokens
    front, rest = tokens[:at], tokens[at + 1 :]
    said = text(front[0].span.to(front[-1].span)).strip()
    if (
        _sampled(front, said)
        and rest
        and next((each.type for each in rest if each.type != "FILLER"), "SIGN") not in _GIVES
    ):
        return rest
    if _measure_first(front, rest, said):
        return [*front, *rest]
    if _STARTS.match(said):
        return _from_there(front, rest) or tokens
    short = _short(rest) and not any(token.type in _GIVES for token in front)
    if (_SCOPE.fullmatch(said) or _COMPOSED.fullmatch(said)) and not any(each.type in _SAYS for each in front):
        return rest
    if _OFTEN.search(said) and _required(front) and (_OFTEN.match(said) or _times(front)):
        return _lacking(rest) or _not_done(rest, text) or tokens
    if short and _OFTEN.match(said):
        return _lacking(rest) or tokens
    return tokens


def _sampled(front: Sequence[Token], said: str) -> bool:
    """抽查 10 份，每有 1 份不合格 扣 1 分: how many are looked at is no condition, and gives nothing."""
    types = [each.type for each in front]
    plain = set(types) <= {"OTHER", "NAME", "NUMBER", "UNIT", "FILLER"} and types.count("NUMBER") == 1
    return plain and not any(each.type == "NAME" and each.known for each in front) and _SAMPLE.match(said) is not None


def _measure_first(front: Sequence[Token], rest: Sequence[Token], said: str) -> bool:
    """签约率，达到 70%以上 的加 1 分，达到 80%以上 …: what is measured stands alone before the first bound."""
    bound = [token.type for token in rest[:3]] in (["BOUND_PRE", "NUMBER", "UNIT"], ["NUMBER", "UNIT", "BOUND_POST"])
    plain = not any(token.type in (*_SAYS, *_GIVES) for token in front)
    return bound and plain and said.endswith(_MEASURES)


def _shares(tokens: list[Token]) -> list[Token]:
    """制度、台账 各占 5 分: 占 before points says nothing more than 各."""
    out = []
    for at, token in enumerate(tokens):
        types = [each.type for each in tokens[at + 1 : at + 3]]
        points = types == ["NUMBER", "UNIT"] and _kind(tokens[at + 2]) is Kind.POINTS
        if not (token.type == "OCCUPY" and points):
            out.append(token)
    return out


def _from_there(front: Sequence[Token], rest: list[Token]) -> list[Token] | None:
    """以 95% 为基准，合格率 每低 1 个百分点: the steps begin at 95%."""
    amounts = [at for at in range(len(front) - 1) if front[at].type == "NUMBER" and front[at + 1].type == "UNIT"]
    each = next((at for at, token in enumerate(rest) if token.type == "EACH"), -1)
    if (
        len(amounts) != 1
        or each < 1
        or rest[each].value not in _MOVES
        or any(one.type == "COMMA" for one in rest[:each])
    ):
        return None
    number, unit = front[amounts[0] : amounts[0] + 2]
    bound = Token("BOUND_PRE", _MOVES[str(rest[each].value)], rest[each].span)
    return [*rest[:each], bound, number, unit, *rest[each:]]


def _fewer(tokens: list[Token]) -> list[Token]:
    """不少于 4 次，少开 1 次 扣 1 分 is 每少开 1 次; what 少开 says by itself is no more than what is counted."""
    out: list[Token] = []
    before = then = ""
    for at, token in enumerate(tokens):
        out.append(token)
        before, then = then, then if token.type == "FILLER" else token.type
        if token.type != "OTHER" or before != "COMMA":
            continue
        end = next((place for place in range(at, len(tokens)) if tokens[place].type != "OTHER"), len(tokens))
        said = "".join(str(each.value) for each in tokens[at:end])
        word = next((each for each in ("缺少", "少", "缺") if said.startswith(each)), "")
        one = [each.type for each in tokens[end : end + 3]] in (["NUMBER", "UNIT", "SIGN"], ["NUMBER", "UNIT", "COMMA"])
        if word and said.removeprefix(word) in lexicon().speech["doing"] and one and tokens[end].value == 1:
            span = token.span
            verb = Token("OTHER", said.removeprefix(word), Span(span.start + len(word), tokens[end - 1].span.end))
            each = Token("EACH", "short", Span(span.start, span.start + len(word)))
            return [*out[:-1], each, verb, *_fewer(tokens[end:])]
    return out


def _required(front: Sequence[Token]) -> bool:
    """Whether a stretch gives nothing itself and says what has to be done how often or by when."""
    return not any(token.type in (*_GIVES, "NEG") for token in front) and any(
        token.type in ("NUMBER", "DATE") or (token.type == "OTHER" and str(token.value)[-1:] in "前")
        for token in front[not str(front[0].value).endswith("前") :]
    )


def _times(front: Sequence[Token]) -> bool:
    """Whether it says how many times: 巡河次数每月不少于 4 次; of hours that are short nobody can tell of which month."""
    units = [each.value for each in front if each.type == "UNIT"]
    return any(isinstance(each, UnitWord) and each.canonical in _TIMES for each in units[-1:])


def _lacking(rest: list[Token]) -> list[Token]:
    """每少 1 次, 缺 1 期, 每迟报 1 次 behind what is required: what is lacking or late is counted; nothing where it is not."""
    first = next((at for at, token in enumerate(rest) if token.type != "FILLER"), len(rest))
    each = rest[first : first + 1]
    counts = bool(each) and each[0].type == "EACH" and each[0].value in ("short", "plain")
    return rest if counts or _failed(rest[first:]) else []


def _short(rest: Sequence[Token]) -> bool:
    """每季度召开例会，少 1 次: what is short of it needs no number before."""
    first = next((token for token in rest if token.type != "FILLER"), None)
    return first is not None and first.type == "EACH" and first.value == "short"


def _failed(rest: Sequence[Token]) -> bool:
    """未报送的 每次, 迟报 1 次: what was not done, or too late, is counted."""
    end = next((at for at, token in enumerate(rest) if token.type not in _NAMING), len(rest))
    if end == 0 or end == len(rest) or rest[end].type not in ("EACH", "NUMBER", "COMMA"):
        return False
    said = "".join("未" if token.type == "NEG" else str(token.value) for token in rest[:end] if token.type != "FILLER")
    late = said.startswith((*lexicon().speech["too_late"], "少", "缺"))
    return late or (said.startswith("未") and any(token.type == "EACH" for token in rest[end : end + 2]))


def _not_done(rest: list[Token], text: Text) -> list[Token]:
    """每月走访不少于 1 次，未走访的 每人次 扣 0.1 分: what was not done is counted by its own name; nothing where it is something else."""
    each = next((at for at, token in enumerate(rest) if token.type == "EACH"), 0)
    before = [token for token in rest[:each] if token.type != "FILLER"]
    named = bool(before) and text(before[0].span).startswith(("未", "没有"))
    plain = all(token.type in ("NEG", "NOT_DONE", "OTHER", "NAME") for token in before)
    return rest if named and plain and rest[each].value == "plain" else []


def _kind(token: Token) -> Kind | None:
    return token.value.kind if isinstance(token.value, UnitWord) else None


# ------------------------------------------------------------------------------------------------------- steps of several


def each_step(tokens: list[Token], _: Text) -> list[Token]:
    """甲率 100% 得 4 分，乙率 100% 得 4 分，每低 5 个百分点 各扣 0.5 分: as many amounts as there are figures before; after names."""
    for at, token in enumerate(tokens):
        if (
            token.type != "FILLER"
            or token.value != "each"
            or [t.type for t in tokens[at + 1 : at + 4]] != ["SIGN", "NUMBER", "UNIT"]
        ):
            continue
        begin = max((place for place in range(at) if tokens[place].type == "COMMA"), default=-1)
        step = next((each for each in tokens[begin + 1 : at] if each.type == "EACH"), None)
        if (
            step is None
            or step.value not in ("below", "above", "short")
            or (at + 4 < len(tokens) and tokens[at + 4].type == "ENUM")
        ):
            continue
        if begin < 0 and step is tokens[0]:
            return tokens  # of the figures of the lines before: ``Earlier``
        names = len(_figures(tokens[: begin + 1]))
        if names > 1:
            return _as_often(tokens, at, names)
        return [*tokens[:at], Token("OTHER", "各", token.span), *tokens[at + 1 :]]  # of what, is not said on this line
    return tokens


def _as_often(tokens: list[Token], at: int, names: int) -> list[Token]:
    """The amount behind 各 once for each of several figures."""
    amount = tokens[at + 2 : at + 4]
    again = [Token("ENUM", "list", amount[-1].span), *amount] * (names - 1)
    return [*tokens[: at + 4], *again, *tokens[at + 4 :]]


@define(repr=False, eq=False)
class Earlier:
    """甲率 100% 得 4 分；乙率 100% 得 4 分；每低 5 个百分点 各扣 0.5 分: the figures that the lines of a block have limited so far."""

    _names: set[str] = field(factory=set)

    def __call__(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens of a line; steps of each figure before get an amount for each, or 各 stays to be asked about."""
        first = tokens[0] if tokens else None
        at = next((place for place, token in enumerate(tokens) if token.type == "FILLER" and token.value == "each"), -1)
        amount = [token.type for token in tokens[at + 1 : at + 5]] if at > 0 else []
        if first is not None and first.type == "EACH" and amount == ["SIGN", "NUMBER", "UNIT"]:
            if first.value in ("below", "above", "short") and len(self._names) > 1:
                return _as_often(tokens, at, len(self._names))
            return [*tokens[:at], Token("OTHER", "各", tokens[at].span), *tokens[at + 1 :]]
        self._names |= _figures(tokens)
        return tokens


def _figures(before: Sequence[Token]) -> set[str]:
    """The different figures that have limits."""
    found = set()
    spoken = [token for token in before if token.type != "FILLER"]
    for token, following in pairwise(spoken):
        if token.type == "NAME" and following.type in ("NUMBER", "BOUND_PRE"):
            found.add(str(token.value))
    return found


def places(tokens: list[Token], text: Text) -> list[Token]:
    """排名第一 得 10 分，第二 的 得 9 分: behind a rank, a bare place is one, too."""
    out: list[Token] = []
    ranked = False
    for at, token in enumerate(tokens):
        ranked = ranked or token.type in ("RANK", "LAST")
        nth = text(Span(max(0, token.span.start - 3), token.span.start)).endswith("第")
        begins = next((each.type for each in reversed(out) if each.type != "FILLER"), "COMMA") == "COMMA"
        after = tokens[at + 1].type if at + 1 < len(tokens) else ""
        bare = (
            token.type == "NUMBER" and nth and begins and ranked and after in ("FILLER", "SIGN", "NO_EFFECT", "COMMA")
        )
        if bare and isinstance(token.value, Fraction | int):
            out += [Token("RANK", "rank", token.span), token, Token("UNIT", lexicon().units["名"], token.span)]
            continue
        out.append(token)
    return out
