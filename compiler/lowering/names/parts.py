"""Names that stand for a clause or a heading: 得分（一/3）, 第五条, 义务（一/3）. In: a name. Out: which it is, and a fact."""

from __future__ import annotations

from compiler import core
from dsl.folding import fold
from dsl.patterns import regex
from dsl.source import Span
from dsl.types import FLAG, POINTS

_POINTS = regex(r"得分\((.+)\)")
_DUTIES = regex(r"义务\((.+)\)")
_ARTICLE = regex(r"第([一二三四五六七八九十百零〇\d]+)[条款项]")


def is_reference(text: str) -> bool:
    """Tell whether a name stands for what another clause gives."""
    key = fold(text)
    return bool(_POINTS.fullmatch(key) or _ARTICLE.fullmatch(key))


def is_duties(text: str) -> bool:
    """Tell whether a name stands for the duties of a clause or below a heading."""
    return bool(_DUTIES.fullmatch(fold(text)))


def target(text: str, known: tuple[str, ...]) -> str | None:
    """Return the id of the clause or heading that a name refers to; None where there is none, or several."""
    key = fold(text)
    named = _POINTS.fullmatch(key) or _DUTIES.fullmatch(key)
    wanted = named[1] if named else key
    ids = {fold(each): each for each in known}
    if wanted in ids:
        return ids[wanted]
    article = _ARTICLE.fullmatch(wanted)
    ends = (wanted, article[1], f"({article[1]})") if article else (wanted,)
    found = [each for key, each in ids.items() if key.rpartition("/")[2] in ends or key.endswith(f"/{wanted}")]
    return found[0] if len(found) == 1 else None


def result_fact(clause_id: str, span: Span) -> core.Fact:
    """Return the fact that holds what a clause or heading gives."""
    name = f"得分（{clause_id}）"
    return core.Fact(name, POINTS, span, core.Role.RESULT, result_of=clause_id, meaning=f"“{clause_id}”的得分")


def duties_fact(clause_id: str, span: Span) -> core.Fact:
    """Return the flag that stands for the duties of a clause or heading until all of them are known."""
    return core.Fact(f"义务（{clause_id}）", FLAG, span, core.Role.RESULT, result_of=clause_id)
