"""A trace in words: one sentence a clause, plain lines for a terminal, Markdown.

In: the dict of ``compiler.explain.explain``. Out: text; nothing is computed here but the order of the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compiler.backends.mdtext import escape, fold

Json = dict[str, Any]
_NAMED = 5  # missing facts that a text tells one by one


def sentence(clause: Json) -> str:
    """Return one Chinese sentence that says what a clause gave and why."""
    return f"{clause['title'] or clause['id']}：{'；'.join(_parts(clause))}。"


def _parts(clause: Json) -> Iterator[str]:
    if clause["outcome"] == "不适用":
        yield "，".join(["不适用于本单位", *clause["because"]])
    elif clause["zeroed"]:
        yield "，".join([*clause["because"], *unfinished(clause["zeroing"]), "此项不记分"])
    elif clause["outcome"] == "无法计算":
        yield clause["note"]
    elif clause["outcome"] == "待补":
        yield f"缺{'、'.join(f'“{name}”' for name in clause['missing'])}，暂为 {clause['says']}"
        yield from _most_deciding(clause["deciding"])
        yield from (f"{each['of']['name']} {each['of']['says']}" for each in clause["facts"] if each["of"])
    else:
        yield from _scored(clause)


def _scored(clause: Json) -> Iterator[str]:
    counted = bool(clause["more"]) and len(clause["effects"]) == 1
    for effect in clause["effects"]:
        yield _effect(effect, clause, more=clause["more"]["says"] if counted else "")
        yield from (near["says"] for near in effect["near"])
    if not clause["effects"]:
        yield "不计分"
    if clause["rounding"] and clause["rounding"]["says"]:
        yield clause["rounding"]["says"]
    if clause["cap"] and clause["cap"]["says"]:
        yield clause["cap"]["says"]
    elif len(clause["effects"]) > 1:
        yield f"取最高分，{clause['says']}" if clause["pick"] == "取最高分" else f"合计{clause['says']}"


def _effect(effect: Json, clause: Json, *, more: str) -> str:
    """Return an effect in words: what it looked at, the branch that counts, its points, what one more does."""
    looked_at = _looked_at(effect, clause)
    applied = [branch for branch in effect["branches"] if branch["state"] == "适用"]
    if not applied or (more and effect["points"] == "0"):
        none = [] if more else [_nothing(effect)]
        return "，".join([*looked_at, *none, *([more] if more else [])])
    taken = f"适用“{applied[0]['says']}”"
    return "，".join([*looked_at, *unfinished(applied[0]["test"]), taken, effect["says"], *([more] if more else [])])


def _looked_at(effect: Json, clause: Json) -> list[str]:
    if effect["measure"]:
        of = effect["measure"].get("of")
        said = [f"{each['name']} {each['says']}" for each in (effect["measure"], of) if each]
        behind = [each for branch in effect["branches"] for each in branch["because"]]
        return [*said, *(each for each in dict.fromkeys(behind) if each not in said)]
    facts = [fact for fact in clause["facts"] if fact["name"] in effect["reads"]]
    flags = {flag["fact"]: flag["says"] for flag in effect["flags"]}
    return [f"{fact['name']} {flags.get(fact['name'], fact['says'])}" for fact in facts]


def _nothing(effect: Json) -> str:
    return f"各档均不符合，{effect['says']}" if effect["kind"] == "分档" else str(effect["says"])


# ------------------------------------------------------------------------------------------ the whole trace


def render_text(trace: Json) -> str:
    """Return a trace as plain lines for a terminal."""
    return (
        "\n".join(_head(trace) + [line for item in trace["outline"] for line in _item(trace, item)] + _tail(trace))
        + "\n"
    )


def _head(trace: Json) -> list[str]:
    kind = f"（{trace['unit']['kind']}）" if trace["unit"]["kind"] else ""
    grade = [f"等次：{trace['grade']}"] if trace["grade"] else []
    return [trace["policy"]["title"], f"单位：{trace['unit']['name']}{kind}", f"总分：{trace['says']}", *grade, ""]


def _item(trace: Json, item: Json) -> list[str]:
    indent = "  " * (item["depth"] - 1)
    if "group" in item:
        return [indent + group_line(_find(trace["groups"], item["group"]))] if item["depth"] else []
    clause = _find(trace["clauses"], item["clause"])
    return [f"{indent}- {sentence(clause)}", *(f"{indent}  {line}" for line in _aside(clause))]


def _find(items: list[Json], wanted: str) -> Json:
    return next(item for item in items if item["id"] == wanted)


def group_line(group: Json) -> str:
    """Return a heading with what it has, of how much, and what held it."""
    full = f"，满分 {group['full']} 分" if group["full"] is not None and not group["outside"] else ""
    return f"{group['title']}：{group['says']}{full}{'；' + group['held'] if group['held'] else ''}"


def _aside(clause: Json) -> list[str]:
    lines = [f"原文：{fold(clause['quote'])}"] if clause["quote"] else []
    lines += [f"后果：{each['text']}{_why(each)}" for each in clause["consequences"] if each["answer"] == "是"]
    lines += [
        f"后果（待核）：{each['text']}{_why(each)}" for each in clause["consequences"] if each["answer"] == "待定"
    ]
    return lines + [f"义务：{duty['duty']}（{duty['answer']}）" for duty in clause["duties"]]


def _why(found: Json) -> str:
    """Return the facts behind a test in brackets."""
    return f"（{'，'.join(found['because'])}）" if found["because"] else ""


def _tail(trace: Json) -> list[str]:
    lines = [line for answer in ("是", "待定") for veto in trace["vetoes"] for line in _veto(trace, veto, answer)]
    if trace["missing"]:
        lines.append(f"待补：{'、'.join(each['fact'] for each in trace['missing'])}。")
    lines += range_lines(trace["range"])
    lines += [f"注：{note}" for note in trace["notes"]]
    basis = basis_line(trace)
    lines += [basis] if basis else []
    return ["", *lines] if lines else []


def basis_line(trace: Json) -> str:
    """Return what a trace was made from, where that was a file: no date and no path, so that the same is made again."""
    if not trace["policy"]["digest"]:
        return ""
    sheet = f"；填报表 SHA-256 {trace['facts']['digest']}" if trace["facts"]["digest"] else ""
    days = f"；放假安排 {trace['calendar']}" if trace["calendar"] else ""
    return f"依据：政策文件 SHA-256 {trace['policy']['digest']}{sheet}；准绳 {trace['compiler']}{days}"


def _veto(trace: Json, veto: Json, answer: str) -> list[str]:
    """Return a veto of this answer in words, with its official sentence."""
    if veto["answer"] != answer:
        return []
    says = veto_line(veto)
    quote = fold(_find(trace["clauses"], veto["clause"])["quote"])
    lines = [f"{says}。", *(f"{each}。" for each in unfinished(veto["test"]))]
    return lines + ([f"原文：{quote}"] if quote else [])


def veto_line(veto: Json) -> str:
    """Return a veto that holds or may hold, with the facts behind it: 否决：瞒报 4 件，一票否决，总分为 0 分."""
    open_ = [] if veto["answer"] == "是" else ["待核；成立的"]
    return f"{veto['title'] or veto['clause']}：{'，'.join([*veto['because'], *open_, veto['says']])}"


def unfinished(test: Json) -> list[str]:
    """Return lines that say which duties of a condition are not kept, and of which that is not known."""
    told = []
    for key, words in (("unfinished", "义务未完成"), ("open", "义务待核")):
        names = list(dict.fromkeys(name for duties in _duties(test) for name in duties[key]))
        told += [f"{words}：{'、'.join(names)}"] if names else []
    return told


def _duties(test: Json) -> Iterator[Json]:
    if "duties" in test:
        yield test["duties"]
        return
    for part in test["parts"]:
        yield from _duties(part)


def range_lines(found: Json | None) -> list[str]:
    """Return what is to be said of a range: whether its ends can be had, and which missing facts decide it."""
    return [] if found is None else [*_ends(found), *deciding_lines(found["deciding"])]


def _ends(found: Json) -> Iterator[str]:
    """Say which ends some unit with these facts has; an end that none was found for is an outer bound."""
    ends = [(word, found[side], found["found"][side]) for word, side in (("最低", "low"), ("最高", "high"))]
    if all(bound is not None and bound == had for _, bound, had in ends):
        yield "区间的两端都取得到。"
        return
    for word, bound, had in ends:
        if bound is not None and bound == had:
            yield f"{word} {bound} 分取得到。"
        elif bound is not None:
            yield f"{word} {bound} 分是各条分别估出的，未必取得到{f'；能举出的是 {had} 分' if had is not None else ''}。"


def deciding_lines(shares: list[Json]) -> list[str]:
    """Return which missing facts decide how much of a range, the one that decides most first."""
    if shares and all(each["at_most"] == "0" for each in shares):
        return ["缺的各项单独补上都不会缩小区间，要一起补上。"]
    told = [f"补上“{each['fact']}”，区间{_narrower(each)}" for each in shares[:_NAMED]]
    rest = [f"其余 {len(shares) - _NAMED} 项的作用不更大。"] if len(shares) > _NAMED else []
    return [f"最起作用的缺项：{told[0]}。", *(f"其次：{line}。" for line in told[1:]), *rest] if told else []


def _most_deciding(shares: list[Json]) -> Iterator[str]:
    """Say which of several missing facts decides most of a clause, where one decides more than the next."""
    effects = [(each["at_least"], each["at_most"]) for each in shares[:2]]
    if len(effects) == 2 and effects[0] != effects[1]:
        yield f"最起作用的是“{shares[0]['fact']}”"


def _narrower(share: Json) -> str:
    least, most = share["at_least"], share["at_most"]
    if least is None:
        return "由没有限度变为有限度"
    if most is None:
        return "可能由没有限度变为有限度"
    if least == most:
        return "单独补上不会缩小" if least == "0" else f"缩小 {least} 分"
    return f"至少缩小 {least} 分，至多缩小 {most} 分" if least != "0" else f"至多缩小 {most} 分，也可能不缩小"


def render_markdown(trace: Json) -> str:
    """Return a trace as Markdown: headings for groups, a sentence for each clause, its official text as a quote."""
    title, *head = _head(trace)
    lines = [f"# {escape(title)}", "", *(f"- {escape(line)}" for line in head if line), ""]
    for item in trace["outline"]:
        lines += _markdown_item(trace, item)
    lines += [f"- {escape(line)}" for line in _tail(trace) if line]
    return "\n".join(lines).rstrip("\n") + "\n"


def _markdown_item(trace: Json, item: Json) -> list[str]:
    if "group" in item:
        level = "#" * min(item["depth"] + 1, 6)
        return [f"{level} {escape(group_line(_find(trace['groups'], item['group'])))}", ""] if item["depth"] else []
    clause = _find(trace["clauses"], item["clause"])
    quote, *others = _aside(clause) if clause["quote"] else ["", *_aside(clause)]
    lines = [escape(sentence(clause)), ""]
    lines += [f"> {escape(quote)}", ""] if quote else []
    return lines + ([*(f"- {escape(line)}" for line in others), ""] if others else [])
